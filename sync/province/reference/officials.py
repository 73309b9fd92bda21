"""The officials' side: what a handling agency does to a dossier, what is held, and the switches of misfortune."""

import base64
from collections.abc import Mapping
from typing import Annotated, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from sync.province.protocol import JSON
from sync.province.record import named_digests
from sync.province.reference import declared, feed, questions, registry
from sync.province.reference.answers import ABSENT, UNREADABLE, Envelope, Said, yes
from sync.province.reference.faults import Fault
from sync.province.reference.house import House
from sync.province.reference.incoming import bearer_of
from sync.province.reference.schema import RATING, unpacked

_FINISHED = '9'


class _Asked(BaseModel):
    model_config = ConfigDict(extra='forbid')


class Move(_Asked):
    """A dossier goes on, in the portal's field names."""

    TrangThai: Literal['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']
    NoiDung: str = ''
    NgayHenTra: str = ''


class Paper(_Asked):
    """One paper that is wanted."""

    MaThanhPhanHoSo: str = ''
    TenGiayTo: str
    NoiDung: str = ''


class Supplement(_Asked):
    """A supplement request."""

    HoSoBoSungId: str
    NguoiYeuCauBoSung: str
    NoiDungBoSung: str
    DanhSachGiayTo: list[Paper] = Field(min_length=1)


class Result(_Asked):
    """One result, its e-result PDF in base64 or ''."""

    MaGiayToKetQua: str
    TenGiayTo: str
    NoiDungTep: str = ''


class Results(_Asked):
    """The results of a dossier."""

    DanhSachGiayToKetQua: list[Result] = Field(min_length=1)


class Renumbering(_Asked):
    """Another code for a dossier."""

    MaHoSoMoi: str = Field(min_length=1)


class Forgetting(_Asked):
    """Dossiers to forget, all of them when none is named."""

    MaHoSo: list[str] = []


class Asking(_Asked):
    """A question, in the portal's field names."""

    MADONVI: str
    HOIDAPID: str = Field(min_length=1)
    NOIDUNG: str = Field(min_length=1)
    MALINHVUC: str = ''
    MATTHCDP: str = ''
    HOVATEN: str = ''
    DIACHI: str = ''
    THUDIENTU: str = ''
    SODIENTHOAI: str = ''


