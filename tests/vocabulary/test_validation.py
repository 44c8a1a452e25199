"""Statements that the vocabulary cannot hold are told apart, without quoting them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.kinds import kinds
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import LONGEST, Fault, age_said, is_date, place_ids, typed, validate

SOURCE, SOMEONE = bytes(range(16)), bytes(range(16, 32))


def _said(prop: str, value: str, kind: str = "person") -> Statement:
    return Statement(new_id(), kind, prop, value, SOURCE)


def _codes(statement: Statement) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in validate(statement)]


@pytest.mark.parametrize(
    ("kind", "prop", "value"),
    [
        ("person", "name", "김영희"),
        ("person", "name", "金英姬"),
        ("person", "birth", "1974"),
        ("person", "birth", "1974-05~"),
        ("person", "birth", "1970/1979"),
        ("person", "age", "38"),
        ("person", "age", "만 38세"),
        ("person", "age", "40대"),
        ("person", "age", "aged 38"),
        ("person", "age", "서른여덟 살"),
        ("person", "age", "thirty-eight"),
        ("person", "origin", "KP|CN"),
        ("person", "sex", "f"),
        ("person", "language", "zh"),
        ("person", "language", "zh-Hans-CN"),
        ("person", "photo", "0" * 32),
        ("kin", "person", SOMEONE.hex()),
        ("kin", "left_behind", "true"),
        ("group", "size", "12"),
        ("place", "latitude", "-12.5"),
        ("source", "url", "https://example.org/a?b=c"),
    ],
)
def test_good_values_have_no_fault(kind: str, prop: str, value: str) -> None:
    assert validate(_said(prop, value, kind)) == ()


@pytest.mark.parametrize(
    ("kind", "prop", "value", "code"),
    [
        ("person", "name", " ", "empty"),
        ("person", "name", "a" * (LONGEST + 1), "too-long"),
        ("person", "name", "김\u202e영희", "control-character"),
        ("person", "name", "김\x00영희", "control-character"),
        ("person", "birth", "in spring", "bad-date"),
        ("person", "birth", "1974-13", "bad-date"),
        ("person", "birth", "", "empty"),
        ("person", "age", "-3", "bad-age"),
        ("person", "age", "131", "bad-age"),
        ("person", "age", "old", "bad-age"),
        ("person", "age", "²", "bad-age"),
        ("person", "origin", "무산", "bad-place"),
        ("person", "origin", "KP|", "bad-place"),
        ("person", "sex", "F", "unknown-choice"),
        ("person", "language", "Korean", "bad-language"),
        ("person", "photo", "portrait.jpg", "bad-file"),
        ("kin", "person", "her mother", "bad-reference"),
        ("kin", "person", "A" * 32, "bad-reference"),
        ("kin", "left_behind", "yes", "bad-flag"),
        ("group", "size", "twelve", "bad-number"),
        ("group", "size", "1e9", "bad-number"),
        ("source", "url", "javascript:alert(1)", "bad-url"),
    ],
)
def test_bad_values_have_the_fault_of_their_type(kind: str, prop: str, value: str, code: str) -> None:
    assert _codes(_said(prop, value, kind)) == [(code, "value")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "unicorn"}, ("unknown-kind", "kind")),
        ({"prop": "horn"}, ("unknown-property", "prop")),
        ({"entity": b"short"}, ("bad-id", "entity")),
        ({"source": b""}, ("bad-id", "source")),
        ({"consent": b"x"}, ("bad-id", "consent")),
        ({"target": SOMEONE}, ("stray-target", "target")),
        ({"act": "retract"}, ("no-target", "target")),
        ({"lang": "Korean"}, ("bad-language", "lang")),
        ({"script": "hangul"}, ("bad-script", "script")),
        ({"confidence": 101}, ("bad-confidence", "confidence")),
        ({"sensitivity": 5}, ("bad-sensitivity", "sensitivity")),
        ({"said_at": "yesterday"}, ("bad-date", "said_at")),
        ({"held_from": "2026-02-30"}, ("bad-date", "held_from")),
        ({"held_to": "x"}, ("bad-date", "held_to")),
    ],
)
def test_each_part_of_a_statement_is_looked_at(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert _codes(replace(_said("name", "김영희"), **changes)) == [expected]


def test_a_reference_must_aim_at_an_entity_of_the_right_kind() -> None:
    tie = _said("person", SOMEONE.hex(), "kin")
    assert validate(tie, lambda _: "person") == ()
    assert [fault.code for fault in validate(tie, lambda _: "place")] == ["wrong-kind"]
    assert [fault.code for fault in validate(tie, lambda _: None)] == ["unknown-reference"]


def test_the_words_of_a_source_may_stand_beside_the_date_or_place_meant() -> None:
    said = replace(_said("birth", "74년 봄"), norm="1974-21")
    assert validate(said) == ()
    assert typed(said) == "1974-21"
    assert typed(_said("birth", "1974")) == "1974"
    assert typed(replace(_said("name", "金英姬"), norm="김영희")) == "金英姬"


def test_taking_something_back_needs_no_value() -> None:
    assert validate(replace(_said("birth", "", "person"), act="retract", target=new_id())) == ()


def test_a_fault_does_not_quote_the_value() -> None:
    canary = "독고노란새"
    for prop in kinds()["person"].properties:
        assert canary not in repr(validate(_said(prop, f"{canary}\x00")))


def test_candidates_of_a_place_are_split() -> None:
    assert place_ids("KP|CN") == ("KP", "CN")


@given(st.text(), st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_no_statement_whatever_makes_validation_fail(kind: str, prop: str, value: str, norm: str | None) -> None:
    for one in (kind, *kinds()):
        for name in (prop, *(kinds()[one].properties if one in kinds() else ())):
            found = validate(replace(_said(name, value, one), norm=norm))
            assert all(isinstance(fault, Fault) for fault in found)


@given(st.text(max_size=40))
def test_ages_and_dates_are_read_or_refused(text: str) -> None:
    assert getattr(age_said(text), "high", 0) in range(131)
    assert is_date(text) in (True, False)
