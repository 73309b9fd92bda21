"""The centres' side in the S3 shape: six calls with the same registry and vault behind them."""

import re
from collections.abc import Mapping
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, File, Request, UploadFile

from sync.province.protocol import JSON
from sync.province.record import moment, read_iso
from sync.province.reference import codes, declared, described, registry
from sync.province.reference.answers import ABSENT, EXISTS, INVALID, UNREADABLE, Envelope, Said
from sync.province.reference.house import House
from sync.province.reference.incoming import Body, bearer_of, content_of
from sync.province.reference.work import Speaker, Work, entries, refuse_invalid, speaker
from sync.province.shapes import SHAPES
from sync.province.validation import DOSSIER_CODE, progress_problems

PATHS = SHAPES['s3'].paths
_SUBJECTS = {0: '1', 1: '2', 2: '2'}


class SixCallsSide:
    """The handlers; the token is the same that S2 gives."""

    def __init__(self, house: House) -> None:
        self._house, self._work = house, Work(house)

    def router(self) -> APIRouter:
        """The addresses."""
        made = APIRouter()
        told = declared.responses(401, 403, 422, envelope=declared.SIX_ENVELOPE)
        for name, handler, schema in (
            ('number', self.next_number, described.six_number()),
            ('create', self.create, described.six_dossier()),
            ('progress', self.progress, described.six_steps()),
            ('status', self.state, described.six_states()),
        ):
            extra = described.body(schema)
            made.post(f'/{PATHS[name]}', name=f's3_{name}', response_model=None, responses=told, openapi_extra=extra)(
                handler
            )
        made.post(f'/{PATHS["upload"]}', name='s3_upload', response_model=None, responses=told)(self.upload)
        return made

    def next_number(self, request: Request, body: Body) -> Envelope:
        """GetNextValue."""
        by, asked = self._by(request), content_of(request, body)
        if not isinstance(asked, dict) or asked.get('code') != by.unit:
            raise _no(UNREADABLE, "Sai mã đơn vị")
        with self._house.engine.begin() as books:
            block = codes.reserve(books, by.unit, self._house.today(), 1)
        return _yes(f'{block["TienTo"]}{int(str(block["TuSo"])):0{block["DoRong"]}d}')

    def upload(self, request: Request, files: Annotated[list[UploadFile], File()]) -> Envelope:
        """Files whole; each is answered by its id and hash."""
        self._by(request)
        held = [self._house.vault.keep(one.file.read()) for one in files]
        return _yes([{'IdTepTin': f'TEP-{digest[:16]}', 'HashTepTin': digest} for digest in held])

    def create(self, request: Request, body: Body) -> Envelope:
        """TaoHoSo."""
        by, given = self._by(request), content_of(request, body)
        if not isinstance(given, dict):
            raise _no(UNREADABLE, "Nội dung phải là đối tượng JSON")
        record = self._canonical(given)
        self._work.refuse_on_purpose(record)
        with self._house.engine.begin() as books:
            code = str(record['MaHoSo'])
            registry.take_turn(books, code)
            if registry.held(books, code) is not None:
                known = _ids(code) if registry.unit_of(books, code) == by.unit else {}
                raise _no(EXISTS, f"Hồ sơ {code} đã tồn tại", known)
            registry.report(books, by.unit, record, updating=False)
        return _yes(_ids(code))

    def progress(self, request: Request, body: Body) -> Envelope:
        """CapNhatTienTrinh."""
        by = self._by(request)
        items = [_step(one) for one in entries(content_of(request, body))]
        refuse_invalid(items, progress_problems)
        with self._house.engine.begin() as books:
            registry.take_turn(books, *(str(item['MaHoSo']) for item in items))
            for item in items:
                registry.add_progress(books, by.unit, item)
        return _yes([])

    def state(self, request: Request, body: Body) -> Envelope:
        """CapNhatTrangThai."""
        by = self._by(request)
        listed = entries(content_of(request, body))
        with self._house.engine.begin() as books:
            registry.take_turn(books, *(str(one.get('MaHoSo', '')) for one in listed))
            for one in listed:
                self._stated(books, by, one)
        return _yes([])

    def _stated(self, books: sa.Connection, by: Speaker, one: Mapping[str, JSON]) -> None:
        code, state = str(one.get('MaHoSo', '')), one.get('TrangThai')
        if not isinstance(state, int) or not 1 <= state <= 10:  # noqa: PLR2004  # portal-contract.md §1.5
            raise _no(INVALID, "TrangThai không thuộc danh mục mã")
        held = registry.held(books, code) if registry.unit_of(books, code) == by.unit else None
        if held is None:
            raise _no(ABSENT, f"Hồ sơ {code} chưa tồn tại")
        said: dict[str, JSON] = {'TrangThaiHoSo': str(state)}
        said |= {name: one[name] for name in ('DanhSachLePhi', 'DanhSachGiayToKetQua') if name in one}
        registry.report(books, by.unit, {**held, **said, 'MaHoSo': code}, updating=True)

    def _canonical(self, given: dict[str, JSON]) -> dict[str, JSON]:
        """The dossier as the registry keeps all of them.

        Raises:
            Said: 400 for a field that is missing or wrong, or a file that wasn't uploaded.
        """
        for name in ('MaHoSo', 'MaTTHC', 'ChuHoSo', 'MaDonViTiepNhan', 'NgayTiepNhan'):
            if not isinstance(given.get(name), str) or not str(given[name]).strip():
                raise _no(INVALID, f"{name} thiếu thông tin bắt buộc", _blame(name))
        if not re.fullmatch(DOSSIER_CODE, str(given['MaHoSo'])):
            raise _no(INVALID, "MaHoSo sai định dạng", _blame('MaHoSo'))
        subject = given.get('LoaiDoiTuong')
        if not isinstance(subject, int) or subject not in _SUBJECTS:
            raise _no(INVALID, "LoaiDoiTuong không thuộc danh mục mã", _blame('LoaiDoiTuong'))
        who = _object(_object(given.get('ThongTinNguoiNop')).get('ThongTinChiTiet'))
        return {
            'MaHoSo': given['MaHoSo'],
            'MaTTHC': given['MaTTHC'],
            'ChuHoSo': given['ChuHoSo'],
            'SoGiayToChuHoSo': str(who.get('SoDinhDanhChuHs') or ''),
            'SoDienThoai': str(who.get('SoDienThoai') or ''),
            'Email': str(who.get('Email') or ''),
            'LoaiDoiTuong': _SUBJECTS[subject],
            'NgayNopHoSo': moment(read_iso(str(given.get('NgayNop') or ''))),
            'NgayTiepNhan': moment(read_iso(str(given['NgayTiepNhan']))),
            'TrangThaiHoSo': '1',
            'TaiLieuNop': [entry for part in _objects(given.get('ThanhPhanHoSo')) for entry in self._papers(part)],
        }

    def _papers(self, part: Mapping[str, JSON]) -> list[JSON]:
        named: dict[str, JSON] = {
            'MaThanhPhanHoSo': part.get('MaThanhPhanHoSo', ''),
            'TenTepDinhKem': part.get('TenThanhPhanHoSo', ''),
        }
        papers: list[JSON] = []
        for file in _objects(part.get('GiayToDinhKem')):
            digest = str(file.get('HashTepTin', ''))
            if not self._house.vault.holds(digest):
                raise _no(INVALID, "Tệp chưa được tải lên", _blame('IdGiayTo'))
            papers.append({**named, 'TepDinhKemId': digest})
        return papers or [{**named, 'TepDinhKemId': ''}]

    def _by(self, request: Request) -> Speaker:
        return speaker(self._house, bearer_of(request))


