"""A centre on a test's server, and machines of it: each a store of its own and an exchange with the centre."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from office import facts
from office.errors import Problem
from office.ticket import Ticket
from sync import chain
from sync.catalogue import load_seed_if_empty
from sync.centre.connection import Connection, connect
from sync.centre.founding import Founded, init_centre
from sync.centre.sharing import Sharing
from sync.store import Store
from sync.verify import verify
from tests.offices import FixedClock, SequenceIds, settings_of
from tests.sync.centre.servers import Server
from tests.sync.contract_ledger import DAY

MACHINES = {'Q1': 'counter', 'Q2': 'counter', 'K1': 'kiosk', 'K2': 'kiosk'}


@dataclass(slots=True)
class Machine:
    """One machine: ``store`` is its own file, ``address`` how it reaches the centre."""

    store: Store
    address: str
    connection: Connection

    @property
    def sharing(self) -> Sharing:
        return Sharing(self.store, self.connection)

    def exchange(self) -> None:
        """What a pass does: our own go out, everybody's come in, and what came of that goes out."""
        self.sharing.push()
        self.sharing.pull()
        self.sharing.push()

    def reconnect(self) -> None:
        self.connection.close()
        self.connection = connect(self.address)

    def record(self, subject: str, *bodies: facts.FactBody, actor: str = 'officer:1') -> None:
        with self.store.change(actor) as books:
            for body in bodies:
                books.record(subject, body)

    def issue(self, number: int) -> str:
        """A ticket of this machine's kiosk."""
        subject = f'ticket:{self.store.settings.device}-{number}'
        body = facts.TicketIssued(
            day=DAY,
            series=self.store.settings.device,
            number=number,
            service='A',
            procedure=None,
            priority=facts.Priority.NORMAL,
            place='k1',
        )
        self.record(subject, body, actor='kiosk:k1')
        return subject

    def ticket(self, subject: str) -> Ticket:
        with self.store.read() as books:
            return books.get_ticket(subject)

    def kinds(self, kind: str) -> int:
        with self.store.read() as books:
            return int(books.connection.execute('SELECT count(*) FROM fact WHERE kind = ?', (kind,)).fetchone()[0])

    def crossed(self) -> list[tuple[str, str, bool]]:
        """What this machine knows of facts that crossed: subject, kind, void."""
        with self.store.read() as books:
            told = chain.facts(books.connection, "WHERE kind = 'FactsCrossed' ORDER BY seq")
            bodies = [fact.body for fact in told]
        return [(body.about, body.kind, body.void) for body in bodies if isinstance(body, facts.FactsCrossed)]

    def is_sound(self) -> bool:
        return verify(self.store) == []

    def close(self) -> None:
        self.connection.close()
        self.store.close()


@dataclass(slots=True)
class Centre:
    """A founded centre, and the machines that a test has opened."""

    server: Server
    database: str
    folder: Path
    founded: dict[str, Founded]
    clock: FixedClock = field(default_factory=FixedClock)
    machines: dict[str, Machine] = field(default_factory=dict)
    stores: int = 0

    def machine(self, device: str, *, seeded: bool = False) -> Machine:
        """The machine of a name, made at its first mention."""
        if device not in self.machines:
            # one more for each store, whatever it is called
            self.stores += 1
            ids = SequenceIds(self.stores)
            founded = self.founded[device]
            address = founded.address
            key = str(founded.key) if founded.key else ''
            settings = replace(settings_of(self.folder / device, device), centre=address, centre_key=key)
            store = Store(settings, clock=self.clock, ids=ids)
            if seeded:
                load_seed_if_empty(store)
            self.machines[device] = Machine(store, address, connect(address))
        return self.machines[device]

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the superuser reads in the centre."""
        return self.server.ask(query, self.database, *values)

    def do(self, statement: str) -> None:
        """What the superuser has done in the centre."""
        with connect(f'{self.server.admin} dbname={self.database}') as owner:
            owner.execute(statement)  # type: ignore[arg-type]  # the tests' own words

    def found(self) -> None:
        """Set up, or set up again."""
        made = init_centre(self.server.admin, self.database, MACHINES, self.folder / 'accounts')
        self.founded = {one.device: one for one in made}

    def close(self) -> None:
        for machine in self.machines.values():
            machine.close()


def every_row(machine: Machine) -> dict[str, str]:
    """Tickets and dossiers as a machine holds them, by subject."""
    with machine.store.read() as books:
        found = books.connection.execute('SELECT id, body FROM ticket UNION ALL SELECT id, body FROM dossier')
        return dict(found.fetchall())


@contextmanager
def refuses(code: str) -> Iterator[None]:
    """The block meets a problem of this code."""
    with pytest.raises(Problem) as met:
        yield
    assert met.value.code == code
