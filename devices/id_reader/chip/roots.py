"""The countries' roots that this centre trusts, and their lists of revoked signers: files in one directory.

Certificates (``.cer``, ``.crt``, ``.der``, ``.pem``) and lists (``.crl``), PEM or DER. Whoever fills the directory
decides whom the centre trusts: the files come from the ministry by the administrator's hand, never off a card.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, x509

from devices.certificates import CERTIFICATES, LISTS, loaded
from devices.id_reader.chip.signatures import is_signed_how
from office.errors import Trouble


@dataclass(frozen=True, slots=True)
class Revoked:
    """The serial numbers that a root has revoked; ``is_current`` unless there was no list, or only an old one."""

    serials: frozenset[int]
    is_current: bool


class Roots:
    """Root certificates and lists of revoked signers."""

    def __init__(
        self, certificates: Iterable[x509.Certificate] = (), lists: Iterable[crl.CertificateList] = ()
    ) -> None:
        self._certificates = tuple(certificates)
        self._lists = tuple(lists)

    @classmethod
    def of_directory(cls, directory: Path) -> 'Roots':
        """The files of a directory; none is trusted when there are none.

        Raises:
            Trouble: ``chip.roots`` with the ``file`` that is no certificate or list, or with the directory's name when
                it isn't there.
        """
        if not directory.is_dir():
            raise Trouble('chip.roots', file=str(directory))
        certificates, lists = [], []
        for path in sorted(directory.iterdir()):
            if path.suffix.lower() in CERTIFICATES:
                certificates += loaded(path, x509.Certificate, 'chip.roots')
            elif path.suffix.lower() in LISTS:
                lists += loaded(path, crl.CertificateList, 'chip.roots')
        return cls(certificates, lists)

    def of(self, certificate: x509.Certificate) -> list[x509.Certificate]:
        """The roots that may have signed a certificate: of that name, and able to sign others."""
        return [root for root in self._certificates if root.subject == certificate.issuer and root.ca is not False]

    def revoked(self, root: x509.Certificate, at: datetime) -> Revoked:
        """What a root has revoked by all its lists; one that isn't signed by it counts for nothing."""
        serials: set[int] = set()
        is_current = False
        for one in self._lists:
            body = one['tbs_cert_list']
            if body['issuer'] != root.subject or not _is_signed(one, root):
                continue
            serials.update(int(entry['user_certificate'].native) for entry in body['revoked_certificates'] or ())
            until = body['next_update'].native
            is_current = is_current or until is None or at <= until
        return Revoked(frozenset(serials), is_current)


def _is_signed(one: crl.CertificateList, root: x509.Certificate) -> bool:
    body, signature = one['tbs_cert_list'].dump(), one['signature'].native
    try:
        return is_signed_how(root.public_key, one['signature_algorithm'], '', signature, body)
    except (ValueError, KeyError):
        return False
