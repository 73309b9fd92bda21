"""A certificate in words."""

from typing import Any

from asn1crypto import x509


def told_of(certificate: x509.Certificate) -> dict[str, str]:
    """What is told of a certificate, as JSON can carry it; times as ISO 8601."""
    validity = certificate['tbs_certificate']['validity']
    return {
        'holder': named(certificate.subject, 'common_name'),
        'organisation': named(certificate.subject, 'organization_name'),
        'issuer': named(certificate.issuer, 'common_name') or named(certificate.issuer, 'organization_name'),
        'serial': f'{certificate.serial_number:x}',
        'since': validity['not_before'].native.isoformat(),
        'until': validity['not_after'].native.isoformat(),
    }


def named(name: x509.Name, kind: str) -> str:
    """One part of a name, '' where it has none."""
    found: Any = name.native.get(kind, '')
    return ', '.join(found) if isinstance(found, list) else str(found)
