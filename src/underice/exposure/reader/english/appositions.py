"""Two phrases for one person ("The father, welder Ri Chol"), and answers that say something of the question."""

from __future__ import annotations

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.document import Document, Sentence
from underice.exposure.reader.english.asides import Asides
from underice.exposure.reader.english.deeds import Clause
from underice.exposure.reader.english.lexicon import Noun, pattern
from underice.exposure.reader.english.phrases import Phrase

_HOME_ASKED = pattern("asked_home")


class Appositions(Asides):
    """Takes what is said in two places to the one person it is said of."""

    document: Document
    _lettered = ""

    def _apposed(self, phrase: Phrase, clause: Clause, phrases: list[Phrase], before: list[Phrase]) -> list[Someone]:
        """As in "The father, welder Ri Chol, was …", "My brother, her husband, drowned": two phrases for one person."""
        if phrase.plural and (phrase.work() or phrase.noun()) and not phrase.names() and phrase.number is None:
            together = self._both(phrase, clause, before)
            if together:
                return together
        if before and before[-1].last == phrase.first and before[-1].names() and phrase.det in ("a", "an"):
            people = clause.of(before[-1])
            if phrase.work() and not phrase.names() and len(people) == 1 and self.scene.known(people[0]):
                self.casting.facts(phrase, people)
                return people
        row = [other for other in phrases if other.conj == phrase.conj]
        if len(row) != 2 or row[1] is not phrase or not before or before[-1] is not row[0]:
            return []
        first = row[0]
        between = self.text[first.end : phrase.start].strip()
        after = self.items[phrase.last].low if phrase.last < clause.stop else "."
        single = not (first.plural or phrase.plural or first.pron or phrase.pron or first.group or phrase.group)
        if between != "," or not single or after in ("and", "&", "or"):
            return []
        if after != "," and phrase.last < clause.stop and self.items[phrase.last].low in ("are", "were", "have"):
            return []
        people = clause.of(first)
        kin = phrase.kin()
        if len(people) != 1 or not self.scene.known(people[0]) or first.names() and phrase.names():
            return []
        sex = phrase.sex()
        if sex and people[0].sex and sex != people[0].sex or first.kin() is None and kin is None:
            return []
        if phrase.names() and self.scene.by_name(phrase.names()[0], phrase) is not None:
            return []
        if kin is not None:
            owner = [one for one in self.casting.owners(phrase, kin) if one is not people[0]]
            if not owner:
                return []
            self.casting.tie(people, kin, owner)
        self.casting.facts(phrase, people)
        return people

    def _both(self, phrase: Phrase, clause: Clause, before: list[Phrase]) -> list[Someone]:
        """As in "Ri Un and Ri Jin, both loggers from X": what is said of a whole row just named."""
        opener = phrase.det or (self.items[phrase.first - 1].low if phrase.first > clause.first else "")
        if opener not in ("both", "all") or not before:
            return []
        row = [p for p in before if clause.of(p) and not p.poss_only and phrase.first - p.last < 24]
        people = list(dict.fromkeys(one.now() for p in row for one in clause.of(p) if self.scene.known(one)))
        people = [one for one in people if not self.scene.is_group(one)]
        if opener == "both" and len(people) != 2 or len(people) < 2:
            return []
        if phrase.noun() is None or phrase.work() is not None:
            self.casting.facts(phrase, people)
        return people

    def _home_asked(self, sentence: Sentence, first: int, stop: int) -> None:
        """As in "Q: Where did you live?", "A: In Sinpo.": the home of the one who answers."""
        block = self.document.blocks[sentence.block - 1] if sentence.block else None
        if block is None or block.kind != "question" or not _HOME_ASKED.search(self.text, block.start, block.end):
            return
        opening = self.items[first : min(first + 3, stop)]
        place = next((item for item in opening if item.kind == "place"), None)
        teller = self.telling.narrator(sentence.start)
        if place is None or teller is None or teller.now().origin or "not" in [item.low for item in opening]:
            return
        self.casting.origin(place, [teller])

    def _denied_question(self, sentence: Sentence) -> None:
        """As in "Q: You are from Wonsan?", "A: No, …": the origin in the question does not stand."""
        block = self.document.blocks[sentence.block - 1] if sentence.block else None
        if block is None or block.kind != "question":
            return
        for mark in [one for one in self.scene.marks if one[2] == "origin" and block.start <= one[0] < block.end]:
            self.scene.marks.remove(mark)
            for person in mark[3]:
                person.now().origin = ()

    def _party_of(self, start: int, end: int, size: int | None) -> None:
        """As in "Q: How many were you?", "A: Seven.": the size of the group of the one who answers."""
        if size is None or size > 300 or self.scene.last_group(size) is not None:
            return
        group = self.scene.group(start, size, False)
        self.scene.mark(start, end, "group_size", [group])
        teller = self.telling.narrator(start)
        if teller is not None:
            self.scene.join(group, [teller])
        self.scene.spoke_of(start, [group], True)

    def _bare_letter(self, phrase: Phrase) -> bool:
        """As in "Anyone heard of Kang? Male, 29, Musan.": a fragment about the one just named."""
        noun = phrase.heads[0].data if phrase.heads else None
        letter = isinstance(noun, Noun) and noun.kind == "letter"
        topic = [one.now() for one in self.scene.topic]
        if not letter or len(topic) != 1 or not topic[0].name or self.scene.of(topic[0]).ages or self._lettered:
            return False
        return topic[0].sex in (None, phrase.sex()) and self.scene.known(topic[0]) and not self.scene.is_group(topic[0])

    def _fronted(self, phrase: Phrase, clause: Clause) -> list[Someone]:
        """As in "A graduate of the college at Hamhung, he …": the description comes before the person."""
        if phrase.first != clause.first or phrase.names() or phrase.pron or phrase.plural or phrase.owner is not None:
            return []
        if phrase.det not in ("a", "an", "") or phrase.kin() is not None or not (phrase.work() or phrase.noun()):
            return []
        after = next((other for other in clause.phrases if other.first >= phrase.last), None)
        if after is None or after.pron not in ("he", "she") or self.items[after.first - 1].low != ",":
            return []
        if after.first - phrase.last > 9 or any(one.kind == "deed" for one in self.items[phrase.last : after.first]):
            return []
        people = self.casting.pronoun(after)
        if len(people) != 1 or phrase.sex() and people[0].sex and phrase.sex() != people[0].sex:
            return []
        self.casting.facts(phrase, people)
        return people

    def _so_called(self, phrase: Phrase, before: list[Phrase], people: list[Someone]) -> None:
        """As in "The soldier was Pak": what was not known yet gets its name, and the name its description."""
        if not phrase.names() or len(people) != 1 or not before or before[-1].pron or before[-1].names():
            return
        first = before[-1]
        linked = phrase.first == first.last + 1 and self.items[first.last].low in ("is", "was")
        if linked and first.det == "the" and (first.work() or first.noun()) and not first.plural:
            self.casting.facts(first, people)
