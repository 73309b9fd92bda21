"""Files that somebody hands in who means ill, or whose telephone does: made anew by the tests, none of them kept."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

Change = Callable[[Pdf], None]


def pdf(change: Change = lambda _pdf: None, *, pages: int = 1, **saving: object) -> bytes:
    """A PDF with blank A4 pages, changed."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    change(made)
    file = BytesIO()
    made.save(file, deterministic_id='encryption' not in saving, **saving)
    return file.getvalue()


def picture(size: tuple[int, int] = (400, 600), mode: str = 'RGB', kind: str = 'PNG', **saving: object) -> bytes:
    """A picture of one colour."""
    file = BytesIO()
    Image.new(mode, size, 'white').save(file, kind, **saving)
    return file.getvalue()


def png_that_claims(wide: int, high: int) -> bytes:
    """A few bytes that say they are a picture of this size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))

    head = struct.pack('>IIBBBBB', wide, high, 8, 2, 0, 0, 0)
    return (
        b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', zlib.compress(b'\0' * 100)) + chunk(b'IEND', b'')
    )


def javascript_at_opening(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS='app.alert(1)')


def launch_behind_a_link(made: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F='cmd.exe')
    )
    made.pages[0].Annots = Array([link])


def launch_nobody_reaches(made: Pdf) -> None:
    made.Root.Junk = made.make_indirect(Dictionary(Deep=Array([Dictionary(S=Name.Launch, F='cmd.exe')])))


def an_action_of_a_page(made: Pdf) -> None:
    made.pages[0].AA = Dictionary(O=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])))


def an_attachment(made: Pdf) -> None:
    made.attachments['bang.xlsm'] = b'macros'


def a_form_of_xfa(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b'<xdp/>'))


def a_film(made: Pdf) -> None:
    made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))])


def an_action_behind_a_view(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.SubmitForm, F='elsewhere'))


def a_form_that_sends(made: Pdf) -> None:
    made.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F='elsewhere'))])


def a_stream_elsewhere(made: Pdf) -> None:
    made.Root.Junk = pikepdf.Stream(made, b'', F='//elsewhere/share/file')


def a_file_of_an_address(made: Pdf) -> None:
    made.Root.Junk = made.make_indirect(Dictionary(Type=Name.Filespec, FS=Name.URL, F='elsewhere'))


def a_huge_picture(made: Pdf) -> None:
    shown = pikepdf.Stream(made, b'', Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=60_000)
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im=shown))


def a_bomb(made: Pdf) -> None:
    made.Root.Junk = pikepdf.Stream(made, _packed_zeros(300), Filter=Name.FlateDecode)


def a_bomb_in_a_bomb(made: Pdf) -> None:
    packed = zlib.compress(_packed_zeros(300), 9)
    made.Root.Junk = pikepdf.Stream(made, packed, Filter=Array([Name.FlateDecode, Name.FlateDecode]))


def _packed_zeros(megabytes: int) -> bytes:
    """So many zeros, packed; a piece that stands by itself is packed once and repeated."""
    packer, piece = zlib.compressobj(9), bytes(1 << 20)
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)) * (megabytes - 1)


def a_speck_of_a_page(made: Pdf) -> None:
    made.pages[0].MediaBox = Array([0, 0, 1, 1])


ACTIVE: dict[Change, str] = {
    javascript_at_opening: 'JavaScript',
    launch_behind_a_link: 'Launch',
    launch_nobody_reaches: 'Launch',
    an_action_of_a_page: 'AA',
    an_attachment: 'EmbeddedFile',
    a_form_of_xfa: 'XFA',
    a_film: 'RichMedia',
    an_action_behind_a_view: 'OpenAction',
    a_form_that_sends: 'SubmitForm',
    a_stream_elsewhere: 'URL',
    a_file_of_an_address: 'URL',
}
