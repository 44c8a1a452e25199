"""The demo: the invented story to its end, or a draft of one's own, through the same doors as anything else."""

import re
import stat
from pathlib import Path

import pytest

from tests.vault.making import CHEAP
from underice.cli import demo
from underice.cli.app import build
from underice.cli.demo_story import Told, tell_draft
from underice.cli.demo_vault import run_vault_demo
from underice.exposure import ledger
from underice.vault.vault import Vault
from underice.vocabulary.language import LANGUAGES, Language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_tells_the_story_to_its_end_in_a_readable_length(
    lang: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert build(lang).run(["demo"]) == 0
    told = capsys.readouterr()
    assert ("invented" if lang == "en" else "지어낸 것") in told.out
    places = [told.out.index(f"── {number}. ") for number in range(1, 8)]
    assert places == sorted(places)
    commands = re.findall(r"^\$ underice (\w+ \w+)", told.out, re.MULTILINE)
    assert commands == [
        *["list import"] * 3, "person match", *["ledger import"] * 2, "draft check", "draft soften",
        "decide new", "decide set", "decide compare", "decide set", *["draft release"] * 2, "decide score", "decide run",
    ]  # fmt: skip
    assert len(told.out.splitlines()) <= 260
    assert "안전" not in told.out
    folder = tmp_path / "underice-demo"
    assert sorted(path.name for path in folder.iterdir()) == [
        "appeal_en.html",
        "decision.html",
        "draft_ko.html",
        "out.md",
    ]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert str(folder) in told.err


def test_in_the_demo_the_ledger_grows_by_exactly_what_the_softer_text_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[Told] = []

    def kept(vault: Vault, case: bytes, folder: Path, lang: Language) -> Told:
        earlier = {line.said.id for line in ledger.lines(vault)}
        told = tell_draft(vault, case, folder, lang)
        seen.append(told)
        gained = [line for line in ledger.lines(vault) if line.said.id not in earlier]
        assert len(gained) == told.after - told.before > 0
        assert {line.publication.title for line in gained} == {"soft.md"}
        assert all(line.said.words in told.cleared.text for line in gained)
        return told

    monkeypatch.setattr("underice.cli.demo_story.tell_draft", kept)
    (tmp_path / "pages").mkdir()
    assert run_vault_demo("ko", tmp_path / "pages", CHEAP) >= 1
    told = seen[0]
    assert told.check.findings
    assert told.way.reaches
    assert "38세" not in told.cleared.text
    assert (tmp_path / "pages" / "out.md").read_text(encoding="utf-8") == told.cleared.text
    assert all((one.households or 20) >= 20 for one in told.cleared.numbers if not one.dead)
    out = capsys.readouterr().out
    assert f"{told.before}건에서 {told.after}건" in out


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


def test_the_demo_goes_on_in_the_browser_if_a_person_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, int, str]] = []
    monkeypatch.setattr(
        "underice.cli.desk_demo.run_desk_demo", lambda browser, port, lang: seen.append((browser, port, lang))
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("CI", raising=False)
    demo._in_the_browser("ko")
    monkeypatch.setenv("CI", "true")
    demo._in_the_browser("ko")
    assert seen == [(True, 0, "ko")]
