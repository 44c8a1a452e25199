"""After a session that ended by kill -9, nothing that was said lies on the disk in the clear."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.harness.session import HANGUL, LATIN, MARKERS

ROOT = Path(__file__).resolve().parents[2]


def _forms(marker: str) -> Iterator[bytes]:
    """A marker in every form in which it could lie on a disk."""
    for text in {marker, marker.lower(), unicodedata.normalize("NFD", marker)}:
        yield from (text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    if not marker.isascii():
        yield marker.encode("unicode_escape")


def _traces(root: Path) -> list[str]:
    """Every file below `root` that holds a marker in its content or name, and which."""
    found = []
    for path in (path for path in root.rglob("*") if path.is_file() and not path.is_symlink()):
        data = path.read_bytes() + b"\0" + os.fsencode(path.name)
        found += [f"{path.relative_to(root)}: {m}" for m in MARKERS if any(form in data for form in _forms(m))]
    return found


def _session(root: Path, seed: int) -> str:
    """A session with everything in folders of its own, killed after a moment; what it printed."""
    for name in ("home", "tmp", "work"):
        (root / name).mkdir(parents=True)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "tmp"),
        "SQLITE_TMPDIR": str(root / "tmp"),
        "XDG_CONFIG_HOME": str(root / "home" / "config"),
        "XDG_CACHE_HOME": str(root / "home" / "cache"),
    }
    arguments = [str(root / "work" / "vault"), str(root / "home" / "config" / "underice"), str(seed)]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.vault.harness.session", *arguments],
        cwd=root / "work",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline() + process.stdout.readline()
        assert said.endswith("ready\n"), process.stderr.read()
        time.sleep(random.Random(seed).uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
    return said


def _look(root: Path, seed: int) -> None:
    assert _session(root, seed).startswith("core 0\n")
    assert (root / "work" / "vault" / "main.db").stat().st_size > 1 << 20
    assert (root / "work" / "backup" / "main.db").exists()
    assert (
        "VaultError" in (root / "work" / "traceback.log").read_text()
        or "duplicate-id" in (root / "work" / "traceback.log").read_text()
    )
    assert _traces(root) == []


def test_a_killed_session_leaves_no_word_on_the_disk(tmp_path: Path) -> None:
    _look(tmp_path, 1)


@pytest.mark.soak
def test_twenty_killed_sessions_leave_no_word_on_the_disk(tmp_path: Path) -> None:
    for seed in range(2, 22):
        _look(tmp_path / str(seed), seed)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_the_scan_finds_the_words_in_plain_sqlite(encoding: str, tmp_path: Path) -> None:
    # The control: the same words in a database without a cipher, and in its write-ahead log, are found.
    with sqlite3.connect(tmp_path / "plain.db") as connection:
        for text in (f"PRAGMA encoding = '{encoding}'", "PRAGMA journal_mode = wal", "CREATE TABLE said(words)"):
            connection.execute(text)
        connection.executemany("INSERT INTO said VALUES(?)", [(marker,) for marker in MARKERS])
        connection.commit()
        assert {one.split(":")[0] for one in _traces(tmp_path)} == {"plain.db-wal"}
        assert len(_traces(tmp_path)) == len(MARKERS)
    connection.close()
    assert {one.split(":")[0] for one in _traces(tmp_path)} == {"plain.db"}


def test_the_scan_finds_a_word_in_a_name_and_a_decomposed_one(tmp_path: Path) -> None:
    (tmp_path / LATIN).write_bytes(b"")
    (tmp_path / "list.txt").write_bytes(unicodedata.normalize("NFD", HANGUL).encode())
    assert len(_traces(tmp_path)) == 2
