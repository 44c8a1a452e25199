from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from underice.decide.dilemma import Dilemma, Family
from underice.decide.futures import draw
from underice.decide.model import evaluate
from underice.decide.page import words
from underice.decide.ranges import shipped
from underice.vocabulary.language import LANGUAGES, Language

DOCS = Path(__file__).parents[3] / "docs"
PAGES: dict[Language, Path] = {"en": DOCS / "method" / "decide.md", "ko": DOCS / "ko" / "method" / "decide.md"}
FIXED = {
    "return_days": 20, "quiet_rate": 0.02, "quiet_half_life": 3650, "quiet_after": 1, "release_names": 0,
    "return_names": 1, "known_if_returned": 1, "known_otherwise": 0.2, "text_worked": 0.5, "checked_households": 20,
    "transit_people": 600, "arrest_month": 0.02, "sweep_published": 0.5, "sweep_anyway": 0.2, "sweep_factor": 3,
    "sweep_days": 60, "returned_share": 0.6, "restraint": 0.8, "crossers_month": 100, "closing": 0.2,
    "closing_days": 90,
}  # fmt: skip
"""The values of the example, by hand."""


def test_the_example_by_hand_is_what_the_model_computes() -> None:
    ranges = {name: replace(shipped()[name], low=value, high=value, shape="fixed") for name, value in FIXED.items()}
    example = Dilemma(12, 0, families=(Family(3, 40, 1),), ranges={**shipped(), **ranges}, checked=True)
    found = evaluate(example, draw(example, 10, 1))

    def people(code: str, policy: str) -> float:
        return float(found.of(code, policy).mean())

    assert people("freed", "quiet") == pytest.approx(3.4, abs=0.06)
    assert people("returned", "quiet") == pytest.approx(8.4, abs=0.06)
    assert people("held", "quiet") == pytest.approx(0.2, abs=0.06)
    assert people("kin_identified", "names_now") == pytest.approx(0.2, abs=0.05)
    assert people("extra_arrested", "quiet") == pytest.approx(8.9, abs=0.06)
    assert people("extra_arrested", "names_now") == pytest.approx(22.2, abs=0.06)
    assert people("extra_returned", "names_now") == pytest.approx(7.8, abs=0.06)
    assert people("extra_returned", "quiet") == pytest.approx(5.3, abs=0.06)
    assert people("blocked", "names_now") == pytest.approx(60, abs=0.01)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_default_stands_in_the_method_page_with_its_range(lang: Language) -> None:
    text = PAGES[lang].read_text(encoding="utf-8")
    for name, held in shipped().items():
        row = re.search(rf"^\| `{name}` \| (.+?) \| .+? \| (.+?) – (.+?) \|", text, re.MULTILINE)
        assert row is not None
        assert row[1] == words.belief(name, lang)
        for told, value in ((row[2], held.low), (row[3], held.high)):
            assert (1 / 3 if told == "1/3" else float(told)) == pytest.approx(value, rel=1e-3)
        assert lang == "ko" or held.source in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_method_page_says_what_it_must_not_be_used_for_and_links_the_other_language(lang: Language) -> None:
    text = PAGES[lang].read_text(encoding="utf-8")
    assert ("must not be used for" if lang == "en" else "쓰면 안 됩니다") in text
    other = re.search(r"^\[(?:한국어|English)\]\((.+)\)$", text, re.MULTILINE)
    assert other is not None
    assert (PAGES[lang].parent / other[1]).is_file()
