"""HWPX (KS X 6101, OWPML): the words a reader sees, and what else the file holds.

Sections are parts Contents/section0.xml, section1.xml …; text stands in t within run within p.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from underice.exposure.documents.docx import beside, changed_by
from underice.exposure.documents.flow import Flow
from underice.exposure.documents.model import Findings, Progress, Refused
from underice.exposure.documents.package import Package, PartDamaged, nothing, parse

_SECTION = re.compile(r"Contents/section(\d{1,6})\.xml", re.ASCII)
_BREAKS = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
# Controls that hold paragraphs of their own: tables, text boxes, notes, headers and footers.
_BOXES = frozenset({"tbl", "drawText", "footNote", "endNote", "header", "footer"})


def read_hwpx(package: Package, findings: Findings, progress: Progress | None = None) -> str:
    """The text of an HWPX file, section by section; tables, boxes and notes after the paragraph they stand in.

    What is in the file besides goes to `findings`. Raises Refused ("damaged", "encrypted", "hostile").
    """
    sections = sorted((int(hit[1]), part) for part in package.parts if (hit := _SECTION.fullmatch(part)))
    if not sections:
        raise Refused("damaged")
    if _encrypted(package):
        raise Refused("encrypted")
    read = []
    for number, (_, part) in enumerate(sections, 1):
        one = _Section(findings)
        try:
            parse(package, part, one.start, one.end, one.words)
        except PartDamaged:
            findings.count("part_unread")
        read.append(one.flow.text())
        if progress is not None:
            progress(number, len(sections))
    if not any(text.strip() for text in read) and findings.counts.get("part_unread"):
        raise Refused("damaged")
    _changes(package, findings)
    _properties(package, findings)
    beside(package, findings, "\0")
    return "\n\n".join(text for text in read if text.strip())


def _encrypted(package: Package) -> bool:
    found = False

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal found
        found = found or tag == "encryption-data"

    if "META-INF/manifest.xml" in package.parts:
        try:
            parse(package, "META-INF/manifest.xml", start, nothing, nothing)
        except PartDamaged:
            return found
    return found


class _Section:
    """One section on its way to text. Memos (hidden comments) and deleted words are counted, not read."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.flow = Flow()
        self.text = 0
        self.skipped = 0
        self.deleted = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        memo = tag == "hiddenComment" or (tag == "fieldBegin" and attributes.get("type") == "MEMO")
        if self.skipped or memo or tag == "memogroup":  # the group repeats the memos at the end of a section
            if memo and not self.skipped:
                self.findings.count("comments")
            self.skipped += 1
        elif tag == "t":
            self.text += 1
        elif tag in _BREAKS and self.text:
            self.flow.add(_BREAKS[tag])
        elif tag in _BOXES:
            self.flow.open()
        elif tag == "deleteBegin":
            self.deleted = True
        elif tag == "deleteEnd":
            self.deleted = False

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif tag == "t":
            self.text -= 1
        elif tag == "p":
            self.flow.paragraph()
        elif tag == "tc":
            self.flow.cell()
        elif tag == "tr":
            self.flow.row()
        elif tag in _BOXES:
            self.flow.close()

    def words(self, text: str) -> None:
        if self.skipped or not self.text:
            return
        if self.deleted:
            self.findings.count("deleted_text", 0, len(text))
        else:
            self.flow.add(text)


def _changes(package: Package, findings: Findings) -> None:
    """Tracked changes and their authors, from the head of the file."""

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "trackChange":
            kind = attributes.get("type", "").casefold()
            findings.count("deleted_text" if kind == "delete" else "tracked_changes")
        elif tag == "trackChangeAuthor":
            changed_by(findings, attributes.get("name"))

    if "Contents/header.xml" in package.parts:
        try:
            parse(package, "Contents/header.xml", start, nothing, nothing)
        except PartDamaged:
            findings.count("part_unread")


def _properties(package: Package, findings: Findings) -> None:
    """Names and words of Contents/content.hpf: <opf:title>, <opf:meta name="creator">…"""
    held: list[str] = []
    told: Mapping[str, str] = {}

    def start(_: str, attributes: Mapping[str, str]) -> None:
        nonlocal told
        held.clear()
        told = attributes

    def end(tag: str) -> None:
        text, kind = "".join(held), told.get("name", "").casefold()
        if tag == "title":
            findings.word(findings.words, text)
        elif tag == "meta" and kind == "creator":
            findings.name("author", text)
        elif tag == "meta" and kind == "lastsaveby":
            findings.name("last_modified_by", text)
        elif tag == "meta" and kind in ("subject", "description", "keyword"):
            findings.word(findings.words, text)
        held.clear()

    if "Contents/content.hpf" in package.parts:
        try:
            parse(package, "Contents/content.hpf", start, end, held.append)
        except PartDamaged:
            findings.count("part_unread")
