"""A disk that loses what was not synced: everything written under one folder is logged, and any crash replayed.

Two layers feed the log. Below the cipher lies a VFS, which sees what SQLite writes to databases and write-ahead logs;
around the vault's small files, the functions of `os` that write are stood in for. A crash at event k keeps whatever a
sync had made durable by then; of the rest, each file keeps nothing, everything, a beginning (its last write cut), a
random choice of writes (some cut at sectors), or only its new length. Names are as lossy as contents: what has not been
followed by a sync of its folder is kept up to a random point (as a journaling file system does) or at random.

The same log can refuse to write: `refuse_after` bytes, the disk is full.
"""

from __future__ import annotations

import errno
import io
import itertools
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from unittest.mock import patch

import apsw

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes at an offset of a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file's length set."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """All that was written to a file before is durable."""

    file: int


@dataclass(frozen=True, slots=True)
class Named:
    """A change of names in a folder: a file or folder made, moved or removed."""

    what: Literal["file", "folder", "move", "remove"]
    path: str
    file: int = -1
    old: str = ""

    @property
    def folder(self) -> str:
        """The folder whose sync makes it durable."""
        return os.path.dirname(self.path)


@dataclass(frozen=True, slots=True)
class SyncedFolder:
    """The names in a folder are durable."""

    path: str


Event = Written | Cut | Synced | Named | SyncedFolder


@dataclass(slots=True)
class _State:
    """Files by number and names, while events are replayed."""

    contents: dict[int, bytearray] = field(default_factory=dict)
    pending: dict[int, list[Written | Cut]] = field(default_factory=dict)
    names: list[Named] = field(default_factory=list)
    loose: set[int] = field(default_factory=set)
    """Which of `names` no sync has followed yet."""


def _apply(content: bytearray, event: Written | Cut) -> None:
    if isinstance(event, Cut):
        if event.size < len(content):
            del content[event.size :]
        else:
            content.extend(bytes(event.size - len(content)))
        return
    end = event.offset + len(event.data)
    if end > len(content):
        content.extend(bytes(end - len(content)))
    content[event.offset : end] = event.data


