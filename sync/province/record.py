"""From a report to the portal's records: every field of portal-contract.md §1.4 and §1.6, as the portal spells it.

Values are strings; a moment is ``yyyyMMddHHmmss`` in Vietnam's time; what no fact says is ''; a list without entries
is still there. A file's SHA-256 is its id on the wire, so the province can tell which files it still waits for.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sync.province.protocol import JSON
from sync.province.report import (
    Channel,
    DossierReport,
    ProgressStep,
    ReportedComponent,
    ReportedFee,
    ReportedResult,
    ReportedSupplement,
)

LOCAL = ZoneInfo('Asia/Ho_Chi_Minh')

Link = Callable[[str], str]


def moment(at: datetime | None) -> str:
    """A moment as the portal writes it, '' for none."""
    return at.astimezone(LOCAL).strftime('%Y%m%d%H%M%S') if at else ''


def read_moment(text: str) -> datetime | None:
    """The moment that the portal's fourteen digits name, None for anything else."""
    if len(text) != 14 or not text.isdigit():  # noqa: PLR2004 - yyyyMMddHHmmss
        return None
    try:
        return datetime.strptime(text, '%Y%m%d%H%M%S').replace(tzinfo=LOCAL)
    except ValueError:
        return None


def read_iso(text: str) -> datetime | None:
    """The moment that S3 writes, with a zone or, as its forms do, without one in Vietnam's time; None for else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=LOCAL)


def dossier_record(report: DossierReport, *, link: Link, supplements: bool = True) -> dict[str, JSON]:
    """The one entry of a DongBoHoSoMC call.

    Args:
        report: the dossier as it stands.
        link: where the province will serve the file of a digest.
        supplements: False for a province that refuses DanhSachHoSoBoSung.
    """
    return {
        **_what(report),
        **_who(report),
        **_when(report),
        **_how(report),
        'DinhDanhCHS': _identities(report.identity),
        'DSKetNoiCSDL': [{'MaCSDL': code} for code in report.databases],
        'TaiLieuNop': _each(_component(one, link) for one in report.components),
        'DanhSachGiayToKetQua': _each(_result(one, link) for one in report.results),
        'DanhSachLePhi': _each(_fee(one) for one in report.fees),
        'DanhSachTepDinhKemKhac': [
            {'TenGiayTo': one.name, 'SoLuong': one.count, 'LoaiGiayTo': one.kind} for one in report.others
        ],
        'DanhSachHoSoBoSung': _each(_supplement(one, link) for one in report.supplements if supplements),
    }


def progress_item(step: ProgressStep) -> dict[str, JSON]:
    """One entry of a CapNhatTienDoHoSoMC call."""
    return {
        'MaHoSo': step.code,
        'NguoiXuLy': step.officer,
        'ChucDanh': step.position,
        'ThoiDiemXuLy': moment(step.at),
        'PhongBanXuLy': step.department,
        'NoiDungXuLy': step.what,
        'TrangThai': str(step.state),
        'NgayBatDau': moment(step.started_at),
        'NgayKetThucTheoQuyDinh': moment(step.due_at),
    }


def named_digests(record: Mapping[str, JSON]) -> tuple[str, ...]:
    """The SHA-256 of every file that a record names, each once, in order."""
    found: dict[str, None] = {}
    for name, key in (('TaiLieuNop', 'TepDinhKemId'), ('DanhSachGiayToKetQua', 'GiayToId')):
        found.update(dict.fromkeys(_digests_in(record.get(name), key)))
    rounds = record.get('DanhSachHoSoBoSung')
    for one in rounds if isinstance(rounds, list) else ():
        if isinstance(one, dict):
            found.update(dict.fromkeys(_digests_in(one.get('DanhSachGiayToBoSung'), 'TepDinhKemId')))
    return tuple(found)


def is_digest(text: JSON) -> bool:
    """Whether a value is a SHA-256 as 64 lower-case hexadecimal digits."""
    return isinstance(text, str) and len(text) == 64 and set(text) <= set('0123456789abcdef')  # noqa: PLR2004 - 256 bits


def _digests_in(entries: JSON, key: str) -> list[str]:
    if not isinstance(entries, list):
        return []
    named = [entry.get(key) for entry in entries if isinstance(entry, dict) and not _deleted(entry)]
    return [str(digest) for digest in named if is_digest(digest)]


def _deleted(entry: dict[str, JSON]) -> bool:
    return str(entry.get('IsDeleted', '')).lower() in {'true', '1'}


def _what(report: DossierReport) -> dict[str, JSON]:
    return {
        'MaHoSo': report.code,
        'MaTTHC': report.procedure.code,
        'TenTTHC': report.procedure.name,
        'MaLinhVuc': report.procedure.field_code,
        'TenLinhVuc': report.procedure.field_name,
        'KenhThucHien': report.channel.value,
        'TrichYeuHoSo': report.summary,
        'DonViXuLy': report.agency,
        'ThongTinKhac': report.other,
        'GhiChu': report.note,
    }


def _who(report: DossierReport) -> dict[str, JSON]:
    return {
        'ChuHoSo': report.owner,
        'SoGiayToChuHoSo': report.identity,
        'LoaiDoiTuong': report.subject.value,
        # the submitter's portal account: only an online dossier has one (portal-contract.md §1.4, field 11)
        'MaDoiTuong': report.account if report.channel is Channel.ONLINE else '',
        'Email': report.email,
        'Fax': report.fax,
        'SoDienThoai': report.phone,
    }


def _when(report: DossierReport) -> dict[str, JSON]:
    return {
        'NgayNopHoSo': moment(report.submitted_at),
        'NgayTiepNhan': moment(report.received_at),
        'NgayHenTra': moment(report.due_at),
        'TrangThaiHoSo': str(report.state),
        'NgayTuChoi': moment(report.refused_at),
        'NgayKetThucXuLy': moment(report.finished_at),
        'NgayTra': moment(report.returned_at),
        'ThongTinTra': report.return_note,
    }


def _how(report: DossierReport) -> dict[str, JSON]:
    return {
        'HinhThuc': _bit(report.return_by_post),
        'NoiNopHoSo': '1' if report.filed_on_national_portal else '2',
        'HoSoCoThanhPhanSoHoa': _bit(any(one.digitised for one in report.components)),
        'TaiKhoanDuocXacThucVoiVNeID': _bit(report.verified_by_vneid),
        'DuocThanhToanTrucTuyen': report.paid_online.value,
    }


def _identities(number: str) -> list[JSON]:
    # only two kinds are published: 12 digits and the old 9; another paper keeps its number without a kind
    kind = {12: '1', 9: '2'}.get(len(number), '') if number.isdigit() else ''
    return [{'LoaiDinhDanh': kind, 'SoDinhDanh': number}] if number else []


def _component(one: ReportedComponent, link: Link) -> dict[str, JSON]:
    return {
        'TepDinhKemId': one.digest,
        'TenTepDinhKem': one.name,
        'IsDeleted': 'True' if one.deleted else 'False',
        'MaThanhPhanHoSo': one.code,
        'DuongDanTaiTepTin': link(one.digest) if one.digest else '',
        'DuocSoHoa': _bit(one.digitised),
        'DuocTaiSuDung': one.reuse.value,
        'DuocLayTuKhoDMQG': _bit(one.from_citizen_store),
        'MaKetQuaThayThe': one.replaced_by_result,
    }


def _result(one: ReportedResult, link: Link) -> dict[str, JSON]:
    return {
        'TenGiayTo': one.name,
        'MaThanhPhanHoSo': one.component,
        'GiayToId': one.digest,
        'DuongDanTepTinKetQua': link(one.digest) if one.digest else '',
        'MaGiayToKetQua': one.code,
    }


def _fee(one: ReportedFee) -> dict[str, JSON]:
    return {
        'TenPhiLePhi': one.name,
        'MaPhiLePhi': one.code,
        'HinhThucThu': one.collected.value,
        'Gia': str(one.due),
        'LoaiPhiLePhi': one.kind,
    }


def _supplement(one: ReportedSupplement, link: Link) -> dict[str, JSON]:
    return {
        'HoSoBoSungId': one.id,
        'NguoiYeuCauBoSung': one.asked_by,
        'NoiDungBoSung': one.content,
        'NgayBoSung': moment(one.asked_at),
        'NguoiTiepNhanBoSung': one.received_by,
        'ThongTinTiepNhan': one.received_note,
        'NgayTiepNhanBoSung': moment(one.received_at),
        'TrangThaiBoSung': _bit(one.received_at is not None),
        'DanhSachGiayToBoSung': _each(_component(paper, link) for paper in one.papers),
        'DanhSachLePhiBoSung': _each(_fee(fee) for fee in one.fees),
        'NgayHenTraTruoc': moment(one.due_before),
        'NgayHenTraMoi': moment(one.due_after),
    }


def _each(entries: Iterable[dict[str, JSON]]) -> list[JSON]:
    return list(entries)


def _bit(flag: bool) -> str:  # noqa: FBT001 - the value itself
    return '1' if flag else '0'
