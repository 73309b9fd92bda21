"""An invented issuing state: its root, the signers under it, and what they sign. Nobody else trusts it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import cms, core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from devices.id_reader.chip.infos import INTEGER, OCTETS, SEQUENCE, SET
from devices.id_reader.chip.tlv import tlv
from office.chip import Signer

_DAY = timedelta(days=1)
_YEARS = 365 * _DAY
_CONTENT = '2.23.136.1.1.1'
_ALGORITHM = bytes.fromhex('300B0609608648016503040201')  # SHA-256
_REVOKED_SERIAL, _SERIAL = 4711, 4712

SignerKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class _SignerOf:
    key: SignerKey
    certificate: x509.Certificate


class Authority:
    """A root with its signers, made new each time; ``now`` in UTC is when its cards are read."""

    def __init__(self, *, now: datetime, with_rsa: bool = False) -> None:
        self._now = now
        self._root_key = ec.generate_private_key(ec.BrainpoolP384R1())
        self._stranger_key = ec.generate_private_key(ec.BrainpoolP384R1())
        self._with_rsa = with_rsa
        self.root = _certificate(
            _name('CSCA-MAU'),
            _name('CSCA-MAU'),
            self._root_key,
            root_key=self._root_key,
            span=(now - _YEARS, now + 15 * _YEARS),
            serial=1,
        )

    def signed(self, groups: Mapping[int, bytes], signer: Signer) -> bytes | None:
        """EF.SOD over data groups, by a signer of that kind; None for ``Signer.NONE``."""
        if signer is Signer.NONE:
            return None
        sod = _security_object(groups, self._signer(signer))
        if signer is Signer.BROKEN:
            sod = sod[:-4] + bytes(byte ^ 0xFF for byte in sod[-4:])
        return sod

    def revocation_list(self, *, is_old: bool = False) -> x509.CertificateRevocationList:
        """The root's list of revoked signers; an old one should have been replaced a week ago."""
        begin = self._now - 30 * _DAY
        revoked = x509.RevokedCertificateBuilder().serial_number(_REVOKED_SERIAL).revocation_date(begin).build()
        return (
            x509.CertificateRevocationListBuilder()
            .issuer_name(_name('CSCA-MAU'))
            .last_update(begin)
            .next_update(self._now + (-7 if is_old else 60) * _DAY)
            .add_revoked_certificate(revoked)
            .sign(self._root_key, hashes.SHA384())
        )

    def write(self, directory: Path, *, with_list: bool = True, is_old: bool = False) -> Path:
        """The directory that a centre points to to trust this authority."""
        directory.mkdir(parents=True, exist_ok=True)
        (directory / 'csca.cer').write_bytes(self.root.public_bytes(Encoding.DER))
        if with_list:
            pem = self.revocation_list(is_old=is_old).public_bytes(Encoding.PEM)
            (directory / 'csca.crl').write_bytes(pem)
        return directory

    def _signer(self, kind: Signer) -> _SignerOf:
        key: SignerKey = (
            rsa.generate_private_key(65537, 2048) if self._with_rsa else ec.generate_private_key(ec.BrainpoolP256R1())
        )
        # an unknown one has the root's very name, and another's signature
        root_key = self._stranger_key if kind is Signer.UNKNOWN else self._root_key
        until = self._now + (-1 * _DAY if kind is Signer.EXPIRED else 10 * _YEARS)
        serial = _REVOKED_SERIAL if kind is Signer.REVOKED else _SERIAL
        span = (self._now - 300 * _DAY, until)
        return _SignerOf(
            key, _certificate(_name('DS-MAU'), _name('CSCA-MAU'), key, root_key=root_key, span=span, serial=serial)
        )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, 'VN'), x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: SignerKey,
    *,
    root_key: ec.EllipticCurvePrivateKey,
    span: tuple[datetime, datetime],
    serial: int,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=subject == issuer, path_length=None), critical=True)
        .sign(root_key, hashes.SHA384())
    )


def _security_object(groups: Mapping[int, bytes], signer: _SignerOf) -> bytes:
    """The signed message: content, certificate, and the signature over attributes with the content's hash."""
    listed = b''.join(
        tlv(SEQUENCE, tlv(INTEGER, bytes((number,))) + tlv(OCTETS, hashlib.sha256(file).digest()))
        for number, file in sorted(groups.items())
    )
    content = tlv(SEQUENCE, tlv(INTEGER, b'\0') + _ALGORITHM + tlv(SEQUENCE, listed))
    attributes = cms.CMSAttributes(
        [
            {'type': 'content_type', 'values': [_CONTENT]},
            {'type': 'message_digest', 'values': [hashlib.sha256(content).digest()]},
        ]
    )
    told = bytes((SET,)) + attributes.dump()[1:]
    certificate = cms.Certificate.load(signer.certificate.public_bytes(Encoding.DER))
    algorithm, signature = _signature(signer.key, told)
    info = cms.SignerInfo(
        {
            'version': 'v1',
            'sid': {
                'issuer_and_serial_number': {
                    'issuer': certificate.issuer,
                    'serial_number': certificate.serial_number,
                }
            },
            'digest_algorithm': {'algorithm': 'sha256'},
            'signed_attrs': attributes,
            'signature_algorithm': algorithm,
            'signature': signature,
        }
    )
    signed = cms.SignedData(
        {
            'version': 'v3',
            'digest_algorithms': [{'algorithm': 'sha256'}],
            'encap_content_info': {'content_type': _CONTENT, 'content': core.ParsableOctetString(content)},
            'certificates': [certificate],
            'signer_infos': [info],
        }
    )
    return tlv(0x77, cms.ContentInfo({'content_type': 'signed_data', 'content': signed}).dump())


def _signature(key: SignerKey, told: bytes) -> tuple[dict[str, object], bytes]:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return {'algorithm': 'sha256_ecdsa'}, key.sign(told, ec.ECDSA(hashes.SHA256()))
    parameters = {
        'hash_algorithm': {'algorithm': 'sha256'},
        'mask_gen_algorithm': {'algorithm': 'mgf1', 'parameters': {'algorithm': 'sha256'}},
        'salt_length': 32,
    }
    signature = key.sign(told, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    return {'algorithm': 'rsassa_pss', 'parameters': parameters}, signature
