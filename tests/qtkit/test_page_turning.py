"""A page is turned in its place: durable, then named by the facts of one transaction; a crash leaves one of the two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.paper.turning import turned
from devices.stop import Stop
from office.errors import Refusal, Trouble
from office.facts import ComponentSigned
from office.identity import read_card
from office.papers import FILE, ComponentFile, DigitalSignature, PageRef, PaperStatus
from qtkit.binding import bound
from qtkit.capture_note import Notes
from qtkit.page_turning import PageTurning
from sync.verify import verify
from tests.offices import MORNING
from tests.qtkit.sheets import DECLARATION, DPI, NOTICE, SHOWN, CutError, CutPages, ScanDesk, five_sheets, scan_desk
from tests.qtkit.test_page_capture import CARD, FullPages
from tests.sync.couriers import kinds
from tests.sync.hostile_files import pdf


@pytest.fixture(scope='module')
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sheets, drawn once."""
    return five_sheets(tmp_path_factory.mktemp('sheets'))


@pytest.fixture
def desk(tmp_path: Path, stack: Path) -> Iterator[ScanDesk]:
    """A birth registration whose declaration has three pages."""
    made = scan_desk(tmp_path / 'store')
    made.capture(f'folder:{stack}?dpi={DPI}').scan(made.task(sheets=3), Stop(), made.came.append)
    yield made
    assert list(verify(made.store)) == []
    assert made.notes.keys() == []
    made.notes.close()
    made.store.close()


def turning_at(desk: ScanDesk, **changed: object) -> PageTurning:
    """What turns the pages; ``changed`` puts another store in."""
    return PageTurning(**{'intake': desk.intake, 'pages': desk.store.pages(), 'notes': desk.notes, **changed})


def test_turned_pages_lie_where_they_lay_and_are_durable(desk: ScanDesk) -> None:
    """The first and the last of three, at once; another officer's eye finds the component judged as before."""
    before = desk.digests()
    done = turning_at(desk).turn(desk.dossier, DECLARATION, [before[2], before[0]], -1, desk.officer)
    after = desk.digests()
    assert after == [done.became[before[0]], before[1], done.became[before[2]]]
    pages = desk.store.pages()
    assert [pages.get(after[at]) for at in (0, 2)] == [turned(pages.get(before[at]), -1) for at in (0, 2)]
    assert [page.source for page in desk.part().pages] == ['scanner'] * 3
    assert desk.part().status is PaperStatus.SCANNED
    assert kinds(desk.store, 'ComponentMarked') == 0


def test_what_the_officer_found_of_a_component_stays(desk: ScanDesk) -> None:
    """Seen and counted, or used again from an earlier dossier: turning its only page makes no scanned paper of it."""
    capture = desk.intake
    (page, *_) = desk.part().pages
    capture.add_page(desk.dossier, NOTICE, page, desk.officer)
    for status, reused in ((PaperStatus.SEEN, None), (PaperStatus.REUSED, 'dossier:earlier')):
        found = {'originals': 2, 'copies': 1, 'note': "bản chụp mờ", 'reused_from': reused}
        capture.mark(desk.dossier, NOTICE, status, desk.officer, **found)
        turning_at(desk).turn(desk.dossier, NOTICE, desk.digests(NOTICE), 1, desk.officer)
        part = desk.part(NOTICE)
        assert (part.status, part.originals, part.copies) == (status, 2, 1)
        assert (part.note, part.reused_from) == ("bản chụp mờ", reused)


def test_a_sheet_that_was_turned_and_scanned_again_stays_two_pages(desk: ScanDesk) -> None:
    """The second one is the same to the last pixel, and turned as the first was."""
    (first, *_) = desk.part().pages
    done = turning_at(desk).turn(desk.dossier, DECLARATION, [first.digest], 1, desk.officer)
    desk.intake.add_page(desk.dossier, DECLARATION, first, desk.officer)
    again = turning_at(desk).turn(desk.dossier, DECLARATION, [first.digest], 1, desk.officer)
    assert again.became[first.digest] != done.became[first.digest]
    assert len(set(desk.digests())) == 4


