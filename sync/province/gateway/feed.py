"""From the items of a gateway's change feed (ThayDoi) to changes; what isn't understood stays as it came."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from sync.province.protocol import (
    JSON,
    AskedPaper,
    Change,
    Changes,
    CodeBound,
    IssuedResult,
    ResultIssued,
    StateChanged,
    SupplementAsked,
    UnknownChange,
)
from sync.province.record import is_digest, read_moment


class _Common(TypedDict):
    id: str
    dossier: str
    at: datetime | None
    raw: Mapping[str, JSON]


def read_changes(payload: Mapping[str, JSON]) -> Changes:
    """A stretch of the feed.

    Raises:
        KeyError: the payload has no cursor.
    """
    listed = payload.get('DanhSach')
    return Changes(
        items=tuple(read_change(item) for item in listed if isinstance(item, dict)) if isinstance(listed, list) else (),
        cursor=str(payload['Cursor']),
        more=payload.get('ConNua') is True,
    )


def read_change(item: Mapping[str, JSON]) -> Change:
    """One item by its kind (``Loai``)."""
    common = _Common(
        id=_text(item, 'MaThayDoi'), dossier=_text(item, 'MaHoSo'), at=read_moment(_text(item, 'ThoiDiem')), raw=item
    )
    kind = _text(item, 'Loai')
    if kind == 'DoiMa' and _text(item, 'MaHoSoMoi'):
        return CodeBound(**common, code=_text(item, 'MaHoSoMoi'))
    if kind == 'TrangThai' and _text(item, 'TrangThai').isdigit():
        return _state(item, common)
    if kind == 'BoSung':
        return _supplement(item, common)
    if kind == 'KetQua':
        return ResultIssued(**common, results=tuple(_result(one) for one in _entries(item, 'DanhSachGiayToKetQua')))
    return UnknownChange(**common, kind=kind)


def _state(item: Mapping[str, JSON], common: _Common) -> Change:
    return StateChanged(
        **common,
        status=int(_text(item, 'TrangThai')),
        note=_text(item, 'NoiDung'),
        due_at=read_moment(_text(item, 'NgayHenTra')),
    )


def _supplement(item: Mapping[str, JSON], common: _Common) -> Change:
    return SupplementAsked(
        **common,
        serial=_text(item, 'HoSoBoSungId'),
        reason=_text(item, 'NoiDungBoSung'),
        asked_by=_text(item, 'NguoiYeuCauBoSung'),
        papers=tuple(
            AskedPaper(
                component=_text(one, 'MaThanhPhanHoSo'), name=_text(one, 'TenGiayTo'), what=_text(one, 'NoiDung')
            )
            for one in _entries(item, 'DanhSachGiayTo')
        ),
    )


def _result(one: Mapping[str, JSON]) -> IssuedResult:
    digest, size = _text(one, 'GiayToId'), _text(one, 'KichThuoc')
    return IssuedResult(
        code=_text(one, 'MaGiayToKetQua'),
        name=_text(one, 'TenGiayTo'),
        digest=digest if is_digest(digest) else '',
        size=int(size) if size.isdigit() else 0,
        url=_text(one, 'DuongDanTepTinKetQua'),
    )


def _entries(item: Mapping[str, JSON], name: str) -> list[dict[str, JSON]]:
    listed = item.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _text(item: Mapping[str, JSON], name: str) -> str:
    value = item.get(name)
    return '' if value is None else str(value)
