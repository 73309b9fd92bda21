"""What a PDF from outside must not hold: a password, anything that acts, anything that leads elsewhere, a bomb.

Every object of the file is looked at, those too that no page reaches, behind whatever spelling of names and inside
whatever object stream (qpdf has resolved both). Links that a person may click are left: nothing follows them here.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from office.errors import Refusal

_MOST_PAGES = 200
# an A3 page at 600 dpi has 70 million pixels
_MOST_PIXELS = 100_000_000
# the same page in colour is 210 MB unpacked
_MOST_UNPACKED = 256 << 20
_PIECE = 1 << 20
# a page for a screen; drawing it at all is the proof
_DRAWN_PX = 400
# ISO 32000-1 annex C: a page measures 3 to 14400 units
_MEASURES = (3.0, 14_400.0)
# the marker of the end stands in the last kilobyte (ISO 32000-1 annex H), and nothing much behind it
_TAIL = 1024

# keys that are active wherever they stand (ISO 32000-1 §7.11, §12.6, §12.7.8; ISO 32000-2 §13.7)
_KEYS = {
    '/JS': 'JavaScript',
    '/JavaScript': 'JavaScript',
    '/AA': 'AA',
    '/EF': 'EmbeddedFile',
    '/EmbeddedFiles': 'EmbeddedFile',
    '/Collection': 'EmbeddedFile',
    '/XFA': 'XFA',
    '/RichMediaContent': 'RichMedia',
    '/OPI': 'URL',
}
_ACTIONS = {
    '/JavaScript': 'JavaScript',
    '/Launch': 'Launch',
    '/SubmitForm': 'SubmitForm',
    '/ImportData': 'SubmitForm',
    '/GoToR': 'URL',
    '/GoToE': 'EmbeddedFile',
    '/Rendition': 'RichMedia',
    '/Movie': 'RichMedia',
    '/Sound': 'RichMedia',
    '/RichMediaExecute': 'RichMedia',
}
_SUBTYPES = {
    '/RichMedia': 'RichMedia',
    '/3D': 'RichMedia',
    '/Screen': 'RichMedia',
    '/Movie': 'RichMedia',
    '/Sound': 'RichMedia',
    '/FileAttachment': 'EmbeddedFile',
}


def examined(content: bytes) -> int:
    """How many pages a harmless PDF has.

    Raises:
        Refusal: as ``sync.outside.checked``.
    """
    if b'%%EOF' not in content[-_TAIL:]:
        raise Refusal('file.damaged')
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            pages = _counted(pdf)
            for one in pdf.objects:
                for part in _parts(one):
                    _look(part)
        _draw(content, pages)
    except pikepdf.PasswordError as error:
        raise Refusal('file.encrypted') from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise Refusal('file.damaged') from error
    return pages


def _counted(pdf: pikepdf.Pdf) -> int:
    pages = len(pdf.pages)
    if pdf.is_encrypted:
        raise Refusal('file.encrypted')
    if not pages:
        raise Refusal('file.damaged')
    if pages > _MOST_PAGES:
        raise Refusal('file.pages', pages=pages, most=_MOST_PAGES)
    return pages


def _parts(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """A dictionary or stream and those that stand within it; what stands by itself comes by itself."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        # numbers and truths come as Python's own
        inside: list[object]
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            names = one.keys()
            inside = [one[name] for name in names]
        elif isinstance(one, pikepdf.Array):
            inside = list(one)
        else:
            continue
        waiting += [part for part in inside if isinstance(part, pikepdf.Object) and not part.is_indirect]


def _look(part: pikepdf.Object) -> None:
    keys = set(part.keys())
    found = [_KEYS[key] for key in keys & _KEYS.keys()]
    found += [kind for kind in (_ACTIONS.get(_name(part, '/S')), _SUBTYPES.get(_name(part, '/Subtype'))) if kind]
    if '/OpenAction' in keys and not _is_view(part['/OpenAction']):
        found.append(_ACTIONS.get(_name(part['/OpenAction'], '/S'), 'OpenAction'))
    # a file specification that names an address, a drawing that stands in another file
    if _name(part, '/FS') == '/URL' or (_name(part, '/Subtype') == '/Form' and '/Ref' in keys):
        found.append('URL')
    if isinstance(part, pikepdf.Stream):
        if '/F' in keys:
            found.append('URL')
        _weigh(part)
    if found:
        raise Refusal('file.active', what=found[0])


def _name(part: object, key: str) -> str:
    value = part.get(key) if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)) else None
    return str(value) if isinstance(value, pikepdf.Name) else ''


def _is_view(action: object) -> bool:
    """Whether what happens at opening is no more than turning to a page."""
    if isinstance(action, pikepdf.Dictionary):
        return _name(action, '/S') == '/GoTo' and '/Next' not in action
    return isinstance(action, (pikepdf.Array, pikepdf.Name, pikepdf.String))


def _weigh(stream: pikepdf.Object) -> None:
    """Refuse what unpacks beyond all measure; the child's bound of memory meets what is packed in other ways."""
    if _name(stream, '/Subtype') == '/Image':
        given: list[object] = [stream.get('/Width'), stream.get('/Height')]
        sides = [side for side in given if isinstance(side, int)]
        if len(sides) != 2 or min(sides) < 1:  # noqa: PLR2004 - width and height
            raise Refusal('file.damaged')
        if sides[0] * sides[1] > _MOST_PIXELS:
            raise Refusal('file.bomb')
    filters = stream.get('/Filter')
    packed = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    content = stream.read_raw_bytes()
    for at, name in enumerate(packed, 1):
        if name != pikepdf.Name.FlateDecode:
            return
        content = _unpacked(content, is_wanted=at < len(packed))


def _unpacked(content: bytes, *, is_wanted: bool) -> bytes:
    """What a stream unpacks to, empty unless wanted; one that goes beyond all measure is refused on the way."""
    unpack, made, size = zlib.decompressobj(), [], 0
    while True:
        try:
            piece = unpack.decompress(content, _PIECE)
        except zlib.error:
            # whoever draws it says whether it can be
            break
        if not piece:
            break
        size += len(piece)
        if size > _MOST_UNPACKED:
            raise Refusal('file.bomb')
        if is_wanted:
            made.append(piece)
        content = unpack.unconsumed_tail
    return b''.join(made)


def _draw(content: bytes, pages: int) -> None:
    with pypdfium2.PdfDocument(content) as document:
        if len(document) != pages:
            raise Refusal('file.damaged')
        for number in range(pages):
            page = document[number]
            sides = page.get_size()
            if min(sides) < _MEASURES[0] or max(sides) > _MEASURES[1]:
                raise Refusal('file.measure')
            page.render(scale=_DRAWN_PX / max(sides))
            page.close()
