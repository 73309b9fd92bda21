"""What must go wrong well between a machine and the centre: each fault at each step, and each trouble its case.

After any of them the machine tries again and the books balance: each fact once, the same rows at both counters, the
page whole, the password good, no ticket called twice.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from office import facts
from office.desk.supervising import Supervising
from office.errors import Problem
from office.officer import Right
from office.papers import PageRef
from sync.centre import connection as wiring
from sync.centre.accounts import Accounts
from sync.centre.claims import CentreClaims
from sync.centre.page_sharing import PageSharing
from sync.centre.shelf import Seal, Shelf
from sync.passwords import Argon2
from tests.sync.centre.machines import Centre, Machine, every_row
from tests.sync.contract_ledger import opened
from tests.wire.conditions import Cut, Way
from tests.wire.proxy import Wire

ROOT = Path(__file__).parents[3]
PAGE, PASSWORD = b'%PDF- mot to khai ' * 60_000, 'a long invented sentence'
# how libpq begins the two ways of asking
STATEMENT, COMMIT = b'P', b'Q\x00\x00\x00\x0bCOMMIT'


class PlainHasher(Argon2):
    """Quick, where nothing is tested of how passwords are kept."""

    def hash(self, password: str) -> str:
        return f'thu {password}'

    def matches(self, password_hash: str, password: str) -> bool:
        return password_hash == self.hash(password)


def _seal(machine: Machine) -> Seal:
    return Seal.of(Path(machine.store.settings.centre_key))


def _pages(machine: Machine) -> PageSharing:
    return PageSharing(machine.store, Shelf(machine.connection, _seal(machine)))


def _accounts(machine: Machine) -> Accounts:
    return Accounts(machine.store, machine.connection, _seal(machine))


def _call(machine: Machine) -> None:
    """A counter's call over a connection of its own, as the window makes it."""
    claims = CentreClaims(machine.address)
    try:
        claims.claim(['ticket:K1-1'], machine.store.settings.device)
    finally:
        claims.close()


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a machine does, the table it needs, what its account must be allowed, and the question that decides."""

    act: Callable[[Machine], object]
    table: str
    right: str
    question: bytes = STATEMENT
    writes: bool = True


STEPS = {
    'facts out': Step(
        act=lambda one: one.sharing.push(), table='fact', right='EXECUTE ON FUNCTION motcua.append', question=COMMIT
    ),
    'facts in': Step(act=lambda one: one.sharing.pull(), table='fact', right='SELECT ON motcua.fact', writes=False),
    'a call': Step(act=_call, table='turn', right='EXECUTE ON FUNCTION motcua.claim'),
    'pages out': Step(
        act=lambda one: _pages(one).put(), table='page_piece', right='EXECUTE ON FUNCTION motcua.put_piece'
    ),
    'list of pages': Step(
        act=lambda one: _pages(one).take_list(), table='page', right='SELECT ON motcua.page', writes=False
    ),
    'hashes out': Step(
        act=lambda one: _accounts(one).put(), table='secret', right='EXECUTE ON FUNCTION motcua.put_secret'
    ),
    'hashes in': Step(
        act=lambda one: _accounts(one).take(), table='secret', right='SELECT ON motcua.secret', writes=False
    ),
}


@contextmanager
def _full(centre: Centre, _wire: Wire, step: Step) -> Iterator[set[str]]:
    """The server says that its disk is full, as it does when a table can't grow."""
    centre.do(
        "CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
    )
    centre.do(
        f'CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON motcua.{step.table}'
        ' FOR EACH STATEMENT EXECUTE FUNCTION public.full()'
    )
    yield {'centre.full'}
    centre.do('DROP FUNCTION public.full CASCADE')


@contextmanager
def _revoked(centre: Centre, _wire: Wire, step: Step) -> Iterator[set[str]]:
    centre.do(f'REVOKE {step.right} FROM {centre.database}_counters')
    yield {'centre.forbidden'}
    centre.do(f'GRANT {step.right} TO {centre.database}_counters')


@contextmanager
def _held(centre: Centre, _wire: Wire, step: Step) -> Iterator[set[str]]:
    """Somebody holds the table longer than anybody waits."""
    with wiring.connect(f'{centre.server.admin} dbname={centre.database}') as holder, holder.transaction():
        holder.execute(f'LOCK TABLE motcua.{step.table} IN ACCESS EXCLUSIVE MODE')  # type: ignore[arg-type]  # ours
        yield {'centre.gone'}


@contextmanager
def _cut(way: Way, wire: Wire, step: Step) -> Iterator[set[str]]:
    wire.plan(Cut(at=2 if way is Way.UP else 1, way=way, only=step.question))
    yield {'centre.gone'}
    assert wire.planned is None, 'it never struck'


@contextmanager
def _slow(_centre: Centre, wire: Wire, _step: Step) -> Iterator[set[str]]:
    wire.set(delay=0.02, jitter=0.03)
    yield set()


Fault = Callable[[Centre, Wire, Step], AbstractContextManager[set[str]]]
FAULTS: dict[str, Fault] = {
    "the server's disk is full": _full,
    'a permission is revoked': _revoked,
    'the server is held up': _held,
    'cut before the server has it': lambda _centre, wire, step: _cut(Way.UP, wire, step),
    'the answer is lost after the work': lambda _centre, wire, step: _cut(Way.DOWN, wire, step),
    'slow both ways': _slow,
}


