"""A voice of clips: WAV files named by the words in them, put together to sentences.

``mời số.wav``, ``đến quầy.wav``, ``một.wav`` … of one kind (rate, channels, 16 bits) in a folder; English ones in the
folder ``en`` within it. The longest clip that fits is taken first; punctuation is a short silence.
"""

import io
import re
import unicodedata
import wave
from collections.abc import Iterator
from pathlib import Path

from devices.voice.protocol import Language
from office.errors import Trouble

_BREATH_S = 0.15
_BYTES = 2
_PARTS = re.compile(r"[\w'-]+|[.,;:!?]")


class RecordedVoice:
    """The clips of ``folder``; looked at anew for each sentence, for people add to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def speak(self, sentence: str, language: Language) -> bytes:
        """See ``Voice``."""
        clips = _clips(self._folder / language if language == 'en' else self._folder)
        chosen = list(_chosen(_key(sentence), clips))
        kinds = {(clip.rate, clip.channels) for clip in chosen if clip is not None}
        if len(kinds) != 1:
            raise Trouble('voice.mute')
        ((rate, channels),) = kinds
        breath = bytes(int(rate * _BREATH_S) * channels * _BYTES)
        made = io.BytesIO()
        with wave.open(made, 'wb') as out:
            out.setnchannels(channels)
            out.setsampwidth(_BYTES)
            out.setframerate(rate)
            out.writeframes(b''.join(breath if clip is None else clip.frames for clip in chosen))
        return made.getvalue()

    def close(self) -> None:
        """Nothing is held."""


class _Clip:
    """One file's sound."""

    def __init__(self, file: Path) -> None:
        try:
            with wave.open(str(file)) as told:
                self.rate, self.channels = told.getframerate(), told.getnchannels()
                self.frames = told.readframes(told.getnframes())
                if told.getsampwidth() != _BYTES:
                    raise Trouble('voice.mute')
        except (OSError, wave.Error, EOFError) as error:
            raise Trouble('voice.mute') from error


def _key(text: str) -> str:
    """However a name was typed: one way of writing its marks, and small letters."""
    return unicodedata.normalize('NFC', text).casefold()


def _clips(folder: Path) -> dict[str, Path]:
    try:
        clips = {_key(file.stem): file for file in folder.iterdir() if file.suffix.lower() == '.wav'}
    except OSError as error:
        raise Trouble('voice.gone', program=str(folder)) from error
    if not clips:
        raise Trouble('voice.gone', program=str(folder))
    return clips


def _chosen(sentence: str, clips: dict[str, Path]) -> Iterator[_Clip | None]:
    """The clips in turn; None is a breath."""
    words = _PARTS.findall(sentence)
    at = 0
    while at < len(words):
        if not words[at][0].isalnum():
            yield None
            at += 1
            continue
        ends = range(len(words), at, -1)
        end = next((end for end in ends if ' '.join(words[at:end]) in clips), None)
        if end is None:
            raise Trouble('voice.words', words=words[at])
        yield _Clip(clips[' '.join(words[at:end])])
        at = end
