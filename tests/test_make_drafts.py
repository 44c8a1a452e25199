"""The project's own annotated drafts: what the sources say, and what the maker refuses."""

import json
from collections import Counter
from typing import Any

import pytest

from tools.make_drafts import FOLDER, LANGS, PARTS, Mistake, drafts, made, unmark
from underice.exposure.reader.model import INVERSE

PLAIN = "=== d-1 news 2015-06-10\n{text}\n--- persons\n{persons}\n"


def one(text: str, persons: str, lang: str = "en") -> dict[str, Any]:
    return next(drafts(PLAIN.format(text=text, persons=persons), lang))


def rows(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{part}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("part", PARTS)
def test_the_files_are_what_their_sources_say(part: str) -> None:
    assert (FOLDER / f"{part}.jsonl").read_text("utf-8") == made(part)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_dozen_drafts_or_more_of_each_language_it_is_in(part: str) -> None:
    counted = Counter(row["lang"] for row in rows(part))
    assert counted.keys() <= set(LANGS)
    assert part.startswith(("later", "wide")) or counted.keys() == set(LANGS)
    assert min(counted.values()) >= 12


def test_odd_drafts_are_for_tuning_and_even_ones_are_blind() -> None:
    for part, odd in (("tune", 1), ("blind", 0)):
        assert {int(row["id"][-2:]) % 2 for row in rows(part)} == {odd}


@pytest.mark.parametrize(
    ("tuned", "kept"), [("tune", "blind"), ("fresh_tune", "fresh_blind"), ("wide_tune", "wide_kept")]
)
def test_no_person_appears_in_both_parts(tuned: str, kept: str) -> None:
    tune, blind = (
        {p["name"] for row in rows(part) for p in row["persons"] if p["role"] == "at_risk" and p["name"]}
        for part in (tuned, kept)
    )
    assert not tune & blind


@pytest.mark.parametrize("part", PARTS)
def test_spans_never_cross(part: str) -> None:
    for row in rows(part):
        for a in row["spans"]:
            assert not [b for b in row["spans"] if a["start"] < b["start"] < a["end"] < b["end"]]


@pytest.mark.parametrize("part", PARTS)
def test_every_relation_is_stored_on_both_sides(part: str) -> None:
    for row in rows(part):
        ties = {(p["ref"], k["ref"], k["relation"]) for p in row["persons"] for k in p["facts"]["kin_of"]}
        assert {(b, a, INVERSE[relation]) for a, b, relation in ties} == ties


def test_marks_are_taken_out_and_nested_ones_kept() -> None:
    text, spans = unmark("[시론] [workplace:p1 [origin:p1+p2 단천] 병원]에서")
    assert text == "[시론] 단천 병원에서"
    assert [(text[s["start"] : s["end"]], s["label"], s["ref"]) for s in spans] == [
        ("단천 병원", "workplace", "p1"),
        ("단천", "origin", ["p1", "p2"]),
    ]


@pytest.mark.parametrize(
    ("birth", "lang", "first", "last"),
    [
        ("age 41", "en", "1973-06-11", "1974-06-10"),
        ("age 41 unknown", "ko", "1973-06-11", "1975-12-31"),
        ("age 41 counting", "ko", "1975-01-01", "1975-12-31"),
        ("age 40 intl & age 41 counting", "ko", "1975-01-01", "1975-06-10"),
        ("age ~41", "en", "1971-06-11", "1976-06-10"),
        ("age 60e", "en", "1951-06-11", "1955-06-10"),
        ("age 9 on 2011-12", "en", "2001-12-02", "2002-12-31"),
        ("inyear 33 2015", "en", "1982-01-01", "1982-12-31"),
        ("born 1975", "en", "1975-01-01", "1975-12-31"),
    ],
)
def test_births_follow_the_rules_of_the_annotation(birth: str, lang: str, first: str, last: str) -> None:
    draft = one("[age:p1 그 나이]", f"p1 at_risk | birth {birth}", lang)
    assert draft["persons"][0]["facts"]["birth"] == [first, last]


@pytest.mark.parametrize(
    ("text", "persons", "words"),
    [
        ("[name:p2 Ri]", "p1 at_risk | name Ri", "no such person"),
        ("[name:p1 Ri", "p1 at_risk | name Ri", "stays open"),
        ("[origin:p1 Atlantis]", "p1 at_risk | origin KP9999", "KP9999"),
        ("[event:p1 held]", "p1 at_risk | ev held - -", "no such event"),
        ("[event:p1 held]", "p1 at_risk | ev detention 2015-02-30 -", "2015-02-30"),
        ("[event:p1 held]", "p1 at_risk", "no fact"),
        ("[name:p1 Ri]", "p1 at_risk | name Ri | origin KP0218", "no span"),
        ("[name:p1 Ri] [name:p2 O]", "p1 kin | name Ri | kin child p2\np2 kin | name O | kin child p1", "p1 and p2"),
        ("[age:p1 41]", "p1 at_risk | birth age 20 intl & age 50 counting", "contradict"),
    ],
)
def test_a_mistake_in_a_source_is_refused_with_its_words(text: str, persons: str, words: str) -> None:
    with pytest.raises(Mistake, match=words):
        one(text, persons)


def test_a_korean_age_without_its_way_of_counting_is_refused() -> None:
    with pytest.raises(Mistake, match="way of counting"):
        one("[age:p1 41세]", "p1 at_risk | birth age 41", "ko")
