"""People become columns of numbers, kept as bytes and read back the same."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people.codes import tables_of
from underice.people.facts import PersonFacts
from underice.people.name_table import Leaf, Table, form, from_bytes, leaf_of, to_bytes, together, without
from underice.vocabulary.intervals import DateInterval

_NAMES = st.sampled_from(
    ["김철수", "Kim Chol Su", "金哲洙", "리영희", "Henny Watson", "희야", "두 이름", "Kim Yong Su"]
)
_DAYS = st.dates(date(1930, 1, 1), date(2020, 1, 1))
_BIRTHS = st.builds(
    lambda day, more: DateInterval(day, DateInterval.year(day.year + more).last), _DAYS, st.integers(0, 3)
)
_PEOPLE = st.lists(
    st.builds(
        PersonFacts,
        key=st.binary(min_size=16, max_size=16).map(bytes.hex),
        names=st.lists(_NAMES, max_size=3).map(tuple),
        aliases=st.lists(_NAMES, max_size=1).map(tuple),
        sex=st.lists(st.sampled_from("fmx"), max_size=2).map(tuple),
        births=st.lists(_BIRTHS, max_size=2).map(tuple),
        origins=st.lists(st.lists(st.sampled_from(["KP0205", "KP02", "CN"]), min_size=1, max_size=2).map(tuple), max_size=2)
        .map(tuple),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)  # fmt: skip


def _told(leaf: Leaf) -> list[object]:
    """Everything in a leaf, so that two can be compared; homes by what they say."""
    homes = [leaf.homes[number] for number in leaf.home]
    columns = (leaf.sex, leaf.first, leaf.last, leaf.names, leaf.readings, leaf.codes)
    return [leaf.keys.tolist(), leaf.texts, homes, *(column.tolist() for column in columns)]


@given(_PEOPLE)
def test_a_leaf_is_read_back_from_its_bytes(people: list[PersonFacts]) -> None:
    leaf = leaf_of(people, {})
    assert _told(from_bytes(to_bytes(leaf))) == _told(leaf)


@given(_PEOPLE, st.integers(0, 6))
def test_leaves_joined_are_the_leaf_of_all(people: list[PersonFacts], cut: int) -> None:
    parts = [leaf_of(people[:cut], {}), leaf_of(people[cut:], {})]
    assert _told(together(parts)) == _told(leaf_of(people, {}))


@given(_PEOPLE, st.integers(0, 6))
def test_a_leaf_without_some_is_the_leaf_of_the_others(people: list[PersonFacts], cut: int) -> None:
    gone = {one.key for one in people[:cut]}
    assert _told(without(leaf_of(people, {}), gone)) == _told(leaf_of(people[cut:], {}))


@given(_PEOPLE)
def test_a_table_finds_every_bearer_of_every_spelling(people: list[PersonFacts]) -> None:
    table = Table([leaf_of(people, {})])
    assert table.people == len(people)
    assert [table.key(row) for row in range(table.people)] == [one.key for one in people]
    for place, text in enumerate(table.texts):
        bearers = [row for row, one in enumerate(people) if text in (*one.names, *one.aliases)]
        assert table.bearers_of(place) == bearers
    for row, one in enumerate(people):
        assert table.person(one.key) == row
    assert table.person("no such key") is None


def test_ambiguous_spellings_are_found_by_each_of_their_readings() -> None:
    table = Table([leaf_of([PersonFacts("1", ("Kim Yong Su",)), PersonFacts("2", ("박철",))], {})])
    for name in ("김영수", "김용수"):
        weights = table.weigh(tables_of(name))
        assert table.texts[table.spellings([int(np.argmax(weights))], 1)[0]] == "Kim Yong Su"
        assert table.best([0], weights) == [pytest.approx(float(weights.max()))]


def test_names_that_are_no_korean_ones_are_set_apart() -> None:
    table = Table([leaf_of([PersonFacts("1", ("Henny Watson", "김철수"))], {})])
    assert [table.texts[one] for one in table.unread] == ["Henny Watson"]


def test_spaces_and_line_breaks_in_a_name_become_one_space() -> None:
    assert leaf_of([PersonFacts("00" * 16, ("김 \n 철수",))], {}).texts == ("김 철수",)


@pytest.mark.parametrize("cut", [0, 1, 3, 4, 10, 40, -1])
def test_bytes_that_are_no_leaf_are_refused(cut: int) -> None:
    data = to_bytes(leaf_of([PersonFacts("ab" * 16, ("김철수",), sex=("m",))], {}))
    with pytest.raises(ValueError, match=r"leaf|buffer|element|hexadecimal|decode"):
        from_bytes(data[:cut])


def test_the_form_is_a_number_that_stays_the_same() -> None:
    assert form() == form() > 0


def test_nothing_of_a_name_shows_in_what_is_printed() -> None:
    leaf = leaf_of([PersonFacts("ab" * 16, ("김철수",))], {})
    assert "김철수" not in repr(leaf) + repr(Table([leaf]))
