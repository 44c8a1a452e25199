#!/bin/sh
# Everything `make check` looks at. Runs all steps even when one fails, then says which failed.
set -u
cd "$(dirname "$0")/.."
jobs=${1:-2}
bin=.venv/bin
failed=
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed $name"
}
step form "$bin/ruff" check .
step format "$bin/ruff" format --check .
step types "$bin/mypy"
step rooms "$bin/python" -m tools.rooms
step translations "$bin/python" -m tools.translations check
step docs "$bin/python" -m tools.reference check
step tests "$bin/python" -m pytest -n "$jobs" --cov --cov-report=term
if [ -n "$failed" ]; then
    printf '\nfailed:%s\n' "$failed"
    exit 1
fi
printf '\nall checks passed\n'
