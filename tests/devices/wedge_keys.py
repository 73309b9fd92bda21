"""Keys as a scanner presses them, under layouts and input methods that change what they write."""

import unicodedata

from devices.id_reader.wedge import Stroke

ROWS = {2: '1234567890-=', 16: 'qwertyuiop[]', 30: "asdfghjkl;'`", 43: '\\zxcvbnm,./', 57: ' '}
SHIFTED = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))

# what the same places write elsewhere: without and with Shift, by Windows' own layouts
FRENCH = (
    {2: '&é"\'(-è_çà)=', 16: 'azertyuiop^$', 30: 'qsdfghjklmù²', 43: '*wxcvbn,;:!', 57: ' '},
    {2: '1234567890°+', 16: 'AZERTYUIOP¨£', 30: 'QSDFGHJKLM%²', 43: 'µWXCVBN?./§', 57: ' '},
)
GERMAN = (
    {2: '1234567890ß´', 16: 'qwertzuiopü+', 30: 'asdfghjklöä^', 43: '#yxcvbnm,.-', 57: ' '},
    {2: '!"§$%&/()=?`', 16: 'QWERTZUIOPÜ*', 30: 'ASDFGHJKLÖÄ°', 43: "'YXCVBNM;:_", 57: ' '},
)
VIETNAMESE = (
    {2: 'ăâêô\u0300\u0309\u0303\u0301\u0323đ-₫', 16: 'qwertyuiopươ', 30: "asdfghjkl;'`", 43: '\\zxcvbnm,./', 57: ' '},
    {2: 'ĂÂÊÔ\u0300\u0309\u0303\u0301\u0323Đ_+', 16: 'QWERTYUIOPƯƠ', 30: 'ASDFGHJKL:"~', 43: '|ZXCVBNM<>?', 57: ' '},
)
LAYOUTS = {'fr': FRENCH, 'de': GERMAN, 'vn': VIETNAMESE}

MARKS = {
    'telex': {'f': '\u0300', 's': '\u0301', 'r': '\u0309', 'x': '\u0303', 'j': '\u0323', 'w': '\u0306\u031b'},
    'vni': {
        '2': '\u0300',
        '1': '\u0301',
        '3': '\u0309',
        '4': '\u0303',
        '5': '\u0323',
        '6': '\u0302',
        '7': '\u031b',
        '8': '\u0306',
    },
}
TAKES = {'\u0302': 'aeo', '\u0306': 'a', '\u031b': 'ou'}


def place(char: str) -> tuple[int, bool]:
    """Where a character lies on a keyboard from the United States, and whether it needs Shift; (0, False) for none."""
    for first, row in ROWS.items():
        for at, plain in enumerate(row):
            if char in (plain, SHIFTED.get(plain, plain.upper())):
                return first + at, char != plain
    return 0, False


def pressed(
    text: str, *, layout: str = 'us', every: float = 3.0, begin: float = 0.0, caps: bool = False
) -> list[Stroke]:
    """The keys of a text of plain letters; others are written as they are."""
    made = []
    for at, char in enumerate(text):
        scan, is_shifted = place(char)
        shown = _shown(char, scan, is_shifted=is_shifted, layout=layout)
        if caps and shown.isalpha():
            shown = shown.swapcase()
        made.append(Stroke(at=begin + at * every, text=shown, scan=scan, is_shifted=is_shifted))
    return made


def written(text: str) -> list[Stroke]:
    """A text whose letters beyond the plain ones are entered by their numbers: they lie on no key."""
    return pressed(text)


def composed(text: str) -> list[Stroke]:
    """A text that an input method hands over, letter by letter."""
    return [Stroke(at=3.0 * at, text=char, is_composed=True) for at, char in enumerate(text)]


def by_method(text: str, method: str) -> list[Stroke]:
    """The keys of a text under an input method that hooks the keyboard: it takes a letter back and writes another.

    Only what one key does to the letter before it is played.
    """
    made: list[Stroke] = []
    for at, (char, key) in enumerate(zip(text, pressed(text), strict=True)):
        before = text[at - 1] if at else ''
        changed = _changed(before, char, method) if made and made[-1].text == before and made[-1].scan else ''
        if changed:
            made += [Stroke(at=key.at, is_back=True), Stroke(at=key.at, text=changed)]
        else:
            made.append(key)
    return made


def _changed(before: str, key: str, method: str) -> str:
    """What a key makes of the letter before it, '' for nothing."""
    small = key.lower()
    if not before.isascii() or not before.isalpha():
        return ''
    if (method, small) in (('telex', 'd'), ('vni', '9')) and before.lower() == 'd':
        return 'Đ' if before.isupper() else 'đ'
    marks = MARKS[method].get(small, '')
    if method == 'telex' and small == before.lower() and small in 'aeo':
        marks = '\u0302'
    for mark in marks:
        if before.lower() in TAKES.get(mark, 'aeiouy'):
            return unicodedata.normalize('NFC', before + mark)
    return ''


def _shown(char: str, scan: int, *, is_shifted: bool, layout: str) -> str:
    if layout == 'us' or not scan:
        return char
    rows = LAYOUTS[layout][is_shifted]
    for first, row in rows.items():
        if first <= scan < first + len(row):
            return row[scan - first]
    return char
