"""A result that goes back by post: posted, corrected, brought back, posted anew, delivered; what the province hears."""

from datetime import date, timedelta

import pytest

from office import facts
from office.desk.posting import Posting
from office.dossier import DossierState
from office.errors import Refusal
from office.fold import fold
from office.papers import ResultFile
from sync import chain, rows
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import enrol, one_pass, receive

CODE, OTHER = '000.12.34.H99-261124-0001', '000.12.34.H99-261124-0002'
FIRST, MEANT, SECOND = 'EA000000015VN', 'EA473124829VN', 'RR111111115VN'
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICER = 'officer:1'


@pytest.fixture
def posting(centre: Store, standing_clock: FixedClock) -> Posting:
    """Two dossiers that go back by post, and a third that doesn't, each with its result."""
    enrol(centre)
    for number, code in ((1, CODE), (2, OTHER), (3, '000.12.34.H99-261124-0003')):
        receive(centre, number, code=code, returns='post' if number < 3 else 'here')
        result = ResultFile(code='KQ1', name='Giấy khai sinh', digest='', size=0)
        with centre.change('courier') as books:
            books.record(f'dossier:{number}', facts.ResultArrived(results=(result,), happened_at=standing_clock.now()))
    standing_clock.forward(HOUR)
    return Posting(centre, standing_clock)


def refused(code: str, verb: object, *values: object, **named: object) -> None:
    """The verb is refused by name."""
    assert callable(verb)
    with pytest.raises(Refusal) as problem:
        verb(*values, **named)
    assert problem.value.code == code


def test_a_result_goes_by_post_and_comes_to_its_end(
    centre: Store, posting: Posting, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    posted = posting.post_result('dossier:1', ' ea 000 000 015 vn', OFFICER)
    assert posted.with_post is not None
    assert (posted.state, posted.with_post.tracking) == (DossierState.POSTED, FIRST)
    assert posted.with_post.papers == ('Giấy khai sinh',)
    posting.correct_tracking('dossier:1', MEANT, OFFICER)
    assert one_pass(centre, tinh) == []
    told = tinh.desk.dossier(CODE)
    assert (told['TrangThaiHoSo'], told['NgayTra'], told['HinhThuc']) == ('9', '', '1')
    assert told['ThongTinTra'] == f"Qua bưu chính, số hiệu {MEANT}"
    # the mistyped number is another dossier's now
    posting.post_result('dossier:2', FIRST, OFFICER)
    standing_clock.forward(DAY)
    back = posting.came_back('dossier:1', "Người nhận đi vắng", OFFICER)
    assert (back.state, back.with_post) == (DossierState.FINISHED, None)
    refused('post.tracking_taken', posting.post_result, 'dossier:1', MEANT, OFFICER)
    posting.post_result('dossier:1', SECOND, OFFICER)
    standing_clock.forward(DAY)
    done = posting.delivered('dossier:1', date(2026, 11, 26), OFFICER, receiver='Nguyễn Thị Mẫu')
    assert (done.state, done.returned) == (DossierState.RETURNED, None)
    assert one_pass(centre, tinh) == []
    told = tinh.desk.dossier(CODE)
    assert (told['TrangThaiHoSo'], told['NgayTra'], told['HinhThuc']) == ('10', '20261126000000', '1')
    assert told['ThongTinTra'] == f"Qua bưu chính, số hiệu {SECOND}; người nhận: Nguyễn Thị Mẫu"
    assert [(step['NoiDungXuLy'], step['TrangThai']) for step in tinh.desk.steps(CODE)] == [
        ("Tiếp nhận hồ sơ", '2'),
        ("Giao kết quả cho bưu chính", '9'),
        ("Nhận lại kết quả do bưu chính chuyển hoàn", '9'),
        ("Giao kết quả cho bưu chính", '9'),
        ("Ghi nhận bưu chính đã phát kết quả", '10'),
    ]
    connection = centre.connect()
    kept = {row.id: row for kind in (type(done),) for row in rows.select(connection, kind, '')}
    folded = fold(chain.facts(connection)).rows
    connection.close()
    assert {subject: row for subject, row in folded.items() if subject in kept} == kept
    assert verify(centre) == []


def test_what_is_with_the_post_is_found_by_its_number(
    centre: Store, posting: Posting, standing_clock: FixedClock
) -> None:
    """The one that was posted first comes first; a scanned number finds its dossier."""
    posting.post_result('dossier:2', SECOND, OFFICER)
    standing_clock.forward(HOUR)
    posting.post_result('dossier:1', MEANT, OFFICER)
    readings = Readings(centre)
    listed = readings.posted_results()
    found = readings.search(MEANT)
    waits = [line.id for line in readings.results_to_return()]
    readings.close()
    assert [(line.id, line.tracking) for line in listed] == [('dossier:2', SECOND), ('dossier:1', MEANT)]
    assert listed[1].posted_at == standing_clock.now()
    assert [line.id for line in found] == ['dossier:1']
    assert waits == ['dossier:3']


def test_the_post_carries_only_what_it_may(centre: Store, posting: Posting, standing_clock: FixedClock) -> None:
    """Each rule by its name, and nothing has changed."""
    refused('post.not_chosen', posting.post_result, 'dossier:3', FIRST, OFFICER)
    refused('post.not_tracking', posting.post_result, 'dossier:1', CODE, OFFICER)
    refused('dossier.move', posting.correct_tracking, 'dossier:1', FIRST, OFFICER)
    refused('dossier.move', posting.came_back, 'dossier:1', "vắng", OFFICER)
    refused('dossier.move', posting.delivered, 'dossier:1', date(2026, 11, 24), OFFICER)
    posting.post_result('dossier:1', FIRST, OFFICER)
    refused('dossier.move', posting.post_result, 'dossier:1', SECOND, OFFICER)
    refused('post.tracking_taken', posting.post_result, 'dossier:2', FIRST, OFFICER)
    refused('post.no_reason', posting.came_back, 'dossier:1', ' ', OFFICER)
    standing_clock.forward(DAY)
    for day in (date(2026, 11, 23), date(2026, 11, 26)):
        refused('post.day', posting.delivered, 'dossier:1', day, OFFICER)
    with centre.change('system') as books:
        books.record(OFFICER, facts.OfficerRevised(login='can', rights=('receive',), is_shut=False))
    refused('officer.right', posting.delivered, 'dossier:1', date(2026, 11, 25), OFFICER)
    with centre.change('system') as books:
        books.record(OFFICER, facts.OfficerRevised(login='can', rights=('post',), is_shut=False))
    # the province's echo of a state doesn't take from the post what the post has
    with centre.change('courier') as books:
        seen = facts.ProvinceStateSeen(status=4, note='', happened_at=standing_clock.now(), due_at=None)
        books.record('dossier:1', seen)
    assert posting.delivered('dossier:1', date(2026, 11, 24), OFFICER).state is DossierState.RETURNED


def test_who_collects_in_person_after_all_was_not_served_by_post(
    centre: Store, posting: Posting, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """Nothing is told that did not happen."""
    with centre.change(OFFICER) as books:
        known = books.get_dossier('dossier:2')
        assert known.applicant is not None
        given = facts.ResultReturned(
            serial='1', collector=known.applicant, is_applicant=True, authorisation='', papers=()
        )
        books.record('dossier:2', given)
    assert one_pass(centre, tinh) == []
    told = tinh.desk.dossier(OTHER)
    assert (told['TrangThaiHoSo'], told['HinhThuc'], told['ThongTinTra']) == ('10', '0', '')
