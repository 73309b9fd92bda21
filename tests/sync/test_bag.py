"""What one machine owes travels on a stick to another that has a way to the province, and the answers travel back."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from office import command, facts
from office.errors import Refusal, Trouble
from sync import bag, carrying
from sync.catalogue import load_seed_if_empty
from sync.command import main
from sync.province.reference.faults import Fault
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.emulators_province import RunningProvince
from tests.offices import FixedClock, SequenceIds, settings_of
from tests.sync.couriers import AGENCY, courier, digest_of, kinds, lines, one_pass, receive

PAGE = b'%PDF-1.7 tren USB'
FIRST, SECOND = '000.12.34.H99-261124-0001', '000.12.34.H99-261124-0002'


@pytest.fixture
def pair(tmp_path: Path, standing_clock: FixedClock) -> Iterator[tuple[Store, Store]]:
    """A machine without a way and one with, each with the other's card in its settings."""
    cards = {}
    for device in ('Q1', 'Q2'):
        begun = Store(settings_of(tmp_path / device, device), clock=standing_clock, ids=SequenceIds())
        cards[device] = begun.hand().card
        begun.close()
    made = []
    for series, (device, other) in enumerate((('Q1', 'Q2'), ('Q2', 'Q1')), start=1):
        chosen = replace(settings_of(tmp_path / device, device), partners=(cards[other],))
        store = Store(chosen, clock=standing_clock, ids=SequenceIds(series))
        load_seed_if_empty(store)
        made.append(store)
    yield made[0], made[1]
    for store in made:
        store.close()


def packed(store: Store, tinh: RunningProvince, stick: Path) -> Path:
    """A bag for the store's partner."""
    (partner,) = bag.partners(store.settings.partners)
    with tinh.adapter() as adapter:
        made = carrying.export(store, stick, partner, province=adapter, agency=AGENCY, supplements=True)
    assert made.folder is not None
    return made.folder


def owing(store: Store) -> None:
    receive(store, 1, code=FIRST, content=PAGE)
    receive(store, 2, code=SECOND)


def test_a_bag_goes_to_the_province_and_its_receipts_come_home(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path
) -> None:
    """Nothing is done at home before the province's own receipt came back; then nothing is owed."""
    home, away = pair
    owing(home)
    got = carrying.unpack(away, packed(home, tinh, tmp_path / 'usb'))
    assert (got.device, got.items, got.pages, got.answers) == ('Q1', 3, 1, 0)
    assert one_pass(away, tinh) == []
    assert sorted(one['MaHoSo'] for one in tinh.desk.held()) == [FIRST, SECOND]
    assert [one['SHA256'] for one in tinh.desk.files()] == [digest_of(PAGE)]
    assert (len(lines(home)), lines(away)) == (3, [])
    back = carrying.unpack(home, packed(away, tinh, tmp_path / 'usb'))
    assert (back.items, back.answers) == (0, 3)
    assert lines(home) == []
    assert verify(home) == verify(away) == []


def test_a_file_that_must_go_first_holds_up_its_own_dossier_alone(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path
) -> None:
    """Carried to a province that takes a dossier only after its files."""
    home, away = pair
    receive(home, 1, code=FIRST, content=PAGE, scanned=True)
    receive(home, 2, code=SECOND)
    carrying.unpack(away, packed(home, tinh, tmp_path / 'usb'))
    with tinh.in_shape('s3') as adapter:
        theirs = courier(away, adapter)
        assert theirs.tell() == []
        assert [one['MaHoSo'] for one in tinh.desk.held()] == [SECOND]
        assert theirs.carry() == theirs.tell() == []
    assert sorted(one['MaHoSo'] for one in tinh.desk.held()) == [FIRST, SECOND]


def test_importing_twice_changes_nothing(pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path) -> None:
    home, away = pair
    owing(home)
    there = packed(home, tinh, tmp_path / 'usb')
    for news in ((3, 1), (0, 0)):
        got = carrying.unpack(away, there)
        assert (got.items, got.pages) == news
    assert one_pass(away, tinh) == []
    again = carrying.unpack(away, there)
    assert (again.items, again.pages) == (0, 0)
    back = packed(away, tinh, tmp_path / 'usb')
    assert [carrying.unpack(home, back).answers for _ in range(2)] == [3, 0]
    assert kinds(home, 'ProvinceReceipt') == 3
    assert len(tinh.desk.held()) == 2


