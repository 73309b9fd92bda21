"""What the province would say to a dossier: the portal's rules applied before it is sent, its refusals after."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from office import codec
from office.dossier import Dossier, DossierState
from office.errors import Param, Refusal
from office.procedure import Procedure
from sync import rows
from sync.connection import Connection
from sync.dossier_report import report_of
from sync.province.record import dossier_record
from sync.province.report import ReportedProcedure
from sync.province.validation import HEADER, LISTS, problems

# given by the reception or asked of the province: nothing that anybody at the desk can be wrong about
_NOT_THE_DESKS = frozenset({'MaHoSo', 'MaLinhVuc', 'TenLinhVuc'})
_STAND_IN = '000.00.00.H00-260101-0000'
_BEING_TAKEN_IN = frozenset({DossierState.OPEN, DossierState.INCOMPLETE})
_LISTED = re.compile(r'([A-Za-z][\w.\[\]]*) \((field\.\w+)\)')
_NAMES = re.compile(rf'\b({"|".join((*LISTS, *HEADER))})\b')


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalProblem:
    """One thing for which a dossier is or would be refused.

    ``field`` is the portal's path, as in ``TaiLieuNop[2].TenTepDinhKem``, '' where none is blamed; ``code`` is of
    ``FieldProblem`` or what the item was parked with; ``said`` the province's own words.
    """

    field: str
    code: str
    params: Mapping[str, Param] = dataclasses.field(default_factory=dict)
    said: str = ''


def portal_problems(connection: Connection, dossier: str, agency: str) -> list[PortalProblem]:
    """What speaks against a dossier: foreseen while it is being taken in, told by what is parked afterwards.

    Args:
        connection: of the store.
        dossier: its id.
        agency: the unit that handles it, where it names none of its own.
    """
    known = rows.read(connection, Dossier, dossier)
    if known is None:
        return []
    if known.state in _BEING_TAKEN_IN:
        text = connection.execute(
            'SELECT body FROM procedure WHERE code = ? AND version = ?', (known.procedure, known.procedure_version)
        ).fetchone()
        return _foreseen(known, codec.load(Procedure, text[0]), agency) if text else []
    parked = connection.execute(
        "SELECT answer FROM outbox WHERE subject = ? AND state = 'parked' ORDER BY fact, id", (dossier,)
    )
    told = [one for (answer,) in parked.fetchall() for one in _told(str(answer))]
    return list({(one.field, one.code, one.said): one for one in told}.values())


def _foreseen(known: Dossier, procedure: Procedure, agency: str) -> list[PortalProblem]:
    listed = ReportedProcedure(
        code=known.procedure,
        name=known.procedure_name,
        field_code=procedure.field_code,
        field_name=procedure.field,
    )
    try:
        report = report_of(known, listed, code=_STAND_IN, agency=agency, names=lambda _actor: '')
    except Refusal:
        # nobody applies yet, and the steps of the desk say so themselves
        return []
    found = problems(dossier_record(report, link=lambda _digest: ''))
    return [
        PortalProblem(field=one.field, code=one.code, params=one.params)
        for one in found
        if one.field not in _NOT_THE_DESKS
    ]


def _told(answer: str) -> list[PortalProblem]:
    """What an item was parked with: our own rules name every field, the province's words perhaps one."""
    code, _, words = answer.partition(': ')
    listed = _LISTED.findall(words) if code == 'courier.invalid' else []
    if listed:
        return [PortalProblem(field=path, code=rule) for path, rule in listed]
    blamed = _NAMES.search(words)
    return [PortalProblem(field=blamed[1] if blamed else '', code=code, said=words)]
