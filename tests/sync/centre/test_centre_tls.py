"""A server on another machine must prove that it is the centre's, before a word is said to it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.centre.connection import connect
from tests.sync.centre.machines import refuses
from tests.sync.centre.servers import FAST, Server, running_server


def _certified(folder: Path, name: str) -> Path:
    """A certificate of its own authority for a name, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(exist_ok=True)
    (folder / 'server.crt').write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / 'server.key').write_bytes(private)
    return folder / 'server.crt'


@pytest.fixture
def kin(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server that proves itself as ``may-chu``, and the certificate to know it by."""
    certificate = _certified(tmp_path / 'ca', 'may-chu')
    with running_server() as server:
        server.stop()
        for name in ('server.crt', 'server.key'):
            server.keep(tmp_path / 'ca' / name)
        server.settings = (*FAST, 'ssl=on')
        server.start()
        yield server, certificate


def _address(server: Server, name: str, certificate: Path) -> str:
    """As from another machine: the name is looked up nowhere, but the certificate must bear it."""
    there = f'host={name} hostaddr=127.0.0.1 port={server.port} sslrootcert={certificate}'
    return f'{there} user=chu dbname=postgres passfile={server.folder / "chu.pgpass"}'


def test_the_right_server_is_believed(kin: tuple[Server, Path]) -> None:
    server, certificate = kin
    with connect(_address(server, 'may-chu', certificate)) as connection:
        assert connection.pgconn.ssl_in_use


def test_another_name_or_authority_is_not(kin: tuple[Server, Path], tmp_path: Path) -> None:
    server, certificate = kin
    with refuses('centre.certificate'):
        connect(_address(server, 'may-khac', certificate))
    with refuses('centre.certificate'):
        connect(_address(server, 'may-chu', _certified(tmp_path / 'la', 'may-chu')))


def test_nothing_goes_out_in_the_open(server: Server, tmp_path: Path) -> None:
    with refuses('centre.certificate'):
        connect(_address(server, 'may-chu', _certified(tmp_path / 'ca', 'may-chu')))
