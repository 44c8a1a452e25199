"""The marks a Korean draft is read by: words that stand for people, and words that tell something of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from underice.exposure.reader.korean.lexicon import KinWord, PersonWord, SetWord
from underice.exposure.reader.korean.particles import Tail
from underice.exposure.reader.model import EventKind, Sex
from underice.vocabulary.ages import AgePhrase, BirthPhrase
from underice.vocabulary.phrases import DatePhrase
from underice.vocabulary.places import PlaceMention

Kind = Literal[
    "name",
    "kin",
    "set",
    "who",
    "pronoun",
    "group",
    "number",  # stand for people
    "outsider",  # speaks of events, is nobody at risk
    "age",
    "birth",
    "sex",
    "job",
    "work",
    "mark",
    "place",
    "date",
    "event",
    "report",
]
HEADS = frozenset({"name", "kin", "set", "who", "pronoun", "group", "number"})
PlaceRole = Literal["origin", "weak", "stay", "open", "office", "not"]
NameForm = Literal["full", "given", "surname"]


@dataclass(slots=True)
class Mention:
    """text[start:end] and what kind of thing it says; the other fields belong to one kind each."""

    start: int
    end: int
    kind: Kind
    word: str
    tail: Tail
    # name
    form: NameForm = "full"
    also: tuple[tuple[int, int], ...] = ()  # Hanja or Latin spellings right after the name
    person: str = ""  # the full name a given name or surname belongs to
    pseudonym: bool = False
    title: str = ""  # 씨, 양, 할머니 … after the name
    bare: bool = False  # refers to somebody by a title only: no span of its own
    # other kinds
    sex: Sex | None = None
    kin: KinWord | None = None
    pair: SetWord | None = None
    who: PersonWord | None = None
    count: int = 0
    age: AgePhrase | None = None
    birth: BirthPhrase | None = None
    date: DatePhrase | None = None
    place: PlaceMention | None = None
    role: PlaceRole = "open"
    event: EventKind | None = None
    adnominal: bool = False
    toward: bool = False  # the place is a destination (으로, 에)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def is_head(self) -> bool:
        """Whether the words stand for one or more people."""
        return self.kind in HEADS
