"""The commands about lists: a preview that records nothing, an import that asks, and errors that say what to do."""

import io
import json
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.desk import Desk
from underice.cli.app import build
from underice.cli.list_telling import WIDTH
from underice.vocabulary.language import LANGUAGES, Language

KOREAN = "1. 김영희 여 38세 무산\n2. 아들 9세\n3. 박철수 남 45세 혜산\n"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path / "vault", capsys)
    desk.create()
    return desk


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "list.txt"
    path.write_text(KOREAN, encoding="utf-8")
    return str(path)


def _count(desk: Desk) -> int:
    with desk.open() as vault:
        return vault.count()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_preview_tells_the_counts_first_fits_eighty_columns_and_records_nothing(
    lang: Language, desk: Desk, file: str
) -> None:
    said = desk.run("list", "preview", file, "--vault", str(desk.folder), lang=lang)
    assert said.code == 0, said.err
    counts = said.out.splitlines()[1]
    assert counts.startswith("3 rows · 3 people · 2 with a name · 1 without" if lang == "en" else "3줄 · 3명")
    assert max(cell_len(line) for line in said.out.splitlines()) <= WIDTH
    assert "김영희" in said.out
    assert _count(desk) == 0


def test_without_a_vault_a_preview_says_that_it_was_not_compared(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNDERICE_VAULT", raising=False)
    assert build("en").run(["list", "preview", file]) == 0
    assert "--vault" in capsys.readouterr().err


def test_an_import_needs_a_case_and_says_how_to_name_one(desk: Desk, file: str) -> None:
    said = desk.run("list", "import", file, "--vault", str(desk.folder), "--yes")
    assert said.code == 2
    assert "--new-case" in said.err
    both = desk.run("list", "import", file, "--case", "a", "--new-case", "b", "--vault", str(desk.folder))
    assert both.code == 2


def test_a_new_case_is_made_joined_by_its_title_and_found_by_a_part_of_it(
    desk: Desk, file: str, tmp_path: Path
) -> None:
    first = desk.run(
        "list", "import", file, "--new-case", "Arrest in Shenyang", "--vault", str(desk.folder), "--yes", "--json"
    )
    assert first.code == 0, first.err
    other = tmp_path / "other.txt"
    other.write_text("1. 리명국 남 61세 함흥\n2. 한명수 남 50세 원산\n", encoding="utf-8")
    second = desk.run(
        "list", "import", str(other), "--case", "shenyang", "--vault", str(desk.folder), "--yes", "--json"
    )
    assert second.code == 0, second.err
    assert first.first["case"] == second.first["case"]
    assert second.json[1]["records"] == 5


def test_an_unknown_case_is_wrong_usage_and_names_those_that_are_there(desk: Desk, file: str) -> None:
    nothing = desk.run("list", "import", file, "--case", "선양", "--vault", str(desk.folder), "--yes")
    assert nothing.code == 2
    assert "--new-case" in nothing.err
    for title in ("First arrest", "Second arrest"):
        desk.record("incident", "--title", title, "--source", desk.record("source", "--title", "a"))
    unknown = desk.run("list", "import", file, "--case", "선양", "--vault", str(desk.folder), "--yes")
    assert unknown.code == 2
    assert "First arrest" in unknown.err
    several = desk.run("list", "import", file, "--case", "arrest", "--vault", str(desk.folder), "--yes")
    assert several.code == 2
    assert "Second arrest" in several.err
    with desk.open() as vault:
        assert list(vault.entities("person")) == []


def test_without_a_terminal_nothing_is_recorded_unless_yes_is_said(desk: Desk, file: str) -> None:
    said = desk.run("list", "import", file, "--new-case", "a", "--vault", str(desk.folder))
    assert said.code == 2
    assert "--yes" in said.err
    assert _count(desk) == 0


@pytest.mark.parametrize(("answer", "recorded"), [("yes\n", True), ("예\n", True), ("no\n", False), ("", False)])
def test_at_a_terminal_it_asks_before_recording(
    answer: str, recorded: bool, desk: Desk, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    said = desk.run("list", "import", file, "--new-case", "a", "--vault", str(desk.folder))
    assert "Record this list with 3 people?" in said.err
    assert (said.code == 0) is recorded
    assert bool(_count(desk)) is recorded


def test_the_same_list_again_adds_nothing_and_says_since_when_it_is_there(
    desk: Desk, file: str, tmp_path: Path
) -> None:
    words = ("--new-case", "a", "--vault", str(desk.folder), "--yes")
    desk.run("list", "import", file, *words)
    before = _count(desk)
    renamed = tmp_path / "renamed.txt"
    renamed.write_bytes(KOREAN.encode("cp949"))
    said = desk.run("list", "import", str(renamed), *words)
    assert said.code == 0
    assert "Nothing was added" in said.out
    assert "This list is in the vault since 2" in said.out
    assert _count(desk) == before


def test_a_longer_version_says_how_many_rows_came_again(desk: Desk, file: str, tmp_path: Path) -> None:
    words = ("--new-case", "a", "--vault", str(desk.folder), "--yes")
    desk.run("list", "import", file, *words)
    longer = tmp_path / "longer.txt"
    longer.write_text(KOREAN + "4. 한명수 남 50세 원산\n", encoding="utf-8")
    said = desk.run("list", "import", str(longer), *words)
    assert "This is a longer version" in said.out.replace("\n", " ")
    assert "not recorded twice: 3" in said.out
    with desk.open() as vault:
        assert len(list(vault.entities("person"))) == 4


def test_a_list_can_be_pasted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(KOREAN.encode())))
    said = desk.run("list", "import", "-", "--new-case", "a", "--vault", str(desk.folder), "--yes", "--json")
    assert said.code == 0, said.err
    assert sorted(json.loads(said.out.splitlines()[0])["people"]) == ["1", "2", "3"]


