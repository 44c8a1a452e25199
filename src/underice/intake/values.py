"""What a list says, as values that can be kept; what cannot be a value stays as words, and why is said.

Most values of a long list occur many times ("여", "무산", "34세"), so each is worked out once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from underice.vocabulary.entering import BadEntry, Entry, enter
from underice.vocabulary.kinds import Property, property_of
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import LONGEST, validate

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no value may hold (`underice.vocabulary.validation`), and halves of characters."""
_HALVES = re.compile("[\ud800-\udfff]")
_SHOWN = "[U+{:04X}]"
_SOMEONE = bytes(16)


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """A value that can be kept, or (entry None) why it cannot: a code of entering or of validation."""

    entry: Entry | None
    fault: str = ""

    def __repr__(self) -> str:
        return f"Value({self.fault or 'hidden'})"


class Values:
    """The values of one list, said on one day (EDTF), each worked out once."""

    def __init__(self, said: str | None) -> None:
        self._said = said
        self._known: dict[tuple[str, str, str, str | None], Value] = {}

    def of(self, kind: str, prop: str, words: str, said: str | None = None) -> Value:
        """What the words are as a value of a property. A property that does not exist has the fault "no-property".

        said: the day on which this was said, if that is not the day of the list.
        """
        key = (kind, prop, words, said or self._said)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._worked_out(*key)
        return found

    @staticmethod
    def _worked_out(kind: str, name: str, words: str, said: str | None) -> Value:
        prop = property_of(kind, name)
        if prop is None:
            return Value(None, "no-property")
        if prop.type in ("reference", "file"):
            return Value(None, "bad-reference")
        text = printable(words) if prop.type == "text" else words
        if _HALVES.search(text):
            return Value(None, "control-character")
        try:
            entry = enter(prop, text, said=said)
        except BadEntry as refused:
            return Value(None, refused.code)
        faults = validate(_statement(kind, prop, entry, said))
        return Value(None, faults[0].code) if faults else Value(entry)


def _statement(kind: str, prop: Property, entry: Entry, said: str | None) -> Statement:
    return Statement(
        _SOMEONE, kind, prop.name, entry.value, _SOMEONE, entry.lang, entry.script, entry.norm,
        sensitivity=prop.sensitivity, said_at=said, id=_SOMEONE,
    )  # fmt: skip


def stated(
    entity: bytes, kind: str, prop: str, entry: Entry, source: bytes, *, locator: str | None, said: str | None
) -> Statement:
    """A statement with the class of its property and an id of its own."""
    found = property_of(kind, prop)
    return Statement(
        entity, kind, prop, entry.value, source, entry.lang, entry.script, entry.norm,
        printable(locator) if locator else locator,
        sensitivity=found.sensitivity if found else 4, said_at=said, id=new_id(),
    )  # fmt: skip


def printable(text: str) -> str:
    """A text without control characters and marks that turn text around: each is written as its number, "[U+202E]".

    Longer texts than a value may be are cut off and end in "…"; the original keeps all of it.
    """
    shown = _CONTROL.sub(lambda found: _SHOWN.format(ord(found[0])), unicodedata.normalize("NFC", text))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def in_language(entry: Entry, lang: str | None) -> Entry:
    """The value with its language where the list's language settles what the letters leave open (Chinese or Hanja)."""
    chinese = entry.lang is None and entry.script == "Hani" and lang == "zh"
    return replace(entry, lang="zh") if chinese else entry
