"""What of a chip is proven: every cipher, every kind of signer, and data that somebody made up."""

import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.id_reader.chip import files
from devices.id_reader.chip.channel import Command
from devices.id_reader.chip.emulator.chip import Switches, command_of
from devices.id_reader.chip.emulator.contents import Active, Making
from devices.id_reader.chip.emulator.specimen import Holder, drawn_face, groups_of
from devices.id_reader.chip.face import face
from devices.id_reader.chip.files import mrz_lines, numbered_texts
from devices.id_reader.chip.infos import chip_key, pace_ways
from devices.id_reader.chip.key import Key
from devices.id_reader.chip.passive import judged
from devices.id_reader.chip.reading import read_chip
from devices.id_reader.chip.roots import Roots
from devices.id_reader.chip.tlv import find, header, objects, tlv
from office.chip import Original, Signer
from office.errors import Trouble
from office.person import Proof
from tests.devices.chip_cards import NOW, Wired, authority, read, trusting

HOLDER = Holder()
GROUPS = groups_of(HOLDER)
SOD = authority().signed(GROUPS, Signer.TRUSTED) or b''
ROOTS = Roots([x509.Certificate.load(authority().root.public_bytes(Encoding.DER))])


@pytest.mark.parametrize('pace', [1, 2, 3, 4])
@pytest.mark.parametrize('chip', [1, 2, 3, 4])
def test_every_cipher_opens_and_proves(tmp_path: Path, pace: int, chip: int) -> None:
    """Triple DES and AES with 128, 192 and 256 bits, for opening and for the chip's own proof."""
    proof = read(Making(pace=pace, chip=chip), trusting(tmp_path)).identity.proof
    assert (proof.access, proof.proof, proof.by) == ('pace', Proof.CHIP, 'chip')


