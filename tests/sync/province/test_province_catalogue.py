"""The catalogue pulled from a province: compared, shown, applied; what was in force stays for its dossiers."""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from office.catalogue import seed_procedures
from office.errors import Refusal, Trouble
from office.procedure import Procedure
from sync import command, pulling
from sync.catalogue import in_force_on, load_seed_if_empty
from sync.province.protocol import Province
from sync.province.published import changes, merged, read_procedure
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.procedures import Published
from sync.province.reference.server import in_thread
from sync.province.settings import ProvinceSettings
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import CLIENT, UNIT, running_province, speaking
from tests.offices import FixedClock, open_store

DAY = date(2026, 11, 24)
BIRTH = '1.001193'


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    made = open_store(tmp_path / 'kho', clock=clock)
    load_seed_if_empty(made)
    yield made
    made.close()


def seeds() -> dict[str, Procedure]:
    return {one.code: one for one in seed_procedures()}


@contextmanager
def publishing(tmp_path: Path, clock: FixedClock, *procedures: Procedure) -> Iterator[ProvinceSettings]:
    """A province that publishes exactly these."""
    with in_thread(ReferenceOptions(data=tmp_path / 'tinh', clients={CLIENT: UNIT}), clock, procedures) as listening:
        secret = str(listening.client_secret(CLIENT))
        yield ProvinceSettings(url=listening.url, unit=UNIT, client_id=CLIENT, secret_file=secret)