@pytest.fixture
def wire(trung_tam: Centre) -> Iterator[Wire]:
    with Wire(trung_tam.server.port) as made:
        yield made


@pytest.fixture
def other(trung_tam: Centre) -> Machine:
    """A counter that has put its own share into the centre."""
    machine = trung_tam.machine('Q2')
    _work(machine, 2)
    _all(machine)
    kiosk = trung_tam.machine('K1')
    kiosk.issue(1)
    kiosk.exchange()
    return machine


@pytest.fixture
def one(trung_tam: Centre, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A counter with work to share, on a wire that misbehaves as told; a statement has less time than in the house."""
    machine = trung_tam.machine('Q1')
    _work(machine, 1)
    hasty = wiring._SESSION.replace('statement_timeout=10000', 'statement_timeout=300')  # a test's haste
    monkeypatch.setattr(wiring, '_SESSION', hasty)
    machine.address = machine.address.replace(f'port={trung_tam.server.port}', f'port={wire.port}')
    machine.reconnect()
    return machine


def _work(machine: Machine, number: int) -> None:
    content = PAGE + str(number).encode()
    digest = machine.store.pages().keep(content)
    machine.record(f'dossier:{number}', opened())
    page = PageRef(digest=digest, size=len(content), source='scan')
    machine.record(f'dossier:{number}', facts.PageAdded(component='a', page=page))
    Supervising(machine.store, machine.store.clock, machine.store.ids, PlainHasher()).enrol(
        f'o{number}', 'Lê Thị Lan', PASSWORD, position='', agency='', rights=(Right.RECEIVE,), by='system'
    )


def _all(machine: Machine) -> None:
    machine.exchange()
    for work in (_pages(machine).put, _pages(machine).take_list, _accounts(machine).put, _accounts(machine).take):
        work()


@pytest.mark.parametrize('fault', FAULTS)
def test_a_fault_at_any_step_costs_time_and_nothing_else(
    trung_tam: Centre, wire: Wire, one: Machine, other: Machine, fault: str
) -> None:
    """It strikes each step in turn, which is then taken again; one centre for all of them, for it takes a second."""
    for name, step in STEPS.items():
        if FAULTS[fault] is _full and not step.writes:
            continue
        with FAULTS[fault](trung_tam, wire, step) as expected:
            assert _met(step, one) == expected, name
        wire.heal()
        one.reconnect()
        step.act(one)
    for machine in (one, other, one):
        _all(machine)
    _balanced(trung_tam, one, other)


def _met(step: Step, machine: Machine) -> set[str]:
    try:
        step.act(machine)
    except Problem as problem:
        return {problem.code}
    return set()


def _balanced(centre: Centre, one: Machine, other: Machine) -> None:
    made = sum(machine.kinds(kind) for machine, kind in ((one, 'DossierOpened'), (one, 'PageAdded')))
    assert made == 4
    assert centre.ask('SELECT count(*), count(DISTINCT id), max(place) FROM motcua.fact') == [(7, 7, 7)]
    assert every_row(one) == every_row(other)
    assert centre.ask('SELECT count(*) FROM motcua.page WHERE NOT doubted') == [(2,)]
    for machine, number in ((other, 1), (one, 2)):
        with machine.store.read() as books:
            (digest,) = books.connection.execute(
                'SELECT digest FROM far_page WHERE device <> ?', (books.device,)
            ).fetchone()
        assert Shelf(machine.connection, _seal(machine)).get(digest) == PAGE + str(number).encode()
        desk = Supervising(machine.store, machine.store.clock, machine.store.ids, PlainHasher())
        assert desk.log_in(f'o{number}', PASSWORD, '1').name == 'Lê Thị Lan'
    assert other.is_sound()
    assert one.is_sound()
    assert one.crossed() == other.crossed() == []


# where each trouble of the centre has its case
CASES = {
    'centre.disk': 'test_centre_outage.py::test_a_damaged_backup_changes_nothing',
    'centre.full': 'test_centre_faults.py::test_a_fault_at_any_step_costs_time_and_nothing_else',
    'centre.gone': 'test_centre_faults.py::test_a_fault_at_any_step_costs_time_and_nothing_else',
    'centre.no_key': 'test_centre_pages.py::test_a_machine_without_the_key_says_so',
    'pages.not_yet': 'test_centre_pages.py::test_a_page_that_nobody_has_put_there_is_asked_for',
    'pages.unreached': 'test_centre_pages.py::test_without_the_server_a_page_says_where_it_is_and_why_it_stays_there',
}


def _raised() -> Iterator[str]:
    for path in (ROOT / 'sync' / 'centre').glob('*.py'):
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == 'Trouble':
                (code, *_) = node.args
                if isinstance(code, ast.Constant):
                    yield str(code.value)


def test_every_trouble_of_the_centre_has_its_case() -> None:
    assert set(_raised()) == set(CASES)
    for code, case in CASES.items():
        file, _, name = case.partition('::')
        text = (Path(__file__).parent / file).read_text(encoding='utf-8')
        assert f'def {name}' in text
        assert f"'{code}'" in text
