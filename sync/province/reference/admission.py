"""As many requests at once as a process can answer in good time; whoever comes beyond is told when to come back.

Who is in the middle of telling is let finish: on a line that was just answered the whole bound holds, on a new one half
of it. So a workstation that is in tells all it has, and isn't turned away between two facts. The others are given times
one after another, at the pace at which new ones are let in: they come when there is room, and not all together.

Async like the shim it stands behind: it counts, and neither blocks nor decides anything else.
"""

import json
import math
import random
import time
from collections.abc import Callable
from weakref import WeakSet

from sync.province.reference.answers import busy
from sync.province.reference.shim import App, Message, Receive, Send, line_of

HEALTH = '/health'
# seconds: nobody is asked for less, and for no more than the courier's own longest rest
_SOONEST, _LATEST = 2.0, 60.0
# seconds between two newcomers: at first, at most (a quiet hour says nothing of a storm), and how fast it is learnt
_FIRST_GAP, _LONGEST_GAP, _LEARNT = 0.02, 0.1, 0.05


class Room:
    """Who is in, and when there will be room for whom; the times are seconds of ``now``."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = most, now
        self._inside = 0
        self._talking: WeakSet[object] = WeakSet()
        self._gap, self._let_in_at, self._promised = _FIRST_GAP, now(), 0.0

    def enter(self, line: object | None) -> bool:
        """Let a request in, where there is room for it; ``leave`` ends it."""
        talks = line is not None and line in self._talking
        if self._inside >= (self._most if talks else max(1, self._most // 2)):
            return False
        self._inside += 1
        if not talks:
            at = self._now()
            self._gap += _LEARNT * (min(at - self._let_in_at, _LONGEST_GAP) - self._gap)
            self._let_in_at = at
            if line is not None:
                self._talking.add(line)
        return True

    def leave(self) -> None:
        """A request is answered."""
        self._inside -= 1

    def come_back_in(self) -> int:
        """Whole seconds after which there should be room for one more."""
        now = self._now()
        self._promised = max(self._promised, now + _SOONEST) + self._gap
        if self._promised - now <= _LATEST:
            return math.ceil(self._promised - now)
        self._promised = now + _LATEST
        return math.ceil(_LATEST * random.uniform(0.5, 1))  # noqa: S311  # spreading, not secrecy


class Admission:
    """The application with a bound on what is in it; questions of health and the officials are always let in."""

    def __init__(self, app: App, most: int) -> None:
        self._app, self._room = app, Room(most)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope['type'] != 'http' or scope['path'] == HEALTH or scope['path'].startswith('/quan-tri'):
            await self._app(scope, receive, send)
        elif self._room.enter(line_of(scope)):
            try:
                await self._app(scope, receive, send)
            finally:
                self._room.leave()
        else:
            await _turn_away(self._room.come_back_in(), receive, send)


async def _turn_away(seconds: int, receive: Receive, send: Send) -> None:
    # heard to its end: who is cut off while speaking doesn't hear the answer
    while (message := await receive()).get('more_body', False):
        continue
    if message['type'] == 'http.disconnect':
        return
    said = busy(seconds)
    body = json.dumps(said.envelope, ensure_ascii=False).encode()
    headers = [(name.lower().encode(), value.encode()) for name, value in said.headers.items()]
    headers += [(b'content-type', b'application/json'), (b'content-length', str(len(body)).encode())]
    # who rests for about as long as an idle line is kept would come back on one that is just being closed
    headers += [(b'connection', b'close')]
    await send({'type': 'http.response.start', 'status': said.status, 'headers': headers})
    await send({'type': 'http.response.body', 'body': body})
