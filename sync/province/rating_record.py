"""A month's ratings as the portal takes them (DongBoDanhGia, portal-contract.md §1.8), and the rules of that record.

We ask one question, how she was served; the portal's second set of percentages, of the service itself, stays empty.
"""

from collections.abc import Iterator, Mapping

from office.rating import MonthlyRatings, shares
from sync.province.protocol import JSON
from sync.province.validation import NEEDED, TEXT, FieldProblem, Rule, entry_problems

_PERCENT = r'(\d|[1-9]\d|100)%'
OF_SERVING = ('PhanTramDanhGiaRatHaiLong', 'PhanTramDanhGiaHaiLong', 'PhanTramDanhGiaChuaHaiLong')
OF_SERVICE = (
    'PhanTramDanhGiaDichVuRatHaiLong',
    'PhanTramDanhGiaDichVuHaiLong',
    'PhanTramDanhGiaDichVuChuaHaiLong',
)
OPINIONS = 'DanhSachNoiDungYKien'

RATING: Mapping[str, Rule] = {
    'NgayTongHop': Rule(required=True, pattern=r'([1-9]|1[0-2])-\d{4}'),
    'TongSoNguoiDanhGia': Rule(required=True, pattern=r'[1-9]\d{0,8}'),
    **dict.fromkeys(OF_SERVING, Rule(required=True, pattern=_PERCENT)),
    'MaThuTuc': Rule(required=True, pattern=r'\d\.\d{6}(\.[A-Z0-9.]+)?'),
    'NoiDung': TEXT,
    **dict.fromkeys(OF_SERVICE, Rule(pattern=_PERCENT)),
    'Madonvi': NEEDED,
    'TenDonVi': NEEDED,
}


def rating_record(monthly: MonthlyRatings, *, unit: str, agency: str) -> dict[str, JSON]:
    """The one entry of a DongBoDanhGia call.

    Args:
        monthly: of whom at least one rated.
        unit: the unit's code at the province.
        agency: its name.
    """
    year, month = monthly.month.split('-')
    parts = shares((monthly.very, monthly.satisfied, monthly.not_satisfied))
    return {
        'NgayTongHop': f'{int(month)}-{year}',
        'TongSoNguoiDanhGia': str(monthly.rated),
        **{name: f'{part}%' for name, part in zip(OF_SERVING, parts, strict=True)},
        OPINIONS: list(monthly.opinions),
        'MaThuTuc': monthly.procedure,
        'NoiDung': '',
        **dict.fromkeys(OF_SERVICE, ''),
        'Madonvi': unit,
        'TenDonVi': agency,
    }


def rating_problems(record: Mapping[str, JSON]) -> list[FieldProblem]:
    """Everything wrong with a DongBoDanhGia record."""
    return [*entry_problems(record, RATING, ''), *_contradictions(record)]


def _contradictions(record: Mapping[str, JSON]) -> Iterator[FieldProblem]:
    said = record.get(OPINIONS, [])
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        yield FieldProblem(field=OPINIONS, code='field.kind', params={'wanted': 'list'})
    parts = [str(record.get(name, '')).removesuffix('%') for name in OF_SERVING]
    if all(part.isdecimal() for part in parts) and sum(map(int, parts)) != 100:  # noqa: PLR2004  # per cent
        yield FieldProblem(field=OF_SERVING[0], code='field.contradicts', params={'other': OF_SERVING[1]})
