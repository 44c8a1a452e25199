"""A synthetic register of the whole country, in households, drawn from the census tables and a seed.

What is known: people by county and sex, ages by sex, and a few national figures about families (data/households.csv,
each with its source). Families are drawn so as to agree with those figures; docs/method/population.md says how, and
what is not known. The rows stand for nobody. They are counted, never shown and never written out as people.

1. Everybody: whole numbers of people for every county, sex and age (rounded so that the margins stay).
2. Couples: women married by age, men married by age, paired within a county in the order of their ages.
3. Children: every unmarried young person gets a mother of the county whose age fits.
4. Three generations: older couples and widowed people move in with a couple of the next generation.
5. Whoever is left keeps a household of his own. People in camps belong to no county: each stands alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.exposure.assumptions import assumption
from underice.exposure.census import CENSUS_DAY, SEXES, census
from underice.exposure.population import Population
from underice.exposure.register.pattern import ROLES
from underice.exposure.register.table import FIRST_YEAR, Register

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int32]
Chosen = NDArray[np.int64]
Progress = Callable[[int, int], None]

FEMALE, MALE = 0, 1
_STEPS = 6
_OLDEST = 99
_HEAD, _SPOUSE, _CHILD, _PARENT = (ROLES.index(role) for role in ("head", "spouse", "child", "parent"))
_NOBODY = -1


@dataclass(slots=True)
class _People:
    """Columns while they are made, sorted by county, sex and age. head: row of the head of the household."""

    county: Bytes
    sex: Bytes
    age: Bytes
    role: Bytes
    head: Numbers


FORM = 1
"""Raise it whenever the same seed would give another register: one that was kept is then built again."""
SAMPLE_ONE_IN = 60
"""A row of a sample stands for so many people."""


def build(seed: int = 1, progress: Progress | None = None, *, sample: bool = False) -> Register:
    """The register of the shipped census, 24.05 million people. The same seed gives the same register.

    progress: called with (steps done, steps in all). sample: one person in SAMPLE_ONE_IN, all counties taken together
    as one (so that even a rare mother finds a child of hers); the people in camps follow as a second one.
    """
    chance = np.random.default_rng(seed)

    def step(number: int) -> None:
        if progress is not None:
            progress(number, _STEPS)

    step(0)
    people = _everybody(chance, sample)
    step(1)
    wives = _marry(people, chance)
    step(2)
    mothers = _give_mothers(people, wives, chance)
    step(3)
    _join_generations(people, mothers, chance)
    step(4)
    register = _sorted(people, chance, sample)
    step(_STEPS)
    return register


def _everybody(chance: np.random.Generator, sample: bool) -> _People:
    """A row for every person of the census: civilians by county, then the camps as the last county number."""
    cells = Population.load().cells().sum(axis=2)  # counties, sexes as in SEXES, ages 0 … 80
    camps = _camps(cells.shape[2])
    if sample:
        cells, camps = cells.sum(axis=0, keepdims=True) / SAMPLE_ONE_IN, camps / SAMPLE_ONE_IN
    cells = np.concatenate([cells, camps[None]])[:, [SEXES.index("f"), SEXES.index("m")], :]
    whole = _rounded(cells, chance)
    county, sex, age = np.indices(whole.shape, dtype=np.uint8)
    flat = whole.ravel()
    ages = np.repeat(age.ravel(), flat)
    oldest = np.flatnonzero(ages == ages.max())
    # The last class is open: a constant yearly loss above it, as many as a life table of that age has (see the page).
    beyond = chance.geometric(assumption("loss_after_80").default, len(oldest)) - 1
    ages[oldest] = np.minimum(_OLDEST, ages[oldest] + beyond)
    size = len(ages)
    return _People(
        county=np.repeat(county.ravel(), flat),
        sex=np.repeat(sex.ravel(), flat),
        age=ages,
        role=np.full(size, _HEAD, dtype=np.uint8),
        head=np.arange(size, dtype=np.int32),
    )


def _camps(ages: int) -> NDArray[np.float64]:
    """People in camps by sex (as SEXES) and age, spread over the ages of service as the whole country's are."""
    tables = census()
    first, last = int(assumption("camp_first_age").default), int(assumption("camp_last_age").default)
    inside = np.zeros((len(SEXES), ages))
    inside[:, first : last + 1] = tables.ages[:, first : last + 1]
    share: NDArray[np.float64] = inside / inside.sum(axis=1, keepdims=True) * tables.camps[:, None]
    return share


