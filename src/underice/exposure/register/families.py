"""The register that families are counted on: the one that was built and kept, or a sample of it made on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from underice.exposure.register.building import SAMPLE_ONE_IN, build
from underice.exposure.register.cells import Cells
from underice.exposure.register.keeping import DEFAULT_SEED, kept
from underice.exposure.register.table import Register


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Families:
    """A register with its index. sampled: a small sample, in which all counties are one.

    people: civil rows by sex (female, male) and year of birth, shape (2, 256). people_per_row: for how many people of
    the census a row stands. civil: the county numbers of everybody but the people in camps, who have no family there.
    """

    register: Register
    cells: Cells
    sampled: bool
    people: NDArray[np.int64]
    people_per_row: float
    civil: frozenset[int]

    def __repr__(self) -> str:
        return f"Families({self.register!r}, sampled={self.sampled})"

    @classmethod
    def of(cls, register: Register, cells: Cells, *, sampled: bool) -> Families:
        """The families of a register whose last county is the camps."""
        counties = len(register.county_rows) - 2
        return cls(
            register,
            cells,
            sampled,
            cells.people()[:counties].sum(axis=0),
            float(SAMPLE_ONE_IN) if sampled else 1.0,
            frozenset(range(counties)),
        )


_used: list[Families] = []


def families() -> Families:
    """The register that was built and kept, or a sample until there is one. Read or made once a run."""
    if not _used:
        found = kept(DEFAULT_SEED)
        _used.append(Families.of(*found, sampled=False) if found is not None else sample())
    return _used[0]


def use(families_: Families | None) -> None:
    """Count on this register from now on; None looks for the kept one again."""
    _used[:] = [] if families_ is None else [families_]


@lru_cache(maxsize=1)
def sample() -> Families:
    """A sample of one in `SAMPLE_ONE_IN`, always the same, made in less than a second unless it was kept."""
    found = kept(DEFAULT_SEED, sample=True)
    if found is None:
        register = build(DEFAULT_SEED, sample=True)
        found = register, Cells.of(register)
    return Families.of(*found, sampled=True)
