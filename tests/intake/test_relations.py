"""Words for relatives in Korean, Chinese and English, with whose relative it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.intake.relations import chained, count_said, find_kin, find_together, inverse, kin_said, words
from underice.vocabulary.kinds import property_of

RELATION = property_of("kin", "relation")
RELATIONS = sorted(RELATION.options) if RELATION else []


@pytest.mark.parametrize(
    ("text", "relation", "sex", "whose"),
    [
        ("아들", "son", "m", ""),
        ("둘째 딸", "daughter", "f", ""),
        ("처", "wife", "f", ""),
        ("시어머니", "in_law", "f", ""),
        ("위 사람의 처", "wife", "f", "above"),
        ("3번의 아들", "son", "m", "#3"),
        ("김영희의 딸", "daughter", "f", "=김영희"),
        ("그녀의 아들", "son", "m", "her"),
        ("남동생의 처", "in_law", "f", ""),
        ("김영희의 남동생의 아들", "niece_or_nephew", "m", "=김영희"),
        ("회사의 아들", "son", "m", ""),
        ("其子", "son", "m", ""),
        ("妻子", "wife", "f", ""),
        ("上述之女", "daughter", "f", "above"),
        ("3号之夫", "husband", "m", "#3"),
        ("金英姬的女儿", "daughter", "f", "=金英姬"),
        ("赵成日妻", "wife", "f", "=赵成日"),
        ("他们的儿子", "son", "m", "their"),
        ("她的儿子", "son", "m", "her"),
        ("her son", "son", "m", "her"),
        ("wife of no. 3", "wife", "f", "#3"),
        ("no. 3's son", "son", "m", "#3"),
        ("daughter of Kim Yong-hui", "daughter", "f", "=Kim Yong-hui"),
        ("Kim Yong-hui's brother's son", "niece_or_nephew", "m", "=Kim Yong-hui"),
        ("the above's wife", "wife", "f", "above"),
        ("husband of the above", "husband", "m", "above"),
        ("son of theirs", "son", "m", ""),
    ],
)
def test_a_relation_is_read_with_the_person_it_hangs_on(text: str, relation: str, sex: str, whose: str) -> None:
    kin = find_kin(text)[0]
    assert (kin.relation, kin.sex, kin.whose) == (relation, sex, whose)
    assert text not in repr(kin)


@pytest.mark.parametrize(
    ("text", "count"), [("아들 둘", 2), ("딸 2명", 2), ("두 딸", 2), ("three sons", 3), ("儿子两人", 2)]
)
def test_a_number_of_relatives_is_counted(text: str, count: int) -> None:
    kin = kin_said(text)
    assert kin is not None
    assert kin.count == count


def test_a_brother_and_his_wife_are_two_people() -> None:
    kin = kin_said("동생 내외")
    assert kin is not None
    assert kin.couple


@pytest.mark.parametrize("text", ["女", "본인", "무산", "처음", "김영희", "Sonora", ""])
def test_what_is_no_relation_is_none(text: str) -> None:
    assert kin_said(text) is None


def test_son_is_kin_of_nobody_inside_a_word() -> None:
    assert find_kin("Jackson and Nelson") == []


@pytest.mark.parametrize("lang", ["ko", "en", "zh"])
def test_every_word_is_a_choice_of_the_vocabulary(lang: str) -> None:
    assert {word.relation for word in words(lang).values()} <= set(RELATIONS)


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_has_an_inverse_that_is_a_relation(relation: str) -> None:
    assert {inverse(relation, sex) for sex in ("f", "m", "x", None)} <= set(RELATIONS)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("sibling", "child", "niece_or_nephew"),
        ("child", "sibling", "child"),
        ("son", "wife", "in_law"),
        ("cousin", "son", "relative"),
    ],
)
def test_two_words_in_a_row_are_one_relation(first: str, second: str, relation: str) -> None:
    assert chained(first, second) == relation


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("자매 2명", "siblings", 2),
        ("母子", "parent-child", 0),
        ("family of four", "family", 4),
        ("a couple", "couple", 0),
    ],
)
def test_a_word_for_people_who_belong_together_is_read_with_its_number(text: str, kind: str, count: int) -> None:
    together = find_together(text)[0]
    assert (together.kind, together.count) == (kind, count)


def test_small_numbers_are_read_in_three_languages() -> None:
    assert [count_said(word) for word in ("둘", "two", "两", "12", "x", None)] == [2, 2, 2, 12, 0, 0]


@given(st.text(max_size=60))
def test_what_is_found_lies_in_the_text_in_order(text: str) -> None:
    end = 0
    for kin in find_kin(text):
        assert end <= kin.start < kin.end <= len(text)
        end = kin.end
