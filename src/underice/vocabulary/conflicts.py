"""Do claims contradict each other? 1974 and May 1974 do not; 1974 and 1976 do; two spellings of a name never do."""

from __future__ import annotations

from collections.abc import Sequence

from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.kinds import Property
from underice.vocabulary.places import gazetteer
from underice.vocabulary.spelling import fold
from underice.vocabulary.statement import Statement
from underice.vocabulary.validation import place_ids, typed


def conflict(prop: Property, statements: Sequence[Statement]) -> bool:
    """True if a property that has one value is given two that cannot both hold.

    Dates contradict if the days they may mean have none in common, ages if the possible birthdays have none (without
    them, if the ages differ and were said on one day or on unknown days); places if none of the candidates of one lies
    in one of the other's or holds it.
    """
    if prop.many:
        return False
    return any(_differ(prop, one, other) for place, one in enumerate(statements) for other in statements[place + 1 :])


def _differ(prop: Property, one: Statement, other: Statement) -> bool:
    first, second = typed(one), typed(other)
    if prop.type == "age":
        return _ages(one, other)
    if first == second:
        return False
    if prop.type == "date":
        return _dates(first, second)
    if prop.type == "place":
        return not _near(place_ids(first), place_ids(second))
    if prop.type in ("text", "name"):
        return fold(first) != fold(second)
    return True


def _dates(first: str, second: str) -> bool:
    return UncertainDate.parse(first).overlaps(UncertainDate.parse(second)) == "no"


def _ages(one: Statement, other: Statement) -> bool:
    if one.norm and other.norm:
        return _dates(one.norm, other.norm)
    return one.value != other.value and one.said_at == other.said_at


def _near(first: Sequence[str], second: Sequence[str]) -> bool:
    known = gazetteer()
    return any(known.within(one, other) or known.within(other, one) for one in first for other in second)
