"""A slip as ESC/POS bytes: python-escpos for pictures and codes, what it lacks after the specification."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.receipt_printer.paper import Paper, paper_of
from office.slip_layout import Layout, Qr

if TYPE_CHECKING:
    from PIL.Image import Image

# GS V 66: feed to the cutter and cut, but for a tab of paper that keeps the slip from falling
_CUT = b'\x1dV\x42\x00'
# printers without a cutter are torn at a bar some 20 mm above the head
_TEAR_MM = 20
_PULSE = b'\x1bp\x00\x32\xfa'  # ESC p: drawer 1, 100 ms on, 500 ms off: what most drawers ask for
_RING = b'\x1b(A\x05\x00\x61\x64\x02\x01\x00'  # ESC ( A function 97: pattern 100 (a bell), twice
_INIT = b'\x1b@'
_MOST_FEED = 255

# of GS ( k: a level M code; python-escpos counts from L
_LEVEL_M = 1
_MOST_MODULE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What one printer has, as its settings or its profile in python-escpos say.

    Attributes:
        profile: the printer's name in python-escpos, '' where the settings name none: then no more is relied on than
            a picture, and the cutter that nearly every one has.
        drawer, buzzer, cutter: whether it has them.
        native_qr: whether it draws QR codes itself: fewer bytes, and squares as sharp as its dots.
    """

    dots: int
    profile: str = ''
    cutter: bool = True
    drawer: bool = False
    buzzer: bool = False
    native_qr: bool = False

    @property
    def paper(self) -> Paper:
        """The paper as wide as its dots."""
        return paper_of(self.dots)


def slip_bytes(layout: Layout, can: Abilities, *, is_opening_drawer: bool = False, is_ringing: bool = False) -> bytes:
    """A layout as ESC/POS: start, pictures and codes, then feed and cut.

    Drawer and bell are asked for after the cut: a slip that fails opens no drawer. Nothing to be drawn moves no paper.
    """
    parts = [_INIT]
    if layout:
        parts += [*_drawn(layout, can), _CUT if can.cutter else _feed(can.paper.dots(_TEAR_MM))]
    if is_opening_drawer and can.drawer:
        parts.append(_PULSE)
    if is_ringing and can.buzzer:
        parts.append(_RING)
    return b''.join(parts)


def picture_bytes(drawn: 'Image', can: Abilities) -> bytes:
    """A picture of black and white dots as a slip of its own."""
    return b''.join((_INIT, _raster(drawn, can), _CUT if can.cutter else _feed(can.paper.dots(_TEAR_MM))))


def _drawn(layout: Layout, can: Abilities) -> Iterator[bytes]:
    if not can.native_qr:
        yield _picture(layout, can)
        return
    upper: list[Layout] = [()]
    for element in layout:
        if isinstance(element, Qr):
            yield from (_picture(upper[-1], can) for _ in upper[-1][:1])
            yield from _code(element, can)
            upper.append(())
        else:
            upper[-1] += (element,)
    yield from (_picture(upper[-1], can) for _ in upper[-1][:1])


def _picture(layout: Layout, can: Abilities) -> bytes:
    # imported here: who only asks the printer how it is needs neither, and they cost a third of a second and 16 MB
    from devices.receipt_printer.raster import render  # noqa: PLC0415  # brings Pillow

    return _raster(render(layout, can.dots), can)


def _raster(drawn: 'Image', can: Abilities) -> bytes:
    from escpos.printer import Dummy  # noqa: PLC0415  # slow, wanted with a slip

    printer = Dummy(profile=can.profile or can.paper.profile)
    printer.image(drawn, impl='bitImageRaster', center=False)
    return bytes(printer.output)


def _code(element: Qr, can: Abilities) -> Iterator[bytes]:
    """The printer's own QR code, as large as the drawn one would be, and its caption as a picture."""
    from escpos.printer import Dummy  # noqa: PLC0415  # slow, wanted with a slip

    from devices.receipt_printer.raster import QUIET_MODULES, caption, module_dots  # noqa: PLC0415  # brings Pillow

    module = min(module_dots(element, can.paper), _MOST_MODULE)
    printer = Dummy(profile=can.profile)
    printer.set(align='center')
    printer.qr(element.payload, native=True, ec=_LEVEL_M, size=module)
    printer.set(align='left')
    # a printer leaves no white around a code; without it neighbours above and below keep it from being read
    quiet = _feed(QUIET_MODULES * module)
    yield quiet + bytes(printer.output) + quiet
    if element.caption:
        yield _picture((caption(element),), can)


def _feed(dots: int) -> bytes:
    whole, rest = divmod(dots, _MOST_FEED)
    return b'\x1bJ\xff' * whole + b'\x1bJ' + bytes([rest])
