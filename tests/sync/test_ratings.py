"""From a citizen's answer to the province's monthly figure: once, whole, and only when the month is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from office import facts
from office.desk.resending import Resending
from office.desk.satisfaction import Satisfied
from office.errors import Refusal
from office.facts import Satisfaction
from sync.codes import retire
from sync.ratings import figures
from sync.readings import Readings
from sync.status import status
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import UNIT, RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import AGENCY, courier, enrol, kinds, one_pass, receive

VERY, SATISFIED, NOT = Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.NOT
# the first of December at the centre
DECEMBER = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


@pytest.fixture
def store(centre: Store) -> Store:
    """A store with the seed and an officer."""
    enrol(centre)
    return centre


def rate(store: Store, number: int, level: Satisfaction | None, *opinions: str) -> str:
    """A dossier is received, and its citizen answers."""
    dossier = receive(store, number)
    if level is None:
        Satisfied(store).decline(dossier)
    else:
        Satisfied(store).rate(dossier, level, opinions)
    return dossier


def test_a_month_is_told_once_it_is_over(store: Store, standing_clock: FixedClock, tinh: RunningProvince) -> None:
    """Percentages of those who rated, their opinions, nothing of who declined; and the books balance."""
    rate(store, 1, VERY)
    rate(store, 2, VERY)
    rate(store, 3, NOT, 'wait')
    rate(store, 4, None)
    assert one_pass(store, tinh) == []
    assert tinh.desk.ratings() == []
    assert not any(name.startswith('ratings') for name in status(store).unsent)
    standing_clock.at = DECEMBER
    assert one_pass(store, tinh) == []
    (told,) = tinh.desk.ratings()
    assert told == {
        'NgayTongHop': '11-2026',
        'TongSoNguoiDanhGia': '3',
        'PhanTramDanhGiaRatHaiLong': '67%',
        'PhanTramDanhGiaHaiLong': '0%',
        'PhanTramDanhGiaChuaHaiLong': '33%',
        'DanhSachNoiDungYKien': ["Phải chờ lâu (1)"],
        'MaThuTuc': '1.001193',
        'NoiDung': '',
        'PhanTramDanhGiaDichVuRatHaiLong': '',
        'PhanTramDanhGiaDichVuHaiLong': '',
        'PhanTramDanhGiaDichVuChuaHaiLong': '',
        'Madonvi': UNIT,
        'TenDonVi': AGENCY,
    }
    assert (kinds(store, 'Rated'), kinds(store, 'RatingDeclined')) == (3, 1)
    assert verify(store) == []
    before = kinds(store, 'ProvinceReceipt')
    assert one_pass(store, tinh) == []
    assert kinds(store, 'ProvinceReceipt') == before
    # a month in which nobody rates is not told as zeros
    standing_clock.at += timedelta(days=70)
    assert one_pass(store, tinh) == []
    assert len(tinh.desk.ratings()) == 1


def test_a_rating_that_joins_later_tells_the_month_anew(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince
) -> None:
    """As from a machine whose clock or line was behind: the figure is whole, and there is one of it."""
    rate(store, 1, SATISFIED)
    standing_clock.at = DECEMBER
    assert one_pass(store, tinh) == []
    standing_clock.at = DECEMBER - timedelta(hours=1)
    rate(store, 2, NOT)
    standing_clock.at = DECEMBER + timedelta(hours=1)
    assert one_pass(store, tinh) == []
    (told,) = tinh.desk.ratings()
    assert (told['TongSoNguoiDanhGia'], told['PhanTramDanhGiaChuaHaiLong']) == ('2', '50%')
    assert verify(store) == []


def test_one_refused_figure_waits_for_a_person_and_holds_up_no_other(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince
) -> None:
    """The unit is another one's: one item is parked for all of them, and a resend tells the whole."""
    rate(store, 1, VERY)
    rate(store, 2, VERY)
    standing_clock.at = DECEMBER
    with tinh.adapter() as adapter:
        adapter.unit = '000.99.99.H99'
        assert courier(store, adapter).run_once() == []
    found = status(store)
    assert {name: count for name, count in found.unsent.items() if name.startswith('ratings')} == {
        'ratings.parked': 1,
        'ratings.waiting': 1,
    }
    assert one_pass(store, tinh) == []
    assert tinh.desk.ratings() == []
    readings = Readings(store)
    (parked,) = [line for line in readings.parked() if line.lane == 'ratings']
    readings.close()
    with store.change('system') as books:
        books.record(
            'officer:2',
            facts.OfficerEnrolled(login='truong', name='Phó', position='', agency='', rights=('supervise',)),
        )
    Resending(store).resend(parked.subject, parked.id, 'officer:2')
    assert one_pass(store, tinh) == []
    assert tinh.desk.ratings()[0]['TongSoNguoiDanhGia'] == '2'
    assert verify(store) == []


def test_what_is_sent_again_waits_for_its_month_all_the_same(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince
) -> None:
    """As one that crossed another machine's: no half of a month is told, and nothing is shown as owed."""
    rate(store, 1, VERY)
    with store.change('system') as books:
        ((item, subject),) = books.connection.execute(
            "SELECT id, subject FROM outbox WHERE lane = 'ratings'"
        ).fetchall()
        books.record(subject, facts.ProvinceRefusal(item=item, code='province.refused', message=''))
        books.record(subject, facts.ItemResent(item=item))
    assert one_pass(store, tinh) == []
    assert (tinh.desk.ratings(), status(store).unsent) == ([], {})
    standing_clock.at = DECEMBER
    assert one_pass(store, tinh) == []
    assert len(tinh.desk.ratings()) == 1


def test_this_months_ratings_keep_a_machine_that_is_the_whole_centre_and_no_other(
    store: Store, tinh: RunningProvince
) -> None:
    """In a centre of several another machine tells them."""
    rate(store, 1, VERY)
    assert one_pass(store, tinh) == []
    shared = Store(replace(store.settings, centre='host=127.0.0.1'), clock=store.clock, ids=store.ids)
    with tinh.adapter() as adapter:
        with pytest.raises(Refusal, match=r'codes\.unsent'):
            retire(store, adapter)
        assert len(retire(shared, adapter)) == 1
    shared.close()


def test_a_province_that_takes_no_ratings_is_owed_none(
    store: Store, standing_clock: FixedClock, tinh: RunningProvince
) -> None:
    """The figure stays here, to be read."""
    rate(store, 1, VERY)
    standing_clock.at = DECEMBER
    assert one_pass(store, tinh, ratings=False) == []
    assert tinh.desk.ratings() == []
    assert not any(name.startswith('ratings') for name in status(store).unsent)
    (kept,) = figures(store, '2026-11')
    assert (kept.rated, kept.very) == (1, 1)
    assert figures(store, '2026-12') == []
    assert verify(store) == []


def test_an_event_is_rated_once_and_names_nobody(store: Store) -> None:
    """Not the dossier and not who served; an opinion off the list is none."""
    dossier = rate(store, 1, NOT)
    for again in (lambda: Satisfied(store).rate(dossier, VERY), lambda: Satisfied(store).decline(dossier)):
        with pytest.raises(Refusal, match=r'rating\.given'):
            again()
    with pytest.raises(Refusal, match=r'rating\.opinion'):
        Satisfied(store).rate(dossier, NOT, ['rude'])
    with store.read() as books:
        row = books.connection.execute("SELECT subject, actor, body FROM fact WHERE kind = 'Rated'").fetchone()
    assert dossier not in row[0]
    assert row[1] == 'citizen'
    assert 'officer' not in row[2]