def test_a_way_that_came_back_meanwhile_doubles_nothing(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path
) -> None:
    """Both machines send the same; the province takes it once, and the late receipts are no news."""
    home, away = pair
    owing(home)
    carrying.unpack(away, packed(home, tinh, tmp_path / 'usb'))
    assert one_pass(home, tinh) == []
    assert one_pass(away, tinh) == []
    assert len(tinh.desk.held()) == 2
    assert carrying.unpack(home, packed(away, tinh, tmp_path / 'usb')).answers == 0
    assert kinds(home, 'ProvinceReceipt') == 3
    assert verify(home) == []


def test_a_refusal_travels_home_and_is_parked(pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path) -> None:
    home, away = pair
    owing(home)
    tinh.switch(Fault(kind='refusing', match=SECOND))
    carrying.unpack(away, packed(home, tinh, tmp_path / 'usb'))
    assert one_pass(away, tinh) == []
    carrying.unpack(home, packed(away, tinh, tmp_path / 'usb'))
    assert lines(home) == [('dossier:2', 'parked')]
    readings = Readings(home)
    (line,) = readings.parked()
    readings.close()
    assert line.answer.startswith('province.refused: ')
    # a person has it sent again: the answer of before is none to that, and the stick takes it along once more
    tinh.desk.clear()
    with home.change('system') as books:
        books.record(line.subject, facts.ItemResent(item=line.id))
    assert carrying.unpack(home, packed(away, tinh, tmp_path / 'cu')).answers == 0
    again = packed(home, tinh, tmp_path / 'moi')
    assert [carrying.unpack(away, again).items for _time in range(2)] == [1, 0]
    assert one_pass(away, tinh) == []
    assert carrying.unpack(home, packed(away, tinh, tmp_path / 've')).answers == 1
    assert (lines(home), verify(home)) == ([], [])


def test_what_has_no_code_or_no_file_stays_and_is_said(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path
) -> None:
    home, _ = pair
    receive(home, 1)
    receive(home, 2, code=SECOND, content=PAGE)
    (home.settings.place / 'pages' / digest_of(PAGE)[:2] / digest_of(PAGE)[2:]).unlink()
    (partner,) = bag.partners(home.settings.partners)
    with tinh.adapter() as adapter:
        made = carrying.export(home, tmp_path / 'usb', partner, province=adapter, agency=AGENCY, supplements=True)
    assert (made.items, made.pages, len(made.left)) == (1, 0, 2)


def _changed(folder: Path, name: str) -> None:
    path = folder / name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def _resigned(folder: Path) -> None:
    """Somebody else's hand on the same manifest."""
    manifest = json.loads((folder / bag.MANIFEST).read_text(encoding='utf-8'))
    payload, other = manifest['payload'], bag.Hand('Q1', b'o' * 32, b'o' * 32)
    (folder / bag.MANIFEST).write_text(json.dumps({'payload': payload, 'signature': other.sign(payload)}))


def _lessened(folder: Path) -> None:
    """A file taken out of the manifest too, whose signature then isn't its own."""
    manifest = json.loads((folder / bag.MANIFEST).read_text(encoding='utf-8'))
    payload = json.loads(manifest['payload'])
    payload['files'] = payload['files'][1:]
    (folder / bag.MANIFEST).write_text(json.dumps({**manifest, 'payload': json.dumps(payload)}))


PAGE_FILE = f'page-{digest_of(PAGE)}'
MISFORTUNES: dict[str, tuple[Callable[[Path], object], str]] = {
    'a page changed': (lambda folder: _changed(folder, PAGE_FILE), 'bag.altered'),
    'the items changed': (lambda folder: _changed(folder, 'items.json'), 'bag.altered'),
    'a page missing': (lambda folder: (folder / PAGE_FILE).unlink(), 'bag.partial'),
    'a page cut': (
        lambda folder: (folder / PAGE_FILE).write_bytes((folder / PAGE_FILE).read_bytes()[:50]),
        'bag.partial',
    ),
    'two files swapped': (lambda folder: shutil.copy(folder / 'items.json', folder / 'answers.json'), 'bag.altered'),
    'signed by another': (_resigned, 'bag.signature'),
    'a file struck out': (_lessened, 'bag.signature'),
    'no manifest': (lambda folder: (folder / bag.MANIFEST).unlink(), 'bag.shape'),
    'a manifest cut': (lambda folder: (folder / bag.MANIFEST).write_text('{"payload": '), 'bag.shape'),
    'another kind of file': (lambda folder: (folder / bag.MANIFEST).write_text('[]'), 'bag.shape'),
}


