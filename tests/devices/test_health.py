"""The health of devices as the wires tell it, and a sentence for everything that can be wrong."""

import ast
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import cv2
import numpy as np
import pytest

from devices import identity, texts
from devices.health import KINDS, DeviceState, Kind, look
from devices.id_reader.emulator import EmulatedReader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.scanner.emulator import write_sane_test_config
from devices.settings import DeviceSettings
from devices.stop import Stop

ROOT = Path(__file__).parents[2]
KINDS_WITH_TROUBLES = ('receipt_printer', 'scanner', 'camera', 'id_reader', 'signer', 'lamp')


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A printer that works."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


def only(settings: DeviceSettings, kind: Kind) -> DeviceState:
    """The one device of a kind."""
    (state,) = look(settings, (kind,))
    return state


def test_a_machine_without_devices_has_none() -> None:
    """Each kind is named, and nothing is in trouble."""
    states = look(DeviceSettings())
    assert [state.kind for state in states] == list(KINDS)
    assert {state.state for state in states} == {'absent'}
    assert {state.what_to_do() for state in states} == {''}


@pytest.mark.parametrize(
    ('switch', 'state', 'code'),
    [
        ('', 'ok', ''),
        ('near_end', 'ok', 'printer.near_end'),
        ('paper_out', 'trouble', 'printer.paper_out'),
        ('cover_open', 'trouble', 'printer.cover_open'),
        ('error', 'trouble', 'printer.error'),
        ('mute', 'trouble', 'printer.mute'),
        ('gone', 'trouble', 'printer.gone'),
    ],
)
def test_a_printer_is_asked(printer: EmulatedPrinter, switch: str, state: str, code: str) -> None:
    """Its own words over the wire; a roll that is nearly at its end is a remark."""
    if switch:
        setattr(printer.switches, switch, True)
    seen = only(DeviceSettings(receipt_printer=printer.address), 'receipt_printer')
    assert (seen.state, seen.code) == (state, code)
    assert bool(seen.what_to_do()) == bool(code)


def test_a_reader_is_seen_while_somebody_else_uses_it(tmp_path: Path) -> None:
    """Looking takes no byte of a card from its owner; several readers are told one by one."""
    with EmulatedReader(tmp_path / 'usb') as reader:
        settings = DeviceSettings(id_readers=(reader.address, 'serial:/dev/nothing', 'mjpeg:nowhere'))
        here, gone, wrong = look(settings, ('id_reader',))
        assert not reader.is_listened_to(0)
    assert (here.state, here.code) == ('ok', '')
    assert (gone.state, gone.code, gone.address) == ('trouble', 'reader.gone', 'serial:/dev/nothing')
    assert (wrong.state, wrong.code) == ('trouble', 'device.address')


def test_scanners_are_sought_among_those_the_system_lists(tmp_path: Path) -> None:
    """SANE's is there or gone; a folder with a busy switch is there, and in use."""
    config = write_sane_test_config(tmp_path / 'sane')
    cv2.imwrite(str(tmp_path / 'sheet.png'), np.full((60, 40, 3), 200, np.uint8))
    found = {
        address: only(DeviceSettings(scanner=address), 'scanner')
        for address in (
            f'sane:test:0?config={config}',
            f'sane:test:7?config={config}',
            f'folder:{tmp_path}',
            f'folder:{tmp_path / "none"}',
        )
    }
    assert [(state.state, state.code) for state in found.values()] == [
        ('ok', ''),
        ('trouble', 'scanner.gone'),
        ('ok', ''),
        ('trouble', 'scanner.gone'),
    ]


@pytest.mark.parametrize(
    ('address', 'code'),
    [('camera:77', 'camera.gone'), ('video:no.mp4', 'camera.gone'), ('camera:front', 'device.address')],
)
def test_a_camera_is_seen_by_its_node(address: str, code: str) -> None:
    """Without opening it: its owner is filming."""
    seen = only(DeviceSettings(camera=address), 'camera')
    assert (seen.state, seen.code) == ('trouble', code)


def test_a_chip_reader_is_seen_without_a_card(tmp_path: Path) -> None:
    """The roots it trusts belong to it: none at all is a remark, a directory that isn't there is in trouble."""
    for address, state, code in (
        ('vpcd:127.0.0.1:35963', 'ok', 'chip.no_roots'),
        (f'vpcd:127.0.0.1:35963?roots={tmp_path}', 'ok', ''),
        (f'vpcd:127.0.0.1:35963?roots={tmp_path}/none', 'trouble', 'chip.roots'),
        ('vpcd:35963', 'trouble', 'device.address'),
        ('serial:/dev/ttyS0', 'trouble', 'device.address'),
    ):
        seen = only(DeviceSettings(chip_reader=address), 'chip_reader')
        assert (seen.state, seen.code) == (state, code), address
        assert bool(seen.what_to_do()) == bool(code)
    # whether or not this machine has PC/SC, it has no reader of that name
    assert only(DeviceSettings(chip_reader='pcsc:no such reader'), 'chip_reader').state == 'trouble'


def test_a_camera_for_persons_has_words_of_its_own() -> None:
    """An officer knows which of two cameras is meant."""
    assert only(DeviceSettings(face_camera='video:no.mp4'), 'face_camera').code == 'face.gone'


def test_a_scanner_that_types_is_a_keyboard() -> None:
    """Nobody can tell a keyboard from another."""
    assert only(DeviceSettings(id_readers=('keyboard:*',)), 'id_reader').state == 'ok'


