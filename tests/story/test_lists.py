"""The story's lists come in through three commands: twelve people, two questions, nobody merged wrongly."""

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from tests.cli.desk import Desk
from underice.cli.demo_lists import LISTS, TITLES, take_lists
from underice.cli.demo_vault import Story, read_story
from underice.intake.case_people import CasePeople, of_case
from underice.intake.facts import of_list
from underice.intake.model import Intake, Listed
from underice.intake.reading import read
from underice.people import verdicts
from underice.vault.vault import Vault

GOLD = yaml.safe_load((Path(__file__).parent / "lists_gold.yaml").read_text(encoding="utf-8"))
NAMES = ("message", "sheet", "email")


@cache
def _list(name: str) -> Intake:
    return read(LISTS / GOLD["lists"][name]["file"])


def _rows(name: str) -> dict[int, Listed]:
    """The people of a list by the number the list itself gives them."""
    people = [one for one in _list(name).people if one.in_list]
    return dict(enumerate(people, 1))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("UNDERICE_HOME", str(tmp_path / "home"))
    desk = Desk(tmp_path / "vault", capsys)
    desk.create()
    return desk


@pytest.fixture
def story(desk: Desk) -> Story:
    story = read_story()
    with desk.open() as vault:
        for action in story.actions:
            vault.record(action.statements, note=action.comment)
    return story


@pytest.mark.parametrize("name", NAMES)
def test_every_row_that_speaks_of_somebody_is_read_as_the_gold_says(name: str) -> None:
    gold = GOLD["lists"][name]
    intake = _list(name)
    assert (intake.format, intake.lang) == (gold["format"], gold["lang"])
    assert intake.encoding == gold.get("encoding", "utf-8")
    facts = {one.key: one for one in of_list(intake)}
    found = _rows(name)
    assert len(found) == len(gold["rows"])
    for wanted in gold["rows"]:
        person = found[wanted["row"]]
        told = facts[person.ref]
        assert list(person.values("name")) == wanted["names"]
        assert told.sex == (wanted["sex"],)
        assert len(told.births) == 1
        assert told.origins == (((wanted["home"],),) if "home" in wanted else ())


@pytest.mark.parametrize("name", NAMES)
def test_the_kin_a_list_tells_is_found_without_any_that_it_does_not_tell(name: str) -> None:
    found = {number: one.ref for number, one in _rows(name).items()}
    wanted = {
        (found[row["kin"]["of"]], found[row["row"]], row["kin"]["relation"])
        for row in GOLD["lists"][name]["rows"]
        if "kin" in row
    }
    ties = {(tie.person, tie.relative) for tie in _list(name).ties}
    assert ties == {pair[:2] for pair in wanted}


def test_twelve_people_and_two_questions_after_three_commands(desk: Desk, story: Story) -> None:
    case = story.ids["arrest"].hex()[:8]
    told = []
    for name in NAMES:
        file = str(LISTS / GOLD["lists"][name]["file"])
        said = desk.run("list", "import", file, "--case", case, "--vault", str(desk.folder), "--yes")
        assert said.code == 0, said.err
        told.append(said.out)
    assert "are 12 people (between 11 and 13); 2 questions are open." in told[-1]
    assert f"underice person match --case {case}" in told[-1]


@pytest.fixture
def matched(desk: Desk, story: Story) -> Iterator[tuple[Vault, CasePeople, dict[tuple[str, int], str]]]:
    """The vault with the lists, who is who, and the record of each row."""
    with desk.open() as vault:
        take_lists(vault, story.ids["arrest"], "ko")
        people = of_case(vault, story.ids["arrest"])
        assert people is not None
        yield vault, people, _records(vault)


def _records(vault: Vault) -> dict[tuple[str, int], str]:
    """The person recorded from each row, by the words she was recorded with."""
    titles = {one.value: one.entity for one in vault.claims("source", ("title",))}
    found: dict[tuple[str, int], str] = {}
    for name in NAMES:
        title = TITLES[GOLD["lists"][name]["file"]]
        rows = {row.number: row.locator for row in _list(name).rows}
        people = {one.source: one.entity.hex() for one in vault.claims("person", ("sex",))}
        for number, person in _rows(name).items():
            found[name, number] = people[titles[f"{title} · {rows[person.row]}"]]
    return found


