"""A reference province on a free port for tests and journeys, and a gateway that says what a test tells it to."""

import dataclasses
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from office.catalogue import seed_procedures
from office.ports import Clock
from sync.province.adapters import adapter
from sync.province.lgsp import Lgsp
from sync.province.protocol import Province
from sync.province.reference.desk import OfficialsDesk
from sync.province.reference.faults import Fault
from sync.province.reference.options import ReferenceOptions
from sync.province.reference.server import Listening, in_thread
from sync.province.settings import ProvinceSettings, read_secret
from tests.offices import FixedClock
from tests.wire.conditions import Cut, End
from tests.wire.proxy import Wire

UNIT, CLIENT = '000.12.34.H99', 'mot-cua'


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningProvince:
    """A province that runs, and the means to speak to it from both sides."""

    listening: Listening
    settings: ProvinceSettings
    desk: OfficialsDesk
    clock: Clock

    @property
    def url(self) -> str:
        return self.listening.url

    @property
    def port(self) -> int:
        return int(self.url.rpartition(':')[2])

    def switch(self, *faults: Fault) -> None:
        for fault in faults:
            self.desk.switch(fault)

    @contextmanager
    def adapter(self, **settings: object) -> Iterator[Lgsp]:
        """The product's adapter toward it; keywords replace settings."""
        with speaking(dataclasses.replace(self.settings, **settings), self.clock) as made:  # type: ignore[arg-type]  # by name
            yield made

    @contextmanager
    def in_shape(self, shape: str, **settings: object) -> Iterator[Province]:
        """The adapter of a shape toward it; keywords replace settings."""
        chosen = dataclasses.replace(self.settings, shape=shape, **settings)  # type: ignore[arg-type]  # by name
        made = adapter(chosen, read_secret(chosen), self.clock)
        try:
            yield made
        finally:
            made.close()


Running = Callable[..., AbstractContextManager[RunningProvince]]


@contextmanager
def running_province(  # each keyword is one thing a test varies
    tmp_path: Path,
    *faults: Fault,
    port: int = 0,
    clock: Clock | None = None,
    clients: dict[str, str] | None = None,
    token_life: int = 3600,
    upload_life: int = 3600,
    database: str = '',
    most_at_once: int = 64,
) -> Iterator[RunningProvince]:
    """A reference province with its data in ``tmp_path/tinh``; the same folder again is a restart of the same one."""
    clock = clock or FixedClock()
    options = ReferenceOptions(
        data=tmp_path / 'tinh',
        port=port,
        clients=clients or {CLIENT: UNIT},
        token_life=token_life,
        upload_life=upload_life,
        database=database,
        most_at_once=most_at_once,
    )
    with in_thread(options, clock, seed_procedures()) as listening:
        settings = ProvinceSettings(
            url=listening.url,
            unit=UNIT,
            client_id=CLIENT,
            secret_file=str(listening.client_secret(CLIENT)),
            upload_dir=str(tmp_path / 'tai-len'),
            connect_timeout=2,
            read_timeout=10,
        )
        desk = OfficialsDesk(listening.url, listening.officials_secret.read_text(encoding='ascii'))
        running = RunningProvince(listening=listening, settings=settings, desk=desk, clock=clock)
        running.switch(*faults)
        yield running


@contextmanager
def speaking(settings: ProvinceSettings, clock: Clock) -> Iterator[Lgsp]:
    """An adapter that is closed again."""
    made = Lgsp(settings, read_secret(settings), clock)
    try:
        yield made
    finally:
        made.close()


SESSION = (
    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 48\r\nConnection: close\r\n\r\n'
    b'{"error_code": 0, "message": "", "session": "p"}'
)
TOKEN = (
    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 41\r\n\r\n'
    b'{"access_token":"gia","expires_in":36000}'
)


def reply(body: str | bytes, *, status: str = '200 OK', headers: Sequence[str] = ()) -> bytes:
    """A whole HTTP answer; the connection ends with it."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f'HTTP/1.1 {status}', f'Content-Length: {len(content)}', 'Connection: close', *headers, '', '']
    return '\r\n'.join(lines).encode() + content


@contextmanager
def saying(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A raw socket that answers each connection with the next of the given bytes and hangs up.

    Yields its address and the requests that came, each as it was on the wire; b'' hangs up without a word.
    """
    heard: list[bytes] = []
    with socket.create_server(('127.0.0.1', 0)) as server:
        thread = threading.Thread(target=_say, args=(server, answers, heard))
        thread.start()
        try:
            yield f'http://127.0.0.1:{server.getsockname()[1]}', heard
        finally:
            _hang_up(server)
            thread.join()


def _say(server: socket.socket, answers: Sequence[bytes], heard: list[bytes]) -> None:
    for answer in answers:
        try:
            line, _peer = server.accept()
        except OSError:
            return
        with line:
            heard.append(whole_request(line))
            if answer:
                line.sendall(answer)


def whole_request(line: socket.socket) -> bytes:
    """One request with its body, as long as its Content-Length says."""
    got = b''
    while b'\r\n\r\n' not in got:
        piece = line.recv(65536)
        if not piece:
            return got
        got += piece
    head, _, body = got.partition(b'\r\n\r\n')
    length = next(
        (int(row.split(b':')[1]) for row in head.split(b'\r\n') if row.lower().startswith(b'content-length')), 0
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b'\r\n\r\n' + body


def _hang_up(server: socket.socket) -> None:
    """Wake a thread that still waits in accept."""
    try:
        server.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


@contextmanager
def cutting(target_port: int, *, after: int) -> Iterator[int]:
    """A wire that is cut once ``after`` bytes of the first PATCH have passed; yields its port."""
    with Wire(target_port) as wire:
        wire.plan(Cut(at=after, only=b'PATCH', end=End.CLOSE))
        yield wire.port
