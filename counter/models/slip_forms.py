"""Which form a dossier's state calls for, with its fields and its layout for a paper roll."""

from dataclasses import dataclass
from datetime import datetime

from office import forms, slip
from office.centre import CentreSettings
from office.dossier import Dossier, DossierState
from office.handover import HandoverFields, handover_layout
from office.officer import Officer
from office.procedure import Procedure, limit_for
from office.signature import Signature, lines_of
from office.slip import ReceiptFields, RefusalFields, SupplementFields
from office.slip_layout import Layout

Fields = ReceiptFields | SupplementFields | RefusalFields | HandoverFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form to print: ``name`` is the slip's kind, ``job`` the id that keeps it from being printed twice."""

    name: str
    job: str
    about: str
    fields: Fields
    layout: Layout


def form_of(
    known: Dossier,
    procedure: Procedure | None,
    centre: CentreSettings,
    officer: Officer,
    *,
    at: datetime,
    signature: Signature | None = None,
) -> Form | None:
    """The form for the citizen's hand as the dossier stands, signed by its collector; None while there is none."""
    own = procedure.form_set if procedure else 'tt03'
    if known.state is DossierState.REFUSED:
        refused = forms.refusal_fields(known, centre, officer, at=at, form_set=own)
        return _form('refusal', known, refused, slip.refusal_layout(refused))
    if known.state is DossierState.INCOMPLETE:
        missing = forms.supplement_fields(known, centre, officer, at=at, form_set=own)
        return _form('supplement', known, missing, slip.supplement_layout(missing))
    if known.returned is not None:
        signed = lines_of(signature) if signature else ()
        handed = forms.handover_fields(known, centre, officer, at=at, form_set=own, signed=signed)
        return _form('handover', known, handed, handover_layout(handed))
    if known.received_at is not None:
        limit = limit_for(procedure, known.channel) if procedure else None
        received = forms.receipt_fields(known, centre, officer, limit=limit, at=at, form_set=own)
        return _form('receipt', known, received, slip.receipt_layout(received))
    return None


def _form(name: str, known: Dossier, fields: Fields, layout: Layout) -> Form:
    return Form(
        name=name, job=f'slip:{name}-{known.id.partition(":")[2]}', about=known.id, fields=fields, layout=layout
    )
