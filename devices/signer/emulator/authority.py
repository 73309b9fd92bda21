"""An invented authority: its root, officers' certificates of every kind, and its time-stamp server's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

HOLDER, AGENCY = "Lê Thị Lan", "UBND xã Mẫu"
_YEAR = timedelta(days=365)
_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Issued:
    """A key and its certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_der(self) -> bytes:
        """The key as PKCS#8."""
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @property
    def plain_key_der(self) -> bytes:
        """The key as PKCS#1, as tokens take RSA keys."""
        return self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )


class Authority:
    """A root that vouches for whoever is asked for, as of a moment."""

    def __init__(self, now: datetime, name: str = "CA tập huấn") -> None:
        self._now = now
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(name)
        builder = self._begun(subject, key, now - 10 * _YEAR, now + 10 * _YEAR)
        builder = builder.issuer_name(subject).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        self.root = Issued(key, builder.sign(key, hashes.SHA256()))

    def officer(self, kind: str = '', key: Key | None = None) -> Issued:
        """An officer's key and certificate; ``kind`` is ``expired``, ``early`` or ``usage`` for one that can't sign."""
        since, until = self._now - _YEAR, self._now + _YEAR
        if kind == 'expired':
            since, until = self._now - 3 * _YEAR, self._now - timedelta(days=1)
        elif kind == 'early':
            since, until = self._now + timedelta(days=1), self._now + _YEAR
        usage = (
            _usage(key_encipherment=True)
            if kind == 'usage'
            else _usage(digital_signature=True, content_commitment=True)
        )
        key = key or rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)
        builder = self._begun(_name(HOLDER, AGENCY), key, since, until).issuer_name(self.root.certificate.subject)
        return self._issued(builder.add_extension(usage, critical=True), key)

    def time_stamps(self) -> Issued:
        """The key and certificate of its time-stamp server."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)
        builder = self._begun(_name("Dấu thời gian tập huấn"), key, self._now - 9 * _YEAR, self._now + 9 * _YEAR)
        builder = builder.issuer_name(self.root.certificate.subject)
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(_usage(digital_signature=True), critical=True)
        return self._issued(builder.add_extension(purpose, critical=True), key)

    def revoked(self, *gone: Issued) -> bytes:
        """The list of those whom it vouches for no more."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.root.certificate.subject)
        builder = builder.last_update(self._now - timedelta(hours=1)).next_update(self._now + timedelta(days=30))
        for one in gone:
            entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(self._now - timedelta(days=2)).build())
        return builder.sign(self.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _begun(self, name: x509.Name, key: Key, since: datetime, until: datetime) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(name).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)
        return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)

    def _issued(self, builder: x509.CertificateBuilder, key: Key) -> Issued:
        own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key())
        return Issued(key, builder.add_extension(own, critical=False).sign(self.root.key, hashes.SHA256()))


def _name(common: str, organisation: str = '') -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, 'VN')]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(**on: bool) -> x509.KeyUsage:
    names = (
        'digital_signature', 'content_commitment', 'key_encipherment', 'data_encipherment', 'key_agreement',
        'key_cert_sign', 'crl_sign', 'encipher_only', 'decipher_only',
    )  # fmt: skip
    return x509.KeyUsage(**{name: on.get(name, False) for name in names})
