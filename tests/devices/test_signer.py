"""A token signs files: PIN once, each misfortune by its own name, and the bytes that were there stay."""

import os
import signal
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pkcs11
import pytest
from pkcs11.constants import TokenFlag

from devices.address import Address
from devices.child import Child
from devices.health import look
from devices.settings import DeviceSettings
from devices.signer.emulator.soft_token import LABEL, PIN, SoftToken
from devices.signer.emulator.time_stamps import EmulatedTimeStamps
from devices.signer.opening import open_signer
from devices.signer.pkcs11 import Pkcs11Signer
from devices.signer.protocol import Signer, Tries
from devices.signer.token import Library
from devices.signer.verification import verify
from office.errors import Problem, Refusal, Trouble
from tests.devices.signing_bench import (
    NOW,
    code_of,
    opened,
    page,
    pdfsig,
    saved,
    sized_at,
    thrown,
    token,
    verified_here,
)

__all__ = ['token']


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Health judges certificates by the moment for which the token was made."""
    monkeypatch.setattr('devices.health.time', SimpleNamespace(time=NOW.timestamp))


def child_of(signer: Signer) -> Child:
    """The child that holds the token."""
    assert isinstance(signer, Pkcs11Signer)
    assert signer._child is not None
    return signer._child


def pid_of(signer: Signer) -> int:
    """Its number."""
    return child_of(signer)._process.pid


def test_a_pin_is_asked_once_and_pdfsig_agrees(token: SoftToken, tmp_path: Path) -> None:
    """Files by one PIN, one of them twice; the bytes stand before the signature as they were, and it covers them all.

    What can't be signed leaves the session alone, and a signature behind another leaves that one good.
    """
    with opened(token) as signer:
        assert signer.is_open
        first = signer.sign(page(), NOW, "Số hóa")
        for content in (b'no PDF at all', page()[: len(page()) // 2]):
            with pytest.raises(Trouble) as refused:
                signer.sign(content, NOW)
            assert code_of(refused) == 'signer.file'
        assert signer.is_open
        twice = signer.sign(first.pdf, NOW).pdf
    assert not signer.is_open
    assert first.pdf.startswith(page())
    assert (first.certificate.holder, first.certificate.organisation) == ("Lê Thị Lan", "UBND xã Mẫu")
    assert first.certificate.serial == f'{token.officer.certificate.serial_number:x}'
    assert (first.stamped_at, first.remark) == (None, '')
    said = pdfsig(saved(first.pdf, tmp_path))
    assert 'ETSI.CAdES.detached' in said
    assert 'Total document signed' in said
    assert 'Signature is Valid' in said
    assert twice.startswith(first.pdf)
    both = verify(twice, NOW, roots=str(token.roots)).signatures
    assert [(one.code, one.covers_file, one.signed_at) for one in both] == [
        ('signature.good', False, NOW),
        ('signature.good', True, NOW),
    ]
    assert pdfsig(saved(twice, tmp_path)).count('Signature is Valid') == 2
    assert not has_ink(saved(twice, tmp_path))


def has_ink(path: Path) -> bool:
    """Whether anything shows on an empty page."""
    drawn = subprocess.run(['pdftoppm', '-r', '30', '-gray', str(path)], capture_output=True, check=True).stdout
    return min(drawn.split(b'\n', 3)[3]) < 200


def test_the_corner_shows_who_signed(token: SoftToken, tmp_path: Path) -> None:
    """Where the settings ask for it."""
    with opened(token, '&look=corner') as signer:
        assert has_ink(saved(signer.sign(page(), NOW).pdf, tmp_path))


def test_the_corner_is_found_wherever_the_page_has_its_size_from(token: SoftToken, tmp_path: Path) -> None:
    """A node above it may say for all its pages; where none does, the file is to blame and the token stays open."""
    with opened(token, '&look=corner') as signer:
        for depth in range(3):
            assert has_ink(saved(signer.sign(sized_at(depth), NOW).pdf, tmp_path))
        with pytest.raises(Trouble) as refused:
            signer.sign(sized_at(3), NOW)
        assert (code_of(refused), signer.is_open) == ('signer.file', True)


@pytest.mark.parametrize(
    ('switch', 'code'),
    [
        ('removed', 'signer.absent'),
        ('locked', 'signer.locked'),
        ('must_change', 'signer.pin_change'),
        ('expired', 'signer.expired'),
        ('early', 'signer.early'),
        ('usage', 'signer.usage'),
    ],
)
def test_a_token_that_cannot_sign_says_why_before_it_is_asked_to(token: SoftToken, switch: str, code: str) -> None:
    """A right PIN is no help, and health says the same without one."""
    with thrown(token, switch), closing(open_signer(token.address)) as signer:
        with pytest.raises(Trouble) as refused:
            signer.open(PIN, NOW)
        assert not signer.is_open
        (state,) = look(DeviceSettings(signer=token.address), ('signer',))
    assert code_of(refused) == code
    assert state.code == code
    assert state.what_to_do()


def test_a_wrong_pin_is_counted_and_the_last_try_said(token: SoftToken) -> None:
    """By this program, and by what the token's flags tell; the right one makes up for it."""
    with closing(open_signer(token.address)) as signer:
        for wrong in (1, 2):
            with pytest.raises(Trouble) as refused:
                signer.open('000000', NOW)
            assert (code_of(refused), refused.value.params) == ('signer.pin', {'wrong': wrong})
        assert signer.look(NOW).tries is Tries.FEWER
        with thrown(token, 'final'):
            assert signer.look(NOW).tries is Tries.FINAL
            (state,) = look(DeviceSettings(signer=token.address), ('signer',))
            assert (state.state, state.code) == ('ok', 'signer.final_try')
            with pytest.raises(Trouble) as refused:
                signer.open('000000', NOW)
            assert code_of(refused) == 'signer.pin_final'
        signer.open(PIN, NOW)
        assert signer.look(NOW).tries is Tries.ALL


