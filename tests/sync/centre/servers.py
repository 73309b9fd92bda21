"""A private PostgreSQL from Debian's package: a cluster in a temporary folder, owned by an account that isn't root."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg

from tests.ports import free_port

# what the tests don't test: that the disk keeps what the server was told is kept
FAST = ('fsync=off', 'full_page_writes=off')
_BINARIES = Path('/usr/lib/postgresql')


def binary(name: str) -> Path:
    """A program of the newest PostgreSQL of this machine."""
    found = sorted(_BINARIES.glob(f'*/bin/{name}'), key=lambda path: int(path.parts[-3]))
    assert found, 'postgresql is not installed: see system-packages.txt'
    return found[-1]


@dataclass(slots=True)
class Server:
    """A cluster on a port of this machine; ``admin`` is the address of its superuser."""

    folder: Path
    port: int
    settings: tuple[str, ...] = FAST
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / 'data'

    @property
    def admin(self) -> str:
        return f'host=127.0.0.1 port={self.port} user=chu dbname=postgres passfile={self.folder / "chu.pgpass"}'

    def address(self, schema: str) -> str:
        """The address of a schema of its own, made when it isn't there, as a URL for those who want one."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA IF NOT EXISTS {schema}')  # type: ignore[arg-type]  # the tests' own words
        words = {'passfile': str(self.folder / 'chu.pgpass'), 'options': f'-c search_path={schema}'}
        return f'postgresql://chu@127.0.0.1:{self.port}/postgres?{urlencode(words, quote_via=quote)}'

    def make(self) -> None:
        """A new, empty cluster."""
        secret = self.folder / 'secret'
        secret.write_text('mat khau thu\n')
        passfile = self.folder / 'chu.pgpass'
        passfile.write_text('*:*:*:chu:mat khau thu\n')
        passfile.chmod(0o600)
        _own(secret)
        subprocess.run(
            [
                *(binary('initdb'), '--no-sync', '--no-instructions', '--encoding=UTF8', '--locale=C'),
                *('--username=chu', '--auth=scram-sha-256', f'--pwfile={secret}', f'--pgdata={self.data}'),
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **_as_nobody_special(),
        )

    def start(self) -> None:
        """Start, and wait until it answers."""
        named = (*self.settings, 'listen_addresses=127.0.0.1', f'port={self.port}', 'max_connections=150')
        words = [word for one in (*named, f'unix_socket_directories={self.folder}') for word in ('-c', one)]
        with (self.folder / 'log').open('ab') as log:
            self.process = subprocess.Popen(
                [binary('postgres'), '-D', self.data, *words],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **_as_nobody_special(),
            )
        never = threading.Event()
        while not self._answers():
            assert self.process.poll() is None, (self.folder / 'log').read_text()
            never.wait(0.05)

    def _answers(self) -> bool:
        try:
            return self.ask('SELECT 1') == [(1,)]
        except psycopg.OperationalError:
            return False

    def stop(self) -> None:
        """The plug pulled: the server ends where it stands."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=30)
            self.process = None

    def keep(self, file: Path) -> None:
        """Put a file among the server's own, for its eyes only."""
        kept = self.data / file.name
        shutil.copy(file, kept)
        kept.chmod(0o600)
        _own(kept)

    def lose_disk(self) -> None:
        """The server dies with everything it kept."""
        self.stop()
        shutil.rmtree(self.data)

    def ask(self, query: str, database: str = 'postgres', *values: object) -> list[tuple[Any, ...]]:
        """What the superuser reads."""
        with psycopg.connect(f'{self.admin} dbname={database}', autocommit=True) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[arg-type]  # the tests' own words


@contextmanager
def running_server(settings: tuple[str, ...] = FAST) -> Iterator[Server]:
    """A cluster that ends with the block."""
    # not in pytest's folders: the server's account may not enter those
    folder = Path(tempfile.mkdtemp(prefix='motcua-pg-'))
    _own(folder)
    server = Server(folder, free_port(), settings)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _own(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, 'postgres', 'postgres')


def _as_nobody_special() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    return {'user': 'postgres', 'group': 'postgres', 'extra_groups': ()} if os.geteuid() == 0 else {}
