"""What a scanner meant that typed as a keyboard, whatever layout and input method the system has.

A scanner presses the keys of a keyboard from the United States. The system's layout makes other letters of them (French
digits need Shift, German Y and Z change places), its Caps Lock turns their case, and a Vietnamese input method makes
one letter of two. By where the keys lie, and by what the input method took back, most of it can be told again; what
can't is refused, not guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from devices.id_reader.wedge import Stroke
from office.errors import Refusal, Trouble
from office.identity import read_card

_ROWS = {2: '1234567890-=', 16: 'qwertyuiop[]', 30: "asdfghjkl;'`", 43: '\\zxcvbnm,./', 57: ' '}
_SHIFTED = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))
_POSITIONS = {first + at: char for first, row in _ROWS.items() for at, char in enumerate(row)}

_CARD = re.compile(r'\d{12}\|')
_SIGNS = frozenset('|-./, ')

# in the order of what ``_keys`` returns
METHODS = ('telex', 'vni')
# marks as Unicode parts them from their letters, and the key that sets each, by either method
_TELEX = {'\u0300': 'f', '\u0301': 's', '\u0309': 'r', '\u0303': 'x', '\u0323': 'j', '\u0306': 'w', '\u031b': 'w'}
_VNI = {'\u0301': '1', '\u0300': '2', '\u0309': '3', '\u0303': '4', '\u0323': '5', '\u0302': '6', '\u031b': '7'}
_VNI |= {'\u0306': '8', '\u0335': '9'}
_BAR = '\u0335'  # stands for the bar of đ, which Unicode doesn't part from its d
_CIRCUMFLEX = '\u0302'


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters as they stand on keys, or what an input method made of them: ``before`` became ``after``."""

    before: tuple[Stroke, ...]
    after: str = ''


def text_of(strokes: Sequence[Stroke], method: str = '') -> str:
    """The text that the scanner meant; ``method`` is the input method of this machine, one of ``METHODS``, '' unknown.

    Raises:
        Trouble: ``reader.input_method`` when an input method has changed it and it can't be told what it was.
    """
    pieces = list(_pieces(strokes))
    keys = _swallowed(pieces, method)
    typed, placed = '', ''
    for piece in pieces:
        key = keys.pop(0) if piece.after else ''
        typed += _typed(piece) + key
        placed += _as_placed(piece) + key
    text = _unmangled(unicodedata.normalize('NFC', _likelier(typed, placed)))
    if any(one.is_composed for one in strokes) and not _is_whole(text):
        raise Trouble('reader.input_method')
    return text


def _pieces(strokes: Sequence[Stroke]) -> Iterator[_Piece]:
    """Keys one by one, and each run of backspaces with what the input method wrote in place of what they took."""
    kept: list[_Piece] = []
    for is_change, run in groupby(strokes, key=lambda one: one.is_back or _is_written(one)):
        if not is_change:
            kept += [_Piece((one,)) for one in run]
            continue
        taken: list[Stroke] = []
        written = ''
        strokes_of = list(run)
        if not any(one.is_back for one in strokes_of):
            # nothing was taken back: the scanner wrote these letters by their numbers
            kept += [_Piece((one,)) for one in strokes_of]
            continue
        for one in strokes_of:
            if one.is_back and not written and kept and not kept[-1].after:
                taken[:0] = kept.pop().before
            elif one.is_back:
                # it takes back what it wrote itself: two changes of one letter can't be told apart
                raise Trouble('reader.input_method')
            else:
                written += one.text
        kept.append(_Piece(tuple(taken), written))
    return iter(kept)


def _swallowed(pieces: Sequence[_Piece], method: str) -> list[str]:
    """The key that each change took.

    Raises:
        Trouble: ``reader.input_method`` when the method can't have done it, or either may have: aa and a6 are both â.
    """
    keys = [_keys(piece) for piece in pieces if piece.after]
    able = [at for at, name in enumerate(METHODS) if method in ('', name) and all(pair[at] for pair in keys)]
    if keys and len(able) != 1:
        raise Trouble('reader.input_method')
    return [pair[able[0]] for pair in keys]


def _typed(piece: _Piece) -> str:
    return ''.join(one.text for one in piece.before)


def _as_placed(piece: _Piece) -> str:
    return ''.join(_placed(one) for one in piece.before)


def _is_written(stroke: Stroke) -> bool:
    """Whether it lies on no key: written by an input method that hooks the keyboard, or by its number."""
    return not stroke.scan and not stroke.is_composed


def _keys(piece: _Piece) -> tuple[str, str]:
    """The key that was swallowed, by Telex and by VNI; '' where that method has none for such a change."""
    before = _typed(piece)
    if len(before) != len(piece.after):
        return '', ''
    changes = [(old, new) for old, new in zip(before, piece.after, strict=True) if old != new]
    if len(changes) != 1:
        return '', ''
    (old, new), (letter, marks), (was, had) = changes[0], _parted(changes[0][1]), _parted(changes[0][0])
    more = marks - had
    if was != letter or len(more) != 1 or had - marks:
        return '', ''
    (mark,) = more
    telex = letter if mark in (_CIRCUMFLEX, _BAR) else _TELEX.get(mark, '')
    return (telex.upper() if new.isupper() and old.isupper() else telex), _VNI.get(mark, '')


def _parted(char: str) -> tuple[str, frozenset[str]]:
    """A letter without its marks, and these."""
    if char in 'đĐ':
        return ('d' if char == 'đ' else 'D'), frozenset({_BAR})
    parts = unicodedata.normalize('NFD', char)
    return parts[0], frozenset(parts[1:])


def _placed(stroke: Stroke) -> str:
    """What the key says on a keyboard from the United States."""
    char = _POSITIONS.get(stroke.scan, '')
    if not char:
        return stroke.text
    return (_SHIFTED.get(char) or char.upper()) if stroke.is_shifted else char


def _likelier(typed: str, placed: str) -> str:
    """Of what the layout made of the keys and what they say where they lie, the one that reads as a code does."""
    if bool(_CARD.match(typed)) != bool(_CARD.match(placed)):
        return typed if _CARD.match(typed) else placed
    # the same letters in another case: Caps Lock
    if typed.casefold() == placed.casefold():
        return placed
    return placed if _plain(placed) > _plain(typed) else typed


def _plain(text: str) -> int:
    return sum(char.isascii() and (char.isalnum() or char in _SIGNS) for char in text)


def _unmangled(text: str) -> str:
    """Text whose UTF-8 was typed byte by byte; as it is when it wasn't."""
    try:
        return b''.join(_byte(char) for char in text).decode('utf-8')
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    try:
        return char.encode('cp1252')
    except UnicodeEncodeError:
        return char.encode('latin-1')


def _is_whole(text: str) -> bool:
    """Whether what came through an input method can be what was scanned: plain letters, or a card whose name is whole.

    A scanner that writes Vietnamese writes it everywhere; marks in a text whose name has none are the method's doing.
    """
    if text.isascii():
        return True
    try:
        card = read_card(text)
    except Refusal:
        return False
    return not any(one.startswith('name.') for one in card.warnings)
