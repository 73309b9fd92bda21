"""Emulated cards for the tests: one authority for all, and a socket between card and reader."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from devices.id_reader.chip.emulator.authority import Authority
from devices.id_reader.chip.emulator.chip import Chip, Switches
from devices.id_reader.chip.emulator.contents import Contents, Making
from devices.id_reader.chip.emulator.wire import EmulatedCard
from devices.id_reader.chip.key import Key
from devices.id_reader.chip.reader import ChipReader
from devices.id_reader.chip.reading import ChipRead, read_chip
from devices.id_reader.chip.roots import Roots
from devices.id_reader.chip.vpcd import VpcdSlot
from office.errors import Trouble

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


class Fixed:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


def authority(*, with_rsa: bool = False) -> Authority:
    """Making keys takes a while; all tests of a process share them."""
    return _made(with_rsa)


@cache
def _made(with_rsa: bool) -> Authority:
    return Authority(now=NOW, with_rsa=with_rsa)


def trusting(directory: Path, *, with_rsa: bool = False, with_list: bool = True, is_old: bool = False) -> Roots:
    """The roots of a centre that trusts the authority."""
    issuing = authority(with_rsa=with_rsa)
    return Roots.of_directory(issuing.write(directory / 'roots', with_list=with_list, is_old=is_old))


class Wired:
    """A chip without a wire: what it was asked and what it answered is kept."""

    def __init__(self, making: Making, switches: Switches | None = None, *, with_rsa: bool = False) -> None:
        self.chip = Chip(Contents(authority(with_rsa=with_rsa), making), switches or Switches())
        self.sent: list[bytes] = []

    def transmit(self, apdu: bytes) -> bytes:
        self.sent.append(apdu)
        return self.chip.answer(apdu)


def read(making: Making, roots: Roots, switches: Switches | None = None, *, with_rsa: bool = False) -> ChipRead:
    """Read a card with its own numbers, without a wire."""
    return read_chip(Wired(making, switches, with_rsa=with_rsa), Key(numbers=[making.holder.key]), roots, at=NOW)


@dataclass(frozen=True, slots=True)
class Desk:
    """A chip reader on a desk, and a card beside it."""

    reader: ChipReader
    card: EmulatedCard
    key: Key


@contextmanager
def desk(roots: Roots, making: Making | None = None, *, seconds: float = 10) -> Iterator[Desk]:
    """The reader listens on the loopback; the card isn't laid yet."""
    making = making or Making()
    with closing(VpcdSlot('127.0.0.1', 0, seconds=seconds)) as slot:
        slot.ready()
        card = EmulatedCard(Contents(authority(), making), '127.0.0.1', slot.port)
        try:
            yield Desk(ChipReader(slot, roots, Fixed()), card, Key(numbers=[making.holder.key]))
        finally:
            card.remove()


def laid_when_heard(card: EmulatedCard) -> None:
    """A hand that lays a card as soon as a reader listens."""
    again = threading.Event()
    for _ in range(200):
        try:
            card.lay()
        except Trouble:
            again.wait(0.02)
        else:
            return
