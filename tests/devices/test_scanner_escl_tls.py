"""eSCL with TLS: a scanner is believed because somebody vouches for it, or because its fingerprint was written down."""

import datetime as dt
import hashlib
from contextlib import closing

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from devices.scanner.escl_emulator import EmulatedEscl
from devices.scanner.opening import open_scanner
from devices.scanner.protocol import ScanOptions
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.devices.test_scanner_escl import sheet


@pytest.fixture(scope='module')
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    """A certificate that a scanner signed for itself: its file, its key's, and its fingerprint."""
    folder = tmp_path_factory.mktemp('tls')
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'scanner')])
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName('localhost')]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / 'cert.pem').write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / 'key.pem').write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    der = made.public_bytes(serialization.Encoding.DER)
    return str(folder / 'cert.pem'), str(folder / 'key.pem'), hashlib.sha256(der).hexdigest()


def test_a_certificate_that_nobody_vouches_for_is_shown_and_not_believed(certificate: tuple[str, str, str]) -> None:
    """The trouble names the fingerprint to compare; written down as pin it opens, another one doesn't."""
    *files, fingerprint = certificate
    with EmulatedEscl([sheet(0)], certificate=(files[0], files[1])) as device:
        for options in ('', f'?pin={"0" * 64}'):
            with closing(open_scanner(device.address + options)) as scanner, pytest.raises(Trouble) as trouble:
                scanner.capabilities()
            assert trouble.value.code == 'scanner.untrusted'
            assert trouble.value.params == {'fingerprint': fingerprint}
        with closing(open_scanner(f'{device.address}?pin={fingerprint}')) as scanner:
            assert len(list(scanner.scan(ScanOptions(dpi=75), Stop()))) == 1
        # the office's own signer, and the name that the certificate is for
        known = device.address.replace('127.0.0.1', 'localhost')
        with closing(open_scanner(f'{known}?ca={files[0]}')) as scanner:
            assert scanner.capabilities().sources


@pytest.mark.parametrize(
    'address',
    [
        'escl://10.0.0.7/eSCL?pin=00',
        'escls://10.0.0.7/eSCL?pin=xyz',
        'escls://10.0.0.7/eSCL?ca=absent.pem',
        'escl:///x',
    ],
)
def test_an_address_that_would_trust_nobody_knows_whom_is_refused(address: str) -> None:
    """A pin without TLS, or one that is no fingerprint, protects nothing."""
    with pytest.raises(Refusal):
        open_scanner(address)
