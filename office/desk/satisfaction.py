"""The use cases of a rating: the citizen's own, once for each event of her dossier, by nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from office import facts
from office.dossier import Dossier
from office.errors import Refusal
from office.facts import Occasion, Satisfaction
from office.ports import Ledger
from office.rating import OPINIONS, ballot_of, occasion_of

# who acts: the officer in whose hands the machine is has no part in it
CITIZEN = 'citizen'


@dataclass(frozen=True, slots=True)
class Satisfied:
    """What a citizen does with the question how satisfied she is; each method is one transaction."""

    ledger: Ledger

    def rate(self, dossier: str, level: Satisfaction, opinions: Sequence[str] = ()) -> None:
        """Write down what she chose.

        Raises:
            Refusal: ``rating.given`` when this event was answered before, ``rating.nothing`` while there is none,
                ``rating.opinion`` for an opinion that is on no list.
        """
        unknown = [code for code in opinions if code not in OPINIONS]
        if unknown:
            raise Refusal('rating.opinion', opinion=unknown[0])
        with self.ledger.change(CITIZEN) as books:
            known = books.get_dossier(dossier)
            occasion = _occasion(known)
            body = facts.Rated(
                procedure=known.procedure,
                procedure_name=known.procedure_name,
                occasion=occasion,
                level=level,
                opinions=tuple(opinions),
            )
            books.record(ballot_of(known, occasion), body)

    def decline(self, dossier: str) -> None:
        """Write down that she would rather not.

        Raises:
            Refusal: as ``rate``.
        """
        with self.ledger.change(CITIZEN) as books:
            known = books.get_dossier(dossier)
            occasion = _occasion(known)
            body = facts.RatingDeclined(
                procedure=known.procedure, procedure_name=known.procedure_name, occasion=occasion
            )
            books.record(ballot_of(known, occasion), body)


def _occasion(dossier: Dossier) -> Occasion:
    found = occasion_of(dossier)
    if found is None:
        raise Refusal('rating.nothing', state=dossier.state.value)
    return found
