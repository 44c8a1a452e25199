"""Spelling: script, tokens and cuts of names as written."""

import pytest

from underice.people.spelling import Script, cuts, fold, one_syllable, script_of, spell


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("김", "Hang"),
        ("金", "Hani"),
        ("Kim", "Latn"),
        ("Ŏm", "Latn"),
        ("Ким", "Cyrl"),
        ("キム", "Kana"),
        ("λ", "none"),
        ("1", "none"),
    ],
)
def test_the_script_is_told_by_the_letters(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("word", "script", "folded"),
    [
        ("Ch’ŏl".replace("’", "'"), "Latn", "ch'ŏl"),
        ("WHANG", "Latn", "hwang"),
        ("Čong", "Latn", "chong"),
        ("Ĝong", "Latn", "jong"),
        ("Hǒ", "Latn", "hŏ"),
        ("Ким", "Cyrl", "ким"),
        ("キョン", "Kana", "kyon"),
        ("ジョン", "Kana", "jon"),
        ("チョル", "Kana", "choru"),
        ("ハッキュ", "Kana", "hakkkyu"),
        ("ウォン", "Kana", "won"),
        ("ファン", "Kana", "fan"),
    ],
)
def test_words_are_folded_to_the_letters_of_the_tables(word: str, script: Script, folded: str) -> None:
    assert fold(word, script) == folded


def test_hyphens_commas_capitals_and_inner_capitals_are_kept_in_mind() -> None:
    found = spell("KIM, Chol-Su")
    assert [token.letters for token in found.tokens] == ["kim", "chol", "su"]
    assert [token.bound for token in found.tokens] == [False, False, True]
    assert [token.loud for token in found.tokens] == [True, False, False]
    assert found.comma == 1
    assert [token.letters for token in spell("KimCholSu").tokens] == ["kim", "chol", "su"]


def test_a_token_is_cut_in_every_way() -> None:
    assert (("ch", "eo", "l"), ("s", "u", "-")) in cuts("cheolsu", "Latn")
    assert cuts("xq", "Latn") == ()


def test_sanction_apostrophes_are_read_as_breves() -> None:
    assert (("ch", "ŏ", "ng"),) in cuts("cho'ng", "Latn")
    assert cuts("a'a'x", "Latn") == ()


def test_one_syllable_is_taken_apart_at_once() -> None:
    assert one_syllable("chol") == ("ch", "o", "l")
    assert one_syllable("xyz") is None


def test_titles_go_only_where_a_name_is_left() -> None:
    assert [token.letters for token in spell("김양").tokens] == ["김양"]
    assert [token.letters for token in spell("남궁민씨").tokens] == ["남궁민씨"]
    assert [token.letters for token in spell("남궁민수씨").tokens] == ["남궁민수"]
    assert [token.letters for token in spell("Mr Kim").tokens] == ["mr", "kim"]
    assert [token.letters for token in spell("Mr Kim Chol").tokens] == ["kim", "chol"]


def test_what_stands_in_brackets_is_an_aside_unless_it_is_all() -> None:
    assert [token.letters for token in spell("Kim Chol Su (Kim Chul Soo)").tokens] == ["kim", "chol", "su"]
    assert [token.letters for token in spell("(김철수)").tokens] == ["김철수"]


def test_inner_capitals_without_a_vowel_are_no_new_word() -> None:
    assert [token.letters for token in spell("Kim ChOl Su").tokens] == ["kim", "chol", "su"]
