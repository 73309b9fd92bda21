"""Sheets that part a stack: a large QR code that names the component whose pages follow it."""

import cv2
import numpy as np
import zxingcpp

from devices.paper.picture import shrunk
from devices.paper.separator_code import component_of

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
# the code on the sheet is 70 mm wide: coarse pictures show it, and are looked through in 3 ms
_DPI = 100
# a JPEG is unpacked at half its size in a third of the time
_TWICE = 2 * _DPI


def component_on(image: bytes, dpi: int) -> str:
    """The component that a scanned separator sheet names; '' for every other page, and for what is no picture."""
    is_fine = dpi >= _TWICE
    kind = cv2.IMREAD_REDUCED_GRAYSCALE_2 if is_fine else cv2.IMREAD_GRAYSCALE
    seen = cv2.imdecode(np.frombuffer(image, np.uint8), kind) if image else None
    if seen is None:
        return ''
    light = shrunk(np.asarray(seen, np.uint8), min(1.0, _DPI / (dpi / 2 if is_fine else dpi)))
    said = {code.text for code in zxingcpp.read_barcodes(light, formats=_QR) if code.valid}
    ours = [component for component in map(component_of, said) if component]
    # a page that shows two of them is a picture of ours, not one of our sheets
    return ours[0] if len(ours) == 1 and len(said) == 1 else ''
