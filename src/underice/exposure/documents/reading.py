"""A file → the text of the draft in it: what kind of file it is, by its bytes first and its name second."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO

from underice.exposure.documents.clean import cleaned
from underice.exposure.documents.decoding import decode
from underice.exposure.documents.model import FileNote, Findings, Kind, Progress, Refused, RefusedCode, Source
from underice.exposure.documents.package import Package, open_package

_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_MAIL = re.compile(rb"\A(?:MIME-Version|From|Received|Return-Path|Content-Type|Message-ID): ", re.IGNORECASE)
_HEAD = 64 * 1024
_FEW_NULS = 0.01
# Names of streams in the compound files of older programs (MS-CFB: names are UTF-16).
_STREAMS: tuple[tuple[str, RefusedCode], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("HwpSummaryInformation", "hwp"),
    ("WordDocument", "doc"),
    ("Workbook", "spreadsheet"),
    ("PowerPoint Document", "slides"),
    ("__properties_version1.0", "mail"),
)
_OTHER_PACKAGES: tuple[tuple[str, RefusedCode], ...] = (
    ("xl/", "spreadsheet"),
    ("ppt/", "slides"),
)
_ODF_MIMES: dict[bytes, RefusedCode] = {
    b"application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "slides",
}


def read_document(
    source: bytes | Path, name: str = "", progress: Progress | None = None, *, as_is: bool = False
) -> Source:
    """The text of a draft from plain text, Markdown, HTML, DOCX, ODT, HWPX or PDF.

    source: the bytes, or where the file lies (packages and PDF are then read from there piece by piece).
    name: the file's name; its ending only tells Markdown and HTML from plain text. progress: called with (pages or
    parts done, all). as_is: keep signs that cannot be seen, for texts with offsets of their own.

    Raises Refused for files that are not read, OSError if the file cannot be.
    """
    if isinstance(source, bytes):
        return _checked(_read(io.BytesIO(source), name, progress), as_is)
    with source.open("rb") as stream:
        return _checked(_read(stream, name or source.name, progress), as_is)


def _checked(source: Source, as_is: bool) -> Source:
    clean = source if as_is else cleaned(source)
    if not clean.text.strip():
        raise Refused("empty")
    return clean


def _read(stream: BinaryIO, name: str, progress: Progress | None) -> Source:
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _package(stream, progress)
    if b"%PDF-" in head[:1024]:
        return _pdf(stream, progress)
    raw = stream.read()
    if refused := _older(head, raw):
        raise Refused(refused)
    if _HTML.match(head) or name.casefold().endswith(_HTML_NAMES):
        return _html(raw)
    return _plain(raw, name)


def _older(head: bytes, raw: bytes) -> RefusedCode | None:
    """Which of the formats it is that have to be saved as another first."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return next((code for stream, code in _STREAMS if stream.encode("utf-16-le") in raw), "binary")
    if head.startswith(b"HWP Document File") or re.match(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?<HWPML\b", head):
        return "hwp"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    return "mail" if _MAIL.match(head) and b"\nSubject:" in head else None


def _package(stream: BinaryIO, progress: Progress | None) -> Source:
    package = open_package(stream)
    findings = Findings()
    mime = package.head("mimetype", 200).strip() if "mimetype" in package.parts else b""
    kind: Kind
    if "word/document.xml" in package.parts or "_rels/.rels" in package.parts and _words(package):
        from underice.exposure.documents.docx import read_docx

        kind, text = "docx", read_docx(package, findings, progress)
    elif mime.startswith(b"application/vnd.oasis.opendocument.text"):
        from underice.exposure.documents.odt import read_odt

        kind, text = "odt", read_odt(package, findings, progress)
    elif mime == b"application/hwp+zip" or "Contents/section0.xml" in package.parts:
        from underice.exposure.documents.hwpx import read_hwpx

        kind, text = "hwpx", read_hwpx(package, findings, progress)
    else:
        raise Refused(_other_package(package, mime))
    return Source(text, kind, None, findings.notes())


def _words(package: Package) -> bool:
    """True for a Word file whose main part bears an unusual name."""
    return any(name.startswith("word/") for name in package.parts)


def _other_package(package: Package, mime: bytes) -> RefusedCode:
    if mime in _ODF_MIMES:
        return _ODF_MIMES[mime]
    for folder, code in _OTHER_PACKAGES:
        if any(name.startswith(folder) for name in package.parts):
            return code
    return "unknown_package"


def _pdf(stream: BinaryIO, progress: Progress | None) -> Source:
    from underice.exposure.documents.pdf import read_pdf

    findings = Findings()
    text = read_pdf(stream, findings, progress)
    return Source(text, "pdf", None, findings.notes())


def _html(raw: bytes) -> Source:
    from underice.exposure.documents.html import read_html

    findings = Findings()
    text, guessed = read_html(raw, findings)
    return Source(text, "html", guessed, findings.notes())


def _plain(raw: bytes, name: str) -> Source:
    kind: Kind = "markdown" if name.casefold().endswith((".md", ".markdown")) else "text"
    text, guessed = decode(raw)
    if text is not None:
        return Source(text, kind, guessed)
    nuls = raw.count(0)
    if 0 < nuls <= max(1, len(raw) * _FEW_NULS):
        text, guessed = decode(raw.replace(b"\0", b""))
        if text is not None:
            return Source(text, kind, guessed, (FileNote("nul_removed", nuls),))
    if not raw.strip():
        raise Refused("empty")
    raise Refused("binary")
