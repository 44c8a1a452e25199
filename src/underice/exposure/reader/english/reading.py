"""The reading of one English draft, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Document, Sentence
from underice.exposure.reader.english.casting import Casting
from underice.exposure.reader.english.chunks import Chunker
from underice.exposure.reader.english.deeds import Clause
from underice.exposure.reader.english.filing import Filing
from underice.exposure.reader.english.happenings import Happenings
from underice.exposure.reader.english.items import Item, gather, jobs, traits
from underice.exposure.reader.english.lexicon import pattern, words
from underice.exposure.reader.english.lifetimes import Lifetimes
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.outcome import Outcome
from underice.exposure.reader.english.phrases import ARTICLES, POSSESSIVES, Phrase
from underice.exposure.reader.english.records import Field, records
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.english.telling import Telling, tail
from underice.exposure.reader.english.tokens import Line
from underice.exposure.reader.model import Sex
from underice.vocabulary.ages import AgePhrase

_DISMISSED = words("dismissed")
_SERVES_AS = words("serves_as")
_TEACHES = words("teaches")
_ADVERBS = words("adverbs")
_COPULA = frozenset("is was are were am became been be 'm be being".split())
_MEMBERS = pattern("members")
_SELF_NAMED = frozenset("signs signed calls called calling introduced introduces names named".split())
_WORKS = words("served") | {"did", "job"}
_SAME = pattern("record_same")


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
        self.casting = Casting(self.scene, self.text, self.telling.narrator, self._age, self.telling.asked)
        self.happenings = Happenings(self.scene, self.casting, self.text)
        self.traits = traits(document.text)
        self.jobs = jobs(document.text)
        self.happenings.traits = self.traits
        self.happenings.jobs = self.jobs
        self.chunker = Chunker(self.items, self.text)
        self._past = False
        self._linked_at = 0
        self._awaited: tuple[Someone, int] | None = None
        self.records = records(document)
        self.filing = Filing(self.scene, self.casting, self.text, self._between)

    def read(self) -> Cast:
        """Read everything: the body first, headlines last (they speak of people told of below)."""
        late: list[Sentence] = []
        for number, sentence in enumerate(self.document.sentences):
            if sentence.start >= self.end:
                break
            block = self.document.blocks[sentence.block]
            if sentence.block in self.records:
                if sentence.start == block.start:
                    self.scene.sentence = number
                    self._record(self.records[sentence.block], sentence.block)
                continue
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

    # ------------------------------------------------------------------ forms and tables
    def _between(self, start: int, end: int) -> list[Item]:
        return self.items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _record(self, fields: Sequence[Field], block: int) -> None:
        """One line of a form or row of a table: its fields first, then what it tells in words."""
        if not fields:
            return
        person = self.filing.person(fields)
        for field in fields:
            self.filing.fill(field, person)
        for field in fields:
            if field.kind == "told" or field in self.filing.unnamed:
                self.scene.spoke_of(field.start, [person], True)
                self.scene.topic = self.scene.main = [person]
                self.happenings.filed = person
                before = len(self.happenings.told)
                self._sentence(Sentence(field.start, field.end, block))
                self.happenings.filed = None
                self._same_as(field, person, before)
        self.scene.spoke_of(fields[0].start, [person], True)
        self.scene.topic = self.scene.main = [person]

    def _same_as(self, field: Field, person: Someone, before: int) -> None:
        """As in "same day", "with no. 1": what befell those the field speaks of befell this person too."""
        if not _SAME.search(self.text, field.start, field.end) or len(self.happenings.told) > before:
            return
        others = [one for one in self.cast.people if id(one) in person.ties]
        for word in re.findall(r"\w+", self.text[field.start : field.end].lower()):
            others += [one.now() for one in self.scene.lettered.get(word, []) if word != "a" or "A" in self.text[field.start : field.end]]
        for happening in list(self.happenings.told):
            if any(one.now() in others and one.now() is not person for one in happening.people):
                happening.people.append(person)

    # ------------------------------------------------------------------ turns of speech
    def _turn(self, sentence: Sentence) -> Sentence:
        """The sentence without the name of its speaker ("MR. O: We left"), whose name and title are noted."""
        turn = self.telling.turns.get(sentence.block)
        if turn is None or sentence.start != self.document.blocks[sentence.block].start:
            return sentence
        person = self.telling.narrator(sentence.start)
        if person is not None and turn["name"]:
            name = NameFound(turn.start("name"), turn.end("name"), "other", turn["name"])
            self.casting.called(person, name, False)
            if turn["title"]:
                person.sex = person.sex or ("m" if turn["title"].lower() == "mr" else "f")
                self.scene.mark(turn.start("title"), turn.start("name") - 1, "sex", [person])
        return Sentence(turn.end(), max(turn.end(), sentence.end), sentence.block)

    # ------------------------------------------------------------------ one sentence
    def _bounds(self, sentence: Sentence) -> tuple[int, int]:
        return bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)

    def _sentence(self, sentence: Sentence) -> None:
        sentence = self._turn(sentence)
        first, stop = self._bounds(sentence)
        if first >= stop:
            return
        phrases = self.chunker.phrases(first, stop)
        clause = Clause(self.items, first, stop, phrases)
        verbs = {item.low for item in self.items[first:stop]}
        self._past = bool(verbs & {"was", "were", "had", "said", "did"}) and not verbs & {
            "is",
            "are",
            "am",
            "has",
            "have",
            "now",
        }
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
            if people and len(resolved) > 1 and resolved[-2].conj == phrase.conj and not phrase.poss_only:
                row = [p for other in resolved if other.conj == phrase.conj for p in clause.of(other)]
                self.scene.spoke_of(phrase.start, list(dict.fromkeys(row)), subject)
            if self._lettered and not self.scene.lettered.get(self._lettered):
                self.scene.lettered[self._lettered] = people
        if quoted and not says and self.telling.speaker is None:
            self._speaker(clause)
        self._members(clause, sentence)
        self._chains(clause)
        self._loose(clause)
        self._workplaces(clause)
        self.happenings.read(clause)
        self._cells(clause)
        self._traits(clause, sentence)
        self._jobs(clause, sentence)
        self.lifetimes.sentence_over()
        if self.scene.led < 0 and any(clause.of(phrase) for phrase in phrases):
            self.scene.led = self.scene.sentence
        people = self.casting.subjects or [person for phrase in phrases for person in clause.of(phrase)][:1]
        people = [person for person in people if self.scene.known(person)]
        if people:
            self.scene.topic = people
            if not self.scene.of(people[0]).kin_words and not self.scene.is_group(people[0]):
                self.scene.main = people

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
        kin = phrase.kin()
        if complement is not None and kin is not None and (phrase.owner or phrase.of and phrase.of.pron != "children"):
            owner = [person for person in self.casting.owners(phrase, kin) if person not in complement]
            if len(complement) != 1 or not owner:
                complement = None
            else:
                self.casting.tie(complement, kin, owner)
        if complement is not None:
            people = complement
            self.casting.facts(phrase, people)
            self.scene.spoke_of(phrase.start, people, False)
            return people
        after = items[phrase.last].low if phrase.last < clause.stop else ""
        if (
            phrase.heads
            and phrase.heads[0].low in ("youngest", "eldest", "oldest")
            and phrase.det == "the"
            and after in ("on", "of", "among", "in")
        ):
            person = self.scene.new(phrase.start)
            group = self.scene.last_group()
            if group is not None:
                self.scene.join(group, [person])
            self.scene.spoke_of(phrase.start, [person], True)
            return [person]
        subject = not phrase.preposition and not phrase.poss_only
        return self.casting.resolve(phrase, subject)

    def _told_apart(self, phrase: Phrase, clause: Clause) -> bool:
        """As in "not the Miran who …": somebody else, only told apart."""
        if not phrase.names() and phrase.noun() is None and phrase.work() is None:
            return False
        back = [item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]]
        first = self.items[phrase.first].low
        if back[-1:] == ["not"] and (first in ("the", "that", "a", "an") or phrase.names()):
            return first != "a" and first != "an" or phrase.work() is not None
        return back[-2:] in (["confused", "with"], ["relation", "to"], ["mistaken", "for"], ["not", "the"])

    def _complement(self, phrase: Phrase, clause: Clause, before: list[Phrase]) -> list[Someone] | None:
        """As in "He was a miner", "her name was Ri", "works as a cook": the people the phrase says more of, or None."""
        if phrase.pron or phrase.group is not None or phrase.public or phrase.poss_only:
            return None
        filed = self.happenings.filed
        if filed is not None and not before and not phrase.preposition and not phrase.names():
            return [filed.now()] if not phrase.plural else None
        if phrase.owner is not None and phrase.owner.pron in ("her", "his") and phrase.names():
            if phrase.first > clause.first and self.items[phrase.first - 1].low in ("call", "calls", "called"):
                return self.casting.pronoun(phrase.owner)
        lows = self._words_before(phrase, clause)
        link = self._link(phrase, lows)
        if not link:
            return None
        if "not" in lows[-2:] or any(low.endswith("n't") for low in lows[-2:]):
            return [] if not phrase.names() else None
        if lows[-1] == "as" and set(lows) & _DISMISSED:
            phrase.origins.clear()
        if phrase.plural and not before and link == "copula":
            return None
        if link == "object":
            return next((clause.of(p) for p in reversed(before) if p.pron and p.last == phrase.first and clause.of(p)), None)
        if link == "name":
            return self._bearer(before, clause)
        before = [p for p in before if p.first <= self._linked_at]
        candidates = [p for p in before if clause.of(p) and not p.poss_only and not (p.genitive and p.pron == "")]
        subject = next((p for p in reversed(candidates) if not p.preposition), None)
        if subject is None:
            return None
        people = [person for other in candidates if other.conj == subject.conj for person in clause.of(other)]
        sex = phrase.sex()
        fits = all(
            not self.scene.is_group(person)
            and self.scene.known(person)
            and not (sex and person.sex and person.sex != sex)
            for person in people
        )
        return people if fits else None

    def _words_before(self, phrase: Phrase, clause: Clause) -> list[str]:
        """The words before a phrase; an age between a verb and the phrase is stepped over ("is 61, a widow")."""
        k = phrase.first - 1
        items = self.items
        if k - 3 > clause.first and items[k].low == "," and self.telling.says(items[k - 1].low) and items[k - 3].low == ",":
            k -= 3
        inserted = k
        while k > clause.first and (self.items[k].kind == "age" or self.items[k].low == ","):
            k -= 1
        stepped = any(item.kind == "age" for item in self.items[k : phrase.first]) and phrase.owner is None
        if not (self.items[k].low in _COPULA and stepped):
            k = inserted if inserted < phrase.first - 1 and items[inserted - 1].kind == "age" else phrase.first - 1
        self._linked_at = k
        lows = " ".join(item.low for item in self.items[max(clause.first, k - 7) : k + 1]).split()
        while lows and (lows[-1] in _ADVERBS or lows[-1].endswith("ly")):
            lows.pop()
        return lows

    @staticmethod
    def _link(phrase: Phrase, lows: list[str]) -> str:
        """What links the phrase to a subject: copula, as, taught, called, name, or "" for nothing."""
        if not lows:
            return ""
        names, told = phrase.names(), set(lows)
        if "name" in lows[-3:] or "names" in lows[-3:]:
            return "name" if lows[-1] in _COPULA or lows[-1] == "as" else ""
        if names and lows[-1] in ("himself", "herself", "themselves") and told & _SELF_NAMED:
            return "called"
        if lows[-1] in ("her", "him", "me") and names and lows[-2:-1] and lows[-2] in ("call", "calls", "called"):
            return "object"
        if lows[-1] == "called" and names:
            return "called" if told & {"you", "she", "he", "i", "is", "was"} else ""
        if names and not (phrase.kin() or phrase.work()):
            return "as" if lows[-1] == "as" and told & {"known", "identified", "named"} else ""
        if lows[-1] in _COPULA:
            return "copula"
        if lows[-1] == "as":
            return "as" if told & _SERVES_AS else ""
        return "taught" if lows[-1] in _TEACHES and phrase.work() is not None and not phrase.det else ""

    def _bearer(self, before: list[Phrase], clause: Clause) -> list[Someone] | None:
        """Whose name is told: of the possessive before ("her name"), rather somebody nameless than a relative."""
        owner = next((p for p in reversed(before) if p.poss_only and clause.of(p)), None)
        if owner is None:
            return self._unnamed(None)
        people = list(clause.of(owner))
        if people[0].name is None and owner.pron in ("his", "her") and self.scene.of(people[0]).kin_words:
            return self._unnamed(people[0].sex) or people
        return people

    def _unnamed(self, sex: Sex | None) -> list[Someone] | None:
        """As in "Her name was Kwak": the last person without a name who is not told of as somebody's relative."""
        for mention in reversed(self.scene.mentions[-8:]):
            for person in mention.people:
                person = person.now()
                if (
                    person.name is None
                    and self.scene.known(person)
                    and sex in (None, person.sex)
                    and not self.scene.of(person).kin_words
                ):
                    return [person]
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
        """As in "was among a group of nine", "among them are …", "two of the five": who belongs to which group."""
        scene = self.scene
        for phrase in clause.phrases:
            people = clause.of(phrase)
            groups = [person for person in people if scene.is_group(person)]
            if (
                groups
                and phrase.group is not None
                and (phrase.preposition in ("among", "of", "in", "with", "including") or self._one_of(phrase, clause))
            ):
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
                    if (
                        left
                        and not scene.is_group(person)
                        and scene.known(person)
                        and person not in members
                        and (phrase.names() or phrase.noun())
                    ):
                        scene.join(group, [person])
                        left -= 1
            self._awaited = (group, left) if left else None

    def _one_of(self, phrase: Phrase, clause: Clause) -> bool:
        back = [item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]]
        return "among" in back or back[-2:] == ["one", "of"] or back[-1:] == ["of"]

    def _chains(self, clause: Clause) -> None:
        """As in "…, all of Sinpo": an origin said of a whole row of people."""
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
                while (
                    run[-1] + 2 < clause.stop
                    and self.items[run[-1] + 1].low in ("and", ",", "&")
                    and self.items[run[-1] + 2].kind == "age"
                ):
                    run.append(run[-1] + 2)
            if len(run) > 1 and len(run) == len(subject):
                for index, person in zip(run, subject, strict=True):
                    self._age(self.items[index], [person], False)
                    inside.add(index)
            else:
                self._age(item, subject, self._was(k))

    def _workplaces(self, clause: Clause) -> None:
        """As in "drove a lorry for the cement works", "taught at a primary school": a workplace said with a verb."""
        inside = {k for phrase in clause.phrases for k in range(phrase.first, phrase.last) if not phrase.poss_only}
        for k in range(clause.first + 1, clause.stop):
            item = self.items[k]
            if item.kind != "workplace" or k in inside or self.items[k - 1].kind == "workplace":
                continue
            first = self._opening(clause, k)
            if first is None or not self._employs(clause, first):
                continue
            people = [p for p in self.happenings.subject(clause, first) if self.scene.known(p)]
            people = [p for p in people if not self.scene.is_group(p)]
            if not people:
                continue
            begin = first + 1
            while begin < k and self.items[begin].low in ARTICLES | POSSESSIVES:
                begin += 1
            self.casting.employed(self.items[begin].start, item.end, people)
            for other in self.items[begin:k]:
                if other.kind == "place" and not any(person.origin for person in people):
                    self.casting.origin(other, people)

    def _opening(self, clause: Clause, k: int) -> int | None:
        """Index of the preposition before the phrase that ends with the workplace at k."""
        at = k - 1
        while at > clause.first and k - at < 7:
            item = self.items[at]
            if item.low in ("at", "in", "for", "of"):
                return at if item.low != "of" else None
            if item.kind not in ("word", "place", "name", "noun", "work", "agent") and item.low != "-":
                return None
            at -= 1
        return None

    def _employs(self, clause: Clause, at: int) -> bool:
        """True if what stands before the preposition tells of work."""
        start = self.items[max(clause.first, at - 9)].start
        told = any(start <= job[0] and job[1] <= self.items[at].start for job in self.jobs)
        near = self.items[max(clause.first, at - 7) : at]
        return told or any(item.low.split()[0] in _WORKS or item.kind == "work" for item in near)

    def _was(self, k: int) -> bool:
        return any(item.low in ("was", "were") for item in self.items[max(0, k - 3) : k])

    def _age(self, item: Item, people: list[Someone], past: bool) -> None:
        people = [person for person in people if self.scene.known(person)]
        if people:
            item, people = self._measured(item, people)
            told_past = past or (self._past and self._testifies() and not self.telling.press)
            self.lifetimes.told(item, people, told_past)

    def _testifies(self) -> bool:
        """True if somebody tells his own story ("I"), not only "we" who sign a petition."""
        return any(self.scene.of(person).seen for person in self.telling.narrators())

    def _measured(self, item: Item, people: list[Someone]) -> tuple[Item, list[Someone]]:
        """As in "He is 37, three years older than I": of a known age, the other's is learned."""
        phrase = item.age or item.data
        if not isinstance(phrase, AgePhrase) or phrase.relative is None or not item.low.endswith(("than i", "than me")):
            return item, people
        teller = self.telling.narrator(item.start)
        if teller is None or teller in people or not any(self.scene.of(person).ages for person in people):
            return item, people
        turned = replace(phrase, relative=-phrase.relative)
        return Item(item.kind, item.start, item.end, item.low, turned), [teller]

    def _cells(self, clause: Clause) -> None:
        """As in "In my cell was a woman": she was held where the teller was held."""
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
            holder = next(
                (p for p in clause.phrases if p.start < end and start < p.end and clause.of(p) and not p.pron), None
            )
            people = clause.of(holder) if holder is not None else []
            if not people:
                before = [p for p in clause.phrases if p.start <= start and clause.of(p)]
                after = [p for p in clause.phrases if start <= p.start < end and clause.of(p)]
                if before:
                    k = before[-1].last
                    people = (
                        clause.of(before[-1])
                        if before[-1].poss_only or not before[-1].preposition
                        else self.happenings.subject(clause, k) or clause.of(before[-1])
                    )
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

    def _jobs(self, clause: Clause, sentence: Sentence) -> None:
        """As in "washes dishes": work said with a verb is its subject's."""
        for start, end in self.jobs:
            if not sentence.start <= start < sentence.end or self._denied(start):
                continue
            before = [
                p for p in clause.phrases if p.end <= start and clause.of(p) and not p.poss_only and not p.preposition
            ]
            if not before or start - before[-1].end > 60:
                continue
            people = [
                p
                for p in self.happenings._chain(clause, before[-1])
                if self.scene.known(p) and not self.scene.is_group(p)
            ]
            if not people:
                continue
            self.scene.mark(start, end, "occupation", people)
            for person in people:
                person.occupation = person.occupation or self.text[start:end]

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
                group = next(
                    (p for p in self.cast.people if self.scene.is_group(p) and self.scene.of(p).size == phrase.group),
                    None,
                )
                if group is not None and phrase.group_span:
                    self.scene.mark(*phrase.group_span, "group_size", [group])
                continue
            people = self._meant(phrase)
            if people:
                self.casting.facts(phrase, people)

    def _meant(self, phrase: Phrase) -> list[Someone]:
        names = phrase.names()
        if names:
            known = self.scene.by_name(names[0], phrase)
            return [known] if known is not None else []
        kin, sex = phrase.kin(), phrase.sex()
        people = [
            p for p in self.cast.people if self.scene.known(p) and not self.scene.is_group(p) and p.role != "author"
        ]
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
                if (
                    self.scene.known(person)
                    and person.name
                    and getattr(name, "kind", "") in ("full", "other")
                    and _same(person.name, item.low)
                ):
                    self.scene.mark(item.start, item.end, "name", [person])


def _same(name: str, low: str) -> bool:
    return re.sub(r"\W", "", name).lower() == re.sub(r"\W", "", low)


def _shouted(words: str) -> bool:
    letters = [sign for sign in words if sign.isalpha()]
    return len(letters) > 8 and sum(sign.isupper() for sign in letters) > 0.85 * len(letters)
