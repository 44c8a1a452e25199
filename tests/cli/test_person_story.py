"""The story's lists through the doors a user uses: read, imported, matched; twelve people and two questions."""

from pathlib import Path

from tests.cli.desk import Desk
from underice import story as _story
from underice.cli.demo_vault import read_story

LISTS = Path(str(_story.__path__[0])) / "lists"


def test_three_lists_imported_into_the_story_s_vault_are_twelve_people_and_two_questions(desk: Desk) -> None:
    from underice.intake.importing import record
    from underice.intake.reading import read

    story = read_story()
    with desk.open() as vault:
        for action in story.actions:
            vault.record(action.statements, note=action.comment)
        for name in ("message_ko.txt", "sheet_zh.csv", "email_en.txt"):
            record(read(LISTS / name, name=name), vault, case=story.ids["arrest"], said="2026-02-09")
    said = desk.run("person", "match", "--case", story.ids["arrest"].hex(), "--vault", str(desk.folder), "--json")
    assert said.code == 0, said.err
    assert said.json[0] == {"people": 12, "low": 11, "high": 13, "questions": 2}
    known = [story.ids[name].hex() for name in ("teacher", "boy", "trader")]
    people = [line["person"] for line in said.json if "person" in line]
    assert sorted(len(one) for one in people if isinstance(one, list) and set(one) & set(known)) == [3, 3, 4]


def test_a_mother_whom_a_list_only_mentions_is_not_counted_among_the_people_of_its_case(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("1. 강철민 남 60대 회령\n강철민 씨는 북에 남은 어머니가 계십니다\n", encoding="utf-8")
    vault = ("--vault", str(desk.folder))
    assert desk.run("list", "import", str(file), "--new-case", "선양", "--yes", *vault).code == 0
    said = desk.run("person", "match", "--case", "선양", "--json", *vault)
    assert said.json[0] == {"people": 1, "low": 1, "high": 1, "questions": 0}
