"""For diagnosis: a card on the chip reader is opened and read, and what of it was proven is told, masked."""

import time
from contextlib import closing
from datetime import UTC, datetime

from devices.id_reader.chip.key import Key
from devices.id_reader.chip.reading import ChipRead
from devices.id_reader.opening import open_chip_reader
from devices.stop import Stop
from office.chip import keys_of_card
from office.identity import read_card
from office.privacy import masked_number

CAN_DIGITS = 6

Told = dict[str, object]


def key_of(line: str) -> Key:
    """What opens a chip, from a line as a person types or scans it: the six digits of the front, or what the QR says.

    Raises:
        Refusal: ``card.not_a_card`` when it is neither.
    """
    typed = line.strip()
    if typed.isascii() and typed.isdigit() and len(typed) == CAN_DIGITS:
        return Key(can=typed)
    return Key(numbers=keys_of_card(read_card(typed)))


def try_chip_reader(address: str, line: str, stop: Stop) -> Told:
    """Wait for a card, open it by a line of ``key_of``, and read it; nothing of it is kept.

    Raises:
        Refusal: ``device.address``, ``device.option``, ``card.not_a_card``.
        Trouble: what the reader and the chip raise.
    """
    key = key_of(line)
    with closing(open_chip_reader(address, _MachineClock())) as reader:
        reader.ready()
        return _told(reader.read(key, stop))


class _MachineClock:
    """The machine's own time: a signer's certificate is judged by it."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.fromtimestamp(time.time(), UTC)


def _told(read: ChipRead) -> Told:
    person, proof = read.identity.applicant(), read.identity.proof
    return {
        'name': person.name,
        'number': masked_number(person.number),
        'proof': person.proof.value,
        'access': proof.access,
        'signer': proof.signer.value,
        'original': proof.original.value,
        'revocation_known': proof.is_revocation_known,
        'face': read.face.kind if read.face else '',
        'warnings': list(read.identity.warnings),
    }
