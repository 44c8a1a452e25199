"""Beliefs stay apart, are shown together, and are pooled only as a second view."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.elicitation import (
    ASKED,
    asked_of,
    believed,
    by_group,
    decimals,
    kept,
    narrowed,
    panel,
    pooled_quantile,
    share_below,
    together,
)
from underice.decide.ranges import Range, parameters, problems, shipped

DAY = date(2026, 2, 11)


def belief(name: str, low: float, high: float, author: str = "기록자", best: float | None = None) -> Range:
    return narrowed(name, low, high, best, author=author, on=DAY, basis="근거", mind="조건")


def test_what_is_asked_are_quantities_of_the_model_in_all_three_groups() -> None:
    assert set(ASKED) <= set(parameters())
    assert len(set(ASKED)) == len(ASKED) == 12
    assert list(by_group(ASKED)) == ["D", "F", "T"]


def test_a_range_carries_its_author_day_basis_and_what_would_change_her_mind() -> None:
    one = belief("return_days", 7, 30, best=14)
    assert (one.author, one.date, one.basis, one.mind, one.best) == ("기록자", DAY, "근거", "조건", 14)
    assert problems(one) == ()


def test_the_newest_range_of_each_author_counts_and_nobody_elses_is_touched() -> None:
    people = panel([belief("return_days", 7, 30), belief("return_days", 40, 80, "통역"), belief("return_days", 9, 20)])
    assert list(people) == ["기록자", "통역"]
    assert (people["기록자"]["return_days"].low, people["통역"]["return_days"].low) == (9, 40)
    assert asked_of(people) == ("return_days",)


def test_shipped_ranges_stand_in_where_somebody_was_not_asked() -> None:
    people = panel([belief("return_days", 7, 30)])
    own = believed(people, "기록자")
    assert own["return_days"].high == 30
    assert own["quiet_rate"] == shipped()["quiet_rate"]
    assert believed(people, "아무개") == dict(shipped())


def test_people_who_cannot_all_be_right_are_apart() -> None:
    people = panel([belief("return_days", 7, 30), belief("return_days", 40, 80, "통역")])
    view = together("return_days", people)
    assert (view.agreement, view.common) == ("apart", None)
    assert [one.author for one in view.own] == ["기록자", "통역"]


def test_people_who_can_all_be_right_overlap_in_what_all_hold_possible() -> None:
    people = panel([belief("return_days", 7, 30), belief("return_days", 20, 80, "통역")])
    view = together("return_days", people)
    assert (view.agreement, view.common) == ("overlap", (20, 30))


def test_nobody_speaking_leaves_the_shipped_range() -> None:
    view = together("return_days", {})
    assert (view.agreement, view.own) == ("one", (shipped()["return_days"],))


def test_an_even_pool_of_two_even_ranges_side_by_side_is_even_over_both() -> None:
    one, other = belief("text_worked", 0.0, 0.5), belief("text_worked", 0.5, 1.0, "통역")
    for share in (0.05, 0.25, 0.5, 0.9):
        assert pooled_quantile([one, other], share) == pytest.approx(share, abs=1e-9)


def test_a_range_by_logarithms_has_its_middle_at_the_geometric_mean() -> None:
    assert pooled_quantile([belief("return_days", 4, 64)], 0.5) == pytest.approx(16, abs=1e-9)


def test_a_fixed_value_is_a_step() -> None:
    fixed = belief("return_days", 14, 14)
    assert (share_below(fixed, 13.9), share_below(fixed, 14)) == (0.0, 1.0)
    assert pooled_quantile([fixed, belief("return_days", 40, 80)], 0.4) == pytest.approx(14)


def test_a_pool_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        pooled_quantile([], 0.5)


@given(
    low=st.floats(1, 50), width=st.floats(0.1, 50), other=st.floats(1, 50), wide=st.floats(0.1, 50),
    share=st.floats(0.01, 0.99),
)  # fmt: skip
def test_the_pool_lies_between_its_members_quantiles(
    low: float, width: float, other: float, wide: float, share: float
) -> None:
    ranges = [belief("return_days", low, low + width), belief("return_days", other, other + wide, "통역")]
    own = [pooled_quantile([one], share) for one in ranges]
    assert min(own) - 1e-6 <= pooled_quantile(ranges, share) <= max(own) + 1e-6


def test_a_range_that_touches_nothing_is_drawn_evenly() -> None:
    assert belief("quiet_rate", 0, 0.1).shape == "uniform"
    assert belief("quiet_rate", 0.001, 0.1).shape == "log"


def test_numbers_are_kept_with_ten_decimals_as_the_vault_writes_them() -> None:
    assert decimals(0.1) == "0.1"
    assert decimals(30.0) == "30"
    assert kept(1 / 3) == 0.3333333333
    assert belief("text_worked", 1 / 3, 0.5).low == 0.3333333333
    assert decimals(float("inf")) == "inf"
    assert kept(float("inf")) == float("inf")


def test_a_quantity_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        belief("horn", 1, 2)
    assert replace(belief("return_days", 1, 2), name="horn").name == "horn"
