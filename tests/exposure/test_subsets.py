"""The smallest sets of facts that are enough, and no larger ones."""

from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.subsets import minimal_subsets


def test_a_fact_that_is_enough_alone_stands_alone() -> None:
    assert minimal_subsets("abc", lambda chosen: "a" in chosen or chosen == ("b", "c")) == (("a",), ("b", "c"))


def test_nothing_is_reported_if_all_facts_together_leave_enough() -> None:
    assert minimal_subsets("abc", lambda _: False) == ()


def test_no_more_sets_are_reported_than_asked_for() -> None:
    assert minimal_subsets("abcd", lambda _: True, most_sets=2) == (("a",), ("b",))


@given(st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_set_is_enough_no_part_of_it_is_and_none_is_missed(enough: list[frozenset[str]]) -> None:
    def few(chosen: tuple[str, ...]) -> bool:
        return any(one <= set(chosen) for one in enough)

    found = minimal_subsets("abcde", few, most_sets=99)
    minimal = {one for one in enough if not any(other < one for other in enough)}
    assert {frozenset(one) for one in found} == minimal
