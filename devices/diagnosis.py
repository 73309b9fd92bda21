"""For diagnosis: what a picture shows and the archive makes of it, what a card's text says, how a voice sounds."""

import io
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from devices.id_reader.mrz import read_mrz
from devices.id_reader.qr import read_codes
from devices.paper.archive import Origin, archive_page, bind
from devices.paper.finding import find_page
from devices.paper.picture import decode
from devices.paper.recognition import recognised
from devices.paper.skew import skew_of
from devices.stop import Stop
from devices.voice.opening import open_voice
from devices.voice.protocol import Language
from office.errors import Problem, Refusal, Trouble
from office.identity import read_card
from office.mrz import parse
from office.suggestions import suggestions

Told = dict[str, object]

# a scanner's lowest setting for paper; cameras and phones write 72 or 96 whatever they took
_LEAST_DPI, _USUAL_DPI = 100, 300


def codes_in(pictures: Iterable[Path]) -> list[Told]:
    """Of each picture its file, its codes' texts and, when it can't be read, the code of the trouble."""
    return _of_each(pictures, {'texts': []}, lambda image: {'texts': list(read_codes(decode(image)))})


def corners_in(pictures: Iterable[Path]) -> list[Told]:
    """Of each picture the page's corners, (x, y) in pixels clockwise from the top left, and the confidence, 0 to 1."""

    def found(image: bytes) -> Told:
        page = find_page(decode(image))
        if page is None:
            raise Trouble('page.not_found')
        corners = [[round(x, 1), round(y, 1)] for x, y in page.corners]
        return {'corners': corners, 'confidence': round(page.confidence, 3)}

    return _of_each(pictures, {'corners': [], 'confidence': 0.0}, found)


def lean_of(pictures: Iterable[Path]) -> list[Told]:
    """Of each picture the degrees that its lines lie counter-clockwise, to be turned clockwise by as much."""
    return _of_each(pictures, {'degrees': None}, lambda image: {'degrees': skew_of(decode(image))})


def archived(pictures: Sequence[Path], out: Path, *, source: Origin, dpi: int) -> list[Told]:
    """Make one PDF/A-2b of the pictures; of each its page's size in millimetres, its lean, and whether it is blank.

    ``dpi`` 0: what the file says of itself, and 300 where it says nothing. When a picture is refused nothing is
    written.
    """
    pages: list[bytes] = []

    def made(image: bytes) -> Told:
        page = archive_page(image, dpi=dpi or _own_dpi(image), source=source)
        pages.append(page.pdf)
        size = [round(page.width_mm, 1), round(page.height_mm, 1)]
        return {'millimetres': size, 'degrees': page.skew, 'blank': page.is_blank}

    found = _of_each(pictures, {}, made)
    if len(pages) == len(pictures):
        beside = out.with_name(f'.{out.name}.part')
        beside.write_bytes(bind(pages))
        beside.replace(out)
    return found


def said(address: str, sentence: str, out: Path, *, language: Language) -> Told:
    """Have a voice say a sentence into a WAV file; what was said where."""
    try:
        sound = open_voice(address).speak(sentence, language)
    except Trouble as trouble:
        return {'file': str(out), 'trouble': trouble.code, **trouble.params}
    out.write_bytes(sound)
    return {'file': str(out), 'bytes': len(sound), 'trouble': ''}


def _of_each(pictures: Iterable[Path], nothing: Told, seen: Callable[[bytes], Told]) -> list[Told]:
    found: list[Told] = []
    for path in pictures:
        try:
            told = {**seen(path.read_bytes()), 'trouble': ''}
        except Trouble as trouble:
            told = {**nothing, 'trouble': trouble.code}
        found.append({'file': str(path), **told})
    return found


def _own_dpi(image: bytes) -> int:
    try:
        with Image.open(io.BytesIO(image)) as opened:
            across = round(float(opened.info.get('dpi', (0, 0))[0]))
    except UnidentifiedImageError as error:
        raise Trouble('page.unreadable') from error
    return across if across >= _LEAST_DPI else _USUAL_DPI


def texts_in(pages: Iterable[Path]) -> list[Told]:
    """Of each page, a picture or a PDF's first, its text and what a form is offered of it; boxes in millimetres.

    ``turn``: by how many quarters to the right it is to be turned; text and boxes are of the page so turned.
    """

    def seen(content: bytes) -> Told:
        is_pdf = content.startswith(b'%PDF-')
        page = content if is_pdf else archive_page(content, dpi=_own_dpi(content), source='scanner').pdf
        text = recognised(page, Stop())
        offered = [
            {'field': one.field, 'value': one.value, 'box': [one.left, one.top, one.right, one.bottom]}
            for one in suggestions(text)
        ]
        return {'text': text.text, 'turn': text.turn, 'suggestions': offered}

    return _of_each(pages, {'text': '', 'turn': 0, 'suggestions': []}, seen)


def zones_in(pictures: Iterable[Path]) -> list[Told]:
    """Of each picture its machine readable lines and what they say, or the code of the refusal; dates as ISO 8601.

    A wrong line is told as it was read. The century of a birth that no personal number tells is taken by today's date.
    """
    today = datetime.fromtimestamp(time.time(), UTC).date()
    return [{'file': str(path), **_zone(path, today)} for path in pictures]


def _zone(path: Path, today: date) -> Told:
    found: Told = {'lines': [], 'refusal': ''}
    try:
        read = read_mrz(decode(path.read_bytes()))
        if read is None:
            raise Refusal('mrz.none')
        found |= {'lines': list(read.lines), 'likeness': read.likeness, 'name_doubtful': read.is_name_doubtful}
        zone = asdict(parse(read.lines, today=today))
    except Problem as problem:
        return {**found, 'refusal': problem.code, **problem.params}
    dates = {name: zone[name] and zone[name].isoformat() for name in ('birth', 'expiry')}
    return {**found, **zone, **dates}


def cards_in(lines: Iterable[str]) -> list[Told]:
    """Of each line the card's fields with their warnings, or the code of the refusal; dates as ISO 8601."""
    found: list[Told] = []
    for line in lines:
        try:
            card = asdict(read_card(line))
        except Refusal as refusal:
            found.append({'refusal': refusal.code})
        else:
            dates = {name: card[name] and card[name].isoformat() for name in ('birth', 'issued')}
            found.append({**card, **dates})
    return found
