"""From a question on the portal to the centre's answer on it: pulled now and then, answered once, sent as all is."""

from datetime import timedelta

import pytest

from office import facts
from office.desk.answering import LONGEST_ANSWER, Answering
from office.errors import Refusal
from office.question import QuestionState
from sync.province.protocol import ProvinceRefused
from sync.questions import EVERY, listed
from sync.status import status
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import UNIT, RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import courier, enrol, one_pass

HEAD = 'officer:2'


@pytest.fixture
def store(centre: Store) -> Store:
    """A store with an officer and a head of centre."""
    enrol(centre)
    with centre.change('system') as books:
        body = facts.OfficerEnrolled(
            login='hoa', name='Trần Thị Hoa', position='Giám đốc', agency='', rights=('supervise',)
        )
        books.record(HEAD, body)
    return centre


def ask(tinh: RunningProvince, number: str = '901') -> None:
    """Somebody asks on the portal."""
    tinh.desk.ask(UNIT, number, "Đăng ký khai sinh cần giấy gì?", HOVATEN="Nguyễn Thị Mẫu", MATTHCDP='1.001193')


@pytest.mark.parametrize('shape', ['s1', 's2'])
def test_a_question_is_answered_on_the_portal(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince, shape: str
) -> None:
    """With name and office of who answered, and the time she did; asked again nothing is doubled."""
    ask(tinh)
    with tinh.in_shape(shape) as adapter:
        assert courier(store, adapter).hear() == []
        (question,) = listed(store)
        assert (question.number, question.name, question.state) == ('901', "Nguyễn Thị Mẫu", QuestionState.OPEN)
        Answering(store).answer(question.id, "  Giấy chứng sinh và căn cước của mẹ. ", HEAD)
        answered = standing_clock.now()
        standing_clock.forward(timedelta(hours=1))
        assert courier(store, adapter).hear() == []
        assert courier(store, adapter).hear() == []
    ask(tinh)
    told = tinh.desk.answer(UNIT, '901')
    assert (told['NGUOITRALOI'], told['CHUCVUNGUOITRALOI']) == ('Trần Thị Hoa', 'Giám đốc')
    assert told['NOIDUNGTRALOI'] == "Giấy chứng sinh và căn cước của mẹ."
    assert told['NGAYTRALOI'] == f'{answered + timedelta(hours=7):%Y%m%d%H%M%S}'
    assert [one.state for one in listed(store)] == [QuestionState.ANSWERED]
    assert not any(name.startswith('answers') for name in status(store).unsent)
    assert verify(store) == []


def test_the_portal_is_asked_every_five_minutes(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince
) -> None:
    """A question that comes right after a look waits for the next one."""
    assert one_pass(store, tinh) == []
    ask(tinh)
    assert one_pass(store, tinh) == []
    assert listed(store) == []
    standing_clock.forward(EVERY)
    assert one_pass(store, tinh) == []
    assert len(listed(store)) == 1


def test_what_was_answered_elsewhere_is_closed_with_that_answer(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince
) -> None:
    """Nobody here answers it a second time."""
    ask(tinh)
    assert one_pass(store, tinh) == []
    record = {
        'HOIDAPID': '901',
        'MADONVI': UNIT,
        'NGUOITRALOI': "Người khác",
        'CHUCVUNGUOITRALOI': '',
        'NGAYTRALOI': '20261124080000',
        'NOIDUNGTRALOI': "Xem trên cổng.",
    }
    with tinh.adapter() as adapter:
        adapter.send_answer(record, key='of another')
    standing_clock.forward(EVERY)
    assert one_pass(store, tinh) == []
    (closed,) = listed(store)
    assert (closed.state, closed.answer) == (QuestionState.ELSEWHERE, "Xem trên cổng.")
    with pytest.raises(Refusal, match=r'question\.answered'):
        Answering(store).answer(closed.id, "Lần nữa", HEAD)
    assert verify(store) == []


def test_an_answer_that_the_portal_refuses_waits_for_a_person(store: Store, tinh: RunningProvince) -> None:
    """It was answered between our two looks."""
    ask(tinh)
    assert one_pass(store, tinh) == []
    (question,) = listed(store)
    with tinh.adapter() as adapter:
        record = {'HOIDAPID': '901', 'MADONVI': UNIT, 'NGUOITRALOI': 'A', 'NGAYTRALOI': '20261124080000'}
        with pytest.raises(ProvinceRefused) as raised:
            adapter.send_answer(record, key='half an answer')
        assert raised.value.field == 'NOIDUNGTRALOI'
        adapter.send_answer({**record, 'CHUCVUNGUOITRALOI': '', 'NOIDUNGTRALOI': 'B'}, key='whole')
    Answering(store).answer(question.id, "Của chúng tôi", HEAD)
    assert one_pass(store, tinh) == []
    assert status(store).unsent == {'answers.parked': 1}
    assert verify(store) == []


def test_only_who_speaks_for_the_centre_answers(store: Store, tinh: RunningProvince) -> None:
    """And not with nothing, nor with a book."""
    ask(tinh)
    assert one_pass(store, tinh) == []
    (question,) = listed(store)
    for text, officer, code in (
        ("Có", 'officer:1', 'officer.right'),
        (' ', HEAD, 'question.no_answer'),
        ('a' * (LONGEST_ANSWER + 1), HEAD, 'question.long'),
    ):
        with pytest.raises(Refusal) as raised:
            Answering(store).answer(question.id, text, officer)
        assert raised.value.code == code
