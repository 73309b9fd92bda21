"""The centre's server goes and comes back, or comes back from last night's backup: everything meets again."""

from hashlib import sha256
from pathlib import Path

import pytest

from office import facts
from office.errors import Trouble
from sync.centre.backup import backup, machines_of, restore
from sync.centre.connection import connect
from sync.centre.founding import init_centre
from sync.centre.sealed_file import Secret
from sync.centre.shelf import Seal, Shelf
from tests.sync.centre.machines import MACHINES, Centre, Machine, every_row, refuses
from tests.sync.centre.servers import Server
from tests.sync.contract_ledger import accepted, identified, opened

SECRET = Secret(b'mot khoa thu cua ban sao, 32 byte', is_passphrase=False)
PAGE = b'%PDF- giay cua Nguyen Thi Mau'
CODE = '000.12.34.H99-261124-0500'


def test_work_goes_on_without_the_server_and_meets_when_it_is_back(trung_tam_rieng: Centre, may_chu: Server) -> None:
    one, other, kiosk, second = (trung_tam_rieng.machine(name) for name in ('Q1', 'Q2', 'K1', 'K2'))
    before = [kiosk.issue(number) for number in range(3)]
    for machine in (kiosk, one, other):
        machine.exchange()
    may_chu.stop()
    for machine in (kiosk, one):
        with pytest.raises(Trouble):
            machine.sharing.push()
    numbers = [*(kiosk.issue(10 + number) for number in range(3)), *(second.issue(number) for number in range(3))]
    one.record(before[0], facts.TicketCalled(counter='1'), facts.ServiceStarted(counter='1'))
    other.record(before[0], facts.TicketCalled(counter='2'))
    other.record(before[1], facts.TicketCalled(counter='2'), facts.ServiceStarted(counter='2'))
    one.record('dossier:1', opened(), identified("Nguyễn Thị Mẫu"), accepted(CODE))
    may_chu.start()
    machines = [one, other, kiosk, second]
    for machine in machines:
        machine.reconnect()
    for machine in [*machines, *machines]:
        machine.exchange()
    assert every_row(one) == every_row(other)
    assert set(every_row(one)) == {*before, *numbers, 'dossier:1'}
    labels = [one.ticket(ticket).label for ticket in (*before, *numbers)]
    assert len(set(labels)) == len(labels)
    assert one.crossed() == other.crossed() == [(before[0], 'TicketCalled', True)]
    assert one.ticket(before[0]).counter == '1'
    assert all(machine.is_sound() for machine in machines)


def test_what_the_server_acknowledged_survives_its_pulled_plug(trung_tam_rieng: Centre, may_chu: Server) -> None:
    kiosk, counter = trung_tam_rieng.machine('K1'), trung_tam_rieng.machine('Q1')
    ticket = kiosk.issue(1)
    assert kiosk.sharing.push() == 1
    may_chu.stop()
    may_chu.start()
    counter.reconnect()
    counter.exchange()
    assert counter.ticket(ticket).label == 'K1001'


def test_a_lost_disk_is_rebuilt_from_the_backup_and_the_machines(trung_tam_rieng: Centre, may_chu: Server) -> None:
    """After the backup each machine went on; the disk dies; nothing of anybody is missing in the end."""
    one, other, kiosk = (trung_tam_rieng.machine(name) for name in ('Q1', 'Q2', 'K1'))
    first = kiosk.issue(1)
    one.record('dossier:1', opened(), identified("Nguyễn Thị Mẫu"))
    for machine in (kiosk, one, other):
        machine.exchange()
    page = _shelved(one)
    saved = trung_tam_rieng.folder / 'sao'
    assert backup(may_chu.admin, 'motcua', saved, SECRET) == 3
    assert not any(word in saved.read_bytes() for word in (b'Nguy', b'dossier:1', b'Applicant'))
    # in another order than they will have afterwards
    other.record('dossier:1', identified("Nguyễn Thị Hai"))
    second = kiosk.issue(2)
    for machine in (other, kiosk, one):
        machine.exchange()
    one.record('dossier:1', accepted(CODE))
    one.exchange()
    other.exchange()
    before = every_row(other)
    may_chu.lose_disk()
    may_chu.make()
    may_chu.start()
    _restore(trung_tam_rieng, saved)
    machines = [one, other, kiosk]
    for machine in machines:
        machine.reconnect()
    for machine in [*machines, *machines]:
        machine.exchange()
    assert _shelf(other).get(page) == PAGE
    assert set(every_row(one)) == {first, second, 'dossier:1'}
    assert every_row(one) == every_row(other)
    assert every_row(other).keys() == before.keys()
    assert trung_tam_rieng.ask('SELECT count(*), max(place) FROM motcua.fact')[0][0] == _facts_of(trung_tam_rieng)
    assert all(machine.is_sound() for machine in machines)
    with one.store.read() as books:
        assert books.find_dossier(CODE) is not None


