"""The disk fills up in the middle of writing: said as such, and everything acknowledged is there when there is room."""

import errno
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from tests.vault.harness.lossy import Log
from tests.vault.harness.making import PASSPHRASE, Acknowledged, content, create_vault, open_vault, statements
from underice.vault.errors import VaultFull
from underice.vault.vault import Vault

ROOT = Path(__file__).resolve().parents[2]


def _fill(vault: Vault, kept: Acknowledged, seed: int, actions: int) -> int:
    """Work on until it has been refused three times; how often it was refused as it should be."""
    refused = 0
    for number in range(actions):
        try:
            if number % 5 == 4:
                kept.attach(vault, content((seed, number), 20_000))
            else:
                kept.record(vault, statements((seed, number), 1 + number % 40))
        except VaultFull:
            refused += 1
            if refused == 3:
                break
    return refused


@pytest.mark.parametrize("seed", range(16))
def test_a_disk_that_fills_up_at_any_byte_keeps_what_was_acknowledged(seed: int, tmp_path: Path) -> None:
    log, kept = Log(tmp_path, f"full{seed}"), Acknowledged()
    folder, device = tmp_path / "vault", tmp_path / "device"
    create_vault(folder, device).close()
    with log.recording():
        vault = Vault.open(folder, passphrase=PASSPHRASE, device_dir=device, idle=None, vfs=log.vfs)
        kept.record(vault, statements("before", 5))
        log.refuse_after = random.Random(seed).randrange(200_000)
        refused = _fill(vault, kept, seed, 200)
        assert list(kept.differences(vault)) == []
        # SQLite passes over a last checkpoint that fails; a file layer written in Python shows it all the same.
        with suppress(apsw.FullError):
            vault.close()
        assert refused
        assert log.refused
    with open_vault(folder, device) as vault:
        assert list(kept.differences(vault)) == []
        assert vault.verify().good
        kept.record(vault, statements("after", 5))
    assert not list(folder.rglob("*.new"))


def test_a_new_vault_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    for room in (0, 100, 5_000, 60_000):
        log = Log(tmp_path, f"new{room}")
        with log.recording():
            log.refuse_after = room
            with pytest.raises(VaultFull):
                create_vault(tmp_path / "vault", tmp_path / "device", vfs=log.vfs)
        assert not (tmp_path / "vault").exists()
        assert not list(tmp_path.glob(".vault.*"))


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from tests.vault.harness.making import Acknowledged, open_vault, statements
from underice.vault.errors import VaultFull
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_vault(Path(sys.argv[1]), Path(sys.argv[2])) as vault:
    if sys.argv[3] != "0":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    for number in range(400):
        try:
            vault.record(statements(("limited", number), 30))
        except VaultFull as full:
            print("full", full.code, flush=True)
            break
        print(number, flush=True)
"""


def _work_within(folder: Path, device: Path, limit: int, before: list[str]) -> list[str]:
    command = [*before, sys.executable, "-c", _LIMITED, str(folder), str(device), str(limit)]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return done.stdout.split("\n")[:-1]


def _check(folder: Path, device: Path, said: list[str]) -> None:
    assert said[-1].startswith("full"), said[-3:]
    assert len(said) > 1
    with open_vault(folder, device) as vault:
        kept = Acknowledged()
        for number in said[:-1]:
            kept.statements.update((one.id, one) for one in statements(("limited", int(number)), 30))
        assert list(kept.differences(vault)) == []
        assert vault.verify().good


def test_the_largest_file_that_the_system_allows_is_a_full_disk(tmp_path: Path) -> None:
    create_vault(tmp_path / "vault", tmp_path / "device").close()
    said = _work_within(tmp_path / "vault", tmp_path / "device", 400_000, [])
    _check(tmp_path / "vault", tmp_path / "device", said)


def test_a_small_disk_that_is_really_full(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["unshare", "-rm", "sh", "-c", f'mount -t tmpfs -o size=1m none "{small}" && exec "$@"', "sh"]
    if shutil.which("unshare") is None or subprocess.run([*mount, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a small disk of their own")
    create_vault(tmp_path / "vault", tmp_path / "device").close()
    copy = 'cp -r "$0"/vault "$0"/device "$0"/small/ && "$@"; code=$?; cp -r "$0"/small/* "$0"/out/; exit $code'
    (tmp_path / "out").mkdir()
    said = _work_within(small / "vault", small / "device", 0, [*mount, "sh", "-c", copy, str(tmp_path)])
    _check(tmp_path / "out" / "vault", tmp_path / "out" / "device", said)


def test_an_error_that_is_no_full_disk_is_not_called_one(tmp_path: Path) -> None:
    from underice.vault import disk

    with pytest.raises(OSError, match="name too long"), disk.writing("test"):
        raise OSError(errno.ENAMETOOLONG, "name too long")
