"""The right region: the paper. The current component's pages as thumbnails, one of them large, and the scanner."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from counter.capture_texts import CARD_SIDES, SOURCES, held
from counter.models.capture_model import CaptureModel
from counter.models.live_model import LiveModel
from counter.models.scan_ways import KINDS
from counter.reading_texts import page_mark
from counter.texts import PAPERS
from counter.views.file_row import FileRow
from counter.views.live_panel import LivePanel
from counter.views.page_body import PageBody
from counter.views.page_strip import PageStrip
from counter.views.page_view import PageView
from counter.views.parts import Choice, Elided, Sign, button, column, holding, row, show_words
from counter.views.suggestion_place import SuggestionPlace
from counter.views.turn_row import TurnRow
from counter.words import said, say

# enough for "Khay nạp"; the region's width gives the rest
SOURCE_PX = 110


class CapturePanel(QWidget):
    """Scans, shows and orders the pages of one component at a time; everything has a key."""

    def __init__(self, model: CaptureModel, live: LiveModel) -> None:
        super().__init__()
        self.setObjectName('capture')
        self.model, self.live, self._album = model, live, model.album
        self._shown, self._is_reading = '', False
        self._heading = Elided('heading', 'capture-component')
        self._state = Elided('quiet', 'capture-state')
        self._told = Sign('capture-told')
        self._source = Choice('scan-source')
        self._progress = QProgressBar()
        self._progress.setObjectName('scan-progress')
        self._strip, self._page, self._live = PageStrip(), PageView(), LivePanel(live)
        self._body = PageBody(self._live, self._strip, self._page)
        self._make_buttons()
        self._connect()
        # rows that look at the strip hear of a change after it has been laid anew
        self._lay_out()
        self._show()

    def _make_buttons(self) -> None:
        model = self.model
        self._scan = button(say("Quét", "Scan"), 'F8', 'scan', self._on_scan, sign='mdi6.scanner')
        self._cancel = button(say("Dừng quét", "Stop"), 'Esc', 'scan-cancel', model.cancel, sign='mdi6.stop')
        self._rescan = button(say("Quét lại trang", "Scan again"), 'Ctrl+R', 'page-rescan', self._on_rescan)
        self._remove = button(say("Bỏ trang", "Remove"), 'Del', 'page-remove', self._on_remove)
        self._blank = button(say("Bỏ trang trắng", "Remove blank"), 'Ctrl+B', 'blank-remove', model.remove_blank)
        self._reuse = button(say("Dùng lại", "Use again"), 'Ctrl+U', 'reuse', model.reuse.take)
        self._undo = button(say("Hoàn tác", "Undo"), 'Ctrl+Z', 'page-undo', model.undo)
        words = say("Tờ phân cách", "Separators")
        self._sheets = button(words, 'Ctrl+F8', 'separators', model.make_separators)
        self._zoom = button(say("Phóng to", "Enlarge"), 'Ctrl+G', 'page-zoom', self._on_zoom)
        # with arrows as they stand on the keys
        self._before = button(say("Trước (Alt+←)", "Before (Alt+←)"), '', 'component-before', lambda: model.next(-1))
        self._next = button(say("Giấy tờ sau (Alt+→)", "Next (Alt+→)"), '', 'component-next', model.next)
        self._up = button(say("Lên (Alt+↑)", "Up (Alt+↑)"), '', 'page-up', lambda: self._move(-1))
        self._down = button(say("Xuống (Alt+↓)", "Down (Alt+↓)"), '', 'page-down', lambda: self._move(1))
        arrows = {'Left': self._before, 'Right': self._next, 'Up': self._up, 'Down': self._down}
        for arrow, one in arrows.items():
            one.setShortcut(f'Alt+{arrow}')

    def _lay_out(self) -> None:
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        # what stands below must not move while somebody aims at it
        for one in (self._progress, self._told):
            keeps_place = one.sizePolicy()
            keeps_place.setRetainSizeWhenHidden(True)
            one.setSizePolicy(keeps_place)
        self._source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._source.setMinimumWidth(SOURCE_PX)
        self._told.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        box = column(self._heading, self._progress, stretch=-1)
        box.insertLayout(1, row(self._state, self._before, self._next, stretch=0))
        box.insertLayout(2, row(self._source, self._blank, self._reuse, self._scan, self._cancel, stretch=0))
        box.addWidget(SuggestionPlace(self._told, self.model))
        box.addWidget(self._body, 1)
        order = holding(row(self._up, self._down, self._rescan, self._sheets, stretch=-1))
        self._order = holding(column(TurnRow(self.model, self._strip), order, stretch=0))
        box.addWidget(self._order)
        box.addLayout(row(self._remove, self._undo, self._zoom, stretch=-1))
        box.addWidget(FileRow(self.model))
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.live.changed.connect(self._enable)
        self._album.pictured.connect(self._show_picture)
        self._album.enlarged.connect(self._on_enlarged)
        self._strip.currentRowChanged.connect(lambda _row: self._show_page())
        self._strip.reordered.connect(lambda order: self._album.arrange(self.model.code, order))
        self._source.activated.connect(lambda at: self.model.use(self._source.itemData(at)))

    def _show(self) -> None:
        part, model = self.model.component, self.model
        if part is None:
            self._heading.show_text(say("Giấy tờ", "Papers"))
            self._state.show_text('')
        else:
            codes = [one.listed.code for one in model.papers]
            at = codes.index(model.code) + 1
            self._heading.show_text(part.listed.name)
            pages = say(f"{len(part.pages)} trang", f"{len(part.pages)} pages")
            self._state.show_text(f'{at}/{len(codes)}: {said(PAPERS[part.status])}, {pages}')
        self._show_message()
        self._show_live()
        self._show_sources()
        self._show_pages()
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        """The camera films while its picture may be looked at."""
        super().showEvent(event)
        self._show_live()

    def hideEvent(self, event: QHideEvent) -> None:
        """The camera is let go of."""
        super().hideEvent(event)
        self.live.show(on=False)

    def _show_live(self) -> None:
        """The camera's picture in the place of the large page, the strip below it; or the page beside its strip."""
        is_wanted = self.live.is_wanted
        self.live.show(on=is_wanted and self.isVisible())
        is_live = is_wanted and not self._is_reading
        self._body.show_live(on=is_live)
        # pages are put in order where they are looked at
        self._order.setVisible(not is_live)

    def _show_message(self) -> None:
        model = self.model
        if model.is_stopping:
            words = say(f"Đang dừng… {model.scanned} trang đã lưu.", f"Stopping… {model.scanned} pages kept.")
        elif model.files.is_taking:
            words = say("Đang kiểm tra tệp…", "Looking at the file…")
        elif model.is_scanning:
            words = say(f"Đang quét… {model.scanned} trang đã lưu.", f"Scanning… {model.scanned} pages kept.")
        else:
            words = model.message or self._held()
        hue = 'warn' if model.is_trouble else 'quiet'
        sign = 'mdi6.alert' if model.is_trouble else 'mdi6.check' if model.message else 'mdi6.information-outline'
        self._told.setVisible(bool(words))
        self._told.show_sign(sign, hue, words)

    def _held(self) -> str:
        offer = self.model.reuse.offer
        return held(offer.code, offer.received_at, len(offer.pages)) if offer else ''

    def _show_sources(self) -> None:
        model = self.model
        shown = [self._source.itemData(at) for at in range(self._source.count())]
        if shown != list(model.sources):
            self._source.clear()
            for way in model.choice.ways:
                sharpness = f', {way.dpi} dpi' if way.place not in KINDS else ''
                self._source.addItem(way.name or f'{said(SOURCES[way.place])}{sharpness}', way.place)
        self._source.setCurrentIndex(self._source.findData(model.source))
        self._source.setVisible(bool(model.sources))

    def _show_pages(self) -> None:
        part = self.model.component
        digests = [page.digest for page in part.pages] if part else []
        self._strip.show_pages(digests, at_end=self.model.is_scanning or self.model.code != self._shown)
        self._shown = self.model.code
        for digest in digests:
            self._show_picture(digest)
        self._show_page()

    def _show_picture(self, digest: str) -> None:
        is_long, is_blank = self._album.is_long(digest), self._album.is_blank(digest)
        turn = self.model.texts.turn_of(digest)
        mark = page_mark(turn, is_file=self._is_file(digest), is_long=is_long, is_blank=is_blank)
        self._strip.show_picture(digest, self._album.thumb(digest), mark)
        if digest == self._strip.current:
            self._show_page()

    def _show_page(self) -> None:
        digest = self._strip.current
        picture = self._album.large(digest) if digest else None
        if picture is not None and picture.isNull() and self._album.about(digest):
            self._page.show_hint(self._album.about(digest))
        elif picture is not None:
            self._page.show_page(picture)
        else:
            self._page.show_hint(self._hint())
        self._enable()

    def _on_enlarged(self, digest: str) -> None:
        if digest == self._strip.current:
            self._show_page()

    def _hint(self) -> str:
        if self.model.component is None:
            return say("Mở một hồ sơ để quét giấy tờ.", "Open a dossier to scan its papers.")
        if not (self.model.has_scanner or self.model.has_camera):
            return say(
                "Quầy này chưa có máy quét. Người quản trị ghi địa chỉ máy quét vào cấu hình, mục devices.scanner.",
                "This counter has no scanner. The administrator sets devices.scanner.",
            )
        if not self.model.can_capture:
            return say("Hồ sơ này không nhận thêm trang nào nữa.", "This dossier takes no more pages.")
        if self.model.source == CARD_SIDES:
            return say("Úp mặt trước thẻ vào góc mặt kính rồi bấm Quét (F8).", "Lay the card's front down, then F8.")
        return say("Đặt các tờ của giấy tờ này vào khay rồi bấm Quét (F8).", "Put its sheets in, then Scan (F8).")

    def _enable(self) -> None:
        model, digest = self.model, self._strip.current
        row, count = self._strip.currentRow(), self._strip.count()
        may = model.can_capture
        is_free = may and (model.has_scanner or model.has_camera) and not model.is_scanning
        self._scan.setEnabled(is_free)
        self._name_scan()
        self._cancel.setVisible(model.is_scanning)
        self._cancel.setEnabled(model.is_scanning and not model.is_stopping)
        self._scan.setVisible(not model.is_scanning)
        self._progress.setVisible(model.is_scanning)
        self._source.setEnabled(not model.is_scanning)
        self._up.setEnabled(may and row > 0)
        self._down.setEnabled(may and 0 <= row < count - 1)
        self._remove.setEnabled(may and bool(digest))
        self._rescan.setEnabled(is_free and bool(digest) and not self._is_file(digest))
        self._zoom.setEnabled(bool(digest) or self._is_reading)
        self._name_camera()
        # one place for both: sheets are laid between papers before anything is scanned
        self._sheets.setVisible(model.has_scanner and not digest)
        self._rescan.setVisible(bool(digest) or not model.has_scanner)
        self._sheets.setEnabled(may)
        self._undo.setEnabled(may and self._album.can_undo)
        self._reuse.setVisible(model.reuse.offer is not None and not model.is_scanning)
        has_blank = any(self._album.is_blank(one) for one in self._strip.digests)
        self._blank.setVisible(has_blank)
        self._blank.setEnabled(may and has_blank)
        for one in (self._before, self._next):
            one.setEnabled(model.component is not None)

    def _name_scan(self) -> None:
        verb = say("Quét mặt sau", "Scan backs") if self.model.two_pass.is_turned else say("Quét", "Scan")
        verb = say("Chụp", "Photograph") if self.model.source in KINDS else verb
        if self._scan.text() != f'{verb} (F8)':
            self._scan.setText(f'{verb} (F8)')
            # a new text takes a button's key away
            self._scan.setShortcut('F8')

    def _name_camera(self) -> None:
        """What two buttons are for where the camera films."""
        again = say("Chụp lại trang", "Take again") if self.live.is_wanted else say("Quét lại trang", "Scan again")
        show_words(self._rescan, again, 'Ctrl+R')
        words = say("Phóng to", "Enlarge")
        if self.live.is_wanted:
            words = say("Xem máy chụp", "Camera") if self._is_reading else say("Xem trang", "Page")
        show_words(self._zoom, words, 'Ctrl+G')

    def _on_scan(self) -> None:
        self._strip.setFocus()
        self._scan_for('')

    def _is_file(self, digest: str) -> bool:
        part = self.model.component
        return part is not None and any(page.is_file and page.digest == digest for page in part.pages)

    def _on_rescan(self) -> None:
        if self._strip.current:
            self._scan_for(self._strip.current)

    def _scan_for(self, replaces: str) -> None:
        if self.live.is_wanted:
            self.live.take(replaces)
        else:
            self.model.scan(replaces)

    def _on_zoom(self) -> None:
        """Enlarge the page; where the camera films, turn from its picture to the page and back."""
        if self.live.is_wanted:
            self._is_reading = not self._is_reading
            self._show()
        elif self._is_file(self._strip.current) and self.model.component is not None:
            # of more pages than one: shown whole
            self.model.files.show(self._strip.current, self.model.component.listed.name)
        else:
            self._page.toggle()

    def _on_remove(self) -> None:
        self.model.remove(self._strip.chosen)

    def _move(self, by: int) -> None:
        if self._strip.current:
            self._album.move(self.model.code, self._strip.current, by)
