"""Pages between machines of a centre: put there once, sealed, and fetched by whoever opens them."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from office import facts
from office.errors import Trouble
from office.papers import ComponentFile, DigitalSignature, PageRef
from office.person import Applicant
from sync.centre import page_purge
from sync.centre.far_pages import FarPages
from sync.centre.founding import init_centre
from sync.centre.page_sharing import PageSharing
from sync.centre.shelf import PIECE, Seal, Shelf
from sync.store import Store
from tests.sync.centre.machines import Centre, Machine, refuses
from tests.sync.centre.test_centre_rights import sqlstate_of
from tests.sync.contract_ledger import accepted, identified, opened

PAGE = b'%PDF- to khai cua Nguyen Thi Mau 001199000001 ' * 40_000


def _sharing(machine: Machine) -> PageSharing:
    return PageSharing(machine.store, Shelf(machine.connection, Seal.of(Path(machine.store.settings.centre_key))))


def _scan(machine: Machine, content: bytes, subject: str = 'dossier:1') -> str:
    """A page as a scan keeps it: durable, then named."""
    digest = machine.store.pages().keep(content)
    machine.record(
        subject, facts.PageAdded(component='a', page=PageRef(digest=digest, size=len(content), source='scan'))
    )
    return digest


@pytest.fixture
def one(trung_tam: Centre) -> Machine:
    """A counter that has scanned a page of two pieces."""
    made = trung_tam.machine('Q1')
    made.record('dossier:1', opened())
    return made


@pytest.fixture
def other(trung_tam: Centre) -> Machine:
    return trung_tam.machine('Q2')


def test_a_page_scanned_at_one_counter_opens_at_another(one: Machine, other: Machine) -> None:
    digest = _scan(one, PAGE)
    one.exchange()
    assert _sharing(one).put() == 1
    other.exchange()
    assert _sharing(other).take_list() == 1
    pages = FarPages(other.store)
    assert (pages.elsewhere(digest), pages.holds(digest), other.store.pages().holds(digest)) == ('Q1', True, False)
    assert pages.get(digest) == PAGE
    assert pages.elsewhere(digest) is None
    assert other.store.pages().get(digest) == PAGE
    # the copy goes nowhere again, from neither machine
    assert [_sharing(machine).put() for machine in (one, other)] == [0, 0]
    pages.close()
    assert one.is_sound()
    assert other.is_sound()


def test_the_server_holds_nothing_that_can_be_read(one: Machine, trung_tam: Centre) -> None:
    _scan(one, PAGE)
    _sharing(one).put()
    pieces = [str(one) for (one,) in trung_tam.ask("SELECT encode(sealed, 'escape') FROM motcua.page_piece ORDER BY n")]
    assert len(pieces) == -(-len(PAGE) // PIECE) > 1
    assert not any('Nguyen' in piece or '001199000001' in piece or '%PDF' in piece for piece in pieces)
    assert trung_tam.ask('SELECT sum(length(sealed)) >= %s FROM motcua.page_piece', len(PAGE)) == [(True,)]


def test_a_break_costs_a_piece_and_not_the_page(one: Machine, trung_tam: Centre) -> None:
    digest = _scan(one, PAGE)
    shelf = _sharing(one).shelf
    shelf.connection.execute('BEGIN')
    shelf.put(digest, PAGE)
    shelf.connection.execute('ROLLBACK')
    pieces = -(-len(PAGE) // PIECE)
    assert shelf.put(digest, PAGE) == pieces
    trung_tam.ask('DELETE FROM motcua.page_piece WHERE n = 1 RETURNING n')
    trung_tam.ask('DELETE FROM motcua.page RETURNING place')
    assert shelf.lacks([digest]) == [digest]
    assert shelf.put(digest, PAGE) == 1
    assert shelf.get(digest) == PAGE


def test_a_page_that_nobody_has_put_there_is_asked_for(one: Machine, other: Machine) -> None:
    digest = _scan(one, PAGE)
    one.exchange()
    other.exchange()
    pages = FarPages(other.store)
    with pytest.raises(Trouble) as met:
        pages.get(digest)
    assert met.value.code == 'pages.not_yet'
    # it had been looked through and was taken down since
    assert _sharing(one).put() == 1
    assert pages.get(digest) == PAGE
    pages.close()


def test_a_page_that_cannot_be_opened_is_put_there_anew(one: Machine, other: Machine, trung_tam: Centre) -> None:
    digest = _scan(one, PAGE)
    _sharing(one).put()
    trung_tam.ask("UPDATE motcua.page_piece SET sealed = '\\x00'::bytea || sealed WHERE n = 0 RETURNING n")
    pages = FarPages(other.store)
    with pytest.raises(Trouble) as met:
        pages.get(digest)
    assert met.value.code == 'pages.not_yet'
    assert not other.store.pages().holds(digest)
    assert _sharing(one).put() == 1
    assert pages.get(digest) == PAGE
    pages.close()


def test_a_damaged_page_holds_up_no_other(one: Machine) -> None:
    broken, whole = _scan(one, b'mot'), _scan(one, b'hai')
    (one.store.settings.place / 'pages' / broken[:2] / broken[2:]).write_bytes(b'?')
    assert _sharing(one).put() == 1
    assert _sharing(one).shelf.lacks([broken, whole]) == [broken]


def test_a_restored_centre_is_filled_again(one: Machine, trung_tam: Centre) -> None:
    digest = _scan(one, PAGE)
    _sharing(one).put()
    trung_tam.ask("UPDATE motcua.centre SET epoch = 'khac' RETURNING place")
    trung_tam.ask('DELETE FROM motcua.page RETURNING place')
    assert _sharing(one).put() == 1
    assert _sharing(one).shelf.get(digest) == PAGE


def test_without_the_server_a_page_says_where_it_is_and_why_it_stays_there(one: Machine, other: Machine) -> None:
    digest = _scan(one, PAGE)
    _sharing(one).put()
    _sharing(other).take_list()
    settings = replace(other.store.settings, centre='host=127.0.0.1 port=1 user=x dbname=x')
    lost = Store(settings, clock=other.store.clock, ids=other.store.ids)
    pages = FarPages(lost)
    for _time in range(2):
        with pytest.raises(Trouble) as met:
            pages.get(digest)
        assert (met.value.code, met.value.params) == ('pages.unreached', {'device': 'Q1', 'why': 'centre.gone'})
    pages.close()
    lost.close()


@pytest.mark.parametrize(
    'attempt',
    [
        'SELECT * FROM motcua.page',
        'SELECT * FROM motcua.page_piece',
        "SELECT motcua.put_piece('a', 'b', 0, '')",
        "SELECT motcua.want_page('a', 'b')",
        "SELECT motcua.drop_pages('{a}', 'b')",
    ],
)
def test_a_kiosk_reaches_no_page(trung_tam: Centre, attempt: str) -> None:
    assert trung_tam.founded['K1'].key is None
    assert sqlstate_of(trung_tam.founded['K1'].address, attempt) == '42501'


def test_no_counter_takes_down_or_changes_what_another_put_there(one: Machine, other: Machine) -> None:
    digest = _scan(one, PAGE)
    _sharing(one).put()
    shelf = _sharing(other).shelf
    assert shelf.drop([digest]) == 0
    other.connection.execute('SELECT motcua.put_piece(%s, %s, 0, %s)', (digest, shelf.seal.name, b'khac'))
    assert shelf.get(digest) == PAGE
    assert _sharing(one).shelf.drop([digest]) == 1
    assert shelf.get(digest) is None


def test_a_machine_without_the_key_says_so(one: Machine, tmp_path: Path) -> None:
    lost = Store(
        replace(one.store.settings, centre_key=str(tmp_path / 'khong')), clock=one.store.clock, ids=one.store.ids
    )
    with pytest.raises(Trouble) as met:
        FarPages(lost)
    assert met.value.code == 'centre.no_key'
    lost.close()


def test_pages_leave_the_centre_when_the_province_has_had_them_long_enough(
    one: Machine, other: Machine, trung_tam: Centre
) -> None:
    """Those of a dossier that is over; not those of one under way, nor what both name."""
    over, both, going_on = (_scan(one, name) for name in (b'xong', b'ca hai', b'dang lam'))
    one.record('dossier:2', opened())
    for digest in (both, going_on):
        page = PageRef(digest=digest, size=1, source='scan')
        one.record('dossier:2', facts.PageAdded(component='a', page=page))
    one.record('dossier:1', identified("Nguyễn Thị Mẫu"), accepted('000.12.34.H99-261124-0001'))
    with one.store.read() as books:
        (item, digest), *_ = books.connection.execute('SELECT id, digest FROM outbox').fetchall()
    one.record('dossier:1', facts.ProvinceReceipt(item=item, digest=digest, receipt='1'), actor='courier')
    one.record('dossier:1', facts.DossierWithdrawn(reason='x'))
    for machine in (one, other):
        machine.exchange()
        _sharing(machine).put()
        _sharing(machine).take_list()
    pages = FarPages(other.store)
    assert pages.get(over) == b'xong'
    assert page_purge.taken_down(one.store, _sharing(one).shelf) == 0
    trung_tam.clock.forward(timedelta(days=91))
    # only whoever put them there takes them down
    assert page_purge.taken_down(other.store, _sharing(other).shelf) == 0
    assert page_purge.taken_down(one.store, _sharing(one).shelf) == 1
    assert _sharing(one).shelf.lacks([over, both, going_on]) == [over]
    assert page_purge.forget_copies(other.store) == 1
    assert not other.store.pages().holds(over)
    # who scanned it has it still, and gives it when somebody asks
    with pytest.raises(Trouble) as met:
        pages.get(over)
    assert met.value.code == 'pages.not_yet'
    assert _sharing(one).put() == 1
    assert pages.get(over) == b'xong'
    pages.close()


def test_signatures_stand_there_and_leave_like_the_pages(one: Machine, trung_tam: Centre) -> None:
    """A signed scan that was scanned anew afterwards, which no reception names; and whoever took the result signed."""
    page, at = _scan(one, b'to khai'), one.store.clock.now()
    signed, pad = (one.store.pages().keep(content) for content in (b'da ky so', b'net ky tay'))
    token = DigitalSignature(holder="Lan", organisation='', issuer="CA", serial='1f', signed_at=at, stamped_at=None)
    file = ComponentFile(component='a', digest=signed, size=8, pages=1)
    one.record('dossier:1', facts.ComponentSigned(component='a', pages=(page,), file=file, signature=token))
    _scan(one, b'trang hai')
    one.record('dossier:1', identified("Nguyễn Thị Mẫu"), accepted('000.12.34.H99-261124-0001'))
    collector = Applicant(name="Nguyễn Thị Mẫu")
    handed = facts.ResultReturned(
        serial='1', collector=collector, is_applicant=True, authorisation='', papers=(), signature=pad
    )
    one.record('dossier:1', facts.ResultArrived(results=(), happened_at=at), handed)
    with one.store.read() as books:
        owed = books.connection.execute('SELECT id, digest FROM outbox').fetchall()
    for item, digest in owed:
        one.record('dossier:1', facts.ProvinceReceipt(item=item, digest=digest, receipt='1'), actor='courier')
    one.exchange()
    assert _sharing(one).put() == 4
    trung_tam.clock.forward(timedelta(days=91))
    assert page_purge.taken_down(one.store, _sharing(one).shelf) == 4


def test_no_two_machines_send_one_file_at_once(one: Machine, other: Machine) -> None:
    """The second waits, longer than an officer would, until the first has done; without the server nobody waits."""
    first, second = FarPages(one.store), FarPages(other.store)
    inside, done = threading.Event(), list[str]()

    def send() -> None:
        inside.set()
        with second.alone('a' * 64):
            done.append('second')

    with first.alone('a' * 64):
        waiting = threading.Thread(target=send)
        waiting.start()
        assert inside.wait(30)
        # it is seen waiting at the server, not only slow to start
        waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND clock_timestamp() - waitstart > '2.5 s'"
        while not one.connection.execute(waits).fetchone() and not done:
            pass
        done.append('first')
    waiting.join(30)
    assert done == ['first', 'second']
    for pages in (first, second):
        pages.close()
    settings = replace(other.store.settings, centre='host=127.0.0.1 port=1 user=x dbname=x')
    lost = Store(settings, clock=other.store.clock, ids=other.store.ids)
    alone = FarPages(lost)
    with alone.alone('a' * 64):
        done.append('third')
    assert done[-1] == 'third'
    alone.close()
    lost.close()


def test_another_key_is_never_made_unnoticed(one: Machine, trung_tam: Centre, tmp_path: Path) -> None:
    """From a folder without the key nobody is added; told to, the centre is sealed anew, and filled by the machines."""
    digest = _scan(one, PAGE)
    _sharing(one).put()
    admin, folder = trung_tam.server.admin, trung_tam.folder / 'accounts'
    with refuses('centre.other_key'):
        init_centre(admin, trung_tam.database, {'Q1': 'counter'}, tmp_path / 'khac')
    former = _sharing(one).shelf
    init_centre(admin, trung_tam.database, {'Q1': 'counter'}, folder, new_key=True)
    assert _sharing(one).shelf.seal.name != former.seal.name
    assert trung_tam.ask('SELECT count(*) FROM motcua.page_piece') == [(0,)]
    assert _sharing(one).put() == 1
    assert _sharing(one).shelf.get(digest) == PAGE
    assert former.get(digest) is None
    # set up again it changes nothing
    trung_tam.found()
    assert _sharing(one).shelf.lacks([digest]) == []
