"""What is inside an emulated printer, whatever cable it hangs on: a buffer, a roll, and a switch per misfortune."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from devices.receipt_printer.emulator.rendering import CUTS, cut_feed
from devices.receipt_printer.emulator.roll import Roll, raster
from devices.receipt_printer.emulator.stream import CLEAR, Order, Stream

USUAL_DOTS = 576

# status bytes after the ESC/POS specification: bits 1 and 4 are always set
_FIXED = 0x12
_COVER, _NO_PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_NEAR_END, _PAPER_END = 0x0C, 0x60
# of GS r: its two bits for the near end
_QUEUED_NEAR_END = 0x03
_QUEUED_PAPER = (1, 49)
# of GS I: firmware, maker, model, serial number
_SELF = {65: b'1.00 ESC/POS', 66: b'Motcua', 67: b'Emulated 80', 68: b'EM000001'}


@dataclass(slots=True)
class Switches:
    """What may go wrong; each may be thrown while the printer runs.

    Attributes:
        paper_out: the roll has ended.
        paper_out_after: the roll ends after so many more dot lines.
        near_end: the roll is nearly at its end.
        cover_open: somebody opened the cover.
        error: the cutter is stuck.
        gone: the cable breaks as soon as bytes come.
        mute: questions are heard and not answered.
        lose_answer: slips are printed, and their confirmation is lost.
        no_names: it is of a make that knows no process ids, can't drop its buffer and says nothing of itself.
        slow_seconds: so long it takes to answer anything.
    """

    paper_out: bool = False
    paper_out_after: int | None = None
    near_end: bool = False
    cover_open: bool = False
    error: bool = False
    gone: bool = False
    mute: bool = False
    lose_answer: bool = False
    no_names: bool = False
    slow_seconds: float = 0.0


@dataclass(slots=True)
class Mechanism:
    """A printer without its cable: ``take`` bytes and ``work`` them off; both return what it says.

    Each cut slip is left as ``slip-<n>.png`` and ``slip-<n>.escpos`` in ``directory``, and told to ``on_cut``.
    """

    directory: Path
    switches: Switches
    dots: int = USUAL_DOTS
    on_cut: Callable[[], None] = lambda: None
    pulses: int = 0
    rings: int = 0
    _stream: Stream = field(default_factory=Stream)
    _raw: bytearray = field(default_factory=bytearray)
    _has_cut: bool = False
    _slips: list[Path] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _roll: Roll = field(init=False)

    def __post_init__(self) -> None:
        self._roll = Roll(self.dots)
        self.directory.mkdir(parents=True, exist_ok=True)

    def take(self, data: bytes) -> bytes:
        """Bytes arrive; what is asked in real time is answered, stopped or not."""
        self._raw += data
        return self._said(b''.join(self._at_once(order) for order in self._stream.feed(data)))

    def work(self) -> bytes:
        """Work off what is in the buffer; a printer that has stopped keeps the rest for later."""
        said = b''
        if self._has_stopped():
            return said
        for order in self._stream.orders():
            if answer := self._in_turn(order):
                said += answer
            elif not self._on_paper(order):
                break
        return self._said(said)

    def slips(self, count: int = 0, seconds: float = 0) -> list[Path]:
        """The pictures of the slips cut so far; with ``count``, once there are so many or the seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._slips) >= count, seconds)
            return list(self._slips)

    def _said(self, answer: bytes) -> bytes:
        return b'' if self.switches.mute else answer

    def _at_once(self, order: Order) -> bytes:
        if order.name == b'\x10\x04':
            return bytes([self._status(order.body[0])])
        if order.name + order.body == CLEAR and not self.switches.no_names:
            # what was begun comes off half printed; nobody has a slip of it
            self._stream.drop()
            self._roll, self._raw = Roll(self.dots), bytearray()
            return b'\x37\x25\x00'
        if order.name == b'\x10\x14' and order.body[:1] == b'\x01':
            self.pulses += 1
        return b''

    def _in_turn(self, order: Order) -> bytes:
        """The answer to a question that waited its turn; ``b''`` when it is none."""
        if order.name == b'\x1dr' and order.body[0] in _QUEUED_PAPER:
            if self._loses_answer():
                return b''
            return bytes([_QUEUED_NEAR_END if self.switches.near_end else 0])
        if order.name == b'\x1d(' and order.body[:1] == b'H' and order.body[3:5] == b'00':
            if self.switches.no_names or self._loses_answer():
                return b''
            return b'\x37\x22' + order.body[5:9] + b'\x00'
        if order.name == b'\x1dI' and not self.switches.no_names:
            said = _SELF.get(order.body[0], b'')
            return b'\x5f' + said + b'\x00' if said else b''
        return b''

    def _loses_answer(self) -> bool:
        has_cut, self._has_cut = self._has_cut, False
        return self.switches.lose_answer and has_cut

    def _on_paper(self, order: Order) -> bool:
        """Carry out an order; False when the paper ends meanwhile."""
        if order.name in CUTS:
            self._roll.feed(cut_feed(order))
            self._cut()
        elif order.name == b'\x1dv' and self.switches.paper_out_after is not None:
            return self._last_rows(order)
        elif order.name == b'\x1bp':
            self.pulses += 1
        elif order.name in (b'\x1b(', b'\x1bB'):
            self.rings += 1
        else:
            self._roll.take(order)
        return True

    def _last_rows(self, order: Order) -> bool:
        """Print a picture as far as the paper goes."""
        left = self.switches.paper_out_after or 0
        width, rows = (int.from_bytes(order.body[at : at + 2], 'little') for at in (2, 4))
        printed = min(rows, left)
        self.switches.paper_out_after = left - printed
        if printed == rows:
            self._roll.take(order)
            return True
        if printed:
            self._roll.put(raster(width, printed, order.body[6:]))
        rest = order.body[6 + width * printed :]
        head = order.body[:4] + (rows - printed).to_bytes(2, 'little')
        self._stream.put_back(Order(order.name, head + rest))
        self.switches.paper_out_after, self.switches.paper_out = None, True
        return False

    def _cut(self) -> None:
        self.on_cut()
        page, raw = self._roll.cut(), bytes(self._raw)
        self._has_cut, self._raw = True, bytearray()
        with self._changed:
            name = self.directory / f'slip-{len(self._slips) + 1}'
            page.save(name.with_suffix('.png'))
            name.with_suffix('.escpos').write_bytes(raw)
            self._slips.append(name.with_suffix('.png'))
            self._changed.notify_all()

    def _has_stopped(self) -> bool:
        return self.switches.paper_out or self.switches.cover_open or self.switches.error

    def _status(self, question: int) -> int:
        """The byte for DLE EOT 1 (printer), 2 (offline cause), 3 (error cause) or 4 (paper)."""
        on = self.switches
        bits = {
            1: 0x08 if self._has_stopped() else 0,
            2: (_COVER if on.cover_open else 0) | (_NO_PAPER_STOP if on.paper_out else 0) | (_ERROR if on.error else 0),
            3: 0x08 if on.error else 0,
            4: (_NEAR_END if on.near_end or on.paper_out else 0) | (_PAPER_END if on.paper_out else 0),
        }
        return _FIXED | bits.get(question, 0)
