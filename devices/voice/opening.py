"""From an address to a voice."""

from pathlib import Path

from devices.address import Address
from devices.voice.espeak import EspeakVoice
from devices.voice.protocol import Voice
from devices.voice.recorded import RecordedVoice
from office.errors import Refusal


def open_voice(address: str) -> Voice:
    """Open a voice by its address.

    ``espeak:vi?en=en-gb&speed=140``    espeak-ng, its Vietnamese and its English voice, words a minute
    ``recorded:/srv/motcua/giong``      clips of words that a person spoke, see ``devices.voice.recorded``

    Raises:
        Refusal: ``device.address``, ``device.option``.
    """
    parsed = Address.parse(address)
    if parsed.scheme == 'espeak':
        parsed.known_options('en', 'speed', 'program')
        return EspeakVoice(
            {'vi': parsed.rest, 'en': parsed.options.get('en', 'en')},
            speed=parsed.number('speed', EspeakVoice.SPEED),
            program=parsed.options.get('program', EspeakVoice.PROGRAM),
        )
    if parsed.scheme == 'recorded':
        parsed.known_options()
        return RecordedVoice(Path(parsed.rest))
    raise Refusal('device.address', address=address)
