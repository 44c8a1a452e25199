from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.futures import TRANSFER_DAY
from underice.decide.outcomes import CODES
from underice.decide.page import words
from underice.decide.page.rounding import down, near, of_hundred, signed, up
from underice.decide.page.words import Limit
from underice.decide.policies import POLICIES, policy
from underice.decide.ranges import GROUPS, parameters, shipped
from underice.vocabulary.language import LANGUAGES, Language


def test_every_belief_outcome_and_group_has_words() -> None:
    assert set(words.BELIEF) == {*parameters(), TRANSFER_DAY}
    assert set(words.OUTCOME) == set(CODES)
    assert set(words.GROUP) == set(GROUPS)


def test_no_two_beliefs_go_by_the_same_words_in_either_language() -> None:
    for lang in LANGUAGES:
        named = [words.belief(name, lang) for name in words.BELIEF]
        assert len(set(named)) == len(named)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_shipped_bound_is_told_without_a_decimal(name: str, lang: Language) -> None:
    for value in (shipped()[name].low, shipped()[name].high, shipped()[name].middle):
        assert "." not in words.amount(name, value, lang)
        assert words.measure(name, lang)
        assert "." not in words.short_amount(name, value)


@given(st.sampled_from(sorted(shipped())), st.floats(0, 1))
def test_the_plainer_value_is_what_its_own_words_say_and_not_far_off(name: str, share: float) -> None:
    held = shipped()[name]
    value = held.low + share * (held.high - held.low)
    plain = words.plainer(name, value)
    assert words.amount(name, plain, "en") == words.amount(name, words.plainer(name, plain), "en")
    assert words.told(name, plain) == pytest.approx(words.told(name, value), rel=0.06, abs=1)


def test_a_condition_joins_its_limits_in_both_languages() -> None:
    limits = (Limit("return_days", True, 20.0), Limit("quiet_rate", False, 0.004), Limit("return_names", True, 1.5))
    english = words.condition(limits, "en")
    assert english == (
        "time to return at least 20 days, quiet releases at most 1 in 250 a day, "
        "returns after names at least 150 per usual 100"
    )
    assert words.condition(limits[:1], "ko").endswith("20일 이상")


def test_the_name_of_an_option_is_true_to_its_day() -> None:
    late = policy("wait_names").on(9)
    assert words.policy(late, "en") == "names on day 9"
    assert words.policy(policy("names_now").on(2), "en") == policy("names_now").label_en
    assert words.policy(POLICIES[1], "en", "A") == "A · quiet only"


def test_a_high_daily_share_and_counts_are_told_as_such() -> None:
    assert words.amount("quiet_rate", 0.5, "en") == "50 of 100 a day"
    assert words.short_amount("quiet_rate", 0.5) == "50/100"
    assert words.amount("checked_households", 1, "en") == "1 household"
    assert words.amount("transit_people", 1500, "en") == "1,500 people"
    assert words.amount("arrest_month", 0.05, "en") == "5 of 100 a month"
    assert words.plainer("quiet_rate", 0.5) == 0.5
    assert words.belief("unknown", "en") == "unknown"


def test_days_are_rounded_outward() -> None:
    assert words.days(4.2, 8.3, "en") == "days 4 to 9"
    assert words.days(4, 4, "en") == "day 4"


@given(st.floats(-1e6, 1e6))
def test_rounding_outward_never_narrows_by_more_than_arithmetic_noise(people: float) -> None:
    assert down(people) - 1e-2 <= people <= up(people) + 1e-2
    assert abs(near(people) - people) <= 0.5 + 1e-9


def test_noise_of_single_precision_makes_nobody_a_thirteenth_of_twelve() -> None:
    assert up(12.0001) == 12
    assert down(11.9999) == 12
    assert up(12.1) == 13


def test_none_and_all_are_said_only_of_none_and_all() -> None:
    assert [of_hundred(share) for share in (0, 0.0001, 0.5, 0.9999, 1)] == [0, 1, 50, 99, 100]
    assert signed(-1200) == "−1,200"
