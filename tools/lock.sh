#!/bin/sh
# Makes the hash-locked requirement files again from pyproject.toml. The files hold versions and hashes, no addresses.
# For developers; needs uv, which is fetched into .venv when it is not on the path.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip --disable-pip-version-check install --quiet uv
    uv=.venv/bin/uv
fi
lock() {
    out=requirements/$1.txt
    shift
    UV_FIND_LINKS='' UV_INDEX='' UV_CUSTOM_COMPILE_COMMAND='make lock' "$uv" pip compile --quiet --upgrade --universal \
        --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        --output-file "$out" "$@"
    if grep -n -E '://|(^|[^-])/(opt|work|tmp|home|root)/' "$out"; then
        echo "$out holds an address or a machine's path: not a clean lock" >&2
        exit 1
    fi
    echo "$out: $(grep -c '==' "$out") packages"
}
lock core pyproject.toml
lock build requirements/build.in --constraints requirements/core.txt
lock dev pyproject.toml requirements/build.in --extra dev --constraints requirements/core.txt
lock spark pyproject.toml requirements/build.in --extra spark --constraints requirements/dev.txt
