"""A kiosk's life in a soak: citizens touch it, through everything that stands under its screen."""

import random
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from kiosk.app import Opened
from kiosk.config import kiosk_config
from office.errors import Problem
from office.facts import Priority
from tests.soak.clock import SharedClock
from tests.soak.witness import Witness

STORM = 0


def live(given: dict[str, Any]) -> int:
    """Give numbers until the storm is over; returns 1 when the store can't be opened."""
    clock = SharedClock(Path(given['clock']), given['slot'])
    config, _ = kiosk_config(given['config'])
    witness, dice = Witness(Path(given['witness'])), random.Random(given['seed'])  # noqa: S311  # chance, not secrecy
    try:
        opened = Opened(config, clock=clock)
    except Problem as problem:
        witness.counts('start', problem.code)
        return 1
    never = threading.Event()
    with closing(opened):
        while clock.phase == STORM:
            never.wait(dice.expovariate(1 / given['pace']))
            _touch(opened, witness, dice)
    return 0


def _touch(opened: Opened, witness: Witness, dice: random.Random) -> None:
    chosen = dice.choice([one for one in opened.offer.services if one.procedures])
    procedure = dice.choice(chosen.procedures).code
    priority = dice.choices([Priority.NORMAL, Priority.ELDERLY], weights=(9, 1))[0]
    try:
        with witness.sees('ticket', '') as seen:
            ticket = opened.taking.take(chosen.service.letter, procedure, priority).ticket
            seen.update(about=ticket.id, label=ticket.label)
    except Problem as problem:
        witness.counts('kiosk', problem.code)
