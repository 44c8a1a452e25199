"""Who is meant by a name or a description that may have been told of before: "The woman, who gave her name as …"."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.facts_told import AgeSink, FactsTold
from underice.exposure.reader.english.lexicon import Noun, Work, pattern
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.model import Sex

SEX_OF: dict[str, Sex] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
LOOK = 14
"""How many mentions back a description looks for whom it means."""
_GIVES = re.compile(r"\b(?P<whose>his|her) (?:\w+ ){0,2}(?:sur)?name(?:,| as) (?:only )?$", re.IGNORECASE)
_NEXT_TO = re.compile(
    r"\b(?P<noun>woman|man|girl|boy) (?:next to|beside|opposite|behind|above|below|with|near|across from|in the|on the|at the)"
    r" [^.;,]{2,30}, $",
    re.IGNORECASE,
)
_THAT_IS = pattern("that_is_the_name")


class Recognition(FactsTold):
    """Finds those told of before, by name, by what is said of them, or by the place of a name in the text."""

    def __init__(self, scene: Scene, text: str, ages: AgeSink) -> None:
        """`ages` takes each age with its people."""
        super().__init__(scene, text, ages)
        self.subjects: list[Someone] = []

    def _named(self, phrase: Phrase) -> list[Someone]:
        scene = self.scene
        out: list[Someone] = []
        names = phrase.names()
        primary = [name for name in names if name.kind != "script"] or names
        if not phrase.plural:
            primary = primary[:1]
        elif (
            len(primary) == 1
            and phrase.noun() is not None
            and 1 < (phrase.number or 2) <= 4
            and scene.by_name(primary[0], phrase) is None
        ):
            return [scene.new(phrase.start, phrase.sex()) for _ in range(phrase.number or 2)]
        for name in primary:
            known = scene.by_rank(name, phrase.adjectives) or scene.by_name(name, phrase)
            if known is None:
                known = self._unnamed(phrase) or scene.new(name.start, phrase.sex())
            out.append(known)
        return out

    def _by_apology(self, phrase: Phrase) -> Someone | None:
        """As in "Sun-hui, for that is her name": the last person of that sex without a name."""
        found = _THAT_IS.match(self.text, phrase.end)
        if not found:
            return None
        sex = SEX_OF[found["whose"].lower()]
        for mention in reversed(self.scene.mentions[-12:]):
            for person in mention.people:
                person = person.now()
                if person.name is None and person.sex == sex and self.scene.known(person):
                    return person
        return None

    def _by_giving(self, phrase: Phrase) -> Someone | None:
        """As in "he gave only his given name, Hyon"."""
        found = _GIVES.search(self.text, max(0, phrase.start - 40), phrase.start)
        if not found:
            return None
        sex = SEX_OF[found["whose"].lower()]
        for mention in reversed(self.scene.mentions[-LOOK:]):
            for person in mention.people:
                person = person.now()
                nameless = person.name is None and self.scene.known(person) and not self.scene.is_group(person)
                if nameless and person.sex in (None, sex) and not self.scene.of(person).kin_words:
                    return person
        return None

    def _beside(self, phrase: Phrase) -> Someone | None:
        """As in "The woman next to me, Sim Yong-suk, was …": whoever the noun before the comma means."""
        found = _NEXT_TO.search(self.text, max(0, phrase.start - 60), phrase.start)
        if found is None or phrase.names()[0].kind != "full":
            return None
        for mention in reversed(self.scene.mentions[-4:]):
            for person in (one.now() for one in mention.people):
                if found["noun"].lower() in self.scene.of(person).nouns and person.name is None:
                    return person
        return None

    def _unnamed(self, phrase: Phrase) -> Someone | None:
        """As in "The woman, who gave her name as …", or a bare name that follows on "A deputy director …"."""
        scene = self.scene
        apology = self._by_apology(phrase) or self._by_giving(phrase) or self._beside(phrase)
        if apology is not None:
            return apology
        if phrase.det in ("the", "this", "that") and (phrase.noun() or phrase.work()):
            found = self._definite(phrase, phrase.sex(), phrase.noun(), phrase.work())
            if len(found) == 1 and found[0].name is None:
                return found[0]
        if phrase.adjectives[:1] == ("one of",):
            return scene.ordinal("one")
        fresh = self._fresh(phrase)
        if fresh is not None:
            return fresh
        if not phrase.kin() and not phrase.owner and not phrase.det:
            for told, person in scene.awaited:
                person = person.now()
                if (
                    scene.sentence - told <= 2
                    and phrase.names()[0].kind != "surname"
                    and person.name is None
                    and phrase.sex() in (None, person.sex)
                    and person in scene.cast.people
                ):
                    return person
        if (
            len(phrase.heads) == 1
            and phrase.ages
            and not self.subjects
            and not phrase.preposition
            and len(scene.topic) == 1
        ):
            person = scene.topic[0].now()
            notes = scene.of(person)
            if (
                person.name is None
                and not notes.narrator
                and not notes.kin_words
                and not notes.ages
                and notes.members is None
                and person.role == "at_risk"
                and person.occupation is not None
            ):
                return person
        return self._spoken_of(phrase)

    def _spoken_of(self, phrase: Phrase) -> Someone | None:
        """As in "My cousin came too. He was a sergeant. Jin-su was …": the nameless relative told of just before."""
        scene = self.scene
        before = self.text[max(0, phrase.start - 2) : phrase.start]
        bare = len(phrase.heads) == 1 and not phrase.ages and not phrase.preposition and not self.subjects
        if not bare or phrase.names()[0].kind != "given" or before not in (". ", "! ", ": ") or len(scene.topic) != 1:
            return None
        person = scene.topic[0].now()
        notes = scene.of(person)
        told = [one for one in scene.mentions[-4:] if person in [p.now() for p in one.people]]
        recent = any(one.subject and scene.sentence - one.sentence == 1 for one in told)
        single = sum(1 for word in notes.kin_words if word.number == 1)
        if recent and person.name is None and single and not notes.narrator and notes.members is None:
            return person
        return None

    def _fresh(self, phrase: Phrase) -> Someone | None:
        """As in "He had a twin. Chol drove …": whoever the sentence before brought in without a name.

        In a lead ("A medic and her brother-in-law are missing. Hong Un-ju was stopped with Pak Chol") the names come
        in the order of the descriptions.
        """
        scene, names = self.scene, phrase.names()
        if phrase.kin() or phrase.owner or phrase.det or phrase.work() or not names:
            return None
        noun = phrase.noun()
        if names[0].kind not in ("full", "given", "other") or (noun is not None and noun.kind != "title"):
            return None
        waiting = [
            person
            for person in scene.cast.people
            if 0 < scene.sentence - scene.of(person).since <= 1
            and person.name is None
            and scene.known(person)
            and not scene.is_group(person)
            and not scene.of(person).narrator
            and not (phrase.sex() and person.sex and phrase.sex() != person.sex)
            and not (phrase.ages and scene.of(person).ages)
            and person.birth is None
        ]
        last = next((m for m in reversed(scene.mentions) if m.sentence < scene.sentence), None)
        if not waiting or (scene.led != scene.sentence - 1 and phrase.preposition):
            return None
        focus = last is not None and [one.now() for one in last.people] == [waiting[-1]] and len(waiting) == 1
        if scene.led == scene.sentence - 1 and len(waiting) <= 3:
            named = any(p.name and scene.known(p) and scene.of(p).since == scene.sentence for p in scene.cast.people)
            begins = not self.subjects and not phrase.preposition
            main = [person for person in waiting if not scene.of(person).kin_words]
            if begins and not named:
                if main:
                    return main[0] if len(main) == 1 or names[0].kind == "full" else None
                return waiting[0] if len(waiting) == 1 and (last is None or waiting[0] in last.people) else None
            chained = any(scene.of(p).since < scene.sentence and p.name for p in self.subjects)
            return waiting[0] if chained and len(waiting) == 1 else None
        return waiting[-1] if focus and not self.subjects and scene.of(waiting[-1]).kin_words else None

    def _of_age(self, phrase: Phrase) -> list[Someone]:
        """For "the teenager": the last one told of whose age that is."""
        ages = [head.age.age for head in phrase.heads if head.age is not None and head.age.age is not None]
        people = sorted(self.scene.cast.people, key=lambda person: -self.scene.of(person).last)
        for person in people:
            for age in ages:
                if any(own.low >= age.low and own.high <= age.high for own in self.scene.of(person).ages):
                    phrase.ages.clear()
                    self.scene.mark(phrase.heads[-1].start, phrase.heads[-1].end, "age", [person])
                    return [person]
        return []

    def _definite_row(self, phrase: Phrase, sex: Sex | None, noun: Noun | None) -> list[Someone]:
        """Whom "the loggers", "the women" or "both men" means."""
        scene = self.scene
        if noun is None:
            words = {head.low.rstrip("s") for head in phrase.heads}
            same = [p for p in scene.cast.people if words & scene.of(p).works]
            return same if len(same) > 1 else []
        grown = next((head.low.split()[-1] in ("women", "men") for head in phrase.heads), False)
        row = self._all_of(sex, phrase.number) if grown and sex is not None and phrase.det == "the" else []
        if row:
            return row
        people = [person for person in scene.several() if sex is None or person.sex in (None, sex)]
        if sex is not None and any(head.low.split()[-1] in ("boys", "girls") for head in phrase.heads):
            young = self._all_of(sex, phrase.number, young=True)
            people = young if len(young) > 1 else people
        if phrase.det == "both" and len(people) != 2:
            people = [one for one in scene.last_two() if sex is None or one.sex in (None, sex)]
        return people if len(people) > 1 or any(scene.is_group(person) for person in people) else []

    def _next_in_row(self, phrase: Phrase) -> bool:
        """As in "The second, a schoolgirl, …; the third was …" of a group not all of whom have been told of."""
        group = self.scene.last_group()
        notes = self.scene.of(group) if group is not None else None
        if notes is None or notes.size is None or len(notes.members or []) >= notes.size:
            return False
        told = self.text[phrase.end : phrase.end + 5]
        return phrase.adjectives[0] in ("second", "third", "fourth", "fifth") and (
            told.startswith((", a ", ", an ", " was ", " is "))
        )

    def _all_of(self, sex: Sex, number: int | None, young: bool = False) -> list[Someone]:
        """As in "The women were moved": the grown women told of lately, where not just those were told of together.

        young: as in "the boys": those told to be children or young by age.
        """
        row: list[Someone] = []
        for mention in self.scene.mentions[-LOOK:]:
            for person in (one.now() for one in mention.people):
                notes = self.scene.of(person)
                child = bool(notes.ages) and notes.ages[0].high < (20 if young else 17)
                if person.sex == sex and child == young and not notes.narrator and notes.members is None:
                    if self.scene.known(person) and person not in row:
                        row.append(person)
        return row if len(row) == (number or max(2, len(row))) else []

    def _only_young(self, sex: Sex | None) -> Someone | None:
        """As in "the boy", long after "her little son": the only one told of who is a child by word or age."""
        young = []
        for person in self.scene.cast.people:
            notes = self.scene.of(person)
            if person.sex != sex or notes.members is not None or not self.scene.known(person) or notes.narrator:
                continue
            child = notes.kin_words and notes.kin_words[0].relation == "child" and not notes.works
            if notes.ages and notes.ages[0].low < 18 or not notes.ages and child:
                young.append(person)
        return young[0] if len(young) == 1 else None

    def _elder(self, rank: str, sex: Sex | None) -> Someone | None:
        """As in "the older man": by the words told of before, else by age."""
        scene = self.scene
        people = [p for p in scene.cast.people if p.sex in (None, sex) and scene.known(p)]
        ranked = [p for p in people if scene.of(p).rank]
        ranked = [p for p in ranked if (scene.of(p).rank == "younger") == (rank == "younger")]
        if len(ranked) == 1:
            return ranked[0]
        aged = sorted((p for p in people if scene.of(p).ages), key=lambda p: scene.of(p).ages[0].low)
        if len(aged) < 2:
            return None
        return aged[0] if rank == "younger" else aged[-1]

    def _definite(self, phrase: Phrase, sex: Sex | None, noun: Noun | None, work: Work | None) -> list[Someone]:
        scene = self.scene
        if phrase.plural:
            return self._definite_row(phrase, sex, noun)
        if noun is not None and noun.kind == "ordinal":
            if self._next_in_row(phrase):
                return []
            one = scene.ordinal(phrase.adjectives[0])
            return [one] if one is not None else []
        if noun is not None and noun.kind == "age":
            return self._of_age(phrase)
        rank = next((word for word in phrase.adjectives if word in ("older", "elder", "younger")), "") or next(
            (
                head.low.split()[0]
                for head in phrase.heads
                if head.low.split()[0] in ("older", "elder", "younger", "old")
            ),
            "",
        )
        if rank in ("older", "elder", "younger"):
            chosen = self._elder(rank, sex)
            if chosen is not None:
                chosen.sex = chosen.sex or sex
                return [chosen]
        if work is not None and noun is None:
            words = {head.low for head in phrase.heads if head.kind == "work"}
            same = [
                p
                for p in scene.cast.people
                if any(w in known or known in w for w in words for known in scene.of(p).works)
            ]
            if same:
                return [max(same, key=lambda p: scene.of(p).last)]
            return []
        same_noun = scene.by_noun({head.low.split()[-1] for head in phrase.heads}, sex)
        if same_noun is not None and not phrase.ages:
            return [same_noun]
        if noun is not None:
            young = any(
                head.low.split()[-1] in ("boy", "girl", "child", "kid", "baby", "infant") for head in phrase.heads
            )
            found = self._only_young(sex) if young else None
            found = found or scene.singular(sex, young=young if noun.kind == "sex" else None)
            if found is not None and scene.known(found) and not (phrase.ages and scene.of(found).ages):
                if (
                    noun.kind == "plain"
                    and noun.sex is None
                    and any(h.low in ("child", "baby", "kid", "infant") for h in phrase.heads)
                ):
                    children = scene.in_role("child", None, 1)
                    return children or [found]
                return [found]
        return []
