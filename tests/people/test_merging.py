"""Merges are views: every record keeps its own, conflicts stand side by side, and undoing leaves the bytes of before."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.records import SOURCE, Memory, named, source
from tests.vault.making import Place
from underice.people import merging, verdicts
from underice.people.verdicts import Answer, Records
from underice.vault.errors import UnknownId
from underice.vocabulary.statement import Statement, new_id

PEOPLE = 5
ANSWERS: tuple[Answer, ...] = ("same", "same", "not_same", "cannot_tell")
Step = tuple[str, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(("merge", "judge", "undo", "say")), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)
    ),
    max_size=16,
)


def _opening() -> list[Statement]:
    """Five people with fixed ids, so that two vaults can hold the very same."""
    said = source()
    for place in range(PEOPLE):
        said.append(named(f"이름{place}", bytes([place + 1]) * 16))
    return said


def _apply(vault: Records, ids: Sequence[bytes], taken: Sequence[Step]) -> list[Statement]:
    """Do the steps; what was newly said about people is given back."""
    said = []
    for place, (act, one, other) in enumerate(taken):
        a, b = ids[one], ids[other]
        if act == "say":
            news = Statement(a, "person", "birth" if other % 2 else "occupation", f"{1970 + other}", SOURCE)
            vault.record([news])
            said.append(news)
        elif a == b:
            continue
        elif act == "undo":
            if verdicts.between(vault, a, b):
                verdicts.take_back(vault, a, b, "거둔다")
        else:
            verdicts.give(vault, a, b, "same" if act == "merge" else ANSWERS[place % len(ANSWERS)], "까닭", "나")
    return said


def _undo_all(vault: Records, order: Sequence[int]) -> None:
    """Take back every standing verdict, in some order."""
    while left := verdicts.standing(vault):
        one = left[order[len(left) % len(order)] % len(left)]
        verdicts.take_back(vault, bytes.fromhex(one.one), bytes.fromhex(one.other), "거둔다")


@settings(max_examples=1000)
@given(taken=steps, order=st.lists(st.integers(0, 50), min_size=1, max_size=4))
def test_after_undoing_in_any_order_the_state_is_the_one_without_them_byte_for_byte(
    taken: list[Step], order: list[int]
) -> None:
    vault, without = Memory(), Memory()
    opening = _opening()
    ids = [one.entity for one in opening[1:]]
    vault.record(opening)
    without.record(opening)
    said = _apply(vault, ids, taken)
    for one in said:
        without.record([one])
    _undo_all(vault, order)
    assert merging.state(vault) == merging.state(without)
    assert merging.clusters(vault) == ()


@settings(max_examples=100)
@given(taken=steps, pair=st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)))
def test_one_merge_undone_at_once_leaves_the_bytes_of_before_among_other_merges(
    taken: list[Step], pair: tuple[int, int]
) -> None:
    vault = Memory()
    opening = _opening()
    ids = [one.entity for one in opening[1:]]
    vault.record(opening)
    _apply(vault, ids, taken)
    a, b = ids[pair[0]], ids[pair[1]]
    if a == b or verdicts.between(vault, a, b):
        return
    before = merging.state(vault)
    verdicts.give(vault, a, b, "same", "까닭")
    assert b in merging.merged(vault, a).records
    verdicts.take_back(vault, a, b, "거둔다")
    assert merging.state(vault) == before


def test_the_same_holds_on_disk(place: Place) -> None:
    taken: list[Step] = [
        ("merge", 0, 1),
        ("say", 0, 3),
        ("merge", 1, 2),
        ("judge", 3, 4),
        ("say", 2, 1),
        ("merge", 4, 2),
    ]
    with place.create() as vault:
        opening = _opening()
        vault.record(opening)
        ids = [one.entity for one in opening[1:]]
        _apply(vault, ids, [step for step in taken if step[0] == "say"])
        before = merging.state(vault)
        _apply(vault, ids, [step for step in taken if step[0] != "say"])
        assert merging.state(vault) != before
        assert merging.clusters(vault)
        _undo_all(vault, (3, 1))
        assert merging.state(vault) == before
        assert vault.verify().good


def _two() -> tuple[Memory, bytes, bytes]:
    vault = Memory()
    one, other = named("최은실"), named("崔银实")
    born = [
        Statement(one.entity, "person", "birth", "1988", SOURCE),
        Statement(other.entity, "person", "birth", "1974", SOURCE),
        Statement(new_id(), "incident", "person", other.entity.hex(), SOURCE),
    ]
    vault.record([*source(), one, other, *born])
    return vault, one.entity, other.entity


def test_claims_of_merged_records_stand_side_by_side_with_their_record() -> None:
    vault, a, b = _two()
    verdicts.give(vault, a, b, "same", "까닭")
    merged = merging.merged(vault, b)
    assert merged.records == tuple(sorted((a, b)))
    assert {(one.record, one.claim.value) for one in merged.claims["name"]} == {(a, "최은실"), (b, "崔银实")}
    assert merged.conflicts == ("birth",)
    assert [(tie.record, tie.kind) for tie in merged.ties] == [(b, "incident")]
    assert [one.reason for one in merged.verdicts] == ["까닭"]
    assert merging.merged(vault, a) == merged


def test_a_record_that_was_never_merged_is_a_person_of_one_record() -> None:
    vault, a, b = _two()
    verdicts.give(vault, a, b, "not_same", "까닭")
    assert merging.merged(vault, a).records == (a,)
    assert merging.merged(vault, a).conflicts == ()
    assert merging.clusters(vault) == ()


def test_merges_in_a_chain_make_one_cluster() -> None:
    vault = Memory()
    opening = _opening()
    ids = [one.entity for one in opening[1:]]
    vault.record(opening)
    for a, b in ((0, 1), (2, 3), (3, 1)):
        verdicts.give(vault, ids[a], ids[b], "same", "까닭")
    assert merging.clusters(vault) == (tuple(sorted(ids[:4])),)
    assert merging.merged(vault, ids[2]).records == tuple(sorted(ids[:4]))


def test_an_unknown_record_has_no_merged_view() -> None:
    with pytest.raises(UnknownId):
        merging.merged(Memory(), new_id())


def test_nothing_that_is_printed_of_a_merge_holds_a_value() -> None:
    vault, a, b = _two()
    verdicts.give(vault, a, b, "same", "까닭")
    merged = merging.merged(vault, a)
    printed = f"{merged!r} {merged.claims['name'][0]!r} {merged.ties[0]!r}"
    assert "최은실" not in printed
    assert "2 records" in printed
