#!/bin/sh
# Makes .venv and installs what a target needs: `sh tools/setup.sh core`, `… dev`, or `… spark` (dev and Spark).
# Needs only Python 3.11 or newer. Does nothing when the stamp says that the same lock is installed already.
set -eu
cd "$(dirname "$0")/.."
level=${1:-core}
venv=.venv

say() { printf '%s\n' "$*" >&2; }

supported='import sys; sys.exit(sys.version_info < (3, 11))'
python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$supported" >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "파이썬 3.11 이상이 필요한데 찾지 못했습니다. 설치한 뒤 다시 실행하거나 make PYTHON=/경로/python3 처럼 알려 주십시오."
    say "Python 3.11 or newer is needed and was not found. Install it and try again, or say where it is: make PYTHON=/path/python3."
    exit 2
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    say "파이썬에 venv 또는 ensurepip 모듈이 없습니다. 데비안·우분투에서는 'apt install python3-venv'로 설치하십시오."
    say "This Python lacks its venv or ensurepip module. On Debian or Ubuntu install it with 'apt install python3-venv'."
    exit 2
fi

# The stamp holds what was installed where: the lock files, the project's own description, the Python, the folder.
wanted=$(
    "$python" - "$level" <<'PY'
import hashlib, os, sys
digest = hashlib.sha256(f"{sys.version} {os.getcwd()}".encode())
names = [f"requirements/{name}.txt" for name in ("build", "dev" if sys.argv[1] == "spark" else "build", sys.argv[1])]
for name in ("pyproject.toml", "tools/setup.sh", *names):
    with open(name, "rb") as file:
        digest.update(file.read())
print(digest.hexdigest())
PY
)
stamp=$venv/underice-$level.stamp
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c "$supported" 2>/dev/null; then
    exit 0
fi

if ! "$venv/bin/python" -c "$supported" >/dev/null 2>&1; then
    say "· 가상 환경을 만듭니다 / making the virtual environment .venv ($("$python" -V 2>&1))"
    "$python" -m venv --clear "$venv"
fi

log=$venv/setup.log
quietly() { # run a command; show what it printed only when it fails
    if ! "$@" >"$log" 2>&1; then
        tail -n 25 "$log" >&2
        say "설치하지 못했습니다. 인터넷 연결을 확인하고 다시 실행하십시오. 전체 기록: $log"
        say "The installation failed. Check the network and try again. The whole record is in $log."
        exit 2
    fi
}
pip() { quietly "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }

say "· 필요한 꾸러미를 설치합니다($level), 1분쯤 걸립니다 / installing what is needed ($level), about a minute"
if [ "$level" = spark ]; then
    # pyspark is built here: with the locked tools, not with what pip would fetch for it.
    pip install --require-hashes -r requirements/build.txt
    pip install --require-hashes --no-build-isolation -r requirements/dev.txt -r requirements/spark.txt
else
    pip install --require-hashes -r requirements/build.txt -r "requirements/$level.txt"
fi
say "· 언더아이스를 설치합니다 / installing Underice itself"
pip install --no-deps --no-build-isolation --editable .
printf '%s\n' "$wanted" >"$stamp"
