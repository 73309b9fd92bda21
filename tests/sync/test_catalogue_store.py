"""The rules in force: seeded, replaced whole or not at all, and a calendar that must prove itself."""

import gzip
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from office.errors import Problem, Refusal
from sync.calendar import calendar_in_force, replace_calendar, seed, signed
from sync.catalogue import catalogue_digest, import_catalogue, load_seed_if_empty
from sync.readings import Readings
from sync.store import Store
from sync.verify import verify
from tests.offices import FixedClock, open_store

DAY = date(2026, 11, 24)
BIRTH = '1.001193'


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    store = open_store(tmp_path / 'store', clock=clock)
    yield store
    store.close()


@pytest.fixture
def readings(store: Store) -> Iterator[Readings]:
    readings = Readings(store)
    yield readings
    readings.close()


def _record(code: str, name: str, *, decided: str = '2025-06-01', number: str = '1/QĐ') -> str:
    """A record of the national catalogue, as its crawl spells it."""
    channel = {'method': 'DIRECT', 'time_qty': 3, 'time_unit': 'working_day', 'note': None, 'fees': []}
    return json.dumps(
        {
            'code': code,
            'name': name,
            'field': "Hộ tịch",
            'decision_no': number,
            'decision_date': decided,
            'levels': [],
            'channels': [channel],
            'composition': [{'case': '', 'items': [{'name': "Tờ khai", 'originals': 1, 'copies': 0}]}],
        },
        ensure_ascii=False,
    )


def _file(folder: Path, *records: str, packed: bool = False) -> Path:
    content = '\n'.join(records).encode()
    path = folder / ('catalogue.jsonl.gz' if packed else 'catalogue.jsonl')
    path.write_bytes(gzip.compress(content) if packed else content)
    return path


def _names(readings: Readings, text: str, on: date = DAY) -> list[str]:
    return [line.name for line in readings.procedures(text, on)]


def test_the_seed_comes_once(store: Store, readings: Readings) -> None:
    assert catalogue_digest(store) is None
    assert load_seed_if_empty(store)
    assert not load_seed_if_empty(store)
    assert readings.procedure(BIRTH, DAY).code == BIRTH
    assert len(readings.procedures('', DAY, limit=1000)) >= 20
    assert [fact.kind for fact in readings.facts_of('catalogue')] == ['CatalogueReplaced']


@pytest.mark.parametrize(
    ('text', 'code'),
    [("khai sinh", BIRTH), ("sinh khai", BIRTH), ("KHAI SINH", BIRTH), ("1.001193", BIRTH), ("001193", BIRTH)],
)
def test_a_procedure_is_found_by_folded_words_and_code(store: Store, readings: Readings, text: str, code: str) -> None:
    load_seed_if_empty(store)
    assert code in {line.code for line in readings.procedures(text, DAY)}
    assert readings.procedures("không có thủ tục này", DAY) == []


@pytest.mark.parametrize('packed', ['', 'gzip'])
def test_bad_records_are_listed_and_the_rest_loads(
    store: Store, readings: Readings, tmp_path: Path, packed: str
) -> None:
    path = _file(tmp_path, _record('1.1', "Cấp bản sao"), '{"code": "1.2"}', 'no json', packed=bool(packed))
    outcome = import_catalogue(store, path, 'officer:1')
    assert [(bad.line, bad.procedure) for bad in outcome.bad] == [(2, '1.2'), (3, '')]
    assert _names(readings, "cap ban sao") == ["Cấp bản sao"]
    (fact,) = readings.facts_of('catalogue')
    assert (fact.actor, fact.body.procedures, fact.body.bad) == ('officer:1', 1, 2)  # type: ignore[attr-defined]  # CatalogueReplaced
    assert verify(store) == []


def test_an_imported_procedure_is_still_found_by_what_people_call_it(
    store: Store, readings: Readings, tmp_path: Path
) -> None:
    load_seed_if_empty(store)
    before = {line.code for line in readings.procedures("bằng lái", DAY)}
    assert before
    import_catalogue(store, _file(tmp_path, *(_record(code, "Tên khác") for code in before)), 'officer:1')
    assert {line.code for line in readings.procedures("bằng lái", DAY)} == before


@pytest.mark.parametrize(
    ('content', 'code'),
    [
        (b'', 'catalogue.shape'),
        (b'a,b,c\n1,2,3\n', 'catalogue.shape'),
        (b'\x89PNG\r\n\x1a\n\xff\xfe', 'catalogue.shape'),
        (gzip.compress(b'{}')[:-6], 'catalogue.shape'),
        (b'\x1f\x8b\x08 broken', 'catalogue.shape'),
        (None, 'catalogue.unreadable'),
    ],
    ids=['empty', 'table', 'picture', 'cut', 'broken', 'absent'],
)
def test_a_failing_import_leaves_the_one_in_force(
    store: Store, readings: Readings, tmp_path: Path, content: bytes | None, code: str
) -> None:
    load_seed_if_empty(store)
    before = catalogue_digest(store), readings.head(), _names(readings, '')
    path = tmp_path / 'file'
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Problem) as met:
        import_catalogue(store, path, 'officer:1')
    assert met.value.code == code
    assert (catalogue_digest(store), readings.head(), _names(readings, '')) == before


