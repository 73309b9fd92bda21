"""The reference province on a socket: in the foreground for the command, in a thread for drills and tests."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from office.ports import Clock
from office.procedure import Procedure
from sync.province.reference import house as houses
from sync.province.reference import workers
from sync.province.reference.credentials import OFFICIALS, secret_file
from sync.province.reference.house import House
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.serving import config_of, wired

# connections that may wait while every worker is busy: 3,000 workstations reconnecting within a minute
_BACKLOG = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """A province that listens: where, and the files of the secrets one needs to speak to it."""

    url: str
    options: ReferenceOptions
    house: House

    def client_secret(self, client: str) -> Path:
        """The secret of a client."""
        return secret_file(self.options.data, client)

    @property
    def officials_secret(self) -> Path:
        """The secret of the officials."""
        return secret_file(self.options.data, OFFICIALS)


class ReferenceServer:
    """One province on one socket, from the moment it is made until ``stop``."""

    def __init__(self, options: ReferenceOptions, clock: Clock, procedures: Iterable[Procedure]) -> None:
        """Open the books and the socket; connections already queue, ``run`` answers them.

        Raises:
            Refusal: ``province.database``, ``province.database_kind``.
            OSError: the address is somebody else's.
        """
        self._procedures = tuple(procedures)
        house = houses.opened(options, clock, self._procedures)
        self._socket = socket.create_server((options.host, options.port), backlog=_BACKLOG)
        # accepted sockets inherit it; asyncio sets it only on sockets that name their protocol, and an answer in two
        # writes would otherwise wait 40 ms for the client's delayed acknowledgement
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = self._socket.getsockname()[1]
        self.listening = Listening(url=f'http://{options.host}:{port}', options=options, house=house)
        self._stopping = threading.Event()
        self._server = uvicorn.Server(config_of(wired(house, self._stopping)))

    def run(self) -> None:
        """Answer until stopped; in several processes, where so set, until a signal comes."""
        options = self.listening.options
        try:
            if options.workers > 1:
                # a socket of the database must not be shared with a child
                self.listening.house.engine.dispose()
                workers.run(options, self._procedures, self._socket)
            else:
                self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()
            self.listening.house.engine.dispose()

    def stop(self) -> None:
        """Let ``run`` end; whoever waits in a slow answer is woken."""
        self._stopping.set()
        self._server.should_exit = True


@contextmanager
def in_thread(options: ReferenceOptions, clock: Clock, procedures: Iterable[Procedure]) -> Iterator[Listening]:
    """A province that answers while the block lasts."""
    server = ReferenceServer(options, clock, procedures)
    thread = threading.Thread(target=server.run, name='province')
    thread.start()
    try:
        yield server.listening
    finally:
        server.stop()
        thread.join()
