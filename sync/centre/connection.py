"""How a machine reaches the centre's database, and what its errors mean."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict

from office.errors import Refusal, Trouble

if TYPE_CHECKING:
    from psycopg.abc import PQGen

Connection = psycopg.Connection[tuple[Any, ...]]
Given = TypeVar('Given')

# in the house's network an answer takes milliseconds; a server that is silent for so long is gone
_CONNECT_S = 3
# a machine whose plug was pulled is given up by the server, and a server by a machine, after about fifteen seconds;
# no statement of ours needs ten seconds, and nobody may hold up the others by standing still within a transaction
_LIVES = {'keepalives_idle': 5, 'keepalives_interval': 5, 'keepalives_count': 2, 'tcp_user_timeout': 15_000}
_SESSION = (
    '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2 -c tcp_user_timeout=15000'
    ' -c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC'
)
# a server that hangs, or a wire that swallows what it takes, is silent and never closes: an answer that isn't here two
# seconds after the server itself would have given the statement up doesn't come any more
_ANSWER_S = 12.0
# what an administrator does goes over everything that the centre holds: a million facts are proved in a minute, and a
# statement that takes an hour is stuck
_UNHURRIED_S = 3600.0
_REFUSED: Mapping[str, str] = {
    '28P01': 'centre.login',
    '28000': 'centre.login',
    '42501': 'centre.forbidden',
    '3F000': 'centre.not_set_up',
    '42P01': 'centre.not_set_up',
    '42883': 'centre.not_set_up',
    'MC001': 'centre.stranger',
    'MC002': 'centre.differs',
    'MC003': 'centre.same_device',
    'MC004': 'centre.forbidden',
    'MC005': 'centre.altered',
    'MC006': 'centre.restored',
}


class _Impatient(psycopg.Connection[tuple[Any, ...]]):
    """A connection that waits for no answer longer than ``patience`` seconds; after that it is closed."""

    patience = _ANSWER_S

    def wait(self, gen: 'PQGen[Given]', interval: float = 0.1, timeout: float | None = None) -> Given:
        """Wait as psycopg does, to an end; who gives a time of her own, as ``notifies`` does, waits for that."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        until = time.monotonic() + self.patience
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.OperationalError:
            if time.monotonic() >= until:
                # nothing more may be said over it, not even that a transaction is over
                self.pgconn.finish()
            raise


def connect(address: str, *, patience: float = _ANSWER_S, idle: float = 0, **more: str) -> Connection:
    """A connection that commits each statement by itself, except within ``connection.transaction()``.

    Args:
        address: ``postgresql://account@host/database?passfile=…``; beyond this machine the server must prove itself.
        patience: seconds after which an answer is given up, and the connection with it.
        idle: seconds of silence after which the server ends the session and frees its locks; 0 for never.
        more: parameters in the place of those of the address.

    Raises:
        Refusal: ``centre.address``, ``centre.insecure``, ``centre.login`` or ``centre.certificate``.
        Trouble: ``centre.gone``.
    """
    given = {**checked(address), **more}
    options = f'{_SESSION} -c idle_session_timeout={int(idle * 1000)}'
    with telling():
        made = _Impatient.connect(
            **{'connect_timeout': _CONNECT_S, **_LIVES, **given, 'options': options},
            autocommit=True,
        )
    made.patience = patience
    return made


def unhurried(address: str, database: str) -> Connection:
    """An administrator's connection to a centre's database, where no statement ends for taking minutes.

    Raises:
        Refusal, Trouble: as ``connect``.
    """
    made = connect(address, patience=_UNHURRIED_S, dbname=database)
    with telling():
        made.execute('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0')
    return made


def checked(address: str) -> dict[str, Any]:
    """The parameters of an address, which never goes over a network unproved.

    Raises:
        Refusal: ``centre.address`` when it can't be read, ``centre.insecure`` when it asks for less than verify-full.
    """
    try:
        given = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise Refusal('centre.address', detail=str(error).strip()) from error
    hosts = ','.join(str(given.get(name) or '') for name in ('host', 'hostaddr')).split(',')
    if all(_stays_here(host) for host in hosts):
        return given
    asked = given.setdefault('sslmode', 'verify-full')
    if asked != 'verify-full':
        raise Refusal('centre.insecure', sslmode=str(asked))
    # the operating system's authorities, unless the address names the centre's own
    given.setdefault('sslrootcert', 'system')
    return given


@contextmanager
def telling() -> Iterator[None]:
    """Turn the database's no into a Refusal, and a broken way into Trouble; our own slips stay bugs.

    Raises:
        Refusal: ``centre.…`` as the table of refusals says.
        Trouble: ``centre.gone``, or ``centre.full`` when the server's disk is.
    """
    try:
        yield
    except psycopg.Error as error:
        raise meaning(error) from error


def meaning(error: psycopg.Error) -> Exception:
    """What an error of the database means to a person: a Problem, or itself when it is a bug."""
    said = ((error.diag.message_primary or str(error)).strip().splitlines() or [''])[0]
    code = _REFUSED.get(error.sqlstate or '')
    if code:
        return Refusal(code, detail=said)
    # libpq tells these apart only by its words
    if error.sqlstate is None and ('certificate' in said or 'SSL' in said):
        return Refusal('centre.certificate', detail=said)
    if isinstance(error, psycopg.errors.DiskFull):
        return Trouble('centre.full', detail=said)
    if 'password authentication failed' in said or 'no password supplied' in said or 'no pg_hba.conf entry' in said:
        return Refusal('centre.login', detail=said)
    if isinstance(error, psycopg.OperationalError | psycopg.errors.QueryCanceled):
        return Trouble('centre.gone', detail=said)
    return error


def _stays_here(host: str) -> bool:
    if host in ('', 'localhost') or host.startswith(('/', '@')):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
