"""The files of a store: its key, its version, and what happens when one of them is not what it should be."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from office.errors import Problem, Refusal
from sync import migrations, schema
from sync.connection import connect
from sync.keys import KEY_FILE, Keys, unlock
from sync.store import DATABASE, Store
from sync.verify import verify
from tests.offices import FixedClock, SequenceIds, open_store, settings_of
from tests.sync.contract_ledger import DAY, TICKET, issued

OLD = Path(__file__).parent / 'old'


def _opened_with(folder: Path) -> str:
    """The code of the problem that opening a store meets."""
    with pytest.raises(Problem) as met:
        open_store(folder)
    return met.value.code


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A folder whose store holds one ticket."""
    store = open_store(tmp_path)
    with store.change('kiosk:k1') as books:
        books.record(TICKET, issued())
    store.close()
    return tmp_path


@given(secret=st.binary(min_size=32, max_size=32))
def test_keys_are_those_of_the_library_of_ciphers(secret: bytes) -> None:
    """Stores that exist are opened by them."""
    derived = [
        HKDF(algorithm=SHA256(), length=32, salt=None, info=b'motcua ' + purpose).derive(secret)
        for purpose in (b'database', b'pages', b'signing', b'sealing')
    ]
    keys = Keys.of(secret)
    assert [keys.database, keys.pages, keys.signing, keys.sealing] == derived


def test_the_first_start_makes_a_key_file_for_its_owner_alone(used: Path) -> None:
    key = used / KEY_FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(bytes.fromhex(key.read_text().strip())) == 32


def test_nothing_readable_stands_in_the_database(used: Path) -> None:
    for path in used.glob(f'{DATABASE}*'):
        content = path.read_bytes()
        assert b'SQLite format' not in content
        assert b'TicketIssued' not in content


