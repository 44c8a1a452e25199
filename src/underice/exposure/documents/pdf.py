"""PDF: the words of its pages, joined to paragraphs, and what else the file holds. Pages are read with pypdf (BSD)."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, BinaryIO

from underice.exposure.documents.lines import paragraphs
from underice.exposure.documents.model import Findings, Progress, Refused
from underice.exposure.documents.pictures import HEAD, camera_data
from underice.exposure.documents.xmp import read_xmp

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 2_000
MOST_TEXT = 5_000_000
"""Characters of text after which no further page is read."""
MOST_CONTENT = 8 * 1024 * 1024
"""Bytes of drawing instructions of one page, unpacked; a page of text has some 10 kB, a dense map some 2 MB."""
_MOST_PICTURES = 200
_END_OF_FILE = re.compile(rb"%%EOF")
_HUSH = logging.getLogger("pypdf")


def read_pdf(stream: BinaryIO, findings: Findings, progress: Progress | None = None) -> str:
    """The text of a PDF file, page after page.

    Raises Refused: "encrypted", "damaged", "scanned" with n pages if there are pages but no text on any.
    """
    # Its log would quote the file; what goes wrong is told by our own notes.
    _HUSH.setLevel(logging.CRITICAL + 1)
    reader = _opened(stream)
    total = _number_of_pages(reader)
    told: list[str] = []
    bare = unread = length = 0
    for number in range(total):
        text = _page_text(reader, number) if number < MOST_PAGES and length < MOST_TEXT else None
        if text is None:
            unread += 1
        elif not text.strip():
            bare += 1
        else:
            told.append(paragraphs(text))
            length += len(text)
        if progress is not None:
            progress(number + 1, total)
    if not told:
        raise Refused("scanned" if bare else "damaged", total)
    if bare:
        findings.count("pages_without_text", bare, total)
    if unread:
        findings.count("pages_unread", unread, total)
    _about(reader, stream, findings)
    return "\n\n".join(told)


def _opened(stream: BinaryIO) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(stream, strict=False)
        # Many files bear a lock that opens without a password: they may be read, only not changed.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
    except DependencyError as error:
        raise Refused("encrypted") from error
    except Refused:
        raise
    except Exception as error:  # the library raises whatever a broken file makes it meet
        raise Refused("damaged") from error
    return reader


def _number_of_pages(reader: PdfReader) -> int:
    from pypdf.errors import DependencyError

    try:
        return len(reader.pages)
    except DependencyError as error:
        raise Refused("encrypted") from error
    except Exception as error:  # as above
        raise Refused("damaged") from error


def _page_text(reader: PdfReader, number: int) -> str | None:
    """The text of one page, None if it cannot be read or is too large."""
    try:
        page = reader.pages[number]
        if _size(page) > MOST_CONTENT:
            return None
        return page.extract_text()
    except Exception:  # as above; the other pages are still read
        return None


def _size(page: PageObject) -> int:
    content = page.get_contents()
    return len(content.get_data()) if content is not None else 0


def _about(reader: PdfReader, stream: BinaryIO, findings: Findings) -> None:
    """Properties, comments, attachments, scripts, pictures, earlier versions."""
    for look in (_properties, _xmp, _annotations, _catalogue, _pictures):
        try:
            look(reader, findings)
        except Exception:  # as above; one broken property must not hide the text
            findings.count("part_unread")
    stream.seek(0)
    versions = len(_END_OF_FILE.findall(stream.read()))
    # A file made for fast web view ends twice by itself.
    extra = versions - (2 if b"/Linearized" in _head(stream) else 1)
    if extra > 0:
        findings.count("earlier_versions", extra)


def _head(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read(2048)


def _properties(reader: PdfReader, findings: Findings) -> None:
    """The document information dictionary (ISO 32000-1, 14.3.3)."""
    for key, value in (reader.metadata or {}).items():
        text = str(value)
        if key == "/Author":
            findings.name("author", text)
        elif key == "/Company":
            findings.name("company", text)
        elif key in ("/Title", "/Subject", "/Keywords"):
            findings.word(findings.words, text)
        elif key in ("/Creator", "/Producer"):
            findings.word(findings.made_with, text)
        elif key not in ("/CreationDate", "/ModDate", "/Trapped"):
            findings.word(findings.words, text)


def _xmp(reader: PdfReader, findings: Findings) -> None:
    """The same as XMP (ISO 16684-1), which some programs fill with more. Only its text is taken, by tag."""
    from pypdf.generic import DictionaryObject, StreamObject

    root = reader.trailer["/Root"].get_object()
    packet = root.get("/Metadata") if isinstance(root, DictionaryObject) else None
    stream = packet.get_object() if packet is not None else None
    if isinstance(stream, StreamObject):
        read_xmp(stream.get_data(), findings)


def _annotations(reader: PdfReader, findings: Findings) -> None:
    for page in reader.pages:
        for entry in page.get("/Annots") or ():
            annotation = entry.get_object()
            if annotation.get("/Subtype") in ("/Text", "/FreeText", "/Highlight", "/StrikeOut", "/Underline", "/Caret"):
                findings.count("comments")
                findings.word(findings.changers, str(annotation.get("/T") or ""))


def _catalogue(reader: PdfReader, findings: Findings) -> None:
    if attached := len(reader.attachments):
        findings.count("embedded_files", attached)


def _pictures(reader: PdfReader, findings: Findings) -> None:
    seen = 0
    for page in reader.pages:
        resources = page.get("/Resources")
        listed = resources.get_object().get("/XObject") if resources is not None else None
        objects = listed.get_object() if listed is not None else {}
        for name in objects:
            picture = objects[name]
            if picture.get("/Subtype") != "/Image":
                continue
            seen += 1
            if seen > _MOST_PICTURES:
                return
            findings.count("pictures")
            if picture.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
                data = camera_data(picture._data[:HEAD])
                if data is not None:
                    findings.count("pictures_with_data", 1, int(data.located))
