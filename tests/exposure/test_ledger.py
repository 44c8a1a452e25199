"""The ledger: recorded once, counted although taken back, and exactly what a text said."""

from pathlib import Path

import pytest

from tests.exposure.making import MUSAN, reading
from tests.exposure.vaulted import story
from underice.exposure import ledger
from underice.exposure.disclosing import disclosed
from underice.exposure.ledger import Disclosed, Publication, UnknownPerson
from underice.exposure.reader.model import Event, KinTie, Person
from underice.exposure.registered import known
from underice.vocabulary.intervals import DateInterval

PAPER = Publication("어느 기사", "2024-06-11", "어느 신문", "ko")


def test_what_is_recorded_is_read_again_and_nothing_twice(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        about = ids["teacher"].hex()
        one = Disclosed(about, "birth", "1987", "1987년생", "ko", (3, 9))
        done = ledger.record(vault, PAPER, [one, one, Disclosed(about, "sex", "f")])
        assert (done.new, done.again) == (2, 0)
        again = ledger.record(vault, PAPER, [one])
        assert (again.new, again.again, again.publication) == (0, 1, done.publication)
        (line,) = [line for line in ledger.lines(vault, [about]) if line.said.fact == "birth"]
        assert (line.said.value, line.said.words, line.said.lang, line.said.date) == (
            "1987",
            "1987년생",
            "ko",
            "2024-06-11",
        )
        assert (line.publication.title, line.publication.publisher, line.publication.ours) == (
            "어느 기사",
            "어느 신문",
            False,
        )
        assert ledger.published(vault)[about] == tuple(one.said for one in ledger.lines(vault))


def test_more_of_a_known_publication_joins_it(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        about = ids["teacher"].hex()
        first = ledger.record(vault, PAPER, [Disclosed(about, "sex", "f")])
        second = ledger.record(vault, PAPER, [Disclosed(about, "birth", "1987")])
        assert second.publication == first.publication
        by_id = Publication("", id=first.publication)
        assert ledger.record(vault, by_id, [Disclosed(about, "origin", MUSAN)]).publication == first.publication


def test_a_text_taken_back_still_counts(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        about = ids["teacher"].hex()
        done = ledger.record(vault, PAPER, [Disclosed(about, "birth", "1987")])
        before = known(vault).public(about)
        assert ledger.take_back(vault, done.publication, "2024-07-01") == 1
        assert ledger.take_back(vault, done.publication) == 0
        assert [one.retracted for one in ledger.published(vault)[about]] == [True]
        assert known(vault).public(about) == before


def test_nothing_is_recorded_about_somebody_unknown(tmp_path: Path) -> None:
    with story(tmp_path) as (vault, ids):
        count = vault.count()
        wrong = [Disclosed(ids["teacher"].hex(), "sex", "f"), Disclosed(ids["arrest"].hex(), "sex", "f")]
        with pytest.raises(UnknownPerson):
            ledger.record(vault, PAPER, wrong)
        assert vault.count() == count


def test_entries_show_nothing_when_printed() -> None:
    assert "1987" not in repr(Disclosed("ab", "birth", "1987")) + repr(PAPER)


def test_exactly_what_a_text_says_is_disclosed_with_its_words() -> None:
    mother = Person(
        "p1", "at_risk", name="A", pseudonym=True, sex="f", birth=DateInterval.year(1987), origin=(MUSAN,),
        occupation="teacher", workplace="school", group=3, kin_of=(KinTie("p2", "parent"), KinTie("p3", "other")),
        events=(Event("arrival", "2021", ("KR",)), Event("other", None, (MUSAN,)), Event("arrest", "2026-02-08", ())),
        distinguishing=("a limp",),
    )  # fmt: skip
    son = Person("p2", "at_risk", sex="m", kin_of=(KinTie("p1", "child"),))
    aunt = Person("p3", "kin", kin_of=(KinTie("p1", "other"),))
    made = reading("born 1987, a son", [mother, son, aunt], [("1987", "birth", "p1"), ("son", "kin", "p2")])
    found = {(one.fact, one.value, one.words, one.relative) for one in disclosed(made, {"p1": "aa", "p2": "bb"})}
    assert found == {
        ("pseudonym", "A", "", ""), ("sex", "f", "", ""), ("birth", "1987", "1987", ""), ("origin", MUSAN, "", ""),
        ("arrived", "2021", "", ""), ("occupation", "teacher", "", ""), ("workplace", "school", "", ""),
        ("group", "3", "", ""), ("event", "arrival 2021 KR", "", ""), ("residence", MUSAN, "", ""),
        ("event", "arrest 2026-02-08", "", ""), ("distinguishing", "a limp", "", ""), ("kin", "son", "son", "bb"),
        ("kin", "relative", "", ""), ("sex", "m", "son", ""), ("kin", "mother", "", "aa"),
    }  # fmt: skip
