"""The columns of a register, sorted by county and household, so that a place is a slice and a family lies together."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from underice.exposure.register.pattern import ROLES

COLUMNS = ("person", "household", "county", "province", "sex", "birth_year", "occ", "role", "absent_since")
"""The columns of a register as CSV: see docs/method/population.md. `person` may be anything; the others are whole
numbers, except role: head, spouse, child or parent. absent_since is yyyymm, 0 = present."""

FIRST_YEAR = 1850
"""Years of birth are held as their distance from this year."""
_LAST_YEAR = FIRST_YEAR + 255


class BadRegister(ValueError):
    """A register that cannot be read. `code` says why, `line` where (counted from 1, the header being line 1)."""

    def __init__(self, code: str, line: int, column: str = "") -> None:
        super().__init__(f"{code}: line {line} {column}".rstrip())
        self.code = code
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True, repr=False)
class Register:
    """People in households. All columns are sorted by county, then household.

    sex (0 female, 1 male), birth (year - FIRST_YEAR), occupation and role (index in ROLES) are arrays of one byte a
    person; absent: yyyymm, 0 = present, or None if nobody is. household: number of the person's household, 0, 1, 2 …
    in the order of the rows. households: row at which each household begins, and the number of rows at the end.
    county_rows: for every county number the row at which it begins, and the number of rows at the end.
    province_of: province of every county number, -1 for a county without rows.
    """

    sex: NDArray[np.uint8]
    birth: NDArray[np.uint8]
    occupation: NDArray[np.uint8]
    role: NDArray[np.uint8]
    absent: NDArray[np.int32] | None
    household: NDArray[np.int32]
    households: NDArray[np.int64]
    county_rows: NDArray[np.int64]
    province_of: NDArray[np.int16]

    def __repr__(self) -> str:
        return f"Register({len(self)} people, {len(self.households) - 1} households)"

    def __len__(self) -> int:
        return len(self.sex)

    @classmethod
    def of(
        cls,
        *,
        household: NDArray[np.int64],
        county: NDArray[np.int64],
        province: NDArray[np.int64],
        sex: NDArray[np.int64],
        birth: NDArray[np.int64],
        occupation: NDArray[np.int64],
        role: NDArray[np.int64],
        absent: NDArray[np.int64],
    ) -> Register:
        """A register from unsorted columns of whole numbers, one per person (birth: the year itself).

        A household is the rows of one county that have one household number. Raises ValueError for a year of birth
        that cannot be held.
        """
        if len(birth) and not (birth.min() >= FIRST_YEAR and birth.max() <= _LAST_YEAR):
            raise ValueError("year of birth out of range")
        order = np.lexsort((household, county))
        county, household = county[order], household[order]
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = (household[1:] != household[:-1]) | (county[1:] != county[:-1])
        number = np.cumsum(fresh) - 1
        counties = int(county.max()) + 1 if len(county) else 0
        province_of = np.full(counties, -1, dtype=np.int16)
        province_of[county] = province[order]
        return cls(
            sex=sex[order].astype(np.uint8),
            birth=(birth[order] - FIRST_YEAR).astype(np.uint8),
            occupation=occupation[order].astype(np.uint8),
            role=role[order].astype(np.uint8),
            absent=absent[order].astype(np.int32) if absent.any() else None,
            household=number.astype(np.int32),
            households=np.append(np.flatnonzero(fresh), len(order)).astype(np.int64),
            county_rows=np.searchsorted(county, np.arange(counties + 1)).astype(np.int64),
            province_of=province_of,
        )

    @classmethod
    def from_csv(cls, path: Path) -> Register:
        """Read a register with the columns `COLUMNS`, in any order, further columns ignored (UTF-8, one header line).

        Raises BadRegister, OSError, UnicodeDecodeError.
        """
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = [name.strip() for name in next(reader, [])]
            for name in COLUMNS[1:]:
                if name not in header:
                    raise BadRegister("missing-column", 1, name)
            found = _columns(reader, header)
        return cls.of(
            household=found["household"],
            county=found["county"],
            province=found["province"],
            sex=found["sex"],
            birth=found["birth_year"],
            occupation=found["occ"],
            role=found["role"],
            absent=found["absent_since"],
        )

    def rows_of(self, counties: frozenset[int] | None) -> list[tuple[int, int]]:
        """The runs of rows (first, end) of some counties, joined where they touch; None is everywhere."""
        if counties is None:
            return [(0, len(self))] if len(self) else []
        runs: list[tuple[int, int]] = []
        for county in sorted(counties):
            if not 0 <= county < len(self.county_rows) - 1:
                continue
            first, end = int(self.county_rows[county]), int(self.county_rows[county + 1])
            if runs and runs[-1][1] == first:
                runs[-1] = (runs[-1][0], end)
            elif first < end:
                runs.append((first, end))
        return runs

    def counties_of(self, province: int) -> frozenset[int]:
        """The counties of a province."""
        return frozenset(np.flatnonzero(self.province_of == province).tolist())


_SEXES = {"0": 0, "1": 1}
_ROLES: dict[str, int] = {name: number for number, name in enumerate(ROLES)}
_WORDS = {"sex": _SEXES, "role": _ROLES}
_LIMITS: Mapping[str, int] = {
    "household": 2**31 - 1, "county": 65_535, "province": 32_767, "birth_year": _LAST_YEAR, "occ": 255,
    "absent_since": 999_912,
}  # fmt: skip


def _columns(reader: Iterable[list[str]], header: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """The wanted columns as whole numbers. Raises BadRegister."""
    places = [(name, header.index(name)) for name in COLUMNS[1:]]
    values: dict[str, list[int]] = {name: [] for name, _ in places}
    for line, row in enumerate(reader, 2):
        if not row:
            continue
        if len(row) < len(header):
            raise BadRegister("short-row", line)
        for name, at in places:
            values[name].append(_value(name, row[at].strip(), line))
    return {name: np.array(column, dtype=np.int64) for name, column in values.items()}


def _value(name: str, text: str, line: int) -> int:
    if name in _WORDS:
        known = _WORDS[name]
        if text not in known:
            raise BadRegister("bad-value", line, name)
        return known[text]
    if not (text.isascii() and text.isdigit() and len(text) <= 12) or int(text) > _LIMITS[name]:
        raise BadRegister("bad-value", line, name)
    return int(text)
