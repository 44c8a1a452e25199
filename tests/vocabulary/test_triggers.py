"""Looking for patterns only where their trigger words stand gives what looking everywhere gives."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.date_phrases_english import RULES, matched
from underice.vocabulary.triggers import LEADS, groups, matches, merged, near, windows

WORDS = (
    "the early late last days of in on and May March 3 8th 2012 Tuesday the following summer next spring two years ago"
    " three weeks later mid-June 1990s '90s Christmas Eve, . ( ) between from to 12 week that year"
).split(" ")


def _kind(word: str, before: str) -> str:
    return "n" if word.isdigit() else ""


def test_a_phrase_may_begin_at_its_trigger_or_at_leading_words_right_before_it() -> None:
    text = "we saw the last of 12, not the other"
    assert groups(text, _kind, lambda word: word in ("the", "last", "of")) == {"n": [(7, 11, 16, 19)]}


def test_words_too_far_apart_do_not_lead() -> None:
    assert groups("last     12", _kind, lambda word: True) == {"n": [(9,)]}


def test_a_quotation_mark_right_before_a_trigger_may_open_the_phrase() -> None:
    assert groups("in '90s", _kind, lambda word: word == "in") == {"n": [(0, 3, 4)]}


def test_no_more_leading_words_are_followed_back_than_leads() -> None:
    (places,) = groups("a " * 50 + "12", _kind, lambda word: True)["n"]
    assert len(places) == LEADS + 1


def test_matches_do_not_overlap_and_are_the_leftmost() -> None:
    pattern = re.compile(r"(?:a )*[0-9]+")
    text = "a a 12 a 13"
    places = groups(text, _kind, lambda word: True)["n"]
    assert [found.group() for found in matches(pattern, text, places)] == ["a a 12", "a 13"]


def test_windows_that_touch_are_joined() -> None:
    assert merged([(0, 3), (2, 5), (5, 6), (8, 9)]) == [(0, 6), (8, 9)]
    assert windows("x......x", re.compile("x"), 1, 2) == [(0, 3), (6, 8)]


def test_a_pattern_near_its_trigger_is_found_as_everywhere() -> None:
    pattern, trigger = re.compile(r"[a-z]{1,5} old"), re.compile("old")
    text = "very old. " * 5 + "x" * 100 + " not old"
    assert [found.span() for found in near(pattern, text, trigger, 10, 5)] == [
        found.span() for found in pattern.finditer(text)
    ]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_english_date_rules_miss_nothing_by_looking_at_triggers_only(words: list[str]) -> None:
    text = " ".join(words)
    here = {(found.span(), handler) for found, handler in matched(text)}
    taken = [False] * len(text)
    for start, end in (span for span, _ in here):
        taken[start:end] = [True] * (end - start)
    for pattern, _, _ in RULES:
        for found in pattern.finditer(text):
            assert any(taken[found.start() : found.end()]), found.group()
