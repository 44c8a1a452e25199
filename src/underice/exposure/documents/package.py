"""Zip files of XML parts (DOCX, ODT, HWPX), opened with care because they may come from strangers.

Sizes are checked before anything is unpacked; document type declarations (entity bombs) are refused; nothing outside
the file is ever opened.
"""

from __future__ import annotations

import posixpath
import xml.parsers.expat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from underice.exposure.documents.model import Refused
from underice.vocabulary.packages import DAMAGED

MOST_PARTS = 20_000
MOST_XML = 64 * 1024 * 1024
"""Bytes of one XML part, unpacked; a book of a thousand pages has about 20 MB."""
MOST_DEPTH = 2_000
_SUSPICIOUS = 8 * 1024 * 1024  # a part smaller than this is harmless however well it was packed
_RATIO = 200  # prose packs to a tenth, tables to a fortieth; bombs reach a thousandth
_CHUNK = 1 << 16

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Words = Callable[[str], None]


class PartDamaged(Exception):
    """A part that could be read only up to some place, or not at all."""


@dataclass(frozen=True, slots=True)
class Package:
    """An opened file: its parts by name."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]

    def head(self, part: str, most: int) -> bytes:
        """The first `most` bytes of a part; fewer, or none, if it is damaged."""
        try:
            with self.archive.open(self.parts[part]) as file:
                return file.read(most)
        except DAMAGED:
            return b""

    def under(self, *folders: str) -> list[str]:
        """Names of the parts in these folders, in the order of their names."""
        return sorted(name for name in self.parts if name.startswith(folders) and not name.endswith("/"))


def open_package(stream: BinaryIO) -> Package:
    """The package in a stream. Raises Refused: "damaged", "encrypted" or "hostile"."""
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except DAMAGED as error:
        raise Refused("damaged") from error
    if len(infos) > MOST_PARTS:
        raise Refused("hostile")
    return Package(archive, {info.filename: info for info in infos})


def parse(package: Package, part: str, start: Start, end: End, words: Words) -> None:
    """Read one part, calling `start(tag, attributes)`, `words(text)`, `end(tag)`; names without their namespace.

    Raises PartDamaged if it breaks off (what was told before stands), Refused ("encrypted", "hostile").
    """
    info = package.parts[part]
    if info.flag_bits & 1:
        raise Refused("encrypted")
    if info.file_size > MOST_XML or (
        info.file_size > _SUSPICIOUS and info.file_size > _RATIO * max(1, info.compress_size)
    ):
        raise Refused("hostile")
    parser = _parser(start, end, words)
    try:
        with package.archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (xml.parsers.expat.ExpatError, *DAMAGED) as error:
        raise PartDamaged(part) from error


def _parser(start: Start, end: End, words: Words) -> xml.parsers.expat.XMLParserType:
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused("hostile")
        start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def finish(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(tag))

    def doctype(*_: object) -> None:
        raise Refused("hostile")

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def relations(package: Package, part: str) -> list[tuple[str, str, bool]]:
    """What a part refers to: (kind, part or address, True if it lies outside the file)."""
    folder, base = posixpath.split(part)
    rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    found: list[tuple[str, str, bool]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
            outside = attributes.get("TargetMode") == "External"
            if not outside:
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((kind, target, outside))

    if rels in package.parts:
        try:
            parse(package, rels, start, nothing, nothing)
        except PartDamaged:
            return found
    return found


def texts(package: Package, part: str) -> list[tuple[str, Mapping[str, str], str]]:
    """The elements of a small part (properties) that hold text only: (tag, attributes, text)."""
    found: list[tuple[str, Mapping[str, str], str]] = []
    held: list[str] = []
    told: Mapping[str, str] = {}

    def start(_: str, attributes: Mapping[str, str]) -> None:
        nonlocal told
        held.clear()
        told = attributes

    def end(tag: str) -> None:
        if text := "".join(held).strip():
            found.append((tag, told, text))
        held.clear()

    if part in package.parts:
        try:
            parse(package, part, start, end, held.append)
        except PartDamaged:
            return found
    return found


def nothing(_: str) -> None:
    """Ends of elements, and texts, that say nothing."""
