"""Writes ``docs/portal-fields.md``: every field of the portal, the fact it comes from, its rule and an example.

``python -m tools.portal_fields`` whenever a test says that the page isn't what the rules say. The rules are those that
judge a record before it is sent; the examples are a record that the product itself made.
"""

import argparse
import dataclasses
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from office.rating import MonthlyRatings
from sync.province.answer_rules import ANSWER
from sync.province.protocol import JSON, Capabilities
from sync.province.rating_record import OF_SERVICE, OF_SERVING, OPINIONS, RATING, rating_record
from sync.province.record import dossier_record, progress_item
from sync.province.report import (
    Channel,
    DossierReport,
    OtherPaper,
    ProgressStep,
    ReportedComponent,
    ReportedFee,
    ReportedProcedure,
    ReportedResult,
    ReportedSupplement,
    Subject,
)
from sync.province.shapes import SHAPES
from sync.province.validation import HEADER, INNER, LISTS, PROGRESS, Rule

PAGE = Path(__file__).parents[1] / 'docs' / 'portal-fields.md'

_NOT_YET = 'no fact of ours says so: sent empty, or as the code that claims nothing'
# where each field's value comes from; a field that joins the rules must join this table
SOURCES: Mapping[str, str] = {
    'MaHoSo': '`CodeTaken` in the reception, or `CodeBound`',
    'MaTTHC': '`DossierOpened.procedure`',
    'TenTTHC': '`DossierOpened.procedure_name`',
    'MaLinhVuc': 'the catalogue in force then; where it is silent, LayThuTuc',
    'TenLinhVuc': 'idem',
    'KenhThucHien': '`DossierOpened.channel`',
    'ChuHoSo': '`ApplicantIdentified`: the organisation\'s name, else the person\'s',
    'SoGiayToChuHoSo': '`ApplicantIdentified`: the organisation\'s number, else the person\'s',
    'LoaiDoiTuong': (
        '`ApplicantIdentified`: 1 a citizen, 2 an enterprise or a household business, 3 a state body, 4 another;'
        ' S3 numbers them 0, 1 and, told by its 12 digits, 2'
    ),
    'MaDoiTuong': _NOT_YET,
    'ThongTinKhac': 'who speaks for an organisation, by name; else empty',
    'Email': '`ApplicantIdentified`',
    'Fax': _NOT_YET,
    'SoDienThoai': '`ApplicantIdentified`',
    'TrichYeuHoSo': '`SummaryWritten`, else the procedure\'s name',
    'NgayNopHoSo': 'when `DossierOpened` was recorded',
    'NgayTiepNhan': '`DossierAccepted.received_at`',
    'NgayHenTra': '`DossierAccepted`, `SupplementReceived` or `ProvinceStateSeen`, whichever came last',
    'TrangThaiHoSo': 'the state after the told fact',
    'NgayTuChoi': 'when `DossierRefused` was recorded',
    'NgayKetThucXuLy': '`ResultArrived` or `ProvinceStateSeen`',
    'NgayTra': 'when `ResultReturned` was recorded, or the day in `PostDelivered`',
    'ThongTinTra': 'by post: the tracking number in `ResultPosted` or `TrackingCorrected`, then who received it',
    'HinhThuc': '`DossierAccepted.return_method`; 0 once `ResultReturned` says that it was collected',
    'DonViXuLy': '`DossierAccepted.competent_agency`, else `[centre] agency`',
    'GhiChu': _NOT_YET,
    'NoiNopHoSo': 'always the provincial system: dossiers of the national portal come in elsewhere',
    'HoSoCoThanhPhanSoHoa': 'whether a file of this dossier was scanned here',
    'TaiKhoanDuocXacThucVoiVNeID': _NOT_YET,
    'DuocThanhToanTrucTuyen': 'always none: cash at the desk is not online',
    'DinhDanhCHS.LoaiDinhDanh': 'the number\'s length: 12 or 9 digits, else empty',
    'DinhDanhCHS.SoDinhDanh': '`ApplicantIdentified`',
    'DSKetNoiCSDL.MaCSDL': _NOT_YET,
    'TaiLieuNop.TepDinhKemId': 'SHA-256 of the file in `DossierAccepted.files`',
    'TaiLieuNop.TenTepDinhKem': 'the published component',
    'TaiLieuNop.IsDeleted': 'never: a reported paper is not taken back',
    'TaiLieuNop.MaThanhPhanHoSo': 'the published component',
    'TaiLieuNop.DuongDanTaiTepTin': 'the province\'s address of the file',
    'TaiLieuNop.DuocSoHoa': 'whether this component has a file',
    'TaiLieuNop.DuocTaiSuDung': '`ComponentMarked` as reused',
    'TaiLieuNop.DuocLayTuKhoDMQG': _NOT_YET,
    'TaiLieuNop.MaKetQuaThayThe': _NOT_YET,
    'DanhSachGiayToKetQua.TenGiayTo': '`ResultArrived`',
    'DanhSachGiayToKetQua.MaThanhPhanHoSo': _NOT_YET,
    'DanhSachGiayToKetQua.GiayToId': 'SHA-256 of the e-result, empty for paper',
    'DanhSachGiayToKetQua.DuongDanTepTinKetQua': 'the province\'s address of the e-result',
    'DanhSachGiayToKetQua.MaGiayToKetQua': '`ResultArrived`',
    'DanhSachLePhi.TenPhiLePhi': '`FeesAssessed`',
    'DanhSachLePhi.MaPhiLePhi': '`FeesAssessed`',
    'DanhSachLePhi.HinhThucThu': 'always at reception: fees are assessed there',
    'DanhSachLePhi.Gia': '`FeesAssessed`, what is due after exemptions',
    'DanhSachLePhi.LoaiPhiLePhi': '`FeesAssessed`: 2 for a lệ phí, else 1',
    'DanhSachTepDinhKemKhac.TenGiayTo': _NOT_YET,
    'DanhSachTepDinhKemKhac.SoLuong': _NOT_YET,
    'DanhSachTepDinhKemKhac.LoaiGiayTo': _NOT_YET,
    'DanhSachHoSoBoSung.HoSoBoSungId': 'year and serial of form 02, or the province\'s own number of its round',
    'DanhSachHoSoBoSung.NguoiYeuCauBoSung': 'who recorded `SupplementRequested`; for the province\'s, the agency',
    'DanhSachHoSoBoSung.NoiDungBoSung': '`SupplementRequested`: reason, then each paper',
    'DanhSachHoSoBoSung.NgayBoSung': 'when `SupplementRequested` was recorded',
    'DanhSachHoSoBoSung.NguoiTiepNhanBoSung': _NOT_YET,
    'DanhSachHoSoBoSung.ThongTinTiepNhan': _NOT_YET,
    'DanhSachHoSoBoSung.NgayTiepNhanBoSung': '`SupplementReceived`, or the reception that followed',
    'DanhSachHoSoBoSung.TrangThaiBoSung': 'whether the applicant came back',
    'DanhSachHoSoBoSung.NgayHenTraTruoc': 'the due time when it was asked',
    'DanhSachHoSoBoSung.NgayHenTraMoi': 'the due time once the applicant came back',
    'DongBoDanhGia.NgayTongHop': 'the local month of `Rated`, told once it is over',
    'DongBoDanhGia.TongSoNguoiDanhGia': 'how many `Rated`; `RatingDeclined` is in no figure',
    **dict.fromkeys(
        (f'DongBoDanhGia.{name}' for name in OF_SERVING),
        '`Rated.level`: whole percentages by largest remainders, of equal ones the worse level rounded up',
    ),
    'DongBoDanhGia.MaThuTuc': '`Rated.procedure`',
    'DongBoDanhGia.NoiDung': _NOT_YET,
    **dict.fromkeys((f'DongBoDanhGia.{name}' for name in OF_SERVICE), 'not asked: one question, no answer copied'),
    'DongBoDanhGia.Madonvi': '`[province] unit`',
    'DongBoDanhGia.TenDonVi': '`[centre] agency`',
    'DongBoKetQuaHoiDapGuiTuDVCQG.HOIDAPID': '`QuestionAsked`, the portal\'s own number',
    'DongBoKetQuaHoiDapGuiTuDVCQG.MADONVI': '`[province] unit`',
    'DongBoKetQuaHoiDapGuiTuDVCQG.NGUOITRALOI': 'who recorded `QuestionAnswered`',
    'DongBoKetQuaHoiDapGuiTuDVCQG.CHUCVUNGUOITRALOI': 'her position in `OfficerEnrolled`, where it has one',
    'DongBoKetQuaHoiDapGuiTuDVCQG.NGAYTRALOI': 'when `QuestionAnswered` was recorded, not when it is sent',
    'DongBoKetQuaHoiDapGuiTuDVCQG.NOIDUNGTRALOI': '`QuestionAnswered`',
    'CapNhatTienDoHoSoMC.MaHoSo': 'as MaHoSo',
    'CapNhatTienDoHoSoMC.NguoiXuLy': 'the officer who recorded the told fact',
    'CapNhatTienDoHoSoMC.ChucDanh': _NOT_YET,
    'CapNhatTienDoHoSoMC.ThoiDiemXuLy': 'when the told fact was recorded, not when it is sent',
    'CapNhatTienDoHoSoMC.PhongBanXuLy': _NOT_YET,
    'CapNhatTienDoHoSoMC.NoiDungXuLy': 'the kind of the told fact, in words',
    'CapNhatTienDoHoSoMC.TrangThai': 'the state after the told fact',
    'CapNhatTienDoHoSoMC.NgayBatDau': _NOT_YET,
    'CapNhatTienDoHoSoMC.NgayKetThucTheoQuyDinh': 'the due time',
}

