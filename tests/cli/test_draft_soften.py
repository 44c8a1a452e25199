"""`underice draft soften`: exit codes, what stands on the screen, and what is written."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.casebook import casebook
from tests.cli.desk import Desk
from underice.cli.app import build
from underice.vocabulary.language import LANGUAGES, Language

TEXT = (
    "Two people were arrested in Shenyang on 8 February. One is a woman of 38 from Musan, North Hamgyong. "
    "The other is a man in his sixties from Hamhung, who walks with a limp.\n"
)
QUIET = "The ministry said that it was looking into the matter. No one else commented.\n"
ON = ("--date", "2026-02-14")
CASE = "선양 아파트 두 곳의 체포"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object, lang: Language = "en") -> int:
    return build(lang).run(["draft", "soften", *map(str, arguments)])


def test_ways_that_reach_k_give_code_0_and_are_shown_side_by_side(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft, *ON) == 0
    told = capsys.readouterr().out
    assert "Way 1" in told
    assert "Way 3" in told
    assert "{~~Hamhung, who walks with a limp~>South Hamgyong~~}" in " ".join(told.split())
    assert "safe" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_keeps_within_a_terminal_in_both_languages(
    lang: Language, draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(draft, *ON, lang=lang) == 0
    told = capsys.readouterr().out
    assert max(map(cell_len, told.splitlines())) <= 80
    assert ("방법 1" if lang == "ko" else "Way 1") in told


def test_json_lists_ways_with_their_replacements_and_a_summary(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(draft, *ON, "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ways = [line for line in lines if line["kind"] == "way"]
    assert len(ways) == 3
    for change in ways[0]["changes"]:
        assert TEXT[change["start"] : change["end"]] == change["old"]
    assert lines[-1]["kind"] == "summary"
    assert lines[-1]["reaches"] is True


@pytest.mark.parametrize("name", ["softer.md", "softer.html", "softer.json"])
def test_the_softer_text_is_written_and_the_draft_left_as_it_is(
    name: str, draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    assert run(draft, *ON, "--way", "2", "--out", target) == 0
    assert draft.read_text(encoding="utf-8") == TEXT
    written = target.read_text(encoding="utf-8")
    if name.endswith("html"):
        assert "<del>" in written
        assert "<script" not in written
    elif name.endswith("json"):
        assert json.loads(written)["kind"] == "way"
    else:
        assert "limp" not in written


def test_the_draft_itself_is_never_overwritten(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(draft, *ON, "--out", draft) == 2
    assert draft.read_text(encoding="utf-8") == TEXT
    assert "was not overwritten" in capsys.readouterr().err


def test_a_text_that_exposes_nobody_needs_no_softer_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text(QUIET, encoding="utf-8")
    assert run(path, *ON) == 0
    assert "Nothing needs softer words" in " ".join(capsys.readouterr().out.split())


def test_losses_of_a_user_are_used(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "losses.toml"
    table.write_text("[mark]\ndrop = 7\n", encoding="utf-8")
    assert run(draft, *ON, "--losses", table, "--json") == 0
    way = json.loads(capsys.readouterr().out.splitlines()[0])
    assert {"fact": "mark", "refs": way["steps"][-1]["refs"], "step": "drop", "loss": 7.0} in way["steps"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--way", "7", "There is no way 7"),
        ("--way", "x", "There is no way x"),
        ("--losses", "missing.toml", "There is no file"),
        ("--losses", ".", "is a folder"),
        ("--k", "0", "cannot be k"),
    ],
)
def test_what_the_user_can_mend_gives_code_2(
    option: str, value: str, said: str, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft, *ON, option, value) == 2
    assert said in capsys.readouterr().err


def test_a_table_of_losses_that_falls_is_refused_with_its_place(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "losses.toml"
    table.write_text("[home]\ncountry = 0.5\n", encoding="utf-8")
    assert run(draft, *ON, "--losses", table) == 2
    assert "home.country" in capsys.readouterr().err


def test_nobody_lifted_gives_code_1_and_says_who_remains(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "A woman of 38 from Musan was arrested in Shenyang. She is said to be ill, and her son is waiting."
    draft.write_text(text, encoding="utf-8")
    assert run(draft, *ON, "--k", "900000000") == 1
    assert "even with the widest words" in capsys.readouterr().out


def test_what_is_public_counts_when_a_vault_is_given(desk: Desk, tmp_path: Path) -> None:
    ids = casebook(desk)
    mother, vault = ids["mother"].hex(), ("--vault", str(desk.folder))
    day = ("--title", "A", "--date", "2025-03-01")
    for fact, value in (("birth", "1955"), ("origin", "무산군")):
        assert desk.run("ledger", "add", *vault, "--about", mother, *day, "--fact", fact, "--value", value).code == 0
    draft = tmp_path / "draft.txt"
    draft.write_text("A woman of 70 from Musan was arrested.\n", encoding="utf-8")
    alone = desk.run("draft", "soften", str(draft), *ON, "--json")
    beside = desk.run("draft", "soften", str(draft), *ON, "--json", *vault, "--case", CASE, "--who", f"p1={mother}")
    assert alone.json[-1]["reaches"] is True
    assert beside.json[-1]["reaches"] is False
    assert [line["ref"] for line in beside.json if line["kind"] == "remaining"] == ["p1"]


def test_a_vault_that_stays_locked_leaves_softening_to_the_draft_alone(desk: Desk, draft: Path) -> None:
    casebook(desk)
    said = desk.run("draft", "soften", str(draft), *ON, "--vault", str(desk.folder / "nowhere"))
    assert said.code == 0
    assert "checked without the vault" in said.err
