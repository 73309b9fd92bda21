"""``motcua-devices`` as an administrator and a trainer call it."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import pytest
import segno

from devices import texts
from devices.camera.emulator import Switches as CameraSwitches
from devices.camera.emulator import empty_desk
from devices.camera.opening import open_camera
from devices.command import main
from devices.discovery import cameras, serial_ports
from devices.emulate import emulate
from devices.id_reader.emulator import SPECIMEN_CARD, EmulatedReader
from devices.id_reader.opening import open_id_reader
from devices.receipt_printer.emulator.printer import EmulatedPrinter
from devices.receipt_printer.opening import open_printer
from devices.scanner.emulator import write_sane_test_config
from devices.scanner.opening import open_scanner
from devices.stop import Stop
from office import command


@pytest.fixture(autouse=True)
def _nobody_is_asked_in_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is announced on this machine is enough for a test."""
    monkeypatch.setattr('devices.scanner.escl_discovery.INTERFACES', ['127.0.0.1'])


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[EmulatedPrinter]:
    """A printer that works."""
    with EmulatedPrinter(tmp_path / 'printer') as printer:
        yield printer


def written(tmp_path: Path, *lines: str) -> list[str]:
    """A settings file with a section of devices, as options of the command."""
    file = tmp_path / 'motcua.toml'
    file.write_text('\n'.join(['[devices]', *lines]), encoding='utf-8')
    return ['--config', str(file)]


def test_check_says_of_each_device_how_it_is_and_what_to_do(
    tmp_path: Path, printer: EmulatedPrinter, capsys: pytest.CaptureFixture[str]
) -> None:
    """All well is 0; with the cover open and a reader unplugged it is 1, and says so in two languages."""
    with EmulatedReader(tmp_path / 'usb') as reader:
        config = written(tmp_path, f'receipt_printer = "{printer.address}"', f'id_readers = ["{reader.address}"]')
        assert main([*config, 'check']) == command.DONE
        assert 'số máy EM000001, phần mềm 1.00 ESC/POS' in capsys.readouterr().out
        printer.switches.cover_open = True
    assert main([*config, 'check']) == command.FAILED
    said = capsys.readouterr().out
    assert "Nắp máy in đang mở. Đóng nắp lại. / The printer's cover is open. Close it." in said
    assert main([*config, 'check', '--json']) == command.FAILED
    states = {state['kind']: state for state in json.loads(capsys.readouterr().out)}
    assert states['scanner']['state'] == 'absent'
    assert (states['id_reader']['state'], states['id_reader']['code']) == ('trouble', 'reader.gone')
    assert states['receipt_printer']['about']['serial'] == 'EM000001'
    assert states['receipt_printer']['what_to_do']['en'] == "The printer's cover is open. Close it."


