"""A paper printer that isn't there, speaking IPP over HTTP: for training, drills and tests; a switch per misfortune.

``CupsQueue('paper', emulated.server)`` can't tell it from CUPS with a printer that reports what it does.
"""

import struct
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from devices.spooler import ipp

# status codes, states and values after RFC 8011
_OK, _FORBIDDEN, _NOT_FOUND, _NOT_ACCEPTING = 0x0000, 0x0401, 0x0406, 0x0506
_WAITING, _PRINTING, _CANCELLED, _COMPLETED = 3, 5, 7, 9
_IDLE, _STOPPED = 3, 5
_NO_VALUE = 0x13


@dataclass(slots=True)
class Switches:
    """What may go wrong; each may be thrown while the printer runs.

    Attributes:
        paper_out: its tray is empty.
        cover_open: somebody opened a door.
        error: a sheet is stuck.
        gone: it reports that it is offline.
        paused: somebody stopped its queue.
        refusing: its queue takes no jobs.
        denied: this account may not print here.
        mute: it takes a request and never answers.
        never_begin: jobs wait for ever.
        never_end: jobs begin and don't end.
        break_off: jobs begin and are broken off.
        hand_over: it hands bytes to a wire that brings no word back.
    """

    paper_out: bool = False
    cover_open: bool = False
    error: bool = False
    gone: bool = False
    paused: bool = False
    refusing: bool = False
    denied: bool = False
    mute: bool = False
    never_begin: bool = False
    never_end: bool = False
    break_off: bool = False
    hand_over: bool = False

    def reasons(self) -> tuple[str, ...]:
        """What it says of itself."""
        words = {
            'media-empty-error': self.paper_out,
            'cover-open-error': self.cover_open,
            'media-jam-error': self.error,
            'offline': self.gone,
            'paused': self.paused,
        }
        return tuple(word for word, holds in words.items() if holds) or ('none',)


@dataclass(slots=True)
class _Job:
    state: int
    begun: bool
    title: str = ''


class EmulatedQueue:
    """A print service on loopback with one queue; each document is left as ``sheet-<n>.pdf`` in a directory."""

    def __init__(self, directory: Path, *, switches: Switches | None = None) -> None:
        self.directory, self.switches = directory, switches or Switches()
        self.jobs: list[_Job] = []
        self._ending = threading.Event()
        directory.mkdir(parents=True, exist_ok=True)
        emulated = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server calls
                body = self.rfile.read(int(self.headers['Content-Length']))
                if emulated.switches.mute:
                    emulated._ending.wait()
                    return
                answer = emulated._answer(body)
                self.send_response(200)
                self.send_header('Content-Type', 'application/ipp')
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                return

        self._http = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, name='emulated-queue', daemon=True)

    @property
    def server(self) -> str:
        """Where it listens."""
        return f'127.0.0.1:{self._http.server_address[1]}'

    @property
    def address(self) -> str:
        """As a device address."""
        return f'cups:paper?server={self.server}'

    def sheets(self) -> list[Path]:
        """The documents that were printed."""
        return sorted(self.directory.glob('sheet-*.pdf'), key=lambda path: int(path.stem.partition('-')[2]))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def _answer(self, body: bytes) -> bytes:
        asked = ipp.reply(body)
        if self.switches.denied:
            return _reply(_FORBIDDEN)
        match asked.status:  # a request has its operation where an answer has its status
            case ipp.GET_PRINTER:
                return self._described()
            case ipp.PRINT_JOB:
                return self._taken(asked, body)
            case ipp.CANCEL_JOB | ipp.GET_JOB:
                return self._job(asked)
            case ipp.GET_JOBS:
                is_open = 'not-completed' in asked.words('which-jobs')
                return _reply(
                    _OK,
                    *(
                        (0x02, one)
                        for number, job in enumerate(self.jobs, start=1)
                        if (job.state in (_WAITING, _PRINTING)) == is_open
                        for one in ((ipp.INTEGER, 'job-id', number), (ipp.NAME, 'job-name', job.title))
                    ),
                )
            case _:
                return _reply(_NOT_FOUND)

    def _described(self) -> bytes:
        on = self.switches
        return _reply(
            _OK,
            (0x04, (ipp.ENUM, 'printer-state', _STOPPED if on.paused else _IDLE)),
            (0x04, (ipp.KEYWORD, 'printer-state-reasons', on.reasons())),
            (0x04, (ipp.BOOLEAN, 'printer-is-accepting-jobs', not on.refusing)),
            (0x04, (ipp.URI, 'device-uri', 'socket://10.0.0.8' if on.hand_over else 'ipp://10.0.0.8/ipp/print')),
        )

    def _taken(self, asked: ipp.Reply, body: bytes) -> bytes:
        on = self.switches
        if on.refusing:
            return _reply(_NOT_ACCEPTING)
        state = _WAITING if on.never_begin else _PRINTING if on.never_end else _COMPLETED
        begun = not on.never_begin
        if on.break_off:
            state = _CANCELLED
        self.jobs.append(_Job(state, begun, next(iter(asked.words('job-name')), '')))
        if state == _COMPLETED:
            document = body[body.index(b'%PDF-') :]
            (self.directory / f'sheet-{len(self.sheets()) + 1}.pdf').write_bytes(document)
        return _reply(_OK, (0x02, (ipp.INTEGER, 'job-id', len(self.jobs))))

    def _job(self, asked: ipp.Reply) -> bytes:
        number = asked.number('job-id') or 0
        if not 0 < number <= len(self.jobs):
            return _reply(_NOT_FOUND)
        job = self.jobs[number - 1]
        if asked.status == ipp.CANCEL_JOB and job.state in (_WAITING, _PRINTING):
            job.state = _CANCELLED
        begun = (ipp.INTEGER, 'time-at-processing', 1) if job.begun else (_NO_VALUE, 'time-at-processing', '')
        return _reply(_OK, (0x02, (ipp.ENUM, 'job-state', job.state)), (0x02, begun))


def _reply(status: int, *said: tuple[int, tuple[int, str, object]]) -> bytes:
    """An answer after RFC 8010: a group's tag, then each attribute with its tag, name and values."""
    parts = [ipp.VERSION, struct.pack('>HI', status, 1)]
    for group, (tag, name, value) in said:
        parts.append(bytes([group]))
        for at, one in enumerate(value if isinstance(value, tuple) else (value,)):
            called = name.encode() if at == 0 else b''
            content = _content(one)
            parts.append(struct.pack('>BH', tag, len(called)) + called + struct.pack('>H', len(content)) + content)
    return b''.join([*parts, bytes([ipp.END])])


def _content(value: object) -> bytes:
    if isinstance(value, bool):
        return bytes([value])
    return struct.pack('>i', value) if isinstance(value, int) else str(value).encode()
