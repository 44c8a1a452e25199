"""`underice draft read`: spans and persons in the format of the annotated drafts."""

import json
from pathlib import Path

import pytest

from underice.cli.app import build

TEXT = "A woman of 38 from Musan was arrested in Shenyang on 8 February."


def run(*arguments: object) -> int:
    return build("en").run(["draft", "read", *map(str, arguments)])


def lines(*records: object) -> str:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records) + "\n"


def test_one_draft_gives_one_object_with_persons_and_spans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run(path, "--date", "2026-02-14", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["id"] == "draft.txt"
    assert found["persons"][0]["facts"]["sex"] == "f"
    assert "Musan" in {TEXT[span["start"] : span["end"]] for span in found["spans"]}


def test_without_json_the_words_are_listed_with_their_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run(path, "--date", "2026-02-14") == 0
    assert "line 1: place of origin “Musan” p1" in capsys.readouterr().out


def test_many_drafts_are_read_each_with_its_own_date_and_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "drafts.jsonl"
    records = lines(
        {"id": "a", "lang": "en", "date": "2026-02-14", "text": TEXT},
        {"id": "b", "date": None, "text": TEXT},
        "{ not json",
        "[1]",
        {"id": "c"},
        {"id": "d", "date": "2026-02-30", "text": TEXT},
        {"id": "e", "file": "elsewhere.txt"},
        "",
    )
    path.write_text(records, encoding="utf-8")
    assert run("--jsonl", path, "--json") == 0
    told = capsys.readouterr()
    assert [json.loads(line)["id"] for line in told.out.splitlines()] == ["a", "b"]
    assert [f"Line {n} " in told.err for n in range(1, 8)] == [False, False, True, True, True, True, True]
    assert "--texts FOLDER" in told.err
    assert TEXT not in told.err


def test_a_text_named_by_file_is_read_from_the_folder_given_and_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "drafts.jsonl"
    path.write_text(
        lines({"id": "in", "file": "one.txt"}, {"id": "out", "file": "../secret.txt"}, {"id": "no", "file": "x"})
    )
    assert run("--jsonl", path, "--texts", tmp_path / "texts") == 0
    told = capsys.readouterr()
    assert [json.loads(line)["id"] for line in told.out.splitlines()] == ["in"]
    assert "Line 2 names" in told.err
    assert "Line 3 names" in told.err


def test_a_file_without_any_draft_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drafts.jsonl"
    path.write_text("nothing\n")
    assert run("--jsonl", path) == 2
    assert "No line of" in capsys.readouterr().err
