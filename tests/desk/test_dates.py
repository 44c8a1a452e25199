"""Days are written as the reader writes them."""

from datetime import date

import pytest

from underice.desk.dates import day_words, span_words
from underice.vocabulary.intervals import DateInterval


@pytest.mark.parametrize(
    ("written", "korean", "english"),
    [
        (date(2026, 2, 14), "2026년 2월 14일", "14 February 2026"),
        ("2026-02-04", "2026년 2월 4일", "4 February 2026"),
        ("1987-09", "1987년 9월", "September 1987"),
        ("1987", "1987년", "1987"),
        ("1987-21", "1987-21", "1987-21"),
        ("1987~", "1987~", "1987~"),
        ("88년생", "88년생", "88년생"),
    ],
)
def test_a_plain_date_is_said_in_words_and_anything_else_stays(written: date | str, korean: str, english: str) -> None:
    assert day_words(written, "ko") == korean
    assert day_words(written, "en") == english


def test_a_span_of_days_names_both_ends_and_a_single_day_once() -> None:
    days = DateInterval(date(2026, 2, 8), date(2026, 2, 20))
    assert span_words(days, "ko") == "2026년 2월 8일 ~ 2026년 2월 20일"
    assert span_words(days, "en") == "8 February 2026 – 20 February 2026"
    assert span_words(DateInterval(days.first, days.first), "ko") == "2026년 2월 8일"
