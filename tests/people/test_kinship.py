"""A kin tie can be told from the other side."""

import pytest

from underice.people.kinship import inverse, sex_of, wide
from underice.vocabulary.kinds import kinds

RELATIONS = tuple(kinds()["kin"].properties["relation"].options)


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("sex", [(), ("f",), ("m",), ("f", "m")])
def test_the_inverse_of_every_relation_is_a_relation(relation: str, sex: tuple[str, ...]) -> None:
    assert inverse(relation, sex) in RELATIONS
    assert wide(relation) in RELATIONS


@pytest.mark.parametrize("relation", [one for one in RELATIONS if one not in ("guardian", "relative")])
def test_turning_round_twice_leads_back_to_the_wide_word(relation: str) -> None:
    assert inverse(inverse(relation)) == wide(relation)


@pytest.mark.parametrize(
    ("relation", "sex", "expected"),
    [
        ("mother", ("m",), "son"),
        ("mother", ("f",), "daughter"),
        ("mother", (), "child"),
        ("mother", ("f", "m"), "child"),
        ("mother", ("x",), "child"),
        ("wife", ("m",), "husband"),
        ("child", ("f",), "mother"),
        ("brother", ("f",), "sister"),
        ("grandparent", ("f",), "grandchild"),
        ("aunt_or_uncle", ("f",), "niece_or_nephew"),
        ("guardian", ("f",), "relative"),
    ],
)
def test_the_word_follows_the_sex_of_the_one_it_is_said_of(relation: str, sex: tuple[str, ...], expected: str) -> None:
    assert inverse(relation, sex) == expected


def test_a_word_tells_a_sex_or_leaves_it_open() -> None:
    assert (sex_of("mother"), sex_of("son"), sex_of("cousin")) == ("f", "m", None)
