"""A dossier as its facts tell it, in the shape in which a province is told of it."""

from office.dossier import PORTAL_STATES, Dossier
from office.errors import Refusal
from office.papers import FeeLine, PaperStatus
from office.procedure import Procedure
from sync.province import report

_CHANNELS = {'direct': report.Channel.DIRECT, 'online': report.Channel.ONLINE, 'postal': report.Channel.POSTAL}


def report_of(dossier: Dossier, procedure: Procedure, *, code: str, agency: str) -> report.DossierReport:
    """The report of a dossier under its official code.

    Raises:
        Refusal: ``courier.no_code``, ``courier.no_applicant`` or ``courier.state`` when it can't be reported.
    """
    if not code:
        raise Refusal('courier.no_code')
    if dossier.applicant is None:
        raise Refusal('courier.no_applicant')
    if dossier.state not in PORTAL_STATES:
        raise Refusal('courier.state', state=dossier.state.value)
    return report.DossierReport(
        code=code,
        procedure=report.ReportedProcedure(
            code=dossier.procedure,
            name=dossier.procedure_name,
            field_code=procedure.field_code,
            field_name=procedure.field,
        ),
        channel=_CHANNELS.get(dossier.channel, report.Channel.DIRECT),
        subject=report.Subject.CITIZEN,
        owner=dossier.applicant.name,
        identity=dossier.applicant.number,
        phone=dossier.applicant.phone,
        email=dossier.applicant.email,
        summary=dossier.summary or dossier.procedure_name,
        submitted_at=dossier.opened_at,
        received_at=dossier.received_at or dossier.opened_at,
        due_at=dossier.due_at,
        state=PORTAL_STATES[dossier.state],
        agency=agency,
        refused_at=dossier.refused_at,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned.at if dossier.returned else None,
        return_by_post=dossier.return_method == 'postal',
        components=_components(dossier),
        results=tuple(
            report.ReportedResult(code=one.code, name=one.name, digest=one.digest) for one in dossier.results
        ),
        fees=tuple(_fee(line) for line in dossier.fees),
    )


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
