"""What every console command of the product has in common: its options and how it shows its settings."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from office import settings
from office.errors import Refusal

VERSION = '0.1.0'

# exit codes that scripts may rely on; 2 is argparse's own for a wrong call
DONE, FAILED, REFUSED = 0, 1, 3

Sections = Mapping[str, Mapping[str, object]]
NO_SETTINGS: Sections = {}


def parser(prog: str, description: str) -> argparse.ArgumentParser:
    """An argument parser with the four options that every command answers to."""
    made = argparse.ArgumentParser(prog=prog, description=description)
    made.add_argument('--version', action='version', version=f'{prog} {VERSION}')
    _add_common(made, again=False)
    return made


def verb(
    verbs: 'argparse._SubParsersAction[argparse.ArgumentParser]', name: str, about: str
) -> argparse.ArgumentParser:
    """A verb of a command that takes the common options and ``--json`` after it as well as before it."""
    made = verbs.add_parser(name, help=about, description=about)
    _add_common(made, again=True)
    add_json(made, again=True)
    return made


def add_json(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The option of commands that can answer a program; ``again`` for a verb's parser."""
    default = argparse.SUPPRESS if again else False
    parser.add_argument('--json', action='store_true', default=default, help='cho máy đọc / machine-readable')


def _add_common(parser: argparse.ArgumentParser, *, again: bool) -> None:
    """Options that a verb repeats must not undo what stood before it, so there they have no default."""
    parser.add_argument(
        '--config',
        metavar='FILE',
        default=argparse.SUPPRESS if again else None,
        help='tệp cài đặt (TOML) / settings file of this machine',
    )
    parser.add_argument(
        '--print-settings',
        action='store_true',
        default=argparse.SUPPRESS if again else False,
        help='in cài đặt và nguồn của từng giá trị / print settings',
    )


def sections_of(file: str | None, read: Callable[[Path], str]) -> Sections:
    """The sections of the settings file that a person named; none when she named none.

    Args:
        file: its path as she wrote it.
        read: gives a file's text, which must be UTF-8.

    Raises:
        Refusal: ``settings.unreadable`` when there is no such text; ``settings.…`` as ``office.settings.parse`` does.
    """
    if not file:
        return NO_SETTINGS
    try:
        text = read(Path(file))
    except OSError as error:
        raise Refusal('settings.unreadable', file=file, detail=error.strerror or type(error).__name__) from error
    except UnicodeDecodeError as error:
        raise Refusal('settings.unreadable', file=file, detail='UTF-8') from error
    return settings.parse(text)


def printed(
    declared: Sequence[tuple[str, object]],
    given: Mapping[str, Mapping[str, object]],
    *,
    secret: Sequence[str] = (),
    source: str = 'file',
) -> str:
    """The settings as lines ``section.key = value  # file|default``; keys named in ``secret`` are masked.

    ``source`` is where ``given`` comes from.
    """
    lines = []
    for name, value in declared:
        for key, shown, is_given in settings.described(name, value, given):
            spelt = '"***"' if key in secret and shown else json.dumps(shown, ensure_ascii=False, default=str)
            lines.append(f'{key} = {spelt}  # {source if is_given else "default"}')
    return '\n'.join(lines)


SENTENCES = {
    'settings.unreadable': (
        "Không đọc được tệp cài đặt {file} ({detail}). Kiểm tra đường dẫn và quyền đọc."
        " / The settings file {file} can't be read ({detail}); check its path and rights."
    ),
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
