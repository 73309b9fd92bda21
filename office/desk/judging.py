"""The use case of writing down what a received file's signatures prove: a machine's finding, which asks no right."""

from collections.abc import Sequence
from dataclasses import dataclass

from office import facts
from office.judgement import FoundSignature, TrustStore
from office.ports import Ledger

# a machine judges by itself: what it finds never crosses what people do
JUDGE = 'judge'


@dataclass(frozen=True, slots=True)
class Judging:
    """What a machine finds of files that came; each method is one transaction."""

    ledger: Ledger

    def is_judged(self, dossier: str, digest: str) -> bool:
        """Whether a dossier's file was judged already, here or on another machine.

        Raises:
            Refusal: ``dossier.unknown``.
        """
        with self.ledger.read() as books:
            return books.get_dossier(dossier).judgement_of(digest) is not None

    def judged(
        self, dossier: str, digest: str, *, code: str, signatures: Sequence[FoundSignature], trust: TrustStore
    ) -> bool:
        """Write down what was found of a file; False where it was judged meanwhile, and nothing is written.

        Raises:
            Refusal: ``dossier.unknown``.
        """
        with self.ledger.change(JUDGE) as books:
            if books.get_dossier(dossier).judgement_of(digest) is not None:
                return False
            books.record(dossier, facts.FileJudged(digest=digest, code=code, signatures=tuple(signatures), trust=trust))
            return True
