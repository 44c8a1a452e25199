"""What is written: the text, and nothing beside it; whole, or not at all; never without its record."""

import os
import stat
from pathlib import Path

import pytest

from tests.exposure.gate.desk import GENTLE_TEXT, Desk, gentle
from tests.vault.making import Place
from underice.exposure.gate import ExportRefused, export

LONG = f"# A <b>title</b> & more\n\n{GENTLE_TEXT}\nSecond line\n\n## Next ##\n\n<script>alert(1)</script>"


@pytest.mark.parametrize("name", ["out.txt", "out.md", "OUT.TXT"])
def test_a_text_is_written_to_the_byte_for_its_owner_only(name: str, desk: Desk, tmp_path: Path) -> None:
    written = export(desk.cleared(gentle(LONG)), tmp_path / name)
    assert written.read_bytes() == LONG.encode()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {name, "vault", "device"}


def test_a_page_says_nothing_but_the_text_and_loads_nothing(desk: Desk, tmp_path: Path) -> None:
    cleared = desk.cleared(gentle(LONG))
    page = export(cleared, tmp_path / "out.html").read_text(encoding="utf-8")
    assert "<h1>A &lt;b&gt;title&lt;/b&gt; &amp; more</h1>" in page
    assert "<h2>Next</h2>" in page
    assert f"<p>{GENTLE_TEXT}<br>\nSecond line</p>" in page
    assert "&lt;script&gt;" in page
    assert "<title>A &lt;b&gt;" in page
    for sign in ("<script", "src=", "href=", "http", "generator", "author", "2026", "기록자", "Appeal"):
        assert sign not in page
    assert cleared.content.record.hex() not in page


def test_two_exports_of_one_text_are_the_same_to_the_byte(desk: Desk, tmp_path: Path) -> None:
    cleared = desk.cleared(gentle())
    pages = {export(cleared, tmp_path / name).read_bytes() for name in ("a.html", "b.htm")}
    assert len(pages) == 1


def test_what_lies_there_is_never_overwritten_but_the_same_text_is_fine(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    cleared = desk.cleared(gentle())
    export(cleared, target)
    assert export(cleared, target) == target
    target.write_text("mine")
    (tmp_path / "folder.txt").mkdir()
    for taken in (target, tmp_path / "folder.txt"):
        with pytest.raises(ExportRefused, match="exists"):
            export(cleared, taken)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("name", ["out", "out.docx", "out.pdf", ".txt"])
def test_other_forms_are_refused(name: str, desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="bad-form"):
        export(desk.cleared(gentle()), tmp_path / name)


def test_a_failure_while_writing_leaves_no_file_and_the_record_stands(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared = desk.cleared(gentle())

    def broken(_descriptor: int) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="full"):
            export(cleared, tmp_path / "out.txt")
    assert {path.name for path in tmp_path.iterdir()} == {"vault", "device"}
    again = desk.cleared(gentle())
    assert again.content.record == cleared.content.record
    assert export(again, tmp_path / "out.txt").exists()


def test_a_crash_before_the_record_leaves_neither_record_nor_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("underice.vault.opened.Opened.stage_head", _crash)
        with pytest.raises(KeyboardInterrupt):
            export(desk.cleared(gentle()), tmp_path / "out.txt")
    assert desk.said("clearance") == []
    assert not (tmp_path / "out.txt").exists()


def _crash(*_args: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("at", ["stage_head", "publish"])
def test_wherever_it_crashes_clearance_and_ledger_are_both_there_or_neither(
    at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "vault", tmp_path / "device")
    with place.create() as vault:
        desk = Desk(vault)
        desk.knows(p1=desk.record("person", sex="f", origin="KP"))
        with monkeypatch.context() as patched:
            patched.setattr(f"underice.vault.opened.Opened.{at}", _crash)
            with pytest.raises(KeyboardInterrupt):
                desk.cleared(gentle())
    with place.open() as vault:
        found = Desk(vault)
        kinds = {bool(found.said(kind)) for kind in ("clearance", "disclosure", "publication")}
        assert kinds == {at == "publish"}
        assert vault.verify().findings == ()
