"""Both sides of a card on one page, as the copy of an identity card is asked for."""

import cv2
import numpy as np

from devices.paper.picture import Picture, decode
from devices.paper.rectify import A4
from devices.paper.sheet import MM_PER_INCH

# the front's upper edge, and the back's: both in the upper half, as on a photocopy
_FRONT_MM, _BACK_MM = 40, 110


def two_sides(front: bytes, back: bytes, *, dpi: int) -> bytes:
    """An A4 page, as a PNM file, with the two sides one above the other at their true size.

    Raises:
        Trouble: ``page.unreadable``.
    """

    def pixels(millimetres: float) -> int:
        return round(millimetres / MM_PER_INCH * dpi)

    sheet: Picture = np.full((pixels(A4[1]), pixels(A4[0]), 3), 255, np.uint8)
    for side, top in ((front, pixels(_FRONT_MM)), (back, pixels(_BACK_MM))):
        picture = decode(side)
        height, width = min(picture.shape[0], sheet.shape[0] - top), min(picture.shape[1], sheet.shape[1])
        left = (sheet.shape[1] - width) // 2
        sheet[top : top + height, left : left + width] = picture[:height, :width]
    return bytes(cv2.imencode('.ppm', sheet)[1].tobytes())
