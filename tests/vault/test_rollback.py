"""An older copy is put back while one anchor is left: every opening says so."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.vault.harness.making import KDF, create_vault, open_vault, statements
from underice.vault import cipher
from underice.vault.errors import VaultDamaged, VaultRolledBack

_STEPS = 8


@contextmanager
def _log_waiting() -> Iterator[None]:
    with patch.object(cipher, "checkpoint", lambda connection: False):
        yield


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*-shm"))
    return target


@pytest.fixture(scope="module")
def ages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Copies of one vault with two compartments and its device folder, after each step; the last is the newest."""
    root = tmp_path_factory.mktemp("ages")
    live = root / "live"
    copies = []
    with create_vault(live / "vault", live / "device") as vault:
        vault.add_compartment("other")
    for step in range(_STEPS):
        for compartment in ("main", "other"):
            with open_vault(live / "vault", live / "device", compartment=compartment) as vault:
                vault.record(statements((compartment, step), 1 + step))
                if step % 3 == 2:
                    vault.add_passphrase(f"{compartment} {step}", kdf=KDF)
        copies.append(_copy(live, root / f"age{step}"))
    return copies


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Copies of one vault after each step, all that was written since the first still in the write-ahead log."""
    root = tmp_path_factory.mktemp("logs")
    live = root / "live"
    with create_vault(live / "vault", live / "device") as vault, _log_waiting():
        copies = []
        for step in range(_STEPS):
            vault.record(statements(step, 1 + step))
            copies.append(_copy(live, root / f"age{step}"))
    return copies


def _refused(root: Path, compartment: str = "main", read_only: bool = False) -> VaultRolledBack:
    with pytest.raises(VaultRolledBack) as caught:
        open_vault(root / "vault", root / "device", compartment=compartment, read_only=read_only)
    # It is seen by verification too, not only once at opening.
    with open_vault(root / "vault", root / "device", compartment=compartment, inspect=True) as vault:
        assert not vault.verify().good
    return caught.value


def _take(file: str, older: Path, root: Path) -> None:
    shutil.copyfile(older / "vault" / file, root / "vault" / file)


@pytest.mark.parametrize("age", range(_STEPS - 1))
def test_the_whole_folder_rolled_back_is_seen_with_the_device_anchor(
    age: int, ages: list[Path], tmp_path: Path
) -> None:
    root = tmp_path / "copy"
    shutil.copytree(ages[age] / "vault", root / "vault")
    shutil.copytree(ages[-1] / "device", root / "device")
    for compartment in ("main", "other"):
        for read_only in (False, True):
            assert _refused(root, compartment, read_only).bundle in (None, _STEPS)


@pytest.mark.parametrize("anchor", ["heads.log", "device", "both"])
@pytest.mark.parametrize("age", range(_STEPS - 1))
def test_one_compartment_rolled_back_is_seen_with_one_anchor(
    age: int, anchor: str, ages: list[Path], tmp_path: Path
) -> None:
    for compartment, untouched in (("main", "other"), ("other", "main")):
        root = _copy(ages[-1], tmp_path / compartment)
        _take(f"{compartment}.db", ages[age], root)
        if anchor == "heads.log":
            shutil.rmtree(root / "device")
        elif anchor == "device":
            for name in ("heads.log", "slots.cbor"):
                _take(name, ages[age], root)
        assert _refused(root, compartment).anchor in ("heads", "anchor")
        if anchor != "device":
            with open_vault(root / "vault", root / "device", compartment=untouched) as vault:
                assert vault.verify().good


@pytest.mark.parametrize("what", ["older", "emptied", "removed"])
@pytest.mark.parametrize("age", range(_STEPS - 1))
def test_a_log_rolled_back_is_seen_with_one_anchor(age: int, what: str, logs: list[Path], tmp_path: Path) -> None:
    for anchor in ("heads.log", "device"):
        root = _copy(logs[-1], tmp_path / anchor)
        log = root / "vault" / "main.db-wal"
        if what == "older":
            _take("main.db-wal", logs[age], root)
        elif what == "emptied":
            log.write_bytes(log.read_bytes()[: 32 * age])
        else:
            log.unlink()
        if anchor == "heads.log":
            shutil.rmtree(root / "device")
        else:
            _take("heads.log", logs[0], root)
        _refused(root)


def test_a_log_cut_anywhere_is_seen(logs: list[Path], tmp_path: Path) -> None:
    size = (logs[-1] / "vault" / "main.db-wal").stat().st_size
    for number in range(40):
        root = _copy(logs[-1], tmp_path / str(number))
        log = root / "vault" / "main.db-wal"
        log.write_bytes(log.read_bytes()[: size * number // 40])
        _refused(root)


@pytest.mark.parametrize("age", range(2))
def test_older_slots_are_seen(age: int, ages: list[Path], tmp_path: Path) -> None:
    root = _copy(ages[-1], tmp_path / "copy")
    _take("slots.cbor", ages[age], root)
    assert _refused(root).part == "slots"


@pytest.mark.parametrize("age", range(_STEPS - 1))
def test_older_heads_beside_a_newer_database_are_seen(age: int, ages: list[Path], tmp_path: Path) -> None:
    root = _copy(ages[-1], tmp_path / "copy")
    _take("heads.log", ages[age], root)
    _refused(root)
    shutil.rmtree(root / "device")
    if age == _STEPS - 2:
        # One bundle more than the heads know is what a crash leaves; nothing is missing, and it is adopted.
        with open_vault(root / "vault", root / "device") as vault:
            assert vault.verify().good
    else:
        with pytest.raises((VaultRolledBack, VaultDamaged)):
            open_vault(root / "vault", root / "device")


def test_every_copy_by_itself_opens(ages: list[Path], logs: list[Path], tmp_path: Path) -> None:
    # The control: it is not the copying that is refused.
    for number, age in enumerate([*ages, *logs]):
        root = _copy(age, tmp_path / str(number))
        with open_vault(root / "vault", root / "device") as vault:
            assert vault.verify().good


def test_without_any_anchor_left_a_rollback_cannot_be_seen(ages: list[Path], tmp_path: Path) -> None:
    # The limit that the threat model names: everything rolled back together is a vault of that day.
    root = tmp_path / "copy"
    shutil.copytree(ages[2] / "vault", root / "vault")
    with open_vault(root / "vault", root / "device") as vault:
        assert vault.verify().good
