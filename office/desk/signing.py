"""The use case of signing a component's scan: with her token the officer vouches that it shows the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from office import facts
from office.dossier import Dossier
from office.errors import Refusal
from office.officer import Right
from office.papers import ComponentFile, DigitalSignature
from office.ports import Books, Ledger


@dataclass(frozen=True, slots=True)
class Signing:
    """What an officer with a token does with scans; each method is one transaction."""

    ledger: Ledger

    def may(self, officer: str) -> None:
        """See that an officer may sign, before her token is asked to.

        Raises:
            Refusal: ``officer.right``.
        """
        with self.ledger.read() as books:
            _must_sign(books, officer)

    def signed(
        self,
        dossier: str,
        component: str,
        officer: str,
        *,
        pages: Sequence[str],
        file: ComponentFile,
        signature: DigitalSignature,
    ) -> Dossier:
        """Write down a signature; its file is durable already.

        Args:
            dossier: the dossier's id.
            component: whose pages were signed.
            officer: who acts.
            pages: their digests in the order in which they were bound.
            file: the signed file.
            signature: who signed it, and when.

        Raises:
            Refusal: ``officer.right``; ``dossier.page_unknown`` when the pages have changed meanwhile;
                ``dossier.move`` when the dossier takes in nothing more.
        """
        body = facts.ComponentSigned(component=component, pages=tuple(pages), file=file, signature=signature)
        with self.ledger.change(officer) as books:
            _must_sign(books, officer)
            books.record(dossier, body)
            return books.get_dossier(dossier)


def _must_sign(books: Books, officer: str) -> None:
    if not books.get_officer(officer).may(Right.SIGN):
        raise Refusal('officer.right', right=Right.SIGN.value)
