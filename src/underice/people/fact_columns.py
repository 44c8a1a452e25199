"""What facts asked for say about everybody at once: a rough weight a person, to find whom to look at closely.

`fact_weights` has the last word on those; here only the order matters, and a fact that is not told weighs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from underice.people.fact_weights import home, numbers
from underice.people.facts import PersonFacts
from underice.people.name_table import SEX, Table
from underice.vocabulary.intervals import DateInterval

Weights = NDArray[np.float32]

_LIVES = 60 * 365.0  # days over which births are spread
_NEAR, _FAR = 400, 4 * 366
_NEAR_BITS, _APART_BITS, _FAR_BITS = -1.5, -4.0, -8.0


def weigh(asked: PersonFacts, table: Table) -> Weights:
    """A weight in bits for every person of the table."""
    total = np.zeros(table.people, dtype=np.float32)
    if asked.sex:
        total += _sex(asked.sex, table)
    if asked.births:
        told = table.last > 0
        best = np.max([_birth(one, table) for one in asked.births], axis=0)
        total += np.where(told, best, 0.0)
    if asked.origins:
        by_home = [(part.bits if (part := home(asked.origins, one)) else 0.0) for one in table.homes]
        total += np.array(by_home, dtype=np.float32)[table.home]
    return total.astype(np.float32)


def _sex(asked: Sequence[str], table: Table) -> Weights:
    wanted = sum({SEX.get(sex, 0) for sex in asked})
    differs = np.where(table.sex > 0, numbers().sex["differs"], 0.0)
    return np.where(table.sex & wanted, 1.0, differs).astype(np.float32)


def _birth(asked: DateInterval, table: Table) -> Weights:
    first, last = asked.first.toordinal(), asked.last.toordinal()
    gap = np.maximum(table.first - last, first - table.last)
    width = np.maximum(table.last - table.first, last - first) + 1
    apart = np.where(gap <= _NEAR, _NEAR_BITS, np.where(gap <= _FAR, _APART_BITS, _FAR_BITS))
    return np.where(gap <= 0, np.log2(np.maximum(_LIVES / width, 1.2)), apart).astype(np.float32)
