"""The use case of handing a result over in person: identity seen, collector written down, once."""

from collections.abc import Sequence
from dataclasses import dataclass

from office import facts
from office.dossier import Dossier
from office.errors import Refusal
from office.officer import Right
from office.person import UNPROVEN, Applicant
from office.ports import Clock, Ledger
from office.workdays import local_day


@dataclass(frozen=True, slots=True)
class Returning:
    """What an officer does with results; each method is one transaction."""

    ledger: Ledger
    clock: Clock

    def hand_over(
        self,
        dossier: str,
        collector: Applicant,
        officer: str,
        *,
        authorisation: str = '',
        papers: Sequence[str] = (),
        signature: str = '',
    ) -> Dossier:
        """Hand the result to the applicant, or to a person with an authorisation.

        ``signature`` is the digest of the collector's signature, durable already; '' where she signs on paper.

        A printed QR alone proves nothing (domain.md §1.5): the officer must have read a chip, VNeID or looked at the
        card herself.

        Raises:
            Refusal: ``return.unproven``, ``return.not_applicant`` without authorisation, ``officer.right``,
                ``dossier.move`` when the result has not arrived or was handed over already.
        """
        if collector.proof in UNPROVEN:
            raise Refusal('return.unproven')
        with self.ledger.change(officer) as books:
            if not books.get_officer(officer).may(Right.RETURN):
                raise Refusal('officer.right', right=Right.RETURN.value)
            known = books.get_dossier(dossier)
            is_applicant = known.applicant is not None and _same(known.applicant, collector)
            if not is_applicant and not authorisation.strip():
                raise Refusal('return.not_applicant')
            year = local_day(self.clock.now()).year
            body = facts.ResultReturned(
                serial=books.next_serial(f'handover:{year}'),
                collector=collector,
                is_applicant=is_applicant,
                authorisation=authorisation.strip(),
                papers=tuple(papers) or tuple(result.name for result in known.results),
                signature=signature,
            )
            books.record(dossier, body)
            return books.get_dossier(dossier)


def _same(applicant: Applicant, collector: Applicant) -> bool:
    if applicant.number and collector.number:
        return applicant.number == collector.number
    return applicant.name.casefold() == collector.name.casefold() and applicant.birth == collector.birth
