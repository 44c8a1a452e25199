"""Who is who while a Korean draft is read: names, relatives, narrators and groups become persons of the cast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.korean.lexicon import KinWord
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.model import EventKind, Label, Relation, Sex
from underice.vocabulary.intervals import DateInterval

_AT_RISK: frozenset[EventKind] = frozenset({"arrest", "detention", "return", "crossing"})


@dataclass(eq=False)
class Crowd:
    """A group told by its number. What is told of it goes to its members once they are known, else to one record."""

    size: int | None
    first: int
    sex: Sex | None = None
    members: list[Someone] = field(default_factory=list)
    marks: list[tuple[int, int, Label]] = field(default_factory=list)
    happenings: list[tuple[EventKind, str | None, tuple[str, ...]]] = field(default_factory=list)
    origin: tuple[str, ...] = ()
    birth: DateInterval | None = None
    occupation: str | None = None
    family: bool = False
    risky: bool = False  # told as people who fled
    part_of: Crowd | None = None  # "8명 가운데 일가 세 명": the larger group
    rest_of: Crowd | None = None  # "나머지 네 명": the group these belong to

    def admit(self, people: Iterable[Someone]) -> None:
        """People the text counts among the group."""
        for person in people:
            if person.now() not in [member.now() for member in self.members]:
                self.members.append(person)


_FAMILY_TOLD = 300  # characters within which the members of a family are told after its number

Party = list[Someone | Crowd]


def persons(party: Iterable[Someone | Crowd]) -> list[Someone]:
    """The single people of a party."""
    return [one.now() for one in party if isinstance(one, Someone)]


@dataclass
class Stage:
    """The people of a draft so far and how the text has called them."""

    cast: Cast
    named: dict[str, list[Someone]] = field(default_factory=dict)
    crowds: list[Crowd] = field(default_factory=list)
    kin_words: dict[int, KinWord] = field(default_factory=dict)
    narrator: Someone | None = None
    titled: dict[str, Someone] = field(default_factory=dict)
    rows: dict[int, Someone] = field(default_factory=dict)
    order: list[Someone] = field(default_factory=list)  # as last spoken of

    # ------------------------------------------------------------ marks and facts that may belong to groups
    def mark(self, start: int, end: int, label: Label, party: Sequence[Someone | Crowd]) -> None:
        """Mark words for single people now, for groups once their members are known."""
        people = persons(party)
        if people:
            self.cast.mark(start, end, label, *people)
        for one in party:
            if isinstance(one, Crowd):
                one.marks.append((start, end, label))

    def happened(
        self, kind: EventKind, party: Sequence[Someone | Crowd], date: str | None, place: tuple[str, ...]
    ) -> None:
        """An event of single people now, of groups once their members are known."""
        people = persons(party)
        self.cast.happened(kind, people, date, place)
        for person in people:
            if kind in _AT_RISK and person.role == "kin":
                person.role = "at_risk"
        for one in party:
            if isinstance(one, Crowd):
                one.happenings.append((kind, date, place))

    # ------------------------------------------------------------ people
    def new(self, first: int, *, kin: bool = False, sex: Sex | None = None) -> Someone:
        """Somebody the text has not spoken of before."""
        return self.cast.add(first, "kin" if kin else "at_risk", sex=sex)

    def seen(self, people: Iterable[Someone]) -> None:
        """Remember of whom the text spoke last."""
        for person in people:
            person = person.now()
            self.order = [other for other in self.order if other.now() is not person]
            self.order.append(person)

    def narrator_at(self, offset: int) -> Someone:
        """The person who says "I"; made when something is first told of her."""
        if self.narrator is None:
            self.narrator = self.new(offset)
        return self.narrator.now()

    def of_name(self, name: str) -> list[Someone]:
        """Everybody known by that name, earliest first."""
        return [person.now() for person in self.named.get(name, ())]

    def call(self, person: Someone, mention: Mention) -> None:
        """Give a person the name of `mention`; the fullest form stays."""
        person = person.now()
        name = mention.person if mention.form != "surname" else mention.word
        if person.name is None or (len(mention.person) > len(person.name) and mention.form != "surname"):
            person.name = name
        person.aliases.add(mention.word)
        person.pseudonym = person.pseudonym or mention.pseudonym
        known = self.named.setdefault(mention.person, [])
        if all(other.now() is not person for other in known):
            known.append(person)

    def latest(self, sex: Sex | None, *, but: Iterable[Someone] = (), kin: bool = True) -> Someone | None:
        """The person spoken of last who can be of that sex."""
        left_out = [person.now() for person in but]
        for person in reversed(self.order):
            person = person.now()
            if person in left_out or (not kin and person.role == "kin"):
                continue
            if sex is None or person.sex is None or person.sex == sex:
                return person
        return None

    def with_occupation(self, words: str) -> Someone | None:
        """The person last spoken of who has that occupation."""
        for person in reversed(self.order):
            if person.now().occupation and words.replace(" ", "") in (person.now().occupation or "").replace(" ", ""):
                return person.now()
        return None

    def tied(self, person: Someone, relation: Relation) -> list[Someone]:
        """Everybody who is the `relation` of `person`, in order of the text."""
        person = person.now()
        return [
            other
            for other in self.cast.people
            if person.ties.get(id(other)) is not None and other.ties.get(id(person)) == relation
        ]

    # ------------------------------------------------------------ the end
    def _fill(self, crowd: Crowd) -> None:
        """A family told by its number: the relatives told after it, each tied to one before, are its members.

        Of any other group those described afterwards are its members if they are exactly as many.
        """
        if not crowd.family and crowd.size and 0 < len(crowd.members) < crowd.size and crowd.rest_of is None:
            narrator = self.narrator.now() if self.narrator else None
            told = [p for p in self.cast.people if p.first >= crowd.first and p.role == "at_risk" and p is not narrator]
            if len(told) == crowd.size:
                crowd.admit(told)
                return
        if not crowd.family or not crowd.size or len(crowd.members) >= crowd.size:
            return
        members = [member.now() for member in crowd.members]
        narrator = self.narrator.now() if self.narrator else None
        for person in sorted(self.cast.people, key=lambda one: one.first):
            near = crowd.first <= person.first < crowd.first + _FAMILY_TOLD
            if len(members) >= crowd.size or not near or person in members or person is narrator:
                continue
            if not members or any(id(other) in person.ties for other in members):
                members.append(person)
        if len(members) == crowd.size:
            crowd.admit(members)

    def settle(self) -> None:
        """Give what was told of groups to their members, or to one record each."""
        for crowd in sorted(self.crowds, key=lambda one: one.part_of is None):
            self._fill(crowd)
            if crowd.part_of is not None and crowd.members:
                crowd.part_of.admit(crowd.members)
                for member in crowd.members:
                    member.now().group = crowd.part_of.size
            members = [member.now() for member in dict.fromkeys(m.now() for m in crowd.members)]
            if not members:
                told = crowd.happenings or crowd.rest_of or crowd.family or crowd.sex or crowd.origin or crowd.risky
                if not crowd.happenings and (crowd.size is None or not told):
                    continue
                record = self.cast.add(crowd.first, "at_risk", sex=crowd.sex, group=crowd.size)
                record.origin, record.birth, record.occupation = crowd.origin, crowd.birth, crowd.occupation
                members = [record]
            for member in members:
                member.group = member.group or crowd.size
                member.origin = member.origin or crowd.origin
            for start, end, label in crowd.marks:
                self.cast.mark(start, end, label, *members)
            for kind, date, place in crowd.happenings:
                self.cast.happened(kind, members, date, place)
