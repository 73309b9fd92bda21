"""The paper of an ESC/POS printer: orders become dots, after the specification's standard mode.

What is not drawn, because the product never sends it: page mode, stored logos, characters that a host defines.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from devices.receipt_printer.emulator.glyphs import CELLS, glyph, letter
from devices.receipt_printer.emulator.stream import Order
from devices.receipt_printer.emulator.symbols import QrMaker, bars

USUAL_LINE = 30  # dots between two lines: 1/6 inch at 180 dpi
_TAB_LETTERS = 8
_LEFT, _CENTRE = 0, 1


@dataclass(slots=True)
class Style:
    """How text is set at this moment; ``ESC @`` brings all of it back."""

    font: int = 0
    bold: bool = False
    underline: int = 0
    inverse: bool = False
    across: int = 1
    down: int = 1
    align: int = _LEFT
    line: int = USUAL_LINE
    gap: int = 0
    page: int = 0
    margin: int = 0
    area: int = 0
    bar_module: int = 3
    bar_height: int = 162
    bar_text: int = 0


@dataclass(slots=True)
class Roll:
    """Paper ``width`` dots wide; ``strips`` is what was printed since the last cut."""

    width: int
    style: Style = field(default_factory=Style)
    strips: list[Image.Image] = field(default_factory=list)
    _line: list[tuple[int, Image.Image]] = field(default_factory=list)
    _at: int = 0
    _qr: QrMaker = field(default_factory=QrMaker)
    _stored: Image.Image | None = None

    def take(self, order: Order) -> None:
        """Carry out one order; an unknown one changes nothing."""
        if not order.name:
            self._byte(order.body[0])
        elif act := _ACTS.get(order.name):
            act(self, order.body)

    def picture(self) -> Image.Image:
        """Everything since the last cut as black on white, mode ``1``."""
        height = max(1, sum(strip.height for strip in self.strips))
        page = Image.new('L', (self.width, height), 0)
        top = 0
        for strip in self.strips:
            page.paste(strip, (0, top))
            top += strip.height
        return page.point(lambda dot: 0 if dot else 255).convert('1', dither=Image.Dither.NONE)

    def cut(self) -> Image.Image:
        """Cut the paper: what was printed comes off."""
        self.end_line()
        picture, self.strips = self.picture(), []
        return picture

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white was printed since the last cut."""
        return all(strip.getbbox() is None for strip in self.strips) and not self._line

    def feed(self, dots: int) -> None:
        """Move the paper."""
        if dots > 0:
            self.strips.append(Image.new('L', (self.width, dots), 0))

    def end_line(self) -> None:
        """Print what is in the line, if there is anything."""
        if not self._line:
            return
        height = max(image.height for _, image in self._line)
        strip = Image.new('L', (self.width, height), 0)
        shift = self._shift(max(left + image.width for left, image in self._line))
        for left, image in self._line:
            # letters stand on one line, the tallest sets it
            strip.paste(image, (self.style.margin + shift + left, height - image.height))
        self.strips.append(strip)
        self._line, self._at = [], 0

    def new_line(self) -> None:
        """LF: print the line and move to the next; a line that is taller than the spacing moves by its height."""
        height = max((image.height for _, image in self._line), default=0)
        self.end_line()
        self.feed(self.style.line - height)

    def put(self, image: Image.Image) -> None:
        """A picture or code as a line of its own."""
        self.end_line()
        self._line.append((0, image))
        self.end_line()

    def place(self, image: Image.Image) -> None:
        """Something in the line, behind what is there; where it has no room the line is full."""
        if self._line and self._at + image.width > self._room():
            self.new_line()
        self._line.append((self._at, image))
        self._at += image.width + self.style.gap * self.style.across

    def move_to(self, dots: int) -> None:
        """ESC $: go on at a distance from the left."""
        self._at = dots

    def move_by(self, dots: int) -> None:
        """Go on at a distance from here, to the left where it is negative."""
        self._at = max(0, self._at + dots)

    def code(self, body: bytes) -> None:
        """``GS ( k``: a QR code is made ready, or printed."""
        if body[2:3] == b'1' and (drawn := self._qr.take(body[3], body[4:])):
            self.put(drawn)

    def graphic(self, data: bytes) -> None:
        """``GS ( L`` and ``GS 8 L``: function 112 stores raster dots, 50 prints them."""
        function = data[1]
        if function == 112:  # noqa: PLR2004 - the specification's number
            across, down = data[3], data[4]
            width, height = (int.from_bytes(data[at : at + 2], 'little') for at in (6, 8))
            whole = raster((width + 7) // 8, height, data[10:], across, down)
            self._stored = whole.crop((0, 0, width * across, height * down))
        elif function in (2, 50) and self._stored is not None:
            self.put(self._stored)
            self._stored = None

    def barcode(self, body: bytes) -> None:
        """``GS k``: bars, with their text above or below when ``GS H`` asked for it."""
        drawn = bars(body, self.style.bar_module, self.style.bar_height)
        if drawn is None:
            return
        symbol, text = drawn
        if self.style.bar_text & 1:
            self._caption(text)
        self.put(symbol)
        if self.style.bar_text & 2:
            self._caption(text)

    def _caption(self, text: str) -> None:
        for one in text:
            self.place(glyph(one, 0, bold=False))
        self.end_line()

    def _byte(self, byte: int) -> None:
        match byte:
            case 0x0A:
                self.new_line()
            case 0x0D:
                return  # with the usual switch setting a printer passes it over
            case 0x09:
                step = _TAB_LETTERS * CELLS[self.style.font][0] * self.style.across
                self._at = (self._at // step + 1) * step
            case _ if byte >= 0x20:  # noqa: PLR2004 - the first character that is printed
                self.place(self._letter(byte))

    def _letter(self, byte: int) -> Image.Image:
        style = self.style
        cell = glyph(letter(byte, style.page), style.font, bold=style.bold)
        if style.underline:
            cell = cell.copy()
            cell.paste(255, (0, cell.height - style.underline, cell.width, cell.height))
        if style.inverse:
            cell = cell.point(lambda dot: 255 - dot)
        return cell.resize((cell.width * style.across, cell.height * style.down), Image.Resampling.NEAREST)

    def _room(self) -> int:
        left = self.width - self.style.margin
        return min(left, self.style.area) if self.style.area else left

    def _shift(self, used: int) -> int:
        spare = max(0, self._room() - used)
        return {_LEFT: 0, _CENTRE: spare // 2}.get(self.style.align, spare)


def raster(width_bytes: int, rows: int, dots: bytes, across: int = 1, down: int = 1) -> Image.Image:
    """Rows of bits, 1 is black, as white 0 and black 255; ``across`` and ``down`` enlarge them."""
    whole = dots[: width_bytes * rows].ljust(width_bytes * rows, b'\x00')
    image = Image.frombytes('1', (max(1, width_bytes * 8), max(1, rows)), whole or b'\x00').convert('L')
    return image.resize((image.width * across, image.height * down), Image.Resampling.NEAREST)


def _print_mode(roll: Roll, body: bytes) -> None:
    """ESC !: font, weight, size and underline in the bits of one byte."""
    mode, style = body[0], roll.style
    style.font, style.bold = mode & 1, bool(mode & 0x08)
    style.down, style.across = (2 if mode & 0x10 else 1), (2 if mode & 0x20 else 1)
    style.underline = 1 if mode & 0x80 else 0


def _size(roll: Roll, body: bytes) -> None:
    """GS !: width in the upper four bits, height in the lower, both from 1 to 8."""
    roll.style.across, roll.style.down = (body[0] >> 4 & 7) + 1, (body[0] & 7) + 1


def _raster(roll: Roll, body: bytes) -> None:
    """GS v 0: mode 1 is twice as wide, 2 twice as high, 3 both."""
    mode = body[1] & 3
    width, rows = (int.from_bytes(body[at : at + 2], 'little') for at in (2, 4))
    roll.put(raster(width, rows, body[6:], 2 if mode & 1 else 1, 2 if mode & 2 else 1))


def _columns(roll: Roll, body: bytes) -> None:
    """ESC *: columns of 8 or 24 dots; the modes with even numbers are of half the density."""
    mode, count = body[0], int.from_bytes(body[1:3], 'little')
    high = 3 if mode >= 32 else 1  # noqa: PLR2004 - the specification's modes of 24 dots
    turned = raster(high, count, body[3:]).transpose(Image.Transpose.TRANSPOSE)
    across, down = (1 if mode & 1 else 2), (1 if high > 1 else 3)
    roll.place(turned.resize((turned.width * across, turned.height * down), Image.Resampling.NEAREST))


def _feed_dots(roll: Roll, body: bytes) -> None:
    roll.end_line()
    roll.feed(body[0])


def _feed_lines(roll: Roll, body: bytes) -> None:
    for _ in range(body[0]):
        roll.new_line()


def _function(roll: Roll, body: bytes) -> None:
    if body[:1] == b'k':
        roll.code(body[1:])
    elif body[:1] == b'L':
        roll.graphic(body[3:])


def _setting(name: str, mask: int = 0xFF) -> Callable[[Roll, bytes], None]:
    def set_it(roll: Roll, body: bytes) -> None:
        old = getattr(roll.style, name)
        setattr(roll.style, name, type(old)(body[0] & mask))

    return set_it


def _number(name: str) -> Callable[[Roll, bytes], None]:
    return lambda roll, body: setattr(roll.style, name, int.from_bytes(body[:2], 'little'))


def _start(roll: Roll, _body: bytes) -> None:
    roll.style, roll._line, roll._at = Style(), [], 0  # noqa: SLF001 - one of the roll's own orders


_ACTS: dict[bytes, Callable[[Roll, bytes], None]] = {
    b'\x1b@': _start,
    b'\x1b!': _print_mode,
    b'\x1d!': _size,
    b'\x1bE': _setting('bold', 1),
    b'\x1bG': _setting('bold', 1),
    b'\x1b-': _setting('underline', 3),
    b'\x1bM': _setting('font', 1),
    b'\x1ba': _setting('align', 3),
    b'\x1bt': _setting('page'),
    b'\x1b ': _setting('gap'),
    b'\x1b3': _setting('line'),
    b'\x1b2': lambda roll, _body: setattr(roll.style, 'line', USUAL_LINE),
    b'\x1dB': _setting('inverse', 1),
    b'\x1dw': _setting('bar_module'),
    b'\x1dh': _setting('bar_height'),
    b'\x1dH': _setting('bar_text', 3),
    b'\x1dL': _number('margin'),
    b'\x1dW': _number('area'),
    b'\x1b$': lambda roll, body: roll.move_to(int.from_bytes(body, 'little')),
    b'\x1b\\': lambda roll, body: roll.move_by(int.from_bytes(body, 'little', signed=True)),
    b'\x1bJ': _feed_dots,
    b'\x1bd': _feed_lines,
    b'\x1b*': _columns,
    b'\x1dv': _raster,
    b'\x1dk': lambda roll, body: roll.barcode(body),
    b'\x1d(': _function,
    b'\x1d8': lambda roll, body: roll.graphic(body[5:]),
}
