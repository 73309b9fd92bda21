#!/bin/sh
# Sets up everything that the product needs on Debian 12 or Ubuntu 24.04: system packages, .venv, pinned Python packages.
# A stamp with the digest of the three lists makes a second run cost nothing.
set -eu
cd "$(dirname "$0")/.."
stamp=.venv/set-up
wanted=$(cat system-packages.txt constraints.txt pyproject.toml requirements-dev.txt | sha256sum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

say() { printf '%s\n' "$*" >&2; }
python=${PYTHON:-python3}
command -v "$python" >/dev/null || { say "Thiếu Python 3.11 trở lên. / Python 3.11 or newer is missing: apt-get install python3"; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Cần Python 3.11 trở lên. / Python 3.11 or newer is needed."; exit 1; }

missing=
for package in $(sed 's/#.*//' system-packages.txt); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        dpkg-query -W -f='${Status}' "${package}t64" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || { say "Thiếu gói hệ thống / missing system packages:$missing"; exit 1; }
    root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { say "Cần quyền root hoặc sudo để cài / root or sudo is needed to install:$missing"; exit 1; }
        root=sudo
    fi
    say "Cài gói hệ thống / installing system packages:$missing"
    $root apt-get update -qq
    # shellcheck disable=SC2086 - a list of words is meant
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        { say "Không cài được gói hệ thống; kiểm tra mạng và nguồn gói. / apt-get could not install:$missing"; exit 1; }
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv ||
    { say "Không tạo được .venv. / The virtual environment could not be made (python3-venv)."; exit 1; }
say "Cài gói Python / installing Python packages"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements-dev.txt -e . ||
    { say "Không cài được gói Python; kiểm tra mạng. / pip could not install the pinned packages."; exit 1; }
printf '%s' "$wanted" > "$stamp"
