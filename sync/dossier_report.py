"""A dossier as its facts tell it, in the shape in which a province is told of it."""

from collections.abc import Callable
from datetime import datetime, time

from office import facts
from office.desk.receiving import BY_POST
from office.dossier import PORTAL_STATES, Dossier, DossierState, PostalItem
from office.errors import Refusal
from office.papers import FeeLine, PaperStatus, Supplement
from office.person import Applicant, OrganisationKind
from office.workdays import LOCAL, local_day
from sync.province import report

# who acted, by the actor of a fact; '' for whoever is no officer of this centre
Names = Callable[[str], str]

_CHANNELS = {'direct': report.Channel.DIRECT, 'online': report.Channel.ONLINE, 'postal': report.Channel.POSTAL}

# a household business is a business to the portal, which numbers no other kind for it (portal-contract.md §1.4)
_SUBJECTS = {
    OrganisationKind.ENTERPRISE: report.Subject.ENTERPRISE,
    OrganisationKind.HOUSEHOLD: report.Subject.ENTERPRISE,
    OrganisationKind.STATE_BODY: report.Subject.STATE_BODY,
    OrganisationKind.OTHER: report.Subject.OTHER,
}

# what each told fact was, in the province's list of steps
_STEPS: dict[type[facts.FactBody], str] = {
    facts.DossierAccepted: "Tiếp nhận hồ sơ",
    facts.DossierRefused: "Từ chối tiếp nhận hồ sơ",
    facts.SupplementRequested: "Yêu cầu bổ sung hồ sơ",
    facts.SupplementReceived: "Tiếp nhận hồ sơ bổ sung",
    facts.FeeCollected: "Thu phí, lệ phí",
    facts.DossierWithdrawn: "Công dân rút hồ sơ",
    facts.ResultReturned: "Trả kết quả",
    facts.ResultPosted: "Giao kết quả cho bưu chính",
    facts.PostDelivered: "Ghi nhận bưu chính đã phát kết quả",
    facts.PostCameBack: "Nhận lại kết quả do bưu chính chuyển hoàn",
}
# the same by the kind that a store keeps
STEP_NAMES: dict[str, str] = {kind.__name__: what for kind, what in _STEPS.items()}
# the province takes no longer name (portal-contract.md §1.6)
_LONGEST_NAME = 50


def report_of(
    dossier: Dossier, field: report.ReportedProcedure, *, code: str, agency: str, names: Names
) -> report.DossierReport:
    """The report of a dossier under its official code.

    Args:
        dossier: as its facts stood when it was owed.
        field: its procedure, with the province's code of its field.
        code: its official code now.
        agency: the unit that handles it, where the dossier names no competent agency of its own.
        names: the name of an actor.

    Raises:
        Refusal: ``courier.no_code`` or ``courier.no_applicant`` when it can't be reported.
    """
    if not code:
        raise Refusal('courier.no_code')
    if dossier.applicant is None:
        raise Refusal('courier.no_applicant')
    return report.DossierReport(
        code=code,
        procedure=field,
        channel=_CHANNELS.get(dossier.channel, report.Channel.DIRECT),
        subject=_subject(dossier.applicant),
        owner=dossier.applicant.owner,
        identity=dossier.applicant.owner_number,
        other=f'{report.REPRESENTED_BY}{dossier.applicant.name}' if dossier.applicant.organisation else '',
        phone=dossier.applicant.phone,
        email=dossier.applicant.email,
        summary=dossier.summary or dossier.procedure_name,
        submitted_at=dossier.opened_at,
        received_at=dossier.received_at or dossier.opened_at,
        due_at=dossier.due_at,
        state=state_of(dossier),
        agency=dossier.competent_agency or agency,
        refused_at=dossier.refused_at,
        finished_at=dossier.finished_at,
        returned_at=_returned_at(dossier),
        return_note=_return_note(dossier),
        # asked for at reception; who came herself after all was not served by post
        return_by_post=dossier.return_method == BY_POST and dossier.returned is None,
        components=_components(dossier),
        results=tuple(
            report.ReportedResult(code=one.code, name=one.name, digest=one.digest) for one in dossier.results
        ),
        fees=tuple(_fee(line) for line in dossier.fees),
        supplements=tuple(_supplement(dossier, one, agency, names) for one in dossier.supplements),
    )


