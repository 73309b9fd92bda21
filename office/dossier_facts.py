"""How each fact changes a dossier: the one function that both the tables and the audit's fold are made with."""

from dataclasses import replace
from datetime import datetime

from office import facts
from office.dossier import Dossier, DossierState, PostalItem, Return, next_state
from office.errors import Refusal
from office.judgement import Judgement
from office.papers import Component, PageRef, PaperStatus, SignedCopy, Supplement
from office.person import Proof
from office.replacing import replaced


def apply(dossier: Dossier | None, subject: str, body: facts.FactBody, *, at: datetime, actor: str) -> Dossier:
    """The dossier after a fact.

    Raises:
        Refusal: ``dossier.exists``, ``dossier.unknown``, ``dossier.off_list``, ``dossier.page_unknown`` or what
            ``next_state`` refuses.
    """
    if isinstance(body, facts.DossierOpened):
        if dossier is not None:
            raise Refusal('dossier.exists', dossier=subject)
        return _opened(subject, body, at, actor)
    if dossier is None:
        raise Refusal('dossier.unknown', dossier=subject)
    state = next_state(dossier, body)
    # most facts leave the state alone, and a copy of a dossier is a tenth of a save
    moved = dossier if state is dossier.state else replaced(dossier, state=state)
    for change in (_of_intake, _of_papers, _of_reception, _of_outcome, _of_post, _of_judging):
        changed = change(moved, body, at, actor)
        if changed is not None:
            return changed
    return moved


def _opened(subject: str, body: facts.DossierOpened, at: datetime, actor: str) -> Dossier:
    return Dossier(
        id=subject,
        state=DossierState.OPEN,
        officer=actor,
        opened_at=at,
        ticket=body.ticket,
        procedure=body.procedure,
        procedure_version=body.procedure_version,
        procedure_name=body.procedure_name,
        case=body.case,
        channel=body.channel,
        components=tuple(Component(listed=listed) for listed in body.components),
    )


def _of_intake(dossier: Dossier, body: facts.FactBody, _at: datetime, _actor: str) -> Dossier | None:
    match body:
        case facts.ApplicantIdentified():
            return replaced(dossier, applicant=body.applicant)
        case facts.FaceCompared():
            return _compared(dossier, body)
        case facts.SummaryWritten():
            return replaced(dossier, summary=body.summary)
        case facts.FeesAssessed():
            return replaced(dossier, fees=body.lines)
        case facts.FeeCollected():
            return replaced(dossier, payments=(*dossier.payments, body.payment))
        case _:
            return None


def _compared(dossier: Dossier, body: facts.FaceCompared) -> Dossier:
    """A chip proves who its card is of; the officer's eye alone that it is the person who came."""
    known = dossier.applicant
    if known is None:
        return dossier
    if not body.is_same:
        return replaced(dossier, applicant=replace(known, proof=Proof.NONE))
    proof = known.proof if known.proof is Proof.CHIP else Proof.BY_EYE
    return replaced(dossier, applicant=replace(known, proof=proof))


def _of_papers(dossier: Dossier, body: facts.FactBody, _at: datetime, _actor: str) -> Dossier | None:
    match body:
        case facts.ComponentMarked():
            part = replace(
                dossier.component(body.component),
                status=body.status,
                originals=body.originals,
                copies=body.copies,
                note=body.note,
                reused_from=body.reused_from,
            )
        case facts.PageAdded():
            part = dossier.component(body.component)
            if any(page.digest == body.page.digest for page in part.pages):
                return dossier
            pages = (*part.pages, body.page)
            part = replace(_handed_in(part), pages=pages, status=PaperStatus.SCANNED, signed=None)
        case facts.PageRemoved():
            part = dossier.component(body.component)
            left = tuple(page for page in part.pages if page.digest != body.digest)
            if len(left) == len(part.pages):
                raise Refusal('dossier.page_unknown', component=body.component)
            part = replace(part, pages=left, signed=None) if left else Component(listed=part.listed)
        case facts.PagesArranged():
            part = dossier.component(body.component)
            part = replace(part, pages=_arranged(part.pages, body.order, body.component), signed=None)
        case facts.ComponentSigned():
            part = _signed(dossier.component(body.component), body)
        case _:
            return None
    return replaced(
        dossier,
        components=tuple(part if one.listed.code == part.listed.code else one for one in dossier.components),
    )


def _signed(part: Component, body: facts.ComponentSigned) -> Component:
    if tuple(page.digest for page in part.pages) != body.pages or not body.pages:
        raise Refusal('dossier.page_unknown', component=body.component)
    return replace(part, signed=SignedCopy(file=body.file, signature=body.signature))


def _handed_in(part: Component) -> Component:
    """A paper that is scanned was handed in as the list asks for it, until the officer counts otherwise."""
    if part.originals or part.copies:
        return part
    return replace(part, originals=part.listed.originals, copies=part.listed.copies)


