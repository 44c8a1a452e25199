"""What has been typed so far finds the names it may become, in Hangul, Latin letters and other scripts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people.beginnings import LONGEST, beginnings
from underice.people.codes import code, units
from underice.people.tables import letters, weights


def _weight(typed: str, name: str) -> float:
    """How well a name fits what was typed: 0 at best, -inf if not at all."""
    row = code(name)[0]
    fits = [weight + sum(float(table[place][row[place]]) for place in range(3)) for weight, table in beginnings(typed)]
    return max(fits, default=-math.inf)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㄱ", "김철수"),
        ("기", "김철수"),
        ("김", "김철수"),
        ("김ㅊ", "김철수"),
        ("김처", "김철수"),
        ("김철", "김철수"),
        ("김첤", "김철수"),
        ("김철ㅅ", "김철수"),
        ("김철수", "김철수"),
        ("ㄱㅊㅅ", "김철수"),
        ("ㄱㅊ", "김철수"),
        ("ㄳ", "김성수"),
        ("김", "기민수"),
        ("고", "곽영희"),
        ("박그", "박긔순"),
        ("김 철", "김철수"),
        ("남", "남궁영희"),
        ("남구", "남궁영희"),
        ("남궁", "남궁영희"),
        ("남궁ㅇ", "남궁영희"),
        ("Ki", "김철수"),
        ("Kim", "김철수"),
        ("kim ", "김철수"),
        ("Kim Ch", "김철수"),
        ("Kim Chol S", "김철수"),
        ("Kim Cheol-s", "김철수"),
        ("kim chols", "김철수"),
        ("Pak Y", "박영호"),
        ("Park Youn", "박영호"),
        ("Rhee Y", "이영희"),
        ("金", "김철수"),
        ("金哲", "김철수"),
        ("Ким", "김철수"),
    ],
)
def test_a_beginning_fits_the_name_it_becomes(typed: str, name: str) -> None:
    assert _weight(typed, name) > -1.0


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ㄴ", "김철수"), ("김ㅁ", "김철수"), ("김처ㅁ", "김철수"), ("박", "김철수"), ("Kim Y", "김철수"), ("Pak", "김철수"),
     ("ㄱㅅㅊ", "김철수"), ("남궁", "남영희"), ("金英", "김철수"), ("강", "갑돌이")],
)  # fmt: skip
def test_a_beginning_does_not_fit_another_name(typed: str, name: str) -> None:
    assert _weight(typed, name) == -math.inf


@pytest.mark.parametrize(
    ("typed", "name"), [("리", "이영희"), ("이영", "리영희"), ("ㅇㅇㅎ", "리영희"), ("류", "유미래")]
)
def test_the_other_spelling_of_north_and_south_fits_a_little_less(typed: str, name: str) -> None:
    assert -1.0 < _weight(typed, name) < 0.0


def test_a_given_name_alone_and_a_surname_behind_fit_less_than_a_surname_first() -> None:
    assert _weight("영희", "김영희") < -1.0
    assert -math.inf < _weight("chol su k", "김철수") < _weight("k", "김철수")


@pytest.mark.parametrize(
    "typed", ["", "  ", "123", "?!", "'", "가" * (LONGEST + 1), "가나다라마바", "ㅏ", "x" * LONGEST, "xq zz"]
)
def test_what_begins_no_name_has_no_tables_that_fit(typed: str) -> None:
    assert all(_weight_of_all(table) == -math.inf for _, table in beginnings(typed))


def _weight_of_all(table: np.ndarray) -> float:
    return float(min(place.max() for place in table))


_UNITS = [list(weights().prior[slot]) for slot in ("S", "1", "2")]


@given(st.tuples(*(st.sampled_from(one) for one in _UNITS)), st.data())
def test_every_stroke_of_a_hangul_name_finds_it(name: tuple[str, str, str], data: st.DataObject) -> None:
    whole = "".join(name)
    if len(name[0]) != 1:
        return
    place = data.draw(st.integers(0, len(whole) - 1))
    coda = letters(whole[place])[2]
    stroke = data.draw(st.sampled_from([whole[place], chr(ord(whole[place]) - coda)]))
    row = [units().index(unit) for unit in name]
    tables = beginnings(whole[:place] + stroke)
    assert max(weight + sum(float(table[slot][row[slot]]) for slot in range(3)) for weight, table in tables) == 0.0


@given(st.text(max_size=60))
def test_nothing_that_is_typed_makes_it_fail(typed: str) -> None:
    for _, table in beginnings(typed):
        assert table.shape == (3, len(units()))
