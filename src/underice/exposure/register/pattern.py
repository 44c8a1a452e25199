"""What is told of a person and her family, as conditions on the rows of a register.

The pattern is a conjunction: conditions on the person herself, and for each relative told one more person of the same
household. No two relatives may be the same row ("two sons" needs two people): the match is injective.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

Tie = Literal["child", "spouse", "sibling", "parent", "member"]
"""What the relative is to the person. member: anyone else of the household."""
TIES: tuple[Tie, ...] = get_args(Tie)

Role = Literal["head", "spouse", "child", "parent"]
"""What a row is in its household; parent is a parent of the head."""
ROLES: tuple[Role, ...] = get_args(Role)

# For each tie: the role of the first person → the roles her relative may have.
ELIGIBLE: dict[Tie, dict[Role, tuple[Role, ...]]] = {
    "child": {"head": ("child",), "spouse": ("child",)},
    "spouse": {"head": ("spouse",), "spouse": ("head",)},
    "sibling": {"child": ("child",)},
    "parent": {"child": ("head", "spouse"), "head": ("parent",)},
    "member": dict.fromkeys(ROLES, ROLES),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions on one row; None = not told.

    sex: 0 female, 1 male. birth: first and last year of birth, inclusive. born: the same in 256ths of a year since year
    0, the end not included; a register holds years only, so a row's part of the year is made from its number.
    counties: numbers of counties, any of which will do. occupations: any of these codes. absent: first and last month
    of absence (yyyymm), inclusive.
    """

    sex: int | None = None
    birth: tuple[int, int] | None = None
    born: tuple[int, int] | None = None
    counties: frozenset[int] | None = None
    occupations: frozenset[int] | None = None
    absent: tuple[int, int] | None = None

    @property
    def needs_rows(self) -> bool:
        """True if county, sex and year of birth alone do not settle whether a row fits."""
        return self.born is not None or self.occupations is not None or self.absent is not None

    def within_cells(self) -> Conditions:
        """What is left to look at among rows of the right county, sex and years of birth."""
        return replace(self, sex=None, birth=None, counties=None)


@dataclass(frozen=True, slots=True)
class Relative:
    """One relative told: the tie, and conditions on that row."""

    tie: Tie
    conditions: Conditions = Conditions()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A person and the relatives told of her."""

    person: Conditions
    kin: tuple[Relative, ...] = ()
