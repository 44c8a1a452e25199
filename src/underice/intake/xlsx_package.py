"""The file around a workbook: a zip of XML parts (ECMA-376), opened with care because it may come from a stranger.

Sizes are checked before anything is unpacked, document type declarations (entity bombs) are refused, and parts that a
list does not need (macros, pictures, links) are never opened. Written for lists rather than taken from openpyxl, which
fails as a whole where one part is unusual, loads a merged range cell by cell, and knows either a formula or its value.
"""

from __future__ import annotations

import posixpath
import re
import xml.parsers.expat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from underice.intake.grid import MOST_BYTES
from underice.intake.model import Fault
from underice.intake.sniff import HEAD, sniff
from underice.vocabulary.packages import DAMAGED

_SUSPICIOUS = 16 * 1024 * 1024  # a part smaller than this is harmless however well it was packed
_RATIO = 150  # sheets pack to a tenth or a thirtieth; bombs reach a thousandth
_MOST_PARTS = 10_000
_STRINGS = 96 * 1024 * 1024  # shared strings are held in memory
_CHUNK = 1 << 16
_MOST_SHEETS = 255
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[ymdhsYMDHS年月日时時]|aaa", re.ASCII)
# Built-in formats that show a date or a time (ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are those of East Asia).
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


class Refused(Exception):
    """A file or a part that is not read. `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook names it. part: where it lies in the zip; comments: parts with comments on its cells."""

    name: str
    part: str
    hidden: bool
    comments: tuple[str, ...] = ()


@dataclass(slots=True)
class Package:
    """An opened workbook. strings: shared strings. dates: styles that show a date. pads: style → digits shown."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...] = ()
    strings: list[str] = field(default_factory=list)
    dates: frozenset[int] = frozenset()
    pads: Mapping[int, int] = field(default_factory=dict)
    from_1904: bool = False
    faults: tuple[Fault, ...] = ()


Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str, str], None]


def open_package(stream: BinaryIO, name: str) -> Package:
    """The workbook in a stream. Raises Refused: "not-a-workbook" {what}, "workbook-encrypted", "workbook-old",
    "workbook-binary", "workbook-opendocument", "workbook-damaged", "workbook-too-large" {limit} or "zip-bomb".
    """
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    head = stream.read(HEAD)
    if not head.startswith(b"PK"):
        raise Refused(_other(head, name, size))
    if size > MOST_BYTES:
        raise Refused(Fault("workbook-too-large", {"limit": MOST_BYTES}))
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGED as error:
        raise Refused(Fault("workbook-damaged")) from error
    parts = set(_checked(archive))
    if "xl/workbook.xml" not in parts:
        raise Refused(_not_excel(parts, head, name, size))
    package = Package(archive)
    _workbook(package, parts)
    _styles(package, parts)
    _strings(package, parts)
    if any(part.casefold().endswith("vbaproject.bin") for part in parts):
        package.faults += (Fault("macros-ignored"),)
    return package


def parse(package: Package, part: str, start: Start, end: End) -> None:
    """Read one part, calling `start(tag, attributes)` and `end(tag, text)`; names without their namespace.

    Raises Refused with "part-damaged" {part} or "zip-bomb"; what was told before stands.
    """
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    held: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        held.clear()
        start(tag.rpartition(" ")[2], attributes)

    def finish(tag: str) -> None:
        end(tag.rpartition(" ")[2], "".join(held))
        held.clear()

    def doctype(*_: object) -> None:
        raise Refused(Fault("zip-bomb"))

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = held.append
    parser.StartDoctypeDeclHandler = doctype
    try:
        with package.archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (xml.parsers.expat.ExpatError, *DAMAGED) as error:
        raise Refused(Fault("part-damaged", {"part": posixpath.basename(part)[:60]})) from error


def unescaped(text: str) -> str:
    """Text with "_x000D_" and the like turned into the letters they stand for (ECMA-376 part 1, 22.4.2.4)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)) if not 0xD800 <= int(hit[1], 16) < 0xE000 else "", text)


def shows_date(code: str) -> bool:
    """True if a number format shows a date or a time: "yyyy-mm-dd", "m月d日", not "0.00" or "General"."""
    first = _QUOTED.sub("", code.split(";")[0])
    return "General" not in first and _DATE_LETTERS.search(first) is not None


