"""What happens to a dossier after reception: at the province, and when its result is returned."""

from dataclasses import dataclass
from datetime import date, datetime

from office.facts.body import Body
from office.papers import ResultFile
from office.person import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBound(Body):
    """An official code took the place of the provisional number; both find the dossier."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceStateSeen(Body):
    """The province reported the dossier's state (its codes 1 to 10) and perhaps another due time; the province wins."""

    status: int
    note: str
    happened_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultArrived(Body):
    """The result is ready to be handed over; e-result files are in the page store."""

    results: tuple[ResultFile, ...]
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReturned(Body):
    """The result was handed over in person; ``signature`` is the digest of the collector's, '' where paper has it."""

    serial: str
    collector: Applicant
    is_applicant: bool
    authorisation: str
    papers: tuple[str, ...]
    signature: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPosted(Body):
    """The result was handed to the post; ``papers`` are the results inside, by name."""

    tracking: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingCorrected(Body):
    """The tracking number had been mistyped; this is the one on the item."""

    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDelivered(Body):
    """The post's slip says that the item was delivered, on which local day; ``receiver`` '' where it names nobody."""

    on: date
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCameBack(Body):
    """The post brought the item back undelivered, with the reason written on it."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierWithdrawn(Body):
    """The applicant asked for the dossier back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceReceipt(Body):
    """The province confirmed what it was told: the outbox item, the digest of what it took, its own receipt id."""

    item: str
    digest: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceRefusal(Body):
    """The province refused an item; it is parked for a person."""

    item: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResent(Body):
    """A person had a parked item sent again."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceForgot(Body):
    """The province no longer holds what it confirmed, as after a restored backup; the item is owed again."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToTell(Body):
    """An owed item came to nothing: the dossier ended before reception, so it never got a code to be told under."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayReported(Body):
    """The province spoke of a dossier that this centre doesn't know; kept as it came for a person to look at."""

    code: str
    change: str
