"""What opens a chip; apart from the ciphers, so that whoever only passes it on needn't wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What may open a chip: the number printed on the front (CAN), or what MRZ or QR give, the likeliest first."""

    can: str = ''
    numbers: Sequence[str] = ()
