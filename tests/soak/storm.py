"""The faults of a plan, brought about and taken back."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from office.errors import Problem
from sync.province.reference import faults as switches
from tests.soak.house import House, Machine
from tests.soak.plan import Fault
from tests.wire.proxy import End, Wire

# what a process that can't open its store on a full disk ends with
_GAVE_UP = 1
# how often it is looked whether somebody ended by himself; a service manager starts again after a second too
_LOOK_S = 0.5
_MINUTES = (-12, -3, 3, 12)


@dataclass(slots=True, kw_only=True)
class Storm:
    """Who was struck, and what is to be undone."""

    house: House
    struck: Counter[str] = field(default_factory=Counter)
    gave_up: Counter[str] = field(default_factory=Counter)
    died: list[str] = field(default_factory=list)
    _undo: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def rage(self, faults: Sequence[Fault], seconds: float) -> None:
        """Bring about each fault at its moment, start again who fell, and let the rest of the time pass."""
        begun, never = time.monotonic(), threading.Event()
        left = list(faults)
        while (now := time.monotonic() - begun) < seconds:
            while left and left[0].at <= now:
                fault = left.pop(0)
                self.strike(fault, now)
            self._undo_until(now)
            self.look()
            never.wait(0.05)
        self._undo_until(float('inf'))

    def strike(self, fault: Fault, now: float) -> None:
        """Bring a fault about."""
        house, dice = self.house, random.Random(fault.dice)  # noqa: S311  # chance, not secrecy
        machine = house.machines.get(fault.victim)
        self.struck[fault.kind] += 1
        undo: Callable[[], None] | None = None
        kind, _, what = fault.kind.partition(': ')
        if what and kind == 'province':
            undo = self._province(what, dice)
        elif machine is not None:
            undo = self._centre(what, machine.wire, dice) if what else self._machine(kind, machine, dice)
        else:
            undo = self._server(kind)
        if undo is not None:
            self._undo.append((now + fault.lasts, undo))

    def _server(self, kind: str) -> Callable[[], None]:
        if kind == 'restart postgres':
            self.house.server.stop()
            return self._start_server
        self.house.nursery.order('kill', 'province')
        return self.house.start_province

    def _start_server(self) -> None:
        if self.house.server.process is None:
            self.house.server.start()

    def _machine(self, kind: str, machine: Machine, dice: random.Random) -> Callable[[], None] | None:
        house, name = self.house, machine.device
        if kind == 'kill app':
            house.nursery.order('kill', f'{name} app')
            return lambda: house.start_app(machine)
        if kind == 'kill courier':
            house.nursery.order('kill', f'{name} courier')
            return lambda: house.start_courier(machine)
        if kind == 'clock step':
            house.clock.set(timedelta(minutes=dice.choice(_MINUTES)), machine.slot)
            return lambda: house.clock.set(timedelta(0), machine.slot)
        return self._fill(machine)

    def _fill(self, machine: Machine) -> Callable[[], None] | None:
        """A disk that takes no more; where none may be mounted to be filled, there is no honest way to fill one."""
        if not machine.is_small:
            self.struck['disk full'] -= 1
            return None
        ballast = machine.disk / 'ballast'
        _fill_up(ballast)
        return lambda: ballast.unlink(missing_ok=True)

    def _province(self, what: str, dice: random.Random) -> Callable[[], None] | None:
        wire = self.house.province_wire
        switch = {
            '500': switches.Fault(kind='broken', times=dice.randrange(1, 6)),
            '429': switches.Fault(kind='busy', times=dice.randrange(1, 4), seconds=dice.randrange(1, 5)),
            'answer lost': switches.Fault(kind='lost', times=dice.randrange(1, 4)),
            'garbled': switches.Fault(
                kind='garbled', times=dice.randrange(1, 4), form=dice.choice(['html', 'empty', 'truncated'])
            ),
        }.get(what)
        if switch is None:
            return self._centre(what, wire, dice)
        try:
            self.house.desk().switch(switch)
        except Problem:
            # it was killed a moment ago
            self.struck[f'province: {what}'] -= 1
        return None

    @staticmethod
    def _centre(what: str, wire: Wire, dice: random.Random) -> Callable[[], None] | None:
        if what.startswith('connections'):
            wire.cut_all(End.SILENT if 'silent' in what else End.RESET)
            return None
        changes: dict[str, object] = {
            'drops': {'drops': dice.uniform(0.1, 0.4), 'end': dice.choice(list(End))},
            'delay': {'delay': dice.uniform(0.02, 0.3), 'jitter': dice.uniform(0, 0.3)},
            'asked twice': {'asks_twice': True},
            'answers twice': {'answers_twice': True},
            'refuses': {'refuses': True},
            'half open': {'stands': True},
            'slow line': {'bits_per_s': dice.uniform(100_000, 1_000_000)},
        }[what]  # type: ignore[assignment]  # each a dict of conditions
        wire.set(**changes)
        usual = {
            'drops': 0.0, 'end': End.RESET, 'delay': 0.0, 'jitter': 0.0, 'asks_twice': False,
            'answers_twice': False, 'refuses': False, 'stands': False, 'bits_per_s': None,
        }  # fmt: skip
        return lambda: wire.set(**{name: usual[name] for name in changes})

    def _undo_until(self, now: float) -> None:
        due = [one for one in self._undo if one[0] <= now]
        self._undo = [one for one in self._undo if one[0] > now]
        for _, undo in due:
            undo()

    def look(self) -> None:
        """Start again whoever ended by himself, as a service manager does; that it ended is noted."""
        now = time.monotonic()
        if now < self._looked + _LOOK_S:
            return
        self._looked = now
        for name, code in self.house.nursery.order('gone'):
            device, _, program = name.partition(' ')
            if code == _GAVE_UP:
                self.gave_up[name] += 1
            else:
                self.died.append(f'{name} ended with {code}')
            machine = self.house.machines.get(device)
            if machine is None:
                self.house.start_province()
            elif program == 'app':
                self.house.start_app(machine)
            else:
                self.house.start_courier(machine)

    _looked: float = 0.0


def _fill_up(ballast: Path) -> None:
    with ballast.open('ab', buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while os.write(file.fileno(), bytes(size)) == size:
                    pass
            except OSError:
                continue
