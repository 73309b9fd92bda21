"""The wire of the tests: each misfortune is what its name says, seen from both ends by plain sockets."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.wire.proxy import Cut, End, Way, Wire


class Echo:
    """A server that says back each line it hears, behind how many bytes it has heard by then on any connection."""

    def __init__(self) -> None:
        self._server = socket.create_server(('127.0.0.1', 0))
        self.port = int(self._server.getsockname()[1])
        self.heard: list[bytearray] = []
        self.changed = threading.Condition()
        self.ended: list[str] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._server.accept()
                threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        mine = bytearray()
        with self.changed:
            self.heard.append(mine)
        with line:
            try:
                while piece := line.recv(65_536):
                    with self.changed:
                        mine.extend(piece)
                        self.changed.notify_all()
                    if piece.endswith(b'\n'):
                        line.sendall(b'heard %d\n' % len(mine))
                how = 'end'
            except OSError:
                how = 'reset'
        with self.changed:
            self.ended.append(how)
            self.changed.notify_all()

    def until(self, wanted: object) -> None:
        assert callable(wanted)
        with self.changed:
            assert self.changed.wait_for(wanted, timeout=30)

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.close()


@pytest.fixture
def echo() -> Iterator[Echo]:
    made = Echo()
    yield made
    made.close()


@pytest.fixture
def wire(echo: Echo) -> Iterator[Wire]:
    with Wire(echo.port, seed=1) as made:
        yield made


def call(wire: Wire) -> socket.socket:
    return socket.create_connection(('127.0.0.1', wire.port), timeout=10)


def asked(line: socket.socket, question: bytes = b'xin\n') -> bytes:
    line.sendall(question)
    return line.recv(65_536)


def test_a_well_wire_changes_nothing_and_counts(wire: Wire) -> None:
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
        assert asked(line) == b'heard 8\n'
        line.shutdown(socket.SHUT_WR)
        assert line.recv(10) == b''
    assert wire.passed == {Way.UP: 8, Way.DOWN: 16}
    assert (wire.connections, wire.cuts) == (1, 0)


@pytest.mark.parametrize('at', [0, 1, 3000, 100_000])
def test_a_cut_is_at_its_very_byte(echo: Echo, wire: Wire, at: int) -> None:
    """The server has so many bytes and no more, and the caller hears that it is over."""
    wire.plan(Cut(at=at, only=b'PATCH'))
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            asked(line, b'PATCH' + b'x' * 200_000 + b'\n')
    echo.until(lambda: len(echo.ended) == 1)
    assert len(echo.heard[0]) == 4 + at
    assert (wire.cuts, wire.passed[Way.UP]) == (1, 4 + at)
    with call(wire) as line:
        assert asked(line, b'PATCH again\n') == b'heard 12\n'


def test_an_answer_is_cut(echo: Echo, wire: Wire) -> None:
    wire.plan(Cut(at=3, way=Way.DOWN))
    with call(wire) as line:
        assert asked(line) == b'hea'
        with pytest.raises(ConnectionResetError):
            line.recv(10)
    assert bytes(echo.heard[0]) == b'xin\n'


def test_a_silent_cut_is_told_to_neither_end(echo: Echo, wire: Wire) -> None:
    """Even when one of them dies, the other one hears nothing of it."""
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
        assert wire.cut_all(End.SILENT) == 1
        line.sendall(b'con ai\n')
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.recv(10)
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
    echo.until(lambda: len(echo.ended) == 1)
    assert bytes(echo.heard[0]) == b'xin\n'


def test_all_are_reset_at_once(echo: Echo, wire: Wire) -> None:
    with call(wire) as one, call(wire) as other:
        assert asked(one) == asked(other) == b'heard 4\n'
        assert wire.cut_all() == 2
        for line in (one, other):
            with pytest.raises(ConnectionResetError):
                line.recv(10)
    echo.until(lambda: echo.ended == ['reset', 'reset'])


def test_nobody_listens_until_it_is_healed(wire: Wire) -> None:
    wire.set(refuses=True)
    with pytest.raises(ConnectionRefusedError):
        call(wire)
    wire.heal()
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'


def test_a_wire_that_stands_goes_on_where_it_stood(echo: Echo, wire: Wire) -> None:
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
        wire.set(stands=True)
        line.sendall(b'con ai\n')
        with call(wire) as other:
            other.settimeout(0.2)
            with pytest.raises(TimeoutError):
                asked(other)
            assert len(echo.heard) == 1
            wire.heal()
            assert line.recv(20) == b'heard 11\n'
            other.settimeout(10)
            assert other.recv(20) == b'heard 4\n'


def test_delay_and_jitter_hold_up_and_overtake_nothing(echo: Echo, wire: Wire) -> None:
    wire.set(delay=0.05, jitter=0.05)
    begun = time.monotonic()
    with call(wire) as line:
        for number in range(10):
            line.sendall(b'%d' % number)
        line.sendall(b'\n')
        assert line.recv(20) == b'heard 11\n'
    assert time.monotonic() - begun >= 0.1
    assert bytes(echo.heard[0]) == b'0123456789\n'


def test_all_connections_share_one_line(wire: Wire) -> None:
    """40 kB over two connections take the time that a line of 800 kbit/s needs for them."""
    wire.set(bits_per_s=800_000)
    begun = time.monotonic()
    with call(wire) as one, call(wire) as other:
        for line in (one, other):
            line.sendall(b'x' * 19_999 + b'\n')
        answers = {line.recv(20) for line in (one, other)}
    assert time.monotonic() - begun >= 0.39
    assert answers == {b'heard 20000\n'}
    assert wire.passed[Way.UP] == 40_000


def test_a_question_is_asked_twice(echo: Echo, wire: Wire) -> None:
    wire.set(asks_twice=True)
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
        echo.until(lambda: [bytes(one) for one in echo.heard] == [b'xin\n'] * 2)
        line.settimeout(0.1)
        with pytest.raises(TimeoutError):
            line.recv(20)
    assert wire.doubled == 1


def test_an_answer_comes_twice(wire: Wire) -> None:
    wire.set(answers_twice=True)
    with call(wire) as line:
        assert asked(line) == b'heard 4\n'
        assert line.recv(20) == b'heard 4\n'


def test_drops_are_as_frequent_as_told_and_the_same_for_a_seed(echo: Echo) -> None:
    """What was asked is heard in part, wholly, or answered in part; a fifth of all, whatever the length."""
    runs = []
    for _ in range(2):
        outcomes = []
        with Wire(echo.port, seed=5) as wire:
            wire.set(drops=0.2)
            for _ in range(150):
                with call(wire) as line, suppress(ConnectionResetError):
                    answer = asked(line)
                    outcomes.append(answer if answer.endswith(b'\n') else b'')
                    continue
                outcomes.append(b'')
            assert wire.cuts > 0
        runs.append(outcomes)
    assert runs[0] == runs[1]
    assert 15 <= runs[0].count(b'') <= 45
