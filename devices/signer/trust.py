"""Whom this centre trusts to vouch for signers: files in one directory, filled by the administrator; none is shipped.

Certificates of authorities (the national root, the Government Cipher Committee's, and those below them) and their lists
of revoked certificates. Every certificate in the directory is trusted as an end of a chain.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from asn1crypto import crl, x509

from devices.certificates import CERTIFICATES, LISTS, loaded
from office.errors import Trouble


@dataclass(frozen=True, slots=True)
class Anchors:
    """Certificates that are trusted, and lists of revoked ones."""

    certificates: tuple[x509.Certificate, ...]
    lists: tuple[crl.CertificateList, ...] = ()

    @property
    def told(self) -> dict[str, int | str]:
        """How many of each, and a digest of them all, as JSON can carry it."""
        digests = sorted(sha256(one.dump()).digest() for one in (*self.certificates, *self.lists))
        return {
            'certificates': len(self.certificates),
            'lists': len(self.lists),
            'fingerprint': sha256(b''.join(digests)).hexdigest(),
        }

    def tells_of(self, issuer: x509.Name, at: Any) -> bool:
        """Whether a list of that issuer is here that holds at a moment."""
        return any(
            one['tbs_cert_list']['issuer'] == issuer
            and (one['tbs_cert_list']['next_update'].native is None or at <= one['tbs_cert_list']['next_update'].native)
            for one in self.lists
        )


def anchors_of(directory: Path | None) -> Anchors:
    """The files of a directory; nobody is trusted without one.

    Raises:
        Trouble: ``signature.roots`` with the ``file`` that is no certificate or list, or with the directory's name when
            it isn't there.
    """
    if directory is None:
        return Anchors(())
    if not directory.is_dir():
        raise Trouble('signature.roots', file=str(directory))
    certificates: list[Any] = []
    lists: list[Any] = []
    for path in sorted(directory.iterdir()):
        if path.suffix.lower() in CERTIFICATES:
            certificates += loaded(path, x509.Certificate, 'signature.roots')
        elif path.suffix.lower() in LISTS:
            lists += loaded(path, crl.CertificateList, 'signature.roots')
    return Anchors(tuple(certificates), tuple(lists))
