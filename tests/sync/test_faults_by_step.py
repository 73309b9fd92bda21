"""What must go wrong well: each misfortune of the wire at each step of the courier, and a case for every trouble.

After any of them the courier comes back an hour later and the books balance: every dossier, file, step and result is
there once, every code on one dossier, nothing waits and nothing is wrong with the store.
"""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from sync.province.reference.desk import EResult
from sync.province.reference.faults import Fault
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import digest_of, enrol, kinds, lines, one_pass, receive
from tests.sync.hostile_files import pdf

ROOT = Path(__file__).parents[2]
HOUR = timedelta(hours=1)
PAGE, RESULT = b'PDF nop', pdf()
CODE = '000.12.34.H99-261124-9001'

# the address of each step of a pass, in the order in which they are taken
STEPS = {
    'token': 'token',
    'comparison': 'DoiChieu',
    'codes handed back': 'TraKhoiMaHoSo',
    'codes': 'CapKhoiMaHoSo',
    'facts': 'DongBoHoSoMC',
    'steps': 'CapNhatTienDoHoSoMC',
    'news': 'ThayDoi',
    'files, both ways': 'tep/',
}
FAULTS = {
    'line cut before the work': Fault(kind='unreachable', times=1),
    'answer lost after the work': Fault(kind='lost', times=1),
    'busy': Fault(kind='busy', seconds=30, times=1),
    "a captive portal's page": Fault(kind='garbled', form='html', times=1),
    'an empty answer': Fault(kind='garbled', form='empty', times=1),
    'half an answer': Fault(kind='garbled', form='truncated', times=1),
    'everything twice': Fault(kind='duplicating'),
}
# the client has given up before the work is begun, or before its answer comes; the work is done all the same
GIVEN_UP = {
    'slow work': Fault(kind='slow', seconds=0.8, times=1),
    'a late answer': Fault(kind='late', seconds=0.8, times=1),
}
CELLS = [*product(STEPS, FAULTS), *product(('codes', 'facts', 'steps', 'files, both ways'), GIVEN_UP)]


@pytest.fixture
def owing(centre: Store, tinh: RunningProvince, standing_clock: FixedClock) -> Store:
    """A block of yesterday that was begun, a dossier that is told and has a result, and one that needs everything."""
    enrol(centre)
    standing_clock.forward(timedelta(days=-1))
    assert one_pass(centre, tinh) == []
    receive(centre, 1, code=CODE)
    assert one_pass(centre, tinh) == []
    standing_clock.forward(timedelta(days=1))
    tinh.desk.issue(CODE, [EResult(code='KQ1', name='Giấy khai sinh', content=RESULT)])
    receive(centre, 2, content=PAGE)
    return centre


@pytest.mark.parametrize(('step', 'fault'), CELLS)
def test_a_misfortune_at_a_step_costs_time_and_nothing_else(
    owing: Store, tinh: RunningProvince, standing_clock: FixedClock, step: str, fault: str
) -> None:
    once = {**FAULTS, **GIVEN_UP}[fault]
    tinh.switch(Fault(kind=once.kind, times=once.times, seconds=once.seconds, form=once.form, service=STEPS[step]))
    patience = {'read_timeout': 0.4} if fault in GIVEN_UP else {}
    met = one_pass(owing, tinh, **patience)
    while patience and _is_on(tinh):
        # so little patience may have ended the pass before it came to this step
        standing_clock.forward(HOUR)
        met += one_pass(owing, tinh, **patience)
    # it struck: the switch has worn out
    assert not _is_on(tinh)
    # a no that can't be explained is looked up, and a file's place is asked for again: not every cut is trouble
    assert set(met) <= {'province.no_answer', 'province.busy', 'province.garbled'}
    for _time in range(3):
        standing_clock.forward(HOUR)
        met = one_pass(owing, tinh)
    assert met == []
    _balanced(owing, tinh)


def _is_on(tinh: RunningProvince) -> bool:
    return any(one.times is not None for one in tinh.listening.house.faults.on())


def _balanced(store: Store, tinh: RunningProvince) -> None:
    assert lines(store) == []
    assert verify(store) == []
    readings = Readings(store)
    first, second = readings.dossier('dossier:1'), readings.dossier('dossier:2')
    readings.close()
    assert first is not None
    assert second is not None
    assert sorted(one['MaHoSo'] for one in tinh.desk.held()) == sorted([CODE, second.code])
    assert not second.provisional
    assert [len(tinh.desk.steps(code)) for code in (CODE, second.code)] == [1, 1]
    assert {one['SHA256'] for one in tinh.desk.files()} == {digest_of(PAGE), digest_of(RESULT)}
    assert [one.digest for one in first.results] == [digest_of(RESULT)]
    assert (kinds(store, 'ResultArrived'), kinds(store, 'CodeTaken'), kinds(store, 'CodesReturned')) == (1, 1, 1)
    assert kinds(store, 'TwinNoticed') == 0


