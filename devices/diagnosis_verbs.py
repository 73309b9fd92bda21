"""The verbs of ``motcua-devices`` that look at pictures and texts and need no device."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from office import command

NAMES = ('find-page', 'skew', 'archive', 'read-qr', 'read-mrz', 'read-text', 'parse-card', 'say')

_OF_PICTURES = (
    ('find-page', "bốn góc của tờ giấy trong ảnh / the four corners of the page in pictures"),
    ('skew', "chữ trong ảnh nghiêng bao nhiêu độ / how far the lines of pictures lean, in degrees"),
    ('read-qr', "mã QR trong ảnh / what the QR codes in pictures say"),
    ('read-mrz', "dòng mã máy đọc trong ảnh / the machine readable lines in pictures"),
    ('read-text', "chữ trên trang, ảnh hay PDF / the text of pages, pictures or PDF, and what a form is offered of it"),
)


def add(verbs: 'argparse._SubParsersAction[argparse.ArgumentParser]') -> None:
    """Add the verbs to a command."""
    for name, about in _OF_PICTURES:
        command.verb(verbs, name, about).add_argument('picture', type=Path, nargs='+')
    kept = command.verb(verbs, 'archive', "ảnh thành trang lưu trữ PDF/A / pictures as pages of the archive, PDF/A")
    kept.add_argument('picture', type=Path, nargs='+')
    kept.add_argument('out', type=Path)
    kept.add_argument('--source', choices=('scanner', 'camera'), default='scanner')
    kept.add_argument('--dpi', type=int, default=0, help="0: theo tệp, không có thì 300 / as the file says, else 300")
    said = command.verb(verbs, 'say', "giọng đọc nói một câu vào tệp WAV / a voice says a sentence into a WAV file")
    said.add_argument('address')
    said.add_argument('sentence')
    said.add_argument('out', type=Path)
    said.add_argument('--language', choices=('vi', 'en'), default='vi')
    command.verb(verbs, 'parse-card', "nội dung mã trên thẻ, từng dòng ở đầu vào / payload lines of cards")


def found(given: argparse.Namespace, lines: Iterable[str]) -> list[dict[str, object]]:
    """What the verb that was given finds, one picture or card an entry; ``lines`` are those of the standard input."""
    # imported here: OpenCV is nothing that "check" needs
    from devices import diagnosis  # noqa: PLC0415  # slow, seldom wanted

    ways: dict[str, Callable[[], list[dict[str, object]]]] = {
        'find-page': lambda: diagnosis.corners_in(given.picture),
        'skew': lambda: diagnosis.lean_of(given.picture),
        'archive': lambda: diagnosis.archived(given.picture, given.out, source=given.source, dpi=given.dpi),
        'read-qr': lambda: diagnosis.codes_in(given.picture),
        'read-mrz': lambda: diagnosis.zones_in(given.picture),
        'read-text': lambda: diagnosis.texts_in(given.picture),
        'parse-card': lambda: diagnosis.cards_in(lines),
        'say': lambda: [diagnosis.said(given.address, given.sentence, given.out, language=given.language)],
    }
    return ways[given.verb]()


def is_missed(one: dict[str, object]) -> bool:
    """Whether a picture showed nothing or was refused, or a text was no card's."""
    return bool(one.get('refusal') or one.get('trouble') or one.get('texts') == [])
