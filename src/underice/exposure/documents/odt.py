"""ODT (OpenDocument 1.3 part 3, 4-6 and 14): the words a reader sees, and what else the file holds."""

from __future__ import annotations

from collections.abc import Mapping

from underice.exposure.documents.docx import beside, changed_by
from underice.exposure.documents.flow import Flow
from underice.exposure.documents.model import Findings, Progress, Refused
from underice.exposure.documents.package import Package, PartDamaged, nothing, parse, texts

MAIN = "content.xml"
_BOXES = frozenset({"text-box", "note-body"})
_SKIPPED = frozenset(
    {"annotation", "tracked-changes", "note-citation", "forms", "sequence-decls", "page-number", "page-count"}
)
_BREAKS = {"line-break": "\n", "tab": "\t"}


def read_odt(package: Package, findings: Findings, progress: Progress | None = None) -> str:
    """The text of an ODT file: headers and footers of its page styles, then the body.

    What is in the file besides goes to `findings`. Raises Refused ("damaged", "encrypted", "hostile").
    """
    if MAIN not in package.parts:
        raise Refused("damaged")
    if _encrypted(package):
        raise Refused("encrypted")
    body = _Part(findings, frozenset({"text"})).read(package, MAIN)
    if not body.strip() and findings.counts.get("part_unread"):
        raise Refused("damaged")
    if progress is not None:
        progress(1, 2)
    frame = _Part(findings, frozenset({"master-styles"})).read(package, "styles.xml")
    _properties(package, findings)
    beside(package, findings, "\0")
    if progress is not None:
        progress(2, 2)
    return "\n\n".join(text for text in (frame, body) if text.strip())


def _encrypted(package: Package) -> bool:
    """True if the manifest says that parts are encrypted."""
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


class _Part:
    """One part on its way to text. inside: elements within which there is text to be read."""

    def __init__(self, findings: Findings, inside: frozenset[str]) -> None:
        self.findings = findings
        self.inside = inside
        self.flow = Flow()
        self.depth = 0  # within elements that are read
        self.paragraphs = 0
        self.skipped: list[str] = []
        self.held: list[str] = []
        self.described = False
        self.style = ""  # of the style whose properties are being read
        self.hiding: set[str] = set()  # styles that hide text

    def read(self, package: Package, part: str) -> str:
        if part not in package.parts:
            return ""
        try:
            parse(package, part, self.start, self.end, self.words)
        except PartDamaged:
            self.findings.count("part_unread")
        return self.flow.text()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipped or tag in _SKIPPED:
            self._skip(tag)
            return
        if attributes.get("style-name") in self.hiding or tag in ("hidden-text", "hidden-paragraph"):
            self.findings.count("hidden_text")
        if tag in self.inside:
            self.depth += 1
        elif tag in ("p", "h"):
            self.paragraphs += 1
        elif tag == "s":
            self._add(" ")  # several spaces tell no more than one
        elif tag in _BREAKS:
            self._add(_BREAKS[tag])
        elif tag in _BOXES:
            self.flow.open()
        elif tag == "desc":
            self.flow.open()
            self.described = True
        elif tag == "style":
            self.style = attributes.get("name", "")
        elif tag == "text-properties" and attributes.get("display") == "none":
            self.hiding.add(self.style)

    def _skip(self, tag: str) -> None:
        self.skipped.append(tag)
        if tag == "annotation":
            self.findings.count("comments")
        elif tag == "insertion":
            self.findings.count("tracked_changes")
        elif tag == "deletion":
            self.findings.count("deleted_text")
        self.held.clear()

    def end(self, tag: str) -> None:
        if self.skipped:
            if tag == "creator":
                changed_by(self.findings, "".join(self.held))
            self.skipped.pop()
            self.held.clear()
        elif tag in self.inside:
            self.depth -= 1
        elif tag in ("p", "h"):
            self.paragraphs -= 1
            if self.depth:
                self.flow.paragraph()
        elif tag == "table-cell" and self.depth:
            self.flow.cell()
        elif tag == "table-row" and self.depth:
            self.flow.row()
        elif tag in _BOXES or tag == "desc":
            self.described = False
            self.flow.close()

    def words(self, text: str) -> None:
        if self.skipped:
            self.held.append(text)
            if "deletion" in self.skipped and self.skipped[-1] not in ("creator", "date", "change-info"):
                self.findings.count("deleted_text", 0, len(text.strip()))
        elif self.paragraphs or self.described:
            self._add(text)

    def _add(self, text: str) -> None:
        if self.depth and (self.paragraphs or self.described):
            self.flow.add(text)


def _properties(package: Package, findings: Findings) -> None:
    """Names and words of meta.xml (OpenDocument 1.3 part 3, 4.3)."""
    for tag, attributes, text in texts(package, "meta.xml"):
        if tag == "initial-creator":
            findings.name("author", text)
        elif tag in ("creator", "printed-by"):
            findings.name("last_modified_by", text)
        elif tag in ("title", "subject", "description", "keyword"):
            findings.word(findings.words, text)
        elif tag == "user-defined":
            company = attributes.get("name", "").casefold() == "company"
            findings.name("company", text) if company else findings.word(findings.words, text)
