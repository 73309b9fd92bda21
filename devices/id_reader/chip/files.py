"""The files of an identity application: chosen, read to their end, and what stands in them (Doc 9303-10)."""

from collections.abc import Callable

from devices.id_reader.chip.channel import OK, Command, Session
from devices.id_reader.chip.tlv import header, needed, objects, tlv
from office.errors import Trouble

APPLICATION = bytes.fromhex('A0000002471001')
CARD_ACCESS, COM, SOD = 0x011C, 0x011E, 0x011D
DG1, DG2, DG13, DG14, DG15 = 1, 2, 13, 14, 15

# EF.COM lists data groups by their tags, in this order from DG1
TAGS = (0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70)

_SELECT, _READ, _READ_FAR = 0xA4, 0xB0, 0xB1
_NOT_THERE = {0x6A82, 0x6A83, 0x6982, 0x6985, 0x6A88}

# with its seal and 16 bytes a block, as much as one short answer carries
_PIECE = 0xDF
_FAR = 0x8000
_OFFSET, _DATA = 0x54, 0x53

Progress = Callable[[int, int], None]


def select_application(session: Session) -> None:
    """Choose the identity application.

    Raises:
        Trouble: ``chip.refused`` when the card has none: a bank's card, a transport card.
    """
    session.send(Command(ins=_SELECT, p1=4, p2=0x0C, data=APPLICATION)).needed()


def card_access(session: Session) -> bytes | None:
    """EF.CardAccess, None on a chip that knows no PACE; some must be told first that the card's root is meant."""
    file = read_file(session, CARD_ACCESS)
    if file is None and session.send(Command(ins=_SELECT, p2=0x0C)).status == OK:
        file = read_file(session, CARD_ACCESS)
    return file


def group_file(group: int) -> int:
    """The file of a data group."""
    return 0x0100 + group


def read_file(session: Session, file: int, progress: Progress | None = None) -> bytes | None:
    """A file to its end, None when the chip has none or doesn't give it; ``progress`` gets bytes read and all.

    Raises:
        Trouble: ``chip.data`` for a file without a length; those of ``Session.send``.
    """
    chosen = session.send(Command(ins=_SELECT, p1=2, p2=0x0C, data=file.to_bytes(2, 'big')))
    if chosen.status in _NOT_THERE:
        return None
    chosen.needed()
    begin = session.send(Command(ins=_READ, expected=8))
    if begin.status in _NOT_THERE:
        return None
    data = begin.data
    _, _, end = header(data)
    while len(data) < end:
        piece = _piece(session, len(data), min(_PIECE, end - len(data)))
        if not piece:
            raise Trouble('chip.data')
        data += piece
        if progress is not None:
            progress(len(data), end)
    return data[:end]


def _piece(session: Session, at: int, size: int) -> bytes:
    if at < _FAR:
        answer = session.send(Command(ins=_READ, p1=at >> 8, p2=at & 0xFF, expected=size))
        return answer.data or answer.needed()
    # the even command has fifteen bits for the place; the odd one says it in its data
    where = tlv(_OFFSET, at.to_bytes(3, 'big'))
    answer = session.send(Command(ins=_READ_FAR, data=where, expected=size))
    data = answer.data if answer.status == OK or answer.data else answer.needed()
    return needed(data, _DATA)


def listed_groups(com: bytes) -> tuple[int, ...]:
    """The numbers of the data groups that EF.COM lists."""
    return tuple(TAGS.index(tag) + 1 for tag in needed(com, 0x60, 0x5C) if tag in TAGS)


def mrz_lines(dg1: bytes) -> tuple[str, ...]:
    """The three lines in DG1; a chip writes them without line ends.

    Raises:
        Trouble: ``chip.data`` when they aren't three times thirty: a passport has two lines.
    """
    text = needed(dg1, 0x61, 0x5F1F).decode('ascii', errors='replace')
    if len(text) != 90:  # noqa: PLR2004 - three lines of thirty
        raise Trouble('chip.data')
    return text[:30], text[30:60], text[60:]


def numbered_texts(dg13: bytes) -> dict[int, tuple[str, ...]]:
    """The Vietnamese data group: texts by their number, each as often as it stands there.

    Its layout isn't published. Seen so far: a tree of sequences, in which those that begin with an INTEGER name a
    field by it and hold its text or texts; whatever else stands there is passed over.
    """
    found: dict[int, tuple[str, ...]] = {}
    _collect(needed(dg13, 0x6D), found)
    return found


_SEQUENCE, _INTEGER = 0x30, 0x02
_CONTAINERS = {_SEQUENCE, 0x31, 0xA0, 0xA1}
_TEXTS = {0x0C: 'utf-8', 0x13: 'ascii', 0x16: 'ascii', 0x04: 'utf-8', 0x1E: 'utf-16-be'}


def _collect(data: bytes, found: dict[int, tuple[str, ...]]) -> None:
    for tag, value in objects(data):
        if tag not in _CONTAINERS:
            continue
        parts = list(objects(value))
        if tag == _SEQUENCE and len(parts) > 1 and parts[0][0] == _INTEGER:
            number = int.from_bytes(parts[0][1], 'big')
            found[number] = found.get(number, ()) + tuple(_texts(parts[1:]))
        else:
            _collect(value, found)


def _texts(parts: list[tuple[int, bytes]]) -> list[str]:
    texts = []
    for tag, value in parts:
        if tag in _CONTAINERS:
            texts += _texts(list(objects(value)))
        elif tag in _TEXTS and (text := value.decode(_TEXTS[tag], errors='replace').strip()):
            texts.append(text)
    return texts
