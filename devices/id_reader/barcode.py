"""Barcodes of postal items in a picture: Code 128 by zxing-cpp, kept where UPU S10's own check digit holds as well.

A line of print may pass Code 128's check by chance; one that also has the shape and the check digit of S10 hasn't been
seen. Another carrier's number is therefore for a scanner or for typing, not for a camera.
"""

import zxingcpp

from devices.paper.picture import Picture, grey
from office.tracking import doubt_of

_CODE_128 = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)


def read_items(picture: Picture) -> tuple[str, ...]:
    """The tracking numbers of the postal items in a picture, in the order of their finding."""
    found = zxingcpp.read_barcodes(grey(picture), formats=_CODE_128)
    texts = (str(code.text).strip() for code in found if code.valid)
    return tuple(dict.fromkeys(text for text in texts if doubt_of(text) is None))
