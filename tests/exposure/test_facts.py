"""Facts of one person and what two texts say together."""

from datetime import date

from underice.exposure.facts import Facts
from underice.vocabulary.intervals import DateInterval


def test_told_names_only_what_is_told() -> None:
    assert Facts(sex="f", urban=False).told == ("sex", "urban")
    assert Facts(unmodelled=("occupation",)).told == ()


def test_without_a_fact_it_is_not_told() -> None:
    facts = Facts(sex="f", origin=("KP02",), conflicts=("origin",))
    assert facts.without("origin") == Facts(sex="f")


def test_intervals_of_two_texts_intersect() -> None:
    one = Facts(birth=DateInterval.year(1974, 1976))
    two = Facts(birth=DateInterval.year(1976, 1980), sex="m")
    assert one.combine(two) == Facts(sex="m", birth=DateInterval.year(1976))


def test_candidate_places_of_two_texts_intersect() -> None:
    both = Facts(origin=("KP0617", "KP0720")).combine(Facts(origin=("KP0720",)))
    assert both.origin == ("KP0720",)
    assert not both.conflicts


def test_contradictions_are_named_and_the_first_value_stays() -> None:
    one = Facts(sex="f", birth=DateInterval.year(1974), urban=True, origin=("KP01",), arrived=DateInterval.year(2019))
    two = Facts(sex="m", birth=DateInterval.year(1984), urban=False, origin=("KP02",), arrived=DateInterval.year(2020))
    both = one.combine(two)
    assert both.conflicts == ("sex", "birth", "origin", "urban", "arrived")
    assert both.birth == one.birth


def test_what_cannot_be_counted_is_never_dropped() -> None:
    both = Facts(unmodelled=("occupation", "scar")).combine(Facts(unmodelled=("scar", "workplace")))
    assert both.unmodelled == ("occupation", "scar", "workplace")


def test_combining_does_not_depend_on_the_order_where_nothing_conflicts() -> None:
    one = Facts(birth=DateInterval(date(1974, 3, 1), date(1975, 2, 1)), origin=("KP01", "KP02"))
    two = Facts(birth=DateInterval.year(1974), origin=("KP02", "KP01"), sex="f")
    assert one.combine(two).birth == two.combine(one).birth
    assert set(one.combine(two).origin) == set(two.combine(one).origin)
