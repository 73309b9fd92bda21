"""Voices: espeak-ng itself, clips that a person recorded, and all that can be wrong with them."""

import io
import wave
from pathlib import Path

import pytest

from devices.voice.opening import open_voice
from office.errors import Refusal, Trouble

CALL = "Mời số A mười bảy, đến quầy ba."


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as told:
        assert told.getsampwidth() == 2
        return told.getnframes() / told.getframerate()


def program(folder: Path, script: str) -> str:
    """A voice's program that does something else."""
    file = folder / 'giong'
    file.write_text(f'#!/bin/sh\n{script}\n', encoding='ascii')
    file.chmod(0o755)
    return f'espeak:vi?program={file}'


def clip(file: Path, level: int, *, rate: int = 8000) -> None:
    """A tenth of a second of one level."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), 'wb') as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(level.to_bytes(2, 'little') * (rate // 10))


def test_a_call_is_said_in_both_languages() -> None:
    """Real speech of a length that a call has, and not silence."""
    voice = open_voice('espeak:vi-vn-x-south?speed=160')
    said = voice.speak(CALL, 'vi')
    assert 1.5 < seconds(said) < 6
    assert max(said[44:]) > 0
    assert 0.5 < seconds(voice.speak('Number A 17', 'en')) < 4
    # a sentence that looks like an option is said, not obeyed
    assert seconds(voice.speak('--version', 'vi')) > 0.3


@pytest.mark.parametrize(
    ('script', 'code'),
    [('exit 1', 'voice.mute'), ('echo no sound', 'voice.mute'), ('head -c 4000 /dev/zero', 'voice.mute')],
)
def test_a_program_that_makes_no_sound_is_said_so(tmp_path: Path, script: str, code: str) -> None:
    with pytest.raises(Trouble) as raised:
        open_voice(program(tmp_path, script)).speak(CALL, 'vi')
    assert raised.value.code == code


def test_a_program_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('devices.voice.espeak._PATIENCE_S', 0.2)
    with pytest.raises(Trouble) as raised:
        open_voice(program(tmp_path, 'exec sleep 30')).speak(CALL, 'vi')
    assert raised.value.code == 'voice.mute'


@pytest.mark.parametrize('address', ['espeak:vi?program=/nowhere/giong', 'recorded:/nowhere'])
def test_without_a_voice_it_is_gone(address: str) -> None:
    with pytest.raises(Trouble) as raised:
        open_voice(address).speak(CALL, 'vi')
    assert raised.value.code == 'voice.gone'


def test_clips_are_put_together_the_longest_first(tmp_path: Path) -> None:
    """Their names may be written in either way of Unicode, and punctuation is a breath."""
    for level, words in enumerate(("mời số", "mời", "A", "mười", "mười bảy", "đến quầy", "ba"), start=1):
        clip(tmp_path / f'{words}.wav', level)
    said = open_voice(f'recorded:{tmp_path}').speak("Mời số A mười bảy, đến quầy ba.", 'vi')
    frames = said[44:]
    levels = [frames[at] for at in range(0, len(frames), 2)]
    heard = [level for level, before in zip(levels, [None, *levels], strict=False) if level != before]
    assert heard == [1, 3, 5, 0, 6, 7, 0]


def test_a_word_that_nobody_recorded_is_named(tmp_path: Path) -> None:
    clip(tmp_path / 'mời số.wav', 1)
    with pytest.raises(Trouble) as raised:
        open_voice(f'recorded:{tmp_path}').speak("Mời số B", 'vi')
    assert (raised.value.code, raised.value.params) == ('voice.words', {'words': 'b'})
    clip(tmp_path / 'en' / 'number.wav', 1)
    assert seconds(open_voice(f'recorded:{tmp_path}').speak('Number', 'en')) == pytest.approx(0.1)


@pytest.mark.parametrize('made', ['two rates', 'no sound file'])
def test_clips_that_dont_fit_together_are_no_voice(tmp_path: Path, made: str) -> None:
    clip(tmp_path / 'một.wav', 1)
    clip(tmp_path / 'hai.wav', 1, rate=16000)
    if made == 'no sound file':
        (tmp_path / 'hai.wav').write_bytes(b'RIFF')
    with pytest.raises(Trouble) as raised:
        open_voice(f'recorded:{tmp_path}').speak("một hai", 'vi')
    assert raised.value.code == 'voice.mute'


@pytest.mark.parametrize('address', ['giong:vi', 'espeak:vi?pitch=3', 'recorded:/srv?x=1'])
def test_an_address_of_no_voice_is_refused(address: str) -> None:
    with pytest.raises(Refusal):
        open_voice(address)
