"""Machine and province compare what they hold: what was forgotten is told again, a second machine of a name stops."""

import dataclasses
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from office.errors import Problem
from office.workdays import local_day
from sync import reconcile
from sync.health import health
from sync.province.comparing import FILES, Question, Summed
from sync.province.protocol import ProvinceRefused
from sync.province.reference.schema import PROGRESS
from sync.status import status
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince, running_province
from tests.offices import FixedClock, SequenceIds, open_store
from tests.sync.couriers import courier, digest_of, enrol, kinds, lines, one_pass, receive

HOUR = timedelta(hours=1)
FILE = b'PDF so %d'


def _code(number: int) -> str:
    return f'000.12.34.H99-261124-{number:04d}'


def _told(centre: Store, tinh: RunningProvince, *numbers: int) -> None:
    for number in numbers:
        receive(centre, number, code=_code(number), content=FILE % number)
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []


def _codes_held(tinh: RunningProvince) -> list[str]:
    return [str(one['MaHoSo']) for one in tinh.desk.held()]


def test_what_agrees_is_compared_by_sums_alone(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    _told(centre, tinh, 1, 2)
    asked: list[Question] = []
    with tinh.adapter() as adapter:
        whole = adapter.compare
        adapter.compare = lambda one: asked.append(one) or whole(one)  # type: ignore[method-assign, func-returns-value]  # noted
        for _time in range(2):
            compared = reconcile.compare(centre, adapter)
            assert (compared.counted, compared.forgotten, compared.surplus) == (4, (), ())
            standing_clock.forward(HOUR)
    assert [(len(one.sums), len(one.lists)) for one in asked] == [(2, 0), (0, 2), (2, 0)]
    assert kinds(centre, 'DifferencesFound') == 0


def test_forgotten_dossiers_are_listed_and_told_again(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    enrol(centre)
    _told(centre, tinh, 1, 2, 3)
    standing_clock.forward(HOUR)
    assert one_pass(centre, tinh) == []
    tinh.desk.forget([_code(1), _code(3)])
    standing_clock.forward(HOUR)
    assert one_pass(centre, tinh) == []
    assert _codes_held(tinh) == [_code(1), _code(2), _code(3)]
    assert len(tinh.desk.steps(_code(3))) == 1
    assert (kinds(centre, 'ProvinceForgot'), kinds(centre, 'DifferencesFound')) == (2, 1)
    assert lines(centre) == []
    assert verify(centre) == []
    standing_clock.forward(HOUR)
    assert one_pass(centre, tinh) == []
    assert kinds(centre, 'DifferencesFound') == 1


def test_steps_alone_that_were_lost_are_noticed_and_told_again(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """The dossiers are there, and so are their files; only CapNhatTienDo is gone, with its answers remembered."""
    enrol(centre)
    _told(centre, tinh, 1, 2, 3)
    with tinh.adapter() as adapter:
        assert reconcile.compare(centre, adapter).counted == 9
    with tinh.listening.house.engine.begin() as books:
        books.execute(PROGRESS.delete().where(PROGRESS.c.dossier.in_([_code(1), _code(3)])))
    standing_clock.forward(HOUR)
    for _time in range(2):
        assert one_pass(centre, tinh) == []
        standing_clock.forward(HOUR)
    assert [len(tinh.desk.steps(_code(number))) for number in (1, 2, 3)] == [1, 1, 1]
    assert (kinds(centre, 'ProvinceForgot'), kinds(centre, 'DifferencesFound')) == (2, 1)
    assert lines(centre) == []
    assert verify(centre) == []


def test_a_machine_that_does_not_forward_heals_its_own_files_alone(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """It compares like any other, so that its files may be purged one day; messages are the forwarder's to tell."""
    _told(centre, tinh, 1)
    tinh.desk.forget([_code(1)])
    held = tinh.listening.house.vault.path(digest_of(FILE % 1))
    assert held is not None
    held.unlink()
    standing_clock.forward(HOUR)
    with tinh.adapter() as adapter:
        machine = courier(centre, adapter)
        assert machine.reserve() == []
        assert reconcile.compared_at(centre) == standing_clock.now()
        assert lines(centre) == [('dossier:1', 'waiting')]
        assert machine.carry() == []
    assert {one['SHA256'] for one in tinh.desk.files()} == {digest_of(FILE % 1)}
    assert (lines(centre), _codes_held(tinh)) == ([], [])


def test_a_province_put_back_to_last_nights_backup_is_told_all_of_today(
    centre: Store, tmp_path: Path, standing_clock: FixedClock
) -> None:
    """It has forgotten dossiers, files and our marks since: noticed within the hour, listed, and sent again."""
    with running_province(tmp_path, clock=standing_clock) as evening:
        _told(centre, evening, 1)
        port = evening.port
    shutil.copytree(tmp_path / 'tinh', tmp_path / 'sao-luu')
    standing_clock.forward(HOUR)
    with running_province(tmp_path, clock=standing_clock, port=port) as day:
        _told(centre, day, 2, 3)
        standing_clock.forward(HOUR)
        _told(centre, day, 4)
    shutil.rmtree(tmp_path / 'tinh')
    shutil.move(tmp_path / 'sao-luu', tmp_path / 'tinh')
    standing_clock.forward(HOUR)
    with running_province(tmp_path, clock=standing_clock, port=port) as restored:
        assert _codes_held(restored) == [_code(1)]
        assert one_pass(centre, restored) == []
        assert lines(centre) == []
        assert _codes_held(restored) == [_code(number) for number in (1, 2, 3, 4)]
        assert {one['SHA256'] for one in restored.desk.files()} == {digest_of(FILE % one) for one in (1, 2, 3, 4)}
    assert verify(centre) == []


@contextmanager
def _copy(centre: Store, folder: Path, clock: FixedClock, device: str = 'Q1') -> Iterator[Store]:
    made = open_store(folder, clock=clock, ids=SequenceIds(9 + int(device[1:])), device=device)
    try:
        yield made
    finally:
        made.close()


def _image(centre: Store, folder: Path) -> None:
    """A copy of a machine's disk, taken while it stands still."""
    connection = centre.connect()
    connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    connection.close()
    shutil.copytree(centre.settings.place, folder)


def test_two_workstations_from_one_image_are_noticed_and_the_second_stops(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, tmp_path: Path
) -> None:
    """Whoever comes second sends nothing, gives its codes up and says so; under a name of its own it goes on."""
    _told(centre, tinh, 1)
    _image(centre, tmp_path / 'anh')
    standing_clock.forward(HOUR)
    assert one_pass(centre, tinh) == []
    with _copy(centre, tmp_path / 'anh', standing_clock) as twin:
        receive(twin, 7, code=_code(7))
        for _time in range(2):
            assert one_pass(twin, tinh) == ['courier.twin']
            standing_clock.forward(HOUR)
        assert lines(twin) == [('dossier:7', 'waiting')]
        assert _codes_held(tinh) == [_code(1)]
        with twin.read() as books:
            assert books.find_code_block(standing_clock.now().date()) is None
        assert (kinds(twin, 'TwinNoticed'), kinds(twin, 'CodesReturned')) == (1, 1)
        assert verify(twin) == []
    with _copy(centre, tmp_path / 'anh', standing_clock, device='Q2') as renamed:
        assert one_pass(renamed, tinh) == []
        assert lines(renamed) == []
        assert _codes_held(tinh) == [_code(1), _code(7)]
    assert one_pass(centre, tinh) == []


def _given(store: Store) -> tuple[bool, str]:
    """Whether a reception has an official code now, and the provisional number that another one gets."""
    today = local_day(store.clock.now())
    with store.change('officer:1') as books:
        return books.find_code_block(today) is not None, books.next_provisional(today)


def test_a_store_that_was_put_back_meets_the_province_before_it_gives_a_code(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, tmp_path: Path
) -> None:
    """In its own place and under its own name: provisional numbers with a sign, said so; the courier then stops it."""
    assert one_pass(centre, tinh) == []
    place = centre.settings.place
    _image(centre, tmp_path / 'sao')
    receive(centre, 1)
    standing_clock.forward(HOUR)
    assert one_pass(centre, tinh) == []
    assert _given(centre) == (True, 'TẠM-Q1-261124-001')
    centre.close()
    shutil.rmtree(place)
    shutil.copytree(tmp_path / 'sao', place)
    with _copy(centre, place, standing_clock) as back:
        can, number = _given(back)
        assert (can, number[:7], number[10:]) == (False, 'TẠM-Q1.', '-261124-001')
        assert (status(back).unmet, health(status(back), standing_clock.now()).code) == (True, 'stopped')
        receive(back, 2, code='')
        assert one_pass(back, tinh) == ['courier.twin']
        assert not _given(back)[0]
        assert verify(back) == []


def test_a_machine_that_was_started_anew_meets_the_province_first(
    centre: Store, tinh: RunningProvince, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What a restart leaves nothing of: with the network cut it works under provisional numbers, then as before."""
    assert one_pass(centre, tinh) == []
    assert _given(centre)[0]
    tmp_path.joinpath('bo-nho').mkdir()
    monkeypatch.setenv('MOTCUA_MEMORY', str(tmp_path / 'bo-nho'))
    can, number = _given(centre)
    assert (can, number.startswith('TẠM-Q1.')) == (False, True)
    # the same life, the same sign
    assert _given(centre)[1][:10] == number[:10]
    assert one_pass(centre, tinh) == []
    assert _given(centre)[0]
    assert not status(centre).unmet


def test_a_copy_under_its_own_name_has_none_of_the_others_codes(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, tmp_path: Path
) -> None:
    assert one_pass(centre, tinh) == []
    _image(centre, tmp_path / 'anh')
    today = standing_clock.now().date()
    with centre.read() as books:
        assert books.find_code_block(today) is not None
    with _copy(centre, tmp_path / 'anh', standing_clock, device='Q2') as other, other.read() as books:
        assert books.find_code_block(today) is None


def test_a_new_machine_under_a_name_in_use_is_stopped(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, tmp_path: Path
) -> None:
    """A workstation that was installed anew would count its provisional numbers from one again."""
    _told(centre, tinh, 1)
    with _copy(centre, tmp_path / 'moi', standing_clock) as anew:
        assert one_pass(anew, tinh) == ['courier.twin']


def test_an_answer_that_was_lost_is_no_twin(centre: Store, tinh: RunningProvince, standing_clock: FixedClock) -> None:
    _told(centre, tinh, 1)
    standing_clock.forward(HOUR)
    with tinh.adapter() as adapter:
        whole = adapter.compare

        def lost(one: Question) -> object:
            whole(one)
            raise Problem('lost')

        adapter.compare = lost  # type: ignore[method-assign, assignment]  # the answer never arrives
        with pytest.raises(Problem):
            reconcile.compare(centre, adapter)
        adapter.compare = whole  # type: ignore[method-assign]  # it does again
        assert reconcile.compare(centre, adapter).forgotten == ()


def test_things_that_only_the_province_knows_are_told_once(tinh: RunningProvince) -> None:
    """It once listed them for this machine, which doesn't know them any more."""
    digest = digest_of(FILE)
    asked = Question(machine='Q1', mark='', following='1.a', sums={}, lists={('2026-11-24', FILES): (digest,)})
    with tinh.adapter() as adapter:
        adapter.upload(FILE, digest=digest, name='1.pdf')
        assert adapter.compare(asked).missing == ()
        later = dataclasses.replace(asked, mark='1.a', following='2.b', lists={})
        other = {('2026-11-25', FILES): Summed(count=0, digest=digest_of(b''))}
        (surplus,) = adapter.compare(dataclasses.replace(later, sums=other)).surplus
        assert (surplus.day, surplus.kind, surplus.lines) == ('2026-11-24', FILES, (digest,))
        assert adapter.compare(dataclasses.replace(later, mark='2.b', following='3.c', sums=other)).surplus == ()
        with pytest.raises(ProvinceRefused) as twin:
            adapter.compare(dataclasses.replace(asked, mark='1.a', following='2.x'))
        assert twin.value.code == 'province.twin'
