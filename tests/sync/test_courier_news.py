"""What happened at the province is written down once, however often and in whatever order it is told."""

from datetime import timedelta

import pytest

from office import facts
from office.dossier import DossierState
from sync import shown
from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from sync.readings import Readings
from sync.status import status
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import UNIT, RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import digest_of, kinds, one_pass, receive
from tests.sync.hostile_files import launch_behind_a_link, pdf

CODE = '000.12.34.H99-261124-0001'
STRANGE = '000.12.34.H99-261124-9999'
RESULT = EResult(code='KQ1', name='Giấy khai sinh', content=pdf())


@pytest.fixture
def told(centre: Store, tinh: RunningProvince) -> Store:
    """A centre whose dossier the province knows."""
    receive(centre, 1, code=CODE)
    assert one_pass(centre, tinh) == []
    return centre


def test_a_change_is_one_fact_however_often_it_is_delivered(told: Store, tinh: RunningProvince) -> None:
    """The feed repeats its last changes on purpose, and a province that stutters repeats them all."""
    tinh.switch(Fault(kind='duplicating'))
    tinh.desk.move(CODE, 4, due='20261130170000')
    paper = {'MaThanhPhanHoSo': 'a', 'TenGiayTo': 'Giấy a', 'NoiDung': 'bản chính'}
    tinh.desk.ask_supplement(CODE, serial='7', official='Trần Văn Chuyên', reason='thiếu', papers=[paper])
    tinh.desk.issue(CODE, [RESULT])
    tinh.desk.issue(STRANGE, [RESULT], unit=UNIT)
    for _ in range(4):
        assert one_pass(told, tinh) == []
    counted = {
        kind: kinds(told, kind)
        for kind in ('ProvinceStateSeen', 'SupplementRequested', 'ResultArrived', 'StrayReported')
    }
    assert set(counted.values()) == {1}, counted
    assert verify(told) == []


def test_a_state_heard_again_after_the_result_takes_nothing_back(
    told: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """A forwarder that takes over reads the feed from where the former one is known to have been."""
    tinh.desk.move(CODE, 4)
    standing_clock.forward(timedelta(minutes=1))
    tinh.desk.issue(CODE, [RESULT])
    assert one_pass(told, tinh) == []
    with told.change('courier') as books:
        books.connection.execute('DELETE FROM heard')
        books.connection.execute("DELETE FROM cursor WHERE feed = 'province'")
    assert one_pass(told, tinh) == []
    with told.read() as books:
        assert books.get_dossier('dossier:1').state is DossierState.FINISHED
    assert [kinds(told, kind) for kind in ('ProvinceStateSeen', 'ResultArrived', 'StrayReported')] == [1, 1, 0]


def test_two_equal_states_at_different_times_are_two_facts(told: Store, tinh: RunningProvince) -> None:
    for state in (4, 6, 4):
        tinh.desk.move(CODE, state)
        assert one_pass(told, tinh) == []
    assert kinds(told, 'ProvinceStateSeen') == 3


def test_a_dossier_filed_under_another_code_is_found_by_each(told: Store, tinh: RunningProvince) -> None:
    first, second = '000.12.34.H99-261124-0500', '000.12.34.H99-261124-0501'
    tinh.desk.renumber(CODE, first)
    assert one_pass(told, tinh) == []
    tinh.desk.renumber(first, second)
    assert one_pass(told, tinh) == []
    tinh.desk.move(second, 4)
    assert one_pass(told, tinh) == []
    with told.read() as books:
        found = {code: books.find_dossier(code) for code in (CODE, first, second)}
    assert {one.id if one else '' for one in found.values()} == {'dossier:1'}
    assert {one.state for one in found.values() if one} == {DossierState.PROCESSING}
    readings = Readings(told)
    assert [line.id for line in readings.search(first)] == ['dossier:1']
    readings.close()
    assert kinds(told, 'StrayReported') == 0
    assert verify(told) == []


def test_our_own_hand_over_coming_back_is_no_stray(told: Store, tinh: RunningProvince) -> None:
    """The province's feed echoes what it was told."""
    tinh.desk.issue(CODE, [RESULT])
    assert one_pass(told, tinh) == []
    with told.change('officer:1') as books:
        collector = books.get_dossier('dossier:1').applicant
        assert collector is not None
        books.record(
            'dossier:1',
            facts.ResultReturned(serial='1', collector=collector, is_applicant=True, authorisation='', papers=()),
        )
    tinh.desk.move(CODE, 10)
    assert one_pass(told, tinh) == []
    assert (kinds(told, 'StrayReported'), tinh.desk.dossier(CODE)['TrangThaiHoSo']) == (0, '10')


def test_a_result_whose_file_is_gone_waits_aside_and_stops_nothing(
    told: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """The feed goes on past it; once the province has the file again, the result arrives."""
    receive(told, 2, code='000.12.34.H99-261124-0002')
    assert one_pass(told, tinh) == []
    tinh.desk.issue(CODE, [RESULT])
    place = next(path for path in (told.settings.place.parent / 'tinh').rglob(f'*{digest_of(RESULT.content)[-20:]}*'))
    kept = place.read_bytes()
    place.unlink()
    tinh.desk.move('000.12.34.H99-261124-0002', 4)
    assert one_pass(told, tinh) == []
    assert (kinds(told, 'ResultArrived'), kinds(told, 'ProvinceStateSeen'), status(told).aside) == (0, 1, 1)
    place.write_bytes(kept)
    standing_clock.forward(timedelta(minutes=20))
    assert one_pass(told, tinh) == []
    assert (kinds(told, 'ResultArrived'), status(told).aside) == (1, 0)
    assert told.pages().get(digest_of(RESULT.content)) == RESULT.content


def test_a_result_whose_file_acts_is_not_kept_and_stands_aside_with_the_reason(
    told: Store, tinh: RunningProvince
) -> None:
    """The administrator is told why; other news goes on past it."""
    content = pdf(launch_behind_a_link)
    tinh.desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=content)])
    tinh.desk.move(CODE, 4)
    assert one_pass(told, tinh) == []
    assert (kinds(told, 'ResultArrived'), kinds(told, 'ProvinceStateSeen')) == (0, 1)
    assert not told.pages().holds(digest_of(content))
    found = status(told)
    assert (found.aside, found.aside_why) == (1, {'file.active': 1})
    assert '1: tệp có nội dung tự chạy; báo tỉnh' in shown.status(found)
