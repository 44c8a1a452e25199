"""Who is who at the command line: the story's lists, merges that can be taken back, plain refusals."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.casebook import casebook
from tests.cli.desk import Desk, Said
from underice.people import merging, verdicts
from underice.vocabulary.language import LANGUAGES, Language
from underice.vocabulary.statement import Statement, new_id


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    return {name: id_.hex() for name, id_ in casebook(desk).items()}


def _run(desk: Desk, *words: str, lang: Language = "en") -> Said:
    return desk.run("person", *words, "--vault", str(desk.folder), lang=lang)


def test_the_story_is_twelve_people_and_two_questions_on_screen(desk: Desk, ids: dict[str, str]) -> None:
    said = _run(desk, "match", "--case", ids["arrest"])
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert lines[1] == "12 people · 11 to 13 are possible · 2 questions"
    assert lines[2] == "25 records compared · the case counts 12"
    assert [line.split(":")[0] for line in lines[3:6]] == ["  list 1", "  list 2", "  list 3"]
    assert said.out.count("are these two one person?") == 2
    assert "for: same name: " in said.out
    assert "against: births apart (" in said.out
    pair = sorted((ids["message 6"], ids["email 4"]))
    assert f"underice person merge {pair[0][:8]} {pair[1][:8]} --reason" in said.out


def test_the_answer_is_there_in_korean(desk: Desk, ids: dict[str, str]) -> None:
    said = _run(desk, "match", "--case", "선양 아파트", lang="ko")
    assert "12명 · 11~13명일 수 있음 · 물음 2건" in said.out
    assert "이 둘은 한 사람입니까?" in said.out
    assert "동일인이면: underice person merge" in said.out
    assert "vault" not in said.out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_eighty_columns(lang: Language, desk: Desk, ids: dict[str, str]) -> None:
    out = _run(desk, "match", "--case", ids["arrest"], lang=lang).out
    assert [line for line in out.splitlines() if cell_len(line) > 80] == []


def test_answering_both_questions_leaves_twelve(desk: Desk, ids: dict[str, str]) -> None:
    assert _run(desk, "merge", ids["message 6"], ids["email 4"], "--reason", "어머니가 확인했다").code == 0
    assert _run(desk, "not-same", ids["message 7"], ids["sheet 5"], "--reason", "아우가 아니라고 했다").code == 0
    first = _run(desk, "match", "--case", ids["arrest"], "--json").json
    assert first[0] == {"people": 12, "low": 12, "high": 12, "questions": 0}
    people = [line for line in first if "person" in line]
    assert len(people) == 12
    out = _run(desk, "match", "--case", ids["arrest"]).out
    assert "12 people · 0 questions" in out
    assert "= judged to be one person" in out


def test_what_nobody_knows_is_told_apart_from_what_is_asked(desk: Desk, ids: dict[str, str]) -> None:
    said = _run(desk, "cannot-tell", ids["message 7"], ids["sheet 5"], "--reason", "아무도 모른다")
    assert said.out.startswith("Recorded: it cannot be told")
    out = _run(desk, "match", "--case", ids["arrest"]).out
    assert "· 1 question\n" in out
    assert "Recorded as impossible to tell, and not asked again:" in out


def test_json_lines_hold_reasons_and_what_answers_would_do(desk: Desk, ids: dict[str, str]) -> None:
    lines = _run(desk, "match", "--case", ids["arrest"], "--json").json
    questions = [line for line in lines if "question" in line]
    assert lines[0] == {"people": 12, "low": 11, "high": 13, "questions": 2}
    assert [(one["if_same"], one["if_not"]) for one in questions] == [([11, 12], [12, 13])] * 2
    boy = next(line for line in lines if ids["message 2"] in str(line.get("person", "")))
    assert "kin-named" in str(boy["because"])


def test_around_one_record_the_vault_is_searched(desk: Desk, ids: dict[str, str]) -> None:
    out = _run(desk, "match", ids["message 3"]).out
    assert ids["trader"][:8] in out
    assert ids["email 2"][:8] in out
    assert "are these two" not in out


def test_without_a_case_the_whole_vault_is_compared(desk: Desk, ids: dict[str, str]) -> None:
    assert "28 records compared" in _run(desk, "match").out


def test_the_people_of_one_list_or_household_can_be_asked_for(desk: Desk, ids: dict[str, str]) -> None:
    assert _run(desk, "match", "--case", "명단 2", "--json").json[0] == {
        "people": 7,
        "low": 7,
        "high": 7,
        "questions": 1,
    }
    assert _run(desk, "match", "--case", ids["house_mother"], "--json").json[0]["people"] == 2


def test_a_merge_is_shown_with_every_claim_and_undone_without_a_trace(desk: Desk, ids: dict[str, str]) -> None:
    one, other = ids["teacher"], ids["message 1"]
    with desk.open() as vault:
        before = merging.state(vault)
    said = _run(desk, "merge", one, other, "--reason", "이름과 학교", "--recorded-by", "미래")
    assert said.code == 0
    assert "Records of this person: 2." in said.out
    assert f"underice person unmerge {one[:8]} {other[:8]}" in said.out
    shown = _run(desk, "show", other)
    assert "최은실 · 2 records" in shown.out
    assert "merged by 미래: 이름과 학교" in shown.out
    assert "≠ Born: 88년생 (1988)" in shown.out
    assert "명단 1 메시지" in shown.out
    assert "These do not go together; both are kept." in shown.out
    fields = _run(desk, "show", one, "--json").first
    assert fields["records"] == sorted((one, other))
    gone = _run(desk, "unmerge", other, one, "--reason", "다른 학교였다")
    assert "All is shown as before it was given" in gone.out
    with desk.open() as vault:
        assert merging.state(vault) == before
        assert vault.verify().good


def test_a_merge_through_a_third_record_is_told_when_one_is_undone(desk: Desk, ids: dict[str, str]) -> None:
    a, b, c = ids["message 1"], ids["sheet 1"], ids["email 1"]
    for one, other in ((a, b), (b, c), (a, c)):
        _run(desk, "merge", one, other, "--reason", "까닭")
    said = _run(desk, "unmerge", a, b, "--reason", "까닭")
    assert "still one person through a third record" in said.out
    assert _run(desk, "unmerge", a, c, "--reason", "까닭", "--json").first["still_merged"] is False


def test_judgements_that_contradict_each_other_are_flagged(desk: Desk, ids: dict[str, str]) -> None:
    a, b, c = ids["message 1"], ids["sheet 1"], ids["email 1"]
    _run(desk, "not-same", a, c, "--reason", "까닭")
    _run(desk, "merge", a, b, "--reason", "까닭")
    said = _run(desk, "merge", b, c, "--reason", "까닭")
    assert said.code == 1
    assert "This contradicts another judgement" in said.out
    shown = _run(desk, "match", "--case", ids["arrest"])
    assert shown.code == 1
    assert "Judged to be two people, but each merged with a third" in shown.out
    lines = _run(desk, "match", "--case", ids["arrest"], "--json").json
    assert "verdicts-clash" in [line.get("conflict") for line in lines]


def test_merges_against_the_facts_are_flagged(desk: Desk, ids: dict[str, str]) -> None:
    _run(desk, "merge", ids["message 3"], ids["sheet 7"], "--reason", "까닭", "--json")
    said = _run(desk, "match", "--case", ids["arrest"])
    assert said.code == 1
    assert "Merged, though the facts speak strongly against it" in said.out


def test_a_number_that_does_not_fit_is_said(desk: Desk, ids: dict[str, str]) -> None:
    with desk.open() as vault:
        count = vault.entity(bytes.fromhex(ids["arrest"])).properties["count"][0].statement
        source = bytes.fromhex(ids["first_call"])
        more = Statement(count.entity, "incident", "count", "20", source, act="supersede", target=count.id)
        vault.record([more])
    said = _run(desk, "match", "--case", ids["arrest"])
    assert "That does not fit" in said.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["merge", "teacher"], "Two records are needed."),
        (["merge", "teacher", "boy"], "No reason was given."),
        (["merge", "teacher", "teacher", "--reason", "x"], "Both ids are one record."),
        (["merge", "teacher", "arrest", "--reason", "x"], "This id is not the record of a person."),
        (["merge", "teacher", "ffffffff", "--reason", "x"], "Nothing is recorded under this id."),
        (["merge", "teacher", "boy", "--reason", "x", "--source", "arrest"], "No source was named."),
        (["unmerge", "teacher", "boy", "--reason", "x"], "Nobody has judged these two records."),
        (["match", "arrest"], "This id is not the record of a person."),
        (["match", "--case", "없는 사건"], "No incident, group or list is called so."),
        (["match", "--case", "teacher"], "No incident, group or list is called so."),
        (["match", "--case", "house_onsong"], "There are no people there to compare."),
        (["match", "--case", "명단"], "Several records begin with this id."),
        (["show"], "No id was given."),
        (["show", "arrest"], "This id is not the record of a person."),
        ([], ""),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_recorded(
    words: list[str], expected: str, desk: Desk, ids: dict[str, str]
) -> None:
    with desk.open() as vault:
        before = vault.count()
    said = _run(desk, *[ids.get(word, word) for word in words]) if words else desk.run("person", passphrase=None)
    assert said.code == 2
    assert said.err.startswith(expected)
    with desk.open() as vault:
        assert vault.count() == before
        assert verdicts.standing(vault) == ()


def test_an_empty_vault_has_nobody_to_compare(desk: Desk) -> None:
    assert _run(desk, "match").err.startswith("There are no people there to compare.")


def test_a_wrong_passphrase_gives_the_code_for_locked(desk: Desk) -> None:
    said = desk.run("person", "match", "--vault", str(desk.folder), passphrase="not the one at all")
    assert said.code == 3


def test_someone_without_a_name_is_told_by_her_kin_or_as_nameless(desk: Desk, ids: dict[str, str]) -> None:
    out = _run(desk, "match", ids["message 2"], lang="en").out
    assert "박성진" in out
    alone = new_id()
    with desk.open() as vault:
        source = bytes.fromhex(ids["first_call"])
        vault.record([Statement(alone, "person", "sex", "f", source), Statement(alone, "person", "age", "30", source)])
    assert "no name · female" in _run(desk, "match", alone.hex()).out


def test_nothing_is_written_outside_the_vault(desk: Desk, ids: dict[str, str], tmp_path: Path) -> None:
    def files() -> Iterator[str]:
        return (str(one) for one in tmp_path.rglob("*") if one.is_file() and "vault" not in one.parts)

    before = sorted(files())
    _run(desk, "match", "--case", ids["arrest"])
    assert [one for one in sorted(files()) if one not in before and "config" not in one] == []
