"""For diagnosis: a file signed with a token, a signed file judged, and whether a token signs."""

import getpass
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import time

from devices import texts
from devices.signer.opening import open_signer
from devices.signer.protocol import Signed
from devices.signer.verification import verify
from office.errors import Trouble

Told = dict[str, object]

_LONGEST_PIN = 256


def now() -> datetime:
    """The machine's own moment: these commands run without a centre."""
    return datetime.fromtimestamp(time(), UTC)


def read_pin(descriptor: int | None) -> str:
    """The PIN from an open file's first line, or typed unseen; never from an argument, which every process can see."""
    if descriptor is None:
        return getpass.getpass("PIN: ")
    return os.read(descriptor, _LONGEST_PIN).decode(errors='replace').partition('\n')[0].rstrip('\r')


def sign_file(path: Path, out: Path, address: str, pin: str, reason: str = '') -> Told:
    """Sign a file into another, which must not be there yet.

    Raises:
        Refusal: ``device.address`` or ``device.option``.
        Trouble: any of ``devices.signer.protocol``; ``signer.absent`` where the settings name no token.
        OSError: a file can't be read or written.
    """
    content = path.read_bytes()
    signed = _signed(content, address, pin, reason)
    with out.open('xb') as file:
        file.write(signed.pdf)
    return {'file': str(out), **_told(signed)}


def verify_file(path: Path, roots: str) -> Told:
    """What is proven of each signature of a file, times as ISO 8601; ``code`` is '' for a file that nobody signed.

    Raises:
        Trouble: ``signature.file``, ``signature.roots`` or ``signature.reader``.
        OSError: the file can't be read.
    """
    judged = verify(path.read_bytes(), now(), roots=roots)
    return {
        'file': str(path),
        'code': judged.code,
        'signatures': [_plain({**asdict(one), 'says': _says(one.code)}) for one in judged.signatures],
    }


def try_signer(address: str, directory: Path, pin: str, roots: str) -> Told:
    """Sign a page that says nothing, and judge it.

    Raises:
        Refusal, Trouble: what the token raises.
    """
    import pikepdf  # noqa: PLC0415  # slow, wanted for this alone

    directory.mkdir(parents=True, exist_ok=True)
    page, out = directory / 'signer-test.pdf', directory / 'signer-test-signed.pdf'
    for one in (page, out):
        one.unlink(missing_ok=True)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(page)
    return {**sign_file(page, out, address, pin), 'code': verify_file(out, roots)['code']}


def _signed(content: bytes, address: str, pin: str, reason: str) -> Signed:
    if not address:
        raise Trouble('signer.absent')
    with closing(open_signer(address)) as signer:
        signer.open(pin, now())
        return signer.sign(content, now(), reason)


def _told(signed: Signed) -> Told:
    told = {name: value for name, value in asdict(signed).items() if name != 'pdf'}
    return _plain({**told, 'says': _says(signed.remark) if signed.remark else ''})


def _says(code: str) -> str:
    return f'{texts.sentence(code)} / {texts.sentence(code, "en")}'


def _plain(told: Mapping[str, object]) -> Told:
    """As JSON can carry it."""
    made: Told = {}
    for name, value in told.items():
        if isinstance(value, datetime):
            made[name] = value.isoformat()
        else:
            made[name] = _plain(value) if isinstance(value, dict) else value
    return made


def in_lines(told: Told) -> str:
    """What was found, for a person: a line for the file, and one for each signature."""
    head = '  '.join(f'{name}: {value}' for name, value in told.items() if name != 'signatures' and value)
    signatures = told.get('signatures', [])
    lines = [_line(one) for one in signatures] if isinstance(signatures, list) else []
    return '\n'.join([head, *lines])


def _line(one: Told) -> str:
    certificate = one['certificate']
    who = ''
    if isinstance(certificate, dict):
        who = ', '.join(filter(None, (certificate['holder'], certificate['organisation'], certificate['issuer'])))
    at = one['stamped_at'] or one['signed_at'] or ''
    return f'  {one["field"]}  {who}  {at}  {one["says"]}'
