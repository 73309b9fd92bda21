"""What a counter reads of the texts of pages."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from office.page_text import PageText, Progress


class PageTexts(Protocol):
    """What pages say; ``sync.page_texts`` keeps this promise. Used on the store's thread only."""

    def find(self, digest: str) -> PageText | None:
        """A page's text."""
        ...

    def keep_turned(self, texts: Mapping[str, PageText]) -> None:
        """What is known of pages that were turned."""
        ...

    def progress(self, digests: Sequence[str]) -> Progress:
        """How far these pages are."""
        ...
