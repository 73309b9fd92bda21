"""The chip's side of PACE with a generic mapping: four steps, each told by the tag of what it gets."""

import hmac
import secrets

from devices.id_reader.chip.ciphers import FOR_PASSWORD
from devices.id_reader.chip.curves import bytes_of, point_of, secret_for, x_of
from devices.id_reader.chip.infos import Pace
from devices.id_reader.chip.pace import KEY, KEYED, MAP, MAPPED, NONCE, TOKEN, TOKENED, mapped, token
from devices.id_reader.chip.secure import Seals
from devices.id_reader.chip.tlv import find, tlv
from office.errors import Trouble

_NONCE_BYTES = 16


class PaceSide:
    """One agreement, from the encrypted nonce to the seals."""

    def __init__(self, way: Pace, password: bytes) -> None:
        self._way = way
        self._password = password
        self._nonce = secrets.token_bytes(_NONCE_BYTES)
        self._generator = way.curve.generator
        self._shared = b''
        self._keys = (b'', b'')

    def step(self, told: bytes) -> tuple[bytes, Seals | None]:
        """Answer one step; with the last one come the seals.

        Raises:
            Trouble: ``chip.key`` when the reader's token is of another password.
        """
        curve = self._way.curve
        if point := find(told, MAP):
            mapping = secret_for(curve)
            self._generator = mapped(curve, self._nonce, point_of(curve, point) * mapping)
            return tlv(MAPPED, bytes_of(curve.generator * mapping)), None
        if key := find(told, KEY):
            once = secret_for(curve)
            self._shared = x_of(curve, point_of(curve, key) * once)
            self._keys = (bytes_of(self._generator * once), key)
            return tlv(KEYED, self._keys[0]), None
        if given := find(told, TOKEN):
            ours, theirs = self._keys
            if not ours or not hmac.compare_digest(given, token(self._way, self._shared, ours)):
                raise Trouble('chip.key')
            seals = Seals.of_secret(self._way.suite, self._shared)
            return tlv(TOKENED, token(self._way, self._shared, theirs)), seals
        suite = self._way.suite
        return tlv(NONCE, suite.encrypted(suite.key(self._password, FOR_PASSWORD), self._nonce)), None
