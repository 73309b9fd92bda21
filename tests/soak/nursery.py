"""The parent of a soak's processes: it has everything imported, opens nothing, and forks what a machine would start.

Run as ``python -m tests.soak.nursery``. Each line on its standard input is one order, each answer one line. A child
begins as a program that was just started; when this process ends, its children do.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import counter.app
import kiosk.app
import sync.command
import sync.province.reference.command
from devices.paper import archive as _early  # noqa: F401  # so that no child imports it anew
from sync.centre import process as _early_too  # noqa: F401  # as above
from tests.soak import counter_life, first_start, kiosk_life
from tests.soak.clock import SharedClock

_DEATH_SIGNAL = 1
# a process that was asked to end and hasn't after so long is stuck
_PATIENCE_S = 40.0


def _courier(given: dict[str, Any]) -> int:
    """``motcua-sync run``, by the machine's own clock."""
    clock = SharedClock(Path(given['clock']), given['slot'])
    sync.command.SystemClock = lambda: clock  # type: ignore[assignment,attr-defined,return-value]  # the soak's clock in its place
    return sync.command.main(['--config', given['config'], 'run'])


def _province(given: dict[str, Any]) -> int:
    """``motcua-province serve``."""
    clock = SharedClock(Path(given['clock']))
    sync.province.reference.command.SystemClock = lambda: clock  # type: ignore[assignment,attr-defined,return-value]  # as above
    return sync.province.reference.command.main(given['words'])


LIVES: dict[str, Callable[[dict[str, Any]], int]] = {
    'found': first_start.found,
    'kiosk': kiosk_life.live,
    'counter': counter_life.live,
    'courier': _courier,
    'province': _province,
}


class Nursery:
    """The children by name."""

    def __init__(self) -> None:
        self._children: dict[str, int] = {}

    def obey(self, order: dict[str, Any]) -> Any:
        """Do what a line says, and give the answer."""
        name = order.get('name', '')
        match order['do']:
            case 'start' if name in self._children:
                return self._children[name]
            case 'start':
                self._children[name] = _born(order['life'], order['given'], order['log'])
                return self._children[name]
            case 'kill':
                return self._ended([name], signal.SIGKILL).get(name)
            case 'end':
                return self._ended(order['names'], signal.SIGTERM)
            case 'wait':
                return self._ended([name], 0)[name]
            case _:
                return self._gone()

    def _gone(self) -> list[tuple[str, int]]:
        """Those that ended by themselves since the last question, and how."""
        gone = []
        for name, pid in list(self._children.items()):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                del self._children[name]
                gone.append((name, os.waitstatus_to_exitcode(status)))
        return gone

    def _ended(self, names: list[str], number: int) -> dict[str, int]:
        """How each ended after a signal; whoever is stuck is killed."""
        ending = {name: self._children.pop(name) for name in names if name in self._children}
        for pid in ending.values():
            os.kill(pid, number)
        alarm = threading.Timer(_PATIENCE_S, _kill_all, (list(ending.values()),))
        alarm.start()
        codes = {name: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for name, pid in ending.items()}
        alarm.cancel()
        return codes


def _kill_all(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _born(life: str, given: dict[str, Any], log: str) -> int:
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
        _redirect(log)
        code = LIVES[life](given)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  # said in the log, which the soak reads
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _redirect(log: str) -> None:
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(written, 1)
    os.dup2(written, 2)


def main() -> None:
    """Obey until the orders end; then the children end too."""
    assert counter.app is not None
    assert kiosk.app is not None
    gc.collect()
    gc.freeze()
    nursery = Nursery()
    print(json.dumps('ready'), flush=True)
    for line in sys.stdin:
        print(json.dumps(nursery.obey(json.loads(line))), flush=True)


if __name__ == '__main__':
    main()
