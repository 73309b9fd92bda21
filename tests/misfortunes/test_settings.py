"""A settings file with a slip of the finger: every command says which key, and what it may have meant."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = ('kiosk.start', 'kiosk.board_app', 'counter.start', 'sync.command')


@pytest.mark.parametrize('module', COMMANDS)
def test_a_misspelt_key_is_named_with_the_nearest(module: str, tmp_path: Path) -> None:
    """Nothing starts, nothing is made, and the sentence stands in both languages without a trace of code."""
    config, store = tmp_path / 'motcua.toml', tmp_path / 'store'
    config.write_text(f'[store]\nfolder = "{store}"\nkeyrin = false\n', encoding='utf-8')
    call = f'import sys; from {module} import main; sys.exit(main())'
    run = subprocess.run(
        [sys.executable, '-c', call, '--config', str(config), *(['status'] if module.startswith('sync') else [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 3
    assert "Cài đặt có khóa lạ store.keyrin; có phải \"keyring\"?" in run.stderr
    assert 'Traceback' not in run.stderr
    assert not store.exists()
