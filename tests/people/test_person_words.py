"""Reasons in words: each code has a sentence in both languages; lines are wrapped by the width of their letters."""

from datetime import date
from typing import get_args

import pytest
from rich.cells import cell_len

from underice.people.fact_weights import Code, part
from underice.people.facts import KinFact, PersonFacts
from underice.people.match import Match
from underice.people.person_words import described, leaning, missing, names, place, reason, reasons, wrapped, years
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.language import LANGUAGES, Language

YEAR = DateInterval.year
FIELDS = {
    "birth": {"one": "1987", "other": "1990"},
    "home": {"one": "KP0218", "other": "KP0101"},
    "kin": {"relation": "son", "one": "박성진", "other": ""},
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", get_args(Code))
def test_every_code_is_told_in_both_languages(code: Code, lang: Language) -> None:
    fields = FIELDS.get(code.split("-")[0], {"one": "가", "other": "나", "sex": "f", "event": "e", "list": "l"})
    said = reason(part("name", 5.0, code, **fields), lang)
    assert said
    assert "{" not in said
    assert lang == "en" or any("가" <= char <= "힣" for char in said)


def test_what_weighs_next_to_nothing_is_not_told() -> None:
    assert reason(part("event", 0.1, "event-same", event="e"), "en") == ""


def test_one_sort_of_reason_is_told_once_but_every_pair_of_names() -> None:
    def match(*names: str) -> Match:
        told = (part("name", 9.0, "name-same", one=names[0], other=names[1]), part("sex", 1.0, "sex-same", sex="f"))
        return Match(10, 0.99, "same", (*told, part("home", -2.0, "home-differs", one="KP0218", other="KP01")), 200)

    for_, against = reasons([match("최은실", "崔银实"), match("최은실", "최은실")], "en")
    assert for_ == ["same name: 최은실 = 崔银实", "same sex", "same name: 최은실"]
    assert against == ["homes differ (Musan, North Hamgyong; Ryanggang)"]


def test_a_relation_that_the_vocabulary_does_not_know_is_told_as_it_is() -> None:
    assert "neighbour" in reason(part("kin", 3.0, "kin-shared", relation="neighbour", one="", other=""), "en")
    assert "mother 리순복 ≠ 박철" in reason(
        part("kin", -3.0, "kin-differs", relation="mother", one="리순복", other="박철"), "en"
    )


def test_years_of_birth_are_narrowed_by_claims_that_agree_and_stand_apart_otherwise() -> None:
    assert years([YEAR(1987, 1988), YEAR(1988, 1990)]) == "1988"
    assert years([YEAR(1974), DateInterval(date(1976, 1, 1), date(1977, 5, 1))]) == "1974 / 1976–1977"


def test_someone_is_described_by_what_is_told_and_the_narrowest_homes() -> None:
    one = PersonFacts("a", sex=("f",), births=(YEAR(1988),), origins=(("KP02",), ("KP0218",)))
    assert described([one], "en") == ["female", "born 1988", "Musan, North Hamgyong"]
    assert described([PersonFacts("a", sex=("?",), origins=(("NOWHERE",), ("KP01",)))], "en") == ["NOWHERE / Ryanggang"]
    assert described([PersonFacts("a")], "en") == []
    assert place("NOWHERE", "ko") == "NOWHERE"


def test_hangul_spellings_stand_first() -> None:
    assert names([PersonFacts("a", ("Choe Un Sil", "崔银实")), PersonFacts("b", ("최은실", "Choe Un Sil"))]) == (
        "최은실 · Choe Un Sil · 崔银实"
    )


def test_what_is_missing_is_what_to_ask_for() -> None:
    whole = PersonFacts("a", ("최은실",), origins=(("KP02",),), kin=(KinFact("son"),))
    assert missing(whole, whole, "en") == ["year of birth"]
    assert missing(whole, PersonFacts("b"), "en") == [
        "name", "year of birth", "home county", "names of parents, spouse or children",
    ]  # fmt: skip


@pytest.mark.parametrize(("probability", "told"), [(0.9, "towards one"), (0.5, "either"), (0.1, "towards two")])
def test_where_a_pair_leans_is_told_without_a_number(probability: float, told: str) -> None:
    said = leaning(Match(0, probability, "cannot-tell", (), 200), "en")
    assert told in said
    assert not any(char.isdigit() for char in said)


def test_lines_are_wrapped_by_the_width_of_wide_letters() -> None:
    lines = list(wrapped(["가나다라마바사"] * 9, "    ", " 1  ", width=40))
    assert len(lines) > 1
    assert all(cell_len(line) <= 40 for line in lines)
    assert lines[0].startswith(" 1  가")
    assert lines[1].startswith("    가")
    assert list(wrapped([], "  ")) == []


def test_an_item_wider_than_a_line_is_cut_between_words() -> None:
    lines = list(wrapped(["one two three four five six", "seven"], "  ", width=16))
    assert lines == ["  one two three", "  four five six", "  seven"] or all(cell_len(line) <= 16 for line in lines)
    assert "".join(lines).replace(" ", "").replace("·", "") == "onetwothreefourfivesixseven"
