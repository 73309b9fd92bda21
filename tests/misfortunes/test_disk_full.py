"""A disk that is really full: before a scan, in the middle of one, and at the reception.

The disk is a small one in memory, which root may mount; where that isn't allowed there is no honest way to fill a disk,
and these tests say so.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.stop import Stop
from office.dossier import DossierState
from office.errors import Trouble
from office.identity import read_card
from office.papers import PaperStatus
from qtkit.binding import bound
from qtkit.page_capture import ScanEnd
from sync.verify import verify
from tests.qtkit.sheets import DPI, NOTICE, SHOWN, ScanDesk, five_sheets, scan_desk

CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'
FULL = ('pages.disk_full', 'store.disk_full', 'store.disk')


@dataclass(frozen=True)
class Disk:
    """A disk of 16 MB."""

    folder: Path

    def fill(self) -> None:
        """Write until nothing more goes in, to the last block."""
        with (self.folder / 'ballast').open('ab', buffering=0) as ballast:
            for size in (1 << 20, 1 << 12):
                try:
                    while ballast.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Somebody has tidied up."""
        (self.folder / 'ballast').unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of its own for this test."""
    folder = tmp_path / 'disk'
    folder.mkdir()
    mounted = subprocess.run(
        ['mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk to fill")
    yield Disk(folder)
    subprocess.run(['umount', folder], check=True)


@pytest.fixture
def desk(disk: Disk) -> Iterator[ScanDesk]:
    """An open birth registration whose store lies on the disk."""
    made = scan_desk(disk.folder / 'store')
    made.intake.identify(made.dossier, read_card(CARD).applicant(), made.officer)
    for paper in (NOTICE, SHOWN):
        made.intake.mark(made.dossier, paper, PaperStatus.SEEN, made.officer, originals=1)
    yield made
    assert list(verify(made.store)) == []
    made.notes.close()
    made.store.close()


@pytest.fixture(scope='module')
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sheets in the feeder, on another disk."""
    return five_sheets(tmp_path_factory.mktemp('sheets'))


def code_of(end: ScanEnd) -> str:
    """What ended a scan."""
    return end.problem.code if end.problem else ''


def test_a_disk_that_was_full_before_the_scan(desk: ScanDesk, disk: Disk, stack: Path) -> None:
    """Nothing is named, the officer hears why; with room the same stack goes in whole."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}')
    disk.fill()
    end = capture.scan(desk.task(), Stop(), desk.came.append)
    assert (end.pages, end.resume_at) == (0, 1)
    assert code_of(end) in FULL
    assert desk.came == []
    disk.make_room()
    assert capture.scan(desk.task(), Stop(), desk.came.append).pages == 5
    assert desk.digests() == [page.page.digest for page in desk.came]


def test_a_disk_that_fills_up_in_the_middle_of_a_scan(desk: ScanDesk, disk: Disk, stack: Path) -> None:
    """The two pages that the officer saw are whole and named, and sheet 3 is where to go on; a stack anew goes in."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}')

    def came(page: object) -> None:
        desk.came.append(page)
        if len(desk.came) == 2:
            disk.fill()

    end = capture.scan(desk.task(), Stop(), came)
    assert (end.pages, end.resume_at) == (2, 3)
    assert code_of(end) in FULL
    assert desk.digests() == [page.page.digest for page in desk.came]
    assert list(verify(desk.store)) == []
    disk.make_room()
    again = desk.capture(f'folder:{stack}?dpi={DPI}').scan(desk.task(), Stop(), desk.came.append)
    assert (again.pages, code_of(again)) == (5, '')
    assert desk.digests() == [page.page.digest for page in desk.came]


def test_a_disk_that_is_full_at_the_reception(desk: ScanDesk, disk: Disk, stack: Path) -> None:
    """Nobody is told a code that isn't written down: the dossier stays open, and is received once there is room."""
    desk.capture(f'folder:{stack}?dpi={DPI}').scan(desk.task(), Stop(), desk.came.append)
    disk.fill()
    with pytest.raises(Trouble) as told:
        desk.intake.accept(desk.dossier, bound(desk.known(), desk.store.pages()), desk.officer)
    assert told.value.code in FULL
    assert desk.known().state is DossierState.OPEN
    disk.make_room()
    accepted = desk.intake.accept(desk.dossier, bound(desk.known(), desk.store.pages()), desk.officer)
    assert accepted.state is DossierState.ACCEPTED
    with desk.store.read() as books:
        (owed,) = books.connection.execute('SELECT count(*) FROM outbox').fetchone()
    assert owed == 2
