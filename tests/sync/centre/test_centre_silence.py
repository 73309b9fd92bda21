"""A server that says nothing, and a machine that says nothing: neither holds up the other for long.

The wire between them takes every word and delivers none, while both ends' systems go on confirming what they get; so
neither keepalives nor time-outs of TCP notice anything. How long a whole take-over lasts is measured by the bench.
"""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from psycopg.conninfo import make_conninfo

from office.desk.queueing import Queueing
from sync.centre import exchange
from sync.centre.claims import CentreClaims
from sync.centre.connection import connect, telling
from tests.sync.centre.machines import Centre, refuses
from tests.wire.proxy import End, Wire


@pytest.fixture
def day_mang(trung_tam: Centre) -> Iterator[Wire]:
    """The wire between the server and whoever goes by ``through``."""
    with Wire(trung_tam.server.port) as wire:
        yield wire


def through(wire: Wire, centre: Centre, device: str) -> str:
    return make_conninfo(centre.founded[device].address, port=wire.port)


def test_an_answer_that_does_not_come_is_given_up_and_its_connection_with_it(trung_tam: Centre, day_mang: Wire) -> None:
    with closing(connect(through(day_mang, trung_tam, 'Q1'), patience=0.3)) as connection:
        connection.execute('SELECT 1')
        with refuses('centre.gone'), telling(), connection.transaction():
            day_mang.cut_all(End.SILENT)
            connection.execute('SELECT 1')
        assert connection.closed


def test_an_officer_who_calls_waits_two_seconds_for_a_silent_server(trung_tam: Centre, day_mang: Wire) -> None:
    """Then she calls by what her machine knows, and the next time at once."""
    counter = trung_tam.machine('Q1')
    kiosk = trung_tam.machine('K1')
    tickets = [kiosk.issue(number) for number in (1, 2)]
    kiosk.exchange()
    counter.exchange()
    with closing(CentreClaims(through(day_mang, trung_tam, 'Q1'))) as claims:
        assert claims.claim(tickets, '1') == tickets[0]
        day_mang.cut_all(End.SILENT)
        day_mang.set(stands=True)
        queueing = Queueing(counter.store, trung_tam.clock, counter.store.ids, claims)
        begun = time.monotonic()
        called = [queueing.call_next('1', 'officer:1', frozenset('A')) for _ in range(2)]
        assert time.monotonic() - begun < 2 + 3
    assert [ticket.id for ticket in called if ticket is not None] == tickets


def test_the_server_ends_the_session_of_a_machine_that_hangs(trung_tam: Centre) -> None:
    """And with it its lock: the exchange asks for what makes a take-over take less than half a minute."""
    with closing(connect(trung_tam.founded['Q1'].address, idle=exchange._SILENT_S)) as connection:
        shown = {
            name: connection.execute(f'SHOW {name}').fetchone()
            for name in ('idle_session_timeout', 'idle_in_transaction_session_timeout', 'tcp_user_timeout')
        }
    assert shown == {
        'idle_session_timeout': ('15s',),
        'idle_in_transaction_session_timeout': ('10s',),
        'tcp_user_timeout': ('15000',),
    }
    # the next one tries every two seconds, and needs some to take over
    assert exchange._SILENT_S + exchange._CHECK_S < 30 - 10
    # and the one that hangs has stopped before its lock is free
    assert exchange._TRUST_S < exchange._SILENT_S
    with closing(connect(trung_tam.founded['Q1'].address, idle=0.2)) as hanging:
        hanging.execute("SELECT pg_advisory_lock(hashtext('motcua forwarder'))")
        with closing(connect(trung_tam.founded['Q2'].address)) as other:
            other.execute("SELECT pg_advisory_lock(hashtext('motcua forwarder'))")
