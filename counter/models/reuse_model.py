"""What the centre already holds of a paper: the applicant's scan of the same component in an earlier dossier.

Offered, never taken by itself: the officer looks at the pages and says whether they are the paper that is asked for.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from counter.models.desk import Desk
from counter.models.dossier_model import DossierModel
from counter.models.work import Shift
from office.dossier import WRITTEN_IN, Dossier
from office.facts import PageAdded
from office.papers import PageRef, PaperStatus

# a person's dossiers of some years; an older scan is asked for anew
LOOKED_AT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Pages of an earlier dossier that may serve again."""

    dossier: str
    code: str
    received_at: datetime
    component: str
    pages: tuple[PageRef, ...]


class ReuseModel(Desk):
    """The offer for the component on the desk; None while there is none. ``changed`` tells of it."""

    changed = Signal()

    def __init__(self, shift: Shift, dossiers: DossierModel) -> None:
        super().__init__(shift)
        self._dossiers = dossiers
        self.offer: Held | None = None
        self._looked_for: tuple[str, str, str] | None = None
        dossiers.changed.connect(self._look)
        dossiers.component_changed.connect(lambda _component: self._look())

    def take(self) -> None:
        """Use the offered pages for the component on the desk."""
        offer, pages = self.offer, self._shift.work.pages
        if offer is not None:
            # another machine of the centre may have scanned them: they are here before the dossier names them
            self._fetch(lambda: [pages.get(page.digest) for page in offer.pages], lambda _kept: self._use(offer))

    def _use(self, offer: Held) -> None:
        intake = self._shift.work.intake
        if offer != self.offer:
            return

        def work(known: Dossier, officer: str) -> Dossier:
            for page in offer.pages:
                intake.add_page(known.id, offer.component, page, officer)
            return intake.mark(
                known.id, offer.component, PaperStatus.REUSED, officer, copies=1, reused_from=offer.dossier
            )

        self._show(None)
        self._dossiers.revise(work)

    def _look(self) -> None:
        """Look for an offer whenever the dossier, its applicant or the component is another."""
        known, component = self._dossiers.dossier, self._dossiers.component
        number = known.applicant.owner_number if known is not None and known.applicant is not None else ''
        if known is None or not number or not component or not _may_be_filled(known, component):
            self._looked_for = None
            self._show(None)
            return
        wanted = (known.id, number, component)
        if wanted == self._looked_for:
            return
        self._looked_for = wanted
        self._show(None)
        self._run(lambda: self._found(*wanted), lambda held: self._on_found(wanted, held))

    def _found(self, dossier: str, number: str, component: str) -> Held | None:
        """The pages of the dossier received last; on the store's thread."""
        work = self._shift.work
        held: list[Held] = []
        lines = [line for line in work.looking.my_dossiers('', number, limit=LOOKED_AT) if line.number == number]
        with work.ledger.read() as books:
            for earlier in (books.get_dossier(line.id) for line in lines if line.id != dossier):
                pages = next((part.pages for part in earlier.components if part.listed.code == component), ())
                if pages and earlier.received_at is not None and all(work.pages.holds(one.digest) for one in pages):
                    held.append(
                        Held(
                            dossier=earlier.id,
                            code=earlier.code,
                            received_at=earlier.received_at,
                            component=component,
                            pages=pages,
                        )
                    )
        return max(held, key=lambda one: one.received_at, default=None)

    def _on_found(self, wanted: tuple[str, str, str], held: Held | None) -> None:
        if wanted == self._looked_for:
            self._show(held)

    def _show(self, offer: Held | None) -> None:
        if offer != self.offer:
            self.offer = offer
            self.changed.emit()


def _may_be_filled(known: Dossier, component: str) -> bool:
    part = next((one for one in known.components if one.listed.code == component), None)
    return part is not None and not part.pages and known.state in WRITTEN_IN[PageAdded]
