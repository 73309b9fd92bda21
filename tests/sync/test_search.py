"""Finding dossiers by half-remembered words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from office import facts
from office.dossier import DossierState
from sync import search
from sync.readings import Readings
from sync.search import Wanted
from tests.offices import open_store
from tests.sync.contract_ledger import accepted, identified, opened

PEOPLE = {
    'dossier:1': ("Nguyễn Thị Hoà", '001300000011'),
    'dossier:2': ("Đặng Văn Tường", '001300000022'),
    'dossier:3': ("Lê An", '001300000033'),
    'dossier:4': ("Nguyễn Văn Đạt", '001300000044'),
}


@pytest.fixture(scope='module')
def readings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readings]:
    folder: Path = tmp_path_factory.mktemp('search')
    store = open_store(folder)
    with store.change('officer:1') as books:
        for number, (dossier, (name, card)) in enumerate(PEOPLE.items(), start=1):
            books.record(dossier, opened())
            books.record(dossier, identified("Người nhập nhầm"))
            books.record(dossier, identified(name, card))
            books.record(dossier, accepted(f'TẠM-Q1-26112{number}-001', provisional=True))
        books.record('dossier:2', facts.CodeBound(code='H26.11.7-261124-0002'))
    readings = Readings(store)
    yield readings
    readings.close()
    store.close()


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ("nguyen", ['dossier:4', 'dossier:1']),
        ("NGUYỄN", ['dossier:4', 'dossier:1']),
        ("hòa", ['dossier:1']),
        ("hoà", ['dossier:1']),
        ("uyen thi ho", ['dossier:1']),
        ("dang van tuong", ['dossier:2']),
        ("tường đặng", ['dossier:2']),
        ("van", ['dossier:4', 'dossier:2']),
        ("le", ['dossier:3']),
        ("an le", ['dossier:3']),
        ("ng", ['dossier:4', 'dossier:1']),
        ("0000022", ['dossier:2']),
        ("001300000033", ['dossier:3']),
        ("H26.11.7-261124-0002", ['dossier:2']),
        ("h26.11.7-261124-0002", ['dossier:2']),
        ("h26 11 7", ['dossier:2']),
        ("TẠM-Q1-261122-001", ['dossier:2']),
        ("tam q1 261124", ['dossier:4', 'dossier:2']),
        ("261124-0002", ['dossier:2']),
        ("nhầm", []),
        ("trần", []),
        ("…", []),
        ('"', []),
        ("nguyen* OR le", []),
        ("%", []),
    ],
)
def test_any_part_of_name_number_and_code_finds(readings: Readings, text: str, found: list[str]) -> None:
    assert [line.id for line in readings.search(text)] == found


def test_nothing_asked_lists_the_newest(readings: Readings) -> None:
    assert [line.id for line in readings.search('', limit=2)] == ['dossier:4', 'dossier:3']


def test_pages_of_a_list_follow_each_other(readings: Readings) -> None:
    pages = [readings.dossiers(Wanted(text="văn", limit=1, offset=offset)) for offset in range(4)]
    assert [[line.id for line in page] for page in pages] == [['dossier:4'], ['dossier:2'], [], []]


@pytest.mark.parametrize('few', [3000, 1], ids=['through the officer', 'through the text'])
def test_officer_and_states_narrow_a_search(readings: Readings, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(search, '_FEW', few)
    asked = {
        ('officer:1', "nguyen", ()): ['dossier:4', 'dossier:1'],
        ('officer:2', "nguyen", ()): [],
        ('officer:1', "nguyen", (DossierState.OPEN,)): [],
        ('', "van nguyen", (DossierState.ACCEPTED, DossierState.OPEN)): ['dossier:4'],
        ('', '', (DossierState.ACCEPTED,)): ['dossier:4', 'dossier:3', 'dossier:2', 'dossier:1'],
    }
    for (officer, text, states), found in asked.items():
        lines = readings.dossiers(Wanted(text=text, officer=officer, states=states))
        assert [line.id for line in lines] == found


def test_name_and_number_together_find(readings: Readings) -> None:
    assert [line.id for line in readings.search("0013 hoa nguyen")] == ['dossier:1']
