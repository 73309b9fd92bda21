"""Make the board's chime: two soft falling tones, written as 16-bit mono WAV.

Run as ``python -m tools.make_chime``; the result is the same bytes each time.
"""

import math
import struct
import sys
import wave
from pathlib import Path

RATE = 22_050
# a falling third, as doorbells ring: E5 and C5 in hertz, each with where it begins in seconds
TONES = ((659.26, 0.0), (523.25, 0.38))
SECONDS, DECAY, LOUDNESS = 1.5, 4.0, 0.4
# harmonics with their loudness: a bell rather than a buzzer
HARMONICS = ((1, 1.0), (2, 0.35), (3, 0.12))
# a tone that begins at once would click
ATTACK = 0.008

CHIME = Path(__file__).parents[1] / 'kiosk' / 'sounds' / 'chime.wav'


def sample(at: float) -> float:
    """The chime's amplitude at a moment in seconds, -1 to 1."""
    total = 0.0
    for pitch, begins in TONES:
        since = at - begins
        if since < 0:
            continue
        swell = min(1.0, since / ATTACK) * math.exp(-DECAY * since)
        total += swell * sum(share * math.sin(2 * math.pi * pitch * part * since) for part, share in HARMONICS)
    # the end is faded, so that it doesn't click either
    return LOUDNESS * total / 2 * min(1.0, (SECONDS - at) / 0.05)


def chime() -> bytes:
    """The samples as little-endian 16-bit integers."""
    return b''.join(struct.pack('<h', round(32_767 * sample(at / RATE))) for at in range(int(RATE * SECONDS)))


def main() -> int:
    """Write the file."""
    CHIME.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(CHIME), 'wb') as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(chime())
    return 0


if __name__ == '__main__':
    sys.exit(main())
