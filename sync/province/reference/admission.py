"""As many requests at once as a process can answer in good time; whoever comes beyond is told when to come back.

Async like the shim it stands behind: it counts, and neither blocks nor decides anything else.
"""

import json

from sync.province.reference.answers import busy
from sync.province.reference.shim import App, Message, Receive, Send

HEALTH = '/health'


class Admission:
    """The application with a bound on what is in it; questions of health and the officials are always let in."""

    def __init__(self, app: App, most: int) -> None:
        self._app, self._most, self._inside = app, most, 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope['type'] != 'http' or scope['path'] == HEALTH or scope['path'].startswith('/quan-tri'):
            await self._app(scope, receive, send)
        elif self._inside >= self._most:
            await _turn_away(receive, send)
        else:
            self._inside += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._inside -= 1


async def _turn_away(receive: Receive, send: Send) -> None:
    # heard to its end: who is cut off while speaking doesn't hear the answer
    while (message := await receive()).get('more_body', False):
        continue
    if message['type'] == 'http.disconnect':
        return
    said = busy()
    body = json.dumps(said.envelope, ensure_ascii=False).encode()
    headers = [(name.lower().encode(), value.encode()) for name, value in said.headers.items()]
    headers += [(b'content-type', b'application/json'), (b'content-length', str(len(body)).encode())]
    # who rests for about as long as an idle line is kept would come back on one that is just being closed
    headers += [(b'connection', b'close')]
    await send({'type': 'http.response.start', 'status': said.status, 'headers': headers})
    await send({'type': 'http.response.body', 'body': body})
