"""The devices of this counter: how each is, its last fault, and the morning's report on them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.device_row import DeviceRow
from counter.models.device_trials import DeviceTrials
from counter.models.drafts_model import DraftsModel, Texts
from counter.models.kiosk_tickets_model import KioskTicketsModel
from counter.models.readiness import Morning, report_pdf, report_title
from counter.models.work import Shift
from counter.words import language, moment
from devices.health import KINDS, DeviceState

FAULTS = 'device-faults'


class DevicesModel(Desk):
    """What the watch sees; ``trials`` tries them, ``tickets`` are those that a kiosk left open."""

    changed = Signal()
    reported = Signal(str, bytes)

    def __init__(self, shift: Shift, drafts: DraftsModel) -> None:
        super().__init__(shift)
        self.tickets, self.trials = KioskTicketsModel(shift), DeviceTrials(shift)
        self._drafts = drafts
        self._faults: dict[str, str] = {}
        self._troubled: dict[str, str] = {}
        drafts.load(FAULTS, self._on_faults)
        shift.work.watch.changed.connect(self._on_seen)
        self.trials.changed.connect(self.changed)
        self.trials.failed.connect(self.look)
        self._on_seen(shift.work.watch.states)

    @property
    def is_complete(self) -> bool:
        """Whether each kind was looked at: scanners and tokens take longer than the rest."""
        return len({one.kind for one in self._shift.work.watch.states}) == len(KINDS)

    @property
    def rows(self) -> Sequence[DeviceRow]:
        """The devices of this counter; the kiosk's printer only where this machine has one."""
        seen = [one for one in self._shift.work.watch.states if one.address or one.kind != 'ticket_printer']
        return [
            DeviceRow(seen=one, fault=self._faults.get(_key(one), ''), trial=self.trials.ended.get(one.kind))
            for one in seen
        ]

    def look(self) -> None:
        """Look at all of them now, and for tickets that a kiosk left open."""
        self.tickets.refresh()
        self._shift.work.watch.look_now()

    def make_report(self) -> None:
        """Make the morning's report and hand it out by ``reported``."""
        work, rows, officer = self._shift.work, self.rows, self._shift.officer.name

        def make() -> bytes:
            return report_pdf(
                Morning(
                    centre=work.centre.name,
                    counter=work.counter,
                    officer=officer,
                    at=work.clock.now(),
                    devices=rows,
                    owing=work.read_owing(),
                )
            )

        self._run(make, lambda made: self.reported.emit(report_title(), made))

    def _on_faults(self, kept: Texts) -> None:
        self._faults = {**kept, **self._faults}
        self.changed.emit()

    def _on_seen(self, states: Sequence[DeviceState]) -> None:
        now = moment(self._shift.work.clock.now())
        troubled = {_key(one): one for one in states if one.state == 'trouble'}
        # a fault's time is when it began, however often something else changes meanwhile
        begun = [key for key, one in troubled.items() if self._troubled.get(key) != one.code]
        if begun:
            self._faults.update({key: f'{now}: {troubled[key].what_to_do(language())}' for key in begun})
            self._drafts.keep(FAULTS, self._faults)
        self._troubled = {key: one.code for key, one in troubled.items()}
        self.changed.emit()


def _key(seen: DeviceState) -> str:
    return f'{seen.kind} {seen.address}'
