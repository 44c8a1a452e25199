"""What could be done: the eight policies, and rows that cannot be."""

from dataclasses import replace

import pytest

from underice.decide.policies import POLICIES, policy, problems


def test_there_are_eight_policies_with_words_in_both_languages() -> None:
    assert len(POLICIES) == 8
    assert all(one.label_en and one.label_ko for one in POLICIES)
    assert problems(POLICIES) == ()


def test_only_telling_the_public_publishes() -> None:
    assert [one.code for one in POLICIES if one.publishes] == [
        "wait_names",
        "wait_no_names",
        "names_now",
        "no_names_now",
    ]


def test_what_hands_out_names_needs_them_checked_even_in_confidence() -> None:
    assert [one.code for one in POLICIES if one.names] == ["wait_names", "names_now", "briefing", "un"]


def test_a_policy_can_be_moved_to_another_day() -> None:
    assert policy("names_now").on(3).publish == 3
    assert policy("quiet").on(3) == policy("quiet")


def test_an_unknown_policy_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        policy("shout")


def test_rows_that_cannot_be_are_refused_by_code() -> None:
    quiet = policy("quiet")
    assert [one.code for one in problems(())] == ["no_policies"]
    assert [one.code for one in problems((quiet, quiet))] == ["policy_twice"]
    assert [one.code for one in problems((replace(quiet, channel=2),))] == ["channel_range"]
    assert [one.code for one in problems((replace(quiet, identifying=-1),))] == ["identifying_range"]
    assert [one.code for one in problems((policy("names_now").on(-1),))] == ["publish_past"]
