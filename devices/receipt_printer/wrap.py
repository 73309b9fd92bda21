"""Where a paragraph breaks into lines: between words, and inside a word only when it is wider than the paper."""

import unicodedata

from devices.receipt_printer.faces import Face


def wrapped(text: str, letters: Face, width: int) -> list[str]:
    """The lines of a text, each at most ``width`` dots wide; at least one line, and a line per line break."""
    composed = unicodedata.normalize('NFC', text)  # a mark typed apart from its letter would stand beside it
    return [line for paragraph in composed.split('\n') for line in _lines(paragraph, letters, width)]


def _lines(paragraph: str, letters: Face, width: int) -> list[str]:
    lines: list[str] = []
    line = ''
    for word in paragraph.split():
        longer = f'{line} {word}' if line else word
        if letters.width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, letters, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, letters: Face, width: int) -> list[str]:
    pieces = ['']
    for letter in word:
        if pieces[-1] and letters.width(pieces[-1] + letter) > width:
            pieces.append('')
        pieces[-1] += letter
    return pieces