def test_a_near_end_of_the_roll_is_told_and_no_failure(
    tmp_path: Path, printer: EmulatedPrinter, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints still."""
    printer.switches.near_end = True
    assert main([*written(tmp_path, f'ticket_printer = "{printer.address}"'), 'check']) == command.DONE
    assert 'Máy in sắp hết giấy' in capsys.readouterr().out


def test_list_names_addresses_for_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What SANE sees, and the printers that the settings name: a network printer can't be discovered."""
    config = write_sane_test_config(tmp_path / 'sane')
    settings = written(tmp_path, f'scanner = "sane:test:0?config={config}"', 'receipt_printer = "tcp://10.0.0.9:9100"')
    assert main([*settings, 'list', '--json']) == command.DONE
    found = {one['address']: (one['kind'], one['name']) for one in json.loads(capsys.readouterr().out)}
    assert found['sane:test:0'] == ('scanner', 'frontend-tester')
    assert found['tcp://10.0.0.9:9100'][0] == 'receipt_printer'
    assert main([*settings, 'list']) == command.DONE
    assert 'Máy quét / Scanner' in capsys.readouterr().out
    wrong = written(tmp_path, 'scanner = "sane:"', 'signer = "token:A"', 'receipt_printer = "tcp://10.0.0.9:9100"')
    assert main([*wrong, 'list', '--json']) == command.FAILED
    said = capsys.readouterr()
    assert 'token:A' in said.err
    assert 'tcp://10.0.0.9:9100' in {one['address'] for one in json.loads(said.out)}


def test_settings_are_shown_and_mistakes_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As with every command of the product."""
    assert main([*written(tmp_path, 'camera = "camera:1"'), '--print-settings']) == command.DONE
    assert 'devices.camera = "camera:1"  # file' in capsys.readouterr().out
    assert main([*written(tmp_path, 'camra = "camera:1"'), 'check']) == command.REFUSED
    assert '"camera"' in capsys.readouterr().err
    assert main(['--config', str(tmp_path / 'absent.toml'), 'check']) == command.REFUSED
    assert main([]) == command.DONE
    for option in ('--help', '--version'):
        with pytest.raises(SystemExit) as ended:
            main([option])
        assert ended.value.code == 0
    assert 'motcua-devices' in capsys.readouterr().out


def test_a_wrong_address_is_a_trouble_of_its_device(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other devices are looked at all the same."""
    config = written(tmp_path, 'receipt_printer = "usb:1"', 'scanner = "folder:."')
    assert main([*config, 'check']) == command.FAILED
    said = capsys.readouterr().out
    assert 'usb:1. Sửa mục [devices]' in said
    assert 'sẵn sàng' in said


def test_linux_numbers_cameras_and_only_their_first_nodes_film(tmp_path: Path) -> None:
    """A tree as the kernel lays it out; ten comes after two."""
    for node, index, name in (
        ('video0', '0', 'Desk'),
        ('video1', '1', 'Desk'),
        ('video10', '0', 'B'),
        ('video2', '0', 'A'),
    ):
        (tmp_path / node).mkdir()
        (tmp_path / node / 'index').write_text(f'{index}\n', encoding='ascii')
        (tmp_path / node / 'name').write_text(f'{name}\n', encoding='ascii')
    found = [(one.address, one.name) for one in cameras(tmp_path)]
    assert found == [('camera:0', 'Desk'), ('camera:2', 'A'), ('camera:10', 'B')]
    assert all(one.address.startswith('serial:') for one in serial_ports())


class Hand:
    """What somebody types while an emulated device runs: each line waits for what the one before did."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, line: str) -> None:
        """The emulator's own words."""
        self.said.append(line)


@pytest.mark.parametrize('kind', ['printer', 'serial-printer'])
def test_an_emulated_printer_obeys_its_switches(tmp_path: Path, kind: str) -> None:
    """Typed once it is out of paper, typed again it isn't."""
    hand = Hand()

    def lines() -> Iterator[str]:
        with closing(open_printer(hand.said[0])) as printer:
            assert printer.status().paper == 'adequate'
            yield 'paper_out\n'
            assert printer.status().paper == 'out'
            yield 'paper_out\n'
            assert printer.status().paper == 'adequate'
            yield 'nonsense\n'

    emulate(kind, tmp_path, lines(), hand.say)
    assert hand.said[1:] == ['paper_out: bật / on', 'paper_out: tắt / off', texts.unknown_switch('nonsense')]


def test_an_emulated_reader_shows_what_is_typed(tmp_path: Path) -> None:
    """A text, the specimen card for an empty line, and its cable."""
    hand, read = Hand(), []

    def lines() -> Iterator[str]:
        with closing(open_id_reader(hand.said[0])) as reader:
            reader.ready()
            yield 'H99-1\n'
            read.append(reader.read(Stop()).payload)
            yield '\n'
            read.append(reader.read(Stop()).payload)
            yield 'unplug\n'
            yield 'plug\n'
            reader.close()
            reader.ready()
            yield '\n'
            read.append(reader.read(Stop()).payload)

    emulate('reader', tmp_path, lines(), hand.say)
    assert read == ['H99-1', SPECIMEN_CARD, SPECIMEN_CARD]


def test_emulated_scanners_and_cameras_show_invented_sheets(tmp_path: Path) -> None:
    """A folder for the scanner's driver, a stream for the camera's."""
    hand = Hand()
    emulate('scanner', tmp_path, (), hand.say)
    with closing(open_scanner(hand.said[0])) as scanner:
        assert scanner.capabilities().resolutions

    def lines() -> Iterator[str]:
        with closing(open_camera(hand.said[1])) as camera:
            assert camera.frame(Stop()).picture.shape == (1080, 1920, 3)
            yield 'busy\n'

    emulate('camera', tmp_path, lines(), hand.say)
    assert hand.said[2] == 'busy: bật / on'
    assert CameraSwitches().busy is False
    emulate('network-scanner', tmp_path, ('jam\n',), hand.say)
    assert hand.said[3].startswith('escl://127.0.0.1:')
    assert hand.said[4] == 'jam: bật / on'


def test_the_command_runs_by_itself(tmp_path: Path) -> None:
    """As a process: its own standard input ends it, and the first line is the address."""
    done = subprocess.run(
        [sys.executable, '-m', 'devices.command', 'emulate', 'printer', str(tmp_path)],
        input='near_end\n',
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines()[0].startswith('tcp://127.0.0.1:')
    assert done.stdout.splitlines()[1] == 'near_end: bật / on'


def test_codes_in_pictures_and_cards_in_lines_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever looks why a card isn't read: by picture, and by what its code says."""
    card, desk, text = tmp_path / 'card.png', tmp_path / 'desk.png', tmp_path / 'notes.txt'
    segno.make(SPECIMEN_CARD, encoding='utf-8').save(str(card), scale=4)
    cv2.imwrite(str(desk), empty_desk(320, 240))
    text.touch()
    assert main(['read-qr', '--json', str(card)]) == command.DONE
    assert json.loads(capsys.readouterr().out)[0]['texts'] == [SPECIMEN_CARD]
    assert main(['read-qr', '--json', str(card), str(desk), str(text)]) == command.FAILED
    told = json.loads(capsys.readouterr().out)
    assert [(one['texts'], one['trouble']) for one in told[1:]] == [([], ''), ([], 'page.unreadable')]
    monkeypatch.setattr('sys.stdin', io.StringIO(f'{SPECIMEN_CARD}\nH99-1\n'))
    assert main(['parse-card', '--json']) == command.FAILED
    person, refused = json.loads(capsys.readouterr().out)
    assert (person['number'], person['birth'], person['warnings']) == ('001199000000', '1999-03-02', [])
    assert refused == {'refusal': 'card.not_a_card'}
    monkeypatch.setattr('sys.stdin', io.StringIO(f'{SPECIMEN_CARD}\n'))
    assert main(['parse-card']) == command.DONE
    assert 'name: ĐỖ THỊ MẪU' in capsys.readouterr().out
