"""What happens to code blocks, accounts and the rules in force."""

from dataclasses import dataclass
from datetime import date, datetime

from office.facts.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesReserved(Body):
    """The province reserved a block of official codes: ``prefix`` + serial of ``width`` digits, first to last."""

    prefix: str
    first: int
    last: int
    width: int
    usable_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTaken(Body):
    """One code of the block now belongs to a dossier for ever."""

    number: int
    dossier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesReturned(Body):
    """What is left of a block will never be given.

    ``reason`` is ``day_over``, ``retired`` for a machine that goes out of use, or ``twin``: two of one name.
    """

    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerEnrolled(Body):
    """An individual account was made; rights are tasks, not ranks."""

    login: str
    name: str
    position: str
    agency: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRevised(Body):
    """An account got another login name or other rights, or was shut or opened again: how it is from now on."""

    login: str
    rights: tuple[str, ...]
    is_shut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSucceeded(Body):
    """The officer logged in at a counter; ``services`` are those it serves, none meaning all."""

    counter: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginFailed(Body):
    """A wrong password was given; ``locked_until`` is set when it was one too many."""

    counter: str
    locked_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Body):
    """The officer's password was set anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReplaced(Body):
    """Another catalogue of procedures is in force: its digest, how many records it holds and how many were bad."""

    digest: str
    procedures: int
    bad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReplaced(Body):
    """Another signed calendar of working days is in force."""

    digest: str
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesFound(Body):
    """Machine and province compared what they hold: items owed again, and things that only the province knows."""

    forgotten: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinNoticed(Body):
    """The province knows another machine of this name, or a later state of this one; this one stopped."""

    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesPurged(Body):
    """Files were removed here that the province confirmed long enough ago; they can be fetched from it by digest."""

    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFetched(Body):
    """A purged or damaged file was needed again and came back from the province."""

    digest: str
