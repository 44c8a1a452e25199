"""Holds statements to the vocabulary: does the kind have such a property, and is the value one it can have?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from underice.vocabulary.age_intervals import Age, AgeSystem
from underice.vocabulary.ages import find_ages
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.kinds import Property, kind, property_of
from underice.vocabulary.language import detect
from underice.vocabulary.listed_times import listed_age
from underice.vocabulary.numerals import english_number, korean_number
from underice.vocabulary.places import gazetteer
from underice.vocabulary.statement import ID_SIZE, Statement, reference

Code = Literal[
    "bad-id", "unknown-kind", "unknown-property", "empty", "too-long", "bad-date", "bad-age", "bad-place",
    "bad-reference", "wrong-kind", "unknown-reference", "unknown-choice", "bad-number", "bad-language", "bad-flag",
    "bad-url", "bad-file", "bad-script", "bad-confidence", "bad-sensitivity", "no-target", "stray-target",
    "control-character",
]  # fmt: skip

LONGEST = 100_000
"""Characters in a value; a longer text is a document and belongs into an attachment."""
CANDIDATES = "|"
"""Stands between the gazetteer ids of a place whose name fits several."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*")
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_URL = re.compile(r"https?://[^\s/?#]+[^\s]*")
_OLDEST = 130
# C0 and C1 controls but tab and line breaks, and the marks that reorder text on the screen.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

KindOf = Callable[[bytes], str | None]
"""Tells the kind of an entity that is known, None for an unknown one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a statement. `field` names the part of it; the value itself is never quoted."""

    code: Code
    field: str
    kind: str
    prop: str


def validate(statement: Statement, kind_of: KindOf | None = None) -> tuple[Fault, ...]:
    """All faults of a statement; () if it can be kept.

    kind_of: asked for the kind of every entity referred to; without it references are checked for their form only.
    """
    found: list[tuple[Code, str]] = [*_ids(statement), *_marks(statement)]
    if kind(statement.kind) is None:
        found.append(("unknown-kind", "kind"))
    else:
        prop = property_of(statement.kind, statement.prop)
        if prop is None:
            found.append(("unknown-property", "prop"))
        elif statement.act != "retract":
            found += ((code, "value") for code in _value(prop, statement, kind_of))
    return tuple(Fault(code, field, statement.kind, statement.prop) for code, field in found)


def typed(statement: Statement) -> str:
    """The value in the form of its type: for a date or a place `norm`, where the words of the source were kept."""
    prop = property_of(statement.kind, statement.prop)
    if prop is not None and prop.type in ("date", "place") and statement.norm:
        return statement.norm
    return statement.value


def place_ids(value: str) -> tuple[str, ...]:
    """The gazetteer ids in the value of a place; two or more are candidates of an ambiguous name."""
    return tuple(value.split(CANDIDATES))


def age_said(text: str) -> Age | None:
    """The age in "38", "만 38세", "서른여덟 살", "40대", "38岁" or "thirty-eight"; None if that is no age of a person.

    A bare number does not say how the years are counted.
    """
    bare = unicodedata.normalize("NFC", text).strip()
    for found in find_ages(bare, detect(bare)):
        if found.age is not None and found.end == len(bare) and found.age.high <= _OLDEST:
            return found.age
    listed = listed_age(bare)
    if listed is not None:
        return listed if listed.high <= _OLDEST else None
    years = int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 4 else korean_number(bare)
    if years is None:
        years = english_number(bare)
    return Age(years, years, AgeSystem.UNKNOWN) if years is not None and 0 <= years <= _OLDEST else None


def _ids(statement: Statement) -> list[tuple[Code, str]]:
    found: list[tuple[Code, str]] = []
    for field, value in (("entity", statement.entity), ("source", statement.source), ("id", statement.id)):
        if len(value) != ID_SIZE:
            found.append(("bad-id", field))
    for field, optional in (("consent", statement.consent), ("target", statement.target)):
        if optional is not None and len(optional) != ID_SIZE:
            found.append(("bad-id", field))
    if statement.act == "assert" and statement.target is not None:
        found.append(("stray-target", "target"))
    if statement.act != "assert" and statement.target is None:
        found.append(("no-target", "target"))
    return found


def _marks(statement: Statement) -> list[tuple[Code, str]]:
    found: list[tuple[Code, str]] = []
    if statement.lang is not None and not _LANGUAGE.fullmatch(statement.lang):
        found.append(("bad-language", "lang"))
    if statement.script is not None and not _SCRIPT.fullmatch(statement.script):
        found.append(("bad-script", "script"))
    if statement.confidence is not None and not 0 <= statement.confidence <= 100:
        found.append(("bad-confidence", "confidence"))
    if not 0 <= statement.sensitivity <= 4:
        found.append(("bad-sensitivity", "sensitivity"))
    for field in ("held_from", "held_to", "said_at"):
        value: str | None = getattr(statement, field)
        if value is not None and not is_date(value):
            found.append(("bad-date", field))
    return found


def _value(prop: Property, statement: Statement, kind_of: KindOf | None) -> list[Code]:
    value = statement.value
    if not value.strip():
        return ["empty"]
    if len(value) > LONGEST or len(statement.norm or "") > LONGEST:
        return ["too-long"]
    if _CONTROL.search(value):
        return ["control-character"]
    if prop.type == "reference":
        return _reference(prop, value, kind_of)
    code = _CHECKS[prop.type](prop, typed(statement)) if prop.type in _CHECKS else None
    return [code] if code else []


def _reference(prop: Property, value: str, kind_of: KindOf | None) -> list[Code]:
    aim = reference(value)
    if aim is None:
        return ["bad-reference"]
    if kind_of is None:
        return []
    found = kind_of(aim)
    if found is None:
        return ["unknown-reference"]
    return [] if found in prop.to else ["wrong-kind"]


def is_date(text: str) -> bool:
    """True if the text is a date in the EDTF subset of `underice.vocabulary.edtf`."""
    try:
        UncertainDate.parse(text)
    except (ValueError, OverflowError):
        return False
    return True


def _is_place(text: str) -> bool:
    known = gazetteer()
    try:
        for one in place_ids(text):
            known.level(one)
    except KeyError:
        return False
    return True


_CHECKS: dict[str, Callable[[Property, str], Code | None]] = {
    "date": lambda _, value: None if is_date(value) else "bad-date",
    "age": lambda _, value: None if age_said(value) is not None else "bad-age",
    "place": lambda _, value: None if _is_place(value) else "bad-place",
    "choice": lambda prop, value: None if value in prop.options else "unknown-choice",
    "number": lambda _, value: None if _NUMBER.fullmatch(value) else "bad-number",
    "language": lambda _, value: None if _LANGUAGE.fullmatch(value) else "bad-language",
    "flag": lambda _, value: None if value in ("true", "false") else "bad-flag",
    "url": lambda _, value: None if _URL.fullmatch(value) else "bad-url",
    "file": lambda _, value: None if reference(value) is not None else "bad-file",
}
