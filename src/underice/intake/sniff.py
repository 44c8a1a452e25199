"""Which reader a file needs, from its first bytes and, only where these leave it open, from its name.

A photograph renamed to .xlsx is a photograph. What is no list at all is named, so that the person who holds the file
can be told what to do with it instead (`Sniffed.what`). Marks of file formats: the registry of file signatures in the
formats' own specifications (PNG, JFIF, ISO 32000, APPNOTE.TXT, MS-CFB, SQLite file format).
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Literal

from underice.intake.model import Format
from underice.vault.attachments import MAGIC as ATTACHMENT
from underice.vault.disk import MAGIC as VAULT

HEAD = 65_536  # bytes of a file that are looked at

What = Literal[
    "csv", "xlsx", "text", "vcard", "kobo", "uwazi", "followthemoney",
    "uwazi-zip", "json", "empty", "photo", "video", "sound", "pdf", "docx", "opendocument", "presentation", "zip",
    "archive", "old-excel", "old-word", "encrypted-office", "sqlite", "vault", "encrypted", "html", "xml", "rtf",
    "email", "binary",
]  # fmt: skip
"""What a file is. With a reader: csv, xlsx, text, vcard, kobo, uwazi, uwazi-zip (a CSV inside a zip), followthemoney,
json (a list of records of no known program; read as kobo). Without one: all others."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """format: the reader that fits, None if no reader does; what: what the file is."""

    format: Format | None
    what: What


_MARKS: tuple[tuple[bytes, What], ...] = (
    (ATTACHMENT, "vault"),
    (VAULT, "vault"),
    (b"SQLite format 3\0", "sqlite"),
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "photo"),
    (b"\x89PNG\r\n\x1a\n", "photo"),
    (b"GIF8", "photo"),
    (b"II*\0", "photo"),
    (b"MM\0*", "photo"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"age-encryption.org/", "encrypted"),
    (b"-----BEGIN AGE ENCRYPTED", "encrypted"),
    (b"-----BEGIN PGP MESSAGE", "encrypted"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"#!AMR", "sound"),
    (b"\x1aE\xdf\xa3", "video"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\3\4", b"PK\5\6")
_OFFICE: tuple[tuple[bytes, What], ...] = (
    (b"xl/", "xlsx"),
    (b"word/", "docx"),
    (b"ppt/", "presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "opendocument"),
)
_BY_SUFFIX: dict[str, What] = {"xlsx": "xlsx", "xlsm": "xlsx", "docx": "docx", "pptx": "presentation"}
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_RIFF: dict[bytes, What] = {b"WEBP": "photo", b"WAVE": "sound"}
_ENTRY = re.compile(rb"PK\x03\x04.{22}(?P<name>..)..", re.DOTALL)
_IS_JSON = re.compile(r'\{\s*("|\}?\s*$)|\[\s*(\{|\]?\s*$)')
_KOBO = re.compile(
    r'"(_xform_id_string|_submission_time|_uuid|formhub/uuid|meta/instanceID|__version__|_validation_status)"\s*:'
)
_FTM = re.compile(r'"(schema|properties)"\s*:')
_STATEMENT_COLUMNS = {"entity_id", "prop", "schema", "value"}
_UWAZI_COLUMNS = {"date added", "template", "geolocation", "documents", "attachments", "published"}
_UWAZI_LANGUAGE = re.compile(r"\S__[a-z]{2,3}$")
_MAIL = re.compile(r"^(MIME-Version|Received|Delivered-To|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_READERS: dict[What, Format] = {
    "csv": "csv",
    "xlsx": "xlsx",
    "text": "text",
    "vcard": "vcard",
    "kobo": "kobo",
    "json": "kobo",
    "uwazi": "uwazi",
    "uwazi-zip": "uwazi",
    "followthemoney": "followthemoney",
}
_SAMPLE_LINES = 20


def sniff(head: bytes, name: str, size: int) -> Sniffed:
    """What a file is and which reader it needs.

    head: its first bytes, up to HEAD of them (more are not looked at). name: of the file, with its ending. size: of the
    whole file in bytes. Never raises.
    """
    suffix = name.rpartition(".")[2].casefold() if "." in name else ""
    what = _what(head[:HEAD], suffix) if size and head else "empty"
    return Sniffed(_READERS.get(what), what)


def _what(head: bytes, suffix: str) -> What:
    for mark, what in _MARKS:
        if head.startswith(mark):
            return what
    if head.startswith(_ZIPS):
        return _zip(head, suffix)
    if head.startswith(_OLE):
        return _ole(head, suffix)
    if head[4:8] == b"ftyp":
        return "photo" if head[8:12] in _HEIC else "video"
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "video")
    text = _text(head)
    if text is None:
        return "photo" if head.startswith(b"BM") else "binary"
    return _written(text, suffix)


def _zip(head: bytes, suffix: str) -> What:
    """A zip by the names of its first entries; by its ending if these lie beyond what is looked at."""
    for mark, what in _OFFICE:
        if mark in head:
            return what
    names = []
    for found in _ENTRY.finditer(head):
        length = int.from_bytes(found["name"], "little")
        names.append(head[found.end() : found.end() + length])
    if b"[Content_Types].xml" in names and suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return "uwazi-zip" if any(one.lower().endswith(b".csv") for one in names) else "zip"


def _ole(head: bytes, suffix: str) -> What:
    """A compound file: an encrypted workbook, or a workbook or document from before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in head or suffix in _BY_SUFFIX:
        return "encrypted-office"
    word = "WordDocument".encode("utf-16-le") in head or suffix in {"doc", "hwp"}
    return "old-word" if word else "old-excel"


