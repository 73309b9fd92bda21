"""Step 1: what the citizen came for. Search, look, choose the case, open the dossier."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from counter.models.dossier_model import DossierModel
from counter.models.found import DossierFound, ProcedureFound
from counter.models.procedures_model import ProceduresModel
from counter.views.parts import button, column, field, holding, label, row, rows
from counter.views.style import icon
from counter.views.traps import Traps
from counter.words import Pair, moment, said, say
from office.forms import limit_words
from office.procedure import Procedure, limit_for, traps

ROLE = Qt.ItemDataRole.UserRole
# how many rows of a list stand on the screen at once: what comes below them must stay in sight
FOUND_ROWS, CASE_ROWS, LEFT_ROWS = 3, 4, 7

TEACH: Pair = (
    "Gõ vài chữ không dấu để tìm thủ tục, chọn bằng ↑ ↓, Enter để mở hồ sơ.",
    "Type a few letters, choose with ↑ ↓, and Enter opens a dossier.",
)
RESUME: Pair = (
    "Gõ để tìm thủ tục mới. Trên đây là hồ sơ đang tiếp nhận dở của tôi: Tab, ↓ chọn, Enter mở lại.",
    "Type to search a procedure. Above are my unfinished dossiers: Tab, ↓ to choose, Enter to go on.",
)


class ProcedureStep(QWidget):
    """The search and the procedure found; afterwards what the dossier's procedure says."""

    def __init__(self, model: DossierModel, procedures: ProceduresModel, begin: Callable[[str, str], object]) -> None:
        super().__init__()
        self._model, self._procedures, self._begin = model, procedures, begin
        self._looked: Procedure | None = None
        self._opens = False
        self._unfinished: tuple[DossierFound, ...] = ()
        self.search = field(
            say("Tên không dấu hoặc mã, ví dụ: khai sinh, 1.001193", "Words without accents, or a code"),
            'procedure-search',
        )
        self._found = rows('procedures-found')
        self._found.setWordWrap(False)
        self._title = label(role='strong', name='dossier-title')
        self._about = label(role='quiet', name='procedure-about')
        self._traps = Traps()
        self._pick = label(say("Chọn trường hợp:", "Choose the case:"), role='strong')
        self._cases = rows('cases')
        self.open_button: QPushButton = button(
            say("Mở hồ sơ", "Open the dossier"),
            'Ctrl+Return',
            'open-dossier',
            self.go_on,
            sign='mdi6.folder-plus-outline',
        )
        self._lay_out()
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self.go_on)
        self._found.currentItemChanged.connect(self._on_row)
        for one in (self._found, self._cases):
            one.setProperty('own-enter', True)
            one.itemActivated.connect(lambda _item: self.go_on())
        procedures.found.connect(self._on_found)
        procedures.looked_at.connect(self._on_looked_at)
        model.changed.connect(self.show_dossier)
        self.show_dossier()

    def show_unfinished(self, lines: Sequence[DossierFound]) -> None:
        """Offer what the officer has not finished; shown while nothing is searched."""
        if [line.id for line in lines] != [line.id for line in self._unfinished]:
            self._unfinished = tuple(lines)
            if not self.search.text().strip():
                self._on_found(())

    def suggest(self, procedure: str) -> None:
        """Look for what the citizen chose at the kiosk."""
        self.search.setText(procedure)

    def focus_first(self) -> None:
        """Put the cursor where this step begins."""
        self.search.setFocus()

    def go_on(self) -> None:
        """Open the dossier, or first ask which case it is."""
        chosen = self._found.currentItem().data(ROLE) if self._found.currentRow() >= 0 else ''
        if not self.search.text().strip():
            # what was left unfinished is somebody else's: it opens only when it was chosen itself
            if self._found.hasFocus() and chosen:
                self._model.open(chosen)
            return
        if not chosen:
            # Enter was quicker than the search: it counts when the answer is here
            self._opens = True
            return
        looked = self._looked
        if looked is None or looked.code != chosen:
            self._opens = True
            self._procedures.look_at(chosen)
        elif len(looked.cases) > 1 and not self._cases.hasFocus():
            self._cases.setFocus()
        else:
            case = self._cases.currentItem().data(ROLE) if self._cases.count() else ''
            self._begin(looked.code, case)

    def show_dossier(self) -> None:
        """Show the search, or what was chosen."""
        known, published = self._model.dossier, self._model.procedure
        is_new = known is None
        for one in (self.search, self._found, self.open_button):
            one.setVisible(is_new)
        if known is not None and published is not None:
            self.search.clear()
            case = f'\n{known.case}' if known.case else ''
            self._title.setText(f'{known.procedure_name}{case}')
            self._show_published(published)
            self._show_cases(None)
        else:
            self._show_looked_at()

    def _lay_out(self) -> None:
        self._pick.setWordWrap(False)
        choice = holding(row(self.open_button, self._pick))
        box = column(self.search, self._found, self._title, self._about, self._traps, choice, self._cases)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)

    def _on_typed(self, text: str) -> None:
        # with nothing typed Enter is the queue's
        self.search.setProperty('own-enter', bool(text.strip()))
        self._opens = False
        if text.strip():
            self._found.clear()
            self._procedures.find(text)
        else:
            self._on_found(())

    def _on_found(self, found: Sequence[ProcedureFound]) -> None:
        self._found.clear()
        for procedure in found:
            item = QListWidgetItem(f'{procedure.code}   {procedure.name}')
            item.setData(ROLE, procedure.code)
            self._found.addItem(item)
        if found:
            fit(self._found, FOUND_ROWS)
            self._found.setCurrentRow(0)
            return
        self._looked = None
        if not self.search.text().strip():
            for line in self._unfinished:
                self._found.addItem(_unfinished(line))
            fit(self._found, LEFT_ROWS)
        self._show_looked_at()

    def _on_row(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.search.text().strip():
            self._procedures.look_at(item.data(ROLE))

    def _on_looked_at(self, procedure: Procedure) -> None:
        self._looked = procedure
        if self._model.dossier is None:
            self._show_looked_at()
            if self._opens:
                self._opens = False
                self.go_on()

    def _show_looked_at(self) -> None:
        looked = self._looked if self._found.count() and self.search.text().strip() else None
        self._show_cases(looked)
        self.open_button.setEnabled(looked is not None)
        self.open_button.setVisible(looked is not None and self._model.dossier is None)
        if looked is None:
            typed = bool(self.search.text().strip())
            self._title.setText(
                say("Không tìm thấy. Thử từ khác, hoặc gõ mã thủ tục.", "Nothing found. Try another word or the code.")
                if typed
                else said(RESUME if self._unfinished else TEACH)
            )
            self._about.setText('')
            self._traps.show_traps(())
            return
        self._title.setText(looked.name)
        self._show_published(looked)

    def _show_published(self, procedure: Procedure) -> None:
        limit = limit_words(limit_for(procedure, 'direct')) or say("không công bố", "not published")
        self._about.setText(
            say(
                f"Mã {procedure.code}   Thời hạn: {limit}\nGiải quyết: {procedure.competent_agency}",
                f"Code {procedure.code}   Time limit: {limit}\nDecided by: {procedure.competent_agency}",
            )
        )
        self._traps.show_traps(traps(procedure))

    def _show_cases(self, procedure: Procedure | None) -> None:
        several = procedure is not None and len(procedure.cases) > 1
        self._pick.setVisible(several)
        self._cases.setVisible(several)
        self._cases.clear()
        for case in procedure.cases if procedure and several else ():
            count = sum(not part.is_note for part in case.components)
            item = QListWidgetItem(say(f"{case.name}   ({count} giấy tờ)", f"{case.name}   ({count} papers)"))
            item.setData(ROLE, case.name)
            self._cases.addItem(item)
        fit(self._cases, CASE_ROWS)
        self._cases.setCurrentRow(0)


def fit(one: QListWidget, most: int) -> None:
    """Make a list as high as its rows, or as so many of them."""
    row = max(one.sizeHintForRow(0), one.fontMetrics().height() + 8)
    one.setFixedHeight(row * max(1, min(one.count(), most)) + 2 * one.frameWidth() + 8)


def _unfinished(line: DossierFound) -> QListWidgetItem:
    who = line.name or say("chưa có người nộp", "no applicant yet")
    item = QListWidgetItem(
        icon('mdi6.folder-clock-outline', 'warn'), f'{moment(line.opened_at)}   {who} — {line.procedure_name}'
    )
    item.setData(ROLE, line.id)
    return item
