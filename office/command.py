"""What every console command of the product has in common: its options and how it shows its settings."""

import argparse
import json
from collections.abc import Mapping, Sequence

from office import settings
from office.errors import Refusal

VERSION = '0.1.0'

# exit codes that scripts may rely on; 2 is argparse's own for a wrong call
DONE, FAILED, REFUSED = 0, 1, 3

NO_SETTINGS: Mapping[str, Mapping[str, object]] = {}


def parser(prog: str, description: str) -> argparse.ArgumentParser:
    """An argument parser with the four options that every command answers to."""
    made = argparse.ArgumentParser(prog=prog, description=description)
    made.add_argument('--version', action='version', version=f'{prog} {VERSION}')
    made.add_argument('--config', metavar='FILE', help='tệp cài đặt (TOML) / settings file of this machine')
    made.add_argument(
        '--print-settings', action='store_true', help='in cài đặt và nguồn của từng giá trị / print settings'
    )
    return made


def printed(
    declared: Sequence[tuple[str, object]],
    given: Mapping[str, Mapping[str, object]],
    *,
    secret: Sequence[str] = (),
) -> str:
    """The settings as lines ``section.key = value  # file|default``; keys named in ``secret`` are masked."""
    lines = []
    for name, value in declared:
        for key, shown, source in settings.described(name, value, given):
            spelt = '"***"' if key in secret and shown else json.dumps(shown, ensure_ascii=False, default=str)
            lines.append(f'{key} = {spelt}  # {source}')
    return '\n'.join(lines)


SENTENCES = {
    'settings.syntax': (
        "Tệp cài đặt không đọc được: {detail}. Sửa tệp rồi chạy lại. / The settings file is not valid TOML: {detail}."
    ),
    'settings.section': (
        "Cài đặt có mục lạ [{name}]; có phải [{nearest}]? / Unknown section [{name}]; did you mean [{nearest}]?"
    ),
    'settings.key': (
        "Cài đặt có khóa lạ {section}.{key}; có phải \"{nearest}\"?"
        " / Unknown key {section}.{key}; did you mean \"{nearest}\"?"
    ),
    'settings.value': (
        "Giá trị của {section}.{key} không hợp lệ: {value} (cần {wanted})."
        " / {section}.{key} must be {wanted}, not {value}."
    ),
    'settings.missing': "Thiếu cài đặt {section}.{key}. / The setting {section}.{key} is required.",
}


def sentence(refusal: Refusal) -> str:
    """A refusal of the settings as one sentence in Vietnamese and in English."""
    template = SENTENCES.get(refusal.code)
    return template.format(**refusal.params) if template else str(refusal)
