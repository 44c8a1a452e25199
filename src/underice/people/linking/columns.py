"""Records as columns of numbers: what a database needs to compare them, and no name, date or place in words.

Keys, names, counties and events are numbered for one run (`Numbers`), so the database never sees them; only syllables
and days of birth stand for what they are. Columns are packed, so that a million records fit into memory.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from underice.people.bulk import bulk
from underice.people.cells import class_prior
from underice.people.facts import PersonFacts
from underice.people.keys import keys
from underice.people.linking.levels import numbers as settings
from underice.people.linking.memory import forget
from underice.people.match import Frequencies
from underice.people.reading import readings
from underice.people.syllables import RARE
from underice.people.tables import Slot, alike, folded, letters
from underice.vocabulary.intervals import DateInterval, hull
from underice.vocabulary.places import gazetteer
from underice.vocabulary.spelling import fold

Ints = NDArray[np.int64]
SLOTS: tuple[Slot, ...] = ("S", "1", "2")
LETTERS = tuple(f"{part}_{place}" for place in range(3) for part in ("unit", "onset", "nucleus", "coda"))
SCALARS = ("side", "named", "name_canon", "surname_class", "birth_first", "birth_last", "sex", *LETTERS)
LISTS = ("whole_keys", "name_keys", "kin_keys", "counties", "provinces", "events", "beside", "facts")
UNTOLD = -1
"""Stands for a value that is not told, in a packed column."""
_SEXES = {"f": 1, "m": 2, "x": 3}
_FOREIGN = 1e-6  # share of people with one name that is not Korean


class Numbers:
    """Numbers for whatever is to be told apart in one run: the same thing, the same number."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def __call__(self, thing: Hashable) -> int:
        """The number of a thing, from 0."""
        return self._known.setdefault(thing, len(self._known))

    def all(self, things: Iterable[Hashable]) -> tuple[int, ...]:
        """The numbers of several things."""
        return tuple(self(thing) for thing in things)


