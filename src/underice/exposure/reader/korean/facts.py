"""Binding of facts to people: ages, births, sexes, occupations, places of origin and what few others share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Stage, persons
from underice.vocabulary.ages import AgeSystem, birth_in_year, birth_interval, relative_birth
from underice.vocabulary.intervals import DateInterval

_OLDEST = 120


class Facts:
    """Writes facts into the cast and notes what cannot be true. `anchor`: the publication date."""

    def __init__(self, stage: Stage, anchor: date | None) -> None:
        self.stage, self.anchor = stage, anchor
        self.moment: DateInterval | None = None      # date of the event last told, for "당시 12살"
        self.exact: dict[int, bool] = {}             # whose birth comes from a birth date, not from an age

    def tell(self, mention: Mention, party: Sequence[Someone | Crowd], other: Someone | None = None) -> None:
        """State the fact of `mention` of everybody in `party`. other: whom a relative age refers to."""
        if not party:
            return
        match mention.kind:
            case "age":
                self._age(mention, party, other)
            case "birth":
                self.stage.mark(mention.start, mention.end, "birth", party)
                if mention.birth is not None:
                    self._born(mention, party, mention.birth.interval, exact=True)
            case "sex":
                self.stage.mark(mention.start, mention.end, "sex", party)
                for person in persons(party):
                    person.sex = person.sex or mention.sex
            case "job":
                self._job(mention, party)
            case "work":
                self.stage.mark(mention.start, mention.end, "workplace", party)
                for person in persons(party):
                    person.workplace = person.workplace or mention.word
            case "mark":
                self.stage.mark(mention.start, mention.end, "distinguishing", party)
                for person in persons(party):
                    if mention.word not in person.distinguishing:
                        person.distinguishing.append(mention.word)
            case "place":
                self.place(mention, party)
            case _:
                pass

    def place(self, mention: Mention, party: Sequence[Someone | Crowd]) -> None:
        """A place of origin; another one than the origin known already is a place somebody was at."""
        assert mention.place is not None
        ids = mention.place.candidates
        people = [one for one in party if not one.origin or set(one.origin) & set(ids)]
        left_behind = [one for one in people if isinstance(one, Someone) and one.role == "kin" and mention.role == "weak"]
        people = [one for one in people if one not in left_behind]
        if people:
            self.stage.mark(mention.start, mention.end, "origin", people)
            for one in people:
                one.origin = one.origin or ids
        others: list[Someone | Crowd] = [one for one in party if one not in people]
        if others:
            self.stay(mention, others)

    def stay(self, mention: Mention, party: Sequence[Someone | Crowd]) -> None:
        """Where somebody is or was, without an event of its own."""
        assert mention.place is not None
        self.stage.mark(mention.start, mention.end, "place", party)
        self.stage.happened("other", party, None, mention.place.candidates)

    def _job(self, mention: Mention, party: Sequence[Someone | Crowd]) -> None:
        self.stage.mark(mention.start, mention.end, "occupation", party)
        for one in party:
            one.occupation = one.occupation or mention.word

    def _age(self, mention: Mention, party: Sequence[Someone | Crowd], other: Someone | None) -> None:
        self.stage.mark(mention.start, mention.end, "age", party)
        phrase = mention.age
        if phrase is None:
            return
        if phrase.age is None:
            if phrase.relative is not None and other is not None and other.birth is not None:
                self._born(mention, party, relative_birth(other.birth, phrase.relative))
            return
        if phrase.age.low > _OLDEST:
            self.stage.cast.notice("age_impossible", mention.start, mention.end, text=mention.word, age=phrase.age.low)
            return
        if phrase.at_event:
            if self.moment is not None:
                self._born(mention, party, birth_interval(phrase.age, self.moment))
            return
        if self.anchor is None:
            return
        if phrase.in_year:
            self._born(mention, party, birth_in_year(phrase.age, self.anchor.year))
        else:
            self._born(mention, party, birth_interval(phrase.age, self.anchor), counting=phrase.age.system is AgeSystem.COUNTING)

    def _born(
        self, mention: Mention, party: Sequence[Someone | Crowd], birth: DateInterval, *, exact: bool = False, counting: bool = False
    ) -> None:
        for one in party:
            known = one.birth
            if known is None:
                one.birth = birth
            elif not known.overlaps(birth):
                if isinstance(one, Someone):
                    self.stage.cast.notice("age_contradiction", mention.start, mention.end, text=mention.word)
            elif exact:
                one.birth = birth if _days(birth) < _days(known) else known
            elif not self.exact.get(id(one)):
                one.birth = known.intersection(birth)
            if exact:
                self.exact[id(one)] = True


def _days(interval: DateInterval) -> int:
    return (interval.last - interval.first).days
