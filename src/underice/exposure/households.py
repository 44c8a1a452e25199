"""How many persons, and how many households, fit a person and the relatives told of her.

Each row of the register of families stands for a number of people: those of its sex and year of birth in the model, in
every world of the ensemble (`joints` for everyone, `absent` for the absent), divided by the rows there are. A count is
the sum of these numbers over the rows that fit. No number is negative, and one more fact or relative can only make the
rows fewer; so no fact ever raises a count.

The register is that of the census day. On a later day a row stands for somebody as old as it was then: how families are
put together is taken to be as it was in 2008. See docs/method/population.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from underice.exposure.absent import Absent
from underice.exposure.anonymity import Adversary, Count, contradicts, count, said_besides, whole_people
from underice.exposure.assumptions import codes_in_order
from underice.exposure.census import CENSUS_DAY, SEXES, Floats, census
from underice.exposure.cohorts import edges
from underice.exposure.ensemble import DEFAULT, axis, axis_if
from underice.exposure.facts import Facts
from underice.exposure.joints import everyone
from underice.exposure.population import Population
from underice.exposure.register.counting import fewest, persons_by_cell
from underice.exposure.register.families import Families, families, sample
from underice.exposure.register.pattern import Conditions, Pattern, Tie
from underice.exposure.register.pattern import Relative as RowRelative
from underice.exposure.register.table import FIRST_YEAR
from underice.vocabulary.intervals import DateInterval

_REGISTER_SEX = {"f": 0, "m": 1}
_OF_CENSUS = [SEXES.index("f"), SEXES.index("m")]
"""The order of the sexes in the register, as indices of the census tables."""
_PARTS = 256
MOST_ROWS = 400_000
"""Questions that begin with more rows than these are put to the sample: it has enough of them, and is 60 times as quick."""
_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative told: what she is to the person, and what is told of her."""

    tie: Tie
    facts: Facts


