"""Finding places in running text: one Aho–Corasick pass over all forms, then rules for borders, unit words and wider units.

Korean has no capitals and glues particles to names, and many county names are words as well (무산 = "fall through"). A form
counts only at the start of a word and before the end of the word, a unit word (군), a particle of a closed list (에서) or a noun
that follows places (출신, 보위부). In stretches without spaces, as in hurried posts, the left border is waived and the right one
becomes stricter. English forms need a capital letter unless the whole text is written small.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ahocorasick

from underice.vocabulary.language import Language
from underice.vocabulary.place_text import HANGUL_UNIT, LATIN_UNIT, LATIN_UNIT_BEFORE, FoldedText, fold, folded_text
from underice.vocabulary.places import Form, PlaceMention

if TYPE_CHECKING:
    from underice.vocabulary.places import Gazetteer

_DATA = Path(__file__).parent / "data"

_NO_SPACE_RUN = 15    # a stretch of more characters than this without a space counts as written without spaces
_LONG_WORDS = 7.0     # a text whose words are longer than this on average was written without spaces; Korean prose has 3 to 4
_LOWER_STARTS = 0.6   # a text with this share of sentences that begin with a small letter counts as written small
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s+|\n\s*)([A-Za-z])")

# Particles that only follow places (or nouns of place and time); whatever comes next does not matter.
_PLACE_JOSA = r"(?:에서|에는|에도|에만|에|으로|까지|부터|로(?![가-힣])|로부터|로도|로는)"
_JOSA = (
    r"(?:의|은|는|이나|이며|이고|이라고|이라는|이라|이란|이|가|을|를|과의|과는|과|와의|와는|와|나|도|만|보다|처럼|인데|이랑|랑|하고|고|며|라는|라고|라|란)"
    r"(?![가-힣])"
)
_COPULA = r"(?:입니|이었|였|이에요|예요|이다|이지|인지)"
_NOUN = (
    r"(?:출신|태생|사람|사투리|쪽|방면|인근|부근|근처|근교|주변|일대|지역|지방|지구|시내|읍내|시가지|역전|역|행|발|항|공항|국경|세관|거주|살던|살고"
    r"|보위부|보위국|보안서|보안국|보안부|안전부|안전국|변방대|변방구류소|변방|교화소|노동단련대|로동단련대|단련대|집결소|구류장|구류소|감옥|감방"
    r"|공안국|공안|파출소|유치장|구치소|수용소|관리소|영사관|총영사관|대사관|이민국|난민수용소|보호소)"
)
_NOUN_END = rf"(?=$|[^가-힣]|{_PLACE_JOSA}|{_JOSA}|{_COPULA}|인|들|내|앞|[가-힣]{{0,3}}(?:$|[^가-힣]))"
_AFTER = re.compile(rf"$|[^가-힣]|{_PLACE_JOSA}|{_JOSA}|{_COPULA}|인(?![가-힣])|{_NOUN}{_NOUN_END}")
_AFTER_TIGHT = re.compile(rf"{_PLACE_JOSA}|{_NOUN}")
_AFTER_COUNTRY = re.compile(rf"$|[^가-힣]|{_PLACE_JOSA}|{_JOSA}|{_COPULA}|(?:행|쪽|국경|땅|내|변방|공안){_NOUN_END}")
_AFTER_WORD = re.compile(rf"{_PLACE_JOSA}| ?{_NOUN}{_NOUN_END}| ?고향|이 고향|이고향|이요")
_BEFORE_WORD = re.compile(r"(?:고향|출생지|출신지|태어난 곳|자란 곳|살던 곳|본적|거주지|본가|친정|시댁|원적)(?:은|이|는|인|의|,|:|：)? ?$")
_FORM_UNIT = re.compile(r"(?<=..)(?:구역|자치현|자치주|자치구|시|군|현|성|도)$")
_CENTRE_UNITS = frozenset(("시", "군", "읍", "구역", "지구", "로동자구", "노동자구", "구"))
_WIDE_UNITS = frozenset(("성", "도", "주", "특별자치도", "자치구", "장족자치구", "좡족자치구", "자치주", "조선족자치주", "province"))
_KOREAN_WIDE = frozenset(("도", "시", "특별시", "직할시", "특급시", "광역시"))
_SURNAME_BEFORE = re.compile(
    r"(?:^|[^\w-])(?:Kim|Ri|Lee|Rhee|Yi|Pak|Park|Choe|Choi|Jong|Jung|Chong|Chung|Jeong|Kang|Cho|Yun|Yoon|Jang|Chang|Rim|Lim|Han|Shin|Sin"
    r"|Kwon|Hwang|Ahn|Hong|Paek|Baek|Ryu|Yoo|Moon|Mun|Pae|Bae|Kwak|Nam|Jon|Jeon|Ryang|Oh|Seo|Ko|Min)[ -]$",
    re.IGNORECASE,
)
_NATURE = re.compile(r" (?:River|river|RIVER|Mountains?|Sea|Strait|Bay)(?!\w)")  # the Tumen River is no town
_WIDER_AFTER = re.compile(
    r"(?:, ?| in | of | \(|（|\()(?:(?:the|far|northern|southern|eastern|western|north-?eastern|north-?western|northernmost|rural) )*$"
)
_WIDER_BEFORE = re.compile(r"(?:[ \u00a0\u3000]{0,2}|'s |’s |, ?|의 )$")


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
        self._automaton: ahocorasick.Automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY)
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

    def _korean(
        self, text: str, start: int, end: int, form: Form, before: _Hit | None, spaceless: bool
    ) -> _Hit | None:
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
                if not _AFTER_WORD.match(text, stop):
                    return None
            return _Hit(start, stop, ids, unit)
        if form.use == "unit" and not wide:
            return None
        if form.use == "particle" and not (
            wide or _AFTER_WORD.match(text, end) or _BEFORE_WORD.search(text[max(0, start - 8) : start])
        ):
            return None
        if loose:
            if len(form.text) < 3 and not _AFTER_TIGHT.match(text, end):
                return None
        elif spaceless and _AFTER_TIGHT.match(text, end):
            pass
        elif not (_AFTER_COUNTRY if country else _AFTER).match(text, end) and not self._place_follows(text, end):
            return None
        written = _FORM_UNIT.search(form.text)
        return _Hit(start, end, form.ids, written.group() if written else "", country)

    def _place_follows(self, text: str, end: int) -> bool:
        """True if another form starts right here ("랴오닝성선양"): only looked at when nothing else explains the next letter."""
        window = fold(text[end : end + 8])
        return any(last + 1 == length and length > 1 for last, (length, _) in self._automaton.iter(window))

    def _unit_after(self, text: str, end: int, ids: tuple[str, ...]) -> str:
        countries = {self._places.get_country(place) for place in ids}
        gap = 1 if text[end : end + 1] == " " and "KP" not in countries else 0
        match = HANGUL_UNIT.match(text, end + gap)
        if match is None:
            return ""
        unit = match.group()
        if gap and unit not in ("성", "시", "현", "주", "도", "자치구", "자치현", "조선족자치현", "조선족자치주"):
            return ""
        if not any(self._takes(place, unit) for place in ids):
            return ""
        return unit if _AFTER.match(text, match.end()) or self._place_follows(text, match.end()) else ""

    def _takes(self, place: str, unit: str) -> bool:
        level, country = self._places.level(place), self._places.get_country(place)
        if country == "KP":
            return unit in (_KOREAN_WIDE if level == "admin1" else _CENTRE_UNITS)
        if country == "KR":
            return unit not in ("성", "현", "주", "진")
        return unit not in ("군", "읍", "구역", "지구", "도") or country in ("TH", "LA", "VN", "RU", "JP", "MN")

    def _narrow_by_unit(self, ids: tuple[str, ...], unit: str) -> tuple[str, ...]:
        unit = unit.strip(" -").lower()
        wide = unit in _WIDE_UNITS or unit in ("do",)
        if wide:
            kept = [place for place in ids if self._places.level(place) in ("admin1", "admin2") and not place.startswith("KP0")
                    or place.startswith("KP") and self._places.level(place) == "admin1"]
        elif unit in ("군", "gun", "county"):
            kept = [place for place in ids if self._places.kind(place) != "si" and self._places.level(place) != "admin1"]
        elif unit in ("시", "si", "shi", "city", "현", "county"):
            kept = [place for place in ids if self._places.kind(place) not in ("gun", "do", "province")]
        else:
            kept = []
        return tuple(kept) or ids

    def _beside(self, text: str, before: _Hit, start: int, ids: tuple[str, ...]) -> bool:
        gap = text[before.end : start]
        if len(gap) > 2 or gap.strip():
            return False
        return any(self._places.within(place, wide) for place in ids for wide in before.ids)

    def _latin(self, text: str, start: int, end: int, form: Form, small: bool) -> _Hit | None:
        if start and (text[start - 1].isalnum() or text[start - 1] in "-_@"):
            return None
        if end < len(text) and text[end].isalnum() and text[end] < "\u2e80":
            return None
        if start > 1 and text[start - 1] in "'’" and text[start - 2].isalpha():
            return None
        if _NATURE.match(text, end):
            return None
        if not text[start].isupper() and not (small and len(form.text) >= 4):
            return None
        if end < len(text) and text[end] in "'’" and text[end + 1 : end + 2].isalpha() and text[end + 1 : end + 2] not in "sS":
            return None
        unit = LATIN_UNIT.match(text, end)
        ahead = LATIN_UNIT_BEFORE.search(text, max(0, start - 14), start)
        if form.use != "free" and unit is None and ahead is None:
            return None
        if unit is None and text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
            if not re.match(r"-(?:born|based|bound|native|area|raised|style|educated|to)(?!\w)", text[end : end + 12]):
                return None
        if " " not in form.text and _SURNAME_BEFORE.search(text[max(0, start - 8) : start]):
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
        if second.start - first.end > 24:
            return None
        gap = text[first.end : second.start]
        if self._same_province(text, first, second, gap):
            return _Hit(first.start, second.end, tuple(a for a in first.ids if a in second.ids), second.unit)
        if _WIDER_BEFORE.fullmatch(gap):
            wider = self._with_namesakes(first.ids)
            inner = tuple(b for b in second.ids if b not in wider and any(self._places.within(b, a) for a in wider))
            if inner:
                start = second.start if first.country else first.start
                return _Hit(start, second.end, inner, second.unit)
            if gap.strip() == "" and self._same_town(first, second):
                return _Hit(first.start, second.end, second.ids, second.unit)
        if _WIDER_AFTER.fullmatch(gap) or gap == " ":
            wider = self._with_namesakes(second.ids)
            inner = tuple(a for a in first.ids if a not in wider and any(self._places.within(a, b) for b in wider))
            if inner:
                end = first.end if second.country else second.end
                if gap.strip() in ("(", "（") and text[end : end + 1] in (")", "）"):
                    end += 1
                return _Hit(first.start, end, inner, first.unit)
        return None

    def _with_namesakes(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The units, and for a city the province of the same name: "Mae Sai in Chiang Rai" means the province."""
        return ids + tuple(wide for place in ids if (wide := self._places.namesake_province(place)))

    def _same_province(self, text: str, first: _Hit, second: _Hit, gap: str) -> bool:
        """A town without a row of its own beside the province that stands for it ("지린성 지안", "Ji'an, Jilin")."""
        shared = tuple(a for a in first.ids if a in second.ids)
        if not shared or self._places.level(shared[0]) != "admin1":
            return False
        if _is_hangul(text[second.start]):  # wider unit first
            return not gap.strip() and second.ids == shared and text[second.start : second.end] not in text[first.start : first.end]
        return bool(_WIDER_AFTER.fullmatch(gap) or gap == " ") and first.ids == shared and len(second.ids) >= len(shared)

    def _same_town(self, first: _Hit, second: _Hit) -> bool:
        """A city and a county or district written after it, where the gazetteer holds only points of one province."""
        if second.ids == first.ids:
            return second.unit in ("구역", "구", "읍", "리") or first.unit != "" and second.unit != ""
        narrow = second.unit in ("현", "구", "진", "자치현", "조선족자치현")
        return first.unit == "시" and narrow and any(
            self._places.level(a) == "city" and self._places.level(b) == "city" and self._places.same_parent(a, b)
            for a in first.ids for b in second.ids
        )


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _in_long_run(text: str, start: int, end: int) -> bool:
    """True if the unbroken stretch of characters around a form is longer than fifteen."""
    left = text[max(0, start - _NO_SPACE_RUN - 1) : start]
    right = text[end : end + _NO_SPACE_RUN + 1]
    before = len(left) - max((left.rfind(space) for space in " \n\t"), default=-1) - 1
    after = min((position for position in (right.find(space) for space in " \n\t") if position >= 0), default=len(right))
    return before + (end - start) + after > _NO_SPACE_RUN


def _written_without_spaces(text: str) -> bool:
    """True for a Korean text of more than a few words with hardly a space in it."""
    words = text[:20000].split()
    return bool(words) and sum(map(len, words)) / len(words) > _LONG_WORDS and any(_is_hangul(c) for c in text[:200])


def _written_small(text: str) -> bool:
    """True for a text that begins most of its sentences with a small letter, as hurried posts do."""
    starts = _SENTENCE_START.findall(text[:20000])
    return bool(starts) and sum(letter.islower() for letter in starts) >= len(starts) * _LOWER_STARTS