def _step(one: Mapping[str, JSON]) -> dict[str, JSON]:
    """A step in the portal's words, as the registry keeps all of them."""
    same = {name: str(one.get(name, '')) for name in ('MaHoSo', 'NguoiXuLy', 'PhongBanXuLy', 'NoiDungXuLy')}
    times = ('ThoiDiemXuLy', 'NgayBatDau', 'NgayKetThucTheoQuyDinh')
    return {
        **same,
        **{name: moment(read_iso(str(one.get(name) or ''))) for name in times},
        'ChucDanh': '',
        'TrangThai': str(one.get('TrangThai', '')),
    }


def _ids(code: str) -> dict[str, JSON]:
    return {'idHoSo': f'HS-{code}', 'maHoSo': code}


def _yes(data: JSON) -> Envelope:
    return {'code': 200, 'message': "Thành công", 'data': data}


def _no(code: str, message: str, data: JSON = None) -> Said:
    said = Said(400, code, message)
    said.envelope = {'code': code, 'message': message, 'data': data or {}}
    return said


def _blame(name: str) -> JSON:
    return {'DanhSachLoi': [{'Truong': name}]}


def _object(value: JSON) -> Mapping[str, JSON]:
    return value if isinstance(value, dict) else {}


def _objects(value: JSON) -> list[Mapping[str, JSON]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
