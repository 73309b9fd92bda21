"""What a page says, as a machine read it from the picture: words and where they stand. A reading proves nothing."""

from dataclasses import dataclass
from itertools import groupby
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in NFC; the sides of its box are millimetres from the page's left and upper edges.

    ``line`` counts the page's lines from 0; ``sure`` is the reader's own trust, 0 to 100.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: int
    sure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The words of a page in the order of reading; its width and height are in millimetres.

    A page that lies sideways or upside down is read as if it were upright: ``turn`` says by how many quarters to the
    right it is then turned, and all measures are of the page so turned.
    """

    width: float
    height: float
    words: tuple[Word, ...] = ()
    turn: int = 0

    @property
    def lines(self) -> tuple[tuple[Word, ...], ...]:
        """The words line by line."""
        return tuple(tuple(words) for _, words in groupby(self.words, key=lambda word: word.line))

    @property
    def text(self) -> str:
        """The lines as plain text."""
        return '\n'.join(' '.join(word.text for word in line) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far some pages are: ``read`` have their text, ``given_up`` never will, of ``total``."""

    read: int
    given_up: int
    total: int

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.read + self.given_up >= self.total


class Texts(Protocol):
    """The texts of pages by digest; ``sync.page_texts`` keeps this promise."""

    def find(self, digest: str) -> PageText | None:
        """A page's text, None while it isn't read, or never will be."""
        ...