def _text(head: bytes) -> str | None:
    """The first bytes as text, roughly: only its marks and Latin letters must come out right. None: it is not text."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    zeros = head.count(0)
    if zeros:
        # UTF-16 without a mark: of Latin letters and line ends, every other byte is zero.
        even = head[::2].count(0)
        if zeros * 10 < len(head) or min(even, zeros - even) * 20 > zeros:
            return None
        return head.decode("utf-16-be" if even * 2 > zeros else "utf-16-le", "replace")
    controls = sum(head.count(code) for code in range(32) if code not in (9, 10, 12, 13, 26, 27))
    if controls * 100 > len(head):
        return None
    return head.decode("utf-8", "replace")


def _written(text: str, suffix: str) -> What:
    start = text.lstrip()
    if not start:
        return "empty"
    opening = start[:512].casefold()
    if opening.startswith("begin:vcard") or re.search(r"^begin:vcard\s*$", text[:4096], re.IGNORECASE | re.MULTILINE):
        return "vcard"
    if _IS_JSON.match(start) or (start[0] in "{[" and suffix in {"json", "jsonl", "ndjson", "ftm"}):
        return _json(start)
    if opening.startswith(("<!doctype html", "<html")):
        return "html"
    if opening.startswith("<?xml"):
        return "html" if "<html" in opening else "xml"
    if suffix == "eml" or (_MAIL.match(start) and "\nfrom:" in f"\n{start[:8192].casefold()}"):
        return "email"
    return _lines(start, suffix)


def _json(start: str) -> What:
    if {found[1] for found in _FTM.finditer(start)} == {"schema", "properties"}:
        return "followthemoney"
    return "kobo" if _KOBO.search(start) else "json"


def _lines(start: str, suffix: str) -> What:
    """Rows of cells or running words."""
    lines = start.splitlines()[:_SAMPLE_LINES]
    for separator in ",;\t":
        columns = _cells(lines[0], separator)
        if columns >= _STATEMENT_COLUMNS:
            return "followthemoney"
        if len(columns) > 1 and _is_uwazi(columns):
            return "uwazi"
    if suffix in {"csv", "tsv", "tab"}:
        return "csv"
    counts = [line.count("\t") for line in lines if line.strip()]
    tabs = len(counts) > 1 and min(counts) == max(counts) > 0
    return "csv" if tabs and suffix != "md" else "text"


def _cells(line: str, separator: str) -> set[str]:
    try:
        row = next(csv.reader(io.StringIO(line), delimiter=separator), [])
    except csv.Error:
        return set()
    return {cell.strip().casefold() for cell in row}


def _is_uwazi(columns: set[str]) -> bool:
    """Uwazi's columns: a title, and either one column per language or the columns of its export."""
    titled = "title" in columns or any(column.startswith("title__") for column in columns)
    return titled and (any(_UWAZI_LANGUAGE.search(column) for column in columns) or len(columns & _UWAZI_COLUMNS) > 1)
