"""The dated rules that a new centre starts with: fee exemptions, and which form stands for which procedures."""

from functools import cache
from importlib import resources

from office.fee import Exemption, parse_fee_rules


@cache
def fee_rules() -> tuple[Exemption, ...]:
    """The exemptions known in November 2026."""
    return parse_fee_rules(_text('fees.json'))


def _text(name: str) -> str:
    return resources.files('office.catalogue').joinpath(name).read_text(encoding='utf-8')
