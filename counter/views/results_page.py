"""The centre region for returning: which result, who collects it or which postal item carries it, what was checked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from counter.models.results_model import ResultsModel
from counter.texts import STATES
from counter.views.dossier_table import DossierTable
from counter.views.parts import Sign, button, column, field, holding, label, row, show_words
from counter.views.post_panel import PostPanel
from counter.views.slip_line import SlipLine
from counter.views.ticks import Tick
from counter.words import hidden, said, say
from office.dossier import Dossier, DossierState
from office.papers import ResultFile

# two names of results side by side
FILES_ABREAST, FILE_LETTERS, LAST_DIGIT = 2, 22, 9
POSTED_KEY = 'Ctrl+B'


class ResultsPage(QWidget):
    """The list of results, and the hand-over of the chosen one; ``ready_changed`` when Enter means another thing."""

    ready_changed = Signal()

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model
        self._shown, self._filled = '', False
        self.search = field(
            say("Tìm: tên không dấu, số định danh, mã trên giấy hẹn", "Search: name, number, code on the receipt"),
            'result-search',
        )
        widths = {'finished': 126, 'code': 140, 'name': 136, 'procedure': 180}
        self.table = DossierTable('results', widths, lambda: model.now, model.open)
        widths = {'posted': 104, 'tracking': 130, 'code': 150, 'name': 130, 'procedure': 60}
        self._posted = DossierTable('posted', widths, lambda: model.now, model.open)
        self._posted.setVisible(False)
        self._empty = label(
            say(
                "Chưa có kết quả nào chờ trả. Kết quả từ tỉnh về sẽ hiện ở đây; tìm theo mã trên giấy hẹn.",
                "No result waits. Those that come from the province show here; or search the receipt's code.",
            ),
            role='quiet',
        )
        self._chosen = label(name='result-dossier', role='heading')
        self._about = label(name='result-about', role='quiet')
        self._files = QGridLayout()
        self._files.setColumnStretch(FILES_ABREAST, 1)
        self._make_fields()
        self.open_button: QPushButton = button(
            say("Mở", "Open"), 'Ctrl+Return', 'open-result', self._on_open, sign='mdi6.folder-open-outline'
        )
        self._show_posted = button('', POSTED_KEY, 'show-posted', self._on_other_list, sign='mdi6.email-fast-outline')
        self._show_posted.setCheckable(True)
        self.hand: QPushButton = button(
            say("Trả kết quả và in phiếu giao", "Hand over and print the slip"),
            'F12',
            'hand-over',
            self._on_hand_over,
            sign='mdi6.hand-extended-outline',
        )
        self._slip = SlipLine(model.slips, model.print, model.show_pdf, name='-handover')
        self._lay_out()
        self._connect()
        self._show_dossier()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._model.look)
        for table in (self.table, self._posted):
            table.selectionModel().currentRowChanged.connect(lambda _now, _before: self.ready_changed.emit())
        self.post.typed_on.connect(self.ready_changed)
        self._in_person.toggled.connect(lambda _on: self._show_dossier())
        self._card.returnPressed.connect(self._on_card)
        self._model.changed.connect(self._show_rows)
        self._model.opened.connect(self._show_dossier)

    def _make_fields(self) -> None:
        self.post = PostPanel(self._model.post)
        self._card = field(say("Quét thẻ của người nhận (nếu có)", "Scan the collector's card"), 'collector-card')
        self._card.setProperty('own-enter', True)
        self._match = Sign('card-match')
        self._seen = Tick(
            say("Đã đối chiếu người nhận với giấy tờ tùy thân", "I compared the person with the card"),
            'card-seen',
            key='Ctrl+M',
        )
        self._seen.toggled.connect(lambda _on: self.ready_changed.emit())
        self._in_person = Tick(
            say("Người nộp đến nhận tại quầy", "The applicant collects it here"), 'in-person', key='Ctrl+Shift+P'
        )
        self._collector = field(say("Người nhận thay (để trống nếu chính chủ)", "Another collector"), 'collector')
        self._number = field(say("Số giấy tờ", "Number"), 'collector-number')
        self._paper = field(say("Số giấy ủy quyền", "Authorisation"), 'authorisation')
        self._sign = button(
            say("Mời ký nhận", "Ask to sign"),
            'Ctrl+Shift+I',
            'ask-signature',
            self._model.sign_asked.emit,
            sign='mdi6.draw-pen',
        )
        self._signed = Sign('signed', one_line=True)

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.search.setFocus()
        self._model.look(self.search.text())

    def default_button(self) -> QPushButton | None:
        """What Enter does here."""
        if self.hand.isEnabled() and self._seen.isChecked():
            return self.hand
        if (post := self.post.default_button()) is not None:
            return post
        known = self._model.dossier
        is_other = self._table.chosen not in ('', known.id if known else '')
        return self.open_button if is_other and self.open_button.isEnabled() else None

    @property
    def _table(self) -> DossierTable:
        """The list that is shown."""
        return self._posted if self._show_posted.isChecked() else self.table

    def _other_list(self) -> str:
        """The list that the button shows, and how many stand in it."""
        if self._show_posted.isChecked():
            return say(f"Chờ trả: {self._model.ready}", f"Waiting here: {self._model.ready}")
        count = len(self._model.posted)
        return say(f"Ở bưu chính: {count}", f"With the post: {count}")

    def _on_other_list(self) -> None:
        self._show_rows()
        self._table.setFocus()

    def _on_open(self) -> None:
        self._table.open_chosen()

    def _lay_out(self) -> None:
        others = row(self._collector, self._number, self._paper, stretch=0)
        parts = (
            holding(row(self.search, self._show_posted, self.open_button, stretch=0)),
            self._empty,
            self.table,
            self._posted,
            self._chosen,
            self._about,
            holding(self._files),
        )
        box = column(*parts, self.post, self._in_person, self._card, self._match, self._seen, stretch=2)
        box.setStretchFactor(self._posted, 1)
        box.addLayout(others)
        box.addWidget(holding(row(self.hand, self._sign, self._signed)))
        box.addWidget(self._slip)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)

    def _on_card(self) -> None:
        self._model.scan_card(self._card.text())
        self._card.clear()
        self._seen.setFocus()

    def _on_hand_over(self) -> None:
        self._model.hand_over(
            seen=self._seen.isChecked(),
            collector=self._collector.text(),
            number=self._number.text(),
            authorisation=self._paper.text(),
        )

    def _show_rows(self) -> None:
        posted = self._model.posted
        if not posted:
            self._show_posted.setChecked(False)
        is_posted = self._show_posted.isChecked()
        self.table.show_rows(self._model.rows)
        self._posted.show_rows(posted)
        self.table.setVisible(not is_posted)
        self._posted.setVisible(is_posted)
        self._show_posted.setVisible(self._model.post.may_post and bool(posted))
        show_words(self._show_posted, self._other_list(), POSTED_KEY)
        rows = posted if is_posted else self._model.rows
        self._empty.setVisible(not rows)
        self.open_button.setEnabled(bool(rows))
        self.ready_changed.emit()

    def _show_dossier(self) -> None:
        known = self._model.dossier
        is_new = known is not None and known.id != self._shown
        if known is not None and is_new:
            self._shown = known.id
            self._seen.setChecked(False)
            self._in_person.setChecked(False)
            for line in (self._collector, self._number, self._paper):
                line.clear()
            self._show_files(known)
        by_post = self._model.post.goes_by_post(known)
        if by_post and self._model.card is not None:
            self._in_person.setChecked(True)
        self._in_person.setVisible(by_post)
        self._show_hand_over(known, is_away=by_post and not self._in_person.isChecked())
        self._show_post(known, is_new=is_new, by_post=by_post)
        self._slip.show_for(known if known is not None and known.returned is not None else None)
        self._show_match()
        self._chosen.setText(_title(known))
        self._about.setText(_about(known))

    def _show_hand_over(self, known: Dossier | None, *, is_away: bool) -> None:
        """Who collects the result here; nobody does where it goes or went by post."""
        ready = known is not None and known.state is DossierState.FINISHED and not is_away
        for part in (self._card, self._seen, self._collector, self._number, self._paper, self._sign):
            part.setVisible(ready)
        signed = self._model.signature is not None
        self._signed.setVisible(signed)
        if signed:
            self._signed.show_sign('mdi6.check-circle', 'good', say("Đã ký", "Signed"))
        went_by_post = self._model.is_done and known is not None and known.returned is None
        self.hand.setVisible(known is not None and not is_away and not went_by_post)
        self.hand.setEnabled(ready)
        if self._model.is_done and (self.hand.hasFocus() or not ready):
            self._table.setFocus()

    def _show_post(self, known: Dossier | None, *, is_new: bool, by_post: bool) -> None:
        """What the post does with it; away while the applicant collects it herself."""
        is_other = self.post.show_for(known)
        if by_post and self._in_person.isChecked():
            self.post.hide()
        elif self.post.isVisibleTo(self) and (is_new or (is_other and by_post)):
            self.post.focus_first()

    def _show_match(self) -> None:
        matches, card = self._model.is_applicants_card, self._model.card
        self._match.setVisible(matches is not None)
        if matches is None or card is None:
            return
        if matches:
            if self._filled:
                self._fill('', '')
            words = say(
                "Thẻ đúng số của người nộp. So ảnh trên thẻ với người nhận rồi đánh dấu bên dưới.",
                "The card has the applicant's number. Compare the photo, then tick below.",
            )
            self._match.show_sign('mdi6.check-circle', 'good', words)
            return
        self._fill(card.name, card.number)
        words = say(
            f"Thẻ của người khác: {card.name}. Cần giấy ủy quyền.",
            f"Another person's card: {card.name}. An authorisation is needed.",
        )
        self._match.show_sign('mdi6.alert', 'warn', words)

    def _fill(self, name: str, number: str) -> None:
        """Another collector's name and number as her card says them."""
        self._collector.setText(name)
        self._number.setText(number)
        self._filled = bool(name)

    def _show_files(self, known: Dossier) -> None:
        while self._files.count():
            taken = self._files.takeAt(0)
            shown = taken.widget() if taken else None
            if shown is not None:
                shown.deleteLater()
        kept = [result for result in known.results if result.digest]
        for at, result in enumerate(kept):
            self._files.addWidget(self._file_button(at + 1, result), *divmod(at, FILES_ABREAST))

    def _file_button(self, at: int, result: ResultFile) -> QPushButton:
        name = result.name if len(result.name) <= FILE_LETTERS else f'{result.name[:FILE_LETTERS]}…'
        # the first nine have a key of their own; nobody has seen a result of ten files
        key = f'Ctrl+{at}' if at <= LAST_DIGIT else f'Ctrl+Shift+{at - LAST_DIGIT}'
        made = button(
            say(f"Xem {name}", f"View {name}"),
            key,
            f'view-result-{at}',
            lambda: self._model.read_file(result),
            sign='mdi6.file-eye-outline',
        )
        made.setToolTip(result.name)
        return made


def _title(known: Dossier | None) -> str:
    if known is None:
        return say("Chọn một hồ sơ ở trên rồi bấm Enter.", "Choose a dossier above and press Enter.")
    return f'{known.code}   {said(STATES[known.state])}'


def _about(known: Dossier | None) -> str:
    who = known.applicant if known else None
    if known is None or who is None:
        return ''
    results = ', '.join(result.name for result in known.results)
    by = [say(f"Đại diện: {who.name}", f"Represented by {who.name}")] if who.organisation else []
    lines = [f'{who.owner}   {hidden(who.owner_number)}', *by, known.procedure_name, results]
    if known.returned is not None:
        lines.append(
            say(f"Người nhận: {known.returned.collector.name}", f"Collected by {known.returned.collector.name}")
        )
    return '\n'.join(line for line in lines if line)
