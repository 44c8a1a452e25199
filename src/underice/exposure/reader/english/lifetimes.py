"""Ages and births told of people, kept until the dates of the story are known, then turned into birth intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.scene import Scene
from underice.vocabulary.ages import Age, AgePhrase, BirthPhrase, birth_in_year, birth_interval, relative_birth
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval

OLDEST = 120
"""Nobody is known to have lived longer in good health than this; above it an age is taken for a slip of the pen."""


@dataclass(slots=True)
class Told:
    """One age or birth as told of people."""

    item: Item
    people: list[Someone]
    past: bool
    other: Someone | None = None


class Lifetimes:
    """Collects ages and births; `settle` turns them into birth intervals and notices."""

    def __init__(self, scene: Scene, anchor: date | None) -> None:
        self.scene = scene
        self.anchor = anchor
        self.all: list[Told] = []
        self.relative_dates = False
        self.in_talk = False

    def sentence_over(self) -> None:
        """Nothing is carried over from one sentence to the next."""

    def told(self, item: Item, people: Sequence[Someone], past: bool) -> None:
        """An age or birth of these people; `past` = told of the time of the story."""
        phrase = item.age or item.data
        if isinstance(phrase, BirthPhrase):
            self.scene.mark(item.start, item.end, "birth", people)
            for person in people:
                self.scene.of(person).births.append(phrase.interval)
            self.all.append(Told(item, list(people), past))
        elif isinstance(phrase, AgePhrase):
            self.scene.mark(item.start, item.end, "age", people)
            other = None
            if phrase.age is None:
                other = self._other(people)
            else:
                for person in people:
                    self.scene.of(person).ages.append(phrase.age)
            self.all.append(Told(item, list(people), past, other))

    def _other(self, people: Sequence[Someone]) -> Someone | None:
        """The person a relative age ("four years his junior") is measured by: the last other one with an age."""
        for told in reversed(self.all):
            for person in told.people:
                if person not in people:
                    return person
        return None

    def settle(self, story: Sequence[tuple[int, str]]) -> None:
        """Set births. `story`: (offset, EDTF date) of every dated event, by offset."""
        missing = False
        for told in self.all:
            phrase = told.item.age or told.item.data
            if isinstance(phrase, BirthPhrase):
                for person in told.people:
                    self._set(person, phrase.interval, told)
            elif isinstance(phrase, AgePhrase) and phrase.age is not None:
                missing |= not self._settle_age(told, phrase, phrase.age, story)
        for told in self.all:
            phrase = told.item.age or told.item.data
            other = told.other.now().birth if told.other is not None else None
            if isinstance(phrase, AgePhrase) and phrase.relative is not None and other is not None:
                for person in told.people:
                    self._set(person, relative_birth(other, phrase.relative), told)
        if missing or (self.anchor is None and self.relative_dates):
            self.scene.cast.notice("date_missing")

    def _settle_age(self, told: Told, phrase: AgePhrase, age: Age, story: Sequence[tuple[int, str]]) -> bool:
        """Births from one age; False if there is no day to count from."""
        if age.low > OLDEST:
            words = self.scene.cast.text[told.item.start : told.item.end]
            self.scene.cast.notice("age_impossible", told.item.start, told.item.end, text=words, age=age.low)
            return True
        for person in told.people:
            on = self._on(person.now(), told, phrase, story)
            if on is None:
                return False
            birth = birth_in_year(age, on.last.year) if phrase.in_year else birth_interval(age, on)
            self._set(person, birth, told)
        return True

    def _on(
        self, person: Someone, told: Told, phrase: AgePhrase, story: Sequence[tuple[int, str]]
    ) -> DateInterval | None:
        """The day or span on which the age held."""
        if phrase.at_event or told.past or phrase.in_year:
            own = next((event.date for event in person.events if event.kind == "death" and event.date), None)
            if self.in_talk and not phrase.at_event and not phrase.in_year and own is None:
                return DateInterval.day(self.anchor) if self.anchor is not None else None
            near = own or self._near(told.item.start, story, phrase.at_event)
            if near is None and phrase.at_event:
                near = next((event.date for event in person.events if event.date), None)
            interval = to_interval(near) if near else None
            if interval is not None:
                return interval
        return DateInterval.day(self.anchor) if self.anchor is not None else None

    @staticmethod
    def _near(offset: int, story: Sequence[tuple[int, str]], close: bool) -> str | None:
        """The date told nearest to the offset: the last one before it, else the next."""
        before = [edtf for at, edtf in story if at <= offset]
        after = [edtf for at, edtf in story if at > offset]
        if close:
            best = min(story, key=lambda pair: abs(pair[0] - offset), default=None)
            return best[1] if best else None
        return before[-1] if before else after[0] if after else None

    def _set(self, person: Someone, interval: DateInterval, told: Told) -> None:
        """Give a birth; the narrower of two that meet stands, two that do not meet are a notice."""
        person = person.now()
        if person.birth is None:
            person.birth = interval
            return
        both = person.birth.intersection(interval)
        if both is None:
            words = self.scene.cast.text[told.item.start : told.item.end]
            self.scene.cast.notice(
                "age_contradiction", told.item.start, told.item.end, text=words, person=person.name or ""
            )
            return
        person.birth = both
