"""Sisters, couples, mother and son: what a word for several people says of those who are named with it."""

from __future__ import annotations

from underice.intake.relations import Together
from underice.intake.text_cast import Cast, Someone
from underice.vocabulary.validation import age_said

_BY_SEX = {"f": "sister", "m": "brother", None: "sibling"}
_CHILD = {"f": "daughter", "m": "son", None: "child"}
_SPOUSE = {"f": "wife", "m": "husband", None: "spouse"}


def bind(cast: Cast, group: Together, people: list[Someone], place: str, row: int) -> None:
    """Tie the people of a line as the word says, with the sex it says of each and the place told for all of them.

    A number of people that differs from those found is said.
    """
    own = [one for one in people if not one.kin]
    if place and (group.kind == "family" or not any(one.has("origin") for one in people)):
        for one in people:
            if not one.has("origin") and not one.left:
                one.add("origin", place)
    if group.count and group.count != len(people) and group.kind != "couple":
        cast.fault(row, "count-differs", said=group.count, found=len(people))
    match group.kind:
        case "siblings":
            _siblings(cast, group, own)
        case "couple" if len(own) > 1:
            _sexes(own[:2], group)
            cast.tie(own[0], own[1], _SPOUSE[own[1].sex if own[1].sex in ("f", "m") else None], group.as_written)
        case "parent-child":
            _parent(cast, group, people)
        case "in_law" | "grandparent" if len(people) > 1:
            cast.tie(people[0], people[1], "in_law" if group.kind == "in_law" else "grandchild", group.as_written)
        case "family":
            for one in own[1:]:
                cast.tie(own[0], one, "relative", group.as_written)
        case _:
            pass


def _siblings(cast: Cast, group: Together, own: list[Someone]) -> None:
    _sexes(own, group)
    for at, one in enumerate(own):
        for other in own[at + 1 :]:
            sex = other.sex if other.sex in ("f", "m") else None
            cast.tie(one, other, _BY_SEX[sex], group.as_written)


def _sexes(people: list[Someone], group: Together) -> None:
    for at, one in enumerate(people):
        sex = group.sexes[min(at, 1)]
        if sex and not one.has("sex"):
            one.add("sex", sex)


def _parent(cast: Cast, group: Together, people: list[Someone]) -> None:
    if len(people) < 2:
        return
    pair = people[:2]
    ages = [age_said(one.first("age")) if one.has("age") else None for one in pair]
    if ages[0] is not None and ages[1] is not None and ages[0].low < ages[1].low and not cast.tied(*pair):
        pair.reverse()
    _sexes(pair, group)
    cast.tie(pair[0], pair[1], _CHILD[group.sexes[1]], group.as_written)
