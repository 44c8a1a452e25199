"""A dilemma is written as text and read back without losing a bit."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.elicitation import narrowed
from underice.decide.inputs import BadInputs, dilemma_of, mark, result_mark, text_of
from underice.decide.policies import POLICIES
from underice.decide.ranges import shipped
from underice.decide.run import run

DAY = date(2026, 2, 11)
DILEMMA = Dilemma(
    12,
    3.0,
    transfer=Transfer(0.0, 9.0),
    families=(Family(2, None), Family(3, 40, 2)),
    ranges={
        **shipped(),
        "return_days": narrowed("return_days", 7, 30, 14, author="기록자", on=DAY, basis="“따옴표”\n줄"),
    },
    checked=True,
    started=DAY,
)


def test_what_is_read_back_is_what_was_written() -> None:
    again = dilemma_of(text_of(DILEMMA))
    assert again.believed == DILEMMA.believed
    assert (again.policies, again.families, again.transfer) == (POLICIES, DILEMMA.families, DILEMMA.transfer)
    assert text_of(again) == text_of(DILEMMA)
    assert (again.started, again.checked, again.detained) == (DAY, True, 12)


@given(low=st.floats(0.5, 100), width=st.floats(0, 100), first=st.floats(0, 50), last=st.floats(0, 50))
def test_every_bit_of_a_number_survives(low: float, width: float, first: float, last: float) -> None:
    one = narrowed("return_days", low, low + width, author="a", on=None)
    dilemma = Dilemma(1, 0.1 + first, transfer=Transfer(first, last), ranges={"return_days": one})
    again = dilemma_of(text_of(dilemma))
    assert (again.days_since_arrest, again.transfer) == (dilemma.days_since_arrest, dilemma.transfer)
    assert again.believed["return_days"] == one


def test_the_situation_alone_carries_no_ranges() -> None:
    assert dilemma_of(text_of(DILEMMA, with_ranges=False)).ranges == {}


def test_a_run_on_what_was_read_back_is_the_same_to_the_last_bit() -> None:
    first, again = (run(one, n=3000, seed=5) for one in (DILEMMA, dilemma_of(text_of(DILEMMA))))
    assert result_mark(first) == result_mark(again)
    assert result_mark(first) != result_mark(run(DILEMMA, n=3000, seed=6))


def test_the_mark_changes_with_any_letter() -> None:
    text = text_of(DILEMMA)
    assert mark(text) == mark(text)
    assert mark(text) != mark(text.replace("7", "8", 1))
    assert len(mark(text)) == 64


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("form", 2), ("form", None), ("detained", "12"), ("detained", True), ("days_since_arrest", None),
        ("days_since_arrest", 1e999), ("transfer", [1]), ("transfer", 3), ("transfer", [1, "2"]), ("families", 3),
        ("families", [[1, 2]]), ("families", [["a", 1, 1]]), ("ranges", [3]), ("ranges", [{"name": "x"}]),
        ("ranges", [{"name": 3}]), ("policies", [{"code": "x", "audience": "moon"}]), ("checked", 1),
        ("started", "soon"), ("started", 5),
    ],
)  # fmt: skip
def test_a_text_of_another_form_is_refused(key: str, value: object) -> None:
    table = json.loads(text_of(DILEMMA))
    table[key] = value
    with pytest.raises(BadInputs):
        dilemma_of(json.dumps(table))


@pytest.mark.parametrize("text", ["", "[]", "{", "3", "[" * 100_000, " " * 1_000_001, '{"form":1}'])
def test_a_text_that_is_no_dilemma_is_refused(text: str) -> None:
    with pytest.raises(BadInputs):
        dilemma_of(text)


def test_a_range_or_policy_with_an_unknown_word_is_refused() -> None:
    for old, new in (
        ('"shape":"log"', '"shape":"bell"'),
        ('"audience":"states"', '"audience":"moon"'),
        ('"elicit":true', '"elicit":1'),
        ('"name":"return_days"', '"name":7'),
    ):
        with pytest.raises(BadInputs):
            dilemma_of(text_of(DILEMMA).replace(old, new, 1))
