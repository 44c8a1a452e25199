#!/bin/sh
# Everything `make check` looks at. Runs all steps even when one fails, then says which failed.
set -u
cd "$(dirname "$0")/.."
jobs=${1:-2}
python=.venv/bin/python
failed=
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed $name"
}
step form "$python" -m ruff check .
step format "$python" -m ruff format --check .
step types "$python" -m mypy
step rooms "$python" -m tools.rooms
step translations "$python" -m tools.translations check
step docs "$python" -m tools.reference check
step tests "$python" -m pytest -n "$jobs" --cov --cov-report=term
if [ -n "$failed" ]; then
    printf '\nfailed:%s\n' "$failed"
    exit 1
fi
printf '\nall checks passed\n'
