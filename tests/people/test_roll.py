"""Everybody in the order of names, page by page."""

from hypothesis import given, settings
from hypothesis import strategies as st

from underice.people.directory import Directory
from underice.people.facts import PersonFacts
from underice.people.roll import Roll

NAMES = st.sampled_from(
    ("김영희", "김여진", "기쁨", "까치", "박", "朴英姬", "Kim Yŏng-hŭi", "kim", "최은실", "이  름", "12")
)
PEOPLE = st.lists(st.lists(NAMES, max_size=3, unique=True), max_size=30)


def roll(people: list[list[str]]) -> Roll:
    """A roll of people with these names; keys are their places, as 32 digits."""
    return Roll(Directory.of([PersonFacts(f"{n:032x}", tuple(names)) for n, names in enumerate(people)]).table)


def walked(one: Roll, beginning: str, limit: int) -> list[str]:
    """The keys of all pages, one after the other."""
    found: list[str] = []
    after = ""
    while True:
        page = one.page(after, beginning, limit)
        found += [listed.key for listed in page.people]
        after = page.after
        if not after:
            return found


@settings(deadline=None, max_examples=60)
@given(PEOPLE, st.integers(1, 7))
def test_pages_of_any_size_hold_everybody_once_in_one_order(people: list[list[str]], limit: int) -> None:
    one = roll(people)
    assert sorted(walked(one, "", limit)) == [f"{n:032x}" for n in range(len(people))]
    assert walked(one, "", limit) == walked(one, "", 100)


@settings(deadline=None, max_examples=60)
@given(PEOPLE, st.sampled_from(("김", "ㄱ", "기", "김영", "kim", "KIM", "朴", "이 ", "zz", "")), st.integers(1, 7))
def test_a_beginning_holds_exactly_those_with_a_name_that_begins_so(
    people: list[list[str]], beginning: str, limit: int
) -> None:
    wanted = {"ㄱ": ("김", "기"), "기": ("기", "김")}.get(beginning, (beginning.strip().casefold(),))
    expected = [
        f"{n:032x}"
        for n, names in enumerate(people)
        if not beginning.strip() or any(name.casefold().startswith(wanted) for name in names)
    ]
    assert sorted(walked(roll(people), beginning, limit)) == expected


def test_hangul_comes_before_characters_before_letters_and_the_nameless_come_last() -> None:
    page = roll([[], ["Kim"], ["朴英姬"], ["최은실"], ["김영희", "Kim Yŏng-hŭi"]]).page()
    assert [one.name for one in page.people] == ["김영희", "최은실", "朴英姬", "Kim", ""]
    assert page.first
    assert page.after == ""


def test_asked_for_a_beginning_a_person_stands_under_the_spelling_that_begins_so() -> None:
    page = roll([["김영희", "Kim Yŏng-hŭi"]]).page(beginning="kim")
    assert [one.name for one in page.people] == ["Kim Yŏng-hŭi"]


def test_an_unknown_key_begins_at_the_first_page_and_nothing_is_printed() -> None:
    one = roll([["김영희"], ["박"]])
    assert one.page("f" * 32).first
    assert not one.page(f"{0:032x}").first
    assert "김" not in repr((one, one.page(), one.page().people[0]))