@pytest.mark.parametrize(('at', 'is_after'), [(1, False), (1, True), (2, False), (2, True)])
def test_a_crash_around_the_durable_pages_leaves_the_old_ones_and_is_made_good(
    desk: ScanDesk, at: int, is_after: bool
) -> None:
    """Nothing has changed then; the next look at the dossier turns them, and none is left without a name."""
    before = desk.digests()
    cut = CutPages(desk.store.pages(), at, is_after)
    with pytest.raises(CutError):
        turning_at(desk, pages=cut).turn(desk.dossier, DECLARATION, before[:2], 2, desk.officer)
    assert desk.digests() == before
    found = turning_at(desk).recover(desk.dossier, desk.officer)
    assert found is not None
    after = desk.digests()
    assert (after[2], set(after[:2]) & set(before)) == (before[2], set())
    assert set(desk.store.pages().digests()) == {*before, *after}
    assert turning_at(desk).recover(desk.dossier, desk.officer) is None


class Forgetful:
    """Notes that outlive their purpose, as when the process ends just before they are dropped."""

    def __init__(self, notes: Notes) -> None:
        self.save, self.load = notes.save, notes.load

    def drop(self, _key: str) -> None:
        """The process ends here."""
        raise CutError


def test_a_crash_after_the_facts_turns_nothing_twice(desk: ScanDesk) -> None:
    """The note alone is left, and dropped at the next look."""
    with pytest.raises(CutError):
        turning_at(desk, notes=Forgetful(desk.notes)).turn(
            desk.dossier, DECLARATION, desk.digests()[:1], 1, desk.officer
        )
    after = desk.digests()
    assert turning_at(desk).recover(desk.dossier, desk.officer) is None
    assert desk.digests() == after


def test_a_dossier_that_was_received_is_left_as_it_was_received(desk: ScanDesk) -> None:
    """Neither a late key nor an old note turns a page of it."""
    cut = CutPages(desk.store.pages(), 1, is_after=True)
    before = desk.digests()
    with pytest.raises(CutError):
        turning_at(desk, pages=cut).turn(desk.dossier, DECLARATION, before[:1], 1, desk.officer)
    desk.intake.identify(desk.dossier, read_card(CARD).applicant(), desk.officer)
    for component in (NOTICE, SHOWN):
        desk.intake.mark(desk.dossier, component, PaperStatus.SEEN, desk.officer, originals=1)
    desk.intake.accept(desk.dossier, bound(desk.known(), desk.store.pages()), desk.officer)
    assert turning_at(desk).recover(desk.dossier, desk.officer) is None
    with pytest.raises(Refusal, match=r'dossier\.move'):
        turning_at(desk).turn(desk.dossier, DECLARATION, before[:1], 1, desk.officer)
    assert desk.digests() == before


def test_a_signature_is_void_when_a_page_is_turned(desk: ScanDesk) -> None:
    """It holds for the pages as they were signed and no others."""
    order = tuple(desk.digests())
    file = ComponentFile(component=DECLARATION, digest=desk.store.pages().keep(pdf()), size=len(pdf()), pages=3)
    token = DigitalSignature(
        holder="Lê Thị Lan", organisation='', issuer='CA', serial='1f', signed_at=MORNING, stamped_at=None
    )
    body = ComponentSigned(component=DECLARATION, pages=order, file=file, signature=token)
    with desk.store.change(desk.officer) as books:
        books.record(desk.dossier, body)
    assert desk.part().signed is not None
    turning_at(desk).turn(desk.dossier, DECLARATION, order[:1], 1, desk.officer)
    assert desk.part().signed is None


def test_what_cant_be_turned_is_refused_and_nothing_is_changed(desk: ScanDesk) -> None:
    """A file from outside, a page that is no longer there, a disk that is full."""
    file = PageRef(digest=desk.store.pages().keep(pdf()), size=len(pdf()), source=FILE)
    desk.intake.add_page(desk.dossier, NOTICE, file, desk.officer)
    pages, before = desk.store.pages(), desk.digests()
    full = FullPages(pages, 2, is_after=False)
    for component, digests, changed, code in (
        (NOTICE, [file.digest], {}, 'page.alone'),
        (DECLARATION, [before[0], file.digest], {}, 'dossier.page_unknown'),
        (DECLARATION, before[:2], {'pages': full}, 'pages.disk_full'),
    ):
        with pytest.raises((Refusal, Trouble), match=code):
            turning_at(desk, **changed).turn(desk.dossier, component, digests, 1, desk.officer)
    assert (desk.digests(), desk.digests(NOTICE)) == (before, [file.digest])