@dataclass(frozen=True, slots=True)
class Family:
    """How many persons fit, and in how many different households they live."""

    persons: Count
    households: Count


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Rows that fit, by kind: county, sex, year of birth.

    cells: the kinds, as indices. counts: how many rows of each fit. alone: how many of these are the only one of their
    household that fits. shared: households in which several fit, by how many: their kinds (a row each, indices in
    `cells`) and how many households have these.
    """

    cells: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
    counts: Floats
    alone: Floats
    shared: tuple[tuple[NDArray[np.int64], Floats], ...]


def count_family(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, *, as_of: date | None = None
) -> Family:
    """How many persons and households fit `person` with a relative of her own for each of `kin`.

    All relatives live in her household; no two of them are the same person. Under B she is absent and her relatives may
    be anyone. One more fact or relative never raises any number, and households are never more than persons.
    On the register of families if it was built (`underice population build`) and fewer than MOST_ROWS rows are the
    rarest of those told, and then never above what the sample says; else on the sample, which is made in less than a
    second ("kin_screened" among the assumptions). Contradictory facts give 1 with the code "inconsistent".
    Raises KeyError for an unknown place in North Korea, ValueError for more than `counting.MOST_KIN` relatives.
    """
    return _family(person, tuple(sorted(kin, key=repr)), adversary, as_of, families())


@lru_cache(maxsize=1 << 14)
def _family(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None, known: Families
) -> Family:
    own = count(person, adversary, as_of=as_of)
    if "inconsistent" in own.assumptions or any(contradicts(relative.facts, as_of) for relative in kin):
        codes = codes_in_order(("inconsistent", *said_besides(person, adversary)))
        return Family(Count(1, 1, 1, codes), Count(1, 1, 1, codes))
    table = Population.load() if adversary == "A" else Absent.load()
    spread = table.spread(person, as_of)
    counted = known.sampled or fewest(known.cells, _pattern(person, kin, as_of, known)) <= MOST_ROWS
    persons, households = _sums(person, kin, adversary, as_of, known if counted else sample())
    if counted and not known.sampled:
        few_persons, few_households = _sums(person, kin, adversary, as_of, sample())
        persons, households = np.minimum(persons, few_persons), np.minimum(households, few_households)
    codes = (*own.assumptions, *_codes(kin, adversary, screened=known.sampled or not counted))
    if not kin:
        return Family(own, whole_people(spread.homes(households), codes))
    form = axis("family_form")
    fitting = spread.within(persons * form)
    found = Family(whole_people(fitting.range(), codes), whole_people(fitting.within(households * form).range(), codes))
    return _within(found, _family(person, (), adversary, as_of, known))


def _within(family: Family, alone: Family) -> Family:
    """A family with kin is never more than those of whom no kin is told: the two are summed over different rows."""
    return Family(_least(family.persons, alone.persons), _least(family.households, alone.households))


def _least(one: Count, other: Count) -> Count:
    return Count(min(one.low, other.low), min(one.mid, other.mid), min(one.high, other.high), one.assumptions)


def _codes(kin: tuple[Relative, ...], adversary: Adversary, *, screened: bool) -> tuple[str, ...]:
    """The assumptions that families add."""
    codes = ["families_drawn", "chance"]
    if screened:
        codes.append("kin_screened")
    if kin:
        codes.append("family_form")
    if adversary == "B":
        codes.append("absent_together")
        if kin:
            codes.append("kin_independent")
    if any(relative.facts.unmodelled or relative.facts.arrived or relative.facts.urban is not None for relative in kin):
        codes.append("unmodelled")
    return tuple(codes)


def _sums(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None, known: Families
) -> tuple[Floats, Floats]:
    """Expected persons, and expected households, in every world."""
    pattern = _pattern(person, kin, as_of, known)
    found = _fitting(pattern, known)
    year = as_of.year if as_of else None
    absent = adversary == "B"
    by_birth = _absent_by_birth(_looked_at(person), as_of, known) if absent else _everyone_by_birth(year, known)
    by_place, scale = _places(person, _all_from(person, kin), adversary, known)
    at, sex, birth = found.cells
    weights = by_birth[:, sex, birth].T * by_place[:, at, sex].T
    persons = found.counts @ weights
    single = np.minimum(weights / scale, 1.0)
    homes = found.alone @ single
    for kinds, number in found.shared:
        for first in range(0, len(kinds), _BLOCK):
            homes = homes + number[first : first + _BLOCK] @ _any_of(single, kinds[first : first + _BLOCK])
    return persons, np.minimum(persons, homes * scale)


def _any_of(single: Floats, kinds: NDArray[np.int64]) -> Floats:
    """For households in which several rows fit (their kinds, one column each): the chance that any of them is meant.

    Between "they are meant independently of each other" and "always together", as `absent_together` says.
    """
    none, most = 1.0 - single[kinds[:, 0]], single[kinds[:, 0]]
    for column in kinds[:, 1:].T:
        chances = single[column]
        np.maximum(most, chances, out=most)
        none *= 1.0 - chances
    share = axis("absent_together")
    found: Floats = share * (1.0 - none) + (1.0 - share) * most
    return found


def _all_from(person: Facts, kin: tuple[Relative, ...]) -> frozenset[int] | None:
    """The census rows that all of the family may live in; None for the whole country."""
    counties = _counties(person.origin)
    for relative in kin:
        other = _counties(relative.facts.origin)
        counties = other if counties is None else counties if other is None else counties & other
    return counties


def _pattern(person: Facts, kin: tuple[Relative, ...], as_of: date | None, known: Families) -> Pattern:
    """What is told as conditions on rows."""
    counties = _all_from(person, kin)
    return Pattern(
        _conditions(person, as_of, counties, known),
        tuple(RowRelative(one.tie, _conditions(one.facts, as_of, counties, known)) for one in kin),
    )


@lru_cache(maxsize=1 << 10)
def _fitting(pattern: Pattern, known: Families) -> _Fitting:
    """The rows that fit, by cell. Both adversaries, and all days of one year, ask for the same ones."""
    register = known.register
    rows = persons_by_cell(register, known.cells, pattern)
    county = np.searchsorted(register.county_rows, rows, side="right") - 1
    if known.sampled:
        county[:] = 0
    code = (county * 2 + register.sex[rows]) * _PARTS + register.birth[rows]
    kinds, place = np.unique(code, return_inverse=True)
    home = register.household[rows]
    begins = np.flatnonzero(np.diff(home, prepend=-1))
    sizes = np.diff(begins, append=len(rows))
    size = len(kinds)
    shared = []
    for several in np.unique(sizes[sizes > 1]).tolist():
        columns = place[begins[sizes == several][:, None] + np.arange(several)]
        shared.append(_alike(columns, size) if several == 2 else (columns, np.ones(len(columns))))
    return _Fitting(
        (kinds // (2 * _PARTS), kinds // _PARTS % 2, kinds % _PARTS),
        np.bincount(place, minlength=size).astype(np.float64),
        np.bincount(place[begins[sizes == 1]], minlength=size).astype(np.float64),
        tuple(shared),
    )


def _alike(pairs: NDArray[np.int64], kinds: int) -> tuple[NDArray[np.int64], Floats]:
    """Pairs of kinds of row, each once, and how often it is there."""
    pairs.sort(axis=1)
    found, number = np.unique(pairs[:, 0] * kinds + pairs[:, 1], return_counts=True)
    return np.stack([found // kinds, found % kinds], axis=1), number.astype(np.float64)


def _conditions(facts: Facts, as_of: date | None, counties: frozenset[int] | None, known: Families) -> Conditions:
    """Facts as conditions on rows. Nobody is born after `as_of`; a sample is not cut down to counties."""
    shift = (as_of.year if as_of else CENSUS_DAY.year) - CENSUS_DAY.year
    born = _born(facts.birth, shift, as_of) if facts.birth else None
    return Conditions(
        sex=None if facts.sex is None else _REGISTER_SEX[facts.sex],
        birth=None if born is None else (born[0] // _PARTS, (born[1] - 1) // _PARTS),
        born=born,
        counties=None if known.sampled else counties if counties is not None else known.civil,
    )


def _born(birth: DateInterval, shift: int, as_of: date | None) -> tuple[int, int]:
    """Days of birth in 256ths of years as the register has them: first, and after the last."""
    last = birth.last if as_of is None else max(birth.first, min(birth.last, as_of))
    first = (birth.first.year - shift) * _PARTS + (birth.first.timetuple().tm_yday - 1) * _PARTS // 366
    return first, (last.year - shift) * _PARTS - (-last.timetuple().tm_yday * _PARTS // 366)


@lru_cache(maxsize=1 << 10)
def _counties(origin: tuple[str, ...]) -> frozenset[int] | None:
    """Census rows that may be meant; None for the whole country."""
    weights = census().weights(origin)
    return None if weights.whole_country else frozenset(np.flatnonzero(weights.high > 0).tolist())


def _places(
    person: Facts, counties: frozenset[int] | None, adversary: Adversary, known: Families
) -> tuple[Floats, Floats]:
    """Which part of a row's people is meant, shape (worlds, counties, 2 sexes), and how many one row stands for.

    A sample has one county, the whole country; a row stands for as many people as were left out of it.
    """
    tables = census()
    meant = everyone().places(person.origin, person.urban)
    if counties is not None:
        inside = np.zeros(len(tables.counties))
        inside[list(counties)] = 1.0
        meant = meant * inside[:, None]
    if adversary == "A":
        ages = axis_if("age_by_place", _counties(person.origin) is not None)
        meant = meant * (ages * axis_if("age_estimate", person.birth is not None))[:, None, None]
    people = tables.civilians / tables.civilians.sum(axis=0)
    share = people if adversary == "A" else Absent.load().shares()
    if known.sampled:
        pooled = (meant * share).sum(axis=1, keepdims=True)
        scale = known.people_per_row * (meant * people).sum(axis=1).max(axis=1)
        return pooled[:, :, _OF_CENSUS], np.maximum(scale, 1e-12)
    return (meant * (share / people))[:, :, _OF_CENSUS], np.ones(DEFAULT + 1)


@lru_cache(maxsize=64)
def _everyone_by_birth(year: int | None, known: Families) -> Floats:
    """People a row stands for by world, sex and year of birth, all counties together; shape (worlds, 2, 256)."""
    shift = (year or CENSUS_DAY.year) - CENSUS_DAY.year
    days = [date(FIRST_YEAR + born + shift, 1, 1).toordinal() for born in range(_PARTS + 1)]
    found = []
    for sex in ("f", "m"):
        running = np.concatenate([np.zeros((DEFAULT + 1, 1)), np.cumsum(everyone().born(sex, year), axis=1)], axis=1)
        found.append([np.diff(np.interp(days, edges(), curve)) for curve in running])
    return _per_row(np.array(found).swapaxes(0, 1), known)


def _looked_at(person: Facts) -> Facts:
    """The days of arrival, and any birth and place in place of those told: what `Absent.by_birth` looks at."""
    placed = person.urban is not None or _counties(person.origin) is not None
    return Facts(
        birth=None if person.birth is None else DateInterval.day(CENSUS_DAY),
        origin=(census().counties[0],) if placed else (),
        arrived=person.arrived,
    )


@lru_cache(maxsize=256)
def _absent_by_birth(arrived: Facts, as_of: date | None, known: Families) -> Floats:
    """Absent people a row stands for by world, sex and year of birth, all counties together; shape (worlds, 2, 256)."""
    shift = (as_of.year if as_of else CENSUS_DAY.year) - CENSUS_DAY.year
    people, years = Absent.load().by_birth(arrived, as_of)
    found = np.zeros((DEFAULT + 1, 2, _PARTS))
    column = years - shift - FIRST_YEAR
    held = (column >= 0) & (column < _PARTS)
    found[:, :, column[held]] = people[:, _OF_CENSUS][:, :, held]
    return _per_row(found, known)


def _per_row(people: Floats, known: Families) -> Floats:
    rows = known.people
    share: Floats = np.where(rows > 0, people / np.maximum(rows, 1), 0.0)
    return share
