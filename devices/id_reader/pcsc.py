"""The driver for PC/SC chip readers, by pyscard: any reader with a cable that pcscd or Windows knows.

``pcsc:*`` is the first reader, ``pcsc:ACS`` the first whose name has that in it. pyscard is the extra ``motcua[chip]``:
on Linux it is built on the machine, which not every counter can.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from devices.address import Address
from office.errors import Trouble

if TYPE_CHECKING:
    from devices.id_reader.chip.channel import CardChannel
    from devices.stop import Stop

ANY = '*'
_POLL_SECONDS = 0.25
_SHORTEST_WITH_DATA = 5

# as winscard.h and pcsclite.h number them
_CODES = {
    0x80100009: 'reader.gone',  # unknown reader
    0x8010000B: 'reader.busy',  # sharing violation
    0x8010000C: 'chip.none',  # no card
    0x8010000F: 'chip.mute',  # protocol mismatch: it doesn't speak
    0x80100017: 'reader.gone',  # reader unavailable
    0x8010001D: 'reader.service',
    0x8010001E: 'reader.service',
    0x8010002E: 'reader.gone',  # no readers
    0x80100027: 'reader.denied',
    0x80100065: 'chip.none',  # unsupported card, as while it is being laid down
    0x80100066: 'chip.mute',  # unresponsive
    0x80100067: 'chip.mute',  # unpowered
    0x80100068: 'chip.removed',  # reset by another program
    0x80100069: 'chip.removed',
    0x8010006A: 'reader.denied',
}


class PcscSlot:
    """A PC/SC reader; ``name`` is part of its name, ``*`` for the first."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._card: _Card | None = None

    @classmethod
    def at(cls, address: Address) -> PcscSlot:
        """The slot for a ``pcsc:`` address."""
        return cls(address.rest)

    def ready(self) -> None:
        """See that the reader is there; see ``CardSlot.ready``."""
        self._reader()

    def power(self, stop: Stop, *, is_again: bool = False) -> CardChannel:
        """Wait for a card and wake it up; see ``CardSlot.power``."""
        scard = _scard()
        self.close()
        while not stop.is_set():
            card = _Card(scard, self._reader())
            try:
                card.connect()
            except Trouble as trouble:
                card.close()
                if trouble.code not in ('chip.none', 'chip.removed'):
                    raise
                if is_again:
                    raise Trouble('chip.removed') from trouble
            else:
                self._card = card
                return card
            stop.wait(_POLL_SECONDS)
        raise Trouble('reader.cancelled')

    def close(self) -> None:
        """Let go of the card; the reader belongs to the service."""
        if self._card is not None:
            self._card.close()
            self._card = None

    def _reader(self) -> str:
        names = _readers(_scard())
        found = next((name for name in names if self._name in (ANY, name) or self._name.lower() in name.lower()), None)
        if found is None:
            raise Trouble('reader.gone')
        return found


def reader_names() -> list[str]:
    """The readers that PC/SC sees, [] when there is no PC/SC here; for ``motcua-devices list``."""
    try:
        return _readers(_scard())
    except Trouble:
        return []


class _Card:
    """A card in a reader, held by this program alone while it is read."""

    def __init__(self, scard: ModuleType, reader: str) -> None:
        self._scard = scard
        self._reader = reader
        self._context = _context(scard)
        self._card: int | None = None
        self._protocol = 0

    def connect(self) -> None:
        """Wake the card up."""
        scard = self._scard
        result, card, self._protocol = scard.SCardConnect(
            self._context, self._reader, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        _checked(result)
        self._card = card

    def transmit(self, apdu: bytes) -> bytes:
        """Send a command and wait for the answer; see ``CardChannel.transmit``."""
        scard = self._scard
        ways = {scard.SCARD_PROTOCOL_T0: scard.SCARD_PCI_T0, scard.SCARD_PROTOCOL_T1: scard.SCARD_PCI_T1}
        is_both = len(apdu) > _SHORTEST_WITH_DATA and len(apdu) == _SHORTEST_WITH_DATA + apdu[4] + 1
        if self._protocol == scard.SCARD_PROTOCOL_T0 and is_both:
            apdu = apdu[:-1]  # T=0 can't say both how much comes and how much is wanted; the chip then asks
        result, answer = scard.SCardTransmit(self._card, ways[self._protocol], list(apdu))
        _checked(result, otherwise='chip.removed')
        return bytes(byte & 0xFF for byte in answer)

    def close(self) -> None:
        """Take the card's power away, so that the next one to wake it finds it without keys."""
        if self._card is not None:
            self._scard.SCardDisconnect(self._card, self._scard.SCARD_UNPOWER_CARD)
            self._card = None
        self._scard.SCardReleaseContext(self._context)


def _scard() -> ModuleType:
    try:
        from smartcard import scard  # noqa: PLC0415  # an extra: not every machine has it
    except ImportError as error:
        raise Trouble('reader.library') from error
    found: ModuleType = scard
    return found


def _context(scard: ModuleType) -> int:
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    _checked(result)
    return int(context)


def _readers(scard: ModuleType) -> list[str]:
    context = _context(scard)
    try:
        result, names = scard.SCardListReaders(context, [])
        _checked(result)
    finally:
        scard.SCardReleaseContext(context)
    return [str(name) for name in names]


def _checked(result: int, *, otherwise: str = 'reader.gone') -> None:
    if result != 0:
        raise Trouble(_CODES.get(result & 0xFFFFFFFF, otherwise))
