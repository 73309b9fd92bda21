"""A queue of CUPS, spoken to in IPP over its own socket: no shell, no words of a command to guess at.

``cups:QUEUE``, or ``cups:QUEUE?server=/run/cups/cups.sock`` and ``…?server=host:631`` for another service.
"""

import os
import socket
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from devices.spooler import ipp
from devices.spooler.protocol import Content, JobState, Sheets
from office.errors import Trouble

_SOCKETS = ('/run/cups/cups.sock', '/var/run/cups/cups.sock')
_USUAL_SERVER = 'localhost:631'

# CUPS on the same machine answers in milliseconds, and takes a page of 35 MB in less
_SECONDS = 10.0

_KINDS: dict[Content, str] = {'raw': 'application/vnd.cups-raw', 'pdf': 'application/pdf'}
_STOPPED = 5  # of printer-state
_CANCELLED, _ABORTED, _COMPLETED = 7, 8, 9  # of job-state

# what a printer or its driver says of itself, the worst first; a suffix tells how bad it is
_REASONS = (
    ('cover-open', 'printer.cover_open'),
    ('door-open', 'printer.cover_open'),
    ('media-empty', 'printer.paper_out'),
    ('media-needed', 'printer.paper_out'),
    ('media-jam', 'printer.error'),
    ('offline', 'printer.gone'),
    ('shutdown', 'printer.gone'),
    ('paused', 'printer.paused'),
)
# printers that report a job's end themselves; to others CUPS only hands bytes over
_TELLING = ('ipp:', 'ipps:', 'dnssd:', 'implicitclass:')
_DENIED = (0x0401, 0x0402, 0x0403)  # forbidden, not authenticated, not authorized
_NOT_TAKING = (0x0506, 0x0507)  # not accepting jobs, busy


