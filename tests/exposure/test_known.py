"""What is public about somebody: intersected in any order, contradictions named, nothing dropped."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.exposure.making import HOERYONG, MUSAN
from underice.exposure.facts import Facts
from underice.exposure.known import FactKind, Known, Published, Registered, facts_of
from underice.people.facts import PersonFacts
from underice.vocabulary.intervals import DateInterval


def said(fact: FactKind, value: str, publication: str = "p", relative: str = "") -> Published:
    return Published(fact, value, publication, relative=relative)


def test_what_is_public_is_the_intersection() -> None:
    found = facts_of([said("sex", "f"), said("birth", "1985/1989"), said("birth", "1987"), said("origin", MUSAN)])
    assert found == Facts(sex="f", birth=DateInterval.year(1987), origin=(MUSAN,))


def test_contradictions_are_named() -> None:
    assert facts_of([said("birth", "1987"), said("birth", "1990")]).conflicts == ("birth",)


def test_what_cannot_be_counted_is_listed() -> None:
    found = facts_of(
        [said("occupation", "교원"), said("birth", "long ago"), said("origin", "XX99"), said("kin", "cousin")]
    )
    assert set(found.unmodelled) == {"occupation", "birth", "origin", "kin"}


ENTRIES = st.lists(
    st.one_of(
        st.sampled_from(["f", "m"]).map(lambda value: said("sex", value)),
        st.integers(1980, 1990).map(lambda year: said("birth", str(year))),
        st.sampled_from([MUSAN, HOERYONG, "KP02"]).map(lambda place: said("origin", place)),
    ),
    max_size=5,
)


@given(ENTRIES, st.randoms())
def test_the_order_of_publications_is_irrelevant(entries: list[Published], draw: random.Random) -> None:
    mixed = list(entries)
    draw.shuffle(mixed)
    assert facts_of(mixed) == facts_of(entries)


def test_a_relative_is_public_with_what_is_public_about_her() -> None:
    people = {key: Registered(key, frozenset({key}), PersonFacts(key)) for key in ("aa11", "bb22")}
    known = Known(
        people,
        {
            "aa11": (said("kin", "son", relative="bb22"), said("kin", "mother"), said("name", "A")),
            "bb22": (said("birth", "2016"),),
        },
    )
    son, mother = known.public("aa11").kin
    assert (son.tie, son.facts, son.key) == ("child", Facts(sex="m", birth=DateInterval.year(2016)), "bb22")
    assert (mother.tie, mother.facts) == ("parent", Facts(sex="f"))
    assert known.named("aa11")
    assert not known.named("bb22")
    assert known.key_of("aa") == "aa11"
    assert known.key_of("") is None
    assert known.key_of("cc") is None
    assert "bb22" not in repr(known) + repr(people["bb22"]) + repr(said("birth", "2016"))
