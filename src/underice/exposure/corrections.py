"""What an editor says against the reader: confirmed, corrected, or added where it missed somebody.

A correction is tied to words of the draft, not to offsets, so that it stays with them while the draft is edited; one whose
words are gone does nothing and is told. Corrections are applied in order, each to what the earlier ones left. Nothing is ever
taken for granted because it was corrected: the corrected reading is counted like any other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar, get_args

from underice.exposure.reader import read
from underice.exposure.reader.model import (
    INVERSE,
    LABELS,
    Event,
    EventKind,
    KinTie,
    Label,
    Lang,
    Notice,
    Person,
    Reading,
    Relation,
    Role,
    Span,
)
from underice.vocabulary.ages import Age, AgeSystem, birth_interval
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.places import gazetteer

Action = Literal["tell", "untell", "role", "nobody", "same", "kin"]
ACTIONS: tuple[Action, ...] = get_args(Action)
Choice = TypeVar("Choice", bound=str)
MOST = 500
"""Corrections of one draft."""
_LONGEST = 200
_OLDEST = 130
_ROLES: tuple[Role, ...] = get_args(Role)
_RELATIONS: tuple[Relation, ...] = get_args(Relation)
_EVENTS: tuple[EventKind, ...] = get_args(EventKind)
_TOLD: tuple[Label, ...] = (
    "name", "sex", "age", "birth", "origin", "occupation", "workplace", "group_size", "event", "distinguishing",
)  # fmt: skip
"""Labels whose fact can be told by a correction. Kinship is an action of its own; a date or place goes with its event."""


class BadCorrection(ValueError):
    """A correction that says nothing that could be applied. code: what is wrong; words: what was typed."""

    def __init__(self, code: Literal["action", "words", "label", "value", "who", "file"], words: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of the draft: the `nth` place (from 1) where they stand."""

    words: str
    nth: int = 1

    def place(self, text: str) -> tuple[int, int] | None:
        """Start and end in the text, in code points; None if they do not stand there."""
        at = -1
        for _ in range(self.nth):
            at = text.find(self.words, at + 1)
            if at < 0:
                return None
        return at, at + len(self.words)


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing an editor says.

    tell: `words` tell `label` = `value` of the person at `who`, or of somebody the reader missed if that is None.
    untell: they tell nothing (`label` "": of no kind). role: the person at `words` is `value`. nobody: it is no person.
    same: the person at `words` and the one at `who` are one. kin: the person at `words` is `value` of the one at `who`.
    """

    action: Action
    words: Anchor
    label: str = ""
    value: str = ""
    who: Anchor | None = None


def read_like(text: str, like: Reading) -> Reading:
    """Read another wording of a draft: same day, same language, same corrections."""
    return corrected(read(text, date=like.date, lang=like.lang), like.corrections)


def read_corrected(
    text: str, corrections: Sequence[Correction], *, on: date | None = None, lang: Lang | None = None
) -> Reading:
    """Read a draft and apply what an editor says of it."""
    return corrected(read(text, date=on, lang=lang), corrections)


def corrected(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """The reading with the corrections applied; those without a place in the text become notices."""
    if not corrections:
        return reading
    desk = _Desk(reading)
    lost = [one for one in corrections if not desk.apply(one)]
    notices = tuple(Notice("correction_lost", fields={"text": one.words.words, "action": one.action}) for one in lost)
    return replace(
        reading,
        persons=tuple(desk.persons.values()),
        spans=tuple(sorted(desk.spans)),
        notices=(*reading.notices, *notices),
        corrections=tuple(corrections),
    )


class _Desk:
    """A reading while it is being corrected."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.date = reading.date
        self.persons = {person.ref: person for person in reading.persons}
        self.spans = list(reading.spans)

    def apply(self, one: Correction) -> bool:
        """Apply one correction; False if its words, or the person it speaks of, are not there."""
        place = one.words.place(self.text)
        if place is None:
            return False
        if one.action == "tell":
            return self._tell(one, place)
        if one.action == "untell":
            return self._untell(one, place)
        ref = self._ref(one.words)
        if ref is None:
            return False
        if one.action == "role":
            self.persons[ref] = replace(self.persons[ref], role=_choice(one.value, _ROLES))
            return True
        if one.action == "nobody":
            self._remove(ref)
            return True
        other = self._ref(one.who) if one.who is not None else None
        if other is None or other == ref:
            return False
        if one.action == "same":
            self._join(other, ref)
        else:
            self._tie(ref, _choice(one.value, _RELATIONS), other)
        return True

    def _ref(self, anchor: Anchor) -> str | None:
        """The person whose words these are: of the shortest span over them, one told of her alone first."""
        place = anchor.place(self.text)
        if place is None:
            return None
        over = [span for span in self.spans if span.start < place[1] and place[0] < span.end and span.refs]
        over.sort(key=lambda span: (len(span.refs), span.end - span.start, span.start))
        return over[0].refs[0] if over else None

    def _tell(self, one: Correction, place: tuple[int, int]) -> bool:
        ref = self._ref(one.who) if one.who is not None else self._new()
        if ref is None:
            return False
        label = _choice(one.label, _TOLD)
        self.persons[ref] = _told(self.persons[ref], label, one.value or one.words.words, self.date)
        span = Span(*place, label, (ref,))
        if span not in self.spans:
            self.spans.append(span)
        return True

    def _new(self) -> str:
        """Somebody the reader missed."""
        taken = [int(ref[1:]) for ref in self.persons if ref[1:].isdecimal()]
        ref = f"p{max(taken, default=0) + 1}"
        self.persons[ref] = Person(ref, "at_risk")
        return ref

    def _untell(self, one: Correction, place: tuple[int, int]) -> bool:
        gone = [
            span
            for span in self.spans
            if span.start < place[1] and place[0] < span.end and one.label in ("", span.label)
        ]
        self.spans = [span for span in self.spans if span not in gone]
        for span in gone:
            for ref in span.refs:
                left = {other.label for other in self.spans if ref in other.refs}
                if ref in self.persons and span.label not in left:
                    self.persons[ref] = _untold(self.persons[ref], span.label, left)
        return bool(gone)

    def _remove(self, ref: str) -> None:
        del self.persons[ref]
        self.persons = {
            other: replace(person, kin_of=tuple(tie for tie in person.kin_of if tie.ref != ref))
            for other, person in self.persons.items()
        }
        spans = [replace(span, refs=tuple(one for one in span.refs if one != ref)) for span in self.spans]
        self.spans = [span for span in spans if span.refs]

    def _join(self, kept: str, gone: str) -> None:
        """Both are one: what either tells, of births what both allow, never a tie to herself."""
        one, other = self.persons[kept], self.persons.pop(gone)
        both = one.birth.intersection(other.birth) if one.birth and other.birth else None
        self.persons[kept] = replace(
            one,
            name=one.name or other.name,
            pseudonym=one.pseudonym or other.pseudonym,
            sex=one.sex or other.sex,
            birth=both or one.birth or other.birth,
            origin=one.origin or other.origin,
            occupation=one.occupation or other.occupation,
            workplace=one.workplace or other.workplace,
            group=one.group or other.group,
            kin_of=tuple(dict.fromkeys((*one.kin_of, *other.kin_of))),
            events=tuple(dict.fromkeys((*one.events, *other.events))),
            distinguishing=tuple(dict.fromkeys((*one.distinguishing, *other.distinguishing))),
        )
        renamed = {gone: kept}
        for ref, person in self.persons.items():
            ties = (KinTie(renamed.get(tie.ref, tie.ref), tie.relation) for tie in person.kin_of)
            self.persons[ref] = replace(person, kin_of=tuple(dict.fromkeys(tie for tie in ties if tie.ref != ref)))
        self.spans = list(
            dict.fromkeys(
                replace(span, refs=tuple(dict.fromkeys(renamed.get(ref, ref) for ref in span.refs)))
                for span in self.spans
            )
        )

    def _tie(self, ref: str, relation: Relation, other: str) -> None:
        for one, tie in ((ref, KinTie(other, relation)), (other, KinTie(ref, INVERSE[relation]))):
            person = self.persons[one]
            kept = tuple(old for old in person.kin_of if old.ref != tie.ref)
            self.persons[one] = replace(person, kin_of=(*kept, tie))