def test_a_later_version_waits_for_its_day(store: Store, readings: Readings, tmp_path: Path) -> None:
    import_catalogue(store, _file(tmp_path, _record('1.1', "Tên cũ", number='1')), 'a')
    later = _record('1.1', "Tên mới", decided='2027-01-01', number='2')
    import_catalogue(store, _file(tmp_path, later), 'a')
    assert readings.procedure('1.1', DAY).name == "Tên cũ"
    assert readings.procedure('1.1', date(2027, 1, 1)).name == "Tên mới"
    assert _names(readings, 'ten') == ["Tên cũ"]
    with pytest.raises(Refusal) as refused:
        readings.procedure('1.1', date(2025, 5, 31))
    assert refused.value.code == 'procedure.not_in_force'


def test_what_a_catalogue_lacks_ends_that_day(
    store: Store, readings: Readings, tmp_path: Path, clock: FixedClock
) -> None:
    import_catalogue(store, _file(tmp_path, _record('1.1', "Một"), _record('1.2', "Hai")), 'a')
    clock.forward(timedelta(days=2))
    import_catalogue(store, _file(tmp_path, _record('1.2', "Hai sửa", decided='2025-01-01', number='9')), 'a')
    assert _names(readings, '', DAY + timedelta(days=2)) == ["Hai sửa"]
    # dossiers opened before, even that morning, still find the version they were opened under
    assert readings.procedure('1.1', DAY).name == "Một"
    assert readings.procedure('1.1', DAY + timedelta(days=2)).name == "Một"
    with pytest.raises(Refusal) as refused:
        readings.procedure('1.1', DAY + timedelta(days=3))
    assert refused.value.code == 'procedure.not_in_force'
    assert readings.procedure('1.2', DAY + timedelta(days=2)).name == "Hai sửa"


class TestCalendar:
    """A signed file replaces the calendar; nothing else does."""

    KEY = b's' * 32
    SIGNER = Ed25519PrivateKey.from_private_bytes(b's' * 32).public_key().public_bytes_raw().hex()
    TEXT = json.dumps(
        {'until': '2028-12-31', 'entries': [{'date': '2028-01-26', 'kind': 'holiday', 'name': "Tết", 'in_force': True}]}
    )

    def _replace(self, store: Store, path: Path, text: str) -> None:
        path.write_text(text, encoding='utf-8')
        replace_calendar(store, path, signers=[self.SIGNER], actor='officer:1')

    def test_the_products_own_serves_first(self, store: Store) -> None:
        assert calendar_in_force(store) == seed()
        assert not seed().is_working_day(date(2026, 9, 2))

    def test_a_signed_one_replaces_it(self, store: Store, readings: Readings, tmp_path: Path) -> None:
        self._replace(store, tmp_path / 'file', signed(self.TEXT, self.KEY))
        assert calendar_in_force(store).known_until == date(2028, 12, 31)
        assert not calendar_in_force(store).is_working_day(date(2028, 1, 26))
        (fact,) = readings.facts_of('calendar')
        assert fact.body.signer == self.SIGNER  # type: ignore[attr-defined]  # CalendarReplaced

    @pytest.mark.parametrize(
        ('change', 'code'),
        [
            ({'payload': TEXT.replace('2028-01-26', '2028-01-27')}, 'calendar.signature'),
            ({'signature': '00' * 64}, 'calendar.signature'),
            ({'signature': 'xx'}, 'calendar.shape'),
            ({'signature': None}, 'calendar.shape'),
            ({'key': 'ab' * 32}, 'calendar.signer'),
        ],
    )
    def test_a_tampered_one_is_refused(
        self, store: Store, readings: Readings, tmp_path: Path, change: dict[str, str], code: str
    ) -> None:
        text = json.dumps({**json.loads(signed(self.TEXT, self.KEY)), **change})
        with pytest.raises(Refusal) as refused:
            self._replace(store, tmp_path / 'file', text)
        assert refused.value.code == code
        assert calendar_in_force(store) == seed()
        assert readings.head().seq == 0

    def test_another_ones_signature_is_refused(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(Refusal) as refused:
            self._replace(store, tmp_path / 'file', signed(self.TEXT, b'o' * 32))
        assert refused.value.code == 'calendar.signer'

    @pytest.mark.parametrize('text', ['', '[]', 'no json', '{"payload": 1}'])
    def test_another_file_is_refused(self, store: Store, tmp_path: Path, text: str) -> None:
        with pytest.raises(Refusal) as refused:
            self._replace(store, tmp_path / 'file', text)
        assert refused.value.code == 'calendar.shape'

    def test_a_signed_calendar_of_the_wrong_shape_is_refused(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(Refusal) as refused:
            self._replace(store, tmp_path / 'file', signed('{"until": "soon"}', self.KEY))
        assert refused.value.code == 'calendar.shape'
        assert calendar_in_force(store) == seed()

    def test_an_old_file_laid_in_again_is_refused(self, store: Store, tmp_path: Path) -> None:
        self._replace(store, tmp_path / 'file', signed(self.TEXT, self.KEY))
        with pytest.raises(Refusal) as refused:
            self._replace(store, tmp_path / 'file', signed('{"until": "2026-12-31", "entries": []}', self.KEY))
        assert refused.value.code == 'calendar.older'

    def test_an_absent_file_is_trouble(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(Problem) as met:
            replace_calendar(store, tmp_path / 'nothing', signers=[self.SIGNER], actor='officer:1')
        assert met.value.code == 'calendar.unreadable'
