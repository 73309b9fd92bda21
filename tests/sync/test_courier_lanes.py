"""The lanes' rules: one item's trouble is its own, the province's is everybody's, and no lane holds up another."""

from datetime import timedelta
from pathlib import Path

import pytest

from office import facts
from office.errors import Trouble
from office.numbers import is_provisional
from sync import lanes, shown
from sync.province.protocol import FileReceipt
from sync.province.reference.faults import Fault
from sync.readings import Readings
from sync.status import status
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince, running_province, speaking
from tests.offices import FixedClock
from tests.ports import free_port
from tests.sync.couriers import courier, digest_of, enrol, kinds, lines, one_pass, receive

HOUR = timedelta(hours=1)
PAGES = [b'%PDF-1.7 mot', b'%PDF-1.7 hai', b'%PDF-1.7 ba']


def spoil(store: Store, content: bytes, kind: str) -> None:
    """Damage a page on the disk, or take it away."""
    digest = digest_of(content)
    path = store.settings.place / 'pages' / digest[:2] / digest[2:]
    if kind == 'missing':
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b'x')


@pytest.mark.parametrize('kind', ['missing', 'damaged'])
def test_a_bad_page_stops_only_its_own_dossier(centre: Store, tinh: RunningProvince, kind: str) -> None:
    """It is parked for a person in the same pass in which all others go; restored and resent, it goes too."""
    for number, content in enumerate(PAGES, start=1):
        receive(centre, number, content=content)
    spoil(centre, PAGES[0], kind)
    assert one_pass(centre, tinh) == [f'pages.{kind}']
    assert lines(centre) == [('dossier:1', 'parked')]
    assert {one['SHA256'] for one in tinh.desk.files()} == {digest_of(content) for content in PAGES[1:]}
    (item,) = status(centre, state='parked').items
    assert (item.answer, item.who, item.next_at) == (f'pages.{kind}', 'administrator', None)
    (centre.settings.place / 'pages' / digest_of(PAGES[0])[:2] / digest_of(PAGES[0])[2:]).unlink(missing_ok=True)
    centre.pages().keep(PAGES[0])
    with centre.change('system') as books:
        books.record('dossier:1', facts.ItemResent(item=item.item))
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
    assert verify(centre) == []


