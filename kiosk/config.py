"""The sections of a machine's settings that a kiosk reads, and those that a board reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from devices.settings import DeviceSettings
from kiosk.settings import LANGUAGES, BoardSettings, KioskSettings
from office.centre import CentreSettings
from office.command import Sections
from office.errors import Refusal
from qtkit.config import config_of
from sync.settings import StoreSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskConfig:
    """All sections that a kiosk reads."""

    centre: CentreSettings
    store: StoreSettings
    devices: DeviceSettings
    kiosk: KioskSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardConfig:
    """All sections that a board reads."""

    centre: CentreSettings
    store: StoreSettings
    board: BoardSettings


def kiosk_config(path: str | None) -> tuple[KioskConfig, Sections]:
    """The kiosk's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    config, given = config_of(KioskConfig, path)
    _check_voice('kiosk', config.kiosk.voice)
    return config, given


def board_config(path: str | None) -> tuple[BoardConfig, Sections]:
    """The board's sections of a settings file, and the file's own text as sections.

    Raises:
        Refusal: ``settings.…`` when the file is not of the declared shape.
    """
    config, given = config_of(BoardConfig, path)
    _check_voice('board', config.board.voice)
    _check_languages('board', config.board.languages)
    return config, given


def _check_voice(section: str, address: str) -> None:
    """Refuse the address of no voice when the program starts: later it would only be silent."""
    if not address:
        return
    from devices.voice.opening import open_voice  # noqa: PLC0415 - the first screen of a mute kiosk shows without it

    try:
        open_voice(address)
    except Refusal as refusal:
        raise Refusal(
            'settings.value', section=section, key='voice', value=address, wanted='espeak:… | recorded:…'
        ) from refusal


def _check_languages(section: str, languages: Sequence[str]) -> None:
    """Refuse a language in which nothing is said."""
    for language in languages:
        if language not in LANGUAGES:
            raise Refusal(
                'settings.value', section=section, key='languages', value=language, wanted=' | '.join(LANGUAGES)
            )
