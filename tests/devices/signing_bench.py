"""A token in software and a page to sign, for whoever tests signatures."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from devices.signer.emulator.authority import Issued
from devices.signer.emulator.soft_token import PIN, SoftToken
from devices.signer.opening import open_signer
from devices.signer.protocol import Signer
from devices.signer.verification import Verified, checked
from office.errors import Problem
from office.judgement import TrustStore

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def know_pyhankos_names() -> None:
    """Let asn1crypto write what pyHanko and its own time stamps add, in this process.

    Its tables of names are made at the first message that it reads, and a test that read a chip before has left them
    without these. The product signs in a process of its own.
    """
    import pyhanko.sign.general  # noqa: PLC0415, F401  # it brings the names
    from asn1crypto import cms, tsp  # noqa: PLC0415, F401  # slow, wanted by few

    for kind in (cms.CMSAttributeType, cms.ContentType):
        kind._reverse_map = {name: oid for oid, name in kind._map.items()}


@pytest.fixture(scope='module')
def token(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    """A token that is plugged in; whoever throws a switch throws it back."""
    know_pyhankos_names()
    return SoftToken(tmp_path_factory.mktemp('token') / 'own', NOW)


@contextmanager
def thrown(token: SoftToken, *switches: str) -> Iterator[None]:
    """Some switches on, for a while."""
    for switch in switches:
        setattr(token, switch, True)
    try:
        yield
    finally:
        for switch in switches:
            setattr(token, switch, False)


@contextmanager
def opened(token: SoftToken, options: str = '') -> Iterator[Signer]:
    """The token's driver, its PIN given."""
    with closing(open_signer(token.address + options)) as signer:
        signer.open(PIN, NOW)
        yield signer


def code_of(problem: pytest.ExceptionInfo[Problem]) -> str:
    """What was raised."""
    return problem.value.code


@cache
def page() -> bytes:
    """A file of one empty page."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def sized_at(depth: int) -> bytes:
    """An empty page below three nodes, of which one says how large it is; none at depth 3."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        (leaf,) = pdf.Root.Pages.Kids
        nodes = [
            pdf.Root.Pages,
            *(pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1)) for _ in '12'),
        ]
        for upper, lower in pairwise((*nodes, leaf)):
            upper.Kids, lower.Parent = pikepdf.Array([lower]), upper
        box = leaf.MediaBox
        del leaf.MediaBox
        for node in nodes[depth : depth + 1]:
            node.MediaBox = box
        pdf.save(out)
    return out.getvalue()


def added_to(pdf: bytes) -> bytes:
    """The file with another page behind everything, by an incremental update such as other programs write."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415  # slow, wanted by few
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415  # idem
    from pyhanko.pdf_utils.writer import PageObject  # noqa: PLC0415  # idem

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    stream = writer.add_object(generic.StreamObject(stream_data=b'0 0 10 10 re f'))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 100, 100)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def saved(pdf: bytes, folder: Path) -> Path:
    """The bytes as a file."""
    path = folder / 'signed.pdf'
    path.write_bytes(pdf)
    return path


def signed_by(issued: Issued, pdf: bytes) -> bytes:
    """The file as another program signs it, which asks nobody whether the certificate is for that."""
    from asn1crypto import keys, x509  # noqa: PLC0415  # slow, wanted by few
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415  # idem
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf  # noqa: PLC0415  # idem

    know_pyhankos_names()
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(issued.der),
        signing_key=keys.PrivateKeyInfo.load(issued.key_der),
        cert_registry=None,
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    out = BytesIO()
    sign_pdf(writer, PdfSignatureMetadata(field_name='Elsewhere'), signer, output=out)
    return out.getvalue()


def pdfsig(path: Path) -> str:
    """What another program says of a file's signatures."""
    return subprocess.run(['pdfsig', '-nocert', str(path)], capture_output=True, text=True, check=False).stdout


def verified_here(pdf: bytes, at: datetime, *, roots: str = '') -> Verified:
    """A file judged as in the child process, in this one, which has begun already."""
    from devices.signer.trust import anchors_of  # noqa: PLC0415  # slow, wanted by few
    from devices.signer.verifying import verified  # noqa: PLC0415  # idem

    trusted = anchors_of(Path(roots) if roots else None)
    return Verified(signatures=checked(verified(pdf, trusted, at)), trust=TrustStore(**trusted.told))
