"""Numbers, ages, dates and events in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exposure.making import SHENYANG
from underice.exposure.reader.model import LABELS
from underice.exposure.report.wording import ages, day, factor, gain, happened, label_name, people, when
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ("number", "english", "korean"),
    [
        (7, "7", "7"),
        (1098, "1,098", "1,098"),
        (10_999, "10,000", "1만"),
        (566_321, "566,000", "56만"),
        (10_968_321, "10.9 million", "1,096만"),
    ],
)
def test_large_numbers_are_rounded_down(number: int, english: str, korean: str) -> None:
    assert people(number, "en") == english
    assert people(number, "ko") == korean


def test_the_upper_end_of_a_range_is_rounded_up() -> None:
    assert (people(10_001, "en", up=True), people(10_001, "ko", up=True)) == ("11,000", "2만")
    assert people(10_900_001, "en", up=True) == "11.0 million"


@given(st.integers(1, 30_000_000))
def test_small_numbers_are_exact_and_large_ones_never_grow(number: int) -> None:
    shown = people(number, "en")
    if number < 10_000:
        assert int(shown.replace(",", "")) == number
    value = float(shown.removesuffix(" million").replace(",", "")) * (1_000_000 if "million" in shown else 1)
    assert value <= number


def test_an_interval_of_birth_is_told_as_ages_on_the_day() -> None:
    birth = DateInterval(date(1987, 2, 15), date(1988, 12, 31))
    assert ages(birth, date(2026, 2, 14), "en") == "aged 37–38"
    assert ages(birth, date(2026, 2, 14), "ko") == "37–38세"
    assert ages(birth, None, "ko") == "1987–1988년생"


def test_someone_born_after_the_day_is_aged_nought_and_not_less() -> None:
    assert ages(DateInterval.year(2030), date(2026, 2, 14), "en") == "aged 0"


def test_what_words_cost_is_told_as_times() -> None:
    assert (factor(0.01), factor(1.0), factor(5.0)) == ("", "×2.0", "×32")
    assert gain(5.0, "en") == "without it 32 times as many fit"
    assert gain(0.0, "en") == "hardly matters here"


@pytest.mark.parametrize(
    ("edtf", "english", "korean"),
    [
        ("2026-02-08", "8 February 2026", "2026년 2월 8일"),
        ("2026-02", "2/2026", "2026년 2월"),
        ("2026", "the year 2026", "2026년"),
        ("2026-21", "2026-21", "2026-21"),
        ("2026-02-08?", "2026-02-08?", "2026-02-08?"),
    ],
)
def test_dates_are_told_as_people_write_them(edtf: str, english: str, korean: str) -> None:
    assert (when(edtf, "en"), when(edtf, "ko")) == (english, korean)


def test_a_day_is_told_in_both_languages() -> None:
    assert (day(date(2026, 2, 8), "en"), day(date(2026, 2, 8), "ko")) == ("8 February 2026", "2026년 2월 8일")


def test_an_event_is_told_with_as_much_as_is_known() -> None:
    assert happened("arrest", None, (), "en") == "arrest"
    assert happened("arrest", "2026-02-08", (SHENYANG,), "ko").startswith("체포, 2026년 2월 8일, ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_has_a_name_of_its_own(lang: Language) -> None:
    assert len({label_name(label, lang) for label in LABELS}) == len(LABELS)
