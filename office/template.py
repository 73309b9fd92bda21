"""Which form stands on paper: its number, title and legal text, by procedure and by day.

Forms change by circular, so they are dated data; police residence procedures have a set of their own (domain.md §2.2).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from office.errors import Refusal

FORMS = ('receipt', 'supplement', 'refusal', 'handover')


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTemplate:
    """One form as in force from ``begins`` to ``ends``, both included.

    Attributes:
        form: which of ``FORMS`` it is.
        form_set: the set that a procedure names (``Procedure.form_set``), '' for a form of every set.
        label: its official number as printed, '' for a slip without one.
        title: its title as printed.
        basis: the legal text that issued it, '' for a slip of the centre's own.
        begins: first day in force.
        ends: last day in force, None without end.
        is_verified: whether the legal text itself was read; others are to be checked with the customer.
    """

    form: str
    form_set: str
    label: str
    title: str
    basis: str
    begins: date
    ends: date | None
    is_verified: bool


def template_for(templates: Iterable[FormTemplate], form: str, *, form_set: str, on: date) -> FormTemplate:
    """The template of a form for a procedure's form set on a local day; the set's own one goes before a common one.

    Raises:
        Refusal: ``form.no_template`` when none is in force.
    """
    found = [
        one
        for one in templates
        if one.form == form
        and one.form_set in ('', form_set)
        and one.begins <= on
        and (one.ends is None or on <= one.ends)
    ]
    if not found:
        raise Refusal('form.no_template', form=form, form_set=form_set, day=on.isoformat())
    return max(found, key=lambda one: (one.form_set, one.begins))


def parse_templates(text: str) -> tuple[FormTemplate, ...]:
    """Templates from their JSON text.

    The shape is ``{"templates": [{"form", "form_set", "label", "title", "basis", "from", "until", "verified"}]}``;
    ``until`` may be null.

    Raises:
        Refusal: ``templates.shape``, or ``templates.entry`` with the entry's position from 1.
    """
    try:
        entries = list(json.loads(text)['templates'])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal('templates.shape') from error
    read = []
    for position, entry in enumerate(entries, start=1):
        try:
            read.append(_template(entry))
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal('templates.entry', position=position) from error
    return tuple(read)


def _template(entry: Mapping[str, object]) -> FormTemplate:
    until = entry['until']
    template = FormTemplate(
        form=str(entry['form']),
        form_set=str(entry['form_set']),
        label=str(entry['label']),
        title=str(entry['title']).strip(),
        basis=str(entry['basis']),
        begins=date.fromisoformat(str(entry['from'])),
        ends=None if until is None else date.fromisoformat(str(until)),
        is_verified=entry['verified'] is True,
    )
    if template.form not in FORMS or not template.title:
        raise ValueError
    if template.ends is not None and template.ends < template.begins:
        raise ValueError
    return template
