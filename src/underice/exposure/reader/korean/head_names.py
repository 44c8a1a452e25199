"""Whom a name means: somebody just described, somebody known, the narrator, or somebody new."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import GLUE, ROW_MARK, HeadBase, row_number
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Party, persons
from underice.exposure.reader.model import Sex
from underice.vocabulary.ages import birth_interval

_CALLED = re.compile(r"(?:이름|본명|성명|성함|존함|가명)(?:은|이|을|:|：)? ?['\"‘“]?$")
_WRITE = re.compile(
    r"['’\"”]?(?:\([^)]*\))?['’\"”]?(?: ?(?:씨|군|양))?이?(?:라고|으?로) ?(?:만 |그냥 )?(?:써|쓰|쓸|불러|부르|부른|해 ?주|해 ?두|하자|하겠|적)"
)
_NICKNAME = re.compile(r"['’\"”]?이?라고(?:만|들)? ?(?:불[렀러]|부[르른])")
_NEXT_NAME = re.compile(
    r"(?: ?(?:씨|군|양))?(?: ?\([^)]*\))?(?: ?(?:씨|군|양))?(?:,|과|와|·| 및|이?랑|하고) ?(?:그리고 )?"
    r"(?:[^ ,.]{1,5} ?(?:살|세)(?:의|난|짜리)? )?"
)
_THEIR_AGE = re.compile(r"(?:은|는|이|가)? (?:[^ ,.]{1,5} ?(?:살|세)(?:의|난|짜리)? )?")
_FORM = re.compile(r"(?:이름|성명|성함)\s?[:：]\s?$")
_TITLE_SEX: dict[str, Sex] = {
    "양": "f",
    "여사": "f",
    "여인": "f",
    "할머니": "f",
    "아주머니": "f",
    "아줌마": "f",
    "언니": "f",
    "누나": "f",
    "이모": "f",
    "소녀": "f",
    "군": "m",
    "할아버지": "m",
    "아저씨": "m",
    "형": "m",
    "오빠": "m",
    "삼촌": "m",
    "소년": "m",
    "옹": "m",
}
_SPEAKER_SEX: dict[str, Sex] = {"언니": "f", "오빠": "f", "누나": "m", "형": "m"}
_TITLE_KIN = frozenset({"언니", "오빠", "누나", "형", "이모", "삼촌", "할머니", "할아버지"})


class NameHeads(HeadBase):
    """Resolves names."""

    def _name(self, mention: Mention, held: list[Mention], rest: list[Mention]) -> Party | None:
        d, stage = self.d, self.d.stage
        described = (
            self._speaker(mention) or self._signed(mention) or self._described_before(mention) or self._equated(mention)
        )
        surname = mention.form == "surname"
        person = (described or self._by_surname(mention)) if surname else self._by_name(mention, held, rest, described)
        if person is None and mention.title in _TITLE_KIN:
            told = [one.now() for one in self.called_kin.get(mention.title, ()) if one.now().name is None]
            person = told[0] if len(told) == 1 and not d.personal else None
        if person is None:
            person = stage.new(mention.start)
        first_in_row = (
            d.block.kind == "item"
            and self.row is None
            and mention.start - d.block.start < 4
            and not (mention.tail.case == "genitive" and any(one.kind == "kin" for one in rest[:1]))
        )
        in_table = self.row is None and d.text[d.block.start : d.block.start + 1] == "|" and mention.form == "full"
        if first_in_row or in_table:
            self.row = person
            self.first_row = self.first_row or person
            number = ROW_MARK.search(d.block.marker or d.text[d.block.start : mention.start])
            if number:
                stage.rows[row_number(number[0])] = person
        if (
            d.block.kind == "question"
            and d.personal
            and stage.narrator is None
            and re.match(r" ?(?:씨|님|선생님)?(?:는|은|께서는|가|께서|,| )", d.text[mention.end : mention.end + 7])
            and (mention.title in ("씨", "님", "선생님", "양", "군"))
        ):
            stage.narrator = person
        if _FORM.search(d.text, max(0, mention.start - 8), mention.start):
            self.form = person
        if self.label is not None:
            self._listed_kin(person)
        stage.call(person, mention)
        stage.cast.mark(mention.start, mention.end, "name", person)
        for start, end in mention.also:
            stage.cast.mark(start, end, "name", person)
        if mention.title in ("양", "군", "어린이", "소년", "소녀"):
            self.young.add(id(person))
        sex = _TITLE_SEX.get(mention.title)
        if sex and person.sex is None:
            person.sex = sex
        if mention.title in _TITLE_KIN:
            stage.titled[mention.title] = person
        if mention.title in _SPEAKER_SEX:
            if d.personal and stage.narrator is not None and stage.narrator.now() is not person:
                stage.narrator.now().sex = stage.narrator.now().sex or _SPEAKER_SEX[mention.title]
        return [person]

    def _listed_kin(self, person: Someone) -> None:
        """A name after a label that says whose relative it is: "자녀: 차 아무개, 차 아무개"."""
        if self.label is None:
            return
        kin, owners = self.label
        person.role = "kin" if not person.events else person.role
        person.sex = person.sex or kin.sex
        for owner in owners:
            for other in self.d.stage.tied(owner, kin.relation):
                if kin.relation in ("child", "sibling") and other is not person:
                    self.d.stage.cast.tie(person, "sibling", other)
            self.d.stage.cast.tie(person, kin.relation, owner)
        self.d.stage.kin_words.setdefault(id(person), kin)
        self.d.stage.mark(self.label_at[0], self.label_at[1], "kin", [person])

    def _signed(self, mention: Mention) -> Someone | None:
        """The narrator's own name: "… 올림", "저는 …입니다", "…(가명)이라고 합니다"."""
        d = self.d
        if not d.personal or (
            d.stage.narrator is not None and d.stage.narrator.now().name not in (None, mention.person)
        ):
            return None
        if (
            d.block.kind == "answer"
            and d.asked
            and d.stage.narrator is not None
            and d.stage.narrator.now() not in d.asked
        ):
            return None
        after = d.text[mention.end : mention.end + 16]
        if re.match(r"(?: 아무개| 모)? ?(?:올림|드림|배상|씀)", after):
            return d.stage.narrator_at(mention.start)
        said_before = d.last is None or d.last.kind in ("age", "job")
        if (
            d.block.kind == "answer"
            or said_before
            and not d.subject
            or d.last is not None
            and d.last.extra.get("which") == "first"
        ):
            introduced = re.match(
                r"['’\"”]?(?:\([^)]*\))?(?:이?라고 ?(?:만 )?(?:합|해|하|불|부)|입니다|이에요|예요|이라 합)", after
            )
            if introduced and (not d.subject or d.stage.narrator in d.subject):
                return d.stage.narrator_at(mention.start)
        return None

    def _speaker(self, mention: Mention) -> Someone | None:
        """The name before what somebody answers: "지 씨: …"."""
        d = self.d
        label = re.match(r"\**\s?[:：]", d.text[mention.end : mention.end + 4])
        if d.block.kind != "answer" or label is None or mention.start - d.block.start > 3:
            return None
        known = d.stage.of_name(mention.person)
        if d.stage.narrator is None:
            d.stage.narrator = known[0] if known else d.stage.new(mention.start)
        return d.stage.narrator.now()

    def _equated(self, mention: Mention) -> Someone | None:
        """A relative who is then named: "어머니는 39세 길 씨, 아들은 …"."""
        d, last = self.d, self.d.last
        subjects = persons(d.subject)
        if (
            last is None
            or last.kind not in ("kin", "who")
            or last.tail.case != "topic"
            or len(subjects) != 1
            or subjects[0].name is not None
        ):
            return None
        gap = self._gap(mention)
        if len(gap) > 60 or d.boundary(gap) or "," in gap:
            return None
        if not re.match(
            r"(?: ?\([^)]*\))? ?(?:씨|군|양)?(?:,|이?다|입니다|이고|이며|였|이었|이었다|으?로[ ,]|라는|이?라고|[.]|$)",
            d.text[mention.end : mention.end + 24],
        ):
            return None
        self.appositive = self.equated = True
        return subjects[0]

    def _described_before(self, mention: Mention) -> Someone | None:
        """Somebody just described and not yet named: "41세 여성 최금순", "아들 리광혁"."""
        last = self.d.last
        if _NICKNAME.match(self.d.text, mention.end) and len(persons(self.d.objects)) == 1:
            return persons(self.d.objects)[0].now()
        written = mention.pseudonym or len(mention.word) == 1
        narrator_now = self.d.stage.narrator.now() if self.d.stage.narrator else None
        own = len(mention.word) == 1 and self.d.block.kind == "answer" and narrator_now is not None
        if own and narrator_now is not None and narrator_now.name is None and _WRITE.match(self.d.text, mention.end):
            return narrator_now
        if written and _WRITE.match(self.d.text, mention.end):
            for person in (*persons(self.d.subject), *persons(self.d.topic), *persons(self.d.default())):
                if person.now().name is None:
                    return person.now()
        if _CALLED.search(self.d.text[max(0, mention.start - 10) : mention.start]):
            narrator = [self.d.stage.narrator.now()] if self.d.stage.narrator else []
            mine = re.search(
                r"(?:제|내|저의|나의) (?:이름|본명)", self.d.text[max(0, mention.start - 14) : mention.start]
            )
            people = (
                narrator
                if mine
                else [
                    p
                    for p in (
                        *persons(self.d.objects),
                        *persons(self.d.subject),
                        *persons(self.d.topic),
                        *reversed(self.d.stage.order),
                    )
                    if p.now() not in narrator
                ]
            )
            for person in people:
                if person.now().name is None and not self.d.stage.of_name(mention.person):
                    return person.now()
        one_of = self._one_of_several(mention)
        if one_of is not None:
            self.appositive = True
            return one_of
        if last is None or last.kind not in ("kin", "who", "job", "pronoun") or not GLUE.fullmatch(self._gap(mention)):
            return None
        if last.kind == "pronoun" and last.extra.get("which") != "first":
            return None
        if "," in self._gap(mention) and last.kind != "kin":
            return None
        people = persons(self.d.last_party)
        if len(people) != 1 or (people[0].name is not None and people[0].name != mention.person):
            return None
        self.appositive = True
        return people[0]

    def _one_of_several(self, mention: Mention) -> Someone | None:
        """A name in the list after a word for several: "두 아들 갑(17), 을(14)"."""
        last = self.d.last
        if last is None:
            return None
        gap = self._gap(mention)
        if (
            last.kind in ("kin", "set")
            and len(self.d.last_party) > 1
            and (GLUE.fullmatch(gap) or _THEIR_AGE.fullmatch(gap))
        ):
            self.several = [one for one in persons(self.d.last_party) if one.name is None]
            if len(self.several) != len(self.d.last_party):
                self.several = []
        elif not (last.kind == "name" and _NEXT_NAME.fullmatch(self._gap(mention))):
            self.several = []
        known = self.d.stage.of_name(mention.person)
        if not self.several or known or mention.form == "surname":
            return None
        return self.several.pop(0)

    def _by_name(
        self, mention: Mention, held: list[Mention], rest: list[Mention], described: Someone | None
    ) -> Someone | None:
        stage = self.d.stage
        known = stage.of_name(mention.person)
        if not known:
            return described
        if described is not None and all(person is not described for person in known):
            if described.birth is None or known[0].birth is None or described.birth.overlaps(known[0].birth):
                if self._conflict(known[0], [*held, *self._bracket(mention, rest)]):
                    return described
                return stage.cast.merge(known[0], described)
            return described
        if self.same_name and len(known) == 1 and any(one is known[0] for one in persons(self.d.listed)):
            return None
        facts = [*held, *self._bracket(mention, rest), *self._of_row(mention, rest)]
        fitting = [person for person in known if not self._conflict(person, facts)]
        if not fitting:
            return None
        if len(fitting) > 1:
            sharing = [person for person in fitting if self._agrees(person, facts)]
            recent = [p.now() for p in reversed(stage.order) if p.now() in fitting]
            return (sharing or recent or fitting)[0]
        return fitting[0]

    def _of_row(self, mention: Mention, rest: list[Mention]) -> list[Mention]:
        """What the row that begins with a name tells of that one: a second row may be about somebody of the same name."""
        if self.d.block.kind != "item" or self.row is not None or mention.start - self.d.block.start > 4:
            return []
        if mention.tail.case == "genitive" and any(one.kind == "kin" for one in rest[:1]):
            return []  # "노 씨의 언니": the row is about the sister
        return [one for one in rest[:5] if one.kind in ("age", "birth", "sex")]

    def _bracket(self, mention: Mention, rest: list[Mention]) -> list[Mention]:
        text, out = self.d.text, []
        opened = re.match(r" ?(?:씨|군|양)? ?[(（]", text[mention.end : mention.end + 4])
        if opened:
            close = text.find(")", mention.end)
            out = [one for one in rest if one.start < close and one.kind in ("age", "birth", "sex")]
        return out

    def _conflict(self, person: Someone, facts: list[Mention]) -> bool:
        for fact in facts:
            if fact.birth is not None and person.birth is not None and not fact.birth.interval.overlaps(person.birth):
                return True
            if (
                fact.age is not None
                and fact.age.age is not None
                and person.birth is not None
                and self.d.anchor is not None
            ):
                if not fact.age.at_event and not birth_interval(fact.age.age, self.d.anchor).overlaps(person.birth):
                    return True
            if fact.kind == "sex" and fact.sex and person.sex and fact.sex != person.sex:
                return True
            if fact.kind == "place" and fact.role == "origin" and fact.place is not None and person.origin:
                if not set(fact.place.candidates) & set(person.origin) and fact.word[:2] not in ("북한",):
                    return True
        return False

    def _agrees(self, person: Someone, facts: list[Mention]) -> bool:
        return any(
            (fact.place is not None and person.origin and set(fact.place.candidates) & set(person.origin))
            or (fact.age is not None and person.birth is not None)
            or (fact.kind == "job" and person.occupation and fact.word in person.occupation)
            for fact in facts
        )

    def _by_surname(self, mention: Mention) -> Someone | None:
        found = list(
            dict.fromkeys(
                person.now()
                for person in reversed(self.d.stage.order)
                if person.now().name
                and len(person.now().name or "") > len(mention.word)
                and (person.now().name or "").startswith(mention.word)
            )
        )
        grown = [p for p in found if (id(p) in self.young) == (mention.title in ("양", "군"))]
        if mention.sex:
            grown = [p for p in grown if p.sex in (None, mention.sex)] or grown
        leading = (
            [p for p in grown if p in persons(self.d.hero)] or [p for p in grown if p.role != "kin"] or grown or found
        )
        if leading:
            return leading[0]
        known = self.d.stage.of_name(mention.person)
        return known[-1] if known else None