def _choice(value: str, choices: Iterable[Choice]) -> Choice:
    """The choice of that name. Raises BadCorrection."""
    for one in choices:
        if one == value:
            return one
    raise BadCorrection("value", value)


def _told(person: Person, label: Label, value: str, on: date | None) -> Person:
    """The person with one fact more, or another in its place. Raises BadCorrection."""
    if label == "name":
        return replace(person, name=value, pseudonym=False)
    if label == "sex":
        return replace(person, sex="f" if _choice(value, ("f", "m")) == "f" else "m")
    if label in ("age", "birth"):
        return replace(person, birth=_birth(label, value, on))
    if label == "origin":
        return replace(person, origin=_places(value))
    if label == "occupation":
        return replace(person, occupation=value)
    if label == "workplace":
        return replace(person, workplace=value)
    if label == "group_size":
        return replace(person, group=_whole(value, 1_000_000))
    if label == "event":
        event = Event(_choice(value, _EVENTS))
        return replace(person, events=(*person.events, event) if event not in person.events else person.events)
    return replace(person, distinguishing=tuple(dict.fromkeys((*person.distinguishing, value))))


def _whole(value: str, most: int) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 8 and int(value) <= most):
        raise BadCorrection("value", value)
    return int(value)


def _birth(label: Label, value: str, on: date | None) -> DateInterval:
    if label == "birth":
        found = to_interval(value)
        if found is None:
            raise BadCorrection("value", value)
        return found
    if on is None:
        raise BadCorrection("value", value)
    low, _, high = value.partition("-")
    first = _whole(low.strip(), _OLDEST)
    last = _whole(high.strip(), _OLDEST) if high else first
    if last < first:
        raise BadCorrection("value", value)
    return birth_interval(Age(first, last, AgeSystem.UNKNOWN), on)


