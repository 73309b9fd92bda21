"""A pass goes on where the last one ended: years of facts are looked through once, and what comes later is found."""

import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from office import facts
from office.papers import PageRef
from sync import codes, cursors, elsewhere, reconcile
from sync.centre.accounts import Accounts
from sync.centre.page_sharing import PageSharing
from sync.centre.shelf import Seal, Shelf
from tests.sync.centre.machines import Centre, Machine
from tests.sync.contract_ledger import opened
from tests.sync.couriers import digest_of, receive

CONTENT = b'to khai'


def _pass(machine: Machine) -> list[str]:
    """What a pass over accounts, pages and others' files does; the digests of files that it sends."""
    seal, sent = Seal.of(Path(machine.store.settings.centre_key)), list[str]()
    Accounts(machine.store, machine.connection, seal).put()
    PageSharing(machine.store, Shelf(machine.connection, seal)).put()

    def send(item: str, digest: str) -> facts.ProvinceReceipt:
        sent.append(digest)
        return facts.ProvinceReceipt(item=item, digest=digest, receipt='1')

    elsewhere.send(machine.store, send, threading.Event())
    return sent


def test_what_was_looked_through_in_vain_is_not_again(trung_tam: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursors, '_FAR', 5)
    one, other = trung_tam.machine('Q1', seeded=True), trung_tam.machine('Q2', seeded=True)
    for number in range(9):
        other.record(f'dossier:x{number}', opened())
    other.exchange()
    one.exchange()
    assert _pass(one) == []
    with one.store.read() as books:
        (top,) = books.connection.execute('SELECT max(seq) FROM fact').fetchone()
    reached = [
        cursors.value(one.store, name) for name in ('centre.sent', 'secrets.put', 'pages.put', 'elsewhere.looked')
    ]
    assert all(re.search(rf'\b{top}\b', text) for text in reached), reached
    # what comes now is found all the same
    page = PageRef(digest=one.store.pages().keep(CONTENT), size=len(CONTENT), source='scan')
    one.record('dossier:1', opened(), facts.PageAdded(component='a', page=page))
    receive(other.store, 2, code='000.12.34.H99-261124-0002', content=CONTENT)
    for machine in (other, one, other):
        machine.exchange()
    assert other.kinds('PageAdded') == 1
    trung_tam.clock.forward(timedelta(minutes=3))
    assert _pass(one) == [digest_of(CONTENT)]
    assert trung_tam.ask('SELECT digest, device FROM motcua.page') == [(page.digest, 'Q1')]


def test_what_is_rare_is_found_without_reading_every_fact(trung_tam: Centre) -> None:
    with trung_tam.machine('Q1').store.read() as books:
        for query, values, index in (
            (codes._GIVEN_UP, ('Q1', ''), 'fact_codes_returned'),
            (f'SELECT {reconcile._FORGOTTEN} FROM outbox o', (), 'fact_forgotten'),
        ):
            plan = books.connection.execute(f'EXPLAIN QUERY PLAN {query}', values).fetchall()
            assert any(index in str(step) for step in plan)
