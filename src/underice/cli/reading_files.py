"""Drafts from files and standard input: the text, how it was read, and what the file would give away besides."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from underice.cli.errors import Problem, ProblemCode
from underice.exposure.documents import FileNote, Progress, Refused, Source, read_document
from underice.exposure.documents.decoding import decode
from underice.exposure.documents.model import Kind, RefusedCode

__all__ = ["DOCUMENT_MB", "LIMIT_MB", "Draft", "decode", "read_draft"]

LIMIT_MB = 20
"""Larger files of text are refused: no draft is that long, and a wrong file should not keep the machine busy."""
DOCUMENT_MB = 200
"""The same for documents, which may hold photographs."""

_DOCUMENTS = (b"PK\x03\x04", b"%PDF")
_PROBLEMS: dict[RefusedCode, ProblemCode] = {
    "binary": "binary",
    "empty": "empty",
    "scanned": "scanned",
    "encrypted": "encrypted",
    "damaged": "damaged",
    "hostile": "hostile",
    "hwp": "hwp",
    "doc": "old_document",
    "rtf": "old_document",
    "spreadsheet": "spreadsheet",
    "slides": "other_document",
    "mail": "other_document",
    "unknown_package": "other_document",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a draft. name: what to call it. guessed: the encoding, if it was neither UTF-8 nor marked.

    notes: what the file holds besides its text, and what was met while it was read.
    """

    text: str
    name: str
    guessed: str | None = None
    path: Path | None = None
    kind: Kind = "text"
    notes: tuple[FileNote, ...] = ()


def read_draft(path: str, progress: Progress | None = None, *, as_is: bool = False) -> Draft:
    """The draft at `path`, or on standard input if `path` is "-". progress: called with (pages or parts done, all).
    as_is: keep signs that cannot be seen, for texts with offsets of their own.

    Raises Problem if there is none, it may not be read, is empty, too large, locked, damaged, or holds no text.
    """
    if path == "-":
        raw = sys.stdin.buffer.read(DOCUMENT_MB * 1_000_000 + 1)
        _bearable(raw[:8], len(raw), "-")
        return _draft(raw, "-", None, progress, as_is)
    file = Path(path)
    try:
        if file.is_dir():
            raise Problem("directory", path=str(file))
        with file.open("rb") as stream:
            head = stream.read(8)
            stream.seek(0, os.SEEK_END)
            _bearable(head, stream.tell(), str(file))
    except ValueError:  # a name that no file can have
        raise Problem("no_such_file", path=str(file)) from None
    except OSError as failure:
        raise _unreadable(file, failure) from None
    try:
        return _draft(file, file.name, file, progress, as_is)
    except OSError as failure:
        raise _unreadable(file, failure) from None


def _unreadable(file: Path, failure: OSError) -> Problem:
    code = failure.errno
    if code in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Problem("no_such_file", path=str(file))
    if code in (errno.EACCES, errno.EPERM):
        return Problem("not_allowed", path=str(file))
    return Problem("unreadable", path=str(file), reason=os.strerror(code) if code else "?")


def _bearable(head: bytes, size: int, shown: str) -> None:
    limit = DOCUMENT_MB if head.startswith(_DOCUMENTS) else LIMIT_MB
    if size > limit * 1_000_000:
        raise Problem("too_large", path=shown, limit=limit)


def _draft(source: bytes | Path, name: str, path: Path | None, progress: Progress | None, as_is: bool) -> Draft:
    try:
        read: Source = read_document(source, name, progress, as_is=as_is)
    except Refused as refused:
        raise Problem(_PROBLEMS[refused.code], path=str(path or name), n=refused.n) from None
    return Draft(read.text, name, read.guessed, path, read.kind, read.notes)
