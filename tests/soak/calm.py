"""After the storm: faults cease, people finish what they began, and everything that is owed arrives."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import timedelta

from sync import reconcile
from sync.store import Store
from tests.soak.house import DATABASE, House
from tests.soak.ledgers import opened, unsettled
from tests.soak.officials import Officials
from tests.soak.storm import Storm

FINISHING = 1
# what waits after trouble waits at most a quarter of an hour; that time may as well be over now
_LATER = timedelta(minutes=16)
# a lane rests a minute at most
_A_MINUTE = timedelta(minutes=1)
_LOOK_S, _AGAIN_S, _PROGRESS_S = 0.4, 4.0, 15.0


class Patience:
    """Lasts so many seconds, and as long as there is less left every time, up to three times as many."""

    def __init__(self, seconds: float) -> None:
        now = time.monotonic()
        self._until, self._last = now + seconds, now + 3 * seconds
        self._least = -1

    def sees(self, left: int) -> bool:
        """Whether it is worth waiting on, with so many things left."""
        now = time.monotonic()
        if not 0 <= self._least <= left:
            self._until = max(self._until, now + _PROGRESS_S)
        self._least = left
        return now < min(self._until, self._last)


def drained(house: House, storm: Storm, officials: Officials, seconds: float) -> list[str]:
    """Let everything come to rest within so many seconds; returns what hasn't, and what ended as it shouldn't.

    A machine that others use too may take longer, while it comes nearer to rest.
    """
    until = Patience(seconds)
    _heal(house, storm)
    house.clock.phase = FINISHING
    left = _apps(house, until)
    with ExitStack() as stack:
        stores = {one.device: stack.enter_context(closing(opened(one, house))) for one in house.machines.values()}
        officials.rest()
        house.clock.forward(_LATER)
        left += _quiet(house, stores, until)
        # everybody compares with the province once more, and heals what it has forgotten
        before = house.clock.now()
        house.clock.forward(reconcile.EVERY)
        counters = [store for device, store in stores.items() if device.startswith('Q')]

        def uncompared() -> int:
            return sum((reconcile.compared_at(one) or before) <= before for one in counters)

        waits = _waited(uncompared, until)
        left += [f'{waits} counters have not compared with the province'] if waits else []
        left += _quiet(house, stores, until)
    ended = house.nursery.order('end', names=[f'{device} courier' for device in house.machines])
    left += [f'{name} ended with {code} when it was asked to' for name, code in ended.items() if code]
    return [*left, *storm.died]


def _heal(house: House, storm: Storm) -> None:
    storm.look()
    house.province_wire.heal()
    house.start_province()
    for machine in house.machines.values():
        machine.wire.heal()
        house.start_courier(machine)
        house.start_app(machine)
    desk = house.desk()
    _waited(lambda: not _answers(desk.clear), Patience(10))


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Exception:  # noqa: BLE001  # a server that is just starting
        return False
    return True


def _apps(house: House, until: Patience) -> list[str]:
    """Kiosks and counters end by themselves when they have finished."""
    waits = {f'{device} app' for device in house.machines}
    left: list[str] = []

    def unended() -> int:
        for name, code in house.nursery.order('gone'):
            waits.discard(name)
            if code or name not in {f'{device} app' for device in house.machines}:
                left.append(f'{name} ended with {code} while it finished')
        return len(waits)

    _waited(unended, until)
    return left + [f'{name} did not finish' for name in waits]


def _quiet(house: House, stores: dict[str, Store], until: Patience) -> list[str]:
    """Wait until nothing is on its way; what rests in vain is woken by the clock."""
    woken = time.monotonic()
    found: dict[str, Counter[str]] = {}

    def unquiet() -> int:
        nonlocal woken
        if time.monotonic() > woken + _AGAIN_S:
            woken = time.monotonic()
            house.clock.forward(_A_MINUTE)
        found.clear()
        ((place,),) = house.server.ask('SELECT place FROM motcua.centre', DATABASE)
        for device, store in stores.items():
            counted = unsettled(store)
            behind = place - counted.pop('read place')
            # a kiosk sees tickets alone, so it can't know how far the others are
            counted['behind the centre'] = behind if device.startswith('Q') else 0
            found[device] = +counted
        found['province'] = _unheard(house, stores)
        return sum(sum(counted.values()) for counted in found.values())

    _waited(unquiet, until)
    return [f'{device}: {count} {what}' for device, counted in found.items() for what, count in counted.items()]


def _unheard(house: House, stores: dict[str, Store]) -> Counter[str]:
    """Changes of the province's feed that no fact tells."""
    with closing(sqlite3.connect(house.data / 'tinh.db')) as books:
        told = {str(number) for (number,) in books.execute('SELECT seq FROM change')}
    heard: set[str] = set()
    for store in stores.values():
        with store.read() as known:
            heard |= {change for (change,) in known.connection.execute('SELECT change FROM heard')}
    return +Counter({'changes unheard': len(told - heard)})


def _waited(left: Callable[[], int], until: Patience) -> int:
    """Wait until nothing is left, or patience is; returns what is left."""
    never = threading.Event()
    while (count := left()) and until.sees(count):
        never.wait(_LOOK_S)
    return count
