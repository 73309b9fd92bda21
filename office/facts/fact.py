"""The envelope that a ledger puts around what happened."""

from dataclasses import dataclass
from datetime import datetime

from office.facts.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact as the ledger keeps it.

    ``seq`` counts this ledger's facts from 1; ``monotonic`` never goes back even when the clock does; ``digest`` is
    SHA-256 over the canonical text of all other fields, ``previous`` the digest before it: a chain per device.
    """

    seq: int
    id: str
    kind: str
    version: int
    subject: str
    at: datetime
    monotonic: int
    actor: str
    device: str
    body: Body
    previous: str
    digest: str
