"""A piece of sound in memory, as voices make it."""

import io
import wave
from dataclasses import dataclass
from typing import IO, Self

from office.errors import Trouble

# 16 bits
BYTES = 2


@dataclass(frozen=True, slots=True)
class Clip:
    """PCM of 16 bits: ``rate`` a second, ``channels``, and the ``frames`` themselves."""

    rate: int
    channels: int
    frames: bytes

    @classmethod
    def read(cls, source: str | IO[bytes]) -> Self:
        """The sound of a WAV file, as much of it as there is, whatever length its head claims.

        Raises:
            Trouble: ``voice.mute`` when it is no such file.
        """
        try:
            with wave.open(source) as told:
                clip = cls(told.getframerate(), told.getnchannels(), told.readframes(told.getnframes()))
                if told.getsampwidth() == BYTES and clip.frames:
                    return clip
        except (OSError, wave.Error, EOFError) as error:
            raise Trouble('voice.mute') from error
        raise Trouble('voice.mute')

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.frames) / (self.rate * self.channels * BYTES)

    def wav(self) -> bytes:
        """The same as a WAV file."""
        made = io.BytesIO()
        with wave.open(made, 'wb') as out:
            out.setnchannels(self.channels)
            out.setsampwidth(BYTES)
            out.setframerate(self.rate)
            out.writeframes(self.frames)
        return made.getvalue()
