"""Slips: one wrong letter lowers a score and is told, and turns no good name into another."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.name_slips import KINDS, Kind, slipped
from underice.people.reading import parse, readings
from underice.people.similarity import explain, score, threshold
from underice.people.slips import slip
from underice.people.typing_errors import mistyped, mistyped_surname, one_slip, spellings, swapped


@pytest.mark.parametrize(
    "written",
    [
        "Kim Chl Su",
        "Kim Chpl Su",
        "Kmi Chol Su",
        "Kim Choll Su",
        "Km Chol Su",
        "Kim Cohl Su",
        "Kim Cheoslu",
        "Kim Chol Syu",
    ],
)
def test_a_name_with_one_letter_wrong_is_still_the_name(written: str) -> None:
    assert score(written, "김철수") >= threshold()
    assert score(written, "Kim Chol Su") >= threshold()
    assert score(written, "박영호") < 0.01


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Eun Ji", "Kim Eun Ju"),
        ("Kim Yong Nam", "Kim Yong Na"),
        ("Pak Yong Ho", "Pak Yong Ha"),
        ("Kim Min Ji", "Kim Min Ju"),
        ("Yun Bora", "Yun Bona"),
        ("윤보라", "Yun Bona"),
        ("Kim Cheol-su", "Kim Cheol-sun"),
    ],
)
def test_two_good_names_one_letter_apart_stay_two(one: str, other: str) -> None:
    assert score(one, other) < threshold()


def test_a_slip_seen_only_beside_the_other_name_is_told() -> None:
    found = slip("Jung Jaehom", "정재호")
    assert found is not None
    assert (found.name, found.hangul) == ("Jung Jaehom", "정재호")
    assert max(found.doubt, found.unlikely) <= 0
    assert "typed" in [reason.code for reason in explain("Jung Jaehom", "정재호").reasons]


def test_names_without_latin_letters_or_reading_have_no_slip() -> None:
    assert slip("김철수", "김칠수") is None
    assert slip("!", "Kim Chol Su") is None


def test_a_name_nobody_would_write_is_marked_as_mistyped() -> None:
    assert any(one.typed for one in parse("Kim Chpl Su").parses)
    assert not any(one.typed for one in parse("Kim Chol Su").parses)
    assert readings("Kim Chpl Su")[0].hangul == "김철수"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("chol", "chol", False),
        ("chol", "chl", True),
        ("chl", "chol", True),
        ("chol", "chpl", True),
        ("chol", "cohl", True),
        ("chol", "cohp", False),
        ("chol", "ch", False),
        ("", "a", True),
    ],
)
def test_one_slip_is_a_letter_added_left_out_mistaken_or_swapped(one: str, other: str, near: bool) -> None:
    assert one_slip(one, other) is near
    assert one_slip(other, one) is near


def test_mistyped_syllables_and_surnames_are_found_by_their_spellings() -> None:
    assert "철" in mistyped("chpl")
    assert "김" in mistyped_surname("kmi")
    assert mistyped("") == mistyped("xqxqxqxq") == mistyped_surname("k") == {}
    assert {"chol", "cheol"} <= spellings("철").keys()
    assert list(swapped("abb")) == ["bab"]


@given(st.sampled_from(["Kim Chol Su", "Park Young-ho", "KIM CHOLSU", "O"]), st.sampled_from(KINDS), st.integers())
def test_an_injected_slip_changes_one_letter_and_is_read_without_an_error(name: str, kind: Kind, seed: int) -> None:
    wrong = slipped(name, kind, random.Random(seed))
    assert wrong == name or one_slip(name, wrong)
    assert 0.0 <= score(wrong, name) <= 1.0