def test_who_is_who_is_what_the_gold_says_and_nobody_is_merged_wrongly(
    matched: tuple[Vault, CasePeople, dict[tuple[str, int], str]], story: Story
) -> None:
    _vault, people, records = matched
    grouping = people.grouping
    assert (grouping.count, grouping.low, grouping.high) == (GOLD["people"], GOLD["low"], GOLD["high"])
    asked = [
        {records[question["one"][0], question["one"][1]], records[question["other"][0], question["other"][1]]}
        for question in GOLD["questions"]
    ]
    assert len(grouping.questions) == len(asked)
    assert all({one.one, one.other} in asked for one in grouping.questions)
    groups = {key: group for group in grouping.groups for key in group}
    for who in GOLD["who"].values():
        keys = [story.ids[key].hex() if where == "vault" else records[where, key] for where, key in who.items()]
        for one, other in combinations(keys, 2):
            assert groups[one] == groups[other] or {one, other} in asked
        others = set(groups[keys[0]]) - set(keys)
        assert others == set()


def test_both_answers_given_it_is_exactly_twelve(
    matched: tuple[Vault, CasePeople, dict[tuple[str, int], str]], story: Story
) -> None:
    vault, _people, records = matched
    for question in GOLD["questions"]:
        one, other = (bytes.fromhex(records[where, row]) for where, row in (question["one"], question["other"]))
        answer: verdicts.Answer = "same" if question["answer"] == "same" else "not_same"
        verdicts.give(vault, one, other, answer, "called the family")
    people = of_case(vault, story.ids["arrest"])
    assert people is not None
    assert (people.grouping.count, people.grouping.low, people.grouping.high) == (12, 12, 12)
    assert people.grouping.questions == ()


def test_the_lists_once_more_and_as_a_workbook_add_nothing(desk: Desk, story: Story) -> None:
    with desk.open() as vault:
        take_lists(vault, story.ids["arrest"], "en")
        before = vault.count()
        take_lists(vault, story.ids["arrest"], "en")
        assert vault.count() == before


def test_the_sheet_as_a_workbook_with_merged_cells_says_the_same(tmp_path: Path) -> None:
    text = (LISTS / "sheet_zh.csv").read_bytes().decode("gb18030")
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(_workbook(list(csv.reader(io.StringIO(text, newline="")))))
    book, sheet = read(path), _list("sheet")
    assert book.format == "xlsx"
    told = {one.values("name"): one for one in of_people(book)}
    for one in of_people(sheet):
        again = told[one.values("name")]
        assert (again.values("sex"), again.values("age")) == (one.values("sex"), one.values("age"))
    boy = told["朴成振", "Piao Chengzhen"]
    assert boy.values("origin") == ("咸镜北道茂山郡",), "the merged cell says where he is from too"
    assert told["Zheng Yongzhe",].values("origin") == ()


def of_people(intake: Intake) -> list[Listed]:
    """Those whom a list counts."""
    return [one for one in intake.people if one.in_list]


def _workbook(rows: list[list[str]]) -> bytes:
    """The sheet before it was saved as CSV: title, home and flat in merged cells."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    for area in ("A1:H1", "F3:F4", "G3:G4", "G5:G7", "G8:G9"):
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_everything_in_the_lists_is_said_to_be_invented() -> None:
    words = {"message": "지어낸 명단", "sheet": "纯属虚构", "email": "An invented list"}
    for name, said in words.items():
        data = (LISTS / GOLD["lists"][name]["file"]).read_bytes()
        assert said in data.decode(GOLD["lists"][name].get("encoding", "utf-8"))


def test_the_preview_of_a_list_can_be_read_by_programs(desk: Desk) -> None:
    said = desk.run("list", "preview", str(LISTS / "message_ko.txt"), "--json", passphrase=None)
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert lines[0]["named"] + lines[0]["unnamed"] == 9
    assert [one["text"] for one in lines if "row" in one and "text" in one][
        2
    ] == "1. 최은실 여 38세 무산군, 소학교 교원"
