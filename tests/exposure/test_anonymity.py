"""The anonymity set: whole people, outward rounding, and laws that no fact may break."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underice.exposure.anonymity import Adversary, Count, count, leave_one_out, no_fewer_than
from underice.exposure.assumptions import TEXTS
from underice.exposure.census import census
from underice.exposure.facts import FactName, Facts
from underice.vocabulary.intervals import DateInterval

ADVERSARIES: tuple[Adversary, ...] = get_args(Adversary)
TODAY = date(2026, 2, 8)

intervals = st.builds(
    lambda first, days: DateInterval(first, first + timedelta(days=days)),
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.one_of(st.integers(0, 800), st.integers(0, 40_000)),
)
years = st.builds(lambda a, n: DateInterval.year(a, a + n), st.integers(1990, 2026), st.integers(0, 8))
places = st.sampled_from([*sorted(census().places), "CN", "KR-42"])
people = st.builds(
    Facts,
    sex=st.sampled_from(["f", "m", None]),
    birth=st.none() | intervals,
    origin=st.lists(places, max_size=3, unique=True).map(tuple),
    urban=st.sampled_from([True, False, None]),
    arrived=st.none() | intervals | years,
)
days = st.none() | st.dates(date(2009, 1, 1), date(2030, 12, 31))
adversaries = st.sampled_from(ADVERSARIES)


def numbers(counted: Count) -> tuple[int, int, int]:
    return counted.low, counted.mid, counted.high


def never_more(told: Count, less: Count) -> bool:
    return all(one <= other for one, other in zip(numbers(told), numbers(less), strict=True))


@given(people, adversaries, days)
def test_every_count_is_ordered_and_holds_the_target(facts: Facts, adversary: Adversary, as_of: date | None) -> None:
    counted = count(facts, adversary, as_of=as_of)
    assert 1 <= counted.low <= counted.mid <= counted.high
    assert set(counted.assumptions) <= TEXTS.keys()


@settings(max_examples=300)
@given(people, adversaries, days, st.sampled_from(get_args(FactName)))
def test_telling_a_fact_never_raises_a_count(
    facts: Facts, adversary: Adversary, as_of: date | None, fact: FactName
) -> None:
    assert never_more(count(facts, adversary, as_of=as_of), count(facts.without(fact), adversary, as_of=as_of))


@settings(max_examples=300)
@given(people, adversaries, days, st.integers(0, 3000), st.integers(0, 3000))
def test_widening_an_interval_never_lowers_a_count(
    facts: Facts, adversary: Adversary, as_of: date | None, before: int, after: int
) -> None:
    def widened(interval: DateInterval | None) -> DateInterval | None:
        if interval is None:
            return None
        return DateInterval(interval.first - timedelta(days=before), interval.last + timedelta(days=after))

    counted = count(facts, adversary, as_of=as_of)
    assert never_more(counted, count(replace(facts, birth=widened(facts.birth)), adversary, as_of=as_of))
    assert never_more(counted, count(replace(facts, arrived=widened(facts.arrived)), adversary, as_of=as_of))


@given(people, adversaries, days, places)
def test_another_candidate_place_never_lowers_a_count(
    facts: Facts, adversary: Adversary, as_of: date | None, place: str
) -> None:
    if facts.origin:
        wider = replace(facts, origin=(*facts.origin, place))
        assert never_more(count(facts, adversary, as_of=as_of), count(wider, adversary, as_of=as_of))


@given(people, adversaries, days)
def test_a_county_never_counts_more_than_its_province_and_its_country(
    facts: Facts, adversary: Adversary, as_of: date | None
) -> None:
    county = replace(facts, origin=("KP0218",))
    province, country = replace(facts, origin=("KP02",)), replace(facts, origin=("KP",))
    assert never_more(count(county, adversary, as_of=as_of), count(province, adversary, as_of=as_of))
    assert never_more(count(province, adversary, as_of=as_of), count(country, adversary, as_of=as_of))


@pytest.mark.parametrize(
    ("sex", "first", "last", "published"),
    [
        ("f", 2021, 2021, 23),
        ("m", 2021, 2021, 40),
        ("f", 2021, 2022, 55),
        ("m", 2023, 2023, 32),
        (None, 2022, 2022, 67),
    ],
)
def test_sex_and_year_of_arrival_leave_the_published_number_of_people(
    sex: str | None, first: int, last: int, published: int
) -> None:
    facts = Facts(sex="f" if sex == "f" else "m" if sex else None, arrived=DateInterval.year(first, last))
    assert numbers(count(facts, "B", as_of=TODAY)) == (published, published, published)


def test_arrival_in_the_south_is_not_in_the_register_of_everyone() -> None:
    facts = Facts(sex="f", arrived=DateInterval.year(2021))
    told, untold = count(facts, "A"), count(facts.without("arrived"), "A")
    assert numbers(told) == numbers(untold)
    assert "arrived_not_in_register" in told.assumptions


def test_two_counties_of_one_name_count_the_people_of_both() -> None:
    meant = (("KP0617",), ("KP0720",), ("KP0617", "KP0720"))
    one, other, both = (count(Facts(sex="f", origin=ids), "A").mid for ids in meant)
    assert both == one + other == 54_021 + 108_340


@pytest.mark.parametrize("adversary", ADVERSARIES)
@pytest.mark.parametrize(
    "facts",
    [
        Facts(sex="f", conflicts=("birth",)),
        Facts(birth=DateInterval.year(2030)),
        Facts(birth=DateInterval.year(2000), arrived=DateInterval.year(1999)),
        Facts(arrived=DateInterval.year(2029)),
    ],
)
def test_contradicting_facts_are_never_an_all_clear(facts: Facts, adversary: Adversary) -> None:
    assert count(facts, adversary, as_of=TODAY) == Count(1, 1, 1, count(facts, adversary, as_of=TODAY).assumptions)
    assert "inconsistent" in count(facts, adversary, as_of=TODAY).assumptions


def test_an_empty_pool_is_one_person_and_says_so() -> None:
    counted = count(Facts(sex="m", birth=DateInterval.year(1850)), "A", as_of=TODAY)
    assert numbers(counted) == (1, 1, 1)
    assert "pool_empty" in counted.assumptions


def test_facts_that_cannot_be_counted_are_named_beside_the_count() -> None:
    facts = Facts(sex="f", unmodelled=("occupation",))
    assert "unmodelled" in count(facts, "B").assumptions
    assert numbers(count(facts, "B")) == numbers(count(Facts(sex="f"), "B"))


def test_the_absent_who_never_reached_the_south_are_a_range() -> None:
    counted = count(Facts(), "B", as_of=date(2016, 12, 31))
    assert 30_212 < counted.low < counted.mid == 60_424 < counted.high < 5 * 30_212


def test_a_man_in_a_small_county_stands_alone_among_the_absent() -> None:
    birth = DateInterval(date(1977, 10, 2), date(1978, 10, 1))
    counted = count(Facts(sex="m", birth=birth, origin=("KP0625",)), "B", as_of=TODAY)
    assert counted.low == 1
    assert "pool_empty" in counted.assumptions


@pytest.mark.parametrize(
    ("low", "shown"),
    [(1, 1), (19, 19), (23, 23), (99, 99), (100, 100), (921, 920), (1_098, 1_000), (24_052_231, 24_000_000)],
)
def test_no_fewer_than_is_rounded_down_to_two_digits(low: int, shown: int) -> None:
    assert no_fewer_than(Count(low, low, low)) == shown


@given(st.integers(1, 30_000_000))
def test_no_fewer_than_never_exceeds_the_low_end(low: int) -> None:
    assert low * 0.9 <= no_fewer_than(Count(low, low, low)) <= low


def test_leaving_one_out_ranks_the_year_of_arrival_first() -> None:
    facts = Facts(
        sex="f",
        birth=DateInterval(date(1987, 2, 9), date(1988, 2, 8)),
        origin=("KP0218",),
        arrived=DateInterval.year(2019),
    )
    gains = leave_one_out(facts, "B", as_of=TODAY)
    assert gains[0].fact == "arrived"
    assert {gain.fact for gain in gains} == {"sex", "birth", "origin", "arrived"}
    assert all(gain.bits >= 0 for gain in gains)


def test_leaving_out_the_arrival_costs_the_register_of_everyone_nothing() -> None:
    gains = leave_one_out(Facts(sex="m", arrived=DateInterval.year(2021)), "A")
    assert {gain.fact: gain.bits for gain in gains}["arrived"] == 0


def test_an_unknown_place_in_north_korea_is_an_error() -> None:
    with pytest.raises(KeyError):
        count(Facts(origin=("KP9999",)), "A")
