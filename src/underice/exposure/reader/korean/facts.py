"""Binding of facts to people: ages, births, sexes, occupations, places of origin and what few others share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Stage, persons
from underice.vocabulary.ages import AgeSystem, birth_in_year, birth_interval, relative_birth
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.places import gazetteer

# "언니는 스물아홉, 저는 스물셋이었고": the second age says when the first was.
# "고원에서 보선공으로 일하다 2015년 9월 두만강을 건넜다": where somebody comes from who left.
_LEFT_LATER = re.compile(
    r"에서 (?:[가-힣0-9]+ ){0,3}?(?:일|근무|복무)하다가? [^.!?\n]{0,24}(?:강을 (?:건|넘)|압록강|두만강|국경을|탈북|떠났|도망|탈출|사라졌)"
)
_AND_THEN = re.compile(
    r"(?:이고)?, ?[가-힣]{1,5}[는은도] (?:[가-힣]{1,4} ?살|\d{1,2} ?[세살]|(?:열|스물|서른|마흔|쉰|예순|일흔)[가-힣]{0,2}?)이?[었였](?!던)"
)
_OLDEST = 120


class Facts:
    """Writes facts into the cast and notes what cannot be true. `anchor`: the publication date."""

    def __init__(self, stage: Stage, anchor: date | None) -> None:
        self.stage, self.anchor = stage, anchor
        self.moment: DateInterval | None = None  # date of the event last told, for "당시 12살"
        self.origins: list[tuple[Someone | Crowd, Mention]] = []
        self.near: DateInterval | None = None  # date told in the same sentence
        self.contradictions: list[tuple[Mention, Someone]] = []
        self.relative: list[tuple[Mention, Sequence[Someone | Crowd], Someone]] = []  # to an age told later
        self.exact: dict[int, bool] = {}  # whose birth comes from a birth date, not from an age

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
        for one in party:
            one = one.now() if isinstance(one, Someone) else one
            left_behind = (
                isinstance(one, Someone)
                and one.role == "kin"
                and (mention.role == "weak" and mention.extra.get("locative") or self._works_there(mention))
            )
            if left_behind:
                self.stay(mention, [one])
            else:
                one.origin = one.origin or (mention.place.candidates if mention.place else ())
                self.origins.append((one, mention))

    def _works_there(self, mention: Mention) -> bool:
        """Whether the words say that somebody works in a town: of those left behind it is where they are."""
        after = self.stage.cast.text[mention.end : mention.end + 30]
        if _LEFT_LATER.match(self.stage.cast.text, mention.end):
            return False
        return (
            re.match(
                r"에서 (?:[가-힣0-9]+ ){0,3}?(?:일하(?!던)|일했|근무(?!하던)|복무(?!하던)|다니(?!던)|장사를? 하(?!던)|가르치(?!던)|하다|하며|하고)",
                after,
            )
            is not None
        )

    def settle(self) -> None:
        """Place ages told by another's, and decide which of several home towns is the origin: birth, else residence."""
        for mention, party, other in self.relative:
            birth, phrase = other.now().birth, mention.age
            if birth is not None and phrase is not None and phrase.relative is not None:
                self._born(mention, party, relative_birth(birth, phrase.relative))
            elif birth is None and phrase is not None and phrase.relative is not None:
                told_of = [one.birth for one in party if one.birth is not None]
                if told_of:  # "나보다 네 살 어린 동생(열 살)": the other's birth is learned
                    other.now().birth = relative_birth(told_of[0], -phrase.relative)
                    self.stage.mark(mention.start, mention.end, "age", [other.now()])
        told: dict[int, list[tuple[Someone | Crowd, Mention]]] = {}
        for one, mention in self.origins:
            one = one.now() if isinstance(one, Someone) else one
            told.setdefault(id(one), []).append((one, mention))
        for rows in told.values():
            one = rows[0][0]
            best = max(rows, key=lambda row: (_strength(self.stage.cast.text, row[1]), -row[1].start))[1]
            one.origin = best.place.candidates if best.place else ()
            for _, mention in rows:
                if self._same_place(mention, best):
                    self.stage.mark(mention.start, mention.end, "origin", [one])
                else:
                    self.stay(mention, [one])

    def _same_place(self, mention: Mention, best: Mention) -> bool:
        if mention is best or mention.place is None or best.place is None:
            return mention is best
        ours, theirs = mention.place.candidates[0], best.place.candidates[0]
        return ours == theirs or gazetteer().within(theirs, ours) or gazetteer().within(ours, theirs)

    def stay(self, mention: Mention, party: Sequence[Someone | Crowd]) -> None:
        """Where somebody is or was, without an event of its own."""
        if mention.place is None:
            return
        home = mention.place.candidates[0].startswith("KP")
        left = [one for one in party if home and isinstance(one, Someone) and self._lived_there(mention, one.now())]
        if left:
            self.origins.extend((one, mention) for one in left)
            party = [one for one in party if one not in left]
            if not party:
                return
        self.stage.mark(mention.start, mention.end, "place", party)
        self.stage.happened("other", party, None, mention.place.candidates)

    def _lived_there(self, mention: Mention, person: Someone) -> bool:
        """Whether a home town where somebody at risk lived, told with the work there, is where she comes from."""
        after = self.stage.cast.text[mention.end : mention.end + 24]
        return (
            person.role == "at_risk"
            and not person.origin
            and re.match(
                r"[가-힣 ]{0,12}?(?:거주하며|거주하면서|거주하다|거주해|일하며|일하면서|근무하며|지내며|지내다가?|살며|살면서)",
                after,
            )
            is not None
        )

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
            if phrase.relative is not None and other is not None:
                self.relative.append((mention, party, other))
            return
        at_event = phrase.at_event or self._at_age(mention)
        if phrase.age.low > _OLDEST:
            self.stage.cast.notice("age_impossible", mention.start, mention.end, text=mention.word, age=phrase.age.low)
            return
        if at_event:
            moment = self.near or self.moment
            if moment is not None:
                self._born(mention, party, birth_interval(phrase.age, moment))
            return
        if self.anchor is None:
            return
        if phrase.in_year:
            self._born(mention, party, birth_in_year(phrase.age, self.anchor.year))
        else:
            self._born(
                mention,
                party,
                birth_interval(phrase.age, self.anchor),
                counting=phrase.age.system is AgeSystem.COUNTING,
            )

    def _said_now(self, mention: Mention) -> bool:
        """Whether an age is said to be that of today, after one of long ago: "이제 열세 살이다"."""
        before = self.stage.cast.text[max(0, mention.start - 14) : mention.start]
        return re.search(r"(?:이제|지금|올해|현재)(?:는|로|은|쯤)? (?:나이 )?(?:[가-힣]{1,5} )?$", before) is not None

    def _at_age(self, mention: Mention) -> bool:
        """Whether the words say at what age something happened: "열여덟 살에", "열두 살 때"."""
        after = self.stage.cast.text[mention.end : mention.end + 5]
        said = self.stage.cast.text[max(0, mention.start - 16) : mention.start]
        if re.search(
            r"(?:그때|당시|그 무렵|그즈음|그해)(?:는|엔|에)?,? (?:[가-힣]+ ?[가-힣]*(?:은|는|이|가|의|도) )?(?:나이 )?$",
            said,
        ):
            return True
        return re.match(r"에 |에는 |의 나이에| ?때| ?되던 해| ?나던 해|이[었였](?!던)", after) is not None or (
            _AND_THEN.match(self.stage.cast.text, mention.end) is not None
        )

    def _born(
        self,
        mention: Mention,
        party: Sequence[Someone | Crowd],
        birth: DateInterval,
        *,
        exact: bool = False,
        counting: bool = False,
    ) -> None:
        for one in party:
            known = one.birth
            if known is None or not known.overlaps(birth) and self._said_now(mention) and not self.exact.get(id(one)):
                one.birth = birth
            elif not known.overlaps(birth):
                if isinstance(one, Someone):
                    self.contradictions.append((mention, one))
            elif exact:
                one.birth = birth if _days(birth) < _days(known) else known
            elif not self.exact.get(id(one)):
                one.birth = known.intersection(birth)
            if exact:
                self.exact[id(one)] = True


_BORN = re.compile(r"[^.,]{0,6}?(?:출신|태생|출생|태어|태여|나고|났|고향|토박이|사람)")


_BORN_BEFORE = re.compile(r"(?:나기는|난 (?:곳|데)(?:은|는)|고향(?:은|이)?|본적(?:은|지)?|출생지|출신지?)\s?[:：]? ?$")


def _strength(text: str, mention: Mention) -> int:
    if mention.role == "weak":
        return 0
    said_before = _BORN_BEFORE.search(text, max(0, mention.start - 12), mention.start)
    return 2 if said_before or _BORN.match(text, mention.end) else 1


def _days(interval: DateInterval) -> int:
    return (interval.last - interval.first).days
