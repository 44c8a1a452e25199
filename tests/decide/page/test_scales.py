"""Beliefs as they are typed and dragged: every number comes back as it was, and only what was changed is somebody's."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.elicitation import narrowed
from underice.decide.page.scales import Typed, entered, model_value, track, typed, typed_value
from underice.decide.ranges import CannotRun, Range, parameters, shipped

DAY = date(2026, 2, 11)
NAMES = st.sampled_from(tuple(parameters()))


def read(standing: Range, fields: Typed, basis: str = "", mind: str = "") -> Range | None:
    return entered(standing, fields, basis=basis, mind=mind, author="Kim", on=DAY)


@given(NAMES)
def test_fields_that_were_not_touched_are_nobodys_range(name: str) -> None:
    assert read(shipped()[name], typed(shipped()[name])) is None


@given(NAMES, st.floats(1e-4, 0.9))
def test_a_value_comes_back_from_its_scale(name: str, value: float) -> None:
    assert model_value(name, typed_value(name, value)) == pytest.approx(value)


@given(NAMES, st.data())
def test_one_changed_field_leaves_the_other_bound_to_the_last_digit(name: str, data: st.DataObject) -> None:
    standing = shipped()[name]
    before = typed(standing)
    made = read(standing, Typed(before.low, before.high, before.high))
    assert made is not None
    assert (made.low, made.high, made.author, made.date) == (standing.low, standing.high, "Kim", DAY)
    assert made.best == pytest.approx(
        standing.low if typed_value(name, standing.low) > typed_value(name, standing.high) else standing.high, rel=1e-3
    )


def test_one_in_so_many_is_typed_the_smaller_number_first() -> None:
    assert typed(shipped()["quiet_rate"]) == Typed("10", "", "1000")
    made = read(shipped()["quiet_rate"], Typed("50", "100", "500"))
    assert made is not None
    assert (made.low, made.best, made.high) == (0.002, 0.01, 0.02)


def test_a_range_typed_upside_down_is_read_the_right_way_round() -> None:
    made = read(shipped()["return_days"], Typed("40", "", "10"))
    assert made is not None
    assert (made.low, made.high) == (10, 40)


def test_a_basis_alone_makes_a_shipped_range_somebodys() -> None:
    made = read(shipped()["return_days"], typed(shipped()["return_days"]), basis="전에 본 사례")
    assert made is not None
    assert made.basis == "전에 본 사례"
    assert read(made, typed(made), basis="전에 본 사례") is None


@pytest.mark.parametrize("wrong", ["", "x", "-1", "1e9", "nan", "٣"])
def test_what_is_no_number_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(CannotRun) as refused:
        read(shipped()["return_days"], Typed(wrong, "", "90"))
    assert refused.value.problems[0].where == "return_days"


def test_what_cannot_be_is_refused() -> None:
    for fields in (Typed("2", "", "300"), Typed("2", "90", "50")):
        with pytest.raises(CannotRun):
            read(shipped()["text_worked"], fields)


@given(NAMES)
def test_handles_reach_beyond_every_range_that_stands(name: str) -> None:
    wide = replace(shipped()[name], low=parameters()[name].least, high=shipped()[name].high * 2)
    for one in (shipped()[name], wide):
        ends = sorted((typed_value(name, one.low), typed_value(name, one.high)))
        reach = track(one)
        assert reach.least <= ends[0] * (1 + 1e-9)
        assert reach.most >= ends[1] * (1 - 1e-9)
        assert reach.shape == "uniform" or reach.least > 0


def test_a_range_that_touches_nothing_is_dragged_evenly() -> None:
    assert track(narrowed("quiet_rate", 0, 0.1, author="Kim", on=DAY)).shape == "uniform"