def _places(value: str) -> tuple[str, ...]:
    """Gazetteer ids for an id or a name. Raises BadCorrection."""
    places = gazetteer()
    try:
        return (places.get(value).id,)
    except KeyError:
        found = tuple(place.id for place in places.candidates(value))
    if not found:
        raise BadCorrection("value", value)
    return found


def _untold(person: Person, label: Label, left: set[Label]) -> Person:
    """The person without a fact for which no words are left."""
    if label in ("age", "birth"):
        return person if left & {"age", "birth"} else replace(person, birth=None)
    empty: Mapping[Label, Person] = {
        "name": replace(person, name=None, pseudonym=False),
        "sex": replace(person, sex=None),
        "origin": replace(person, origin=()),
        "occupation": replace(person, occupation=None),
        "workplace": replace(person, workplace=None),
        "group_size": replace(person, group=None),
        "event": replace(person, events=()),
        "distinguishing": replace(person, distinguishing=()),
    }
    return empty.get(label, person)


def dumped(corrections: Iterable[Correction]) -> str:
    """Corrections as JSON, the form in which they are kept and typed into a file."""
    rows = []
    for one in corrections:
        row: dict[str, object] = {"action": one.action, "words": one.words.words}
        row |= {"nth": one.words.nth} if one.words.nth != 1 else {}
        row |= {name: value for name, value in (("label", one.label), ("value", one.value)) if value}
        if one.who is not None:
            row["who"] = one.who.words
            row |= {"who_nth": one.who.nth} if one.who.nth != 1 else {}
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False)


def loaded(text: str) -> tuple[Correction, ...]:
    """Corrections from JSON. Raises BadCorrection."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise BadCorrection("file") from None
    if not isinstance(rows, list) or len(rows) > MOST or not all(isinstance(row, dict) for row in rows):
        raise BadCorrection("file")
    return tuple(correction(row) for row in rows)


def correction(row: Mapping[str, object]) -> Correction:
    """One correction from its fields, checked as far as it can be without a draft. Raises BadCorrection."""
    action = next((one for one in ACTIONS if one == row.get("action")), None)
    if action is None:
        raise BadCorrection("action", str(row.get("action", ""))[:_LONGEST])
    words = _anchor(row, "words", "nth")
    who = _anchor(row, "who", "who_nth")
    label, value = str(row.get("label", "")), str(row.get("value", ""))[:_LONGEST]
    if words is None:
        raise BadCorrection("words")
    if label and label not in LABELS or action == "tell" and label not in _TOLD:
        raise BadCorrection("label", label)
    if action in ("same", "kin") and who is None:
        raise BadCorrection("who", words.words)
    if action == "role":
        _choice(value, _ROLES)
    elif action == "kin":
        _choice(value, _RELATIONS)
    elif action == "tell":
        _told(Person("p1", "at_risk"), _choice(label, _TOLD), value or words.words, date.today())
    return Correction(action, words, label, value, who)


def _anchor(row: Mapping[str, object], words: str, nth: str) -> Anchor | None:
    said, number = row.get(words), row.get(nth, 1)
    if not isinstance(said, str) or not said.strip():
        return None
    if len(said) > _LONGEST or isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= MOST:
        raise BadCorrection("words", said[:_LONGEST])
    return Anchor(said, number)
