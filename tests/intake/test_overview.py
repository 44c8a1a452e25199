"""What waits: open cases with their days, questions, people of a case whom nobody has compared."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.vault.making import Place
from underice.intake.overview import overview
from underice.people.verdicts import give
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

DAY = date(2026, 2, 9)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Place(tmp_path / "vault", tmp_path / "device").create() as made:
        yield made


def record(vault: Vault, kind: str, *values: tuple[str, str]) -> bytes:
    """Record an entity as its own source."""
    id_ = new_id()
    vault.record([Statement(id_, kind, prop, value, id_) for prop, value in values])
    return id_


def test_days_are_counted_from_what_the_sources_say_and_span_what_they_leave_open(vault: Vault) -> None:
    record(vault, "incident", ("type", "arrest"), ("title", "A"), ("start", "2026-02"), ("expected", "2026-02-20"))
    (case,) = overview(vault).cases
    assert case.days_since(DAY) == (0, 8)
    assert case.days_left(DAY) == (11, 11)
    assert case.days_left(date(2026, 3, 2)) == (-10, -10)


def test_where_sources_differ_both_ends_are_told(vault: Vault) -> None:
    record(vault, "incident", ("type", "arrest"), ("start", "2026-02-03"), ("start", "2026-02-08"))
    (case,) = overview(vault).cases
    assert case.days_since(DAY) == (1, 6)
    assert case.days_left(DAY) is None


def test_what_has_not_begun_or_has_no_date_has_no_days_since(vault: Vault) -> None:
    record(vault, "incident", ("type", "return"), ("title", "A"), ("start", "2026-03-01"))
    record(vault, "incident", ("type", "arrest"), ("title", "B"))
    assert [case.days_since(DAY) for case in overview(vault).cases] == [None, None]


def test_what_is_over_or_endangers_nobody_or_belongs_to_a_case_does_not_wait(vault: Vault) -> None:
    case = record(vault, "incident", ("type", "arrest"), ("title", "A"))
    record(vault, "incident", ("type", "arrest"), ("title", "over"), ("end", "2026-02-01"))
    record(vault, "incident", ("type", "arrival"), ("title", "arrived"))
    record(vault, "incident", ("type", "transfer"), ("title", "part"), ("part_of", case.hex()))
    assert [one.title for one in overview(vault).cases] == ["A"]


def test_the_case_with_the_nearest_day_comes_first(vault: Vault) -> None:
    record(vault, "incident", ("type", "arrest"), ("title", "none"))
    record(vault, "incident", ("type", "arrest"), ("title", "later"), ("expected", "2026-03-01"))
    record(vault, "incident", ("type", "arrest"), ("title", "soon"), ("expected", "2026-02-10"))
    assert [one.title for one in overview(vault).cases] == ["soon", "later", "none"]


def test_people_whom_somebody_has_compared_no_longer_wait(vault: Vault) -> None:
    people = [record(vault, "person", ("name", name)) for name in ("김영희", "김영희", "박철수")]
    record(vault, "incident", ("type", "arrest"), *[("person", one.hex()) for one in people])
    assert (overview(vault).cases[0].records, overview(vault).cases[0].unjudged) == (3, 3)
    give(vault, people[0], people[1], "same", "같은 전화번호")
    assert overview(vault).cases[0].unjudged == 1


def test_only_notes_that_ask_are_questions(vault: Vault) -> None:
    asked = record(vault, "note", ("text", "누가 전화했나"), ("question", "true"))
    record(vault, "note", ("text", "메모"))
    record(vault, "note", ("text", "답을 얻음"), ("question", "false"))
    assert [(one.id, one.text) for one in overview(vault).questions] == [(asked, "누가 전화했나")]
