"""Languages: detection, particles, messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.language import LANGUAGES, coda, detect, josa, translation


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("무산", "은/는", "무산은"),
        ("회령", "이/가", "회령이"),
        ("아이", "이/가", "아이가"),
        ("서울", "으로/로", "서울로"),
        ("단둥", "으로/로", "단둥으로"),
        ("1", "은/는", "1은"),
        ("2", "은/는", "2는"),
        ("10", "이/가", "10이"),
        ("100", "을/를", "100을"),
        ("1,000", "은/는", "1,000은"),
        ("k", "이/가", "k가"),
        ("Musan", "을/를", "Musan을"),
        ("NGO", "와/과", "NGO와"),
        ("Kim", "은/는", "Kim은"),
        ("“무산”", "은/는", "“무산”은"),
        ("20", "으로/로", "20으로"),
        ("7", "으로/로", "7로"),
        ("…", "은/는", "…은(는)"),
    ],
)
def test_a_particle_fits_the_sound_of_the_word(word: str, pair: str, expected: str) -> None:
    assert josa(word, pair) == expected


def test_an_unknown_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="쯤/즘"):
        josa("무산", "쯤/즘")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("무산에서 온 사람", "ko"),
        ("A woman from Musan", "en"),
        ("Park 박 and Kim 김 went home", "en"),
        ("박 씨(Park)는 DHL로 보냈다", "ko"),
        ("", "en"),
        ("123", "en"),
    ],
)
def test_the_language_is_the_one_most_letters_are_in(text: str, lang: str) -> None:
    assert detect(text) == lang


@given(st.text())
def test_detection_and_reading_never_fail(text: str) -> None:
    assert detect(text) in LANGUAGES
    assert josa(text, "은/는").startswith(text)
    assert coda(text) is None or 0 <= (coda(text) or 0) < 28


def test_english_is_its_own_message() -> None:
    assert translation("en").gettext("no such message") == "no such message"