class Officials:
    """The handlers of ``/quan-tri``."""

    def __init__(self, house: House) -> None:
        self._house = house

    def router(self) -> APIRouter:
        """The addresses; nobody gets in without the officials' secret."""
        made = APIRouter(prefix='/quan-tri', dependencies=[Depends(self._let_in)])
        for method, path, handler in (
            ('GET', '/ho-so', self.list_dossiers),
            ('GET', '/ho-so/{code}', self.show_dossier),
            ('GET', '/ho-so/{code}/tien-do', self.show_steps),
            ('POST', '/ho-so/{code}/trang-thai', self.move),
            ('POST', '/ho-so/{code}/bo-sung', self.ask_supplement),
            ('POST', '/ho-so/{code}/ket-qua', self.issue_results),
            ('POST', '/ho-so/{code}/doi-ma', self.renumber),
            ('GET', '/danh-gia', self.list_ratings),
            ('POST', '/hoi-dap', self.ask),
            ('GET', '/hoi-dap/{number}', self.show_answer),
            ('GET', '/tep', self.list_files),
            ('GET', '/tep/{digest}', self.show_file),
            ('POST', '/quen', self.forget),
            ('GET', '/loi', self.list_faults),
            ('POST', '/loi', self.switch_fault),
            ('DELETE', '/loi', self.clear_faults),
        ):
            is_file = handler == self.show_file
            told = declared.file() if is_file else declared.responses(401, 404, 409, 422)
            made.add_api_route(
                path,
                handler,
                methods=[method],
                response_model=None,
                responses=told,
                response_class=Response if is_file else JSONResponse,
            )
        return made

    def list_dossiers(self) -> Envelope:
        """Every dossier: its code, and the files it still waits for."""
        with self._house.engine.begin() as books:
            records = [registry.held(books, code) or {} for code in registry.codes(books)]
        return yes([{'MaHoSo': record['MaHoSo'], 'TepConThieu': self._missing(record)} for record in records])

    def show_dossier(self, code: str) -> Envelope:
        """A dossier in the portal's field names."""
        with self._house.engine.begin() as books:
            return yes(_known(registry.held(books, code)))

    def show_steps(self, code: str) -> Envelope:
        """The steps a dossier went through."""
        with self._house.engine.begin() as books:
            return yes([*registry.steps(books, code)])

    def list_ratings(self) -> Envelope:
        """The figures of what citizens said, by month and procedure."""
        with self._house.engine.begin() as books:
            found = books.execute(sa.select(RATING.c.record).order_by(RATING.c.month, RATING.c.procedure)).scalars()
            return yes([unpacked(text) for text in found])

    def ask(self, asked: Asking) -> Envelope:
        """Somebody asks a unit on the portal."""
        words = asked.model_dump()
        with self._house.engine.begin() as books:
            questions.ask(books, words.pop('MADONVI'), words)
        return yes({})

    def show_answer(self, number: str, unit: Annotated[str, Query(alias='MaDinhDanhDV')]) -> Envelope:
        """What a unit answered."""
        with self._house.engine.begin() as books:
            return yes(questions.answer_of(books, unit, number))

    def move(self, code: str, asked: Move) -> Envelope:
        """Set the state, and the due time where one is given."""
        fields: dict[str, JSON] = {'TrangThaiHoSo': asked.TrangThai}
        fields |= {'NgayHenTra': asked.NgayHenTra} if asked.NgayHenTra else {}
        fields |= {'NgayKetThucXuLy': self._house.moment()} if asked.TrangThai == _FINISHED else {}
        with self._house.engine.begin() as books:
            return self._decided(books, code, fields, {'Loai': 'TrangThai', **asked.model_dump()})

    def ask_supplement(self, code: str, asked: Supplement) -> Envelope:
        """Ask the applicant for more."""
        with self._house.engine.begin() as books:
            return self._decided(books, code, {'TrangThaiHoSo': '5'}, {'Loai': 'BoSung', **asked.model_dump()})

    def issue_results(
        self, code: str, asked: Results, request: Request, unit: Annotated[str, Query(alias='MaDinhDanhDV')] = ''
    ) -> Envelope:
        """Issue results; with a unit also for a dossier that nobody here knows."""
        base = str(request.base_url).rstrip('/')
        issued = [self._issued(one, base) for one in asked.DanhSachGiayToKetQua]
        fields: dict[str, JSON] = {
            'TrangThaiHoSo': _FINISHED,
            'NgayKetThucXuLy': self._house.moment(),
            'DanhSachGiayToKetQua': [{name: one[name] for name in one if name != 'KichThuoc'} for one in issued],
        }
        with self._house.engine.begin() as books:
            item: dict[str, JSON] = {'Loai': 'KetQua', 'DanhSachGiayToKetQua': [*issued]}
            return self._decided(books, code, fields, item, unit=unit)

    def renumber(self, code: str, asked: Renumbering) -> Envelope:
        """File a dossier under another code."""
        with self._house.engine.begin() as books:
            _known(registry.held(books, code))
            if registry.held(books, asked.MaHoSoMoi) is not None:
                raise Said(409, '409', "Mã mới đã có hồ sơ")
            answer = self._decided(books, code, {}, {'Loai': 'DoiMa', **asked.model_dump()})
            registry.renumber(books, code, asked.MaHoSoMoi)
            return answer

    def list_files(self) -> Envelope:
        """Every file that is held."""
        vault = self._house.vault
        return yes([{'SHA256': digest, 'KichThuoc': vault.size(digest)} for digest in vault.digests()])

    def show_file(self, digest: str) -> Response:
        """A held file, byte for byte."""
        path = self._house.vault.path(digest)
        if path is None:
            raise Said(404, '404', "Không có tệp này")
        return FileResponse(path, media_type='application/octet-stream')

    def forget(self, asked: Forgetting) -> Envelope:
        """Lose dossiers that were acknowledged, as a restored backup does."""
        with self._house.engine.begin() as books:
            lost = asked.MaHoSo or registry.codes(books)
            for code in lost:
                registry.forget(books, code)
        return yes([*lost])

    def list_faults(self) -> Envelope:
        """The switches that are on."""
        return yes([{'kind': fault.kind, 'times': fault.times} for fault in self._house.faults.on()])

    def switch_fault(self, fault: Fault) -> Envelope:
        """Turn a switch on, where one process hears it for all."""
        if self._house.options.workers > 1:
            raise Said(409, '409', "Sự cố chỉ diễn tập được khi tỉnh chạy một tiến trình (--workers 1)")
        self._house.faults.switch(fault)
        return self.list_faults()

    def clear_faults(self) -> Envelope:
        """Turn every switch off."""
        self._house.faults.clear()
        return self.list_faults()

    def _let_in(self, request: Request) -> None:
        if not self._house.credentials.is_official(bearer_of(request)):
            raise Said(401, '401', "Chưa xác thực")

    def _decided(
        self,
        books: sa.Connection,
        code: str,
        fields: Mapping[str, JSON],
        item: Mapping[str, JSON],
        *,
        unit: str = '',
    ) -> Envelope:
        """Set fields and tell the unit; the two are one transaction."""
        teller = registry.unit_of(books, code) or unit
        if not teller:
            raise Said(404, ABSENT, "Không có hồ sơ này")
        registry.decide(books, code, fields)
        now = registry.present_code(books, code)
        number = feed.tell(books, teller, {**item, 'MaHoSo': now, 'ThoiDiem': self._house.moment()})
        return yes({'MaThayDoi': number})

    def _issued(self, one: Result, base: str) -> dict[str, JSON]:
        try:
            content = base64.b64decode(one.NoiDungTep, validate=True)
        except ValueError as error:
            raise Said(422, UNREADABLE, "Tệp kết quả không phải base64") from error
        digest = self._house.vault.keep(content) if content else ''
        return {
            'MaGiayToKetQua': one.MaGiayToKetQua,
            'TenGiayTo': one.TenGiayTo,
            'MaThanhPhanHoSo': '',
            'GiayToId': digest,
            'KichThuoc': str(len(content)),
            'DuongDanTepTinKetQua': f'{base}/tep/sha256/{digest}' if digest else '',
        }

    def _missing(self, record: Mapping[str, JSON]) -> list[JSON]:
        return [*self._house.vault.missing(named_digests(record))]


def _known(record: dict[str, JSON] | None) -> dict[str, JSON]:
    if record is None:
        raise Said(404, ABSENT, "Không có hồ sơ này")
    return record
