"""``motcua-sync init-centre``: database, schema and the machines' accounts, each password in a file of its own."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql
from psycopg.conninfo import make_conninfo

from office.errors import Refusal, Trouble
from sync.centre import migrations
from sync.centre.connection import Connection, checked, connect, telling, unhurried
from sync.centre.migrations import Groups
from sync.centre.shelf import Seal
from sync.keys import make_secret

# under which the server keeps the name of the key of its pages
KEY_IN_USE = 'pages.key'
_NAME = re.compile(r'[a-z][a-z0-9_]{0,30}')
_DEVICE = re.compile(r'[A-Za-z][A-Za-z0-9]{0,15}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A machine that can now reach the centre: what its settings must say, and where its password lies.

    ``key``: the file of the key of the centre's pages, the same for all counters, None for a kiosk.
    """

    device: str
    kind: str
    address: str
    passfile: Path
    is_new: bool
    key: Path | None = None


def init_centre(
    admin: str, database: str, machines: Mapping[str, str], folder: Path, *, new_key: bool = False
) -> list[Founded]:
    """Set up a centre, or bring one up to date and add machines; done twice it changes nothing.

    Args:
        admin: the address of a superuser on the server; its database is only passed through.
        database: the centre's database, made when it isn't there.
        machines: kinds (``'counter'`` or ``'kiosk'``) by device name.
        folder: where passwords are written, as files of libpq's form that only their owner reads, and the key of the
            centre's pages. A machine whose file isn't there gets a new password.
        new_key: whether the centre's pages get another key, as after a counter was stolen; what the former one sealed
            is put there anew by the machines that hold it.

    Raises:
        Refusal: ``centre.name`` for a name that isn't one, ``centre.newer``, ``centre.other_key`` when the folder's key
            isn't the one in use, or as ``connect``.
        Trouble: ``centre.gone``, ``centre.disk`` when a password can't be written.
    """
    for name, form in [(database, _NAME), *((device, _DEVICE) for device in machines)]:
        if not form.fullmatch(name):
            raise Refusal('centre.name', name=name)
    groups = Groups(database)
    with connect(admin) as server, telling():
        _roles(server, groups)
        if not server.execute('SELECT 1 FROM pg_database WHERE datname = %s', (database,)).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(_id(database)))
    with unhurried(admin, database) as centre:
        migrations.bring_up_to_date(centre, groups)
        with telling():
            _close_to_strangers(centre, groups)
        file = _key(centre, folder / f'{database}.key', new=new_key)
        accounts = _Accounts(centre, groups, admin, folder, file)
        return [accounts.machine(device, kind) for device, kind in machines.items()]


def _key(centre: Connection, file: Path, *, new: bool) -> Path:
    """The file of the key that seals pages, made at the first founding; the server knows its name and nothing of it."""
    with telling():
        row = centre.execute('SELECT value FROM motcua.cursor WHERE feed = %s', (KEY_IN_USE,)).fetchone()
    if new and file.exists():
        file.replace(file.with_suffix('.key.old'))
    if row is None or new:
        _make_key(file)
    name = Seal.of(file).name if file.exists() else ''
    if row is not None and not new and name != row[0]:
        raise Refusal('centre.other_key', file=str(file))
    with telling(), centre.transaction():
        centre.execute(
            'INSERT INTO motcua.cursor VALUES (%s, %s) ON CONFLICT (feed) DO UPDATE SET value = excluded.value',
            (KEY_IN_USE, name),
        )
        if new:
            for table in ('page', 'page_piece', 'page_wanted', 'secret'):
                centre.execute(sql.SQL('DELETE FROM motcua.{} WHERE key <> %s').format(_id(table)), (name,))
    return file


def _make_key(file: Path) -> None:
    if file.exists():
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble('centre.disk', detail=error.strerror or '') from error
    make_secret(file)


def _roles(server: Connection, groups: Groups) -> None:
    for role in (groups.kiosks, groups.counters):
        if not _exists(server, role):
            server.execute(sql.SQL('CREATE ROLE {} NOLOGIN').format(_id(role)))


def _close_to_strangers(centre: Connection, groups: Groups) -> None:
    """Nobody else may connect, and nobody but the owner may make anything."""
    for statement in (
        'REVOKE ALL ON DATABASE {database} FROM PUBLIC',
        'GRANT CONNECT ON DATABASE {database} TO {kiosks}, {counters}',
        'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    ):
        centre.execute(
            sql.SQL(statement).format(
                database=_id(groups.database), kiosks=_id(groups.kiosks), counters=_id(groups.counters)
            )
        )


@dataclass(frozen=True, slots=True)
class _Accounts:
    """The machines' accounts in one centre."""

    centre: Connection
    groups: Groups
    admin: str
    folder: Path
    key: Path

    def machine(self, device: str, kind: str) -> Founded:
        """An account and its password, each made if it isn't there."""
        account = self.groups.account(device)
        passfile = self.folder / f'{account}.pgpass'
        is_new = not passfile.exists()
        with telling(), self.centre.transaction():
            has_no_password = self._known_as(device, kind, account)
            password = secrets.token_urlsafe(24) if is_new else _kept(passfile)
            if is_new:
                _write(passfile, f'*:*:{self.groups.database}:{account}:{password}\n')
            # a server that was set up anew takes the passwords that the machines have
            if is_new or has_no_password:
                self.centre.execute(sql.SQL('ALTER ROLE {} PASSWORD {}').format(_id(account), sql.Literal(password)))
        address = self._address(account, passfile)
        key = self.key if kind == 'counter' else None
        return Founded(device=device, kind=kind, address=address, passfile=passfile, is_new=is_new, key=key)

    def _known_as(self, device: str, kind: str, account: str) -> bool:
        """Let the machine have its account and role; whether the account was only made now."""
        row = self.centre.execute('SELECT kind FROM motcua.machine WHERE device = %s', (device,)).fetchone()
        if row and row[0] != kind:
            raise Refusal('centre.kind', device=device, kind=str(row[0]))
        group = self.groups.kiosks if kind == 'kiosk' else self.groups.counters
        is_made = not _exists(self.centre, account)
        if is_made:
            self.centre.execute(sql.SQL('CREATE ROLE {} LOGIN').format(_id(account)))
        self.centre.execute(sql.SQL('GRANT {} TO {}').format(_id(group), _id(account)))
        self.centre.execute(
            'INSERT INTO motcua.machine (account, device, kind) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING',
            (account, device, kind),
        )
        return is_made

    def _address(self, account: str, passfile: Path) -> str:
        """What the machine's settings say; the file may be moved, and its place here changed with it."""
        given = checked(self.admin)
        kept = {name: given[name] for name in ('host', 'port', 'sslmode', 'sslrootcert') if given.get(name)}
        return make_conninfo('', **kept, dbname=self.groups.database, user=account, passfile=str(passfile))


def _exists(connection: Connection, role: str) -> bool:
    return connection.execute('SELECT 1 FROM pg_roles WHERE rolname = %s', (role,)).fetchone() is not None


def _id(name: str) -> sql.Identifier:
    return sql.Identifier(name)


def _kept(passfile: Path) -> str:
    try:
        return passfile.read_text(encoding='ascii').strip().rpartition(':')[2]
    except OSError as error:
        raise Trouble('centre.disk', detail=error.strerror or '') from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, 'w', encoding='ascii') as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Trouble('centre.disk', detail=error.strerror or '') from error