def test_a_busy_province_is_left_alone_as_long_as_it_asked(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """Retry-After holds for everything behind the item that heard it; the other lane goes on."""
    for number in (1, 2, 3):
        receive(centre, number, content=PAGES[number - 1])
    tinh.switch(Fault(kind='busy', service='DongBoHoSoMC', seconds=600, times=1))
    assert one_pass(centre, tinh) == ['province.busy']
    assert len(tinh.desk.files()) == 3
    standing_clock.forward(timedelta(seconds=590))
    assert one_pass(centre, tinh) == []
    assert len(lines(centre)) == 3
    assert tinh.desk.held() == []
    standing_clock.forward(timedelta(seconds=20))
    assert one_pass(centre, tinh) == []
    assert len(tinh.desk.held()) == 3


@pytest.mark.parametrize(('broken', 'goes_on'), [('tep', 'facts'), ('DongBoHoSoMC', 'pages')])
def test_neither_lane_holds_up_the_other(centre: Store, tinh: RunningProvince, broken: str, goes_on: str) -> None:
    for number, content in enumerate(PAGES, start=1):
        receive(centre, number, content=content)
    tinh.switch(Fault(kind='unreachable', service=broken))
    assert len(one_pass(centre, tinh)) == 1
    assert len(tinh.desk.held()) == (3 if goes_on == 'facts' else 0)
    assert len(tinh.desk.files()) == (3 if goes_on == 'pages' else 0)


def test_a_province_down_from_the_start_is_told_everything_when_it_comes_up(
    centre: Store, tmp_path: Path, standing_clock: FixedClock
) -> None:
    """An hour of passes meets nobody and piles nothing up; then it all goes within a minute of the clock."""
    port = free_port()
    with running_province(tmp_path, clock=standing_clock, port=port) as running:
        pass
    for number, content in enumerate(PAGES, start=1):
        receive(centre, number, content=content)
    met: set[str] = set()
    for _ in range(60):
        met.update(one_pass(centre, running))
        standing_clock.forward(timedelta(minutes=1))
    assert met == {'province.unreachable'}
    with running_province(tmp_path, clock=standing_clock, port=port) as back:
        for _ in range(2):
            standing_clock.forward(timedelta(minutes=1))
            one_pass(centre, back)
        standing_clock.forward(timedelta(minutes=15))
        assert one_pass(centre, back) == []
        assert lines(centre) == []
        assert len(back.desk.held()) == len(back.desk.files()) == 3
        assert not any(is_provisional(one['MaHoSo']) for one in back.desk.held())
    assert verify(centre) == []


def test_an_answer_after_the_client_gave_up_is_no_second_dossier(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    tinh.switch(Fault(kind='late', service='DongBoHoSoMC', seconds=8, times=1))
    assert one_pass(centre, tinh, read_timeout=4) == ['province.no_answer']
    standing_clock.forward(HOUR)
    assert one_pass(centre, tinh) == []
    assert [one['MaHoSo'] for one in tinh.desk.held()] == ['000.12.34.H99-261124-0001']
    assert lines(centre) == []


def test_an_item_that_the_province_chokes_on_is_parked_in_the_end(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """It is tried a bounded number of times while others are answered, then it is a person's."""
    receive(centre, 1, content=PAGES[0])
    bad = digest_of(PAGES[0])
    with tinh.adapter() as adapter:

        class Choking:
            can = adapter.can

            def upload(self, content: bytes, *, digest: str, name: str) -> FileReceipt:
                if digest == bad:
                    raise Trouble('province.no_answer', status=500)
                return adapter.upload(content, digest=digest, name=name)

        for number in range(2, 2 + lanes.MOST_TRIES):
            receive(centre, number, content=b'%PDF-1.7 ' + str(number).encode())
            courier(centre, Choking()).carry()
            standing_clock.forward(timedelta(minutes=2))
            courier(centre, Choking()).carry()
            standing_clock.forward(timedelta(minutes=14))
    held = {one['SHA256'] for one in tinh.desk.files()}
    assert len(held) == lanes.MOST_TRIES
    (item,) = status(centre, state='parked').items
    assert (item.dossier, item.answer, item.tries) == ('TẠM-Q1-261124-001', 'province.no_answer', lanes.MOST_TRIES - 1)


@pytest.mark.parametrize('wrong', [HOUR, timedelta(days=400)])
def test_a_clock_that_was_wrong_holds_nothing_up_when_it_is_put_right(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock, wrong: timedelta
) -> None:
    """What was put off or leased by a clock that ran ahead is due as soon as it is set back."""
    standing_clock.forward(wrong)
    receive(centre, 1, code='000.12.34.H99-261124-0001', content=PAGES[0])
    assert len(lanes.lease(centre, 'facts', 'dead')) == 1
    tinh.switch(Fault(kind='unreachable', service='tep'))
    assert one_pass(centre, tinh) == ['province.no_answer']
    tinh.desk.clear()
    standing_clock.forward(-wrong)
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []


def test_a_second_courier_beside_the_first_is_harmless(centre: Store, tinh: RunningProvince) -> None:
    """Its lease ran out while it was sending; the other one sent too, and both get their receipt."""
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    with tinh.adapter() as adapter:

        class Overtaken:
            def __getattr__(self, name: str) -> object:
                return getattr(adapter, name)

            def send_dossier(self, *given: object, **named: object) -> object:
                with centre.change('courier') as books:
                    books.connection.execute("UPDATE outbox SET leased_until = '2000' WHERE state = 'sending'")
                assert courier(centre, adapter).tell() == []
                return adapter.send_dossier(*given, **named)  # type: ignore[arg-type]  # passed on

        assert courier(centre, Overtaken()).tell() == []
    assert (lines(centre), kinds(centre, 'ProvinceReceipt')) == ([], 1)
    assert len(tinh.desk.held()) == 1


def test_a_dossier_refused_at_the_desk_is_told_to_nobody(centre: Store, tinh: RunningProvince) -> None:
    """It never gets a code, so there is nothing to tell and nothing for a person to do."""
    receive(centre, 1)
    with centre.change('officer:1') as books:
        first = books.get_dossier('dossier:1')
        body = facts.DossierOpened(
            ticket=None,
            procedure=first.procedure,
            procedure_version=first.procedure_version,
            procedure_name=first.procedure_name,
            case='',
            channel='direct',
            components=(),
        )
        books.record('dossier:2', body)
        books.record('dossier:2', facts.DossierRefused(serial='1', reason='không thuộc thẩm quyền'))
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
    assert len(tinh.desk.held()) == 1
    assert verify(centre) == []


def test_a_told_step_names_its_officer_and_its_own_time(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """Sent a day later, the step still says when it was; told twice, it is one step."""
    enrol(centre)
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    standing_clock.forward(timedelta(days=1))
    tinh.switch(Fault(kind='duplicating'))
    assert one_pass(centre, tinh) == []
    (step,) = tinh.desk.steps('000.12.34.H99-261124-0001')
    assert (step['NguoiXuLy'], step['ThoiDiemXuLy'], step['NoiDungXuLy'], step['TrangThai']) == (
        'Lê Văn Cán',
        '20261124080000',
        "Tiếp nhận hồ sơ",
        '2',
    )


def test_a_field_that_the_catalogue_does_not_name_is_asked_of_the_province(
    centre: Store, tinh: RunningProvince
) -> None:
    """The national export lacks codes of fields; the province publishes its own, asked once."""
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    receive(centre, 2, code='000.12.34.H99-261124-0002')
    with centre.change('system') as books:
        books.connection.execute("UPDATE procedure SET body = replace(body, 'G15-TP07', '')")
    asked = []
    with tinh.adapter() as adapter:

        class Counted:
            def __getattr__(self, name: str) -> object:
                asked.append(name)
                return getattr(adapter, name)

        assert courier(centre, Counted()).run_once() == []
    assert asked.count('procedure') == 1
    assert tinh.desk.dossier('000.12.34.H99-261124-0002')['MaLinhVuc'] == 'G15-TP07'
    readings = Readings(centre)
    assert readings.parked() == []
    readings.close()


@pytest.mark.parametrize(('wrong', 'said'), [(HOUR, "nhanh 60 phút"), (-HOUR, "chậm 60 phút"), (timedelta(0), '')])
def test_a_clock_an_hour_wrong_is_noticed_by_the_provinces_answers(
    centre: Store, tmp_path: Path, standing_clock: FixedClock, wrong: timedelta, said: str
) -> None:
    """Nothing is refused for it: what is told is told as it was written, and a person is told of the clock."""
    receive(centre, 1, code='000.12.34.H99-261124-0001')
    with running_province(tmp_path, clock=FixedClock(standing_clock.now() - wrong)) as province:
        settings = province.settings
        with speaking(settings, standing_clock) as adapter:
            assert courier(centre, adapter).run_once() == []
        assert len(province.desk.held()) == 1
    assert status(centre).clock_ahead_s == wrong.total_seconds()
    shown_clock = [line for line in shown.status(status(centre)).splitlines() if "ĐỒNG HỒ" in line]
    assert [said in line for line in shown_clock] == ([True] if said else [])


def test_a_province_is_asked_only_for_what_it_can_do(centre: Store, tinh: RunningProvince) -> None:
    """A plain gateway takes dossiers alone: no codes, news, files or steps are asked for; the files stay in sight."""
    enrol(centre)
    receive(centre, 1, code='000.12.34.H99-261124-0001', content=PAGES[0])
    asked: list[str] = []
    lacks = dict.fromkeys(("numbers", "news", "files", "steps", "compares", "questions"), False)
    with tinh.adapter(**lacks) as adapter:

        class Noted:
            def __getattr__(self, name: str) -> object:
                asked.append(name)
                return getattr(adapter, name)

        assert courier(centre, Noted()).run_once() == []
    assert set(asked) == {'can', 'link', 'send_dossier'}
    assert [(line.lane, line.state) for line in status(centre).items] == [('pages', 'waiting')]
