"""Official codes: refilled, given up when their day is over, never on two slips, whatever happens to the counters."""

import json
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office import command
from office.desk.receiving import next_code
from office.errors import Trouble
from office.numbers import is_provisional
from office.workdays import local_day
from sync import codes
from sync.alone import alone
from sync.catalogue import load_seed_if_empty
from sync.command import main
from sync.province.reference.schema import RETURNED, SERIES
from sync.status import status
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince, running_province
from tests.offices import FixedClock, SequenceIds, open_store
from tests.sync.couriers import courier, kinds, lines, one_pass, receive

MINUTE = timedelta(minutes=1)


def _left(store: Store) -> int:
    with store.read() as books:
        return codes.left_today(books.connection, local_day(store.clock.now()), store.settings.device)


def _taken(store: Store, dossier: str) -> str:
    """The code of a reception now."""
    with store.change('officer:1') as books:
        return next_code(books, dossier, at=store.clock.now())[0]


def test_a_block_is_refilled_below_its_mark(centre: Store, tinh: RunningProvince) -> None:
    assert one_pass(centre, tinh) == []
    assert _left(centre) == 20
    for number in range(11):
        assert one_pass(centre, tinh) == []
        assert _left(centre) == 20 - number
        _taken(centre, f'dossier:{number}')
    assert one_pass(centre, tinh) == []
    assert _left(centre) == 29


def test_a_dossier_that_waits_takes_a_code_that_is_left_before_a_block_is_asked_for(
    centre: Store, tinh: RunningProvince
) -> None:
    assert one_pass(centre, tinh) == []
    receive(centre, 1)
    assert one_pass(centre, tinh) == []
    assert lines(centre) == []
    assert (_left(centre), kinds(centre, 'CodesReserved')) == (19, 1)


