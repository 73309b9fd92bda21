"""A printer in the network: raw bytes to a TCP port, usually 9100."""

import socket

from devices.receipt_printer.transport import Written
from office.errors import Trouble

# a printer in the same room answers in milliseconds; two seconds are a dead cable
CONNECT_SECONDS = 2.0
_MOST = 4096


class TcpWire:
    """A connection to a host and port."""

    answers = True
    confirms = False

    def __init__(self, host: str, port: int) -> None:
        self._where = (host, port)
        self._socket: socket.socket | None = None

    def ready(self) -> None:
        """Connect; see ``Transport.ready``."""
        self._opened()

    def write(self, data: bytes, seconds: float, *, title: str = '') -> Written:  # noqa: ARG002 - a socket has no titles
        """Send; see ``Transport.write``. What a broken connection took may be on paper: unknown."""
        connection = self._opened()
        try:
            connection.settimeout(seconds)
            connection.sendall(data)
        except OSError:
            self.close()
            return Written.UNKNOWN
        return Written.ALL

    def read(self, seconds: float) -> bytes:
        """Receive; see ``Transport.read``."""
        connection = self._opened()
        try:
            connection.settimeout(seconds)
            answer = connection.recv(_MOST)
        except TimeoutError:
            return b''
        except OSError as error:
            self.close()
            raise self._gone() from error
        if not answer:
            self.close()
            raise self._gone()
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _opened(self) -> socket.socket:
        if self._socket is None:
            try:
                self._socket = socket.create_connection(self._where, CONNECT_SECONDS)
            except OSError as error:
                raise self._gone() from error
        return self._socket

    def _gone(self) -> Trouble:
        return Trouble('printer.gone', printer=f'{self._where[0]}:{self._where[1]}')
