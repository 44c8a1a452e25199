"""Facts asked for weigh everybody at once, in the order in which they would be weighed one by one."""

from datetime import date

import pytest

from underice.people import fact_weights
from underice.people.fact_columns import weigh
from underice.people.facts import PersonFacts
from underice.people.name_table import Table, leaf_of
from underice.vocabulary.intervals import DateInterval


def _weights(asked: PersonFacts, *people: PersonFacts) -> list[float]:
    return [float(one) for one in weigh(asked, Table([leaf_of(people, {})]))]


def _born(first: int, last: int | None = None) -> PersonFacts:
    return PersonFacts(f"{first}{last}", births=(DateInterval.year(first, last),))


def test_what_is_not_told_weighs_nothing() -> None:
    asked = PersonFacts("", sex=("f",), births=(DateInterval.year(1974),), origins=(("KP0205",),))
    assert _weights(asked, PersonFacts("1")) == [0.0]
    assert _weights(PersonFacts(""), _born(1974)) == [0.0]


def test_one_sex_weighs_for_and_another_against() -> None:
    same, other, both = _weights(
        PersonFacts("", sex=("f",)), PersonFacts("1", sex=("f",)), PersonFacts("2", sex=("m",)), PersonFacts("3", sex=("f", "m"))
    )  # fmt: skip
    assert other < 0 < same == both


def test_births_weigh_more_the_narrower_they_agree_and_less_the_further_apart() -> None:
    found = _weights(
        PersonFacts("", births=(DateInterval.year(1974),)),
        _born(1974), _born(1970, 1979), _born(1975), _born(1977), _born(1999),
    )  # fmt: skip
    assert found == sorted(found, reverse=True)
    assert found[1] > 0 > found[2]


def test_of_several_births_asked_for_the_one_that_fits_counts() -> None:
    asked = PersonFacts("", births=(DateInterval.year(1950), DateInterval.day(date(1974, 5, 3))))
    assert _weights(asked, _born(1974))[0] > 0


@pytest.mark.parametrize("home", [("KP0205",), ("KP02",), ("KP",), ("CN",)])
def test_homes_weigh_as_they_do_one_by_one(home: tuple[str, ...]) -> None:
    known = (("KP0205",),)
    part = fact_weights.home((home,), known)
    assert part is not None
    assert _weights(PersonFacts("", origins=(home,)), PersonFacts("1", origins=known)) == [pytest.approx(part.bits)]
