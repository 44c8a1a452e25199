"""The reading of one English draft, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Document, Sentence
from underice.exposure.reader.english.appositions import Appositions
from underice.exposure.reader.english.chunks import Chunker
from underice.exposure.reader.english.deeds import Clause
from underice.exposure.reader.english.filing import Filing
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import pattern, words
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.outcome import Outcome
from underice.exposure.reader.english.phrases import Phrase, number_of
from underice.exposure.reader.english.records import Field, records
from underice.exposure.reader.english.telling import tail
from underice.exposure.reader.model import Sex

_DISMISSED = words("dismissed")
_SERVES_AS = words("serves_as")
_TEACHES = words("teaches")
_ADVERBS = words("adverbs")
_COPULA = frozenset("is was are were am became been be 'm be being".split())
_SELF_NAMED = frozenset("signs signed calls called calling introduced introduces names named".split())
_BETWEEN = frozenset((",", "about", "almost", "nearly", "just", "only", "perhaps", "around", "some", "now"))
_BARE_VERBS = frozenset("used was is were formerly once worked works served had".split())
_SALUTATION = pattern("salutation")
_SAME = pattern("record_same")
_NAMESAKE = pattern("namesake")
_WE_WERE = pattern("we_were")
_KNOW = frozenset("know knew knows remember remembers introduced addressed".split())
_ASKED_NUMBER = pattern("asked_number")


class Reading(Appositions):
    """Reads a document into a cast. One object reads one document."""

    def __init__(self, document: Document, anchor: date | None) -> None:
        self.document = document
        super().__init__(document, anchor)
        self.end = tail(document.text)
        self.lifetimes.in_talk = any(block.kind == "question" for block in document.blocks)
        self._starts = [item.start for item in self.items]
        self.chunker = Chunker(self.items, self.text)
        self._linked_at = 0
        counts = (*_ASKED_NUMBER.finditer(self.text), *_WE_WERE.finditer(self.text))
        self._counts = {found.start("n"): found.end("n") for found in counts}
        self._entry: tuple[int, Someone] | None = None
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
            if len(self.document.sentences) > 1 and (
                block.kind == "heading" or _shouted(words) or self._heads(sentence)
            ):
                late.append(sentence)
                continue
            self.scene.sentence = number
            self._sentence(sentence)
        for sentence in late:
            self._headline(sentence)
        self._known_names_in_tail()
        Outcome(self.cast, self.scene, self.telling, self.happenings, self.lifetimes, self.text).finish()
        return self.cast

    def _heads(self, sentence: Sentence) -> bool:
        """True for a short first line without a stop, with more lines below: a headline."""
        first = self.document.blocks[0]
        line = self.text[first.start : first.end]
        headed = sentence.block == 0 and len(self.document.blocks) > 1 and first.kind == "text" and len(line) < 130
        closed = line.rstrip().endswith((".", "!", "?", ",", ":", ";", '"', "”", ")"))
        told = {"i", "my", "we", "our", "he", "she", "is", "was", "were"} & set(line.lower().split())
        return headed and not closed and not told and self.document.blocks[1].kind == "text" and len(self.text) > 300

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
            others += [
                one.now()
                for one in self.scene.lettered.get(word, [])
                if word != "a" or "A" in self.text[field.start : field.end]
            ]
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
        if first >= stop or _SALUTATION.match(self.text, sentence.start, sentence.end):
            return
        if self._signature(sentence, first, stop):
            return
        self._answered(sentence, first, stop)
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
        self.happenings.apart = None
        self._letter(sentence)
        if self._entry is not None and self._entry[0] == sentence.block:
            self.happenings.filed = self._entry[1]
        quoted = [phrase for phrase in phrases if self.telling.quoted(phrase.start)]
        says = any(self.telling.says(item.low) for item in self.items[first:stop])
        order = [p for p in phrases if p not in quoted] + quoted if quoted and says else phrases
        resolved: list[Phrase] = []
        for phrase in order:
            if phrase in quoted and says and self.telling.speaker is None:
                self._speaker(clause)
            people = self._apposed(phrase, clause, phrases, resolved) or self._resolve(phrase, clause, resolved)
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
        self._said_besides(clause, sentence)
        self._open_entry(sentence, clause, phrases)
        if self.scene.led < 0 and any(clause.of(phrase) for phrase in phrases):
            self.scene.led = self.scene.sentence
        people = self.casting.subjects or [person for phrase in phrases for person in clause.of(phrase)][:1]
        people = [person for person in people if self.scene.known(person)]
        if people:
            self.scene.topic = people
            if not self.scene.of(people[0]).kin_words and not self.scene.is_group(people[0]):
                self.scene.main = people

    def _answered(self, sentence: Sentence, first: int, stop: int) -> None:
        """What the first words of an answer say to its question: "No, …", "Seven."."""
        opens = sentence.start == self.document.blocks[sentence.block].start
        if opens and self.items[first].low in ("no", "nope", "never"):
            self._denied_question(sentence)
        if opens:
            self._home_asked(sentence, first, stop)
        for item in self.items[first : min(first + 4, stop)]:
            if item.start in self._counts:
                self._party_of(item.start, self._counts[item.start], number_of(item))

    def _said_besides(self, clause: Clause, sentence: Sentence) -> None:
        """Everything a sentence tells beside its phrases for people, in the order in which one needs another."""
        self._members(clause, sentence)
        self._chains(clause)
        self._loose(clause)
        self._workplaces(clause)
        self.happenings.read(clause)
        self._with_pronoun(clause)
        self._verb_ties(clause)
        self._cells(clause)
        self._traits(clause, sentence)
        self._jobs(clause, sentence)
        self.lifetimes.sentence_over()

    def _open_entry(self, sentence: Sentence, clause: Clause, phrases: list[Phrase]) -> None:
        """As in "A. Ri Chol. M, 40. Driver. Arrested …": a name alone opens an entry, whose fragments are all of it."""
        if self._entry is not None and self._entry[0] == sentence.block:
            self.happenings.filed = None
            return
        block = self.document.blocks[sentence.block]
        alone = len(phrases) == 1 and phrases[0].names() and clause.stop - clause.first <= 3
        people = clause.of(phrases[0]) if alone else []
        if alone and sentence.start == block.start and sentence.end < block.end and len(people) == 1:
            self._entry = (sentence.block, people[0])

    def _letter(self, sentence: Sentence) -> None:
        """Remember the letter of a list item ("(b)") and who stands in it."""
        block = self.document.blocks[sentence.block]
        self._lettered = ""
        if block.kind == "item" and sentence.start == block.start:
            self._lettered = re.sub(r"\W", "", block.marker).lower()
            self.telling.speaker = None

    def _resolve(self, phrase: Phrase, clause: Clause, before: list[Phrase]) -> list[Someone]:
        if self._told_apart(phrase, clause):
            if phrase.names() and self._link_of_namesake(phrase, clause):
                self.happenings.apart = phrase.last
            return []
        if phrase.first == clause.first and phrase.det == "" and not phrase.names() and self._bare_letter(phrase):
            people = [one.now() for one in self.scene.topic]
            self.casting.facts(phrase, people)
            return people
        fronted = self._fronted(phrase, clause)
        if fronted:
            return fronted
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
        of_group = phrase.of is not None and (phrase.of.pron == "group" or phrase.of.group is not None)
        after = self.items[phrase.last].low if phrase.last < clause.stop else ""
        if (
            (of_group or after in ("on", "of", "among", "in"))
            and phrase.heads
            and phrase.det == "the"
            and phrase.heads[0].low in ("youngest", "eldest", "oldest")
        ):
            person = self.scene.new(phrase.start)
            if phrase.of is not None and of_group:
                self.casting.resolve(phrase.of, False)
            group = self.scene.last_group()
            if group is not None:
                self.scene.join(group, [person])
            self.scene.spoke_of(phrase.start, [person], True)
            return [person]
        subject = not phrase.preposition and not phrase.poss_only
        self.scene.new_entry = bool(self._lettered) and phrase.first == clause.first and bool(phrase.names())
        people = self.casting.resolve(phrase, subject)
        self.scene.new_entry = False
        self._so_called(phrase, before, people)
        return people

    def _told_apart(self, phrase: Phrase, clause: Clause) -> bool:
        """As in "not the Miran who …": somebody else, only told apart."""
        negated = phrase.first > clause.first and self.items[phrase.first - 1].low == "not"
        if negated and phrase.kin() is not None and phrase.owner is not None:
            return True
        if not phrase.names() and phrase.noun() is None and phrase.work() is None:
            return False
        back = [item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]]
        first = self.items[phrase.first].low
        if phrase.names() and first in ("the", "another", "an", "a") and phrase.first == clause.first:
            last = self.items[clause.stop - 1]
            if _NAMESAKE.search(self.text, phrase.end, last.end):
                self.happenings.apart = phrase.last
                return True
        if back[-1:] == ["not"] and (first in ("the", "that", "a", "an") or phrase.names()):
            return first != "a" and first != "an" or phrase.work() is not None
        return back[-2:] in (["confused", "with"], ["relation", "to"], ["mistaken", "for"], ["not", "the"])

    def _link_of_namesake(self, phrase: Phrase, clause: Clause) -> bool:
        """As in "not to be confused with the general Ko, who died": what follows is told of the namesake."""
        back = {item.low for item in self.items[max(clause.first, phrase.first - 3) : phrase.first]}
        return bool(back & {"confused", "mistaken", "relation"})

    def _complement(self, phrase: Phrase, clause: Clause, before: list[Phrase]) -> list[Someone] | None:
        """As in "He was a miner", "her name was Ri", "works as a cook": the people the phrase says more of, or None."""
        if phrase.pron or phrase.group is not None or phrase.public or phrase.poss_only:
            return None
        filed = self.happenings.filed
        if filed is not None and not before and not phrase.preposition and not phrase.names():
            return [filed.now()] if not phrase.plural else None
        if phrase.owner is not None and phrase.owner.pron in ("her", "his") and phrase.names():
            if phrase.first > clause.first and self.items[phrase.first - 1].low in ("call", "calls", "called"):
                called = self.casting.pronoun(phrase.owner)
                phrase.owner = None
                return called
        lows = self._words_before(phrase, clause)
        if phrase.names() and set(lows[-3:-2]) & _KNOW and lows[-1:] == ["as"] and lows[-2] in ("her", "him"):
            return self.casting.pronoun(Phrase(phrase.first, phrase.first, phrase.start, phrase.start, pron=lows[-2]))
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
            return next(
                (clause.of(p) for p in reversed(before) if p.pron and p.last == phrase.first and clause.of(p)), None
            )
        if link == "name":
            return self._bearer(before, clause)
        before = [p for p in before if p.first <= self._linked_at]
        candidates = [p for p in before if clause.of(p) and not p.poss_only and not (p.genitive and p.pron == "")]
        subject = next((p for p in reversed(candidates) if not p.preposition), None)
        if subject is None:
            bare = not before and self.items[clause.first].low in _BARE_VERBS and link in ("copula", "as")
            return [one.now() for one in self.scene.topic if self.scene.known(one)] or None if bare else None
        people = [person for other in candidates if other.conj == subject.conj for person in clause.of(other)]
        sex = phrase.sex()
        noun = phrase.noun()
        of_all = noun is not None and noun.kind in ("sex", "plain") and phrase.number is None and not phrase.ages
        if of_all and phrase.plural and link == "copula" and any(self.scene.is_group(person) for person in people):
            return []
        return people if all(self._fits(person, sex) for person in people) else None

    def _fits(self, person: Someone, sex: Sex | None) -> bool:
        """True for a single person of the text whose sex does not speak against it."""
        if self.scene.is_group(person) or not self.scene.known(person):
            return False
        return not (sex and person.sex and person.sex != sex)

    def _words_before(self, phrase: Phrase, clause: Clause) -> list[str]:
        """The words before a phrase; an age between a verb and the phrase is stepped over ("is 61, a widow")."""
        k = phrase.first - 1
        items = self.items
        if (
            k - 3 > clause.first
            and items[k].low == ","
            and self.telling.says(items[k - 1].low)
            and items[k - 3].low == ","
        ):
            k -= 3
        inserted = k
        while k > clause.first and (self.items[k].kind == "age" or self.items[k].low in _BETWEEN):
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
        if (
            names
            and "name" in lows[-5:]
            and lows[-1] in (",", ":")
            and told & {"had", "have", "before", "once", "then"}
        ):
            return "name"
        if "name" in lows[-3:] or "names" in lows[-3:]:
            return "name" if lows[-1] in _COPULA or lows[-1] == "as" else ""
        if names and lows[-1] in ("himself", "herself", "themselves") and told & _SELF_NAMED:
            return "called"
        if lows[-1] in ("her", "him", "me") and names and lows[-2:-1] and lows[-2] in ("call", "calls", "called"):
            return "object"
        if lows[-1] == "called" and names:
            return "called" if told & {"you", "she", "he", "i", "is", "was"} else ""
        if names and lows[-2:] in (["i", "am"], ["i", "'m"], ["i", "’m"]):
            return "called"
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

    # ------------------------------------------------------------------ headlines and furniture
    def _headline(self, sentence: Sentence) -> None:
        """A headline names people told of below: its words are theirs, it brings nobody new unless it must."""
        first, stop = self._bounds(sentence)
        phrases = self.chunker.phrases(first, stop)
        self._headed_family(phrases)
        for item in self.items[first:stop]:
            number = number_of(item)
            group = self.scene.last_group(number) if number is not None and number > 2 else None
            if (
                group is not None
                and self.scene.of(group).size == number
                and not any(p.group == number for p in phrases)
            ):
                self.scene.mark(item.start, item.end, "group_size", [group])
        for phrase in phrases:
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

    def _headed_family(self, phrases: list[Phrase]) -> None:
        """As in "FATHER AND SON AT RISK": the first two told of below who are not tied yet, the elder the parent."""
        kin = [phrase.kin() for phrase in phrases if phrase.kin() is not None]
        if len(kin) != 2 or kin[0] is None or kin[1] is None or kin[0].number != 1 or kin[1].number != 1:
            return
        relations = (kin[0].relation, kin[1].relation)
        if relations not in (("parent", "child"), ("other", "other"), ("sibling", "sibling")):
            return
        named = [p for p in self.cast.people if p.name and self.scene.known(p) and not self.scene.is_group(p)]
        if len(named) != 2 or id(named[1]) in named[0].ties:
            return
        for one, word in zip(named, kin, strict=True):
            if one.sex and word is not None and word.sex and one.sex != word.sex:
                return
        self.cast.tie(named[0], relations[0], named[1])

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
