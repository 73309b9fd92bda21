"""The Internet Printing Protocol, as much of it as printing a job and asking after it needs (RFC 8010, RFC 8011).

Ours and not pycups, which has no wheels, waits without a limit and gives the printer's words only in part.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from office.errors import Trouble

VERSION = b'\x02\x00'
_OPERATION, _JOB, END = 0x01, 0x02, 0x03
_FIRST_VALUE = 0x10  # tags below are groups
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
_NO_VALUES = range(0x10, 0x20)
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x02, 0x08, 0x09, 0x0A, 0x0B
CUPS_GET_PRINTERS = 0x4002  # CUPS' own: every queue it has

# the last of the status codes that mean success
_LAST_SUCCESS = 0x00FF
_HEAD = 8

Value = int | str
Attribute = tuple[int, str, Value | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered; ``said`` has every attribute of all groups, its values in order."""

    status: int
    said: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    @property
    def is_success(self) -> bool:
        """Whether the server did what was asked."""
        return self.status <= _LAST_SUCCESS

    def number(self, name: str) -> int | None:
        """A whole number, None where the server has none."""
        value = next(iter(self.said.get(name, ())), None)
        return value if isinstance(value, int) else None

    def words(self, name: str) -> tuple[str, ...]:
        """The words of an attribute."""
        return tuple(value for value in self.said.get(name, ()) if isinstance(value, str))


def request(operation: int, printer: str, about: Iterable[Attribute] = (), job: Iterable[Attribute] = ()) -> bytes:
    """A request to a printer; ``about`` belongs to the operation, ``job`` to the job that it makes."""
    head: tuple[Attribute, ...] = (
        (CHARSET, 'attributes-charset', 'utf-8'),
        (LANGUAGE, 'attributes-natural-language', 'en'),
        (URI, 'printer-uri', printer),
    )
    parts = [VERSION, struct.pack('>HIB', operation, 1, _OPERATION)]
    parts += [_encoded(*one) for one in (*head, *about)]
    if wanted := [_encoded(*one) for one in job]:
        parts += [bytes([_JOB]), *wanted]
    return b''.join([*parts, bytes([END])])


def reply(data: bytes) -> Reply:
    """Read an answer.

    Raises:
        Trouble: ``printer.mute`` when it is none.
    """
    try:
        _, status, _ = struct.unpack_from('>HHI', data)
        return Reply(status=status, said=_read(data, _HEAD))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Trouble('printer.mute') from error


def _encoded(tag: int, name: str, value: Value | tuple[str, ...]) -> bytes:
    values = value if isinstance(value, tuple) else (value,)
    parts = []
    for at, one in enumerate(values):
        called = name.encode() if at == 0 else b''  # further values of one attribute have no name
        content = struct.pack('>i', one) if isinstance(one, int) else one.encode()
        parts.append(struct.pack('>BH', tag, len(called)) + called + struct.pack('>H', len(content)) + content)
    return b''.join(parts)


def _read(data: bytes, at: int) -> dict[str, tuple[Value, ...]]:
    said: dict[str, tuple[Value, ...]] = {}
    name = ''
    while (tag := data[at]) != END:
        at += 1
        if tag < _FIRST_VALUE:
            continue
        called, at = _sized(data, at)
        content, at = _sized(data, at)
        name = called.decode() or name
        if tag not in _NO_VALUES:
            said[name] = (*said.get(name, ()), _value(tag, content))
    return said


def _value(tag: int, content: bytes) -> Value:
    if tag in (INTEGER, ENUM):
        return int(struct.unpack('>i', content)[0])
    if tag == BOOLEAN:
        return content[0]
    return content.decode('utf-8', 'replace')


def _sized(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from('>H', data, at)
    end = at + 2 + length
    if end > len(data):
        raise IndexError
    return data[at + 2 : end], end