def _arranged(pages: tuple[PageRef, ...], order: tuple[str, ...], component: str) -> tuple[PageRef, ...]:
    by_digest = {page.digest: page for page in pages}
    if sorted(order) != sorted(by_digest):
        raise Refusal('dossier.page_unknown', component=component)
    return tuple(by_digest[digest] for digest in order)


def _of_reception(dossier: Dossier, body: facts.FactBody, at: datetime, actor: str) -> Dossier | None:
    match body:
        case facts.DossierAccepted():
            return replaced(
                _supplemented(dossier, at),
                code=body.code,
                provisional=body.provisional,
                serial=body.serial,
                received_at=body.received_at,
                due_at=body.due_at,
                first_due_at=body.due_at,
                competent_agency=body.competent_agency,
                here_competent=body.here_competent,
                return_method=body.return_method,
                sets=body.sets,
                files=body.files,
            )
        case facts.DossierRefused():
            return replaced(dossier, refusal=body.reason, serial=body.serial, refused_at=at)
        case facts.DossierAbandoned() | facts.DossierWithdrawn():
            return replaced(dossier, ended_reason=body.reason)
        case facts.SupplementRequested():
            return replaced(dossier, supplements=(*dossier.supplements, _asked(dossier, body, at, actor)))
        case facts.SupplementReceived():
            return replaced(_supplemented(dossier, body.received_at), due_at=body.due_at)
        case _:
            return None


def _asked(dossier: Dossier, body: facts.SupplementRequested, at: datetime, actor: str) -> Supplement:
    return Supplement(
        serial=body.serial,
        items=body.items,
        reason=body.reason,
        requested_at=at,
        requested_by=actor,
        by_province=body.by_province,
        due_before=dossier.due_at,
    )


def _supplemented(dossier: Dossier, at: datetime) -> Dossier:
    if not dossier.supplements or dossier.supplements[-1].received_at is not None:
        return dossier
    last = replace(dossier.supplements[-1], received_at=at)
    return replaced(dossier, supplements=(*dossier.supplements[:-1], last))


def _of_outcome(dossier: Dossier, body: facts.FactBody, at: datetime, actor: str) -> Dossier | None:
    match body:
        case facts.CodeBound():
            return _renumbered(dossier, body.code)
        case facts.ProvinceStateSeen():
            finished = body.happened_at if dossier.state is DossierState.FINISHED else dossier.finished_at
            return replaced(dossier, due_at=body.due_at or dossier.due_at, finished_at=finished)
        case facts.ResultArrived():
            return replaced(dossier, results=body.results, finished_at=body.happened_at)
        case facts.ResultReturned():
            return replaced(dossier, returned=_returned(body, at, actor))
        case facts.ProvinceReceipt():
            return replaced(dossier, told=dossier.told + 1)
        case _:
            return None


def _of_post(dossier: Dossier, body: facts.FactBody, at: datetime, actor: str) -> Dossier | None:
    if isinstance(body, facts.ResultPosted):
        item = PostalItem(tracking=body.tracking, papers=body.papers, at=at, officer=actor)
        return replaced(dossier, postal_items=(*dossier.postal_items, item))
    match body:
        case facts.TrackingCorrected():
            item = replace(dossier.postal_items[-1], tracking=body.tracking)
        case facts.PostDelivered():
            item = replace(dossier.postal_items[-1], delivered_on=body.on, receiver=body.receiver)
        case facts.PostCameBack():
            item = replace(dossier.postal_items[-1], came_back=body.reason)
        case _:
            return None
    return replaced(dossier, postal_items=(*dossier.postal_items[:-1], item))


def _of_judging(dossier: Dossier, body: facts.FactBody, at: datetime, _actor: str) -> Dossier | None:
    """Two machines may have judged one file while neither heard of the other: the first one counts."""
    if not isinstance(body, facts.FileJudged) or dossier.judgement_of(body.digest) is not None:
        return None
    found = Judgement(digest=body.digest, code=body.code, signatures=body.signatures, trust=body.trust, at=at)
    return replaced(dossier, judgements=(*dossier.judgements, found))


def _renumbered(dossier: Dossier, code: str) -> Dossier:
    if code == dossier.code:
        return replaced(dossier, provisional=False)
    kept = (*dossier.other_codes, dossier.code) if dossier.former_code else dossier.other_codes
    first = dossier.former_code or dossier.code
    return replaced(dossier, former_code=first, other_codes=kept, code=code, provisional=False)


def _returned(body: facts.ResultReturned, at: datetime, actor: str) -> Return:
    return Return(
        serial=body.serial,
        collector=body.collector,
        is_applicant=body.is_applicant,
        authorisation=body.authorisation,
        papers=body.papers,
        at=at,
        officer=actor,
        signature=body.signature,
    )
