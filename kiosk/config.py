"""The sections of a machine's settings that a kiosk reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from devices.settings import DeviceSettings
from devices.voice.opening import open_voice
from kiosk.settings import LANGUAGES, KioskSettings
from office.centre import CentreSettings
from office.command import sections_of
from office.errors import Refusal
from office.settings import section
from sync.settings import StoreSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskConfig:
    """All sections that a kiosk reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    kiosk: KioskSettings


def checked_voice(section: str, address: str) -> None:
    """Refuse the address of no voice when the program starts: later it would only be silent.

    Raises:
        Refusal: ``settings.value``.
    """
    try:
        if address:
            open_voice(address)
    except Refusal as refusal:
        raise Refusal(
            'settings.value', section=section, key='voice', value=address, wanted='espeak:… | recorded:…'
        ) from refusal


def checked_languages(section: str, languages: tuple[str, ...]) -> None:
    """Refuse a language in which nothing is said.

    Raises:
        Refusal: ``settings.value``.
    """
    for language in languages:
        if language not in LANGUAGES:
            raise Refusal(
                'settings.value', section=section, key='languages', value=language, wanted=' | '.join(LANGUAGES)
            )


def config_of(path: str | None) -> tuple[KioskConfig, Mapping[str, Mapping[str, object]]]:
    """The kiosk's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    given = sections_of(path, partial(Path.read_text, encoding='utf-8'))
    config = KioskConfig(
        centre=section(given, 'centre', CentreSettings),
        store=section(given, 'store', StoreSettings),
        devices=section(given, 'devices', DeviceSettings),
        kiosk=section(given, 'kiosk', KioskSettings),
    )
    checked_voice('kiosk', config.kiosk.voice)
    return config, given
