"""The settings of a program with a window: a dataclass whose fields are the sections that it reads."""

import dataclasses
import typing
from functools import partial
from pathlib import Path

from office.command import Sections, printed, sections_of
from office.settings import section

T = typing.TypeVar('T')


def config_of(declared: type[T], path: str | None) -> tuple[T, Sections]:
    """A program's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    given = sections_of(path, partial(Path.read_text, encoding='utf-8'))
    kinds = typing.get_type_hints(declared)
    return declared(**{name: section(given, name, kind) for name, kind in kinds.items()}), given


def shown(config: object, given: Sections) -> str:
    """What ``--print-settings`` says of all sections that a program reads."""
    fields = dataclasses.fields(config)  # type: ignore[arg-type]  # any dataclass
    return printed([(field.name, getattr(config, field.name)) for field in fields], given)
