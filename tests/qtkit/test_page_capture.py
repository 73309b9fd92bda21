"""Sheets become named pages one by one; whatever goes wrong, what was seen stays, and nothing is half done."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.scanner.protocol import RawPage, ScanOptions, Source
from devices.stop import Stop
from office.errors import Trouble
from office.identity import read_card
from office.papers import PaperStatus
from qtkit.binding import bound
from qtkit.page_capture import PageCapture, ScanEnd, ScanTask
from sync.verify import verify
from tests.qtkit.sheets import DECLARATION, DPI, NOTICE, SHOWN, CutError, CutPages, ScanDesk, five_sheets, scan_desk
from tests.sync.couriers import kinds

CARD = '001199000001||Nguyễn Thị Mẫu|02031999|Nữ|Thôn Thử, Xã Mẫu, Hà Nội|15042021'


@pytest.fixture(scope='module')
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sheets, drawn once."""
    return five_sheets(tmp_path_factory.mktemp('sheets'))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ScanDesk]:
    """An open birth registration."""
    made = scan_desk(tmp_path / 'store')
    yield made
    assert list(verify(made.store)) == []
    made.notes.close()
    made.store.close()


def scanned(desk: ScanDesk, capture: PageCapture, task: ScanTask | None = None, stop: Stop | None = None) -> ScanEnd:
    """Scan, noting each page that is told of."""
    return capture.scan(task or desk.task(), stop or Stop(), desk.came.append)


def outcome(end: ScanEnd) -> tuple[int, int, str]:
    """Pages, the sheet to go on with, and what was the matter."""
    return end.pages, end.resume_at, end.problem.code if end.problem else ''


def test_each_page_is_durable_and_named_before_it_is_told(desk: ScanDesk, stack: Path) -> None:
    """The officer sees only what is kept; the order is the stack's, and no note is left."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}')
    seen: list[list[str]] = []
    end = capture.scan(desk.task(), Stop(), lambda page: seen.append([page.page.digest, desk.digests()[-1]]))
    assert outcome(end) == (5, 6, '')
    assert all(told == named for told, named in seen)
    assert desk.digests() == [told for told, _ in seen]
    assert desk.part().status is PaperStatus.SCANNED
    assert desk.notes.keys() == []


def test_a_scanner_that_vanishes_after_page_2_of_5_leaves_2_and_goes_on_with_the_rest(
    desk: ScanDesk, stack: Path
) -> None:
    """Two named pages; the next scan, with the other sheets in the feeder, adds three."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}&vanish_after=2&back=1')
    assert outcome(scanned(desk, capture)) == (2, 3, 'scanner.gone')
    assert len(desk.digests()) == 2
    assert outcome(scanned(desk, capture)) == (3, 4, '')
    assert desk.digests() == [page.page.digest for page in desk.came]
    assert len(set(desk.digests())) == 5


@pytest.mark.parametrize(
    ('switch', 'pages', 'code'),
    [
        ('jam_at=3', 2, 'scanner.jam'),
        ('cover_at=1', 0, 'scanner.cover_open'),
        ('io_at=5', 4, 'scanner.io'),
        ('mute_at=2', 1, 'scanner.mute'),
        ('busy=1', 0, 'scanner.busy'),
        ('empty=1', 0, 'scanner.empty'),
    ],
)
def test_every_misfortune_ends_a_scan_and_keeps_what_came(
    desk: ScanDesk, stack: Path, switch: str, pages: int, code: str
) -> None:
    """As many pages are named as came whole, and the sheet to put back is named."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}&{switch}')
    assert outcome(scanned(desk, capture)) == (pages, pages + 1, code)
    assert len(desk.digests()) == pages
    assert desk.notes.keys() == []


def test_a_wrong_address_ends_a_scan_with_its_reason(desk: ScanDesk) -> None:
    """A misspelt setting is no bug that ends the scanner's thread."""
    assert outcome(scanned(desk, desk.capture('folder:x?jam=1'))) == (0, 1, 'device.option')


