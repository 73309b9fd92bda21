"""What is due: published fees, dated exemptions, and the officer's word where the data is silent."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.catalogue.rules import fee_rules
from office.errors import Refusal
from office.fee import Exemption, FeeAsked, asked_of, assess, exemptions_for, parse_fee_rules
from office.procedure import FeeNote

DAY = date(2026, 11, 24)
CIVIL = "Hộ tịch"
CHARGE = FeeAsked(code='c', name="Lệ phí đăng ký", kind='SERVICE_FEE', amount=8000)


def rule(code: str) -> Exemption:
    """A rule of the centre's own data."""
    return next(one for one in fee_rules() if one.code == code)


def test_without_an_exemption_the_whole_fee_is_due() -> None:
    """Pieces are multiplied, and no reason is written down."""
    (line,) = assess([replace(CHARGE, count=3)], on=DAY)
    assert (line.amount, line.due, line.exemption) == (24000, 24000, '')


def test_an_exemption_is_written_down_with_its_reason_and_law() -> None:
    """A poor household pays nothing for civil status, and the line says why."""
    (line,) = assess([CHARGE], on=DAY, field=CIVIL, exemptions=[rule('civil_poor')])
    assert (line.amount, line.due, line.exemption) == (8000, 0, "Người thuộc hộ nghèo (Luật Hộ tịch Điều 11)")


def test_sparing_the_charge_does_not_spare_the_copies() -> None:
    """The civil status law speaks of the charge for registering; the fee for extra copies stays."""
    copies = FeeAsked(code='d', name="Bản sao trích lục", kind='FEE', amount=8000, count=2)
    lines = assess([CHARGE, copies], on=DAY, field=CIVIL, exemptions=[rule('civil_disabled')])
    assert [(line.due, bool(line.exemption)) for line in lines] == [(0, True), (16000, False)]


@pytest.mark.parametrize(('day', 'holds'), [('2026-08-14', 0), ('2026-08-15', 1), ('2027-02-28', 1), ('2027-03-01', 0)])
def test_a_temporary_exemption_holds_on_its_days_only(day: str, holds: int) -> None:
    """Resolution 66.22/2026 runs from 15/8/2026 to 28/02/2027, both days included."""
    on = date.fromisoformat(day)
    offered = exemptions_for(fee_rules(), on=on, field=CIVIL)
    assert (rule('nq66_22') in offered) == bool(holds)
    if not holds:
        with pytest.raises(Refusal, match=r'fee\.exemption'):
            assess([CHARGE], on=on, field=CIVIL, exemptions=[rule('nq66_22')])


def test_an_exemption_of_another_field_is_refused() -> None:
    """Civil status rules exempt nobody from a residence fee."""
    with pytest.raises(Refusal, match=r'fee\.exemption'):
        assess([CHARGE], on=DAY, field="Đất đai", exemptions=[rule('civil_poor')])


@pytest.mark.parametrize('stated', [None, -1, 8001])
def test_a_reduced_amount_that_no_rule_gives_must_be_stated(stated: int | None) -> None:
    """Nothing is guessed: the officer states the amount, between zero and the full fee."""
    said = {} if stated is None else {0: stated}
    with pytest.raises(Refusal, match=r'fee\.stated'):
        assess([CHARGE], on=DAY, exemptions=[rule('elderly')], stated=said)
    (line,) = assess([CHARGE], on=DAY, exemptions=[rule('elderly')], stated={0: 4000})
    assert line.due == 4000


def test_the_more_favourable_exemption_counts() -> None:
    """An elderly person of a poor household gets the better of the two, in whatever order they were chosen."""
    chosen = [rule('nq66_22_elderly'), rule('civil_poor')]
    for order in (chosen, chosen[::-1]):
        (line,) = assess([CHARGE], on=DAY, field=CIVIL, exemptions=order, stated={0: 4000})
        assert (line.due, line.exemption) == (0, "Người thuộc hộ nghèo (Luật Hộ tịch Điều 11)")


def test_a_zero_that_describes_a_fee_is_never_zero() -> None:
    """The officer reads the text and gives the amount; a plain zero stays zero."""
    unclear = FeeNote(code='', kind='', amount=0, text="135.000 đồng/lần")
    with pytest.raises(Refusal, match=r'fee\.unclear'):
        asked_of(unclear, "Lệ phí")
    with pytest.raises(Refusal, match=r'fee\.unclear'):
        asked_of(FeeNote(code='', kind='', amount=5, currency='USD'), "Lệ phí")
    assert asked_of(unclear, "Lệ phí", amount=135000).amount == 135000
    assert asked_of(FeeNote(code='', kind='', amount=0), "Lệ phí").amount == 0


@pytest.mark.parametrize('wrong', [replace(CHARGE, amount=-1), replace(CHARGE, count=0)])
def test_an_impossible_fee_is_refused(wrong: FeeAsked) -> None:
    """No negative amounts, no zero pieces."""
    with pytest.raises(Refusal, match=r'fee\.amount'):
        assess([wrong], on=DAY)


GOOD: dict[str, object] = {
    'code': 'a',
    'reason': 'r',
    'basis': 'b',
    'from': '2026-01-01',
    'until': None,
    'fields': [],
    'kinds': [],
    'keeps_percent': 50,
    'verified': True,
}


@pytest.mark.parametrize(
    'change',
    [
        {'code': ''},
        {'reason': 7},
        {'from': 'soon'},
        {'until': '2025-01-01'},
        {'fields': 'Hộ tịch'},
        {'kinds': ['FEE', 1]},
        {'keeps_percent': 100},
        {'keeps_percent': -1},
        {'keeps_percent': True},
    ],
)
def test_a_damaged_rule_is_refused_by_its_position(change: dict[str, object]) -> None:
    """The first rule is good, the second isn't, and the refusal says so."""
    with pytest.raises(Refusal) as refused:
        parse_fee_rules(json.dumps({'exemptions': [GOOD, {**GOOD, 'code': 'b', **change}]}))
    assert (refused.value.code, refused.value.params) == ('fees.entry', {'position': 2})


@pytest.mark.parametrize('text', ['', '[]', '{}', '{"exemptions": 3}'])
def test_rules_of_the_wrong_shape_are_refused(text: str) -> None:
    """Nothing is guessed from damaged rules, nor from a code that stands twice."""
    with pytest.raises(Refusal, match=r'fees\.shape'):
        parse_fee_rules(text)
    with pytest.raises(Refusal, match=r'fees\.entry'):
        parse_fee_rules(json.dumps({'exemptions': [GOOD, GOOD]}))


@given(st.integers(0, 10**9), st.integers(1, 500), st.integers(0, 99))
def test_an_exemption_never_asks_more(amount: int, count: int, keeps: int) -> None:
    """What is due lies between zero and the full fee."""
    (less,) = parse_fee_rules(json.dumps({'exemptions': [{**GOOD, 'keeps_percent': keeps}]}))
    (line,) = assess([replace(CHARGE, amount=amount, count=count)], on=DAY, exemptions=[less])
    assert 0 <= line.due <= line.amount == amount * count
