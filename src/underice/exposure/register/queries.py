"""Counting questions about a register as JSON: the form of the questions, and their answers.

A question is {"id", "person": conditions, "kin": [{"rel", "facts": conditions}]}; conditions are `sex` (0 female, 1
male), `birth_year` [first, last], `county`, `province`, `occ` [codes], `absent_since` [first, last] (yyyymm).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from underice.exposure.register.counting import count
from underice.exposure.register.pattern import TIES, Conditions, Pattern, Relative
from underice.exposure.register.table import Register

_KNOWN = {"sex", "birth_year", "county", "province", "occ", "absent_since"}


class BadQuery(ValueError):
    """A question that is not of the form described. `id` is its own, or its number from 0."""

    def __init__(self, code: str, id_: str) -> None:
        super().__init__(f"{code}: {id_}")
        self.code = code
        self.id = id_


def answer(register: Register, question: Mapping[str, object], id_: str = "?") -> dict[str, object]:
    """The four numbers of one question. Raises BadQuery."""
    asked = pattern(register, question.get("person"), question.get("kin", []), id_)
    everyone = count(register, asked)
    absent = count(register, asked, absent_only=True)
    return {
        "id": question.get("id", id_),
        "k_person_A": everyone.persons,
        "k_household_A": everyone.households,
        "k_person_B": absent.persons,
        "k_household_B": absent.households,
    }


def pattern(register: Register, person: object, kin: object, id_: str) -> Pattern:
    """The pattern of a question. Raises BadQuery."""
    if not isinstance(kin, list):
        raise BadQuery("kin-not-a-list", id_)
    return Pattern(conditions(register, person, id_), tuple(_relative(register, one, id_) for one in kin))


def _relative(register: Register, one: object, id_: str) -> Relative:
    if not isinstance(one, dict) or one.get("rel") not in TIES:
        raise BadQuery("unknown-tie", id_)
    return Relative(one["rel"], conditions(register, one.get("facts", {}), id_))


def conditions(register: Register, facts: object, id_: str) -> Conditions:
    """Conditions on one row. Raises BadQuery."""
    if not isinstance(facts, dict) or not facts.keys() <= _KNOWN:
        raise BadQuery("unknown-fact", id_)
    counties: frozenset[int] | None = None
    if "county" in facts:
        counties = frozenset([_number(facts["county"], id_)])
    if "province" in facts:
        inside = register.counties_of(_number(facts["province"], id_))
        counties = inside if counties is None else counties & inside
    return Conditions(
        sex=_number(facts["sex"], id_) if "sex" in facts else None,
        birth=_pair(facts["birth_year"], id_) if "birth_year" in facts else None,
        counties=counties,
        occupations=frozenset(_numbers(facts["occ"], id_)) if "occ" in facts else None,
        absent=_pair(facts["absent_since"], id_) if "absent_since" in facts else None,
    )


def _number(value: object, id_: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadQuery("not-a-number", id_)
    return value


def _numbers(value: object, id_: str) -> Sequence[int]:
    if not isinstance(value, list):
        raise BadQuery("not-a-list", id_)
    return [_number(one, id_) for one in cast(list[object], value)]


def _pair(value: object, id_: str) -> tuple[int, int]:
    numbers = _numbers(value, id_)
    if len(numbers) != 2:
        raise BadQuery("not-a-pair", id_)
    return numbers[0], numbers[1]
