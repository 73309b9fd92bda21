"""The centre region as the counter's devices: how each is, what to do, its last fault, and a trial of it."""

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from counter.models.device_row import DeviceRow
from counter.models.device_trials import TRIED
from counter.models.devices_model import DevicesModel
from counter.views.kiosk_tickets_dialog import KioskTicketsDialog
from counter.views.parts import GRID, Sign, button, column, holding, label, row, show_words
from counter.words import Pair, clock, language, said, say
from devices import texts
from devices.health import KINDS, Kind

VERBS: dict[Kind, Pair] = {
    'receipt_printer': ("In thử", "Print a trial"),
    'scanner': ("Quét thử", "Scan a trial"),
    'camera': ("Chụp thử", "Photograph a trial"),
    'chip_reader': ("Đặt thẻ thử", "Lay a card"),
    'lamp': ("Thử đèn", "Try the lamps"),
    'face_camera': ("Chụp thử người", "Photograph a person"),
    'signer': ("Đọc thử", "Read it"),
}
TICKETS = 'Ctrl+B'
SIGNS = {'ok': ('mdi6.check-circle', 'good'), 'trouble': ('mdi6.alert', 'bad'), 'absent': ('mdi6.minus', 'quiet')}
SHOW_A_CARD: Pair = (
    "Thử: đưa một thẻ vào đầu đọc khi trang này đang mở. Thẻ không được ghi vào hồ sơ nào.",
    "To try it: show a card while this page is open. The card goes into no dossier.",
)


class DeviceCard(QFrame):
    """One device."""

    def __init__(self, kind: Kind, verb: QPushButton | None) -> None:
        super().__init__()
        self.setProperty('role', 'card')
        self._state, self._trial = Sign(f'state-{kind}', one_line=True), Sign(f'trial-{kind}')
        self._about = label(role='quiet')
        self._fault = label(role='small', name=f'fault-{kind}')
        head = row(self._state, verb, stretch=0) if verb is not None else row(self._state, stretch=0)
        box = column(holding(head), self._about, self._trial, self._fault, stretch=-1)
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        box.setSpacing(GRID)
        self.setLayout(box)

    def show_row(self, device: DeviceRow, *, is_trying: bool) -> None:
        """Show how it is; ``is_trying`` while its trial goes on."""
        sign, hue = SIGNS[device.seen.state]
        self._state.show_sign(sign, hue, f'{device.name}: {texts.state(device.seen.state, language())}')
        hint = said(SHOW_A_CARD) if device.seen.kind == 'id_reader' and device.seen.state == 'ok' else ''
        about = '\n'.join(one for one in (device.what_to_do, device.seen.address, device.about, hint) if one)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        trial = device.trial
        self._trial.setVisible(is_trying or trial is not None)
        if is_trying:
            self._trial.show_sign('mdi6.timer-sand', 'quiet', say("Đang thử…", "Being tried…"))
        elif trial is not None:
            shown = ('mdi6.check', 'good') if trial.is_well else ('mdi6.alert', 'bad')
            self._trial.show_sign(*shown, f'{clock(trial.at)}  {trial.words}')
        self._fault.setText(say(f"Lần lỗi gần nhất {device.fault}", f"Last fault {device.fault}"))
        # while it is in trouble that is said above
        self._fault.setVisible(bool(device.fault) and device.seen.state != 'trouble')


class DevicesPage(QWidget):
    """A card for each device, and the morning's report."""

    def __init__(self, model: DevicesModel) -> None:
        super().__init__()
        self._model = model
        self._cards: dict[str, DeviceCard] = {}
        self._verbs = {kind: self._verb(at, kind) for at, kind in enumerate(TRIED, start=1)}
        self._look = button(say("Xem lại", "Look again"), 'Ctrl+R', 'look-devices', model.look, sign='mdi6.refresh')
        self._stop = button(say("Dừng thử", "Stop"), 'Esc', 'stop-trial', model.trials.stop, sign='mdi6.stop')
        self.report: QPushButton = button(
            say("Báo cáo đầu ngày", "Morning report"), 'Ctrl+P', 'report', self.ask_report, sign='mdi6.file-eye-outline'
        )
        self.tickets: QPushButton = button(
            say("Phiếu ki-ốt", "Kiosk tickets"),
            TICKETS,
            'kiosk-tickets-open',
            self._on_tickets,
            sign='mdi6.printer-alert',
        )
        self._empty = label(say("Đang xem các thiết bị…", "Looking at the devices…"), role='quiet', name='no-devices')
        self._box = QVBoxLayout()
        self._box.addWidget(self._empty)
        self._box.addStretch(1)
        place = QScrollArea()
        place.setWidgetResizable(True)
        place.setWidget(holding(self._box))
        box = column(place, holding(row(self._look, self._stop, self.report, self.tickets)), stretch=0)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        model.changed.connect(self._show)
        model.tickets.changed.connect(self._show_tickets)
        self._show_tickets()
        self._show()

    def focus_first(self) -> None:
        """Put the cursor where one begins, and look."""
        self.report.setFocus()
        self._model.look()

    def default_button(self) -> QPushButton | None:
        """What Enter does here."""
        return self.report

    def ask_report(self) -> None:
        """Make the morning's report."""
        self._model.make_report()

    def _on_tickets(self) -> None:
        KioskTicketsDialog(self._model.tickets, self.window()).open()

    def _show_tickets(self) -> None:
        """The way to the kiosks' tickets is there while one of them waits for a look."""
        count = len(self._model.tickets.rows)
        self.tickets.setVisible(bool(count))
        show_words(self.tickets, say(f"Phiếu ki-ốt: {count}", f"Kiosk tickets: {count}"), TICKETS)

    def _verb(self, at: int, kind: Kind) -> QPushButton:
        made = button(said(VERBS[kind]), f'Ctrl+{at}', f'try-{kind}', lambda: self._model.trials.try_out(kind))
        # one whose device this counter lacks lies on no card, and ends with the page all the same
        made.setParent(self)
        made.hide()
        return made

    def _show(self) -> None:
        rows = self._model.rows
        # a report that left somebody out would say that all is well
        self._empty.setVisible(not self._model.is_complete)
        self.report.setEnabled(self._model.is_complete)
        for device in rows:
            key = f'{device.seen.kind} {device.seen.address}'
            if key not in self._cards:
                self._cards[key] = DeviceCard(device.seen.kind, self._verbs.get(device.seen.kind))
                at = sum(KINDS.index(_kind(one)) <= KINDS.index(device.seen.kind) for one in self._cards) - 1
                self._box.insertWidget(at, self._cards[key])
            self._cards[key].show_row(device, is_trying=self._model.trials.trying == device.seen.kind)
            verb = self._verbs.get(device.seen.kind)
            if verb is not None:
                verb.setVisible(device.seen.state != 'absent')
                verb.setEnabled(not self._model.trials.trying)
        stops = self._model.trials.trying in ('scanner', 'camera', 'chip_reader')
        self._stop.setVisible(stops)
        # there is room for three buttons, and nobody looks anew in the middle of a trial
        self._look.setVisible(not stops)


def _kind(key: str) -> Kind:
    return next(kind for kind in KINDS if kind == key.partition(' ')[0])
