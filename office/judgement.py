"""What the digital signatures of a file from outside were found to prove when it came: taken once, and kept."""

from dataclasses import dataclass
from datetime import datetime

# the outcome for a file that bears no signature
UNSIGNED = 'signature.none'


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustStore:
    """Whom the machine trusted to vouch for signers.

    Attributes:
        certificates: how many certificates of authorities there were.
        lists: how many lists of revoked ones.
        fingerprint: SHA-256 over both, 64 hexadecimal digits; the same for the same files in any order. '' where
            nothing had to be vouched for.
    """

    certificates: int = 0
    lists: int = 0
    fingerprint: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSignature:
    """One signature as it was found.

    Attributes:
        code: as ``signature.good``, ``.changed``, ``.unknown``, ``.expired``, ``.revoked``; what can be found is the
            driver's to say, so one that we don't know is kept as it is.
        holder: whom the certificate is of; '' like all that follows where it couldn't be read.
        organisation: where she works by the certificate, '' where it doesn't say.
        issuer: who issued the certificate.
        serial: its serial number, hexadecimal digits.
        until: the end of its time, in UTC.
        is_known_unrevoked: a current list of its issuer was at hand and didn't name it.
        signed_at: in UTC, the signer's own word.
        stamped_at: in UTC, by a time-stamp server; None without one.
    """

    code: str
    holder: str = ''
    organisation: str = ''
    issuer: str = ''
    serial: str = ''
    until: datetime | None = None
    is_known_unrevoked: bool = False
    signed_at: datetime | None = None
    stamped_at: datetime | None = None

    @property
    def signer(self) -> str:
        """Who signed, as an officer would say it: the agency, else the person."""
        return self.organisation or self.holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was found of one file, by its digest: ``code`` is the worst of its signatures, or ``UNSIGNED``."""

    digest: str
    code: str
    signatures: tuple[FoundSignature, ...]
    trust: TrustStore
    at: datetime
