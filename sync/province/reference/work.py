"""What the province does with what centres tell and ask it, whichever shape the words came in."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from sync.province.answer_rules import answer_problems
from sync.province.protocol import JSON, MOST_PROGRESS
from sync.province.rating_record import rating_problems
from sync.province.record import named_digests
from sync.province.reference import answers, codes, feed, questions, registry
from sync.province.reference.answers import DECLINED, UNREADABLE, Envelope, Said
from sync.province.reference.comparison import Comparison
from sync.province.reference.database import upsert
from sync.province.reference.house import House
from sync.province.reference.schema import RATING, packed
from sync.province.validation import FieldProblem, problems, progress_problems

# more in one call than this is a client that lost count
MOST_DOSSIERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A client and the unit that it speaks for in this call."""

    client: str
    unit: str


def speaker(house: House, bearer: str, unit: str | None = None) -> Speaker:
    """Who speaks, by a token, a session or four keys.

    Raises:
        Said: 401 for nobody we know, 403 for a client of another unit than it names.
    """
    client = house.credentials.client(bearer)
    if client is None:
        raise Said(401, '401', "Chưa xác thực hoặc mã truy cập đã hết hạn")
    own = house.credentials.unit(client)
    if unit not in (None, own):
        raise Said(403, '403', "Không có quyền với đơn vị này")
    return Speaker(client=client, unit=own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words that a repetition is known by: the key, and the content as bytes."""

    key: str
    body: bytes


class Work:
    """The services behind every shape."""

    def __init__(self, house: House) -> None:
        self._house = house

    def take_dossiers(self, by: Speaker, records: Sequence[dict[str, JSON]], told: Told, *, updating: bool) -> Envelope:
        """DongBoHoSoMC."""
        refuse_invalid(records, problems)

        def work(books: sa.Connection) -> Envelope:
            registry.take_turn(books, *(str(record['MaHoSo']) for record in records))
            for record in records:
                self.refuse_on_purpose(record)
                registry.report(books, by.unit, record, updating=updating)
            return self._receipt(books, by, 'DongBoHoSoMC', body=told.body, records=records)

        return answers.once(self._house.engine, by.client, told.key, told.body, work)

    def take_progress(self, by: Speaker, items: Sequence[dict[str, JSON]], told: Told) -> Envelope:
        """CapNhatTienDoHoSoMC."""
        refuse_invalid(items, progress_problems)

        def work(books: sa.Connection) -> Envelope:
            registry.take_turn(books, *(str(item['MaHoSo']) for item in items))
            for item in items:
                registry.add_progress(books, by.unit, item)
            return self._receipt(books, by, 'CapNhatTienDoHoSoMC', body=told.body, records=items)

        return answers.once(self._house.engine, by.client, told.key, told.body, work)

    def take_ratings(self, by: Speaker, records: Sequence[dict[str, JSON]], told: Told) -> Envelope:
        """DongBoDanhGia: a figure told again replaces the former."""
        refuse_invalid(records, rating_problems)
        if any(record.get('Madonvi') != by.unit for record in records):
            raise Said(200, DECLINED, "Madonvi không phải đơn vị gửi")

        def work(books: sa.Connection) -> Envelope:
            for record in records:
                key = {'unit': by.unit, 'month': str(record['NgayTongHop']), 'procedure': str(record['MaThuTuc'])}
                upsert(books, RATING, key, {'record': packed(record)})
            named = [f'{record["NgayTongHop"]} {record["MaThuTuc"]}' for record in records]
            return self._receipt(books, by, 'DongBoDanhGia', body=told.body, records=(), ids=named)

        return answers.once(self._house.engine, by.client, told.key, told.body, work)

    def list_questions(self, by: Speaker) -> Envelope:
        """LayDanhSachHoiDapGuiTuDVCQG."""
        with self._house.engine.begin() as books:
            return answers.yes(questions.listed(books, by.unit))

    def give_answer(self, by: Speaker, number: str) -> Envelope:
        """LayNoiDungTraLoiTheoCauHoi."""
        with self._house.engine.begin() as books:
            return answers.yes(questions.answer_of(books, by.unit, number))

    def take_answers(self, by: Speaker, records: Sequence[dict[str, JSON]], told: Told) -> Envelope:
        """DongBoKetQuaHoiDapGuiTuDVCQG."""
        refuse_invalid(records, answer_problems)

        def work(books: sa.Connection) -> Envelope:
            questions.answer(books, by.unit, records)
            named = [str(record['HOIDAPID']) for record in records]
            service = 'DongBoKetQuaHoiDapGuiTuDVCQG'
            return self._receipt(books, by, service, body=told.body, records=(), ids=named)

        return answers.once(self._house.engine, by.client, told.key, told.body, work)

    def give_codes(self, by: Speaker, asked: JSON, told: Told) -> Envelope:
        """CapKhoiMaHoSo: a block of official codes, an extension of ours."""
        if not isinstance(asked, dict):
            raise Said(200, UNREADABLE, "Nội dung không phải đối tượng JSON")
        day = self._day(str(asked.get('Ngay') or ''))

        def work(books: sa.Connection) -> Envelope:
            return answers.yes(codes.reserve(books, by.unit, day, asked.get('SoLuong')))

        return answers.once(self._house.engine, by.client, told.key, told.body, work)

    def take_codes_back(self, by: Speaker, asked: JSON, told: Told) -> Envelope:
        """TraKhoiMaHoSo: reserved codes that won't be used, an extension of ours."""

        def work(books: sa.Connection) -> Envelope:
            return answers.yes(codes.take_back(books, by.unit, asked))

        return answers.once(self._house.engine, by.client, told.key, told.body, work)

    def compare(self, by: Speaker, asked: JSON) -> Envelope:
        """DoiChieu: what a machine was confirmed and what is held, an extension of ours."""
        with self._house.engine.begin() as books:
            return answers.yes(Comparison(books, self._house.vault, by.unit, asked).answer())

    def find_dossier(self, by: Speaker, code: str) -> Envelope:
        """TraCuuHoSo."""
        with self._house.engine.begin() as books:
            mine = registry.unit_of(books, code) == by.unit
            found = registry.held(books, code) if mine else None
        return answers.yes([found] if found else [])

    def list_fields(self) -> Envelope:
        """LayDanhMucLinhVuc."""
        return answers.yes(self._house.published.fields(self._house.today()))

    def list_procedures(self) -> Envelope:
        """LayDanhSachTTHC."""
        return answers.yes(self._house.published.listed(self._house.today()))

    def give_procedure(self, code: str) -> Envelope:
        """LayThuTuc."""
        return answers.yes(self._house.published.in_full(code, self._house.today()) or [])

    def give_changes(self, by: Speaker, cursor: str, limit: int) -> Envelope:
        """ThayDoi: the change feed, an extension of ours."""
        with self._house.engine.begin() as books:
            found = feed.after(books, by.unit, cursor, limit=limit, overlap=self._house.options.overlap)
        items = found['DanhSach']
        if self._house.faults.doubles() and isinstance(items, list):
            found['DanhSach'] = [item for item in items for _time in range(2)]
        return answers.yes(found)

    def refuse_on_purpose(self, record: dict[str, JSON]) -> None:
        """Say no where a misfortune is switched on."""
        if self._house.faults.refuses(str(record['MaHoSo']), str(record['MaTTHC'])):
            raise Said(200, DECLINED, "Cơ quan giải quyết không nhận hồ sơ này")

    def _receipt(
        self,
        books: sa.Connection,
        by: Speaker,
        service: str,
        *,
        body: bytes,
        records: Sequence[dict[str, JSON]],
        ids: Sequence[str] = (),
    ) -> Envelope:
        digest = hashlib.sha256(body).hexdigest()
        number = answers.receipt(books, unit=by.unit, service=service, digest=digest, at=self._house.moment())
        named = [digest for record in records for digest in named_digests(record)]
        return answers.yes(
            {
                'SoTiepNhan': number,
                'MaHoSo': [*ids, *(str(record['MaHoSo']) for record in records)],
                'SHA256': digest,
                'TepConThieu': [*self._house.vault.missing(tuple(named))],
            },
            "Đồng bộ thành công",
        )

    def _day(self, spelt_day: str) -> date:
        try:
            return date.fromisoformat(spelt_day) if spelt_day else self._house.today()
        except ValueError as error:
            raise Said(200, UNREADABLE, "Ngay không hợp lệ") from error


def entries(content: JSON, *, most: int = MOST_PROGRESS) -> list[dict[str, JSON]]:
    """The array of objects that a service takes, between one and ``most``."""
    if not isinstance(content, list) or not 1 <= len(content) <= most:
        raise Said(200, UNREADABLE, f"Nội dung phải là mảng JSON từ 1 đến {most} phần tử")
    found = [one for one in content if isinstance(one, dict)]
    if len(found) != len(content):
        raise Said(200, UNREADABLE, "Phần tử của mảng phải là đối tượng JSON")
    return found


def refuse_invalid(listed: Sequence[dict[str, JSON]], judge: Callable[[dict[str, JSON]], list[FieldProblem]]) -> None:
    """Say which fields of which entries break a rule."""
    found = [
        (str(entry.get('MaHoSo') or entry.get('MaThuTuc') or entry.get('HOIDAPID', '')), problem)
        for entry in listed
        for problem in judge(entry)
    ]
    if found:
        raise answers.invalid(found)
