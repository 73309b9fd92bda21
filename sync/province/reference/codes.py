"""Official dossier codes, given out in blocks; a number is given once and never comes back."""

from datetime import date

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.answers import EXHAUSTED, UNREADABLE, Said
from sync.province.reference.database import in_turn, upsert
from sync.province.reference.schema import RETURNED, SERIES

# four digits of the day's serial (portal-contract.md §1.4, field 1)
WIDTH = 4
# a whole busy day of one counter; more would strand numbers on a machine that breaks
LARGEST_BLOCK = 500


def reserve(books: sa.Connection, unit: str, day: date, count: JSON) -> dict[str, JSON]:
    """Take the next ``count`` codes of a unit's day.

    Raises:
        Said: the count isn't one, or the day has no more numbers.
    """
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= LARGEST_BLOCK:
        raise Said(200, UNREADABLE, f"SoLuong phải từ 1 đến {LARGEST_BLOCK}")
    prefix = f'{unit}-{day:%y%m%d}-'
    in_turn(books, f'series {prefix}')
    first = books.execute(sa.select(SERIES.c.next).where(SERIES.c.prefix == prefix)).scalar() or 1
    last = first + count - 1
    if last >= 10**WIDTH:
        raise Said(200, EXHAUSTED, f"Đã hết mã hồ sơ của ngày {day:%d/%m/%Y}")
    upsert(books, SERIES, {'prefix': prefix}, {'next': last + 1})
    return {
        'MaKhoi': f'{prefix}{first:0{WIDTH}d}',
        'TienTo': prefix,
        'TuSo': str(first),
        'DenSo': str(last),
        'DoRong': str(WIDTH),
        'Ngay': f'{day:%Y%m%d}',
    }


def take_back(books: sa.Connection, unit: str, asked: JSON) -> dict[str, JSON]:
    """Note that reserved codes stay unused; they are void, and never given again.

    Raises:
        Said: they were never given to this unit.
    """
    given = asked if isinstance(asked, dict) else {}
    prefix, first, last = (str(given.get(name, '')) for name in ('TienTo', 'TuSo', 'DenSo'))
    if not (_is_serial(first) and _is_serial(last) and 1 <= int(first) <= int(last)):
        raise Said(200, UNREADABLE, "TuSo và DenSo không hợp lệ")
    reached = books.execute(sa.select(SERIES.c.next).where(SERIES.c.prefix == prefix)).scalar() or 1
    if not prefix.startswith(f'{unit}-') or int(last) >= reached:
        raise Said(200, UNREADABLE, "Các mã này chưa được cấp")
    upsert(books, RETURNED, {'prefix': prefix, 'first': int(first)}, {'last': int(last)})
    return {'SoLuong': str(int(last) - int(first) + 1)}


def _is_serial(spelt: str) -> bool:
    return spelt.isascii() and spelt.isdigit() and len(spelt) <= WIDTH
