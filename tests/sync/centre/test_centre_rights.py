"""Who may do what in the centre: tried, not read."""

import stat
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from office import facts
from sync.centre.connection import checked, connect
from sync.centre.founding import init_centre
from sync.centre.migrations import KIOSK_KINDS
from tests.sync.centre.machines import Centre, refuses
from tests.sync.contract_ledger import issued, opened


def sqlstate_of(address: str, statement: str) -> str | None:
    with connect(address) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement)  # type: ignore[arg-type]  # the tests' own words
    return refused.value.sqlstate


@pytest.mark.parametrize('device', ['Q1', 'K1'])
@pytest.mark.parametrize(
    'attempt',
    [
        "UPDATE motcua.fact SET actor = 'x'",
        'DELETE FROM motcua.fact',
        'TRUNCATE motcua.fact',
        "INSERT INTO motcua.fact SELECT place + 1, home, id || 'x' FROM motcua.fact",
        'UPDATE motcua.centre SET place = 0',
        "UPDATE motcua.turn SET state = 'waiting'",
        'SELECT * FROM motcua.machine',
        'DROP TABLE motcua.fact',
        'ALTER TABLE motcua.fact DISABLE TRIGGER ALL',
        'CREATE TABLE motcua.mine (a int)',
        'CREATE TABLE public.mine (a int)',
        "DELETE FROM public.motcua_steps",
        'CREATE ROLE other SUPERUSER',
    ],
)
def test_no_machine_changes_what_is_written(trung_tam: Centre, device: str, attempt: str) -> None:
    trung_tam.machine('K1').issue(1)
    trung_tam.machine('K1').sharing.push()
    assert sqlstate_of(trung_tam.founded[device].address, attempt) in ('42501', '42601')


@pytest.mark.parametrize(
    'attempt', ["UPDATE motcua.fact SET actor = 'x'", 'DELETE FROM motcua.fact', 'TRUNCATE motcua.fact']
)
def test_not_even_the_owner_changes_a_fact(trung_tam: Centre, attempt: str) -> None:
    trung_tam.machine('K1').issue(1)
    trung_tam.machine('K1').sharing.push()
    owner = f'{trung_tam.server.admin} dbname={trung_tam.database}'
    assert sqlstate_of(owner, attempt) == 'MC009'
    assert trung_tam.ask('SELECT actor FROM motcua.fact') == [('kiosk:k1',)]


def test_a_kiosk_issues_tickets_and_says_nothing_of_dossiers(trung_tam: Centre) -> None:
    kiosk = trung_tam.machine('K1')
    kiosk.issue(1)
    assert kiosk.sharing.push() == 1
    kiosk.record('dossier:1', opened())
    with refuses('centre.forbidden'):
        kiosk.sharing.push()
    assert trung_tam.ask('SELECT kind FROM motcua.fact') == [('TicketIssued',)]


@pytest.mark.parametrize('body', [facts.TicketCalled(counter='1'), facts.TicketGone(reason='x')])
def test_a_kiosk_calls_nobody(trung_tam: Centre, body: facts.FactBody) -> None:
    kiosk = trung_tam.machine('K1')
    kiosk.record(kiosk.issue(1), body)
    with refuses('centre.forbidden'):
        kiosk.sharing.push()
    assert type(body).__name__ not in KIOSK_KINDS


def test_a_kiosk_claims_nothing(trung_tam: Centre) -> None:
    address = trung_tam.founded['K1'].address
    assert sqlstate_of(address, "SELECT motcua.claim(ARRAY['ticket:1'], '1', '30 s', false)") == '42501'
    assert sqlstate_of(address, "SELECT motcua.remember('province', 'x', '{}')") == '42501'
    assert sqlstate_of(address, 'SELECT * FROM motcua.turn') == '42501'


def test_a_kiosk_reads_tickets_and_nothing_of_a_person(trung_tam: Centre) -> None:
    counter, kiosk = trung_tam.machine('Q1'), trung_tam.machine('K1')
    counter.record('dossier:1', opened())
    counter.issue(1)
    counter.sharing.push()
    kiosk.exchange()
    seen = kiosk.connection.execute('SELECT subject FROM motcua.fact').fetchall()
    assert seen == [('ticket:Q1-1',)]
    assert kiosk.ticket('ticket:Q1-1').number == 1
    assert kiosk.is_sound()


def test_no_machine_speaks_for_another(trung_tam: Centre) -> None:
    one, other = trung_tam.machine('Q1'), trung_tam.machine('Q2')
    one.issue(1)
    stolen = type(one)(one.store, other.address, other.connection)
    with refuses('centre.forbidden'):
        stolen.sharing.push()


