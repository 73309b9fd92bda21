"""What an applicant has to pay: published fees, and dated exemptions with their reason (domain.md §7).

An exemption whose legal text leaves the reduced amount to other rules is data without a percentage: the officer states
the amount, the reason stays with it. Where several exemptions apply, each fee takes the one that asks least.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.errors import Refusal
from office.papers import FeeLine
from office.procedure import FeeNote

FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAsked:
    """One published fee as it applies: đồng for each piece, and how many pieces (pages, people, cases)."""

    code: str
    name: str
    kind: str
    amount: int
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A rule that lessens fees from ``begins`` to ``ends`` (both included, None without end).

    Attributes:
        code: its name in the data.
        reason: whom it is for, as the officer chooses it.
        basis: the legal text.
        begins: first day in force.
        ends: last day in force.
        fields: the procedure fields it is for; empty for every field.
        kinds: the kinds of fee, as the catalogue writes them, that it lessens (a law may spare the charge for a
            registration and not the fee for copies); empty for every kind.
        keeps_percent: what remains to be paid of 100; None where the text doesn't say.
        is_verified: whether the legal text itself was read; others are shown as to be checked.
    """

    code: str
    reason: str
    basis: str
    begins: date
    ends: date | None
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    keeps_percent: int | None
    is_verified: bool

    def applies(self, on: date, field: str) -> bool:
        """Whether it is in force on a local day for a procedure of a field."""
        in_time = self.begins <= on and (self.ends is None or on <= self.ends)
        return in_time and (not self.fields or field in self.fields)


def parse_fee_rules(text: str) -> tuple[Exemption, ...]:
    """Exemptions from their JSON text.

    The shape is ``{"exemptions": [{"code", "reason", "basis", "from", "until", "fields", "kinds",
    "keeps_percent", "verified"}]}``; ``until`` and ``keeps_percent`` may be null.

    Raises:
        Refusal: ``fees.shape``, or ``fees.entry`` with the entry's position from 1.
    """
    try:
        entries = list(json.loads(text)['exemptions'])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal('fees.shape') from error
    read: dict[str, Exemption] = {}
    for position, entry in enumerate(entries, start=1):
        try:
            rule = _exemption(entry)
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal('fees.entry', position=position) from error
        if rule.code in read:
            raise Refusal('fees.entry', position=position)
        read[rule.code] = rule
    return tuple(read.values())


def exemptions_for(rules: Sequence[Exemption], *, on: date, field: str) -> tuple[Exemption, ...]:
    """What the officer may choose for a procedure of a field on a local day."""
    return tuple(rule for rule in rules if rule.applies(on, field))


def asked_of(note: FeeNote, name: str, *, count: int = 1, amount: int | None = None) -> FeeAsked:
    """A published fee as it applies; ``amount`` is what the officer read in the fee's text.

    Raises:
        Refusal: ``fee.unclear`` when only the text or another currency says the amount and the officer gave none.
    """
    if amount is None and (note.is_unclear or note.currency != 'VND'):
        raise Refusal('fee.unclear', fee=name)
    said = note.amount if amount is None else amount
    return FeeAsked(code=note.code, name=name, kind=note.kind, amount=said or 0, count=count)


def assess(
    asked: Sequence[FeeAsked],
    *,
    on: date,
    field: str = '',
    exemptions: Sequence[Exemption] = (),
    stated: Mapping[int, int] | None = None,
) -> tuple[FeeLine, ...]:
    """What is due for each fee, after the exemptions that the officer chose.

    Args:
        asked: the fees that apply.
        on: the local day of reception.
        field: the procedure's field.
        exemptions: the exemptions chosen; for each fee the one that asks least counts.
        stated: where an exemption has no percentage, đồng due by the fee's position from 0, as the officer states it.

    Raises:
        Refusal: ``fee.exemption`` when one isn't in force for this day and field, ``fee.stated`` when an amount is
            needed and not stated or outside zero to the full amount, ``fee.amount`` for a negative amount or count.
    """
    for rule in exemptions:
        if not rule.applies(on, field):
            raise Refusal('fee.exemption', exemption=rule.code, day=on.isoformat())
    given = stated or {}
    return tuple(_line(one, exemptions, given.get(position)) for position, one in enumerate(asked))


def _line(asked: FeeAsked, exemptions: Sequence[Exemption], stated: int | None) -> FeeLine:
    if asked.amount < 0 or asked.count < 1:
        raise Refusal('fee.amount', fee=asked.name)
    full = asked.amount * asked.count
    due, reason = full, ''
    for rule in exemptions:
        if rule.kinds and asked.kind not in rule.kinds:
            continue
        less = _reduced(full, rule, stated, asked.name)
        if less < due:
            due, reason = less, f'{rule.reason} ({rule.basis})'
    return FeeLine(code=asked.code, name=asked.name, kind=asked.kind, amount=full, due=due, exemption=reason)


def _reduced(full: int, rule: Exemption, stated: int | None, name: str) -> int:
    if rule.keeps_percent is not None:
        return full * rule.keeps_percent // FULL
    if full == 0:
        return 0
    if stated is None or not 0 <= stated <= full:
        raise Refusal('fee.stated', fee=name, exemption=rule.code)
    return stated


def _exemption(entry: Mapping[str, object]) -> Exemption:
    keeps, until = entry['keeps_percent'], entry['until']
    if keeps is not None and (type(keeps) is not int or not 0 <= keeps < FULL):
        raise ValueError
    texts = [entry[name] for name in ('code', 'reason', 'basis')]
    code, reason, basis = (text for text in texts if isinstance(text, str) and text)
    begins, ends = date.fromisoformat(str(entry['from'])), None if until is None else date.fromisoformat(str(until))
    if ends is not None and ends < begins:
        raise ValueError
    return Exemption(
        code=code,
        reason=reason,
        basis=basis,
        begins=begins,
        ends=ends,
        fields=_words(entry['fields']),
        kinds=_words(entry['kinds']),
        keeps_percent=keeps,
        is_verified=entry['verified'] is True,
    )


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    words = tuple(word for word in value if isinstance(word, str))
    if len(words) != len(value):
        raise TypeError
    return words
