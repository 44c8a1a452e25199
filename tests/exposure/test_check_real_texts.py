"""The two real texts, read in place: whom they expose, from the file to the findings."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from underice.exposure.check import Check, check

Shared = Callable[[str], Path]
SHENYANG = "GN2034937"


def checked(shared: Shared, name: str, on: date | None) -> Check:
    return check(shared(f"texts/{name}").read_text(encoding="utf-8"), date=on)


def test_the_family_of_the_signed_column_is_identified_through_its_author(shared: Shared) -> None:
    found = checked(shared, "001_f50cc67f089517e7.txt", date(2012, 3, 5))
    author = next(one for one in found.persons if one.person.role == "author")
    assert author.identified == "named"
    family = [one for one in found.persons if one.identified == "kin_of_named"]
    assert any(one.found_through == author.ref for one in family)


def test_the_group_of_twelve_is_known_to_those_who_arrested_it(shared: Shared) -> None:
    found = checked(shared, "001_f50cc67f089517e7.txt", date(2012, 3, 5))
    twelve = next(group for group in found.groups if group.size == 12)
    assert twelve.known
    assert twelve.event is not None
    assert (twelve.event.date, twelve.event.place[0]) == ("2012-02-08", SHENYANG)
    assert found.findings


def test_the_woman_in_her_60s_and_the_boy_are_two_people(shared: Shared) -> None:
    found = checked(shared, "000_8cca14362e4dabc3.txt", date(2012, 3, 5))
    told = [one for one in found.persons if one.person.role == "at_risk"]
    assert sorted(one.person.sex or "" for one in told) == ["f", "m"]
    assert all(one.identified is None for one in told)
