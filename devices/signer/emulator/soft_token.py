"""A token in software: SoftHSM with a folder, an invented authority and an officer's key; each attribute is a switch.

removed     pulled out
low         somebody has typed a wrong PIN
final       the next wrong PIN locks it
locked      it takes no PIN any more
must_change its PIN has to be changed first
broken      its objects are gone
expired, early, usage   its certificate is one of these
mismatch    its certificate belongs to another key
"""

import json
import os
import shutil
import struct
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import devices
from devices.signer.emulator.authority import Authority, Issued
from office.errors import Trouble

PIN = '123456'
LABEL = 'tap-huan'
# where Debian, Fedora and the others put it
LIBRARIES = (
    '/usr/lib/softhsm/libsofthsm2.so',
    '/usr/lib64/pkcs11/libsofthsm2.so',
    '/usr/local/lib/softhsm/libsofthsm2.so',
)

# CKA_OS_TOKENFLAGS as an unsigned long, in SoftHSM's own file of the token; then the flags themselves
_FLAGS_AT = bytes.fromhex('000000008000534b0000000000000002')
_NUMBER = struct.Struct('>Q')
_LOW, _FINAL, _LOCKED, _MUST_CHANGE = 0x10000, 0x20000, 0x40000, 0x80000


class SoftToken:
    """A token in a folder, plugged in until ``removed``; it asks for ``PIN``."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder, self._away, self._lost = folder / 'tokens', folder / 'pulled-out', folder / 'lost'
        self._folder.mkdir(parents=True)
        self._config = folder / 'softhsm2.conf'
        self._config.write_text(
            f'directories.tokendir = {self._folder}\nobjectstore.backend = file\nlog.level = ERROR\n', encoding='utf-8'
        )
        self.library = next((one for one in LIBRARIES if Path(one).exists()), '')
        if not self.library:
            raise Trouble('signer.library', library='softhsm2')
        self._own = self.add_another(LABEL)
        self.authority = Authority(now)
        self.roots = folder / 'roots'
        self.roots.mkdir()
        (self.roots / 'root.pem').write_bytes(self.authority.root.pem)
        self.officer = self.authority.officer()
        self._kind = ''
        self.fill(self.officer)

    @staticmethod
    def is_installed() -> bool:
        """Whether this machine has SoftHSM."""
        return shutil.which('softhsm2-util') is not None and any(Path(one).exists() for one in LIBRARIES)

    @property
    def address(self) -> str:
        """For the settings."""
        return f'pkcs11:{self.library}?token={LABEL}&config={self._config}'

    def add_another(self, label: str) -> str:
        """Plug in another token, which holds nothing; the name of its folder."""
        known = set(self._folder.iterdir())
        self._run('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', PIN, '--pin', PIN)
        (added,) = set(self._folder.iterdir()) - known
        return added.name

    def fill(self, issued: Issued, certificate: bytes = b'') -> None:
        """Put another key and certificate on the token; another ``certificate`` than its own where given."""
        asked = {
            'library': self.library,
            'label': LABEL,
            'pin': PIN,
            'key': issued.plain_key_der.hex(),
            'certificates': [(certificate or issued.der).hex(), self.authority.root.der.hex()],
        }
        self._run(sys.executable, '-m', 'devices.signer.emulator.filling', given=json.dumps(asked))

    def _run(self, *command: str, given: str = '') -> None:
        environment = {
            **os.environ,
            'SOFTHSM2_CONF': str(self._config),
            'PYTHONPATH': str(Path(devices.__file__).parents[1]),
        }
        subprocess.run(command, input=given, text=True, env=environment, check=True, capture_output=True)  # noqa: S603

    @property
    def removed(self) -> bool:
        """Pulled out."""
        return self._away.exists()

    @removed.setter
    def removed(self, pulled: bool) -> None:
        source, target = (self._folder, self._away) if pulled else (self._away, self._folder)
        if source.exists() and pulled != self.removed:
            target.mkdir(exist_ok=True)
            for token in source.iterdir():
                shutil.move(token, target)
            if not pulled:
                self._away.rmdir()

    @property
    def low(self) -> bool:
        """A wrong PIN was typed."""
        return self._has(_LOW)

    @low.setter
    def low(self, on: bool) -> None:
        self._flag(_LOW, on=on)

    @property
    def final(self) -> bool:
        """One more wrong PIN locks it."""
        return self._has(_FINAL)

    @final.setter
    def final(self, on: bool) -> None:
        self._flag(_FINAL, on=on)

    @property
    def locked(self) -> bool:
        """It takes no PIN."""
        return self._has(_LOCKED)

    @locked.setter
    def locked(self, on: bool) -> None:
        self._flag(_LOCKED, on=on)

    @property
    def must_change(self) -> bool:
        """Its PIN has to be changed first."""
        return self._has(_MUST_CHANGE)

    @must_change.setter
    def must_change(self, on: bool) -> None:
        self._flag(_MUST_CHANGE, on=on)

    @property
    def broken(self) -> bool:
        """Its objects are gone while the token is there."""
        return self._lost.exists()

    @broken.setter
    def broken(self, on: bool) -> None:
        if on and not self.broken:
            self._lost.mkdir()
            for one in (self._folder / self._own).glob('*.object'):
                if one.name != 'token.object':
                    shutil.move(one, self._lost)
        elif self.broken and not on:
            for one in self._lost.iterdir():
                shutil.move(one, self._folder / self._own)
            self._lost.rmdir()

    @property
    def expired(self) -> bool:
        """Its certificate's time is over."""
        return self._kind == 'expired'

    @expired.setter
    def expired(self, on: bool) -> None:
        self._be('expired' if on else '')

    @property
    def early(self) -> bool:
        """Its certificate's time has not begun."""
        return self._kind == 'early'

    @early.setter
    def early(self, on: bool) -> None:
        self._be('early' if on else '')

    @property
    def usage(self) -> bool:
        """Its certificate isn't for signing."""
        return self._kind == 'usage'

    @usage.setter
    def usage(self, on: bool) -> None:
        self._be('usage' if on else '')

    @property
    def mismatch(self) -> bool:
        """Its certificate is another key's."""
        return self._kind == 'mismatch'

    @mismatch.setter
    def mismatch(self, on: bool) -> None:
        self._be('mismatch' if on else '')

    def _be(self, kind: str) -> None:
        self._kind = kind
        if kind == 'mismatch':
            self.fill(self.officer, self.authority.officer().der)
        else:
            self.fill(self.authority.officer(kind, self.officer.key) if kind else self.officer)

    def _file(self) -> Path:
        return self._folder / self._own / 'token.object'

    def _has(self, flag: int) -> bool:
        data = self._file().read_bytes()
        return bool(_NUMBER.unpack_from(data, data.index(_FLAGS_AT) + len(_FLAGS_AT))[0] & flag)

    def _flag(self, flag: int, *, on: bool) -> None:
        """Set a flag as SoftHSM itself never does: it counts no PINs, and hands out what stands in its file."""
        data = bytearray(self._file().read_bytes())
        at = data.index(_FLAGS_AT) + len(_FLAGS_AT)
        flags = _NUMBER.unpack_from(data, at)[0]
        _NUMBER.pack_into(data, at, flags | flag if on else flags & ~flag)
        # the first number counts changes, so that whoever has the file open reads it again
        _NUMBER.pack_into(data, 0, _NUMBER.unpack_from(data, 0)[0] + 1)
        self._file().write_bytes(bytes(data))
