"""What is written down before a page is made durable, so that a crash leaves none without a name (``page_capture``)."""

import json
from dataclasses import dataclass
from typing import Protocol

from office.papers import PageRef


class Notes(Protocol):
    """Where unfinished work is written down; ``sync.drafts`` keeps this promise."""

    def save(self, key: str, text: str) -> None:
        """Keep a text under a key, in the place of what was kept before."""
        ...

    def load(self, key: str) -> str | None:
        """The text kept under a key."""
        ...

    def drop(self, key: str) -> None:
        """Forget it."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """For which component pages are coming, and which is about to come; its digest is '' before the first."""

    component: str
    page: PageRef


def key_of(dossier: str) -> str:
    """Under which key a dossier's note is kept."""
    return f'capture:{dossier}'


def write(notes: Notes, dossier: str, component: str, page: PageRef) -> None:
    """Write down which page is about to come."""
    note = {'component': component, 'digest': page.digest, 'size': page.size, 'source': page.source}
    notes.save(key_of(dossier), json.dumps(note))


def read(notes: Notes, dossier: str) -> Note | None:
    """The note that a crash left, None where there is none."""
    text = notes.load(key_of(dossier))
    if text is None:
        return None
    note = json.loads(text)
    page = PageRef(digest=str(note['digest']), size=int(note['size']), source=str(note['source']))
    return Note(str(note['component']), page)
