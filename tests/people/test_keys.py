"""Keys: one name in any spelling shares a key, other names seldom do."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people.keys import keys

CHOLSU = ("김철수", "Kim Chol Su", "Kim Cheol-su", "金哲洙", "Kim Chul-soo", "Jin Zhezhu", "Ким Чхоль Су")


@pytest.mark.parametrize(("one", "other"), list(combinations(CHOLSU, 2)))
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize("other", ["박영호", "Pak Yong Ho", "최영림", "John Smith", ""])
def test_other_names_share_none(other: str) -> None:
    assert not keys("김철수") & keys(other)


def test_initial_sound_spellings_share_a_key() -> None:
    assert keys("리영희") & keys("이영희") & keys("Lee Young-hee")


def test_a_string_without_reading_has_no_key() -> None:
    assert keys("!") == set()


def test_the_answer_is_the_callers_own() -> None:
    keys("김철수").clear()
    assert keys("김철수")


@given(st.text(max_size=40))
def test_a_name_never_gives_many_keys(name: str) -> None:
    assert len(keys(name)) <= 48