def test_what_is_already_in_the_vault_is_shown_with_reasons(desk: Desk, file: str) -> None:
    source = desk.record("source", "--title", "a")
    desk.record("person", "--name", "김영희", "--sex", "f", "--birth", "1987", "--origin", "무산", "--source", source)
    said = desk.run("list", "preview", file, "--date", "2026-02-08", "--vault", str(desk.folder))
    assert "Perhaps in the vault already" in said.out
    assert "= row 1: 김영희" in said.out
    assert "for: same name" in said.out


def test_the_day_of_the_list_moves_the_ages(desk: Desk, file: str) -> None:
    words = ("--new-case", "a", "--vault", str(desk.folder), "--yes")
    desk.run("list", "import", file, "--date", "2026-02-08", *words)
    with desk.open() as vault:
        ages = {one.value: one.norm for one in vault.claims("person", ("age",))}
    assert ages["38세"] is not None
    assert ages["38세"].startswith("198")


def test_a_guessed_encoding_is_said_with_the_way_to_change_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("이름,성별,나이\n김영희,여,38\n박철수,남,45\n".encode("cp949"))
    said = desk.run("list", "preview", str(path), "--vault", str(desk.folder))
    assert "Encoding guessed: CP949" in said.out
    assert "--encoding" in said.out
    chosen = desk.run("list", "preview", str(path), "--encoding", "gb18030", "--vault", str(desk.folder))
    assert "cp949" in chosen.out


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xff\xd8\xff\xe0photo", "list.xlsx"),
        (b"%PDF-1.7", "list.pdf"),
        (b"", "empty.txt"),
        (bytes(range(256)), "a.bin"),
    ],
)
def test_a_file_that_is_no_list_is_named_for_what_it_is(
    head: bytes, name: str, lang: Language, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    said = desk.run("list", "import", str(path), "--new-case", "a", "--vault", str(desk.folder), "--yes", lang=lang)
    assert said.code == 2
    assert name in said.err
    assert path.read_bytes() == head
    assert _count(desk) == 0


def test_files_that_cannot_be_read_are_said(desk: Desk, tmp_path: Path, file: str) -> None:
    for words in (("none.txt",), (str(tmp_path),), (file, "--date", "someday"), (file, "--language", "xx")):
        said = desk.run("list", "preview", *words, "--vault", str(desk.folder))
        assert said.code == 2
        assert said.err.strip()


def test_list_alone_shows_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert build("en").run(["list"]) == 2
    assert "preview" in capsys.readouterr().err


def test_a_preview_for_programs_holds_every_row_and_person(desk: Desk, file: str) -> None:
    said = desk.run("list", "preview", file, "--json", "--vault", str(desk.folder))
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [one["text"] for one in lines if "text" in one] == KOREAN.splitlines()
    assert sum("person" in one for one in lines) == 3
    assert [one["kin"] for one in lines if "kin" in one] == [["1", "son", "2"]]
