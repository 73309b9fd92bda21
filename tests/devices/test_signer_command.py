"""``motcua-devices`` signs, judges, lists and tries, and its drill obeys."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import time

import pytest

import devices
from devices import texts
from devices.command import main
from devices.emulate import emulate
from devices.signer.emulator.soft_token import PIN, SoftToken
from office import command
from tests.devices.signing_bench import page


@pytest.fixture(scope='module')
def token(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    """Its certificate holds by this machine's clock, which the command goes by."""
    return SoftToken(tmp_path_factory.mktemp('token') / 'own', datetime.fromtimestamp(time(), UTC))


@pytest.fixture(autouse=True)
def _nobody_is_asked_in_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is announced on this machine is enough for a test."""
    monkeypatch.setattr('devices.scanner.escl_discovery.INTERFACES', ['127.0.0.1'])


@pytest.fixture
def config(token: SoftToken, tmp_path: Path) -> list[str]:
    """Settings with the token."""
    file = tmp_path / 'motcua.toml'
    lines = ['[devices]', f'signer = "{token.address}"', f'signature_roots = "{token.roots}"']
    file.write_text('\n'.join(lines), encoding='utf-8')
    return ['--config', str(file)]


@pytest.fixture
def pin() -> Iterator[str]:
    """An open file with the PIN."""
    reads, writes = os.pipe()
    os.write(writes, f'{PIN}\n'.encode())
    os.close(writes)
    yield str(reads)
    os.close(reads)


def test_a_file_is_signed_and_judged(
    config: list[str], pin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Good is 0; unsigned and doubtful files are 1; a file that is there is not written over."""
    paper, signed = tmp_path / 'paper.pdf', tmp_path / 'signed.pdf'
    paper.write_bytes(page())
    assert main([*config, 'sign', str(paper), str(signed), '--pin-fd', pin]) == command.DONE
    assert 'holder' in capsys.readouterr().out
    assert main([*config, 'verify', str(signed), '--json']) == command.DONE
    told = json.loads(capsys.readouterr().out)
    assert told['code'] == 'signature.good'
    assert told['signatures'][0]['certificate']['holder'] == "Lê Thị Lan"
    assert main(['verify', str(signed)]) == command.FAILED
    assert 'Không xác định được người ký' in capsys.readouterr().out
    assert main([*config, 'verify', str(paper)]) == command.FAILED
    assert main([*config, 'verify', str(tmp_path / 'none.pdf')]) == command.FAILED


def test_a_pin_never_stands_where_processes_are_listed(token: SoftToken, tmp_path: Path) -> None:
    """Neither in the command's arguments nor in its child's, nor in what either of them is given by the system."""
    (tmp_path / 'paper.pdf').write_bytes(page())
    seen = tmp_path / 'seen'
    spy = (
        'import sys, subprocess, pathlib, devices.child as child\n'
        'began = subprocess.Popen\n'
        'def begin(*given, **named):\n'
        f'    pathlib.Path({str(seen)!r}).write_text(repr((given, named, sys.argv)))\n'
        '    return began(*given, **named)\n'
        'child.subprocess.Popen = begin\n'
        'from devices.command import main\n'
        'sys.exit(main(sys.argv[1:]))\n'
    )
    asked = ['sign', 'paper.pdf', 'out.pdf', '--address', token.address, '--pin-fd', '0']
    environment = {**os.environ, 'PYTHONPATH': str(Path(devices.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, '-c', spy, *asked], input=f'{PIN}\n', text=True, cwd=tmp_path, env=environment,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == command.DONE, done.stderr
    none = subprocess.run(
        [sys.executable, '-m', 'devices.command', *asked], input='', text=True, cwd=tmp_path, env=environment,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (none.returncode, 'Traceback' in none.stderr) == (command.FAILED, False), none.stderr
    assert PIN not in seen.read_text(encoding='utf-8').replace(token.address, '')
    assert PIN not in done.stdout + done.stderr


def test_tokens_are_listed_checked_and_tried(
    config: list[str], pin: str, token: SoftToken, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the address that names each; a trial's signature is judged too."""
    assert main([*config, 'list', '--json']) == command.DONE
    listed = json.loads(capsys.readouterr().out)
    assert [(one['kind'], one['address']) for one in listed if one['kind'] == 'signer'] == [('signer', token.address)]
    assert main([*config, 'check', '--json']) == command.DONE
    states = {one['kind']: one['state'] for one in json.loads(capsys.readouterr().out)}
    assert states['signer'] == 'ok'
    assert main([*config, 'test', 'signer', str(tmp_path), '--pin-fd', pin, '--json']) == command.DONE
    assert json.loads(capsys.readouterr().out)['code'] == 'signature.good'


def test_a_drills_token_obeys(tmp_path: Path) -> None:
    """Pulled out by a word, and plugged in again by the same."""
    said: list[str] = []
    emulate('signer', tmp_path / 'drill', ('removed\n', 'removed\n', 'nonsense\n'), said.append)
    assert said[1].startswith('pkcs11:')
    assert said[2:] == ['removed: bật / on', 'removed: tắt / off', texts.unknown_switch('nonsense')]
