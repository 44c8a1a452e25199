"""Children and rows of people: who "the eldest", "the baby", "the second" and "the three" are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.lexicon import Kin
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.english.recognition import LOOK, Recognition

_ORDER = {"eldest": 0, "oldest": 0, "elder": 0, "middle": 1, "second": 1, "youngest": -1, "younger": -1}


class Offspring(Recognition):
    """Finds the members of a row by what sets them apart, and ties relatives."""

    def _all_so_far(self, size: int) -> list[Someone]:
        """As in "The three were seized" after a man, his wife and their son were told of: no number of its own."""
        people = [one for one in self.scene.cast.people if self.scene.known(one) and not self.scene.of(one).narrator]
        people = [one for one in people if not self.scene.is_group(one) and one.role == "at_risk"]
        tied = all(one.ties for one in people)
        return people if len(people) == size and tied else []

    def _by_age_order(self, phrase: Phrase, kin: Kin) -> list[Someone]:
        """As in "three children. The eldest …": the first, the second or the last of a row of children."""
        first = next((head.low.split()[0] for head in phrase.heads if head.kind == "kin"), "")
        place = _ORDER.get(first)
        if place is None or kin.relation != "child" or kin.number != 1:
            return []
        row = [one for one in self.scene.cast.people if "child" in one.ties.values() and not self.scene.is_group(one)]
        row = [one for one in row if any(word.number > 1 for word in self.scene.of(one).kin_words)]
        if len(row) < 2 or place >= len(row):
            return []
        chosen = row[place]
        return [chosen] if kin.sex in (None, chosen.sex or kin.sex) else []

    def _row_of(self, kin: Kin, number: int) -> list[Someone]:
        """As in "The siblings", "The cousins" of people just told of together, who are so tied by these words."""
        row = self.scene.last_row(max(2, number)) if kin.relation in ("sibling", "other") else []
        free = row and not any(id(one) in other.ties for one in row for other in row)
        if not free or kin.sex and any(one.sex not in (None, kin.sex) for one in row):
            return []
        self.tie(row, kin, row)
        return row

    def _young(self) -> list[Someone]:
        """As in "the children", where the young have been told of by name or age before."""
        found: list[Someone] = []
        for mention in self.scene.mentions[-LOOK:]:
            for person in mention.people:
                person = person.now()
                ages = self.scene.of(person).ages
                if ages and ages[0].high < 18 and person not in found:
                    found.append(person)
        return found if len(found) >= 2 else []

    def tie(self, people: Sequence[Someone], kin: Kin, owner: Sequence[Someone]) -> None:
        """These people are that relation of those."""
        for person in people:
            for other in owner:
                if self.scene.known(other) and (kin.number == 0 or not self.scene.is_group(other)):
                    self.scene.cast.tie(person, kin.relation, other)
        if len(people) == 2 and kin.relation == "parent" and {person.sex for person in people} == {"f", "m"}:
            self.scene.cast.tie(people[0], "spouse", people[1])

    def _told_young(self, phrase: Phrase) -> bool:
        """As in "she is in X with the baby": children not told of before, left with a parent."""
        young = phrase.heads[-1].low in ("baby", "children", "kids", "little one", "little ones", "twins")
        known = any(relation == "child" for person in self.scene.cast.people for relation in person.ties.values())
        return young and not known and bool(self.subjects)

    def _next_of_group(self, phrase: Phrase) -> list[Someone]:
        """As in "The second, 20, had …" of a group of whom only one was told of so far."""
        group = self.scene.last_group()
        if group is None or not set(phrase.adjectives) & {"second", "third", "fourth", "fifth", "other", "another"}:
            return []
        members = self.scene.of(group).members or []
        described = self.text[phrase.end : phrase.end + 4] in (", a ", ", an", " was", " is ")
        person = self.scene.new(phrase.start, members[-1].now().sex if members and not described else None)
        self.scene.join(group, [person])
        return [person]

    def _their_child(self, phrase: Phrase) -> bool:
        """As in "Mr Son, his wife and the girl": a child told of for the first time, in a row with its parents."""
        young = phrase.heads[-1].low.split()[-1] in ("boy", "girl", "baby", "child")
        listed = self.text[max(0, phrase.start - 4) : phrase.start] == "and " and bool(self.scene.couple())
        known = any("child" in person.ties.values() for person in self.scene.cast.people)
        return young and listed and not known

    def _at_home_with(self, phrase: Phrase) -> list[Someone]:
        parents = [one.now() for one in self.subjects if self.scene.known(one)]
        spouses = [p for p in self.scene.cast.people if any(p.ties.get(id(one)) == "spouse" for one in parents)]
        number = phrase.number or (1 if phrase.heads[-1].low in ("baby", "little one") else 2)
        children = [self.scene.new(phrase.start) for _ in range(number)]
        kin = Kin("child", None, number)
        phrase.heads[-1] = replace(phrase.heads[-1], kind="kin", data=kin)
        for child in children:
            self.scene.of(child).kin_words.append(kin)
        self.tie(children, kin, [*parents, *spouses])
        return children