def test_what_is_left_at_the_days_end_is_given_up_and_the_province_hears_it_once(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    assert one_pass(centre, tinh) == []
    used = _taken(centre, 'dossier:1')
    standing_clock.forward(timedelta(days=1))
    for _time in range(2):
        assert one_pass(centre, tinh) == []
    with tinh.listening.house.engine.begin() as books:
        returned = books.execute(sa.select(RETURNED)).all()
    assert [(row.prefix, row.first, row.last) for row in returned] == [(used[:-4], 2, 20)]
    assert (kinds(centre, 'CodesReturned'), _left(centre)) == (1, 20)
    assert '-261125-' in _taken(centre, 'dossier:2')


def test_a_lost_answer_is_the_same_block_and_a_stale_question_is_asked_anew(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """Within minutes the same key asks for the same block; an old copy of a store doesn't ask under its old key."""
    keys: list[str] = []
    with tinh.adapter() as adapter:
        whole = adapter.reserve_codes

        def lost(count: int, *, key: str, day: object = None) -> object:
            keys.append(key)
            whole(count, key=key, day=day)  # type: ignore[arg-type]  # passed on
            raise Trouble('province.no_answer')

        adapter.reserve_codes = lost  # type: ignore[method-assign, assignment]  # the answers never arrive
        for _time in range(2):
            assert [one.code for one in courier(centre, adapter).tell()] == ['province.no_answer']
            standing_clock.forward(2 * MINUTE)
        standing_clock.forward(9 * MINUTE)
        assert [one.code for one in courier(centre, adapter).tell()] == ['province.no_answer']
    assert keys[0] == keys[1] != keys[2]
    standing_clock.forward(MINUTE)
    assert one_pass(centre, tinh) == []
    with centre.read() as books:
        block = books.find_code_block(local_day(standing_clock.now()))
    assert block is not None
    # the block of the stale question is a gap in the day's numbers, never a number twice
    assert block.first == 21


def test_few_codes_are_told_before_they_run_out(centre: Store, tinh: RunningProvince) -> None:
    assert status(centre).codes_left == 0
    assert one_pass(centre, tinh) == []
    assert status(centre).codes_left == 20


def _handed_back(tinh: RunningProvince) -> list[tuple[str, int, int]]:
    with tinh.listening.house.engine.begin() as books:
        return [(row.prefix, row.first, row.last) for row in books.execute(sa.select(RETURNED)).all()]


def test_a_machine_that_retires_hands_its_codes_back_once_and_takes_no_more(
    centre: Store, tinh: RunningProvince, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command: refused while anything is unsent, and while the courier runs; done again it changes nothing."""
    config = tmp_path / 'cau-hinh.toml'
    chosen, place = tinh.settings, centre.settings.place
    config.write_text(
        f'[store]\nfolder = "{place}"\nkeyring = false\n[province]\nurl = "{chosen.url}"\nunit = "{chosen.unit}"\n'
        f'client_id = "{chosen.client_id}"\nsecret_file = "{chosen.secret_file}"\nupload_dir = "{tmp_path}/tai-len"\n'
    )
    words = ['--config', str(config), 'return-codes']
    assert one_pass(centre, tinh) == []
    used = _taken(centre, 'dossier:9')
    receive(centre, 1, code=f'{used[:-4]}0777')
    assert main(words) == command.REFUSED
    assert 'Còn 1 mục' in capsys.readouterr().err
    assert one_pass(centre, tinh) == []
    with alone(place):
        assert main(words) == command.REFUSED
    assert (_handed_back(tinh), _left(centre)) == ([], 19)
    capsys.readouterr()
    assert main(['--json', *words]) == 0
    assert json.loads(capsys.readouterr().out) == [{'first': f'{used[:-4]}0002', 'last': f'{used[:-4]}0020'}]
    assert main(['--json', *words]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert one_pass(centre, tinh) == []
    assert (_handed_back(tinh), _left(centre)) == ([(used[:-4], 2, 20)], 0)
    # back at work: its first dossier has a code
    receive(centre, 2)
    assert one_pass(centre, tinh) == []
    assert (lines(centre), _left(centre)) == ([], 19)
    assert verify(centre) == []


def test_codes_given_up_without_a_province_are_told_when_it_is_back(centre: Store, tinh: RunningProvince) -> None:
    assert one_pass(centre, tinh) == []
    with tinh.adapter() as adapter:
        whole = adapter.return_codes
        adapter.return_codes = _silent  # type: ignore[method-assign]  # nobody answers
        with pytest.raises(Trouble):
            codes.retire(centre, adapter)
        assert (_handed_back(tinh), _left(centre)) == ([], 0)
        adapter.return_codes = whole  # type: ignore[method-assign]  # as before
        assert len(codes.retire(centre, adapter)) == 1
    assert len(_handed_back(tinh)) == 1


def test_a_province_that_wont_take_codes_back_is_told_once_and_gives_new_ones(
    centre: Store, tinh: RunningProvince, standing_clock: FixedClock
) -> None:
    """As one that was put back to a time before it gave them: yesterday's remnant holds up no block of today's."""
    assert one_pass(centre, tinh) == []
    with tinh.listening.house.engine.begin() as books:
        books.execute(sa.update(SERIES).values(next=1))
    standing_clock.forward(timedelta(days=1))
    assert one_pass(centre, tinh) == ['province.refused']
    assert _left(centre) == 0
    standing_clock.forward(MINUTE)
    assert one_pass(centre, tinh) == []
    assert (_handed_back(tinh), _left(centre)) == ([], 20)


def _silent(*_asked: object, **_more: object) -> None:
    raise Trouble('province.no_answer')


class Counters:
    """Counters of one centre, each a store that may be restarted, or put back to a copy of itself."""

    def __init__(self, folder: Path, province: RunningProvince, clock: FixedClock) -> None:
        self.folder, self.province, self.clock = folder, province, clock
        self.given: list[str] = []
        self.opened = 0
        self.names = {one: f'Q{one}' for one in range(2)}
        self.stores = {one: self._open(one) for one in self.names}

    def _open(self, one: int) -> Store:
        self.opened += 1
        store = open_store(
            self.folder / f'quay{one}', clock=self.clock, ids=SequenceIds(self.opened), device=self.names[one]
        )
        load_seed_if_empty(store)
        return store

    def accept(self, one: int) -> None:
        self.given.append(_taken(self.stores[one], f'dossier:{len(self.given)}'))

    def courier_passes(self, one: int) -> None:
        self.clock.forward(MINUTE)
        met = one_pass(self.stores[one], self.province)
        if 'courier.twin' in met:
            # what the sentence says: this machine was put back to an old copy, so it goes on under a new name
            self.stores[one].close()
            self.names[one] = f'Q{one}m{self.opened}'
            self.stores[one] = self._open(one)
            one_pass(self.stores[one], self.province)

    def restart(self, one: int) -> None:
        self.stores[one].close()
        self.stores[one] = self._open(one)

    def back_up(self, one: int) -> None:
        self.courier_passes(one)
        self.stores[one].close()
        shutil.rmtree(self.folder / f'sao{one}', ignore_errors=True)
        shutil.copytree(self.folder / f'quay{one}', self.folder / f'sao{one}')
        self.stores[one] = self._open(one)

    def restore(self, one: int) -> None:
        """As the guide says: the courier has run since the copy, and runs before the counter opens again."""
        if (self.folder / f'sao{one}').exists():
            self.courier_passes(one)
            self.stores[one].close()
            shutil.rmtree(self.folder / f'quay{one}')
            shutil.copytree(self.folder / f'sao{one}', self.folder / f'quay{one}')
            self.stores[one] = self._open(one)
            self.courier_passes(one)

    def a_day_passes(self, _one: int) -> None:
        self.clock.forward(timedelta(days=1))

    def close(self) -> None:
        for store in self.stores.values():
            store.close()


DOINGS = st.tuples(
    st.sampled_from(
        ('accept', 'accept', 'accept', 'courier_passes', 'restart', 'back_up', 'restore', 'restore', 'a_day_passes')
    ),
    st.integers(min_value=0, max_value=1),
)


def test_no_official_code_is_ever_given_twice(tmp_path: Path) -> None:
    clock = FixedClock()
    with running_province(tmp_path, clock=clock) as province:

        @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(doings=st.lists(DOINGS, min_size=5, max_size=16))
        def live(doings: list[tuple[str, int]]) -> None:
            # a day of its own, and a folder: the province goes on counting
            clock.forward(timedelta(days=1))
            folder = Path(tempfile.mkdtemp(dir=tmp_path))
            centre = Counters(folder, province, clock)
            centre.names = {one: f'{folder.name[-6:]}{one}' for one in centre.names}
            try:
                for one in list(centre.names):
                    centre.restart(one)
                    centre.courier_passes(one)
                for doing, one in doings:
                    getattr(centre, doing)(one)
                official = [code for code in centre.given if not is_provisional(code)]
                assert len(official) == len(set(official))
            finally:
                centre.close()

        live()
