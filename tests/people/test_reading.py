"""Readings: every script and scheme comes out as the Hangul that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people.reading import parse, readings


@pytest.mark.parametrize(
    ("name", "hangul", "scheme"),
    [
        ("김철수", "김철수", "hangul"),
        ("남궁민", "남궁민", "hangul"),
        ("金哲洙", "김철수", "hanja"),
        ("朱成河", "주성하", "hanja"),
        ("赵明哲", "조명철", "hanja"),
        ("南宮珉", "남궁민", "hanja"),
        ("Kim Cheolsu", "김철수", "rr"),
        ("Park Yeong-ho", "박영호", "rr"),
        ("Kim Ch'ŏl-su", "김철수", "mr"),
        ("Ch'oe Ryong-hae", "최룡해", "mr"),
        ("Kim Cho'ng-u'n", "김정은", "mr"),
        ("Kim Chol Su", "김철수", "dprk"),
        ("Ri Yong Hui", "리영희", "dprk"),
        ("Kim Yengswu", "김영수", "yale"),
        ("Lee Hark-joon", "이학준", "press"),
        ("Namgoong Min", "남궁민", "press"),
        ("Cui Longhai", "최룡해", "pinyin"),
        ("Пак Чхоль Су", "박철수", "kontsevich"),
        ("Чхве Ён Рим", "최영림", "kontsevich"),
        ("キム・ヨンヒ", "김영희", "kana"),
        ("きむ・よんひ", "김영희", "kana"),
    ],
)
def test_a_name_in_any_scheme_is_read_as_meant(name: str, hangul: str, scheme: str) -> None:
    found = readings(name)
    assert hangul in [one.hangul for one in found[:4]]
    assert found[0].scheme == scheme or scheme in {one.scheme for one in parse(name).parses}


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("Kim Chol Su", "surname-first"),
        ("Chol-su Kim", "surname-last"),
        ("Kim, Chol Su", "comma"),
        ("KIM Chol Su", "surname-first"),
        ("Chol Su KIM", "surname-last"),
        ("KimCholsu", "surname-first"),
        ("Chol-su", "given-only"),
        ("Kim", "surname-only"),
        ("철수", "given-only"),
    ],
)
def test_the_order_of_surname_and_given_name_is_found(name: str, order: str) -> None:
    assert order in {one.order for one in readings(name)}
    if order != "given-only":
        assert readings(name)[0].surname == "김"


@pytest.mark.parametrize(
    ("name", "surname", "given"),
    [("Tokko Chol", "독고", "철"), ("Nam Gung Min", "남궁", "민"), ("Heo Jun", "허", "준"), ("허준", "허", "준")],
)
def test_surnames_of_two_and_given_names_of_one_syllable_are_known(name: str, surname: str, given: str) -> None:
    assert (surname, given) in {(one.surname, one.given) for one in readings(name)}


def test_assimilation_inside_a_name_is_undone() -> None:
    assert "리극렬" in {one.hangul for one in readings("Ri Kŭng-nyŏl")}


def test_a_character_without_a_korean_reading_leaves_the_place_open() -> None:
    found = readings("金哲\u4e02")
    assert {one.hangul[:2] for one in found} == {"김철"}
    assert found[0].share < 0.5


def test_one_wrong_letter_is_put_right_when_no_clean_reading_is_likely() -> None:
    assert readings("Kim Chlo Su")[0].hangul == "김철수"
    assert parse("Kim Chlo Su").parses[0].typed
    assert readings("Kmi Chol Su")[0].hangul == "김철수"


@pytest.mark.parametrize("name", ["", "   ", "123", "!!!", "x" * 500, "ἀλφα", "Ab" * 40])
def test_a_string_that_is_no_name_has_no_reading(name: str) -> None:
    assert readings(name) == ()


def test_a_second_script_beside_the_name_is_left_out() -> None:
    assert readings("김철수 (金哲洙)") == readings("김철수")
    assert readings("가A") == readings("가")


def test_two_tokens_that_are_no_syllables_are_left_alone() -> None:
    assert readings("Kim Xxq Zzw") == ()


def test_shares_are_probabilities_in_falling_order() -> None:
    shares = [one.share for one in readings("Lee Young Su")]
    assert shares == sorted(shares, reverse=True)
    assert 0.5 < sum(shares) <= 1.0 + 1e-9


@given(st.text(max_size=80))
def test_any_string_is_read_or_left_without_an_error(name: str) -> None:
    found = readings(name)
    assert all(0 < one.share <= 1 + 1e-9 for one in found)
