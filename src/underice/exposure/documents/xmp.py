"""Names and words in an XMP packet (ISO 16684-1), the properties that Adobe's and other programs put into files."""

from __future__ import annotations

import xml.parsers.expat

from underice.exposure.documents.model import Findings

MOST = 1024 * 1024
_MAKERS = frozenset({"CreatorTool", "Producer", "softwareAgent"})
_TITLES = frozenset({"title", "description", "subject", "Keywords", "Headline", "Caption"})
_NAMES = frozenset({"creator", "Author", "CaptionWriter", "Credit", "publisher", "contributor", "CreatorContactInfo"})
_PATHS = frozenset({"filePath", "lastURL", "DerivedFromPath"})


def read_xmp(packet: bytes, findings: Findings) -> None:
    """Put what a packet tells to `findings`; a broken packet, or one with a document type, tells what came before."""
    path: list[str] = []
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        path.append(tag.rpartition(" ")[2])
        for name, value in attributes.items():
            _told(name.rpartition(" ")[2], value, findings)

    def words(text: str) -> None:
        # Lists stand inside their property: dc:creator / rdf:Seq / rdf:li.
        for tag in reversed(path):
            if tag not in ("li", "Seq", "Bag", "Alt"):
                _told(tag, text, findings)
                break

    def doctype(*_: object) -> None:
        raise ValueError("document type declaration")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(packet[:MOST], True)
    except (xml.parsers.expat.ExpatError, ValueError):
        findings.count("part_unread")


def _told(tag: str, text: str, findings: Findings) -> None:
    if tag in _NAMES:
        findings.name("author", text)
    elif tag in _TITLES:
        findings.word(findings.words, text)
    elif tag in _MAKERS:
        findings.word(findings.made_with, text)
    elif tag in _PATHS:
        findings.word(findings.paths, text)
