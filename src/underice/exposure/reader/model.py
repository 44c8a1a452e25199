"""What a reading of a draft consists of: spans, the persons they describe, and notices about what was unclear.

Labels, roles, relations and event kinds are those of the annotated drafts (docs/method/reader.md).
Offsets count Unicode code points of the text as given, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from underice.vocabulary.intervals import DateInterval

if TYPE_CHECKING:
    from underice.exposure.corrections import Correction

Label = Literal[
    "name",
    "sex",
    "age",
    "birth",
    "origin",
    "place",
    "date",
    "occupation",
    "workplace",
    "kin",
    "group_size",
    "event",
    "distinguishing",
]
Role = Literal["at_risk", "kin", "helper", "public_figure", "author"]
Sex = Literal["f", "m"]
Relation = Literal["child", "parent", "spouse", "sibling", "other"]
EventKind = Literal["arrest", "detention", "return", "crossing", "departure", "arrival", "death", "other"]
Lang = Literal["ko", "en"]

LABELS: tuple[Label, ...] = get_args(Label)
INVERSE: dict[Relation, Relation] = {
    "child": "parent",
    "parent": "child",
    "spouse": "spouse",
    "sibling": "sibling",
    "other": "other",
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of the draft that tell one kind of fact of the persons in `refs`."""

    start: int
    end: int
    label: Label
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KinTie:
    """This person is the `relation` of `ref`; stored on both sides with INVERSE relations."""

    ref: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a person.

    date: EDTF text or None. place: candidate gazetteer ids, best first (more than one = ambiguous); () = not told.
    """

    kind: EventKind
    date: str | None = None
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or one undescribed group (`group` set, no other person in it described), as the text tells it.

    origin: candidate gazetteer ids, best first. pseudonym: the name is declared not to be the real one.
    """

    ref: str
    role: Role
    name: str | None = None
    pseudonym: bool = False
    sex: Sex | None = None
    birth: DateInterval | None = None
    origin: tuple[str, ...] = ()
    occupation: str | None = None
    workplace: str | None = None
    group: int | None = None
    kin_of: tuple[KinTie, ...] = ()
    events: tuple[Event, ...] = ()
    distinguishing: tuple[str, ...] = ()


NoticeCode = Literal[
    "place_ambiguous",  # text, candidates (gazetteer ids)
    "age_impossible",  # text, age
    "age_contradiction",  # text (words of the second, contradicting age or birth), ref
    "date_missing",  # no publication date: ages and relative dates cannot be placed
    "date_impossible",  # text: a date phrase that names no day of the calendar
    "text_truncated",  # read: characters read, total
    "name_unread",  # a word that an analyser takes for somebody's name and the reader passed over
    "analyser_missing",  # words run together, and no analyser is installed to look for names in them
    "correction_lost",  # text: the words of an editor's correction that stand in the draft no more, action
]


NoticeValue = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader could not settle and the person at the desk should know; never an exception."""

    code: NoticeCode
    start: int = 0
    end: int = 0
    fields: dict[str, NoticeValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading one draft. `spans` are sorted by place; every ref in them is a person's `ref`.

    corrections: what an editor said against the reader, applied already.
    """

    text: str
    lang: Lang
    date: date | None
    persons: tuple[Person, ...]
    spans: tuple[Span, ...]
    notices: tuple[Notice, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def person(self, ref: str) -> Person:
        """The person with that ref. Raises KeyError if there is none."""
        for person in self.persons:
            if person.ref == ref:
                return person
        raise KeyError(ref)

    def spans_of(self, ref: str) -> tuple[Span, ...]:
        """All spans that tell something of that person, in order of the text."""
        return tuple(span for span in self.spans if ref in span.refs)
