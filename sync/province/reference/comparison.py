"""Comparing with one machine of a centre: what it says it was given receipts for, and what is held here.

A machine says by day and kind how many things it counts, and a digest over them; where that isn't what is held of its
last list, it is asked for the list, and told exactly what is missing here, and what it once listed and no longer knows.
A thing is one line of text: a report ``<key> <receipt> <code>``, a step ``<code> <moment> <what>``, a file its SHA-256.

Each machine also bears a mark that moves on with every comparison, ``<count>.<random>``. A mark that was passed long
ago is a second machine of the same name, or one that was put back to an old copy of itself: neither may go on.
"""

import hashlib
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from sync.province.comparing import FILES, REPORTS, STEPS
from sync.province.protocol import JSON
from sync.province.reference import registry
from sync.province.reference.answers import TWIN, UNREADABLE, Said
from sync.province.reference.database import in_turn, upsert
from sync.province.reference.schema import ANSWER, LISTED, MACHINE, packed, unpacked
from sync.province.reference.vault import Vault

_MOST_ENTRIES = 100_000


class Comparison:
    """One comparison inside a transaction."""

    def __init__(self, books: sa.Connection, vault: Vault, unit: str, asked: JSON) -> None:
        """Read what was asked.

        Raises:
            Said: it has another shape.
        """
        self._books, self._vault, self._unit = books, vault, unit
        given = asked if isinstance(asked, dict) else {}
        self._machine, self._mark, self._next = (_text(given, name) for name in ('May', 'Dau', 'DauMoi'))
        self._sums, self._lists = _entries(given, 'TomTat'), _entries(given, 'ChiTiet')
        if not self._machine or _count(self._next) < 1:
            raise Said(200, UNREADABLE, "Thiếu May hoặc DauMoi")

    def answer(self) -> dict[str, JSON]:
        """What differs.

        Raises:
            Said: another machine bears this name.
        """
        self._move_on()
        wanted, missing, surplus = list[JSON](), list[JSON](), list[JSON]()
        named: set[tuple[str, str]] = set()
        for entry in self._sums:
            day, kind = _text(entry, 'Ngay'), _text(entry, 'Loai')
            named.add((day, kind))
            held = self._held(kind, self._listed(day, kind))
            if (str(len(held)), summed(held)) != (_text(entry, 'SoLuong'), _text(entry, 'SHA256')):
                wanted.append({'Ngay': day, 'Loai': kind})
        for entry in self._lists:
            day, kind = _text(entry, 'Ngay'), _text(entry, 'Loai')
            said = _lines(entry)
            before, here = set(self._listed(day, kind)), set(self._held(kind, said))
            missing += _differences(day, kind, [one for one in said if one not in here])
            surplus += _differences(day, kind, self._held(kind, sorted(before - set(said))))
            self._list(day, kind, said)
        if self._sums:
            surplus += self._unnamed(named)
        return {'CanChiTiet': wanted, 'Thieu': missing, 'Thua': surplus}

    def _move_on(self) -> None:
        in_turn(self._books, f'machine {self._unit} {self._machine}')
        same = (MACHINE.c.unit == self._unit) & (MACHINE.c.name == self._machine)
        row = self._books.execute(sa.select(MACHINE.c.mark).where(same)).first()
        # an older mark than the machine's own is ours: we were put back to a backup
        if row is not None and row.mark not in (self._mark, self._next) and _count(self._mark) <= _count(row.mark):
            raise Said(200, TWIN, "Có máy khác cùng tên, hoặc máy này đã khôi phục từ bản cũ", {'MayTrung': True})
        upsert(self._books, MACHINE, {'unit': self._unit, 'name': self._machine}, {'mark': self._next})

    def _unnamed(self, named: set[tuple[str, str]]) -> Iterable[JSON]:
        """Days that the machine listed once and doesn't count any more."""
        mine = (LISTED.c.unit == self._unit) & (LISTED.c.machine == self._machine)
        for row in self._books.execute(sa.select(LISTED).where(mine).order_by(LISTED.c.day, LISTED.c.kind)).all():
            if (row.day, row.kind) not in named:
                yield from _differences(row.day, row.kind, self._held(row.kind, _unpacked(row.lines)))
                self._books.execute(
                    LISTED.delete().where(mine & (LISTED.c.day == row.day) & (LISTED.c.kind == row.kind))
                )

    def _listed(self, day: str, kind: str) -> list[str]:
        same = (LISTED.c.unit == self._unit) & (LISTED.c.machine == self._machine)
        same &= (LISTED.c.day == day) & (LISTED.c.kind == kind)
        found = self._books.execute(sa.select(LISTED.c.lines).where(same)).scalar()
        return _unpacked(found) if found else []

    def _list(self, day: str, kind: str, lines: Sequence[str]) -> None:
        key = {'unit': self._unit, 'machine': self._machine, 'day': day, 'kind': kind}
        upsert(self._books, LISTED, key, {'lines': packed({'Muc': [*lines]})})

    def _held(self, kind: str, lines: Sequence[str]) -> list[str]:
        """Which of these things are here, in order."""
        if kind == FILES:
            return [line for line in lines if self._vault.holds(line)]
        if kind == STEPS:
            return self._steps_held(lines)
        return [line for line in lines if self._is_reported(*line.split(' ', 2))]

    def _steps_held(self, lines: Sequence[str]) -> list[str]:
        held: dict[str, set[str]] = {}
        for code in {line.partition(' ')[0] for line in lines}:
            mine = registry.unit_of(self._books, code) == self._unit
            told = registry.steps(self._books, code) if mine else []
            held[code] = {f'{code} {step.get("ThoiDiemXuLy")} {step.get("NoiDungXuLy")}' for step in told}
        return [line for line in lines if line in held[line.partition(' ')[0]]]

    def _is_reported(self, key: str, number: str = '', code: str = '') -> bool:
        if registry.unit_of(self._books, code) != self._unit:
            return False
        for (content,) in self._books.execute(sa.select(ANSWER.c.content).where(ANSWER.c.key == key)).all():
            result = unpacked(content).get('result')
            if isinstance(result, dict) and result.get('SoTiepNhan') == number:
                return True
        return False


def summed(lines: Iterable[str]) -> str:
    """SHA-256 over things in order, a line each."""
    return hashlib.sha256('\n'.join(sorted(lines)).encode()).hexdigest()


def _differences(day: str, kind: str, lines: Sequence[str]) -> list[JSON]:
    return [{'Ngay': day, 'Loai': kind, 'Muc': [*lines]}] if lines else []


def _entries(given: dict[str, JSON], name: str) -> list[dict[str, JSON]]:
    listed = given.get(name)
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    if len(entries) > _MOST_ENTRIES or any(_text(one, 'Loai') not in (REPORTS, STEPS, FILES) for one in entries):
        raise Said(200, UNREADABLE, "Loai phải là HoSo, TienDo hoặc Tep")
    return entries


def _lines(entry: dict[str, JSON]) -> list[str]:
    listed = entry.get('Muc')
    return sorted({str(one) for one in listed}) if isinstance(listed, list) else []


def _unpacked(text: str) -> list[str]:
    listed = unpacked(text)['Muc']
    return [str(one) for one in listed] if isinstance(listed, list) else []


def _text(entry: dict[str, JSON], name: str) -> str:
    value = entry.get(name)
    return '' if value is None else str(value)


def _count(mark: str) -> int:
    counted = mark.partition('.')[0]
    return int(counted) if counted.isascii() and counted.isdigit() and len(counted) < 10 else 0  # noqa: PLR2004  # no more than can be
