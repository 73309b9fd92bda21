"""Official dossier codes, given out in blocks; a number is given once and never comes back."""

from datetime import date

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.answers import EXHAUSTED, UNREADABLE, Said
from sync.province.reference.schema import RETURNED, SERIES, upsert

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
    first = books.execute(sa.select(SERIES.c.next).where(SERIES.c.prefix == prefix).with_for_update()).scalar() or 1
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
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last) < 10**WIDTH):
        raise Said(200, UNREADABLE, "TuSo và DenSo không hợp lệ")
    reached = books.execute(sa.select(SERIES.c.next).where(SERIES.c.prefix == prefix)).scalar() or 1
    if not prefix.startswith(f'{unit}-') or int(last) >= reached:
        raise Said(200, UNREADABLE, "Các mã này chưa được cấp")
    books.execute(RETURNED.delete().where((RETURNED.c.prefix == prefix) & (RETURNED.c.first == int(first))))
    books.execute(RETURNED.insert().values(prefix=prefix, first=int(first), last=int(last)))
    return {'SoLuong': str(int(last) - int(first) + 1)}
