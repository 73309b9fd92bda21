"""The window that faces the citizen: her turn, her dossier, what she has to pay; nothing of her once she has gone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from counter.models.citizen_face import Say, SheetName, speaking
from counter.models.citizen_model import CitizenModel
from counter.views.citizen_sheet import SheetView
from counter.views.citizen_style import citizen_style
from counter.views.parts import label
from counter.views.rating_face import RatingFace
from qtkit.theme import Theme

_MARGIN_MM, _GRID_MM = 5.0, 2.0


class CitizenScreen(QWidget):
    """Shows what a ``CitizenModel`` says, in her language and contrast.

    It never takes the officer's keyboard, unless it ``has_keys``: then the counter is handed to her for one answer, by
    the keys that stand on it, and ``given_back`` when Escape ends that.
    """

    given_back = Signal()

    def __init__(self, model: CitizenModel, theme: Theme, *, has_keys: bool = False) -> None:
        super().__init__()
        self.setObjectName('citizen')
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=not has_keys)
        # the counter ends with the officer's window
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        quietly = Qt.WindowType(0) if has_keys else Qt.WindowType.WindowDoesNotAcceptFocus
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | quietly)
        self._has_keys = has_keys
        self.model, self.theme = model, theme
        self._was = ''
        self._centre = label(role='small', name='citizen-centre')
        self._counter = label(role='strong', name='citizen-counter')
        self._counter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._counter.setWordWrap(False)
        self._language = self._button('citizen-language', model.speak)
        self._contrast = self._button('citizen-contrast', theme.toggle_contrast)
        self._tabs = QHBoxLayout()
        self._sheet = SheetView(theme)
        self._idle = _Idle(theme)
        self._rating = RatingFace(model.rating, theme, has_keys=has_keys)
        self._rate = self._button('citizen-rate', partial(model.turn_to, SheetName.RATING))
        self._rate.setProperty('role', 'go')
        self._faces = QStackedWidget()
        self._sheets = QWidget()
        self._lay_out()
        model.changed.connect(self.show_now)
        theme.changed.connect(self._dress)
        self._dress()

    def show_now(self) -> None:
        """Show how things stand; a citizen who has gone leaves the colours as they were for everybody."""
        say = speaking(self.model.language)
        # the large words say it where nothing else does
        self._centre.setText(self.model.centre.name if self.model.ticket or self.model.dossier else '')
        self._counter.setText(say(f"Quầy {self.model.counter}", f"Counter {self.model.counter}"))
        self._language.setText(say("English", "Tiếng Việt"))
        self._contrast.setText(say("Tương phản cao", "High contrast"))
        known = self.model.dossier
        who = known.id if known is not None else ''
        was, self._was = self._was, who
        if was and not who:
            self.theme.usual()
        sheet = self.model.sheet
        if sheet is None:
            self._sheet.clear()
            self._idle.show_model(self.model)
            self._faces.setCurrentWidget(self._idle)
            return
        self._faces.setCurrentWidget(self._sheets)
        self._show_tabs()
        asks = sheet.name is SheetName.RATING
        self._sheet.setVisible(not asks)
        self._rating.setVisible(asks)
        self._rate.setText(say("Mời ông/bà đánh giá", "Please rate our service"))
        self._rate.setVisible(sheet.name is SheetName.OUTCOME and self.model.rating.is_open)
        if asks:
            self._rating.show_model(sheet.title, self.model.language)
        else:
            self._sheet.show_sheet(sheet, lambda left: _more(left, say))

    def turn(self) -> None:
        """For who can't touch it: the page that follows, then the sheet that follows, then the first again."""
        shown = [one.name for one in self.model.sheets if one.name is not SheetName.RATING]
        if self._sheet.is_last and shown:
            at = shown.index(self.model.at) if self.model.at in shown else -1
            self.model.turn_to(shown[(at + 1) % len(shown)])
        else:
            self._sheet.turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where the counter was handed over: her answer, or Escape, which gives it back."""
        if self._has_keys and event.key() == Qt.Key.Key_Escape:
            self.given_back.emit()
        elif not (self._has_keys and self._rating.isVisible() and self._rating.press(event.key())):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setStyleSheet(citizen_style(self.theme))
        self.show_now()

    def _show_tabs(self) -> None:
        while (item := self._tabs.takeAt(0)) is not None:
            made = item.widget()
            if made is not None:
                made.hide()
                made.deleteLater()
        shown = self.model.sheets
        # handed over for her answer alone, there is nothing else to turn to
        for one in shown if len(shown) > 1 and not self._has_keys else ():
            made = self._button(f'citizen-tab-{one.name}', partial(self.model.turn_to, one.name))
            made.setText(one.tab)
            made.setCheckable(True)
            made.setChecked(one.name is self.model.at)
            self._tabs.addWidget(made, 1)
            # at once: the sheet below is filled for the room that they leave
            made.show()

    def _button(self, name: str, pressed: Callable[[], object]) -> QPushButton:
        made = QPushButton()
        made.setObjectName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _checked: pressed())
        return made

    def _lay_out(self) -> None:
        gap, margin = round(self.theme.px(_GRID_MM)), round(self.theme.px(_MARGIN_MM))
        head = QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self._counter)
        head.addWidget(self._centre, 1)
        head.addWidget(self._contrast)
        head.addWidget(self._language)
        inner = QVBoxLayout(self._sheets)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap)
        self._tabs.setSpacing(gap)
        inner.addLayout(self._tabs)
        inner.addWidget(self._sheet, 1)
        inner.addWidget(self._rating, 1)
        inner.addWidget(self._rate)
        self._faces.addWidget(self._idle)
        self._faces.addWidget(self._sheets)
        box = QVBoxLayout(self)
        # the display is as large as it is
        box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        box.setContentsMargins(margin, gap, margin, margin)
        box.setSpacing(gap)
        box.addLayout(head)
        box.addWidget(self._faces, 1)


def _more(left: int, say: Say) -> str:
    if left:
        return say(f"Xem tiếp, còn {left} mục", f"Go on, {left} more")
    return say("Xem lại từ đầu", "From the beginning")


class _Idle(QWidget):
    """Whose turn it is here, and that is all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name = label(role='heading', name='citizen-idle-centre')
        self._said = label(role='heading', name='citizen-idle')
        self._number = QLabel()
        self._number.setObjectName('citizen-number')
        self._number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        box = QVBoxLayout(self)
        box.setSpacing(round(theme.px(2 * _GRID_MM)))
        box.addStretch(1)
        for one in (self._name, self._said, self._number):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter if one is self._number else Qt.AlignmentFlag(0))
        box.addStretch(1)

    def show_model(self, model: CitizenModel) -> None:
        """Show the number that is called or served here."""
        say = speaking(model.language)
        ticket = model.ticket
        self._name.setText("" if ticket else model.centre.name)
        self._name.setVisible(not ticket)
        self._number.setVisible(ticket is not None)
        self._number.setText(ticket.label if ticket else '')
        if ticket is None:
            words = say(f"Quầy {model.counter}", f"Counter {model.counter}")
        elif model.is_called:
            words = say(f"Mời đến quầy {model.counter}", f"Please come to counter {model.counter}")
        else:
            words = say("Đang phục vụ", "Being served")
        self._said.setText(words)
