"""What the courier writes down of the province's word: receipts, refusals, codes, states, supplements and results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from office import facts
from office.dossier import Dossier, DossierState
from office.errors import Refusal
from office.papers import ResultFile, SupplementItem
from office.ports import Books, Ids, Ledger

COURIER = 'courier'


@dataclass(frozen=True, slots=True)
class ProvinceWord:
    """What came from the province becomes facts; each method is one transaction and may be repeated unharmed."""

    ledger: Ledger
    ids: Ids

    def reserve(
        self, block: str, *, prefix: str, first: int, last: int, width: int, usable_on: date | None
    ) -> tuple[str, ...]:
        """Keep a reserved block and bind its codes to dossiers that wait for one; returns the dossiers bound."""
        with self.ledger.change(COURIER) as books:
            body = facts.CodesReserved(prefix=prefix, first=first, last=last, width=width, usable_on=usable_on)
            books.record(block, body)
            return tuple(_bound(books, block, dossier) for dossier in books.uncoded_dossiers()[: last - first + 1])

    def state(
        self, code: str, status: int, *, note: str, happened_at: datetime, due_at: datetime | None
    ) -> Dossier | None:
        """The province moved a dossier; None when it is one that this centre doesn't know."""
        body = facts.ProvinceStateSeen(status=status, note=note, happened_at=happened_at, due_at=due_at)
        with self.ledger.change(COURIER) as books:
            return self._noted(books, code, body, f'state {status}')

    def result(self, code: str, results: Sequence[ResultFile], *, happened_at: datetime) -> Dossier | None:
        """A result came; its files are in the page store already."""
        body = facts.ResultArrived(results=tuple(results), happened_at=happened_at)
        with self.ledger.change(COURIER) as books:
            return self._noted(books, code, body, 'result')

    def supplement(self, code: str, items: Sequence[SupplementItem], *, reason: str, serial: str) -> Dossier | None:
        """The competent agency asks for papers."""
        body = facts.SupplementRequested(serial=serial, items=tuple(items), reason=reason, by_province=True)
        with self.ledger.change(COURIER) as books:
            return self._noted(books, code, body, 'supplement')

    def _noted(self, books: Books, code: str, body: facts.FactBody, change: str) -> Dossier | None:
        known = books.find_dossier(code)
        if known is None:
            books.record(f'stray:{code}', facts.StrayReported(code=code, change=change))
            return None
        if _is_told_already(known, body):
            return known
        try:
            books.record(known.id, body)
        except Refusal as refusal:
            # the province's word doesn't fit what happened here: kept in sight of a person, never lost
            books.record(f'stray:{code}', facts.StrayReported(code=code, change=f'{change}: {refusal.code}'))
        return books.get_dossier(known.id)


def _bound(books: Books, block: str, dossier: Dossier) -> str:
    found = books.get_code_block(block)
    books.record(block, facts.CodeTaken(number=found.next, dossier=dossier.id))
    books.record(dossier.id, facts.CodeBound(code=found.code(found.next)))
    return dossier.id


def _is_told_already(dossier: Dossier, body: facts.FactBody) -> bool:
    """Whether a repeated word of the feed says nothing new (overlap of cursors is deliberate)."""
    match body:
        case facts.ResultArrived():
            return dossier.results == body.results and dossier.state in (DossierState.FINISHED, DossierState.RETURNED)
        case facts.SupplementRequested():
            return any(round_.by_province and round_.serial == body.serial for round_ in dossier.supplements)
        case _:
            return False