@pytest.mark.parametrize('curve', [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
def test_every_curve_opens(tmp_path: Path, curve: int) -> None:
    """All that chips may name."""
    assert read(Making(curve=curve, chip=4, pace=4), trusting(tmp_path)).identity.proof.proof is Proof.CHIP


def test_a_chip_without_pace_is_opened_by_basic_access(tmp_path: Path) -> None:
    """The older cards; the seals of Triple DES give way to those of chip authentication."""
    proof = read(Making(pace=0, chip=1), trusting(tmp_path)).identity.proof
    assert (proof.access, proof.proof, proof.original) == ('bac', Proof.CHIP, Original.PROVEN)


def test_a_chip_that_only_knows_pace_is_opened(tmp_path: Path) -> None:
    """Basic access control is on its way out."""
    assert read(Making(is_pace_only=True), trusting(tmp_path)).identity.proof.access == 'pace'


@pytest.mark.parametrize('kind', ['rsa', 'ec'])
def test_active_authentication_proves_an_original(tmp_path: Path, kind: Active) -> None:
    """A chip without the other proof signs a number; a copy can't."""
    roots = trusting(tmp_path)
    proof = read(Making(chip=0, active=kind), roots).identity.proof
    assert (proof.original, proof.by, proof.proof) == (Original.PROVEN, 'active', Proof.CHIP)
    proof = read(Making(chip=0, active=kind), roots, Switches(copied=True)).identity.proof
    assert (proof.original, proof.proof) == (Original.FAILED, Proof.NONE)


def test_a_chip_that_offers_no_proof_of_itself_says_so(tmp_path: Path) -> None:
    """Signed it is; whether it is a copy, the officer's eye must tell."""
    proof = read(Making(chip=0), trusting(tmp_path)).identity.proof
    assert (proof.original, proof.proof, proof.findings) == (Original.UNKNOWN, Proof.CHIP, ('chip.copy_unknown',))


@pytest.mark.parametrize('with_rsa', [False, True])
@pytest.mark.parametrize('signer', list(Signer))
def test_signers_are_told_apart(tmp_path: Path, signer: Signer, *, with_rsa: bool) -> None:
    """Elliptic curves and RSA-PSS; only one of them counts, and the findings name the others."""
    proof = read(Making(signer=signer), trusting(tmp_path, with_rsa=with_rsa), with_rsa=with_rsa).identity.proof
    assert proof.signer is signer
    assert (proof.proof is Proof.CHIP) == (signer is Signer.TRUSTED)
    assert (f'chip.signer_{signer}' in proof.findings) == (signer is not Signer.TRUSTED)


def test_without_roots_nobody_is_trusted() -> None:
    """A centre that hasn't been given any certificate reads, and proves nothing."""
    proof = read(Making(), Roots()).identity.proof
    assert (proof.signer, proof.proof) == (Signer.UNKNOWN, Proof.NONE)


def test_without_a_current_list_revocation_is_unknown(tmp_path: Path) -> None:
    """None at all, or one that should have been replaced; an old one still knows whom it names."""
    for roots in (trusting(tmp_path / 'none', with_list=False), trusting(tmp_path / 'old', is_old=True)):
        proof = read(Making(), roots).identity.proof
        assert (proof.proof, proof.findings) == (Proof.CHIP, ('chip.revocation_unknown',))
    revoked = read(Making(signer=Signer.REVOKED), trusting(tmp_path / 'older', is_old=True)).identity.proof
    assert revoked.signer is Signer.REVOKED


def test_a_broken_file_among_the_roots_is_named(tmp_path: Path) -> None:
    """So that the administrator knows which to copy again; notes beside them are none."""
    roots = authority().write(tmp_path / 'roots')
    (roots / 'README.txt').write_text('from the ministry')
    assert Roots.of_directory(roots) is not None
    (roots / 'half.cer').write_bytes((roots / 'csca.cer').read_bytes()[:100])
    with pytest.raises(Trouble, match=r'chip\.roots\(file=.*half\.cer\)'):
        Roots.of_directory(roots)


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    """A group's bytes against the signature's hash, whichever group it is."""
    groups = groups_of(HOLDER)
    sod = authority().signed(groups, Signer.TRUSTED)
    for number in groups:
        changed = {**groups, number: groups[number][:-1] + b'\x7f'}
        verdict = judged(sod, changed, trusting(tmp_path), at=NOW)
        assert (verdict.signer, verdict.changed) == (Signer.TRUSTED, (number,))
    extra = judged(sod, {**groups, 15: b'\x6f\x00'}, trusting(tmp_path), at=NOW)
    assert extra.unsigned == (15,)


@settings(max_examples=40, deadline=None)  # each signs and judges
@given(st.binary(max_size=300))
def test_a_signature_that_somebody_made_up_is_broken(made_up: bytes) -> None:
    """Whatever it is."""
    for sod in (made_up, tlv(0x77, made_up)):
        assert judged(sod, GROUPS, Roots(), at=NOW).signer is Signer.BROKEN


@settings(max_examples=60, deadline=None)  # each judges a signature
@given(at=st.integers(min_value=0, max_value=4000), flipped=st.integers(min_value=1, max_value=255))
def test_no_changed_byte_of_a_signature_counts_as_signed(at: int, flipped: int) -> None:
    """Every byte of EF.SOD matters, or changes nothing that was signed."""
    groups = GROUPS
    sod = bytearray(SOD)
    sod[at % len(sod)] ^= flipped
    verdict = judged(bytes(sod), groups, ROOTS, at=NOW)
    assert verdict.signer is not Signer.TRUSTED or (verdict.changed, verdict.unsigned) == ((), ())


def test_a_file_too_long_for_the_short_command_is_read_whole(tmp_path: Path) -> None:
    """Beyond 32 KB the place is said in the command's data."""
    read_ = read(Making(long_face=40_000), trusting(tmp_path))
    assert read_.identity.proof.proof is Proof.CHIP
    assert read_.face is not None
    assert len(read_.face.image) >= len(drawn_face())


def test_only_what_a_centre_needs_is_taken(tmp_path: Path) -> None:
    """Religion, ethnicity, parents and marks stay on the card."""
    texts = read(Making(), trusting(tmp_path)).identity.texts
    assert set(texts) == {1, 2, 3, 4, 5, 9, 11, 12, 16}


def test_the_vietnamese_group_is_read_however_it_is_nested() -> None:
    """Its layout isn't published: numbers name fields, whatever lies around them."""
    one = tlv(0x30, tlv(2, b'\x02') + tlv(0x0C, "LÊ THỊ MẪU".encode()))
    two = tlv(0x30, tlv(2, b'\x0d') + tlv(0x30, tlv(0x0C, b'A') + tlv(0x13, b'B')))
    for body in (
        one + two,
        tlv(0x30, one + two),
        tlv(0x31, tlv(0x30, tlv(0xA0, one) + two)),
        one + tlv(2, b'\x09') + two,
    ):
        assert numbered_texts(tlv(0x6D, body)) == {2: ("LÊ THỊ MẪU",), 13: ('A', 'B')}


def test_a_face_in_jpeg2000_is_told_by_its_first_bytes() -> None:
    """Headers of cards in the field are wrong; pictures aren't."""
    block = b'FAC\x00010\x00' + bytes(37) + b'\x00\x00\x00\x0cjP  \r\n\x87\n' + bytes(20)
    found = face(tlv(0x75, tlv(0x7F61, tlv(2, b'\x01') + tlv(0x7F60, tlv(0x5F2E, block)))))
    assert found is not None
    assert (found.kind, found.image[:8]) == ('jpeg2000', b'\x00\x00\x00\x0cjP  ')
    assert face(tlv(0x75, tlv(0x7F61, tlv(0x7F60, tlv(0x5F2E, b'FAC\0' + bytes(40)))))) is None


@given(st.binary(max_size=120))
def test_made_up_files_are_a_trouble_and_no_bug(made_up: bytes) -> None:
    """Whoever makes a card may write anything on it."""
    for reading in (mrz_lines, numbered_texts, face, pace_ways, chip_key, files.listed_groups):
        for tag in (0x61, 0x6D, 0x75, 0x31, 0x60):
            for data in (made_up, tlv(tag, made_up)):
                with suppress(Trouble):
                    reading(data)


@given(st.binary(max_size=40), st.integers(min_value=1, max_value=0x1E) | st.sampled_from([0x5F1F, 0x7F49, 0x75]))
def test_objects_come_back_as_they_were_written(value: bytes, tag: int) -> None:
    """And one that is cut off is noticed."""
    for whole in (value, value * 10, value * 200):
        data = tlv(tag, whole)
        assert list(objects(data + b'\0\0')) == [(tag, whole)]
        assert find(data, tag) == whole
        assert header(data)[2] == len(data)
        if whole:
            with pytest.raises(Trouble, match=r'chip\.data'):
                list(objects(data[:-1]))


@given(
    st.binary(max_size=300),
    st.none() | st.integers(min_value=1, max_value=65536),
    st.integers(min_value=1, max_value=255),
)
def test_commands_come_back_as_they_were_sent(data: bytes, expected: int | None, ins: int) -> None:
    """Short and extended; the emulated chip reads what the reader writes."""
    sent = Command(ins=ins, p1=1, p2=2, data=data, expected=expected)
    assert command_of(sent.encoded()) == sent


def test_a_listener_learns_no_name(tmp_path: Path) -> None:
    """What goes over the air after the opening is encrypted."""
    chip = Wired(Making())
    heard: list[bytes] = []
    answer = chip.chip.answer
    chip.chip.answer = lambda apdu: heard.append(answer(apdu)) or heard[-1]  # type: ignore[method-assign]
    read_chip(chip, Key(numbers=[HOLDER.key]), trusting(tmp_path), at=NOW)
    spoken = b''.join(chip.sent + heard)
    assert HOLDER.number.encode() not in spoken
    assert "MẪU".encode() not in spoken
    assert hashlib.sha256(drawn_face()).digest() not in spoken
