"""The centres' side in the S2 shape: each service is an address, its content the bare body."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from sync.province.reference import declared, described
from sync.province.reference.answers import Envelope
from sync.province.reference.house import House
from sync.province.reference.incoming import Body, Key, Unit, bearer_of, content_of
from sync.province.reference.work import MOST_DOSSIERS, Speaker, Told, Work, entries, speaker

SERVICES = '/KetNoiMotCuaQuocGia'


class Services:
    """The handlers; each is one blocking function in a worker thread."""

    def __init__(self, house: House) -> None:
        self._house, self._work = house, Work(house)

    def router(self) -> APIRouter:
        """The addresses."""
        made = APIRouter(prefix=SERVICES)
        told = declared.responses(401, 403, 409, 422)
        for service, handler, body in (
            ('DongBoHoSoMC', self.take_dossiers, described.dossiers(MOST_DOSSIERS)),
            ('CapNhatTienDoHoSoMC', self.take_progress, described.steps()),
            ('DongBoDanhGia', self.take_ratings, described.ratings(MOST_DOSSIERS)),
            ('DongBoKetQuaHoiDapGuiTuDVCQG', self.take_answers, described.answers(MOST_DOSSIERS)),
            ('CapKhoiMaHoSo', self.give_codes, described.codes()),
            ('TraKhoiMaHoSo', self.take_codes_back, described.returned_codes()),
            ('DoiChieu', self.compare, described.comparison()),
        ):
            extra = described.body(body)
            made.post(f'/{service}', name=service, response_model=None, responses=told, openapi_extra=extra)(handler)
        for service, reader in (
            ('TraCuuHoSo', self.find_dossier),
            ('LayDanhMucLinhVuc', self.list_fields),
            ('LayDanhSachTTHC', self.list_procedures),
            ('LayThuTuc', self.give_procedure),
            ('LayDanhSachHoiDapGuiTuDVCQG', self.list_questions),
            ('LayNoiDungTraLoiTheoCauHoi', self.give_answer),
            ('ThayDoi', self.give_changes),
        ):
            answers_given = declared.responses(401, 403, 422)
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
        by = self._by(request, unit)
        records = entries(content_of(request, body), most=MOST_DOSSIERS)
        return self._work.take_dossiers(by, records, Told(key=key, body=body), updating=updating)

    def take_progress(self, request: Request, body: Body, unit: Unit, *, key: Key = '') -> Envelope:
        """CapNhatTienDoHoSoMC."""
        by = self._by(request, unit)
        return self._work.take_progress(by, entries(content_of(request, body)), Told(key=key, body=body))

    def take_ratings(self, request: Request, body: Body, unit: Unit, *, key: Key = '') -> Envelope:
        """DongBoDanhGia."""
        by = self._by(request, unit)
        records = entries(content_of(request, body), most=MOST_DOSSIERS)
        return self._work.take_ratings(by, records, Told(key=key, body=body))

    def take_answers(self, request: Request, body: Body, unit: Unit, *, key: Key = '') -> Envelope:
        """DongBoKetQuaHoiDapGuiTuDVCQG."""
        by = self._by(request, unit)
        records = entries(content_of(request, body), most=MOST_DOSSIERS)
        return self._work.take_answers(by, records, Told(key=key, body=body))

    def list_questions(self, request: Request, unit: Unit) -> Envelope:
        """LayDanhSachHoiDapGuiTuDVCQG."""
        return self._work.list_questions(self._by(request, unit))

    def give_answer(self, request: Request, unit: Unit, number: Annotated[str, Query(alias='cauhoiid')]) -> Envelope:
        """LayNoiDungTraLoiTheoCauHoi."""
        return self._work.give_answer(self._by(request, unit), number)

    def give_codes(self, request: Request, body: Body, unit: Unit, *, key: Key = '') -> Envelope:
        """CapKhoiMaHoSo: a block of official codes, an extension of ours."""
        by = self._by(request, unit)
        return self._work.give_codes(by, content_of(request, body), Told(key=key, body=body))

    def take_codes_back(self, request: Request, body: Body, unit: Unit, *, key: Key = '') -> Envelope:
        """TraKhoiMaHoSo: reserved codes that won't be used, an extension of ours."""
        by = self._by(request, unit)
        return self._work.take_codes_back(by, content_of(request, body), Told(key=key, body=body))

    def compare(self, request: Request, body: Body, unit: Unit) -> Envelope:
        """DoiChieu: what a machine was confirmed and what is held, an extension of ours."""
        return self._work.compare(self._by(request, unit), content_of(request, body))

    def find_dossier(self, request: Request, unit: Unit, code: Annotated[str, Query(alias='mahoso')]) -> Envelope:
        """TraCuuHoSo."""
        return self._work.find_dossier(self._by(request, unit), code)

    def list_fields(self, request: Request, unit: Unit) -> Envelope:
        """LayDanhMucLinhVuc."""
        self._by(request, unit)
        return self._work.list_fields()

    def list_procedures(self, request: Request, unit: Unit) -> Envelope:
        """LayDanhSachTTHC."""
        self._by(request, unit)
        return self._work.list_procedures()

    def give_procedure(self, request: Request, unit: Unit, code: Annotated[str, Query(alias='maTTHC')]) -> Envelope:
        """LayThuTuc."""
        self._by(request, unit)
        return self._work.give_procedure(code)

    def give_changes(self, request: Request, unit: Unit, *, cursor: str = '', limit: int = 100) -> Envelope:
        """ThayDoi: the change feed, an extension of ours."""
        return self._work.give_changes(self._by(request, unit), cursor, limit)

    def _by(self, request: Request, unit: str) -> Speaker:
        return speaker(self._house, bearer_of(request), unit)
