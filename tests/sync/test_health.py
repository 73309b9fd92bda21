"""The health line, worst first, and the figures for an operator: no word about anybody in them."""

import dataclasses
import re
from datetime import timedelta
from pathlib import Path

import pytest

from office.errors import Trouble
from sync import metrics, shown
from sync.health import Level, health
from sync.status import LaneState, Status, status
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.offices import MORNING, FixedClock
from tests.sync.couriers import one_pass, receive

HOUR = timedelta(hours=1)


def _lane(**given: object) -> LaneState:
    made = LaneState(lane='facts', answer='', tries=0, tried_at=MORNING, heard_at=MORNING, rest_until=None, ahead_s=0)
    return dataclasses.replace(made, **given)  # type: ignore[arg-type]  # by name


WELL = Status(
    running=True,
    unsent={},
    aside=0,
    carried=0,
    strays=0,
    codes_left=20,
    uncoded=0,
    twin=False,
    compared_at=MORNING,
    lanes=(_lane(),),
    items=(),
)


@pytest.mark.parametrize(
    ('changes', 'level', 'code', 'says'),
    [
        ({}, 'good', 'good', "đã về tỉnh"),
        ({'twin': True, 'running': False}, 'act', 'twin', "cùng tên"),
        ({'running': False, 'unsent': {'facts.waiting': 3}}, 'act', 'stopped', "3 mục"),
        ({'lanes': (_lane(answer='province.auth', tries=1),)}, 'act', 'province.auth', "tài khoản"),
        ({'lanes': (_lane(answer='province.certificate', tries=1),)}, 'act', 'province.certificate', "chứng thư"),
        ({'lanes': (_lane(ahead_s=600),)}, 'act', 'clock', "10 phút"),
        ({'unsent': {'facts.parked': 2, 'pages.parked': 1}}, 'act', 'parked', "3 mục"),
        ({'strays': 1}, 'act', 'strays', "hồ sơ lạ"),
        ({'unsent': {'facts.waiting': 5}, 'lanes': (_lane(heard_at=MORNING - 2 * HOUR),)}, 'watch', 'silent', "5 mục"),
        ({'unsent': {'facts.waiting': 5}, 'lanes': ()}, 'watch', 'silent', "chưa liên lạc"),
        ({'uncoded': 4}, 'watch', 'uncoded', "số tạm"),
        ({'codes_left': 9}, 'watch', 'codes', "9 mã"),
        ({'compared_at': MORNING - 25 * HOUR}, 'watch', 'uncompared', "đối chiếu"),
        ({'unsent': {'facts.waiting': 5}}, 'good', 'sending', "5 mục"),
    ],
)
def test_the_worst_that_is_the_case_is_said(changes: dict[str, object], level: str, code: str, says: str) -> None:
    found = dataclasses.replace(WELL, **changes)  # type: ignore[arg-type]  # by name
    line = health(found, MORNING)
    assert (line.level, line.code) == (level, code)
    assert says in shown.health(line)


def test_a_real_day_goes_from_owing_to_good(centre: Store, tinh: RunningProvince, standing_clock: FixedClock) -> None:
    receive(centre, 1, content=b'PDF')
    found = dataclasses.replace(status(centre), running=True)
    assert health(found, standing_clock.now()).code == 'silent'
    assert one_pass(centre, tinh) == []
    found = dataclasses.replace(status(centre), running=True)
    line = health(found, standing_clock.now())
    assert (line.level, line.since) == (Level.GOOD, standing_clock.now())


def test_figures_are_what_prometheus_reads_and_name_nobody(
    centre: Store, standing_clock: FixedClock, tmp_path: Path
) -> None:
    receive(centre, 1, content=b'PDF')
    standing_clock.forward(HOUR)
    metrics.write(tmp_path / 'so-lieu', status(centre), standing_clock.now(), 'Q1')
    text = (tmp_path / 'so-lieu' / 'motcua.prom').read_text(encoding='utf-8')
    assert text == metrics.exposition(status(centre), standing_clock.now(), 'Q1')
    assert 'motcua_outbox_items{lane="pages",machine="Q1",state="waiting"} 1.0' in text
    assert 'motcua_outbox_oldest_seconds{machine="Q1"} 3600.0' in text
    assert set(re.findall(r'="([^"]*)"', text)) == {'Q1', 'facts', 'pages', 'waiting'}
    assert [path.name for path in (tmp_path / 'so-lieu').iterdir()] == ['motcua.prom']


def test_figures_that_cannot_be_written_are_trouble(centre: Store, standing_clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / 'tep').touch()
    with pytest.raises(Trouble) as met:
        metrics.write(tmp_path / 'tep', status(centre), standing_clock.now(), 'Q1')
    assert met.value.code == 'metrics.disk'
