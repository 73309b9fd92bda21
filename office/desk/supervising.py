"""The use cases of accounts: enrol, log in with lock-out, change a password."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from office import facts
from office.errors import Refusal
from office.officer import LOCK_OUT, TRIES, Officer, Right
from office.ports import Clock, Ids, Ledger

# shorter ones are guessed; longer demands are written on paper (NIST SP 800-63B: at least 8)
SHORTEST_PASSWORD = 8


class Hasher(Protocol):
    """How passwords are hashed and compared; argon2 in the product."""

    def hash(self, password: str) -> str:
        """A salted hash."""
        ...

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether a password is the hashed one."""
        ...


@dataclass(frozen=True, slots=True)
class Supervising:
    """Who may work here; each method is one transaction."""

    ledger: Ledger
    clock: Clock
    ids: Ids
    hasher: Hasher

    def enrol(
        self, login: str, name: str, password: str, *, position: str, agency: str, rights: Sequence[Right], by: str
    ) -> Officer:
        """Make an individual account.

        Raises:
            Refusal: ``officer.exists`` or ``password.short``.
        """
        _check(password)
        hashed = self.hasher.hash(password)
        with self.ledger.change(by) as books:
            if books.find_officer(login) is not None:
                raise Refusal('officer.exists', login=login)
            subject = f'officer:{self.ids.new()}'
            body = facts.OfficerEnrolled(
                login=login,
                name=name,
                position=position,
                agency=agency,
                rights=tuple(right.value for right in rights),
            )
            books.record(subject, body)
            books.keep_secret(subject, hashed)
            return books.get_officer(subject)

    def log_in(self, login: str, password: str, counter: str, services: Iterable[str] = ()) -> Officer:
        """Let an officer in; wrong tries are counted and lock the account for a while.

        Args:
            login: her login name.
            password: what she typed.
            counter: where she sits.
            services: what that counter serves, none for all; other machines know it by this.

        Raises:
            Refusal: ``login.wrong`` for an unknown name or a wrong password alike, ``login.locked`` with ``minutes``,
                ``login.shut`` for a right password of an account that was shut.
        """
        now = self.clock.now()
        with self.ledger.read() as books:
            known = books.find_officer(login)
            hashed = books.secret_of(known.id) if known else None
        if known is None or hashed is None:
            raise Refusal('login.wrong')
        if known.locked_until is not None and known.is_locked(now):
            raise Refusal('login.locked', minutes=int((known.locked_until - now).total_seconds()) // 60 + 1)
        if self.hasher.matches(hashed, password):
            if known.is_shut:
                raise Refusal('login.shut')
            return self._written(known.id, facts.LoginSucceeded(counter=counter, services=tuple(sorted(services))))
        locked = now + LOCK_OUT if known.failures + 1 >= TRIES else None
        self._written(known.id, facts.LoginFailed(counter=counter, locked_until=locked))
        raise Refusal('login.wrong') if locked is None else Refusal('login.locked', minutes=int(LOCK_OUT.seconds / 60))

    def revise(
        self,
        login: str,
        *,
        by: str,
        rights: Sequence[Right] | None = None,
        new_login: str = '',
        is_shut: bool | None = None,
    ) -> Officer:
        """Give an account other rights or another login name, shut it or open it again; None leaves things as they are.

        Raises:
            Refusal: ``officer.unknown``, or ``officer.exists`` when another account has the new name.
        """
        with self.ledger.change(by) as books:
            known = books.find_officer(login)
            if known is None:
                raise Refusal('officer.unknown', officer=login)
            if new_login and new_login != login and books.find_officer(new_login) is not None:
                raise Refusal('officer.exists', login=new_login)
            body = facts.OfficerRevised(
                login=new_login or login,
                rights=tuple(right.value for right in (known.rights if rights is None else rights)),
                is_shut=known.is_shut if is_shut is None else is_shut,
            )
            books.record(known.id, body)
            return books.get_officer(known.id)

    def change_password(self, officer: str, password: str, by: str) -> None:
        """Set an officer's password anew.

        Raises:
            Refusal: ``password.short``.
        """
        _check(password)
        hashed = self.hasher.hash(password)
        with self.ledger.change(by) as books:
            books.record(officer, facts.PasswordChanged())
            books.keep_secret(officer, hashed)

    def _written(self, officer: str, body: facts.FactBody) -> Officer:
        with self.ledger.change(officer) as books:
            books.record(officer, body)
            return books.get_officer(officer)


def _check(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal('password.short', shortest=SHORTEST_PASSWORD)
