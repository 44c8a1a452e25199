"""Reported cases stand beside questions as analogies, each with why it may not be like yours."""

import re

from underice.decide.elicitation import ASKED
from underice.decide.ranges import parameters
from underice.decide.reference_cases import beside, cases
from underice.vocabulary.language import LANGUAGES, is_hangul


def test_every_case_is_told_in_both_languages_with_its_source_and_why_it_may_differ() -> None:
    assert len(cases()) == 9
    for case in cases():
        assert case.source
        for words in (case.place, case.done, case.came, case.others, case.unlike):
            assert set(words) == set(LANGUAGES)
            assert words["en"]
            assert any(map(is_hangul, words["ko"]))
            assert not any(map(is_hangul, words["en"]))


def test_cases_are_in_order_of_time_and_none_has_two_codes() -> None:
    assert [case.start[:7] for case in cases()] == sorted(case.start[:7] for case in cases())
    assert len({case.code for case in cases()}) == len(cases())
    assert cases()[0].year == "2002"


def test_cases_stand_beside_quantities_of_the_model() -> None:
    for case in cases():
        assert set(case.beside) <= set(parameters()), case.code


def test_every_question_of_the_ten_minute_mode_has_a_case_beside_it() -> None:
    assert [name for name in ASKED if not beside(name)] == []


def test_the_case_that_says_most_about_a_quantity_comes_first() -> None:
    assert beside("sweep_published")[0].code == "SPAIN-2002"
    assert beside("horn") == ()


def test_no_case_is_told_as_a_rate() -> None:
    for case in cases():
        for words in (case.done, case.came, case.others, case.unlike):
            for text in words.values():
                assert not re.search(r"%|percent|확률|비율", text), case.code


def test_what_was_reported_of_others_is_told_apart_from_nothing() -> None:
    found = {case.code: case.tells_of_others for case in cases()}
    assert found["SPAIN-2002"]
    assert not found["OCT-2023"]
