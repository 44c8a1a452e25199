"""Verdicts are statements with an author and a reason; a later one replaces the earlier; nonsense is refused."""

from typing import cast

import pytest

from tests.people.records import SOURCE, Memory, named, source
from underice.people import verdicts
from underice.people.verdicts import SOURCE_TITLE, Answer, Refused
from underice.vault.errors import UnknownId
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import validate


@pytest.fixture
def desk() -> tuple[Memory, bytes, bytes]:
    vault = Memory()
    one, other = named("리영희"), named("이영희")
    vault.record([*source(), one, other])
    return vault, one.entity, other.entity


def test_a_verdict_says_who_what_why_and_how_much_spoke_for_it(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    given = verdicts.give(vault, b, a, "same", " 어머니가 확인했다 ", "미래", weight=21.26)
    assert given.pair == tuple(sorted((a.hex(), b.hex())))
    assert (given.answer, given.reason, given.weight, given.by) == ("same", "어머니가 확인했다", 21.3, "미래")
    assert verdicts.standing(vault) == (given,)
    assert verdicts.between(vault, a, b) == verdicts.about(vault, b) == (given,)


def test_what_a_verdict_records_the_vocabulary_can_hold(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    verdicts.give(vault, a, b, "cannot_tell", "모름", weight=-3.0)
    said = [one for one, _recorded in vault.said]
    assert [fault for one in said for fault in validate(one, vault.kind_of)] == []


def test_a_later_verdict_replaces_the_earlier_and_the_history_keeps_both(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    first = verdicts.give(vault, a, b, "same", "이름이 같다", "가", weight=12.0)
    later = verdicts.give(vault, a, b, "not_same", "고향이 다르다", "나")
    assert verdicts.standing(vault) == (later,)
    assert later.entity == first.entity
    assert (later.answer, later.reason, later.weight, later.by) == ("not_same", "고향이 다르다", None, "나")
    values = [one.value for one, _recorded in vault.said if one.kind == "identity" and one.prop == "answer"]
    assert values == ["same", "not_same"]


def test_the_same_verdict_again_is_a_judgement_of_whoever_gives_it(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    verdicts.give(vault, a, b, "same", "까닭", "가")
    assert verdicts.give(vault, a, b, "same", "까닭", "나").by == "나"


def test_own_comparison_is_one_source_for_all_verdicts(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    third = named("김")
    vault.record([third])
    verdicts.give(vault, a, b, "same", "까닭")
    verdicts.give(vault, a, third.entity, "not_same", "까닭")
    titles = [one for one, _recorded in vault.said if one.value == SOURCE_TITLE]
    assert len(titles) == 1
    assert {one.source for one, _recorded in vault.said if one.kind == "identity"} == {titles[0].entity}


def test_a_source_that_is_named_is_used(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    verdicts.give(vault, a, b, "same", "까닭", source=SOURCE)
    verdicts.take_back(vault, a, b, "아니었다", source=SOURCE)
    assert {one.source for one, _recorded in vault.said} == {SOURCE}


def test_what_was_taken_back_no_longer_stands_and_can_be_given_again(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    given = verdicts.give(vault, a, b, "same", "까닭", weight=2.0)
    assert verdicts.take_back(vault, b, a, "잘못 보았다", "나") == given
    assert verdicts.standing(vault) == ()
    assert vault.said[-1][1].note == "잘못 보았다"
    assert verdicts.give(vault, a, b, "same", "다시").entity != given.entity
    verdicts.take_back(vault, a, b, "또 아니다")
    with pytest.raises(Refused) as refused:
        verdicts.take_back(vault, a, b, "없다")
    assert refused.value.code == "no-verdict"


def test_two_verdicts_on_one_pair_from_two_desks_are_both_ended(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    for answer in ("same", "not_same"):
        entity = new_id()
        values = {"one": a.hex(), "other": b.hex(), "answer": answer}
        vault.record([Statement(entity, "identity", prop, value, SOURCE) for prop, value in values.items()])
    assert len(verdicts.between(vault, a, b)) == 2
    later = verdicts.give(vault, a, b, "cannot_tell", "둘이 다르게 보았다")
    assert verdicts.standing(vault) == (later,)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"b": "a"}, "one-record"), ({"b": "source"}, "no-person"), ({"reason": "  "}, "no-reason")],
)
def test_nonsense_is_refused_and_nothing_is_recorded(
    change: dict[str, str], code: str, desk: tuple[Memory, bytes, bytes]
) -> None:
    vault, a, b = desk
    before = list(vault.said)
    other = {"a": a, "source": SOURCE}.get(change.get("b", ""), b)
    reason = change.get("reason", "까닭")
    with pytest.raises(Refused) as refused:
        verdicts.give(vault, a, other, "same", reason)
    assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        verdicts.take_back(vault, a, other, reason)
    assert refused.value.code == code
    assert vault.said == before


def test_an_unknown_record_is_refused(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, _b = desk
    with pytest.raises(UnknownId):
        verdicts.give(vault, a, new_id(), "same", "까닭")
    with pytest.raises(UnknownId):
        verdicts.take_back(vault, new_id(), a, "까닭")


def test_an_answer_that_is_none_of_the_three_is_refused(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    with pytest.raises(ValueError, match="no such answer"):
        verdicts.give(vault, a, b, cast(Answer, "perhaps"), "까닭")


def test_when_recording_fails_nothing_stands(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    vault.broken = True
    with pytest.raises(OSError, match="full"):
        verdicts.give(vault, a, b, "same", "까닭")
    assert verdicts.standing(vault) == ()


def test_an_identity_that_is_not_whole_is_no_verdict(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, _b = desk
    for values in (
        {"one": a.hex()},
        {"one": a.hex(), "other": "abc", "answer": "same"},
        {"one": a.hex(), "other": new_id().hex(), "answer": "maybe"},
    ):
        entity = new_id()
        vault.record([Statement(entity, "identity", prop, value, SOURCE) for prop, value in values.items()])
    assert verdicts.standing(vault) == ()
    assert verdicts.about(vault, a) == ()


def test_a_verdict_shows_no_record_in_its_printed_form(desk: tuple[Memory, bytes, bytes]) -> None:
    vault, a, b = desk
    given = verdicts.give(vault, a, b, "same", "까닭")
    assert a.hex() not in repr(given)
    assert "까닭" not in repr(given)
