"""For diagnosis: what a picture's codes say, and what the rules make of a card's text."""

import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from devices.id_reader.mrz import read_mrz
from devices.id_reader.qr import read_codes
from devices.paper.picture import decode
from office.errors import Problem, Refusal
from office.identity import read_card
from office.mrz import parse


def codes_in(pictures: Iterable[Path]) -> list[dict[str, object]]:
    """Of each picture its file, its codes' texts and, when it can't be read, the code of the trouble."""
    found: list[dict[str, object]] = []
    for path in pictures:
        try:
            found.append({'file': str(path), 'texts': list(read_codes(decode(path.read_bytes()))), 'trouble': ''})
        except Problem as problem:
            found.append({'file': str(path), 'texts': [], 'trouble': problem.code})
    return found


def zones_in(pictures: Iterable[Path]) -> list[dict[str, object]]:
    """Of each picture its machine readable lines and what they say, or the code of the refusal; dates as ISO 8601.

    A wrong line is told as it was read. The century of a birth that no personal number tells is taken by today's date.
    """
    today = datetime.fromtimestamp(time.time(), UTC).date()
    return [{'file': str(path), **_zone(path, today)} for path in pictures]


def _zone(path: Path, today: date) -> dict[str, object]:
    found: dict[str, object] = {'lines': [], 'refusal': ''}
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


def cards_in(lines: Iterable[str]) -> list[dict[str, object]]:
    """Of each line the card's fields with their warnings, or the code of the refusal; dates as ISO 8601."""
    found: list[dict[str, object]] = []
    for line in lines:
        try:
            card = asdict(read_card(line))
        except Refusal as refusal:
            found.append({'refusal': refusal.code})
        else:
            dates = {name: card[name] and card[name].isoformat() for name in ('birth', 'issued')}
            found.append({**card, **dates})
    return found
