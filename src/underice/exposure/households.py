"""How many persons, and how many households, fit a person and the relatives told of her.

Each row of the register of families stands for a number of people: those of its sex and year of birth in the model, in
every world of the ensemble (`joints` for everyone, `absent` for the absent), divided by the rows there are. A count is
the sum of these numbers over the rows that fit. No number is negative, and one more fact or relative can only make the
rows fewer; so no fact ever raises a count.

The register is that of the census day. On a later day a row stands for somebody as old as it was then: how families are
put together is taken to be as it was in 2008. See docs/method/population.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from underice.exposure.absent import Absent
from underice.exposure.anonymity import Adversary, Count, contradicts, count, said_besides, whole_people
from underice.exposure.assumptions import codes_in_order
from underice.exposure.census import CENSUS_DAY, SEXES, Floats, census
from underice.exposure.cohorts import edges
from underice.exposure.ensemble import DEFAULT, Spread, axis, axis_if
from underice.exposure.facts import Facts
from underice.exposure.fitting import PARTS, Fitting, at_least, fitting, homes
from underice.exposure.joints import everyone
from underice.exposure.population import Population
from underice.exposure.register.counting import fewest
from underice.exposure.register.families import Families, families, sample
from underice.exposure.register.pattern import Conditions, Pattern, Tie
from underice.exposure.register.pattern import Relative as RowRelative
from underice.exposure.register.table import FIRST_YEAR
from underice.vocabulary.intervals import DateInterval

_REGISTER_SEX = {"f": 0, "m": 1}
_OF_CENSUS = [SEXES.index("f"), SEXES.index("m")]
"""The order of the sexes in the register, as indices of the census tables."""
MOST_ROWS = 400_000
"""Questions that begin with more rows than these are put to the sample: it has enough of them, and is 60 times as quick."""
_ENOUGH = 400
"""Rows of the sample from which on it says how many there are to within a quarter: five times the deviation of √n."""
_BLOCK = 2_000
"""Households looked at in one step: few enough for the cache of a processor."""
_UNDER = 1 - 1e-9
"""Keeps what must not be more than another sum under it, in whatever order both were added."""


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


def count_persons(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, *, as_of: date | None = None
) -> Count:
    """The persons of `count_family` without the households: what a fact costs needs no more, and it is much quicker."""
    return _persons(person, tuple(sorted(kin, key=repr)), adversary, as_of, families())


def screened(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, *, as_of: date | None = None
) -> Family | None:
    """`count_family` on the sample alone, for whoever asks only whether there are few; None if it has too few rows to say.

    Never below `count_family`, and hardly ever above it by more than a quarter.
    """
    asked = _Asked(person, tuple(sorted(kin, key=repr)), adversary, as_of)
    small = sample()
    if fitting(_pattern(asked, small), small).counts.sum() < _ENOUGH:
        return None
    return _family(asked.person, asked.kin, adversary, as_of, small)


@lru_cache(maxsize=1 << 14)
def _persons(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None, known: Families
) -> Count:
    own = count(person, adversary, as_of=as_of)
    if not kin or "inconsistent" in own.assumptions:
        return own
    if any(contradicts(relative.facts, as_of) for relative in kin):
        return _nobody(person, adversary)
    asked = _Asked(person, kin, adversary, as_of)
    rows, codes = _told_by(asked, known)
    persons = reduce(np.minimum, (one.persons() for one in rows))
    spread = _spread(person, adversary, as_of).within(persons * axis("family_form"))
    return _least(whole_people(spread.range(), (*own.assumptions, *codes)), own)


@lru_cache(maxsize=1 << 14)
def _family(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None, known: Families
) -> Family:
    own = count(person, adversary, as_of=as_of)
    if "inconsistent" in own.assumptions or any(contradicts(relative.facts, as_of) for relative in kin):
        nobody = _nobody(person, adversary)
        return Family(nobody, nobody)
    asked = _Asked(person, kin, adversary, as_of)
    rows, codes = _told_by(asked, known)
    codes = (*own.assumptions, *codes)
    households = reduce(np.minimum, (one.households() for one in rows))
    spread = _spread(person, adversary, as_of)
    if not kin:
        return Family(own, whole_people(spread.homes(households), codes))
    form = axis("family_form")
    persons = reduce(np.minimum, (one.persons() for one in rows))
    fitting_ = spread.within(persons * form)
    found = whole_people(fitting_.within(households * form).range(), codes)
    return Family(_least(whole_people(fitting_.range(), codes), own), _least(found, _at_most(asked, found, known)))


def _at_most(asked: _Asked, found: Count, known: Families) -> Count:
    """What caps the households of a family: those of the person of whom no kin is told, for with kin or without rows
    are summed differently. If even the fewest these can be are no fewer than `found`, `found` itself.
    """
    alone = replace(asked, kin=())
    rows, codes = _told_by(alone, known)
    fewest_homes = reduce(np.minimum, (one.fewest_households() for one in rows))
    floor = whole_people(_spread(asked.person, asked.adversary, asked.as_of).homes(fewest_homes), codes)
    if floor.low >= found.low and floor.mid >= found.mid and floor.high >= found.high:
        return found
    return _family(asked.person, (), asked.adversary, asked.as_of, known).households


def _nobody(person: Facts, adversary: Adversary) -> Count:
    """The count of facts that contradict each other."""
    return Count(1, 1, 1, codes_in_order(("inconsistent", *said_besides(person, adversary))))


def _spread(person: Facts, adversary: Adversary, as_of: date | None) -> Spread:
    return (Population.load() if adversary == "A" else Absent.load()).spread(person, as_of)


def _told_by(asked: _Asked, known: Families) -> tuple[list[_Rows], tuple[str, ...]]:
    """The rows to be summed, of the built register and of the sample or of the sample alone, and what that assumes."""
    pattern = _pattern(asked, known)
    counted = known.sampled or fewest(known.cells, pattern) <= MOST_ROWS
    rows = [_Rows(asked, pattern, known)] if counted else []
    if not known.sampled:
        small = sample()
        rows.append(_Rows(asked, _pattern(asked, small), small))
    return rows, _codes(asked.kin, asked.adversary, screened=known.sampled or not counted)


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: as `count_family`."""

    person: Facts
    kin: tuple[Relative, ...]
    adversary: Adversary
    as_of: date | None


