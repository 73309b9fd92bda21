"""The audit finds every way in which a store can be wrong, and nothing in one that is right."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from office import facts
from office.papers import ComponentFile, PageRef
from sync.store import Store
from sync.verify import verify
from tests.offices import open_store
from tests.sync.contract_ledger import DOSSIER, TICKET, accepted, identified, issued, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a ticket, an accepted dossier, its page and its file, and one receipt."""
    store = open_store(tmp_path)
    page, file = store.pages().keep(b'page'), store.pages().keep(b'file')
    with store.change('officer:1') as books:
        books.record(TICKET, issued())
        books.record(DOSSIER, opened())
        books.record(DOSSIER, identified("Trần Thị B"))
        books.record(DOSSIER, facts.PageAdded(component='a', page=PageRef(digest=page, size=4, source='scanner')))
        files = (ComponentFile(component='a', digest=file, size=4, pages=1),)
        told = books.record(DOSSIER, replace(accepted('H1'), files=files))
        books.record(DOSSIER, facts.ProvinceReceipt(item=told.id, digest=told.digest, receipt='r'))
    yield store
    store.close()


def _codes(store: Store) -> set[str]:
    return {finding.code for finding in verify(store)}


def test_a_sound_store_has_no_findings(store: Store) -> None:
    assert verify(store) == []


# the triggers keep honest programs from this; whoever has the key can drop them
UNGUARDED = 'DROP TRIGGER fact_stays; DROP TRIGGER fact_remains;'


@pytest.mark.parametrize(
    ('attack', 'codes'),
    [
        ("UPDATE fact SET actor = 'officer:2' WHERE seq = 3", {'fact.digest'}),
        ("UPDATE fact SET body = replace(body, 'Trần', 'Phạm')", {'fact.digest', 'table.differs'}),
        (
            "UPDATE fact SET at = '2026-11-24T00:00:00.000000Z' WHERE seq = 1",
            {'fact.digest', 'table.differs'},
        ),
        ("UPDATE fact SET previous = digest WHERE seq = 3", {'fact.digest', 'fact.chain'}),
        ('UPDATE fact SET monotonic = 1 WHERE seq = 3', {'fact.digest', 'fact.monotonic'}),
        ("UPDATE fact SET kind = 'FromTheFuture' WHERE seq = 1", {'fact.digest', 'fact.unread'}),
        (
            "UPDATE fact SET kind = 'TicketGone', body = '{\"reason\":\"\"}' WHERE seq = 1",
            {'fact.digest', 'fact.illegal'},
        ),
        (
            'PRAGMA foreign_keys = OFF; DELETE FROM fact WHERE seq = 3',
            {'fact.gap', 'fact.chain', 'table.differs'},
        ),
        ('DELETE FROM fact WHERE seq = 1', {'fact.gap', 'fact.chain', 'table.extra'}),
        ("UPDATE ticket SET state = 'done'", {'table.differs'}),
        ("UPDATE dossier SET name = 'X'", {'table.differs'}),
        ("UPDATE dossier SET body = replace(body, 'Trần', 'Phạm')", {'table.differs'}),
        ('DELETE FROM ticket', {'table.missing'}),
        ("INSERT INTO ticket VALUES ('ticket:x', '2026-11-24', 'waiting', '', '{}')", {'table.extra'}),
        ('DELETE FROM dossier_part WHERE rowid = 1', {'search.differs'}),
        ("DELETE FROM outbox WHERE lane = 'pages'", {'outbox.missing'}),
        ("UPDATE outbox SET state = 'done'", {'outbox.state'}),
        ("UPDATE outbox SET state = 'waiting'", {'outbox.state'}),
        (
            "INSERT INTO outbox VALUES ('x', 'facts', 'waiting', 'dossier:1', 1, '', 0, '', 0, '', '', NULL, '', '')",
            {'outbox.extra'},
        ),
    ],
)
def test_what_was_tampered_with_is_found(store: Store, attack: str, codes: set[str]) -> None:
    connection = store.connect()
    connection.executescript(f'{UNGUARDED} {attack}')
    connection.close()
    assert _codes(store) == codes


def test_a_lease_is_no_finding(store: Store) -> None:
    connection = store.connect()
    connection.execute("UPDATE outbox SET state = 'sending', leased_by = 'x' WHERE lane = 'pages'")
    connection.close()
    assert verify(store) == []


def test_pages_lost_and_damaged_are_found(store: Store, tmp_path: Path) -> None:
    page, file = sorted(store.pages().digests())
    (tmp_path / 'pages' / page[:2] / page[2:]).unlink()
    (tmp_path / 'pages' / file[:2] / file[2:]).write_bytes(b'MC1\nsomething else that is long enough')
    assert {(finding.code, finding.about) for finding in verify(store)} == {
        ('page.missing', page),
        ('page.damaged', file),
    }
