"""Numbers as Korean and English texts write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.numerals import (
    ENGLISH_NUMBER,
    ENGLISH_TEENS,
    ENGLISH_TENS,
    ENGLISH_UNITS,
    KOREAN_NUMBER,
    english_number,
    korean_number,
    korean_range,
    numerals,
)

TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
UNITS = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
SINO = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]


@given(st.integers(1, 99))
def test_every_native_number_is_read(value: int) -> None:
    words = TENS[value // 10] + UNITS[value % 10]
    assert korean_number(words) == value
    assert re.fullmatch(KOREAN_NUMBER, words)


@given(st.integers(1, 9999))
def test_every_sino_korean_number_is_read(value: int) -> None:
    words = ""
    for scale, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = value // scale % 10
        if digit:
            words += ("" if digit == 1 and name else SINO[digit]) + name
    assert korean_number(words) == value


@given(st.integers(1, 99))
def test_every_english_number_below_a_hundred_is_read(value: int) -> None:
    small = {number: word for table in (ENGLISH_UNITS, ENGLISH_TEENS) for word, number in table.items()}
    tens = {number: word for word, number in ENGLISH_TENS.items() if word != "fourty"}
    words = small.get(value) or tens[value // 10 * 10] + (f"-{small[value % 10]}" if value % 10 else "")
    assert english_number(words) == value
    assert re.fullmatch(ENGLISH_NUMBER, words)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("스무", 20),
        ("열한", 11),
        ("３４", 34),
        ("3백", 300),
        ("12,400", 12_400),
        ("1만2천", 12_000),
        ("백이십", 120),
        ("륙십", 60),
    ],
)
def test_mixed_and_wide_korean_numbers_are_read(words: str, value: int) -> None:
    assert korean_number(words) == value


@pytest.mark.parametrize(
    ("words", "low", "high"), [("서너", 3, 4), ("열두세", 12, 13), ("예닐곱", 6, 7), ("스물서너", 23, 24)]
)
def test_words_for_a_few_give_both_ends(words: str, low: int, high: int) -> None:
    assert korean_range(words) == (low, high)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("one hundred and two", 102),
        ("a hundred", 100),
        ("1,200", 1200),
    ],
)
def test_english_dozens_and_hundreds_are_read(words: str, value: int) -> None:
    assert english_number(words) == value


@pytest.mark.parametrize("words", ["", "강물", "열차역", "river", "and", "twenty rivers"])
def test_other_words_are_no_numbers(words: str) -> None:
    assert korean_number(words) is None
    assert english_number(words) is None


def test_numerals_are_found_where_they_stand() -> None:
    text = "A group of nine and twenty-one others"
    assert [(text[n.start : n.end], n.value) for n in numerals(text, "en")] == [("nine", 9), ("twenty-one", 21)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a couple of", 2),
        ("two thousand and five", 2005),
        ("a thousand", 1000),
        ("twentyeight", 28),
        ("seven of", None),
    ],
)
def test_longer_english_numbers_have_their_value(words: str, value: int | None) -> None:
    assert english_number(words) == value


@pytest.mark.parametrize("words", ["3십5백일이", "일이", "3삼", "삼3"])
def test_digits_side_by_side_are_no_korean_number(words: str) -> None:
    assert korean_number(words) is None
