"""The rules of the moment of reception: what must be there, which code the dossier gets, and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from office import facts
from office.centre import CentreSettings
from office.dossier import Dossier
from office.errors import Refusal
from office.papers import ComponentFile
from office.ports import Books
from office.procedure import limit_for
from office.search_key import fold
from office.workdays import Calendar, Hours, due, local_day, parse_hours

# the ways in which a result goes back that the desk handles (``office.forms.RETURN_PLACES`` words all of them)
HERE, BY_POST = 'here', 'post'


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """What the centre itself brings to a reception: its agency, session hours and due convention.

    ``own_agencies`` are the competent agencies, as the catalogue writes them, that the centre acts for; the clock of
    any other agency's dossier starts there (Decree 309/2026 Art. 17.3).
    """

    agency: str
    own_agencies: tuple[str, ...]
    hours: Hours
    convention: str = 'end_of_day'

    @classmethod
    def at(cls, centre: CentreSettings) -> Self:
        """As the settings of a centre say it.

        Raises:
            Refusal: ``hours.shape`` as ``parse_hours``.
        """
        return cls(
            agency=centre.agency,
            own_agencies=centre.own_agencies,
            hours=parse_hours(centre.hours),
            convention=centre.due_convention,
        )


def receive(
    books: Books,
    dossier: Dossier,
    files: Sequence[ComponentFile],
    *,
    at: datetime,
    reception: Reception,
    calendar: Calendar,
    return_method: str,
    sets: int,
) -> facts.DossierAccepted:
    """Judge completeness, take the next official code (or a provisional number) and compute the due time.

    Raises:
        Refusal: ``dossier.incomplete`` (with the first missing paper), ``dossier.no_applicant``, ``dossier.files``.
    """
    _check(dossier, files)
    day = local_day(at)
    agency = books.get_procedure(dossier.procedure, local_day(dossier.opened_at)).competent_agency
    here = not agency or fold(agency) in {fold(own) for own in (reception.agency, *reception.own_agencies)}
    code, is_provisional = next_code(books, dossier.id, at=at)
    return facts.DossierAccepted(
        code=code,
        provisional=is_provisional,
        serial=books.next_serial(f'form01:{day.year}'),
        received_at=at,
        due_at=due_of(books, dossier, at, reception=reception, calendar=calendar) if here else None,
        competent_agency=agency or reception.agency,
        here_competent=here,
        return_method=return_method,
        sets=sets,
        files=tuple(files),
    )


def next_code(books: Books, dossier: str, *, at: datetime) -> tuple[str, bool]:
    """The code for a dossier received now, and whether it is provisional."""
    day = local_day(at)
    block = books.find_code_block(day)
    if block is None:
        return books.next_provisional(day), True
    books.record(block.id, facts.CodeTaken(number=block.next, dossier=dossier))
    return block.code(block.next), False


def due_of(
    books: Books, dossier: Dossier, at: datetime, *, reception: Reception, calendar: Calendar
) -> datetime | None:
    """When the result is due if the clock starts at a moment; None for a procedure without a computable limit."""
    procedure = books.get_procedure(dossier.procedure, local_day(dossier.opened_at))
    limit = limit_for(procedure, dossier.channel)
    if limit is None or limit.quantity is None or limit.unit == 'other':
        return None
    return due(
        at, limit.quantity, limit.unit, calendar=calendar, hours=reception.hours, convention=reception.convention
    )


def _check(dossier: Dossier, files: Sequence[ComponentFile]) -> None:
    if dossier.applicant is None:
        raise Refusal('dossier.no_applicant')
    for part in dossier.components:
        if not part.listed.is_note and part.status.value in ('pending', 'missing'):
            raise Refusal('dossier.incomplete', paper=part.listed.name)
    wanted = {part.listed.code: len(part.pages) for part in dossier.components if part.pages}
    if {file.component: file.pages for file in files} != wanted:
        raise Refusal('dossier.files', wanted=len(wanted), given=len(files))
    # what an officer signed is what is received
    signed = {part.signed.file.digest for part in dossier.components if part.signed is not None}
    if not signed <= {file.digest for file in files}:
        raise Refusal('dossier.files', wanted=len(wanted), given=len(files))
