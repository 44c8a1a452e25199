"""Whom a draft may mean, what is public about her, and what that makes of the numbers."""

from datetime import date
from pathlib import Path

from tests.exposure.making import PUBLISHED, reading
from tests.exposure.vaulted import story
from underice.exposure import ledger
from underice.exposure.check import check, weigh
from underice.exposure.ledger import Disclosed, Publication
from underice.exposure.reader.model import Person
from underice.exposure.registered import known

STORY = Path(__file__).resolve().parents[2] / "src" / "underice" / "story"
DRAFT = (STORY / "draft_ko.md").read_text(encoding="utf-8")
INTERVIEW, CAPTION = Publication("전화", "2024-06-11"), Publication("사진", "2025-03-08")


def test_the_story_s_woman_and_her_household_come_down_once_the_interview_is_added(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        teacher, boy = ids["teacher"].hex(), ids["boy"].hex()
        told = [
            Disclosed(teacher, "sex", "f"),
            Disclosed(teacher, "origin", "KP0218"),
            Disclosed(teacher, "kin", "son", relative=boy),
        ]
        ledger.record(vault, INTERVIEW, told)
        first = known(vault, ids["arrest"])
        ledger.record(vault, CAPTION, [Disclosed(teacher, "birth", "1987")])
        second = known(vault, ids["arrest"])
        key = second.key_by_record[teacher]
        before, after = (check(DRAFT, date=PUBLISHED, known=one).persons for one in (first, second))
        one, other = (next(p for p in found if p.ref == "p1") for found in (before, after))
        assert other.decided_by == key
        assert one.before is not None
        assert other.before is not None
        assert one.before.deciding.households.low > other.before.deciding.households.low
        assert other.households_absent is not None
        assert other.households_absent.mid < 10
        assert other.low_households is not None
        assert other.low_households < 5
        assert any(clue.of == "p2" for gain in other.subsets for clue in gain) or any(
            t.of == "p2" for t in other.tellings
        )
        mother = next(p for p in after if p.ref == "p4")
        assert [m.meaning.key for m in mother.possible] == [second.key_by_record[ids["mother"].hex()]]


def test_an_editor_s_word_settles_who_is_meant(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        ledger.record(vault, CAPTION, [Disclosed(ids["teacher"].hex(), "birth", "1987")])
        key = known(vault, ids["arrest"]).key_by_record[ids["teacher"].hex()]
        nobody = check(DRAFT, date=PUBLISHED, known=known(vault, ids["arrest"], {"p1": None}))
        assert next(p for p in nobody.persons if p.ref == "p1").possible == ()
        sure = check(DRAFT, date=PUBLISHED, known=known(vault, ids["arrest"], {"p1": key}))
        (meant,) = next(p for p in sure.persons if p.ref == "p1").possible
        assert meant.meaning.confirmed


def test_public_facts_that_contradict_a_draft_are_told_and_do_not_decide_unless_confirmed(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        teacher = ids["teacher"].hex()
        ledger.record(vault, CAPTION, [Disclosed(teacher, "birth", "1961")])
        guess = next(
            p for p in check(DRAFT, date=PUBLISHED, known=known(vault, ids["arrest"])).persons if p.ref == "p1"
        )
        assert any(one.inconsistent for one in guess.possible)
        assert not guess.inconsistent
        key = known(vault, ids["arrest"]).key_by_record[teacher]
        sure = check(DRAFT, date=PUBLISHED, known=known(vault, ids["arrest"], {"p1": key}))
        assert next(p for p in sure.persons if p.ref == "p1").inconsistent


def test_a_name_published_before_identifies_whoever_is_confirmed_to_bear_it(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        teacher = ids["teacher"].hex()
        ledger.record(vault, CAPTION, [Disclosed(teacher, "name", "최은실"), Disclosed(teacher, "sex", "f")])
        key = known(vault, ids["arrest"]).key_by_record[teacher]
        found = check(DRAFT, date=PUBLISHED, known=known(vault, ids["arrest"], {"p1": key})).persons
        ways = {one.ref: one.identified for one in found}
        assert ways["p1"] == "named_before"
        assert ways["p2"] == "kin_of_named"


def test_a_registered_name_in_any_script_is_direct_identification(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        people = known(vault, ids["arrest"])
        for text in ("최은실은 갔다.", "Choi Eun-sil left.", "They met Ms Ch'oe Ŭn-sil there."):
            found = check(text, date=PUBLISHED, known=people)
            assert [(one.identified, one.registered) for one in found.persons] == [
                ("named", (people.key_by_record[ids["teacher"].hex()],))
            ], text


def test_two_who_may_be_one_person_give_both_readings(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        people = known(vault, ids["arrest"])
        pair = next((key, one.perhaps[0]) for key, one in people.people.items() if one.perhaps)
        ledger.record(vault, INTERVIEW, [Disclosed(pair[0], "sex", people.people[pair[0]].facts.sex[0])])
        ledger.record(vault, CAPTION, [Disclosed(pair[1], "birth", "1987")])
        again = known(vault, ids["arrest"], {"p1": pair[0]})
        person = Person("p1", "at_risk")
        found = weigh(reading("somebody", [person], on=date(2026, 2, 14)), known=again).persons[0]
        assert len(found.possible) == 2


def test_the_whole_vault_is_known_without_a_case(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        people = known(vault)
        assert set(people.key_by_record) >= {ids["teacher"].hex(), ids["mother"].hex()}
        assert people.case == ""
        assert known(vault, ids["arrest"]).case