_AT = datetime(2026, 11, 24, 1, 15, tzinfo=UTC)
_DIGEST = '5f' * 32
_ANSWER: Mapping[str, JSON] = {
    'HOIDAPID': '901',
    'MADONVI': '000.12.34.H99',
    'NGUOITRALOI': "Trần Thị Hoa",
    'CHUCVUNGUOITRALOI': "Giám đốc",
    'NGAYTRALOI': '20261124081500',
    'NOIDUNGTRALOI': "Giấy chứng sinh và căn cước của mẹ.",
}


def page() -> str:
    """The whole page."""
    record, step = _examples()
    lines = [
        '# The portal, field by field',
        '',
        'Written by `python -m tools.portal_fields` from the rules that judge a record before it is sent. Every',
        'value is a string unless a rule says otherwise; what no fact says is empty, never invented.',
    ]
    lines += _section('DongBoHoSoMC', '', HEADER, record)
    for name, rules in LISTS.items():
        lines += _section(name, f'{name}.', rules, _first(record.get(name)))
        for below in INNER.get(name, {}):
            of = 'TaiLieuNop' if below == 'DanhSachGiayToBoSung' else 'DanhSachLePhi'
            lines += ['', f'`{below}[]` within it has the fields of `{of}[]`.']
    lines += _section('CapNhatTienDoHoSoMC', 'CapNhatTienDoHoSoMC.', PROGRESS, step)
    lines += _section('DongBoDanhGia', 'DongBoDanhGia.', RATING, _figure())
    lines += ['', f'`{OPINIONS}[]`: `Rated.opinions` in words, each with how many said it.']
    lines += _section('DongBoKetQuaHoiDapGuiTuDVCQG', 'DongBoKetQuaHoiDapGuiTuDVCQG.', ANSWER, _ANSWER)
    lines += _shapes()
    return '\n'.join([*lines, ''])