@pytest.mark.parametrize('misfortune', MISFORTUNES)
def test_a_bag_that_was_changed_or_is_not_whole_is_refused_whole(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path, misfortune: str
) -> None:
    home, away = pair
    owing(home)
    folder = packed(home, tinh, tmp_path / 'usb')
    spoil, code = MISFORTUNES[misfortune]
    spoil(folder)
    with pytest.raises(Refusal) as refused:
        carrying.unpack(away, folder)
    assert refused.value.code == code
    assert list(away.pages().digests()) == []
    with away.read() as books:
        assert books.connection.execute('SELECT count(*) FROM carried').fetchone() == (0,)


def test_a_bag_is_read_by_its_receiver_alone(pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path) -> None:
    """No name stands readable on the stick, and neither a stranger's bag nor one for another machine is taken."""
    home, away = pair
    owing(home)
    folder = packed(home, tinh, tmp_path / 'usb')
    for path in folder.iterdir():
        content = path.read_bytes()
        assert 'Nguyễn'.encode() not in content
        assert FIRST.encode() not in content
        assert PAGE not in content
    with pytest.raises(Refusal, match=r'bag\.not_ours'):
        bag.proved(folder, home.hand(), [_partner(home.hand().card)])
    with pytest.raises(Refusal, match=r'bag\.stranger'):
        bag.proved(folder, away.hand(), [_partner(away.hand().card)])


def _partner(card: str) -> bag.Partner:
    (made,) = bag.partners([card])
    return made


def test_the_command_packs_and_takes_in(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, away = pair
    owing(home)
    configs = {}
    for store in pair:
        config = tmp_path / f'{store.settings.device}.toml'
        config.write_text(
            f'[store]\nfolder = "{store.settings.folder}"\ndevice = "{store.settings.device}"\nkeyring = false\n'
            f'log = "{tmp_path}/log"\npartners = ["{store.settings.partners[0]}"]\n[province]\n'
            f'url = "{tinh.settings.url}"\nunit = "{tinh.settings.unit}"\nclient_id = "{tinh.settings.client_id}"\n',
            encoding='utf-8',
        )
        configs[store.settings.device] = str(config)
    assert main(['card', '--config', configs['Q1']]) == command.DONE
    assert capsys.readouterr().out.strip() == away.settings.partners[0]
    assert main(['export', str(tmp_path / 'usb'), '--config', configs['Q1'], '--json']) == command.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told['items'], told['pages'], told['left']) == (2, 1, [])
    assert main(['import', told['folder'], '--config', configs['Q2']]) == command.DONE
    assert "mới 3 mục, 1 tệp" in capsys.readouterr().out
    assert main(['import', str(tmp_path), '--config', configs['Q2']]) == command.REFUSED
    assert "không phải túi hồ sơ" in capsys.readouterr().err
    assert main(['export', str(tmp_path / 'usb'), '--to', 'Q9', '--config', configs['Q1']]) == command.REFUSED
    assert main(['export', str(tmp_path / 'usb'), '--config', configs['Q1']]) == command.DONE
    assert "vẫn chờ ở máy này" in capsys.readouterr().out
    (tmp_path / 'file').write_text('not a folder')
    assert main(['export', str(tmp_path / 'file'), '--config', configs['Q1']]) == command.FAILED
    assert "Không ghi được lên USB" in capsys.readouterr().err


def test_a_stick_that_takes_nothing_is_trouble(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path
) -> None:
    """A stick that was pulled out, or is write-protected: said, and nothing has changed here."""
    (tmp_path / 'usb').touch()
    with pytest.raises(Trouble) as met:
        packed(pair[0], tinh, tmp_path / 'usb')
    assert met.value.code == 'bag.disk'


def test_a_stick_that_gives_nothing_is_trouble(
    pair: tuple[Store, Store], tinh: RunningProvince, tmp_path: Path
) -> None:
    folder = packed(pair[0], tinh, tmp_path / 'usb')
    manifest = folder / bag.MANIFEST
    manifest.unlink()
    manifest.mkdir()
    with pytest.raises(Trouble) as met:
        carrying.unpack(pair[1], folder)
    assert met.value.code == 'bag.unreadable'