def _other(head: bytes, name: str, size: int) -> Fault:
    what = sniff(head, name, size).what
    if what == "encrypted-office":
        return Fault("workbook-encrypted")
    if what == "old-excel":
        return Fault("workbook-old")
    return Fault("not-a-workbook", {"what": what})


def _not_excel(parts: set[str], head: bytes, name: str, size: int) -> Fault:
    if "xl/workbook.bin" in parts:
        return Fault("workbook-binary")
    what = sniff(head, name, size).what
    if what == "opendocument":
        return Fault("workbook-opendocument")
    return Fault("workbook-damaged") if what == "xlsx" else Fault("not-a-workbook", {"what": what})


def _checked(archive: zipfile.ZipFile) -> list[str]:
    """Names of the parts, once their sizes are known to be bearable."""
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS:
        raise Refused(Fault("zip-bomb"))
    for info in infos:
        if info.flag_bits & 1:
            raise Refused(Fault("workbook-encrypted"))
        if not info.filename.endswith((".xml", ".rels")):
            continue
        if info.file_size > _SUSPICIOUS and info.file_size > _RATIO * max(1, info.compress_size):
            raise Refused(Fault("zip-bomb"))
        if info.file_size > (_STRINGS if info.filename.endswith("sharedStrings.xml") else MOST_BYTES):
            raise Refused(Fault("workbook-too-large", {"limit": MOST_BYTES}))
    return [info.filename for info in infos]


def _relations(package: Package, part: str, parts: set[str]) -> dict[str, tuple[str, str]]:
    """Ids of what a part refers to → kind and part."""
    folder, base = posixpath.split(part)
    rels = f"{folder}/_rels/{base}.rels"
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    if rels in parts:
        parse(package, rels, start, _nothing)
    return {key: told for key, told in found.items() if told[1] in parts}


def _workbook(package: Package, parts: set[str]) -> None:
    relations = _relations(package, "xl/workbook.xml", parts)
    sheets: list[SheetPart] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            package.from_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif tag == "sheet" and len(sheets) < _MOST_SHEETS:
            key = next((value for name, value in attributes.items() if name.rpartition(" ")[2] == "id"), "")
            kind, part = relations.get(key, ("", ""))
            if kind == "worksheet":
                told = _relations(package, part, parts)
                comments = tuple(path for kind, path in told.values() if kind == "comments")
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(attributes.get("name", ""), part, hidden, comments))

    parse(package, "xl/workbook.xml", start, _nothing)
    package.sheets = tuple(sheets)


def _styles(package: Package, parts: set[str]) -> None:
    codes: dict[int, str] = {}
    used: list[int] = []
    inside = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            used.append(_number(attributes.get("numFmtId")))

    def end(tag: str, _: str) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = False

    if "xl/styles.xml" not in parts:
        return
    try:
        parse(package, "xl/styles.xml", start, end)
    except Refused as refused:
        package.faults += (refused.fault,)
    dates = {key for key, code in codes.items() if shows_date(code)} | (_BUILT_IN_DATES - codes.keys())
    package.dates = frozenset(style for style, key in enumerate(used) if key in dates)
    package.pads = {
        style: len(codes[key]) for style, key in enumerate(used) if key in codes and set(codes[key]) == {"0"}
    }


def _strings(package: Package, parts: set[str]) -> None:
    held: list[str] = []
    reading = False  # in the phonetic guide of a string: how to read it aloud, not what it says

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal reading
        if tag == "si":
            held.clear()
        elif tag == "rPh":
            reading = True

    def end(tag: str, text: str) -> None:
        nonlocal reading
        if tag == "t" and not reading:
            held.append(text)
        elif tag == "rPh":
            reading = False
        elif tag == "si":
            package.strings.append(unescaped("".join(held)))

    if "xl/sharedStrings.xml" in parts:
        try:
            parse(package, "xl/sharedStrings.xml", start, end)
        except Refused as refused:
            package.faults += (refused.fault,)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _nothing(_: str, __: str) -> None:
    """Ends of elements that say nothing."""
