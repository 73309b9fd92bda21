"""The dossiers that the province holds: as reported, as officials changed them, and the steps they went through.

A field that officials set stays theirs until the centre reports a change of that very field; so a late repetition of
an old report can't undo the province's state, and the centre's own later news is heard.
"""

import hashlib
from collections.abc import Mapping

import sqlalchemy as sa

from sync.province.protocol import JSON
from sync.province.reference.answers import ABSENT, EXISTS, Said
from sync.province.reference.database import add, in_turn, upsert
from sync.province.reference.schema import ANSWER, DOSSIER, FORMER_CODE, PROGRESS, packed, unpacked


def present_code(books: sa.Connection, code: str) -> str:
    """The code under which a dossier is filed now, whichever it was given before."""
    now = books.execute(sa.select(FORMER_CODE.c.now).where(FORMER_CODE.c.code == code)).scalar()
    return now or code


def take_turn(books: sa.Connection, *codes: str) -> None:
    """Let nobody else create, change or renumber the dossiers of these codes until the transaction ends."""
    in_turn(books, *(f'dossier {code}' for code in codes))


def report(books: sa.Connection, unit: str, record: dict[str, JSON], *, updating: bool) -> None:
    """Take a dossier as a centre reports it, in a transaction that has its turn at the code.

    Raises:
        Said: it exists and the call creates, it doesn't and the call updates, or it is another unit's.
    """
    code = str(record['MaHoSo'])
    row = _row(books, code, to_change=True)
    if row is not None and row.unit != unit:
        raise Said(403, '403', "Hồ sơ của đơn vị khác")
    if row is not None and not updating:
        raise Said(200, EXISTS, f"Hồ sơ {code} đã tồn tại")
    if row is None and updating:
        raise Said(200, ABSENT, f"Hồ sơ {code} chưa tồn tại")
    before, official = (unpacked(row.record), unpacked(row.official)) if row is not None else ({}, {})
    kept = {name: value for name, value in official.items() if record.get(name) == before.get(name)}
    values = {'unit': unit, 'record': packed(record), 'official': packed(kept)}
    upsert(books, DOSSIER, {'code': code if row is None else row.code}, values)


def add_progress(books: sa.Connection, unit: str, item: dict[str, JSON]) -> None:
    """Take one step of a dossier, in a transaction that has its turn at the code; a step told twice is one step.

    Raises:
        Said: the dossier was never acknowledged, or is another unit's.
    """
    code = str(item['MaHoSo'])
    row = _row(books, code)
    if row is None or row.unit != unit:
        raise Said(200, ABSENT, f"Hồ sơ {code} chưa tồn tại")
    text = packed(item)
    digest = hashlib.sha256(text.encode()).hexdigest()
    add(books, PROGRESS, {'dossier': row.code, 'digest': digest, 'item': text})


def held(books: sa.Connection, code: str) -> dict[str, JSON] | None:
    """A dossier in the portal's field names, as the province sees it now."""
    row = _row(books, code)
    if row is None:
        return None
    return {**unpacked(row.record), **unpacked(row.official), 'MaHoSo': row.code}


def unit_of(books: sa.Connection, code: str) -> str | None:
    """The unit that reported a dossier."""
    row = _row(books, code)
    return row.unit if row is not None else None


def codes(books: sa.Connection) -> list[str]:
    """Every dossier's code."""
    return list(books.execute(sa.select(DOSSIER.c.code).order_by(DOSSIER.c.code)).scalars())


def steps(books: sa.Connection, code: str) -> list[dict[str, JSON]]:
    """The steps of a dossier in the order they were told."""
    found = sa.select(PROGRESS.c.item).where(PROGRESS.c.dossier == present_code(books, code))
    return [unpacked(text) for text in books.execute(found.order_by(PROGRESS.c.seq)).scalars()]


def decide(books: sa.Connection, code: str, fields: Mapping[str, JSON]) -> None:
    """Let officials set fields of a dossier."""
    row = _row(books, code, to_change=True)
    if row is not None:
        official = packed({**unpacked(row.official), **fields})
        books.execute(DOSSIER.update().where(DOSSIER.c.code == row.code).values(official=official))


def renumber(books: sa.Connection, code: str, new: str) -> None:
    """File a dossier under another code; every code it ever had still finds it."""
    old = present_code(books, code)
    every = books.execute(sa.select(FORMER_CODE.c.code).where(FORMER_CODE.c.now == old)).scalars()
    take_turn(books, old, new, *every)
    for table, column in ((DOSSIER, DOSSIER.c.code), (PROGRESS, PROGRESS.c.dossier), (FORMER_CODE, FORMER_CODE.c.now)):
        books.execute(table.update().where(column == old).values({column.name: new}))
    books.execute(FORMER_CODE.insert().values(code=old, now=new))


def forget(books: sa.Connection, code: str) -> None:
    """Lose a dossier and every memory of having acknowledged it, as a restored backup does."""
    books.execute(DOSSIER.delete().where(DOSSIER.c.code == code))
    books.execute(PROGRESS.delete().where(PROGRESS.c.dossier == code))
    for row in books.execute(sa.select(ANSWER)).all():
        result = unpacked(row.content).get('result')
        named = result.get('MaHoSo') if isinstance(result, dict) else None
        if isinstance(named, list) and code in named:
            books.execute(ANSWER.delete().where((ANSWER.c.client == row.client) & (ANSWER.c.key == row.key)))


def _row(books: sa.Connection, code: str, *, to_change: bool = False) -> sa.Row[tuple[str, str, str, str]] | None:
    now = sa.select(FORMER_CODE.c.now).where(FORMER_CODE.c.code == code).scalar_subquery()
    found = sa.select(DOSSIER).where(DOSSIER.c.code == sa.func.coalesce(now, code))
    return books.execute(found.with_for_update() if to_change else found).first()
