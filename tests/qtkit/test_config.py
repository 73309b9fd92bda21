"""One settings file for every program with a window."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from counter.start import main as counter
from kiosk.board_app import main as board
from kiosk.start import main as kiosk
from office.command import DONE, REFUSED


@pytest.mark.parametrize(
    ('program', 'sections'),
    [
        (kiosk, {'centre', 'store', 'devices', 'kiosk'}),
        (board, {'centre', 'store', 'board'}),
        (counter, {'centre', 'store', 'devices', 'counter'}),
    ],
)
def test_a_program_shows_all_that_it_reads_and_refuses_what_it_does_not_know(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    program: Callable[[Sequence[str]], int],
    sections: set[str],
) -> None:
    """What stands in the file for other programs is theirs."""
    file = tmp_path / 'motcua.toml'
    file.write_text('[centre]\nname = "Xã Thử"\n[board]\nchime = false\n[kiosk]\nname = "K2"\n', encoding='utf-8')
    assert program(['--config', str(file), '--print-settings']) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert 'centre.name = "Xã Thử"  # file' in lines
    assert {line.partition('.')[0] for line in lines} == sections
    file.write_text('[centre]\nnam = "Xã Thử"\n', encoding='utf-8')
    assert program(['--config', str(file), '--print-settings']) == REFUSED
    assert '"name"' in capsys.readouterr().err
