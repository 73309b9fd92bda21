"""The store as a ledger, and what is its own: triggers, the outbox beside the fact, warm rows, threads."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from office import facts
from office.errors import Refusal, Trouble
from office.papers import ComponentFile
from office.ticket import TicketState
from sync.readings import Readings
from sync.settings import StoreSettings
from sync.store import Store
from tests.offices import FixedClock, PulledPlugError, SequenceIds, open_store, pull_the_plug
from tests.sync.contract_ledger import DOSSIER, TICKET, LedgerContract, accepted, issued, opened


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def ledger(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    store = open_store(tmp_path, clock=clock)
    yield store
    store.close()


class TestStoreKeepsTheContract(LedgerContract):
    """The store keeps what every ledger keeps."""


@pytest.mark.parametrize(
    'attack', ["UPDATE fact SET actor = 'x'", 'DELETE FROM fact', 'DELETE FROM fact WHERE seq = 1']
)
def test_facts_can_be_neither_changed_nor_deleted(ledger: Store, attack: str) -> None:
    with ledger.change('kiosk:k1') as books:
        books.record(TICKET, issued())
    connection = ledger.connect()
    with pytest.raises(sqlcipher.IntegrityError, match='never'):
        connection.execute(attack)
    connection.close()


def test_a_transaction_inside_another_is_a_bug(ledger: Store) -> None:
    with ledger.change('a'), pytest.raises(RuntimeError), ledger.read():
        pass
    with ledger.change('a') as books:
        assert books.next_number('s') == 1


def test_threads_take_turns(ledger: Store) -> None:
    given: list[int] = []

    def take() -> None:
        for _ in range(20):
            with ledger.change('a') as books:
                given.append(books.next_number('s'))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 81))


def test_what_another_process_wrote_is_seen_under_the_lock(ledger: Store, tmp_path: Path) -> None:
    """A row held warm is read anew when somebody else has moved it."""
    other = open_store(tmp_path, ids=SequenceIds(1))
    with ledger.change('a') as books:
        books.record(TICKET, issued())
    with other.change('b') as books:
        books.record(TICKET, facts.TicketCalled(counter='2'))
    other.close()
    with ledger.change('a') as books:
        assert books.get_ticket(TICKET).state is TicketState.CALLED
        with pytest.raises(Refusal):
            books.record(TICKET, facts.ServiceFinished(counter='1'))


def test_a_warm_row_is_forgotten_when_its_transaction_is_undone(ledger: Store) -> None:
    with ledger.change('a') as books:
        books.record(TICKET, issued())
    with pytest.raises(PulledPlugError), ledger.change('a') as books:  # noqa: PT012  # undoing takes a block
        books.record(TICKET, facts.TicketCalled(counter='1'))
        pull_the_plug()
    with ledger.change('a') as books:
        assert books.get_ticket(TICKET).state is TicketState.WAITING


def test_waiting_too_long_for_another_transaction_is_trouble(ledger: Store, tmp_path: Path) -> None:
    settings = StoreSettings(folder=str(tmp_path), keyring=False, busy_seconds=0.05)
    other = Store(settings, clock=FixedClock(), ids=SequenceIds(1))
    with ledger.change('a') as books:
        books.next_number('s')
        with pytest.raises(Trouble) as told, other.change('b'):
            pass
    assert told.value.code == 'store.busy'
    with other.change('b') as books:
        assert books.next_number('s') == 2
    other.close()


class TestOutbox:
    """What a fact owes stands in the outbox with it, and only facts settle it."""

    FILES = (
        ComponentFile(component='a', digest='a' * 64, size=10, pages=1),
        ComponentFile(component='b', digest='b' * 64, size=20, pages=1),
    )

    @pytest.fixture
    def readings(self, ledger: Store) -> Iterator[Readings]:
        with ledger.change('officer:1') as books:
            books.record(DOSSIER, opened())
            books.record(DOSSIER, replace(accepted('H1'), files=self.FILES))
        readings = Readings(ledger)
        yield readings
        readings.close()

    def test_an_accepted_dossier_owes_its_fact_and_its_files(self, readings: Readings) -> None:
        lines = readings.outbox('waiting')
        assert [(line.lane, line.kind, line.code) for line in lines] == [
            ('facts', 'DossierAccepted', 'H1'),
            ('pages', 'DossierAccepted', 'H1'),
            ('pages', 'DossierAccepted', 'H1'),
        ]
        status = {(line.lane, line.state): (line.count, line.size) for line in readings.outbox_status()}
        assert status['pages', 'waiting'] == (2, 30)
        assert lines[0].id == readings.facts_of(DOSSIER)[1].id

    def test_receipt_refusal_and_resend_move_the_item(self, ledger: Store, readings: Readings) -> None:
        message, page, other = readings.outbox('waiting')
        digest = readings.facts_of(DOSSIER)[1].digest
        with ledger.change('courier') as books:
            books.record(DOSSIER, facts.ProvinceReceipt(item=message.id, digest=digest, receipt='r1'))
            books.record(DOSSIER, facts.ProvinceRefusal(item=page.id, code='-1', message="tệp hỏng"))
        assert [line.id for line in readings.outbox('waiting')] == [other.id]
        (parked,) = readings.parked()
        assert (parked.id, parked.answer) == (page.id, "-1: tệp hỏng")
        with ledger.change('officer:1') as books:
            books.record(DOSSIER, facts.ItemResent(item=page.id))
        assert readings.parked() == []
        assert {line.id for line in readings.outbox('waiting')} == {page.id, other.id}

    def test_what_does_not_fit_the_item_is_refused(self, ledger: Store, readings: Readings) -> None:
        message, page, _ = readings.outbox('waiting')
        digest = readings.facts_of(DOSSIER)[1].digest
        wrong = {
            'outbox.unknown': facts.ProvinceReceipt(item='nobody', digest=digest, receipt='r'),
            'outbox.digest': facts.ProvinceReceipt(item=message.id, digest='f' * 64, receipt='r'),
            'outbox.not_parked': facts.ItemResent(item=page.id),
        }
        with ledger.change('courier') as books:
            for code, body in wrong.items():
                with pytest.raises(Refusal) as refused:
                    books.record(DOSSIER, body)
                assert refused.value.code == code
            books.record(DOSSIER, facts.ProvinceReceipt(item=message.id, digest=digest, receipt='r'))
            with pytest.raises(Refusal) as refused:
                books.record(DOSSIER, facts.ProvinceRefusal(item=message.id, code='1', message=''))
            assert refused.value.code == 'outbox.done'

    def test_a_dossier_owes_a_file_once(self, ledger: Store) -> None:
        twice = (self.FILES[0], replace(self.FILES[0], component='b'))
        with ledger.change('officer:1') as books:
            books.record('dossier:2', opened())
            books.record('dossier:2', replace(accepted('H2'), files=twice))
            owed = books.connection.execute("SELECT digest FROM outbox WHERE lane = 'pages'").fetchall()
        assert owed == [('a' * 64,)]
