"""Around the vault: who may touch its folder, one writer at a time, no core dumps, and a lock that closes by itself."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from underice.vault.errors import NotAVault, UnsafePath, VaultBusy, VaultReadOnly

IDLE_SECONDS = 300.0
"""After so long without a call the vault locks itself."""
LOCK = "lock"
"""The name of the lock file. It is empty and stays; what counts is the system's lock on it, which dies with its
process.
"""


def no_core_dumps() -> None:
    """Keep the system from writing this process's memory to disk when it crashes."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


@contextmanager
def private_files() -> Iterator[None]:
    """New files and folders within are for the owner only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def real_folder(folder: Path) -> Path:
    """The absolute path of a vault's folder. Raises UnsafePath if its last part is a symbolic link."""
    if folder.is_symlink():
        raise UnsafePath("symlink", file=folder.name)
    absolute = folder.absolute()
    return absolute.parent.resolve() / absolute.name


def check_folder(folder: Path, *, tighten: bool) -> None:
    """Walk over a vault's folder: plain files and folders only, ours, closed to others.

    With `tighten`, modes that are too wide are narrowed to 0700 and 0600; without (read only), they are refused.
    Raises UnsafePath; NotAVault if there is no folder.
    """
    if not folder.is_dir():
        raise NotAVault
    _check_entry(folder, tighten=tighten)
    for entry in folder.iterdir():
        _check_entry(entry, tighten=tighten)
    attachments = folder / "att"
    if attachments.is_dir():
        for entry in attachments.iterdir():
            _check_entry(entry, tighten=tighten)


def _check_entry(path: Path, *, tighten: bool) -> None:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise UnsafePath("symlink", file=path.name)
    is_folder = stat.S_ISDIR(status.st_mode)
    if not is_folder and not stat.S_ISREG(status.st_mode):
        raise UnsafePath("not-a-file", file=path.name)
    if status.st_uid != os.geteuid():
        raise UnsafePath("owner", file=path.name)
    if not status.st_mode & 0o077:
        return
    if not tighten:
        raise UnsafePath("permissions", file=path.name)
    try:
        path.chmod(0o700 if is_folder else 0o600)
    except OSError:
        raise UnsafePath("permissions", file=path.name) from None


class WriterLock:
    """The right to write: held by one process, given back by the system when that process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises VaultBusy if another holds it, VaultReadOnly if the folder cannot be written."""
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            self._handle: int | None = os.open(folder / LOCK, flags, 0o600)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise UnsafePath("symlink", file=LOCK) from None
            raise VaultReadOnly(what="folder") from None
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            self._handle = None
            raise VaultBusy from None

    def release(self) -> None:
        """Give it back; doing so twice is harmless."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _clock() -> float:
    """Seconds that also pass while the machine sleeps, where the system can tell."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class IdleTimer:
    """Calls `expired` when nobody has called touch() for `seconds`, until it says True; None means never."""

    def __init__(self, seconds: float | None, expired: Callable[[], bool], clock: Callable[[], float] = _clock) -> None:
        self._seconds = seconds
        self._expired = expired
        self._clock = clock
        self._deadline = clock() + (seconds or 0)
        self._stop = threading.Event()
        if seconds is not None:
            threading.Thread(target=self._watch, daemon=True, name="underice-idle").start()

    @property
    def over(self) -> bool:
        """True if the time has run out, whether or not the thread has noticed yet."""
        return self._seconds is not None and self._clock() >= self._deadline

    def touch(self) -> None:
        """Someone is here."""
        self._deadline = self._clock() + (self._seconds or 0)

    def stop(self) -> None:
        """Do not call `expired` any more."""
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(max(0.01, min(self._deadline - self._clock(), 5.0))):
            if self.over and self._expired():
                return
