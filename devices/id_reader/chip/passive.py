"""Passive authentication: did a signer we trust sign what the chip says (Doc 9303-11 §5.1, 9303-12).

EF.SOD holds the hash of every data group under a signer's signature, and the signer's certificate; a country's root
(CSCA) signed that. asn1crypto takes the messages apart, cryptography judges the signatures.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from asn1crypto import cms, core, x509
from asn1crypto.algos import DigestAlgorithm

from devices.id_reader.chip.roots import Roots
from devices.id_reader.chip.signatures import is_signed_by, is_signed_how
from devices.id_reader.chip.tlv import needed
from office.chip import Signer
from office.errors import Trouble

_SECURITY_OBJECT = '2.23.136.1.1.1'
_SET = b'\x31'
_BAD = (ValueError, TypeError, KeyError, IndexError)
_CAUGHT = (*_BAD, Trouble)


class _GroupHash(core.Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [('number', core.Integer), ('hash', core.OctetString)]


class _GroupHashes(core.SequenceOf):  # type: ignore[misc]  # asn1crypto ships no types
    _child_spec = _GroupHash


class _Version(core.Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [('lds', core.PrintableString), ('unicode', core.PrintableString)]


class _SecurityObject(core.Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    _fields: ClassVar = [
        ('version', core.Integer),
        ('algorithm', DigestAlgorithm),
        ('hashes', _GroupHashes),
        ('lds', _Version, {'optional': True}),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the signature says of the groups that were read."""

    signer: Signer
    is_revocation_known: bool
    changed: tuple[int, ...]
    unsigned: tuple[int, ...]


def judged(sod: bytes | None, groups: Mapping[int, bytes], roots: Roots, *, at: datetime) -> Verdict:
    """Judge what was read against what was signed: EF.SOD, the groups' files by number, and now in UTC.

    A file that isn't a signed message at all is a broken signature: whoever forges may write what he likes.
    """
    if sod is None:
        return Verdict(signer=Signer.NONE, is_revocation_known=False, changed=(), unsigned=tuple(sorted(groups)))
    try:
        signed = _signed(sod)
        content = signed['encap_content_info']['content'].contents
        signer, is_revocation_known = _signer(signed, content, roots, at)
        listed = _SecurityObject.load(content)
        name = listed['algorithm']['algorithm'].native
        hashes = {int(entry['number'].native): bytes(entry['hash'].native) for entry in listed['hashes']}
        changed = [
            number
            for number, file in groups.items()
            if number in hashes and hashlib.new(name, file).digest() != hashes[number]
        ]
    except _CAUGHT:
        return Verdict(signer=Signer.BROKEN, is_revocation_known=False, changed=(), unsigned=tuple(sorted(groups)))
    return Verdict(
        signer=signer,
        is_revocation_known=is_revocation_known,
        changed=tuple(sorted(changed)),
        unsigned=tuple(sorted(set(groups) - set(hashes))),
    )


def _signed(sod: bytes) -> cms.SignedData:
    info = cms.ContentInfo.load(needed(sod, 0x77))
    if info['content_type'].native != 'signed_data':
        raise ValueError(info['content_type'].native)
    signed = info['content']
    if signed['encap_content_info']['content_type'].dotted != _SECURITY_OBJECT or len(signed['signer_infos']) != 1:
        raise ValueError(signed['encap_content_info']['content_type'].dotted)
    return signed


def _signer(signed: cms.SignedData, content: bytes, roots: Roots, at: datetime) -> tuple[Signer, bool]:
    info = signed['signer_infos'][0]
    certificate = _certificate(signed, info['sid'])
    if certificate is None or not _is_signed(info, content, certificate):
        return Signer.BROKEN, False
    root = next((root for root in roots.of(certificate) if is_signed_by(certificate, root)), None)
    if root is None:
        return Signer.UNKNOWN, False
    revoked = roots.revoked(root, at)
    if certificate.serial_number in revoked.serials:
        return Signer.REVOKED, True
    is_valid = all(one.not_valid_before <= at <= one.not_valid_after for one in (certificate, root))
    return (Signer.TRUSTED if is_valid else Signer.EXPIRED), revoked.is_current


def _certificate(signed: cms.SignedData, sid: cms.SignerIdentifier) -> x509.Certificate | None:
    for choice in signed['certificates']:
        one = choice.chosen
        if sid.name == 'issuer_and_serial_number':
            is_it = one.issuer == sid.chosen['issuer'] and one.serial_number == sid.chosen['serial_number'].native
        else:
            is_it = one.key_identifier == sid.chosen.native
        if is_it:
            return one
    return None


def _is_signed(info: cms.SignerInfo, content: bytes, certificate: x509.Certificate) -> bool:
    """Whether the signer signed this content: by way of attributes that hold its hash, or directly."""
    name = info['digest_algorithm']['algorithm'].native
    attributes = info['signed_attrs']
    told = content
    if attributes.native is not None:
        values = {one['type'].native: one['values'] for one in attributes}
        if values['message_digest'][0].native != hashlib.new(name, content).digest():
            return False
        if values['content_type'][0].dotted != _SECURITY_OBJECT:
            return False
        # signed as a SET, though it stands there under a tag of its own (RFC 5652 §5.4)
        told = _SET + attributes.dump()[1:]
    return is_signed_how(certificate.public_key, info['signature_algorithm'], name, info['signature'].native, told)
