"""A dossier as it is reported to a province: plain values from facts, '' or None where no fact says.

Codes in enumerations are the portal's own (portal-contract.md §1.4, §1.5).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """How the dossier came in (KenhThucHien)."""

    DIRECT = '1'
    ONLINE = '2'
    POSTAL = '3'


class Subject(StrEnum):
    """Whose dossier it is (LoaiDoiTuong)."""

    CITIZEN = '1'
    ENTERPRISE = '2'
    STATE_BODY = '3'
    OTHER = '4'


# what the portal has no field for: who spoke for an organisation, in ThongTinKhac
REPRESENTED_BY = "Người đại diện nộp: "


class Reuse(StrEnum):
    """Where a component's paper came from instead of the applicant's hands (DuocTaiSuDung)."""

    NO = '0'
    COMPONENT = '1'
    RESULT = '2'


class Collected(StrEnum):
    """When a fee is collected (HinhThucThu)."""

    AT_RECEPTION = '1'
    AT_SUPPLEMENT = '2'
    AT_RETURN = '4'


class PaidOnline(StrEnum):
    """Whether fees went through a payment platform (DuocThanhToanTrucTuyen); cash at the desk is NO."""

    NO = '0'
    NATIONAL_PORTAL = '1'
    PROVINCIAL_GATEWAY = '2'


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedProcedure:
    """The procedure as published: national code and name, code and name of its field."""

    code: str
    name: str
    field_code: str
    field_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedComponent:
    """One submitted paper; ``digest`` of its file, '' where it was only seen on paper."""

    code: str
    name: str
    digest: str = ''
    digitised: bool = False
    reuse: Reuse = Reuse.NO
    from_citizen_store: bool = False
    replaced_by_result: str = ''
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedResult:
    """One result; ``digest`` of the e-result, '' where there is only paper."""

    code: str
    name: str
    component: str = ''
    digest: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFee:
    """One fee: đồng that are due after exemptions, and its kind as the portal numbers it ('1' phí, '2' lệ phí)."""

    code: str
    name: str
    kind: str
    due: int
    collected: Collected = Collected.AT_RECEPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPaper:
    """A paper that came along and is on no list; ``kind`` as the province numbers it."""

    name: str
    count: int
    kind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedSupplement:
    """A supplement round; the receiving side is '' and None until the applicant came back."""

    id: str
    asked_by: str
    content: str
    asked_at: datetime
    due_before: datetime | None
    received_by: str = ''
    received_note: str = ''
    received_at: datetime | None = None
    due_after: datetime | None = None
    papers: tuple[ReportedComponent, ...] = ()
    fees: tuple[ReportedFee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReport:
    """Everything the portal can be told about a dossier; moments are aware, ``state`` is 1 to 10.

    ``identity`` is the owner's paper number, ``account`` the national portal's id of the submitter, ``agency`` the
    name of the handling unit.
    """

    code: str
    procedure: ReportedProcedure
    channel: Channel
    subject: Subject
    owner: str
    identity: str
    summary: str
    submitted_at: datetime
    received_at: datetime
    due_at: datetime | None
    state: int
    agency: str
    account: str = ''
    other: str = ''
    phone: str = ''
    email: str = ''
    fax: str = ''
    note: str = ''
    refused_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    return_note: str = ''
    return_by_post: bool = False
    filed_on_national_portal: bool = False
    verified_by_vneid: bool = False
    paid_online: PaidOnline = PaidOnline.NO
    databases: tuple[str, ...] = ()
    components: tuple[ReportedComponent, ...] = ()
    results: tuple[ReportedResult, ...] = ()
    fees: tuple[ReportedFee, ...] = ()
    others: tuple[OtherPaper, ...] = ()
    supplements: tuple[ReportedSupplement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressStep:
    """One step that really happened: who, when, where, what, and the state after it."""

    code: str
    officer: str
    at: datetime
    what: str
    state: int
    position: str = ''
    department: str = ''
    started_at: datetime | None = None
    due_at: datetime | None = None
