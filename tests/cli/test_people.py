import json
import stat
from pathlib import Path

import pytest

from tests.cli.desk import Desk, Said
from tests.people.linking_helpers import need_packages
from underice.cli.app import build
from underice.people import linking
from underice.people.linking import EngineMissing, MemoryExceeded

need_packages("splink", "duckdb")

A = "name,sex,born,home\nKim Chol Su,M,1986,Musan\nRi Yong Hui,F,1988-03-02,Hoeryong\nPak Yong Ho,M,1970,\n"
B = "이름,성별,나이,고향\n김철수,남,39,무산\n이영희,여,1988,회령\n최민수,남,1955,\n"


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.csv").write_text(A, encoding="utf-8")
    (tmp_path / "b.csv").write_text(B, encoding="utf-8")
    return str(tmp_path / "a.csv"), str(tmp_path / "b.csv")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    capsys.readouterr()
    code = build("en").run(["people", "link", *words])
    told = capsys.readouterr()
    return Said(code, told.out, told.err)


def test_two_lists_are_linked_with_reasons_and_a_way_to_settle_them(
    lists: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, *lists)
    assert said.code == 0
    assert "Ri Yong Hui (A 3) — 이영희 (B 3)" in said.out
    assert "Kim Chol Su (A 2) — 김철수 (B 2)" in said.out
    assert "same home (Musan" in said.out
    assert "최민수" not in said.out
    assert "2 pairs" in said.err
    assert "underice list import FILE" in said.err
    assert "underice person merge A B" in said.err


def test_json_gives_one_line_a_pair_with_ids_and_parts(
    lists: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = run(capsys, *lists, "--json").json
    assert first["one"] == {"side": "A", "id": "3", "names": ["Ri Yong Hui"]}
    assert second["other"] == {"side": "B", "id": "2", "names": ["김철수"]}
    assert first["verdict"] == "same"
    parts = first["parts"]
    assert isinstance(parts, list)
    assert {part["fact"] for part in parts} >= {"name", "birth"}


def test_a_list_alone_is_searched_for_the_same_person_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text(f"{A}김철수,M,1986,Musan\n", encoding="utf-8")
    (pair,) = run(capsys, str(tmp_path / "a.csv"), "--json").json
    assert {str(side["id"]) for side in (pair["one"], pair["other"]) if isinstance(side, dict)} == {"2", "5"}


def test_pairs_of_lists_are_written_to_a_new_file_for_its_owner_alone(
    lists: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "pairs.jsonl"
    said = run(capsys, *lists, "--out", str(target))
    assert said.code == 0
    assert said.out == ""
    assert len([json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]) == 2
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = run(capsys, *lists, "--out", str(target))
    assert again.code == 2
    assert "It was not overwritten" in again.err


def test_a_folder_that_cannot_be_written_to_is_said(
    lists: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, *lists, "--out", str(tmp_path / "none" / "pairs.jsonl"))
    assert said.code == 2
    assert "could not be written" in said.err


def test_a_vault_is_linked_with_a_list_but_never_into_a_file(desk: Desk, lists: tuple[str, str]) -> None:
    source = desk.record("source", "--title", "Notes", "--type", "testimony")
    person = desk.record("person", "--source", source, "--name", "김철수", "--birth", "1986", "--origin", "무산")
    said = desk.run("people", "link", str(desk.folder), lists[0])
    assert f"김철수 (A {person[:8]}) — Kim Chol Su (B 2)" in said.out
    (line,) = desk.run("people", "link", str(desk.folder), lists[0], "--json").json
    assert line["one"] == {"side": "A", "id": person, "names": ["김철수"]}
    refused = desk.run("people", "link", str(desk.folder), lists[0], "--out", str(desk.folder.parent / "x"))
    assert refused.code == 2
    assert "it would lie there in clear" in refused.err
    assert not (desk.folder.parent / "x").exists()


def test_pairs_that_somebody_has_judged_are_not_suggested_again(desk: Desk) -> None:
    source = desk.record("source", "--title", "Notes", "--type", "testimony")
    one, other = (
        desk.record("person", "--source", source, "--name", n, "--birth", "1986") for n in ("김철수", "Kim Chol Su")
    )
    before = desk.run("people", "link", str(desk.folder))
    assert one[:8] in before.out
    assert "underice list import" not in before.err
    judged = desk.run("person", "not-same", one, other, "--reason", "two brothers", "--vault", str(desk.folder))
    assert judged.code == 0, judged.err
    assert desk.run("people", "link", str(desk.folder)).out == ""


def test_only_so_many_pairs_are_printed_and_the_rest_is_counted(
    lists: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, *lists, "--limit", "1")
    assert said.out.count(" — ") == 1
    assert "… and 1 more" in said.out


def test_a_person_without_a_name_is_told_by_what_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("name,sex,born,home\n,F,1990,Musan\n김철수,M,1986,Musan\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("name,sex,born,home\n최은실,F,1990,Musan\n", encoding="utf-8")
    said = run(capsys, str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--min-probability", "0.001")
    assert "최은실 (B 2)" in said.out
    assert "born 1990" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Nothing was named"),
        (["a.csv", "--engine", "abacus"], "no engine for linking"),
        (["nowhere.csv"], "There is no file"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, *words)
    assert said.code == 2
    assert told in said.err


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (EngineMissing("link"), "pip install 'underice[link]'"),
        (EngineMissing("spark"), "pip install 'underice[spark]'"),
        (EngineMissing("java"), "Java 17"),
        (MemoryExceeded(400), "--memory 800"),
    ],
    ids=["link", "spark", "java", "memory"],
)
def test_what_is_missing_is_named_with_the_way_to_get_it(
    failure: Exception,
    told: str,
    lists: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise failure

    monkeypatch.setattr(linking, "link", refuse)
    said = run(capsys, *lists)
    assert said.code == 2
    assert told in said.err


def test_a_person_who_watches_sees_how_far_it_is(
    lists: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    said = run(capsys, *lists, "--json")
    assert said.code == 0
    assert len(said.json) == 2
    assert "Judging pairs" in said.err


def test_the_commands_are_told_where_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert build("en").run(["people"]) == 2
    assert "link" in capsys.readouterr().err