class _Rows:
    """The rows of one register that fit, with how many people a row of each kind stands for in every world."""

    def __init__(self, asked: _Asked, pattern: Pattern, known: Families) -> None:
        self._asked, self._pattern, self._known = asked, pattern, known
        self._found: Fitting = fitting(pattern, known)

    @cached_property
    def _weights(self) -> tuple[Floats, Floats]:
        """People a row stands for, shape (kinds, worlds), and how many it may stand for at most, shape (worlds,)."""
        asked, known = self._asked, self._known
        if asked.adversary == "B":
            by_birth = _absent_by_birth(_looked_at(asked.person), asked.as_of, known)
        else:
            by_birth = _everyone_by_birth(asked.as_of.year if asked.as_of else None, known)
        by_place, scale = _places(_placed(asked.person), _all_from(asked.person, asked.kin), asked.adversary, known)
        at, sex, birth = self._found.cells
        return by_birth[:, sex, birth].T * by_place[:, at, sex].T, scale

    def persons(self) -> Floats:
        """Persons expected in every world."""
        found: Floats = self._found.counts @ self._weights[0]
        return found

    def households(self) -> Floats:
        """Households expected in every world."""
        weights, scale = self._weights
        single = np.minimum(weights / scale, 1.0)
        there = homes(self._pattern, self._known)
        found = there.alone @ single
        for kinds, number in there.shared:
            for first in range(0, len(kinds), _BLOCK):
                found = found + number[first : first + _BLOCK] @ _any_of(single, kinds[first : first + _BLOCK])
        return np.minimum(self.persons(), found * scale)

    def fewest_households(self) -> Floats:
        """No more than `households`, and found without going through them."""
        weights, scale = self._weights
        single = np.minimum(weights / scale, 1.0)
        found: Floats = np.minimum(self.persons(), at_least(self._pattern, self._known) @ single * scale)
        return found * _UNDER


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


def _pattern(asked: _Asked, known: Families) -> Pattern:
    """What is told as conditions on rows."""
    counties = _all_from(asked.person, asked.kin)
    return Pattern(
        _conditions(asked.person, asked.as_of, counties, known),
        tuple(RowRelative(one.tie, _conditions(one.facts, asked.as_of, counties, known)) for one in asked.kin),
    )


def _conditions(facts: Facts, as_of: date | None, counties: frozenset[int] | None, known: Families) -> Conditions:
    """Facts as conditions on rows. Nobody is born after `as_of`; a sample is not cut down to counties."""
    shift = (as_of.year if as_of else CENSUS_DAY.year) - CENSUS_DAY.year
    born = _born(facts.birth, shift, as_of) if facts.birth else None
    return Conditions(
        sex=None if facts.sex is None else _REGISTER_SEX[facts.sex],
        birth=None if born is None else (born[0] // PARTS, (born[1] - 1) // PARTS),
        born=born,
        counties=None if known.sampled else counties if counties is not None else known.civil,
    )


def _born(birth: DateInterval, shift: int, as_of: date | None) -> tuple[int, int]:
    """Days of birth in 256ths of years as the register has them: first, and after the last."""
    last = birth.last if as_of is None else max(birth.first, min(birth.last, as_of))
    first = (birth.first.year - shift) * PARTS + (birth.first.timetuple().tm_yday - 1) * PARTS // 366
    return first, (last.year - shift) * PARTS - (-last.timetuple().tm_yday * PARTS // 366)


@lru_cache(maxsize=1 << 10)
def _counties(origin: tuple[str, ...]) -> frozenset[int] | None:
    """Census rows that may be meant; None for the whole country."""
    weights = census().weights(origin)
    return None if weights.whole_country else frozenset(np.flatnonzero(weights.high > 0).tolist())


def _placed(person: Facts) -> Facts:
    """Her place, and any birth in place of the one told: what `_places` looks at."""
    birth = None if person.birth is None else DateInterval.day(CENSUS_DAY)
    return Facts(birth=birth, origin=person.origin, urban=person.urban)


@lru_cache(maxsize=128)
def _places(
    person: Facts, counties: frozenset[int] | None, adversary: Adversary, known: Families
) -> tuple[Floats, Floats]:
    """Which part of a row's people is meant, shape (worlds, counties, 2 sexes), and how many one row stands for.

    person: only what `_placed` leaves of her is looked at. A sample has one county, the whole country; a row stands for as
    many people as were left out of it.
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
    days = [date(FIRST_YEAR + born + shift, 1, 1).toordinal() for born in range(PARTS + 1)]
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
    found = np.zeros((DEFAULT + 1, 2, PARTS))
    column = years - shift - FIRST_YEAR
    held = (column >= 0) & (column < PARTS)
    found[:, :, column[held]] = people[:, _OF_CENSUS][:, :, held]
    return _per_row(found, known)


def _per_row(people: Floats, known: Families) -> Floats:
    rows = known.people
    share: Floats = np.where(rows > 0, people / np.maximum(rows, 1), 0.0)
    return share
