import pytest

from tests.exposure.softening.rewrite import softer


@pytest.mark.parametrize(
    ("text", "fact", "words", "kind", "expected"),
    [
        ("A woman of 38 from Musan, North Hamgyong, and her son were arrested.", "age", "38", "decade",
         "A woman in her thirties from Musan, North Hamgyong, and her son were arrested."),
        ("A woman of 38 from Musan, North Hamgyong, and her son were arrested.", "home", "Musan", "region",
         "A woman of 38 from the north of North Korea and her son were arrested."),
        ("A woman of 38 from Musan, North Hamgyong, and her son were arrested.", "age", "38", "drop",
         "A woman from Musan, North Hamgyong, and her son were arrested."),
        ("A 38-year-old woman from Hyesan was arrested.", "age", "38-year-old", "part",
         "A woman in her late thirties from Hyesan was arrested."),
        ("An 18-year-old woman from Hyesan was arrested.", "age", "18-year-old", "drop",
         "A woman from Hyesan was arrested."),
        ("Her nine-year-old son was arrested in Shenyang.", "age", "nine", "young",
         "Her young son was arrested in Shenyang."),
        ("A woman of 38 and her nine-year-old son were arrested in Shenyang.", "kin", "son", "plain",
         "A woman of 38 and her nine-year-old child were arrested in Shenyang."),
        ("Kim Myong-ok, 41, from Hyesan, was arrested.", "age", "41", "decade",
         "Kim Myong-ok, in their forties, from Hyesan, was arrested."),
    ],
)  # fmt: skip
def test_softer_words_fit_their_sentence(text: str, fact: str, words: str, kind: str, expected: str) -> None:
    assert softer(text, fact, words, kind) == expected


def test_a_mark_said_of_a_person_gives_way_to_that_he_is_among_them() -> None:
    text = "Twelve people were arrested in Shenyang. A man in his sixties from Hamhung has lost two fingers of his left hand."
    assert softer(text, "mark", "fingers", "drop").endswith("A man in his sixties from Hamhung is among them.")


def test_a_mark_in_a_clause_goes_with_its_clause() -> None:
    text = "A man in his sixties from Hamhung, who walks with a limp, was arrested in Shenyang."
    assert softer(text, "mark", "limp", "drop") == "A man in his sixties from Hamhung was arrested in Shenyang."


def test_the_year_of_arrival_is_widened_with_its_preposition() -> None:
    text = "A woman of 38 was arrested in Shenyang. Her brother arrived in South Korea in 2021; he is waiting."
    assert "in South Korea in the early 2020s; he" in softer(text, "arrived", "2021", "part")
    assert "in South Korea some years ago; he" in softer(text, "arrived", "2021", "ago")
    assert "in South Korea; he" in softer(text, "arrived", "2021", "drop")


def test_a_name_gives_way_to_a_woman_and_then_to_the_woman() -> None:
    text = "Ms Ri Kum-ok from Hyesan was arrested in Shenyang. Ri Kum-ok taught at a school."
    new = softer(text, "name", "Ri Kum-ok", "person")
    assert new == "A woman from Hyesan was arrested in Shenyang. The woman taught at a school."


@pytest.mark.parametrize(
    ("text", "fact", "words", "kind", "expected"),
    [
        ("Pak Sun-i, 71, a grandmother from Hamhung, was arrested in Shenyang.", "age", "71", "drop",
         "Pak Sun-i, a grandmother from Hamhung, was arrested in Shenyang."),
        ("Pak Sun-i, 71, was arrested in Shenyang.", "age", "71", "drop", "Pak Sun-i was arrested in Shenyang."),
        ("A woman of 38 we called Sun-hui was arrested in Shenyang.", "name", "Sun-hui", "person",
         "A woman of 38 was arrested in Shenyang."),
        ("A woman of 38 called Sun-hui was arrested in Shenyang.", "name", "Sun-hui", "person",
         "A woman of 38 was arrested in Shenyang."),
    ],
)  # fmt: skip
def test_what_is_taken_out_takes_the_right_commas_and_verbs_with_it(
    text: str, fact: str, words: str, kind: str, expected: str
) -> None:
    assert softer(text, fact, words, kind) == expected


def test_a_mark_in_a_sentence_of_somebody_told_before_goes_with_the_sentence() -> None:
    text = "A woman of 38 from Musan was arrested in Shenyang. She walks with a limp. Nobody has heard of her."
    assert softer(text, "mark", "limp", "drop") == (
        "A woman of 38 from Musan was arrested in Shenyang. Nobody has heard of her."
    )
