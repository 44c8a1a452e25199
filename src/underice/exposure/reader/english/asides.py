"""What a sentence tells outside of its phrases for people: memberships, stray ages, work said with verbs, traits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Document, Sentence
from underice.exposure.reader.english.casting import Casting
from underice.exposure.reader.english.deeds import Clause
from underice.exposure.reader.english.happenings import Happenings
from underice.exposure.reader.english.items import Item, gather, jobs, traits
from underice.exposure.reader.english.lexicon import pattern, words
from underice.exposure.reader.english.lifetimes import Lifetimes
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.phrases import ARTICLES, POSSESSIVES, Phrase
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.english.telling import Telling
from underice.exposure.reader.english.tokens import Line
from underice.vocabulary.ages import AgePhrase

_MEMBERS = pattern("members")
_MEMBER_OF = pattern("member_of_group")
_SOME = pattern("some_of_us")
_FEW = {"one": 1, "two": 2, "three": 3, "four": 4}
_CLOSING = pattern("closing")
_OTHERS = re.compile(r"\b(?:others$|other |more$)", re.IGNORECASE)
_IN_ROW = pattern("members_in_row")
_WED = frozenset(("married", "married off", "was married", "got married", "wed", "remarried", "married off to"))
_HELPED = frozenset(
    "hid sheltered fed nursed guided took-in rescued harboured harbored smuggled drove led helped".split()
)
_WORKS = words("served") | {"did", "job"}


class Asides:
    """The parts of a reading, and what they tell beside the phrases."""

    def __init__(self, document: Document, anchor: date | None) -> None:
        """Cut the text into items and set up those who read them."""
        self.text = document.text
        self.cast = Cast(document.text)
        self.scene = Scene(self.cast)
        self.items = gather(Line(document.text), anchor)
        self.telling = Telling(document, self.scene)
        self.lifetimes = Lifetimes(self.scene, anchor)
        self.casting = Casting(self.scene, self.text, self.telling.narrator, self._age, self.telling.asked)
        self.happenings = Happenings(self.scene, self.casting, self.text)
        self.traits = traits(document.text)
        self.jobs = jobs(document.text)
        self.happenings.traits = self.traits
        self.happenings.jobs = self.jobs
        self._past = False
        self._awaited: tuple[Someone, int] | None = None

    def _members(self, clause: Clause, sentence: Sentence) -> None:
        """As in "was among a group of nine", "among them are …", "two of the five": who belongs to which group."""
        scene = self.scene
        for phrase in clause.phrases:
            people = clause.of(phrase)
            groups = [person for person in people if scene.is_group(person)]
            if (
                groups
                and phrase.group is not None
                and "other" not in self.text[phrase.start : phrase.end]
                and (phrase.preposition in ("among", "of", "in", "with", "including") or self._one_of(phrase, clause))
            ):
                subjects = [p for p in self.casting.subjects if not scene.is_group(p) and scene.known(p)]
                scene.join(groups[0], subjects)
            if groups and phrase.preposition == "with" and phrase.group and phrase.group_span is not None:
                self._with_others(phrase, groups[0])
            if groups and phrase.some_of:
                self._awaited = (groups[0], phrase.some_of)
        words = self.text[sentence.start : sentence.end]
        counted, announced = _SOME.search(words), scene.last_group()
        if counted and announced is not None and self._awaited is None:
            left = _FEW[counted["n"].lower()]
            if scene.of(announced).families:
                self._take_awaited(clause, announced, 4 * left)  # one family of several: all who are named here
                self._awaited = None
            else:
                self._awaited = (announced, left)
        found = _MEMBERS.search(words)
        self._row_of_members(clause, sentence)
        member = _MEMBER_OF.search(words)
        if member:
            self._one_member(clause, sentence.start + member.start())
        if found:
            group = scene.last_group()
            if group is not None:
                for phrase in clause.phrases:
                    if phrase.start >= sentence.start + found.end() and not phrase.pron:
                        scene.join(group, [p for p in clause.of(phrase) if scene.known(p)])
        elif self._awaited is not None:
            self._take_awaited(clause, *self._awaited)

    def _row_of_members(self, clause: Clause, sentence: Sentence) -> None:
        """As in "Five of us went. I knew Un-byol … The others were a miner and …": told one after another."""
        group = self.scene.last_group()
        if group is None or group.now().origin and not self.scene.of(group).size:
            return
        notes = self.scene.of(group)
        if notes.size is None or notes.families or notes.household or self.scene.sentence - notes.since > 6:
            return
        for found in _IN_ROW.finditer(self.text, sentence.start, sentence.end):
            for phrase in clause.phrases:
                if (
                    phrase.start < found.start()
                    or phrase.poss_only
                    or phrase.pron
                    or len(notes.members or []) >= notes.size
                ):
                    continue
                if not phrase.preposition or phrase.preposition == "with":
                    self.scene.join(group, [one for one in clause.of(phrase) if self.scene.known(one)])

    def _one_member(self, clause: Clause, at: int) -> None:
        """As in "A third member of the group, an elderly man, was …"."""
        group = self.scene.last_group()
        told = next((p for p in clause.phrases if p.end > at and clause.of(p) and not p.pron and p.group is None), None)
        if told is not None and group is not None:
            self.scene.join(group, [one for one in clause.of(told) if self.scene.known(one)])

    def _take_awaited(self, clause: Clause, group: Someone, left: int) -> None:
        """Those told of next are the ones announced: "I knew two of them. Mi-gyong was …"."""
        scene = self.scene
        for phrase in clause.phrases:
            for person in clause.of(phrase):
                single = scene.known(person) and not scene.is_group(person)
                told = phrase.names() or phrase.noun()
                if left and single and told and person not in (scene.of(group).members or []):
                    scene.join(group, [person])
                    left -= 1
        self._awaited = (group, left) if left else None

    def _with_pronoun(self, clause: Clause) -> None:
        """As in "With him are his wife and a daughter": what befell him befell them, in the same group."""
        self._was_with(clause)
        self._so_was(clause)
        self._also_held(clause)
        lows = [item.low for item in self.items[clause.first : clause.first + 3]]
        if (
            lows[:1] != ["with"]
            or lows[1:2] not in (["him"], ["her"], ["them"])
            or lows[2:] not in (["is"], ["are"], ["was"], ["were"])
        ):
            return
        at = clause.first + 1
        before = [one for p in clause.phrases if p.first == at for one in clause.of(p) if self.scene.known(one)]
        others = [
            one.now()
            for p in clause.phrases
            if p.first > at + 1 and not p.poss_only and (not p.preposition or p.preposition == "and")
            for one in clause.of(p)
            if self.scene.known(one)
        ]
        others = [one for one in dict.fromkeys(others) if one not in before]
        self._share(before, others)

    def _also_held(self, clause: Clause) -> None:
        """As in "Ri was one of six people arrested. His wife is also in custody.": one arrest, unless dated anew."""
        row = self.items[clause.first : clause.stop]
        if any(item.kind in ("date", "place") for item in row):
            return
        now = [one for one in self.happenings.told if not one.weak and one.start >= row[0].start]
        earlier = [one for one in self.happenings.told if not one.weak and one.start < row[0].start]
        also = next((k for k in range(clause.first, clause.stop) if self.items[k].low == "also"), None)
        if also is None or not earlier or not now or now[0].kind not in ("arrest", "detention"):
            return
        if 0 < now[0].index - also <= 3 and earlier[-1].kind == "arrest":
            self._share(list(earlier[-1].people), [one.now() for one in now[0].people])

    def _so_was(self, clause: Clause) -> None:
        """As in "His wife is in custody. So is a woman from …": the event told last is that of the next one, too."""
        lows = [item.low for item in self.items[clause.first : clause.first + 2]]
        if lows[:1] != ["so"] or lows[1:] not in (["is"], ["are"], ["was"], ["were"]):
            return
        real = [one for one in self.happenings.told if not one.weak]
        first = next((p for p in clause.phrases if clause.of(p) and not p.poss_only), None)
        if real and first is not None:
            others = [one.now() for one in self.happenings.row(clause, first) if self.scene.known(one)]
            self._share(list(real[-1].people), others)

    def _share(self, before: list[Someone], others: list[Someone]) -> None:
        """What befell the first befell the others as well, as members of the same group."""
        members = [m for one in before for m in [one.now(), *(self.scene.of(one).members or [])]]
        shared = next(
            (
                h
                for h in reversed([one for one in self.happenings.told if not set(others) <= set(one.people)])
                if not h.weak
                and any(
                    one.now() in members or set(self.scene.of(one).members or []) & set(members) for one in h.people
                )
            ),
            None,
        )
        if shared is None or not others:
            return
        shared.people.extend(one for one in others if one not in shared.people)
        group = self.scene.last_group()
        if group is not None and any(one.now() in (self.scene.of(group).members or []) for one in before):
            self.scene.join(group, others)

    def _was_with(self, clause: Clause) -> None:
        """As in "His sister, a shop assistant, was with him."."""
        for k in range(clause.first + 1, clause.stop - 1):
            if self.items[k].low != "with" or self.items[k - 1].low not in ("was", "were"):
                continue
            pronoun = next((p for p in clause.phrases if p.first == k + 1 and p.pron in ("him", "her", "them")), None)
            after = self.items[pronoun.last].low if pronoun is not None and pronoun.last < clause.stop else "."
            if pronoun is None or after not in (".", ",", ";", "when", "at", "and", "too"):
                continue
            before = [one for one in clause.of(pronoun) if self.scene.known(one)]
            others = [one.now() for one in self.happenings.subject(clause, k - 1) if self.scene.known(one)]
            self._share(before, [one for one in others if one not in before])

    def _with_others(self, phrase: Phrase, group: Someone) -> None:
        """As in "left with five others": six in all, and the subject is one of them."""
        span = phrase.group_span
        if span is None or phrase.group is None or not _OTHERS.search(self.text[span[0] : span[1]]):
            return
        subjects = [one for one in self.casting.subjects if not self.scene.is_group(one) and self.scene.known(one)]
        if subjects and self.scene.of(group).size == phrase.group:
            self.scene.of(group).size = phrase.group + len(subjects)
            self.scene.join(group, subjects)

    def _one_of(self, phrase: Phrase, clause: Clause) -> bool:
        back = [item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]]
        return "among" in back or back[-2:] == ["one", "of"] or back[-1:] == ["of"]

    def _chains(self, clause: Clause) -> None:
        """As in "…, all of Sinpo": an origin said of a whole row of people."""
        for phrase in clause.phrases:
            for item in phrase.origins:
                back = self.text[max(0, item.start - 8) : item.start].lower()
                if "all of" in back or "all from" in back:
                    before = [p for p in clause.phrases if p.last <= phrase.last and phrase.first - p.last < 24]
                    everyone = [one for p in before if not p.poss_only for one in clause.of(p)]
                    everyone = [one for one in dict.fromkeys(everyone) if not self.scene.is_group(one)]
                    if any(p.names() for p in before) and all(self.scene.known(one) for one in everyone):
                        self.casting.origin(item, everyone)
                if "all of" in back or "all from" in back or "both of" in back or "all fro" in back:
                    for other in clause.phrases:
                        if other.conj == phrase.conj or abs(other.last - phrase.first) <= 2:
                            self.casting.origin(item, clause.of(other))

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
            works = item.low == "works" and self.items[k - 1].kind in ("word", "workplace")
            if not (works or item.kind == "workplace") or k in inside or self.items[k - 1].kind == "workplace":
                continue
            first = self._opening(clause, k)
            if first is None or not self._employs(clause, first):
                continue
            subject = self.happenings.subject_phrase(clause, first)
            doers = self._doers(clause, subject) if subject is not None else self.happenings.subject(clause, first)
            people = [p for p in doers if self.scene.known(p) and not self.scene.is_group(p)]
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
            if item.low in ("at", "in", "for", "of", "on", "with"):
                return at if item.low != "of" else None
            if item.kind == "deed" and item.low.split()[-1] in ("in", "at") and item.low.split()[0] in _WORKS:
                return at
            if item.kind not in ("word", "place", "name", "noun", "work", "agent", "owner") and item.low != "-":
                return None
            at -= 1
        return None

    def _employs(self, clause: Clause, at: int) -> bool:
        """True if what stands before the preposition tells of work."""
        start = self.items[max(clause.first, at - 9)].start
        told = any(start <= job[0] and job[1] <= self.items[at].start for job in self.jobs)
        told = told or self.items[at].kind == "deed"
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

    def _testifies(self) -> bool:
        """True if somebody tells his own story ("I"), not only "we" who sign a petition."""
        return any(self.scene.of(person).seen for person in self.telling.narrators())

    def _signature(self, sentence: Sentence, first: int, stop: int) -> bool:
        """As in "Yours sincerely, Ri Chol" or a name alone at the end: the name of whoever writes."""
        names = [item for item in self.items[first:stop] if item.kind == "name"]
        writers = [one for one in self.telling.narrators() if one.name is None]
        if len(names) != 1 or not isinstance(names[0].data, NameFound) or len(writers) != 1:
            return False
        name = names[0]
        closing = _CLOSING.match(self.text, sentence.start, sentence.end)
        alone = stop - first == 1 and sentence.start > 0.6 * len(self.text) and not self.text[name.end :].strip(" .\n)")
        if not alone and not (closing and closing.end() >= name.start):
            return False
        self.casting.called(writers[0], names[0].data, False)
        return True

    def _verb_ties(self, clause: Clause) -> None:
        """As in "she married a driver", "the child she gave birth to", "a widow hid me": what verbs say of two people."""
        for k in range(clause.first, clause.stop):
            low = self.items[k].low
            if low in _WED:
                self._wed(clause, k)
            elif low.startswith(("gave birth", "given birth", "giving birth")):
                self._bore(clause, k)
            elif low in _HELPED:
                self._helped(clause, k)

    def _object_of(self, clause: Clause, k: int) -> list[Someone]:
        at = k + 1
        while at < clause.stop and at - k < 4 and self.items[at].low in ("to", "off", "for", "in", "me", "us"):
            if any(p.first == at and clause.of(p) for p in clause.phrases):
                break
            at += 1
        phrase = next((p for p in clause.phrases if p.first == at and not p.poss_only), None)
        return [one for one in clause.of(phrase) if self.scene.known(one)] if phrase is not None else []

    def _wed(self, clause: Clause, k: int) -> None:
        one, other = self.happenings.subject(clause, k), self._object_of(clause, k)
        if len(one) == 1 and len(other) == 1 and one[0] is not other[0] and id(other[0].now()) not in one[0].now().ties:
            self.cast.tie(one[0], "spouse", other[0])
            for first, second in ((one[0].now(), other[0].now()), (other[0].now(), one[0].now())):
                if first.sex is None and second.sex is not None:
                    first.sex = "f" if second.sex == "m" else "m"

    def _bore(self, clause: Clause, k: int) -> None:
        """The child is the object, or what the relative clause hangs on ("the child she gave birth to")."""
        mother = [one.now() for one in self.happenings.subject(clause, k) if self.scene.known(one)]
        if len(mother) != 1:
            return
        mother[0].sex = mother[0].sex or "f"
        after = self.items[k + 1].low if k + 1 < clause.stop else "."
        children = self._object_of(clause, k)
        if after == "to" and not children:
            before = [
                p for p in clause.phrases if p.last <= k and clause.of(p) and clause.of(p)[0].now() is not mother[0]
            ]
            children = clause.of(before[-1]) if before and (before[-1].kin() or before[-1].noun()) else []
        for child in children:
            if id(mother[0]) not in child.now().ties:
                self.cast.tie(child, "child", mother[0])

    def _helped(self, clause: Clause, k: int) -> None:
        subject = [one.now() for one in self.happenings.subject(clause, k) if self.scene.known(one)]
        helped = self._object_of(clause, k)
        for one in subject:
            if helped and one not in [h.now() for h in helped] and not one.ties and one.role == "at_risk":
                if not self.scene.of(one).narrator and not self.scene.is_group(one):
                    one.role = "helper"

    def _cells(self, clause: Clause) -> None:
        """As in "In my cell was a woman": she was held where the teller was held."""
        lows = {item.low for item in self.items[clause.first : clause.stop]}
        inside = lows & {
            "cell",
            "cellmate",
            "cells",
            "cellmates",
            "dormitory",
            "prison",
            "barracks",
            "camp",
            "beside",
            "block",
            "ward",
            "bunk",
        }
        there = "there" in lows and lows & {"was", "were", "met"}
        if not inside and not there:
            return
        told = [h for h in self.happenings.told if h.place and any(self.scene.of(one).narrator for one in h.people)]
        held = next((h for h in reversed(told) if h.kind == "detention"), None)
        if held is None and inside & {"cell", "cells", "cellmate", "cellmates"}:
            held = next((h for h in reversed(told) if h.kind in ("return", "arrest")), None)
        if held is None or there and not inside and told[-1] is not held:
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
            if before and start - before[-1].end > 60:
                continue
            if before:
                people = [p for p in self._doers(clause, before[-1]) if not self.scene.is_group(p)]
            else:  # "from X, used to teach dance": of the one told of before
                fragment = not clause.phrases and len(self.scene.topic) == 1
                people = [p.now() for p in self.scene.topic if self.scene.known(p) and fragment]
            if not people:
                continue
            self.scene.mark(start, end, "occupation", people)
            for person in people:
                person.occupation = person.occupation or self.text[start:end]

    def _doers(self, clause: Clause, phrase: Phrase) -> list[Someone]:
        """The people of a phrase and those in a row with it; of "a man who …" only the man."""
        direct = self.text[phrase.end : phrase.end + 5].lower() == " who "
        direct = direct or phrase.owner is not None and phrase.owner.pron == "whose"
        people = clause.of(phrase) if direct else self.happenings.row(clause, phrase)
        return [person for person in people if self.scene.known(person)]

    def _denied(self, start: int) -> bool:
        return bool(re.search(r"\b(?:not|never|no|without|n't)\s(?:\w+\s)?$", self.text[max(0, start - 16) : start]))