@pytest.mark.parametrize('kind', [pkcs11.PinInvalid, pkcs11.PinLenRange])
def test_a_pin_of_no_possible_shape_is_no_wrong_one(kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a token says that looks at the shape first, which the soft one never does."""

    def refuses(**_: object) -> None:
        raise kind

    monkeypatch.setattr('pkcs11.lib', lambda _: None)
    stricter = SimpleNamespace(flags=TokenFlag(0), open=refuses)
    with pytest.raises(Trouble) as refused:
        Library('').opened(stricter, '0', {})  # type: ignore[arg-type]  # stands for a token
    assert code_of(refused) == 'signer.pin_shape'


def test_another_keys_certificate_never_leaves_a_signature(token: SoftToken) -> None:
    """It is found out by proving the signature before anybody gets the file."""
    with thrown(token, 'mismatch'), opened(token) as signer:
        with pytest.raises(Trouble) as refused:
            signer.sign(page(), NOW)
        assert code_of(refused) == 'signer.mismatch'
        assert not signer.is_open


def test_a_token_pulled_out_forgets_the_pin(token: SoftToken) -> None:
    """In the middle of the work: not signed, closed, and the PIN is asked again once it is back."""
    with opened(token) as signer:
        signer.sign(page(), NOW)
        with thrown(token, 'removed'), pytest.raises(Trouble) as refused:
            signer.sign(page(), NOW)
        assert code_of(refused) == 'signer.removed'
        assert not signer.is_open
        with pytest.raises(Trouble) as refused:
            signer.sign(page(), NOW)
        assert code_of(refused) == 'signer.closed'
        signer.open(PIN, NOW)
        assert signer.sign(page(), NOW).pdf


def test_a_token_that_fails_is_not_one_that_was_pulled_out(token: SoftToken) -> None:
    """It is there, and its key can't be used."""
    with opened(token) as signer, thrown(token, 'broken'):
        with pytest.raises(Trouble) as refused:
            signer.sign(page(), NOW)
        assert code_of(refused) == 'signer.io'
        assert not signer.is_open


@pytest.mark.parametrize(('blow', 'code'), [(signal.SIGKILL, 'signer.crashed'), (signal.SIGSTOP, 'signer.mute')])
def test_a_library_that_dies_or_hangs_costs_one_signature(token: SoftToken, blow: signal.Signals, code: str) -> None:
    """A file larger than a pipe holds, so that its sending hangs too; the next PIN begins anew."""
    with opened(token) as signer:
        # a busy machine may need long to begin; a child that has begun and hangs is known to
        child_of(signer)._patience = 1
        os.kill(pid_of(signer), blow)
        with pytest.raises(Trouble) as refused:
            signer.sign(page() + b'%' * 300_000, NOW)
        assert code_of(refused) == code
        assert not signer.is_open


def test_what_hangs_is_ended_when_the_program_ends(token: SoftToken) -> None:
    """Long before its patience is over, though it takes nothing more in."""
    with opened(token, '&seconds=60') as signer:
        os.kill(pid_of(signer), signal.SIGSTOP)
        signer.interrupt()
        with pytest.raises(Trouble) as refused:
            signer.sign(page() + b'%' * 300_000, NOW)
        assert code_of(refused) == 'signer.crashed'


def test_the_child_ends_with_its_parent_though_its_library_hangs(token: SoftToken) -> None:
    """Nobody is left behind with an open token."""
    with opened(token) as signer:
        process = child_of(signer)._process
        assert process.stdin
        process.stdin.close()
        assert process.wait(30) == 0


def test_time_stamps_prove_the_moment_and_outlive_the_certificate(token: SoftToken) -> None:
    """Signed with a stamp, a file is good after the certificate's end; without one it is expired."""
    server = token.authority.time_stamps()
    later, stamped = NOW + timedelta(days=500), NOW + timedelta(minutes=1)
    with EmulatedTimeStamps(server, stamped, token.authority.root.der) as stamps:
        with opened(token, f'&stamp={stamps.address}') as signer:
            done = signer.sign(page(), NOW)
        with opened(token) as signer:
            plain = signer.sign(page(), NOW)
    assert (done.stamped_at, done.remark) == (stamped, '')
    assert verified_here(done.pdf, later, roots=str(token.roots)).code == 'signature.good'
    assert verified_here(plain.pdf, later, roots=str(token.roots)).code == 'signature.expired'


def test_a_server_without_stamps_stops_only_who_must_have_one(token: SoftToken) -> None:
    """Optional: signed and said; required: not signed, and the PIN's session stands."""
    with EmulatedTimeStamps(token.authority.time_stamps(), NOW, token.authority.root.der) as stamps:
        asks = f'&stamp={stamps.address}'
        with opened(token, asks) as may, opened(token, f'{asks}&stamp_required=1') as must:
            for switch in ('down', 'nonsense', 'rejects'):
                setattr(stamps.switches, switch, True)
                done = may.sign(page(), NOW)
                assert (done.stamped_at, done.remark) == (None, 'signer.stamp')
                with pytest.raises(Trouble) as refused:
                    must.sign(page(), NOW)
                assert code_of(refused) == 'signer.stamp'
                setattr(stamps.switches, switch, False)
            assert must.sign(page(), NOW).stamped_at == NOW


def test_a_token_is_found_by_its_library_and_name(token: SoftToken, tmp_path: Path) -> None:
    """No such library, no such name, two tokens and no name, nonsense in the address."""
    known = Address.parse(token.address)
    other = {**known.options, 'token': 'nobody'}
    with pytest.raises(Trouble) as refused:
        open_signer(str(replace(known, options=other))).look(NOW)
    assert code_of(refused) == 'signer.absent'
    with pytest.raises(Trouble) as refused:
        open_signer(str(replace(known, rest=str(tmp_path / 'none.so')))).look(NOW)
    assert code_of(refused) == 'signer.library'
    token.add_another('hai')
    with pytest.raises(Trouble) as refused:
        open_signer(str(replace(known, options={'config': known.options['config']}))).look(NOW)
    assert code_of(refused) == 'signer.which'
    assert LABEL in str(refused.value.params['tokens'])
    with pytest.raises(Trouble) as refused:
        open_signer(str(replace(known, options={**known.options, 'token': 'hai'}))).open(PIN, NOW)
    assert code_of(refused) == 'signer.certificate'
    for address in (f'{token.address}&look=loud', f'{token.address}&key=A1Z', f'{token.address}&pin=1', 'pkcs15:any'):
        with pytest.raises(Problem) as wrong:
            open_signer(address)
        assert isinstance(wrong.value, Refusal)
