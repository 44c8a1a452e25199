"""DOCX (ECMA-376 part 1, 17): the words a reader sees, and what else the file holds.

Read from the parts themselves rather than with a library: none of them tells deleted text, comments, hidden words and
text boxes apart from the rest, and that is what matters here.
"""

from __future__ import annotations

from collections.abc import Mapping

from underice.exposure.documents.flow import Flow
from underice.exposure.documents.model import Findings, Progress, Refused
from underice.exposure.documents.package import Package, PartDamaged, nothing, parse, relations, texts
from underice.exposure.documents.pictures import HEAD, camera_data

MAIN = "word/document.xml"
# Elements whose content is not part of what is read: formatting, field codes, text that was moved away.
_SKIPPED = frozenset(
    {"pPr", "tblPr", "tcPr", "trPr", "sectPr", "instrText", "delInstrText", "moveFrom", "tblGrid", "rPh", "Fallback"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_BESIDE = (("header", True), ("footnotes", False), ("endnotes", False), ("footer", False))


def read_docx(package: Package, findings: Findings, progress: Progress | None = None) -> str:
    """The text of a DOCX file: headers, body with tables and text boxes, notes, footers.

    What is in the file besides goes to `findings`. Raises Refused ("damaged", "encrypted", "hostile").
    """
    targets: dict[str, list[str]] = {}
    main = _main_part(package)
    for kind, target, outside in relations(package, main):
        if not outside and target in package.parts:
            targets.setdefault(kind, []).append(target)
    before = [part for kind, first in _BESIDE if first for part in targets.get(kind, [])]
    after = [part for kind, first in _BESIDE if not first for part in targets.get(kind, [])]
    texts_: dict[str, None] = {}
    parts = [*before, main, *after]
    for number, part in enumerate(parts, 1):
        text = _Part(findings).read(package, part, needed=part == main)
        if text.strip():
            texts_.setdefault(text)  # first and odd pages often bear one header twice
        if progress is not None:
            progress(number, len(parts))
    for part in targets.get("comments", []):
        _comments(package, part, findings)
    properties(package, findings)
    _settings(package, findings)
    beside(package, findings, "word/")
    return "\n\n".join(texts_)


def _main_part(package: Package) -> str:
    found = next((target for kind, target, _ in relations(package, "") if kind == "officeDocument"), MAIN)
    if found not in package.parts:
        raise Refused("damaged")
    return found


class _Part:
    """One part on its way to text. Deleted words are counted, not read; hidden ones are read, and counted."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.flow = Flow()
        self.skipped = 0
        self.in_text = self.in_deleted = False
        self.hidden = False

    def read(self, package: Package, part: str, *, needed: bool) -> str:
        try:
            parse(package, part, self.start, self.end, self.words)
        except PartDamaged:
            self.findings.count("part_unread")
            if needed and not self.flow.text().strip():
                raise Refused("damaged") from None
        return self.flow.text()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipped or tag in _SKIPPED:
            self.skipped += 1
            return
        if tag == "t":
            self.in_text = True
        elif tag == "delText":
            self.in_deleted = True
        elif tag == "r":
            self.hidden = False
        elif tag in ("vanish", "webHidden"):
            self.hidden = attributes.get("val", "1") not in ("0", "false", "off")
        elif tag in _BREAKS:
            self.flow.add(_BREAKS[tag])
        elif tag == "txbxContent":
            self.flow.open()
        elif tag in ("ins", "del", "moveTo"):
            self._change(tag, attributes)
        elif tag == "docPr":
            self._described(attributes)

    def _change(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "ins":
            self.findings.count("tracked_changes")
        elif tag == "del":
            self.findings.count("deleted_text")
        changed_by(self.findings, attributes.get("author"))

    def _described(self, attributes: Mapping[str, str]) -> None:
        """The description of a picture: pages on the web show it where the picture is missing."""
        if description := attributes.get("descr", "").strip():
            self.flow.open()
            self.flow.add(description)
            self.flow.close()

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif tag == "t":
            self.in_text = False
        elif tag == "delText":
            self.in_deleted = False
        elif tag == "p":
            self.flow.paragraph()
        elif tag == "tc":
            self.flow.cell()
        elif tag == "tr":
            self.flow.row()
        elif tag == "txbxContent":
            self.flow.close()

    def words(self, text: str) -> None:
        if self.skipped:
            return
        if self.in_deleted:
            self.findings.count("deleted_text", 0, len(text))
        elif self.in_text:
            self.findings.count("hidden_text", int(self.hidden))
            self.flow.add(text)


def changed_by(findings: Findings, author: str | None) -> None:
    """Note who changed or commented."""
    findings.word(findings.changers, author)


def _comments(package: Package, part: str, findings: Findings) -> None:
    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "comment":
            findings.count("comments")
            changed_by(findings, attributes.get("author"))

    try:
        parse(package, part, start, nothing, nothing)
    except PartDamaged:
        findings.count("part_unread")


def properties(package: Package, findings: Findings) -> None:
    """Names and words in the properties of an Office file (ECMA-376 part 2, 8; part 1, 22.2 and 22.3)."""
    for tag, _, text in texts(package, "docProps/core.xml"):
        if tag == "creator":
            findings.name("author", text)
        elif tag == "lastModifiedBy":
            findings.name("last_modified_by", text)
        elif tag in ("title", "subject", "keywords", "description", "category", "contentStatus"):
            findings.word(findings.words, text)
    for tag, _, text in texts(package, "docProps/app.xml"):
        if tag == "Manager":
            findings.name("manager", text)
        elif tag == "Company":
            findings.name("company", text)
        elif tag == "Template" and text.casefold() not in ("normal", "normal.dotm", "normal.dot"):
            findings.word(findings.paths if _is_path(text) else findings.made_with, text)
        elif tag == "HyperlinkBase":
            findings.word(findings.paths, text)
    for _, _, text in texts(package, "docProps/custom.xml"):
        findings.word(findings.paths if _is_path(text) else findings.words, text)


def _settings(package: Package, findings: Findings) -> None:
    """The template a file hangs on (often a path with a user's name) and everybody who ever commented."""
    for kind, target, _ in relations(package, "word/settings.xml"):
        if kind == "attachedTemplate":
            findings.word(findings.paths, target.removeprefix("file:///"))

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "person":
            changed_by(findings, attributes.get("author"))

    if "word/people.xml" in package.parts:
        try:
            parse(package, "word/people.xml", start, nothing, nothing)
        except PartDamaged:
            findings.count("part_unread")


def _is_path(text: str) -> bool:
    return "\\" in text or text.startswith(("/", "file:")) or text[1:3] in (":/", ":\\")


def beside(package: Package, findings: Findings, folder: str) -> None:
    """Pictures, a picture of the first page, embedded files and macros of a package."""
    pictures = package.under(f"{folder}media/", f"{folder}Pictures/", "Pictures/", "BinData/")
    for part in pictures:
        findings.count("pictures")
        data = camera_data(package.head(part, HEAD))
        if data is not None:
            findings.count("pictures_with_data", 1, int(data.located))
    if package.under("docProps/thumbnail", "Thumbnails/", "Preview/"):
        findings.count("thumbnail")
    if embedded := package.under(f"{folder}embeddings/", "Object "):
        findings.count("embedded_files", len(embedded))
    if any(part.casefold().endswith(("vbaproject.bin", ".vbs", ".js")) for part in package.parts) or package.under(
        "Basic/"
    ):
        findings.count("macros")
