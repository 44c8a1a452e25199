"""Scores: the pair list of the issue, symmetry, parts that are missing, and quality on real names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people.similarity import bits, score, threshold

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "names"
CHOLSU = ("김철수", "Kim Chol Su", "Kim Cheol-su", "金哲洙", "Kim Chul-soo")
YONGHUI = ("리영희", "이영희", "Ri Yong Hui", "Lee Young-hee")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((a, b) for a in CHOLSU for b in CHOLSU if a < b),
        *((a, b) for a in YONGHUI for b in YONGHUI if a < b),
        ("Jin Zhezhu", "金哲洙"),
        ("Jin Zhezhu", "김철수"),
        ("Pak Yong Ho", "Park Young-ho"),
        ("Su Chol Kim", "Kim Chol Su"),
        ("리학준", "Lee Hark-joon"),
        ("赵明哲", "趙明哲"),
        ("Чхве Ён Рим", "Choe Yong Rim"),
        ("キム・ヨンヒ", "Kim Yong Hui"),
        ("Sŏnu Yŏng", "선우영"),
        ("Kim Chlo Su", "김철수"),
        ("金铁万", "金鐵萬"),
        ("南宫珉", "NAMGUNG Min"),
        ("황보영", "Hwang Bo Yong"),
        ("정경택", "Cho\u2019ng Kyo\u2019ng-t\u2019aek"),
        ("キム・チョルス", "김철수"),
        ("Цой Рён Хэ", "최룡해"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert score(one, other) >= threshold()
    assert bits(one, other) > 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Chol Su", "Kim Chol Ho"),
        ("김철수", "박영호"),
        ("김철수", "김철호"),
        ("Kim Chol Su", "Pak Chol Su"),
        ("金哲洙", "金哲浩"),
        ("金哲洙", "金哲秀"),
        ("Jin Zhehao", "金哲洙"),
        ("윤보라", "윤보나"),
        ("Kim Eun Ji", "Kim Eun Ju"),
        ("John Smith", "Kim Chol Su"),
    ],
)
def test_other_names_are_not_the_same(one: str, other: str) -> None:
    assert score(one, other) < threshold()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim", "Kim Chol Su"), ("Kim Chol", "Kim Chol Su"), ("철수", "김철수"), ("Chol-su", "Kim Chol-su")],
)
def test_a_name_that_lacks_a_part_matches_in_part_only(one: str, other: str) -> None:
    assert 0 < score(one, other) < threshold()
    assert score(one, other) > score("박영호", other)


@pytest.mark.parametrize(
    "written",
    [
        "Ｋｉｍ Ｃｈｏｌ Ｓｕ",
        "KIM CHOL SU",
        "kimcholsu",
        "KimCholSu",
        "Kim-Chol-Su",
        "Kim_Chol_Su",
        "Kim\u00a0Chol\u00a0Su",
        "Kim, Chol-Su",
        "Mr. Kim Chol Su",
        "Kim Chol Su Dr",
        "Kim Chol-Su (38)",
        "2. Kim Chol Su",
        "김·철수",
        "\u202e김철수\u202c",
        "김\u200b철수",
        "\u1100\u1175\u11b7\u110e\u1165\u11af\u1109\u116e",
        "김철수씨",
        "김철수 선생님",
        "김철수(38세)",
        "金 哲洙先生",
    ],
)
def test_marks_titles_ages_and_invisible_letters_do_not_matter(written: str) -> None:
    assert score(written, "김철수") >= threshold()


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [("김철수", "김칠수", "김순이"), ("金哲洙", "金哲浩", "金順姬"), ("윤보라", "윤보나", "윤철호")],
)
def test_one_wrong_sign_lowers_the_score_and_leaves_some(one: str, near: str, far: str) -> None:
    assert threshold() > score(one, near) > 10 * score(one, far)
    assert score(one, near) > 0.005


@pytest.mark.parametrize("name", ["Kim " * 125, "김" * 500, "金" * 500, "a-" * 100, "jaja" * 15, "キ" * 60])
def test_a_very_long_name_scores_zero(name: str) -> None:
    assert score(name, "김철수") == 0.0


def test_a_rare_name_weighs_more_than_a_common_one() -> None:
    assert bits("표철혁", "Pyo Chol Hyok") > bits("김영철", "Kim Yong Chol") + 3


def test_the_exact_spelling_wins_over_the_other_initial_sound() -> None:
    assert score("리영희", "리영희") > score("리영희", "이영희")


def test_a_string_without_reading_scores_zero() -> None:
    assert score("", "김철수") == 0.0
    assert bits("123", "김철수") == 0.0


@given(st.sampled_from([*CHOLSU, *YONGHUI, "Kim", "Cui Longhai", "x"]), st.text(max_size=30))
def test_the_score_is_the_same_both_ways_and_within_zero_and_one(one: str, other: str) -> None:
    assert score(one, other) == pytest.approx(score(other, one))
    assert 0.0 <= score(one, other) <= 1.0


@pytest.mark.skipif(not SHARED.is_dir(), reason="the list of real names lies outside the project")
def test_people_not_learned_from_are_told_apart_at_the_fixed_threshold() -> None:
    from tools.learn_names import pair_maker, read, split

    pairs = pair_maker(SHARED)(split(read(SHARED / "dev_clusters.csv"))[1], False)
    called = [(score(a, b) >= threshold(), label) for a, b, label, _ in pairs]
    hits = sum(1 for yes, label in called if yes and label)
    assert 2 * hits / (sum(yes for yes, _ in called) + sum(label for _, label in called)) >= 0.97