def test_an_officer_may_stop(desk: ScanDesk, stack: Path) -> None:
    """What came stays; nothing comes after."""
    stop = Stop()
    capture = desk.capture(f'folder:{stack}?dpi={DPI}&slow=1')
    end = capture.scan(desk.task(), stop, lambda _page: stop.set())
    assert outcome(end) == (1, 2, 'scanner.cancelled')
    assert len(desk.digests()) == 1


def test_sheets_that_look_the_same_stay_as_many(desk: ScanDesk, tmp_path: Path) -> None:
    """Three empty backs are three pages: what was fed is what is kept."""
    folder = tmp_path / 'blank'
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f'{number}.png'), np.full((1169, 827, 3), 250, np.uint8))
    assert outcome(scanned(desk, desk.capture(f'folder:{folder}?dpi={DPI}'))) == (3, 4, '')
    assert len(set(desk.digests())) == 3
    assert all(page.is_blank for page in desk.came)


def test_a_page_scanned_again_takes_the_old_ones_place(desk: ScanDesk, stack: Path) -> None:
    """One sheet, in the same place; the others lie as they did."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}')
    scanned(desk, capture)
    before = desk.digests()
    capture.close()
    again = desk.capture(f'folder:{stack}?dpi={DPI}')
    end = scanned(desk, again, desk.task(replaces=before[2], sheets=1))
    assert end.pages == 1
    now = desk.digests()
    assert (now[:2], now[3:]) == (before[:2], before[3:])
    assert now[2] not in before


def test_a_broken_picture_is_no_page(desk: ScanDesk, stack: Path, tmp_path: Path) -> None:
    """The sheets before it are in; it is to be put back with those after it."""
    folder = tmp_path / 'broken'
    folder.mkdir()
    for path in sorted(stack.iterdir()):
        content = path.read_bytes()
        (folder / path.name).write_bytes(content[: len(content) // 2] if path.name.startswith('03') else content)
    assert outcome(scanned(desk, desk.capture(f'folder:{folder}?dpi={DPI}'))) == (2, 3, 'page.unreadable')


class BothSides:
    """A scanner that loses its cable between the two sides of a sheet."""

    def __init__(self, picture: bytes, sides: int) -> None:
        self._picture, self._sides = picture, sides

    def scan(self, _options: ScanOptions, _stop: Stop) -> Iterator[RawPage]:
        """Front, back, front … and then nothing."""
        for number in range(self._sides):
            side = 'back' if number % 2 else 'front'
            yield RawPage(image=self._picture, media_type='image/jpeg', dpi=DPI, sheet=number // 2 + 1, side=side)
        raise Trouble('scanner.io')

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.mark.parametrize(('sides', 'resume_at'), [(2, 2), (3, 2), (4, 3)])
def test_a_sheet_with_one_side_missing_is_to_be_put_back(
    desk: ScanDesk, stack: Path, sides: int, resume_at: int
) -> None:
    """Only a sheet with both sides is done."""
    picture = next(stack.iterdir()).read_bytes()
    capture = PageCapture(desk.intake, desk.store.pages(), desk.notes, lambda: BothSides(picture, sides))
    task = ScanTask(
        dossier=desk.dossier,
        component=DECLARATION,
        officer=desk.officer,
        options=ScanOptions(source=Source.DUPLEX, dpi=DPI),
    )
    assert outcome(scanned(desk, capture, task)) == (sides, resume_at, 'scanner.io')


@pytest.mark.parametrize(('at', 'is_after', 'pages'), [(1, False, 0), (1, True, 1), (3, False, 2), (3, True, 3)])
def test_a_crash_around_the_durable_page_loses_nothing(
    desk: ScanDesk, stack: Path, at: int, is_after: bool, pages: int
) -> None:
    """What is durable is named at the next look at the dossier; what isn't leaves no trace."""
    address = f'folder:{stack}?dpi={DPI}'
    cut = CutPages(desk.store.pages(), at, is_after)
    with pytest.raises(CutError):
        scanned(desk, desk.capture(address, pages=cut))
    assert len(desk.digests()) == at - 1
    again = desk.capture(address)
    found = again.recover(desk.dossier, desk.officer)
    assert found is not None
    assert (found.component, found.pages) == (DECLARATION, pages)
    assert len(desk.digests()) == pages
    assert again.recover(desk.dossier, desk.officer) is None


