"""Procedures as a province publishes them (LayThuTuc), read into ours, and what differs from the ones in force.

What the service doesn't say, such as how many copies of a paper, stays as we know it; a paper that is new is asked for
once in the original, as the published lists nearly always do, and an officer sees that it is new.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from office.catalogue_import import form_set_of
from office.papers import ListedComponent
from office.procedure import UNITS, Case, Channel, FeeNote, ListedResult, Procedure, TimeLimit
from sync.province.protocol import JSON

_METHODS = {'1': 'direct', '2': 'online', '3': 'postal'}
_UNITS = {
    "ngày làm việc": 'working_day',
    "ngày": 'day',
    "giờ": 'hour',
    "tháng": 'month',
    "năm": 'year',
    **{unit: unit for unit in UNITS},
}
_DONG = frozenset({'', 'vnd', 'vnđ', "đồng", "đ"})
# between the publishing decision and the day on which we learned of a change under the same decision
_LEARNED = ' · '


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One procedure as published; ``public`` False once it was withdrawn."""

    code: str
    name: str
    decision: str
    field: str
    field_code: str
    agency: str
    levels: tuple[str, ...]
    channels: tuple[Channel, ...]
    cases: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    results: tuple[ListedResult, ...]
    legal_basis: tuple[str, ...]
    public: bool = True


def read_procedure(payload: Mapping[str, JSON]) -> Published | None:
    """What LayThuTuc said, None where it names no procedure."""
    code, name = _text(payload, 'MATTHC'), _text(payload, 'TENTTHC')
    if not code or not name:
        return None
    field = next(iter(_entries(payload, 'LINHVUCTHUCHIEN')), {})
    levels = payload.get('CAPTHUCHIEN')
    return Published(
        code=code,
        name=name,
        decision=_text(payload, 'QUYETDINH'),
        field=_text(field, 'TENLINHVUC'),
        field_code=_text(field, 'MALINHVUC'),
        agency=_text(payload, 'MOTACOQUANTHAMQUYEN'),
        levels=tuple(one for one in levels if isinstance(one, str)) if isinstance(levels, list) else (),
        channels=tuple(
            _channel(one) for one in _entries(payload, 'CACHTHUCTHUCHIEN') if _text(one, 'KENH') in _METHODS
        ),
        cases=tuple(
            (
                _text(one, 'TRUONGHOP'),
                tuple((_text(p, 'MAGIAYTO'), _text(p, 'TENGIAYTO')) for p in _entries(one, 'GIAYTO')),
            )
            for one in _entries(payload, 'THANHPHANHOSO')
        ),
        results=tuple(
            ListedResult(code=_text(one, 'MAKETQUA'), name=_text(one, 'TENKETQUA'))
            for one in _entries(payload, 'KETQUATHUCHIEN')
        ),
        legal_basis=tuple(
            _text(one, 'SOVANBAN') or _text(one, 'TENVANBAN') for one in _entries(payload, 'CANCUPHAPLY')
        ),
        public=_text(payload, 'TRANGTHAI') in ('', '1'),
    )


def changes(current: Procedure, published: Published) -> tuple[str, ...]:
    """Which of our attributes the publication contradicts; what it leaves empty contradicts nothing."""
    return tuple(name for name, theirs, ours in _compared(current, published) if theirs and theirs != ours)


def merged(current: Procedure | None, published: Published, today: date) -> Procedure:
    """The procedure as published from today on, with what only we know of the one before."""
    if current is None:
        return _new(published, today)
    different = frozenset(changes(current, published))
    makers: Mapping[str, Callable[[], object]] = {
        'name': lambda: published.name,
        'field': lambda: published.field,
        'field_code': lambda: published.field_code,
        'competent_agency': lambda: published.agency,
        'channels': lambda: _with_kinds(published.channels, current),
        'cases': lambda: _cases(published, current),
        'results': lambda: published.results,
    }
    made = {name: make() for name, make in makers.items() if name in different}
    if 'channels' in made:
        # the limits of its cases were those of the channels before
        made['case_limits'] = ()
    version = published.decision or _decision(current.version)
    if version == _decision(current.version):
        version = f'{version}{_LEARNED}{today.isoformat()}'
    return replace(current, version=version, effective_from=today, **made)  # type: ignore[arg-type]  # by name


