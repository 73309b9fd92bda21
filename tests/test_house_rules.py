"""The rules of the house that no other tool checks."""

import ast
import os
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ('office', 'qtkit', 'devices', 'sync', 'kiosk', 'counter', 'tools', 'tests')


def _ignored() -> frozenset[str]:
    """The folders that .gitignore names, and git's own."""
    lines = (ROOT / '.gitignore').read_text(encoding='utf-8').splitlines()
    return frozenset({'.git', *(line.rstrip('/') for line in lines)})


def _own_files() -> list[Path]:
    """Every file of the product; a checkout without git has them too."""
    ignored = _ignored()
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not any(fnmatch(name, pattern) for pattern in ignored)]
        found += [Path(folder) / name for name in files if name not in ignored]
    return found


OWN = _own_files()


def _named(pattern: str) -> list[Path]:
    return [path for path in OWN if fnmatch(path.name, pattern)]


PYTHON = [path for path in _named('*.py') if path.relative_to(ROOT).parts[0] in PACKAGES]


def test_files_stay_small() -> None:
    """A Python file has at most 300 lines, a QML file at most 200."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path, ceiling in [*((p, 300) for p in PYTHON), *((p, 200) for p in _named('*.qml'))]
        if (lines := len(path.read_text(encoding='utf-8').splitlines())) > ceiling
    }
    assert not long


def test_functions_stay_small() -> None:
    """A function has at most 40 lines, its docstring not counted."""
    long = {}
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                lines = (node.end_lineno or 0) - first.lineno + 1
                if lines > 40:
                    long[f'{path.relative_to(ROOT)}:{node.name}'] = lines
    assert not long


def test_every_module_says_what_it_holds() -> None:
    """Every module of the product starts with a docstring."""
    silent = [
        str(path.relative_to(ROOT))
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] != 'tests'
        and path.stat().st_size
        and not ast.get_docstring(ast.parse(path.read_text(encoding='utf-8')))
    ]
    assert not silent


@pytest.mark.parametrize(
    'banned', [r'pyp[i]\.org', r'python[h]osted', r'registry\.npm[j]s', r'deb\.debi[a]n', r'/roo[t]/', r'/wor[k]/']
)
def test_no_registry_or_machine_path_is_written_down(banned: str) -> None:
    """No file of the product names a package registry's host or a path of the machine it was written on."""
    found = []
    for path in _named('*'):
        if path == Path(__file__) or path.suffix in ('.png', '.jpg', '.pdf', '.wav'):
            continue
        text = path.read_text(encoding='utf-8', errors='ignore')
        if re.search(banned, text):
            found.append(str(path.relative_to(ROOT)))
    assert not found


def test_sentences_for_people_use_double_quotes() -> None:
    """What ``tr`` translates stands in double quotes, so that a search finds every sentence."""
    single = [
        f'{path.relative_to(ROOT)}: {match.group(0)}'
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] in ('kiosk', 'counter', 'qtkit')
        for match in re.finditer(r"\btr\('", path.read_text(encoding='utf-8'))
    ]
    assert not single


def test_every_third_party_import_is_declared() -> None:
    """Every package of constraints.txt is pinned to one version."""
    lines = [line for line in (ROOT / 'constraints.txt').read_text().splitlines() if line and not line.startswith('#')]
    assert lines
    assert all(re.fullmatch(r'[A-Za-z0-9_.\-]+==[^@ ]+', line) for line in lines)
