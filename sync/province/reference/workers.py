"""Several processes that answer at one socket, each with its own connections to the one database.

Uvicorn's own supervisor starts them, and starts another one where one died.
"""

import os
import signal
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from typing import Any, cast

from uvicorn.supervisors import Multiprocess

from office.procedure import Procedure
from sync.clock import SystemClock
from sync.province.reference import house as houses
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.serving import config_of, wired


@dataclass(frozen=True, slots=True)
class Worker:
    """What one process answers with; it travels there as these two values and is called there."""

    options: ReferenceOptions
    procedures: tuple[Procedure, ...]

    def __call__(self) -> Any:
        """The application, opened in the process that calls."""
        threading.Thread(target=_end_with_parent, name='parent', daemon=True).start()
        return wired(houses.opened(self.options, SystemClock(), self.procedures), threading.Event())


def run(options: ReferenceOptions, procedures: Sequence[Procedure], listening: socket.socket) -> None:
    """Answer at a socket until a signal ends it."""
    worker = Worker(options, tuple(procedures))
    Multiprocess(config_of(cast('Any', worker), factory=True, workers=options.workers), [listening]).run()


def _end_with_parent() -> None:
    """Nobody would stop a worker whose supervisor was killed."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
