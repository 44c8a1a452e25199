"""The ladder of a place in the home country: county → province → part of the country → country."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from underice.exposure.reader.model import Event, Lang, Person, Reading
from underice.exposure.telling import HOME
from underice.vocabulary.places import gazetteer

_DATA = Path(__file__).parent / "data" / "regions.csv"
COUNTRY: dict[Lang, str] = {"ko": "북한", "en": "North Korea"}
KINDS = ("province", "region", "country", "drop")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the home country. provinces: its ids. skipped: those never named, the step goes straight to this."""

    words: dict[Lang, str]
    provinces: tuple[str, ...]
    skipped: tuple[str, ...]


@cache
def regions() -> tuple[Region, ...]:
    """The parts of the home country, from data/regions.csv."""
    with _DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Region(
                {"ko": row["ko"], "en": row["en"]},
                tuple(row["provinces"].split("|")),
                tuple(filter(None, row["skip_province"].split("|"))),
            )
            for row in csv.DictReader(file)
        )


@cache
def places_of(words: str, lang: Lang) -> tuple[str, ...]:
    """The candidate ids of a place as the draft writes it; () if it is none."""
    found = gazetteer().find(words, lang)
    if found:
        return found[0].candidates
    return tuple(place.id for place in gazetteer().candidates(words))


def at_home(words: str, reading: Reading) -> bool:
    """True if these words name a place in the home country, narrower than the country."""
    ids = places_of(words, reading.lang)
    return bool(ids) and gazetteer().within(ids[0], HOME) and ids[0] != HOME


def of(person: Person) -> tuple[str, ...]:
    """Places of the home country a person is told to come from or to live in; () if none."""
    inside = tuple(place for place in person.origin if gazetteer().within(place, HOME))
    if inside:
        return inside
    for event in person.events:
        if event.kind == "other" and any(gazetteer().within(place, HOME) for place in event.place):
            return tuple(place for place in event.place if gazetteer().within(place, HOME))
    return ()


def same_home(one: Person, other: Person) -> bool:
    """True if the homes of two relatives touch: one lies in the other, or they are the same."""
    places = gazetteer()
    return any(places.within(a, b) or places.within(b, a) for a in of(one) for b in of(other))


def widened(ids: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The candidate places after a step of that kind; never narrower than `ids`."""
    if kind == "drop" or not ids:
        return ()
    if kind == "country":
        return (HOME,)
    provinces = tuple(dict.fromkeys(_province(place) for place in ids))
    if HOME in provinces:
        return (HOME,)
    if kind == "province":
        return provinces
    wide = dict.fromkeys(province for home in provinces for province in _region(home).provinces)
    return tuple(wide)


def moved(person: Person, kind: str) -> Person:
    """The person with her home told one of the wider ways."""
    inside = of(person)
    if person.origin:
        return replace(person, origin=widened(inside, kind)) if inside else person
    return replace(person, events=tuple(_moved(event, kind) for event in person.events))


def _moved(event: Event, kind: str) -> Event:
    inside = bool(event.place) and all(gazetteer().within(place, HOME) for place in event.place)
    return replace(event, place=widened(event.place, kind)) if inside else event


def steps(
    homes: Sequence[tuple[str, ...]], texts: Sequence[str], reading: Reading
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The steps for words that tell these homes: each kind with the words for every text, narrowest first."""
    lang = reading.lang
    ids = [places_of(text, lang) for text in texts]
    told = {place for home in homes for place in home} | {place for found in ids for place in found}
    told = {place for place in told if gazetteer().within(place, HOME)}
    provinces = {_province(place) for place in told}
    if not told or HOME in provinces:
        return
    narrow = any(gazetteer().level(place) not in ("admin1", "country") for place in told)
    hidden = any(province in _region(province).skipped for province in provinces)
    if narrow and not hidden and all(len({_province(place) for place in found}) == 1 for found in ids):
        yield "province", tuple(gazetteer().label(_province(found[0]), lang) for found in ids)
    if len({id(_region(province)) for province in provinces}) == 1:
        yield "region", (_region(next(iter(provinces))).words[lang],) * len(texts)
    yield "country", (COUNTRY[lang],) * len(texts)
    yield "drop", ("",) * len(texts)


def country_of(words: str, reading: Reading) -> str:
    """The country of a place abroad, in the draft's language; "" if the words name none."""
    ids = places_of(words, reading.lang)
    if not ids or gazetteer().get_country(ids[0]) == HOME:
        return ""
    return gazetteer().label(gazetteer().get_country(ids[0]), reading.lang)


def _province(place: str) -> str:
    chain = gazetteer().ladder(place)
    return next((step.id for step in chain if step.level == "admin1"), chain[-1].id)


def _region(province: str) -> Region:
    return next((region for region in regions() if province in region.provinces), regions()[0])
