"""The use case of an item that the province refused: an officer with the right to supervise has it sent again."""

from dataclasses import dataclass

from office import facts
from office.errors import Refusal
from office.officer import Right
from office.ports import Ledger


@dataclass(frozen=True, slots=True)
class Resending:
    """What is parked in sight of a person goes back into the outbox by her word, never by itself."""

    ledger: Ledger

    def resend(self, subject: str, item: str, officer: str) -> None:
        """Send an item of a subject again; one transaction.

        Raises:
            Refusal: ``officer.right``, ``outbox.unknown``, ``outbox.not_parked``.
        """
        with self.ledger.change(officer) as books:
            if not books.get_officer(officer).may(Right.SUPERVISE):
                raise Refusal('officer.right', right=Right.SUPERVISE.value)
            books.record(subject, facts.ItemResent(item=item))
