"""Every misfortune of a wire, in the middle of a message and in the middle of a file: nothing lost, nothing doubled.

The wire is a proxy that really cuts, doubles and swallows bytes between the courier and a real province.
"""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from sync.province.reference.faults import Fault
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock
from tests.sync.couriers import digest_of, enrol, lines, one_pass, receive
from tests.wire.proxy import Cut, End, Way, Wire

SIZE = 150_000
LATER = timedelta(minutes=20)
# what begins a lane's own question
QUESTIONS = {'facts': b'POST /KetNoiMotCuaQuocGia/DongBoHoSoMC', 'pages': b'PATCH'}
# the middle of a message and of a file: two thirds of it have arrived, and must not be sent again
MIDDLE = {QUESTIONS['facts']: 900, QUESTIONS['pages']: 100_000}
Misfortune = Callable[[Wire, bytes], None]


def _cut(at: int, way: Way, end: End = End.RESET) -> Misfortune:
    return lambda wire, question: wire.plan(Cut(at=at, way=way, only=question, end=end))


def _cut_in_the_middle(end: End) -> Misfortune:
    return lambda wire, question: wire.plan(Cut(at=MIDDLE[question], only=question, end=end))


def _set(**conditions: object) -> Misfortune:
    return lambda wire, _question: wire.set(**conditions)


# each with how many bytes it may cost over what a well wire carries: a message again, of a file what was under way
MISFORTUNES: dict[str, tuple[Misfortune, int]] = {
    'reset before the first byte': (_cut(0, Way.UP), 20_000),
    'closed in the middle of the question': (_cut_in_the_middle(End.CLOSE), 20_000),
    # what the province had not read yet a reset throws away: on a busy machine all of the piece
    'reset in the middle of the question': (_cut_in_the_middle(End.RESET), 120_000),
    # the province still waits for the rest of this piece, and counts it only when it gives up
    'silent from the middle of the question on': (_cut_in_the_middle(End.SILENT), 120_000),
    'reset before the answer': (_cut(0, Way.DOWN), 20_000),
    'silent in the middle of the answer': (_cut(40, Way.DOWN, End.SILENT), 20_000),
    'asked twice': (_set(asks_twice=True), SIZE + 40_000),
    'answered twice': (_set(answers_twice=True), 20_000),
    'refused': (_set(refuses=True), 20_000),
    'half open': (_set(stands=True), 20_000),
    'delayed, with jitter': (_set(delay=0.01, jitter=0.02), 5_000),
    'a quarter dropped': (_set(drops=0.25), SIZE + 20_000),
}
# nothing but patience ends these; any other wire is given time: an answer that a slow machine gives up costs bytes
MUTE = {name for name in MISFORTUNES if name.startswith(('silent', 'half open'))}


@pytest.fixture
def wire(tinh: RunningProvince) -> Iterator[Wire]:
    with Wire(tinh.port, seed=3) as made:
        yield made


def send(store: Store, province: RunningProvince, wire: Wire, clock: FixedClock, patience: float) -> None:
    """Let the courier go until nothing is owed; a wire that swallows or drops for longer heals after the first time."""
    for times in range(12):
        one_pass(store, province, url=f'http://127.0.0.1:{wire.port}', read_timeout=patience, connect_timeout=0.5)
        if not lines(store):
            return
        clock.forward(LATER)
        patience = 10
        if times == 0 and wire.planned is None:
            wire.heal()
    raise AssertionError(lines(store))


@pytest.mark.parametrize('name', MISFORTUNES)
def test_a_wires_misfortune_loses_and_doubles_nothing(
    centre: Store, tinh: RunningProvince, wire: Wire, standing_clock: FixedClock, name: str
) -> None:
    """In either lane: each dossier once, with each step once, and the file resumed at the byte."""
    misfortune, cost = MISFORTUNES[name]
    enrol(centre)
    # a well wire first, for its measure: a dossier's messages, its file, the tokens and codes around them
    contents = [random.Random(number).randbytes(SIZE) for number in range(3)]  # noqa: S311  # chance, not secrecy
    receive(centre, 0, content=contents[0], scanned=True)
    send(centre, tinh, wire, standing_clock, patience=10)
    usual = wire.passed[Way.UP]
    for number, question in enumerate(QUESTIONS.values(), start=1):
        before, cuts = wire.passed[Way.UP], wire.cuts
        misfortune(wire, question)
        receive(centre, number, content=contents[number], scanned=True)
        send(centre, tinh, wire, standing_clock, patience=0.5 if name in MUTE else 10)
        assert wire.planned is None
        assert wire.cuts > cuts or 'cut' not in misfortune.__qualname__
        assert wire.passed[Way.UP] - before <= usual + cost
        wire.heal()
    codes = [one['MaHoSo'] for one in tinh.desk.held()]
    assert [one['TepConThieu'] for one in tinh.desk.held()] == [[], [], []]
    assert [len(tinh.desk.steps(code)) for code in codes] == [1, 1, 1]
    assert sorted(one['SHA256'] for one in tinh.desk.files()) == sorted(map(digest_of, contents))
    assert all(tinh.desk.file(digest_of(content)) == content for content in contents)
    assert verify(centre) == []


def test_an_answer_that_makes_no_sense_ends_its_line(centre: Store, tinh: RunningProvince, wire: Wire) -> None:
    """It may be the answer to an earlier question; then every later one on this line would be, too."""
    enrol(centre)
    opened = []
    for number, faults in enumerate(([], [Fault(kind='garbled', form='truncated', service='DongBoHoSoMC', times=1)])):
        tinh.switch(*faults)
        receive(centre, number, code=f'000.12.34.H99-261124-{900 + number:04d}')
        before = wire.connections
        met = one_pass(centre, tinh, url=f'http://127.0.0.1:{wire.port}')
        assert met == ['province.garbled'] * len(faults)
        opened.append(wire.connections - before)
    assert opened == [1, 2]
