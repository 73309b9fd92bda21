"""Pictures as arrays: height x width x 3, 8 bits a colour, blue first, as OpenCV has them."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from office.errors import Trouble

Picture: TypeAlias = npt.NDArray[np.uint8]
Grey: TypeAlias = npt.NDArray[np.uint8]

# a scan of less than a thumbnail's size is a broken file, whatever its header says
_LEAST_PIXELS = 16
_PNM_WHITESPACE = 3


def decode(image: bytes) -> Picture:
    """The picture in a PNG, JPEG or PNM file, whole.

    Raises:
        Trouble: ``page.unreadable`` when it is none of them, damaged, or cut short.
    """
    whole = _pnm_is_whole(image) if image[:1] == b'P' else _ends_well(image)
    picture = cv2.imdecode(np.frombuffer(image, np.uint8), cv2.IMREAD_COLOR) if whole else None
    if picture is None or min(picture.shape[:2]) < _LEAST_PIXELS:
        raise Trouble('page.unreadable', size=len(image))
    return _as_picture(picture)


def _as_picture(picture: object) -> Picture:
    return np.asarray(picture, np.uint8)


def _ends_well(image: bytes) -> bool:
    """Whether a JPEG has its end marker and a PNG its last chunk: decoders fill what is missing with grey."""
    tail = image[-64:]
    return (image[:2] == b'\xff\xd8' and b'\xff\xd9' in tail) or (image[:4] == b'\x89PNG' and b'IEND' in tail)


def _pnm_is_whole(image: bytes) -> bool:
    """Whether the binary PNM files that scanners make hold every line of theirs."""
    fields = image[:64].split(None, 4)
    try:
        kind, width, height = fields[0], int(fields[1]), int(fields[2])
    except (IndexError, ValueError):
        return False
    samples = {b'P4': (width + 7) // 8, b'P5': width, b'P6': 3 * width}.get(kind)
    return samples is not None and len(image) >= samples * height + _PNM_WHITESPACE


def grey(picture: Picture) -> Grey:
    """Its brightness alone."""
    return _as_picture(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def shrunk(picture: Picture, scale: float) -> Picture:
    """The picture at a scale below 1, grey or in colour; a whole-number step first, which is many times faster."""
    if scale >= 1:
        return picture
    step = int(1 / scale + 1e-6)
    coarse = cv2.resize(picture, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return _as_picture(cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR))


def jpeg(picture: Picture, quality: int) -> bytes:
    """The picture as a JPEG file; colours at full resolution, for thin pens, and the shortest codes."""
    options = (
        (cv2.IMWRITE_JPEG_QUALITY, quality),
        (cv2.IMWRITE_JPEG_OPTIMIZE, 1),
        (cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444),
    )
    _, file = cv2.imencode('.jpg', picture, [number for option in options for number in option])
    return bytes(file.tobytes())
