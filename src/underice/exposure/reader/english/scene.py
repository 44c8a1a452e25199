"""Who is on the stage of a text: the people found so far and which of them a phrase means.

Coreference is by sex, number and recency, with the subject of the clause before others, as written in the module docs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.english.lexicon import Kin
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.model import Label, Relation, Sex
from underice.vocabulary.ages import Age, BirthPhrase
from underice.vocabulary.intervals import DateInterval

_REACH = 14
"""How many mentions back a pronoun looks."""


@dataclass(eq=False, slots=True)
class About:
    """What the reader notes of a person besides the facts that are kept."""

    last: int = 0
    ages: list[Age] = field(default_factory=list)
    births: list[DateInterval] = field(default_factory=list)
    members: list[Someone] | None = None
    size: int | None = None
    families: bool = False
    household: bool = False
    former: bool = False
    kin_words: list[Kin] = field(default_factory=list)
    kin_lows: set[str] = field(default_factory=set)
    works: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    rank: str = ""
    kin_rank: str = ""
    foreign: bool = False
    since: int = 0
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
        self.new_entry = False
        self.topic: list[Someone] = []
        self.main: list[Someone] = []
        self.awaited: list[tuple[int, Someone]] = []
        self.sentence = 0
        self.led = -9

    # ------------------------------------------------------------------ people
    def new(self, offset: int, sex: Sex | None = None) -> Someone:
        """A new person of the text."""
        person = self.cast.add(offset)
        person.sex = sex
        self.about[id(person)] = About(last=offset, since=self.sentence)
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
    def singular(self, sex: Sex | None, avoid: Sequence[Someone] = (), young: bool | None = None) -> Someone | None:
        """The person that "he" or "she" means here: subject of this sentence, of the one before, then the most recent.

        young: for "the girl" (True) or "the woman" (False): ages told and words for relatives weigh in.
        """
        best: Someone | None = None
        best_rank = -1.0
        for distance, mention in enumerate(reversed(self.mentions[-_REACH:])):
            for person in mention.people:
                person = person.now()
                notes = self.of(person)
                if not self.known(person) and self.sentence - mention.sentence > 1:
                    continue
                if person in avoid or notes.narrator or notes.members is not None or notes.joint:
                    continue
                if sex is not None and person.sex not in (None, sex):
                    continue
                rank = 10.0 - distance * 0.5 - (self.sentence - mention.sentence) * 2.0
                rank += 2.5 if mention.subject else 0.0
                rank += 1.0 if person.sex == sex and sex is not None else 0.0
                infant = notes.kin_words and notes.kin_words[0].relation == "child" and person.sex is None
                rank -= 2.0 if infant and not person.name else 0.0
                rank -= 1.5 if len(mention.people) > 1 else 0.0
                rank += (
                    0.25 * min(notes.seen, 6) + (1.0 if person.name else 0.0) + (1.0 if person in self.main else 0.0)
                )
                if young is not None:
                    rank += self._fits_age(person, young)
                if rank > best_rank:
                    best, best_rank = person, rank
        if best is not None and best.sex is None and sex is not None and self.known(best):
            best.sex = sex
        return best

    def _fits_age(self, person: Someone, young: bool) -> float:
        notes = self.of(person)
        if notes.ages:
            grown = notes.ages[0].low >= 18
            return -6.0 if grown == young else 1.5
        if notes.kin_words:
            child = notes.kin_words[0].relation == "child"
            return (3.0 if young else 1.0) if child == young else -2.0
        return -2.5 if young and notes.works and person.name else 0.0

    def several(self) -> list[Someone]:
        """Those that "they" means here: the last people spoke of together, or a couple, or a group."""
        for mention in reversed(self.mentions[-_REACH:]):
            people = [person.now() for person in mention.people if not self.of(person).narrator]
            people = [person for person in people if not (self.of(person).joint and not self._others(person))]
            if len(people) > 1 or any(self.is_group(person) for person in people):
                return people
        return self.couple()

    def household(self) -> Someone | None:
        """The last family told of as one group ("a family of four")."""
        last = self.last_group()
        return last if last is not None and self.of(last).household else None

    def last_row(self, size: int) -> list[Someone]:
        """The last people spoken of together, if they are so many."""
        for mention in reversed(self.mentions[-_REACH:]):
            row = list(dict.fromkeys(person.now() for person in mention.people if self.known(person)))
            if len(row) == size and not any(self.is_group(person) or self.of(person).joint for person in row):
                return row
        return []

    def mentions_public(self) -> bool:
        """True if one of those spoken of lately is a public figure, whom "he" may mean."""
        near = [mention for mention in self.mentions[-_REACH:] if self.sentence - mention.sentence <= 1]
        return any(not self.known(person) for mention in near for person in mention.people)

    def _others(self, group: Someone) -> list[Someone]:
        """The members of a group who do not tell the story themselves."""
        return [one for one in self.of(group).members or [] if not self.of(one).narrator]

    def ordinal(self, rank: str) -> Someone | None:
        """Whom "the elder", "the other" or "the latter" means among the last ones told of together."""
        row: list[Someone] = []
        for mention in reversed(self.mentions[-_REACH:]):
            row = [
                p.now() for p in mention.people if self.known(p) and not self.is_group(p) and not self.of(p).narrator
            ]
            if len(dict.fromkeys(row)) > 1:
                break
        row = list(dict.fromkeys(row))
        if len(row) < 2 and rank in ("latter", "former"):
            row = self.last_two()
        if len(row) < 2:
            return None
        last = self.mentions[-1].people
        if rank in ("one", "another"):
            rest = [person for person in row if person.name is None and not self.of(person).rank]
            if rest:
                self.of(rest[0]).rank = rank
            return rest[0] if rest else None
        if rank == "other":
            rest = [person for person in row if person not in [one.now() for one in last]]
            found = rest[0] if rest and len(rest) < len(row) else row[1]
        elif rank in ("third", "latter", "second"):
            found = row[-1] if rank == "latter" else row[min(2 if rank == "third" else 1, len(row) - 1)]
        elif rank in ("first", "former"):
            found = row[0]
        else:
            young = rank.startswith("young")
            aged = [person for person in row if self.of(person).ages]
            if len(aged) == len(row):
                row.sort(key=lambda person: self.of(person).ages[0].low, reverse=True)
            found = row[-1] if young else row[0]
        self.of(found).rank = self.of(found).rank or rank
        return found

    def by_rank(self, name: NameFound, adjectives: Sequence[str]) -> Someone | None:
        """As in "the elder Ri": the one of several of that name who was told of by that word."""
        ranked = [
            p for p in self.cast.people if self.of(p).rank and self.of(p).rank in adjectives and _answers(p, name)
        ]
        if ranked or not {"elder", "older", "younger"} & set(adjectives):
            return ranked[0] if len(ranked) == 1 else None
        aged = [p for p in self.cast.people if self.of(p).ages and self.known(p) and _answers(p, name)]
        twice = [p for p in aged if any(p is not one and plain(one.name or "") == plain(p.name or "") for one in aged)]
        row = sorted(twice or aged, key=lambda person: self.of(person).ages[0].low)
        if len(row) < 2:
            return None
        found = row[0] if "younger" in adjectives else row[-1]
        self.of(found).rank = "younger" if "younger" in adjectives else "elder"
        return found

    def by_noun(self, nouns: set[str], sex: Sex | None) -> Someone | None:
        """As in "the boy": the only person told of by that word so far."""
        same = [
            person
            for person in self.cast.people
            if nouns & self.of(person).nouns and person.sex in (None, sex or person.sex) and self.known(person)
        ]
        return same[0] if len(same) == 1 and nouns & {"boy", "girl", "child", "baby"} else None

    def namesakes(self, people: Sequence[Someone]) -> bool:
        """True for several people who have no name yet: "two women called Ri Un"."""
        return len(people) > 1 and all(person.name is None for person in people)

    def last_two(self, sex: Sex | None = None) -> list[Someone]:
        """The last two single people spoken of (of that sex, if given), in order of the text."""
        found: list[Someone] = []
        for mention in reversed(self.mentions[-_REACH:]):
            for person in mention.people:
                person = person.now()
                if (
                    person not in found
                    and self.known(person)
                    and not self.is_group(person)
                    and sex in (None, person.sex)
                ):
                    found.append(person)
        return sorted(found[:2], key=lambda person: person.first)

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
        if self.new_entry and name.kind == "full":
            listed = [id(person.now()) for row in self.lettered.values() for person in row]
            same = [person for person in same if id(person) not in listed]
        if not same:
            return None
        ages = [age for age in (_age(item.data) for item in phrase.ages) if age is not None]
        for person in same:
            known = self.of(person).rank
            if phrase.rank and known and phrase.rank[:4] != known[:4]:
                continue
            then = any(getattr(item.data, "at_event", False) for item in phrase.ages)
            aged = ages and name.kind == "full" and not then and self.of(person).ages
            if aged and not any(age in self.of(person).ages for age in ages):
                continue
            sex = phrase.sex()
            if sex and person.sex and sex != person.sex:
                continue
            births = [item.data.interval for item in phrase.births if isinstance(item.data, BirthPhrase)]
            told = self.of(person).births
            if births and told and not any(one.overlaps(other) for one in births for other in told):
                continue
            works = {head.low for head in phrase.heads if head.kind == "work"}
            if name.kind == "full" and works and self.of(person).works and ages and not works & self.of(person).works:
                continue
            return person
        return None

    # ------------------------------------------------------------------ relatives
    def relatives(self, owner: Sequence[Someone], kin: Kin, number: int, low: str, rank: str = "") -> list[Someone]:
        """Those already on the stage who are this relation of the owners; as many as asked for, else [].

        rank: "elder" or "younger" if the words say so: the younger sister is not the elder one told of before.
        """
        ids = [id(person.now()) for person in owner]
        found = []
        for person in self.cast.people:
            if person in owner or not any(key in person.ties and person.ties[key] == kin.relation for key in ids):
                continue
            if kin.sex and person.sex and person.sex != kin.sex:
                continue
            if rank and self.of(person).kin_rank and self.of(person).kin_rank != rank:
                continue
            words = self.of(person).kin_words
            lows = self.of(person).kin_lows
            if kin.relation == "other" and words and (all(word != kin for word in words) or (lows and low not in lows)):
                continue
            if (
                kin.relation == "other"
                and not words
                and not converse(low, {w for one in owner for w in self.of(one).kin_lows})
            ):
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

    def converse_of(self, low: str) -> list[Someone]:
        """As in "the uncle", where "his nephew" was told of: the one whose nephew that is."""
        others = _CONVERSE.get(low, frozenset())
        people = {id(person): person for person in self.cast.people}
        for person in self.cast.people:
            if others & self.of(person).kin_lows:
                owners = [people[key] for key, tie in person.ties.items() if tie == "other" and key in people]
                if owners:
                    return owners[:1]
        return []

    def in_role(self, relation: Relation, sex: Sex | None, number: int, kin: Kin | None = None) -> list[Someone]:
        """As in "the mother", "the children": those on the stage who are that relation to somebody on the stage."""
        found = []
        for person in self.cast.people:
            if relation not in person.ties.values() or self.is_group(person):
                continue
            if kin is not None and relation == "other" and kin not in self.of(person).kin_words:
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


_CONVERSE: dict[str, frozenset[str]] = {
    low: frozenset(others.split())
    for lows, others in (
        ("uncle aunt auntie aunty", "niece nephew"),
        ("niece nephew", "uncle aunt auntie aunty"),
        ("grandmother grandfather grandma grandpa granny grandparent grandad", "grandson granddaughter grandchild"),
        ("grandson granddaughter grandchild", "grandmother grandfather grandma grandpa granny grandparent grandad"),
        ("cousin", "cousin"),
        ("son-in-law daughter-in-law", "mother-in-law father-in-law"),
        ("mother-in-law father-in-law", "son-in-law daughter-in-law"),
        ("brother-in-law sister-in-law", "brother-in-law sister-in-law"),
        ("fiancé fiance boyfriend", "fiancée fiancee girlfriend"),
        ("fiancée fiancee girlfriend", "fiancé fiance boyfriend"),
        ("stepfather stepmother", "stepson stepdaughter stepchild"),
        ("stepson stepdaughter stepchild", "stepfather stepmother"),
    )
    for low in lows.split()
}


def converse(low: str, of_owner: set[str]) -> bool:
    """True if somebody who has an uncle is meant by "his nephew": the two words are two sides of one tie."""
    return bool(_CONVERSE.get(low, frozenset()) & of_owner)


def plain(name: str) -> str:
    """A name without case, hyphens and spaces, for comparing spellings."""
    return re.sub(r"[\s'’.‐‑-]", "", name).lower()


def _answers(person: Someone, name: NameFound) -> bool:
    """True if the person can be called by that name as written."""
    for own in (person.name, *person.aliases):
        if own is None:
            continue
        if own is not person.name and name.kind == "full" and len((person.name or "").split()) > 1:
            if " " not in own:
                continue
        if plain(own) == plain(name.text):
            return True
        words = own.split()
        if len(words) > 1:
            if name.kind == "surname" and plain(name.text) in (plain(words[0]), plain(words[-1])):
                return True
            if name.kind in ("given", "other") and plain(name.text) in (plain("".join(words[1:])), plain(words[0])):
                return True
        elif name.kind in ("full", "other") and len(name.text.split()) > 1:
            full = name.text.split()
            if plain(own) in (plain("".join(full[1:])), plain(full[0])):
                return True
    return False
