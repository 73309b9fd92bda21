"""The emulated printer: a TCP server, a paper roll, and one switch for each misfortune."""

import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from PIL import Image

from devices.receipt_printer.emulator.stream import CLEAR, Command, Cut, Feed, Raster, ReportId, Stream, TextByte

# status bytes after the ESC/POS specification: bits 1 and 4 are always set
_FIXED = 0x12
_COVER, _NO_PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_NEAR_END, _PAPER_END = 0x0C, 0x60

ACCEPT_SECONDS = 0.2


@dataclass(slots=True)
class Switches:
    """What may go wrong; each may be thrown while the printer runs.

    Attributes:
        paper_out: the roll has ended.
        paper_out_after: the roll ends after so many more dot lines.
        near_end: the roll is nearly at its end.
        cover_open: somebody opened the cover.
        error: the cutter is stuck.
        gone: the connection breaks as soon as bytes come.
        mute: questions are heard and not answered.
        lose_answer: slips are printed, and their confirmation is lost.
        slow_seconds: so long it takes to answer anything.
    """

    paper_out: bool = False
    paper_out_after: int | None = None
    near_end: bool = False
    cover_open: bool = False
    error: bool = False
    gone: bool = False
    mute: bool = False
    lose_answer: bool = False
    slow_seconds: float = 0.0


@dataclass(slots=True)
class _Roll:
    """The paper of the slip that is being printed."""

    rows: list[bytes] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    text: bytearray = field(default_factory=bytearray)


class EmulatedPrinter:
    """A printer on loopback; each cut slip is left as ``slip-<n>.png`` and ``slip-<n>.escpos`` in a directory."""

    def __init__(self, directory: Path, *, port: int = 0, switches: Switches | None = None) -> None:
        self.directory = directory
        self.switches = switches or Switches()
        self._server = socket.create_server(('127.0.0.1', port))
        self._server.settimeout(ACCEPT_SECONDS)
        self._ending = threading.Event()
        self._cut = threading.Condition()
        self._slips: list[Path] = []
        self._roll = _Roll()
        self._thread = threading.Thread(target=self._serve, name='emulated-printer', daemon=True)
        directory.mkdir(parents=True, exist_ok=True)

    @property
    def address(self) -> str:
        """Where it listens, as a device address."""
        host, port = self._server.getsockname()
        return f'tcp://{host}:{port}'

    def slips(self) -> list[Path]:
        """The pictures of the slips cut so far."""
        with self._cut:
            return list(self._slips)

    def wait_for_slips(self, count: int, seconds: float) -> list[Path]:
        """The slips once there are ``count`` of them, or what there is after so many seconds."""
        with self._cut:
            self._cut.wait_for(lambda: len(self._slips) >= count, seconds)
            return list(self._slips)

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
        stream = Stream()
        while not self._ending.is_set():
            try:
                data = connection.recv(65536)
            except TimeoutError:
                data = b''
                self._work(stream, connection)
                continue
            except OSError:
                return
            if not data or self.switches.gone:
                return
            asked = stream.feed(data)
            self._roll.raw += data
            self._ending.wait(self.switches.slow_seconds)
            self._reply(connection, asked)
            self._work(stream, connection)

    def _reply(self, connection: socket.socket, asked: bytes) -> None:
        """Answer real-time requests; a dropped buffer takes the slip that was begun with it."""
        if asked == CLEAR:
            self._roll = _Roll()
            self._answer(connection, b'\x37\x25\x00')
            return
        for question in asked:
            self._answer(connection, bytes([self._status(question)]))

    def _work(self, stream: Stream, connection: socket.socket) -> None:
        """Work off what is in the buffer; a printer that has stopped keeps the rest for later."""
        if self._has_stopped():
            return
        for command in stream.commands():
            if isinstance(command, ReportId):
                if not self.switches.lose_answer:
                    self._answer(connection, b'\x37\x22' + command.id + b'\x00')
            elif not self._on_paper(command):
                return

    def _on_paper(self, command: Command) -> bool:
        """Put a command on paper; False when the paper ends."""
        match command:
            case Raster():
                return self._print(command)
            case Feed():
                self._roll.rows += [b''] * command.dots
            case Cut():
                self._cut_slip()
            case TextByte():
                self._roll.text.append(command.byte)
        return True

    def _print(self, raster: Raster) -> bool:
        """Print rows; False when the paper ends among them."""
        left = self.switches.paper_out_after
        printed = raster.rows if left is None else min(raster.rows, left)
        width = raster.width_bytes
        self._roll.rows += [raster.dots[at * width : (at + 1) * width] for at in range(printed)]
        if left is not None:
            self.switches.paper_out_after = left - printed
            if printed < raster.rows:
                self.switches.paper_out_after = None
                self.switches.paper_out = True
                return False
        return True

    def _cut_slip(self) -> None:
        roll, self._roll = self._roll, _Roll()
        width = max((len(row) for row in roll.rows), default=1)
        bits = b''.join(row.ljust(width, b'\x00') for row in roll.rows)
        page = Image.frombytes(
            '1', (width * 8, max(1, len(roll.rows))), bytes(~byte & 0xFF for byte in bits) or b'\xff'
        )
        with self._cut:
            name = self.directory / f'slip-{len(self._slips) + 1}'
            page.save(name.with_suffix('.png'))
            name.with_suffix('.escpos').write_bytes(bytes(roll.raw))
            self._slips.append(name.with_suffix('.png'))
            self._cut.notify_all()

    def _answer(self, connection: socket.socket, data: bytes) -> None:
        if not self.switches.mute:
            try:
                connection.sendall(data)
            except OSError:
                return

    def _has_stopped(self) -> bool:
        return self.switches.paper_out or self.switches.cover_open or self.switches.error

    def _status(self, question: int) -> int:
        """The byte for DLE EOT 1 (printer), 2 (offline cause), 3 (error cause) or 4 (paper)."""
        on = self.switches
        bits = {
            1: 0x08 if self._has_stopped() else 0,
            2: (_COVER if on.cover_open else 0) | (_NO_PAPER_STOP if on.paper_out else 0) | (_ERROR if on.error else 0),
            3: 0x08 if on.error else 0,
            4: (_NEAR_END if on.near_end or on.paper_out else 0) | (_PAPER_END if on.paper_out else 0),
        }
        return _FIXED | bits[question]
