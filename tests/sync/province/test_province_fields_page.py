"""The page of fields is what the rules say, and knows where every field comes from."""

from tools import portal_fields


def test_every_field_has_a_source_and_every_source_a_field() -> None:
    assert sorted(portal_fields.fields()) == sorted(portal_fields.SOURCES)


def test_the_page_is_up_to_date() -> None:
    """Otherwise: ``python -m tools.portal_fields``."""
    assert portal_fields.PAGE.read_text(encoding='utf-8') == portal_fields.page()
