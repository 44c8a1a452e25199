"""How many persons, and how many households, of a register fit a pattern. Exact.

Whether a household can give every relative told a row of his own is decided by Hall's theorem (P. Hall, 1935): it can,
if and only if for every set of relatives told, at least as many rows fit one or another of them. With n relatives told
that is 2^n sums over the rows of the households in question, all made at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from underice.exposure.register.cells import Cells
from underice.exposure.register.pattern import ELIGIBLE, ROLES, Conditions, Pattern, Relative, Role, Tie
from underice.exposure.register.table import FIRST_YEAR, Register

MOST_KIN = 12
"""Relatives told of one person; every one more doubles the work."""

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
    return _with_kin(register, first, pattern.kin) if pattern.kin and len(first) else first


def persons_by_cell(register: Register, cells: Cells, pattern: Pattern) -> Rows:
    """The same through the index of the register: it begins with whoever of the pattern is the rarest.

    Raises ValueError for more than MOST_KIN relatives.
    """
    _check(pattern)
    told = [pattern.person, *(relative.conditions for relative in pattern.kin)]
    sizes = [cells.size(one) for one in told]
    rarest = sizes.index(min(sizes))
    rows = cells.rows(told[rarest])
    if rarest:
        rows = rows[_fits(register, rows, told[rarest])]
        homes = np.unique(register.household[rows])
        rows, _ = _ragged(register.households[homes], register.households[homes + 1])
    first = rows[_meets(register, rows, pattern.person)]
    return _with_kin(register, first, pattern.kin) if pattern.kin and len(first) else first


def fewest(cells: Cells, pattern: Pattern) -> int:
    """How many rows `persons_by_cell` begins with: what it costs. One more fact or relative never raises it."""
    return min(cells.size(one) for one in (pattern.person, *(relative.conditions for relative in pattern.kin)))


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
    part = ((number.astype(np.uint64) * np.uint64(2654435769)) >> np.uint64(24)).astype(np.int64) & 255
    code = (register.birth[rows][chosen].astype(np.int64) + FIRST_YEAR) * 256 + part
    inside = np.zeros(len(mask), dtype=bool)
    inside[chosen] = (code >= born[0]) & (code < born[1])
    return inside


def _with_kin(register: Register, first: Rows, kin: tuple[Relative, ...]) -> Rows:
    """Those rows of `first` whose household holds a row of its own for every relative told."""
    households = register.household[first]
    wanted, place = np.unique(households, return_inverse=True)
    begins, ends = register.households[wanted], register.households[wanted + 1]
    rows, starts = _ragged(begins, ends)
    position = starts[place] + (first - begins[place])  # of each person among `rows`
    meets = [_meets(register, rows, relative.conditions) for relative in kin]
    role_of_first = register.role[first]
    eligible = _Eligible(register.role[rows])
    keep = np.zeros(len(first), dtype=bool)
    for number, name in enumerate(ROLES):
        mine = np.flatnonzero(role_of_first == number)
        if not len(mine):
            continue
        masks = [met & eligible[relative.tie, name] for relative, met in zip(kin, meets, strict=True)]
        keep[mine] = _hall(masks, starts, place[mine], position[mine])
    return first[keep]


class _Eligible(dict[tuple[Tie, Role], Mask]):
    """For a tie and a role of the person: which rows have a role that her relative may have. Made when asked for."""

    def __init__(self, role: NDArray[np.uint8]) -> None:
        super().__init__()
        self._role = role

    def __missing__(self, key: tuple[Tie, Role]) -> Mask:
        table = np.zeros(len(ROLES), dtype=bool)
        table[[ROLES.index(other) for other in ELIGIBLE[key[0]].get(key[1], ())]] = True
        self[key] = table[self._role]
        return self[key]


def _meets(register: Register, rows: Rows, told: Conditions) -> Mask:
    mask = _fits(register, rows, told)
    if told.counties is not None:
        inside = np.zeros(len(rows), dtype=bool)
        for begin, end in register.rows_of(told.counties):
            inside |= (rows >= begin) & (rows < end)
        mask &= inside
    return mask


def _hall(masks: list[Mask], starts: Rows, place: Rows, position: Rows) -> Mask:
    """For each person (household `place`, row `position`): does every set of relatives find rows enough besides her?"""
    good = np.ones(len(place), dtype=bool)
    for wanted in _sets(len(masks)):
        union = masks[wanted[0]]
        for other in wanted[1:]:
            union = union | masks[other]
        fitting = np.add.reduceat(union.astype(np.int32), starts)
        good &= fitting[place] - union[position] >= len(wanted)
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