def test_a_crash_after_the_name_names_nothing_twice(desk: ScanDesk, stack: Path) -> None:
    """The page that was told of last is there once."""

    def cut(_page: object) -> None:
        raise CutError

    capture = desk.capture(f'folder:{stack}?dpi={DPI}')
    with pytest.raises(CutError):
        capture.scan(desk.task(NOTICE), Stop(), cut)
    found = desk.capture('folder:x').recover(desk.dossier, desk.officer)
    assert found is not None
    assert (found.component, found.pages) == (NOTICE, 1)
    assert len(desk.digests(NOTICE)) == 1
    # and told once: what happened once is one fact
    assert kinds(desk.store, 'PageAdded') == 1


def test_an_accepted_dossier_gets_no_page_from_an_old_note(desk: ScanDesk, stack: Path) -> None:
    """The note is dropped; what was received stays as it was received."""
    desk.intake.identify(desk.dossier, read_card(CARD).applicant(), desk.officer)
    for component in (DECLARATION, NOTICE, SHOWN):
        desk.intake.mark(desk.dossier, component, PaperStatus.SEEN, desk.officer, originals=1)
    with pytest.raises(CutError):
        scanned(desk, desk.capture(f'folder:{stack}?dpi={DPI}', pages=CutPages(desk.store.pages(), 1, is_after=True)))
    desk.intake.accept(desk.dossier, [], desk.officer)
    found = desk.capture('folder:x').recover(desk.dossier, desk.officer)
    assert found is not None
    assert desk.digests() == []


@dataclass
class FullPages(CutPages):
    """A page store whose disk is full from the n-th page on."""

    def keep(self, content: bytes) -> str:
        """Say so as the store does."""
        self.kept += 1
        if self.kept >= self.at:
            raise Trouble('pages.disk_full')
        return self.pages.keep(content)


@pytest.mark.parametrize('at', [1, 3])
def test_a_disk_that_fills_up_stops_the_scan_with_nothing_half_named(desk: ScanDesk, stack: Path, at: int) -> None:
    """The pages before are whole; with room again the rest is added."""
    full = FullPages(desk.store.pages(), at, is_after=False)
    assert outcome(scanned(desk, desk.capture(f'folder:{stack}?dpi={DPI}', pages=full))) == (
        at - 1,
        at,
        'pages.disk_full',
    )
    assert len(desk.digests()) == at - 1
    scanned(desk, desk.capture(f'folder:{stack}?dpi={DPI}'))
    assert len(desk.digests()) == at - 1 + 5


class FullNotes:
    """Notes on a disk that is full."""

    def save(self, _key: str, _text: str) -> None:
        """Say so as the store does."""
        raise Trouble('store.disk_full')

    def load(self, _key: str) -> str | None:
        """Nothing was kept."""
        return None

    drop = load


def test_a_disk_that_is_full_is_met_before_a_sheet_moves(desk: ScanDesk) -> None:
    """The scanner isn't even opened."""

    def opened() -> BothSides:
        raise AssertionError('a sheet would have moved')

    capture = PageCapture(desk.intake, desk.store.pages(), FullNotes(), opened)
    assert outcome(scanned(desk, capture)) == (0, 1, 'store.disk_full')


def test_a_component_is_bound_in_order_and_always_into_the_same_file(desk: ScanDesk, stack: Path) -> None:
    """A crash between binding and receiving leaves no second file behind."""
    capture = desk.capture(f'folder:{stack}?dpi={DPI}')
    scanned(desk, capture)
    order = list(reversed(desk.digests()))
    desk.intake.arrange_pages(desk.dossier, DECLARATION, order, desk.officer)
    pages = desk.store.pages()
    (file,) = bound(desk.known(), pages)
    assert (file.component, file.pages) == (DECLARATION, 5)
    assert len(pages.get(file.digest)) == file.size
    assert bound(desk.known(), pages) == [file]
