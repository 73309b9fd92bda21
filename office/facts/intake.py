"""What happens to a dossier at the counter, until it is received or not."""

from dataclasses import dataclass
from datetime import datetime

from office.facts.body import Body
from office.papers import (
    ComponentFile,
    DigitalSignature,
    FeeLine,
    ListedComponent,
    PageRef,
    PaperStatus,
    Payment,
    SupplementItem,
)
from office.person import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierOpened(Body):
    """An officer began to take in a dossier."""

    ticket: str | None
    procedure: str
    procedure_version: str
    procedure_name: str
    case: str
    channel: str
    components: tuple[ListedComponent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantIdentified(Body):
    """Who applies, and how that was established.

    ``proven`` is what was proven of a card's chip and what wasn't, as ``office.chip.ChipProof.evidence`` says it; empty
    where no chip was read.
    """

    applicant: Applicant
    proven: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceCompared(Body):
    """The officer compared the picture on the card's chip with the person, by eye; no picture of either is kept.

    ``beside_camera`` tells whether the camera's picture stood beside the chip's.
    """

    is_same: bool
    beside_camera: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWritten(Body):
    """What the dossier asks for, in the officer's words (trích yếu)."""

    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentMarked(Body):
    """The officer judged one listed component."""

    component: str
    status: PaperStatus
    originals: int
    copies: int
    note: str = ''
    reused_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAdded(Body):
    """A durable page joined a component, last."""

    component: str
    page: PageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRemoved(Body):
    """The officer took a page out; its content stays in the store until retention ends."""

    component: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesArranged(Body):
    """The officer put a component's pages in order."""

    component: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentSigned(Body):
    """The officer signed a component's scan with her token: these pages in this order, bound into this durable file.

    The signature is made before the file's digest is fixed here. Whatever changes the pages makes it void.
    """

    component: str
    pages: tuple[str, ...]
    file: ComponentFile
    signature: DigitalSignature


@dataclass(frozen=True, slots=True, kw_only=True)
class FeesAssessed(Body):
    """What is to be paid, line by line, with the reason for what is not."""

    lines: tuple[FeeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCollected(Body):
    """Money came in."""

    payment: Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(Body):
    """The one complete supplement request (Decree 61/2018 Art. 11.2c); ``by_province`` when it came from there."""

    serial: str
    items: tuple[SupplementItem, ...]
    reason: str
    by_province: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementReceived(Body):
    """The citizen brought what was missing; the time limit is counted again from here (Art. 19.4)."""

    received_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRefused(Body):
    """Reception refused for a lawful reason, in concrete terms."""

    serial: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAccepted(Body):
    """The dossier is complete and received; the clock runs.

    ``received_at`` is the moment of complete reception; ``due_at`` None where the procedure has no due date or the
    competent agency's clock has not started.
    """

    code: str
    provisional: bool
    serial: str
    received_at: datetime
    due_at: datetime | None
    competent_agency: str
    here_competent: bool
    return_method: str
    sets: int
    files: tuple[ComponentFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAbandoned(Body):
    """An opened dossier was closed before acceptance; nothing was received."""

    reason: str