def _rounded(cells: NDArray[np.float64], chance: np.random.Generator) -> Chosen:
    """Whole numbers near `cells` (counties, sexes, ages): each county and sex keeps its sum, each age nearly so."""
    totals = np.rint(cells.sum(axis=2, keepdims=True))
    running = np.cumsum(cells, axis=2)
    running *= totals / np.maximum(running[..., -1:], 1e-9)
    start = chance.random((*cells.shape[:2], 1))
    whole = np.floor(running + start)
    whole[..., -1:] = totals
    counts: Chosen = np.diff(whole, axis=2, prepend=0.0).astype(np.int64)
    return np.maximum(counts, 0)


def _in_camp(people: _People) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = people.county == people.county.max()
    return inside


def _share(code: str, ages: Bytes, width: str) -> NDArray[np.float64]:
    """A logistic curve over age: half of the people at the age `code`, with the spread `width` (years)."""
    middle, spread = assumption(code).default, assumption(width).default
    by_age = 1.0 / (1.0 + np.exp(-(np.arange(256) + 0.5 - middle) / spread))
    shares: NDArray[np.float64] = by_age[ages]
    return shares


def _marry(people: _People, chance: np.random.Generator) -> Chosen:
    """Pair women and men of a county in the order of their ages; the rows of all women who are or were married."""
    civil = ~_in_camp(people)
    women = np.flatnonzero(civil & (people.sex == FEMALE) & (people.age >= 18))
    men = np.flatnonzero(civil & (people.sex == MALE) & (people.age >= 20))
    women = women[chance.random(len(women)) < _share("marriage_women", people.age[women], "marriage_women_spread")]
    men = men[chance.random(len(men)) < _share("marriage_men", people.age[men], "marriage_men_spread")]
    gap = assumption("husband_older").default
    women_key = people.age[women] + gap + chance.normal(0.0, 2.0, len(women))
    wives, husbands = _paired(people, women, women_key, men, people.age[men].astype(np.float64), chance)
    people.role[wives] = _SPOUSE
    people.head[wives] = husbands
    return np.sort(women)


def _paired(
    people: _People,
    ones: Chosen,
    one_key: NDArray[np.float64],
    others: Chosen,
    other_key: NDArray[np.float64],
    chance: np.random.Generator,
) -> tuple[Chosen, Chosen]:
    """Pairs of rows within a county in the order of two keys; of the larger side, rows picked at random stay alone."""
    counties = int(people.county.max()) + 1
    have = np.bincount(people.county[ones], minlength=counties)
    want = np.bincount(people.county[others], minlength=counties)
    both = np.minimum(have, want)
    first = _some(people, ones, both, chance)
    second = _some(people, others, both, chance)
    one = ones[first][np.lexsort((one_key[first], people.county[ones[first]]))]
    other = others[second][np.lexsort((other_key[second], people.county[others[second]]))]
    return one, other


def _some(people: _People, rows: Chosen, wanted: Chosen, chance: np.random.Generator) -> Chosen:
    """Places in `rows` of as many people of every county as `wanted` says, at random."""
    county = people.county[rows]
    order = np.lexsort((chance.random(len(rows)), county))
    starts = np.searchsorted(county[order], np.arange(len(wanted)))
    rank = np.arange(len(rows)) - starts[county[order]]
    return np.sort(order[rank < wanted[county[order]]])


def _give_mothers(people: _People, mothers: Chosen, chance: np.random.Generator) -> Chosen:
    """Put unmarried young people into the household of a mother; the rows of mothers with a child at home."""
    single = (people.role == _HEAD) & ~_in_camp(people)
    heads = np.zeros(len(people.head), dtype=bool)
    heads[people.head[people.role == _SPOUSE]] = True
    single &= ~heads
    single[mothers] = False
    leaves = assumption("leaving_home").default
    young = np.flatnonzero(single & (people.age < leaves))
    gaps = np.clip(
        np.rint(chance.normal(assumption("mother_age").default, assumption("mother_age_spread").default, len(young))),
        assumption("mother_age").low,
        assumption("mother_age").high,
    ).astype(np.int64)
    mother = _of_age(people, young, people.age[young].astype(np.int64) + gaps, mothers, chance)
    found = mother != _NOBODY
    people.role[young[found]] = _CHILD
    people.head[young[found]] = people.head[mother[found]]
    return np.unique(mother[found])


