"""The ten-minute mode: it asks everything before any result, shows units and cases, and takes Enter for keep."""

import io
from datetime import date
from pathlib import Path

import pytest

from tests.cli.desk import Desk, Said
from underice.cli import errors
from underice.cli.decide_asking import _count
from underice.decide import record
from underice.decide.checklist import ITEMS
from underice.decide.elicitation import ASKED
from underice.decide.page import asking as words
from underice.decide.ranges import Problem
from underice.decide.record import Draft
from underice.vault.errors import VaultFull
from underice.vault.vault import Vault
from underice.vocabulary.language import LANGUAGES, Language

SITUATION = ["기록자", "선양", "", "12", "2026-02-08", "2026-02-11..2026-02-20", "2 3:24", ""]
RANGES = {"return_days": ["?", "30 7", "7 30 14", "전에 본 사례", "통역의 전화"], "quiet_rate": ["50 500", "창구", ""]}
SMALL = ("--on", "2026-02-11", "--futures", "2000", "--seed", "3")


def typed(*, forecast: list[str] | None = None) -> str:
    lines = [*SITUATION[:2], *SITUATION[3:], *[f"답 {item}" for item in ITEMS]]
    for name in ASKED:
        lines += RANGES.get(name, [""])
    return "\n".join([*lines, *(forecast or [""])]) + "\n"


def ask(desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str, *more: str, lang: Language = "en") -> Said:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    return desk.run("decide", "new", "--ask", *SMALL, "--vault", str(desk.folder), *more, lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newcomer_comes_from_twelve_held_to_a_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, lang: Language
) -> None:
    said = ask(desk, monkeypatch, typed(), lang=lang)
    assert said.code == 0, said.err
    assert ("12 people held" if lang == "en" else "12명") in said.out
    with desk.open() as vault:
        assert len(list(vault.entities("belief"))) == 2
        entity = vault.entity(next(vault.entities("decision")))
    assert entity.properties["minors"][0].value == "답 minors"
    assert entity.properties["title"][0].value == "선양"


