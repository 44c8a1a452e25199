"""JSON from outside, record by record: each kept word for word, none able to take the others down with it.

A file is cut into its records by brackets alone, before anything is decoded, so that a broken, bottomless or oversized
record is one row with a fault and the rest can still be read. Numbers stay as written. Reads an array of objects, an
object with such an array under "results" (Kobo's interface), JSON Lines, and objects written one after another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from underice.intake.encodings import CODECS, choose
from underice.intake.grid import LONGEST_ROW, MOST_BYTES, MOST_ROWS
from underice.intake.model import Fault

MOST_CHARS = 1_000_000  # of one record; a submission with hundreds of questions has a tenth of this
MOST_DEPTH = 40

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json] | None"
"""A decoded value; numbers are text, as written."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|[{}\[\]]', re.DOTALL)
_PIECE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z|\\\Z)|[{}\[\],]', re.DOTALL)
_COLON = re.compile(r"\s*+:\s*+")
_COMMA = re.compile(r"\s*+,\s*+")
_GAP = re.compile(r"[\s,]*+")
_RESULTS = re.compile(r'"results"\s*+:\s*+\[')
_SAMPLE = 1 << 20


class TooBig(ValueError):
    """A file larger than can be read at once."""


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """One record: its words, and what they say as JSON (None if they are none, or no object; `faults` says why)."""

    number: int
    text: str
    value: dict[str, Json] | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Decoded:
    """The text of a file and how it was decoded; see `underice.intake.encodings`."""

    text: str
    encoding: str
    guessed: bool
    others: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Records:
    """All records of a file, in its order, and faults of the file as a whole."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...] = ()


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    """Bytes as text: UTF-8 if they are, else what fits best. Raises TooBig above MOST_BYTES."""
    if len(data) > MOST_BYTES:
        raise TooBig(MOST_BYTES)
    if encoding is None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        else:
            if "\0" not in text[:64]:
                return Decoded(text, "utf-8", False, (), ())
    choice = choose(data[:_SAMPLE], whole=len(data) <= _SAMPLE, encoding=encoding)
    text = data[choice.skip :].decode(CODECS[choice.encoding], "underice-mark")
    return Decoded(text, choice.encoding, choice.guessed, choice.alternatives, choice.faults)


def records(text: str, cleared: Callable[[str, bool], str] | None = None, *, lines: bool = True) -> Records:
    """Cut a text into records and decode each. Never raises for what is in the text.

    cleared: takes out of the words of a record what must not stay, before they are decoded; told the words, and True if
    they are no object (then it may be called a second time for a record). lines: False if a record is never told by the
    end of a line, whatever the file looks like.
    """
    found: list[Record] = []
    faults: list[Fault] = []
    beyond = 0
    for start, end, depth in _spans(text, lines):
        if len(found) == MOST_ROWS:
            beyond += 1
        else:
            found.append(_record(len(found) + 1, text, start, end, depth, cleared or _same))
    if beyond:
        faults.append(Fault("too-many-rows", {"limit": MOST_ROWS, "left": beyond}))
    if found and any(fault.code == "cut-off" for fault in found[-1].faults):
        faults.append(Fault("file-cut-off", {"row": found[-1].number}))
    if _next_page(text):
        faults.append(Fault("more-pages"))
    return Records(tuple(found), tuple(faults))


def _spans(text: str, lines: bool) -> Iterator[tuple[int, int, int]]:
    """(start, end, depth) of each record, and of whatever stands between records; depth 0 for the latter.

    A record that never ends comes with a negative depth.
    """
    start = _GAP.match(text)
    at = start.end() if start else 0
    first = text[at : text.find("\n", at) if "\n" in text[at:] else len(text)].strip() if at < len(text) else ""
    if lines and first.startswith("{") and first.endswith("}") and _balanced(first):
        inside = _RESULTS.search(first)
        if inside is None or '"schema"' in first[: inside.start()]:
            yield from _lines(text, at)
            return
    wrapper = _wrapper(text, at)
    if wrapper is not None:
        yield from _objects(text, wrapper, 1)
    elif text.startswith("[", at):
        yield from _objects(text, at + 1, 1)
    else:
        yield from _objects(text, at, 0)


def _balanced(line: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(line):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth == 0 and token.end() < len(line):
            return False
    return depth == 0


def _wrapper(text: str, at: int) -> int | None:
    """Where the array under "results" of an opening object begins, None if there is none."""
    if not text.startswith("{", at):
        return None
    found = _RESULTS.search(text, at, at + _SAMPLE)
    if found is None:
        return None
    depth = 0
    for token in _TOKEN.finditer(text, at, found.start()):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
    return found.end() if depth == 1 else None


def _next_page(text: str) -> bool:
    return _wrapper(text, 0) is not None and re.search(r'"next"\s*:\s*"', text[:2000]) is not None


def _lines(text: str, at: int) -> Iterator[tuple[int, int, int]]:
    """One record a line."""
    for line in re.finditer(r"[^\r\n]+", text[at:] if at else text):
        start, end = line.start() + at, line.end() + at
        if line[0].strip():
            depth = deepest = 0
            for token in _TOKEN.finditer(text, start, end):
                depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
                deepest = max(deepest, depth)
            yield start, end, deepest if depth == 0 else -1


def _objects(text: str, at: int, outside: int) -> Iterator[tuple[int, int, int]]:
    """Objects behind a position, and what else stands there; stops at the end of the array around them."""
    depth, deepest, start, gap = outside, 0, at, at
    for token in _TOKEN.finditer(text, at):
        mark = token[0]
        if mark in ("{", "["):
            if depth == outside:
                start, deepest = token.start(), depth
                yield from _between(text, gap, start)
            depth += 1
            deepest = max(deepest, depth)
        elif mark in ("}", "]"):
            depth -= 1
            if depth < outside:
                yield from _between(text, gap, token.start())
                return
            if depth == outside:
                yield start, token.end(), deepest - outside
                gap = token.end()
    if depth > outside:
        yield start, len(text), -1
    else:
        yield from _between(text, gap, len(text))
        if outside:
            yield len(text), len(text), -1


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """What stands between two records, if it is more than commas and blanks."""
    found = _GAP.match(text, start, end)
    start = found.end() if found else start
    if start < end:
        yield start, end, 0


def _same(text: str, broken: bool) -> str:
    return text


def _record(number: int, text: str, start: int, end: int, depth: int, cleared: Callable[[str, bool], str]) -> Record:
    words = text[start:end]
    if depth < 0:
        return _unread(number, cleared(words, True), Fault("cut-off"))
    if depth > MOST_DEPTH:
        return _unread(number, cleared(words, True), Fault("too-deep", {"limit": MOST_DEPTH}))
    if len(words) > MOST_CHARS:
        return _unread(number, cleared(words, True), Fault("row-too-long", {"limit": MOST_CHARS}))
    original, words = words, cleared(words, False)
    notes: list[Fault] = []
    decoder = json.JSONDecoder(
        object_pairs_hook=_pairs(notes),
        parse_int=str,
        parse_float=str,
        parse_constant=_not_a_number(notes),
        strict=False,
    )
    try:
        value: Json = decoder.decode(words.strip().rstrip(","))
    except ValueError:
        return _unread(number, cleared(original, True), Fault("bad-json"))
    if not isinstance(value, dict):
        return Record(number, cleared(original, True)[:LONGEST_ROW], None, (Fault("not-a-record"),))
    return Record(number, words, value, _distinct(notes))


def _unread(number: int, text: str, fault: Fault) -> Record:
    cut = len(text) > LONGEST_ROW and fault.code != "row-too-long"
    faults = (fault, Fault("row-too-long", {"limit": LONGEST_ROW})) if cut else (fault,)
    return Record(number, text[:LONGEST_ROW], None, faults)


def _distinct(notes: list[Fault]) -> tuple[Fault, ...]:
    seen: dict[tuple[str, tuple[tuple[str, str | int], ...]], Fault] = {}
    for note in notes:
        seen.setdefault((note.code, tuple(note.fields.items())), note)
    return tuple(seen.values())


def _pairs(notes: list[Fault]) -> Callable[[list[tuple[str, Json]]], dict[str, Json]]:
    """An object whose first value counts if a key stands twice, the others kept in the row alone."""

    def made(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for key, value in pairs:
            if key in found:
                notes.append(Fault("key-twice", {"key": printable(key)[:80]}))
            else:
                found[key] = value
        return found

    return made


def _not_a_number(notes: list[Fault]) -> Callable[[str], None]:
    def noted(word: str) -> None:
        notes.append(Fault("not-a-number", {"word": word}))

    return noted


def printable(text: str) -> str:
    """Text that can be stored and shown: halves of surrogate pairs, which JSON can spell, become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def without(text: str, dropped: Callable[[str, str], bool]) -> tuple[str, tuple[str, ...]]:
    """The text of a record without certain members, at any depth, and the keys left out; all else word for word.

    dropped: told a key and the words of its value ("" for an object or array). Works on broken and cut-off records too: what cannot be told from a
    member to be left out is left out.
    """
    kept: list[str] = []
    keys: list[str] = []
    at = 0
    while (piece := _PIECE.search(text, at)) is not None:
        colon = _COLON.match(text, piece.end()) if piece[0].startswith('"') else None
        if colon is None:
            kept.append(text[at : piece.end()])
            at = piece.end()
            continue
        key = _key(piece[0])
        # The words of an object or array are not handed over: looking for their ends at every depth takes too long.
        nested = text[colon.end() : colon.end() + 1] in ("{", "[")
        if dropped(key, "" if nested else text[colon.end() : _value_end(text, colon.end())]):
            end = _value_end(text, colon.end())
            keys.append(key)
            kept.append(text[at : piece.start()])
            at = _after_comma(text, end, kept)
        else:
            kept.append(text[at : colon.end()])
            at = colon.end()
    kept.append(text[at:])
    return "".join(kept), tuple(dict.fromkeys(keys))


def _key(words: str) -> str:
    try:
        key = json.loads(words, strict=False)
    except ValueError:
        return words.strip('"')
    return printable(key) if isinstance(key, str) else words


def _value_end(text: str, start: int) -> int:
    """Where a value ends; the end of the text if it never does."""
    depth = 0
    for piece in _PIECE.finditer(text, start):
        mark = piece[0]
        if mark in ("{", "["):
            depth += 1
        elif mark in ("}", "]"):
            if depth == 0:
                return _trimmed(text, start, piece.start())
            depth -= 1
            if depth == 0:
                return piece.end()
        elif depth == 0:
            return _trimmed(text, start, piece.start()) if mark == "," else piece.end()
    return len(text)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _after_comma(text: str, end: int, kept: list[str]) -> int:
    """Skip the comma behind a member left out, or take back the one before the last member of an object."""
    comma = _COMMA.match(text, end)
    if comma is not None:
        return comma.end()
    blank = ""
    while kept and not kept[-1].strip():
        blank = kept.pop() + blank
    if kept and kept[-1].rstrip().endswith(","):
        kept.append(kept.pop().rstrip()[:-1])
    kept.append(blank)
    return end
