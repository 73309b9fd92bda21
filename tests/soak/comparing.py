"""How two sides of a book are laid beside each other, and what each side of a soak has of a thing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from office import facts
from office.dossier import Dossier
from office.facts import Fact
from tests.soak.ledgers import Ledgers, MachineBooks

# a list of things longer than this says nothing more
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One book: how many each side has of it, and what differs."""

    book: str
    sides: Mapping[str, int]
    differences: tuple[str, ...]


def line(book: str, wrong: Iterable[str], **sides: int) -> Line:
    """A book's line."""
    return Line(book=book, sides=sides, differences=tuple(wrong))


def witnessed(of: Ledgers, kind: str) -> dict[str, list[dict[str, Any]]]:
    """What people saw done, by what it is about."""
    found: dict[str, list[dict[str, Any]]] = {}
    for books in of.machines.values():
        for about, said in books.seen.done[kind].items():
            found.setdefault(about, []).extend(said)
    return found


def own(of: Ledgers, kind: type[facts.FactBody]) -> dict[str, Fact]:
    return {fact.subject: fact for fact in of.own(kind)}


def in_centre(of: Ledgers, kind: str) -> dict[str, str]:
    return {subject: device for device, of_kind, subject, _ in of.centre.values() if of_kind == kind}


def rows(of: Ledgers) -> dict[str, Dossier]:
    """The dossiers as the first counter has them; that all have the same is another line's to say."""
    return next(books.dossiers for device, books in of.machines.items() if device.startswith('Q'))


def missing(what: str, these: Mapping[str, object], those: Mapping[str, object]) -> Iterator[str]:
    return (f'{what}: {one}' for one in these if one not in those)


def both(name: str, these: Mapping[str, object], other: str, those: Mapping[str, object]) -> Iterator[str]:
    yield from missing(f'{name}, not {other}', these, those)
    yield from missing(f'{other}, not {name}', those, these)


def twice(what: str, of: Iterable[str]) -> Iterator[str]:
    return (f'{what}: {one} ({times} times)' for one, times in Counter(of).items() if times > 1)


def only(of: Ledgers, kind: str, what: str, unseen: set[str]) -> Iterator[str]:
    """More unseen things than kills can have hidden."""
    hidden = sum(books.seen.only_tried(kind) for books in of.machines.values())
    if len(unseen) > hidden:
        yield f'{what}: {len(unseen)}, of which {hidden} may be: {sorted(unseen)[:_MOST_SHOWN]}'


def rows_agree(
    of: Ledgers, rows_of: Callable[[MachineBooks], Mapping[str, object]], devices: Sequence[str]
) -> Iterator[str]:
    first = rows_of(of.machines[devices[0]])
    for device in devices[1:]:
        other = rows_of(of.machines[device])
        yield from both(devices[0], first, device, other)
        yield from (f'{one} stands otherwise on {device}' for one in first if one in other and first[one] != other[one])
