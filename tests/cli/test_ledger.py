"""`underice ledger` and `underice draft check` beside a vault, as typed."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.casebook import casebook
from tests.cli.desk import Desk
from underice.vocabulary.language import LANGUAGES, Language

STORY = Path(__file__).resolve().parents[2] / "src" / "underice" / "story"
CASE = "선양 아파트 두 곳의 체포"
INTERVIEW = ("--date", "2024-06-11", "--title", "무산에서 걸려 온 전화", "--publisher", "두만강 소식")
CAPTION = ("--date", "2025-03-08", "--title", "사진 설명", "--publisher", "두만강 소식")


def _lowest(counted: object) -> int:
    """The low end of households under B, in a line of JSON."""
    found: Any = counted
    return int(found["B"]["households"]["low"])


def take(desk: Desk, name: str, about: tuple[str, ...], *words: str, lang: Language = "en") -> tuple[int, str, str]:
    said = desk.run(
        "ledger",
        "import",
        str(STORY / "ledger" / name),
        *about,
        "--vault",
        str(desk.folder),
        "--case",
        CASE,
        *words,
        lang=lang,
    )
    return said.code, said.out, said.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_s_cuttings_go_in_once_and_bear_on_the_draft(desk: Desk, lang: Language) -> None:
    ids = casebook(desk)
    code, out, _ = take(desk, "interview_2024.txt", INTERVIEW, "--yes", lang=lang)
    assert code == 0
    assert ids["mother"].hex()[:8] in out
    take(desk, "caption_2025.txt", CAPTION, "--yes", lang=lang)
    _, again, _ = take(desk, "caption_2025.txt", CAPTION, "--yes", lang=lang)
    assert "4" in again.splitlines()[-1]
    shown = desk.run("ledger", "show", "--vault", str(desk.folder), "--case", CASE, lang=lang)
    assert "무산에서 걸려 온 전화" in shown.out
    assert "1954–1965" in shown.out
    own = desk.run("ledger", "show", ids["mother"].hex()[:12], "--vault", str(desk.folder), "--json", lang=lang)
    assert {line["about"] for line in own.json} == {ids["mother"].hex()}
    checked = desk.run(
        "draft", "check", str(STORY / "draft_ko.md"), "--date", "2026-02-14", "--vault", str(desk.folder), "--case", CASE,
        "--json", lang=lang,
    )  # fmt: skip
    assert checked.code == 1
    woman = next(line for line in checked.json if line.get("ref") == "p1")
    assert _lowest(woman["before"]) > _lowest(woman)


def test_nothing_is_recorded_unless_somebody_says_so(desk: Desk) -> None:
    casebook(desk)
    code, _, err = take(desk, "caption_2025.txt", CAPTION)
    assert code == 2
    assert "not confirmed" in err


def test_a_text_about_nobody_registered_is_refused_and_may_be_told_otherwise(desk: Desk, tmp_path: Path) -> None:
    ids = casebook(desk)
    cutting = tmp_path / "cutting.txt"
    cutting.write_text("A woman of 71 from Hamhung was ill.", encoding="utf-8")
    words = ("ledger", "import", str(cutting), *CAPTION, "--vault", str(desk.folder), "--case", CASE, "--yes")
    assert "Nobody registered" in desk.run(*words).err
    told = desk.run(*words, "--who", f"p1={ids['mother'].hex()}")
    assert (told.code, "Recorded as public" in told.out) == (0, True)
    assert "nobody registered here" in desk.run(*words, "--who", "p1=ffffffff").err


def test_what_a_cutting_gives_away_besides_its_text_is_told(desk: Desk, tmp_path: Path) -> None:
    casebook(desk)
    cutting = tmp_path / "cutting.html"
    cutting.write_text(
        "<html><head><meta name='author' content='Han Bora'></head>"
        "<body><p>A woman of 71 from Hamhung was ill.</p></body></html>",
        encoding="utf-8",
    )
    words = ("ledger", "import", str(cutting), *CAPTION, "--vault", str(desk.folder), "--case", CASE, "--yes")
    assert "Han Bora" in desk.run(*words).err


def test_single_facts_are_added_and_taken_back(desk: Desk) -> None:
    ids = casebook(desk)
    vault = ("--vault", str(desk.folder))
    about = ids["trader"].hex()[:12]
    add = ("ledger", "add", *vault, "--about", about, *CAPTION, "--ours")
    done = desk.run(*add, "--fact", "origin", "--value", "혜산시", "--words", "혜산에서", "--json")
    assert done.code == 0
    for fact, value in (("sex", "f"), ("birth", "2001년"), ("occupation", "trader"), ("kin", "sister")):
        assert desk.run(*add, "--fact", fact, "--value", value).code == 0
    lines = desk.run("ledger", "show", about, *vault, "--json").json
    assert {line["fact"]: line["value"] for line in lines} == {
        "origin": "KP0101", "sex": "f", "birth": "2001", "occupation": "trader", "kin": "sister",
    }  # fmt: skip
    assert all(line["ours"] for line in lines)
    publication = str(done.first["publication"])[:12]
    assert "still count" in desk.run("ledger", "retract", publication, "--on", "2025-04-01", *vault).out
    assert "taken back" in desk.run("ledger", "show", about, *vault).out
    assert desk.run("ledger", "retract", publication, *vault, "--json").first["retracted"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fact", "shoe", "--value", "42", *CAPTION), "no kind of fact"),
        (("--fact", "birth", "--value", "soon", *CAPTION), "cannot be read as birth"),
        (("--fact", "occupation", "--value", " ", *CAPTION), "cannot be read"),
        (("--fact", "sex", "--value", "f"), "what was published and when"),
        (("--fact", "sex", "--value", "f", "--title", "x", "--date", "soon"), "not a date"),
    ],
)
def test_what_cannot_be_recorded_is_told(desk: Desk, words: tuple[str, ...], said: str) -> None:
    ids = casebook(desk)
    answer = desk.run("ledger", "add", "--vault", str(desk.folder), "--about", ids["mother"].hex(), *words)
    assert answer.code == 2
    assert said in answer.err


def test_ids_of_something_else_are_told(desk: Desk) -> None:
    ids = casebook(desk)
    vault = ("--vault", str(desk.folder))
    arrest = ids["arrest"].hex()
    assert "not the record of a person" in desk.run("ledger", "show", arrest, *vault).err
    assert "no publication" in desk.run("ledger", "retract", arrest, *vault).err
    assert desk.run("ledger", "retract", *vault).code == 2
    assert desk.run("ledger", "retract", arrest, "--on", "soon", *vault).code == 2
    fact = ("--fact", "sex", "--value", "f", *CAPTION)
    assert "not the record of a person" in desk.run("ledger", "add", *vault, "--about", arrest, *fact).err
    assert desk.run("ledger", "add", *vault, *fact).code == 2
    assert desk.run("ledger", "import", *CAPTION, *vault).code == 2
    assert desk.run("ledger").code == 2
    assert "Nothing is recorded" in desk.run("ledger", "show", *vault).out


def test_a_draft_is_checked_all_the_same_if_the_vault_stays_locked(desk: Desk) -> None:
    words = ("draft", "check", str(STORY / "draft_ko.md"), "--date", "2026-02-14", "--vault", str(desk.folder))
    locked = desk.run(*words, passphrase="a wrong one, but long enough")
    assert locked.code == 1
    assert "checked without the vault" in locked.err
    assert "could be the only household" in locked.out
    missing = desk.run(*words[:-1], str(desk.folder / "nowhere"))
    assert (missing.code, "checked without the vault" in missing.err) == (1, True)


def test_what_was_typed_about_people_is_checked(desk: Desk) -> None:
    ids = casebook(desk)
    draft = ("draft", "check", str(STORY / "draft_ko.md"), "--date", "2026-02-14")
    vault = ("--vault", str(desk.folder), "--case", CASE)
    assert "no vault was named" in desk.run(*draft, "--who", "p1=nobody", passphrase=None).err
    assert "does not say who" in desk.run(*draft, *vault, "--who", "p1").err
    assert "is nobody registered" in desk.run(*draft, *vault, "--who", "p1=ffffffff").err
    assert "Nobody in this draft is called p99" in desk.run(*draft, *vault, "--who", "p99=nobody").err
    assert "There is no incident" in desk.run(*draft, "--vault", str(desk.folder), "--case", "엉뚱한 사건").err
    sure = desk.run(*draft, *vault, "--who", f"p1={ids['teacher'].hex()[:8]}", "--full")
    assert "Confirmed to be" in sure.out


def test_the_audience_sets_k(desk: Desk) -> None:
    draft = ("draft", "check", str(STORY / "draft_ko.md"), "--date", "2026-02-14", "--json")
    assert desk.run(*draft, "--audience", "public", passphrase=None).json[-1]["k"] == 20
    assert desk.run(*draft, "--audience", "public", "--k", "3", passphrase=None).json[-1]["k"] == 3
    assert "no audience" in desk.run(*draft, "--audience", "moon", passphrase=None).err