def test_every_question_shows_its_unit_the_shipped_range_and_why_a_case_may_differ(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ask(desk, monkeypatch, typed())
    prompts = said.err.count("low high [best], ")
    assert prompts == len(ASKED) + 2  # one was explained, one was upside down
    assert said.err.count("Shipped: ") == len(ASKED)
    assert said.err.count("may not be like yours") + said.err.count("Yours may differ") >= len(ASKED)
    for name in ASKED:
        assert words.question(name, "en") in said.err
    assert said.err.index("What is known") < said.err.index("Before any result") < said.err.index("What do you believe")
    assert said.err.index("What do you believe") < said.err.index("Recorded before any result")


def test_a_range_upside_down_is_told_and_asked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ask(desk, monkeypatch, typed())
    assert "lies above the high end" in said.err
    assert "→ 7 days to 30 days, likeliest 14 days" in said.err


def test_a_forecast_is_made_before_the_result(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = ["풀려나는가", "70", "2020-01-01", "편집장"]
    unread = ["풀려나는가", "70", "soon", "편집장"]
    good = ["풀려나는가", "70", "2099-04-01", "편집장"]
    said = ask(desk, monkeypatch, typed(forecast=[*bad, *unread, *good]))
    assert said.code == 0, said.err
    assert "lies in the past" in said.err
    with desk.open() as vault:
        (one,) = vault.entities("forecast")
        assert vault.entity(one).properties["probability"][0].value == "0.7"


def test_an_answer_that_cannot_be_read_is_asked_for_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = typed().replace("\n12\n", "\nmany\n0\n12명\n", 1).replace("2 3:24\n", "two\n2 3:24\nnowhere.md\n", 1)
    text = text.replace("\n2026-02-08\n", "\n2026-03-01\n2026-02-08\n", 1)
    text = text.replace("2026-02-11..2026-02-20", "2026-02-01\n2026-02-20..2026-02-11\n2026-02-11..2026-02-20", 1)
    said = ask(desk, monkeypatch, text)
    assert said.code == 0, said.err
    assert said.err.count("is no number of people") == 2
    assert "is no household" in said.err
    assert "in the past" in said.err
    assert "ends before it begins" in said.err
    assert "no file" in said.err


def test_a_hurried_newcomer_may_write_as_she_speaks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = typed().replace("\n12\n", "\ntwelve people\n", 1).replace("2026-02-08\n", "last Sunday\n", 1)
    said = ask(desk, monkeypatch, text.replace("2026-02-11..2026-02-20", "by the 20th", 1))
    assert said.code == 0, said.err
    assert "→ 2026-02-08 (3 days ago)" in said.err
    assert "→ 2026-02-11 .. 2026-02-20 (in 9 days)" in said.err
    assert "12 people held" in said.out
    assert "arrested 3 days ago" in said.out


def test_a_question_mark_is_never_an_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = typed().replace("2 3:24\n", "?\n2 3:24\n?\n", 1).replace("답 minors\n", "？\n답 minors\n", 1)
    said = ask(desk, monkeypatch, text)
    assert said.code == 0, said.err
    assert "how many households fit what the text tells" in said.err
    assert "whom it exposes sets what naming would cost" in said.err
    assert said.err.count("There is no more to say about this") == 1
    with desk.open() as vault:
        assert vault.entity(next(vault.entities("decision"))).properties["minors"][0].value == "답 minors"


def test_what_is_wrong_with_a_range_is_told_in_the_units_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = typed().splitlines()
    lines[-2] = "60 20"
    said = ask(desk, monkeypatch, "\n".join([*lines[:-1], "20 60", "", "", ""]) + "\n")
    assert said.code == 0, said.err
    assert "the low end 60 of 100 lies above the high end 20 of 100" in said.err


@pytest.mark.parametrize("text", ["12", "12명", "열두 사람", "twelve", "약 12명", "about 12 people"])
def test_a_number_of_people_is_read_in_digits_and_words(text: str) -> None:
    assert _count(text) == 12


@pytest.mark.parametrize("text", ["0", "many", "-3", "12.5", "9999999", "   "])
def test_what_is_no_number_of_people_is_refused(text: str) -> None:
    with pytest.raises(errors.Problem):
        _count(text)


def test_the_households_of_the_vault_are_offered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    source = desk.record("source", "--title", "전화")
    desk.record("group", "--source", source, "--type", "household", "--size", "3")
    text = typed().replace("2 3:24", "", 1)
    said = ask(desk, monkeypatch, text)
    assert "Households left behind in the vault, by people: 3." in said.err
    assert "1 household left behind" in said.out


def test_an_end_of_the_input_leaves_nothing_half_recorded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ask(desk, monkeypatch, "기록자\n선양\n")
    assert said.code == 2
    with desk.open() as vault:
        assert vault.count() == 0


def test_words_the_vault_refuses_are_asked_for_again_and_nothing_else_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = typed(forecast=["풀려나는가\x1b", "풀려나는가", "70", "2099-04-01", "편\u202e집장", "편집장"])
    text = text.replace("기록자\n", "기록\u202e자\n기록자\n", 1).replace("선양\n", "선\u2066양\n선양\n", 1)
    text = text.replace("답 minors\n", "답 \u200f\x07 minors\n답 minors\n", 1)
    text = text.replace("전에 본 사례\n", "전에\x00\n전에 본 사례\n", 1).replace(
        "통역의 전화\n", "\x9f전화\n통역의 전화\n", 1
    )
    text = text.replace("2 3:24\n", "3:0\n2 3:24\n", 1)
    said = ask(desk, monkeypatch, text)
    assert said.code == 0, said.err
    assert said.err.count("control characters") == 7
    assert "no household" in said.err
    with desk.open() as vault:
        assert vault.entity(next(vault.entities("decision"))).properties["minors"][0].value == "답 minors"
        assert len(list(vault.entities("forecast"))) == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--futures", "0"), "at least one future"),
        (("--futures", "99999999"), "more than"),
        (("--policy", "pray"), "no way to act"),
        (("--policy", "names_now"), "nobody has checked"),
        (("--transfer", "2026-02-01"), "in the past"),
        (("--arrested", "2026-03-01"), "no number of days"),
        (("--held", "0"), "at least one person"),
    ],
)
def test_what_would_refuse_the_run_is_told_before_the_questions(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], told: str
) -> None:
    said = ask(desk, monkeypatch, typed(), *more)
    assert said.code == 2
    assert told in said.err
    assert "What is known" not in said.err


