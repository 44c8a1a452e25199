"""How well drafts are read, by the scorer that came with the annotated drafts; the floors only ever go up.

The pairs of drafts whose number is divisible by three ("held out") were set apart at first; their texts and annotations, and of
the English ones the errors, have been seen since while the rules were mended. Only the blind half of our own drafts was never looked at: its figures
are the ones to expect on a text of one's own. `make bench` prints them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from bench.reader import OWN, Draft, Figures, drafts, held_out, scorer
from underice.exposure.reader import read

Score = Callable[[Sequence[Draft]], Figures]


@pytest.fixture(scope="module")
def score(shared: Callable[[str], Path]) -> Score:
    return scorer(shared("data/drafts/score_drafts.py"), shared("texts"))


def at_least(figures: Figures, recall: float, precision: float, facts: float) -> bool:
    return bool(
        figures["span_recall"] >= recall
        and figures["span_precision"] >= precision
        and figures["person_fact_recall"] >= facts
    )


@pytest.mark.parametrize(
    ("part", "recall", "precision", "facts"), [("all", 0.95, 0.93, 0.90), ("held out", 0.89, 0.89, 0.79)]
)
def test_the_annotated_drafts_are_read_at_least_so_well(
    score: Score, shared: Callable[[str], Path], part: str, recall: float, precision: float, facts: float
) -> None:
    gold = [d for d in drafts(shared("data/drafts/dev_drafts.jsonl")) if part == "all" or held_out(d)]
    assert at_least(score(gold), recall, precision, facts)


@pytest.mark.parametrize(
    ("part", "recall", "precision", "facts"),
    [
        ("tune", 0.91, 0.92, 0.81),
        ("blind", 0.74, 0.83, 0.52),
        ("fresh_tune", 0.93, 0.91, 0.81),
        ("fresh_blind", 0.86, 0.87, 0.67),
        ("later_tune", 0.95, 0.95, 0.83),
        ("later_kept", 0.93, 0.94, 0.85),
        ("wide_tune", 0.92, 0.93, 0.77),
        ("wide_kept", 0.91, 0.93, 0.80),
    ],
)
def test_our_own_drafts_are_read_at_least_so_well(
    score: Score, part: str, recall: float, precision: float, facts: float
) -> None:
    assert at_least(score(drafts(OWN / f"{part}.jsonl")), recall, precision, facts)


def test_in_the_two_real_texts_everybody_is_found_with_what_is_told(
    score: Score, shared: Callable[[str], Path]
) -> None:
    figures = score(drafts(shared("data/drafts/real_texts_gold.jsonl")))
    assert figures["persons_found"] == 1.0
    assert figures["span_recall"] == 1.0
    assert figures["public_names_flagged"] == 0
    for fact in ("sex", "group", "event", "event_date", "event_place", "kin_of"):
        assert figures["person_facts"][fact]["recall"] == 1.0, fact


def test_a_draft_about_nobody_at_risk_gives_no_span(shared: Callable[[str], Path]) -> None:
    for draft in drafts(shared("data/drafts/dev_drafts.jsonl")):
        if not draft["spans"]:
            assert read(draft["text"], date=date.fromisoformat(draft["date"])).spans == (), draft["id"]
