"""The province must prove who it is before a byte of ours leaves."""

import dataclasses
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from office.errors import Trouble
from sync.province.lgsp import Lgsp
from sync.province.settings import ProvinceSettings
from tests.emulators_province import TOKEN, whole_request
from tests.offices import FixedClock

BARE = ProvinceSettings(unit='000.12.34.H99', client_id='x', connect_timeout=2, read_timeout=2)


def certificate(folder: Path, *, days: int, host: str = '127.0.0.1') -> Path:
    """A self-signed certificate and its key in one file, valid until ``days`` from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'tinh mau')])
    now = datetime.now(UTC)  # noqa: TID251 - the certificate is judged by the machine's own clock
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f'{host}-{days}.pem'
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def tls_gateway(pem: Path) -> Iterator[tuple[str, list[bytes]]]:
    """A TLS socket that gives a token to whoever accepts its certificate, then a 401 to everything."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    heard: list[bytes] = []

    def serve() -> None:
        for answer in (TOKEN.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n'), b'HTTP/1.1 403 No\r\n\r\n'):
            try:
                plain, _peer = server.accept()
                with context.wrap_socket(plain, server_side=True) as line:
                    heard.append(whole_request(line))
                    line.sendall(answer)
            except OSError:
                return

    with socket.create_server(('127.0.0.1', 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f'https://127.0.0.1:{server.getsockname()[1]}', heard
        finally:
            try:
                server.shutdown(socket.SHUT_RDWR)
            except OSError:
                heard.append(b'')
            thread.join()


@pytest.mark.parametrize(
    ('days', 'host', 'trusted'),
    [
        pytest.param(30, '127.0.0.1', False, id='not trusted'),
        pytest.param(-1, '127.0.0.1', True, id='expired'),
        pytest.param(30, '127.0.0.2', True, id='of another host'),
    ],
)
def test_a_province_that_cannot_prove_itself_hears_nothing(
    tmp_path: Path, days: int, host: str, *, trusted: bool
) -> None:
    pem = certificate(tmp_path, days=days, host=host)
    with tls_gateway(pem) as (url, heard):
        settings = dataclasses.replace(BARE, url=url, ca_file=str(pem) if trusted else '')
        adapter = Lgsp(settings, 'bí mật', FixedClock())
        with pytest.raises(Trouble) as raised:
            adapter.find_dossier('x')
        adapter.close()
        said = [words for words in heard if words]
    assert raised.value.code == 'province.certificate'
    assert said == []


def test_a_province_with_its_own_authority_is_believed(tmp_path: Path) -> None:
    pem = certificate(tmp_path, days=30)
    with tls_gateway(pem) as (url, heard):
        adapter = Lgsp(dataclasses.replace(BARE, url=url, ca_file=str(pem)), 'bí mật', FixedClock())
        # it gave a token; its 403 to what came next is its own business
        with pytest.raises(Trouble) as raised:
            adapter.find_dossier('x')
        adapter.close()
    assert raised.value.code == 'province.auth'
    assert heard[0].startswith(b'POST /token ')


def speak_plainly(server: socket.socket) -> None:
    line, _peer = server.accept()
    with line:
        line.sendall(b'HTTP/1.1 200 OK\r\n\r\n')


def test_a_plain_server_where_tls_was_expected_is_no_province(tmp_path: Path) -> None:
    with socket.create_server(('127.0.0.1', 0)) as server:
        thread = threading.Thread(target=speak_plainly, args=(server,))
        thread.start()
        adapter = Lgsp(dataclasses.replace(BARE, url=f'https://127.0.0.1:{server.getsockname()[1]}'), 'x', FixedClock())
        with pytest.raises(Trouble) as raised:
            adapter.find_dossier('x')
        thread.join()
    assert raised.value.code == 'province.certificate'
