"""Places: gazetteer units with their ladder (county → province → country), ambiguity kept as candidate sets.

Data: data/gazetteer.csv (units) and data/place_forms.csv (forms, made by tools/make_place_forms.py); sources in
data/SOURCES.md.
Two conventions to know:
- Pyongyang and Nampo are one place each: their name means the province-level unit (KP10, KP11), never a pair of
candidates.
- A town that has no row of its own maps to the smallest unit that surely contains it (지안, Ji'an → Jilin province).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from underice.vocabulary.place_text import bare_name, fold

if TYPE_CHECKING:
    from underice.vocabulary.language import Language
    from underice.vocabulary.place_finder import Finder

_DATA = Path(__file__).parent / "data"
_SAME = {"KP1001": "KP10", "KP1102": "KP11"}  # city and province-level unit of one name
_UNIT_ENDINGS = (" City", " Dist.", " [prefecture]")


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of the gazetteer.

    level: country | admin1 | admin2 | city. kind: do, si, gun, province, city … parent: id of the next wider unit (""
    for a country). hangul, hanja: "" where unknown. lat, lon: degrees, None where unknown. forms: every written form
    known, sorted.
    """

    id: str
    level: str
    kind: str
    parent: str
    country: str
    name: str
    hangul: str
    hanja: str
    lat: float | None
    lon: float | None
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words of a text that name a place. `candidates`: gazetteer ids, best first; two or more = ambiguous."""

    start: int
    end: int
    text: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling and the units it may mean, best first.

    use: free (found in running text), particle (a common word too: needs a unit word, a particle of place or a wider
    unit beside it), unit (needs a unit word or a wider unit beside it), lookup (never found in text).
    """

    text: str
    ids: tuple[str, ...]
    use: str


