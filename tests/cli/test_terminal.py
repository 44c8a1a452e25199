"""The report in a terminal: one screen, marks also without colour, nothing that steers the terminal."""

import io
import re
from datetime import date

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.exposure.making import MUSAN, SHENYANG, reading
from underice.cli.terminal import SCREEN, WIDTH, show
from underice.exposure.check import weigh
from underice.exposure.reader.model import Event, KinTie, Label, Notice, Person
from underice.exposure.report.view import View, view
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.language import LANGUAGES, Language

AGED_38 = DateInterval(date(1987, 2, 15), date(1988, 2, 14))
FILLER = "나머지 사람들의 나이와 고향은 알려지지 않았으며 가족들은 소식을 기다리고 있다. " * 18


def crowd(lang: Language, text: str = FILLER, size: int = 12) -> View:
    """A draft with `size` people, of whom the first is named and the second her mother."""
    opening = "무산에서 온 서른여덟 살 최금순 씨와 어머니, 아들이 체포됐다. "
    people = [
        Person(
            "p1", "at_risk", name="최금순", sex="f", birth=AGED_38, origin=(MUSAN,), kin_of=(KinTie("p2", "child"),)
        ),
        Person("p2", "kin", sex="f", kin_of=(KinTie("p1", "parent"),)),
        *(Person(f"p{n}", "at_risk", sex="m", birth=AGED_38, origin=(MUSAN,)) for n in range(3, size)),
        Person("p99", "at_risk", group=12, events=(Event("arrest", "2026-02-08", (SHENYANG,)),)),
    ]
    words: list[tuple[str, Label, str]] = [
        ("무산", "origin", "p1"), ("서른여덟 살", "age", "p1"), ("최금순", "name", "p1"), ("어머니", "kin", "p2"),
        ("아들", "kin", "p3"), ("체포", "event", "p99"),
    ]  # fmt: skip
    notices = [Notice("age_impossible", 0, 2, {"text": "무산"})] * 3
    return view(weigh(reading(opening + text, people, words, lang="ko", notices=notices)), lang=lang, name="a.md")


def printed(shown: View, *, color: bool = False, full: bool = False, width: int = WIDTH) -> list[str]:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="truecolor" if color else None, no_color=not color
    )
    show(console, shown, full=full)
    return out.getvalue().rstrip("\n").split("\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_of_900_characters_fits_a_screen(lang: Language) -> None:
    lines = printed(crowd(lang))
    assert len(lines) <= SCREEN
    assert max(map(cell_len, lines)) <= WIDTH


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_long_draft_the_paragraphs_that_expose_somebody_are_shown_with_their_line(lang: Language) -> None:
    lines = printed(crowd(lang, "\n" + "\n".join([FILLER] * 50)))
    assert len(lines) <= SCREEN
    assert any("최금순" in line and "【" in line for line in lines)
    assert any("1행" in line or "line 1" in line for line in lines)


def test_people_who_do_not_fit_the_screen_are_summed_up_and_never_dropped() -> None:
    lines = printed(crowd("en", size=60))
    assert len(lines) <= SCREEN
    assert any(re.match(r"… and \d+ more, less exposed", line) for line in lines)
    assert not any("less exposed" in line for line in printed(crowd("en", size=60), full=True))


def test_without_colour_the_marks_are_brackets() -> None:
    text = "".join(printed(crowd("ko")))
    assert "【최금순】¹" in text
    assert "\x1b" not in text


def test_with_colour_the_marks_are_styles() -> None:
    text = "".join(printed(crowd("ko"), color=True))
    assert "【" not in text
    assert "\x1b[1;4;31m최금순" in text


def test_the_full_report_has_all_assumptions_with_their_sources_and_the_limits() -> None:
    shown = crowd("en")
    text = " ".join(" ".join(printed(shown, full=True)).split())
    for stated in shown.assumptions:
        assert stated.words in text
    assert all(limit in text for limit in shown.limits)


def test_a_narrow_terminal_loses_no_number() -> None:
    lines = printed(crowd("en"), width=60)
    assert max(map(cell_len, lines)) <= 60
    assert any("group 12" in line for line in lines)


@pytest.mark.parametrize("color", [True, False])
def test_control_characters_of_a_draft_never_reach_the_terminal(color: bool) -> None:
    text = "\x1b[2J\x1b]0;title\x07 [bold]Musan[/bold] \x9b31m"
    person = Person("p1", "at_risk", name="\x1b[31mPak", sex="f", occupation="\x07")
    shown = view(weigh(reading(text, [person], [("\x1b]0;title", "name", "p1")])), lang="en", name="\x1b[1m")
    out = "\n".join(printed(shown, color=color))
    assert "[bold]Musan[/bold]" in out
    assert not re.search("\x1b(?!\\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]", out)


def test_the_full_report_cuts_nothing_off_in_a_narrow_terminal() -> None:
    shown = crowd("en")
    text = " ".join(" ".join(printed(shown, full=True, width=50)).split())
    assert all(" ".join(row.who.split()) in text for row in shown.rows)
    assert all(note in text for row in shown.rows for note in row.notes)
