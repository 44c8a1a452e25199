"""A report is written whole, for its owner only, and never over the draft."""

import os
import stat
from pathlib import Path

import pytest

from underice.cli.errors import Problem
from underice.cli.writing import write_report


def test_the_report_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = write_report("page", str(tmp_path / "report.html"), None)
    assert path.read_text(encoding="utf-8") == "page"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize("kind", ["itself", "link", "hard link"])
def test_the_draft_is_never_overwritten(kind: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("words", encoding="utf-8")
    target = tmp_path / ("draft.md" if kind == "itself" else "other.html")
    if kind == "link":
        target.symlink_to(draft)
    if kind == "hard link":
        os.link(draft, target)
    with pytest.raises(Problem) as problem:
        write_report("page", str(target), draft)
    assert problem.value.code == "same_file"
    assert draft.read_text(encoding="utf-8") == "words"


def test_an_older_report_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    write_report("new", str(path), None)
    assert path.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("target", ["nowhere/report.html", ".", "a\0b", "x" * 5000])
def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(target: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        write_report("page", str(tmp_path / target), None)
    assert problem.value.code == "unwritable"
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_keeps_the_older_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem):
        write_report("new", str(path), None)
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
