"""The dated rules that a new centre starts with: fee exemptions, and which form stands for which procedures."""

from functools import cache
from pathlib import Path

from office.fee import Exemption, parse_fee_rules
from office.template import FormTemplate, parse_templates


@cache
def fee_rules() -> tuple[Exemption, ...]:
    """The exemptions known in November 2026."""
    return parse_fee_rules(_text('fees.json'))


@cache
def form_templates() -> tuple[FormTemplate, ...]:
    """The forms known in November 2026, older ones too: a slip that is printed again keeps its day's form."""
    return parse_templates(_text('templates.json'))


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding='utf-8')
