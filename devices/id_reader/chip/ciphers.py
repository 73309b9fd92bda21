"""The two ciphers that chips use, Triple DES and AES: keys from a secret, encryption, seals (Doc 9303-11 §9.7, 9.8)."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import cmac
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from office.errors import Trouble

FOR_ENCRYPTION, FOR_SEALS, FOR_PASSWORD = 1, 2, 3

SEAL_BYTES = 8
_PAD = b'\x80'
_LONG_AES = 16  # a longer key is made by SHA-256 instead of SHA-1


@dataclass(frozen=True, slots=True)
class Suite:
    """A cipher with its sizes in bytes."""

    name: str
    block: int
    key_bytes: int

    @property
    def is_aes(self) -> bool:
        """Whether it is AES, and not Triple DES."""
        return self.block == AES.block_size // 8

    def key(self, secret: bytes, purpose: int) -> bytes:
        """The key for a purpose from a shared secret (Doc 9303-11 §9.7.1)."""
        whole = secret + purpose.to_bytes(4, 'big')
        if self.is_aes and self.key_bytes > _LONG_AES:
            return hashlib.sha256(whole).digest()[: self.key_bytes]
        made = hashlib.sha1(whole, usedforsecurity=False).digest()[: self.key_bytes]
        return made if self.is_aes else bytes(_with_parity(byte) for byte in made)

    def encrypted(self, key: bytes, data: bytes, start: bytes = b'') -> bytes:
        """Whole blocks encrypted in CBC mode, from zeros or from ``start``."""
        worker = self._cipher(key, start or bytes(self.block)).encryptor()
        return worker.update(data) + worker.finalize()

    def decrypted(self, key: bytes, data: bytes, start: bytes = b'') -> bytes:
        """Whole blocks decrypted in CBC mode.

        Raises:
            Trouble: ``chip.misread`` when they aren't whole blocks.
        """
        if len(data) % self.block:
            raise Trouble('chip.misread')
        worker = self._cipher(key, start or bytes(self.block)).decryptor()
        return worker.update(data) + worker.finalize()

    def seal(self, key: bytes, data: bytes) -> bytes:
        """The eight bytes that only who has the key can make of ``data``; AES takes any length, DES pads it."""
        if self.is_aes:
            worker = cmac.CMAC(AES(key))
            worker.update(data)
            return worker.finalize()[:SEAL_BYTES]
        return _retail_seal(key, padded(data, self.block))

    def counter_start(self, key: bytes, counter: bytes) -> bytes:
        """Where the encryption of a message starts: AES begins with its number, DES with zeros."""
        return self.encrypted(key, counter) if self.is_aes else bytes(self.block)

    def _cipher(self, key: bytes, start: bytes) -> Cipher[modes.CBC]:
        return Cipher(AES(key) if self.is_aes else TripleDES(key + key[:8]), modes.CBC(start))


TRIPLE_DES = Suite('3DES', 8, 16)
AES128, AES192, AES256 = Suite('AES-128', 16, 16), Suite('AES-192', 16, 24), Suite('AES-256', 16, 32)

# the last number of a protocol's name says which
SUITES = {1: TRIPLE_DES, 2: AES128, 3: AES192, 4: AES256}


def padded(data: bytes, block: int) -> bytes:
    """With one bit and zeros up to a whole block (ISO/IEC 9797-1, method 2)."""
    filled = data + _PAD
    return filled + bytes(-len(filled) % block)


def unpadded(data: bytes) -> bytes:
    """Without that padding.

    Raises:
        Trouble: ``chip.misread`` when there is none.
    """
    stripped = data.rstrip(b'\0')
    if not stripped.endswith(_PAD):
        raise Trouble('chip.misread')
    return stripped[:-1]


def _retail_seal(key: bytes, data: bytes) -> bytes:
    """ISO/IEC 9797-1, algorithm 3: single DES all along, and the second key at the end."""
    first, second = key[:8], key[8:]
    chain = Cipher(TripleDES(first * 3), modes.CBC(bytes(8))).encryptor()
    last = (chain.update(data) + chain.finalize())[-8:]
    for one, way in ((second, 'decryptor'), (first, 'encryptor')):
        worker = getattr(Cipher(TripleDES(one * 3), modes.ECB()), way)()  # noqa: S305 - one block, as the standard says
        last = worker.update(last) + worker.finalize()
    return last


def _with_parity(byte: int) -> int:
    """A byte of a DES key, its last bit making the number of ones odd."""
    return byte & 0xFE | (byte >> 1).bit_count() % 2 ^ 1
