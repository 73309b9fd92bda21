"""Pages set upright: each becomes another page, durable before a fact puts it in the place of the one that lay wrong.

A note is written first, and dropped when it is done. Turning gives the same page every time, so that a note which a
crash left is worked off by turning once more what still lies as it lay; no page is left without a name.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from office.desk.intake import Intake
from office.dossier import WRITTEN_IN, Dossier
from office.errors import Refusal, Trouble
from office.facts import PageAdded
from office.papers import PageRef
from office.ports import Pages
from qtkit.capture_note import Notes
from qtkit.disk import disk_told


@dataclass(frozen=True, slots=True)
class Turned:
    """A dossier whose pages were turned, and what became of which, digest by digest."""

    dossier: Dossier
    became: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageTurning:
    """Turns pages of one store, on the store's thread."""

    intake: Intake
    pages: Pages
    notes: Notes

    def turn(self, dossier: str, component: str, digests: Sequence[str], quarters: int, officer: str) -> Turned:
        """Turn some of a component's pages by so many quarters to the right; negative to the left.

        Raises:
            Refusal: ``dossier.page_unknown`` when the component has one of them no longer; ``page.alone`` for a file
                from outside.
            Trouble: ``page.unreadable`` and those of the pages and the store. Nothing is changed then.
        """
        known = self._known(dossier)
        part = known.component(component)
        if not set(digests) <= {page.digest for page in part.pages}:
            raise Refusal('dossier.page_unknown', component=component)
        if any(page.is_file for page in part.pages):
            raise Refusal('page.alone')
        note = {'component': component, 'digests': list(digests), 'quarters': quarters}
        self.notes.save(_key(dossier), json.dumps(note))
        try:
            turned = self._turned([page for page in part.pages if page.digest in digests], part.pages, quarters)
            changed = self.intake.turn_pages(dossier, component, turned, officer)
        except (Refusal, Trouble):
            self._forget(dossier)
            raise
        self._forget(dossier)
        return Turned(changed, {digest: page.digest for digest, page in turned.items()})

    def recover(self, dossier: str, officer: str) -> Turned | None:
        """Finish what a crash left of a turn; None where nothing is left.

        Raises:
            Refusal, Trouble: as ``turn``.
        """
        text = self.notes.load(_key(dossier))
        if text is None:
            return None
        note, known = json.loads(text), self._known(dossier)
        here = {page.digest for page in known.component(note['component']).pages}
        left = [digest for digest in note['digests'] if digest in here]
        if not left or known.state not in WRITTEN_IN[PageAdded]:
            self._forget(dossier)
            return None
        return self.turn(dossier, note['component'], left, note['quarters'], officer)

    def _turned(self, lying: Sequence[PageRef], others: Sequence[PageRef], quarters: int) -> dict[str, PageRef]:
        """The turned pages, durable, by what they were; none has the digest of another page of the component."""
        # imported here, on the store's thread: it brings libraries that no window needs to start
        from devices.paper.turning import turned  # noqa: PLC0415  # slow, wanted later
        from devices.paper.twin import distinct  # noqa: PLC0415  # slow, wanted later

        taken = {page.digest for page in others}
        made: dict[str, PageRef] = {}
        for page in lying:
            content = self.pages.get(page.digest)
            with disk_told():
                content = distinct(turned(content, quarters), taken)
            digest = sha256(content).hexdigest()
            taken.add(digest)
            made[page.digest] = PageRef(digest=digest, size=len(content), source=page.source)
            self.pages.keep(content)
        return made

    def _forget(self, dossier: str) -> None:
        # on a full disk the note stays, and the next look at the dossier turns what still lies as it lay
        with suppress(Trouble):
            self.notes.drop(_key(dossier))

    def _known(self, dossier: str) -> Dossier:
        with self.intake.ledger.read() as books:
            return books.get_dossier(dossier)


def _key(dossier: str) -> str:
    return f'turn:{dossier}'
