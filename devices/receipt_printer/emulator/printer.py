"""The emulated printer in the network: a TCP server around the mechanism."""

import socket
import threading
from pathlib import Path
from typing import Self

from devices.receipt_printer.emulator.mechanism import USUAL_DOTS, Mechanism, Switches

ACCEPT_SECONDS = 0.2


class EmulatedPrinter:
    """A printer on loopback; each cut slip is left as ``slip-<n>.png`` and ``slip-<n>.escpos`` in a directory."""

    def __init__(
        self, directory: Path, *, port: int = 0, switches: Switches | None = None, dots: int = USUAL_DOTS
    ) -> None:
        self.directory = directory
        self.switches = switches or Switches()
        self.mechanism = Mechanism(directory, self.switches, dots, self.on_cut)
        self._server = socket.create_server(('127.0.0.1', port))
        self._server.settimeout(ACCEPT_SECONDS)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, name='emulated-printer', daemon=True)

    @property
    def address(self) -> str:
        """Where it listens, as a device address."""
        host, port = self._server.getsockname()
        return f'tcp://{host}:{port}'

    def slips(self) -> list[Path]:
        """The pictures of the slips cut so far."""
        return self.mechanism.slips()

    def wait_for_slips(self, count: int, seconds: float) -> list[Path]:
        """The slips once there are ``count`` of them, or what there is after so many seconds."""
        return self.mechanism.slips(count, seconds)

    def on_cut(self) -> None:
        """Called when a slip has been cut; for who notes the moment."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        self._server.close()

    def _serve(self) -> None:
        while not self._ending.is_set():
            try:
                connection, _ = self._server.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(ACCEPT_SECONDS)
                self._listen(connection)

    def _listen(self, connection: socket.socket) -> None:
        while not self._ending.is_set():
            try:
                data = connection.recv(65536)
            except TimeoutError:
                _answer(connection, self.mechanism.work())
                continue
            except OSError:
                return
            if not data or self.switches.gone:
                return
            said = self.mechanism.take(data)
            self._ending.wait(self.switches.slow_seconds)
            _answer(connection, said + self.mechanism.work())


def _answer(connection: socket.socket, data: bytes) -> None:
    try:
        if data:
            connection.sendall(data)
    except OSError:
        return
