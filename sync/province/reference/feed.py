"""The change feed: what happened to a unit's dossiers, in the order the province wrote it down."""

from collections.abc import Mapping

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.answers import UNREADABLE, Said
from sync.province.reference.database import in_turn
from sync.province.reference.schema import CHANGE, packed, unpacked

_MOST = 500
# what a database's whole number can count
_DIGITS = 18


def tell(books: sa.Connection, unit: str, item: Mapping[str, JSON]) -> str:
    """Append a change and return its id; a unit's changes become visible in the order of their ids."""
    in_turn(books, f'feed {unit}')
    made = books.execute(CHANGE.insert().values(unit=unit, item=packed(dict(item))))
    return str(made.inserted_primary_key[0]) if made.inserted_primary_key else ''


def after(books: sa.Connection, unit: str, cursor: str, *, limit: int, overlap: int) -> dict[str, JSON]:
    """At most ``limit`` changes beyond a cursor, and a few before it once more.

    Raises:
        Said: the cursor is none of ours.
    """
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _DIGITS):
        raise Said(200, UNREADABLE, "Con trỏ không hợp lệ")
    seen, most = int(cursor or 0), min(max(limit, 1), _MOST)
    mine = sa.select(CHANGE).where(CHANGE.c.unit == unit)
    again = books.execute(mine.where(CHANGE.c.seq <= seen).order_by(CHANGE.c.seq.desc()).limit(overlap)).all()
    fresh = books.execute(mine.where(CHANGE.c.seq > seen).order_by(CHANGE.c.seq).limit(most + 1)).all()
    given = fresh[:most]
    return {
        'DanhSach': [{**unpacked(row.item), 'MaThayDoi': str(row.seq)} for row in (*reversed(again), *given)],
        'Cursor': str(given[-1].seq if given else seen),
        'ConNua': len(fresh) > most,
    }
