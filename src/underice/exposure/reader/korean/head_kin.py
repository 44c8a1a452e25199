"""Whom a kin word means, and whose relative that is."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import HeadBase
from underice.exposure.reader.korean.kinship import ORDINALS, pair, relatives
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, persons

_VAGUE = frozenset(
    {
        "친척",
        "친척들",
        "아이",
        "아기",
        "애기",
        "자식",
        "자녀",
        "첫째",
        "둘째",
        "셋째",
        "동서",
        "사돈",
        "형님",
        "부인",
        "아이 둘",
        "손주",
        "가족",
    }
)
_ELDERS = frozenset(
    "할머니 할아버지 조모 조부 조부모 외할머니 외할아버지 외조모 외조부 외조부모 친할머니 친할아버지 고모 고모부 이모 이모부 "
    "삼촌 외삼촌 외숙모 큰아버지 작은아버지 큰어머니 작은어머니 큰엄마 작은엄마 백부 숙부 숙모".split()
)


class KinHeads(HeadBase):
    """Resolves kin words and words for two relatives."""

    def _kin(self, mention: Mention) -> Party | None:
        d, stage, kin = self.d, self.d.stage, mention.kin
        if kin is None:
            return None
        text = d.text
        owners, explicit = self._owners(mention)
        if (
            re.match(r" ?[:：] ?[가-힣]{2,4}(?:[(,·/ ]|$)", text[mention.end : mention.end + 8])
            and owners
            and kin.count == 1
        ):
            self.label, self.label_at = (kin, owners), (mention.start, mention.end)
            return None
        if mention.word in stage.titled and not explicit:
            person = stage.titled[mention.word].now()
            return [person]
        if kin.word in ("가족", "식구") and (not explicit or d.block.kind == "question"):
            return None
        if (
            kin.word in _VAGUE
            and not explicit
            and not re.match(
                r"들?(?:은|는|이|가|도|의|와|과|[:：]|\s?\(|을|를 (?:데리|업|안|두))",
                text[mention.end : mention.end + 6],
            )
        ):
            return None
        if text[mention.end : mention.end + 1] == "들" and kin.count == 1:
            several = [
                p
                for p in d.cast.people
                if (w := stage.kin_words.get(id(p))) and w.count > 1 and w.word.startswith(kin.word)
            ]
            if several:
                stage.mark(mention.start, mention.end, "kin", list(several))
                return list(several)
            if not explicit:
                return None
        if mention.tail.case == "copula" and not explicit and kin.count == 1:
            return None
        if re.match(r"(?:처럼|같은|뻘|애|라는 (?:말|이유)|로서|다운)", text[mention.end : mention.end + 4]):
            return None
        subjects = persons(d.subject)
        if (
            d.personal
            and not subjects
            and explicit
            and re.match(r"로 (?:산|살|지낸|있)", text[mention.end : mention.end + 4])
        ):
            subjects = [stage.narrator_at(mention.start)]
        if (
            (mention.tail.case == "copula" or re.match(r"(?:으)?로(?:서)?[, ]", text[mention.end : mention.end + 4]))
            and explicit
            and len(subjects) == 1
            and subjects[0] not in owners
            and kin.count == 1
        ):
            for owner in owners:
                stage.cast.tie(subjects[0], kin.relation, owner)
            subjects[0].sex = subjects[0].sex or kin.sex
            stage.kin_words.setdefault(id(subjects[0]), kin)
            stage.mark(mention.start, mention.end, "kin", [subjects[0]])
            return [subjects[0]]
        if kin.relation == "child" and kin.count == 2 and "남매" in kin.word or kin.word == "오누이":
            for one, other, word in self.pairs:
                if word.tie == "sibling":
                    stage.mark(mention.start, mention.end, "kin", [one.now(), other.now()])
                    return [one.now(), other.now()]
        if re.match(r"(?:은|는|이|가|도)? ?아니", text[mention.end : mention.end + 5]):
            return None
        known = (self._of_pair(mention, owners) or self._same_word(mention)) if not explicit else []
        row = self.row.now() if self.row is not None else None
        if (
            row is not None
            and explicit
            and owners
            and owners[0] is not row
            and re.match(r"\s?(?:[/,.·|\n]|$)", text[mention.end : mention.end + 2])
        ):
            return self._is_row(row, mention, owners[0])
        first = self.first_row.now() if self.first_row is not None else None
        if row is not None and first is not None and first is not row and not explicit:
            told_after = re.search(r"[:：] ?$", text[max(0, mention.start - 3) : mention.start])
            if told_after and re.match(r"\s?(?:[/,.|)\n]|$)", text[mention.end : mention.end + 2]):
                return self._is_row(row, mention, first)
        if d.block.kind == "heading" and d.block.marker.startswith("#"):
            return None
        if not explicit and not known and not d.personal and self._family() is not None:
            return list(self._family_member(mention))
        people = known or relatives(stage, kin, owners, mention.start)
        stage.mark(mention.start, mention.end, "kin", list(people))
        for person in people:
            person.sex = person.sex or kin.sex
        self.kin_owner, self.last_kin = owners, mention
        if kin.count == 1:
            self.called_kin[kin.word] = (
                [] if kin.word in self.called_kin and self.called_kin[kin.word] != people else list(people)
            )
        if d.block.kind == "item" and self.row is None and mention.start - d.block.start < 12:
            self.row = people[0]
            self.first_row = self.first_row or people[0]
            number = re.search(r"\d+", d.block.marker)
            if number:
                stage.rows[int(number[0])] = people[0]
        return list(people)

    def _is_row(self, row: Someone, mention: Mention, owner: Someone) -> Party:
        """The row itself is about the relative: "2. 로 씨 / 1번의 누이동생", "- 김 씨(여): 리 씨의 처"."""
        kin = mention.kin
        if kin is not None:
            self.d.stage.cast.tie(row, kin.relation, owner)
            row.sex = row.sex or kin.sex
            self.d.stage.kin_words.setdefault(id(row), kin)
            self.d.stage.mark(mention.start, mention.end, "kin", [row])
        return [row]

    def _family(self) -> Crowd | None:
        """A family told by its number whose members the text lists by kin words alone."""
        crowd = self.open_crowd
        if (
            crowd is None
            or not crowd.family
            or any(one.name for one in (*persons(self.d.hero), *persons(self.d.everyone)))
        ):
            return None
        return crowd

    def _family_member(self, mention: Mention) -> list[Someone]:
        """A member of a family of which nobody is named: tied to the members before by what their words say."""
        kin, crowd, stage = mention.kin, self._family(), self.d.stage
        if kin is None or crowd is None:
            return []
        people = relatives(stage, kin, [], mention.start)
        stage.mark(mention.start, mention.end, "kin", list(people))
        for person in people:
            for other in self.family:
                word = stage.kin_words[id(other)]
                if kin.relation == "child" and word.relation == "child":
                    stage.cast.tie(person, "sibling", other)
                elif kin.relation == "child":
                    stage.cast.tie(person, "child" if word.relation in ("parent", "spouse") else "other", other)
                elif kin.relation == "parent" and word.relation == "parent":
                    stage.cast.tie(person, "spouse", other)
                elif kin.relation in ("parent", "spouse") and word.relation == "child":
                    stage.cast.tie(person, "parent", other)
                elif kin.relation == "spouse" and word.relation in ("parent", "spouse"):
                    stage.cast.tie(person, "spouse", other)
                elif word.relation == "child" and kin.relation in ("sibling", "other"):
                    stage.cast.tie(person, kin.relation, other)
        self.family += people
        crowd.admit(people[: max(0, (crowd.size or 0) - len(crowd.members))])
        self.kin_owner, self.last_kin = [], mention
        self.called_kin[kin.word] = list(people)
        return people

    def _of_pair(self, mention: Mention, owners: list[Someone]) -> list[Someone]:
        """The half of a couple or a pair that has no name yet: 부부 …, then "남편 우 씨는"."""
        kin = mention.kin
        if kin is None or kin.count > 1 or kin.relation == "other":
            return []
        for first, second, _ in reversed(self.pairs):
            first, second = first.now(), second.now()
            for one, other in ((first, second), (second, first)):
                is_kin = other.ties.get(id(one))
                fits = one.sex == kin.sex or (kin.relation == "sibling" and None in (one.sex, kin.sex))
                if is_kin is None or one.name is not None or not fits or id(one) in self.pair_called:
                    continue
                role = self.d.stage.tied(other, kin.relation)
                if one in role:
                    self.pair_called.add(id(one))
                    if (
                        owners
                        and owners[0].now() not in (one, other)
                        and other.name is None
                        and owners[0].sex in (None, other.sex)
                    ):
                        self.d.cast.merge(owners[0], other)
                    return [one]
        return []

    def _same_word(self, mention: Mention) -> list[Someone]:
        """The one relative the text has called by this word before: "삼촌은 …" some sentences later."""
        if mention.kin is None:
            return []
        if mention.kin.count > 1 or self.d.personal and self.d.block.kind == "question":
            return []
        if mention.kin.word in ORDINALS:
            group = self._children_told(mention.kin.word)
            if group:
                return group
        called = [p.now() for p in self.called_kin.get(mention.kin.word, ())]
        same = (
            called
            or [
                p for p in self.d.cast.people if (w := self.d.stage.kin_words.get(id(p))) and w.word == mention.kin.word
            ]
            or [
                p
                for p in self.d.cast.people
                if (w := self.d.stage.kin_words.get(id(p)))
                and mention.kin.relation == "other"
                and w.word.endswith(mention.kin.word)
            ]
        )
        here = persons(self.d.everyone)
        return same if len(same) == 1 and same[0] not in here and mention.tail.case != "and" else []

    def _children_told(self, word: str) -> list[Someone]:
        """The eldest or youngest of the children the text has told by their number: "두 아이 … 작은아이는"."""
        words = self.d.stage.kin_words
        for person in reversed(self.d.stage.order):
            kin = words.get(id(person.now()))
            if kin is not None and kin.count > 1 and (kin.relation == "child" or kin.word.endswith("조카")):
                group = [p for p in self.d.cast.people if words.get(id(p)) == kin]
                return [group[0] if word in ORDINALS[:4] else group[-1]]
        return []

    def _owners(self, mention: Mention) -> tuple[list[Someone], bool]:
        """Whose relative a kin word means, and whether the text says so right before it."""
        d, stage = self.d, self.d.stage
        text = d.text
        if re.search(
            r"(?:^|[^가-힣])(?:우리|저희|제|내) ?$", text[max(0, mention.start - 4) : mention.start]
        ) and not d.quoted(mention.start):
            return [stage.narrator_at(mention.start)], True
        number = re.search(
            r"(\d{1,2})번(?: [가-힣]+)?의 ?(?:어린 |맏|막내 )?$", text[max(0, mention.start - 12) : mention.start]
        )
        if number and int(number[1]) in stage.rows:
            return [stage.rows[int(number[1])].now()], True
        if self.form is not None and d.labelled:
            return [self.form.now()], False
        last, gap = d.last, self._gap(mention)
        if last is not None and re.fullmatch(
            r"(?: ?(?:씨|군|양|할머니|님|선생))?(?: ?\([^)]*\))?(?:들?의|네)? ?(?:(?:[가-힣]{1,4}(?:인|한|은|는|"
            r"ㄴ|던|난|된)|"
            r"[0-9가-힣]{1,4}[살세](?:짜리|난|인|의)?) )?",
            gap,
        ):
            genitive = "의" in gap or last.tail.case == "genitive"
            whole = last.kind in ("name", "pronoun", "set", "job") or genitive
            if whole and not (last.kind == "name" and "," in gap):
                people = persons(d.last_party)
                if last.kind == "pronoun" and last.extra.get("which") == "first":
                    return people, True
                if (
                    last.kind == "name"
                    and not genitive
                    and gap.strip() == ""
                    and last.title == ""
                    and not d.found.joined
                ):
                    pass
                elif people and (genitive or last.kind in ("name", "set", "pronoun")):
                    return people, True
        if self.kin_owner and self._shares(mention):
            return self.kin_owner, False
        row = self.row
        if row is not None:
            return [row.now()], False
        here = [p for p in persons(d.subject) or persons(d.listed[:1]) if _can_own(p, mention)]
        if here and not (d.outsider and not d.subject):
            return self._couple(here, mention), False
        if d.personal and d.block.kind in ("answer", "text", "question", "quote") and not d.quoted(mention.start):
            teller = [p for p in persons(d.default()) if _can_own(p, mention)]
            if teller:
                return self._couple(teller, mention), False
        everyone = [p for p in persons(d.everyone) if _can_own(p, mention)]
        if everyone:
            return everyone[:1], False
        if d.personal and d.block.kind in ("answer", "text", "question", "quote"):
            return self._couple([p for p in persons(d.default()) if _can_own(p, mention)]) or [
                stage.narrator_at(d.sentence.start)
            ], False
        return self._couple([p for p in persons(d.hero or d.topic) if _can_own(p, mention)], mention), False

    def _shares(self, mention: Mention) -> bool:
        """Whether this relative belongs to the same person as the one before it in the sentence."""
        before = self.last_kin
        if before is None or before.kin is None or mention.kin is None:
            return False
        if self.d.quoted(mention.start) != self.d.quoted(before.start):
            return False
        if before.tail.case in ("and", "none"):
            return True
        if before.kin.relation == "parent" and mention.kin.relation == "parent" and before.word != mention.word:
            return True
        return mention.tail.case in ("topic", "subject") and before.tail.case in ("topic", "subject")

    def _couple(self, people: list[Someone], mention: Mention | None = None) -> list[Someone]:
        """Both of a couple, siblings with their elders, or the first of several people who are neither."""
        if len(people) == 2 and people[1].ties.get(id(people[0])) == "spouse":
            return people
        if len(people) > 1 and mention is not None and mention.kin is not None:
            siblings = all(one.ties.get(id(people[0])) == "sibling" for one in people[1:])
            if siblings and (mention.kin.relation == "parent" or mention.kin.word in _ELDERS):
                return people
        return people[:1]

    def _set(self, mention: Mention) -> Party | None:
        d, stage, word = self.d, self.d.stage, mention.pair
        if word is None:
            return None
        number = re.match(r" ?(\d|[가-힣]) ?명", d.text[mention.end : mention.end + 4])
        if number and word.word in ("남매", "자매", "형제"):
            return None
        subjects = persons(d.subject)
        if mention.tail.case == "copula" and len(subjects) == 2:
            stage.cast.tie(subjects[1], word.tie, subjects[0])
            stage.mark(mention.start, mention.end, "kin", list(subjects))
            return list(subjects)
        listed = persons(d.listed) or persons(d.subject)
        if (
            len(listed) >= 2
            and d.last is not None
            and d.last.kind == "name"
            and re.fullmatch(r"(?:\s?\([^)]*\))?\s?(?:씨 )?", self._gap(mention))
        ):
            stage.cast.tie(listed[-1], word.tie, listed[-2])
            stage.mark(mention.start, mention.end, "kin", list(listed[-2:]))
            if mention.word in ("형제", "자매"):
                for person in listed[-2:]:
                    person.sex = person.sex or word.first
            return list(listed)
        asked = re.match(r"(?:이|가|은|는|도)? ?(?:있|없|몇)", d.text[mention.end : mention.end + 5])
        if asked and d.block.kind in ("question", "answer"):
            return None
        known = self._known_pair(mention) or self._that_pair(mention)
        if known:
            stage.mark(mention.start, mention.end, "kin", list(known))
            return list(known)
        if mention.tail.case not in ("topic", "subject", "genitive", "and", "object", "dative", "none") or re.match(
            r"(?:관계|사이|싸움|간의|애|상|은행|나라|들의)", d.text[mention.end : mention.end + 3].lstrip()
        ):
            return None
        last = d.last
        if (
            last is not None
            and last.kind == "name"
            and re.fullmatch(r"(?:\s?\([^)]*\))?\s?(?:씨)?\s?", self._gap(mention))
        ):
            owner = persons(d.last_party)[0]
            other = stage.new(mention.start, kin=True)
            if owner.sex is None and word.first == word.second:
                owner.sex = word.first
            other.sex = word.second if owner.sex == word.first else word.first
            down = word.tie != "child" or owner.sex == word.first
            stage.cast.tie(other, word.tie if down else "parent", owner)
            stage.mark(mention.start, mention.end, "kin", [owner, other])
            return [owner, other]
        people = pair(stage, word, mention.start)
        self.pairs.append((people[0], people[1], word))
        stage.mark(mention.start, mention.end, "kin", list(people))
        return list(people)

    def _that_pair(self, mention: Mention) -> list[Someone]:
        """The couple of the two relatives just listed: "그 부부"."""
        listed, word = persons(self.d.listed)[-2:], mention.pair
        if word is None or len(listed) < 2 or not _THAT.search(self.d.text, max(0, mention.start - 3), mention.start):
            return []
        self.d.stage.cast.tie(listed[1], word.tie, listed[0])
        return listed

    def _known_pair(self, mention: Mention) -> list[Someone]:
        stage, word = self.d.stage, mention.pair
        if word is None:
            return []
        for person in reversed(stage.order):
            person = person.now()
            for other in self.d.cast.people:
                relation = other.ties.get(id(person))
                if relation == word.tie or (relation == "parent" and word.tie == "child"):
                    first, second = (other, person) if relation == "parent" else (person, other)
                    fits = (first.sex in (None, word.first) or word.first is None) and (
                        second.sex in (None, word.second) or word.second is None
                    )
                    swapped = (
                        relation == word.tie
                        and word.tie in ("spouse", "sibling")
                        and (first.sex in (None, word.second) and second.sex in (None, word.first))
                    )
                    if fits or swapped:
                        return [person, other]
        return []


_THAT = re.compile(r"(?:그|이) $")


def _can_own(person: Someone, mention: Mention) -> bool:
    """Whether a relative of that word can be this person's: 시어머니 belongs to a woman."""
    return mention.kin is None or mention.kin.of_sex is None or person.sex in (None, mention.kin.of_sex)
