"""The emulated card on a reader, over the wire of vsmartcard's vpcd: pcscd can't tell it from a real one.

The reader listens and the card calls it, as ``vicc`` does: a message is two bytes of length and so many bytes. One byte
says power off (0), on (1), reset (2) or asks for the ATR (4); anything longer is a command, and is answered.
"""

import socket
import threading
from contextlib import suppress
from typing import Self

from devices.id_reader.chip.emulator.chip import Chip, Switches
from devices.id_reader.chip.emulator.contents import Contents
from office.errors import Trouble

# T=1, contactless (ISO/IEC 14443-4 as PC/SC part 3 says), no historical bytes
ATR = bytes.fromhex('3B80800101')
OFF, ON, RESET, ASK_ATR = 0, 1, 2, 4
LENGTH_BYTES = 2
_CONNECT_SECONDS = 5.0


def received(connection: socket.socket) -> bytes | None:
    """One message, None when the other side hung up."""
    head = _exactly(connection, LENGTH_BYTES)
    return None if head is None else _exactly(connection, int.from_bytes(head, 'big'))


def sent(connection: socket.socket, message: bytes) -> None:
    """Send one message."""
    connection.sendall(len(message).to_bytes(LENGTH_BYTES, 'big') + message)


class EmulatedCard:
    """A card in somebody's hand; ``lay`` it on the reader at host and port, ``remove`` it, or use it in a ``with``."""

    def __init__(self, contents: Contents, host: str, port: int, *, switches: Switches | None = None) -> None:
        self.switches = switches or Switches()
        self.contents = contents
        self.reader = (host, port)
        self._chip = Chip(contents, self.switches)
        self._connection: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._gone = threading.Event()
        self._count = 0

    def lay(self) -> None:
        """Lay it on the reader.

        Raises:
            Trouble: ``reader.gone`` when no reader listens there.
        """
        try:
            connection = socket.create_connection(self.reader, _CONNECT_SECONDS)
        except OSError as error:
            raise Trouble('reader.gone') from error
        connection.settimeout(None)
        self._gone.clear()
        self._connection = connection
        self._thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
        self._thread.start()

    def remove(self) -> None:
        """Take it away, in the middle of whatever is going on."""
        self._gone.set()
        if self._connection is not None:
            with suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
            self._connection.close()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._connection = self._thread = None

    def next_answers(self, skipped: int, count: int) -> tuple[int, ...]:
        """The numbers of so many answers after the next few, for ``Switches.misreads_at``."""
        first = self._count + skipped + 1
        return tuple(range(first, first + count))

    def _serve(self, connection: socket.socket) -> None:
        self._chip.reset()
        with suppress(OSError):
            while (message := received(connection)) is not None:
                if len(message) > 1:
                    if not self._answer(connection, message):
                        return
                elif message == bytes((ASK_ATR,)):
                    sent(connection, ATR)
                else:
                    self._chip.reset()

    def _answer(self, connection: socket.socket, message: bytes) -> bool:
        """Answer a command; False when the card leaves instead."""
        switches = self.switches
        if self._gone.wait(switches.slow_seconds):
            return False
        if switches.removed_after is not None:
            if switches.removed_after == 0:
                switches.removed_after = None
                connection.shutdown(socket.SHUT_RDWR)
                return False
            switches.removed_after -= 1
        answer = self._chip.answer(message)
        self._count += 1
        if self._count in switches.misreads_at:
            answer = bytes(byte ^ 0x55 for byte in answer[:-2]) + answer[-2:] if answer[2:] else b'\x6f\x00'
        sent(connection, answer)
        return True

    def __enter__(self) -> Self:
        self.lay()
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    data = b''
    while len(data) < size:
        if hasattr(socket, 'TCP_QUICKACK'):
            # vpcd sends length and command apart, and the second waits 40 ms for the first one's acknowledgement
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = connection.recv(size - len(data))
        if not piece:
            return None
        data += piece
    return data
