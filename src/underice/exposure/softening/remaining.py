"""What softer words cannot do: whom none of them lifts, and advice on facts that no table counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from underice.exposure.check import Check
from underice.exposure.reader.model import Person
from underice.exposure.softening.ladders import ADVISED, Ladder
from underice.exposure.telling import name_kind

Reason = Literal["signed", "named", "few_even_so", "told_elsewhere"]


@dataclass(frozen=True, slots=True)
class Remaining:
    """Somebody no wording lifts to k. number: the best that can be reached.

    reason: "signed" (the author's own name stands over the text, which identifies his family), "named" (a name whose
    words were not found), "few_even_so" (too few even with the widest words), "told_elsewhere" (the softer text, read
    again, still tells it in words that no ladder holds).
    """

    ref: str
    number: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Advice:
    """Softer words for a fact no table counts: a ladder of which nothing is asked, each step with its loss."""

    ladder: Ladder


def why(person: Person, ladders: tuple[Ladder, ...]) -> Reason:
    """Why no wording lifts this person."""
    if name_kind(person) == "real" and not any(one.fact == "name" and person.ref in one.refs for one in ladders):
        return "signed" if person.role == "author" else "named"
    return "few_even_so"


def advice(check: Check, ladders: tuple[Ladder, ...]) -> tuple[Advice, ...]:
    """Advice for the living, in the order of the text."""
    alive = {one.ref for one in check.persons if not one.dead}
    return tuple(Advice(one) for one in ladders if one.fact in ADVISED and alive & set(one.refs))
