"""The small records a dossier is made of: its listed components, pages, fees, supplements and results."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PaperStatus(StrEnum):
    """What the officer found for one listed component."""

    PENDING = 'pending'
    SEEN = 'seen'
    SCANNED = 'scanned'
    REUSED = 'reused'
    MISSING = 'missing'
    NOT_NEEDED = 'not_needed'


class PayMethod(StrEnum):
    """How money came in; cash and transfers at the desk are never reported as paid online."""

    CASH = 'cash'
    TRANSFER = 'transfer'
    PORTAL = 'portal'


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedComponent:
    """A paper on the published list of a procedure's case (thành phần hồ sơ).

    ``section`` is the heading it stands under, such as papers to be shown and not handed in; '' where there is none.
    """

    code: str
    name: str
    originals: int
    copies: int
    is_note: bool = False
    section: str = ''


# where a page came from that is a whole PDF of somebody else's
FILE = 'file'


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRef:
    """A durable page: the SHA-256 of its one-page PDF, its size in bytes, and where it came from.

    One of the source ``FILE`` is a PDF from outside, of any number of pages, perhaps signed: it is never rewritten.
    """

    digest: str
    size: int
    source: str

    @property
    def is_file(self) -> bool:
        """Whether it is a whole PDF from outside."""
        return self.source == FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFile:
    """A component's pages bound into one PDF, as the province receives it."""

    component: str
    digest: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalSignature:
    """A digital signature that was made here (chữ ký số).

    Attributes:
        holder: whom the certificate is of.
        organisation: where she works by the certificate, '' where it doesn't say.
        issuer: who issued the certificate.
        serial: its serial number, hexadecimal digits.
        signed_at: in UTC, by this machine's clock.
        stamped_at: in UTC, by a time-stamp server; None without one.
    """

    holder: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime
    stamped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCopy:
    """A component's pages bound and signed by an officer; it holds for these pages in this order and no others."""

    file: ComponentFile
    signature: DigitalSignature


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A listed component as it stands in one dossier."""

    listed: ListedComponent
    status: PaperStatus = PaperStatus.PENDING
    originals: int = 0
    copies: int = 0
    note: str = ''
    reused_from: str | None = None
    pages: tuple[PageRef, ...] = ()
    signed: SignedCopy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One fee: what the rule asks in đồng, what is due after an exemption, and the exemption's reason."""

    code: str
    name: str
    kind: str
    amount: int
    due: int
    exemption: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money received: amount in đồng, how, and the reference of the fee receipt or transfer."""

    amount: int
    method: PayMethod
    reference: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementItem:
    """One paper of a supplement request: what is missing and how to mend it."""

    component: str
    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A supplement round, open until ``received_at``."""

    serial: str
    items: tuple[SupplementItem, ...]
    reason: str
    requested_at: datetime
    requested_by: str
    by_province: bool
    due_before: datetime | None
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """A result: its code and name in the procedure, and its e-result file's digest, '' where there is none."""

    code: str
    name: str
    digest: str
    size: int
