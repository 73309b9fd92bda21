#!/bin/sh
# Format, lint, types, import contracts, QML lint; the house rules are tests/test_house_rules.py.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
"$bin/ruff" format --check --quiet .
"$bin/ruff" check --quiet .
"$bin/mypy" --no-error-summary
"$bin/lint-imports" >/dev/null || "$bin/lint-imports"
find kiosk -name '*.qml' -print0 2>/dev/null | xargs -0 -r "$bin/pyside6-qmllint" -W 0
"$bin/python" -m pytest -q -p no:randomly tests/test_house_rules.py
