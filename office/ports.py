"""What the rules need from the world, as Protocols: a clock, ids, the ledger that keeps facts, and the pages.

The store in ``sync`` and the tests' ledger in memory both keep these promises; ``tests/sync/contract_ledger.py`` holds
them to it.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from office.dossier import Dossier
from office.facts import Fact, FactBody
from office.numbers import CodeBlock
from office.officer import Officer
from office.procedure import Procedure
from office.slip_job import SlipJob
from office.spread import Common
from office.ticket import Ticket


class Clock(Protocol):
    """The one source of the present moment."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """The one source of new identities."""

    def new(self) -> str:
        """A UUID of version 7 as 36 characters: ids made later sort later."""
        ...


class Books(Protocol):
    """Everything a use case reads and writes inside its one transaction.

    ``get_…`` raises Refusal ``'<subject>.unknown'``; ``find_…`` returns None.
    """

    def record(self, subject: str, body: FactBody) -> Fact:
        """Append a fact, apply it to its subject's table row and owe the province what ``office.told`` says.

        Raises:
            Refusal: the fact is no legal move of its subject; the transaction must then be left by exception.
        """
        ...

    def get_ticket(self, ticket: str) -> Ticket:
        """The ticket of an id."""
        ...

    def get_dossier(self, dossier: str) -> Dossier:
        """The dossier of an id."""
        ...

    def get_slip_job(self, job: str) -> SlipJob:
        """The slip job of an id."""
        ...

    def get_code_block(self, block: str) -> CodeBlock:
        """The code block of an id."""
        ...

    def get_officer(self, officer: str) -> Officer:
        """The account of an id."""
        ...

    def find_officer(self, login: str) -> Officer | None:
        """The account of a login name."""
        ...

    def find_dossier(self, code: str) -> Dossier | None:
        """The dossier that bears this official or provisional code."""
        ...

    def find_posted(self, tracking: str) -> Dossier | None:
        """The dossier whose result was handed to the post under this tracking number, now or before."""
        ...

    def waiting_tickets(self, day: date) -> Sequence[Ticket]:
        """The waiting and the missed tickets of a local day, in order of issue."""
        ...

    def count_tickets(self, day: date) -> int:
        """How many tickets a local day has seen."""
        ...

    def in_common(self, day: date) -> Common:
        """What this machine of a centre knows that the others know too, of a local day's numbers."""
        ...

    def next_number(self, series: str) -> int:
        """The next number of a named series, from 1, never given twice even across processes."""
        ...

    def next_serial(self, book: str) -> str:
        """The next serial of a register, unique in the centre: each of several machines keeps a book of its own."""
        ...

    def next_provisional(self, day: date) -> str:
        """The next number of a local day that nobody can take for an official code, never given twice."""
        ...

    def find_code_block(self, day: date) -> CodeBlock | None:
        """The oldest block with unused codes that may be used on this local day."""
        ...

    def uncoded_dossiers(self) -> Sequence[Dossier]:
        """Dossiers accepted under a provisional number that no official code has replaced, oldest first."""
        ...

    def hear(self, change: str) -> bool:
        """Write down that a change of the province's feed was heard; False when it was before."""
        ...

    def get_procedure(self, code: str, on: date) -> Procedure:
        """The version in force on a day.

        Raises:
            Refusal: ``procedure.unknown`` or ``procedure.not_in_force``.
        """
        ...

    def secret_of(self, officer: str) -> str | None:
        """The officer's password hash; secrets are kept beside the facts, never in them."""
        ...

    def keep_secret(self, officer: str, password_hash: str) -> None:
        """Keep an officer's password hash, replacing the former."""
        ...


class Ledger(Protocol):
    """The store as a use case sees it."""

    def change(self, actor: str) -> AbstractContextManager[Books]:
        """One transaction: durable when the block ends, undone when it raises.

        Args:
            actor: who acts: an officer's id, ``'kiosk:<name>'``, ``'courier'`` or ``'system'``.
        """
        ...

    def read(self) -> AbstractContextManager[Books]:
        """A consistent view in which ``record`` is a bug."""
        ...


class Pages(Protocol):
    """Content-addressed files: what is in is durable and never changes."""

    def keep(self, content: bytes) -> str:
        """Make the content durable and return its SHA-256 as 64 hexadecimal digits.

        Raises:
            Trouble: ``pages.disk_full`` or ``pages.disk``; nothing is then named.
        """
        ...

    def get(self, digest: str) -> bytes:
        """The content, verified against its digest.

        Raises:
            Trouble: ``pages.missing`` or ``pages.damaged``.
        """
        ...

    def holds(self, digest: str) -> bool:
        """Whether the content of a digest is here."""
        ...


class Claims(Protocol):
    """Who may call a ticket, where several machines of a centre share one queue."""

    def claim(self, tickets: Sequence[str], counter: str, *, with_missed: bool = False) -> str | None:
        """The first of these tickets that nobody has called, now kept for this counter; None when all are taken.

        Args:
            tickets: ids in the order of turns.
            counter: who is to call.
            with_missed: whether one may be called that was missed before.

        Raises:
            Trouble: the centre doesn't answer; each machine then goes on by itself.
        """
        ...
