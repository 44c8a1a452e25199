"""The method pages say the numbers that the program uses."""

import re
from datetime import date
from pathlib import Path

import pytest

from underice.exposure.anonymity import count, leave_one_out
from underice.exposure.assumptions import TEXTS, assumptions
from underice.exposure.facts import Facts
from underice.vocabulary.intervals import DateInterval

DOCS = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ["method", "ko/method"]
# How the pages call an assumption whose code in the table is another one.
SHOWN_AS = {
    "camp_first_age": "camps",
    "camp_last_age": "camps",
    "first_arrivals_year": "pooled_period",
    "arrivals_1999": "pooled_period",
    "arrivals_2000": "pooled_period",
    "arrivals_2001": "pooled_period",
}


def page(folder: str, name: str) -> str:
    return (DOCS / folder / f"{name}.md").read_text(encoding="utf-8")


def table(text: str) -> list[list[str]]:
    rows = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| "))
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize("folder", LANGUAGES)
def test_every_assumption_is_on_the_page_with_its_range(folder: str) -> None:
    shown = [row for row in table(page(folder, "population")) if row[0].startswith("`")]
    for known in assumptions().values():
        code = SHOWN_AS.get(known.code, known.code)
        rows = [row for row in shown if row[0].startswith(f"`{code}`")]
        assert rows, known.code
        if code == known.code or code == "camps":
            ranges = [[float(cell) for cell in row[1:4] if cell] for row in rows]
            expected = [known.low, known.default, known.high]
            assert expected in ranges or [known.default] in ranges, known.code


@pytest.mark.parametrize("folder", LANGUAGES)
def test_every_code_on_the_page_has_a_text_or_a_number(folder: str) -> None:
    codes = set(re.findall(r"^\| `(\w+)`", page(folder, "population"), re.MULTILINE))
    assert codes <= TEXTS.keys() | assumptions().keys()


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_worked_example_is_what_the_program_counts(folder: str) -> None:
    facts = Facts(
        sex="f",
        birth=DateInterval(date(1987, 2, 9), date(1988, 2, 8)),
        origin=("KP0218",),
        arrived=DateInterval.year(2019),
    )
    as_of = date(2026, 2, 8)
    gains = leave_one_out(facts, "B", as_of=as_of)
    counted = [[str(count(facts, "B", as_of=as_of).mid), ""]]
    counted += [[str(gain.without.mid), f"{gain.bits:.1f}"] for gain in gains]
    example = [
        row[1:]
        for row in table(page(folder, "anonymity"))
        if len(row) == 3 and row[1].isdigit() and re.fullmatch(r"[\d.]*", row[2])
    ]
    assert example == counted


def test_both_languages_show_the_same_table_of_assumptions() -> None:
    english, korean = ([row[:4] for row in table(page(folder, "population"))[2:]] for folder in LANGUAGES)
    assert [row[1:] for row in english] == [row[1:] for row in korean]
    assert [row[0].split(" ")[0] for row in english] == [row[0].split(" ")[0] for row in korean]
