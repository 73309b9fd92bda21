"""All books of a soak, read from where each side keeps them, into plain values that can be laid side by side."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from office import facts
from office.dossier import Dossier
from office.facts import Fact
from office.numbers import CodeBlock
from office.ticket import Ticket
from sync import chain, merged, rows
from sync.centre.sharing import unsent
from sync.connection import telling
from sync.ids import TimeIds
from sync.settings import StoreSettings
from sync.store import Store
from sync.verify import verify
from tests.soak.house import DATABASE, House, Machine
from tests.soak.witness import Seen, read
from tests.sync.centre.servers import Server

_FILED = 'DongBoHoSoMC'


@dataclass(slots=True, kw_only=True)
class MachineBooks:
    """One machine's: its own facts, the rows that it folded of everybody's, its outbox, its pages and its audit."""

    own: list[Fact]
    tickets: dict[str, Ticket]
    dossiers: dict[str, Dossier]
    blocks: list[CodeBlock]
    # id → (lane, state, receipt, answer)
    outbox: dict[str, tuple[str, str, str, str]]
    pages: set[str]
    audit: list[str]
    seen: Seen


@dataclass(slots=True, kw_only=True)
class ProvinceBooks:
    """What the province holds: records by code, its receipts of them, steps, changes, files with the digest of what
    is really in them, how many codes it has given of each prefix, and which came back unused."""

    records: dict[str, dict[str, Any]]
    receipts: list[str]
    steps: dict[str, list[str]]
    changes: list[dict[str, Any]]
    files: dict[str, str]
    given: dict[str, int]
    returned: list[tuple[str, int, int]]


@dataclass(slots=True, kw_only=True)
class Ledgers:
    """Everybody's. ``centre`` is what the centre's server holds: facts by id as (device, kind, subject, digest)."""

    machines: dict[str, MachineBooks]
    centre: dict[str, tuple[str, str, str, str]]
    centre_bad: list[str]
    province: ProvinceBooks
    ended: list[str] = field(default_factory=list)
    # files of results that officials handed to a province that may have died before it decided
    tried: frozenset[str] = frozenset()

    def own(self, kind: type[facts.FactBody]) -> Iterator[Fact]:
        """Facts of a kind from the machines where they happened."""
        for books in self.machines.values():
            yield from (fact for fact in books.own if isinstance(fact.body, kind))


def gathered(house: House) -> Ledgers:
    """Everybody's books; nothing may be running that writes to them."""
    centre, bad = _centre(house.server)
    return Ledgers(
        machines={machine.device: _machine_books(machine, house) for machine in house.machines.values()},
        centre=centre,
        centre_bad=bad,
        province=province_books(house.data / 'tinh.db', house.data / 'tep'),
    )


def books_of(store: Store, witness: Path) -> MachineBooks:
    """One machine's, from its encrypted store."""
    audit = [f'{finding.code} {finding.about}' for finding in verify(store)]
    with store.read() as books, telling():
        connection = books.connection
        return MachineBooks(
            own=[chain.fact_of(row) for row, home in merged.rows(connection) if home is None],
            tickets={one.id: one for one in rows.select(connection, Ticket, '')},
            dossiers={one.id: one for one in rows.select(connection, Dossier, '')},
            blocks=list(rows.select(connection, CodeBlock, '')),
            outbox={
                row[0]: tuple(row[1:])
                for row in connection.execute('SELECT id, lane, state, receipt, answer FROM outbox')
            },
            pages=set(store.pages().digests()),
            audit=audit,
            seen=read(witness),
        )


def _machine_books(machine: Machine, house: House) -> MachineBooks:
    with closing(opened(machine, house)) as store:
        return books_of(store, machine.witness)


def opened(machine: Machine, house: House) -> Store:
    """A machine's store, by everybody's clock."""
    settings = StoreSettings(folder=str(machine.disk / 'kho'), device=machine.device, keyring=False)
    return Store(settings, clock=house.clock, ids=TimeIds(house.clock))


def _centre(server: Server) -> tuple[dict[str, tuple[str, str, str, str]], list[str]]:
    found: dict[str, tuple[str, str, str, str]] = {}
    bad: list[str] = []
    heads: dict[str, str] = {}
    names = ', '.join(chain.COLUMNS.split(', ')[1:])
    for row in server.ask(f'SELECT home, {names} FROM motcua.fact ORDER BY place', DATABASE):
        kept = tuple(row)
        fact, device, previous, digest = kept[1], kept[8], kept[10], kept[11]
        if chain.digest_of(kept) != digest:
            bad.append(f'digest {fact}')
        if heads.get(device, chain.BEGINNING) != previous:
            bad.append(f'chain {fact}')
        heads[device] = digest
        found[fact] = (device, kept[2], kept[4], digest)
    return found, bad


def province_books(database: Path, vault: Path) -> ProvinceBooks:
    """The province's, from its own tables and files."""
    with closing(sqlite3.connect(database)) as books:
        records = {
            code: {**json.loads(record), **json.loads(official)}
            for code, record, official in books.execute('SELECT code, record, official FROM dossier')
        }
        steps: dict[str, list[str]] = {}
        for code, item in books.execute('SELECT dossier, item FROM progress ORDER BY seq'):
            steps.setdefault(code, []).append(json.loads(item)['NoiDungXuLy'])
        return ProvinceBooks(
            records=records,
            receipts=[str(n) for (n,) in books.execute('SELECT number FROM receipt WHERE service = ?', (_FILED,))],
            steps=steps,
            changes=[json.loads(item) for (item,) in books.execute('SELECT item FROM change ORDER BY seq')],
            files={
                f'{path.parent.name}{path.name}': sha256(path.read_bytes()).hexdigest()
                for path in vault.glob('??/*')
                if path.is_file()
            },
            given={prefix: number - 1 for prefix, number in books.execute('SELECT prefix, next FROM series')},
            returned=[tuple(row) for row in books.execute('SELECT prefix, first, last FROM returned')],
        )


def unsettled(store: Store) -> Counter[str]:
    """What of a machine is still on its way, by what it is."""
    with store.read() as books:
        found: Counter[str] = Counter()
        for lane, count in books.connection.execute(
            "SELECT lane, count(*) FROM outbox WHERE state IN ('waiting', 'sending') GROUP BY lane"
        ):
            found[f'outbox {lane}'] += count
        found['unsent to the centre'] += unsent(books)
        found['without an official code'] += len(books.uncoded_dossiers())
        found['read place'] += int(json.loads(_cursor(books, 'centre.read') or '{"place":0}')['place'])
        return found


def _cursor(books: Any, feed: str) -> str:
    row = books.connection.execute('SELECT value FROM cursor WHERE feed = ?', (feed,)).fetchone()
    return str(row[0]) if row else ''
