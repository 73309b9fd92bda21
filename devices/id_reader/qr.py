"""QR codes in a picture, by zxing-cpp, with what a counter's camera takes away given back where it can be.

First the whole picture. What isn't read then is either noisy or out of focus: the part that looks like a code is cut
out, and tried smoothed, then sharpened by a Wiener filter for lenses that are a little, quite and far out of focus.

A code is read whole or not at all: its own error correction tells. Micro QR is left out: its smallest has one check and
turns up in blurred print by chance. Bytes that are no UTF-8 are never guessed at as a card's.
"""

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from devices.paper.picture import Grey, Picture, grey

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)

# a card's code of 57 modules keeps nine pixels a module; a larger part takes longer and tells no more, and in a smaller
# one the blurs below would be too large
_PART_SIDE = 520
_LEAST_SIDE = 420

# standard deviations in pixels of a part: of the smoothing, and of the lens' blur with the noise to expect in its place
_SMOOTHING = 1.5
_BLURS = ((3.5, 0.01), (2.5, 0.02), (4.2, 0.003))

_SCALE = 4  # where the code is, is sought in a picture so many times smaller
_MODULES, _CODE = 9, 41  # pixels there: a window of several modules, and one of a code's size
_LEAST_VARIANCE = 40.0  # an empty desk has less, the weakest code far more
_SHARE = 0.5
_MARGIN = 10


def read_codes(picture: Picture) -> tuple[str, ...]:
    """The texts of the QR codes in a picture, in the order of their finding; empty when there is none to be read."""
    light = grey(picture)
    for attempt in _attempts(light):
        codes = zxingcpp.read_barcodes(attempt, formats=_QR)
        if texts := tuple(dict.fromkeys(_text(code) for code in codes if code.valid)):
            return texts
    return ()


def _attempts(light: Grey) -> Iterator[Grey]:
    yield light
    part = _part(light)
    if part is not None:
        yield np.asarray(cv2.GaussianBlur(part, (0, 0), _SMOOTHING), np.uint8)
        spectrum = _spectrum(part)
        for blur, noise in _BLURS:
            yield _focused(spectrum, part.shape, blur, noise)


def _part(light: Grey) -> Grey | None:
    """The part of a picture with most black and white side by side, at a fitting size; None when there is none."""
    small = cv2.resize(light, None, fx=1 / _SCALE, fy=1 / _SCALE, interpolation=cv2.INTER_AREA).astype(np.float32)
    mean = cv2.blur(small, (_MODULES, _MODULES))
    contrast = cv2.blur(cv2.blur(small * small, (_MODULES, _MODULES)) - mean * mean, (_CODE, _CODE))
    _, most, _, (x, y) = cv2.minMaxLoc(contrast)
    if most < _LEAST_VARIANCE:
        return None
    _, labels, boxes, _ = cv2.connectedComponentsWithStats((contrast > _SHARE * most).astype(np.uint8))
    left, top, width, height = (int(side) for side in boxes[labels[y, x], :4])
    part = light[
        max(0, top - _MARGIN) * _SCALE : (top + height + _MARGIN) * _SCALE,
        max(0, left - _MARGIN) * _SCALE : (left + width + _MARGIN) * _SCALE,
    ]
    side = max(part.shape)
    if side > _PART_SIDE:
        return _sized(part, _PART_SIDE / side, cv2.INTER_AREA)
    return _sized(part, _PART_SIDE / side, cv2.INTER_CUBIC) if side < _LEAST_SIDE else part


def _sized(part: Grey, scale: float, way: int) -> Grey:
    return np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=way), np.uint8)


def _spectrum(part: Grey) -> npt.NDArray[np.float32]:
    height, width = part.shape
    more = (cv2.getOptimalDFTSize(height) - height, cv2.getOptimalDFTSize(width) - width)
    padded = cv2.copyMakeBorder(part.astype(np.float32), 0, more[0], 0, more[1], cv2.BORDER_REFLECT)
    return np.asarray(cv2.dft(padded, flags=cv2.DFT_COMPLEX_OUTPUT), np.float32)


def _focused(spectrum: npt.NDArray[np.float32], shape: tuple[int, ...], blur: float, noise: float) -> Grey:
    """The part as it was before a Gaussian blur, as far as the noise lets it be known (Wiener 1949)."""
    inverse = _inverse(spectrum.shape[0], spectrum.shape[1], blur, noise)
    sharp = cv2.dft(spectrum * inverse, flags=cv2.DFT_INVERSE | cv2.DFT_REAL_OUTPUT | cv2.DFT_SCALE)
    return np.asarray(np.clip(sharp[: shape[0], : shape[1]], 0, 255), np.uint8)


@cache
def _decay(size: int, blur: float) -> npt.NDArray[np.float32]:
    """What a blur leaves of each frequency along one side."""
    return np.asarray(np.exp(-2 * (np.pi * blur * np.fft.fftfreq(size)) ** 2), np.float32)


def _inverse(height: int, width: int, blur: float, noise: float) -> npt.NDArray[np.float32]:
    left = _decay(height, blur)[:, None] * _decay(width, blur)[None, :]
    return np.asarray((left / (left * left + noise))[:, :, None], np.float32)


def _text(code: zxingcpp.Barcode) -> str:
    try:
        return bytes(code.bytes).decode('utf-8')
    except UnicodeDecodeError:
        return str(code.text)
