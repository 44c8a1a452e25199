"""Date phrases found in Korean and English text and resolved against a publication date."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.ages import find_ages, find_births
from underice.vocabulary.phrases import find_dates, find_times

PUBLISHED = date(2018, 5, 16)  # a Wednesday


def dates(text: str, lang: str, anchor: date | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(text[found.start : found.end], found.edtf) for found in find_dates(text, lang, anchor)]


def one(text: str, lang: str, anchor: date | None = PUBLISHED) -> str | None:
    found = find_dates(text, lang, anchor)
    assert len(found) == 1, dates(text, lang, anchor)
    return found[0].edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2012년 2월 8일에", "2012-02-08"),
        ("2012. 2. 8. 이송", "2012-02-08"),
        ("2012-02-08", "2012-02-08"),
        ("주체101년 4월", "2012-04"),
        ("지난해 11월", "2017-11"),
        ("작년 가을", "2017-23"),
        ("재작년 봄", "2016-21"),
        ("올해 1월 하순에", "2018-01"),
        ("이달 8일", "2018-05-08"),
        ("지난 8일", "2018-05-08"),
        ("지난 28일", "2018-04-28"),
        ("지난달 3일", "2018-04-03"),
        ("지난달", "2018-04"),
        ("6월 초", "2017-06"),
        ("4월 30일", "2018-04-30"),
        ("12월 3일", "2017-12-03"),
        ("지난주 금요일", "2018-05-11"),
        ("화요일 새벽", "2018-05-15"),
        ("수요일", "2018-05-09"),
        ("어제", "2018-05-15"),
        ("그제", "2018-05-14"),
        ("보름 전", "2018-05-01"),
        ("3년 전", "2015"),
        ("2년 전 가을", "2016-23"),
        ("두 달 전", "2018-03"),
        ("30일 새벽", "2018-04-30"),
        ("5월 3∼5일", "2018-05-03/2018-05-05"),
        ("7월 2주", "2017-07"),
        ("시월에", "2017-10"),
        ("태양절에", "2018-04-15"),
        ("1990년대 후반", "1997/1999"),
        ("97년 여름", "1997-22"),
        ("고난의 행군 시기", "1995/1998"),
        ("음력 3월", "2018-04/2018-05"),
        ("지난겨울", "2017-24"),
    ],
)
def test_korean_dates_are_resolved(text: str, edtf: str) -> None:
    assert one(text, "ko") == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on February 8", "2018-02-08"),
        ("8 February 2012", "2012-02-08"),
        ("Feb. 8, 2012", "2012-02-08"),
        ("2012-02-08", "2012-02-08"),
        ("on Tuesday", "2018-05-15"),
        ("on Wednesday", "2018-05-09"),
        ("monday nite", "2018-05-14"),
        ("last November", "2017-11"),
        ("last winter", "2017-24"),
        ("the winter before last", "2016-24"),
        ("in the summer of 2013", "2013-22"),
        ("the second week of April", "2018-04"),
        ("in the first days of May", "2018-05"),
        ("in late January", "2018-01"),
        ("earlier this month", "2018-05"),
        ("this spring", "2018-21"),
        ("yesterday", "2018-05-15"),
        ("since 1 September", "2017-09-01"),
        ("Juche 101", "2012"),
        ("ten days ago", "2018-05-06"),
        ("a decade ago", "2008~"),
        ("three years ago", "2015"),
        ("3-5 June 2014", "2014-06-03/2014-06-05"),
        ("in 2008", "2008"),
        ("March last year", "2017-03"),
        ("Friday 4 May", "2018-05-04"),
        ("last month", "2018-04"),
        ("on the 8th, he", "2018-05-08"),
        ("the late 1990s", "1997/1999"),
        ("winter 2010-11", "2010-24"),
        ("last night", "2018-05-15"),
        ("before 30 July", "2018-07-30"),
    ],
)
def test_english_dates_are_resolved(text: str, edtf: str) -> None:
    assert one(text, "en") == edtf


def test_phrases_follow_the_date_told_before_them_in_korean() -> None:
    text = "2011년 가을 집을 떠나 이듬해 봄 강을 건넜다. 2015년 3월 2일 다시 건넜고 사흘 뒤 잡혔다. 다음 날 이송됐다."
    assert [edtf for _, edtf in dates(text, "ko")] == ["2011-23", "2012-21", "2015-03-02", "2015-03-05", "2015-03-06"]


def test_phrases_follow_the_date_told_before_them_in_english() -> None:
    text = "They left on Tuesday, 3 March 2015. Three days later they were held. The following Monday they were moved."
    assert [edtf for _, edtf in dates(text, "en")] == ["2015-03-03", "2015-03-06", "2015-03-09"]


def test_a_month_without_a_year_stays_in_the_year_of_the_story() -> None:
    assert [edtf for _, edtf in dates("2015년 9월 떠났다. 11월 초에 잡혔다.", "ko")] == ["2015-09", "2015-11"]
    assert [edtf for _, edtf in dates("He left in December 2010; in January he was caught.", "en")] == [
        "2010-12",
        "2011-01",
    ]


@pytest.mark.parametrize(
    ("text", "lang"), [("2월 30일", "ko"), ("13월 5일", "ko"), ("30 February", "en"), ("2012-02-30", "en")]
)
def test_impossible_dates_are_returned_without_a_value(text: str, lang: str) -> None:
    (found,) = find_dates(text, lang, PUBLISHED)
    assert (found.edtf, found.interval, found.impossible) == (None, None, True)


@pytest.mark.parametrize(("text", "lang"), [("어제", "ko"), ("지난달", "ko"), ("on Tuesday", "en"), ("3 June", "en")])
def test_without_a_publication_date_relative_dates_have_no_value(text: str, lang: str) -> None:
    assert one(text, lang, None) is None


def test_without_a_publication_date_full_dates_are_still_placed() -> None:
    assert one("2012년 2월 8일", "ko", None) == "2012-02-08"
    assert one("8 February 2012", "en", None) == "2012-02-08"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("2시간 동안", "ko"),
        ("3일간 굶었다", "ko"),
        ("12년을 일했다", "ko"),
        ("이틀째", "ko"),
        ("1974년생", "ko"),
        ("60대 여성", "ko"),
        ("for 12 years", "en"),
        ("2,000 people", "en"),
        ("they may go", "en"),
        ("march on", "en"),
        ("in her 60s", "en"),
        ("born in 1974", "en"),
        ("1998 people", "en"),
    ],
)
def test_what_is_no_date_is_left_alone(text: str, lang: str) -> None:
    assert dates(text, lang) == []


def test_vague_phrases_are_not_certain() -> None:
    assert [found.certain for found in find_dates("최근, 얼마 전", "ko", PUBLISHED)] == [False, False]
    assert [found.certain for found in find_dates("a few years ago", "en", PUBLISHED)] == [False]


@given(
    st.lists(
        st.sampled_from(
            [
                *"1903년월일전뒤 ,.-/",
                "지난 ",
                "이듬해 ",
                "봄",
                "어제",
                "May ",
                "last ",
                "the following ",
                "Tuesday ",
                "days later ",
                "2012",
            ]
        )
    ),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_on_any_day_gives_ordered_spans_and_no_error(pieces: list[str], anchor: date | None) -> None:
    text = "".join(pieces)
    for lang in ("ko", "en"):
        found = find_dates(text, lang, anchor)
        places = [(phrase.start, phrase.end) for phrase in found]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(end <= start for (_, end), (start, _) in pairwise(places))
        assert all((phrase.edtf is None) == (phrase.interval is None) for phrase in found)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        " ",
        "1,2,3, ",
        "가(",
        "열스물서른마흔",
        "born in ",
        "지난 2월 ",
        "aged nine and ",
        "Kim ",
        "the first ",
        "3일~",
        "2012.2.",
    ],
)
def test_time_grows_with_the_length_of_the_text_and_not_faster(unit: str, lang: str) -> None:
    def took(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        find_times(text, lang, PUBLISHED)
        return time.process_time() - start

    # CPU time, the best of several runs, and four times the length: 16 times the work if it were quadratic. A busy
    # machine slows single runs, not the best of many; only a growth seen in every round counts.
    short = long = 0.0
    for _ in range(6):
        short, long = min(took(8_000) for _ in range(3)), min(took(32_000) for _ in range(2))
        if long < 9 * short + 0.02:
            return
    pytest.fail(f"{long:.3f} s for 32,000 characters, {short:.3f} s for 8,000")


def test_the_three_finders_give_what_find_times_gives() -> None:
    for lang, text in (
        ("ko", "1974년생 한 씨(44)는 지난달 3일 떠났고, 다섯 살 아들은 사흘 뒤 잡혔다."),
        ("en", "Han, 44, born in 1974, left on 3 April; her five-year-old was held three days later."),
    ):
        times = find_times(text, lang, PUBLISHED)
        assert times.ages == find_ages(text, lang)
        assert times.births == find_births(text, lang)
        assert times.dates == find_dates(text, lang, PUBLISHED)
        spans = sorted((one.start, one.end) for found in (times.ages, times.births, times.dates) for one in found)
        assert len(spans) == 5
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_long_adversarial_text_is_read_to_its_end(lang: str) -> None:
    units = ["111111", "지난 ", "열스물", "born ", "aged ", "in the ", "(((", "Kim, ", "월", "2012년 "]
    text = "".join(unit * (20_000 // len(unit)) for unit in units)
    assert len(text) >= 190_000
    assert (
        find_dates(text + (" 2012년 2월 8일" if lang == "ko" else " on 8 February 2012"), lang, PUBLISHED)[-1].edtf
        == "2012-02-08"
    )
