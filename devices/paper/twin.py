"""Two sheets that look the same to the last pixel stay two pages, though their files would have one digest."""

from hashlib import sha256
from io import BytesIO

import pikepdf

_ID_BYTES = 16  # what ISO 32000-1 §14.4 expects


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
