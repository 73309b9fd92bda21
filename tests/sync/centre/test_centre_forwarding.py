"""One machine speaks to the province: two real processes, one of them killed in the middle of its work."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from office import codec, facts
from office.errors import Refusal
from sync import elsewhere
from sync.lanes import rests
from tests.emulators_province import RunningProvince, running_province
from tests.sync.centre.machines import Centre
from tests.sync.centre.processes import Sync
from tests.sync.couriers import digest_of, enrol, lines, receive

EACH = 18


@pytest.fixture
def tinh(tmp_path: Path) -> Iterator[RunningProvince]:
    with running_province(tmp_path) as running:
        yield running


def _until(wanted: Callable[[], bool]) -> None:
    """Wait until something is so; the test's own time limit ends a wait for ever."""
    never = threading.Event()
    while not wanted():
        never.wait(0.05)


def test_the_forwarder_dies_and_another_takes_over(trung_tam: Centre, tinh: RunningProvince, tmp_path: Path) -> None:
    """Every dossier of either machine reaches the province once, whoever of the two is alive."""
    one, other = trung_tam.machine('Q1', seeded=True), trung_tam.machine('Q2', seeded=True)
    enrol(one.store)
    for number in range(EACH):
        receive(one.store, 2 * number, code=f'000.12.34.H99-261124-{2 * number:04d}')
        receive(other.store, 2 * number + 1, code=f'000.12.34.H99-261124-{2 * number + 1:04d}')
    other.exchange()
    first = Sync(one, tinh, tmp_path, restless=True)
    _until(first.forwards)
    second = Sync(other, tinh, tmp_path, restless=True)
    _until(lambda: len(tinh.desk.held()) >= EACH // 3)
    first.kill()
    told_before = len(tinh.desk.held())
    assert told_before < 2 * EACH, 'the first was quicker than the test; it proves nothing so'
    assert not second.forwards()
    _until(lambda: len(tinh.desk.held()) == 2 * EACH and lines(other.store) == [])
    again = Sync(one, tinh, tmp_path, restless=True)
    _until(lambda: lines(one.store) == [])
    assert [again.end(), second.end()] == [0, 0]
    held = [one['MaHoSo'] for one in tinh.desk.held()]
    assert sorted(held) == [f'000.12.34.H99-261124-{number:04d}' for number in range(2 * EACH)]
    assert Counter(len(tinh.desk.steps(code)) for code in held) == {1: 2 * EACH}
    for machine in (one, other, one):
        machine.exchange()
    assert one.is_sound()
    assert other.is_sound()
    assert one.crossed() == []


def test_only_one_of_two_forwards(trung_tam: Centre, tinh: RunningProvince, tmp_path: Path) -> None:
    one, other = trung_tam.machine('Q1', seeded=True), trung_tam.machine('Q2', seeded=True)
    first = Sync(one, tinh, tmp_path, restless=True)
    _until(first.forwards)
    second = Sync(other, tinh, tmp_path, restless=True)
    receive(other.store, 1, code='000.12.34.H99-261124-0001')
    _until(lambda: lines(other.store) == [])
    assert not second.forwards()
    receipts = trung_tam.ask("SELECT device, body FROM motcua.fact WHERE kind = 'ProvinceReceipt'")
    assert [device for device, _ in receipts] == ['Q1']
    assert first.end() == 0
    _until(second.forwards)
    assert second.end() == 0


def test_who_takes_over_hears_nothing_twice(trung_tam: Centre, tinh: RunningProvince, tmp_path: Path) -> None:
    """How far the feed was read goes with the lock."""
    one, other = trung_tam.machine('Q1', seeded=True), trung_tam.machine('Q2', seeded=True)
    code = '000.12.34.H99-261124-0001'
    receive(one.store, 1, code=code)
    first = Sync(one, tinh, tmp_path, restless=True)
    _until(lambda: lines(one.store) == [])
    tinh.desk.move(code, 4, note='đang xử lý')
    _until(lambda: one.kinds('ProvinceStateSeen') == 1)
    assert first.end() == 0
    second = Sync(other, tinh, tmp_path, restless=True)
    _until(second.forwards)
    tinh.desk.move(code, 5, note='còn thiếu giấy')
    _until(lambda: other.kinds('ProvinceStateSeen') == 2)
    assert second.end() == 0
    one.exchange()
    assert one.kinds('ProvinceStateSeen') == 2
    assert one.is_sound()


def test_a_kiosk_needs_no_way_to_the_province(trung_tam: Centre, tmp_path: Path) -> None:
    kiosk, counter = trung_tam.machine('K1'), trung_tam.machine('Q1')
    process = Sync(kiosk, None, tmp_path, restless=True)
    ticket = kiosk.issue(1)
    _until(lambda: trung_tam.ask('SELECT count(*) FROM motcua.fact') == [(1,)])
    counter.exchange()
    counter.record(ticket, facts.TicketCalled(counter='1'))
    counter.exchange()
    _until(lambda: kiosk.ticket(ticket).counter == '1')
    assert process.end() == 0
    with kiosk.store.read() as books:
        heard = books.connection.execute("SELECT heard_at FROM lane WHERE name = 'centre'").fetchone()
    assert codec.at(heard[0])
    assert not rests(kiosk.store, 'centre')


def test_a_counter_without_a_way_has_its_files_sent_by_the_forwarder(
    trung_tam: Centre, tinh: RunningProvince, tmp_path: Path
) -> None:
    """The file goes from machine to centre to province, once; its receipt settles it at home."""
    one, other = trung_tam.machine('Q1', seeded=True), trung_tam.machine('Q2', seeded=True)
    content = b'%PDF- mot to khai' * 1000
    receive(other.store, 1, code='000.12.34.H99-261124-0001', content=content)
    # another machine's dossier that uses the same paper again
    receive(one.store, 2, code='000.12.34.H99-261124-0002', content=content)
    # and one whose file nobody can put into the centre: it holds up no other
    receive(other.store, 3, code='000.12.34.H99-261124-0003', content=b'hong')
    (other.store.settings.place / 'pages' / digest_of(b'hong')[:2] / digest_of(b'hong')[2:]).unlink()
    processes = [Sync(one, tinh, tmp_path, restless=True), Sync(other, None, tmp_path, restless=True)]
    _until(lambda: [line for line in lines(other.store) if line[0] != 'dossier:3'] == [])
    assert [process.end() for process in processes] == [0, 0]
    assert [held['SHA256'] for held in tinh.desk.files()] == [digest_of(content)]
    assert [(subject, state) for subject, state in lines(other.store)] == [('dossier:3', 'waiting')]
    for machine in (one, other, one):
        machine.exchange()
    assert one.is_sound()
    receipts = trung_tam.ask("SELECT device FROM motcua.fact WHERE kind = 'ProvinceReceipt' AND subject = 'dossier:1'")
    assert {device for (device,) in receipts} == {'Q1'}


def test_a_refused_file_of_another_machine_costs_itself_alone_and_may_be_sent_again(trung_tam: Centre) -> None:
    """What follows it is settled and looked at no more; a person's word brings it back, however late."""
    one, other = trung_tam.machine('Q1', seeded=True), trung_tam.machine('Q2', seeded=True)
    refused, taken = (f'to khai {number}'.encode() for number in (1, 2))
    for number, content in enumerate((refused, taken), start=1):
        receive(other.store, number, code=f'000.12.34.H99-261124-{number:04d}', content=content)
    for machine in (other, one):
        machine.exchange()
    trung_tam.clock.forward(timedelta(minutes=3))
    asked: list[str] = []

    def sent(item: str, digest: str) -> facts.ProvinceReceipt:
        asked.append(digest)
        if asked == [digest_of(refused)]:
            raise Refusal('province.refused', message='')
        return facts.ProvinceReceipt(item=item, digest=digest, receipt='1')

    stop = threading.Event()
    assert [elsewhere.send(one.store, sent, stop) for _pass in range(2)] == [True, False]
    for machine in (one, other):
        machine.exchange()
    with other.store.read() as books:
        ((parked, subject),) = books.connection.execute(
            "SELECT id, subject FROM outbox WHERE state = 'parked'"
        ).fetchall()
    other.record(subject, facts.ItemResent(item=parked))
    for machine in (other, one):
        machine.exchange()
    assert [elsewhere.send(one.store, sent, stop) for _pass in range(2)] == [True, False]
    assert asked == [digest_of(refused), digest_of(taken), digest_of(refused)]
    one.exchange()
    other.exchange()
    assert [line for line in lines(other.store) if line[1] == 'parked'] == []
    assert other.is_sound()
