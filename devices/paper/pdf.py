"""PDF/A-2b (ISO 19005-2): one page from its layers, and pages bound into one file.

The bytes are the same for the same page, every time: pages are kept by their digest. No date is written, and the
file's id follows from its content.
"""

from collections.abc import Sequence
from io import BytesIO

import img2pdf
import numpy as np
import pikepdf
import pikepdf.pdfa
from PIL import Image
from PIL.TiffImagePlugin import ROWSPERSTRIP

from devices.paper.ink import Stencil
from devices.paper.layers import Box, Layers
from devices.paper.picture import Picture, jpeg
from devices.paper.text_layer import TextLayers
from devices.paper.tone import Colour
from office.errors import Trouble
from office.page_text import PageText

_MM_PER_POINT = 25.4 / 72
_FLAVOUR = '2b'


def page_pdf(layers: Layers, *, width_mm: float, height_mm: float, quality: int) -> bytes:
    """A file of one page at its true size.

    Args:
        layers: what it shows.
        width_mm: the sheet's width.
        height_mm: the sheet's height.
        quality: the JPEG's, 1 to 100.
    """
    pdf = pikepdf.new()
    size = (round(width_mm / _MM_PER_POINT, 3), round(height_mm / _MM_PER_POINT, 3))
    pdf.add_blank_page(page_size=size)
    page = pdf.pages[0]
    whole = f'{size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm'
    images: dict[str, pikepdf.Object] = {}
    marks = [f'q {_ink(layers.paper)} 0 0 {size[0]:.3f} {size[1]:.3f} re f Q']
    for number, patch in enumerate(layers.patches, 1):
        images[f'/Picture{number}'] = _picture(pdf, patch.picture, quality)
        marks.append(f'q {_place(patch.box, layers, size)} /Picture{number} Do Q')
    for number, stencil in enumerate(layers.stencils, 1):
        images[f'/Ink{number}'] = _mask(pdf, stencil)
        marks.append(f'q {_ink(stencil.colour)} {whole} /Ink{number} Do Q')
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(images))
    page.Contents = pdf.make_stream('\n'.join(marks).encode('ascii'))
    return saved(pdf)


def bind(pages: Sequence[bytes], texts: Sequence[PageText | None] = ()) -> bytes:
    """Single-page files as one file, their images byte for byte; a page that has a text gets it as a layer.

    Raises:
        Trouble: ``page.unreadable`` with its number (from 1) when one of them is no PDF; ``page.none`` without pages.
    """
    if not pages:
        raise Trouble('page.none')
    bound = pikepdf.new()
    for number, page in enumerate(pages, 1):
        try:
            source = pikepdf.open(BytesIO(page))
        except pikepdf.PdfError as error:
            raise Trouble('page.unreadable', number=number, size=len(page)) from error
        bound.pages.extend(source.pages)
    layers = TextLayers(bound)
    for sheet, text in zip(bound.pages, texts, strict=False):
        if text is not None:
            layers.lay(sheet, text)
    layers.finish()
    return saved(bound)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The file's bytes, checked PDF/A; a page of ours that does not pass is a bug, never kept."""
    pikepdf.pdfa.prepare(pdf, _FLAVOUR)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata['xmp:MetadataDate']
    out = BytesIO()
    pikepdf.pdfa.save(pdf, out, _FLAVOUR, repair=False, deterministic_id=True)
    return out.getvalue()


def _ink(colour: Colour) -> str:
    red, green, blue = (level / 255 for level in reversed(colour))
    return f'{red:.4f} {green:.4f} {blue:.4f} rg'


def _place(box: Box, layers: Layers, size: tuple[float, float]) -> str:
    """The matrix that puts a picture into its box; PDF measures upwards from the bottom, in points."""
    left, top, right, bottom = box
    across, down = size[0] / layers.width, size[1] / layers.height
    corner = (left * across, size[1] - bottom * down)
    return f'{(right - left) * across:.3f} 0 0 {(bottom - top) * down:.3f} {corner[0]:.3f} {corner[1]:.3f} cm'


def _picture(pdf: pikepdf.Pdf, picture: Picture, quality: int) -> pikepdf.Stream:
    return _image(
        pdf,
        jpeg(picture, quality),
        picture.shape,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def _mask(pdf: pikepdf.Pdf, stencil: Stencil) -> pikepdf.Stream:
    """A stencil as CCITT Group 4, in one strip as PDF wants it."""
    height, width = stencil.ink.shape
    bits = Image.frombytes('1', (width, height), np.packbits(stencil.ink != 0, axis=1).tobytes())
    tiff = BytesIO()
    bits.save(tiff, 'TIFF', compression='group4', tiffinfo={ROWSPERSTRIP: height})
    offset, length = img2pdf.ccitt_payload_location_from_pil(Image.open(tiff))
    return _image(
        pdf, tiff.getvalue()[offset : offset + length], (height, width),
        ImageMask=True, BitsPerComponent=1, Filter=pikepdf.Name.CCITTFaxDecode,
        DecodeParms=pikepdf.Dictionary(K=-1, Columns=width, Rows=height),
    )  # fmt: skip


def _image(pdf: pikepdf.Pdf, data: bytes, shape: tuple[int, ...], **entries: object) -> pikepdf.Stream:
    stream = pikepdf.Stream(pdf, data)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Height, stream.Width = shape[:2]
    for name, value in entries.items():
        stream[f'/{name}'] = value
    return stream
