"""Tags, lengths and values as chips write them (ISO/IEC 8825-1, definite lengths)."""

from collections.abc import Iterator

from office.errors import Trouble

_LONG_TAG = 0x1F
_MORE = 0x80
_MOST_LENGTH_BYTES = 4  # a chip holds no object of four gigabytes


def tlv(tag: int, value: bytes) -> bytes:
    """One object with its tag, such as ``0x7F49``, and its length."""
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, 'big') + _length(len(value)) + value


def objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects that follow one another in ``data``: tag and value; zeros between them are padding.

    Raises:
        Trouble: ``chip.data`` when one is cut off or has no definite length.
    """
    at = 0
    while at < len(data):
        if data[at] == 0:
            at += 1
            continue
        tag, begin, end = header(data, at)
        if end > len(data):
            raise Trouble('chip.data')
        yield tag, data[begin:end]
        at = end


def header(data: bytes, at: int = 0) -> tuple[int, int, int]:
    """The tag at a place, where its value begins and where it ends; the value needn't be there yet.

    Raises:
        Trouble: ``chip.data`` when the header itself is cut off or none.
    """
    try:
        tag, at = data[at], at + 1
        if tag & _LONG_TAG == _LONG_TAG:
            while True:
                tag, at = tag << 8 | data[at], at + 1
                if not tag & _MORE:
                    break
        length, at = data[at], at + 1
        if length & _MORE:
            count = length & ~_MORE
            if not 1 <= count <= _MOST_LENGTH_BYTES or at + count > len(data):
                raise Trouble('chip.data')
            length, at = int.from_bytes(data[at : at + count], 'big'), at + count
    except IndexError as error:
        raise Trouble('chip.data') from error
    return tag, at, at + length


def find(data: bytes, *path: int) -> bytes | None:
    """The value of the first object on a path of tags, None when there is none."""
    for tag in path:
        found = next((value for has, value in objects(data) if has == tag), None)
        if found is None:
            return None
        data = found
    return data


def needed(data: bytes, *path: int) -> bytes:
    """As ``find``, of what must be there.

    Raises:
        Trouble: ``chip.data`` when it isn't.
    """
    found = find(data, *path)
    if found is None:
        raise Trouble('chip.data')
    return found


def _length(size: int) -> bytes:
    if size < _MORE:
        return bytes((size,))
    text = size.to_bytes((size.bit_length() + 7) // 8, 'big')
    return bytes((_MORE | len(text),)) + text
