"""What signatures of files from elsewhere prove, each finding told apart from the others."""

from datetime import timedelta
from pathlib import Path

import pytest

from devices.signer.emulator.authority import Authority
from devices.signer.emulator.soft_token import SoftToken
from devices.signer.verification import looks_signed, verify
from office.errors import Trouble
from tests.devices.signing_bench import (
    NOW,
    added_to,
    code_of,
    opened,
    page,
    pdfsig,
    saved,
    signed_by,
    token,
    verified_here,
)

__all__ = ['token']


@pytest.fixture(scope='module')
def signed(token: SoftToken) -> bytes:
    """A file as an agency sends it."""
    with opened(token) as signer:
        return signer.sign(page(), NOW).pdf


def judged(pdf: bytes, token: SoftToken, days: int = 0) -> str:
    """The worst of a file's signatures, some days later."""
    return verified_here(pdf, NOW + timedelta(days=days), roots=str(token.roots)).code


def test_an_unsigned_file_has_no_signature(token: SoftToken, signed: bytes) -> None:
    """And nobody starts a process to see it."""
    assert not looks_signed(page())
    assert looks_signed(signed)
    assert judged(page(), token) == ''


def test_a_changed_byte_is_told_and_pdfsig_agrees(token: SoftToken, signed: bytes, tmp_path: Path) -> None:
    """In the signed range: the content is another."""
    at = signed.index(b'MediaBox') + len('MediaBox [ 0 ')
    changed = signed[:at] + b'1' + signed[at + 1 :]
    found = verified_here(changed, NOW, roots=str(token.roots))
    assert found.code == 'signature.changed'
    assert not found.signatures[0].is_intact
    assert 'Digest Mismatch' in pdfsig(saved(changed, tmp_path))


def test_a_page_put_behind_the_signature_is_told(token: SoftToken, signed: bytes) -> None:
    """The signed bytes are intact, and what a reader sees is more than was signed."""
    more = added_to(signed)
    assert more.startswith(signed)
    (one,) = verified_here(more, NOW, roots=str(token.roots)).signatures
    assert (one.code, one.is_intact, one.covers_file) == ('signature.added', True, False)


def test_a_signature_broken_in_itself_is_told(token: SoftToken, signed: bytes) -> None:
    """A digit of the signature's value changed; and one that is no signature any more."""
    start = signed.index(b'/Contents <') + len(b'/Contents <')
    end = len(signed[start : signed.index(b'>', start)].rstrip(b'0'))
    at = start + end - 12
    other = b'5' if signed[at : at + 1] != b'5' else b'6'
    assert judged(signed[:at] + other + signed[at + 1 :], token) == 'signature.broken'
    assert judged(signed[:start] + b'ff' * 20 + signed[start + 40 :], token) == 'signature.unreadable'


def test_signers_that_nobody_here_vouches_for_are_unknown(token: SoftToken, signed: bytes, tmp_path: Path) -> None:
    """No directory, an empty one, another authority of the same name."""
    assert verified_here(signed, NOW).code == 'signature.unknown'
    assert verified_here(signed, NOW, roots=str(tmp_path)).code == 'signature.unknown'
    (tmp_path / 'other.pem').write_bytes(Authority(NOW).root.pem)
    found = verified_here(signed, NOW, roots=str(tmp_path))
    assert found.code == 'signature.unknown'
    assert found.signatures[0].is_intact
    assert found.signatures[0].signer == "UBND xã Mẫu"


def test_time_and_revocation_are_told_apart(token: SoftToken, signed: bytes) -> None:
    """Over, not begun, revoked by a list, and known not to be revoked by one; without a list that stays unknown."""
    assert judged(signed, token, days=500) == 'signature.expired'
    assert judged(signed, token, days=-500) == 'signature.early'
    (one,) = verified_here(signed, NOW, roots=str(token.roots)).signatures
    assert not one.is_known_unrevoked
    listed = token.roots / 'root.crl'
    listed.write_bytes(token.authority.revoked())
    try:
        (one,) = verified_here(signed, NOW, roots=str(token.roots)).signatures
        assert (one.code, one.is_known_unrevoked) == ('signature.good', True)
        listed.write_bytes(token.authority.revoked(token.officer))
        assert judged(signed, token) == 'signature.revoked'
    finally:
        listed.unlink()


def test_a_certificate_for_something_else_is_told(token: SoftToken) -> None:
    """The token of another maker may sign with it; here it is told."""
    assert judged(signed_by(token.authority.officer('usage'), page()), token) == 'signature.usage'


def test_a_reader_that_dies_over_a_file_says_so(signed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came from outside brought it down: nobody takes that for a verdict."""
    monkeypatch.setattr('devices.signer.verification.WORKER', 'devices.signer.nowhere')
    with pytest.raises(Trouble) as refused:
        verify(signed, NOW)
    assert code_of(refused) == 'signature.reader'


def test_files_and_roots_that_cannot_be_read_are_named(token: SoftToken, signed: bytes, tmp_path: Path) -> None:
    """A file of letters, a directory that isn't there, a certificate that is none."""
    with pytest.raises(Trouble) as refused:
        verified_here(b'letters', NOW)
    assert code_of(refused) == 'signature.file'
    with pytest.raises(Trouble) as refused:
        verified_here(signed, NOW, roots=str(tmp_path / 'none'))
    assert code_of(refused) == 'signature.roots'
    (tmp_path / 'root.pem').write_text('letters', encoding='utf-8')
    with pytest.raises(Trouble) as refused:
        verified_here(signed, NOW, roots=str(tmp_path))
    assert str(tmp_path / 'root.pem') in str(refused.value.params['file'])