class Lists:
    """A column of lists of numbers: all values in a row, and where each record's end."""

    def __init__(self) -> None:
        self.values = array("i")
        self.ends = array("i", [0])

    def add(self, numbers: Iterable[int]) -> None:
        """Add one record's list; a number is kept once."""
        self.values.extend(set(numbers))
        self.ends.append(len(self.values))

    def packed(self) -> tuple[Ints, Ints]:
        """All values, and the place of the record that each belongs to."""
        ends = np.frombuffer(self.ends, dtype=np.int32)
        values = np.frombuffer(self.values, dtype=np.int32) if self.values else np.zeros(0, dtype=np.int32)
        return values.astype(np.int64), np.repeat(np.arange(len(ends) - 1), np.diff(ends))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as linking sees it.

    canon: number of its likeliest reading, North and South alike. spelt: that reading as `name_weights.canonical` spells
    it. sure: probability of the reading. share: of people with it. whole, parts: numbers of its keys. letters: values of
    LETTERS, if it is Korean. surname: number of its class.
    """

    canon: int
    spelt: str
    sure: float
    share: float
    whole: tuple[int, ...]
    parts: tuple[int, ...]
    letters: tuple[int, ...] | None = None
    surname: int = UNTOLD


@dataclass(slots=True, repr=False)
class Columns:
    """The columns of a run. shares: number of a canon → share of people with it; people: the records themselves.

    borne: canonical name and list → records of the list that bear it; events: event → records that were in it.
    """

    scalars: dict[str, array[int]] = field(default_factory=lambda: {name: array("i") for name in SCALARS})
    lists: dict[str, Lists] = field(default_factory=lambda: {name: Lists() for name in LISTS})
    shares: dict[int, float] = field(default_factory=dict)
    people: list[PersonFacts] = field(default_factory=list)
    borne: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)

    def frequencies(self) -> Frequencies:
        """How often names and events occur, as `Frequencies.of(people)` counts, without reading names again.

        The records of a side that are in no list count as one list. A side compared with itself holds both records of a
        pair there, so one of them is left out.
        """
        twice = not self.scalars["side"].count(1)
        names: dict[str, int] = {}
        for (name, place), count in self.borne.items():
            others = max(1, count - 1) if twice and not place else count
            names[name] = max(others, names.get(name, 0))
        size = max(1, len(self))
        return Frequencies(len(self), names, {event: count / size for event, count in self.events.items()})

    def __len__(self) -> int:
        return len(self.people)

    def scalar(self, name: str) -> NDArray[np.int32]:
        """A column of single numbers; UNTOLD where nothing is told."""
        return np.frombuffer(self.scalars[name], dtype=np.int32)


def _slot(place: int) -> Slot:
    return SLOTS[min(place, 2)]


@cache
def _ladder(place: str) -> tuple[str, str]:
    """County and province of a place, "" where it is wider; of a place that is not in the gazetteer, itself."""
    try:
        named = {one.level: one.id for one in gazetteer().ladder(place)}
    except KeyError:
        return place, ""
    return named.get("admin2", named.get("city", "")), named.get("admin1", "")


class _Reader:
    """Turns people into columns; each distinct name is understood once."""

    def __init__(self) -> None:
        self.number = Numbers()
        self.columns = Columns()
        self._names: dict[str, _Name] = {}

    @property
    def distinct(self) -> int:
        """How many different names were read."""
        return len(self._names)

    def name(self, written: str) -> _Name:
        found = self._names.get(written)
        if found is None:
            if not (len(self._names) + 1) % int(settings()["remembered"]):
                forget()
            found = self._names[written] = self._korean(written) or self._plain(written)
        return found

    def _plain(self, name: str) -> _Name:
        """A name that reads as no Korean name: its words, in any order."""
        words = sorted(set(unicodedata.normalize("NFKC", name).casefold().split()))
        canon = self.number(f"={' '.join(words)}")
        self.columns.shares[canon] = _FOREIGN
        return _Name(canon, fold(name), 0.0, _FOREIGN, (canon,), self.number.all(f"={word}" for word in words))

    def _korean(self, name: str) -> _Name | None:
        best = next(iter(readings(name, 1)), None)
        if best is None:
            return None
        units = [alike(unit, _slot(place)) if unit else "" for place, unit in enumerate((best.surname, *best.given))]
        share = max(prod(class_prior(_slot(place), unit) for place, unit in enumerate(units) if unit), RARE**3)
        canon = self.number(("canon", *units))
        self.columns.shares[canon] = share
        row: list[int] = []
        for unit in (*units, "", "", "")[:3]:
            row += (self.number(("unit", unit)), *letters(unit[-1])) if unit else (UNTOLD, 0, 0, 0)
        found = keys(name)
        whole = [key for key in found if "." not in key and not key.startswith("|")] or found
        surname = self.number(("surname", units[0])) if units[0] else UNTOLD
        spelt = "".join(folded(one) if one else "" for one in (best.surname, best.given))
        return _Name(
            canon, spelt, best.share, share, self.number.all(whole), self.number.all(found), tuple(row), surname
        )

    def add(self, person: PersonFacts, side: int, kin: Iterable[str]) -> None:
        """Add one record. kin: all names of her relatives."""
        every = [self.name(one) for one in (*person.names, *person.aliases)]
        own = every[: len(person.names)] or every
        best = max(own, key=lambda one: one.sure, default=None)
        born = hull(person.births)
        sexes = {_SEXES.get(one, 3) for one in person.sex}
        lists = self.columns.lists
        lists["whole_keys"].add(key for one in every for key in one.whole)
        lists["name_keys"].add(key for one in every for key in one.parts)
        ties = self.number.all(("kin", key) for one in kin for key in self.name(one).whole)
        lists["kin_keys"].add(ties)
        happened = self.number.all(("event", one) for one in person.events)
        lists["events"].add(happened)
        counties = self._home(person)
        years = [*born.years] if born and len(born.years) <= settings()["birth_years"] else []
        lists["beside"].add((*counties, *self.number.all(("born", year) for year in years)))
        lists["facts"].add((*ties, *happened, *self._where_and_when(counties, years)))
        row = {"side": side, "named": int(bool(every)), "sex": sexes.pop() if len(sexes) == 1 else UNTOLD}
        row |= _born(born) | _named(best)
        for name, column in self.columns.scalars.items():
            column.append(row.get(name, UNTOLD))
        self.columns.people.append(person)
        places = person.lists or (f"side {side}" if side else "",)
        for spelt in {one.spelt for one in every[: len(person.names)]}:
            self.columns.borne.update((spelt, place) for place in places)
        self.columns.events.update(person.events)

    def _home(self, person: PersonFacts) -> tuple[int, ...]:
        """Fill in where she is from; the numbers of the counties it may be."""
        steps = [_ladder(place) for claim in person.origins for place in claim]
        counties = self.number.all(("county", county) for county, _ in steps if county)
        self.columns.lists["counties"].add(counties)
        self.columns.lists["provinces"].add(
            self.number.all(("province", province) for _, province in steps if province)
        )
        return counties

    def _where_and_when(self, counties: Sequence[int], years: Sequence[int]) -> Iterable[int]:
        """Keys for records without a name: a county with a year of birth."""
        return self.number.all(("there", county, year) for county in counties for year in years)


def _born(born: DateInterval | None) -> dict[str, int]:
    if born is None:
        return {}
    return {"birth_first": born.first.toordinal(), "birth_last": born.last.toordinal()}


def _named(best: _Name | None) -> dict[str, int]:
    if best is None:
        return {}
    row = {"name_canon": best.canon, "surname_class": best.surname}
    return row | dict(zip(LETTERS, best.letters, strict=True)) if best.letters else row


@bulk()
def read(
    a: Iterable[PersonFacts], b: Iterable[PersonFacts] | None, seen: Callable[[int], None] | None = None
) -> Columns:
    """The columns of all records, those of `a` first (side 0), then those of `b` (side 1).

    seen: told how many records are read.
    """
    reader = _Reader()
    for side, people in enumerate((a, b or ())):
        held = list(people)
        names = {one.key: (*one.names, *one.aliases) for one in held}
        for person in held:
            kin = [name for one in person.kin for name in (*one.names, *names.get(one.relative, ()))]
            reader.add(person, side, kin)
            if seen is not None and not len(reader.columns) % 500:
                seen(len(reader.columns))
    if reader.distinct > settings()["remembered"]:
        forget()
    return reader.columns
