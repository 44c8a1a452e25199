import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.spelling import fold, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("리영희", "이영희"),
        ("로동", "노동"),
        ("려권", "여권"),
        ("녀자", "여자"),
        ("됐다", "되었다"),
        ("되였다", "되었다"),
        ("했다", "하였다"),
        ("Yŏng-hŭi", "yong-hui"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("나무", "아무"), ("김", "임"), ("산", "간")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_plain_form_only_composes_and_lowers() -> None:
    assert plain("\u1112\u1161\u11ab") == "한"
    assert plain("Kim") == "kim"
    assert plain("리영희") == "리영희"
