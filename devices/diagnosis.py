"""For diagnosis: what a picture's codes say, and what the rules make of a card's text."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from devices.id_reader.qr import read_codes
from devices.paper.picture import decode
from office.errors import Problem, Refusal
from office.identity import read_card


def codes_in(pictures: Iterable[Path]) -> list[dict[str, object]]:
    """Of each picture its file, its codes' texts and, when it can't be read, the code of the trouble."""
    found: list[dict[str, object]] = []
    for path in pictures:
        try:
            found.append({'file': str(path), 'texts': list(read_codes(decode(path.read_bytes()))), 'trouble': ''})
        except Problem as problem:
            found.append({'file': str(path), 'texts': [], 'trouble': problem.code})
    return found


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
