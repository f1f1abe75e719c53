#!/bin/sh
# Writes core.lock and dev.lock: what pip resolves today for pyproject.toml, without and with the extras.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv --without-pip "$folder"
install() { python3 -m pip --python "$folder/bin/python" --disable-pip-version-check install --quiet "$@"; }
freeze() {
    python3 -m pip --python "$folder/bin/python" freeze --exclude-editable --exclude zhengce 2>/dev/null |
        sed 's/+cpu$//' | grep -v '^-e'
}
install --editable . setuptools
freeze >"$folder/core"
install torch==2.13.0
install --editable '.[models,dev]'
freeze >"$folder/dev"
cp "$folder/core" requirements/core.lock
cp "$folder/dev" requirements/dev.lock
