"""The forms' fields out of a dossier: what forms 01 to 03 and the hand-over slip say of it."""

from datetime import datetime

from office.catalogue.rules import form_templates
from office.centre import CentreSettings
from office.dossier import Dossier
from office.errors import Refusal
from office.handover import HandoverFields
from office.officer import Officer
from office.organisation import NUMBER_NAMES
from office.papers import PaperStatus
from office.person import Applicant
from office.procedure import TimeLimit
from office.slip import (
    CentreHead,
    FormFields,
    Lines,
    PaperLine,
    ReceiptFields,
    RefusalFields,
    SupplementFields,
)
from office.template import FormTemplate, template_for
from office.workdays import local_day

RETURN_PLACES = {'here': "Tại trung tâm", 'post': "Qua bưu chính", 'online': "Bản điện tử trên Cổng dịch vụ công"}

UNIT_WORDS = {'hour': "giờ", 'working_day': "ngày làm việc", 'day': "ngày", 'month': "tháng", 'year': "năm"}

STATUS_WORDS = {
    PaperStatus.SEEN: "đã đối chiếu",
    PaperStatus.SCANNED: "đã số hóa",
    PaperStatus.REUSED: "dùng lại dữ liệu số hóa",
    PaperStatus.NOT_NEEDED: "không áp dụng",
}


def head_of(centre: CentreSettings) -> CentreHead:
    """The head of every slip of a centre."""
    return CentreHead(agency=centre.agency, name=centre.name, phone=centre.phone)


def limit_words(limit: TimeLimit | None) -> str:
    """A time limit as a form says it; free text as it was published, '' where there is none."""
    if limit is None:
        return ''
    if limit.quantity is None or not limit.is_computable:
        return limit.text
    return f'{limit.quantity:g}'.replace('.', ',') + f' {UNIT_WORDS[limit.unit]}'


def receipt_fields(
    dossier: Dossier,
    centre: CentreSettings,
    officer: Officer,
    *,
    limit: TimeLimit | None,
    at: datetime,
    form_set: str = 'tt03',
) -> ReceiptFields:
    """Form 01, or what the procedure's form set has for it, of an accepted dossier.

    Raises:
        Refusal: ``form.not_accepted`` when the dossier was not received.
    """
    if dossier.received_at is None:
        raise Refusal('form.not_accepted', dossier=dossier.id)
    template = _template('receipt', form_set, dossier.received_at)
    return ReceiptFields(
        form=_form(dossier, centre, officer, serial=dossier.serial, at=at, template=template),
        provisional=dossier.provisional,
        papers=tuple(
            PaperLine(
                name=part.listed.name,
                originals=part.originals,
                copies=part.copies,
                note=STATUS_WORDS.get(part.status, ''),
            )
            for part in dossier.components
            if not part.listed.is_note and part.status is not PaperStatus.NOT_NEEDED
        ),
        sets=dossier.sets,
        limit=limit_words(limit),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        return_at=RETURN_PLACES[dossier.return_method],
        fee=dossier.fee_due if dossier.fees else None,
        exemptions=tuple(dict.fromkeys(line.exemption for line in dossier.fees if line.exemption)),
        paid=dossier.fee_paid,
        competent_agency=dossier.competent_agency,
    )


def supplement_fields(
    dossier: Dossier, centre: CentreSettings, officer: Officer, *, at: datetime, form_set: str = 'tt03'
) -> SupplementFields:
    """Form 02 of the last supplement request.

    Raises:
        Refusal: ``form.no_supplement`` when nothing was asked for.
    """
    if not dossier.supplements:
        raise Refusal('form.no_supplement', dossier=dossier.id)
    asked = dossier.supplements[-1]
    items = tuple(PaperLine(name=item.name, originals=0, copies=0, note=item.what) for item in asked.items)
    template = _template('supplement', form_set, asked.requested_at)
    form = _form(dossier, centre, officer, serial=asked.serial, at=at, template=template)
    return SupplementFields(form=form, items=items, reason=asked.reason)


def refusal_fields(
    dossier: Dossier, centre: CentreSettings, officer: Officer, *, at: datetime, form_set: str = 'tt03'
) -> RefusalFields:
    """Form 03 of a refused dossier.

    Raises:
        Refusal: ``form.not_refused`` when reception was not refused.
    """
    if dossier.refused_at is None:
        raise Refusal('form.not_refused', dossier=dossier.id)
    template = _template('refusal', form_set, dossier.refused_at)
    form = _form(dossier, centre, officer, serial=dossier.serial, at=at, template=template)
    return RefusalFields(form=form, reason=dossier.refusal)


def handover_fields(
    dossier: Dossier,
    centre: CentreSettings,
    officer: Officer,
    *,
    at: datetime,
    form_set: str = 'tt03',
    signed: Lines = (),
) -> HandoverFields:
    """The hand-over slip of a returned result; ``signed`` is how its collector signed on a pad.

    Raises:
        Refusal: ``form.not_returned`` when nothing was handed over.
    """
    handed = dossier.returned
    if handed is None:
        raise Refusal('form.not_returned', dossier=dossier.id)
    template = _template('handover', form_set, handed.at)
    return HandoverFields(
        form=_form(dossier, centre, officer, serial=handed.serial, at=at, template=template),
        results=handed.papers,
        collector=handed.collector.name,
        collector_number=handed.collector.number,
        authorisation=handed.authorisation,
        signed=signed,
    )


def _template(form: str, form_set: str, at: datetime) -> FormTemplate:
    """The template of the day something happened: what is printed again later keeps its form."""
    return template_for(form_templates(), form, form_set=form_set, on=local_day(at))


def _form(
    dossier: Dossier,
    centre: CentreSettings,
    officer: Officer,
    *,
    serial: str,
    at: datetime,
    template: FormTemplate,
) -> FormFields:
    person = dossier.applicant or Applicant(name='')
    body = person.organisation
    return FormFields(
        template=template,
        head=head_of(centre),
        serial=serial,
        code=dossier.code,
        person=person.owner,
        number=person.owner_number,
        number_name=NUMBER_NAMES[body.kind] if body else "Số định danh",
        is_number_public=body is not None and body.has_public_number,
        representative=person.name if body else '',
        address=person.owner_address,
        phone=person.phone,
        request=dossier.summary or dossier.procedure_name,
        officer=officer.name,
        at=at,
    )