class Gazetteer:
    """All places. Loaded once through `gazetteer()`."""

    def __init__(self, folder: Path = _DATA) -> None:
        self._rows: dict[str, list[str]] = {}
        with (folder / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for row in reader:
                self._rows[row[0]] = row
        self._parent = {place: row[3] for place, row in self._rows.items()}
        with (folder / "place_forms.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            self._forms = list(reader)

    @cached_property
    def _forms_by_place(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form, place, _, _ in self._forms:
            found.setdefault(place, []).append(form)
        return found

    @cached_property
    def _by_form(self) -> dict[str, list[str]]:
        """Folded form → ids, best first (the order of the file)."""
        found: dict[str, list[str]] = {}
        for form, place, _, _ in self._forms:
            ids = found.setdefault(fold(form), [])
            if place not in ids:
                ids.append(place)
        return found

    @cached_property
    def _standard(self) -> dict[str, str]:
        """Hangul by the standard transcription, by place."""
        return {place: form for form, place, kind, _ in self._forms if kind == "standard"}

    @cached_property
    def _finder(self) -> Finder:
        from underice.vocabulary.place_finder import Finder

        return Finder(self)

    def ids(self) -> Iterable[str]:
        """All ids, in the order of the gazetteer."""
        return self._rows.keys()

    def forms(self) -> list[Form]:
        """Every spelling that may be found in text, with its units (best first) and how free it is."""
        ids: dict[str, list[str]] = {}
        uses: dict[str, str] = {}
        for form, place, _, use in self._forms:
            if use != "lookup":
                ids.setdefault(form, []).append(place)
                uses[form] = use if uses.get(form, use) == use else "free"
        return [Form(form, tuple(places), uses[form]) for form, places in ids.items()]

    def get(self, place: str) -> Place:
        """The unit with that id. Raises KeyError if there is none."""
        row = self._rows[place]
        forms = self._forms_by_place.get(_SAME.get(place, place), [])
        lat, lon = (float(value) if value else None for value in row[11:13])
        return Place(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], lat, lon, tuple(forms))

    def level(self, place: str) -> str:
        """country, admin1, admin2 or city. Raises KeyError for an unknown id."""
        return self._rows[place][1]

    def kind(self, place: str) -> str:
        """The kind of unit (do, si, gun, province …). Raises KeyError for an unknown id."""
        return self._rows[place][2]

    def get_country(self, place: str) -> str:
        """The two-letter country of a unit. Raises KeyError for an unknown id."""
        return self._rows[place][4]

    def same_parent(self, place: str, other: str) -> bool:
        """True if two units lie side by side in one wider unit. Raises KeyError for an unknown id."""
        return self._parent[place] == self._parent[other]

    def namesake_province(self, place: str) -> str | None:
        """The province a city lies in, if it bears the city's name (Chiang Rai); None otherwise."""
        wide = self._parent[place]
        if self.level(place) != "city" or not wide:
            return None
        return wide if fold(self._rows[wide][5]).startswith(fold(self._rows[place][5])) else None

    def _chain(self, place: str) -> tuple[str, ...]:
        chain = [place]
        while self._parent[chain[-1]]:
            chain.append(self._parent[chain[-1]])
        return tuple(chain)

    def ladder(self, place: str) -> tuple[Place, ...]:
        """The unit itself and every wider one up to its country. Raises KeyError for an unknown id."""
        return tuple(self.get(step) for step in self._chain(place))

    def within(self, place: str, ancestor: str) -> bool:
        """True if `place` is `ancestor` or lies in it; Pyongyang's city and province-level unit count as one."""
        step = place
        while step:
            if step == ancestor or _SAME.get(ancestor) == step == _SAME.get(place, place):
                return True
            step = self._parent[step]
        return False

    def common(self, places: Iterable[str]) -> Place | None:
        """The smallest unit that holds all of `places`; None if there is none (two countries, or nothing given)."""
        chains = [self._chain(place) for place in places]
        if not chains:
            return None
        for step in chains[0]:
            if all(step in chain for chain in chains[1:]):
                return self.get(step)
        return None

    def candidates(self, name: str, within: str | None = None) -> tuple[Place, ...]:
        """What a written name may mean, best first; () if unknown.

        Order: units of North Korea, then forms written by hand, the larger unit of a kind before small ones. A unit
        word may be there or not (무산, 무산군, "Musan County"); a wider unit in the name, or `within` (an id), narrows
        the answer.
        """
        name = unicodedata.normalize("NFC", name).strip(" \t\n.,;:()[]\"'“”‘’")
        ids = self._by_form.get(fold(name)) or self._by_form.get(fold(bare_name(name)))
        if not ids and len(name) > 2:
            mentions = self.find(name, "ko" if any("가" <= c <= "힣" for c in name) else "en")
            most = mentions and mentions[0].end - mentions[0].start >= len(name) / 2
            ids = list(mentions[0].candidates) if most else []
        return tuple(self.get(place) for place in ids or () if within is None or self.within(place, within))

    def label(self, place: str, lang: Language) -> str:
        """The unit's name for people: "함경북도 무산군", "Musan, North Hamgyong". Raises KeyError for an unknown id."""
        chain = [step for step in self._chain(_SAME.get(place, place)) if self.level(step) != "country"]
        if not chain:
            return self._short(place, lang)
        if lang == "ko":
            named = [self._short(step, "ko") for step in reversed(chain)]
            return " ".join(name for name in named if name is named[-1] or "가" <= name[0] <= "힣")
        narrow, wide = self._short(chain[0], "en"), self._short(chain[-1], "en")
        return narrow if narrow == wide else f"{narrow}, {wide}"

    def _short(self, place: str, lang: Language) -> str:
        row = self._rows[place]
        name, hangul = row[5], row[6]
        if lang == "en":
            for ending in _UNIT_ENDINGS:
                name = name.removesuffix(ending)
            return name
        if row[1] == "country":
            return _COUNTRY_HANGUL.get(place, hangul)
        if row[4] == "CN":
            standard = self._standard.get(place)
            if standard:
                return standard
        if row[4] == "KP" and hangul:
            return southern(hangul.replace(" ", ""), row[10].split("|"))
        return hangul.replace(" ", "") or self._hangul_form(place) or name

    def _hangul_form(self, place: str) -> str:
        for form, _, _, use in (row for row in self._forms if row[1] == place):
            if "가" <= form[0] <= "힣" and use != "lookup":
                return form
        return ""

    def find(self, text: str, lang: Language) -> list[PlaceMention]:
        """Every place named in a text, in order, not overlapping. `lang` is the language most of the text is in.

        Unit words belong to the mention; a wider unit right beside a narrower one is in the same mention and narrows
        it. A country's name beside a town narrows the town and is not returned. Linear in the length of the text.
        """
        return self._finder.find(text, lang)


def southern(name: str, aliases: Iterable[str]) -> str:
    """A northern name (량강도, 룡천군, 은률군) as readers in the South spell it (양강도, 용천군, 은율군).

    The first syllable changes only if `aliases` hold the name so, with or without its unit word: ㄹ becomes ㄴ or
    falls away, ㄴ falls away. 률 and 렬 after a vowel or ㄴ lose their ㄹ (Hangul orthography of the South, art. 11).
    """
    for alias in aliases:
        spelled = alias if len(alias) == len(name) else alias + name[-1]
        if spelled[1:] == name[1:] and _softened(name[0], spelled[0]):
            name = spelled
            break
    pieces = [name[:1]]
    for before, syllable in pairwise(name):
        opened = "가" <= before <= "힣" and (ord(before) - 0xAC00) % 28 in (0, 4)
        pieces.append({"률": "율", "렬": "열"}.get(syllable, syllable) if opened else syllable)
    return "".join(pieces)


def _softened(north: str, south: str) -> bool:
    """True if two syllables differ in their first consonant alone: ㄹ to ㄴ or none, ㄴ to none."""
    if not ("가" <= north <= "힣" and "가" <= south <= "힣"):
        return False
    (first, rest), (other, same) = divmod(ord(north) - 0xAC00, 588), divmod(ord(south) - 0xAC00, 588)
    return rest == same and (first, other) in ((5, 2), (5, 11), (2, 11))


_COUNTRY_HANGUL = {"KP": "북한", "KR": "한국", "CN": "중국"}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer shipped with the product, loaded at the first call."""
    return Gazetteer()
