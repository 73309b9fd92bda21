"""The shapes in which provincial systems speak, as data: where each call goes, and what each shape can do at all.

    s1   security server of the national axis: a session from a login, every call an envelope that names its service
    s2   provincial gateway (LGSP): OAuth2 or four keys, a service an address, its content the whole body
    s3   the newer six calls: token, next number, upload, create, progress, status

Only ``mapi/login`` and S2's names are published; the other addresses are each province's own (portal-contract.md
§1.1, §1.12), so a centre's settings may replace any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sync.province.protocol import Capabilities
from sync.province.settings import ProvinceSettings

# what S3's calls have no word for (portal-contract.md §1.12)
_NOT_IN_S3 = frozenset(
    {
        *('TenTTHC', 'MaLinhVuc', 'TenLinhVuc', 'KenhThucHien', 'ThongTinKhac', 'TrichYeuHoSo', 'GhiChu'),
        *('NgayHenTra', 'NgayTuChoi', 'NgayKetThucXuLy', 'NgayTra', 'ThongTinTra', 'HinhThuc', 'DonViXuLy'),
        *('NoiNopHoSo', 'HoSoCoThanhPhanSoHoa', 'TaiKhoanDuocXacThucVoiVNeID', 'DuocThanhToanTrucTuyen'),
        *('DSKetNoiCSDL', 'DanhSachTepDinhKemKhac', 'DanhSachHoSoBoSung'),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape: its addresses under the base and the most that it can do."""

    paths: Mapping[str, str]
    can: Capabilities


SHAPES: Mapping[str, Shape] = {
    's1': Shape(
        paths={'login': 'mapi/login', 'integration': 'mapi/tich-hop', 'share': 'mapi/chia-se', 'files': 'tep'},
        can=Capabilities(compares=True, returns=True),
    ),
    's2': Shape(
        paths={'token': 'token', 'services': 'KetNoiMotCuaQuocGia', 'files': 'tep'},
        can=Capabilities(compares=True, returns=True),
    ),
    's3': Shape(
        paths={
            'token': 'token',
            'number': 'api/GetNextValue',
            'upload': 'api/TaiLenTep',
            'create': 'api/TaoHoSo',
            'progress': 'api/CapNhatTienTrinh',
            'status': 'api/CapNhatTrangThai',
        },
        can=Capabilities(
            news=False,
            lookup=False,
            catalogue=False,
            files_first=True,
            ratings=False,
            questions=False,
            left_out=_NOT_IN_S3,
        ),
    ),
}


def paths_of(settings: ProvinceSettings) -> dict[str, str]:
    """The address of each call under the base, as the shape has it and the settings say otherwise."""
    said = dict(one.split('=', 1) for one in settings.paths)
    return {**SHAPES[settings.shape].paths, **{name: path.strip('/') for name, path in said.items()}}


def capabilities(settings: ProvinceSettings) -> Capabilities:
    """What a province can do: the most of its shape, less what the settings say that it lacks."""
    most = SHAPES[settings.shape].can
    return replace(
        most,
        numbers=most.numbers and settings.numbers,
        news=most.news and settings.news,
        files=most.files and settings.files,
        steps=most.steps and settings.steps,
        lookup=most.lookup and settings.lookup,
        catalogue=most.catalogue and settings.catalogue,
        files_first=most.files_first and settings.files,
        left_out=most.left_out | set(settings.left_out),
        compares=most.compares and settings.compares,
        returns=most.returns and settings.returns,
        ratings=most.ratings and settings.ratings,
        questions=most.questions and settings.questions,
    )
