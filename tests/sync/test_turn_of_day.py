"""Midnight and New Year at UTC+7, with a real store: series, blocks of codes, provisional numbers, forms, due times."""

from datetime import UTC, date, datetime, timedelta

import pytest

from office.catalogue import seed_calendar
from office.desk.intake import Intake
from office.desk.queueing import Queueing
from office.desk.receiving import Reception
from office.dossier import Dossier
from office.papers import PaperStatus, SupplementItem
from office.person import Applicant, Proof
from office.workdays import LOCAL, Hours
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import courier, enrol, one_pass

# 23:59:30 on New Year's Eve at Asia/Ho_Chi_Minh, in the afternoon of the old year by UTC
EVE = datetime(2026, 12, 31, 16, 59, 30, tzinfo=UTC)
OLD, NEW = date(2026, 12, 31), date(2027, 1, 1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def standing_clock() -> FixedClock:
    return FixedClock(EVE)


@pytest.fixture
def intake(centre: Store) -> Intake:
    enrol(centre)
    reception = Reception(agency='UBND xã Mẫu', own_agencies=('Ủy ban nhân dân cấp xã',), hours=Hours())
    return Intake(centre, centre.clock, centre.ids, seed_calendar(), reception)


def codes_left(store: Store, day: date) -> int:
    """How many official codes may still be given on a day."""
    with store.read() as books:
        block = books.find_code_block(day)
    return block.left if block else 0


def received(intake: Intake) -> Dossier:
    """A birth registration taken in at this moment, every paper seen."""
    opened = intake.open_dossier('1.001193', 'officer:1')
    intake.identify(opened.id, Applicant(name='Nguyễn Thị Mẫu', number='001199000001', proof=Proof.BY_EYE), 'officer:1')
    for part in opened.components:
        intake.mark(opened.id, part.listed.code, PaperStatus.SEEN, 'officer:1', originals=1)
    return intake.accept(opened.id, (), 'officer:1')


def test_tickets_begin_anew_at_local_midnight(centre: Store, standing_clock: FixedClock) -> None:
    queueing = Queueing(centre, standing_clock, centre.ids)
    before = [queueing.issue('A', series='A', place='k1') for _ in range(3)]
    standing_clock.forward(MINUTE)
    after = queueing.issue('A', series='A', place='k1')
    assert [(one.day, one.number) for one in (*before, after)] == [(OLD, 1), (OLD, 2), (OLD, 3), (NEW, 1)]
    with centre.change('officer:1') as books:
        assert [one.id for one in books.waiting_tickets(NEW)] == [after.id]


def test_codes_of_the_old_day_are_not_given_in_the_new(
    centre: Store, tinh: RunningProvince, intake: Intake, standing_clock: FixedClock
) -> None:
    """A block is reserved for its day; after midnight the rest of it serves nobody, and a new one is asked for."""
    assert one_pass(centre, tinh) == []
    old = received(intake)
    assert '-261231-' in old.code
    standing_clock.forward(MINUTE)
    assert codes_left(centre, NEW) == 0
    between = received(intake)
    assert (between.code, between.provisional) == ('TẠM-Q1-270101-001', True)
    assert one_pass(centre, tinh) == []
    with centre.read() as books:
        bound = books.get_dossier(between.id)
    assert '-270101-' in bound.code
    assert (bound.former_code, bound.provisional) == ('TẠM-Q1-270101-001', False)
    new = received(intake)
    assert '-270101-' in new.code
    assert len({old.code, bound.code, new.code}) == 3


def test_a_block_asked_for_before_midnight_and_answered_after_it_keeps_its_day(
    centre: Store, tinh: RunningProvince, intake: Intake, standing_clock: FixedClock
) -> None:
    with tinh.adapter() as adapter:

        class Slow:
            def __getattr__(self, name: str) -> object:
                return getattr(adapter, name)

            def reserve_codes(self, *given: object, **named: object) -> object:
                block = adapter.reserve_codes(*given, **named)  # type: ignore[arg-type]  # passed on
                standing_clock.forward(MINUTE)
                return block

        courier(centre, Slow()).refill()
    assert (codes_left(centre, OLD), codes_left(centre, NEW)) == (20, 0)
    assert received(intake).provisional


def test_forms_are_numbered_anew_each_year(intake: Intake, standing_clock: FixedClock) -> None:
    """Receipts, supplement requests and refusals each count from one in the year at Asia/Ho_Chi_Minh."""
    serials = []
    for _ in range(2):
        receipts = [received(intake).serial for _ in range(2)]
        asked = intake.open_dossier('1.001193', 'officer:1')
        item = SupplementItem(component=asked.components[0].listed.code, name='Tờ khai', what='bản chính')
        supplement = intake.ask_supplement(asked.id, [item], 'thiếu', 'officer:1').supplements[0].serial
        serials.append([*receipts, supplement, intake.refuse(asked.id, 'không bổ sung', 'officer:1').serial])
        standing_clock.forward(MINUTE)
    assert serials == [['1', '2', '1', '1'], ['1', '2', '1', '1']]


def test_a_dossier_of_new_years_eve_is_due_after_the_holiday(intake: Intake, standing_clock: FixedClock) -> None:
    """Friday 1 January is off: one working day after Thursday night, and after Friday morning, is Monday."""
    for _ in range(2):
        due = received(intake).due_at
        assert due is not None
        assert f'{due.astimezone(LOCAL):%Y-%m-%d %H:%M}' == '2027-01-04 17:00'
        standing_clock.forward(MINUTE)


def test_the_province_reads_the_days_as_they_were(
    centre: Store, tinh: RunningProvince, intake: Intake, standing_clock: FixedClock
) -> None:
    """Told in the new year, the reception stays in the old one, and the code with it."""
    assert one_pass(centre, tinh) == []
    dossier = received(intake)
    standing_clock.forward(MINUTE)
    assert one_pass(centre, tinh) == []
    record = tinh.desk.dossier(dossier.code)
    assert (record['NgayTiepNhan'], record['NgayHenTra']) == ('20261231235930', '20270104170000')
    (step,) = tinh.desk.steps(dossier.code)
    assert step['ThoiDiemXuLy'] == '20261231235930'
