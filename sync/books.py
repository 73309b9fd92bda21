"""What a use case reads and writes inside its one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from office import codec, numbers
from office.dossier import Dossier
from office.errors import Refusal
from office.facts import Fact, FactBody
from office.fold import Subject, step, table_of
from office.numbers import CodeBlock
from office.officer import Officer
from office.ports import Clock, Ids
from office.procedure import Procedure
from office.search_key import fold
from office.slip_job import SlipJob
from office.spread import Common
from office.ticket import Ticket
from sync import chain, in_common, met, outbox, rows, unjudged
from sync.connection import Connection

S = TypeVar('S', bound=Subject)

# the blocks that were reserved under one machine's name; a copy of its store on another machine has none
OWN_BLOCKS = "EXISTS (SELECT 1 FROM fact r WHERE r.subject = codes.id AND r.kind = 'CodesReserved' AND r.device = ?)"


@dataclass(slots=True, kw_only=True)
class StoreBooks:
    """The books of one transaction; of no use after it.

    ``is_shared``: other machines of the centre take dossiers in too. ``held`` keeps the rows already read: inside the
    transaction nobody else can change them.
    """

    connection: Connection
    clock: Clock
    ids: Ids
    place: Path
    device: str
    actor: str
    writes: bool
    is_shared: bool = False
    held: dict[str, Subject | None] = field(default_factory=dict)

    def record(self, subject: str, body: FactBody) -> Fact:
        """Append a fact, move its subject's row and the outbox with it; a refused fact leaves no trace."""
        self._must_write()
        kind = table_of(subject)
        before = self._row(kind, subject) if kind else None
        row = chain.next_row(
            self.connection,
            subject,
            body,
            fact=self.ids.new(),
            at=self.clock.now(),
            actor=self.actor,
            device=self.device,
        )
        fact = chain.fact_of(row, body)
        after = step(before, fact)
        outbox.check(self.connection, subject, body)
        chain.append(self.connection, row)
        if after is not None:
            rows.write(self.connection, before, after)
            self.held[subject] = after
        outbox.owe(self.connection, outbox.owed(fact, len(row[9].encode())))
        outbox.follow(self.connection, fact)
        unjudged.follow(self.connection, fact)
        return fact

    def get_ticket(self, ticket: str) -> Ticket:
        """The ticket of an id."""
        return self._get(Ticket, ticket, 'ticket')

    def get_dossier(self, dossier: str) -> Dossier:
        """The dossier of an id."""
        return self._get(Dossier, dossier, 'dossier')

    def get_slip_job(self, job: str) -> SlipJob:
        """The slip job of an id."""
        return self._get(SlipJob, job, 'slip')

    def get_code_block(self, block: str) -> CodeBlock:
        """The code block of an id."""
        return self._get(CodeBlock, block, 'codes')

    def get_officer(self, officer: str) -> Officer:
        """The account of an id."""
        return self._get(Officer, officer, 'officer')

    def find_officer(self, login: str) -> Officer | None:
        """The account of a login name."""
        return next(iter(self._select(Officer, 'WHERE login = ?', login)), None)

    def find_dossier(self, code: str) -> Dossier | None:
        """The dossier that bears this official or provisional code."""
        if not code:
            return None
        found = self._select(Dossier, "WHERE code = ? AND code <> ''", code)
        found = found or self._select(Dossier, "WHERE former_code = ? AND former_code <> ''", code)
        return found[0] if found else self._renumbered(code)

    def _renumbered(self, code: str) -> Dossier | None:
        """A dossier that bore a code for a while."""
        return next((dossier for dossier in self._holding(code) if code in dossier.other_codes), None)

    def find_posted(self, tracking: str) -> Dossier | None:
        """The dossier whose result was handed to the post under this tracking number, now or before."""
        held = ((item.tracking, dossier) for dossier in self._holding(tracking) for item in dossier.postal_items)
        return next((dossier for number, dossier in held if number == tracking), None)

    def _holding(self, text: str) -> list[Dossier]:
        """The dossiers found as search finds any part of what stands in their needles."""
        needle = fold(text).replace('"', '""')
        condition = 'WHERE row IN (SELECT rowid FROM dossier_part WHERE dossier_part MATCH ?)'
        return self._select(Dossier, condition, f'"{needle}"')

    def waiting_tickets(self, day: date) -> Sequence[Ticket]:
        """The waiting and the missed tickets of a local day, in order of issue."""
        return waiting_tickets(self.connection, day)

    def count_tickets(self, day: date) -> int:
        """How many tickets a local day has seen."""
        counted = self.connection.execute('SELECT count(*) FROM ticket WHERE day = ?', (day.isoformat(),))
        return int(counted.fetchone()[0])

    def in_common(self, day: date) -> Common:
        """What this machine of a centre knows that the others know too, of a local day's numbers."""
        return in_common.in_common(self.connection, self.device, day)

    def next_number(self, series: str) -> int:
        """The next number of a named series, from 1."""
        self._must_write()
        given = self.connection.execute(
            'INSERT INTO serial (series, value) VALUES (?, 1)'
            ' ON CONFLICT (series) DO UPDATE SET value = value + 1 RETURNING value',
            (series,),
        ).fetchall()
        return int(given[0][0])

    def next_serial(self, book: str) -> str:
        """The next serial of a register; in a centre of several machines it begins with this one's name."""
        number = self.next_number(book)
        return f'{self.device}-{number}' if self.is_shared else str(number)

    def next_provisional(self, day: date) -> str:
        """The next provisional number; before the province was met it bears a sign of this life of the store."""
        device = self.device if self._is_met() else f'{self.device}.{met.sign(self.place)}'
        return numbers.provisional(device, day, self.next_number(f'provisional:{day}'))

    def find_code_block(self, day: date) -> CodeBlock | None:
        """The oldest block of this machine with unused codes that may be used on this local day.

        None too while this store may be an old copy of itself (``sync.met``).
        """
        if not self._is_met():
            return None
        condition = f'WHERE left > 0 AND (usable_on IS NULL OR usable_on = ?) AND {OWN_BLOCKS} ORDER BY rowid LIMIT 1'
        return next(iter(self._select(CodeBlock, condition, day.isoformat(), self.device)), None)

    def uncoded_dossiers(self) -> Sequence[Dossier]:
        """Dossiers accepted under a provisional number that no official code has replaced, oldest first."""
        # those of another machine get their code from its own blocks
        elsewhere = (
            'SELECT 1 FROM fact JOIN placed ON placed.fact = fact.seq WHERE fact.subject = dossier.id'
            " AND fact.kind = 'DossierAccepted' AND placed.home IS NOT NULL"
        )
        return self._select(Dossier, f'WHERE provisional = 1 AND NOT EXISTS ({elsewhere}) ORDER BY row')

    def hear(self, change: str) -> bool:
        """Write down that a change of the province's feed was heard; False when it was before."""
        self._must_write()
        new = self.connection.execute('INSERT INTO heard (change) VALUES (?) ON CONFLICT DO NOTHING', (change,))
        return new.rowcount == 1

    def get_procedure(self, code: str, on: date) -> Procedure:
        """The version in force on a day."""
        return get_procedure(self.connection, code, on)

    def secret_of(self, officer: str) -> str | None:
        """The officer's password hash."""
        found = self.connection.execute('SELECT hash FROM secret WHERE officer = ?', (officer,)).fetchone()
        return str(found[0]) if found else None

    def keep_secret(self, officer: str, password_hash: str) -> None:
        """Keep an officer's password hash, replacing the former."""
        self._must_write()
        self.connection.execute(
            'INSERT INTO secret (officer, hash) VALUES (?, ?) ON CONFLICT (officer) DO UPDATE SET hash = excluded.hash',
            (officer, password_hash),
        )

    def _is_met(self) -> bool:
        return met.is_met(self.connection, self.place, self.device)

    def _must_write(self) -> None:
        if not self.writes:
            raise RuntimeError('these books are for reading, or their transaction is over')

    def _get(self, kind: type[S], subject: str, word: str) -> S:
        found = self._row(kind, subject)
        if found is None:
            raise Refusal(f'{word}.unknown', **{word: subject})
        return found

    def _row(self, kind: type[S], subject: str) -> S | None:
        if subject not in self.held:
            self.held[subject] = rows.read(self.connection, kind, subject)
        found = self.held[subject]
        return found if isinstance(found, kind) else None

    def _select(self, kind: type[S], condition: str, *values: str) -> list[S]:
        return rows.select(self.connection, kind, condition, *values)


def waiting_tickets(connection: Connection, day: date) -> list[Ticket]:
    """The waiting and the missed tickets of a local day, in order of issue."""
    condition = "WHERE day = ? AND state IN ('waiting', 'missed') ORDER BY queued_at, rowid"
    return rows.select(connection, Ticket, condition, day.isoformat())


def get_procedure(connection: Connection, code: str, on: date) -> Procedure:
    """The version of a procedure in force on a day.

    Raises:
        Refusal: ``procedure.unknown`` or ``procedure.not_in_force``.
    """
    versions = connection.execute(
        'SELECT body FROM procedure WHERE code = ? AND effective_from <= ?'
        ' AND (effective_to IS NULL OR effective_to >= ?)'
        ' ORDER BY effective_to IS NOT NULL, effective_from DESC LIMIT 1',
        (code, on.isoformat(), on.isoformat()),
    ).fetchall()
    for (body,) in versions:
        return codec.load(Procedure, body)
    if connection.execute('SELECT 1 FROM procedure WHERE code = ?', (code,)).fetchone():
        raise Refusal('procedure.not_in_force', procedure=code, day=on.isoformat())
    raise Refusal('procedure.unknown', procedure=code)
