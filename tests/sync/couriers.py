"""What the courier's tests share: a store with the seed, dossiers in it, and a pass of a courier."""

from dataclasses import replace
from hashlib import sha256

from office import facts
from office.papers import ComponentFile, PaperStatus
from sync.courier import Courier
from sync.readings import Readings
from sync.store import Store
from tests.emulators_province import RunningProvince
from tests.sync.contract_ledger import accepted, identified, opened

AGENCY = 'UBND xã Mẫu'


def receive(
    store: Store, number: int, *, content: bytes = b'', code: str = '', scanned: bool = False, returns: str = 'direct'
) -> str:
    """Accept a dossier, under a provisional number where no code is given; with a file where one is.

    ``scanned``: the file is a listed paper's, so that the dossier's record names it; ``returns``: how the result comes.
    """
    subject = f'dossier:{number}'
    with store.read() as books:
        row = books.connection.execute("SELECT version FROM procedure WHERE code = '1.001193'").fetchone()
    files: tuple[ComponentFile, ...] = ()
    if content:
        digest = store.pages().keep(content)
        files = (ComponentFile(component='a', digest=digest, size=len(content), pages=1),)
    body = accepted(code or f'TẠM-Q1-261124-{number:03d}', provisional=not code)
    with store.change('officer:1') as books:
        books.record(subject, replace(opened(), procedure_version=row[0]))
        books.record(subject, identified('Nguyễn Thị Mẫu', '001199000001'))
        if scanned:
            books.record(
                subject, facts.ComponentMarked(component='a', status=PaperStatus.SCANNED, originals=1, copies=0)
            )
        books.record(subject, replace(body, files=files, return_method=returns))
    return subject


def enrol(store: Store) -> None:
    """The officer who receives."""
    with store.change('system') as books:
        books.record(
            'officer:1',
            facts.OfficerEnrolled(login='can', name='Lê Văn Cán', position='', agency='', rights=('receive', 'return')),
        )


def courier(store: Store, adapter: object) -> Courier:
    """A courier over an adapter, a whole one or a test's own."""
    return Courier(store=store, province=adapter, agency=AGENCY)  # type: ignore[arg-type]  # tests wrap adapters


def one_pass(store: Store, province: RunningProvince, **settings: object) -> list[str]:
    """The codes of the problems that one pass meets; keywords replace settings of the adapter."""
    with province.adapter(**settings) as adapter:
        return [problem.code for problem in courier(store, adapter).run_once()]


def lines(store: Store) -> list[tuple[str, str]]:
    """What is unconfirmed, by subject and state."""
    readings = Readings(store)
    try:
        return [(line.subject, line.state) for line in readings.outbox('waiting', 'sending', 'parked')]
    finally:
        readings.close()


def kinds(store: Store, kind: str) -> int:
    """How many facts of a kind there are."""
    with store.read() as books:
        found = books.connection.execute('SELECT count(*) FROM fact WHERE kind = ?', (kind,)).fetchone()
    return int(found[0])


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()
