"""Records as columns of numbers: what a database needs to compare them, and no name, date or place in words.

Keys, names, counties and events are numbered for one run (`Numbers`), so the database never sees them; only syllables
and days of birth stand for what they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import prod

from underice.people.cells import RARE, class_prior
from underice.people.facts import PersonFacts
from underice.people.keys import keys
from underice.people.linking.levels import numbers as settings
from underice.people.reading import readings
from underice.people.tables import Slot, alike, letters
from underice.vocabulary.intervals import hull
from underice.vocabulary.places import gazetteer

Value = int | list[int] | None
SLOTS: tuple[Slot, ...] = ("S", "1", "2")
PARTS = ("onset", "nucleus", "coda")
ARRAYS = ("whole_keys", "name_keys", "block_keys", "fact_keys", "kin_keys", "counties", "provinces", "events")
SCALARS = ("name_canon", "surname_class", "birth_first", "birth_last", "sex", "named", "side")
LETTERS = tuple(f"{part}_{place}" for place in range(3) for part in ("unit", *PARTS))
_SEXES = {"f": 1, "m": 2, "x": 3}
_FOREIGN = 1e-6  # share of people with one name that is not Korean


class Numbers:
    """Numbers for whatever is to be told apart in one run: the same thing, the same number."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def __call__(self, thing: Hashable) -> int:
        """The number of a thing, from 1."""
        return self._known.setdefault(thing, len(self._known) + 1)

    def all(self, things: Iterable[Hashable]) -> list[int]:
        """The numbers of several things, each once, ascending."""
        return sorted({self(thing) for thing in things})


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as linking sees it. canon: units of its likeliest reading, North and South alike; share: of people."""

    canon: tuple[str, ...]
    sure: float
    share: float
    whole: frozenset[str]
    parts: frozenset[str]


@dataclass(slots=True)
class Columns:
    """The columns of a run, one entry a record in each; `shares`: number of a canon → share of people with it."""

    values: dict[str, list[Value]]
    shares: dict[int, float]
    people: list[PersonFacts] = field(repr=False)

    def __len__(self) -> int:
        return len(self.people)


def _plain(name: str) -> _Name:
    """A name that reads as no Korean name: its words, in any order."""
    words = tuple(sorted(set(unicodedata.normalize("NFKC", name).casefold().split())))
    whole = frozenset((f"={' '.join(words)}",)) if words else frozenset()
    return _Name(tuple(f"={word}" for word in words), 0.0, _FOREIGN, whole, frozenset(f"={word}" for word in words))


def _understood(name: str) -> _Name:
    best = next(iter(readings(name, 1)), None)
    if best is None:
        return _plain(name)
    units = (best.surname, *best.given)
    canon = tuple(alike(unit, _slot(place)) if unit else "" for place, unit in enumerate(units))
    share = prod(class_prior(_slot(place), unit) for place, unit in enumerate(canon) if unit)
    found = keys(name)
    whole = frozenset(key for key in found if "." not in key and not key.startswith("|"))
    return _Name(canon, best.share, max(share, RARE**3), whole or frozenset(found), frozenset(found))


def _slot(place: int) -> Slot:
    return SLOTS[min(place, 2)]


@cache
def _ladder(place: str) -> tuple[str, str]:
    """County and province of a place, "" where it is wider."""
    ladder = gazetteer().ladder(place)
    named = {one.level: one.id for one in ladder}
    return named.get("admin2", named.get("city", "")), named.get("admin1", "")


def _home(person: PersonFacts) -> tuple[set[str], set[str]]:
    counties: set[str] = set()
    provinces: set[str] = set()
    for claim in person.origins:
        for place in claim:
            try:
                county, province = _ladder(place)
            except KeyError:
                county, province = place, ""
            counties.add(county)
            provinces.add(province)
    return counties - {""}, provinces - {""}


class _Reader:
    """Turns people into columns; each distinct name is understood once."""

    def __init__(self) -> None:
        self.number = Numbers()
        self.columns = Columns({name: [] for name in (*SCALARS, *ARRAYS, *LETTERS)}, {}, [])
        self._names: dict[str, _Name] = {}

    def name(self, written: str) -> _Name:
        found = self._names.get(written)
        if found is None:
            found = self._names[written] = _understood(written)
        return found

    def add(self, person: PersonFacts, side: int, kin: Iterable[str]) -> None:
        own = [self.name(one) for one in person.names]
        every = own + [self.name(one) for one in person.aliases]
        best = max(own or every, key=lambda one: one.sure, default=None)
        counties, provinces = _home(person)
        born = hull(person.births)
        said = {_SEXES.get(one, 3) for one in person.sex}
        row: dict[str, Value] = dict.fromkeys(LETTERS)
        row |= {
            "side": side,
            "named": 1 if every else 0,
            "name_canon": None,
            "surname_class": None,
            "birth_first": born.first.toordinal() if born else None,
            "birth_last": born.last.toordinal() if born else None,
            "sex": said.pop() if len(said) == 1 else None,
            "whole_keys": self.number.all(key for one in every for key in one.whole) or None,
            "name_keys": self.number.all(key for one in every for key in one.parts) or None,
            "kin_keys": self.number.all(("kin", key) for one in kin for key in self.name(one).whole) or None,
            "counties": self.number.all(counties) or None,
            "provinces": self.number.all(provinces) or None,
            "events": self.number.all(("event", one) for one in person.events) or None,
            "block_keys": [],
            "fact_keys": [],
        }
        if best is not None:
            row |= self._canon(best)
        years = list(born.years) if born and len(born.years) <= settings()["birth_years"] else []
        row["fact_keys"] = self._facts(row, years)
        for name, value in row.items():
            self.columns.values[name].append(value)
        self.columns.people.append(person)

    def _canon(self, best: _Name) -> dict[str, Value]:
        number = self.number(("canon", best.canon))
        self.columns.shares[number] = best.share
        row: dict[str, Value] = {"name_canon": number}
        if best.canon and not best.canon[0].startswith("="):
            row["surname_class"] = self.number(("surname", best.canon[0])) if best.canon[0] else None
            for place, unit in enumerate((*best.canon, "", "", "")[:3]):
                onset, nucleus, coda = letters(unit[-1]) if unit else (0, 0, 0)
                row[f"unit_{place}"] = self.number(("unit", unit)) if unit else 0
                row |= {f"onset_{place}": onset, f"nucleus_{place}": nucleus, f"coda_{place}": coda}
        return row

    def _facts(self, row: Mapping[str, Value], years: Sequence[int]) -> list[int]:
        """Keys of a record made from all but its name: relative, event, county with year of birth."""
        found: list[Hashable] = []
        for kind in ("kin_keys", "events"):
            held = row[kind]
            found += [(kind, one) for one in held] if isinstance(held, list) else []
        counties = row["counties"]
        for county in counties if isinstance(counties, list) else []:
            found += [("county", county, year) for year in years] or [("county", county)]
        return self.number.all(found)


def read(
    a: Iterable[PersonFacts], b: Iterable[PersonFacts] | None, seen: Callable[[int], None] | None = None
) -> tuple[Columns, Numbers]:
    """The columns of all records, those of `a` first (side 0), then those of `b` (side 1), and their numbering."""
    reader = _Reader()
    for side, people in enumerate((a, b or ())):
        held = list(people)
        names = {one.key: (*one.names, *one.aliases) for one in held}
        for person in held:
            kin = [name for one in person.kin for name in (*one.names, *names.get(one.relative, ()))]
            reader.add(person, side, kin)
            if seen is not None:
                seen(len(reader.columns))
    return reader.columns, reader.number
