"""Names as written and what looks like one. All names are invented, or of no person in particular."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.names import (
    NAME_LIKELY,
    NAME_POSSIBLE,
    SURNAMES_HANGUL,
    SURNAMES_LATIN,
    hangul_score,
    is_hangul_name,
    is_hanja_name,
    is_korean_given,
    is_korean_surname,
    is_latin_name,
    latin_score,
    parse,
)


@pytest.mark.parametrize("name", ["박금순", "리철혁", "남궁민희", "로정화", "림춘옥", "황보설경", "류은실", "량명철"])
def test_a_full_name_in_hangul_is_likely(name: str) -> None:
    assert is_hangul_name(name)


@pytest.mark.parametrize("name", ["김혁", "최봄", "리옥"])
def test_a_name_of_two_syllables_is_possible_only(name: str) -> None:
    assert NAME_POSSIBLE <= hangul_score(name) < NAME_LIKELY


@pytest.mark.parametrize(
    "word",
    [
        "이유",
        "정부",
        "한국",
        "조사",
        "신고",
        "고향",
        "지난달",
        "이번에",
        "주민들",
        "남성은",
        "여성이",
        "강제",
        "송환",
        "오빠",
        "안전부",
        "유엔은",
        "민간",
        "기자가",
        "문제를",
        "나라",
        "장마당",
        "전화를",
        "편지",
        "박수",
        "인민반장",
        "노동자",
        "정치범",
        "방에서",
        "구금된",
        "하지만",
        "가나다라마바",
        "Kim",
        "",
    ],
)
def test_common_words_are_no_names(word: str) -> None:
    assert not is_hangul_name(word, NAME_POSSIBLE)


@pytest.mark.parametrize(
    ("text", "surname", "given", "order"),
    [
        ("Ri Chol-hyok", "Ri", "Chol-hyok", "surname-first"),
        ("RI Chol Hyok", "RI", "Chol Hyok", "surname-first"),
        ("Kim, Un-hui", "Kim", "Un-hui", "comma"),
        ("Kum-hyok Paek", "Paek", "Kum-hyok", "given-first"),
        ("CHO Yŏng-nam", "CHO", "Yŏng-nam", "surname-first"),
        ("Jung Miran", "Jung", "Miran", "surname-first"),
        ("Ch'oe Ŭn-sil", "Ch'oe", "Ŭn-sil", "surname-first"),
        ("Namgung Min-su", "Namgung", "Min-su", "surname-first"),
        ("PAK SUN OK", "PAK", "SUN OK", "surname-first"),
        ("Sol-gyong", None, "Sol-gyong", "given-only"),
        ("Moon Hae-sook", "Moon", "Hae-sook", "surname-first"),
    ],
)
def test_a_romanised_name_is_taken_apart(text: str, surname: str | None, given: str, order: str) -> None:
    name = parse(text)
    assert name is not None
    assert is_latin_name(text)
    assert (name.script, name.surname, name.given, name.order) == ("Latn", surname, given, order)


@pytest.mark.parametrize(
    "text",
    [
        "Daniel Marsh",
        "Park Avenue",
        "Long Island",
        "South Korea",
        "No One",
        "In Musan",
        "Lee Harvey",
        "Han Chinese",
        "Sunday Morning",
        "An Old Man",
        "Sarah Kim",
        "so-so",
        "well-to-do",
        "Chang An",
        "kim chol-su",
        "The Man",
    ],
)
def test_other_capitalised_words_are_no_korean_names(text: str) -> None:
    assert latin_score(text) < NAME_LIKELY


@pytest.mark.parametrize(
    ("token", "yes"),
    [("Sun-hui", True), ("Miran", True), ("Kum-hyok", True), ("Daniel", False), ("Sun-hui-ok", False)],
)
def test_given_names_are_known_by_their_syllables(token: str, yes: bool) -> None:
    assert is_korean_given(token) is yes


@pytest.mark.parametrize(
    ("text", "script", "surname", "given"),
    [
        ("林春玉", "Hani", "林", "春玉"),
        ("南宮敏", "Hani", "南宮", "敏"),
        ("北京", "Hani", None, None),
        ("Пак Кым Сун", "Cyrl", "Пак", "Кым Сун"),
        ("Иван", "Cyrl", None, None),
        ("キム・チョル", "Kana", None, None),
        ("Daniel Marsh", "Latn", None, None),
        ("하늘", "Hang", "하", "늘"),
        ("빛나", "Hang", None, "빛나"),
    ],
)
def test_a_name_in_another_script_is_taken_apart_if_it_begins_with_a_surname(
    text: str, script: str, surname: str | None, given: str | None
) -> None:
    name = parse(text)
    assert name is not None
    assert (name.script, name.surname, name.given) == (script, surname, given)


@pytest.mark.parametrize("text", ["", "Room 12", "She was taken in the night, they say", "...", "x" * 80])
def test_what_cannot_be_a_name_is_not_parsed(text: str) -> None:
    assert parse(text) is None


def test_hanja_names_begin_with_a_surname() -> None:
    assert is_hanja_name("林春玉")
    assert not is_hanja_name("中國人")


@pytest.mark.parametrize("pair", ["리이", "림임", "류유", "로노", "라나", "량양", "련연", "려여", "룡용", "륙육"])
def test_both_spellings_of_the_initial_sound_are_surnames(pair: str) -> None:
    assert set(pair) <= SURNAMES_HANGUL


def test_a_latin_surname_keeps_all_its_readings() -> None:
    assert SURNAMES_LATIN["rhee"] == ("이",)
    assert {"정", "전"} <= set(SURNAMES_LATIN["chong"]) | set(SURNAMES_LATIN["chon"])


@pytest.mark.parametrize("surname", ["리", "남궁", "Ri", "Ch'oe", "崔", "Ким", "Hur", "RHEE"])
def test_surnames_are_known_in_every_script(surname: str) -> None:
    assert is_korean_surname(surname)


def test_a_foreign_surname_is_none() -> None:
    assert not is_korean_surname("Marsh")


@given(st.text(max_size=40))
def test_scores_stay_in_range_and_parsing_never_fails(text: str) -> None:
    parse(text)
    assert 0.0 <= hangul_score(text) <= 1.0
    assert 0.0 <= latin_score(text) <= 1.0
