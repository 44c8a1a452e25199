"""Towns of one name in both Koreas: which spelling scheme is used, and which country is named beside the town.

A town is spelled in the South by the Revised Romanisation (Bucheon, Cheongju, Goseong), of the North in a form of
McCune–Reischauer (Puchon, Chongju, Kosong). Where a name could be either, the scheme puts one candidate first; the
other stays a candidate and the reading says that the name is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from underice.exposure.reader.english.lexicon import rows
from underice.vocabulary.places import PlaceMention, gazetteer

_REVISED = re.compile(r"eo|eu|^[gdbj]", re.IGNORECASE)
_SOUTH = re.compile(r"\W{0,3}(?:(?:city|district|county)\W{1,3})?(?:in )?(?:South Korea|Republic of Korea|ROK|Seoul)\b")
_NORTH = re.compile(
    r"\W{0,3}(?:(?:city|district|county|in|a|the|port|town|of)\W{1,3}){0,4}"
    r"(?:North Korea|DPRK|(?:North|South) (?:Pyong|Pyeong|Ham|Hwang)\w+|Ryanggang|Yanggang|Chagang|Jagang|Kangwon)"
)
_SEOUL = "KR:Seoul"
_THE = re.compile(r"\bthe (?:frozen |icy |upper |lower |swollen |shallow )?$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\W*$|\s?[.,;:!?)—–-]| (?:river|ice|in|on|at|by|with|alone|and|near|under|to|for|when|while|from|during|before|after|again|last|"
    r"this|that|one|into|until|twice|once|together|as|but|without|where|is|was|as|is)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:-gu| district)?\b,? (?:in )?(?:central |southern |northern |eastern |western )?Seoul\b|-gu\b")


@cache
def _districts() -> frozenset[str]:
    return frozenset(row.lower() for row in rows("english_seoul.txt"))


@cache
def _district_names() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(row) for row in rows("english_seoul.txt")) + r")\b")


def settled(places: Iterable[PlaceMention], text: str) -> list[PlaceMention]:
    """The mentions of `text` with the likelier candidate of each first, and districts of Seoul that no town hides."""
    found = [_ordered(place, text) for place in places if not _river(place, text)]
    taken = {offset for place in found for offset in range(place.start, place.end)}
    return sorted([*found, *_seoul(text, taken)], key=lambda place: place.start)


def _river(place: PlaceMention, text: str) -> bool:
    """As in "across the Tumen," (the river), but not "the Tumen detention centre" (the town)."""
    if place.text.lower() not in ("tumen", "yalu", "amnok") or not _THE.search(
        text, max(0, place.start - 16), place.start
    ):
        return False
    return bool(_NO_NOUN.match(text, place.end))


def _seoul(text: str, taken: set[int]) -> Iterator[PlaceMention]:
    for match in _district_names().finditer(text):
        if match.start() not in taken and _UNIT.match(text, match.end()):
            yield PlaceMention(match.start(), match.end(), match.group(), (_SEOUL,))


def _ordered(place: PlaceMention, text: str) -> PlaceMention:
    ids = place.candidates
    if gazetteer().get_country(ids[0]) != "KP" or _NORTH.match(text, place.end):
        return place
    name = place.text.lower().removesuffix("-gu").split(" ")[0]
    south = tuple(one for one in ids if gazetteer().get_country(one) == "KR")
    if name in _districts() and _REVISED.search(name) and not south:
        south = (_SEOUL,)
    if not south or not (_REVISED.search(name) or _SOUTH.match(text, place.end)):
        return place
    return replace(place, candidates=(*south, *(one for one in ids if one not in south)))