def fields() -> Iterator[str]:
    """Every field that the rules know, as ``SOURCES`` names it."""
    yield from HEADER
    for name, rules in LISTS.items():
        yield from (f'{name}.{one}' for one in rules)
    yield from (f'CapNhatTienDoHoSoMC.{one}' for one in PROGRESS)
    yield from (f'DongBoDanhGia.{one}' for one in RATING)
    yield from (f'DongBoKetQuaHoiDapGuiTuDVCQG.{one}' for one in ANSWER)


def main() -> int:
    """Write the page."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(page(), encoding='utf-8')
    return 0


def _section(title: str, path: str, rules: Mapping[str, Rule], example: Mapping[str, JSON]) -> list[str]:
    rows = [
        f'| {name} | {SOURCES[path + name]} | {_rule(rule)} | {_shown(example.get(name))} |'
        for name, rule in rules.items()
    ]
    return ['', f'## {title}', '', '| field | comes from | rule | example |', '|---|---|---|---|', *rows]


def _shapes() -> list[str]:
    """What each shape of province can do at all; a centre's settings may take away from it."""
    lines = ['', '## The three shapes', '', '`[province] shape` chooses; what a province lacks is set to `false`.', '']
    names = [one.name for one in dataclasses.fields(Capabilities) if one.name != 'left_out']
    lines += [f'| | {" | ".join(SHAPES)} |', f'|---|{"---|" * len(SHAPES)}']
    lines += [
        f'| {name} | {" | ".join("yes" if getattr(one.can, name) else "no" for one in SHAPES.values())} |'
        for name in names
    ]
    lines += [
        f'| address of {name} | {" | ".join(one.paths.get(name, "") for one in SHAPES.values())} |'
        for name in dict.fromkeys(name for one in SHAPES.values() for name in one.paths)
    ]
    for shape, one in SHAPES.items():
        if one.can.left_out:
            listed = ', '.join(sorted(one.can.left_out))
            lines += ['', f'`{shape}` has no word for these fields; they are neither sent nor judged: {listed}.']
    return lines


