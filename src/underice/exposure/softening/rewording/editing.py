"""What the two languages share when words of a draft are replaced: the change wanted, the edit made, and where one is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from underice.exposure.reader.model import Person, Span

HIDDEN = "[…]"
"""The editor's mark for words left out, where no sentence can be made without them."""
_ENDS = re.compile(r"[.!?。…]+[”\"’')\]]*(?=\s|$)|\n")
_QUOTES = re.compile(r"[\"“”]")


@dataclass(frozen=True, slots=True)
class Change:
    """Words to be softened. fact, kind: of the ladder and its step. words: what to put there, "" to take it out.

    person: whom they tell of. first: True if no earlier words of the same ladder. plural: several people. beside: ends
    of words (kin, sex, occupation) that tell of the same person. substance: where words stand that tell what happened;
    a sentence with one of them is not taken out as a whole. child: she is under 16 when the text comes out.
    """

    span: Span
    fact: str
    kind: str
    words: str
    person: Person
    first: bool = True
    plural: bool = False
    beside: tuple[int, ...] = ()
    substance: tuple[int, ...] = ()
    child: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end] is replaced by `new`."""

    start: int
    end: int
    new: str


Hand: TypeAlias = Callable[[str, Change], Edit | None]


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the line that holds these words."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end (its full stop and the space after it included) of the sentence that holds these words."""
    first, last = line_of(text, start, end)
    for stop in _ENDS.finditer(text, first, start):
        if not text[max(first, stop.start() - 3) : stop.start()].rstrip(".").endswith(("Mr", "Mrs", "Ms", "Dr", "No")):
            first = stop.end()
    while first < start and text[first] == " ":
        first += 1
    stop_after = _ENDS.search(text, end, last)
    if stop_after is not None:
        last = stop_after.end()
    return first, last


def without_sentence(text: str, start: int, end: int, substance: tuple[int, ...] = ()) -> Edit | None:
    """The edit that takes out the whole sentence.

    None if it is all its line holds, shares a quotation, or tells what happened (`substance`, before these words).
    """
    first, last = sentence_of(text, start, end)
    if any(first <= at < start for at in substance):
        return None
    line_first, line_last = line_of(text, start, end)
    alone = not text[line_first:first].strip(' >*-#"“') and not text[last:line_last].strip()
    if alone or len(_QUOTES.findall(text[first:last])) % 2:
        return None
    while last < line_last and text[last] == " ":
        last += 1
    if last == line_last:
        while first > line_first and text[first - 1] == " ":
            first -= 1
    return Edit(first, last, "")


def told_before(text: str, change: Change) -> bool:
    """True if an earlier sentence says who she is, so that this one can go without her being lost."""
    first, _ = sentence_of(text, change.span.start, change.span.end)
    return any(end <= first for end in change.beside)


def in_field(text: str, start: int, end: int) -> bool:
    """True if the words are a field of a list or table ("Name: …", "| 52 |", "/ 28세 /")."""
    first, last = line_of(text, start, end)
    before, after = text[first:start].rstrip(' *"“'), text[end:last].lstrip(' *"”')
    opened = before.endswith(("|", "/", ":", ";")) or (before == "" and after[:1] in ("/", "|"))
    return opened and (after == "" or after[0] in "|/;")


def between_brackets(text: str, start: int, end: int) -> tuple[str, str] | None:
    """What stands before and after these words in their pair of round brackets; None if they are in none."""
    opened = max(text.rfind("(", 0, start), text.rfind("（", 0, start))
    first, last = line_of(text, start, end)
    if opened < first or ")" in text[opened:start]:
        return None
    closed = re.compile(r"[)）]").search(text, end, last)
    if closed is None or "(" in text[end : closed.start()]:
        return None
    return text[opened + 1 : start], text[end : closed.start()]


def out_of_brackets(text: str, start: int, end: int) -> Edit | None:
    """The edit that takes words out of their brackets, and the brackets too if nothing else is in them."""
    around = between_brackets(text, start, end)
    if around is None:
        return None
    before, after = around
    if not before.strip() and not after.strip():
        left = start - len(before) - 1
        if left and text[left - 1] == " ":
            left -= 1
        return Edit(left, end + len(after) + 1, "")
    separator = re.match(r"\s*[·,/;]\s*", after)
    if separator is not None:
        return Edit(start, end + separator.end(), "")
    ahead = re.search(r"\s*[·,/;]\s*$", before)
    if ahead is not None and not after.strip():
        return Edit(start - (len(before) - ahead.start()), end, "")
    return None
