"""The same linking on Spark: 240 records on two threads of this computer, in a process of its own."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.linkage import records
from tests.people.linking_helpers import Watch, need_packages, spelt
from underice.people.linking import EngineMissing, LinkSettings, link, sessions

need_packages("splink", "duckdb")

ROOT = Path(__file__).resolve().parents[2]
NUMBER, SEED = 240, 11
# Python's part may talk to the Java program beside it and to nothing else; the guard of the other tests refuses even that.
RUN = f"""
import json, sys
def guard(event, arguments):
    if event == "socket.getaddrinfo" and arguments[0] not in ("127.0.0.1", "localhost", "::1"):
        raise RuntimeError("looked up")
    if event in ("socket.connect", "socket.bind") and arguments[1][0] not in ("127.0.0.1", "localhost", "::1"):
        raise RuntimeError("reached for")
sys.addaudithook(guard)
from bench.linkage import records
from underice.people.linking import LinkSettings, link
some = [one.facts for one in records({NUMBER}, seed={SEED})]
for one in link(some, engine="spark", settings=LinkSettings(least=0.05, judge=False)):
    print(json.dumps([one.one, one.other, round(one.bits, 4)]))
"""


def need_spark(require_system: Callable[[str], str]) -> None:
    """Skip where Spark or Java is not installed; with CI=true that is a failure."""
    need = importlib.util.find_spec("pyspark")
    if need is None and os.environ.get("CI") == "true":
        pytest.fail("pyspark is not installed; .ci/run should have installed it", pytrace=False)
    if need is None:
        pytest.skip("pyspark is not installed: make spark")
    require_system("java")


def descendants(of: int) -> Iterator[int]:
    """The processes under a process."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == of:
                yield int(entry.name)
                yield from descendants(int(entry.name))


def addresses(process: int) -> set[str]:
    """The addresses, hexadecimal as the kernel shows them, of all internet sockets that a process holds."""
    held = set()
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        try:
            target = os.readlink(descriptor)
        except OSError:
            continue
        if target.startswith("socket:["):
            held.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in held:
                found |= {fields[1].partition(":")[0], fields[2].partition(":")[0]}
    return found


# 127.0.0.1, ::1, ::ffff:127.0.0.1, and the far end of a socket that only listens (all zeros).
LOOPBACK = {"0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}
NOBODY = {"00000000", "0" * 32}


class Sockets:
    """Gathers the addresses of a process and all under it as long as it runs."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.processes: set[int] = set()

    def follow(self, process: "subprocess.Popen[str]") -> None:
        over = threading.Event()
        while process.poll() is None:
            for one in (process.pid, *descendants(process.pid)):
                try:
                    self.seen |= addresses(one)
                    self.processes.add(one)
                except OSError:
                    continue
            over.wait(0.5)


def test_spark_finds_what_duckdb_finds_and_leaves_nothing_behind(
    tmp_path: Path, require_system: Callable[[str], str]
) -> None:
    need_spark(require_system)
    some = [one.facts for one in records(NUMBER, seed=SEED)]
    canaries = [written for one in some[:20] for name in one.names for written in spelt(name)]
    folders = [tmp_path / name for name in ("work", "tmp", "home")]
    for folder in folders:
        folder.mkdir()
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "TMPDIR": str(folders[1]),
        "HOME": str(folders[2]), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    shared = Path("/dev/shm")
    before = set(shared.glob("underice-*")) if shared.is_dir() else set()
    sockets = Sockets()
    with (
        Watch([*folders, shared], canaries, pause=0.5) as watch,
        subprocess.Popen(
            [sys.executable, "-c", RUN], env=environment, cwd=folders[0], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process,
    ):  # fmt: skip
        following = threading.Thread(target=sockets.follow, args=(process,), daemon=True)
        following.start()
        out, err = process.communicate(timeout=500)
        following.join()
    assert process.returncode == 0, err[-2000:]
    assert err == ""
    found = {(one, other): bits for one, other, bits in map(json.loads, out.splitlines())}
    here = link(some, settings=LinkSettings(least=0.05, judge=False))
    assert found == pytest.approx({(one.one, one.other): round(one.bits, 4) for one in here}, abs=0.001)
    assert len(found) > 20
    assert watch.told == set()
    assert any("underice-" in str(path) for path in watch.files)  # the watch did see Spark at work
    assert [path for folder in folders for path in folder.rglob("*") if path.is_file()] == []
    assert (set(shared.glob("underice-*")) if shared.is_dir() else set()) == before
    assert len(sockets.processes) > 1
    assert sockets.seen & LOOPBACK
    assert sockets.seen <= LOOPBACK | NOBODY


def test_spark_is_told_to_stay_on_this_computer_and_to_encrypt_what_it_spills() -> None:
    told = sessions.spark_settings(Path("/folder"), 400)
    assert told["spark.master"] == "local[2]"
    assert told["spark.driver.host"] == told["spark.driver.bindAddress"] == "127.0.0.1"
    assert told["spark.io.encryption.enabled"] == "true"
    assert told["spark.ui.enabled"] == told["spark.eventLog.enabled"] == "false"
    assert all(told[name].startswith("/folder") for name in ("spark.local.dir", "spark.sql.warehouse.dir"))


def test_without_java_it_is_said_that_java_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(sessions, "needed", lambda _name, _extra: None)
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(EngineMissing) as missing:
        link([one.facts for one in records(4)], engine="spark")
    assert missing.value.what == "java"


BROKEN = """
from bench.linkage import records
from underice.people.linking import EngineMissing, link
try:
    link([one.facts for one in records(4)], engine="spark")
except EngineMissing as missing:
    print(missing.what)
"""


def test_a_java_that_does_not_start_is_said_and_nothing_is_left(
    tmp_path: Path, require_system: Callable[[str], str]
) -> None:
    need_spark(require_system)
    broken = tmp_path / "java" / "bin" / "java"
    broken.parent.mkdir(parents=True)
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    shared = Path("/dev/shm")
    before = set(shared.glob("underice-*"))
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "JAVA_HOME": str(tmp_path / "java")
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", BROKEN], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == "java\n", done.stderr
    assert set(shared.glob("underice-*")) == before
