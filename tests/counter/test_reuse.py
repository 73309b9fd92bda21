"""What the centre already holds of an applicant is offered, and used again only by the officer's hand."""

from PySide6.QtWidgets import QPushButton

from office.dossier import DossierState
from office.papers import PaperStatus
from tests.counter.capture_bench import Bench, digests, model_of, told
from tests.counter.workstation import BIRTH, CARD, at_desk, find, press
from tests.qtkit.sheets import DECLARATION, NOTICE, SHOWN


def test_what_the_centre_holds_of_an_applicant_is_offered_and_used_again(bench: Bench) -> None:
    """The birth notice of an earlier dossier: offered with its dossier, taken by one key, bound like any other."""
    window = bench.scanned(0, 1)
    desk, reuse = window.dossier, model_of(window).reuse
    kept = digests(window)
    assert reuse.offer is None
    desk.scan_card(CARD)
    bench.qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    for component in (NOTICE, SHOWN):
        desk.mark(component, PaperStatus.SEEN)
    bench.qtbot.waitUntil(lambda: at_desk(window).is_complete)
    desk.accept()
    bench.qtbot.waitUntil(lambda: at_desk(window).state is DossierState.ACCEPTED)
    first = at_desk(window)
    desk.begin(BIRTH, None)
    bench.qtbot.waitUntil(lambda: at_desk(window).id != first.id)
    assert not find(window, QPushButton, 'reuse').isVisible()
    desk.scan_card(CARD)
    bench.qtbot.waitUntil(lambda: reuse.offer is not None)
    assert first.code in told(window)
    assert find(window, QPushButton, 'reuse').isVisible()
    press(window, 'reuse')
    bench.qtbot.waitUntil(lambda: digests(window) == kept)
    part = at_desk(window).component(DECLARATION)
    assert (part.status, part.reused_from) == (PaperStatus.REUSED, first.id)
    assert reuse.offer is None


def test_another_persons_papers_are_never_offered(bench: Bench) -> None:
    """Nor are those of a dossier that nobody received."""
    window = bench.scanned(0)
    desk = window.dossier
    desk.scan_card(CARD)
    bench.qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    first = at_desk(window).id
    desk.begin(BIRTH, None)
    bench.qtbot.waitUntil(lambda: at_desk(window).id != first)
    desk.scan_card(CARD)
    bench.qtbot.waitUntil(lambda: at_desk(window).applicant is not None)
    bench.qtbot.waitUntil(lambda: bench.counters[0].work.store_jobs.is_idle)
    assert model_of(window).reuse.offer is None
