"""espeak-ng as a voice: one short-lived process a sentence, so that whatever it does, it does to itself."""

import io
import subprocess
from collections.abc import Mapping
from typing import ClassVar

from devices.voice.clip import Clip
from devices.voice.protocol import Language
from office.errors import Trouble

# a sentence takes it some 20 ms
_PATIENCE_S = 5.0


class EspeakVoice:
    """``voices`` names espeak-ng's voice of each language; ``speed`` is in words a minute."""

    PROGRAM: ClassVar[str] = 'espeak-ng'
    # slower than its usual 175: a hall echoes
    SPEED: ClassVar[int] = 145

    def __init__(self, voices: Mapping[Language, str], *, speed: int = SPEED, program: str = PROGRAM) -> None:
        self._voices, self._speed, self._program = voices, speed, program

    def speak(self, sentence: str, language: Language) -> bytes:
        """See ``Voice``."""
        # the sentence comes by standard input: what is to be said is nobody's option
        call = [self._program, '-v', self._voices[language], '-s', str(self._speed), '--stdin', '--stdout']
        try:
            said = subprocess.run(  # noqa: S603  # the administrator's own program
                call, input=sentence.encode(), capture_output=True, timeout=_PATIENCE_S, check=False
            )
        except OSError as error:
            raise Trouble('voice.gone', program=self._program) from error
        except subprocess.TimeoutExpired as error:
            raise Trouble('voice.mute') from error
        if said.returncode:
            raise Trouble('voice.mute')
        # it writes the head before it knows the length, and claims the longest
        return Clip.read(io.BytesIO(said.stdout)).wav()
