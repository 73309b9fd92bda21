"""Files that copiers make, page by page: PDF, TIFF with many pages, single pictures."""

import io
import warnings
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from devices.paper.picture import decode
from devices.scanner.protocol import MediaType
from devices.scanner.whole import media_type
from office.errors import Trouble

_POINTS_PER_INCH = 72
_PDF, _TIFF = ('.pdf',), ('.tif', '.tiff')
SUFFIXES = frozenset((*_PDF, *_TIFF, '.jpg', '.jpeg', '.png'))


def opens(path: Path) -> bool:
    """Whether a file is whole: a PDF with a readable table of its pages, a picture that can be unpacked to its end."""
    try:
        return _opens(path)
    except (
        OSError,
        ValueError,
        SyntaxError,
        Trouble,
        pypdfium2.PdfiumError,
        Image.DecompressionBombError,
        UserWarning,
    ):
        # half a file: there will be more of it, or it is broken and never will be whole
        return False


def _opens(path: Path) -> bool:
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix in _PDF:
        with pypdfium2.PdfDocument(data) as document:
            return b'%%EOF' in data[-1024:] and len(document) > 0
    if suffix in _TIFF:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            # what is missing of half a file is only warned of
            warnings.simplefilter('error')
            for page in ImageSequence.Iterator(picture):
                page.load()
        return True
    return decode(data).size > 0


def pages_of(path: Path, dpi: int) -> Iterator[tuple[bytes, MediaType]]:
    """Each page as a picture; what is a picture already is handed on as it is.

    Raises:
        Trouble: ``scanner.file`` when the file isn't what it was a moment ago.
    """
    try:
        data = path.read_bytes()
        if path.suffix.lower() in _PDF:
            yield from _of_pdf(data, dpi)
        elif path.suffix.lower() in _TIFF:
            yield from _of_tiff(data)
        elif kind := media_type(data):
            yield data, kind
        else:
            raise Trouble('scanner.file', file=path.name)
    except (OSError, UnidentifiedImageError, pypdfium2.PdfiumError) as error:
        raise Trouble('scanner.file', file=path.name) from error


def _of_pdf(data: bytes, dpi: int) -> Iterator[tuple[bytes, MediaType]]:
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            page = document[number]
            drawn = page.render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=True).to_pil().convert('RGB')
            page.close()
            yield _pnm(drawn), 'image/x-portable-anymap'


def _of_tiff(data: bytes) -> Iterator[tuple[bytes, MediaType]]:
    with Image.open(io.BytesIO(data)) as picture:
        for page in ImageSequence.Iterator(picture):
            yield _pnm(page.convert('RGB')), 'image/x-portable-anymap'


def _pnm(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, 'PPM')
    return file.getvalue()
