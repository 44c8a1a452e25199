"""Small registers of invented households, and counting by trying every assignment."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import strategies as st

from underice.exposure.register.pattern import ELIGIBLE, ROLES, Conditions, Pattern, Relative
from underice.exposure.register.table import Register

Row = tuple[int, int, int, int, int, int, int]
"""household, county, sex, birth, occupation, role, absent."""

rows = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(0, 3),
        st.integers(0, 1),
        st.integers(1960, 1964),
        st.integers(0, 2),
        st.integers(0, 3),
        st.sampled_from([0, 0, 201901, 202002]),
    ),
    min_size=1,
    max_size=25,
)
some = st.none() | st.integers(0, 1)
conditions = st.builds(
    Conditions,
    sex=some,
    birth=st.none() | st.tuples(st.integers(1959, 1963), st.integers(1960, 1965)),
    counties=st.none() | st.frozensets(st.integers(0, 4), max_size=3),
    occupations=st.none() | st.frozensets(st.integers(0, 2), max_size=2),
    absent=st.none() | st.sampled_from([(0, 0), (201901, 202012), (0, 202012)]),
)
patterns = st.builds(
    Pattern,
    person=conditions,
    kin=st.lists(
        st.builds(
            Relative, tie=st.sampled_from(["child", "spouse", "sibling", "parent", "member"]), conditions=conditions
        ),
        max_size=3,
    ).map(tuple),
)


def register(people: list[Row]) -> Register:
    """A register; the province of a county is its number halved."""
    table = np.array(people, dtype=np.int64).reshape(-1, 7)
    return Register.of(
        household=table[:, 0],
        county=table[:, 1],
        province=table[:, 1] // 2,
        sex=table[:, 2],
        birth=table[:, 3],
        occupation=table[:, 4],
        role=table[:, 5],
        absent=table[:, 6],
    )


def brute_force(people: list[Row], pattern: Pattern, absent_only: bool) -> tuple[int, int]:
    """Persons and households that fit, by trying every assignment of relatives to rows."""
    fitting = []
    for at, one in enumerate(people):
        if (absent_only and not one[6]) or not _fits(one, pattern.person):
            continue
        others = [other for place, other in enumerate(people) if place != at and other[:2] == one[:2]]
        if any(
            all(
                ROLES[other[5]] in ELIGIBLE[told.tie].get(ROLES[one[5]], ()) and _fits(other, told.conditions)
                for told, other in zip(pattern.kin, chosen, strict=True)
            )
            for chosen in permutations(others, len(pattern.kin))
        ):
            fitting.append(one[:2])
    return len(fitting), len(set(fitting))


def _fits(row: Row, told: Conditions) -> bool:
    _, county, sex, birth, occupation, _, absent = row
    return (
        told.sex in (None, sex)
        and (told.birth is None or told.birth[0] <= birth <= told.birth[1])
        and (told.counties is None or county in told.counties)
        and (told.occupations is None or occupation in told.occupations)
        and (told.absent is None or told.absent[0] <= absent <= told.absent[1])
    )
