"""What the courier writes down of the province's word: receipts, refusals, codes, states, supplements and results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from office import facts
from office.dossier import FINAL, STATE_OF_PORTAL, Dossier, DossierState
from office.errors import Refusal
from office.papers import ResultFile, SupplementItem
from office.ports import Books, Ids, Ledger

COURIER = 'courier'


@dataclass(frozen=True, slots=True)
class ProvinceWord:
    """What came from the province becomes facts; each method is one transaction and may be repeated unharmed.

    ``change`` is the id under which the province's feed tells it: the same change is written down once, however often
    it is delivered. '' is a word outside any feed.
    """

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

    def bind_waiting(self, day: date) -> tuple[str, ...]:
        """Bind codes that are left for a local day to dossiers that wait for one; returns the dossiers bound."""
        bound: list[str] = []
        with self.ledger.read() as books:
            if not books.uncoded_dossiers() or books.find_code_block(day) is None:
                return ()
        with self.ledger.change(COURIER) as books:
            for dossier in books.uncoded_dossiers():
                block = books.find_code_block(day)
                if block is None:
                    break
                bound.append(_bound(books, block.id, dossier))
        return tuple(bound)

    def state(
        self, code: str, status: int, *, note: str, happened_at: datetime, due_at: datetime | None, change: str = ''
    ) -> Dossier | None:
        """The province moved a dossier; None when it is one that this centre doesn't know."""
        body = facts.ProvinceStateSeen(status=status, note=note, happened_at=happened_at, due_at=due_at)
        return self._noted(code, body, f'state {status}', change)

    def result(
        self, code: str, results: Sequence[ResultFile], *, happened_at: datetime, change: str = ''
    ) -> Dossier | None:
        """A result came; its files are in the page store already."""
        body = facts.ResultArrived(results=tuple(results), happened_at=happened_at)
        return self._noted(code, body, 'result', change)

    def supplement(
        self, code: str, items: Sequence[SupplementItem], *, reason: str, serial: str, change: str = ''
    ) -> Dossier | None:
        """The competent agency asks for papers."""
        body = facts.SupplementRequested(serial=serial, items=tuple(items), reason=reason, by_province=True)
        return self._noted(code, body, 'supplement', change)

    def renumbered(self, code: str, new: str, *, change: str = '') -> Dossier | None:
        """The province files a dossier under another code; every code it ever had still finds it."""
        return self._noted(code, facts.CodeBound(code=new), f'code {new}', change)

    def stray(self, code: str, said: str, *, change: str = '') -> None:
        """The province said something that fits nothing here: kept in sight of a person."""
        with self.ledger.change(COURIER) as books:
            if not change or books.hear(change):
                books.record(f'stray:{code}', facts.StrayReported(code=code, change=said))

    def _noted(self, code: str, body: facts.FactBody, said: str, change: str) -> Dossier | None:
        with self.ledger.change(COURIER) as books:
            known = books.find_dossier(code)
            if change and not books.hear(change):
                return known
            if known is None:
                books.record(f'stray:{code}', facts.StrayReported(code=code, change=said))
                return None
            if _is_told_already(known, body):
                return known
            try:
                books.record(known.id, body)
            except Refusal as refusal:
                # the province's word doesn't fit what happened here: kept in sight of a person, never lost
                books.record(f'stray:{code}', facts.StrayReported(code=code, change=f'{said}: {refusal.code}'))
            return books.get_dossier(known.id)


def _bound(books: Books, block: str, dossier: Dossier) -> str:
    found = books.get_code_block(block)
    books.record(block, facts.CodeTaken(number=found.next, dossier=dossier.id))
    books.record(dossier.id, facts.CodeBound(code=found.code(found.next)))
    return dossier.id


_HAS_RESULT = frozenset({DossierState.FINISHED, DossierState.POSTED, DossierState.RETURNED})


def _is_told_already(dossier: Dossier, body: facts.FactBody) -> bool:
    """Whether a word says nothing new: the echo of what we reported ourselves, or the same word once more."""
    match body:
        case facts.ResultArrived():
            return dossier.results == body.results and dossier.state in _HAS_RESULT
        case facts.SupplementRequested():
            return any(round_.by_province and round_.serial == body.serial for round_ in dossier.supplements)
        case facts.ProvinceStateSeen():
            # a forwarder that takes over may hear again what the result, which came after it, has overtaken
            is_overtaken = (
                dossier.state in _HAS_RESULT
                and dossier.finished_at is not None
                and body.happened_at < dossier.finished_at
            )
            return is_overtaken or (dossier.state in FINAL and STATE_OF_PORTAL.get(body.status) is dossier.state)
        case facts.CodeBound():
            return body.code == dossier.code
        case _:
            return False
