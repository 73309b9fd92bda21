"""The hand-over slip as data: what was handed over, to whom, and how she signed for it."""

from dataclasses import dataclass

from office.privacy import masked_number
from office.slip import FormFields, Lines, closing_lines, opening_lines, person_lines
from office.slip_layout import Layout, Pair, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFields:
    """What was handed over to whom; ``signed`` is how she signed on a pad, () where the paper is to be signed."""

    form: FormFields
    results: tuple[str, ...]
    collector: str
    collector_number: str
    authorisation: str
    signed: Lines = ()


def handover_layout(fields: HandoverFields) -> Layout:
    """The hand-over slip for a paper roll."""
    by = [Text(f"Theo ủy quyền: {fields.authorisation}")] if fields.authorisation else []
    return (
        *opening_lines(fields.form),
        *person_lines(fields.form),
        Text("Kết quả đã trao:", bold=True),
        *(Text(f"{at}. {name}") for at, name in enumerate(fields.results, start=1)),
        Pair("Người nhận", fields.collector),
        Pair("Số giấy tờ", masked_number(fields.collector_number)),
        *by,
        *closing_lines(
            fields.form, ("Người nhận", fields.collector), ("Người trả", fields.form.officer), signed=fields.signed
        ),
    )
