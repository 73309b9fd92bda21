"""Judging a signed file that came from outside, in a child process of its own: a file that breaks the reader costs it.

What is told is exactly what was proven: that the bytes are those that were signed, whether something was added behind
them, who signed by a certificate that this centre trusts or doesn't, and whether a list of revoked ones was at hand.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from devices.child import Child
from devices.signer.pkcs11 import WORKER, asked
from devices.signer.protocol import Certificate
from devices.stop import Stop
from office.errors import Trouble
from office.judgement import TrustStore

# a file of some hundred pages with five signatures takes two seconds
_PATIENCE_SECONDS = 30

GOOD = 'signature.good'
# whoever looks at these is told that the content itself is not to be relied on
BAD = frozenset(
    {
        'signature.changed',
        'signature.broken',
        'signature.partial',
        'signature.added',
        'signature.revoked',
        'signature.file',
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSignature:
    """One signature of a file.

    Attributes:
        field: its name in the file.
        code: ``signature.good``; or, the worst first, ``unreadable``, ``broken`` (no signature of that certificate),
            ``changed`` (the signed bytes are others now), ``partial`` (it leaves a part of the file out), ``added``
            (something was put behind it that isn't another signature), ``revoked``, ``expired``, ``early``, ``weak``,
            ``usage`` (no certificate for signing), ``unknown`` (nobody here vouches for the signer), ``other`` (not of
            the kind that is judged here).
        certificate: whose, None where it can't be read.
        is_intact: the signed bytes are those that were signed, by that certificate's key.
        covers_file: nothing at all stands behind it.
        is_known_unrevoked: a current list of its issuer was at hand and doesn't name it.
        signed_at: the signer's own word.
        stamped_at: the time-stamp server's, if any.
    """

    field: str
    code: str
    certificate: Certificate | None
    is_intact: bool
    covers_file: bool
    is_known_unrevoked: bool
    signed_at: datetime | None
    stamped_at: datetime | None

    @property
    def signer(self) -> str:
        """Who signed, as an officer would say it: the agency, else the person."""
        known = self.certificate
        return (known.organisation or known.holder) if known else ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Every signature of a file, none for a file that nobody signed; and whom it was trusted to vouch for signers."""

    signatures: tuple[CheckedSignature, ...]
    trust: TrustStore = field(default_factory=TrustStore)

    @property
    def code(self) -> str:
        """The worst of them: '' without signatures, else a code of ``CheckedSignature``."""
        codes = [one.code for one in self.signatures]
        bad = [code for code in codes if code in BAD or code == 'signature.unreadable']
        doubtful = [code for code in codes if code != GOOD]
        return next(iter([*bad, *doubtful, *codes]), '')


def looks_signed(pdf: bytes) -> bool:
    """Whether a file may bear a signature: quick, and never wrong about one that does."""
    return b'/ByteRange' in pdf


def bears_other(content: bytes) -> bool:
    """Whether a file that is no PDF bears a signature of another kind, as signed XML does (XML-DSig)."""
    # in any of XML's encodings
    return not content.startswith(b'%PDF-') and b'SignatureValue' in content.replace(b'\0', b'')


OTHER = Verified(
    signatures=(
        CheckedSignature(
            field='',
            code='signature.other',
            certificate=None,
            is_intact=False,
            covers_file=False,
            is_known_unrevoked=False,
            signed_at=None,
            stamped_at=None,
        ),
    )
)


def verify(pdf: bytes, at: datetime, *, roots: str = '', stop: Stop | None = None) -> Verified:
    """Judge a file's signatures.

    Args:
        pdf: the file as it came.
        at: now, for the certificates' time.
        roots: the directory of ``devices.signer.trust``, '' to trust nobody.
        stop: ends the reader.

    Raises:
        Trouble: ``signature.file``, ``signature.roots``, or ``signature.reader`` when the reader broke over the file or
            was stopped.
    """
    with closing(Child(WORKER, patience=_PATIENCE_SECONDS, environment={})) as child:
        try:
            header, _ = asked(child, {'verb': 'verify', 'roots': roots, 'at': at.isoformat()}, pdf, stop)
        except Trouble as trouble:
            if trouble.code in ('signer.mute', 'signer.crashed'):
                raise Trouble('signature.reader') from trouble
            raise
    return Verified(signatures=checked(header['signatures']), trust=TrustStore(**header['trust']))


def checked(told: Iterable[dict[str, Any]]) -> tuple[CheckedSignature, ...]:
    """What the child told of each signature."""
    return tuple(_checked(one) for one in told)


def _checked(told: dict[str, Any]) -> CheckedSignature:
    certificate = told['certificate']
    return CheckedSignature(
        field=told['field'],
        code=told['code'],
        certificate=Certificate.read(certificate) if certificate else None,
        is_intact=told['is_intact'],
        covers_file=told['covers_file'],
        is_known_unrevoked=told['is_known_unrevoked'],
        signed_at=_moment(told['signed_at']),
        stamped_at=_moment(told['stamped_at']),
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