class Log:
    """Everything that is written below `root` while it is recording()."""

    def __init__(self, root: Path, name: str = "lossy") -> None:
        self.root = os.fspath(root.resolve())
        self.vfs = f"multipleciphers-{name}"
        """The name to open databases with: the cipher's layer over ours."""
        self.events: list[Event] = []
        self.refuse_after: int | None = None
        """How many more bytes may be written; None for no limit."""
        self.refused = 0
        self._base = name
        self._files: dict[str, int] = {}
        self._numbers = itertools.count()
        self._handles: dict[int, int] = {}
        self._folders: dict[int, str] = {}
        self._unsynced_logs: set[int] = set()

    # --- recording --------------------------------------------------------------------------------------------------

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Log what is written in this process, and lock databases exclusively (shared memory is not logged)."""
        vfs = _Vfs(self, self._base)
        apsw.connection_hooks.append(_exclusive)
        real = _Real()
        with ExitStack() as stack:
            stack.callback(vfs.unregister)
            stack.callback(apsw.connection_hooks.remove, _exclusive)
            self._stand_in(stack, real)
            yield

    def _stand_in(self, stack: ExitStack, real: _Real) -> None:
        replaced: dict[str, Callable[..., object]] = {
            "open": lambda path, flags, mode=0o777, **more: self._open(real, path, flags, mode, **more),
            "write": lambda handle, data: self._write(real, handle, data),
            "fsync": lambda handle: self._fsync(real, handle),
            "close": lambda handle: self._close(real, handle),
            "fdopen": lambda handle, mode="r", **more: self._fdopen(real, handle, mode, **more),
            "replace": lambda old, new: self._move(real, old, new),
            "unlink": lambda path, **more: self._remove(real, path, **more),
            "mkdir": lambda path, mode=0o777, **more: self._mkdir(real, path, mode, **more),
        }
        for name, function in replaced.items():
            stack.enter_context(patch.object(os, name, function))

    def inside(self, path: str | os.PathLike[str] | int) -> str | None:
        """The root or a path below it, absolute; None if it lies elsewhere."""
        if isinstance(path, int):
            return None
        text = os.path.abspath(os.fspath(path))
        return text if text == self.root or text.startswith(self.root + os.sep) else None

    def number(self, path: str, *, made: bool) -> int:
        """The number of a file; a new one is logged."""
        if made or path not in self._files:
            self._files[path] = next(self._numbers)
            self.events.append(Named("file", path, self._files[path]))
            if path.endswith(("-wal", "-journal")):
                self._unsynced_logs.add(self._files[path])
        return self._files[path]

    def room(self, size: int) -> int:
        """How many of `size` bytes may still be written."""
        if self.refuse_after is None:
            return size
        fits = min(size, self.refuse_after)
        self.refuse_after -= fits
        if fits < size:
            self.refused += 1
        return fits

    def wrote(self, file: int, offset: int, data: bytes) -> None:
        """Log a write."""
        self.events.append(Written(file, offset, data))

    def synced(self, file: int, path: str) -> None:
        """Log a sync; SQLite's own layer also syncs the folder of a new log at its first sync."""
        self.events.append(Synced(file))
        if file in self._unsynced_logs:
            self._unsynced_logs.discard(file)
            self.events.append(SyncedFolder(os.path.dirname(path)))

    def removed(self, path: str) -> None:
        """Log a removal."""
        if self._files.pop(path, None) is not None:
            self.events.append(Named("remove", path))

    def _open(self, real: _Real, path: str | os.PathLike[str], flags: int, mode: int, **more: int) -> int:
        inside = self.inside(path)
        existed = inside is not None and os.path.lexists(inside)
        if inside is not None and flags & os.O_CREAT and not existed and self.refuse_after == 0:
            self.refused += 1
            raise OSError(errno.ENOSPC, "full")
        handle = real.open(path, flags, mode, **more)
        if inside is not None:
            if flags & os.O_DIRECTORY:
                self._folders[handle] = inside
            elif flags & (os.O_WRONLY | os.O_RDWR):
                self._handles[handle] = self.number(inside, made=not existed)
        return handle

    def _write(self, real: _Real, handle: int, data: bytes | memoryview) -> int:
        if handle not in self._handles:
            return real.write(handle, data)
        fits = self.room(len(data))
        if not fits:
            raise OSError(errno.ENOSPC, "full")
        offset = os.lseek(handle, 0, os.SEEK_CUR)
        done = real.write(handle, data[:fits])
        self.wrote(self._handles[handle], offset, bytes(data[:done]))
        return done

    def _fsync(self, real: _Real, handle: int) -> None:
        real.fsync(handle)
        if handle in self._handles:
            self.events.append(Synced(self._handles[handle]))
        elif handle in self._folders:
            self.events.append(SyncedFolder(self._folders[handle]))

    def _close(self, real: _Real, handle: int) -> None:
        self._handles.pop(handle, None)
        self._folders.pop(handle, None)
        real.close(handle)

    def _fdopen(self, real: _Real, handle: int, mode: str, **more: object) -> object:
        if handle in self._handles and mode == "wb":
            return io.BufferedWriter(_Raw(handle))
        return real.fdopen(handle, mode, **more)

    def _move(self, real: _Real, old: str | os.PathLike[str], new: str | os.PathLike[str]) -> None:
        real.replace(old, new)
        source, target = self.inside(old), self.inside(new)
        if source is None or target is None:
            return
        if source in self._files:
            self._files[target] = self._files.pop(source)
            self.events.append(Named("move", target, self._files[target], source))
            return
        for path in [path for path in self._files if path.startswith(source + os.sep)]:
            self._files[target + path[len(source) :]] = self._files.pop(path)
        self.events.append(Named("move", target, -1, source))

    def _remove(self, real: _Real, path: str | os.PathLike[str], **more: int) -> None:
        real.unlink(path, **more)
        inside = self.inside(path)
        if inside is not None and not more:
            self.removed(inside)

    def _mkdir(self, real: _Real, path: str | os.PathLike[str], mode: int, **more: int) -> None:
        real.mkdir(path, mode, **more)
        inside = self.inside(path)
        if inside is not None:
            self.events.append(Named("folder", inside))

    # --- crashing ---------------------------------------------------------------------------------------------------

    def crash(self, at: int, chance: random.Random, into: Path) -> None:
        """Lay out in the empty folder `into` what the disk may hold after a loss of power before event `at`."""
        state = _State()
        for event in self.events[:at]:
            _replay(state, event)
        for file, pending in state.pending.items():
            _lose(state.contents.setdefault(file, bytearray()), pending, chance)
        _lay_out(_surviving(state, chance), state.contents, self.root, into)


def _replay(state: _State, event: Event) -> None:
    if isinstance(event, Written | Cut):
        state.pending.setdefault(event.file, []).append(event)
    elif isinstance(event, Synced):
        content = state.contents.setdefault(event.file, bytearray())
        for change in state.pending.pop(event.file, []):
            _apply(content, change)
    elif isinstance(event, Named):
        state.loose.add(len(state.names))
        state.names.append(event)
    else:
        state.loose = {index for index in state.loose if state.names[index].folder != event.path}


