"""Where misfortunes meet the wire: between the server and the application.

Only here is code ``async``, because ASGI's border is; nothing in it blocks or decides.
"""

import threading
from asyncio import Transport
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import format_datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from uvicorn.protocols.http.h11_impl import H11Protocol

from office.ports import Clock
from sync.province.reference.faults import Fault, Faults

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# open lines by both their ends: the peer's address and ours
Lines = dict[tuple[object, object], Transport]
LINES: Lines = {}

_LOGIN_PAGE = "<html><body>Vui lòng đăng nhập mạng</body></html>".encode()


class NotingProtocol(H11Protocol):
    """Uvicorn's protocol that notes each open line of this process, so that one can be cut."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn itself
        """A line was opened."""
        super().connection_made(transport)
        LINES[_ends(transport)] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """A line is gone."""
        LINES.pop(_ends(self.transport), None)
        super().connection_lost(exc)


def line_of(scope: Message) -> Transport | None:
    """The line that a request came on, None when it is gone."""
    return LINES.get((tuple(scope['client'] or ()), tuple(scope['server'] or ())))


def _ends(transport: Transport) -> tuple[object, object]:
    return transport.get_extra_info('peername'), transport.get_extra_info('sockname')


class FaultyWire:
    """The application behind a wire with switches; the officials' side is never disturbed."""

    def __init__(self, app: App, *, faults: Faults, stopping: threading.Event, clock: Clock) -> None:
        self._app, self._faults, self._stopping, self._clock = app, faults, stopping, clock

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request; every answer bears the province's own time."""
        send = _dated(send, self._clock)
        met = {}
        if scope['type'] == 'http' and not scope['path'].startswith('/quan-tri'):
            met = self._faults.strike(scope['path'])
        if met:
            await self._troubled(met, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _troubled(self, met: dict[str, Fault], scope: Message, receive: Receive, send: Send) -> None:
        if 'slow' in met:
            await self._wait(met['slow'].seconds)
        if 'unreachable' in met:
            await self._cut(scope, receive)
        elif 'broken' in met:
            await _answer(send, 500, [(b'content-type', b'text/plain'), (b'content-length', b'0')], b'')
        elif 'busy' in met:
            wait = str(int(met['busy'].seconds)).encode()
            await _answer(send, 429, [(b'retry-after', wait), (b'content-length', b'0')], b'')
        else:
            await self._worked(met, scope, receive, send)

    async def _worked(self, met: dict[str, Fault], scope: Message, receive: Receive, send: Send) -> None:
        replay = _Replay(await _whole_body(receive), receive)
        answer = _Answer()
        for _time in range(2 if 'duplicating' in met else 1):
            answer = _Answer()
            await self._app(scope, replay.once_more(), answer.take)
        if 'late' in met:
            await self._wait(met['late'].seconds)
        if 'lost' in met:
            await self._cut(scope, receive)
            return
        status, headers, body = answer.status, answer.headers, answer.body
        if 'garbled' in met:
            status, headers, body = _garbled(met['garbled'].form, body)
        await _answer(send, status, headers, body)

    async def _wait(self, seconds: float) -> None:
        await run_in_threadpool(self._stopping.wait, seconds)

    async def _cut(self, scope: Message, receive: Receive) -> None:
        line = line_of(scope)
        if line is not None:
            line.abort()
        while (await receive())['type'] != 'http.disconnect':
            continue


def _dated(send: Send, clock: Clock) -> Send:
    async def dated(message: Message) -> None:
        if message['type'] == 'http.response.start':
            date = format_datetime(clock.now(), usegmt=True).encode()
            message = {**message, 'headers': [*message.get('headers', ()), (b'date', date)]}
        await send(message)

    return dated


class _Replay:
    """A request body that can be read more than once."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body, self._receive = body, receive

    def once_more(self) -> Receive:
        left = [self._body]

        async def receive() -> Message:
            if left:
                return {'type': 'http.request', 'body': left.pop(), 'more_body': False}
            return await self._receive()

        return receive


class _Answer:
    """An answer held back."""

    def __init__(self) -> None:
        self.status, self.body = 500, b''
        self.headers: list[tuple[bytes, bytes]] = []

    async def take(self, message: Message) -> None:
        if message['type'] == 'http.response.start':
            self.status, self.headers = message['status'], list(message.get('headers', ()))
        else:
            self.body += message.get('body', b'')


async def _whole_body(receive: Receive) -> bytes:
    body, more = b'', True
    while more:
        message = await receive()
        body += message.get('body', b'')
        more = message.get('more_body', False)
    return body


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({'type': 'http.response.start', 'status': status, 'headers': headers})
    await send({'type': 'http.response.body', 'body': body})


def _garbled(form: str, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    content = {'html': _LOGIN_PAGE, 'empty': b'', 'truncated': body[: len(body) // 2]}[form]
    kind = b'text/html; charset=utf-8' if form == 'html' else b'application/json'
    return 200, [(b'content-type', kind), (b'content-length', str(len(content)).encode())], content
