"""How a house is put behind the wire, and how uvicorn is told to serve it; the same in one process and in several."""

import threading
from typing import Any, cast

import uvicorn

from sync.province.reference.admission import Admission
from sync.province.reference.app import application
from sync.province.reference.house import House
from sync.province.reference.shim import FaultyWire, NotingProtocol


def wired(house: House, stopping: threading.Event) -> FaultyWire:
    """The application behind its bound and its switches; ``stopping`` wakes whoever waits in a slow answer."""
    bounded = Admission(cast('Any', application(house)), house.options.most_at_once)
    return FaultyWire(bounded, faults=house.faults, stopping=stopping, clock=house.clock)


def config_of(app: Any, *, factory: bool = False, workers: int = 1) -> uvicorn.Config:
    """Uvicorn's settings for an application, or for what makes one in each of several processes."""
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        http=NotingProtocol,
        loop='asyncio',
        ws='none',
        lifespan='off',
        log_config=None,
        # the province's own time, which a drill may set, stands in the answers
        date_header=False,
        access_log=False,
        # idle connections of clients are no reason to stay
        timeout_graceful_shutdown=1,
    )
