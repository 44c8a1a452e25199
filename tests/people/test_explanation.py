"""Reasons: what a reporter reads about two names, in both languages."""

import pytest

from underice.people.explanation import Explanation, scheme_label
from underice.people.similarity import explain
from underice.vocabulary.language import LANGUAGES, Language


def _codes(one: str, other: str) -> list[str]:
    return [reason.code for reason in explain(one, other).reasons]


def test_the_reasons_of_the_issue_are_given() -> None:
    told = explain("리학준", "Lee Hark-joon").sentences("en")
    assert told[0].startswith("“리학준” and “Lee Hark-joon” are taken for the same name")
    assert "리 and 이 are the same surname in North and South spelling." in told
    assert "‘Hark’ stands for 학 (ad-hoc spelling)." in told
    assert "朱 reads 주." in explain("朱成河", "Ju Song Ha").sentences("en")


def test_reasons_are_told_in_korean() -> None:
    told = explain("리학준", "Lee Hark-joon").sentences("ko")
    assert "리·이: 같은 성의 북한식·남한식 표기" in " ".join(told)
    assert all(any("가" <= char <= "힣" for char in line) for line in told)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Jin Zhezhu", "金哲洙", "pinyin"),
        ("赵明哲", "趙明哲", "variant"),
        ("金万哲", "金萬哲", "variant"),
        ("Su Chol Kim", "김철수", "order"),
        ("Kim Chlo Su", "김철수", "typed"),
        ("Kim Chol Su", "Kim Chol Ho", "different"),
        ("Kim Chol", "Kim Chol Su", "partial"),
        ("김철수", "김철수", "same"),
        ("김려진", "김여진", "initial-sound"),
        ("金哲洙", "金喆洙", "characters-differ"),
        ("Ju Song Ha", "朱成河", "open"),
        ("Ju Song Ha", "朱成河", "frequency"),
        ("John Smith", "김철수", "unreadable"),
        ("Chol-su", "철수", "letters"),
    ],
)
def test_each_kind_of_reason_is_given_where_it_applies(one: str, other: str, code: str) -> None:
    assert code in _codes(one, other)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", "rr mr dprk press yale east pinyin kontsevich kana hangul hanja".split())
def test_every_scheme_has_a_name(scheme: str, lang: Language) -> None:
    assert scheme_label(scheme, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_told_to_people_have_one_figure(lang: Language) -> None:
    found: Explanation = explain("김철수", "Kim Chol Su")
    number = dict(found.reasons[-1].values)["number"]
    assert str(number).rstrip("0") in "123456789"
    assert f"{number:,}" in found.sentences(lang)[-1]


def test_a_spelling_is_named_by_the_scheme_whose_rule_it_follows() -> None:
    told = " ".join(explain("Kim Ch'ŏl-su", "김철수").sentences("en"))
    assert "‘Ch'ŏl’ stands for 철 (McCune–Reischauer)" in told
