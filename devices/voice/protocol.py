"""A voice, whatever makes it."""

from typing import Literal, Protocol

Language = Literal['vi', 'en']


class Voice(Protocol):
    """Makes sound of sentences; one thread owns it.

    Trouble: ``voice.gone`` (nothing here speaks), ``voice.mute`` (it made no sound in time), ``voice.words`` (it lacks
    words, ``words`` names them).
    """

    def speak(self, sentence: str, language: Language) -> bytes:
        """A sentence as a WAV file, PCM of 16 bits.

        Raises:
            Trouble: as above.
        """
        ...
