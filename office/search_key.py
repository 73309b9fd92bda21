"""How words are compared when people search: without diacritics, case, apostrophes or the two ways of writing Hòa."""

import unicodedata

# letters that canonical decomposition leaves alone, and marks that stand between letters in names (D'Ran, Cư M'gar)
_PLAIN = str.maketrans({'đ': 'd', 'Đ': 'd', "'": None, '’': None, '‘': None, 'ʼ': None, '`': None, '´': None})


def fold(text: str) -> str:
    """The text as it is searched: lower-case letters and digits, single spaces between words.

    Both tone placements (Hòa, Hoà) and both normal forms (NFC, NFD) give the same key.
    """
    decomposed = unicodedata.normalize('NFD', text.translate(_PLAIN))
    letters = ''.join(char for char in decomposed if not unicodedata.combining(char)).lower()
    return ' '.join(''.join(char if char.isalnum() else ' ' for char in letters).split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(fold(text).split())
