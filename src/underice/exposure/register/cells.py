"""Where in a register the people of a county, sex and year of birth are: who asks for few of them touches few rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.exposure.register.pattern import Conditions
from underice.exposure.register.table import FIRST_YEAR, Register

YEARS = 256
_SEXES = 2

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class Cells:
    """The rows of a register sorted by county, sex and year of birth.

    order: all rows in that order. starts: where each cell begins in it, and the number of rows at the end; cells are
    numbered (county * 2 + sex) * 256 + year of birth - FIRST_YEAR.
    """

    order: NDArray[np.int32]
    starts: NDArray[np.int64]

    def __repr__(self) -> str:
        return f"Cells({len(self.starts) - 1})"

    @classmethod
    def of(cls, register: Register) -> Cells:
        """The cells of a register. About a second for 24 million rows."""
        counties = len(register.county_rows) - 1
        order = np.empty(len(register), dtype=np.int32)
        counts = np.zeros(counties * _SEXES * YEARS, dtype=np.int64)
        for county, (first, end) in enumerate(zip(register.county_rows[:-1], register.county_rows[1:], strict=True)):
            key = register.sex[first:end].astype(np.uint16) * YEARS + register.birth[first:end]
            order[first:end] = np.argsort(key, kind="stable") + first  # 16 bits are sorted by their digits: fast
            here = slice(county * _SEXES * YEARS, (county + 1) * _SEXES * YEARS)
            counts[here] = np.bincount(key, minlength=_SEXES * YEARS)
        return cls(order, np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)]))

    def size(self, told: Conditions) -> int:
        """How many rows `rows` would give."""
        return sum(end - first for first, end in self._runs(told))

    def rows(self, told: Conditions) -> Rows:
        """The rows of a county, sex and years of birth, in ascending order; further conditions are not looked at."""
        found = self.members(told)
        found.sort()
        return found

    def members(self, told: Conditions) -> Rows:
        """The same in no order, which is quicker."""
        parts = [self.order[first:end] for first, end in self._runs(told)]
        return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)

    def people(self) -> NDArray[np.int64]:
        """Rows in every cell, shape (counties, 2, 256)."""
        return np.diff(self.starts).reshape(-1, _SEXES, YEARS)

    def _runs(self, told: Conditions) -> list[tuple[int, int]]:
        counties = (len(self.starts) - 1) // (_SEXES * YEARS)
        wanted = range(counties) if told.counties is None else sorted(c for c in told.counties if 0 <= c < counties)
        first, last = (0, YEARS - 1) if told.birth is None else (year - FIRST_YEAR for year in told.birth)
        first, last = max(first, 0), min(last, YEARS - 1)
        if first > last:
            return []
        sexes = (0, 1) if told.sex is None else (told.sex,)
        cells = [(county * _SEXES + sex) * YEARS for county in wanted for sex in sexes]
        return [(int(self.starts[cell + first]), int(self.starts[cell + last + 1])) for cell in cells]
