"""The child process that holds a token's session, and that reads PDF files from outside.

Frames (``devices.framing``) come on standard input and go on standard output, one answer to each:

    look    library, token, key, at                     → tokens: the one that would sign
    list    library, at                                 → tokens: all
    open    library, token, key, at; the PIN            → opened: certificate
    sign    at, reason, stamp, stamp_required, look; a PDF → signed: certificate, stamped_at, remark; the PDF
    verify  roots, at; a PDF                            → verified: signatures, trust
    anything that can't be done                         → failed: code, params

The end of standard input ends it, whatever the library is doing.
"""

import logging
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from devices.framing import HEAD, Torn, frame_size, read_frame, write_frame
from office.errors import Problem, Trouble

if TYPE_CHECKING:
    from devices.signer.token import OpenToken

Request = dict[str, Any]
Answer = tuple[dict[str, Any], bytes]


class Desk:
    """One program's wishes, one after the other; ``token`` is open from ``open`` on."""

    def __init__(self) -> None:
        self._token: OpenToken | None = None

    def answer(self, request: Request, payload: bytes) -> Answer:
        """Do what is asked.

        Raises:
            Problem: it can't be done.
        """
        verbs: dict[str, Callable[[Request, bytes], Answer]] = {
            'look': self._look,
            'list': self._list,
            'open': self._open,
            'sign': self._sign,
            'verify': self._verify,
        }
        return verbs[request['verb']](request, payload)

    def _look(self, request: Request, _payload: bytes) -> Answer:
        library = _library(request)
        return {'kind': 'tokens', 'tokens': [library.state_of(library.the_one(request['token']), request)]}, b''

    def _list(self, request: Request, _payload: bytes) -> Answer:
        library = _library(request)
        return {'kind': 'tokens', 'tokens': [library.state_of(one, request) for one in library.tokens()]}, b''

    def _open(self, request: Request, pin: bytes) -> Answer:
        library = _library(request)
        token = library.the_one(request['token'])
        self._token = library.opened(token, pin.decode(), request)
        return {'kind': 'opened', 'certificate': self._token.told}, b''

    def _sign(self, request: Request, pdf: bytes) -> Answer:
        from devices.signer.pades import sign  # noqa: PLC0415  # slow, wanted once the PIN is right

        if self._token is None:
            raise Trouble('signer.closed')
        return sign(self._token, pdf, request)

    def _verify(self, request: Request, pdf: bytes) -> Answer:
        from devices.signer.trust import anchors_of  # noqa: PLC0415  # slow, seldom wanted
        from devices.signer.verifying import verified  # noqa: PLC0415  # slow, seldom wanted

        trusted = anchors_of(Path(request['roots']) if request['roots'] else None)
        at = datetime.fromisoformat(request['at'])
        return {'kind': 'verified', 'signatures': verified(pdf, trusted, at), 'trust': trusted.told}, b''


def _library(request: Request) -> Any:
    from devices.signer.token import Library  # noqa: PLC0415  # whoever only judges files needs none

    return Library(request['library'])


def serve(out: BinaryIO, requests: 'queue.Queue[Answer]') -> None:
    """Answer for ever; ``listen`` ends the process."""
    desk = Desk()
    while True:
        request, payload = requests.get()
        try:
            header, content = desk.answer(request, payload)
        except Problem as problem:
            header, content = {'kind': 'failed', 'code': problem.code, 'params': problem.params}, b''
        write_frame(out, header, content)


def listen(requests: 'queue.Queue[Answer]') -> None:
    """Hear requests, and the parent's end while the main thread may be stuck inside a library."""
    source = sys.stdin.buffer
    while head := source.read(HEAD):
        try:
            requests.put(read_frame(head, source.read(frame_size(head))))
        except Torn:
            break
    os._exit(0)


def main() -> None:
    """Keep standard output for the frames alone: some libraries print to it."""
    out = os.fdopen(os.dup(1), 'wb')
    os.dup2(2, 1)
    requests: queue.Queue[Answer] = queue.Queue()
    threading.Thread(target=listen, args=(requests,), name='listen', daemon=True).start()
    # pyHanko names people in what it logs
    logging.disable()
    try:
        serve(out, requests)
    except Exception as bug:  # noqa: BLE001  # the process's outermost loop; the parent says that it died
        sys.stderr.write(''.join([*traceback.format_tb(bug.__traceback__), type(bug).__name__, '\n']))
        sys.stderr.flush()
    # no atexit handlers: those of some libraries hang
    os._exit(1)


if __name__ == '__main__':
    main()
