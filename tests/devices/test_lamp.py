"""The lamp above the counter: the bytes of its board, one light at a time, and a cable that comes out."""

import errno
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from devices import texts
from devices.emulate import emulate
from devices.health import look
from devices.lamp.emulator import EmulatedRelay
from devices.lamp.opening import open_lamp
from devices.lamp.protocol import Light
from devices.lamp.relay import command
from devices.settings import DeviceSettings
from office.errors import Refusal, Trouble


@pytest.fixture
def board(tmp_path: Path) -> Iterator[EmulatedRelay]:
    """A board with three lamps."""
    with EmulatedRelay(tmp_path) as running:
        yield running


def settles(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so within a second."""
    ending = monotonic() + 1
    while not is_so():
        if monotonic() > ending:
            return False
        os.sched_yield()
    return True


def test_the_bytes_are_those_of_the_boards_description() -> None:
    """As sellers of LCUS-1 print them: A0 01 01 A2 closes, A0 01 00 A1 opens."""
    assert command(1, on=True) == bytes.fromhex('A00101A2')
    assert command(1, on=False) == bytes.fromhex('A00100A1')
    assert command(8, on=True) == bytes.fromhex('A00801A9')


def test_one_light_shows_and_no_other(board: EmulatedRelay) -> None:
    lamp = open_lamp(board.address)
    for light, relay in ((Light.OPEN, 1), (Light.SERVING, 2), (Light.PAUSED, 3), (Light.PAUSED, 3)):
        lamp.show(light)
        assert settles(lambda relay=relay: board.closed == {relay}), light
    lamp.close()


def test_one_lamp_is_lit_while_the_counter_is_there(board: EmulatedRelay) -> None:
    """Without options: the first relay, for open and serving."""
    lamp = open_lamp(f'serial:{board.port}')
    lamp.show(Light.SERVING)
    assert settles(lambda: board.closed == {1})
    lamp.show(Light.PAUSED)
    assert settles(lambda: board.closed == set())
    lamp.close()


def test_a_lamp_that_was_unplugged_is_lit_again(board: EmulatedRelay) -> None:
    """Gone is said in words; the same driver goes on when it is back."""
    lamp = open_lamp(board.address)
    lamp.show(Light.OPEN)
    board.unplug()
    with pytest.raises(Trouble) as raised:
        lamp.show(Light.OPEN)
    assert raised.value.code == 'lamp.gone'
    assert texts.sentence('lamp.gone').startswith("Không thấy đèn báo quầy.")
    (state,) = [one for one in look(DeviceSettings(lamp=board.address), ('lamp',)) if one.kind == 'lamp']
    assert (state.state, state.code) == ('trouble', 'lamp.gone')
    board.plug()
    lamp.show(Light.OPEN)
    assert settles(lambda: board.closed == {1})
    assert look(DeviceSettings(lamp=board.address), ('lamp',))[0].state == 'ok'
    lamp.close()


def test_a_port_that_another_program_holds_is_busy(board: EmulatedRelay) -> None:
    first, second = open_lamp(board.address), open_lamp(board.address)
    first.show(Light.OPEN)
    with pytest.raises(Trouble) as raised:
        second.show(Light.OPEN)
    assert raised.value.code == 'lamp.busy'
    first.close()


def test_a_port_that_this_account_may_not_use_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, 'refused')

    monkeypatch.setattr('devices.lamp.relay.serial.Serial', refused)
    with pytest.raises(Trouble) as raised:
        open_lamp('serial:/dev/ttyUSB0').show(Light.OPEN)
    assert raised.value.code == 'lamp.denied'


@pytest.mark.parametrize(
    'address', ['tcp://10.0.0.9:9100', 'serial:/dev/ttyUSB0?opne=1', 'serial:/dev/ttyUSB0?open=9', 'serial:']
)
def test_an_address_of_no_lamp_is_refused(address: str) -> None:
    with pytest.raises(Refusal):
        open_lamp(address)


def test_a_lamp_is_played_with_from_the_command_line(tmp_path: Path) -> None:
    said: list[str] = []
    emulate('lamp', tmp_path, io.StringIO('\ndeaf\n'), said.append)
    assert said[0].startswith('serial:')
    assert said[1] == '-'
    assert 'deaf' in said[2]
