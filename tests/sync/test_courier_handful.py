"""A handful of messages told together: steps in one call, each dossier with its own answer, nothing out of turn."""

from datetime import timedelta

import pytest

from office import facts
from office.errors import Trouble
from office.papers import Payment, PayMethod
from sync.courier import Courier
from sync.province.protocol import ProvinceRefused
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import courier, enrol, kinds, lines, receive

COUNT = 13


def code(number: int) -> str:
    return f'000.12.34.H99-261124-{number:04d}'


class Watched:
    """An adapter whose calls are noted, and whose steps can be troubled."""

    def __init__(self, whole: object) -> None:
        self._whole = whole
        self.calls: list[str] = []
        self.refused = ''
        self.trouble = ''

    def __getattr__(self, name: str) -> object:
        self.calls.append(name)
        return getattr(self._whole, name)

    def send_progress(self, items: list[dict[str, str]], *, key: str) -> object:
        self.calls.append('send_progress')
        if self.trouble:
            raise Trouble(self.trouble)
        if any(item['MaHoSo'] == self.refused for item in items):
            raise ProvinceRefused('5', 'không nhận bước này')
        return self._whole.send_progress(items, key=key)  # type: ignore[attr-defined]  # the adapter's own


@pytest.fixture
def told(centre: Store) -> Store:
    """More dossiers than a handful, each with two messages."""
    enrol(centre)
    for number in range(1, COUNT + 1):
        receive(centre, number, code=code(number))
        with centre.change('officer:1') as books:
            paid = Payment(amount=8000, method=PayMethod.CASH)
            books.record(f'dossier:{number}', facts.FeeCollected(payment=paid))
    return centre


def test_steps_travel_ten_to_a_call_and_in_order(told: Store, tinh: RunningProvince) -> None:
    with tinh.adapter() as adapter:
        watched = Watched(adapter)
        made: Courier = courier(told, watched)
        assert made.tell() == []
    assert watched.calls.count('send_dossier') == 2 * COUNT
    # ten receptions, their ten fees, then three of each: a dossier's second message never travels with its first
    assert watched.calls.count('send_progress') == 4
    for number in range(1, COUNT + 1):
        steps = [step['NoiDungXuLy'] for step in tinh.desk.steps(code(number))]
        assert steps == ["Tiếp nhận hồ sơ", "Thu phí, lệ phí"]
    assert verify(told) == []


def test_one_refused_step_parks_only_its_own_dossier(told: Store, tinh: RunningProvince) -> None:
    """What comes after it in the same dossier waits; all others are done."""
    with tinh.adapter() as adapter:
        watched = Watched(adapter)
        watched.refused = code(3)
        assert courier(told, watched).tell() == []
    assert lines(told) == [('dossier:3', 'parked'), ('dossier:3', 'waiting')]
    assert kinds(told, 'ProvinceReceipt') == 2 * (COUNT - 1)
    assert verify(told) == []


def test_steps_that_could_not_be_told_are_told_later(
    told: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """The dossiers are sent again under the same keys, and stand at the province once."""
    with tinh.adapter() as adapter:
        watched = Watched(adapter)
        watched.trouble = 'province.no_answer'
        assert [problem.code for problem in courier(told, watched).tell()] == ['province.no_answer']
        assert kinds(told, 'ProvinceReceipt') == 0
        assert {state for _, state in lines(told)} == {'waiting'}
        standing_clock.forward(timedelta(hours=1))
        watched.trouble = ''
        assert courier(told, watched).tell() == []
    assert lines(told) == []
    assert len(tinh.desk.held()) == COUNT
    assert all(len(tinh.desk.steps(code(number))) == 2 for number in range(1, COUNT + 1))


def test_trouble_in_the_middle_of_a_handful_keeps_what_was_done(
    told: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """The sent ones have their receipts, the troubled one waits its time, the rest is given back unpunished."""
    with tinh.adapter() as adapter:
        sent: list[str] = []

        class Cut(Watched):
            def send_dossier(self, record: dict[str, str], **named: object) -> object:
                sent.append(record['MaHoSo'])
                if len(sent) == 4:
                    raise Trouble('province.unreachable')
                return adapter.send_dossier(record, **named)  # type: ignore[arg-type]  # passed on

        assert [problem.code for problem in courier(told, Cut(adapter)).tell()] == ['province.unreachable']
    assert kinds(told, 'ProvinceReceipt') == 3
    with told.read() as books:
        tried = books.connection.execute("SELECT subject FROM outbox WHERE tries > 0").fetchall()
        sending = books.connection.execute("SELECT count(*) FROM outbox WHERE state = 'sending'").fetchone()
    assert (tried, sending) == ([('dossier:4',)], (0,))
    standing_clock.forward(timedelta(hours=1))
    with tinh.adapter() as adapter:
        assert courier(told, adapter).tell() == []
    assert lines(told) == []
    assert len(tinh.desk.held()) == COUNT
