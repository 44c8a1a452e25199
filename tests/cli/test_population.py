"""`underice population`: what is counted, explained and answered, and what is refused."""

import json
from pathlib import Path
from typing import cast

import pytest

from underice.cli.app import build
from underice.cli.population_words import birth_at, days_of, relative_of
from underice.exposure.assumptions import assumptions
from underice.exposure.register import keeping
from underice.exposure.register.families import sample, use
from underice.exposure.register.table import Register
from underice.vocabulary.language import LANGUAGES, Language

REGISTER = (
    "person,household,county,province,sex,birth_year,occ,role,absent_since\n"
    "a,1,0,0,0,1980,1,head,202001\nb,1,0,0,1,2005,0,child,0\nc,2,0,0,0,1981,1,head,0\n"
)


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keeping.FOLDER, str(tmp_path / "cache"))
    use(sample())


def run(*words: object, lang: Language = "en") -> int:
    return build(lang).run(["population", *map(str, words)])


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_women_who_arrived_in_2021_are_23(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("count", "--sex", "f", "--arrived", "2021", "--json", "--date", "2026-02-08") == 0
    everyone, absent = lines(capsys)
    assert (everyone["adversary"], absent["adversary"]) == ("A", "B")
    assert absent["persons"] == {"low": 23, "mid": 23, "high": 23}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_family_is_counted_with_its_assumptions_in_words(lang: Language, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--sex", "f", "--age", "38", "--from", "무산", "--child", "m:12", "--child", "f", "--parent", "-"]
    assert run("count", *words, "--date", "2026-02-08", lang=lang) == 0
    told = capsys.readouterr().out
    assert ("no fewer than about" in told) == (lang == "en")
    assert ("적어도 약" in told) == (lang == "ko")
    assert "안전" not in told
    assert "safe" not in told


def test_work_and_kind_of_household_narrow_a_count_by_a_range_and_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("count", "--sex", "f", "--age", "38", "--from", "Musan", "--date", "2026-02-08", "--json")
    assert run(*asked) == 0
    plain = lines(capsys)[0]
    assert run(*asked, "--work", "agriculture", "--home", "extended") == 0
    narrow = lines(capsys)[0]
    assert isinstance(plain["households"], dict)
    assert isinstance(narrow["households"], dict)
    for end in ("low", "mid", "high"):
        assert 1 <= narrow["households"][end] < plain["households"][end]
    assert {"occupation_by_place", "household_by_place"} <= set(cast("list[str]", narrow["assumptions"]))


def test_every_assumption_is_explained_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain") == 0
    told = capsys.readouterr().out
    assert all(known.code in told and known.source in told for known in assumptions().values())
    assert run("explain", "--json") == 0
    assert [row["code"] for row in lines(capsys)] == list(assumptions())


def test_a_register_of_your_own_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, queries, ladders = tmp_path / "r.csv", tmp_path / "q.json", tmp_path / "l.json"
    register.write_text(REGISTER)
    queries.write_text(json.dumps([{"id": "one", "person": {"sex": 0}, "kin": [{"rel": "child", "facts": {}}]}]))
    assert run("count", "--register", register, "--queries", queries, "--json") == 0
    assert lines(capsys) == [{"id": "one", "k_person_A": 1, "k_household_A": 1, "k_person_B": 1, "k_household_B": 1}]
    steps = [{"set": {"birth_year": [1980, 1980]}, "loss": 0}, {"set": {}, "loss": 0.1}]
    ladders.write_text(json.dumps([{"id": "p", "k": 2, "adversary": "A", "ladders": {"birth": steps}}]))
    assert run("soften", "--register", register, "--ladders", ladders, "--json") == 0
    (found,) = lines(capsys)
    assert found["min_loss"] == 0.1


@pytest.mark.parametrize(
    "words",
    [
        ["--sex", "x"], ["--born", "someday"], ["--born", "1990-1980"], ["--age", "180"], ["--age", "old"],
        ["--age", "40-30"], ["--born", "1980", "--age", "40"], ["--from", "Atlantis"], ["--from", "Shenyang"],
        ["--child", "q"], ["--child", "m:999"], ["--child", " "], ["--child", "-"] * 13, ["--queries", "q.json"],
        ["--register", "r.csv"], ["--sex", "f", "--register", "r.csv", "--queries", "q.json"],
        ["--register", "r.csv", "--queries", "nowhere.json"], ["--date", "never"], ["--work", "spy"], ["--home", "big"],
        ["--work", "craft", "--register", "r.csv", "--queries", "q.json"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_counted_is_said_and_ends_with_2(
    words: list[str], lang: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("count", *words, lang=lang) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("register", ["", "person\n", REGISTER + "d,3\n", REGISTER.replace("head,0", "boss,0")])
def test_a_register_that_cannot_be_read_says_where(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(register)
    (tmp_path / "q.json").write_text("[]")
    assert run("count", "--register", tmp_path / "r.csv", "--queries", tmp_path / "q.json") == 2
    assert "line" in capsys.readouterr().err


@pytest.mark.parametrize(
    "questions", ["", "{}", "[1]", '[{"person": {"hair": 1}}]', "[" * 100_000, '[{"kin": 3}]', '[{"person": 5}]']
)
@pytest.mark.parametrize("command", [("count", "--queries"), ("soften", "--ladders")])
def test_questions_that_are_none_are_refused(
    questions: str, command: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(REGISTER)
    (tmp_path / "q.json").write_text(questions)
    assert run(command[0], "--register", tmp_path / "r.csv", command[1], tmp_path / "q.json") == 2
    assert capsys.readouterr().err != ""


def test_too_many_relatives_in_a_question_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.csv").write_text(REGISTER)
    (tmp_path / "q.json").write_text(json.dumps([{"person": {}, "kin": [{"rel": "member", "facts": {}}] * 13}]))
    assert run("count", "--register", tmp_path / "r.csv", "--queries", tmp_path / "q.json") == 2
    assert "relatives" in capsys.readouterr().err


def test_the_register_is_built_once_and_said_when_damaged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = sample().register

    def quickly(*_: object, **__: object) -> Register:
        return small

    monkeypatch.setattr(keeping, "build", quickly)
    assert run("build") == 0
    assert "was built" in capsys.readouterr().err
    assert run("build") == 0
    assert "already" in capsys.readouterr().err
    (keeping.folder(1) / "sex.npy").write_bytes(b"")
    assert run("build") == 0
    assert "damaged" in capsys.readouterr().err


def test_a_cache_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(keeping.FOLDER, str(tmp_path / "file" / "below"))
    monkeypatch.setattr(keeping, "build", lambda *_, **__: sample().register)
    assert run("build") == 2
    assert "could not be kept" in capsys.readouterr().err


def test_the_group_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert "build" in capsys.readouterr().err


def test_words_about_births_become_days() -> None:
    from datetime import date

    assert days_of("1985-1990").years == range(1985, 1991)
    assert days_of("1988-02-14").days == 1
    assert birth_at("0", date(2026, 2, 8)).last == date(2026, 2, 8)
    assert relative_of("m:2012-2014", date(2026, 2, 8))[1] == days_of("2012-2014")
    assert relative_of("12", date(2026, 2, 8)) == (None, birth_at("12", date(2026, 2, 8)))
