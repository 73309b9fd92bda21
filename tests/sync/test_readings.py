"""What screens read: board, lists, slips, drafts, and the feed that wakes them."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from office import facts
from office.dossier import DossierState
from office.slip_job import SlipState
from sync.chain import BEGINNING
from sync.drafts import Drafts
from sync.feed import Feed
from sync.readings import Readings
from sync.search import Wanted
from sync.store import Store
from tests.offices import MORNING, FixedClock, SequenceIds, open_store
from tests.sync.contract_ledger import DAY, DOSSIER, TICKET, accepted, identified, issued, opened


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(step=timedelta(seconds=1))


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    store = open_store(tmp_path, clock=clock)
    yield store
    store.close()


@pytest.fixture
def readings(store: Store) -> Iterator[Readings]:
    readings = Readings(store)
    yield readings
    readings.close()


def test_the_board_shows_calls_newest_first(store: Store, readings: Readings) -> None:
    with store.change('officer:1') as books:
        for number in range(1, 6):
            books.record(f'ticket:{number}', issued(number))
        for number, counter in ((2, '1'), (1, '2'), (4, '3')):
            books.record(f'ticket:{number}', facts.TicketCalled(counter=counter))
        books.record('ticket:4', facts.TicketMissed(counter='3'))
        books.record('ticket:2', facts.ServiceStarted(counter='1'))
    board = readings.board(DAY)
    assert [(ticket.label, ticket.counter) for ticket in board.called] == [('A001', '2'), ('A002', '1')]
    assert [ticket.label for ticket in board.waiting] == ['A003', 'A005']
    assert [ticket.label for ticket in board.missed] == ['A004']
    assert board.waiting_by_service == {'A': 2}
    assert [ticket.label for ticket in readings.waiting(DAY)] == ['A003', 'A004', 'A005']
    served = readings.at_counter(DAY, '1')
    assert served is not None
    assert served.label == 'A002'
    assert readings.at_counter(DAY, '9') is None
    assert readings.board(DAY + timedelta(days=1)).called == ()


def test_lists_of_dossiers(store: Store, readings: Readings) -> None:
    for officer in ('officer:1', 'officer:2'):
        with store.change(officer) as books:
            for number in range(1, 4):
                dossier = f'dossier:{officer[-1]}{number}'
                books.record(dossier, opened())
                books.record(dossier, identified(f"Trần Thị {'ABC'[number - 1]}"))
            books.record(f'dossier:{officer[-1]}1', accepted(f'H{officer[-1]}'))
    with store.change('courier') as books:
        for dossier in ('dossier:21', 'dossier:11'):
            books.record(dossier, facts.ResultArrived(results=(), happened_at=store.clock.now()))
    mine = readings.my_dossiers('officer:1')
    assert [line.id for line in mine] == ['dossier:13', 'dossier:12', 'dossier:11']
    assert mine[2].state is DossierState.FINISHED
    assert mine[2].code == 'H1'
    assert [line.id for line in readings.my_dossiers('officer:1', limit=1, offset=1)] == ['dossier:12']
    assert [line.id for line in readings.my_dossiers('officer:1', states=(DossierState.FINISHED,))] == ['dossier:11']
    assert [line.id for line in readings.my_dossiers('officer:2', "trần thị b")] == ['dossier:22']
    assert [line.id for line in readings.dossiers(Wanted(text="tran thi b"))] == ['dossier:22', 'dossier:12']
    assert [line.id for line in readings.results_to_return()] == ['dossier:21', 'dossier:11']
    held = readings.dossier('dossier:13')
    assert held is not None
    assert held.officer == 'officer:1'
    assert readings.dossier('dossier:99') is None


def test_slips_that_a_person_must_settle(store: Store, readings: Readings, clock: FixedClock) -> None:
    ends: dict[str, list[facts.FactBody]] = {
        'slip:queued': [],
        'slip:printed': [facts.SlipSending(printer='p'), facts.SlipPrinted()],
        'slip:failed': [facts.SlipFailed(code='printer.paper')],
        'slip:unknown': [facts.SlipSending(printer='p'), facts.SlipUnsure()],
        'slip:sending': [facts.SlipSending(printer='p')],
    }
    with store.change('officer:1') as books:
        for job, moves in ends.items():
            books.record(job, facts.SlipQueued(slip='receipt', about=DOSSIER, layout='e' * 64))
            for move in moves:
                books.record(job, move)
    before = readings.slips_for_a_person(sending_before=MORNING)
    assert [line.job.id for line in before] == ['slip:failed', 'slip:unknown']
    after = readings.slips_for_a_person(sending_before=clock.now())
    assert [line.job.id for line in after] == ['slip:failed', 'slip:unknown', 'slip:sending']
    assert after[2].since == readings.facts_of('slip:sending')[-1].at
    assert [line.job.id for line in readings.slips(SlipState.QUEUED)] == ['slip:queued']


def test_facts_strays_and_the_head(store: Store, readings: Readings) -> None:
    assert (readings.head().seq, readings.head().digest) == (0, BEGINNING)
    with store.change('courier') as books:
        books.record(TICKET, issued())
        stray = books.record('stray:H9', facts.StrayReported(code='H9', change='result'))
        books.record(TICKET, facts.TicketGone(reason=''))
    assert readings.strays() == [stray]
    assert [fact.kind for fact in readings.facts_of(TICKET)] == ['TicketIssued', 'TicketGone']
    assert readings.head().seq == 3
    assert readings.head().digest == readings.facts_of(TICKET)[-1].digest


def test_drafts_survive_the_window(store: Store, clock: FixedClock) -> None:
    drafts = Drafts(store, clock)
    drafts.save('intake:ticket:1', '{"name": "Ngu')
    drafts.save('intake:ticket:1', '{"name": "Nguyễn"}')
    drafts.save('fee:1', '{}')
    drafts.close()
    again = Drafts(store, clock)
    assert again.load('intake:ticket:1') == '{"name": "Nguyễn"}'
    assert again.keys() == ['fee:1', 'intake:ticket:1']
    assert again.keys('intake:') == ['intake:ticket:1']
    again.drop('intake:ticket:1')
    assert again.load('intake:ticket:1') is None
    again.close()


def test_the_feed_wakes_on_what_others_write(store: Store, tmp_path: Path) -> None:
    feed, stop = Feed(store, pause=0.002), threading.Event()
    assert feed.wait(stop, 1)
    assert not feed.wait(stop, 0.01)
    other = open_store(tmp_path, ids=SequenceIds(1))
    writer = threading.Thread(target=_issue, args=(other,))
    writer.start()
    assert feed.wait(stop, 30)
    writer.join()
    other.close()
    assert [fact.subject for fact in feed.facts_after(0)] == ['ticket:1', 'ticket:2']
    assert [fact.seq for fact in feed.facts_after(1)] == [2]
    assert [fact.seq for fact in feed.facts_after(0, limit=1)] == [1]
    assert feed.latest_seq() == 2
    stop.set()
    assert not feed.wait(stop, 30)
    feed.close()


def _issue(store: Store) -> None:
    with store.change('kiosk:k1') as books:
        books.record('ticket:1', issued(1))
        books.record('ticket:2', issued(2))
