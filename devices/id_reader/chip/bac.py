"""Basic access control: the numbers printed on a card open its chip (Doc 9303-11 §4.3)."""

import hashlib
import hmac
import secrets
from collections.abc import Callable

from devices.id_reader.chip.channel import CardChannel, Command, OpenSession
from devices.id_reader.chip.ciphers import FOR_ENCRYPTION, FOR_SEALS, SEAL_BYTES, TRIPLE_DES
from devices.id_reader.chip.secure import Seals, SecureSession
from office.errors import Trouble

Random = Callable[[int], bytes]

CHALLENGE_BYTES, HALF_BYTES = 8, 16
_GET_CHALLENGE, _AUTHENTICATE = 0x84, 0x82


def seed_of(information: str) -> bytes:
    """The secret that a card's numbers give; see ``office.mrz.access_information``."""
    return hashlib.sha1(information.encode('ascii'), usedforsecurity=False).digest()[:16]


def open_chip(channel: CardChannel, information: str, *, random: Random = secrets.token_bytes) -> SecureSession:
    """Open the chip with the numbers of its card.

    Raises:
        Trouble: ``chip.key`` when they are another card's; those of ``CardChannel``.
    """
    plain = OpenSession(channel)
    theirs = plain.send(Command(ins=_GET_CHALLENGE, expected=CHALLENGE_BYTES)).needed()
    ours, our_half = random(CHALLENGE_BYTES), random(HALF_BYTES)
    seed = seed_of(information)
    message = proof(seed, ours + theirs + our_half)
    answer = plain.send(Command(ins=_AUTHENTICATE, data=message, expected=len(message)))
    if not answer.data:
        raise Trouble('chip.key')
    told = checked(seed, answer.data)
    if told[:8] != theirs or told[8:16] != ours:
        raise Trouble('chip.misread')
    return SecureSession(channel, agreed(our_half, told[16:], theirs, ours))


def proof(seed: bytes, told: bytes) -> bytes:
    """What one side sends: encrypted, and sealed."""
    hidden = TRIPLE_DES.encrypted(TRIPLE_DES.key(seed, FOR_ENCRYPTION), told)
    return hidden + TRIPLE_DES.seal(TRIPLE_DES.key(seed, FOR_SEALS), hidden)


def checked(seed: bytes, message: bytes) -> bytes:
    """What the other side told.

    Raises:
        Trouble: ``chip.key`` when its seal is of another key.
    """
    hidden, seal = message[:-SEAL_BYTES], message[-SEAL_BYTES:]
    if not hmac.compare_digest(TRIPLE_DES.seal(TRIPLE_DES.key(seed, FOR_SEALS), hidden), seal):
        raise Trouble('chip.key')
    return TRIPLE_DES.decrypted(TRIPLE_DES.key(seed, FOR_ENCRYPTION), hidden)


def agreed(half: bytes, other_half: bytes, chip_challenge: bytes, reader_challenge: bytes) -> Seals:
    """The seals that both halves make, numbered from both challenges."""
    secret = bytes(one ^ other for one, other in zip(half, other_half, strict=True))
    return Seals.of_secret(TRIPLE_DES, secret, chip_challenge[4:] + reader_challenge[4:])
