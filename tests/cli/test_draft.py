"""`underice draft check`: exit codes, output and messages, from the file to the report."""

import json
import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from underice.cli.app import build
from underice.cli.demo_story import STORY
from underice.cli.draft import shown_progress
from underice.cli.terminal import SCREEN
from underice.vocabulary.language import LANGUAGES, Language

NAMED = "함경북도 무산군에서 온 38세 여성 최금순 씨가 지난 8일 선양에서 체포됐다.\n"
QUIET = "The ministry said that it was looking into the matter. No one else commented.\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(NAMED, encoding="utf-8")
    return path


def run(*arguments: object, lang: Language = "en") -> int:
    return build(lang).run(["draft", "check", *map(str, arguments)])


def test_somebody_exposed_gives_code_1_and_the_report(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(draft, "--date", "2026-02-14") == 1
    told = capsys.readouterr()
    assert "identified by name" in told.out
    assert told.err == ""


def test_nobody_exposed_gives_code_0_and_still_no_all_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text(QUIET, encoding="utf-8")
    assert run(path, "--date", "2026-02-14") == 0
    assert "A person must still read it" in capsys.readouterr().out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_today_is_assumed_and_said(lang: Language, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(draft, lang=lang) == 1
    told = capsys.readouterr()
    assert date.today().isoformat() in told.err
    assert ("today assumed" in told.out) or ("오늘로 봄" in told.out)


def test_a_day_in_the_future_is_said_and_the_draft_still_checked(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft, "--date", (date.today() + timedelta(days=30)).isoformat()) == 1
    assert "lies in the future" in capsys.readouterr().err


def test_a_guessed_encoding_is_said_and_the_draft_still_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(NAMED.encode("cp949"))
    assert run(path, "--date", "2026-02-14") == 1
    told = capsys.readouterr()
    assert "CP949" in told.err
    assert "최금순" in told.out


@pytest.mark.parametrize("content", [b"", b"\0\0\0binary"], ids=["empty", "binary"])
def test_an_unreadable_draft_gives_code_2_and_no_output(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    assert run(path, "--date", "2026-02-14", "--json") == 2
    assert capsys.readouterr().out == ""


def test_json_lines_go_to_standard_output_and_messages_to_standard_error(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft, "--json") == 1
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert lines[-1]["kind"] == "summary"
    assert lines[0]["identified"] == "named"
    assert "today" in told.err


def test_the_page_is_written_where_asked_and_said(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = draft.with_name("report.html")
    assert run(draft, "--date", "2026-02-14", "--html", target) == 1
    assert str(target) in capsys.readouterr().err
    assert "최금순" in target.read_text(encoding="utf-8")


def test_a_page_over_the_draft_is_refused_and_the_draft_kept(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(draft, "--date", "2026-02-14", "--html", draft) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert draft.read_text(encoding="utf-8") == NAMED


def test_a_page_that_cannot_be_written_does_not_cost_the_report(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(draft, "--date", "2026-02-14", "--html", draft / "nowhere" / "report.html") == 2
    told = capsys.readouterr()
    assert "could not be written" in told.err
    assert "identified by name" in told.out


def test_k_decides_who_counts_as_exposed(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("A woman of 38 from Musan spoke to us.\n", encoding="utf-8")
    assert run(path, "--date", "2026-02-14", "--k", "1") == 0
    assert run(path, "--date", "2026-02-14", "--k", "100000") == 1


def test_a_long_text_shows_its_progress_to_a_person_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with shown_progress("a" * 100_001, "en") as progress:
        assert progress is not None
        progress(1000, 100_001)
    with shown_progress("short", "en") as progress:
        assert progress is None


def test_no_time_zone_or_locale_of_the_machine_changes_a_report(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(draft, "--date", "2026-02-14")
    here = capsys.readouterr().out
    monkeypatch.setitem(os.environ, "TZ", "Asia/Pyongyang")
    time.tzset()
    run(draft, "--date", "2026-02-14")
    assert capsys.readouterr().out == here


@pytest.mark.soak
@pytest.mark.parametrize("name", ["draft_ko.md", "appeal_en.md"])
def test_5_mb_of_text_are_checked_to_the_end(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = (STORY / name).read_text(encoding="utf-8")
    path = tmp_path / "long.md"
    path.write_text(f"{story}\n\n" * (5_000_000 // len(story.encode())), encoding="utf-8")
    assert run(path, "--date", "2026-02-14") == 1
    assert len(capsys.readouterr().out.splitlines()) <= SCREEN


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("full", [(), ("--full",)])
def test_a_report_in_a_file_is_no_wider_than_eighty_columns(
    lang: Language, full: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(STORY / "draft_ko.md", "--date", "2026-02-14", *full, lang=lang)
    assert max(map(cell_len, capsys.readouterr().out.splitlines())) <= 80


def test_what_an_editor_says_against_the_reader_is_counted(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said.json"
    said.write_text('[{"action": "nobody", "words": "38세 여성"}]', encoding="utf-8")
    assert run(draft, "--date", "2026-02-14", "--corrections", said) == 0
    assert "identified by name" not in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{}", '[{"action": "fly", "words": "a"}]', "\x00"])
def test_corrections_that_cannot_be_read_are_told_before_anything_is_checked(
    draft: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said.json"
    said.write_text(text, encoding="utf-8")
    assert run(draft, "--corrections", said) == 2
    assert run(draft, "--corrections", tmp_path / "none.json") == 2
    assert run(draft, "--corrections", tmp_path) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Nothing was checked" in told.err
