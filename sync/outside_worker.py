"""The child process that looks at one file from outside: the file on standard input, what it is on standard output.

The answer is a line of JSON, after it the picture where there is one. A refusal is an answer; a status other than 0 is
a parser that died.
"""

import json
import sys
from collections.abc import Callable, Sequence
from io import BytesIO

from office.errors import Refusal

_CPU_SECONDS = 45
# a picture of 60 million pixels in three colours, twice, and the libraries
_MEMORY_BYTES = 1 << 30
_MOST_PIXELS = 60_000_000
_LEAST_SIDE = 16
_QUALITY = 95
# what a scanner writes; 72 and 96 are what programs write that know nothing
_SCANNED_DPI = range(100, 1201)

# how files begin: the kinds that can be taken, and those whose names people know
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b'%PDF-', 'pdf'),
    (b'\xff\xd8\xff', 'picture'),
    (b'\x89PNG\r\n\x1a\n', 'picture'),
    (b'<?xml', 'xml'),
    (b'\xef\xbb\xbf<?xml', 'xml'),
    (b'PK\x03\x04', 'Word, Excel, ZIP'),
    (b'\xd0\xcf\x11\xe0', 'Word, Excel'),
    (b'MZ', 'EXE'),
    (b'\x7fELF', 'EXE'),
    (b'Rar!', 'RAR'),
    (b'7z\xbc\xaf', '7-Zip'),
    (b'II*\x00', 'TIFF'),
    (b'MM\x00*', 'TIFF'),
    (b'GIF8', 'GIF'),
    (b'<!DOCTYPE html', 'HTML'),
    (b'<html', 'HTML'),
)
# ISO 14496-12: a box of type ftyp, whose brand stands behind it
_BRANDS = {b'heic': 'HEIC', b'heix': 'HEIC', b'mif1': 'HEIC', b'msf1': 'HEIC', b'avif': 'AVIF'}


def kind_of(content: bytes) -> str:
    """What a file is by its beginning; '' when nobody knows it."""
    if content[4:8] == b'ftyp':
        return _BRANDS.get(content[8:12], 'MP4')
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), '')


def main() -> int:
    """Look, and answer."""
    _bound()
    content, wanted = sys.stdin.buffer.read(), sys.argv[1:]
    try:
        told, picture = looked_at(content, wanted)
    except Refusal as refusal:
        told, picture = {'refused': refusal.code, **refusal.params}, b''
    sys.stdout.buffer.write(json.dumps(told).encode() + b'\n' + picture)
    return 0


def looked_at(content: bytes, wanted: Sequence[str]) -> tuple[dict[str, object], bytes]:
    """What a file is, in the words of ``sync.outside.Checked``, and the picture drawn anew.

    Raises:
        Refusal: as ``sync.outside.checked``.
    """
    kind = kind_of(content)
    if kind not in wanted:
        raise Refusal('file.kind', kind=kind.upper() if kind == 'xml' else kind or '?')
    look: dict[str, Callable[[bytes], tuple[dict[str, object], bytes]]] = {
        'pdf': _pdf,
        'picture': _picture,
        'xml': _xml,
    }
    told, picture = look[kind](content)
    return {'kind': kind, **told}, picture


def _bound() -> None:
    if sys.platform == 'win32':
        return
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _pdf(content: bytes) -> tuple[dict[str, object], bytes]:
    from sync.outside_pdf import examined  # noqa: PLC0415 - a picture needs no PDF library

    return {'pages': examined(content)}, b''


def _xml(content: bytes) -> tuple[dict[str, object], bytes]:
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - seldom needed

    from defusedxml import DefusedXmlException  # noqa: PLC0415 - seldom needed
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - seldom needed

    try:
        fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refusal('file.active', what='ENTITY') from error
    except ParseError as error:
        raise Refusal('file.damaged') from error
    return {}, b''


def _picture(content: bytes) -> tuple[dict[str, object], bytes]:
    """The picture upright, in colour on white, and nothing else of the file."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - a PDF needs no Pillow

    try:
        image = Image.open(BytesIO(content), formats=('JPEG', 'PNG'))
        # asked before a pixel is unpacked
        wide, high = image.size
        if wide * high > _MOST_PIXELS:
            raise Refusal('file.bomb')
        if min(wide, high) < _LEAST_SIDE:
            raise Refusal('file.measure')
        dpi = round(float(image.info.get('dpi', (0, 0))[0]))
        image.load()
        upright = ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise Refusal('file.bomb') from error
    except (OSError, ValueError, SyntaxError, TypeError, EOFError) as error:
        raise Refusal('file.damaged') from error
    if upright.mode.startswith('I'):
        # 16 bits of grey
        upright = upright.convert('I').point(lambda level: level / 256).convert('L')
    if upright.has_transparency_data:
        white = Image.new('RGBA', upright.size, 'white')
        upright = Image.alpha_composite(white, upright.convert('RGBA'))
    file = BytesIO()
    upright.convert('RGB').save(file, 'JPEG', quality=_QUALITY, subsampling=0)
    return {'dpi': dpi if dpi in _SCANNED_DPI else 0}, file.getvalue()


if __name__ == '__main__':
    sys.exit(main())