def _lose(content: bytearray, pending: list[Written | Cut], chance: random.Random) -> None:
    """Apply to `content` what survives of writes that no sync has followed."""
    how = chance.choice(("nothing", "all", "beginning", "choice", "choice", "length"))
    if how == "nothing":
        return
    if how == "beginning":
        kept = pending[: chance.randrange(len(pending) + 1)]
        for event in kept[:-1]:
            _apply(content, event)
        for event in kept[-1:]:
            _apply(content, _torn(event, chance.randrange(1 << 16)))
        return
    if how == "length":
        end = max((event.offset + len(event.data) for event in pending if isinstance(event, Written)), default=0)
        content.extend(bytes(max(0, end - len(content))))
        return
    for event in pending:
        fate = "whole" if how == "all" else chance.choice(("whole", "whole", "gone", "torn"))
        if fate == "whole":
            _apply(content, event)
        elif fate == "torn":
            _apply(content, _torn(event, SECTOR * chance.randrange(1, 9)))


def _torn(event: Written | Cut, size: int) -> Written | Cut:
    return event if isinstance(event, Cut) else Written(event.file, event.offset, event.data[:size])


def _surviving(state: _State, chance: random.Random) -> list[Named]:
    """The changes of names that are on the disk."""
    loose = sorted(state.loose)
    kept_to = chance.randrange(len(loose) + 1) if chance.random() < 0.5 else None
    tail = set(loose[kept_to:])
    lost = tail if kept_to is not None else {index for index in tail if chance.random() < 0.5}
    return [event for index, event in enumerate(state.names) if index not in lost]


def _lay_out(names: list[Named], contents: dict[int, bytearray], root: str, into: Path) -> None:
    files: dict[str, int] = {}
    folders: set[str] = set()
    for event in names:
        if event.what == "file":
            files[event.path] = event.file
        elif event.what == "folder":
            folders.add(event.path)
        elif event.what == "remove":
            files.pop(event.path, None)
        elif event.file >= 0:
            files.pop(event.old, None)
            files[event.path] = event.file
        else:
            beneath = event.old + os.sep
            files = {event.path + p[len(event.old) :] if p.startswith(beneath) else p: f for p, f in files.items()}
            folders = {
                event.path + p[len(event.old) :] if p == event.old or p.startswith(beneath) else p for p in folders
            }
    for path in sorted(folders):
        (into / os.path.relpath(path, root)).mkdir(mode=0o700, parents=True, exist_ok=True)
    for path, file in files.items():
        target = into / os.path.relpath(path, root)
        if target.parent.is_dir():
            target.write_bytes(contents.get(file, b""))
            target.chmod(0o600)


# --- the layers -----------------------------------------------------------------------------------------------------


class _Real:
    """The functions of `os` as they were before they were stood in for."""

    def __init__(self) -> None:
        self.open, self.write, self.fsync, self.close = os.open, os.write, os.fsync, os.close
        self.fdopen: Callable[..., object] = os.fdopen
        self.replace, self.unlink, self.mkdir = os.replace, os.unlink, os.mkdir


class _Raw(io.RawIOBase):
    """A file object whose writes go through os.write, where they are seen."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def write(self, data: object) -> int:
        assert isinstance(data, bytes | bytearray | memoryview)
        return os.write(self._handle, bytes(data))

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _exclusive(connection: apsw.Connection) -> None:
    # A VFS written in Python has no shared memory; with one writer alone, the log works without it.
    connection.execute("PRAGMA locking_mode = exclusive").fetchall()


class _Vfs(apsw.VFS):
    def __init__(self, log: Log, name: str) -> None:
        self._log = log
        super().__init__(name, "unix")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self._log, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        inside = self._log.inside(name)
        if inside is not None:
            self._log.removed(inside)
            if sync:
                self._log.events.append(SyncedFolder(os.path.dirname(inside)))


class _File(apsw.VFSFile):
    def __init__(self, log: Log, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        inside = log.inside(path) if path else None
        existed = inside is not None and os.path.lexists(inside)
        super().__init__("unix", name, flags)
        self._log = log
        self._path = inside
        writes = bool(flags[0] & apsw.SQLITE_OPEN_READWRITE)
        self._number = log.number(inside, made=not existed) if inside is not None and writes else None

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._number is not None and self._log.room(len(data)) < len(data):
            raise apsw.FullError("full")
        super().xWrite(data, offset)
        if self._number is not None:
            self._log.wrote(self._number, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        if self._number is not None:
            self._log.events.append(Cut(self._number, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        if self._number is not None and self._path is not None:
            self._log.synced(self._number, self._path)
