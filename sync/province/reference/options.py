"""How one reference province is set up; the command line fills it, not the settings file of a centre's machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceOptions:
    """Where it keeps its data and whom it serves.

    ``database`` is an SQLAlchemy URL of SQLite or PostgreSQL, '' an SQLite file in ``data``. ``clients`` maps a client
    id to the unit that it may speak for. Life times in seconds, sizes in bytes.
    """

    data: Path
    host: str = '127.0.0.1'
    port: int = 0
    database: str = ''
    clients: Mapping[str, str] = field(default_factory=lambda: {'mot-cua': '000.12.34.H99'})
    # processes that answer; they share the database and the folder, nothing else
    workers: int = 1
    # requests that one process takes on at once, so that each is answered well before its client gives up; beyond them
    # clients are asked to come back
    most_at_once: int = 64
    # connections to PostgreSQL that one process holds: with four processes well within Debian's hundred
    connections: int = 10
    token_life: int = 3600
    # an upload that nobody continued for a week is a workstation that was replaced
    upload_life: int = 7 * 24 * 3600
    largest_file: int = 200_000_000
    # changes delivered again with every poll, so that one committed late is not skipped
    overlap: int = 3
