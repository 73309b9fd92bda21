"""The dated data that a new centre starts with: everyday procedures, services of the kiosk, the calendar.

The one place in ``office`` that reads anything: its own package's data.
"""

import json
from functools import cache
from pathlib import Path

from office.codec import canonical, load
from office.procedure import Procedure
from office.service import Service
from office.workdays import Calendar, parse_calendar

# not importlib.resources: it brings zip files, bz2 and lzma into every start
FOLDER = Path(__file__).parent


@cache
def seed_procedures() -> tuple[Procedure, ...]:
    """The everyday procedures, from the facts of the national catalogue as published in July 2026."""
    return tuple(load(Procedure, line) for line in _text('procedures.jsonl').splitlines() if line)


@cache
def seed_services() -> tuple[Service, ...]:
    """The groups that a kiosk offers."""
    return tuple(load(Service, canonical(record)) for record in json.loads(_text('services.json')))


@cache
def seed_calendar() -> Calendar:
    """Working days 2025 to 2027 as announced by October 2026."""
    return parse_calendar(_text('calendar.json'))


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding='utf-8')