def _posted(dossier: Dossier) -> PostalItem | None:
    """The item that carries the result or has delivered it; None where none does, as after one that came back."""
    last = dossier.postal_items[-1] if dossier.postal_items else None
    return last if last is not None and not last.came_back else None


def _returned_at(dossier: Dossier) -> datetime | None:
    """When the result was handed over; of a delivery by post the day is known, not the hour."""
    item = _posted(dossier)
    if dossier.returned is not None or item is None or item.delivered_on is None:
        return dossier.returned.at if dossier.returned else None
    return max(item.at, datetime.combine(item.delivered_on, time(), LOCAL))


def _return_note(dossier: Dossier) -> str:
    item = _posted(dossier)
    if item is None:
        return ''
    receiver = f"; người nhận: {item.receiver}" if item.receiver else ''
    return f"Qua bưu chính, số hiệu {item.tracking}{receiver}"


def _subject(applicant: Applicant) -> report.Subject:
    return _SUBJECTS[applicant.organisation.kind] if applicant.organisation else report.Subject.CITIZEN


def state_of(dossier: Dossier) -> int:
    """The portal's number of a dossier's state.

    Raises:
        Refusal: ``courier.state`` for a dossier that was abandoned: the portal has no such state.
    """
    if dossier.state not in PORTAL_STATES:
        raise Refusal('courier.state', state=dossier.state.value)
    return PORTAL_STATES[dossier.state]


def step_of(fact: facts.Fact, dossier: Dossier, *, code: str, names: Names) -> report.ProgressStep | None:
    """The step that a told fact was, None where no officer of this centre made it: steps without a hand aren't told."""
    officer = names(fact.actor)
    if not officer or type(fact.body) not in _STEPS:
        return None
    return report.ProgressStep(
        code=code,
        officer=officer[:_LONGEST_NAME],
        at=fact.at,
        what=_STEPS[type(fact.body)],
        state=state_of(dossier),
        due_at=dossier.due_at,
    )


def never_received(dossier: Dossier) -> bool:
    """Whether a dossier ended before it got a code, so that no province will ever know it."""
    return not dossier.code and dossier.state in (DossierState.REFUSED, DossierState.ABANDONED)


def _components(dossier: Dossier) -> tuple[report.ReportedComponent, ...]:
    files = {file.component: file.digest for file in dossier.files}
    handed_in = (PaperStatus.SEEN, PaperStatus.SCANNED, PaperStatus.REUSED)
    return tuple(
        report.ReportedComponent(
            code=part.listed.code,
            name=part.listed.name,
            digest=files.get(part.listed.code, ''),
            digitised=part.listed.code in files,
            reuse=report.Reuse.COMPONENT if part.status is PaperStatus.REUSED else report.Reuse.NO,
        )
        for part in dossier.components
        if part.status in handed_in and not part.listed.is_note
    )


def _fee(line: FeeLine) -> report.ReportedFee:
    kind = '2' if line.kind.casefold().startswith("lệ phí") else '1'
    return report.ReportedFee(code=line.code, name=line.name, kind=kind, due=line.due)


def _supplement(dossier: Dossier, one: Supplement, agency: str, names: Names) -> report.ReportedSupplement:
    """A round; where the province asked, the agency that handles the dossier did, for its feed names no person."""
    asked_by = (dossier.competent_agency if one.by_province else names(one.requested_by)) or agency
    return report.ReportedSupplement(
        # our serials begin anew each year, the province's are its own
        id=one.serial if one.by_province else f'{local_day(one.requested_at).year}-{one.serial}',
        asked_by=asked_by,
        content='; '.join([one.reason, *(f'{item.name}: {item.what}' for item in one.items)]),
        asked_at=one.requested_at,
        due_before=one.due_before,
        received_at=one.received_at,
        due_after=dossier.due_at if one.received_at is not None else None,
    )
