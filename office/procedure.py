"""A procedure (thủ tục hành chính) as published: versioned by its effective date, with the traps of real data kept.

What the national catalogue states unclearly is kept unclear: an amount of 0 whose text describes a fee is no zero, a
time limit in free text is no number of days, and a note among the papers is not a paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from office.errors import Refusal
from office.papers import ListedComponent

UNITS = ('hour', 'working_day', 'day', 'month', 'year', 'other')


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A legal time limit; ``quantity`` None or ``unit`` 'other' where only ``text`` says it."""

    quantity: float | None
    unit: str
    text: str = ''

    @property
    def is_computable(self) -> bool:
        """Whether a due time can be computed from it."""
        return self.quantity is not None and self.unit != 'other'


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNote:
    """A fee as published: an amount in ``currency``, or only a text."""

    code: str
    kind: str
    amount: int | None
    currency: str = 'VND'
    text: str = ''

    @property
    def is_unclear(self) -> bool:
        """Whether the officer must read the text: no amount, 0 with a text that describes a fee, or not in đồng.

        The text export lost currencies: an amount of 10 there is 10 USD (``currency`` is then ``'VND?'``).
        """
        return self.amount is None or self.currency != 'VND' or (self.amount == 0 and bool(self.text.strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way of handing in: ``'direct'``, ``'online'`` or ``'postal'``, with its own time limit and fees."""

    method: str
    limit: TimeLimit
    fees: tuple[FeeNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case of a procedure with its published list of papers."""

    name: str
    components: tuple[ListedComponent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedResult:
    """A result that the procedure gives."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One version of a procedure; ``version`` names its publishing decision.

    ``keywords`` are what people call it who don't know its official name ("sổ đỏ", "bằng lái").
    """

    code: str
    version: str
    effective_from: date
    name: str
    field: str
    field_code: str
    levels: tuple[str, ...]
    competent_agency: str
    channels: tuple[Channel, ...]
    cases: tuple[Case, ...]
    results: tuple[ListedResult, ...]
    legal_basis: tuple[str, ...] = ()
    case_limits: tuple[TimeLimit, ...] = ()
    form_set: str = 'tt03'
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A trap of the published data that an officer must see: its code and the text it is about."""

    code: str
    about: str


def in_force(versions: Iterable[Procedure], on: date) -> Procedure:
    """The version in force on a day.

    Raises:
        Refusal: ``procedure.not_in_force`` when every version begins later, ``procedure.unknown`` when there is none.
    """
    listed = list(versions)
    if not listed:
        raise Refusal('procedure.unknown', procedure='')
    begun = [one for one in listed if one.effective_from <= on]
    if not begun:
        raise Refusal('procedure.not_in_force', procedure=listed[0].code, day=on.isoformat())
    return max(begun, key=lambda one: one.effective_from)


def case_of(procedure: Procedure, name: str) -> Case:
    """The case of a name; the first one where no name is given.

    Raises:
        Refusal: ``procedure.case`` when the procedure has no such case.
    """
    for case in procedure.cases:
        if name in ('', case.name):
            return case
    raise Refusal('procedure.case', procedure=procedure.code, case=name)


def channel_of(procedure: Procedure, method: str) -> Channel | None:
    """The channel of a method, None where the procedure has no such channel."""
    return next((channel for channel in procedure.channels if channel.method == method), None)


def limit_for(procedure: Procedure, method: str) -> TimeLimit | None:
    """The time limit of a channel; where it is free text, the limit that all the procedure's cases share.

    The catalogue's case limits carry no case names, so only a limit on which all of them agree is used.
    """
    channel = channel_of(procedure, method)
    limit = channel.limit if channel else None
    if limit is not None and limit.is_computable:
        return limit
    agreed = {(one.quantity, one.unit) for one in procedure.case_limits if one.is_computable}
    if len(agreed) == 1:
        return next(one for one in procedure.case_limits if one.is_computable)
    return limit


def _is_agreed(procedure: Procedure, method: str) -> bool:
    limit = limit_for(procedure, method)
    return limit is not None and limit.is_computable


def traps(procedure: Procedure) -> Sequence[Trap]:
    """The traps of this version, in the order an officer meets them."""
    found = [
        Trap(code='limit.text', about=f'{channel.method}: {channel.limit.text or channel.limit.unit}')
        for channel in procedure.channels
        if not channel.limit.is_computable and not _is_agreed(procedure, channel.method)
    ]
    found += [
        Trap(code='fee.unclear', about=fee.text or f'{fee.amount} {fee.currency}')
        for channel in procedure.channels
        for fee in channel.fees
        if fee.is_unclear
    ]
    found += [
        Trap(code='component.note', about=part.name)
        for case in procedure.cases
        for part in case.components
        if part.is_note
    ]
    return tuple(dict.fromkeys(found))
