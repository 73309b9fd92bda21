"""A network scanner that isn't there: eSCL over HTTP on loopback, with TLS where it is given a certificate."""

import http.server
import socket
import ssl
import threading
from collections.abc import Sequence
from typing import Self

from zeroconf import ServiceInfo, Zeroconf

from devices.scanner import escl_papers as papers
from devices.scanner.escl_machine import ROOT, Answer, Machine, Switches


class EmulatedEscl:
    """A network scanner on loopback; ``certificate`` names the files of a certificate and its key, for TLS."""

    def __init__(
        self,
        sheets: Sequence[bytes],
        *,
        duplex: bool = False,
        port: int = 0,
        certificate: tuple[str, str] | None = None,
    ) -> None:
        self.machine = Machine(sheets, duplex)
        self._ending = threading.Event()
        self._announced: Zeroconf | None = None
        self._scheme = 'escls' if certificate else 'escl'
        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', port), self._handler())
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            # each connection shakes hands on its own thread, so that a client who breaks off stops nobody
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name='emulated-escl')

    @property
    def switches(self) -> Switches:
        """Its misfortunes."""
        return self.machine.switches

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    @property
    def address(self) -> str:
        """Where it scans, as a device address."""
        return f'{self._scheme}://127.0.0.1:{self.port}{ROOT}'

    def announce(self, name: str) -> None:
        """Be found by mDNS from this machine, until the end."""
        kind = '_uscans._tcp.local.' if self._scheme == 'escls' else '_uscan._tcp.local.'
        told = ServiceInfo(
            kind,
            f'{name}.{kind}',
            port=self.port,
            addresses=[socket.inet_aton('127.0.0.1')],
            properties={'ty': name, 'rs': ROOT.strip('/'), 'txtvers': '1', 'pdl': 'image/jpeg,image/png'},
            server=f'{self._scheme}-{self.port}.local.',
        )
        self._announced = Zeroconf(interfaces=['127.0.0.1'])
        self._announced.register_service(told)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._announced is not None:
            self._announced.unregister_all_services()
            self._announced.close()
        self._ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, verb: str, path: str, document: bytes) -> Answer | None:
        """What is said to a request; None when it hangs up."""
        if self.switches.mute:
            self._ending.wait()
        if self.switches.gone or self._ending.is_set():
            return None
        return self.machine.answer(verb, path, document)

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        scanner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self) -> None:
                document = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                answer = scanner._answer(self.command, self.path, document)
                if answer is None:
                    self.close_connection = True
                else:
                    self.close_connection = bool(answer.length)
                    _say(self, answer, in_chunks=scanner.switches.chunked)

            do_POST = do_DELETE = do_GET

            def log_message(self, *_: object) -> None:
                """Nobody reads an emulator's log."""

        return Handler


def _say(wire: http.server.BaseHTTPRequestHandler, answer: Answer, *, in_chunks: bool) -> None:
    wire.send_response(answer.status)
    wire.send_header('Content-Type', answer.kind)
    if answer.location:
        wire.send_header('Location', answer.location)
    if in_chunks:
        wire.send_header('Transfer-Encoding', 'chunked')
    else:
        wire.send_header('Content-Length', str(answer.length or len(answer.body)))
    wire.end_headers()
    wire.wfile.write(papers.in_chunks(answer.body) if in_chunks else answer.body)
