"""The one function that opens every connection to the database, and what its errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlcipher3 import dbapi2 as sqlcipher

from office.errors import Trouble

if TYPE_CHECKING:
    # sqlcipher3 speaks sqlite3's interface, so its types describe it; a second SQLite needn't be loaded for that
    from sqlite3 import Connection
else:
    Connection = sqlcipher.Connection

__all__ = ['Connection', 'connect', 'meaning', 'telling']

# every statement of the product fits, so that none is compiled twice
_STATEMENTS = 256


def connect(path: Path, key: bytes, *, busy_seconds: float, reads_only: bool = False) -> Connection:
    """Open the encrypted database; a transaction begins and ends only where we say so.

    Args:
        path: the database file; made when it isn't there.
        key: 32 bytes.
        busy_seconds: how long to wait for another process's transaction.
        reads_only: whether writing through this connection is to fail.

    Raises:
        Trouble: ``store.key_wrong`` when the file isn't readable with this key, or what ``telling`` tells.
    """
    with telling():
        made = sqlcipher.connect(
            str(path),
            isolation_level=None,
            timeout=busy_seconds,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )
    connection = cast('Connection', made)
    try:
        _prepare(connection, key, reads_only=reads_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Connection, key: bytes, *, reads_only: bool) -> None:
    # a wrong key is said in our own words; SQLCipher's lines on standard error would only frighten
    connection.execute('PRAGMA cipher_log_level = NONE')
    connection.execute(f'''PRAGMA key = "x'{key.hex()}'"''')
    try:
        connection.execute('SELECT count(*) FROM sqlite_master').fetchone()
    except sqlcipher.DatabaseError as error:
        if 'not a database' in str(error):
            raise Trouble('store.key_wrong') from error
        raise meaning(error) from error
    with telling():
        connection.execute('PRAGMA journal_mode = WAL')
        connection.execute('PRAGMA synchronous = FULL')
        connection.execute('PRAGMA foreign_keys = ON')
        if reads_only:
            connection.execute('PRAGMA query_only = ON')


@contextmanager
def telling() -> Iterator[None]:
    """Turn the database's errors of the world into Trouble; its errors of ours stay bugs.

    Raises:
        Trouble: ``store.disk_full``, ``store.busy`` or ``store.disk``.
    """
    try:
        yield
    except sqlcipher.DatabaseError as error:
        raise meaning(error) from error


def meaning(error: Exception) -> Exception:
    """What an error of the database means to a person: a Trouble, or itself when it is a bug."""
    said = str(error)
    if 'is full' in said:
        return Trouble('store.disk_full')
    if 'locked' in said or 'busy' in said:
        return Trouble('store.busy')
    for sign in ('disk I/O', 'unable to open', 'readonly', 'malformed', 'not a database'):
        if sign in said:
            return Trouble('store.disk', detail=said)
    return error
