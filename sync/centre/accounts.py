"""Accounts of all machines on all counters: made on one it opens any, and shut on one it is shut everywhere.

Accounts themselves are facts. Their password hashes never are: they go through the centre sealed with its key, each
named by the fact that set it, and the one in force is that of the last such fact in the centre's order.
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from sqlcipher3 import dbapi2 as sqlcipher

from office.desk.province import COURIER
from office.officer import Officer
from sync import cursors, merged, rows
from sync.books import StoreBooks
from sync.centre.connection import Connection, telling
from sync.centre.shelf import Seal
from sync.connection import Connection as Books
from sync.store import Store

_PUT, _READ, _KEPT = 'secrets.put', 'secrets.read', 'secret:'
_OWN = (
    "SELECT seq, id, subject FROM fact WHERE seq > ? AND kind IN ('OfficerEnrolled', 'PasswordChanged')"
    ' AND NOT EXISTS (SELECT 1 FROM placed p WHERE p.fact = fact.seq AND p.home IS NOT NULL) ORDER BY seq'
)
_LAST = (
    'SELECT id FROM fact LEFT JOIN placed ON placed.fact = fact.seq WHERE subject = ?'
    " AND kind IN ('OfficerEnrolled', 'PasswordChanged') ORDER BY place IS NULL DESC, place DESC, seq DESC LIMIT 1"
)
_WITHOUT_ROW = (
    "SELECT DISTINCT subject FROM fact WHERE subject GLOB 'officer:*'"
    ' AND NOT EXISTS (SELECT 1 FROM officer o WHERE o.id = fact.subject)'
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """One machine's share in the accounts of the centre, for one thread; every method may be repeated unharmed."""

    store: Store
    connection: Connection
    seal: Seal

    def put(self) -> None:
        """Put our own officers' hashes there.

        Raises:
            Refusal, Trouble: as the centre and the store.
        """
        of = self._of()
        with self.store.read() as books:
            begin = _cursor(books, _PUT, of)
            found = books.connection.execute(_OWN, (begin,)).fetchall()
            # a hash that was replaced since belongs to the later fact
            latest = {subject: (fact, books.secret_of(subject)) for _, fact, subject in found}
            reached = max([cursors.far_from(books.connection, begin), *(seq for seq, _, _ in found)])
        if reached == begin:
            return
        with telling():
            for subject, (fact, hashed) in latest.items():
                if hashed:
                    sealed = self.seal.sealed(hashed.encode(), _about(fact, subject))
                    given = (fact, self.seal.name, subject, sealed)
                    self.connection.execute('SELECT motcua.put_secret(%s, %s, %s, %s)', given)
        with self.store.change(COURIER) as books:
            _remember(books, _PUT, of, reached)

    def take(self) -> None:
        """Take in the hashes of other machines' officers, and let the one in force be that of the last fact.

        Raises:
            Refusal, Trouble: as the centre and the store.
        """
        of = self._of()
        with self.store.read() as books:
            begin = _cursor(books, _READ, of)
        with telling():
            found = self.connection.execute(
                'SELECT place, fact, officer, sealed FROM motcua.secret WHERE place > %s AND key = %s ORDER BY place',
                (begin, self.seal.name),
            ).fetchall()
        with self.store.read() as books:
            nothing_new = not found and not _unsettled(books)
        if nothing_new:
            return
        with self.store.change(COURIER) as books:
            for _, fact, subject, sealed in found:
                try:
                    hashed = self.seal.opened(bytes(sealed), _about(fact, subject)).decode()
                except InvalidTag:
                    # a hash that somebody put there without the key lets nobody in
                    continue
                cursors.put(books, f'{_KEPT}{fact}', f'{subject} {hashed}')
            if found:
                _remember(books, _READ, of, found[-1][0])
            _settle_rows(books)
            for subject, hashed in _unsettled(books):
                books.keep_secret(subject, hashed)

    def _of(self) -> str:
        with telling():
            row = self.connection.execute('SELECT epoch FROM motcua.centre').fetchone()
        return f'{row[0] if row else ""} {self.seal.name}'


def _unsettled(books: StoreBooks) -> list[tuple[str, str]]:
    """The officers whose last password was set on another machine and isn't the one kept here."""
    found = []
    known = books.connection.execute('SELECT feed, value FROM cursor WHERE feed GLOB ?', (f'{_KEPT}*',)).fetchall()
    for feed, value in known:
        subject, _, hashed = value.partition(' ')
        (last,) = books.connection.execute(_LAST, (subject,)).fetchone() or ('',)
        is_here = books.connection.execute('SELECT 1 FROM officer WHERE id = ?', (subject,)).fetchone()
        if is_here and feed == f'{_KEPT}{last}' and books.secret_of(subject) != hashed:
            found.append((subject, hashed))
    return found


def _settle_rows(books: StoreBooks) -> None:
    """Accounts whose facts came before they were shared, or while another account had their login name."""
    for (subject,) in books.connection.execute(_WITHOUT_ROW).fetchall():
        row, _void = merged.folded(merged.of_subject(books.connection, subject))
        if isinstance(row, Officer):
            _write(books.connection, row)


def _write(connection: Books, row: Officer) -> None:
    connection.execute('SAVEPOINT account')
    try:
        rows.write(connection, None, row)
    except sqlcipher.IntegrityError:
        # told when it came (``FactsCrossed``): a person gives one of the two another login name
        connection.execute('ROLLBACK TO account')
    finally:
        connection.execute('RELEASE account')


def _about(fact: str, subject: str) -> bytes:
    return f'secret {fact} {subject}'.encode()


def _cursor(books: StoreBooks, name: str, of: str) -> int:
    kept, _, at = cursors.read(books.connection, name).rpartition(' ')
    return int(at) if kept == of else 0


def _remember(books: StoreBooks, name: str, of: str, at: int) -> None:
    cursors.put(books, name, f'{of} {at}')
