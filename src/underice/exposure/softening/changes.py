"""Tracked changes between a draft and its softer wording: as a list, as marks in plain text, and as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Replacement:
    """text[start:end], which is `old`, became `new`; offsets are of the draft, in Unicode code points."""

    start: int
    end: int
    old: str
    new: str


def replacements(old: str, new: str) -> tuple[Replacement, ...]:
    """What changed, in order. Both texts must have the same number of lines. Raises ValueError if they do not."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        raise ValueError(f"{len(before)} lines became {len(after)}")
    found: list[Replacement] = []
    offset = 0
    for one, other in zip(before, after, strict=True):
        if one != other:
            found += _in_line(one, other, offset)
        offset += len(one) + 1
    return tuple(found)


def _in_line(old: str, new: str, offset: int) -> list[Replacement]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [0]
    for token in a:
        starts.append(starts[-1] + len(token))
    hunks: list[tuple[int, int, int, int]] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if hunks and len("".join(a[hunks[-1][1] : a1]).split()) <= 1:
            first, _, third, _ = hunks.pop()
            a1, b1 = first, third
        hunks.append((a1, a2, b1, b2))
    return [
        Replacement(offset + starts[a1], offset + starts[a2], "".join(a[a1:a2]), "".join(b[b1:b2]))
        for a1, a2, b1, b2 in hunks
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the text: kept, deleted or inserted."""

    text: str
    change: str


def parts(text: str, changes: tuple[Replacement, ...]) -> Iterator[Part]:
    """The draft cut into runs, each "kept", "deleted" or "inserted"."""
    at = 0
    for change in changes:
        if change.start > at:
            yield Part(text[at : change.start], "kept")
        if change.old:
            yield Part(change.old, "deleted")
        if change.new:
            yield Part(change.new, "inserted")
        at = change.end
    if at < len(text):
        yield Part(text[at:], "kept")


def applied(text: str, changes: tuple[Replacement, ...]) -> str:
    """The softer text."""
    return "".join(part.text for part in parts(text, changes) if part.change != "deleted")


def marked_up(text: str, changes: tuple[Replacement, ...]) -> str:
    """The draft in plain text with the marks of CriticMarkup: {~~old~>new~~}, {--old--}, {++new++}."""
    out: list[str] = []
    at = 0
    for change in changes:
        out.append(text[at : change.start])
        if change.old and change.new:
            out.append(f"{{~~{change.old}~>{change.new}~~}}")
        elif change.old:
            out.append(f"{{--{change.old}--}}")
        else:
            out.append(f"{{++{change.new}++}}")
        at = change.end
    return "".join([*out, text[at:]])


def as_html(text: str, changes: tuple[Replacement, ...]) -> str:
    """The draft as HTML with <del> and <ins>; everything that comes from the draft is escaped."""
    tags = {"kept": "{}", "deleted": "<del>{}</del>", "inserted": "<ins>{}</ins>"}
    return "".join(tags[part.change].format(escape(part.text)) for part in parts(text, changes))
