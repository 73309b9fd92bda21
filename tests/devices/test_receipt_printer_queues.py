"""Receipt printers behind the system's queues: a real print service of our own, and Windows' edge played here."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from devices.receipt_printer.discovery import queues
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.encoding import Abilities
from devices.receipt_printer.escpos import EscPosPrinter
from devices.receipt_printer.opening import open_printer
from devices.receipt_printer.protocol import Printed
from devices.receipt_printer.wires.queued import QueueWire
from devices.spooler.cups import CupsQueue
from devices.spooler.protocol import Ended, JobState, Sheets, follow
from devices.spooler.windows import WindowsQueue
from office.errors import Refusal, Trouble
from tests.devices.contract_receipt_printer import JOB
from tests.devices.print_service import PrintService

needs_service = pytest.mark.skipif(
    shutil.which('cupsd') is None or os.geteuid() != 0, reason='no cupsd here, or no right to run one'
)


@pytest.fixture(scope='module')
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintService]:
    """A print service that is nobody else's."""
    with PrintService(tmp_path_factory.mktemp('cups')) as running:
        yield running


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A printer in the network, for a queue to print to."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


@needs_service
class TestCups:
    """Through CUPS' own socket backend."""

    def test_a_slip_goes_through_and_is_asked_about(self, service: PrintService, emulated: EmulatedPrinter) -> None:
        """CUPS says that the bytes left, and of paper it knows nothing; the administrator may take its word."""
        service.add('slip', emulated.address.replace('tcp:', 'socket:'))
        address = f'cups:slip?server={service.socket}'
        with closing(open_printer(address)) as printer:
            assert printer.status().paper == 'unsaid'
            assert printer.print(JOB) is Printed.UNKNOWN
        with closing(open_printer(f'{address}&confirm=queue')) as printer:
            assert printer.print(JOB) is Printed.SENT
        assert len(emulated.wait_for_slips(2, 5)) == 2

    def test_a_queue_that_is_stopped_or_missing_takes_nothing(self, service: PrintService) -> None:
        """Certain: no job was made; a service that isn't there is gone too."""
        service.add('halted', 'socket://127.0.0.1:9')
        service.run('cupsdisable', 'halted')
        for queue, server, code in (
            ('halted', service.socket, 'printer.paused'),
            ('nobody', service.socket, 'printer.gone'),
            ('halted', f'{service.socket}-none', 'printer.gone'),
        ):
            with closing(open_printer(f'cups:{queue}?server={server}')) as printer, pytest.raises(Trouble) as trouble:
                printer.print(JOB)
            assert trouble.value.code == code

    def test_a_job_that_waits_too_long_is_taken_back(self, service: PrintService) -> None:
        """A slip from yesterday must not come out tomorrow; what never began is certainly not printed."""
        service.add('slow', 'socket://127.0.0.1:9')
        queue = CupsQueue('slow', str(service.socket))
        begun = queue.submit(b'x', 'raw', title='slip:1', sheets=Sheets())
        assert follow(queue, begun, 1) is Ended.UNKNOWN  # the backend knocks at a printer that is off
        assert queue.state(begun) is JobState.BROKEN
        service.run('cupsdisable', 'slow')
        held = queue.submit(b'x', 'raw', title='slip:2', sheets=Sheets())
        assert queue.state(held) is JobState.WAITING
        assert follow(queue, held, 0.3) is Ended.NEVER

    def test_only_a_printer_of_its_own_language_is_believed(self, service: PrintService) -> None:
        """``ipp:`` reports the end of a job; ``socket:`` hands bytes over."""
        service.add('told', 'ipp://127.0.0.1:9/ipp/print')
        service.add('untold', 'socket://127.0.0.1:9')
        assert CupsQueue('told', str(service.socket)).confirms
        assert not CupsQueue('untold', str(service.socket)).confirms


@needs_service
def test_a_list_names_the_queues(service: PrintService) -> None:
    """As addresses for the settings; without a service there are none."""
    service.add('listed', 'socket://127.0.0.1:9')
    assert ('cups:listed', 'listed') in [(one.address, one.name) for one in queues(str(service.socket))]
    assert queues(f'{service.socket}-none') == []


class Win32Error(Exception):
    """As pywintypes.error carries its number."""

    def __init__(self, winerror: int) -> None:
        super().__init__(winerror)
        self.winerror = winerror


