"""Sheets that part a stack: a large QR code that names the component whose pages follow it."""

import zxingcpp

from devices.paper.picture import decode, grey, shrunk

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
# a prefix that no card, bank or tax office uses, so that no citizen's paper is taken for one of ours
_PREFIX = 'MOTCUA/TACH/1/'
# the code on the sheet is 60 mm wide: coarse pictures show it, and are looked through in 3 ms
_DPI = 100


def text_of(component: str) -> str:
    """What the code on a component's separator sheet says."""
    return _PREFIX + component


def component_on(image: bytes, dpi: int) -> str:
    """The component that a scanned separator sheet names; '' for every other page, and for what is no picture."""
    light = shrunk(grey(decode(image)), min(1.0, _DPI / dpi))
    said = {code.text for code in zxingcpp.read_barcodes(light, formats=_QR) if code.valid}
    ours = [text.removeprefix(_PREFIX) for text in said if text.startswith(_PREFIX)]
    # a page that shows two of them is a picture of ours, not one of our sheets
    return ours[0] if len(ours) == 1 and len(said) == 1 else ''
