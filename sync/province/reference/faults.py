"""The misfortunes that officials, drills and tests switch on; each lasts for a number of requests or until cleared.

slow          waits ``seconds`` before the work
late          does the work, then waits ``seconds``: the client may have given up by then
lost          does the work, then closes the connection without an answer
unreachable   closes the connection without having done anything
broken        500 without having done anything
busy          429 with Retry-After ``seconds``
garbled       answers ``form``: html, empty, or truncated (the work is done)
duplicating   does everything twice and delivers every change twice
refusing      says no: to every ``every``-th dossier, or to those whose MaHoSo or MaTTHC is ``match``
"""

import threading
from dataclasses import dataclass, replace
from typing import Literal

# where one proves who one is
_DOORS = ('/token', '/mapi/login')

Kind = Literal['slow', 'late', 'lost', 'unreachable', 'broken', 'busy', 'garbled', 'duplicating', 'refusing']


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One switch; ``times`` None lasts, ``service`` narrows it to addresses that contain the text."""

    kind: Kind
    times: int | None = None
    service: str = ''
    seconds: float = 0
    form: Literal['html', 'empty', 'truncated'] = 'html'
    match: str = ''
    every: int = 0


class Faults:
    """The switches that are on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: list[Fault] = []
        self._dossiers = 0

    def switch(self, fault: Fault) -> None:
        """Turn one on."""
        with self._lock:
            self._on.append(fault)

    def clear(self) -> None:
        """Turn all off."""
        with self._lock:
            self._on.clear()

    def on(self) -> list[Fault]:
        """What is on."""
        with self._lock:
            return list(self._on)

    def strike(self, path: str) -> dict[str, Fault]:
        """The faults that meet a request of the wire, by kind; each counts as having struck once."""
        with self._lock:
            met: dict[str, Fault] = {}
            for fault in self._on:
                if fault.kind != 'refusing' and fault.kind not in met and _concerns(fault, path):
                    met[fault.kind] = fault
            self._spend(list(met.values()))
            return met

    def refuses(self, code: str, procedure: str) -> bool:
        """Whether a dossier is to be refused."""
        with self._lock:
            self._dossiers += 1
            for fault in self._on:
                counted = fault.every > 0 and self._dossiers % fault.every == 0
                if fault.kind == 'refusing' and (counted or (fault.match and fault.match in (code, procedure))):
                    self._spend([fault])
                    return True
            return False

    def doubles(self) -> bool:
        """Whether changes are delivered twice now."""
        with self._lock:
            return any(fault.kind == 'duplicating' for fault in self._on)

    def _spend(self, struck: list[Fault]) -> None:
        for fault in struck:
            if fault.times is not None:
                place = self._on.index(fault)
                self._on[place : place + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []


def _concerns(fault: Fault, path: str) -> bool:
    """Tokens are left alone unless they are meant: a drill about dossiers shouldn't end at the door."""
    return fault.service in path if fault.service else path not in _DOORS