def test_a_missing_key_is_said_and_nothing_is_made_anew(used: Path) -> None:
    before = (used / DATABASE).read_bytes()
    key = (used / KEY_FILE).read_text()
    (used / KEY_FILE).unlink()
    assert _opened_with(used) == 'store.key_missing'
    assert not (used / KEY_FILE).exists()
    assert (used / DATABASE).read_bytes() == before
    handle = os.open(used / KEY_FILE, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(handle, key.encode())
    os.close(handle)
    store = open_store(used)
    with store.read() as books:
        assert books.get_ticket(TICKET).number == 1
    store.close()


@pytest.mark.parametrize('key', ['ab' * 32, 'ab', 'no key at all'])
def test_a_wrong_key_is_said_and_the_store_stays(used: Path, key: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = (used / DATABASE).read_bytes()
    (used / KEY_FILE).write_text(key)
    assert _opened_with(used) == 'store.key_wrong'
    assert (used / DATABASE).read_bytes() == before
    assert capfd.readouterr().err == ''


def test_an_empty_key_file_is_no_key(used: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (used / KEY_FILE).write_text('')
    assert _opened_with(used) == 'store.key_missing'
    fresh = tmp_path_factory.mktemp('fresh')
    (fresh / KEY_FILE).touch(0o600)
    open_store(fresh).close()
    assert (fresh / KEY_FILE).stat().st_size > 64


@pytest.mark.parametrize('mode', [0o640, 0o604, 0o666])
def test_a_key_file_that_others_may_read_is_refused(used: Path, mode: int) -> None:
    (used / KEY_FILE).chmod(mode)
    with pytest.raises(Refusal) as refused:
        open_store(used)
    assert refused.value.code == 'store.key_open'


def test_a_keyring_keeps_the_key_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr('keyring.get_password', lambda service, account: kept.get((service, account)))
    monkeypatch.setattr('keyring.set_password', lambda service, account, key: kept.update({(service, account): key}))
    first = unlock(tmp_path, tmp_path / DATABASE, keyring=True)
    assert not (tmp_path / KEY_FILE).exists()
    assert len(kept) == 1
    assert unlock(tmp_path, tmp_path / DATABASE, keyring=True) == first
    assert first.database != first.pages


def test_without_a_keyring_the_key_file_serves(tmp_path: Path) -> None:
    """The tests' machine has none that works, as most centres' machines."""
    first = unlock(tmp_path, tmp_path / DATABASE, keyring=True)
    assert (tmp_path / KEY_FILE).exists()
    assert unlock(tmp_path, tmp_path / DATABASE, keyring=False) == first


def test_keys_are_never_shown() -> None:
    keys = Keys.of(b'k' * 32)
    assert keys.database.hex() not in repr(keys)
    assert str(keys.database) not in repr(keys)


def test_a_database_from_the_future_is_refused(used: Path) -> None:
    store = open_store(used)
    connection = store.connect()
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('motcua', 'm9999_later', '2031')"
    )
    connection.close()
    store.close()
    with pytest.raises(Refusal) as refused:
        open_store(used)
    assert (refused.value.code, refused.value.params) == ('store.newer', {'step': 'm9999_later'})


def test_a_database_that_is_no_database_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / 'elsewhere').mkdir()
    open_store(tmp_path / 'elsewhere').close()
    key = (tmp_path / 'elsewhere' / KEY_FILE).read_text()
    (tmp_path / DATABASE).write_bytes(b'a picture, perhaps' * 1000)
    (tmp_path / KEY_FILE).touch(0o600)
    (tmp_path / KEY_FILE).write_text(key)
    assert _opened_with(tmp_path) == 'store.key_wrong'
    assert (tmp_path / DATABASE).read_bytes().startswith(b'a picture')


@pytest.mark.parametrize('kept', sorted(OLD.glob('*.sql')), ids=lambda path: path.stem)
def test_a_database_of_every_older_version_opens_and_holds(tmp_path: Path, kept: Path) -> None:
    settings = settings_of(tmp_path)
    keys = unlock(tmp_path, tmp_path / DATABASE, keyring=False)
    connection = connect(tmp_path / DATABASE, keys.database, busy_seconds=1)
    connection.executescript(kept.read_text(encoding='utf-8'))
    connection.close()
    store = Store(settings, clock=FixedClock(), ids=SequenceIds())
    with store.read() as books:
        assert books.get_ticket(TICKET).label == 'A001'
        assert [ticket.id for ticket in books.waiting_tickets(DAY)] == [TICKET]
        names = [row[0] for row in books.connection.execute('SELECT name FROM _sqlite_migrations ORDER BY id')]
    assert names == [step.__name__ for step in migrations.STEPS]
    assert verify(store) == []
    store.close()


def test_every_older_version_is_kept() -> None:
    """A step that joins the migrations leaves the version before it behind, as it was written then."""
    assert {path.stem for path in OLD.glob('*.sql')} >= {f'v{number}' for number in range(1, len(migrations.STEPS))}


def test_every_table_of_ours_is_strict(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    connection = store.connect()
    listed = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    loose = {name for name, strict in listed if not strict}
    assert {name for name in loose if not name.startswith(('dossier_', 'sqlite_', '_sqlite'))} == set()
    with pytest.raises(sqlcipher.IntegrityError):
        connection.execute("INSERT INTO serial (series, value) VALUES ('s', 'many')")
    connection.close()
    store.close()


def test_writing_is_durable_before_it_is_visible(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    connection = store.connect()
    pragmas = {name: connection.execute(f'PRAGMA {name}').fetchone()[0] for name in ('journal_mode', 'synchronous')}
    # 2 is FULL
    assert pragmas == {'journal_mode': 'wal', 'synchronous': 2}
    reading = store.connect(reads_only=True)
    with pytest.raises(sqlcipher.OperationalError):
        reading.execute("INSERT INTO serial (series, value) VALUES ('s', 1)")
    for one in (reading, connection):
        one.close()
    store.close()


def test_the_schema_names_no_table_twice() -> None:
    text = schema.FACTS + schema.SUBJECTS + schema.OUTBOX + schema.RULES + schema.WORK
    tables = [line.split()[2] for line in text.splitlines() if line.startswith('CREATE TABLE')]
    assert len(tables) == len(set(tables)) > 10
