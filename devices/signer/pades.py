"""One PAdES signature by pyHanko, added behind a file's bytes; in the child process only."""

from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from devices.signer.appearance import corner, corner_stamp
from devices.signer.token import OpenToken
from devices.signer.trust import Anchors
from devices.signer.verifying import verified
from office.errors import Trouble

# the first answer of a server in another city comes within one second, of a busy one within five
_STAMP_SECONDS = 10


class Stamper(RequestsHTTPTimeStamper):
    """A client of a time-stamp server; one that answers nonsense gave no stamp."""

    def __init__(self, url: str) -> None:
        super().__init__(url, timeout=_STAMP_SECONDS)  # type: ignore[no-untyped-call]  # it ships none here

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask; what isn't a stamp is a failed request."""
        try:
            answer = await super().async_request_tsa_response(req)
            answer.native  # noqa: B018 - parsed only when looked at
        except (ValueError, TypeError) as error:
            raise TimestampRequestError("no time stamp") from error
        return answer


class _DatedSigner(PdfSigner):
    """Signs at the moment of the centre's clock."""

    moment: datetime

    def init_signing_session(
        self,
        pdf_out: Any,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  # pyHanko's own signature
    ) -> PdfSigningSession:
        """A session at that moment."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.moment
        return session


def sign(token: OpenToken, pdf: bytes, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The signed file and what is told of it; it was verified with the token's own certificate.

    Raises:
        Trouble: ``signer.file``, ``signer.stamp``, ``signer.mismatch``, ``signer.expired``, ``signer.removed`` or
            ``signer.io``.
    """
    at = datetime.fromisoformat(request['at'])
    if trouble := token.held.trouble(at):
        raise trouble
    remark = ''
    try:
        signed = _signed(token, pdf, request, stamp=request['stamp'])
    except TimestampRequestError as error:
        if request['stamp_required']:
            raise Trouble('signer.stamp') from error
        remark, signed = 'signer.stamp', _signed(token, pdf, request, stamp='')
    last = verified(signed, Anchors((token.held.certificate,)), at)[-1]
    if last['code'] == 'signature.broken':
        raise Trouble('signer.mismatch')
    if not signed.startswith(pdf) or not last['is_intact']:
        raise Trouble('signer.file')
    return {
        'kind': 'signed',
        'certificate': token.told,
        'stamped_at': last['stamped_at'],
        'remark': remark,
    }, signed


def _signed(token: OpenToken, pdf: bytes, request: dict[str, Any], *, stamp: str) -> bytes:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        if writer.prev.encrypted:
            raise Trouble('signer.file')
        number = len(list(writer.prev.embedded_signatures)) + 1
    except (PdfError, ValueError, KeyError, OSError) as error:
        raise Trouble('signer.file') from error
    out = BytesIO()
    try:
        token.guarded(lambda: _signer(token, writer, number, request, stamp=stamp).sign_pdf(writer, output=out))
    except TimestampRequestError:
        raise
    except (PdfError, SigningError, ValueError) as error:
        raise Trouble('signer.file') from error
    return out.getvalue()


def _signer(
    token: OpenToken, writer: IncrementalPdfFileWriter, number: int, request: dict[str, Any], *, stamp: str
) -> PdfSigner:
    name = f'MotCua{number}'
    shows, at = request['look'] == 'corner', datetime.fromisoformat(request['at'])
    signer = _DatedSigner(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm='sha256',
            subfilter=SigSeedSubFilter.PADES,
            name=token.told['holder'],
            reason=request['reason'] or None,
        ),
        PKCS11Signer(token.session, signing_cert=token.held.certificate, key_id=token.held.id, ca_chain=token.chain),
        timestamper=Stamper(stamp) if stamp else None,
        new_field_spec=SigFieldSpec(name, on_page=0, box=corner(writer) if shows else None),
        stamp_style=corner_stamp(token.told, at) if shows else None,
    )
    signer.moment = at
    return signer
