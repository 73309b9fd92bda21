"""A page that is damaged on a machine's disk, and whole in the centre: it comes from there, under its digest alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from office import command, facts
from office.errors import Trouble
from office.papers import PageRef
from sync.centre import process
from sync.centre.far_pages import FarPages
from sync.centre.page_sharing import PageSharing
from sync.centre.shelf import Seal, Shelf
from sync.command import main
from sync.status import ADMINISTRATOR
from sync.store import Store
from tests.sync.centre.machines import Centre, Machine
from tests.sync.contract_ledger import opened

PAGE = b'%PDF- to khai ' * 60_000


def _shares(machine: Machine) -> PageSharing:
    return PageSharing(machine.store, Shelf(machine.connection, Seal.of(Path(machine.store.settings.centre_key))))


@pytest.fixture
def one(trung_tam: Centre) -> Machine:
    """A counter with a dossier."""
    made = trung_tam.machine('Q1')
    made.record('dossier:1', opened())
    return made


def _scan(machine: Machine) -> str:
    digest = machine.store.pages().keep(PAGE)
    page = PageRef(digest=digest, size=len(PAGE), source='scan')
    machine.record('dossier:1', facts.PageAdded(component='a', page=page))
    return digest


def _flipped(machine: Machine, digest: str) -> tuple[Path, bytes]:
    """A page's file, and what is in it now that a bit of it has turned."""
    file = machine.store.settings.place / 'pages' / digest[:2] / digest[2:]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    return file, bytes(content)


def _known(machine: Machine, digest: str) -> list[tuple[object, ...]]:
    with machine.store.read() as books:
        return books.connection.execute('SELECT * FROM far_page WHERE digest = ?', (digest,)).fetchall()


@pytest.mark.parametrize('whose', ['own', 'copy'])
def test_a_page_damaged_on_this_disk_is_healed_from_the_centre(
    one: Machine, trung_tam: Centre, whose: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Opened or audited, by whoever scanned it and by whoever fetched it; the damaged file is set aside."""
    other = trung_tam.machine('Q2')
    digest = _scan(one)
    one.exchange()
    _shares(one).put()
    other.exchange()
    _shares(other).take_list()
    machine = one if whose == 'own' else other
    pages = FarPages(machine.store)
    assert pages.get(digest) == PAGE
    known = _known(machine, digest)
    config, settings = tmp_path / 'may.toml', machine.store.settings
    config.write_text(
        f'[store]\nfolder = "{settings.place}"\ndevice = "{settings.device}"\nkeyring = false\n'
        f'centre = "{settings.centre}"\ncentre_key = "{settings.centre_key}"\nlog = "{tmp_path}/log"\n',
        encoding='utf-8',
    )

    def audit() -> bool:
        capsys.readouterr()
        code, said = main(['--config', str(config), 'verify']), capsys.readouterr().out
        return code == command.FAILED and f'page.healed  {digest}\n    đã thay bằng bản nguyên' in said

    asides = list[bytes]()
    for heal in (lambda: pages.get(digest) == PAGE, audit):
        asides.append(_flipped(machine, digest)[1])
        assert not machine.is_sound()
        assert heal()
        assert machine.store.pages().get(digest) == PAGE
        assert machine.is_sound()
    aside = machine.store.settings.place / 'pages' / 'damaged'
    assert sorted(one.read_bytes() for one in aside.iterdir()) == sorted(asides)
    # and it is what it was: no page of this machine's becomes a copy that may be forgotten
    assert _known(machine, digest) == known
    pages.close()
    assert main(['--config', str(config), 'verify']) == command.DONE
    (line,) = (tmp_path / 'log').read_text(encoding='utf-8').splitlines()
    assert ('page.healed' in line, digest in line) == (True, True)


@pytest.mark.parametrize('why', ['server gone', 'not there', 'not whole there'])
def test_a_damaged_page_that_the_centre_does_not_give_stays_as_it_is(one: Machine, trung_tam: Centre, why: str) -> None:
    digest = _scan(one)
    if why != 'not there':
        _shares(one).put()
    if why == 'not whole there':
        trung_tam.ask("UPDATE motcua.page_piece SET sealed = '\\x00'::bytea || sealed WHERE n = 0 RETURNING n")
    settings = one.store.settings
    if why == 'server gone':
        settings = replace(settings, centre='host=127.0.0.1 port=1 user=x dbname=x')
    file, content = _flipped(one, digest)
    store = Store(settings, clock=one.store.clock, ids=one.store.ids)
    pages = FarPages(store)
    with pytest.raises(Trouble) as met:
        pages.get(digest)
    assert (met.value.code, met.value.params) == ('pages.damaged', {'digest': digest})
    assert [(found.code, found.about, found.who) for found in process.audited(store)] == [
        ('page.damaged', digest, ADMINISTRATOR)
    ]
    assert file.read_bytes() == content
    assert not (settings.place / 'pages' / 'damaged').exists()
    pages.close()
    store.close()
    # it is asked for, and whoever can't give it says so once, and not with every pass
    sharing = _shares(one)
    with capture_logs() as log:
        assert [sharing.put() for _pass in range(3)] == [0, 0, 0]
    assert [line['problem'] for line in log] == ([] if why == 'server gone' else ['pages.damaged'])
