"""Claims contradict only where they cannot both hold."""

from dataclasses import replace

import pytest

from underice.vocabulary.conflicts import conflict
from underice.vocabulary.entering import enter
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id

ENTITY, SOURCE = new_id(), new_id()


def _conflict(kind: str, name: str, *values: str, said: tuple[str | None, ...] = (None, None)) -> bool:
    prop = property_of(kind, name)
    assert prop is not None
    statements = []
    for value, day in zip(values, said, strict=True):
        entry = enter(prop, value, said=day)
        one = Statement(ENTITY, kind, name, entry.value, SOURCE, entry.lang, entry.script, entry.norm)
        statements.append(replace(one, said_at=day))
    return conflict(prop, statements)


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        ("name", "김영희", "Kim Yong-hui", False),
        ("birth", "1974", "1974-05", False),
        ("birth", "1974", "74년생", False),
        ("birth", "1974", "1976", True),
        ("birth", "1974", "about 1975", False),
        ("birthplace", "무산", "Musan", False),
        ("birthplace", "함경북도", "무산", False),
        ("birthplace", "회령", "무산", True),
        ("birthplace", "고성", "KP0406", False),
        ("sex", "f", "여성", False),
        ("sex", "f", "m", True),
        ("ethnicity", "한족", "한족 ", False),
        ("ethnicity", "한족", "조선족", True),
        ("age", "38세", "39세", True),
        ("age", "38세", "38세", False),
    ],
)
def test_two_claims_about_a_person(name: str, first: str, second: str, expected: bool) -> None:
    assert _conflict("person", name, first, second) is expected
    assert _conflict("person", name, second, first) is expected


def test_a_year_later_a_person_is_a_year_older_and_that_is_no_conflict() -> None:
    assert not _conflict("person", "age", "37세", "38세", said=("2025-02-08", "2026-02-08"))
    assert _conflict("person", "age", "31세", "38세", said=("2025-02-08", "2026-02-08"))
