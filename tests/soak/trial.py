"""Whether the books would notice: a loss or a double is planted in a copy of one side, and must be found."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.soak.books import balanced
from tests.soak.ledgers import Ledgers, ProvinceBooks, province_books

# what is planted in the province's own tables, and the book that must say so
PLANTED: tuple[tuple[str, str], ...] = (
    ('DELETE FROM dossier WHERE code = (SELECT min(code) FROM dossier)', 'dossiers received'),
    ("INSERT INTO dossier SELECT code || 'x', unit, record, official FROM dossier LIMIT 1", 'dossiers received'),
    (
        "DELETE FROM receipt WHERE number = (SELECT min(number) FROM receipt WHERE service = 'DongBoHoSoMC')",
        'receipts of the province',
    ),
    (
        (
            "INSERT INTO receipt (unit, service, digest, at) SELECT unit, service, digest, at FROM receipt"
            " WHERE service = 'DongBoHoSoMC' LIMIT 1"
        ),
        'receipts of the province',
    ),
    ('UPDATE series SET next = 2', 'codes'),
    ('INSERT OR REPLACE INTO returned SELECT prefix, 1, next - 1 FROM series', 'codes'),
)


def unnoticed(province: Path, ledgers: Ledgers) -> list[str]:
    """What was planted and not found; [] when the books see all of it."""
    return [
        *(said for words, book in PLANTED if (said := _tried(province, ledgers, words, book))),
        *_file_lost(ledgers),
        *_ticket_lost(ledgers),
    ]


def found(ledgers: Ledgers, book: str) -> set[str]:
    """The differences of one book."""
    return set(next(line.differences for line in balanced(ledgers) if line.book == book))


def _tried(province: Path, ledgers: Ledgers, words: str, book: str) -> str:
    copy = province / 'copy.db'
    shutil.copyfile(province / 'tinh.db', copy)
    with closing(sqlite3.connect(copy)) as books, books:
        books.execute(words)
    planted = replace(ledgers, province=province_books(copy, province / 'tep'))
    copy.unlink()
    return '' if found(planted, book) - found(ledgers, book) else f'{book}: {words}'


def _file_lost(ledgers: Ledgers) -> list[str]:
    def without(province: ProvinceBooks, digest: str) -> ProvinceBooks:
        return replace(province, files={one: real for one, real in province.files.items() if one != digest})

    def altered(province: ProvinceBooks, digest: str) -> ProvinceBooks:
        return replace(province, files={**province.files, digest: '0' * 64})

    makers: tuple[Callable[[ProvinceBooks, str], ProvinceBooks], ...] = (without, altered)
    digest = next(iter(ledgers.province.files), None)
    if digest is None:
        return ['files: there are none']
    planted = [replace(ledgers, province=make(ledgers.province, digest)) for make in makers]
    return [f'files: {digest}' for one in planted if found(one, 'files') <= found(ledgers, 'files')]


def _ticket_lost(ledgers: Ledgers) -> list[str]:
    """A kiosk whose store has forgotten a ticket that a citizen holds."""
    for device, books in ledgers.machines.items():
        shown = next(iter(books.seen.done['ticket']), None)
        if shown is None:
            continue
        own = [fact for fact in books.own if fact.subject != shown]
        planted = replace(ledgers, machines={**ledgers.machines, device: replace(books, own=own)})
        return [] if found(planted, 'tickets') - found(ledgers, 'tickets') else [f'tickets: {shown}']
    return ['tickets: there are none']
