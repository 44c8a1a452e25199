import errno
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from underice.vault import guard
from underice.vault.errors import NotAVault, UnsafePath, VaultBusy, VaultReadOnly
from underice.vault.guard import IdleTimer, WriterLock


def test_core_dumps_are_switched_off() -> None:
    guard.no_core_dumps()
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_files_made_within_are_private_and_the_mask_is_put_back(tmp_path: Path) -> None:
    before = os.umask(0o022)
    with guard.private_files():
        (tmp_path / "file").touch()
    assert os.umask(before) == 0o022
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_a_folder_reached_through_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(UnsafePath, match="symlink"):
        guard.real_folder(tmp_path / "link")
    assert guard.real_folder(tmp_path / "link" / "vault") == tmp_path / "real" / "vault"


@pytest.mark.parametrize("where", ["file", "att/00/file"])
def test_links_inside_a_vault_are_refused(where: str, tmp_path: Path) -> None:
    path = tmp_path / "vault" / Path(where).parts[0]
    path.parent.mkdir()
    if where != "file":
        path.mkdir()
        path = path / "00"
    path.symlink_to(tmp_path)
    with pytest.raises(UnsafePath, match="symlink"):
        guard.check_folder(tmp_path / "vault", tighten=True)


def test_pipes_and_sockets_inside_a_vault_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnsafePath, match="not-a-file"):
        guard.check_folder(tmp_path, tighten=True)


def test_no_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        guard.check_folder(tmp_path / "none", tighten=True)


def test_modes_that_are_too_wide_are_narrowed_or_refused(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o755)
    (folder / "file").touch(mode=0o644)
    with pytest.raises(UnsafePath, match="permissions"):
        guard.check_folder(folder, tighten=False)
    guard.check_folder(folder, tighten=True)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "file").stat().st_mode & 0o777 == 0o600
    guard.check_folder(folder, tighten=False)


def test_modes_that_cannot_be_narrowed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o755)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(UnsafePath, match="permissions"):
        guard.check_folder(folder, tighten=True)


def test_a_foreign_owner_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(UnsafePath, match="owner"):
        guard.check_folder(tmp_path, tighten=True)


def test_only_one_may_write_and_the_right_is_given_back(tmp_path: Path) -> None:
    first = WriterLock(tmp_path)
    with pytest.raises(VaultBusy):
        WriterLock(tmp_path)
    first.release()
    first.release()
    WriterLock(tmp_path).release()


def test_the_right_to_write_dies_with_its_process(tmp_path: Path) -> None:
    code = (
        f"import fcntl, os\nh = os.open({str(tmp_path / 'lock')!r}, 66)\n"
        "fcntl.flock(h, 2)\nprint('held', flush=True)\ninput()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(VaultBusy):
            WriterLock(tmp_path)
        other.kill()
    WriterLock(tmp_path).release()


@pytest.mark.parametrize(("number", "error"), [(errno.ELOOP, UnsafePath), (errno.EROFS, VaultReadOnly)])
def test_a_lock_that_cannot_be_made_is_told_apart(
    number: int, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, "why")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(error):
        WriterLock(tmp_path)


def test_time_without_a_call_runs_out_and_a_call_renews_it() -> None:
    now = [0.0]
    timer = IdleTimer(300.0, lambda: True, clock=lambda: now[0])
    try:
        now[0] = 299.0
        assert not timer.over
        timer.touch()
        now[0] = 598.0
        assert not timer.over
        now[0] = 599.0
        assert timer.over
    finally:
        timer.stop()


def test_no_time_means_never() -> None:
    timer = IdleTimer(None, lambda: True, clock=lambda: 1e9)
    timer.touch()
    assert not timer.over


def test_the_timer_asks_again_until_it_is_told_yes() -> None:
    answers = iter([False, True])
    done = threading.Event()

    def expired() -> bool:
        answer = next(answers)
        if answer:
            done.set()
        return answer

    timer = IdleTimer(0.0, expired)
    assert done.wait(30)
    timer.stop()