def _of_age(people: _People, rows: Chosen, ages: Chosen, pool: Chosen, chance: np.random.Generator) -> Chosen:
    """For each row somebody of `pool` in the same county of about the age wanted, at random; _NOBODY if none."""
    counties, span = int(people.county.max()) + 1, _OLDEST + 2
    code = people.county[pool].astype(np.int64) * span + people.age[pool]
    order = pool[np.argsort(code, kind="stable")]
    counts = np.bincount(code, minlength=counties * span)
    starts = np.concatenate([[0], np.cumsum(counts)])
    found = np.full(len(rows), _NOBODY, dtype=np.int64)
    county = people.county[rows].astype(np.int64)
    for shift in (0, 1, -1, 2, -2, 4, -4, 7, -7):
        open_ = np.flatnonzero(found == _NOBODY)
        if not len(open_):
            break
        cell = county[open_] * span + np.clip(ages[open_] + shift, 0, span - 1)
        there = counts[cell]
        picked = starts[cell] + np.floor(chance.random(len(open_)) * there).astype(np.int64)
        some = there > 0
        found[open_[some]] = order[picked[some]]
    return found


def _join_generations(people: _People, mothers: Chosen, chance: np.random.Generator) -> None:
    """Move older people who keep no child at home in with a couple or a mother of the next generation."""
    heads = np.zeros(len(people.head), dtype=bool)
    heads[np.unique(people.head[people.role == _SPOUSE])] = True
    spouse_of = np.full(len(people.head), _NOBODY, dtype=np.int32)
    spouses = np.flatnonzero(people.role == _SPOUSE)
    spouse_of[people.head[spouses]] = spouses
    with_child = np.zeros(len(people.head), dtype=bool)
    with_child[people.head[mothers]] = True
    own = (people.role == _HEAD) & ~with_child & ~_in_camp(people)
    oldest_child = int(assumption("joining_age").default)
    old = np.flatnonzero(own & (people.age >= oldest_child))
    gap = assumption("generation").default
    hosts = np.flatnonzero((people.role == _HEAD) & (heads | with_child) & (people.age < oldest_child))
    old_key = people.age[old] - gap + chance.normal(0.0, 3.0, len(old))
    joining = chance.random(len(old)) < assumption("joining_share").default
    guests, host = _paired(people, old[joining], old_key[joining], hosts, people.age[hosts].astype(np.float64), chance)
    people.role[guests] = _PARENT
    people.head[guests] = host
    partner = spouse_of[guests]
    coupled = partner != _NOBODY
    people.role[partner[coupled]] = _PARENT
    people.head[partner[coupled]] = host[coupled]


def _sorted(people: _People, chance: np.random.Generator, sample: bool) -> Register:
    """The register's columns, sorted by county and household, the head of each household first."""
    order = np.argsort(people.head.astype(np.int64) * 4 + people.role, kind="stable")
    head = people.head[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = head[1:] != head[:-1]
    county = people.county[order]
    # Heads are numbered by county, so sorting by head has sorted by county.
    counties = int(county.max()) + 1
    before = chance.random(len(order)) < (CENSUS_DAY.timetuple().tm_yday - 1) / 365
    birth = CENSUS_DAY.year - people.age[order].astype(np.int16) - ~before
    names = ["KP"] if sample else [code[:4] for code in census().counties]
    provinces = [*dict.fromkeys(names)]
    province_of = [provinces.index(name) for name in names] + [len(provinces)]
    return Register(
        sex=people.sex[order],
        birth=(birth - FIRST_YEAR).astype(np.uint8),
        occupation=np.zeros(len(order), dtype=np.uint8),
        role=people.role[order],
        absent=None,
        household=(np.cumsum(fresh) - 1).astype(np.int32),
        households=np.append(np.flatnonzero(fresh), len(order)).astype(np.int64),
        county_rows=np.searchsorted(county, np.arange(counties + 1)).astype(np.int64),
        province_of=np.array(province_of, dtype=np.int16),
    )