def test_a_machine_that_was_off_comes_back_to_a_restored_centre(trung_tam_rieng: Centre, may_chu: Server) -> None:
    one, other = trung_tam_rieng.machine('Q1'), trung_tam_rieng.machine('Q2')
    saved = trung_tam_rieng.folder / 'sao'
    backup(may_chu.admin, 'motcua', saved, SECRET)
    one.issue(1)
    one.exchange()
    other.exchange()
    may_chu.lose_disk()
    may_chu.make()
    may_chu.start()
    _restore(trung_tam_rieng, saved)
    other.issue(2)
    other.reconnect()
    other.exchange()
    # the first one's ticket is known here, though the centre has forgotten it
    assert set(every_row(other)) == {'ticket:Q1-1', 'ticket:Q2-2'}
    one.reconnect()
    for machine in (one, other):
        machine.exchange()
    assert every_row(one) == every_row(other)
    assert one.is_sound()
    assert other.is_sound()


def test_a_backup_is_restored_into_an_empty_centre_only(trung_tam: Centre) -> None:
    trung_tam.machine('K1').issue(1)
    trung_tam.machine('K1').sharing.push()
    saved = trung_tam.folder / 'sao'
    backup(trung_tam.server.admin, trung_tam.database, saved, SECRET)
    with refuses('centre.not_empty'):
        restore(trung_tam.server.admin, trung_tam.database, saved, SECRET)
    assert trung_tam.ask('SELECT count(*) FROM motcua.fact') == [(1,)]


def test_a_large_backup_is_restored_however_long_its_proof_takes(
    trung_tam: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million facts take the server a minute; here each takes it longer than it is waited for at a counter."""
    trung_tam.machine('K1').issue(1)
    trung_tam.machine('K1').sharing.push()
    saved, empty = trung_tam.folder / 'sao', f'{trung_tam.database}_trong'
    backup(trung_tam.server.admin, trung_tam.database, saved, SECRET)
    init_centre(trung_tam.server.admin, empty, {}, trung_tam.folder / 'accounts')
    with connect(f'{trung_tam.server.admin} dbname={empty}') as owner:
        owner.execute('ALTER FUNCTION motcua.digest_of RENAME TO quick')
        owner.execute(
            "CREATE FUNCTION motcua.digest_of(f motcua.fact) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM"
            ' pg_sleep(0.6); RETURN motcua.quick(f); END $$'
        )
    monkeypatch.setitem(connect.__kwdefaults__, 'patience', 0.3)
    assert restore(trung_tam.server.admin, empty, saved, SECRET) == MACHINES
    assert trung_tam.server.ask('SELECT count(*) FROM motcua.fact', empty) == [(1,)]


@pytest.mark.parametrize('damage', ['cut', 'altered', 'head', 'other', 'absent', 'key', 'kind'])
def test_a_damaged_backup_changes_nothing(trung_tam: Centre, damage: str) -> None:
    trung_tam.machine('K1').issue(1)
    trung_tam.machine('K1').sharing.push()
    saved = trung_tam.folder / 'sao'
    backup(trung_tam.server.admin, trung_tam.database, saved, SECRET)
    content = saved.read_bytes()
    assert saved.stat().st_mode & 0o077 == 0
    middle = len(content) // 3
    broken = {
        'cut': content[:-40],
        'altered': content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        'head': content.replace(b'"salt"', b'"salz"', 1),
        'other': b'PK',
    }
    saved.write_bytes(broken.get(damage, content))
    if damage == 'absent':
        saved.unlink()
    secret = {'key': Secret(b'mot khoa khac', is_passphrase=False), 'kind': Secret.typed('mot cau mat dai')}
    code = {'absent': 'centre.disk', 'other': 'centre.backup', 'head': 'centre.backup'}.get(damage, 'centre.backup_key')
    with refuses(code):
        machines_of(saved, secret.get(damage, SECRET))
    empty = f'{trung_tam.database}_trong'
    init_centre(trung_tam.server.admin, empty, {}, trung_tam.folder / 'accounts')
    with refuses(code):
        restore(trung_tam.server.admin, empty, saved, secret.get(damage, SECRET))
    assert trung_tam.server.ask('SELECT count(*) FROM motcua.fact', empty) == [(0,)]


def _shelf(machine: Machine) -> Shelf:
    return Shelf(machine.connection, Seal.of(Path(machine.store.settings.centre_key)))


def _shelved(machine: Machine) -> str:
    """A page that stands in the centre alone."""
    digest = sha256(PAGE).hexdigest()
    _shelf(machine).put(digest, PAGE)
    return digest


def _restore(centre: Centre, saved: Path) -> None:
    """What ``restore-centre`` does."""
    machines = machines_of(saved, SECRET)
    assert machines == MACHINES
    init_centre(centre.server.admin, centre.database, {}, centre.folder / 'accounts')
    assert restore(centre.server.admin, centre.database, saved, SECRET) == machines
    made = init_centre(centre.server.admin, centre.database, machines, centre.folder / 'accounts')
    # the machines keep the passwords that they have
    assert not any(one.is_new for one in made)
    connect(made[0].address).close()


def _facts_of(centre: Centre) -> int:
    """How many facts the machines have made."""
    counted = 0
    for device, machine in centre.machines.items():
        with machine.store.read() as books:
            row = books.connection.execute('SELECT count(*) FROM fact WHERE device = ?', (device,)).fetchone()
        counted += row[0]
    return counted
