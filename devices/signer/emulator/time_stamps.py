"""A time-stamp server (RFC 3161) on loopback; ``switches`` say what it answers instead of a stamp."""

import threading
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from asn1crypto import keys, tsp, x509
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from devices.signer.emulator.authority import Issued

# TimeStampResp of a status alone: rejection (RFC 3161 §2.4.2)
_REJECTION = bytes.fromhex('30053003020102')


@dataclass
class Switches:
    """``down``: 503; ``nonsense``: a page of words; ``rejects``: a well-formed refusal."""

    down: bool = False
    nonsense: bool = False
    rejects: bool = False


class EmulatedTimeStamps:
    """The server, from ``with`` to its end."""

    def __init__(self, issued: Issued, now: datetime, root: bytes) -> None:
        self.switches = Switches()
        self.asked = 0
        chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's own
        chain.register(x509.Certificate.load(root))
        self._stamper = DummyTimeStamper(
            x509.Certificate.load(issued.der),
            keys.PrivateKeyInfo.load(issued.key_der),
            certs_to_embed=chain,
            fixed_dt=now,
        )
        self._server = ThreadingHTTPServer(('127.0.0.1', 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True)

    @property
    def address(self) -> str:
        """For the settings."""
        return f'http://127.0.0.1:{self._server.server_port}/'

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: bytes) -> tuple[int, str, bytes]:
        """Status, type and body for one request."""
        self.asked += 1
        if self.switches.down:
            return 503, 'text/plain', b''
        if self.switches.nonsense:
            return 200, 'application/timestamp-reply', b'<html>no stamps today</html>'
        if self.switches.rejects:
            return 200, 'application/timestamp-reply', _REJECTION
        response = self._stamper.request_tsa_response(tsp.TimeStampReq.load(request))
        return 200, 'application/timestamp-reply', response.dump()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                status, kind, body = server.answer(self.rfile.read(int(self.headers['Content-Length'])))
                self.send_response(status)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
