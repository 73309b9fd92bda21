"""The first start of a machine: its store, the seed of procedures, and its officer."""

from contextlib import closing
from pathlib import Path
from typing import Any

from counter.config import CounterConfig
from office.desk.supervising import Supervising
from office.officer import Right
from qtkit.config import config_of
from sync.catalogue import load_seed_if_empty
from sync.ids import TimeIds
from sync.passwords import Argon2
from sync.store import Store
from tests.soak.clock import SharedClock

PASSWORD = 'a long invented sentence'


def login_of(device: str) -> str:
    """The login of a counter's officer; an account may open every counter of a centre."""
    return f'can-bo-{device.lower()}'


def found(given: dict[str, Any]) -> int:
    """Make the store; on a counter's machine enrol ``given['officer']``."""
    config, _ = config_of(CounterConfig, given['config'])
    clock = SharedClock(Path(given['clock']), given['slot'])
    ids = TimeIds(clock)
    with closing(Store(config.store, clock=clock, ids=ids)) as store:
        load_seed_if_empty(store)
        if given['officer']:
            Supervising(store, clock, ids, Argon2()).enrol(
                login_of(config.store.device),
                given['officer'],
                PASSWORD,
                position="Công chức",
                agency=config.centre.agency,
                rights=(Right.RECEIVE, Right.RETURN),
                by='system',
            )
    return 0
