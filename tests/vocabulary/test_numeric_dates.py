"""Dates of figures alone, whose order the rest of the text may show."""

from __future__ import annotations

from datetime import date

import pytest

from tests.vocabulary.telling import dates_told

PUBLISHED = date(2018, 5, 16)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_without_a_hint_both_orders_are_possible(lang: str) -> None:
    assert dates_told("8/2/2012", lang, PUBLISHED) == ["2012-02-08/2012-08-02"]


def test_one_date_that_can_be_read_only_one_way_settles_the_others() -> None:
    assert dates_told("23/2/2012; 8/2/2012", "en", PUBLISHED) == ["2012-02-23", "2012-02-08"]
    assert dates_told("2/23/2012; 2/8/2012", "en", PUBLISHED) == ["2012-02-23", "2012-02-08"]


def test_dates_that_contradict_each_other_settle_nothing() -> None:
    told = dates_told("23/2/2012; 2/23/2012; 8/2/2012", "en", PUBLISHED)
    assert told == ["2012-02-23", "2012-02-23", "2012-02-08/2012-08-02"]


def test_the_same_number_twice_needs_no_order() -> None:
    assert dates_told("3/3/2012", "en", PUBLISHED) == ["2012-03-03"]


def test_two_digits_are_the_latest_year_not_after_publication() -> None:
    assert dates_told("23/2/17 and 23/2/19", "en", PUBLISHED) == ["2017-02-23", "1919-02-23"]
    assert dates_told("23/2/19", "en", None) == ["2019-02-23"]


def test_no_day_in_either_order_is_impossible() -> None:
    assert dates_told("31/2/2012", "en", PUBLISHED) == ["impossible"]