def test_a_province_that_publishes_what_is_in_force_differs_only_where_we_know_no_field_code(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    """Every seed survives the way through LayThuTuc and back."""
    with running_province(tmp_path, clock=clock) as province, province.adapter() as adapter:
        found, procedures = pulling.pull(store, adapter)
    assert found.unread == ()
    assert {one.what for one in found.differences} <= {('field_code',)}
    assert {one.code for one in procedures} == {one.code for one in seed_procedures() if not one.field_code}
    assert found.same + len(procedures) == len(seeds())


def test_what_is_shown_is_what_is_applied_and_the_version_before_stays(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    birth = seeds()[BIRTH]
    renamed = dataclasses.replace(birth, name='Đăng ký khai sinh lưu động', version='QĐ mới', field_code='G15-HT01')
    fresh = dataclasses.replace(birth, code='9.000001', name='Thủ tục mới', field_code='G15-HT01')
    with publishing(tmp_path, clock, renamed, fresh) as settings, speaking(settings, clock) as adapter:
        found, procedures = pulling.pull(store, adapter)
        kinds = {(one.code, one.kind) for one in found.differences if one.kind != 'gone'}
        assert kinds == {(BIRTH, 'changed'), ('9.000001', 'new')}
        (changed,) = (one for one in found.differences if one.kind == 'changed')
        assert {'version', 'name'} <= set(changed.what)
        assert {one.code for one in found.differences if one.kind == 'gone'} == set(seeds()) - {BIRTH}
        # nothing happened yet
        assert {one.name for one in in_force_on(store, DAY)} == {one.name for one in seeds().values()}
        pulling.apply(store, found, procedures, end_missing=False, actor='system')
        again, _none = pulling.pull(store, adapter)
    assert {one.kind for one in again.differences} == {'gone'}
    now = {one.code: one for one in in_force_on(store, DAY)}
    assert (now[BIRTH].name, now[BIRTH].version) == ('Đăng ký khai sinh lưu động', 'QĐ mới')
    # what only we know stays: words to find it by, copies of its papers
    assert now[BIRTH].keywords == birth.keywords
    assert now[BIRTH].cases == birth.cases
    assert set(now) == {*seeds(), '9.000001'}
    with store.read() as books:
        before = books.connection.execute(
            'SELECT body FROM procedure WHERE code = ? AND version = ?', (BIRTH, birth.version)
        ).fetchone()
    assert before is not None
    assert verify(store) == []


def test_a_change_under_the_same_decision_gets_a_version_of_its_own(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    birth = seeds()[BIRTH]
    for name in ('Tên thứ hai', 'Tên thứ ba'):
        altered = dataclasses.replace(birth, name=name)
        with publishing(tmp_path / name, clock, altered) as settings, speaking(settings, clock) as adapter:
            found, procedures = pulling.pull(store, adapter, fresh=True)
            pulling.apply(store, found, procedures, end_missing=False, actor='system')
            assert [one.kind for one in pulling.pull(store, adapter)[0].differences if one.code == BIRTH] == []
    with store.read() as books:
        names = books.connection.execute('SELECT name FROM procedure WHERE code = ? ORDER BY row', (BIRTH,)).fetchall()
    assert [name for (name,) in names] == [birth.name, 'Tên thứ hai', 'Tên thứ ba']
    readings = Readings(store)
    try:
        assert readings.procedure(BIRTH, DAY).name == 'Tên thứ ba'
    finally:
        readings.close()


def test_what_is_no_longer_published_ends_only_when_asked(store: Store, tmp_path: Path, clock: FixedClock) -> None:
    with publishing(tmp_path, clock, seeds()[BIRTH]) as settings, speaking(settings, clock) as adapter:
        found, procedures = pulling.pull(store, adapter)
        pulling.apply(store, found, procedures, end_missing=True, actor='system')
    assert [one.code for one in in_force_on(store, DAY)] == [BIRTH]


class Breaking:
    """A province whose line breaks after some procedures; it notes what it was asked."""

    def __init__(self, inner: Province, after: int) -> None:
        self.inner, self.left = inner, after
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def procedure(self, code: str) -> Any:
        if self.left == 0:
            raise Trouble('province.no_answer')
        self.left -= 1
        self.asked.append(code)
        return self.inner.procedure(code)


def test_a_pull_that_broke_off_goes_on_where_it_was(store: Store, tmp_path: Path, clock: FixedClock) -> None:
    with running_province(tmp_path, clock=clock) as province, province.adapter() as adapter:
        first, second = Breaking(adapter, after=5), Breaking(adapter, after=1000)
        with pytest.raises(Trouble):
            pulling.pull(store, first)  # type: ignore[arg-type]  # all but its line is a province's
        found, _procedures = pulling.pull(store, second)  # type: ignore[arg-type]  # as above
        assert found.same + len(found.differences) == len(seeds())
        assert sorted(first.asked + second.asked) == sorted(seeds())
        pulling.pull(store, second)  # type: ignore[arg-type]  # as above
        assert len(second.asked) == len(seeds()) - 5
        # a day later all of it is asked anew
        clock.forward(timedelta(days=1, seconds=1))
        pulling.pull(store, second)  # type: ignore[arg-type]  # as above
        assert len(second.asked) == 2 * len(seeds()) - 5


def test_a_shape_without_a_catalogue_says_so(store: Store, tmp_path: Path, clock: FixedClock) -> None:
    with running_province(tmp_path, clock=clock) as province, province.in_shape('s3') as adapter:
        with pytest.raises(Refusal) as raised:
            pulling.pull(store, adapter)
        assert raised.value.code == 'catalogue.not_published'


@pytest.mark.parametrize('flag', [[], ['--apply'], ['--apply', '--end-missing']], ids=['dry run', 'apply', 'end'])
def test_the_command_shows_and_applies(
    tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str], flag: list[str]
) -> None:
    store = open_store(tmp_path / 'kho', clock=clock)
    load_seed_if_empty(store)
    store.close()
    renamed = dataclasses.replace(seeds()[BIRTH], name='Tên mới', version='QĐ mới')
    with publishing(tmp_path, clock, renamed) as settings:
        config = tmp_path / 'motcua.toml'
        lines = [f'[store]\nfolder = "{tmp_path}/kho"\nkeyring = false\nlog = "{tmp_path}/log"\n[province]']
        lines += [f'{name} = "{getattr(settings, name)}"' for name in ('url', 'unit', 'client_id', 'secret_file')]
        config.write_text('\n'.join(lines), encoding='utf-8')
        assert command.main(['--config', str(config), 'pull-catalogue', *flag]) == 0
        told = capsys.readouterr().out
        assert command.main(['--config', str(config), '--json', 'pull-catalogue']) == 0
        left: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert f'ĐỔI / changed: {BIRTH} Tên mới (quyết định / decision, tên / name' in told
    assert ('--apply' in told) is (flag == [])
    kinds = [one['kind'] for one in left['differences']]
    assert kinds.count('changed') == (1 if flag == [] else 0)
    assert kinds.count('gone') == (0 if '--end-missing' in flag else len(seeds()) - 1)


def published(**given: Any) -> dict[str, Any]:
    """LayThuTuc of the birth registration, some of it replaced."""
    found = Published(seed_procedures()).in_full(BIRTH, DAY)
    assert found is not None
    return {**found, **given}


def test_what_a_province_leaves_empty_contradicts_nothing() -> None:
    birth = seeds()[BIRTH]
    bare = read_procedure({'MATTHC': BIRTH, 'TENTTHC': birth.name})
    assert bare is not None
    assert changes(birth, bare) == ()
    assert read_procedure({'MATTHC': '', 'TENTTHC': 'x'}) is None
    withdrawn = read_procedure(published(TRANGTHAI='0'))
    assert withdrawn is not None
    assert not withdrawn.public


def test_fees_limits_and_papers_are_read_as_they_are_written() -> None:
    times: list[Any] = [
        {
            'THOIGIANGIAIQUYET': '2,5',
            'DONVITINH': 'Ngày làm việc',
            'MOTA': '',
            'PHILEPHI': [
                {'MAPHILEPHI': 'LP1', 'SOTIEN': '8.000', 'DONVI': 'Đồng', 'MOTA': ''},
                {'MAPHILEPHI': 'LP2', 'SOTIEN': 'miễn', 'DONVI': '', 'MOTA': 'hộ nghèo'},
            ],
        }
    ]
    papers = [{'TRUONGHOP': 'A', 'GIAYTO': [{'MAGIAYTO': 'MOI', 'TENGIAYTO': 'Giấy  mới'}]}]
    one = read_procedure(published(CACHTHUCTHUCHIEN=[{'KENH': 1, 'THOIGIAN': times}], THANHPHANHOSO=papers))
    assert one is not None
    (channel,) = one.channels
    assert (channel.method, channel.limit.quantity, channel.limit.unit) == ('direct', 2.5, 'working_day')
    assert [(fee.amount, fee.currency, fee.text) for fee in channel.fees] == [
        (8000, 'VND', ''),
        (None, 'VND', 'miễn hộ nghèo'),
    ]
    made = merged(seeds()[BIRTH], one, DAY)
    assert made.case_limits == ()
    (paper,) = made.cases[0].components
    assert (paper.code, paper.name, paper.originals, paper.is_note) == ('MOI', 'Giấy mới', 1, False)
    several = read_procedure(published(CACHTHUCTHUCHIEN=[{'KENH': '3', 'THOIGIAN': times * 2}]))
    assert several is not None
    # two limits of one channel are for cases that nobody names: no due time may be computed
    assert not several.channels[0].limit.is_computable
