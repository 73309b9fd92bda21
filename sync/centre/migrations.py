"""How the centre's database becomes one of this version: named functions, each run once and in order."""

from collections.abc import Callable
from dataclasses import dataclass

from psycopg import sql

from office.errors import Refusal
from sync.centre import schema, sealed_schema
from sync.centre.connection import Connection, telling

# a kiosk's account may say these and no others
KIOSK_KINDS = (
    *('TicketIssued', 'SlipQueued', 'SlipSending', 'SlipPrinted', 'SlipFailed', 'SlipUnsure', 'SlipSettled'),
    *('CatalogueReplaced', 'CalendarReplaced', 'FactsCrossed'),
)


@dataclass(frozen=True, slots=True)
class Groups:
    """The roles of one centre; a server may hold several centres, so their names begin with the database's."""

    database: str

    @property
    def kiosks(self) -> str:
        """The role of all kiosks."""
        return f'{self.database}_kiosks'

    @property
    def counters(self) -> str:
        """The role of all counters."""
        return f'{self.database}_counters'

    def account(self, device: str) -> str:
        """The account of one machine."""
        return f'{self.database}_{device.lower()}'


def _run(connection: Connection, script: str, groups: Groups) -> None:
    connection.execute(
        sql.SQL(script).format(
            kiosks=sql.Identifier(groups.kiosks),
            counters=sql.Identifier(groups.counters),
            kiosk_kinds=sql.SQL(', ').join(map(sql.Literal, KIOSK_KINDS)),
        )
    )


def c0001_first_tables(connection: Connection, groups: Groups) -> None:
    """Facts, machines, turns, and who may do what."""
    for script in (schema.TABLES, schema.STAYS, schema.APPEND, schema.CLAIM, schema.NEWS, schema.RIGHTS):
        _run(connection, script, groups)


def c0002_pages(connection: Connection, groups: Groups) -> None:
    """Sealed pages by digest."""
    _run(connection, sealed_schema.PAGES, groups)


def c0003_secrets(connection: Connection, groups: Groups) -> None:
    """Sealed password hashes."""
    _run(connection, sealed_schema.SECRETS, groups)


Step = Callable[[Connection, Groups], None]
STEPS: tuple[Step, ...] = (c0001_first_tables, c0002_pages, c0003_secrets)


def bring_up_to_date(connection: Connection, groups: Groups) -> None:
    """Apply what is missing, in one transaction; two who begin together do it once.

    Raises:
        Refusal: ``centre.newer`` when a newer version of the product has set up this database.
        Trouble: ``centre.gone``.
    """
    with telling(), connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('motcua migrations'))")
        connection.execute('CREATE TABLE IF NOT EXISTS public.motcua_steps (name text PRIMARY KEY)')
        applied = {name for (name,) in connection.execute('SELECT name FROM public.motcua_steps')}
        known = {step.__name__ for step in STEPS}
        if applied - known:
            raise Refusal('centre.newer', step=max(applied - known))
        for step in STEPS:
            if step.__name__ not in applied:
                step(connection, groups)
                connection.execute('INSERT INTO public.motcua_steps VALUES (%s)', (step.__name__,))
