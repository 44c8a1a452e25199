"""Who is on the stage of a text: the people found so far and which of them a phrase means.

Coreference is by sex, number and recency, with the subject of the clause before others, as written in the module docs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.english.chunks import Phrase
from underice.exposure.reader.english.lexicon import Kin
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.model import Label, Relation, Sex
from underice.vocabulary.ages import Age

_REACH = 14
"""How many mentions back a pronoun looks."""


@dataclass(eq=False, slots=True)
class About:
    """What the reader notes of a person besides the facts that are kept."""

    last: int = 0
    ages: list[Age] = field(default_factory=list)
    members: list[Someone] | None = None
    size: int | None = None
    families: bool = False
    former: bool = False
    kin_words: list[Kin] = field(default_factory=list)
    works: set[str] = field(default_factory=set)
    narrator: bool = False
    public: bool = False
    fictive: bool = False
    joint: bool = False
    seen: int = 0


@dataclass(slots=True)
class Mention:
    """One place where people were spoken of."""

    offset: int
    sentence: int
    people: list[Someone]
    subject: bool


class Scene:
    """The people of one text while it is read."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.about: dict[int, About] = {}
        self.mentions: list[Mention] = []
        self.marks: list[tuple[int, int, Label, list[Someone]]] = []
        self.lettered: dict[str, list[Someone]] = {}
        self.topic: list[Someone] = []
        self.sentence = 0

    # ------------------------------------------------------------------ people
    def new(self, offset: int, sex: Sex | None = None) -> Someone:
        """A new person of the text."""
        person = self.cast.add(offset)
        person.sex = sex
        self.about[id(person)] = About(last=offset)
        return person

    def of(self, person: Someone) -> About:
        """The notes on a person."""
        return self.about[id(person.now())]

    def group(self, offset: int, size: int | None, families: bool) -> Someone:
        """A group that is not described further until members turn up."""
        person = self.new(offset)
        notes = self.of(person)
        notes.members, notes.size, notes.families = [], size, families
        return person

    def is_group(self, person: Someone) -> bool:
        """True for a group."""
        return self.of(person).members is not None

    def join(self, group: Someone, people: Iterable[Someone]) -> None:
        """`people` belong to the group."""
        members = self.of(group).members
        if members is None:
            return
        for person in people:
            if person is not group and person not in members and not self.is_group(person):
                members.append(person)

    def mark(self, start: int, end: int, label: Label, people: Sequence[Someone]) -> None:
        """Words that tell something of people; kept until the end, when groups are known."""
        self.marks.append((start, end, label, list(people)))

    def spoke_of(self, offset: int, people: Sequence[Someone], subject: bool) -> None:
        """Note that the text speaks of people here."""
        if people:
            self.mentions.append(Mention(offset, self.sentence, list(people), subject))
            for person in people:
                notes = self.of(person)
                notes.last = offset
                notes.seen += 1

    def known(self, person: Someone) -> bool:
        """True for somebody whose facts count (neither a public figure nor an author by line)."""
        return not self.of(person).public

    # ------------------------------------------------------------------ pronouns
    def singular(self, sex: Sex | None, avoid: Sequence[Someone] = (), narrators: bool = False) -> Someone | None:
        """The person that "he" or "she" means here: subject of this sentence, of the one before, then the most recent."""
        best: Someone | None = None
        best_rank = -1.0
        for distance, mention in enumerate(reversed(self.mentions[-_REACH:])):
            for person in mention.people:
                person = person.now()
                notes = self.of(person)
                if person in avoid or (notes.narrator and not narrators) or notes.members is not None or notes.joint:
                    continue
                if sex is not None and person.sex not in (None, sex):
                    continue
                rank = 10.0 - distance * 0.5 - (self.sentence - mention.sentence) * 2.0
                rank += 2.5 if mention.subject else 0.0
                rank += 1.0 if person.sex == sex and sex is not None else 0.0
                rank -= 1.5 if len(mention.people) > 1 else 0.0
                if rank > best_rank:
                    best, best_rank = person, rank
        if best is not None and best.sex is None and sex is not None and self.known(best):
            best.sex = sex
        return best

    def several(self) -> list[Someone]:
        """Those that "they" means here: the last people spoke of together, or a couple, or a group."""
        for mention in reversed(self.mentions[-_REACH:]):
            people = [person.now() for person in mention.people]
            if len(people) > 1 or any(self.is_group(person) for person in people):
                return people
        last = self.mentions[-1].people if self.mentions else []
        return self.couple() or list(last)

    def couple(self, near: Sequence[Someone] = ()) -> list[Someone]:
        """The last two people who are married to each other."""
        for mention in reversed(self.mentions[-_REACH:]):
            for person in [*near, *mention.people]:
                person = person.now()
                for other in self.cast.people:
                    if person.ties.get(id(other)) == "spouse":
                        return [person, other]
        return []

    def last_group(self, size: int | None = None) -> Someone | None:
        """The last group spoken of (of that size, if given)."""
        for mention in reversed(self.mentions):
            for person in mention.people:
                if self.is_group(person) and (size is None or self.of(person).size in (size, None)):
                    return person
        return None

    # ------------------------------------------------------------------ names
    def by_name(self, name: NameFound, phrase: Phrase) -> Someone | None:
        """The person of that name. Two persons of one name are told apart by age, work or place."""
        same = [person for person in self.cast.people if _answers(person, name)]
        same.sort(key=lambda person: -self.of(person).last)
        if not same:
            return None
        ages = [age for age in (_age(item.data) for item in phrase.ages) if age is not None]
        for person in same:
            if ages and self.of(person).ages and not any(age in self.of(person).ages for age in ages):
                continue
            sex = phrase.sex()
            if sex and person.sex and sex != person.sex:
                continue
            works = {head.low for head in phrase.heads if head.kind == "work"}
            if name.kind == "full" and works and self.of(person).works and ages and not works & self.of(person).works:
                continue
            return person
        return None

    # ------------------------------------------------------------------ relatives
    def relatives(self, owner: Sequence[Someone], kin: Kin, number: int, offset: int) -> list[Someone]:
        """Those already on the stage who are this relation of the owners; as many as asked for, else []."""
        ids = [id(person.now()) for person in owner]
        found = []
        for person in self.cast.people:
            if person in owner or not any(key in person.ties and person.ties[key] == kin.relation for key in ids):
                continue
            if kin.sex and person.sex and person.sex != kin.sex:
                continue
            words = self.of(person).kin_words
            if kin.relation == "other" and words and all(word != kin for word in words):
                continue
            if (kin.number == 0) != any(word.number == 0 for word in words) and words:
                continue
            found.append(person)
        if kin.number == 0:
            return found[:1]
        if number == 1:
            found.sort(key=lambda person: -self.of(person).last)
            return found[:1]
        return found if len(found) == number else []

    def in_role(self, relation: Relation, sex: Sex | None, number: int) -> list[Someone]:
        """"the mother", "the children": those on the stage who are that relation to somebody on the stage."""
        found = []
        for person in self.cast.people:
            if relation not in person.ties.values() or self.is_group(person):
                continue
            if sex and person.sex and person.sex != sex:
                continue
            found.append(person)
        found.sort(key=lambda person: -self.of(person).last)
        if number == 1:
            return found[:1]
        return sorted(found[:number], key=lambda person: person.first) if len(found) >= 2 else []


def _age(data: object) -> Age | None:
    age = getattr(data, "age", None)
    return age if isinstance(age, Age) else None


def plain(name: str) -> str:
    """A name without case, hyphens and spaces, for comparing spellings."""
    return re.sub(r"[\s'’.‐‑-]", "", name).lower()


def _answers(person: Someone, name: NameFound) -> bool:
    """True if the person can be called by that name as written."""
    for own in (person.name, *person.aliases):
        if own is None:
            continue
        if plain(own) == plain(name.text):
            return True
        words = own.split()
        if len(words) > 1:
            if name.kind == "surname" and plain(name.text) in (plain(words[0]), plain(words[-1])):
                return True
            if name.kind in ("given", "other") and plain(name.text) in (plain("".join(words[1:])), plain(words[0])):
                return True
        elif name.kind in ("full", "other") and len(name.text.split()) > 1 and plain("".join(name.text.split()[1:])) == plain(own):
            return True
    return False
