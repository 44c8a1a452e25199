"""The demo: two invented drafts or one's own, through the same door as any draft."""

import stat
from pathlib import Path

import pytest

from underice.cli.app import build
from underice.vocabulary.language import LANGUAGES, Language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_prints_both_reports_and_says_that_all_is_invented(
    lang: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert build(lang).run(["demo"]) == 0
    told = capsys.readouterr()
    assert ("invented" if lang == "en" else "지어낸 것") in told.out
    assert "draft_ko.md" in told.out
    assert "appeal_en.md" in told.out
    folder = tmp_path / "underice-demo"
    assert sorted(path.name for path in folder.iterdir()) == ["appeal_en.html", "draft_ko.html"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert str(folder) in told.err


def test_the_demo_checks_a_draft_of_one_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.txt").write_text("A woman of 38 from Musan.\n", encoding="utf-8")
    assert build("en").run(["demo", "--draft", "mine.txt"]) == 0
    told = capsys.readouterr()
    assert "draft_ko" not in told.out
    assert "mine.txt" in told.out
    assert (tmp_path / "underice-demo" / "mine.html").exists()


def test_a_folder_one_may_not_write_to_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    Path("underice-demo").write_text("in the way")
    Path("mine.txt").write_text("A woman of 38 from Musan.\n", encoding="utf-8")
    assert build("en").run(["demo", "--draft", "mine.txt"]) == 0
    assert "underice-demo-" in capsys.readouterr().err


def test_a_missing_draft_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert build("en").run(["demo", "--draft", "none.txt"]) == 2
