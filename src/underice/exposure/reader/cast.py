"""The people of one text while it is being read: mutable persons, ties and spans, frozen at the end.

Both language readers fill a `Cast`; what they find is kept here, and `Cast.finish` gives persons in the order in
which the text first speaks of them, with ties stored on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from underice.exposure.reader.model import (
    INVERSE,
    Event,
    EventKind,
    KinTie,
    Label,
    Notice,
    NoticeCode,
    NoticeValue,
    Person,
    Relation,
    Role,
    Sex,
    Span,
)
from underice.vocabulary.intervals import DateInterval


class Told(TypedDict, total=False):
    """What may be told of a person when she is first spoken of: the attributes of `Someone`."""

    name: str | None
    pseudonym: bool
    sex: Sex | None
    birth: DateInterval | None
    origin: tuple[str, ...]
    occupation: str | None
    workplace: str | None
    group: int | None


@dataclass(eq=False, slots=True)
class Someone:
    """A person still being put together. `first` is where the text first speaks of her (for the order of persons)."""

    first: int
    role: Role = "at_risk"
    name: str | None = None
    aliases: set[str] = field(default_factory=set)
    pseudonym: bool = False
    sex: Sex | None = None
    birth: DateInterval | None = None
    origin: tuple[str, ...] = ()
    occupation: str | None = None
    workplace: str | None = None
    group: int | None = None
    events: list[Event] = field(default_factory=list)
    distinguishing: list[str] = field(default_factory=list)
    ties: dict[int, Relation] = field(default_factory=dict)
    merged_into: Someone | None = None

    def now(self) -> Someone:
        """This person, or the one she was merged into."""
        person = self
        while person.merged_into is not None:
            person = person.merged_into
        return person


class Cast:
    """Everyone a text speaks of, with the words that do it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people: list[Someone] = []
        self.notices: list[Notice] = []
        self._spans: dict[tuple[int, int, Label], list[Someone]] = {}

    def add(self, first: int, role: Role = "at_risk", **facts: Unpack[Told]) -> Someone:
        """A new person, first spoken of at offset `first`; `facts` are attributes of Someone."""
        person = Someone(first=first, role=role, **facts)
        self.people.append(person)
        return person

    def mark(self, start: int, end: int, label: Label, *people: Someone) -> None:
        """Say that text[start:end] tells a fact of kind `label` about `people` (none = not yet known whose)."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}..{end} lies outside a text of {len(self.text)} characters")
        holders = self._spans.setdefault((start, end, label), [])
        holders.extend(person for person in people if person not in holders)

    def tie(self, person: Someone, relation: Relation, other: Someone) -> None:
        """`person` is the `relation` of `other`; kept on both sides. A tie to oneself is ignored."""
        person, other = person.now(), other.now()
        if person is other:
            return
        person.ties[id(other)] = relation
        other.ties[id(person)] = INVERSE[relation]

    def happened(
        self, kind: EventKind, people: Iterable[Someone], date: str | None = None, place: tuple[str, ...] = ()
    ) -> None:
        """Record an event for each of `people`.

        An event of the same kind that lacks what this one tells, and contradicts it in nothing, is completed
        instead of repeated: "arrested in Yanji" and later "arrested on 8 February" are one arrest.
        """
        for someone in people:
            person = someone.now()
            for index, known in enumerate(person.events):
                agrees = (
                    known.kind == kind
                    and (known.date is None or date is None or known.date == date)
                    and (not known.place or not place or known.place == place)
                )
                if agrees and kind == "other":
                    same = (date is not None and known.date == date) or (bool(place) and known.place == place)
                    agrees = same or not (known.date or known.place) or not (date or place)
                if agrees:
                    person.events[index] = Event(kind, known.date or date, known.place or place)
                    break
            else:
                person.events.append(Event(kind, date, place))

    def merge(self, kept: Someone, other: Someone) -> Someone:
        """The text meant one person by both: facts of `other` fill what `kept` lacks. Returns `kept`."""
        kept, other = kept.now(), other.now()
        if kept is other:
            return kept
        for attribute in ("name", "sex", "birth", "occupation", "workplace", "group"):
            if getattr(kept, attribute) is None:
                setattr(kept, attribute, getattr(other, attribute))
        kept.origin = kept.origin or other.origin
        kept.pseudonym = kept.pseudonym or other.pseudonym
        kept.aliases |= other.aliases
        if kept.role != other.role and "at_risk" in (kept.role, other.role):
            kept.role = "at_risk"
        kept.first = min(kept.first, other.first)
        kept.distinguishing.extend(words for words in other.distinguishing if words not in kept.distinguishing)
        other.merged_into = kept
        for event in other.events:
            self.happened(event.kind, (kept,), event.date, event.place)
        for third in self.people:
            relation = other.ties.get(id(third))
            if relation is not None and third is not kept:
                self.tie(kept, relation, third)
            third.ties.pop(id(other), None)
        self.people.remove(other)
        return kept

    def marked(self) -> tuple[tuple[int, int, Label], ...]:
        """Every span marked so far: start, end and label."""
        return tuple(self._spans)

    def forget(self, person: Someone) -> None:
        """Leave out somebody of whom nothing was told after all, with the words that told only of her."""
        person = person.now()
        if person in self.people:
            self.people.remove(person)
        for other in self.people:
            other.ties.pop(id(person), None)
        for key, holders in list(self._spans.items()):
            rest = [holder for holder in holders if holder.now() is not person]
            if rest:
                self._spans[key] = rest
            else:
                del self._spans[key]

    def notice(self, code: NoticeCode, start: int = 0, end: int = 0, **fields: NoticeValue) -> None:
        """Note something that could not be settled."""
        self.notices.append(Notice(code, start, end, dict(fields)))

    def finish(self) -> tuple[tuple[Person, ...], tuple[Span, ...]]:
        """Persons in the order of the text with refs p1, p2, …, and spans sorted by place."""
        order = sorted(self.people, key=lambda person: person.first)
        refs = {id(person): f"p{number}" for number, person in enumerate(order, 1)}
        persons = tuple(
            Person(
                ref=refs[id(someone)],
                role=someone.role,
                name=someone.name,
                pseudonym=someone.pseudonym,
                sex=someone.sex,
                birth=someone.birth,
                origin=someone.origin,
                occupation=someone.occupation,
                workplace=someone.workplace,
                group=someone.group,
                kin_of=tuple(
                    KinTie(refs[other], relation) for other, relation in someone.ties.items() if other in refs
                ),
                events=tuple(someone.events),
                distinguishing=tuple(someone.distinguishing),
            )
            for someone in order
        )
        spans = []
        for (start, end, label), holders in self._spans.items():
            known = dict.fromkeys(refs[id(holder.now())] for holder in holders if id(holder.now()) in refs)
            spans.append(Span(start, end, label, tuple(known)))
        return persons, tuple(sorted(spans))