def test_a_fact_that_was_altered_on_the_way_is_not_taken(trung_tam: Centre) -> None:
    counter = trung_tam.machine('Q1')
    counter.issue(1)
    epoch = trung_tam.ask('SELECT epoch FROM motcua.centre')[0][0]
    with counter.store.read() as books:
        row = books.connection.execute(
            'SELECT seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest FROM fact'
        ).fetchone()
    names = ('home', 'id', 'kind', 'version', 'subject', 'at', 'monotonic', 'actor', 'device', 'body', 'previous')
    sent = {**dict(zip((*names, 'digest'), row, strict=True)), 'actor': 'officer:9'}
    with pytest.raises(psycopg.Error) as refused:
        counter.connection.execute('SELECT motcua.append(%s, %s)', (epoch, Jsonb([sent])))
    assert refused.value.sqlstate == 'MC005'


@pytest.mark.parametrize('text', ['"\\/\b\f\n\r\t\x01\x1f\x7f', "Nguyễn Thị Hường", '𝄞  \u2028\u2029', 'é'])
def test_the_centre_makes_the_same_digest(trung_tam: Centre, text: str) -> None:
    counter = trung_tam.machine('Q1')
    counter.record(f'ticket:{text}', replace(issued(), place=text), actor=f'kiosk:{text}')
    assert counter.sharing.push() == 1


def test_each_password_lies_in_a_file_of_its_owner(trung_tam: Centre) -> None:
    passfiles = [one.passfile for one in trung_tam.founded.values()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in passfiles} == {0o600}
    assert len({file.read_text().rpartition(':')[2] for file in passfiles}) == 4


def test_setting_up_again_changes_nothing(trung_tam: Centre) -> None:
    trung_tam.machine('K1').issue(1)
    trung_tam.machine('K1').sharing.push()
    before = trung_tam.founded['K1'].passfile.read_text()
    trung_tam.found()
    assert not any(one.is_new for one in trung_tam.founded.values())
    assert trung_tam.founded['K1'].passfile.read_text() == before
    assert trung_tam.machine('K1').sharing.push() == 0
    assert trung_tam.ask('SELECT count(*) FROM motcua.fact') == [(1,)]


def test_a_machine_whose_password_is_lost_gets_a_new_one(trung_tam: Centre) -> None:
    trung_tam.founded['Q1'].passfile.unlink()
    trung_tam.found()
    assert trung_tam.founded['Q1'].is_new
    connect(trung_tam.founded['Q1'].address).close()


def test_a_counter_does_not_become_a_kiosk(trung_tam: Centre, tmp_path: Path) -> None:
    with refuses('centre.kind'):
        init_centre(trung_tam.server.admin, trung_tam.database, {'Q1': 'kiosk'}, tmp_path / 'accounts')


@pytest.mark.parametrize('name', ['Tt', 'a b', '1a', 'a"; DROP', ''])
def test_a_name_is_a_name(trung_tam: Centre, tmp_path: Path, name: str) -> None:
    with refuses('centre.name'):
        init_centre(trung_tam.server.admin, name, {}, tmp_path)


def test_a_database_of_a_newer_version_is_left_alone(trung_tam: Centre) -> None:
    with psycopg.connect(f'{trung_tam.server.admin} dbname={trung_tam.database}', autocommit=True) as owner:
        owner.execute("INSERT INTO public.motcua_steps VALUES ('c9999_later')")
    with refuses('centre.newer'):
        trung_tam.found()


def test_a_wrong_password_is_said_so(trung_tam: Centre) -> None:
    one = trung_tam.founded['Q1']
    one.passfile.write_text(one.passfile.read_text().rpartition(':')[0] + ':sai\n')
    with refuses('centre.login'):
        connect(one.address)


def test_beyond_this_machine_the_server_must_prove_itself() -> None:
    assert checked('postgresql://a@may-chu/tt')['sslmode'] == 'verify-full'
    assert checked('postgresql://a@10.0.0.5/tt')['sslmode'] == 'verify-full'
    for weaker in ('disable', 'prefer', 'require', 'verify-ca'):
        for host in ('may-chu', '10.0.0.5', 'localhost,may-chu'):
            with refuses('centre.insecure'):
                checked(f'postgresql://a@{host}/tt?sslmode={weaker}')
    assert 'sslmode' not in checked('postgresql://a@127.0.0.1/tt')
    with refuses('centre.address'):
        checked('postgresql://a@b/c?khong=co')
