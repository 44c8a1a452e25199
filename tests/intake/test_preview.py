"""What a preview says before anything is recorded: counts, who it may be, what is twice, what is there already."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.intake.making import a_list, mother_and_son, person
from tests.vault.making import CHEAP, PASSPHRASE
from underice.intake.case_people import of_case
from underice.intake.cases import cases, find_cases
from underice.intake.importing import record
from underice.intake.model import Intake, Tie
from underice.intake.preview import MOST_LOOKED_UP, preview, preview_for
from underice.people.directory import Directory
from underice.people.facts import PersonFacts
from underice.vault.vault import Vault

TODAY = "2026-02-09"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(
        tmp_path / "vault", passphrase=PASSPHRASE, writer="a", kdf=CHEAP, idle=None, device_dir=tmp_path / "device"
    )


def _facts(intake: Intake, key: str) -> PersonFacts:
    """A record that says what the first person of a list says."""
    found = next(iter(preview(intake, today=TODAY).people.values()))
    return replace(found, key=key, kin=(), lists=frozenset())


def test_named_unnamed_and_mentioned_people_are_counted_apart() -> None:
    intake = a_list(
        ["명단", "1. 김영희 여", "2. 아들 9세", ""],
        [
            person("2", ("name", "김영희"), ("sex", "f")),
            person("3", ("age", "9세")),
            person("3.1", ("name", "박철수"), row=3, in_list=False),
        ],
        kinds=("title", "people", "people", "blank"),
    )
    counts = preview(intake, today=TODAY).counts
    assert (counts.named, counts.unnamed, counts.mentioned, counts.all_rows) == (1, 1, 1, 4)


def test_ages_are_counted_from_the_day_of_the_list_or_from_today() -> None:
    dated = preview(mother_and_son(), today=TODAY)
    assert (dated.said, dated.dated) == ("2026-02-08", True)
    undated = preview(replace(mother_and_son(), said_on=None), today=TODAY)
    assert (undated.said, undated.dated) == (TODAY, False)
    assert undated.people["2"].births


def test_words_that_cannot_be_values_are_said_before_anything_is_recorded() -> None:
    seen = preview(a_list(["1. 김영희 ?"], [person("1", ("name", "김영희"), ("sex", "?"))]), today=TODAY)
    assert [(number, fault.code) for number, fault in seen.faults] == [(1, "kept-as-remark")]


def test_a_person_of_the_vault_is_recognised_and_another_of_her_name_is_only_asked_about() -> None:
    intake = mother_and_son()
    same = _facts(intake, "a" * 32)
    other = PersonFacts("b" * 32, names=("최은실",), sex=("f",))
    seen = preview(intake, Directory.of([same, other]), today=TODAY)
    (sure, *maybe) = seen.known["2"]
    assert (sure.key, sure.sure) == (same.key, True)
    assert all(not one.sure for one in maybe)
    assert set(seen.records) >= {same.key}


def test_a_child_without_a_name_is_recognised_through_his_mother(vault: Vault) -> None:
    record(mother_and_son(), vault, new_case="first", today=date(2026, 2, 9))
    other = a_list(
        ["1. Choe Un Sil, 38, Musan", "2. her son, 9"],
        [
            person("1", ("name", "Choe Un Sil"), ("sex", "f"), ("age", "38세"), ("origin", "Musan")),
            person("2", ("sex", "m"), ("age", "9세")),
        ],
        [Tie("1", "2", "son", "her son")],
    )
    seen = preview_for(other, vault, today=TODAY)
    assert [one.sure for one in seen.known["1"]] == [True]
    assert [one.sure for one in seen.known["2"]] == [True]


def test_a_name_nobody_bears_is_nobody() -> None:
    directory = Directory.of([PersonFacts("a" * 32, names=("한명수",), sex=("m",))])
    assert preview(mother_and_son(), directory, today=TODAY).known == {}


def test_two_rows_alike_in_one_list_are_shown() -> None:
    said = (("name", "한명수"), ("sex", "m"), ("age", "63세"), ("origin", "함흥"))
    people = [person("1", *said), person("2", *said), person("3", ("name", "윤창식"), ("sex", "m"))]
    seen = preview(a_list(["1. 한명수", "2. 한명수", "3. 윤창식"], people), today=TODAY)
    assert [pair[:2] for pair in seen.alike] == [("1", "2")]


def test_of_a_very_long_list_only_the_first_are_looked_up() -> None:
    number = MOST_LOOKED_UP + 20
    people = [person(str(n), ("name", "김영희")) for n in range(1, number + 1)]
    seen = preview(a_list([f"{n}. 김영희" for n in range(1, number + 1)], people), today=TODAY)
    assert seen.looked_up == MOST_LOOKED_UP


def test_a_list_that_is_in_the_vault_is_recognised_and_not_looked_up(vault: Vault) -> None:
    done = record(mother_and_son(), vault, new_case="first", today=date(2026, 2, 9))
    seen = preview_for(mother_and_son(), vault, today=TODAY)
    assert seen.earlier is not None
    assert (seen.earlier.source, seen.earlier.whole) == (done.source, True)
    assert seen.known == {}


def test_in_a_vault_with_more_people_than_are_read_at_once_the_same_is_found(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(mother_and_son(), vault, new_case="first", today=date(2026, 2, 9))
    other = a_list(
        ["1. 최은실 38세 무산"], [person("1", ("name", "최은실"), ("age", "38세"), ("origin", "무산"), ("sex", "f"))]
    )
    at_once = preview_for(other, vault, today=TODAY)
    monkeypatch.setattr("underice.intake.preview._AT_ONCE", 0)
    one_by_one = preview_for(other, vault, today=TODAY)
    assert at_once.known.keys() == one_by_one.known.keys() == {"1"}
    assert at_once.known["1"][0].key == one_by_one.known["1"][0].key


def test_a_case_is_found_by_its_id_its_title_or_a_part_of_that(vault: Vault) -> None:
    done = record(mother_and_son(), vault, new_case="선양 체포", today=date(2026, 2, 9))
    assert done.case is not None
    for typed in (done.case.hex()[:8], done.case.hex(), "선양  체포", "체포"):
        assert find_cases(vault, typed) == (done.case,)
    for typed in ("", "  ", "베이징", "ffffffff"):
        assert find_cases(vault, typed) == ()
    assert cases(vault) == {done.case: "선양 체포"}


def test_a_case_without_people_has_nobody_to_tell_apart(vault: Vault) -> None:
    assert of_case(vault, bytes(16)) is None


def test_nothing_of_a_preview_shows_in_its_printed_form() -> None:
    seen = preview(mother_and_son(), Directory.of([_facts(mother_and_son(), "a" * 32)]), today=TODAY)
    assert "최은실" not in repr((seen, *seen.known["2"], seen.people, seen.intake))
