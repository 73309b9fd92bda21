"""motcua-province, as its own process."""

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.province.lgsp import Lgsp
from sync.province.reference.command import main
from sync.province.settings import ProvinceSettings, read_secret
from tests.offices import FixedClock
from tests.sync.province.reports import CODE, record

RUN = [sys.executable, '-c', 'import sys; from sync.province.reference.command import main; sys.exit(main())']


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A province in its own process, and what it said of itself when it was ready."""
    args = ['serve', '--data', str(tmp_path / 'tinh'), '--port', '0', '--client', 'quay-1=000.12.34.H99', '--json']
    child = subprocess.Popen([*RUN, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stderr is not None
    try:
        yield json.loads(child.stdout.readline())
    finally:
        child.terminate()
        told = child.stdout.read() + child.stderr.read()
        child.wait(timeout=30)
        child.stdout.close()
        child.stderr.close()
    assert 'Nguyễn' not in told
    for secret in (tmp_path / 'tinh' / 'bi-mat').iterdir():
        assert secret.read_text(encoding='ascii') not in told


def asked(serving: dict[str, Any], *args: str) -> int:
    return main(['--data', serving['data'], '--url', serving['url'], '--json', *args])


def test_a_morning_at_the_command(serving: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = ProvinceSettings(
        url=serving['url'], unit='000.12.34.H99', client_id='quay-1', secret_file=serving['clients']['quay-1']
    )
    adapter = Lgsp(settings, read_secret(settings), FixedClock())
    adapter.send_dossier(record(), updating=False, key='k-1')
    assert asked(serving, 'held') == 0
    assert json.loads(capsys.readouterr().out)[0]['MaHoSo'] == CODE
    assert asked(serving, 'move', CODE, '4') == 0
    pdf = tmp_path / 'kq.pdf'
    pdf.write_bytes(b'%PDF-1.7')
    assert asked(serving, 'result', CODE, '--code', 'KQ1', '--name', 'Giấy khai sinh', '--pdf', str(pdf)) == 0
    capsys.readouterr()
    assert asked(serving, 'show', CODE) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown['TrangThaiHoSo'], shown['DanhSachGiayToKetQua'][0]['TenGiayTo']) == ('9', 'Giấy khai sinh')
    assert [type(change).__name__ for change in adapter.changes('', 9).items] == ['StateChanged', 'ResultIssued']
    assert asked(serving, 'fault', 'busy', '--seconds', '9', '--times', '1') == 0
    assert asked(serving, 'calm') == 0
    assert adapter.find_dossier(CODE) is not None
    assert asked(serving, 'forget', CODE) == 0
    assert adapter.find_dossier(CODE) is None
    adapter.close()
    # a no of the province, with its own words
    assert asked(serving, 'show', 'khong-co') == 3
    assert 'Không có hồ sơ này' in capsys.readouterr().err


def test_every_secret_is_its_owners_alone(serving: dict[str, Any]) -> None:
    for path in [serving['officials_secret'], *serving['clients'].values()]:
        assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600


def test_nobody_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secrets = tmp_path / 'bi-mat'
    secrets.mkdir()
    (secrets / 'quan-tri').write_text('x', encoding='ascii')
    assert main(['--data', str(tmp_path), '--url', 'http://127.0.0.1:9', 'held']) == 1
    assert 'Không có tỉnh mẫu nào' in capsys.readouterr().err
    assert main(['--data', str(tmp_path / 'trong'), 'held']) == 1


def test_settings_and_wrong_calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['--data', str(tmp_path), '--print-settings']) == 0
    shown = capsys.readouterr().out
    assert 'province.token_life = 3600  # default' in shown
    assert f'province.data = "{tmp_path}"  # command line' in shown
    assert main(['serve', '--workers', '2', '--print-settings']) == 0
    shown = capsys.readouterr().out
    assert 'province.workers = 2  # command line' in shown
    assert 'province.port = 8766  # default' in shown
    assert main(['serve', '--data', str(tmp_path), '--client', 'quay-1']) == 3
    assert 'quay-1' in capsys.readouterr().err
    wrong = tmp_path / 'sai.toml'
    wrong.write_text('[provnce]\n', encoding='utf-8')
    assert main(['--config', str(wrong), 'held']) == 3
    assert '[province]' in capsys.readouterr().err
    assert main([]) == 0
    for option in ('--help', '--version'):
        with pytest.raises(SystemExit) as raised:
            main([option])
        assert raised.value.code == 0
