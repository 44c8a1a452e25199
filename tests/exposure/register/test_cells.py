"""The index of a register: it finds what a scan finds."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exposure.register.making import Row, conditions, patterns, register, rows
from underice.exposure.register.cells import Cells
from underice.exposure.register.counting import MOST_KIN, fewest, persons, persons_by_cell
from underice.exposure.register.pattern import Conditions, Pattern, Relative


@given(rows, patterns)
@settings(max_examples=300)
def test_the_index_finds_the_rows_that_a_scan_finds(people: list[Row], pattern: Pattern) -> None:
    table = register(people)
    assert np.array_equal(persons_by_cell(table, Cells.of(table), pattern), persons(table, pattern))


@given(rows, patterns, conditions)
def test_one_relative_more_never_makes_the_search_longer(people: list[Row], pattern: Pattern, more: Conditions) -> None:
    cells = Cells.of(register(people))
    assert fewest(cells, Pattern(pattern.person, (*pattern.kin, Relative("member", more)))) <= fewest(cells, pattern)


@given(rows)
def test_the_cells_hold_everybody_once(people: list[Row]) -> None:
    cells = Cells.of(register(people))
    assert cells.people().sum() == len(people)
    assert sorted(cells.order.tolist()) == list(range(len(people)))


@given(rows, st.integers(1958, 1966), st.integers(0, 255), st.integers(0, 255))
def test_the_parts_of_a_year_divide_its_people(people: list[Row], year: int, one: int, other: int) -> None:
    table = register(people)
    first, last = sorted((one, other))
    edges = [year * 256, year * 256 + first, year * 256 + last, (year + 1) * 256]
    parts = [len(persons(table, Pattern(Conditions(birth=(year, year), born=span)))) for span in pairwise(edges)]
    assert sum(parts) == len(persons(table, Pattern(Conditions(birth=(year, year)))))


def test_too_many_relatives_are_refused_by_the_index_as_well() -> None:
    table = register([(0, 0, 0, 1960, 0, 0, 0)])
    with pytest.raises(ValueError, match="too many"):
        persons_by_cell(table, Cells.of(table), Pattern(Conditions(), (Relative("member"),) * (MOST_KIN + 1)))
