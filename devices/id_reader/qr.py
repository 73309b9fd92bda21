"""QR codes in a picture, by zxing-cpp with retries: enlarged for small codes, smoothed for noisy ones.

A code is read whole or not at all: its own error correction tells, and bytes that are no UTF-8 are never guessed at as
a card's (devices.md §4: one decoder took UTF-8 for Shift-JIS and gave a wrong name).
"""

from collections.abc import Iterator

import cv2
import numpy as np
import zxingcpp

from devices.paper.picture import Grey, Picture, grey

# retries enlarge twice: above this a code that needs it is too far away, and a frame must not take longer than 40 ms
_MOST_ENLARGED = 1_500_000
_SMOOTHING = 1.2

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_codes(picture: Picture) -> tuple[str, ...]:
    """The texts of the QR codes in a picture, in the order of their finding; empty when there is none to be read."""
    for attempt in _attempts(grey(picture)):
        codes = zxingcpp.read_barcodes(attempt, formats=_QR)
        if texts := tuple(dict.fromkeys(_text(code) for code in codes if code.valid)):
            return texts
    return ()


def _attempts(light: Grey) -> Iterator[Grey]:
    yield light
    if light.size <= _MOST_ENLARGED:
        large = cv2.resize(light, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        yield np.asarray(large, np.uint8)
        yield np.asarray(cv2.GaussianBlur(large, (0, 0), _SMOOTHING), np.uint8)
    else:
        yield np.asarray(cv2.GaussianBlur(light, (0, 0), _SMOOTHING), np.uint8)


def _text(code: zxingcpp.Barcode) -> str:
    try:
        return bytes(code.bytes).decode('utf-8')
    except UnicodeDecodeError:
        return str(code.text)
