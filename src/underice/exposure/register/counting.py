"""How many persons, and how many households, of a register fit a pattern. Exact.

Whether a household can give every relative told a row of his own is decided by Hall's theorem (P. Hall, 1935): it can,
if and only if for every set of relatives told, at least as many rows fit one or another of them. With n relatives told
that is 2^n sums over the rows of the households in question, all made at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from underice.exposure.register.cells import Cells
from underice.exposure.register.pattern import ELIGIBLE, ROLES, Conditions, Pattern, Relative, Role, Tie
from underice.exposure.register.table import FIRST_YEAR, Register

MOST_KIN = 12
"""Relatives told of one person; every one more doubles the work."""
_BLOCK = 1 << 14
"""Rows whose households are looked through in one step: few enough for the cache of a processor."""

_WORTH = 4
"""A relative is looked for in all households at once if there are no more than so many times the rows in question."""

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of persons who fit, and of the different households they live in."""

    persons: int
    households: int


def count(register: Register, pattern: Pattern, *, absent_only: bool = False) -> Found:
    """How many fit. absent_only: the person herself must be on the list of the absent; relatives may be anyone.

    Raises ValueError for more than MOST_KIN relatives.
    """
    fitting = persons(register, pattern, absent_only=absent_only)
    households = register.household[fitting]
    different = int(np.count_nonzero(np.diff(households))) + 1 if len(households) else 0
    return Found(len(fitting), different)


def persons(register: Register, pattern: Pattern, *, absent_only: bool = False) -> Rows:
    """The rows that fit, in order. For counting only: rows are never shown or written anywhere."""
    _check(pattern)
    runs = register.rows_of(pattern.person.counties)
    parts = [np.flatnonzero(_fits(register, slice(*run), pattern.person, absent_only)) + run[0] for run in runs]
    first = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return with_kin(register, first, pattern.kin)


def persons_by_cell(register: Register, cells: Cells, pattern: Pattern) -> Rows:
    """The same through the index of the register: it begins with whoever of the pattern is the rarest.

    Raises ValueError for more than MOST_KIN relatives.
    """
    _check(pattern)
    rarest = _rarest(cells, pattern)
    if not rarest:
        rows = _near(register, cells, cells.members(pattern.person), pattern.kin)
        rows.sort()
        return with_kin(register, _left(register, rows, pattern.person), pattern.kin)
    told = pattern.kin[rarest - 1].conditions
    homes = register.household[_left(register, cells.rows(told), told)]
    homes = homes[np.diff(homes, prepend=-1) != 0]
    rows, _ = _ragged(register.households[homes], register.households[homes + 1])
    return with_kin(register, rows[_meeting(register, rows, pattern.person)], pattern.kin)


def _left(register: Register, rows: Rows, told: Conditions) -> Rows:
    """Of rows that the index gave for conditions, those that meet what it does not know."""
    return rows[_fits(register, rows, told.within_cells())] if told.needs_rows else rows


def _near(register: Register, cells: Cells, first: Rows, kin: tuple[Relative, ...]) -> Rows:
    """Of many rows those in whose household anybody at all may meet the conditions of each relative not too frequent."""
    for one in kin:
        if len(first) > _BLOCK and cells.size(one.conditions) <= _WORTH * len(first):
            homes = np.zeros(len(register.households) - 1, dtype=bool)
            homes[register.household[cells.members(one.conditions)]] = True
            first = first[homes[register.household[first]]]
    return first


def _rarest(cells: Cells, pattern: Pattern) -> int:
    """Of whom there are the fewest rows: 0 the person, 1 her first relative …"""
    sizes = _sizes(cells, pattern)
    return sizes.index(min(sizes))


def _sizes(cells: Cells, pattern: Pattern) -> list[int]:
    return [cells.size(one) for one in (pattern.person, *(relative.conditions for relative in pattern.kin))]


def fewest(cells: Cells, pattern: Pattern) -> int:
    """How many rows `persons_by_cell` begins with: what it costs. One more fact or relative never raises it."""
    return min(_sizes(cells, pattern))


def _check(pattern: Pattern) -> None:
    if len(pattern.kin) > MOST_KIN:
        raise ValueError("too many relatives")


def _fits(register: Register, rows: slice | Rows, told: Conditions, absent_only: bool = False) -> Mask:
    """Which rows meet the conditions; counties are left to the caller."""
    size = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
    mask = np.ones(size, dtype=bool)
    if told.sex is not None:
        mask &= register.sex[rows] == told.sex
    if told.birth is not None:
        first, last = (min(max(year - FIRST_YEAR, -1), 256) for year in told.birth)
        years = register.birth[rows].astype(np.int16)
        mask &= (years >= first) & (years <= last)
    if told.born is not None:
        mask &= _born(register, rows, mask, told.born)
    if told.occupations is not None:
        wanted = np.zeros(256, dtype=bool)
        wanted[[code for code in told.occupations if 0 <= code < 256]] = True
        mask &= wanted[register.occupation[rows]]
    if told.absent is not None or absent_only:
        if register.absent is None:
            # Nobody is absent: only "absent since 0", which is present, can be met.
            return mask & (not absent_only and told.absent is not None and told.absent[0] <= 0)
        since = register.absent[rows]
        if absent_only:
            mask &= since > 0
        if told.absent is not None:
            mask &= (since >= told.absent[0]) & (since <= told.absent[1])
    return mask


