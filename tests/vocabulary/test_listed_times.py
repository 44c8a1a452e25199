"""Ages and dates as lists write them."""

import pytest

from underice.vocabulary.age_intervals import Age, AgeSystem
from underice.vocabulary.entering import date_said
from underice.vocabulary.listed_times import han_number, listed_age, listed_date
from underice.vocabulary.validation import age_said

INTERNATIONAL, COUNTING, UNKNOWN = AgeSystem.INTERNATIONAL, AgeSystem.COUNTING, AgeSystem.UNKNOWN


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("38岁", Age(38, 38, UNKNOWN)),
        ("三十八歲", Age(38, 38, UNKNOWN)),
        ("满38岁", Age(38, 38, INTERNATIONAL)),
        ("38周岁", Age(38, 38, INTERNATIONAL)),
        ("虚岁37", Age(37, 37, COUNTING)),
        ("虚岁9", Age(9, 9, COUNTING)),
        ("周岁37", Age(37, 37, INTERNATIONAL)),
        ("30多岁", Age(30, 39, UNKNOWN)),
        ("约10岁", Age(8, 12, UNKNOWN)),
        ("1岁左右", Age(0, 3, UNKNOWN)),
        ("8个月大", Age(0, 0, INTERNATIONAL)),
        ("14个月", Age(1, 1, INTERNATIONAL)),
        ("10개월", Age(0, 0, INTERNATIONAL)),
        ("3-month-old", Age(0, 0, INTERNATIONAL)),
        ("20 days", Age(0, 0, INTERNATIONAL)),
        ("만38", Age(38, 38, INTERNATIONAL)),
        ("38(만)", Age(38, 38, INTERNATIONAL)),
        ("about 40", Age(38, 42, UNKNOWN)),
        ("38쯤", Age(36, 40, UNKNOWN)),
        ("50s", Age(50, 59, UNKNOWN)),
        ("mid 40s", Age(44, 46, UNKNOWN)),
        ("38 세", Age(38, 38, UNKNOWN)),
    ],
)
def test_an_age_as_a_list_writes_it_is_read_in_its_way_of_counting(words: str, age: Age) -> None:
    assert listed_age(words) == age


@pytest.mark.parametrize("words", ["岁", "10月", "三八十岁", "100000岁", "", "38岁了吗", "十月大大"])
def test_what_is_no_age_stays_none(words: str) -> None:
    assert listed_age(words) is None


def test_an_age_beyond_human_life_is_refused_by_the_vocabulary() -> None:
    assert age_said("200岁") is None
    assert age_said("99岁") == Age(99, 99, UNKNOWN)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("1987年9月3日生", "1987-09-03"),
        ("1987年9月", "1987-09"),
        ("一九七五年生", "1975"),
        ("87年生", "1987"),
        ("约1950年", "1950~"),
        ("1950年前后", "1950~"),
        ("一九八七年十月二十一日", "1987-10-21"),
    ],
)
def test_a_chinese_date_is_read_and_entered(words: str, edtf: str) -> None:
    assert listed_date(words) == edtf
    assert date_said(words) == edtf


@pytest.mark.parametrize("words", ["1987年2月30日", "1987", "年", "一〇年级"])
def test_what_is_no_chinese_date_stays_none(words: str) -> None:
    assert listed_date(words) is None


@pytest.mark.parametrize(
    ("words", "number"), [("十", 10), ("二十一", 21), ("三八", 38), ("42", 42), ("", None), ("十a", None)]
)
def test_a_small_chinese_number_is_read(words: str, number: int | None) -> None:
    assert han_number(words) == number
