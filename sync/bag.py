"""A bag: files on a stick that only the machine they are for can read, and that nobody can change unseen.

A folder of ``manifest.json`` and sealed files. The manifest is ``{"payload": <text>, "signature": <128 digits>}``; its
payload names who packed the bag, for whom, when, and each file with size and SHA-256; the signature is Ed25519 over it.
Files are sealed by HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) to the receiver's key, each under its name.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from office import codec
from office.errors import Refusal, Trouble
from sync.durable import sync_folder

MANIFEST, _FORMAT = 'manifest.json', 'motcua-bag-1'
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_CARD = re.compile(r'([^:\s]+):([0-9a-f]{64}):([0-9a-f]{64})')
# the names that we give; anything else in a manifest would lead out of the folder
_NAME = re.compile(r'[a-z0-9][a-z0-9.-]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another machine of the centre: its device name and its two public keys."""

    device: str
    verifies: bytes
    seals: bytes

    def seal(self, content: bytes, name: str) -> bytes:
        """The content, for this partner alone."""
        return _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(self.seals), info=name.encode())


class Hand:
    """One store's own hand: it signs the bags it packs and opens those packed for it."""

    def __init__(self, device: str, signing: bytes, sealing: bytes) -> None:
        self._device = device
        self._signs = Ed25519PrivateKey.from_private_bytes(signing)
        self._opens = X25519PrivateKey.from_private_bytes(sealing)

    @property
    def card(self) -> str:
        """What a partner's settings must name to exchange bags with this store; nothing secret."""
        return f'{self._device}:{self._signs.public_key().public_bytes_raw().hex()}:{self.address}'

    @property
    def address(self) -> str:
        """The public key to which bags for this store are sealed, 64 hexadecimal digits."""
        return self._opens.public_key().public_bytes_raw().hex()

    def sign(self, text: str) -> str:
        """A signature over a text."""
        return self._signs.sign(text.encode()).hex()

    def open(self, sealed: bytes, name: str) -> bytes:
        """The content of a file that was sealed for this store under a name.

        Raises:
            Refusal: ``bag.altered`` when it was sealed for another, under another name, or changed.
        """
        try:
            return _SUITE.decrypt(sealed, self._opens, info=name.encode())
        except (InvalidTag, ValueError) as error:
            raise Refusal('bag.altered', file=name) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """A bag whose manifest is proved and whose files are all there, byte for byte."""

    folder: Path
    partner: Partner
    names: tuple[str, ...]
    hand: Hand

    def content(self, name: str) -> bytes:
        """One file, opened.

        Raises:
            Refusal: ``bag.altered``.
            Trouble: ``bag.unreadable``.
        """
        return self.hand.open(_read(self.folder / name), name)


def partners(cards: Iterable[str]) -> tuple[Partner, ...]:
    """The partners of the settings.

    Raises:
        Refusal: ``bag.card`` for a card that is none.
    """
    made = []
    for card in cards:
        read = _CARD.fullmatch(card.strip())
        if read is None:
            raise Refusal('bag.card', card=card)
        device, verifies, seals = read.groups()
        made.append(Partner(device=device, verifies=bytes.fromhex(verifies), seals=bytes.fromhex(seals)))
    return tuple(made)


def pack(folder: Path, hand: Hand, partner: Partner, at: datetime, files: Iterable[tuple[str, bytes]]) -> Path:
    """Write a bag into a folder of a stick; it has its final name only when every byte is durable.

    Args:
        folder: where the bag's own folder is made.
        hand: who packs.
        partner: for whom.
        at: when.
        files: names and contents, one at a time in memory.

    Raises:
        Trouble: ``bag.disk`` when the stick refuses.
    """
    name = f'motcua-{hand.card.partition(":")[0]}-{at:%Y%m%d-%H%M%S-%f}'
    part, done = folder / f'{name}.part', folder / name
    try:
        part.mkdir(parents=True)
        listed = []
        for file, content in files:
            sealed = partner.seal(content, file)
            _write(part / file, sealed)
            listed.append({'name': file, 'size': len(sealed), 'sha256': sha256(sealed).hexdigest()})
        payload = codec.canonical(
            {'format': _FORMAT, 'from': hand.card, 'to': partner.seals.hex(), 'at': codec.moment(at), 'files': listed}
        )
        _write(part / MANIFEST, codec.canonical({'payload': payload, 'signature': hand.sign(payload)}).encode())
        sync_folder(part)
        part.rename(done)
        sync_folder(folder)
    except OSError as error:
        raise Trouble('bag.disk', detail=error.strerror or '') from error
    return done


def proved(folder: Path, hand: Hand, known: Sequence[Partner]) -> Bag:
    """A bag for this store, whole and from a partner; nothing in it is believed before that.

    Raises:
        Refusal: ``bag.shape`` when the folder is no bag, ``bag.stranger`` from somebody the settings don't name,
            ``bag.signature``, ``bag.not_ours`` when it is for another machine, ``bag.partial`` when a file is
            missing or short, ``bag.altered`` when one was changed.
        Trouble: ``bag.unreadable``.
    """
    payload, signature = _manifest(folder)
    partner = next((one for one in known if str(payload['from']).split(':')[1:2] == [one.verifies.hex()]), None)
    if partner is None:
        raise Refusal('bag.stranger', device=str(payload['from']).partition(':')[0])
    try:
        Ed25519PublicKey.from_public_bytes(partner.verifies).verify(bytes.fromhex(signature), payload['text'].encode())
    except (InvalidSignature, ValueError) as error:
        raise Refusal('bag.signature', device=partner.device) from error
    if payload['to'] != hand.address:
        raise Refusal('bag.not_ours')
    return Bag(folder=folder, partner=partner, names=tuple(_whole(folder, payload['files'])), hand=hand)


def _manifest(folder: Path) -> tuple[dict[str, Any], str]:
    try:
        text = _read(folder / MANIFEST).decode()
        outer = json.loads(text)
        payload = json.loads(outer['payload'])
        if payload['format'] != _FORMAT or not {'from', 'to', 'files'} <= payload.keys():
            raise Refusal('bag.shape', folder=str(folder))
        return {**payload, 'text': str(outer['payload'])}, str(outer['signature'])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal('bag.shape', folder=str(folder)) from error


def _whole(folder: Path, listed: list[dict[str, Any]]) -> Iterator[str]:
    for one in listed:
        name = str(one['name'])
        if not _NAME.fullmatch(name) or not (folder / name).is_file():
            raise Refusal('bag.partial', file=name)
        sealed = _read(folder / name)
        if len(sealed) < int(one['size']):
            raise Refusal('bag.partial', file=name)
        if sha256(sealed).hexdigest() != one['sha256']:
            raise Refusal('bag.altered', file=name)
        yield name


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal('bag.shape', folder=str(path.parent)) from error
    except OSError as error:
        raise Trouble('bag.unreadable', file=str(path), detail=error.strerror or '') from error


def _write(path: Path, content: bytes) -> None:
    with path.open('xb') as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
