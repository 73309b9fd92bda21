"""How a database of an older version becomes one of this: named functions, each run once and in order."""

from sqlite3 import Connection

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from office.errors import Refusal
from sync import schema
from sync.connection import telling


def m0001_first_tables(db: Database) -> None:
    """The tables of version 0.1."""
    for script in (schema.FACTS, schema.SUBJECTS, schema.OUTBOX, schema.RULES, schema.WORK):
        db.executescript(script)


STEPS = (m0001_first_tables,)

_MIGRATIONS = Migrations('motcua')
for _step in STEPS:
    _MIGRATIONS()(_step)


def bring_up_to_date(connection: Connection) -> None:
    """Apply what is missing, in one transaction; two processes that start together do it once.

    Raises:
        Refusal: ``store.newer`` when a newer version of the product has written this database.
        Trouble: what ``telling`` tells.
    """
    with telling():
        db = Database(connection)
        known = {step.__name__ for step in STEPS}
        applied = {step.name for step in _MIGRATIONS.applied(db)}
        if applied - known:
            raise Refusal('store.newer', step=max(applied - known))
        if applied == known:
            return
        connection.execute('BEGIN IMMEDIATE')
        try:
            _MIGRATIONS.apply(db)
            connection.execute('COMMIT')
        except BaseException:
            if connection.in_transaction:
                connection.execute('ROLLBACK')
            raise
