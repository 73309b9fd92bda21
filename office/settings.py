"""How the one settings file of a machine is read: declared dataclasses, nothing unknown accepted.

The text of a TOML file goes in, a frozen dataclass per section comes out. A section or key that nobody declared is
refused with the nearest declared name, so that a misspelt key never silently means "default".
"""

import dataclasses
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping

from office.errors import Refusal

# every section that any command of the product declares; one file serves them all
SECTIONS = ('centre', 'store', 'province', 'devices', 'kiosk', 'board', 'counter')

T = typing.TypeVar('T')


def parse(text: str) -> Mapping[str, Mapping[str, object]]:
    """Split the text of a settings file into its sections.

    Raises:
        Refusal: ``settings.syntax``, ``settings.section`` or ``settings.key`` when the file has another shape.
    """
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal('settings.syntax', detail=str(error)) from error
    for name, values in sections.items():
        if name not in SECTIONS:
            raise Refusal('settings.section', name=name, nearest=_nearest(name, SECTIONS))
        if not isinstance(values, dict):
            raise Refusal('settings.section', name=name, nearest=f'[{name}]')
    return sections


def section(sections: Mapping[str, Mapping[str, object]], name: str, declared: type[T]) -> T:
    """One section as the dataclass that declares it; absent keys take their declared defaults.

    Raises:
        Refusal: ``settings.key`` for a key nobody declared, ``settings.value`` for a value of the wrong kind,
            ``settings.missing`` for a key without default that the file doesn't give.
    """
    fields = {field.name: field for field in dataclasses.fields(declared)}  # type: ignore[arg-type]  # any dataclass
    hints = typing.get_type_hints(declared)
    given = sections.get(name, {})
    for key, value in given.items():
        if key not in fields:
            raise Refusal('settings.key', section=name, key=key, nearest=_nearest(key, fields))
        if not _fits(value, hints[key]):
            raise Refusal('settings.value', section=name, key=key, value=str(value), wanted=_spelt(hints[key]))
    for key, field in fields.items():
        has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        if key not in given and not has_default:
            raise Refusal('settings.missing', section=name, key=key)
    return declared(**{key: _shaped(value, hints[key]) for key, value in given.items()})


def described(name: str, value: object, given: Mapping[str, Mapping[str, object]]) -> list[tuple[str, object, bool]]:
    """Every key of a section with its value, and whether it was given or is the default."""
    return [
        (
            f'{name}.{field.name}',
            getattr(value, field.name),
            field.name in given.get(name, {}),
        )
        for field in dataclasses.fields(value)  # type: ignore[arg-type]  # any dataclass
    ]


def _nearest(name: str, names: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415  # for a misspelt file alone

    return next(iter(difflib.get_close_matches(name, list(names), n=1, cutoff=0)), '')


def _fits(value: object, hint: object) -> bool:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, option) for option in typing.get_args(hint))
    if origin is tuple:
        wanted = typing.get_args(hint)[0]
        return isinstance(value, list) and all(_fits(item, wanted) for item in value)
    if origin is not None:
        return isinstance(value, dict)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(hint, type) and isinstance(value, hint)


def _shaped(value: object, hint: object) -> object:
    if isinstance(value, list) and typing.get_origin(hint) is tuple:
        return tuple(value)
    return float(value) if hint is float and isinstance(value, int) else value


def _spelt(hint: object) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint)
