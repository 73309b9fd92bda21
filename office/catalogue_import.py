"""The national catalogue as crawled, a JSON record a line: read what is sound, list what is not by line and reason."""

import itertools
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from office.errors import Refusal
from office.papers import ListedComponent
from office.procedure import UNITS, Case, Channel, FeeNote, ListedResult, Procedure, TimeLimit

METHODS = {'DIRECT': 'direct', 'ONLINE': 'online', 'POSTAL': 'postal'}

# headings that divide one case's list, in the order an officer works through them: forms, papers to hand in, papers to
# show, remarks; whatever else stands above a list is a case of its own
_SECTIONS = (
    re.compile(r'(thành phần hồ sơ|hồ sơ)?( bao gồm| gồm)?( có)?|\d+ bộ hồ sơ'),
    re.compile(r'(các )?giấy tờ phải nộp\b.*|thành phần hồ sơ phải nộp\b.*'),
    re.compile(r'(các )?giấy tờ phải xuất trình\b.*|thành phần hồ sơ phải xuất trình\b.*'),
    re.compile(r'lưu ý\b.*'),
)

# police residence procedures have their own forms (Circular 66/2023/TT-BCA)
_CT_FIELDS = ('cư trú',)

# a record without a decision date is in force since before the product knew it
_SINCE_EVER = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A record that was left out: its line from 1, its code where it has one, and the reason as a code."""

    line: int
    procedure: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What a catalogue file gave."""

    procedures: tuple[Procedure, ...]
    bad: tuple[BadLine, ...]


def read(lines: Iterable[str]) -> ImportOutcome:
    """Read a catalogue.

    Raises:
        Refusal: ``catalogue.shape`` when not one record is sound: then it is another kind of file.
    """
    sound: list[Procedure] = []
    bad: list[BadLine] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        code = ''
        try:
            record = json.loads(line)
            code = str(record['code'])
            procedure = _procedure(record)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            bad.append(BadLine(line=number, procedure=code, reason=_reason(error)))
            continue
        if procedure.code in seen:
            bad.append(BadLine(line=number, procedure=code, reason='repeated'))
            continue
        seen.add(procedure.code)
        sound.append(procedure)
    if not sound:
        raise Refusal('catalogue.shape', bad=len(bad))
    return ImportOutcome(procedures=tuple(sound), bad=tuple(bad))


class _Unsound(ValueError):
    """A record whose values can't be what they are called; its text is the reason's code."""


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | RecursionError):
        return 'not_json'
    if isinstance(error, KeyError):
        return f'missing:{error.args[0]}'
    if isinstance(error, _Unsound):
        return str(error)
    return 'wrong_value' if isinstance(error, ValueError | OverflowError) else 'wrong_kind'


def _procedure(record: Mapping[str, Any]) -> Procedure:
    if not record['code'] or not str(record['name']).strip():
        raise _Unsound('no_name')
    decided = record.get('decision_date')
    agencies = record.get('agencies') or {}
    field = str(record.get('field') or '')
    return Procedure(
        code=str(record['code']),
        version=str(record.get('decision_no') or decided or ''),
        effective_from=date.fromisoformat(decided) if decided else _SINCE_EVER,
        name=' '.join(str(record['name']).split()),
        field=field,
        field_code=str(record.get('field_code') or ''),
        levels=tuple(str(level) for level in record.get('levels') or ()),
        competent_agency=str(agencies.get('competent') or agencies.get('executing') or ''),
        channels=tuple(_channel(one) for one in record['channels']),
        cases=_cases(record['composition']),
        results=tuple(_result(one) for one in record.get('results') or ()),
        legal_basis=tuple(str(one.get('number') or one.get('title') or '') for one in record.get('legal_basis') or ()),
        case_limits=tuple(_limit(one['qty'], one['unit'], '') for one in record.get('time_cases') or ()),
        form_set=form_set_of(field),
    )


def form_set_of(field: str) -> str:
    """The set of printed forms that a field uses."""
    return 'ct' if any(word in field.lower() for word in _CT_FIELDS) else 'tt03'


