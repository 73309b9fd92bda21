"""A voice of clips: WAV files named by the words in them, put together to sentences.

``mời số.wav``, ``đến quầy.wav``, ``một.wav`` … of one kind (rate, channels, 16 bits) in a folder; English ones in the
folder ``en`` within it. The longest clip that fits is taken first; punctuation is a short silence.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from devices.voice.clip import BYTES, Clip
from devices.voice.protocol import Language
from office.errors import Trouble

_BREATH_S = 0.15
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
        breath = bytes(int(rate * _BREATH_S) * channels * BYTES)
        return Clip(rate, channels, b''.join(breath if clip is None else clip.frames for clip in chosen)).wav()


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


def _chosen(sentence: str, clips: dict[str, Path]) -> Iterator[Clip | None]:
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
        yield Clip.read(str(clips[' '.join(words[at:end])]))
        at = end