# where each trouble of ``sync`` has its case; the centre's own are among its tests
CASES = {
    'bag.disk': 'sync/test_bag.py::test_a_stick_that_takes_nothing_is_trouble',
    'bag.unreadable': 'sync/test_bag.py::test_a_stick_that_gives_nothing_is_trouble',
    'calendar.unreadable': 'sync/test_catalogue_store.py::test_an_absent_file_is_trouble',
    'catalogue.unreadable': 'sync/test_catalogue_store.py::test_a_failing_import_leaves_the_one_in_force',
    'file.died': 'sync/test_outside.py::test_a_file_that_hangs_or_kills_its_parser_costs_itself',
    'file.slow': 'sync/test_outside.py::test_a_file_that_hangs_or_kills_its_parser_costs_itself',
    'metrics.disk': 'sync/test_health.py::test_figures_that_cannot_be_written_are_trouble',
    'pages.damaged': 'sync/test_pages.py::test_a_flipped_bit_is_noticed',
    'pages.disk': 'sync/test_pages.py::test_a_folder_that_takes_nothing_is_trouble',
    'pages.disk_full': 'sync/test_pages.py::test_a_full_disk_names_nothing_and_leaves_nothing',
    'pages.first': 'sync/test_courier_shapes.py::test_a_dossier_its_step_and_its_file_reach_the_province',
    'pages.missing': 'sync/test_pages.py::test_a_page_that_is_not_here_is_missed',
    'pages.purged': 'sync/test_purge.py::test_a_purged_file_that_is_wanted_again_comes_back_from_the_province',
    'province.auth': 'sync/province/test_province_access.py::test_a_wrong_secret_is_said_so',
    'province.busy': 'sync/test_courier_lanes.py::test_a_busy_province_is_left_alone_as_long_as_it_asked',
    'province.certificate': (
        'sync/province/test_province_certificate.py::test_a_province_that_cannot_prove_itself_hears_nothing'
    ),
    'province.garbled': 'sync/province/test_province_faults.py::test_a_garbled_answer_is_unknown_and_a_resend_is_safe',
    'province.no_answer': 'sync/test_courier_lanes.py::test_an_answer_after_the_client_gave_up_is_no_second_dossier',
    'province.no_secret': 'sync/province/test_province_settings.py::test_an_empty_or_absent_secret_file',
    'province.open_secret': 'sync/province/test_province_settings.py::test_a_secret_that_others_may_read_is_not_used',
    'province.unreachable': (
        'sync/test_courier_lanes.py::test_a_province_down_from_the_start_is_told_everything_when_it_comes_up'
    ),
    'store.busy': 'sync/test_store.py::test_waiting_too_long_for_another_transaction_is_trouble',
    'store.disk': 'sync/test_store_processes.py::test_a_disk_that_takes_no_more_is_trouble_and_undoes',
    'store.disk_full': 'sync/test_store_processes.py::test_a_full_disk_is_trouble_and_undoes',
    'store.key_missing': 'sync/test_store_files.py::test_a_missing_key_is_said_and_nothing_is_made_anew',
    'store.key_wrong': 'sync/test_store_files.py::test_a_wrong_key_is_said_and_the_store_stays',
}


def _raised() -> Iterator[str]:
    """The codes that are written in ``sync`` where a Trouble is made."""
    for path in (ROOT / 'sync').rglob('*.py'):
        if 'centre' in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'Trouble':
                (code, *_) = node.args
                if isinstance(code, ast.Constant):
                    yield str(code.value)


def test_every_trouble_has_its_case() -> None:
    assert set(_raised()) == set(CASES)


@pytest.mark.parametrize('code', CASES)
def test_the_case_of_a_trouble_is_there_and_about_it(code: str) -> None:
    file, _, name = CASES[code].partition('::')
    text = (ROOT / 'tests' / file).read_text(encoding='utf-8')
    (case,) = (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef) and one.name == name)
    begins = min(one.lineno for one in (case, *case.decorator_list))
    said = '\n'.join(text.splitlines()[begins - 1 : case.end_lineno])
    assert f"'{code}'" in said or re.escape(code) in said
