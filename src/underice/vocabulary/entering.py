"""From what a documenter types to a value that can be kept: dates in words, place names, ages, choices by their label.

The words as typed stay in the value; what they mean goes into `norm`. A name that fits several places keeps them all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from underice.vocabulary.age_intervals import birth_interval
from underice.vocabulary.birth_phrases import find_births
from underice.vocabulary.edtf import UncertainDate, to_edtf
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.kinds import Property
from underice.vocabulary.language import LANGUAGES, detect
from underice.vocabulary.listed_times import listed_date
from underice.vocabulary.names import parse
from underice.vocabulary.phrases import find_dates
from underice.vocabulary.places import gazetteer
from underice.vocabulary.statement import reference
from underice.vocabulary.validation import CANDIDATES, age_said, is_date

Fault = Literal[
    "empty", "bad-date", "bad-age", "unknown-place", "bad-reference", "unknown-choice", "bad-number", "bad-flag"
]
_MOST_CANDIDATES = 40
_ABOUT = re.compile(r"^(약|대략|about|around|circa|c\.|ca\.)\s*|\s*(경|쯤|무렵|즈음)$", re.IGNORECASE)
_DOTS = re.compile(r"(?<=[0-9])\.\s+(?=[0-9])")
_TRUE = frozenset({"true", "yes", "y", "1", "예", "네", "맞음"})
_FALSE = frozenset({"false", "no", "n", "0", "아니요", "아니오", "아님"})
_SCRIPTS = (("HANGUL", "Hang"), ("CJK", "Hani"), ("LATIN", "Latn"), ("CYRILLIC", "Cyrl"), ("HIRAGANA", "Jpan"),
            ("KATAKANA", "Jpan"), ("THAI", "Thai"), ("LAO", "Laoo"))  # fmt: skip


class BadEntry(ValueError):
    """Words that cannot be the value of a property. `code` says why; the words themselves are not repeated."""

    def __init__(self, code: Fault, prop: Property) -> None:
        super().__init__(f"{code}: {prop.name}")
        self.code = code
        self.prop = prop


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that can be kept. norm: EDTF of a date, gazetteer ids of a place, possible days of birth for an age.

    lang (BCP 47) and script (ISO 15924) of the words as typed, where they show.
    """

    value: str
    norm: str | None = None
    lang: str | None = None
    script: str | None = None


def enter(
    prop: Property,
    typed: str,
    *,
    said: str | None = None,
    resolve: Callable[[str], bytes | None] = reference,
) -> Entry:
    """What was typed for a property, as a value. Raises BadEntry.

    said: when it was said (EDTF); an age becomes an interval of birthdays only if it is known. resolve: turns what was
    typed for another record into its id, None if there is no such record.
    """
    text = unicodedata.normalize("NFC", typed).strip()
    if not text:
        raise BadEntry("empty", prop)
    match prop.type:
        case "date":
            return _date(prop, text)
        case "age":
            return _age(prop, text, said)
        case "place":
            return _place(prop, text)
        case "choice":
            return _choice(prop, text)
        case "flag":
            return _flag(prop, text)
        case "number":
            bare = text.replace(",", "").removesuffix("명").removesuffix("세대").strip()
            if not bare:
                raise BadEntry("empty", prop)
            return Entry(bare)
        case "reference" | "file":
            found = resolve(text)
            if found is None:
                raise BadEntry("bad-reference", prop)
            return Entry(found.hex())
        case "name":
            known = parse(text)
            return Entry(text, None, known.lang if known else None, known.script if known else script_of(text))
        case "text":
            return Entry(text, None, _language(text), script_of(text))
        case _:
            return Entry(text)


def date_said(text: str) -> str | None:
    """EDTF for a date as people write it, or None.

    For example 1974-05, 1974년 5월, 주체63년, 74년생, 1974年5月, about 1949, 8 February 2026.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if is_date(text):
        return UncertainDate.parse(text).text
    text = _DOTS.sub(".", text).rstrip(".")
    bare = _ABOUT.sub("", text)
    found = bare if is_date(bare) else _phrase(text) or _phrase(bare) or listed_date(text)
    if found is None:
        return None
    rough = bare != text and not found.endswith("~") and "/" not in found
    return UncertainDate.parse(f"{found}~" if rough else found).text


def script_of(text: str) -> str | None:
    """The ISO 15924 script of most letters of a text, None without letters of a known script."""
    counts: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "")
            script = next((code for prefix, code in _SCRIPTS if name.startswith(prefix)), None)
            if script:
                counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda code: counts[code]) if counts else None


def _phrase(text: str) -> str | None:
    """A date or a birth that fills the whole text."""
    lang = detect(text)
    for candidate in (text, f"{text}생" if lang == "ko" else f"born in {text}"):
        spans = [(one.start, one.end, one.edtf) for one in find_births(candidate, lang)]
        spans += [(one.start, one.end, one.edtf) for one in find_dates(candidate, lang, None) if one.edtf]
        for start, end, edtf in spans:
            if start == 0 and end == len(candidate):
                return edtf
    return None


def _date(prop: Property, text: str) -> Entry:
    found = date_said(text)
    if found is None:
        raise BadEntry("bad-date", prop)
    return Entry(found) if is_date(text) else Entry(text, found)


def _age(prop: Property, text: str, said: str | None) -> Entry:
    age = age_said(text)
    if age is None:
        raise BadEntry("bad-age", prop)
    days = _days(said)
    return Entry(text, to_edtf(birth_interval(age, days)) if days else None)


def _days(said: str | None) -> DateInterval | None:
    return UncertainDate.parse(said).widest if said is not None else None


def _place(prop: Property, text: str) -> Entry:
    known = gazetteer()
    ids = tuple(text.split(CANDIDATES))
    if all(_is_id(one) for one in ids):
        return Entry(text)
    found = known.candidates(text)
    if not found or len(found) > _MOST_CANDIDATES:
        raise BadEntry("unknown-place", prop)
    return Entry(text, CANDIDATES.join(place.id for place in found), _language(text), script_of(text))


def _is_id(text: str) -> bool:
    try:
        gazetteer().level(text)
    except KeyError:
        return False
    return True


def _choice(prop: Property, text: str) -> Entry:
    wanted = text.casefold()
    for key, words in prop.options.items():
        if wanted in (key.casefold(), *(words[lang].casefold() for lang in LANGUAGES)):
            return Entry(key)
    begun = [
        key
        for key, words in prop.options.items()
        if any(words[lang].casefold().startswith(wanted) for lang in LANGUAGES)
    ]
    if len(begun) != 1:
        raise BadEntry("unknown-choice", prop)
    return Entry(begun[0])


def _flag(prop: Property, text: str) -> Entry:
    wanted = text.casefold()
    if wanted in _TRUE:
        return Entry("true")
    if wanted in _FALSE:
        return Entry("false")
    raise BadEntry("bad-flag", prop)


def _language(text: str) -> str | None:
    """ko or en where the letters leave no doubt; Hanja and Hanzi look alike, so they get none."""
    return {"Hang": "ko"}.get(script_of(text) or "")
