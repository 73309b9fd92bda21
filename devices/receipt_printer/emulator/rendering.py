"""A stream of ESC/POS as pictures: one below another, with a dashed line where the paper is cut."""

from PIL import Image, ImageDraw

from devices.receipt_printer.emulator.roll import Roll
from devices.receipt_printer.emulator.stream import Order, read
from devices.receipt_printer.paper import PAPERS

CUTS = (b'\x1dV', b'\x1bi', b'\x1bm')
USUAL_DOTS = 576
_GAP = 24  # dots of white around a cut
_DASH = 12


def render_stream(data: bytes, dots: int | None = None) -> Image.Image:
    """What a printer would put on paper ``dots`` wide, black on white, mode ``1``.

    Without ``dots`` the paper is the narrowest that the stream's pictures fit on, 80 mm for one without pictures.
    """
    orders = read(data)
    roll = Roll(dots or _fitting(orders))
    pieces = []
    for order in orders:
        if order.name in CUTS:
            roll.feed(cut_feed(order))
            pieces.append(roll.cut())
        else:
            roll.take(order)
    roll.end_line()
    if not roll.is_blank or not pieces:
        pieces.append(roll.picture())
    return _below_another(pieces)


def cut_feed(order: Order) -> int:
    """How far the paper moves before a cut: functions B and C of GS V say so."""
    return order.body[1] if order.name == CUTS[0] and len(order.body) > 1 else 0


def _fitting(orders: list[Order]) -> int:
    widest = max(
        (8 * int.from_bytes(order.body[2:4], 'little') for order in orders if order.name == b'\x1dv'), default=0
    )
    return next((width for width in sorted(PAPERS) if width >= widest > 0), max(USUAL_DOTS, widest))


def _below_another(pieces: list[Image.Image]) -> Image.Image:
    width = pieces[0].width
    whole = Image.new('1', (width, sum(piece.height for piece in pieces) + 2 * _GAP * (len(pieces) - 1)), 1)
    draw, top = ImageDraw.Draw(whole), 0
    for at, piece in enumerate(pieces):
        if at:
            for left in range(0, width, 2 * _DASH):
                draw.line((left, top + _GAP, left + _DASH, top + _GAP), fill=0, width=2)
            top += 2 * _GAP
        whole.paste(piece, (0, top))
        top += piece.height
    return whole