@pytest.mark.skipif(os.geteuid() == 0, reason='nothing is denied to root')
def test_what_this_account_may_not_use_is_denied(tmp_path: Path) -> None:
    """Seen by the node's rights."""
    port = tmp_path / 'port'
    port.touch(mode=0)
    assert only(DeviceSettings(id_readers=(f'serial:{port}',)), 'id_reader').code == 'reader.denied'


def test_a_look_ends_when_it_is_asked_to() -> None:
    """A window that closes doesn't wait for the devices that weren't begun."""
    stop = Stop()
    stop.set()
    assert look(DeviceSettings(), stop=stop) == []


def test_looking_costs_no_window_its_start() -> None:
    """OpenCV, Pillow and the printers' library arrive with the device that needs them."""
    heavy = (
        "[name for name in ('cv2', 'numpy', 'PIL', 'escpos', 'zxingcpp', 'pkcs11', 'pyhanko') if name in sys.modules]"
    )
    asked = f'import sys, devices.health, devices.id_reader.opening, devices.camera.opening; print({heavy})'
    done = subprocess.run([sys.executable, '-c', asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == '[]'


def codes_of(kind: str) -> list[str]:
    """The troubles that a kind's protocol lists."""
    protocol = importlib.import_module(f'devices.{kind}.protocol')
    return re.findall(r'^    ([a-z]+\.[a-z_]+) {2,}\S', protocol.__doc__ or '', re.MULTILINE)


@pytest.mark.parametrize('kind', KINDS_WITH_TROUBLES)
def test_every_trouble_has_a_sentence_in_both_languages_and_a_test(kind: str) -> None:
    """A protocol that lists a new trouble doesn't pass before people are told of it and something provokes it."""
    codes = codes_of(kind)
    assert len(codes) >= 3
    for code in codes:
        named = {name for said in texts.SENTENCES[code] for _, name, _, _ in Formatter().parse(said) if name}
        given = dict.fromkeys(named, 1)
        vietnamese, english = (texts.sentence(code, language, **given) for language in ('vi', 'en'))
        assert code not in vietnamese + english  # the sentence for codes that nobody worded names the code
        assert vietnamese != english
        assert is_provoked(code), code


@cache
def sources() -> str:
    """What the tests of devices say."""
    return '\n'.join(path.read_text(encoding='utf-8') for path in (ROOT / 'tests' / 'devices').glob('*.py'))


def is_provoked(code: str) -> bool:
    """Whether a test waits for a code, as a text of its own or in a pattern."""
    return re.search(rf"'{re.escape(code)}'|\br'[^'\n]*{re.escape(re.escape(code))}", sources()) is not None


def raised_in(path: Path) -> Iterator[tuple[str, str, set[str]]]:
    """The codes that a file raises by name: as what, and with which parameters."""
    for call in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ('Trouble', 'Refusal'):
            first = call.args[0] if call.args else None
            for code in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(code, ast.Constant):
                    yield call.func.id, str(code.value), {given.arg for given in call.keywords if given.arg}


def test_whatever_the_devices_raise_has_a_sentence_and_a_test() -> None:
    """Pages and refusals too, not only what the protocols list; and each sentence gets what it names."""
    raised = [one for path in (ROOT / 'devices').rglob('*.py') for one in raised_in(path)]
    assert len({code for _, code, _ in raised}) >= 50
    for _, code, params in raised:
        wanted = {name for sentence in texts.SENTENCES[code] for _, name, _, _ in Formatter().parse(sentence) if name}
        assert wanted <= params, code
    assert [code for kind, code, _ in raised if kind == 'Trouble' and not is_provoked(code)] == []


def test_a_code_that_nobody_worded_is_named_for_support() -> None:
    """Better a code than silence."""
    assert 'printer.on_fire' in texts.sentence('printer.on_fire')
    assert texts.sentence('device.address', 'en', address='usb:1').startswith('No device has an address like usb:1')


def test_every_kind_and_state_has_a_name() -> None:
    """In both languages, for screens and the command."""
    for state in look(DeviceSettings()):
        assert texts.name(state.kind) != texts.name(state.kind, 'en')
        assert texts.state(state.state) != texts.state(state.state, 'en')


def test_a_printer_says_once_what_it_is(printer: EmulatedPrinter) -> None:
    """Firmware and serial number stay known while it is plugged in; one that is gone may be another afterwards."""
    settings = DeviceSettings(receipt_printer=printer.address)
    said = {'firmware': '1.00 ESC/POS', 'maker': 'Motcua', 'model': 'Emulated 80', 'serial': 'EM000001'}
    assert only(settings, 'receipt_printer').about == said
    printer.switches.no_names = True
    printer.switches.cover_open = True
    assert only(settings, 'receipt_printer').about == said
    printer.switches.gone = True
    assert only(settings, 'receipt_printer').about == {}
    printer.switches.gone = printer.switches.cover_open = False
    silent = only(settings, 'receipt_printer')
    assert (silent.state, silent.about) == ('ok', {})


def test_what_a_device_is_in_words() -> None:
    """In the order of the names, in both languages, nothing for one that tells nothing."""
    about = {'serial': 'EM1', 'model': 'X'}
    assert identity.words(about) == "kiểu X, số máy EM1"
    assert identity.words(about, 'en') == "model X, serial EM1"
    assert identity.words({}) == ''
