"""The back of an identity card under the document camera: what opens its chip; the picture is kept nowhere."""

from datetime import date

from devices.id_reader.mrz import read_mrz
from devices.paper.picture import decode
from office.errors import Refusal
from office.mrz import parse


def key_on_back(image: bytes, today: date) -> str:
    """What opens the chip, by the three lines in one picture's file.

    Raises:
        Refusal: ``mrz.none``, ``mrz.shape`` or ``mrz.check``.
        Trouble: ``page.unreadable``.
    """
    found = read_mrz(decode(image))
    if found is None:
        raise Refusal('mrz.none')
    return parse(found.lines, today=today).key
