"""Lists of finished dossiers: those whose result waits here, and those whose result the post carries."""

from dataclasses import replace

from office import codec
from sync import search
from sync.connection import Connection
from sync.search import DossierLine

# the item that carries the result, of those there were; to be closed with a field of it
_LAST = "json_extract(d.body, '$.postal_items[#-1]"


def to_return(connection: Connection, limit: int) -> list[DossierLine]:
    """Dossiers whose result is here and not handed over, the one that waits longest first."""
    found = connection.execute(
        f'SELECT {search.COLUMNS} FROM dossier d'  # noqa: S608  # our own names
        " WHERE d.state = 'finished' ORDER BY d.finished_at LIMIT ?",
        (limit,),
    ).fetchall()
    return [search.line_of(row) for row in found]


def with_post(connection: Connection, limit: int) -> list[DossierLine]:
    """Dossiers whose result is with the post, the one posted first at the head."""
    found = connection.execute(
        f"SELECT {search.COLUMNS}, {_LAST}.tracking'), {_LAST}.at') FROM dossier d"  # noqa: S608  # our own names
        f" WHERE d.state = 'posted' ORDER BY {_LAST}.at') LIMIT ?",
        (limit,),
    ).fetchall()
    return [replace(search.line_of(row[:-2]), tracking=row[-2], posted_at=codec.at(row[-1])) for row in found]
