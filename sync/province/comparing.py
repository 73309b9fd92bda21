"""The words of a comparison between a machine of a centre and the province (``DoiChieu``, an extension of ours)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# kinds of what is compared: reports of dossiers, their processing steps, and files
REPORTS, STEPS, FILES = 'HoSo', 'TienDo', 'Tep'

# a local day as ISO 8601 and a kind
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """How many things there are, and SHA-256 over their lines in order."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a machine says of itself and of what it holds.

    ``mark`` is the one that the province saw last, ``following`` the one that is to take its place. Either ``sums`` or
    ``lists`` is given, both by day and kind; a line is ``<key> <receipt> <code>`` for a report, a SHA-256 for a file,
    and ``<code> <moment> <what>`` for a step, as CapNhatTienDoHoSoMC told it.
    """

    machine: str
    mark: str
    following: str
    sums: Mapping[Key, Summed]
    lists: Mapping[Key, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Things of a day and kind that one side lacks."""

    day: str
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs: days to be listed in full, things missing at the province, things that only it knows."""

    wanted: tuple[Key, ...]
    missing: tuple[Difference, ...]
    surplus: tuple[Difference, ...]