class CupsQueue:
    """One queue of a print service."""

    def __init__(self, queue: str, server: str = '') -> None:
        self._queue = queue
        self._server = server or _usual_server()
        self._uri = f'ipp://localhost/printers/{quote(queue, safe="")}'

    @property
    def confirms(self) -> bool:
        """Whether the printer behind the queue speaks IPP, and so tells when a job is on paper."""
        return any(uri.startswith(_TELLING) for uri in self._printer().words('device-uri'))

    def names(self) -> tuple[str, ...]:
        """The names of every queue of this service.

        Raises:
            Trouble: ``printer.gone`` or ``printer.mute`` when there is no such service.
        """
        asked = ((ipp.KEYWORD, 'requested-attributes', 'printer-name'),)
        return self._asked(ipp.request(ipp.CUPS_GET_PRINTERS, self._uri, asked)).words('printer-name')

    def ready(self) -> None:
        """See ``Spooler.ready``."""
        known = self._printer()
        reasons = known.words('printer-state-reasons')
        for reason, code in _REASONS:
            # the word "report" at the end is news, not a stop
            if any(said.startswith(reason) and not said.endswith(('-report', '-warning')) for said in reasons):
                raise Trouble(code, printer=self._queue)
        if known.number('printer-state') == _STOPPED or known.number('printer-is-accepting-jobs') == 0:
            raise Trouble('printer.paused', printer=self._queue)

    def submit(self, content: bytes, kind: Content, *, title: str, sheets: Sheets) -> int:
        """See ``Spooler.submit``."""
        about: tuple[ipp.Attribute, ...] = (
            (ipp.NAME, 'requesting-user-name', 'motcua'),
            (ipp.NAME, 'job-name', title),
            (ipp.MIME, 'document-format', _KINDS[kind]),
        )
        wanted: list[ipp.Attribute] = [(ipp.INTEGER, 'copies', sheets.copies)] if kind == 'pdf' else []
        if sheets.media:
            wanted.append((ipp.KEYWORD, 'media', sheets.media))
        made = self._asked(ipp.request(ipp.PRINT_JOB, self._uri, about, wanted) + content)
        number = made.number('job-id')
        if number is None:
            raise Trouble('printer.mute')
        return number

    def state(self, job: int) -> JobState:
        """See ``Spooler.state``; a job that never got to the printer has no time of that."""
        asked = ('job-state', 'time-at-processing')
        known = self._asked(self._about_job(ipp.GET_JOB, job, (ipp.KEYWORD, 'requested-attributes', asked)))
        has_begun = known.number('time-at-processing') is not None
        state = known.number('job-state')
        if state == _COMPLETED:
            return JobState.DONE
        if state in (_CANCELLED, _ABORTED):
            return JobState.BROKEN if has_begun else JobState.NEVER
        return JobState.PRINTING if has_begun else JobState.WAITING

    def find(self, title: str) -> int | None:
        """See ``Spooler.find``; CUPS tells a job's name to whoever put it there."""
        for which in ('not-completed', 'completed'):
            about: tuple[ipp.Attribute, ...] = (
                (ipp.NAME, 'requesting-user-name', 'motcua'),
                (ipp.KEYWORD, 'requested-attributes', ('job-id', 'job-name')),
                (ipp.KEYWORD, 'which-jobs', which),
            )
            known = self._asked(ipp.request(ipp.GET_JOBS, self._uri, about))
            numbers, names = known.said.get('job-id', ()), known.words('job-name')
            if len(numbers) == len(names):
                found = [int(number) for number, name in zip(numbers, names, strict=True) if name == title]
                if found:
                    return max(found)
        return None

    def cancel(self, job: int) -> None:
        """See ``Spooler.cancel``."""
        self._sent(self._about_job(ipp.CANCEL_JOB, job, (ipp.NAME, 'requesting-user-name', 'motcua')))

    def close(self) -> None:
        """Nothing is held between two requests."""

    def _about_job(self, operation: int, job: int, more: ipp.Attribute) -> bytes:
        return ipp.request(operation, self._uri, ((ipp.INTEGER, 'job-id', job), more))

    def _printer(self) -> ipp.Reply:
        asked = ('printer-state', 'printer-state-reasons', 'printer-is-accepting-jobs', 'device-uri')
        return self._asked(ipp.request(ipp.GET_PRINTER, self._uri, ((ipp.KEYWORD, 'requested-attributes', asked),)))

    def _asked(self, request: bytes) -> ipp.Reply:
        answer = self._sent(request)
        if answer.is_success:
            return answer
        if answer.status in _DENIED:
            raise Trouble('printer.denied', printer=self._queue)
        raise Trouble('printer.paused' if answer.status in _NOT_TAKING else 'printer.gone', printer=self._queue)

    def _sent(self, request: bytes) -> ipp.Reply:
        connection = _connection(self._server)
        try:
            headers = {'Content-Type': 'application/ipp'}
            connection.request('POST', f'/printers/{quote(self._queue, safe="")}', request, headers)
            return ipp.reply(connection.getresponse().read())
        except TimeoutError as error:
            raise Trouble('printer.mute') from error
        except (OSError, HTTPException) as error:
            raise Trouble('printer.gone', printer=self._queue) from error
        finally:
            connection.close()


class _LocalConnection(HTTPConnection):
    """HTTP over a socket in the file system."""

    def __init__(self, path: str) -> None:
        super().__init__('localhost', timeout=_SECONDS)
        self._path = path

    def connect(self) -> None:
        """Open the socket instead of a port."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(_SECONDS)
        self.sock.connect(self._path)


def _connection(server: str) -> HTTPConnection:
    if server.startswith('/'):
        return _LocalConnection(server)
    return HTTPConnection(server, timeout=_SECONDS)


def _usual_server() -> str:
    """Where CUPS' own programs look: its variable, its socket, its port."""
    if named := os.environ.get('CUPS_SERVER'):
        return named
    return next((path for path in _SOCKETS if Path(path).exists()), _USUAL_SERVER)
