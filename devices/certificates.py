"""Certificates and lists of revoked ones as they lie in a directory: PEM or DER, one or several in a file."""

from pathlib import Path

from asn1crypto import crl, pem, x509

from office.errors import Trouble

CERTIFICATES = frozenset({'.cer', '.crt', '.der', '.pem'})
LISTS = frozenset({'.crl'})


def loaded(path: Path, kind: type[x509.Certificate] | type[crl.CertificateList], trouble: str) -> list[object]:
    """What stands in one file.

    Raises:
        Trouble: of the code ``trouble``, with the ``file`` that is none of its kind.
    """
    try:
        data = path.read_bytes()
        parts = [part for _, _, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        found = [kind.load(part, strict=True) for part in parts]
        for one in found:
            one.native  # noqa: B018 - parsed only when looked at; a broken file is to be named now
    except (OSError, ValueError, TypeError) as error:
        raise Trouble(trouble, file=str(path)) from error
    return found
