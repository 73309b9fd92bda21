"""A procedure as published: which version is in force, which limit counts, and what must not be taken at face value."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.catalogue import seed_procedures
from office.codec import canonical, dump, load
from office.errors import Refusal
from office.papers import ListedComponent
from office.procedure import (
    Case,
    Channel,
    FeeNote,
    Procedure,
    TimeLimit,
    case_of,
    channel_of,
    in_force,
    limit_for,
    traps,
)

DAY = TimeLimit(quantity=1, unit='working_day')
TOLD = TimeLimit(quantity=None, unit='other', text="Trả ngay")
ONE = Procedure(
    code='9.000001',
    version='1/QĐ',
    effective_from=date(2026, 1, 1),
    name="Thủ tục mẫu",
    field="Mẫu",
    field_code='',
    levels=(),
    competent_agency='',
    channels=(Channel(method='direct', limit=TOLD),),
    cases=(Case(name="Một", components=()), Case(name="Hai", components=())),
    results=(),
)


def fee(amount: int | None, text: str = '', currency: str = 'VND') -> FeeNote:
    """A published fee."""
    return FeeNote(code='', kind='', amount=amount, currency=currency, text=text)


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, unique=True), st.dates(date(2020, 1, 1)))
def test_the_latest_version_that_has_begun_is_in_force(begins: list[date], on: date) -> None:
    """Versions may come in any order; before the first one there is nothing to open."""
    versions = [replace(ONE, effective_from=day) for day in begins]
    begun = [day for day in begins if day <= on]
    if begun:
        assert in_force(versions, on).effective_from == max(begun)
    else:
        with pytest.raises(Refusal, match=r'procedure\.not_in_force'):
            in_force(versions, on)


def test_without_versions_the_procedure_is_unknown() -> None:
    """Nothing is invented for a code that nobody published."""
    with pytest.raises(Refusal, match=r'procedure\.unknown'):
        in_force([], date(2026, 11, 25))


def test_the_seed_holds_both_versions_of_a_procedure_that_changed() -> None:
    """Household business registration was published anew on 24 July 2026: fee, limit and papers differ."""
    versions = [one for one in seed_procedures() if one.code == '1.001612']
    before, after = in_force(versions, date(2026, 7, 23)), in_force(versions, date(2026, 7, 24))
    assert (before.version, after.version) == ('2353/QĐ-BTC', '1995/QĐ-BTC')
    assert limit_for(after, 'direct') == TimeLimit(quantity=3, unit='working_day')
    assert all(note.is_unclear for channel in after.channels for note in channel.fees)


def test_a_case_is_found_by_name() -> None:
    """Without a name it is the first; a name that the procedure lacks is refused."""
    assert case_of(ONE, '').name == "Một"
    assert case_of(ONE, "Hai").name == "Hai"
    with pytest.raises(Refusal, match=r'procedure\.case'):
        case_of(ONE, "Ba")


@pytest.mark.parametrize(
    ('channel', 'cases', 'wanted'),
    [
        (DAY, (), DAY),
        (TOLD, (DAY, DAY), DAY),
        (TOLD, (DAY, TimeLimit(quantity=1, unit='day')), TOLD),
        (TOLD, (), TOLD),
    ],
    ids=['of the channel', 'all cases agree', 'cases differ', 'text only'],
)
def test_the_limit_is_only_what_the_catalogue_says(
    channel: TimeLimit, cases: tuple[TimeLimit, ...], wanted: TimeLimit
) -> None:
    """Free text never becomes days; where the cases contradict each other nobody chooses for the officer."""
    one = replace(ONE, channels=(Channel(method='direct', limit=channel),), case_limits=cases)
    assert limit_for(one, 'direct') == wanted


def test_a_channel_that_is_not_offered_has_no_limit() -> None:
    """The postal way of a procedure that has none."""
    assert channel_of(ONE, 'postal') is None
    assert limit_for(ONE, 'postal') is None


@pytest.mark.parametrize(
    ('note', 'is_unclear'),
    [
        (fee(0), False),
        (fee(8000, "/bản"), False),
        (fee(0, "Theo nghị quyết của Hội đồng nhân dân tỉnh"), True),
        (fee(None), True),
        (fee(10, "/bản", 'VND?'), True),
        (fee(10, "/bản", 'USD'), True),
    ],
)
def test_a_fee_that_only_its_text_explains_is_never_a_number(note: FeeNote, *, is_unclear: bool) -> None:
    """A zero beside a description is no zero, and ten dollars are not ten đồng."""
    assert note.is_unclear == is_unclear


def test_the_officer_is_shown_each_trap_once() -> None:
    """Free text as time, an unclear fee on two channels, and a remark among the papers."""
    remark = ListedComponent(code='#1', name="Lưu ý khi nộp", originals=0, copies=0, is_note=True)
    unclear = fee(0, "Theo quy định")
    one = replace(
        ONE,
        channels=tuple(Channel(method=way, limit=TOLD, fees=(unclear,)) for way in ('direct', 'online')),
        cases=(Case(name='', components=(remark,)),),
    )
    assert [(trap.code, trap.about) for trap in traps(one)] == [
        ('limit.text', 'direct: Trả ngay'),
        ('limit.text', 'online: Trả ngay'),
        ('fee.unclear', "Theo quy định"),
        ('component.note', "Lưu ý khi nộp"),
    ]
    assert 'limit.text' not in {trap.code for trap in traps(replace(one, case_limits=(DAY,)))}


@pytest.mark.parametrize('one', seed_procedures(), ids=lambda one: f'{one.code} {one.version}')
def test_a_procedure_survives_its_text(one: Procedure) -> None:
    """What is written is what is read, and a field of a later version is no obstacle."""
    assert load(Procedure, canonical({**json.loads(dump(one)), 'later': 'unknown'})) == one