class PlayedWin32:
    """``win32print`` as its documentation tells: what is asked for is kept, what is answered is set."""

    def __init__(self) -> None:
        self.status, self.jobs, self.written, self.done = 0, [0x10], b'', 0
        self.open_error = 0

    def OpenPrinter(self, name: str) -> str:
        if self.open_error:
            raise Win32Error(self.open_error)
        return name

    def ClosePrinter(self, handle: Any) -> None:
        self.written += b'|closed'

    def GetPrinter(self, handle: Any, level: int) -> dict[str, int]:
        assert level == 2
        return {'Status': self.status}

    def StartDocPrinter(self, handle: Any, level: int, info: tuple[str, None, str]) -> int:
        assert (level, info) == (1, ('slip:1', None, 'RAW'))
        return 7

    def StartPagePrinter(self, handle: Any) -> None:
        self.written += b'<'

    def WritePrinter(self, handle: Any, data: bytes) -> int:
        self.written += data
        return len(data)

    def EndPagePrinter(self, handle: Any) -> None:
        self.written += b'>'

    def EndDocPrinter(self, handle: Any) -> None:
        self.written += b'.'

    def GetJob(self, handle: Any, job: int, level: int) -> dict[str, int]:
        assert (job, level) == (7, 1)
        if not self.jobs:
            raise Win32Error(87)
        return {'Status': self.jobs.pop(0) if len(self.jobs) > 1 else self.jobs[0]}

    def SetJob(self, handle: Any, job: int, level: int, info: None, command: int) -> None:
        assert command == 3
        self.jobs = [0x04]


def windows(edge: PlayedWin32, **more: Any) -> EscPosPrinter:
    """The driver on a queue of Windows."""
    return EscPosPrinter(QueueWire(WindowsQueue('Epson', edge)), Abilities(dots=576), print_seconds=1, **more)


def test_windows_takes_raw_bytes_and_is_asked_about() -> None:
    """Not run on Windows here. The job's states go by; a job that has left the queue was handed over."""
    edge = PlayedWin32()
    edge.jobs = [0x08, 0x10, 0x1000]
    assert windows(edge, confirm='person').print(JOB) is Printed.UNKNOWN
    assert edge.written.startswith(b'<\x1b@')
    assert edge.written.endswith(b'>.')
    edge.jobs = []
    printer = windows(edge, confirm='queue')
    assert printer.print(JOB) is Printed.SENT
    printer.close()
    assert edge.written.endswith(b'|closed')


def test_a_job_stuck_in_windows_is_taken_back() -> None:
    """Nobody knows how much of it had left."""
    assert windows(PlayedWin32(), confirm='queue').print(JOB) is Printed.UNKNOWN


@pytest.mark.parametrize(
    ('status', 'code'),
    [
        (0x00400000, 'printer.cover_open'),
        (0x10, 'printer.paper_out'),
        (0x8, 'printer.error'),
        (0x80, 'printer.gone'),
        (0x1, 'printer.paused'),
    ],
)
def test_windows_says_why_its_printer_is_not_ready(status: int, code: str) -> None:
    """Bits of winspool.h; nothing is written."""
    edge = PlayedWin32()
    edge.status = status
    with pytest.raises(Trouble) as trouble:
        windows(edge).print(JOB)
    assert (trouble.value.code, edge.written) == (code, b'')


def test_windows_refuses_by_name() -> None:
    """No right, no such queue, no pywin32, no document."""
    edge = PlayedWin32()
    for number, code in ((5, 'printer.denied'), (1801, 'printer.gone')):
        edge.open_error = number
        with pytest.raises(Trouble) as trouble:
            windows(edge).status()
        assert trouble.value.code == code
    with closing(open_printer('windows:Epson')) as printer, pytest.raises(Trouble, match=r'printer\.library'):
        printer.status()
    with pytest.raises(Refusal, match=r'device\.kind'):
        WindowsQueue('Epson', PlayedWin32()).submit(b'', 'pdf', title='', sheets=Sheets())


def test_what_a_printer_behind_cups_says_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of RFC 8011 and PWG 5100.9; a report or a warning is no stop."""
    said: dict[str, tuple[Any, ...]] = {}
    reply = SimpleNamespace(words=lambda name: said.get(name, ()), number=lambda name: (said.get(name) or (None,))[0])
    monkeypatch.setattr(CupsQueue, '_printer', lambda _self: reply)
    for reason, code in (
        ('media-empty-error', 'printer.paper_out'),
        ('cover-open', 'printer.cover_open'),
        ('media-jam-error', 'printer.error'),
        ('offline', 'printer.gone'),
    ):
        said['printer-state-reasons'] = (reason,)
        with pytest.raises(Trouble) as trouble:
            CupsQueue('any').ready()
        assert trouble.value.code == code
    said['printer-state-reasons'] = ('media-empty-warning', 'offline-report')
    CupsQueue('any').ready()
