"""What pyHanko proves of a file's signatures, with nothing fetched from the network; in the child process only."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from devices.signer.names import told_of
from devices.signer.trust import Anchors
from office.errors import Trouble

_LIMP = (PdfError, SignatureValidationError, CMSExtractionError, CMSStructuralError, ValueError, KeyError, TypeError)
_REVOKED = frozenset({AdESFailure.REVOKED, AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE})
_WEAK = frozenset({AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE})
_USAGE = frozenset({AdESIndeterminate.SIG_CONSTRAINTS_FAILURE, AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE})
# agencies' certificates of before 2020 often have the first one alone
_SIGNS = KeyUsageConstraints(key_usage={'non_repudiation', 'digital_signature'}, match_all_key_usages=False)

_LISTED, _UNLISTED = RevocationCheckingRule.CRL_REQUIRED, RevocationCheckingRule.CHECK_IF_DECLARED_SOFT


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one signature was found to be, and as of when its certificate was judged."""

    status: PdfSignatureStatus
    moment: datetime
    stamped_at: datetime | None


def verified(pdf: bytes, trusted: Anchors, at: datetime) -> list[dict[str, Any]]:
    """Every signature of a file in the order of the file, as JSON can carry it; [] for a file that nobody signed.

    Raises:
        Trouble: ``signature.file`` for a file that can't be read.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        reader.root  # noqa: B018 - read only when looked at
    except _LIMP as error:
        raise Trouble('signature.file') from error
    try:
        found = [one for one in reader.embedded_signatures if one.sig_object_type == '/Sig']
    except _LIMP:
        return [_unreadable('')]
    return [_told(one, trusted, at) for one in found]


def _unreadable(field: str) -> dict[str, Any]:
    return {
        'field': field,
        'code': 'signature.unreadable',
        'certificate': None,
        'is_intact': False,
        'covers_file': False,
        'is_known_unrevoked': False,
        'signed_at': '',
        'stamped_at': '',
    }


def _told(one: EmbeddedPdfSignature, trusted: Anchors, at: datetime) -> dict[str, Any]:
    field = str(one.field_name)
    try:
        judged = _judged(one, trusted, at)
        certificate = told_of(one.signer_cert)
    except _LIMP:
        return _unreadable(field)
    status = judged.status
    reported = status.signer_reported_dt
    return {
        'field': field,
        'code': _code(judged, one),
        'certificate': certificate,
        'is_intact': status.intact and status.valid,
        'covers_file': status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        'is_known_unrevoked': trusted.tells_of(one.signer_cert.issuer, judged.moment) and not status.revoked,
        'signed_at': reported.isoformat() if reported else '',
        'stamped_at': judged.stamped_at.isoformat() if judged.stamped_at else '',
    }


def _judged(one: EmbeddedPdfSignature, trusted: Anchors, at: datetime) -> _Judged:
    """Judge a certificate as of now, or as of the moment that a trusted time stamp proves."""
    status = _validated(one, trusted, at, at)
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.intact and stamp.valid):
        return _Judged(status, at, None)
    if not stamp.trusted:
        # it is genuine, and nobody here vouches for its clock
        return _Judged(status, at, stamp.timestamp)
    return _Judged(_validated(one, trusted, stamp.timestamp, at), stamp.timestamp, stamp.timestamp)


def _validated(one: EmbeddedPdfSignature, trusted: Anchors, moment: datetime, now: datetime) -> PdfSignatureStatus:
    # a list that is at hand counts, whether or not the certificate says where lists are published
    rule = _LISTED if trusted.tells_of(one.signer_cert.issuer, moment) else _UNLISTED
    signer, stamper = _context(trusted, moment, rule), _context(trusted, now, _UNLISTED)
    return validate_pdf_signature(one, signer, stamper, key_usage_settings=_SIGNS)


def _context(trusted: Anchors, moment: datetime, rule: RevocationCheckingRule) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(trusted.certificates),
        crls=list(trusted.lists),
        moment=moment,
        allow_fetching=False,
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(ee_certificate_rule=rule, intermediate_ca_cert_rule=_UNLISTED),
            # lists of today speak of signatures of last year too
            retroactive_revinfo=True,
        ),
    )


def _code(judged: _Judged, one: EmbeddedPdfSignature) -> str:
    """What is wrong, the worst first; ``signature.good`` when nothing is."""
    status = judged.status
    if not status.valid:
        return 'signature.broken'
    if not status.intact:
        return 'signature.changed'
    if status.coverage in (SignatureCoverageLevel.UNCLEAR, SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START):
        return 'signature.partial'
    if not status.docmdp_ok or status.modification_level is ModificationLevel.OTHER:
        return 'signature.added'
    return _of_trust(judged, one)


def _of_trust(judged: _Judged, one: EmbeddedPdfSignature) -> str:
    status, why = judged.status, judged.status.trust_problem_indic
    if status.revoked or why in _REVOKED:
        return 'signature.revoked'
    validity = one.signer_cert['tbs_certificate']['validity']
    if judged.moment > validity['not_after'].native:
        return 'signature.expired'
    if judged.moment < validity['not_before'].native:
        return 'signature.early'
    if status.trusted:
        return 'signature.good'
    if why in _WEAK:
        return 'signature.weak'
    return 'signature.usage' if why in _USAGE else 'signature.unknown'
