"""Which keys bring records together: rare ones always, common ones only with a year of birth or a county beside them.

A key that thousands share (every Kim with a first syllable Yong) would bring up millions of pairs and prove nothing. All
keys are counted first, and the commonest give way until each record costs `pairs_a_record` pairs at most on average.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.people.linking.columns import Columns, Ints
from underice.people.linking.levels import numbers as settings

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of records: `values[i]` is a key of the record at place `owners[i]`; owners ascend."""

    values: Ints
    owners: Ints


def _pairs(keys: Keys, sides: NDArray[np.int32], linked: bool) -> Ints:
    """How many pairs each key brings up, by its number: within one list, or between two."""
    if not len(keys.values):
        return np.zeros(0, dtype=np.int64)
    most = int(keys.values.max()) + 1
    if not linked:
        counts = np.bincount(keys.values, minlength=most)
        return counts * (counts - 1) // 2
    first = sides[keys.owners] == 0
    one, other = (np.bincount(keys.values[which], minlength=most) for which in (first, ~first))
    return one * other


def _affordable(pairs: Ints, budget: int) -> Flags:
    """By number of the key: it brings up a pair, and with all rarer ones no more than the budget."""
    order = np.argsort(pairs, kind="stable")
    fits = np.cumsum(pairs[order]) <= budget
    kept = np.zeros(len(pairs), dtype=np.bool_)
    kept[order[fits]] = True
    return kept & (pairs > 0)


def _together(keys: Keys, facts: Keys, records: int) -> Keys:
    """Each key of a record with each fact of it, numbered anew."""
    counts = np.bincount(facts.owners, minlength=records)
    starts = np.concatenate(([0], np.cumsum(counts)))
    times = counts[keys.owners]
    owners = np.repeat(keys.owners, times)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(times) - times, times)
    both = (
        np.repeat(keys.values, times) * (int(facts.values.max(initial=0)) + 1) + facts.values[starts[owners] + within]
    )
    _known, numbers = np.unique(both, return_inverse=True)
    return Keys(numbers.astype(np.int64), owners)


def block_keys(columns: Columns, linked: bool) -> Keys:
    """The keys by which records with names meet."""
    sides = columns.scalar("side")
    names = Keys(*columns.lists["name_keys"].packed())
    budget = int(settings()["pairs_a_record"]) * len(columns) // 2
    pairs = _pairs(names, sides, linked)
    rare = _affordable(pairs, budget)[names.values]
    common = ~rare & (pairs[names.values] > 0)
    mixed = _together(
        Keys(names.values[common], names.owners[common]), Keys(*columns.lists["beside"].packed()), len(columns)
    )
    kept = _affordable(_pairs(mixed, sides, linked), budget)[mixed.values]
    first = int(names.values.max(initial=-1)) + 1
    owners = np.concatenate((names.owners[rare], mixed.owners[kept]))
    values = np.concatenate((names.values[rare], mixed.values[kept] + first))
    order = np.argsort(owners, kind="stable")
    return Keys(values[order], owners[order])


def fact_keys(columns: Columns, linked: bool) -> Keys:
    """The keys by which records without a name meet others: a relative, an event, a county with a year of birth."""
    facts = Keys(*columns.lists["facts"].packed())
    nameless = columns.scalar("named")[facts.owners] == 0
    wanted = np.isin(facts.values, facts.values[nameless])
    some = Keys(facts.values[wanted], facts.owners[wanted])
    pairs = _pairs(some, columns.scalar("side"), linked)
    kept = _affordable(pairs, int(settings()["pairs_a_record"]) * len(columns))[some.values]
    return Keys(some.values[kept], some.owners[kept])