def _compared(current: Procedure, published: Published) -> tuple[tuple[str, object, object], ...]:
    return (
        ('version', published.decision, _decision(current.version)),
        ('name', published.name, current.name),
        ('field', published.field, current.field),
        ('field_code', published.field_code, current.field_code),
        ('competent_agency', published.agency, current.competent_agency),
        ('channels', _plain(published.channels), _plain(current.channels)),
        (
            'cases',
            published.cases,
            tuple((case.name, tuple((part.code, part.name) for part in case.components)) for case in current.cases),
        ),
        ('results', published.results, current.results),
    )


def _new(published: Published, today: date) -> Procedure:
    return Procedure(
        code=published.code,
        version=published.decision or today.isoformat(),
        effective_from=today,
        name=published.name,
        field=published.field,
        field_code=published.field_code,
        levels=published.levels,
        competent_agency=published.agency,
        channels=published.channels,
        cases=_cases(published, None),
        results=published.results,
        legal_basis=published.legal_basis,
        form_set=form_set_of(published.field),
    )


def _decision(version: str) -> str:
    return version.split(_LEARNED, maxsplit=1)[0]


def _plain(channels: tuple[Channel, ...]) -> tuple[object, ...]:
    """Channels without the kinds of fees, which the service doesn't tell."""
    return tuple(replace(one, fees=tuple(replace(fee, kind='') for fee in one.fees)) for one in channels)


def _with_kinds(channels: tuple[Channel, ...], current: Procedure) -> tuple[Channel, ...]:
    kinds = {fee.code: fee.kind for channel in current.channels for fee in channel.fees}
    return tuple(
        replace(one, fees=tuple(replace(fee, kind=kinds.get(fee.code, '')) for fee in one.fees)) for one in channels
    )


def _cases(published: Published, current: Procedure | None) -> tuple[Case, ...]:
    known = {part.code: part for case in (current.cases if current else ()) for part in case.components}
    return tuple(
        Case(
            name=name,
            components=tuple(
                replace(known[code], name=paper)
                if code in known
                else ListedComponent(code=code or f'#{position}.{place}', name=paper, originals=1, copies=0)
                for place, (code, paper) in enumerate(papers, start=1)
            ),
        )
        for position, (name, papers) in enumerate(published.cases, start=1)
    )


def _channel(one: Mapping[str, JSON]) -> Channel:
    times = _entries(one, 'THOIGIAN')
    limits = [_limit(time) for time in times]
    text = '; '.join(
        f'{_text(time, "THOIGIANGIAIQUYET")} {_text(time, "DONVITINH")} {limit.text}'
        for time, limit in zip(times, limits, strict=True)
    )
    # several limits in one channel are for cases that the service doesn't name
    limit = limits[0] if len(limits) == 1 else TimeLimit(quantity=None, unit='other', text=' '.join(text.split()))
    fees = tuple(_fee(fee) for time in times for fee in _entries(time, 'PHILEPHI'))
    return Channel(method=_METHODS[_text(one, 'KENH')], limit=limit, fees=fees)


def _limit(time: Mapping[str, JSON]) -> TimeLimit:
    unit, note = _UNITS.get(_text(time, 'DONVITINH').casefold(), 'other'), _text(time, 'MOTA')
    spelt = _text(time, 'THOIGIANGIAIQUYET').replace(',', '.')
    try:
        quantity = float(spelt)
    except ValueError:
        return TimeLimit(quantity=None, unit='other', text=' '.join(f'{spelt} {note}'.split()))
    sound = 0 < quantity < float('inf')
    return TimeLimit(quantity=quantity if sound else None, unit=unit if sound else 'other', text=note)


def _fee(fee: Mapping[str, JSON]) -> FeeNote:
    spelt, currency, text = _text(fee, 'SOTIEN'), _text(fee, 'DONVI'), _text(fee, 'MOTA')
    digits = spelt.replace('.', '').replace(',', '')
    amount = int(digits) if digits.isdecimal() else None
    return FeeNote(
        code=_text(fee, 'MAPHILEPHI'),
        kind='',
        amount=amount,
        currency='VND' if currency.casefold() in _DONG else currency,
        text=text if amount is not None or not spelt else ' '.join(f'{spelt} {text}'.split()),
    )


def _entries(payload: Mapping[str, JSON], name: str) -> list[dict[str, JSON]]:
    listed = payload.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _text(payload: Mapping[str, JSON], name: str) -> str:
    value = payload.get(name)
    return '' if value is None else ' '.join(str(value).split())
