"""Finding places in running text: one Aho–Corasick pass over all forms, then rules for borders and wider units.

Korean has no capitals and glues particles to names, and many county names are words as well (무산 = "fall through"). A
form counts only at the start of a word and before the end of the word, a unit word (군), a particle of a closed list
(에서) or a noun that follows places (출신, 보위부). In stretches without spaces, as in hurried posts, the left border
is waived and the right one becomes stricter. English forms need a capital letter unless the whole text is written
small.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ahocorasick

from underice.vocabulary import place_grammar as grammar
from underice.vocabulary.place_text import FoldedText, fold, folded_text
from underice.vocabulary.places import Form, PlaceMention

if TYPE_CHECKING:
    from underice.vocabulary.language import Language
    from underice.vocabulary.places import Gazetteer

_DATA = Path(__file__).parent / "data"

_NO_SPACE_RUN = 15  # a stretch of more characters than this without a space counts as written without spaces
_LONG_WORDS = 7.0  # a text whose words are longer on average was written without spaces; Korean prose has 3 to 4
_LOWER_STARTS = 0.6  # a text with this share of sentences that begin with a small letter counts as written small
_SAMPLE = 20_000  # characters looked at to judge the manner of a text
_FAR = 24  # two mentions further apart than this are never joined


@dataclass(slots=True)
class _Hit:
    start: int
    end: int
    ids: tuple[str, ...]
    unit: str = ""
    country: bool = False


class Finder:
    """The automaton over all forms of a gazetteer. Build once, use often; holds no text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._places = gazetteer
        self._automaton: ahocorasick.Automaton[tuple[int, Form]] = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        held: dict[str, Form] = {}
        for form in gazetteer.forms():
            key = fold(form.text)
            before = held.get(key)
            if before is not None:
                ids = tuple(dict.fromkeys((*before.ids, *form.ids)))
                form = Form(form.text, ids, form.use if form.use == before.use else "free")
            held[key] = form
        for key, form in held.items():
            self._automaton.add_word(key, (len(key), form))
        self._automaton.make_automaton()
        self._unless: dict[str, re.Pattern[str]] = {}
        with (_DATA / "place_care.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["unless"]:
                    self._unless[row["form"]] = re.compile(row["unless"])

    def find(self, text: str, lang: Language) -> list[PlaceMention]:
        """See `Gazetteer.find`."""
        shadow = folded_text(text)
        hits = self._join(shadow.plain, self._accepted(shadow))
        found = []
        for hit in hits:
            start, end = shadow.original(hit.start), shadow.original(hit.end)
            found.append(PlaceMention(start, end, text[start:end], hit.ids))
        return found

    def _accepted(self, shadow: FoldedText) -> list[_Hit]:
        raw = [(last + 1 - length, last + 1, form) for last, (length, form) in self._automaton.iter(shadow.folded)]
        raw.sort(key=lambda hit: (hit[0], -hit[1]))
        small, spaceless = _written_small(shadow.plain), _written_without_spaces(shadow.plain)
        accepted: list[_Hit] = []
        for start, end, form in raw:
            if accepted and start < accepted[-1].end:
                continue
            before = accepted[-1] if accepted else None
            first = form.text[0]
            if "가" <= first <= "힣":
                hit = self._korean(shadow.plain, start, end, form, before, spaceless)
            elif first >= "\u2e80":
                hit = _Hit(start, end, form.ids)
            else:
                hit = self._latin(shadow.plain, start, end, form, small)
            if hit is not None:
                accepted.append(hit)
        return accepted

    def _korean(self, text: str, start: int, end: int, form: Form, before: _Hit | None, spaceless: bool) -> _Hit | None:
        country = self._places.level(form.ids[0]) == "country" and len(form.ids) == 1
        border = start == 0 or not _is_hangul(text[start - 1]) or (before is not None and before.end == start)
        loose = (spaceless or _in_long_run(text, start, end)) and not border
        if not border and not loose:
            return None
        unless = self._unless.get(form.text)
        if unless is not None and unless.match(text, end):
            return None
        wide = before is not None and self._beside(text, before, start, form.ids)
        unit = "" if country else self._unit_after(text, end, form.ids)
        if unit:
            ids = self._narrow_by_unit(form.ids, unit)
            stop = end + len(unit) + (text[end] == " ")
            if loose and len(form.text) < 3 and unit in ("도", "주", "시", "구", "진"):
                if not grammar.AFTER_WORD.match(text, stop):
                    return None
            return _Hit(start, stop, ids, unit)
        if form.use == "unit" and not wide:
            return None
        if form.use == "particle" and not (
            wide or grammar.AFTER_WORD.match(text, end) or grammar.BEFORE_WORD.search(text[max(0, start - 8) : start])
        ):
            return None
        if loose:
            if len(form.text) < 3 and not grammar.AFTER_TIGHT.match(text, end):
                return None
        elif spaceless and grammar.AFTER_TIGHT.match(text, end):
            pass
        else:
            after = grammar.AFTER_COUNTRY if country else grammar.AFTER
            if not after.match(text, end) and not self._place_follows(text, end):
                return None
        written = grammar.FORM_UNIT.search(form.text)
        return _Hit(start, end, form.ids, written.group() if written else "", country)

    def _place_follows(self, text: str, end: int) -> bool:
        """True if another form starts right here ("랴오닝성선양"); asked only when nothing else explains the letter."""
        window = fold(text[end : end + 8])
        return any(last + 1 == length and length > 1 for last, (length, _) in self._automaton.iter(window))

    def _unit_after(self, text: str, end: int, ids: tuple[str, ...]) -> str:
        countries = {self._places.get_country(place) for place in ids}
        gap = 1 if text[end : end + 1] == " " and "KP" not in countries else 0
        match = grammar.HANGUL_UNIT.match(text, end + gap)
        if match is None:
            return ""
        unit = match.group()
        if gap and unit not in grammar.SPACED_UNITS:
            return ""
        if not any(self._takes(place, unit) for place in ids):
            return ""
        return unit if grammar.AFTER.match(text, match.end()) or self._place_follows(text, match.end()) else ""

    def _takes(self, place: str, unit: str) -> bool:
        level, country = self._places.level(place), self._places.get_country(place)
        if country == "KP":
            return unit in (grammar.NORTH_WIDE_UNITS if level == "admin1" else grammar.NORTH_UNITS)
        if country == "KR":
            return unit not in ("성", "현", "주", "진")
        return unit not in ("군", "읍", "구역", "지구", "도") or country in ("TH", "LA", "VN", "RU", "JP", "MN")

    def _narrow_by_unit(self, ids: tuple[str, ...], unit: str) -> tuple[str, ...]:
        """The candidates that can bear this unit word; all of them if none can."""
        unit = unit.lower()
        if unit in grammar.WIDE_UNITS:
            return tuple(place for place in ids if self._is_wide(place)) or ids
        if unit in ("군", "gun", "county"):
            return tuple(place for place in ids if self._places.kind(place) != "si" and not self._is_wide(place)) or ids
        if unit in ("시", "si", "shi", "city", "현"):
            return tuple(place for place in ids if self._places.kind(place) not in ("gun", "do", "province")) or ids
        return ids

    def _is_wide(self, place: str) -> bool:
        """True for provinces and for Chinese prefectures."""
        level = self._places.level(place)
        return level == "admin1" or (level == "admin2" and not place.startswith("KP"))

    def _beside(self, text: str, before: _Hit, start: int, ids: tuple[str, ...]) -> bool:
        gap = text[before.end : start]
        if len(gap) > 2 or gap.strip():
            return False
        return any(self._places.within(place, wide) for place in ids for wide in before.ids)

    def _latin(self, text: str, start: int, end: int, form: Form, small: bool) -> _Hit | None:
        if not _latin_borders(text, start, end):
            return None
        if not text[start].isupper() and not (small and len(form.text) >= 4):
            return None
        if grammar.NATURE.match(text, end):
            return None
        unit = grammar.LATIN_UNIT.match(text, end)
        ahead = grammar.LATIN_UNIT_BEFORE.search(text, max(0, start - 14), start)
        if form.use != "free" and unit is None and ahead is None:
            return None
        if unit is None and text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
            if not grammar.HYPHENED.match(text, end):
                return None
        if " " not in form.text and grammar.SURNAME_BEFORE.search(text[max(0, start - 8) : start]):
            return None
        country = len(form.ids) == 1 and self._places.level(form.ids[0]) == "country"
        if country:
            return _Hit(start, end, form.ids, "", True)
        ids = form.ids
        word = ""
        if unit is not None:
            word = unit.group().strip(" -").lower()
            ids = self._narrow_by_unit(ids, word.split(" ")[-1])
        return _Hit(ahead.start() if ahead else start, unit.end() if unit else end, ids, word)

    def _join(self, text: str, hits: list[_Hit]) -> list[_Hit]:
        """Join a wider unit with the narrower one beside it, left to right; drop a country beside its town."""
        joined: list[_Hit] = []
        for hit in hits:
            while joined:
                merged = self._merge(text, joined[-1], hit)
                if merged is None:
                    break
                joined.pop()
                hit = merged
            joined.append(hit)
        return joined

    def _merge(self, text: str, first: _Hit, second: _Hit) -> _Hit | None:
        if second.start - first.end > _FAR:
            return None
        gap = text[first.end : second.start]
        if self._same_province(text, first, second, gap):
            return _Hit(first.start, second.end, tuple(a for a in first.ids if a in second.ids), second.unit)
        if grammar.WIDER_BEFORE.fullmatch(gap):
            wider = self._with_namesakes(first.ids)
            inner = tuple(b for b in second.ids if b not in wider and any(self._inside(b, a) for a in wider))
            if inner:
                start = second.start if first.country else first.start
                return _Hit(start, second.end, inner, second.unit)
            if gap.strip() == "" and self._same_town(first, second):
                return _Hit(first.start, second.end, second.ids, second.unit)
        if grammar.WIDER_AFTER.fullmatch(gap) or gap == " ":
            wider = self._with_namesakes(second.ids)
            inner = tuple(a for a in first.ids if a not in wider and any(self._inside(a, b) for b in wider))
            if inner:
                end = first.end if second.country else second.end
                if gap.strip() in ("(", "（") and text[end : end + 1] in (")", "）"):
                    end += 1
                return _Hit(first.start, end, inner, first.unit)
        return None

    def _inside(self, place: str, wide: str) -> bool:
        """True if a unit may be written with a wider one: also a town with a prefecture of its province (Yanbian)."""
        prefecture = self._places.level(wide) == "admin2" and not wide.startswith("KP")
        town = prefecture and self._places.level(place) == "city" and self._places.same_parent(place, wide)
        return town or self._places.within(place, wide)

    def _with_namesakes(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The units, and for a city the province of the same name: "Mae Sai in Chiang Rai" means the province."""
        return ids + tuple(wide for place in ids if (wide := self._places.namesake_province(place)))

    def _same_province(self, text: str, first: _Hit, second: _Hit, gap: str) -> bool:
        """A town without a row of its own beside the province that stands for it ("지린성 지안", "Ji'an, Jilin")."""
        shared = tuple(a for a in first.ids if a in second.ids)
        if not shared or self._places.level(shared[0]) != "admin1":
            return False
        if _is_hangul(text[second.start]):  # wider unit first
            repeated = text[second.start : second.end] in text[first.start : first.end]
            return not gap.strip() and second.ids == shared and not repeated
        return bool(grammar.WIDER_AFTER.fullmatch(gap) or gap == " ") and first.ids == shared

    def _same_town(self, first: _Hit, second: _Hit) -> bool:
        """A city and a county or district written after it, where the gazetteer holds only points of one province."""
        if second.ids == first.ids:
            return second.unit in ("구역", "구", "읍", "리") or first.unit != "" and second.unit != ""
        narrow = second.unit in ("현", "구", "진", "자치현", "조선족자치현")
        return (
            first.unit == "시"
            and narrow
            and any(
                self._places.level(a) == "city" == self._places.level(b) and self._places.same_parent(a, b)
                for a in first.ids
                for b in second.ids
            )
        )


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _latin_borders(text: str, start: int, end: int) -> bool:
    """True if Latin letters from `start` to `end` are a word of their own; 's and Korean particles may follow."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "-_@"):
        return False
    if start > 1 and text[start - 1] in "'’" and text[start - 2].isalpha():
        return False
    if end < len(text) and text[end].isalnum() and text[end] < "\u2e80":
        return False
    letter = text[end + 1 : end + 2]
    return not (text[end : end + 1] in ("'", "’") and letter.isalpha() and letter not in "sS")


def _in_long_run(text: str, start: int, end: int) -> bool:
    """True if the unbroken stretch of characters around a form is longer than fifteen."""
    left = text[max(0, start - _NO_SPACE_RUN - 1) : start]
    right = text[end : end + _NO_SPACE_RUN + 1]
    before = len(left) - max(left.rfind(space) for space in " \n\t") - 1
    stops = [position for position in map(right.find, " \n\t") if position >= 0]
    return before + (end - start) + min(stops, default=len(right)) > _NO_SPACE_RUN


def _written_without_spaces(text: str) -> bool:
    """True for a Korean text of more than a few words with hardly a space in it."""
    words = text[:_SAMPLE].split()
    return bool(words) and sum(map(len, words)) / len(words) > _LONG_WORDS and any(_is_hangul(c) for c in text[:200])


def _written_small(text: str) -> bool:
    """True for a text that begins most of its sentences with a small letter, as hurried posts do."""
    starts = grammar.SENTENCE_START.findall(text[:_SAMPLE])
    return bool(starts) and sum(letter.islower() for letter in starts) >= len(starts) * _LOWER_STARTS