def _born(register: Register, rows: slice | Rows, mask: Mask, born: tuple[int, int]) -> Mask:
    """Which rows of `mask` were born within some 256ths of years. A row has the same day in every question."""
    chosen = np.flatnonzero(mask)
    number = chosen + rows.start if isinstance(rows, slice) else rows[chosen]
    # Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4) spreads the parts evenly.
    part = (number.astype(np.uint32) * np.uint32(2654435769)) >> np.uint32(24)
    code = register.birth[number].astype(np.int32) * 256 + part.view(np.int32)
    inside = np.zeros(len(mask), dtype=bool)
    inside[chosen] = (code >= born[0] - FIRST_YEAR * 256) & (code < born[1] - FIRST_YEAR * 256)
    return inside


def with_kin(register: Register, first: Rows, kin: tuple[Relative, ...]) -> Rows:
    """Those rows of `first` (in order) whose household holds a row of its own for every relative told."""
    if not kin or not len(first):
        return first
    told = tuple(Counter(kin).items())
    for alone in (True, False) if len(told) > 1 else (True,):
        # Households that lack one of the relatives are put aside first: all sets of them are asked of few.
        blocks = [first[begin : begin + _BLOCK] for begin in range(0, len(first), _BLOCK)]
        kept = [block[_has_kin(register, block, told, alone)] for block in blocks]
        first = np.concatenate([first[:0], *kept])
    return first


_Kin = tuple[tuple[Relative, int], ...]
"""Relatives told, each with how many such."""


def _has_kin(register: Register, first: Rows, kin: _Kin, alone: bool) -> Mask:
    """Which rows of `first` have such a household. alone: each of the relatives is looked for without the others."""
    home = register.household[first]
    large = np.flatnonzero(register.households[home + 1] - register.households[home] > sum(n for _, n in kin))
    keep = np.zeros(len(first), dtype=bool)
    first, home = first[large], home[large]
    if not len(first):
        return keep
    fresh = np.diff(home, prepend=-1) != 0
    wanted, place = home[fresh], np.cumsum(fresh) - 1
    begins, ends = register.households[wanted], register.households[wanted + 1]
    rows, starts = _ragged(begins, ends)
    position = starts[place] + (first - begins[place])  # of each person among `rows`
    found = [_meeting(register, rows, relative.conditions) for relative, _ in kin]
    roles = [register.role[rows[one]] for one in found]
    role_of_first = register.role[first]
    for number, name in enumerate(ROLES):
        mine = np.flatnonzero(role_of_first == number)
        if not len(mine):
            continue
        masks = []
        for (relative, _), one, role in zip(kin, found, roles, strict=True):
            mask = np.zeros(len(rows), dtype=bool)
            mask[one[_eligible(relative.tie, name)[role]]] = True
            masks.append(mask)
        keep[large[mine]] = _hall(masks, [n for _, n in kin], starts, place[mine], position[mine], alone)
    return keep


@cache
def _eligible(tie: Tie, role: Role) -> Mask:
    """Which roles (as indices of ROLES) a relative of that tie may have whose person has this role."""
    table = np.zeros(len(ROLES), dtype=bool)
    table[[ROLES.index(other) for other in ELIGIBLE[tie].get(role, ())]] = True
    return table


def _meeting(register: Register, rows: Rows, told: Conditions) -> Rows:
    """Which of the rows meet the conditions, as indices of `rows`. Each condition is asked of those left by the others."""
    found = np.arange(len(rows)) if told.sex is None else np.flatnonzero(register.sex[rows] == told.sex)
    if told.birth is not None:
        years = register.birth[rows[found]].astype(np.int16)
        first, last = (min(max(year - FIRST_YEAR, -1), 256) for year in told.birth)
        found = found[(years >= first) & (years <= last)]
    return found[_meets(register, rows[found], replace(told, sex=None, birth=None))]


def _meets(register: Register, rows: Rows, told: Conditions) -> Mask:
    mask = _fits(register, rows, told)
    if told.counties is not None:
        inside = np.zeros(len(rows), dtype=bool)
        for begin, end in register.rows_of(told.counties):
            inside |= (rows >= begin) & (rows < end)
        mask &= inside
    return mask


def _hall(masks: list[Mask], needed: list[int], starts: Rows, place: Rows, position: Rows, alone: bool) -> Mask:
    """For each person (household `place`, row `position`): does every set of relatives find rows enough besides her?

    needed: how many relatives each mask stands for. alone: only sets of one.
    """
    good = np.ones(len(place), dtype=bool)
    ends = np.append(starts[1:], len(masks[0]))
    for wanted in [(one,) for one in range(len(masks))] if alone else _sets(len(masks)):
        union = masks[wanted[0]]
        for other in wanted[1:]:
            union = union | masks[other]
        running = np.zeros(len(union) + 1, dtype=np.int32)
        np.cumsum(union, out=running[1:])
        enough = sum(needed[one] for one in wanted)
        good &= running[ends[place]] - running[starts[place]] - union[position] >= enough
    return good


def _sets(number: int) -> Iterator[tuple[int, ...]]:
    """All sets of the relatives told, but the empty one."""
    for size in range(1, number + 1):
        yield from combinations(range(number), size)


def _ragged(begins: Rows, ends: Rows) -> tuple[Rows, Rows]:
    """All rows from each begin to its end in one array, and where each household starts in it."""
    sizes = ends - begins
    starts = np.cumsum(sizes) - sizes
    rows = np.repeat(begins - starts, sizes) + np.arange(int(sizes.sum()))
    return rows, starts
