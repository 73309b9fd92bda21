"""What devices say they are: model, serial number, firmware; asked once while they stay plugged in."""

from collections.abc import Callable, Mapping

from devices.texts import Language

NAMES = {
    'maker': ("hãng", "maker"),
    'model': ("kiểu", "model"),
    'serial': ("số máy", "serial"),
    'firmware': ("phần mềm", "firmware"),
    'protocol': ("giao thức", "protocol"),
}

# one thread looks at a device, so two never write the same entry
_known: dict[str, dict[str, str]] = {}


def learn(address: str, ask: Callable[[], Mapping[str, str]]) -> None:
    """Ask the device at an address what it is, unless it has told, or kept silent, since it was plugged in.

    Raises:
        Trouble: what ``ask`` raises.
    """
    if address not in _known:
        _known[address] = dict(ask())


def known(address: str) -> dict[str, str]:
    """What the device at an address said, by the keys of ``NAMES``."""
    return dict(_known.get(address, {}))


def forget(address: str) -> None:
    """The device is gone: another one may be plugged in there."""
    _known.pop(address, None)


def words(about: Mapping[str, str], language: Language = 'vi') -> str:
    """The same for people, '' where nothing was said."""
    at = 0 if language == 'vi' else 1
    return ', '.join(f'{NAMES[name][at]} {about[name]}' for name in NAMES if name in about)
