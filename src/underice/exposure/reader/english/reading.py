"""The reading of one English draft, sentence by sentence."""

from __future__ import annotations

import re
from datetime import date

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Document, Sentence
from underice.exposure.reader.english.casting import Casting
from underice.exposure.reader.english.chunks import Chunker, Phrase
from underice.exposure.reader.english.happenings import Clause, Happenings
from underice.exposure.reader.english.items import Item, gather, traits
from underice.exposure.reader.english.lifetimes import Lifetimes
from underice.exposure.reader.english.lexicon import Work
from underice.exposure.reader.english.outcome import Outcome
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.english.telling import Telling, tail
from underice.exposure.reader.english.tokens import Line

_COPULA = frozenset("is was are were am became been be 'm be being".split())
_SERVES = frozenset("as".split())
_MEMBERS = re.compile(r"\b(?:among (?:them|those|the (?:group|detained|arrested))|one of (?:them|those)|(?:includ(?:e|ed|es|ing)|consist(?:s|ed)? of|compris(?:es|ed|ing)|made up of|they are|they were|names? (?:are|is))\b)", re.I)
_NAMED_BY = re.compile(r"\b(?:name (?:is|was)|for that is (?:her|his) name|named|called)\b", re.I)


class Reading:
    """Reads a document into a cast. One object reads one document."""

    def __init__(self, document: Document, anchor: date | None) -> None:
        self.document = document
        self.text = document.text
        self.cast = Cast(document.text)
        self.scene = Scene(self.cast)
        self.end = tail(document.text)
        self.items = gather(Line(document.text), anchor)
        self._starts = [item.start for item in self.items]
        self.telling = Telling(document, self.scene)
        self.lifetimes = Lifetimes(self.scene, anchor)
        self.casting = Casting(self.scene, self.text, self.telling.narrator, self._age)
        self.happenings = Happenings(self.scene, self.casting, self.text)
        self.traits = traits(document.text)
        self.chunker = Chunker(self.items, self.text)
        self._past = False
        self._awaited: tuple[Someone, int] | None = None

    def read(self) -> Cast:
        """Read everything: the body first, headlines last (they speak of people told of below)."""
        late: list[Sentence] = []
        for number, sentence in enumerate(self.document.sentences):
            if sentence.start >= self.end:
                break
            block = self.document.blocks[sentence.block]
            words = self.text[sentence.start : sentence.end]
            if len(self.document.sentences) > 1 and (block.kind == "heading" or _shouted(words)):
                late.append(sentence)
                continue
            self.scene.sentence = number
            self._sentence(sentence)
        for sentence in late:
            self._headline(sentence)
        self._known_names_in_tail()
        Outcome(self.cast, self.scene, self.telling, self.happenings, self.lifetimes, self.text).finish()
        return self.cast

    # ------------------------------------------------------------------ one sentence
    def _bounds(self, sentence: Sentence) -> tuple[int, int]:
        from bisect import bisect_left

        return bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)

    def _sentence(self, sentence: Sentence) -> None:
        first, stop = self._bounds(sentence)
        if first >= stop:
            return
        phrases = self.chunker.phrases(first, stop)
        clause = Clause(self.items, first, stop, phrases)
        self._past = any(item.low in ("was", "were", "had", "said", "did") for item in self.items[first:stop])
        self.casting.subjects = []
        self._letter(sentence)
        quoted = [phrase for phrase in phrases if self.telling.quoted(phrase.start)]
        says = any(self.telling.says(item.low) for item in self.items[first:stop])
        order = [p for p in phrases if p not in quoted] + quoted if quoted and says else phrases
        resolved: list[Phrase] = []
        for phrase in order:
            if phrase in quoted and says and self.telling.speaker is None:
                self._speaker(clause)
            people = self._resolve(phrase, clause, resolved)
            clause.people[id(phrase)] = people
            resolved.append(phrase)
            subject = not phrase.preposition and not phrase.poss_only and not phrase.genitive
            if people and subject and not self.casting.subjects:
                self.casting.subjects = people
            elif people and subject and resolved and len(resolved) > 1 and resolved[-2].conj == phrase.conj:
                self.casting.subjects = self.casting.subjects + [p for p in people if p not in self.casting.subjects]
            if self._lettered and not self.scene.lettered.get(self._lettered):
                self.scene.lettered[self._lettered] = people
        if quoted and not says and self.telling.speaker is None:
            self._speaker(clause)
        self._members(clause, sentence)
        self._chains(clause)
        self._loose(clause)
        self.happenings.read(clause)
        self._cells(clause)
        self._traits(clause, sentence)
        self.lifetimes.sentence_over()
        people = self.casting.subjects or [person for phrase in phrases for person in clause.of(phrase)][:1]
        people = [person for person in people if self.scene.known(person)]
        if people:
            self.scene.topic = people

    def _letter(self, sentence: Sentence) -> None:
        """Remember the letter of a list item ("(b)") and who stands in it."""
        block = self.document.blocks[sentence.block]
        self._lettered = ""
        if block.kind == "item" and sentence.start == block.start:
            self._lettered = re.sub(r"\W", "", block.marker).lower()
            self.telling.speaker = None

    def _resolve(self, phrase: Phrase, clause: Clause, before: list[Phrase]) -> list[Someone]:
        items = self.items
        if self._told_apart(phrase, clause):
            return []
        complement = self._complement(phrase, clause, before)
        if complement is not None:
            people = complement
            self.casting._facts(phrase, people)
            self.scene.spoke_of(phrase.start, people, False)
            return people
        after = items[phrase.last].low if phrase.last < clause.stop else ""
        if phrase.heads and phrase.heads[0].low in ("youngest", "eldest", "oldest") and phrase.det == "the" and after in ("on", "of", "among", "in"):
            person = self.scene.new(phrase.start)
            group = self.scene.last_group()
            if group is not None:
                self.scene.join(group, [person])
            self.scene.spoke_of(phrase.start, [person], True)
            return [person]
        subject = not phrase.preposition and not phrase.poss_only
        return self.casting.resolve(phrase, subject)

    def _told_apart(self, phrase: Phrase, clause: Clause) -> bool:
        """"not the Miran who …": somebody else, only told apart."""
        if not phrase.names() and phrase.noun() is None and phrase.work() is None:
            return False
        back = [item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]]
        first = self.items[phrase.first].low
        if back[-1:] == ["not"] and (first in ("the", "that", "a", "an") or phrase.names()):
            return first != "a" and first != "an" or phrase.work() is not None
        return back[-2:] in (["confused", "with"], ["relation", "to"], ["mistaken", "for"], ["not", "the"])

    def _complement(self, phrase: Phrase, clause: Clause, before: list[Phrase]) -> list[Someone] | None:
        """"He was a miner", "her name was Ri", "works as a cook": the phrase says more of the subject. None if it does not."""
        if phrase.pron or phrase.group is not None or phrase.public or phrase.poss_only:
            return None
        k = phrase.first - 1
        lows = [item.low for item in self.items[max(clause.first, k - 7) : phrase.first]]
        while lows and (lows[-1] in ("now", "then", "once", "also", "still", "only", "formerly", "just", "both", "already", "originally", "not", "even") or lows[-1].endswith("ly")):
            lows.pop()
        named = "name" in lows[-3:] or "names" in lows[-3:]
        if phrase.names() and not named and not (phrase.kin() or phrase.work()):
            if not (lows[-1:] in (["as"],) and set(lows) & {"known", "identified", "named"}):
                return None
        if not lows or not (lows[-1] in _COPULA or lows[-1] == "as" or (lows[-1] == "been")):
            return None
        if "not" in lows[-2:] or any(low.endswith("n't") for low in lows[-2:]):
            return [] if not phrase.names() else None
        if lows[-1] == "as" and not set(lows) & {"worked", "works", "working", "served", "serves", "serving", "trained", "employed", "known", "identified", "job", "dismissed", "work", "career", "posed", "fired", "sacked", "qualified", "began", "earned", "years", "lectured", "conscripted", "drafted", "removed", "life", "time"}:
            return None
        if phrase.kin() and (phrase.owner is not None or phrase.of is not None and phrase.of.pron != "children") and not phrase.names():
            return None
        if lows[-1:] in (["was"], ["were"], ["is"], ["are"]) and phrase.plural and not before:
            return None
        if named:
            owner = next((p for p in reversed(before) if p.poss_only and clause.of(p)), None)
            if owner is not None:
                return list(clause.of(owner))
            return self._unnamed(phrase)
        candidates = [p for p in before if clause.of(p) and not p.poss_only and not (p.genitive and p.pron == "")]
        subject = next((p for p in reversed(candidates) if not p.preposition), None)
        if subject is None:
            return None
        people = [person for other in candidates if other.conj == subject.conj for person in clause.of(other)]
        if any(self.scene.is_group(person) for person in people) or any(not self.scene.known(person) for person in people):
            return None
        if phrase.sex() and any(person.sex and person.sex != phrase.sex() for person in people):
            return None
        return people

    def _unnamed(self, phrase: Phrase) -> list[Someone] | None:
        """"Her name was Kwak": the possessive stands as its own phrase or is the last person without a name."""
        for mention in reversed(self.scene.mentions[-6:]):
            for person in mention.people:
                if person.now().name is None and self.scene.known(person):
                    return [person.now()]
        return None

    def _speaker(self, clause: Clause) -> None:
        """Who says the quote of this sentence."""
        for index in range(clause.first, clause.stop):
            if not self.telling.says(self.items[index].low) or self.telling.quoted(self.items[index].start):
                continue
            near = [p for p in clause.phrases if clause.of(p) and not self.telling.quoted(p.start) and not p.poss_only]
            near.sort(key=lambda p: min(abs(p.first - index), abs(p.last - index)))
            for phrase in near[:1]:
                people = clause.of(phrase)
                self.telling.speaker = people[0]
                return

    # ------------------------------------------------------------------ groups
    def _members(self, clause: Clause, sentence: Sentence) -> None:
        """"was among a group of nine", "among them are …", "two of the five people": who belongs to which group."""
        scene = self.scene
        for phrase in clause.phrases:
            people = clause.of(phrase)
            groups = [person for person in people if scene.is_group(person)]
            if groups and phrase.group is not None and (phrase.preposition in ("among", "of", "in", "with", "including") or self._one_of(phrase, clause)):
                subjects = [p for p in self.casting.subjects if not scene.is_group(p) and scene.known(p)]
                scene.join(groups[0], subjects)
            if groups and phrase.some_of:
                self._awaited = (groups[0], phrase.some_of)
        words = self.text[sentence.start : sentence.end]
        found = _MEMBERS.search(words)
        if found:
            group = scene.last_group()
            if group is not None:
                for phrase in clause.phrases:
                    if phrase.start >= sentence.start + found.end() and not phrase.pron:
                        scene.join(group, [p for p in clause.of(phrase) if scene.known(p)])
        elif self._awaited is not None:
            group, left = self._awaited
            for phrase in clause.phrases:
                for person in clause.of(phrase):
                    members = scene.of(group).members or []
                    if left and not scene.is_group(person) and scene.known(person) and person not in members and (phrase.names() or phrase.noun()):
                        scene.join(group, [person])
                        left -= 1
            self._awaited = (group, left) if left else None

    def _one_of(self, phrase: Phrase, clause: Clause) -> bool:
        back = [item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]]
        return "among" in back or back[-2:] == ["one", "of"] or back[-1:] == ["of"]

    def _chains(self, clause: Clause) -> None:
        """"…, all of Sinpo": an origin said of a whole row of people."""
        for phrase in clause.phrases:
            for item in phrase.origins:
                back = self.text[max(0, item.start - 8) : item.start].lower()
                if "all of" in back or "all from" in back or "both of" in back or "all fro" in back:
                    for other in clause.phrases:
                        if other.conj == phrase.conj or abs(other.last - phrase.first) <= 2:
                            self.casting.origin(item, clause.of(other))

    # ------------------------------------------------------------------ facts outside of phrases
    def _loose(self, clause: Clause) -> None:
        """Ages, births, work and sex letters that stand apart from a phrase go to the subject before them."""
        inside = {k for phrase in clause.phrases for k in range(phrase.first, phrase.last)}
        for k in range(clause.first, clause.stop):
            item = self.items[k]
            if k in inside or item.kind not in ("age", "birth", "workplace"):
                continue
            subject = self.happenings.subject(clause, k) if item.kind != "workplace" else []
            subject = [person for person in subject if self.scene.known(person)]
            if not subject:
                continue
            run = [k]
            if item.kind == "age":
                while run[-1] + 2 < clause.stop and self.items[run[-1] + 1].low in ("and", ",", "&") and self.items[run[-1] + 2].kind == "age":
                    run.append(run[-1] + 2)
            if len(run) > 1 and len(run) == len(subject):
                for index, person in zip(run, subject, strict=True):
                    self._age(self.items[index], [person], False)
                    inside.add(index)
            else:
                self._age(item, subject, self._was(k))

    def _was(self, k: int) -> bool:
        return any(item.low in ("was", "were") for item in self.items[max(0, k - 3) : k])

    def _age(self, item: Item, people: list[Someone], past: bool) -> None:
        people = [person for person in people if self.scene.known(person)]
        if people:
            told_past = past or (self._past and bool(self.telling.narrators()))
            self.lifetimes.told(item, people, told_past)

    def _cells(self, clause: Clause) -> None:
        """"In my cell was a woman": she was held where the teller was held."""
        lows = {item.low for item in self.items[clause.first : clause.stop]}
        if not lows & {"cell", "cellmate", "cells", "cellmates"}:
            return
        held = next((h for h in reversed(self.happenings.told) if h.kind == "detention" and h.place), None)
        if held is None:
            return
        for phrase in clause.phrases:
            if phrase.pron or phrase.poss_only:
                continue
            for person in clause.of(phrase):
                if self.scene.known(person) and not self.scene.of(person).narrator:
                    self.happenings.also("detention", [person], held.place, phrase.start)

    def _traits(self, clause: Clause, sentence: Sentence) -> None:
        """What few others share: of the phrase it stands in, else of the subject before it."""
        for start, end in self.traits:
            if not sentence.start <= start < sentence.end:
                continue
            holder = next((p for p in clause.phrases if p.start < end and start < p.end and clause.of(p) and not p.pron), None)
            people = clause.of(holder) if holder is not None else []
            if not people:
                before = [p for p in clause.phrases if p.start <= start and clause.of(p)]
                after = [p for p in clause.phrases if start <= p.start < end and clause.of(p)]
                if before:
                    k = before[-1].last
                    people = clause.of(before[-1]) if before[-1].poss_only or not before[-1].preposition else self.happenings.subject(clause, k) or clause.of(before[-1])
                elif after:
                    people = clause.of(after[0])
                elif not clause.phrases:
                    people = self.scene.topic
            people = [person.now() for person in people if self.scene.known(person)]
            if not people or self._denied(start):
                continue
            self.scene.mark(start, end, "distinguishing", people)
            for person in people:
                if not self.scene.is_group(person):
                    person.distinguishing.append(self.text[start:end])

    def _denied(self, start: int) -> bool:
        return bool(re.search(r"\b(?:not|never|no|without|n't)\s(?:\w+\s)?$", self.text[max(0, start - 16) : start]))

    # ------------------------------------------------------------------ headlines and furniture
    def _headline(self, sentence: Sentence) -> None:
        """A headline names people told of below: its words are theirs, it brings nobody new unless it must."""
        first, stop = self._bounds(sentence)
        for phrase in self.chunker.phrases(first, stop):
            if phrase.pron or phrase.public:
                continue
            if phrase.group is not None:
                group = next((p for p in self.cast.people if self.scene.is_group(p) and self.scene.of(p).size == phrase.group), None)
                if group is not None and phrase.group_span:
                    self.scene.mark(*phrase.group_span, "group_size", [group])
                continue
            people = self._meant(phrase)
            if people:
                self.casting._facts(phrase, people)

    def _meant(self, phrase: Phrase) -> list[Someone]:
        names = phrase.names()
        if names:
            known = self.scene.by_name(names[0], phrase)
            return [known] if known is not None else []
        kin, sex = phrase.kin(), phrase.sex()
        people = [p for p in self.cast.people if self.scene.known(p) and not self.scene.is_group(p) and p.role != "author"]
        if kin is not None:
            people = [p for p in people if kin.relation in p.ties.values() and sex in (None, p.sex)]
            return people[: max(1, min(kin.number, 2))]
        works = {head.low for head in phrase.heads if head.kind == "work"}
        if works:
            people = [p for p in people if works & self.scene.of(p).works]
        return [p for p in people if sex in (None, p.sex)][:1]

    def _known_names_in_tail(self) -> None:
        """Below the text proper only names already known are marked."""
        for item in self.items:
            if item.start < self.end or item.kind != "name":
                continue
            name = item.data
            for person in self.cast.people:
                if self.scene.known(person) and person.name and getattr(name, "kind", "") in ("full", "other") and _same(person.name, item.low):
                    self.scene.mark(item.start, item.end, "name", [person])


def _same(name: str, low: str) -> bool:
    return re.sub(r"\W", "", name).lower() == re.sub(r"\W", "", low)


def _shouted(words: str) -> bool:
    letters = [sign for sign in words if sign.isalpha()]
    return len(letters) > 8 and sum(sign.isupper() for sign in letters) > 0.85 * len(letters)


def is_work(item: Item) -> bool:
    """True for a word for work."""
    return isinstance(item.data, Work)