def _channel(record: Mapping[str, Any]) -> Channel:
    method = METHODS.get(record['method'])
    if method is None:
        raise _Unsound('channel')
    return Channel(
        method=method,
        limit=_limit(record['time_qty'], record['time_unit'], str(record.get('note') or '')),
        fees=tuple(_fee(fee) for fee in record.get('fees') or ()),
    )


def _limit(quantity: object, unit: object, note: str) -> TimeLimit:
    known = str(unit) if unit in UNITS else 'other'
    if isinstance(quantity, int | float) and not isinstance(quantity, bool):
        if quantity <= 0 or not math.isfinite(quantity):
            return TimeLimit(quantity=None, unit='other', text=note)
        return TimeLimit(quantity=float(quantity), unit=known, text=note)
    return TimeLimit(quantity=None, unit='other', text=' '.join(f'{quantity or ""} {note}'.split()))


def _fee(record: Mapping[str, Any]) -> FeeNote:
    amount = record.get('amount')
    if isinstance(amount, float) and amount.is_integer():
        amount = int(amount)
    if amount is not None and (type(amount) is not int or amount < 0):
        raise _Unsound('fee_amount')
    return FeeNote(
        code=str(record.get('code') or ''),
        kind=str(record.get('kind') or ''),
        amount=amount,
        currency=str(record.get('currency') or 'VND'),
        text=' '.join(str(record.get('text') or '').split()),
    )


def _cases(records: Iterable[Mapping[str, Any]]) -> tuple[Case, ...]:
    """The cases with their papers; a paper without a code gets one from its place, so that it can be named.

    Lists under headings that only divide ("papers to be shown") are one case, the first, in the order of work.
    """
    divided: list[tuple[int, tuple[ListedComponent, ...]]] = []
    cases: list[Case] = []
    for case_position, record in enumerate(records, start=1):
        heading = ' '.join(str(record.get('case') or '').strip('*+ :-').split())
        section = _section(heading)
        parts = tuple(
            _component(item, f'{case_position}.{position}', '' if section is None else heading)
            for position, item in enumerate(record['items'], start=1)
        )
        if section is None:
            cases.append(Case(name=_unused(heading, cases), components=_distinct(parts)))
        else:
            divided.append((section, parts))
    divided.sort(key=lambda one: one[0])
    common = _distinct(tuple(part for _, parts in divided for part in parts))
    return (Case(name='', components=common), *cases) if common or not cases else tuple(cases)


def _unused(name: str, cases: Iterable[Case]) -> str:
    """The name, numbered where the catalogue gives two cases the same one: both must be open to choice."""
    taken = {case.name for case in cases}
    numbered = (f'{name} ({number})' for number in itertools.count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _section(heading: str) -> int | None:
    """The rank of a heading that divides a list; None for the name of a case."""
    folded = heading.lower()
    return next((rank for rank, pattern in enumerate(_SECTIONS) if pattern.fullmatch(folded)), None)


def _component(item: Mapping[str, Any], place: str, section: str) -> ListedComponent:
    originals, copies = int(item.get('originals') or 0), int(item.get('copies') or 0)
    if originals < 0 or copies < 0:
        raise _Unsound('paper_count')
    name = ' '.join(str(item['name']).split()).lstrip('-+* ')
    return ListedComponent(
        code=str(item.get('code') or f'#{place}'),
        name=name,
        originals=originals,
        copies=copies,
        is_note=originals == 0 and copies == 0,
        section=section,
    )


def _distinct(parts: tuple[ListedComponent, ...]) -> tuple[ListedComponent, ...]:
    by_code: dict[str, ListedComponent] = {}
    for part in parts:
        by_code.setdefault(part.code, part)
    return tuple(by_code.values())


def _result(record: object) -> ListedResult:
    if isinstance(record, Mapping):
        return ListedResult(code=str(record.get('code') or ''), name=str(record.get('name') or ''))
    return ListedResult(code='', name=str(record))
