"""What the courier may ask of a provincial system, and the shapes of its answers.

Every verb blocks and ends in one of three ways: it returns (yes), raises ``ProvinceRefused`` (no), or raises Trouble
(not now, or unknown). Trouble codes:

    province.unreachable   nothing was sent: no route, no name, nobody listening
    province.no_answer     sent, and what became of it is unknown; the same key may be sent again
    province.busy          asked to come back; ``retry_after`` in seconds
    province.auth          our credentials are not accepted
    province.certificate   the other side could not prove who it is; nothing was sent
    province.garbled       something answered that is not the province's envelope; unknown as well
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from office.errors import Refusal
from sync.province.comparing import Comparison, Question

JSON = None | bool | int | float | str | list['JSON'] | dict[str, 'JSON']

# one call carries at most so many progress steps (portal-contract.md §1.6)
MOST_PROGRESS = 10


class ProvinceRefused(Refusal):
    """The province said no; sending the same again will not help until a person mends something.

    ``code`` is ``province.refused``, ``province.key_conflict`` when a key came back with another content, or
    ``province.twin`` when another machine bears our name.
    """

    def __init__(self, answer: str, message: str, *, field: str = '', code: str = 'province.refused') -> None:
        """Keep the province's own error code, its own words and the portal field it blames ('' when none)."""
        super().__init__(code, answer=answer, message=message, field=field)
        self.answer = answer
        self.message = message
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The province's word that it took something.

    ``ids`` are the dossier codes it took, ``digest`` the SHA-256 of the body it took ('' from a province that doesn't
    name it), ``number`` its own receipt number, ``missing`` the digests it still waits for.
    """

    ids: tuple[str, ...]
    digest: str
    number: str
    missing: tuple[str, ...] = ()

    @property
    def confirms(self) -> bool:
        """Whether it names what was taken; one that doesn't is to be checked with ``find_dossier``."""
        return bool(self.ids and self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReceipt:
    """The province holds a file: its SHA-256, its size in bytes, and how many of them had to travel this time."""

    digest: str
    size: int
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Official codes: ``prefix`` and a serial of ``width`` digits, ``first`` to ``last``.

    ``usable_on`` binds them to a local day where the code carries the date.
    """

    id: str
    prefix: str
    first: int
    last: int
    width: int
    usable_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened to a dossier at the province.

    ``id`` stays the same however often the change is delivered; ``raw`` is the item as it came.
    """

    id: str
    dossier: str
    at: datetime | None
    raw: Mapping[str, JSON] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBound(Change):
    """The province files the dossier under another code from now on; both must find it."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(Change):
    """The dossier's state (1 to 10) and perhaps another due time."""

    status: int
    note: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPaper:
    """One paper that the province misses and how to mend it."""

    component: str
    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked(Change):
    """The province wants the applicant to bring more."""

    serial: str
    reason: str
    asked_by: str
    papers: tuple[AskedPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedResult:
    """A result: its code and name in the procedure; digest, size and address of the e-result, '' and 0 without."""

    code: str
    name: str
    digest: str
    size: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultIssued(Change):
    """The result is ready to be handed over."""

    results: tuple[IssuedResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownChange(Change):
    """A kind of change this version doesn't know; kept as it came."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A stretch of the feed and the cursor to ask with next time; ``more`` when the feed goes on right away.

    The province repeats a few changes on purpose, so an id may have been seen before.
    """

    items: tuple[Change, ...]
    cursor: str
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a provincial system can do, as the settings of the centre say: provinces differ by data, not by code.

    ``numbers``: it reserves blocks of official codes. ``news``: it has a change feed. ``files``: it stores files.
    ``steps``: it takes processing steps (CapNhatTienDoHoSoMC). ``lookup``: it says what it holds (TraCuuHoSo).
    ``catalogue``: it publishes procedures. ``files_first``: it takes a dossier only after the files that it names.
    ``left_out``: fields of DongBoHoSoMC that it doesn't know; they are neither sent nor judged. ``compares``: it
    compares what it holds with what a machine was confirmed. ``returns``: it hears of codes that won't be used.
    ``ratings``: it takes monthly ratings (DongBoDanhGia). ``questions``: it brings questions and takes their answers.
    """

    numbers: bool = True
    news: bool = True
    files: bool = True
    steps: bool = True
    lookup: bool = True
    catalogue: bool = True
    files_first: bool = False
    left_out: frozenset[str] = frozenset()
    compares: bool = False
    returns: bool = False
    ratings: bool = True
    questions: bool = True


class Province(Protocol):
    """A provincial system as the courier sees it; ``unit`` is the code under which it knows this centre."""

    can: Capabilities
    unit: str

    def close(self) -> None:
        """Let go of the open connections; the next question opens one."""
        ...

    def clock_ahead(self) -> timedelta | None:
        """How far our clock ran ahead of the province's at its last answer, None where it didn't say."""
        ...

    def link(self, digest: str) -> str:
        """Where the province will serve the file of this digest, for the record's link fields."""
        ...

    def send_dossier(self, record: Mapping[str, JSON], *, updating: bool, key: str) -> Receipt:
        """Report a dossier as it stands (DongBoHoSoMC); the same key and record may be sent again at any time."""
        ...

    def send_progress(self, items: Sequence[Mapping[str, JSON]], *, key: str) -> Receipt:
        """Report up to ten processing steps of acknowledged dossiers (CapNhatTienDoHoSoMC)."""
        ...

    def send_ratings(self, records: Sequence[Mapping[str, JSON]], *, key: str) -> Receipt:
        """Report months' ratings (DongBoDanhGia); another figure of a month and procedure replaces the former."""
        ...

    def questions(self) -> Sequence[Mapping[str, JSON]]:
        """What people asked this unit on the portal (LayDanhSachHoiDapGuiTuDVCQG)."""
        ...

    def answer_to(self, number: str) -> str:
        """The answer that the portal has to a question (LayNoiDungTraLoiTheoCauHoi), '' for none."""
        ...

    def send_answer(self, record: Mapping[str, JSON], *, key: str) -> Receipt:
        """Answer a question (DongBoKetQuaHoiDapGuiTuDVCQG)."""
        ...

    def find_dossier(self, code: str) -> Mapping[str, JSON] | None:
        """What the province holds under a code (TraCuuHoSo), None when nothing."""
        ...

    def fields(self) -> Sequence[Mapping[str, JSON]]:
        """The published fields of procedures, code and name each (LayDanhMucLinhVuc)."""
        ...

    def procedures(self) -> Sequence[Mapping[str, JSON]]:
        """The published procedures, code and name each (LayDanhSachTTHC)."""
        ...

    def procedure(self, code: str) -> Mapping[str, JSON] | None:
        """One procedure in full (LayThuTuc), None when it isn't published."""
        ...

    def reserve_codes(self, count: int, *, key: str, day: date | None = None) -> CodeBlock:
        """Reserve official codes for a local day, the province's today by default; same key, same block."""
        ...

    def return_codes(self, prefix: str, first: int, last: int, *, key: str) -> None:
        """Say that these reserved codes will never be used."""
        ...

    def compare(self, question: Question) -> Comparison:
        """Compare what was confirmed to a machine with what is held.

        Raises:
            ProvinceRefused: ``province.twin`` when another machine bears this one's name.
        """
        ...

    def changes(self, cursor: str, limit: int) -> Changes:
        """At most ``limit`` changes after a cursor; '' asks from the beginning."""
        ...

    def upload(self, content: bytes, *, digest: str, name: str) -> FileReceipt:
        """Send a file, from the byte where an earlier try broke off; nothing travels when its digest is held."""
        ...

    def download(self, digest: str) -> bytes:
        """A file of the province, verified against its digest.

        Raises:
            ProvinceRefused: the province holds no such file.
        """
        ...
