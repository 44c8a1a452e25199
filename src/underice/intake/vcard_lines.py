"""The lines of a vCard file: cards, unfolded properties, their parameters, encodings and escapes.

vCard 2.1 (versit), 3.0 (RFC 2426), 4.0 (RFC 6350). Cut in bytes, because a 2.1 card may name another encoding for each
line; the bytes of ":", ";" and line ends are no part of any letter of EUC-KR, GB 18030 or Shift_JIS.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from underice.intake.encodings import CODECS, known

_LINE = re.compile(rb"\r\n|\n|\r")
_HEAD = re.compile(r"(?:(?P<group>[\w-]{1,60})\.)?(?P<name>[\w-]{1,60})(?P<params>(?:;(?:\"[^\"]*\"|[^\":;])*)*):")
_PARAM = re.compile(r';((?:"[^"]*"|[^";])*)')
_ESCAPE = re.compile(r"\\([\\,;:nN])")
_BASE64 = {"B", "BASE64"}


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """The lines of one card as bytes, without line ends. number of its first line; ended: it has its END line.

    inside False: not a card, but lines that stand between cards.
    """

    line: int
    lines: tuple[bytes, ...]
    ended: bool
    inside: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Property:
    """One property: its name in capitals, group ("item1"), parameters (names in capitals), value not yet unescaped."""

    name: str
    group: str
    params: dict[str, tuple[str, ...]]
    value: str
    version: str

    @property
    def binary(self) -> bool:
        """True for a value in base 64: a picture, a sound, a key."""
        return bool({one.upper() for one in self.params.get("ENCODING", ())} & _BASE64) or self.value.startswith(
            "data:"
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The values of TYPE, in small letters."""
        return tuple(one.casefold() for one in self.params.get("TYPE", ()))

    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.value)

    def parts(self, separator: str = ";") -> tuple[str, ...]:
        """The components of the value."""
        pieces = re.split(rf"(?<!\\){separator}", self.value)
        return tuple(self._plain(piece).strip() for piece in pieces)

    def _plain(self, text: str) -> str:
        if self.version == "2.1":
            return text.replace("\\;", ";")
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def cards(data: bytes) -> Iterator[Card]:
    """The cards of a file, and what stands between them, in order."""
    lines: list[bytes] = []
    start, depth = 1, 0
    for number, line in enumerate(_LINE.split(data), 1):
        mark = line.strip().upper().replace(b" ", b"")
        if mark == b"BEGIN:VCARD":
            nested = depth > 0 and lines[-1].strip().upper().rstrip(b" ").endswith(b"AGENT:")
            if lines and not nested:
                yield Card(start, tuple(lines), False, depth > 0)
                lines, depth = [], 0
            start = start if nested else number
            depth += 1
            lines.append(line)
        elif mark == b"END:VCARD" and depth:
            depth -= 1
            lines.append(line)
            if not depth:
                yield Card(start, tuple(lines), True)
                lines, start = [], number + 1
        elif line.strip() or lines:
            start = start if lines else number
            lines.append(line)
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        yield Card(start, tuple(lines), False, depth > 0)


def properties(card: Card, encoding: str) -> tuple[list[Property], int]:
    """The properties of a card, without those of a card nested in it, and how many lines could not be read.

    encoding: a key of CODECS, for values that name none.
    """
    version = _version(card)
    found: list[Property] = []
    unread, depth = 0, 0
    for line in _unfolded(card.lines, version):
        mark = line.strip().upper().replace(b" ", b"")
        if mark in (b"BEGIN:VCARD", b"END:VCARD"):
            depth += 1 if mark.startswith(b"B") else -1
        elif depth == 1 and line.strip():
            one = _property(line, version, encoding)
            unread += one is None
            found.extend(() if one is None else (one,))
    return found, unread


def _version(card: Card) -> str:
    for line in card.lines[:200]:
        name, _, value = line.strip().partition(b":")
        if name.upper().endswith(b"VERSION"):
            return value.strip().decode("ascii", "replace")
    return "3.0"


def _unfolded(lines: tuple[bytes, ...], version: str) -> Iterator[bytes]:
    """Whole lines: folded ones joined, and those that quoted-printable breaks off with "="."""
    whole: list[bytes] = []
    quoted = False
    for line in lines:
        if whole and quoted and whole[-1].endswith(b"="):
            whole[-1] = whole[-1][:-1]
            whole.append(line)
        elif whole and line[:1] in (b" ", b"\t") and line.strip():
            # 2.1 folds at a blank that belongs to the text; later versions add one. Both are taken as added in base 64.
            whole.append(line if version == "2.1" else line[1:])
        else:
            if whole:
                yield b"".join(whole)
            whole = [line]
            quoted = b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()
    if whole:
        yield b"".join(whole)


def _property(line: bytes, version: str, encoding: str) -> Property | None:
    head_bytes = line.partition(b":")[0]
    if b'"' in head_bytes or len(head_bytes) > 2000:
        head_bytes = line[:2000]
    found = _HEAD.match(line[:2000].decode("latin-1"))
    if found is None:
        return None
    params = _params(found["params"].encode("latin-1").decode("utf-8", "replace"))
    value = line[found.end() :]
    if "QUOTED-PRINTABLE" in {one.upper() for one in params.get("ENCODING", ())}:
        value = quopri.decodestring(value)
    charset = known(params.get("CHARSET", ("",))[0])
    text = _decoded(value, CODECS[charset or encoding])
    return Property(found["name"].upper(), (found["group"] or "").casefold(), params, text, version)


def _decoded(value: bytes, codec: str) -> str:
    """Bytes in the encoding that was named, in UTF-8 if they are no such bytes."""
    for one in (codec, "utf-8"):
        try:
            return codecs.decode(value, one)
        except UnicodeDecodeError:
            continue
    return value.decode(codec, "underice-mark")


def _params(text: str) -> dict[str, tuple[str, ...]]:
    """Parameters by name; bare ones of 2.1 ("CELL", "QUOTED-PRINTABLE") under the name they stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for part in _PARAM.findall(text):
        name, equals, value = part.partition("=")
        if not equals:
            bare = name.strip().upper()
            name, value = ("ENCODING" if bare in {*_BASE64, "QUOTED-PRINTABLE", "8BIT"} else "TYPE"), name
        values = tuple(one.strip() for one in value.strip().strip('"').split(","))
        found[name.strip().upper()] = (*found.get(name.strip().upper(), ()), *values)
    return found
