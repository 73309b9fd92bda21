"""The centres' side: the portal's services in the S2 shape."""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query, Request

from sync.province.protocol import JSON, MOST_PROGRESS
from sync.province.record import named_digests
from sync.province.reference import answers, codes, described, feed, registry
from sync.province.reference.answers import DECLINED, UNREADABLE, Envelope, Said
from sync.province.reference.house import House
from sync.province.reference.incoming import Body, Key, Unit, bearer_of
from sync.province.validation import FieldProblem, problems, progress_problems

SERVICES = '/KetNoiMotCuaQuocGia'
# more in one call than this is a client that lost count
_MOST_DOSSIERS = 50


class _Speaker:
    """A client and the unit that it speaks for in this call."""

    def __init__(self, house: House, request: Request, unit: str) -> None:
        client = house.credentials.client(bearer_of(request))
        if client is None:
            raise Said(401, '401', "Chưa xác thực hoặc mã truy cập đã hết hạn")
        self.client, self.unit = client, house.credentials.unit(client)
        if unit != self.unit:
            raise Said(403, '403', "Không có quyền với đơn vị này")


class Services:
    """The handlers; each is one blocking function in a worker thread."""

    def __init__(self, house: House) -> None:
        self._house = house

    def router(self) -> APIRouter:
        """The addresses."""
        made = APIRouter(prefix=SERVICES)
        told = described.responses(400, 401, 403, 409, 422, 429)
        for service, handler, body in (
            ('DongBoHoSoMC', self.take_dossiers, described.dossiers(_MOST_DOSSIERS)),
            ('CapNhatTienDoHoSoMC', self.take_progress, described.steps()),
            ('CapKhoiMaHoSo', self.give_codes, described.codes()),
        ):
            extra = described.body(body)
            made.post(f'/{service}', name=service, response_model=None, responses=told, openapi_extra=extra)(handler)
        for service, reader in (
            ('TraCuuHoSo', self.find_dossier),
            ('LayDanhSachTTHC', self.list_procedures),
            ('LayThuTuc', self.give_procedure),
            ('ThayDoi', self.give_changes),
        ):
            answers_given = described.responses(401, 403, 422, 429)
            made.get(f'/{service}', name=service, response_model=None, responses=answers_given)(reader)
        return made

    def take_dossiers(
        self,
        request: Request,
        body: Body,
        unit: Unit,
        *,
        updating: Annotated[bool, Query(alias='isUpdating')] = False,
        key: Key = '',
    ) -> Envelope:
        """DongBoHoSoMC."""
        speaker = _Speaker(self._house, request, unit)
        records = _entries(request, body, most=_MOST_DOSSIERS)
        _refuse_invalid(records, problems)

        def work(books: sa.Connection) -> Envelope:
            for record in records:
                if self._house.faults.refuses(str(record['MaHoSo']), str(record['MaTTHC'])):
                    raise Said(200, DECLINED, "Cơ quan giải quyết không nhận hồ sơ này")
                registry.report(books, speaker.unit, record, updating=updating)
            return self._receipt(books, speaker, 'DongBoHoSoMC', body=body, records=records)

        return answers.once(self._house.engine, speaker.client, key, body, work)

    def take_progress(
        self,
        request: Request,
        body: Body,
        unit: Unit,
        *,
        key: Key = '',
    ) -> Envelope:
        """CapNhatTienDoHoSoMC."""
        speaker = _Speaker(self._house, request, unit)
        items = _entries(request, body, most=MOST_PROGRESS)
        _refuse_invalid(items, progress_problems)

        def work(books: sa.Connection) -> Envelope:
            for item in items:
                registry.add_progress(books, speaker.unit, item)
            return self._receipt(books, speaker, 'CapNhatTienDoHoSoMC', body=body, records=items)

        return answers.once(self._house.engine, speaker.client, key, body, work)

    def give_codes(
        self,
        request: Request,
        body: Body,
        unit: Unit,
        *,
        key: Key = '',
    ) -> Envelope:
        """CapKhoiMaHoSo: a block of official codes, an extension of ours."""
        speaker = _Speaker(self._house, request, unit)
        asked = _content(request, body)
        if not isinstance(asked, dict):
            raise Said(200, UNREADABLE, "Nội dung không phải đối tượng JSON")
        day = self._day(str(asked.get('Ngay') or ''))

        def work(books: sa.Connection) -> Envelope:
            return answers.yes(codes.reserve(books, speaker.unit, day, asked.get('SoLuong')))

        return answers.once(self._house.engine, speaker.client, key, body, work)

    def find_dossier(
        self,
        request: Request,
        unit: Unit,
        code: Annotated[str, Query(alias='mahoso')],
    ) -> Envelope:
        """TraCuuHoSo."""
        speaker = _Speaker(self._house, request, unit)
        with self._house.engine.begin() as books:
            mine = registry.unit_of(books, code) == speaker.unit
            found = registry.held(books, code) if mine else None
        return answers.yes([found] if found else [])

    def list_procedures(self, request: Request, unit: Unit) -> Envelope:
        """LayDanhSachTTHC."""
        _Speaker(self._house, request, unit)
        return answers.yes(self._house.published.listed(self._house.today()))

    def give_procedure(
        self,
        request: Request,
        unit: Unit,
        code: Annotated[str, Query(alias='maTTHC')],
    ) -> Envelope:
        """LayThuTuc."""
        _Speaker(self._house, request, unit)
        return answers.yes(self._house.published.in_full(code, self._house.today()) or [])

    def give_changes(
        self,
        request: Request,
        unit: Unit,
        *,
        cursor: str = '',
        limit: int = 100,
    ) -> Envelope:
        """ThayDoi: the change feed, an extension of ours."""
        speaker = _Speaker(self._house, request, unit)
        with self._house.engine.begin() as books:
            found = feed.after(books, speaker.unit, cursor, limit=limit, overlap=self._house.options.overlap)
        items = found['DanhSach']
        if self._house.faults.doubles() and isinstance(items, list):
            found['DanhSach'] = [item for item in items for _time in range(2)]
        return answers.yes(found)

    def _receipt(
        self, books: sa.Connection, speaker: _Speaker, service: str, *, body: bytes, records: Sequence[dict[str, JSON]]
    ) -> Envelope:
        digest = hashlib.sha256(body).hexdigest()
        number = answers.receipt(books, unit=speaker.unit, service=service, digest=digest, at=self._house.moment())
        named = [digest for record in records for digest in named_digests(record)]
        return answers.yes(
            {
                'SoTiepNhan': number,
                'MaHoSo': [str(record['MaHoSo']) for record in records],
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


def _entries(request: Request, body: bytes, *, most: int) -> list[dict[str, JSON]]:
    """The bare array of objects that S2 sends, between one and ``most``."""
    content = _content(request, body)
    if not isinstance(content, list) or not 1 <= len(content) <= most:
        raise Said(200, UNREADABLE, f"Nội dung phải là mảng JSON từ 1 đến {most} phần tử")
    entries = [one for one in content if isinstance(one, dict)]
    if len(entries) != len(content):
        raise Said(200, UNREADABLE, "Phần tử của mảng phải là đối tượng JSON")
    return entries


def _content(request: Request, body: bytes) -> JSON:
    """The body as JSON, once its digest, where one is given, says that it arrived whole."""
    given = request.headers.get('Content-Digest')
    if given and given != f'sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:':
        raise Said(400, UNREADABLE, "Nội dung nhận được không khớp Content-Digest")
    try:
        content: JSON = json.loads(body)
    except ValueError as error:
        raise Said(400, UNREADABLE, "Nội dung không phải JSON") from error
    return content


def _refuse_invalid(entries: Sequence[dict[str, JSON]], judge: Callable[[dict[str, JSON]], list[FieldProblem]]) -> None:
    found = [(str(entry.get('MaHoSo', '')), problem) for entry in entries for problem in judge(entry)]
    if found:
        raise answers.invalid(found)
