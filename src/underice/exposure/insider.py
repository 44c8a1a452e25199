"""The third adversary: the insider, who knows the people of one told event and only asks which of them is meant.

Whoever made an arrest has the list of those arrested. For such a reader a person is one of that many until the text
tells a single thing that sets her apart from the others; from then on she may be the only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from underice.exposure.reader.model import Event, Label, Person, Span
from underice.exposure.telling import known_event

_SEPARATING: tuple[Label, ...] = (
    "name", "sex", "age", "birth", "origin", "occupation", "workplace", "kin", "distinguishing",
)  # fmt: skip
"""What an insider can hold against a list; date, place and size of the event are common to the group."""


@dataclass(frozen=True, slots=True)
class Insider:
    """A person as an insider sees her. size: people of the group. high: those of them who may be meant, at most.

    low: 1 if anything sets her apart, else `size`. separating: the kinds of words that do it.
    """

    size: int
    low: int
    high: int
    separating: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Arrest:
    """A group whose event is told with date and place, and the refs of those the text puts into it."""

    size: int
    event: Event
    members: frozenset[str]


def arrests(persons: Sequence[Person]) -> tuple[Arrest, ...]:
    """The known groups of a text, largest first: who is told with the same date and place was there."""
    found: dict[tuple[str, str | None, str], tuple[int, Event]] = {}
    for person in persons:
        event = known_event(person)
        if event is not None and person.group is not None and person.group > 1:
            key = (event.kind, event.date, event.place[0])
            size, _ = found.get(key, (0, event))
            found[key] = (max(size, person.group), event)
    groups = [
        Arrest(size, event, frozenset(one.ref for one in persons if _was_there(one, event)))
        for size, event in found.values()
    ]
    return tuple(sorted(groups, key=lambda group: -group.size))


def _was_there(person: Person, event: Event) -> bool:
    """True if the same event is told of her; an arrest without date or place is taken to be the one told."""
    return any(
        other.kind == event.kind
        and (other.date is None or other.date == event.date)
        and (not other.place or bool(set(other.place) & set(event.place)))
        for other in person.events
    )


def insider(
    person: Person, spans: Iterable[Span], groups: Sequence[Arrest], others: Sequence[Person]
) -> Insider | None:
    """How an insider sees a person; None if she is told as one of no known group.

    others: the persons of the text. Those of the group whose sex or age contradicts hers cannot be meant.
    """
    mine = [group for group in groups if person.ref in group.members]
    if not mine:
        return None
    group = min(mine, key=lambda one: one.size)
    told = {span.label for span in spans}
    separating = tuple(label for label in _SEPARATING if label in told)
    rivals = (one for one in others if one.ref in group.members and one.ref != person.ref and _cannot_be(person, one))
    apart = sum(1 for _ in islice(rivals, group.size))  # more cannot lower the number further
    high = max(group.size - apart, 1)
    return Insider(group.size, 1 if separating else group.size, high, separating)


def _cannot_be(person: Person, other: Person) -> bool:
    """True if the other one, told as a single person, differs in sex or age."""
    if person.sex and other.sex and person.sex != other.sex:
        return True
    return bool(person.birth and other.birth and not person.birth.overlaps(other.birth))
