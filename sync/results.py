"""Lists of finished dossiers: those whose result waits here, and those whose result the post carries."""

from dataclasses import replace
from sqlite3 import Connection

from office import codec
from office.dossier import Dossier
from sync import search
from sync.search import DossierLine


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
        f"SELECT {search.COLUMNS}, d.body FROM dossier d WHERE d.state = 'posted'"  # noqa: S608  # our own names
        " ORDER BY json_extract(d.body, '$.postal_items[#-1].at') LIMIT ?",
        (limit,),
    ).fetchall()
    return [_posted(search.line_of(row[:-1]), codec.load(Dossier, row[-1])) for row in found]


def _posted(line: DossierLine, dossier: Dossier) -> DossierLine:
    item = dossier.with_post
    return replace(line, tracking=item.tracking, posted_at=item.at) if item is not None else line
