"""How a database of an older version becomes one of this: named functions, each run once and in order."""

from typing import TYPE_CHECKING

from office.errors import Refusal
from sync import schema
from sync.connection import Connection, telling

if TYPE_CHECKING:
    from sqlite_utils import Database

_APPLIED = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'motcua'"


def m0001_first_tables(db: 'Database') -> None:
    """The tables of version 0.1."""
    for script in (schema.FACTS, schema.SUBJECTS, schema.OUTBOX, schema.RULES, schema.WORK):
        db.executescript(script)


def m0002_courier_memory(db: 'Database') -> None:
    """What the courier remembers of changes heard and of its lanes."""
    db.executescript(schema.COURIER)


def m0003_carried(db: 'Database') -> None:
    """What is carried for other machines on a stick."""
    db.executescript(schema.CARRIED)


def m0004_clock(db: 'Database') -> None:
    """How far the clock is from the province's."""
    db.executescript(schema.CLOCK)


def m0005_placed(db: 'Database') -> None:
    """Where facts stand in the order of the centre."""
    db.executescript(schema.PLACED)


def m0006_crossed(db: 'Database') -> None:
    """What crossed is found without reading every fact."""
    db.executescript(schema.CROSSED)


def m0007_page_text(db: 'Database') -> None:
    """The text of pages, read in the background."""
    db.executescript(schema.PAGE_TEXT)


def m0008_far_pages(db: 'Database') -> None:
    """Which pages stand in the centre."""
    db.executescript(schema.FAR_PAGES)


def m0009_ratings(db: 'Database') -> None:
    """What citizens said of how they were served."""
    db.executescript(schema.RATINGS)


def m0010_questions(db: 'Database') -> None:
    """What people ask through the portal."""
    db.executescript(schema.QUESTIONS)


def m0011_logins(db: 'Database') -> None:
    """Who logged in where is found without reading every fact."""
    db.executescript(schema.LOGINS)


def m0012_unjudged(db: 'Database') -> None:
    """Which files from outside are still to be judged."""
    db.executescript(schema.UNJUDGED)


def m0013_rare(db: 'Database') -> None:
    """Codes that were returned and what the province forgot are found without reading every fact."""
    db.executescript(schema.RARE)


STEPS = (
    m0001_first_tables,
    m0002_courier_memory,
    m0003_carried,
    m0004_clock,
    m0005_placed,
    m0006_crossed,
    m0007_page_text,
    m0008_far_pages,
    m0009_ratings,
    m0010_questions,
    m0011_logins,
    m0012_unjudged,
    m0013_rare,
)


def bring_up_to_date(connection: Connection) -> None:
    """Apply what is missing, in one transaction; two processes that start together do it once.

    Raises:
        Refusal: ``store.newer`` when a newer version of the product has written this database.
        Trouble: what ``telling`` tells.
    """
    with telling():
        known = {step.__name__ for step in STEPS}
        applied = _applied(connection)
        if applied - known:
            raise Refusal('store.newer', step=max(applied - known))
        if applied != known:
            _apply(connection)


def _applied(connection: Connection) -> set[str]:
    """The steps that this database has behind it, by name."""
    begun = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    return {name for (name,) in connection.execute(_APPLIED)} if begun else set()


def _apply(connection: Connection) -> None:
    # imported here: it brings numpy, 27 MB and a tenth of a second to a start that seldom has anything to apply
    from sqlite_utils import Database  # noqa: PLC0415  # slow, seldom needed
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415  # slow, seldom needed

    migrations = Migrations('motcua')
    for step in STEPS:
        migrations()(step)
    connection.execute('BEGIN IMMEDIATE')
    try:
        migrations.apply(Database(connection))
        connection.execute('COMMIT')
    except BaseException:
        if connection.in_transaction:
            connection.execute('ROLLBACK')
        raise