def _rule(rule: Rule) -> str:
    said = ['required'] if rule.required else []
    said += ['yyyyMMddHHmmss'] if rule.moment else []
    said += ['whole number'] if rule.whole else []
    said += [f'one of {" ".join(sorted(rule.codes, key=lambda code: (len(code), code)))}'] if rule.codes else []
    said += [f'at most {rule.longest} letters'] if rule.longest else []
    said += [f'`{rule.pattern}`'.replace('|', '\\|')] if rule.pattern else []
    return ', '.join(said) or 'text'


def _shown(value: JSON) -> str:
    text = str(value if value is not None else '')
    return f'{text[:12]}…' if text == _DIGEST else text


def _first(listed: JSON) -> Mapping[str, JSON]:
    first = listed[0] if isinstance(listed, list) and listed else {}
    return first if isinstance(first, dict) else {}


def _figure() -> dict[str, JSON]:
    """A month of an invented unit."""
    monthly = MonthlyRatings(
        month='2026-11',
        procedure='1.001193',
        procedure_name="Thủ tục đăng ký khai sinh",
        very=90,
        satisfied=34,
        not_satisfied=4,
        declined=11,
        opinions=("Phải chờ lâu (3)",),
    )
    return rating_record(monthly, unit='000.12.34.H99', agency="UBND xã Mẫu")


def _examples() -> tuple[dict[str, JSON], dict[str, JSON]]:
    """A record and a step of invented people."""
    code = '000.12.34.H99-261124-0007'
    due = _AT + timedelta(hours=8, minutes=45)
    fee = ReportedFee(code='LP1', name="Lệ phí hộ tịch", kind='2', due=8000)
    report = DossierReport(
        code=code,
        procedure=ReportedProcedure(
            code='1.001193', name="Thủ tục đăng ký khai sinh", field_code='G15-TP07', field_name="Hộ tịch"
        ),
        channel=Channel.DIRECT,
        subject=Subject.CITIZEN,
        owner="Nguyễn Thị Mẫu",
        identity='001199000001',
        summary="Đăng ký khai sinh cho Trần Văn Thử",
        submitted_at=_AT,
        received_at=_AT,
        due_at=due,
        state=2,
        agency="UBND xã Mẫu",
        phone='0900000001',
        databases=(),
        components=(ReportedComponent(code='KQ003204', name="Tờ khai", digest=_DIGEST, digitised=True),),
        results=(ReportedResult(code='KQ1', name="Giấy khai sinh", digest=_DIGEST),),
        fees=(fee,),
        others=(OtherPaper(name="Ảnh", count=2, kind=1),),
        supplements=(
            ReportedSupplement(
                id='2026-1',
                asked_by="Lê Văn Cán",
                content="thiếu; Giấy chứng sinh: bản chính",
                asked_at=_AT,
                due_before=due,
            ),
        ),
    )
    step = ProgressStep(code=code, officer="Lê Văn Cán", at=_AT, what="Tiếp nhận hồ sơ", state=2, due_at=due)
    return dossier_record(report, link=lambda digest: f'https://tinh.example/tep/{digest[:4]}…'), progress_item(step)


if __name__ == '__main__':
    sys.exit(main())
