"""Two sheets that look the same to the last pixel stay two pages, though their files would have one digest."""

from collections.abc import Container
from hashlib import sha256
from io import BytesIO

import pikepdf

_ID_BYTES = 16  # what ISO 32000-1 §14.4 expects


def distinct(pdf: bytes, taken: Container[str]) -> bytes:
    """The page's file, or its first twin whose SHA-256 is not among those taken."""
    made, number = pdf, 1
    while sha256(made).hexdigest() in taken:
        made, number = twin(pdf, number), number + 1
    return made


def twin(pdf: bytes, number: int) -> bytes:
    """The same page under another file identifier (ISO 32000-1 §14.4), so that its digest differs.

    Args:
        pdf: a one-page PDF.
        number: which of the equal sheets it is; the same number gives the same bytes.
    """
    with pikepdf.open(BytesIO(pdf)) as page:
        own = sha256(b'%d %s' % (number, sha256(pdf).digest())).digest()[:_ID_BYTES]
        page.trailer.ID = pikepdf.Array([pikepdf.String(own), pikepdf.String(own)])
        made = BytesIO()
        page.save(made, deterministic_id=True)
    return made.getvalue()
