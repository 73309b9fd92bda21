"""Whether a page was read as it should lie: how well its reading went, and another one against it."""

from office.page_text import PageText, Word

# what Tesseract gives a Vietnamese word of two letters or more that it has right; upside down few words reach it
_SURE, _LETTERS = 80, 2
# of a page that lies right 92 % and more of the words are sure, of one upside down 8 to 20 %, of noise 1 %
_SHARE = 0.6
# fewer words than a letterhead has say nothing of a page
_LEAST = 10
# a page with writing in two directions may be read either way
_TIMES = 3


def is_poor(lying: PageText) -> bool:
    """Whether the reading of a page as it lies leaves open whether it lies right."""
    sure = _sure(lying)
    return sure < _LEAST or sure < _SHARE * len(lying.words)


def is_better(upright: PageText, lying: PageText) -> bool:
    """Whether the page, turned, was read so much better that it is surely meant to lie so."""
    return not is_poor(upright) and _sure(upright) >= _TIMES * _sure(lying)


def _sure(text: PageText) -> int:
    return sum(map(_is_sure, text.words))


def _is_sure(word: Word) -> bool:
    return word.sure >= _SURE and len(word.text) >= _LETTERS
