"""Accounts in a centre of several machines: made on one they open any, shut on one they are shut everywhere."""

from pathlib import Path

import pytest

from office.desk.supervising import Supervising
from office.errors import Refusal
from office.officer import Right
from sync.centre.accounts import Accounts
from sync.centre.shelf import Seal
from sync.passwords import Argon2
from sync.status import status
from tests.sync.centre.machines import Centre, Machine
from tests.sync.centre.test_centre_rights import sqlstate_of

PASSWORD, ANOTHER = 'a long invented sentence', 'another invented sentence'


def _desk(machine: Machine) -> Supervising:
    return Supervising(machine.store, machine.store.clock, machine.store.ids, Argon2())


def _enrol(machine: Machine, login: str = 'lan', name: str = 'Lê Thị Lan') -> str:
    made = _desk(machine).enrol(
        login, name, PASSWORD, position='', agency='', rights=(Right.RECEIVE, Right.RETURN), by='system'
    )
    return made.id


def _meet(*machines: Machine) -> None:
    """Each exchanges facts and accounts, until nothing is new."""
    for _time in range(2):
        for machine in machines:
            machine.exchange()
            accounts = Accounts(machine.store, machine.connection, Seal.of(Path(machine.store.settings.centre_key)))
            accounts.put()
            accounts.take()


def _opens(machine: Machine, password: str, login: str = 'lan') -> str:
    """What a log-in says: the officer's name, or the code of the refusal."""
    try:
        return _desk(machine).log_in(login, password, '1').name
    except Refusal as refusal:
        return refusal.code


@pytest.fixture
def one(trung_tam: Centre) -> Machine:
    return trung_tam.machine('Q1')


@pytest.fixture
def other(trung_tam: Centre) -> Machine:
    return trung_tam.machine('Q2')


def test_an_officer_enrolled_on_one_machine_logs_in_on_another(one: Machine, other: Machine, trung_tam: Centre) -> None:
    _enrol(one)
    assert _opens(other, PASSWORD) == 'login.wrong'
    _meet(one, other)
    assert (_opens(other, PASSWORD), _opens(other, ANOTHER)) == ('Lê Thị Lan', 'login.wrong')
    # the server has a hash that nobody can even try a password on
    (sealed,) = trung_tam.ask("SELECT encode(sealed, 'escape') FROM motcua.secret")
    assert 'argon2' not in str(sealed)
    assert [machine.crossed() for machine in (one, other)] == [[], []]
    assert one.is_sound()
    assert other.is_sound()


def test_the_last_password_counts_everywhere(one: Machine, other: Machine) -> None:
    """Also where two were set while the machines didn't hear each other: the later in the centre's order."""
    officer = _enrol(one)
    _meet(one, other)
    _desk(one).change_password(officer, 'first of the two', officer)
    _desk(other).change_password(officer, ANOTHER, officer)
    _meet(one, other)
    assert [_opens(machine, ANOTHER) for machine in (one, other)] == ['Lê Thị Lan'] * 2
    assert [_opens(machine, 'first of the two') for machine in (one, other)] == ['login.wrong'] * 2


def test_an_account_that_is_shut_is_shut_on_every_machine(one: Machine, other: Machine) -> None:
    _enrol(one)
    _meet(one, other)
    shut = _desk(other).revise('lan', by='system', is_shut=True)
    assert (shut.is_shut, shut.rights) == (True, (Right.RECEIVE, Right.RETURN))
    assert _opens(one, PASSWORD) == 'Lê Thị Lan'
    _meet(one, other)
    assert [_opens(machine, PASSWORD) for machine in (one, other)] == ['login.shut'] * 2
    _desk(one).revise('lan', by='system', is_shut=False, rights=(Right.POST,))
    _meet(one, other)
    assert _desk(other).log_in('lan', PASSWORD, '1').rights == (Right.POST,)
    assert one.is_sound()
    assert other.is_sound()


def test_wrong_passwords_lock_an_account_on_every_machine(one: Machine, other: Machine) -> None:
    _enrol(one)
    _meet(one, other)
    assert [_opens(one, 'sai', 'lan') for _time in range(5)][-1] == 'login.locked'
    _meet(one, other)
    assert _opens(other, PASSWORD) == 'login.locked'


def test_two_officers_of_one_login_name_are_told_and_set_apart_by_a_person(one: Machine, other: Machine) -> None:
    _enrol(one)
    _enrol(other, name='Lê Văn Lân')
    _meet(one, other)
    assert [_opens(machine, PASSWORD) for machine in (one, other)] == ['Lê Thị Lan', 'Lê Văn Lân']
    assert all(status(machine.store).crossed for machine in (one, other))
    _desk(other).revise('lan', by='system', new_login='lan.lv')
    _meet(one, other)
    for machine in (one, other):
        assert [_opens(machine, PASSWORD, login) for login in ('lan', 'lan.lv')] == ['Lê Thị Lan', 'Lê Văn Lân']
        assert machine.is_sound()


def test_a_kiosk_reaches_no_hash(trung_tam: Centre, one: Machine) -> None:
    _enrol(one)
    _meet(one)
    address = trung_tam.founded['K1'].address
    assert sqlstate_of(address, 'SELECT * FROM motcua.secret') == '42501'
    assert sqlstate_of(address, "SELECT motcua.put_secret('a', 'b', 'c', '')") == '42501'


def test_no_machine_sets_the_password_of_anothers_fact(one: Machine, other: Machine, trung_tam: Centre) -> None:
    officer = _enrol(one)
    one.exchange()
    (fact,) = trung_tam.ask("SELECT id FROM motcua.fact WHERE kind = 'OfficerEnrolled'")[0]
    attempt = f"SELECT motcua.put_secret('{fact}', 'k', '{officer}', 'x')"
    assert sqlstate_of(other.address, attempt) == 'MC004'


def test_serials_of_forms_are_unique_in_the_centre(one: Machine, other: Machine) -> None:
    """Each machine keeps a book of its own, and its name stands in the serial."""
    given = []
    for machine in (one, other, one):
        with machine.store.change('officer:1') as books:
            given.append(books.next_serial('form01:2026'))
    assert given == ['Q1-1', 'Q2-1', 'Q1-2']
