"""An individual account: its rights by task, and the lock-out that stops guessing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from office import facts
from office.errors import Refusal

# five tries, then a quarter of an hour: slow enough for guessing, short enough for a forgotten key
TRIES = 5
LOCK_OUT = timedelta(minutes=15)


class Right(StrEnum):
    """What a person may do; postal staff and contractors get tasks, not ranks (domain.md §1.2)."""

    RECEIVE = 'receive'
    RETURN = 'return'
    SIGN = 'sign'
    POST = 'post'
    SUPERVISE = 'supervise'
    ADMINISTER = 'administer'


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who works at a counter; the password hash is kept elsewhere. ``is_shut``: she works here no more."""

    id: str
    login: str
    name: str
    position: str
    agency: str
    rights: tuple[Right, ...]
    failures: int = 0
    locked_until: datetime | None = None
    is_shut: bool = False

    def may(self, right: Right) -> bool:
        """Whether the officer holds a right; whoever was shut out holds none, logged in or not."""
        return not self.is_shut and right in self.rights

    def is_locked(self, at: datetime) -> bool:
        """Whether too many wrong passwords keep the account shut at a moment."""
        return self.locked_until is not None and at < self.locked_until


def apply(officer: Officer | None, subject: str, body: facts.FactBody) -> Officer:
    """The account after a fact.

    Raises:
        Refusal: ``officer.exists`` or ``officer.unknown``.
    """
    if isinstance(body, facts.OfficerEnrolled):
        if officer is not None:
            raise Refusal('officer.exists', login=body.login)
        rights = tuple(Right(right) for right in body.rights)
        return Officer(
            id=subject,
            login=body.login,
            name=body.name,
            position=body.position,
            agency=body.agency,
            rights=rights,
        )
    if officer is None:
        raise Refusal('officer.unknown', officer=subject)
    if isinstance(body, facts.OfficerRevised):
        rights = tuple(Right(right) for right in body.rights)
        return replace(officer, login=body.login, rights=rights, is_shut=body.is_shut)
    if isinstance(body, facts.LoginFailed):
        locked = body.locked_until
        return replace(
            officer,
            failures=0 if locked else officer.failures + 1,
            locked_until=locked or officer.locked_until,
        )
    if isinstance(body, facts.LoginSucceeded | facts.PasswordChanged):
        return replace(officer, failures=0, locked_until=None)
    raise Refusal('officer.move', officer=subject, move=type(body).__name__)
