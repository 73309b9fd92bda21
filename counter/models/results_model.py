"""Results that wait to be handed over: who collects, what was seen, and the slip of it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.found import DossierFound
from counter.models.post_model import PostModel
from counter.models.slips_model import SlipsModel
from counter.models.work import Shift
from counter.words import say
from office import codec
from office.dossier import Dossier, DossierState
from office.errors import Problem
from office.identity import read_card
from office.papers import ResultFile
from office.person import Applicant, Proof
from office.ports import Pages
from office.procedure import Procedure
from office.signature import Signature
from office.workdays import local_day

Read = tuple[Dossier, Procedure, Signature | None]
# what was searched for, what was found, how many results wait here, and what the post carries
Rows = tuple[str, Sequence[DossierFound], int, Sequence[DossierFound]]


class ResultsModel(Desk):
    """Dossiers whose result waits here (``ready`` of them), what the post carries, and the one being handed over.

    ``card`` is who showed a card at this hand-over, None while nobody did; ``signature`` what the collector drew on a
    pad, None where she signs on paper; ``signer_gone`` when another result or person takes the place of hers.
    """

    changed = Signal()
    opened = Signal()
    sign_asked = Signal()
    signer_gone = Signal()
    file_read = Signal(str, bytes, str)

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.slips, self.post = SlipsModel(shift), PostModel(shift)
        self.rows: Sequence[DossierFound] = ()
        self.posted: Sequence[DossierFound] = ()
        self.ready = 0
        self._text = ''
        self.dossier: Dossier | None = None
        self.procedure: Procedure | None = None
        self.card: Applicant | None = None
        self.signature: Signature | None = None
        self.post.moved.connect(self.open)
        self.post.told.connect(self.told)
        self.post.troubled.connect(self.troubled)

    @property
    def now(self) -> datetime:
        """The moment by which lateness is judged."""
        return self._shift.work.clock.now()

    @property
    def is_done(self) -> bool:
        """Whether the result that is looked at has left the centre."""
        return self.dossier is not None and self.dossier.state in (DossierState.POSTED, DossierState.RETURNED)

    @property
    def is_applicants_card(self) -> bool | None:
        """Whether the card that was read is the applicant's; None while none was read."""
        known = self.dossier
        if self.card is None or known is None or known.applicant is None:
            return None
        return self.card.number == known.applicant.number

    def look(self, text: str = '') -> None:
        """Read what waits, or search by any part of a name, a number or a code."""
        self._text = text
        self.refresh()

    def refresh(self) -> None:
        """Read the list and the count anew."""
        looking, text = self._shift.work.looking, self._text

        def read() -> Rows:
            ready, posted = looking.results_to_return(), looking.posted_results()
            return text, looking.my_dossiers('', text) if text.strip() else ready, len(ready), posted

        self._run(read, self._on_rows)

    def open(self, dossier: str) -> None:
        """Show one dossier."""
        ledger, pages = self._shift.work.ledger, self._shift.work.pages

        def read() -> Read:
            with ledger.read() as books:
                known = books.get_dossier(dossier)
                procedure = books.get_procedure(known.procedure, local_day(known.opened_at))
            return known, procedure, _signature_of(known, pages)

        self._run(read, self._on_opened)

    def scan_card(self, payload: str) -> None:
        """The collector's card, by its QR: it says who, and proves nothing."""
        try:
            self.card_read(read_card(payload).applicant())
        except Problem as problem:
            self._on_problem(problem)

    def card_read(self, person: Applicant) -> None:
        """A card was read; its proof is what its reader could prove."""
        if self.card is not None and self.card.number != person.number:
            # another person stands here: what was signed was not hers
            self.signature = None
            self.signer_gone.emit()
        self.card = person
        self.opened.emit()

    def sign(self, signature: Signature) -> None:
        """The collector signed on a pad; it is kept with the hand-over."""
        self.signature = signature
        self.opened.emit()

    def read_file(self, result: ResultFile) -> None:
        """Read the e-result file that is kept here."""
        pages, known = self._shift.work.pages, self.dossier

        def on_read(content: bytes) -> None:
            # another citizen's result may be looked at by now
            if known is not None and self.dossier is not None and self.dossier.id == known.id:
                self.file_read.emit(result.name, content, known.id)

        self._fetch(lambda: pages.get(result.digest), on_read)

    def read_first_file(self) -> None:
        """Read the first file of the result that is looked at, where there is one."""
        kept = [result for result in self.dossier.results if result.digest] if self.dossier else []
        if kept:
            self.read_file(kept[0])

    def hand_over(self, *, seen: bool, collector: str = '', number: str = '', authorisation: str = '') -> None:
        """Hand the result to the applicant, or to another person by an authorisation, and print the slip.

        Args:
            seen: the officer compared the person with the card.
            collector: another collector's name, '' for the applicant herself.
            number: another collector's number.
            authorisation: the paper that lets another person collect.
        """
        known = self.dossier
        if known is None or known.applicant is None:
            return
        person = Applicant(name=collector.strip(), number=number.strip()) if collector.strip() else known.applicant
        taken_by = replace(person, proof=self._proof(person, seen=seen))
        work, officer, signature = self._shift.work, self._shift.officer.id, self.signature

        def give() -> Dossier:
            # durable before the fact names it
            digest = work.pages.keep(codec.dump(signature).encode()) if signature is not None else ''
            return work.returning.hand_over(known.id, taken_by, officer, authorisation=authorisation, signature=digest)

        self._run(give, self._on_returned)

    def print(self) -> None:
        """Print the hand-over slip."""
        if self.dossier is not None and self.dossier.returned is not None:
            self.slips.print(self.dossier, self.procedure)

    def show_pdf(self) -> None:
        """Show that slip as an A5 PDF."""
        if self.dossier is not None:
            self.slips.show_pdf(self.dossier, self.procedure)

    def _proof(self, person: Applicant, *, seen: bool) -> Proof:
        card = self.card
        if card is not None and card.number == person.number and card.proof in (Proof.CHIP, Proof.VNEID):
            return card.proof
        return Proof.BY_EYE if seen else Proof.NONE

    def _on_rows(self, read: Rows) -> None:
        text, rows, ready, posted = read
        if text == self._text and (rows, ready, posted) != (self.rows, self.ready, self.posted):
            self.rows, self.ready, self.posted = rows, ready, posted
            self.changed.emit()

    def _on_opened(self, read: Read) -> None:
        known, procedure, signature = read
        if self.dossier is not None and self.dossier.id != known.id:
            self.signer_gone.emit()
        self.dossier, self.procedure = known, procedure
        self.card, self.signature = None, signature
        self.slips.forget()
        self.slips.signature = signature
        self.slips.look(known, procedure)
        self.opened.emit()

    def _on_returned(self, dossier: Dossier) -> None:
        self.signer_gone.emit()
        self.dossier, self.card = dossier, None
        self.slips.signature = self.signature
        self.told.emit(say("Đã trả kết quả.", "The result is handed over."))
        self.opened.emit()
        self.look()
        self.print()


def _signature_of(known: Dossier, pages: Pages) -> Signature | None:
    """How the collector signed; None where she did on paper, or where it lies on another machine."""
    digest = known.returned.signature if known.returned is not None else ''
    if digest:
        with suppress(Problem):
            return codec.load(Signature, pages.get(digest).decode())
    return None
