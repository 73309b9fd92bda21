"""What every console command does with the settings file it is given."""

from pathlib import Path

import pytest

from office.command import NO_SETTINGS, SENTENCES, sections_of, sentence
from office.errors import Refusal


def test_no_file_means_every_default() -> None:
    """A command without ``--config`` reads nothing."""
    assert sections_of(None, lambda _file: pytest.fail('nothing to read')) == NO_SETTINGS


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    """A wrong path and a file that is no text are refused in one sentence that names the file."""
    binary = tmp_path / 'picture.toml'
    binary.write_bytes(b'\xff\xfe\x00')
    for file in (tmp_path / 'absent.toml', binary):
        with pytest.raises(Refusal, match=r'settings\.unreadable') as refused:
            sections_of(str(file), lambda path: path.read_text(encoding='utf-8'))
        assert str(file) in sentence(refused.value)


def test_a_file_is_read_into_its_sections(tmp_path: Path) -> None:
    """What is read is parsed by the rules of the settings, a misspelt section refused."""
    assert sections_of('x', lambda _file: '[kiosk]\nname = "K2"') == {'kiosk': {'name': 'K2'}}
    with pytest.raises(Refusal, match=r'settings\.section'):
        sections_of('x', lambda _file: '[kiosks]')
    assert 'settings.section' in SENTENCES
