"""The sections of a machine's settings that a counter reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from counter.settings import CounterSettings
from devices.settings import DeviceSettings
from office.centre import CentreSettings
from office.command import sections_of
from office.settings import section
from sync.settings import StoreSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterConfig:
    """All sections that a counter reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    counter: CounterSettings


def config_of(path: str | None) -> tuple[CounterConfig, Mapping[str, Mapping[str, object]]]:
    """The counter's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    given = sections_of(path, partial(Path.read_text, encoding='utf-8'))
    config = CounterConfig(
        centre=section(given, 'centre', CentreSettings),
        store=section(given, 'store', StoreSettings),
        devices=section(given, 'devices', DeviceSettings),
        counter=section(given, 'counter', CounterSettings),
    )
    return config, given
