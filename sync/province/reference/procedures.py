"""Procedures as LayDanhSachTTHC and LayThuTuc spell them (portal-contract.md §1.3)."""

from collections.abc import Iterable
from datetime import date

from office.errors import Refusal
from office.procedure import Channel, Procedure, in_force
from sync.province.protocol import JSON

# as the national catalogue writes them
_UNITS = {
    'working_day': "Ngày làm việc",
    'day': "Ngày",
    'hour': "Giờ",
    'month': "Tháng",
    'year': "Năm",
}
_CHANNEL = {'direct': '1', 'online': '2', 'postal': '3'}


class Published:
    """What is published, by code; several versions of one code may be."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._versions: dict[str, list[Procedure]] = {}
        for one in procedures:
            self._versions.setdefault(one.code, []).append(one)
        # most fields' national codes were never published with the procedures: a province numbers those itself
        unnumbered = {one.field for listed in self._versions.values() for one in listed if not one.field_code}
        self._fields = {name: f'H99-LV{place:02d}' for place, name in enumerate(sorted(unnumbered), start=1)}

    def listed(self, on: date) -> list[JSON]:
        """Code and name of what is in force on a day."""
        found = [self.find(code, on) for code in self._versions]
        return [{'MATTHC': one.code, 'TENTTHC': one.name} for one in found if one is not None]

    def fields(self, on: date) -> list[JSON]:
        """Code and name of every field that something in force belongs to."""
        found = [one for one in (self.find(code, on) for code in self._versions) if one is not None]
        named = {one.field_code or self._fields[one.field]: one.field for one in found}
        return [{'MALINHVUC': code, 'TENLINHVUC': name, 'MANGANH': ''} for code, name in sorted(named.items())]

    def find(self, code: str, on: date) -> Procedure | None:
        """The version in force on a day, None when there is none."""
        try:
            return in_force(self._versions.get(code, ()), on)
        except Refusal:
            return None

    def in_full(self, code: str, on: date) -> dict[str, JSON] | None:
        """A procedure as LayThuTuc gives it, None when it isn't published."""
        one = self.find(code, on)
        return _spelt(one, one.field_code or self._fields[one.field]) if one else None


def _spelt(one: Procedure, field_code: str) -> dict[str, JSON]:
    return {
        'MATTHC': one.code,
        'TENTTHC': one.name,
        'QUYETDINH': one.version,
        'TRANGTHAI': '1',
        'MOTACOQUANTHAMQUYEN': one.competent_agency,
        'CAPTHUCHIEN': list(one.levels),
        'LINHVUCTHUCHIEN': [{'MALINHVUC': field_code, 'TENLINHVUC': one.field}],
        'CACHTHUCTHUCHIEN': [_channel(channel) for channel in one.channels],
        'THANHPHANHOSO': [
            {
                'TRUONGHOP': case.name,
                'GIAYTO': [{'MAGIAYTO': paper.code, 'TENGIAYTO': paper.name} for paper in case.components],
            }
            for case in one.cases
        ],
        'KETQUATHUCHIEN': [{'MAKETQUA': result.code, 'TENKETQUA': result.name} for result in one.results],
        'CANCUPHAPLY': [{'SOVANBAN': '', 'TENVANBAN': text} for text in one.legal_basis],
    }


def _channel(channel: Channel) -> JSON:
    limit = channel.limit
    fees: list[JSON] = [
        {
            'MAPHILEPHI': fee.code,
            'SOTIEN': '' if fee.amount is None else str(fee.amount),
            'DONVI': fee.currency,
            'MOTA': fee.text,
        }
        for fee in channel.fees
    ]
    return {
        'KENH': _CHANNEL.get(channel.method, ''),
        'THOIGIAN': [
            {
                'THOIGIANGIAIQUYET': '' if limit.quantity is None else f'{limit.quantity:g}',
                'DONVITINH': _UNITS.get(limit.unit, limit.unit),
                'MOTA': limit.text,
                'PHILEPHI': fees,
            }
        ],
    }