class Unlucky:
    """Stands before the recording of a decision and fails the first times, as a full disk does."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.begin = record.begin

    def __call__(self, vault: Vault, draft: Draft, *, by: str, today: date) -> bytes:
        if self.left:
            self.left -= 1
            raise VaultFull
        return self.begin(vault, draft, by=by, today=today)


def test_answers_outlive_a_vault_that_cannot_be_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "begin", Unlucky(2))
    said = ask(desk, monkeypatch, typed() + "y\n예\n")
    assert said.code == 0, said.err
    assert said.err.count("Your answers are still here") == 2
    with desk.open() as vault:
        assert len(list(vault.entities("decision"))) == 1
        assert len(list(vault.entities("belief"))) == 2


def test_whoever_gives_up_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "begin", Unlucky(9))
    said = ask(desk, monkeypatch, typed() + "\n")
    assert said.code == 1
    assert said.err.count("Your answers are still here") == 1
    with desk.open() as vault:
        assert vault.count() == 0


def test_a_draft_that_went_away_meanwhile_can_be_put_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("열두 사람이 잡혀 있다.", encoding="utf-8")
    lines = typed().splitlines()
    lines[lines.index("2 3:24") + 1] = str(draft)

    class Absent:
        """A terminal at which the draft goes away while she answers, and is back when she is asked."""

        def __init__(self) -> None:
            self.lines = [*lines, "y"]

        def readline(self) -> str:
            line = self.lines.pop(0) if self.lines else ""
            if line.startswith("답 consent_detained"):
                draft.unlink()
            if not self.lines:
                draft.write_text("열두 사람이 잡혀 있다.", encoding="utf-8")
            return f"{line}\n"

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdin", Absent())
    said = desk.run("decide", "new", "--ask", *SMALL, "--vault", str(desk.folder))
    assert said.code == 0, said.err
    assert "no file" in said.err


def test_an_incident_nobody_knows_is_told_before_the_questions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ask(desk, monkeypatch, typed(), "--case", "아무 일")
    assert said.code == 2
    assert "What is known" not in said.err


def test_a_wrong_passphrase_is_noticed_before_the_questions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed()))
    said = desk.run("decide", "new", "--ask", *SMALL, "--vault", str(desk.folder), passphrase="틀린 암호 구절입니다")
    assert said.code == 3
    assert "What is known" not in said.err


@pytest.mark.parametrize(
    ("name", "text", "numbers"),
    [
        ("return_days", "7-30 14", (7, 30, 14)),
        ("return_days", "7일 ~ 30일", (7, 30)),
        ("return_days", "7 to 30", (7, 30)),
        ("quiet_rate", "50 500", (0.002, 0.02)),
        ("quiet_rate", "1 in 500, 1 in 50", (0.002, 0.02)),
        ("quiet_rate", "0.002 0.02", (0.002, 0.02)),
        ("text_worked", "10~40%", (0.1, 0.4)),
        ("quiet_after", "0 200", (0.0, 2.0)),
        ("transit_people", "100; 400", (100, 400)),
        ("text_worked", "1/4 1/2", (0.25, 0.5)),
    ],
)
def test_numbers_are_read_in_the_unit_of_the_page(name: str, text: str, numbers: tuple[float, ...]) -> None:
    assert words.entered(name, text) == pytest.approx(numbers)


@pytest.mark.parametrize("text", ["", "few", "7", "7 x", "1 2 3 4", "1/0 2"])
def test_what_is_no_range_is_not_guessed_at(text: str) -> None:
    found = words.entered("return_days", text)
    assert found is None or len(found) < 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_of_the_engine_has_words(lang: Language) -> None:
    source = Path(words.__file__).resolve().parents[1]
    import re

    codes = {
        code
        for name in ("ranges", "dilemma", "policies", "futures", "run")
        for code in re.findall(r'Problem\(\s*"([a-z_]+)"', (source / f"{name}.py").read_text(encoding="utf-8"))
    }
    assert codes
    for code in codes:
        assert words.problem(Problem(code, "return_days", (1.0, 2.0, 3.0)), lang) != f"{code} return_days"


def test_a_problem_without_words_is_told_by_its_code() -> None:
    assert words.problem(Problem("new_code", "somewhere"), "en") == "new_code somewhere"
    assert words.question("camp", "en")
    assert words.help_for("camp", "en") == ""
    assert words.policy_name("mine", "en") == "mine"
