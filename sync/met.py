"""Whether this store has met the province since it may have been put back to an old copy of itself.

After each comparison the machine's mark (``sync.reconcile``) is also written where no disk's copy has it and no restart
leaves it: in memory. A store whose own mark isn't that one was put back, copied, or its machine was started anew.
Until its courier has met the province it gives no official code, and its provisional numbers bear a sign of this life
of it, so that nothing is repeated that was given after the copy was made.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from office import codec
from sync.connection import Connection

# a file system in memory, the same for every account and service of a Linux machine; a service that has a private one
# names another folder, which nothing copies, under this variable
_MEMORY, _ELSEWHERE = Path('/dev/shm'), 'MOTCUA_MEMORY'  # noqa: S108  # the file's owner is checked
# anybody may write in that folder, a link too
_NO_LINK = getattr(os, 'O_NOFOLLOW', 0)
# no letter that is taken for another one, and enough of them for a centre's lifetime of restarts on one day
_SIGNS, _LONG = '2346789CDFGHJKMNPRTVWXY', 3
# the exchange says once a minute that all is well
_SAID_AGAIN = timedelta(minutes=2)
MARK, NEXT = 'mark', 'mark.next'
# the centre knows another machine of this name, or this one's chain goes on elsewhere
TWIN = 'centre.same_device'


def remember(place: Path, mark: str) -> None:
    """The province has just seen this mark. A memory that takes nothing costs provisional numbers, nothing else."""
    _write(_file(place, 'mark'), mark)


def is_met(connection: Connection, place: Path, device: str) -> bool:
    """Whether official codes may be given: nothing was ever compared, or what was is all that was."""
    if has_twin(connection):
        return False
    marks = {_value(connection, f'{MARK}:{device}'), _value(connection, f'{NEXT}:{device}')}
    return not _value(connection, f'{MARK}:{device}') or _read(_file(place, 'mark')) in marks - {''}


def has_twin(connection: Connection) -> bool:
    """Whether the centre has said that another machine bears this one's name."""
    row = connection.execute("SELECT answer FROM lane WHERE name = 'centre'").fetchone()
    return row is not None and row[0] == TWIN


def centre_spoke(connection: Connection, since: datetime, now: datetime) -> bool:
    """Whether the exchange with the centre has said how it fares since a moment, or said lately that all is well."""
    row = connection.execute("SELECT tries, tried_at, heard_at FROM lane WHERE name = 'centre'").fetchone()
    if row is None:
        return False
    tries, tried, heard = row
    is_well = not tries and heard is not None and timedelta(0) <= now - codec.at(heard) < _SAID_AGAIN
    return is_well or codec.at(tried) >= since


def sign(place: Path) -> str:
    """A sign of this life of the store: another one after every restart of the machine, and in every copy."""
    file = _file(place, 'sign')
    known = _read(file)
    if not known:
        known = ''.join(secrets.choice(_SIGNS) for _letter in range(_LONG))
        _write(file, known)
    return known


def _value(connection: Connection, name: str) -> str:
    row = connection.execute('SELECT value FROM cursor WHERE feed = ?', (name,)).fetchone()
    return str(row[0]) if row else ''


def _file(place: Path, what: str) -> Path:
    usual = _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())
    folder = Path(os.environ.get(_ELSEWHERE) or usual)
    whose = os.getuid() if os.name == 'posix' else 0
    return folder / f'motcua-{whose}-{sha256(str(place.resolve()).encode()).hexdigest()[:24]}.{what}'


def _boot() -> str:
    """Which start of the machine this is, '' where it isn't told: what lies there from before counts for nothing."""
    try:
        return Path('/proc/sys/kernel/random/boot_id').read_text(encoding='ascii').strip()
    except OSError:
        return ''


def _read(file: Path) -> str:
    try:
        handle = os.open(file, os.O_RDONLY | _NO_LINK)
        with os.fdopen(handle, encoding='ascii') as opened:
            is_ours = os.name != 'posix' or os.fstat(handle).st_uid == os.getuid()
            boot, _, text = opened.read().partition(' ')
    except (OSError, ValueError):
        return ''
    return text if is_ours and boot == _boot() else ''


def _write(file: Path, text: str) -> None:
    part = file.with_name(f'{file.name}.{os.getpid()}')
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600)
        with os.fdopen(handle, 'w', encoding='ascii') as opened:
            opened.write(f'{_boot()} {text}')
        part.replace(file)
    except OSError:
        # what another account put in our way isn't ours to remove
        with suppress(OSError):
            part.unlink()
