"""What the guides say of settings is what the programs read."""

import dataclasses
import re
import textwrap
from pathlib import Path

from counter.settings import CounterSettings
from devices.settings import DeviceSettings
from kiosk.settings import BoardSettings, KioskSettings
from office import settings
from office.centre import CentreSettings
from sync.province.settings import ProvinceSettings
from sync.settings import StoreSettings

ROOT = Path(__file__).parents[1]
DECLARED = {
    'centre': CentreSettings,
    'store': StoreSettings,
    'province': ProvinceSettings,
    'devices': DeviceSettings,
    'kiosk': KioskSettings,
    'board': BoardSettings,
    'counter': CounterSettings,
}
GUIDES = [ROOT / 'README.md', *sorted((ROOT / 'docs').rglob('*.md'))]
_FENCED = re.compile(r'```toml\n(.*?)```', re.DOTALL)
_INDENTED = re.compile(r'(?:^    .*\n(?:\n(?=    ))?)+', re.MULTILINE)


def examples(guide: Path) -> list[str]:
    """The settings files in a guide, without the commands that stand among them."""
    text = guide.read_text(encoding='utf-8')
    found = [*_FENCED.findall(text), *(textwrap.dedent(one) for one in _INDENTED.findall(text))]
    files = ['\n'.join(line for line in one.splitlines() if not line.startswith('motcua-')) for one in found]
    return [one for one in files if re.search(r'^\[\w+\]', one, re.MULTILINE)]


def test_every_example_is_read_as_it_stands() -> None:
    read = 0
    for guide in GUIDES:
        for example in examples(guide):
            for name in (given := settings.parse(example)):
                settings.section(given, name, DECLARED[name])
                read += 1
    assert read > len(DECLARED)


def test_every_setting_is_told_of() -> None:
    assert set(DECLARED) == set(settings.SECTIONS)
    words = set(re.findall(r'\w+', ''.join(guide.read_text(encoding='utf-8') for guide in GUIDES)))
    keys = {f'{name}.{field.name}' for name, kind in DECLARED.items() for field in dataclasses.fields(kind)}
    assert {key for key in keys if key.partition('.')[2] not in words} == set()
