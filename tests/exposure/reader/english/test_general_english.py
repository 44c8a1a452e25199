"""The general layer: anybody's names, places, dates, ages and titles; never part of a reading of a draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.reader import drafts, general_rows, general_score, template_held_out
from underice.exposure.reader import read
from underice.exposure.reader.english.general import general_spans

GIVEN = "data/exposure/presidio_synth_dev.jsonl"


def told(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in general_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Ilse Varga but everyone calls me Ilse", [("person", "Ilse Varga"), ("person", "Ilse")]),
        ("She moved here from Portugal in 1987.", [("place", "Portugal"), ("date", "1987")]),
        ("We were living in Oderbruch then.", [("place", "Oderbruch")]),
        ("Please tell Mrs. Okafor that I just turned 47", [("title", "Mrs."), ("person", "Okafor"), ("age", "47")]),
        ("Ana Lund, the lighthouse inspector, said no.", [("person", "Ana Lund"), ("title", "lighthouse inspector")]),
        ("Yesterday, Tomas Reyl sang. Then Reyl wept.", [("person", "Tomas Reyl"), ("person", "Reyl")]),
        ("Marta Oyen\nbaker\n12 Elm Street\nSalamina\nAustria 8010", [("person", "Marta Oyen"), ("title", "baker")]),
        ("i live in tunisia now", [("place", "tunisia")]),
        ("it rained and nobody came", []),
    ],
)
def test_the_general_layer_finds_what_is_said_of_anybody(text: str, expected: list[tuple[str, str]]) -> None:
    assert [pair for pair in expected if pair not in told(text)] == []
    assert expected or told(text) == []


def test_words_of_addresses_on_the_web_are_no_names() -> None:
    assert told("write to Jana.Roth@example.org or https://Example.org/Jana") == []


def test_a_town_of_an_address_line_with_a_number_is_a_place() -> None:
    assert ("place", "Vienna") in told("Eva Holt\n4 Long Road\nVienna 1010\nAustria")


def test_a_reading_of_a_draft_never_has_names_of_the_general_layer() -> None:
    text = "My name is Ilse Varga and I sell umbrellas in Portugal."
    assert told(text)
    assert not [span for span in read(text).spans if span.label == "place"]


def test_synthetic_sentences_are_read_well_enough_also_where_the_template_was_never_seen(
    shared: Callable[[str], Path],
) -> None:
    sentences = drafts(shared(GIVEN))
    for some in (sentences, [one for one in sentences if template_held_out(one)]):
        assert general_score(some)["recall"] >= 0.80
    assert len(general_rows(shared(GIVEN))) == 5
