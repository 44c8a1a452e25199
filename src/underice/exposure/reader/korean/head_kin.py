"""Whom a kin word means, and whose relative that is."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import ROW_MARK, row_number
from underice.exposure.reader.korean.head_sets import SetHeads
from underice.exposure.reader.korean.kinship import ORDINALS, relatives, same_root
from underice.exposure.reader.korean.lexicon import KinWord
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, persons
from underice.exposure.reader.model import INVERSE

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
_LABEL = re.compile(r" ?[:：] ?[가-힣]{2,4}(?:[(,·/ ]|$)")
_LIKE = re.compile(r"(?:처럼|같은|뻘|애|라는 (?:말|이유)|로서|다운)")
_DENIED = re.compile(r"(?:은|는|이|가|도)? ?아니")
_DEFINITE = re.compile(
    r"들?(?:은|는|이|가|도|의|와|과|하고|이랑|랑|한테|에게|께|네|만|까지|[:：]|\s?\(| (?:소식|이야기|얘기|이름|"
    r"나이|고향|생각|사진|친구|때문|덕)|을|를 (?:데리|업|안|두|잃|낳|맡|보|키|찾|버|모))"
)
_IT_WAS = re.compile(r"(?:것은|건|사람은|이는|분은) ?$")
_BORN_AS = re.compile(r"로 (?:[가-힣]+에서 )?(?:태어|태여|났|출생)")
_LIVED_AS = re.compile(r"로 (?:산|살|지낸|있|났|태어|태여)")
_AS = re.compile(r"(?:으)?로(?:서)?[, ]")
_MINE = re.compile(r"(?:^|[^가-힣])(?:우리|저희|제|내) ?$")
_NUMBERED = re.compile(
    r"(?:(\d{1,2}|(?<![가-힣])[가나다라마바사아자차카타파하](?=번|항|호))(?:번|호|항|\))(?: [가-힣]+)?|([①-⑳]))의 ?(?:어린 |맏|막내 )?$"
)
_TWO_ROWS = re.compile(
    r"(?:\d{1,2}(?:번|호)?[,·과와및 ]{1,3}\d{1,2}(?:번|호)|[①-⑳][,·과와및 ]{0,3}[①-⑳])(?: ?부부)?의 ?(?:어린 |맏|막내 )?$"
)
_OWNER_GAP = re.compile(
    r"(?: ?(?:씨|군|양|할머니|님|선생))?(?: ?\([^)]*\))?(?:들?의|네)? ?(?:(?:[가-힣]{1,4}(?:인|한|은|는|"
    r"ㄴ|던|난|된)|[0-9가-힣]{1,4} ?[살세](?:짜리|난|인|의|배기|된)?|[1-9]0대|올해|막|갓) ?){0,2}?"
)
_ROW_IS = re.compile(
    r"\s?(?:[/,.·|\n]|$)|이?라고? ?(?:함|추정|알려|전해|한다)|으?로 (?:추정|보이|보인|알려|파악|확인|전해|추측)"
    r"|(?:인|일) (?:듯|것으로)|임(?=[.,\s]|$)"
)
_BETWEEN = re.compile(r"사이(?:에는|에서는|에서|에)? (?:[가-힣]+ ){0,3}$")
_SOME_CHILD = frozenset({"아이", "애", "아기", "어린것"})
_OTHERS = re.compile(r"(?:이웃|옆집|동네|남의|앞집|뒷집|주인집) $")
_ELDERS = frozenset(
    "할머니 할아버지 조모 조부 조부모 외할머니 외할아버지 외조모 외조부 외조부모 친할머니 친할아버지 고모 고모부 이모 이모부 "
    "삼촌 외삼촌 외숙모 큰아버지 작은아버지 큰어머니 작은어머니 큰엄마 작은엄마 백부 숙부 숙모".split()
)


class KinHeads(SetHeads):
    """Resolves kin words."""

    def _kin(self, mention: Mention) -> Party | None:
        d, stage, kin = self.d, self.d.stage, mention.kin
        if kin is None:
            return None
        untold = d.block.kind == "heading" and kin.word in _SOME_CHILD and not d.personal
        ordered = [] if untold else self._of_brood(mention)
        if ordered or untold or self._born_as(mention, kin):
            return ordered or None
        owners, explicit = self._owners(mention)
        if owners and kin.count == 1 and _LABEL.match(d.text, mention.end):
            self.label, self.label_at = (kin, owners), (mention.start, mention.end)
            return None
        if kin.word in _SOME_CHILD and not owners and not explicit and not self.called_kin.get(kin.word):
            return self._some_child(mention)
        if mention.word in stage.titled and not explicit:
            self.titled_words.append((mention.start, mention.end, stage.titled[mention.word]))
            return [stage.titled[mention.word].now()]
        called = self._called_to(mention) or self._little_one(mention) or list(self._several(mention))
        if called:
            return called
        if self._in_general(mention, kin, explicit):
            return None
        if explicit:
            subject = self._said_of(mention, kin)
            if subject is not None and subject not in owners:
                return self._is(subject, mention, owners)
        told = self._told_pair(mention, kin) or self._row_told(mention, owners, explicit)
        if told:
            return told
        if d.block.kind == "heading" and d.block.marker.startswith("#"):
            return None
        known = (self._of_pair(mention, owners) or self._same_word(mention)) if not explicit else []
        if not explicit and not known and not d.personal and self._family() is not None:
            return list(self._family_member(mention))
        return self._called(mention, kin, known or relatives(stage, kin, owners, mention.start), owners)

    def _born_as(self, mention: Mention, kin: KinWord) -> bool:
        """Whether the word says as what the subject was born, nobody else: "셋째 딸로 태어났다"."""
        d = self.d
        born = kin.relation == "child" and kin.count == 1 and _BORN_AS.match(d.text, mention.end)
        if not born or self._said_owners(mention):
            return False
        for person in persons(d.subject or d.default()):
            person.sex = person.sex or kin.sex
        return True

    def _told_pair(self, mention: Mention, kin: KinWord) -> Party:
        """Brother and sister told before as a pair: "남매" and then "두 남매"."""
        if not (kin.relation == "child" and kin.count == 2 and "남매" in kin.word or kin.word == "오누이"):
            return []
        for one, other, word in self.pairs:
            if word.tie == "sibling":
                self.d.stage.mark(mention.start, mention.end, "kin", [one.now(), other.now()])
                return [one.now(), other.now()]
        return []

    def kin_or_writer(self, mention: Mention) -> Party | None:
        """Whom a kin word means; in the last line of a letter the one who wrote it."""
        if self._signs(mention):
            return self._is(self.d.stage.narrator_at(mention.start), mention, self.addressee)
        return self._kin(mention)

    def _signs(self, mention: Mention) -> bool:
        """Whether the last line of a letter says who wrote it: "어미가", "동생 …  드림"."""
        block, blocks = self.d.block, self.d.document.blocks
        alone = mention.start == block.start and block.end - block.start <= 16
        return bool(self.addressee) and alone and block is blocks[-1] and len(blocks) > 1

    def _called(self, mention: Mention, kin: KinWord, people: list[Someone], owners: list[Someone]) -> Party:
        """Mark the word for those it means, and remember it."""
        stage, block = self.d.stage, self.d.block
        stage.mark(mention.start, mention.end, "kin", list(people))
        for person in people:
            person.sex = person.sex or kin.sex
        self.kin_owner, self.last_kin = owners, mention
        if kin.count == 1:
            unclear = kin.word in self.called_kin and self.called_kin[kin.word] != people
            self.called_kin[kin.word] = [] if unclear else list(people)
        if block.kind == "item" and self.row is None and mention.start - block.start < 12:
            self.row = people[0]
            self.first_row = self.first_row or people[0]
            number = ROW_MARK.search(block.marker)
            if number:
                stage.rows[row_number(number[0])] = people[0]
        return list(people)

    def _several(self, mention: Mention) -> list[Someone]:
        """The several relatives a plural means: "딸들은" after "두 딸"."""
        d, stage, kin = self.d, self.d.stage, mention.kin
        if kin is None or kin.count != 1 or d.text[mention.end : mention.end + 1] != "들":
            return []
        words = [(p, stage.kin_words.get(id(p))) for p in d.cast.people]
        several = [p for p, word in words if word and word.count > 1 and word.word.startswith(kin.word)]
        if not several and kin.word in ("아이", "애", "자녀", "자식"):
            plural = [
                word
                for _, word in words
                if word and word.count > 1 and word.sex is None or word and word.word.endswith(("손주", "조카"))
            ]
            several = [p for p, word in words if plural and word == plural[-1]]
        if several:
            stage.mark(mention.start, mention.end, "kin", list(several))
        return several

    def _in_general(self, mention: Mention, kin: KinWord, explicit: bool) -> bool:
        """Whether the word means nobody's relative in particular, or is denied."""
        after = self.d.text[mention.end : mention.end + 6]
        if _OTHERS.search(self.d.text, max(0, mention.start - 4), mention.start):
            return True
        if _LIKE.match(after) or _DENIED.match(after) or re.match(r" ?(?:간|지간|사이)(?:인|이|의|로|입)", after):
            return True
        if kin.word in ("가족", "식구"):
            return not explicit or self.d.block.kind == "question"
        if explicit:
            return False
        following = self.d.found.mentions_after(mention.start)
        named = bool(following) and following[0].kind == "name" and following[0].start - mention.end == 1
        if named and mention.tail.case == "none":
            return False
        if kin.word in _VAGUE and (kin.count == 1 or " " in kin.word) and not _DEFINITE.match(after):
            return True
        if mention.tail.case == "copula" and self.d.listed:
            return False
        if mention.tail.case == "copula" and _IT_WAS.search(self.d.text, max(0, mention.start - 4), mention.start):
            return False
        return kin.count == 1 and (mention.tail.case == "copula" or after.startswith("들"))

    def _said_of(self, mention: Mention, kin: KinWord) -> Someone | None:
        """The subject of "…은 그의 딸이다" or "…의 안해로 산": the word says what the subject is."""
        d, subjects = self.d, persons(self.d.subject)
        if d.personal and not subjects and _LIVED_AS.match(d.text, mention.end):
            return d.stage.narrator_at(mention.start)
        told = mention.tail.case == "copula" or _AS.match(d.text, mention.end)
        return subjects[0] if told and len(subjects) == 1 and kin.count == 1 else None

    def _is(self, person: Someone, mention: Mention, owners: list[Someone]) -> Party:
        """Tie somebody known to the owners of a kin word."""
        kin = mention.kin
        if kin is not None:
            for owner in owners:
                self.d.stage.cast.tie(person, kin.relation, owner)
            person.sex = person.sex or kin.sex
            self.d.stage.kin_words.setdefault(id(person), kin)
            self.d.stage.mark(mention.start, mention.end, "kin", [person])
        return [person]

    def _row_told(self, mention: Mention, owners: list[Someone], explicit: bool) -> Party:
        """The row itself is about the relative: "2. 로 씨 / 1번의 누이동생", "- 김 씨(여): 리 씨의 처"."""
        text, row = self.d.text, self.row.now() if self.row is not None else None
        if row is None:
            return []
        if explicit and owners and row not in owners and _ROW_IS.match(text, mention.end):
            return self._is(
                row,
                mention,
                owners[:2] if _TWO_ROWS.search(text, max(0, mention.start - 14), mention.start) else owners[:1],
            )
        first = self.first_row.now() if self.first_row is not None else None
        if first is None or first is row or explicit:
            return []
        told_after = re.search(r"[:：] ?$", text[max(0, mention.start - 3) : mention.start])
        if told_after and re.match(r"\s?(?:[/,.|)\n]|$)", text[mention.end : mention.end + 2]):
            return self._is(row, mention, [first])
        return []

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
                        and not {id(one), id(other)} & set(owners[0].now().ties)
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
                and (
                    mention.kin.relation == "other"
                    and w.word.endswith(mention.kin.word)
                    or same_root(w.word, mention.kin.word)
                )
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
        d = self.d
        said = self._said_owners(mention)
        if said:
            if not d.personal and d.last is not None and d.last.kind == "name":
                self.said_owner = said
            return said, True
        if self.told_owner and not d.everyone and mention.tail.case in ("topic", "subject") and not d.personal:
            self.said_owner = self.told_owner
            return [one.now() for one in self.told_owner], False
        if self.form is not None and d.labelled:
            return [self.form.now()], False
        if self.before_list and d.block.kind == "item" and self.row is None and mention.start - d.block.start < 6:
            return [self.before_list[0].now()], False
        nearer = self._younger_here(mention) or self._children_here(mention)
        if nearer:
            return nearer, False
        if self.kin_owner and self._shares(mention):
            return self.kin_owner, False
        if self.row is not None:
            return [self.row.now()], False
        here = [p for p in persons(d.subject) or persons(d.listed[:1]) if _can_own(p, mention)]
        if here and self._belongs_higher(here, mention):
            here = []
        if here and not (d.outsider and not d.subject):
            return self._couple(here, mention), False
        teller = self._teller(mention)
        told = d.personal and d.block.kind in ("answer", "text", "question", "quote")
        if told and teller and not d.quoted(mention.start):
            return self._couple(teller, mention), False
        everyone = [p for p in persons(d.everyone) if _can_own(p, mention)]
        if everyone and not self._belongs_higher(everyone[:1], mention):
            return everyone[:1], False
        if told:
            return self._couple(teller) or [d.stage.narrator_at(d.sentence.start)], False
        return self._couple([p for p in persons(d.hero or d.topic) if _can_own(p, mention)], mention), False

    def _teller(self, mention: Mention) -> list[Someone]:
        """Whom a clause without a subject is about; of a parent asked after, the one who tells of her."""
        d = self.d
        teller = [p for p in persons(d.default(hearsay=False)) if _can_own(p, mention)]
        if teller and d.block.kind == "answer" and self._parent_of_teller(teller, mention):
            return [d.stage.narrator_at(d.sentence.start)]
        return teller

    def _younger_here(self, mention: Mention) -> list[Someone]:
        """The younger brother or sister just told of, whose elder one is then meant: "남동생 정철이는 … 누나 소식"."""
        before, subjects = self.last_kin, persons(self.d.subject)
        if before is None or before.kin is None or before.kin.relation != "sibling" or len(subjects) != 1:
            return []
        elder = before.word in ("오빠", "언니", "누나", "형") and mention.word in ("동생", "여동생", "남동생")
        if (
            not elder
            and not before.word.endswith(("동생", "아우"))
            or not elder
            and mention.word
            not in (
                "누나",
                "형",
                "언니",
                "오빠",
                "형님",
                "누님",
            )
        ):
            return []
        word = self.d.stage.kin_words.get(id(subjects[0]))
        return subjects if word is not None and word.word == before.word else []

    def _children_here(self, mention: Mention) -> list[Someone]:
        """The children of a family just listed, where the other parent is then told: "갑과 두 아들 … 아버지는"."""
        kin, d = mention.kin, self.d
        if kin is None or kin.relation != "parent" or kin.count > 1 or d.personal or self.row is not None:
            return []
        party = persons(d.subject or d.listed or d.default())
        if len(party) == 1 and not d.everyone:
            told = d.stage.kin_words.get(id(party[0]))
            if told is not None and told.relation == "parent" and party[0].sex not in (None, kin.sex):
                return d.stage.tied(party[0], "child")
        if len(party) < 2:
            return []
        children = [one for one in party if any(one.ties.get(id(other)) == "child" for other in party)]
        parents = [one for one in party if any(one.ties.get(id(other)) == "parent" for other in party)]
        if children and parents and all(one.sex is not None and one.sex != kin.sex for one in parents):
            return children
        return []

    def _belongs_higher(self, owners: list[Someone], mention: Mention) -> bool:
        """Whether a relative's relative is rather the teller's own: "엄마는 큰오빠네 집에 있어요"."""
        stage, kin = self.d.stage, mention.kin
        if self._parent_of_teller(owners, mention):
            return True
        if kin is None or any(p.name or id(p.now()) not in stage.kin_words for p in owners):
            return False
        if kin.relation == "parent" and any(stage.kin_words[id(p.now())].relation == "child" for p in owners):
            return False
        if kin.relation in ("child", "spouse") and not any(p in persons(self.d.objects) for p in owners):
            return False
        narrator = stage.narrator.now() if stage.narrator else None
        above = [narrator] if narrator is not None and self.d.personal else persons(self.d.hero)
        return any(one not in owners for one in above)

    def _parent_of_teller(self, owners: list[Someone], mention: Mention) -> bool:
        """Whether a parent told after the teller's brother or brother-in-law is the teller's own."""
        narrator = self.d.stage.narrator.now() if self.d.stage.narrator else None
        if narrator is None or not self.d.personal or mention.kin is None or mention.kin.count > 1:
            return False
        if mention.word in _ELDERS:
            return any(one.now().ties.get(id(narrator)) == "sibling" for one in owners)
        if mention.kin.relation == "sibling":  # 오빠, 언니: as the teller calls them
            return any(one.now().ties.get(id(narrator)) == "parent" for one in owners)
        if mention.kin.relation != "parent":
            return False
        return any(one.now().ties.get(id(narrator)) in ("sibling", "other", "parent") for one in owners)

    def _said_owners(self, mention: Mention) -> list[Someone]:
        """Whose relative it is by the words right before: "제", "1번의", "심 씨의", "그 부부의"."""
        d, stage, text = self.d, self.d.stage, self.d.text
        if _MINE.search(text, max(0, mention.start - 4), mention.start) and not d.quoted(mention.start):
            return [stage.narrator_at(mention.start)]
        number = _NUMBERED.search(text, max(0, mention.start - 12), mention.start)
        pair_of = _TWO_ROWS.search(text, max(0, mention.start - 14), mention.start)
        rows = [row_number(one) for one in re.findall(r"\d+|[①-⑳]", pair_of[0])] if pair_of else []
        if len(rows) == 2 and all(one in stage.rows for one in rows):
            return [stage.rows[one].now() for one in rows]
        row = row_number(number[1] or number[2]) if number else 0
        if row in stage.rows:
            return [stage.rows[row].now()]
        last, gap = d.last, self._gap(mention)
        between = _BETWEEN.search(text, max(0, mention.start - 30), mention.start)
        if between and last is not None and len(persons(d.last_party)) == 2:
            return persons(d.last_party)
        if last is None or not _OWNER_GAP.fullmatch(gap) or last.kind == "name" and "," in gap:
            return []
        if last.kind == "pronoun" and last.extra.get("which") == "first":
            return persons(d.last_party)
        if (
            last.kind == "kin"
            and gap == " "
            and last.kin is not None
            and last.kin.relation in ("other", "sibling")
            and mention.kin is not None
            and mention.kin.relation == "child"
            and not last.word.endswith(("손자", "손녀", "조카", "며느리", "사위"))
        ):
            return persons(d.last_party)  # "이모 아들"
        genitive = "의" in gap or last.tail.case == "genitive"
        bare = last.kind == "name" and gap.strip() == "" and last.title == "" and not d.found.joined
        if genitive or (last.kind in ("name", "set", "pronoun") and not bare):
            return persons(d.last_party)
        return []

    def _shares(self, mention: Mention) -> bool:
        """Whether this relative belongs to the same person as the one before it in the sentence."""
        before = self.last_kin
        if before is None or before.kin is None or mention.kin is None:
            return False
        if self.d.quoted(mention.start) != self.d.quoted(before.start):
            return False
        if before.tail.case in ("and", "none"):
            return True
        if before.kin.relation in ("spouse", "child") and mention.kin.relation == INVERSE[before.kin.relation]:
            if mention.tail.case == "subject" and before.tail.case == "topic":
                return False  # "아내는 남편이 잡힌 뒤": her own
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

    def _some_child(self, mention: Mention) -> Party | None:
        """A child who is nobody's in the text: somebody described, not a relative."""
        d = self.d
        if not (d.held or d.waiting or d.crowd is not None) or mention.tail.case not in (
            "topic",
            "subject",
            "object",
            "genitive",
        ):
            return None
        child = d.stage.new(mention.start)
        self.who_words[id(child)] = mention.word
        return [child]

    def _little_one(self, mention: Mention) -> Party:
        """A child named right before: "한마음(만 3세) 아기"."""
        last = self.d.last
        if last is None or last.kind != "name" or mention.word not in _SOME_CHILD or len(self.d.last_party) != 1:
            return []
        return list(self.d.last_party) if re.fullmatch(r"\s?(?:\([^)]*\))?\s?", self._gap(mention)) else []

    def _called_to(self, mention: Mention) -> Party:
        """The teller as her relative calls her: ""누나, 나 내일 간다" 그랬어요"."""
        d, kin = self.d, mention.kin
        narrator = d.stage.narrator.now() if d.stage.narrator else None
        opened = d.text[mention.start - 1 : mention.start] in ('"', "“", "'", "‘")
        if (
            narrator is None
            or kin is None
            or not d.personal
            or not opened
            or d.text[mention.end : mention.end + 1] not in (",", "!")
        ):
            return []
        if not any(narrator.ties.get(id(one)) == kin.relation for one in d.cast.people):
            return []
        narrator.sex = narrator.sex or kin.sex
        d.stage.mark(mention.start, mention.end, "kin", [narrator])
        return [narrator]


def _can_own(person: Someone, mention: Mention) -> bool:
    """Whether a relative of that word can be this person's: 시어머니 belongs to a woman."""
    return mention.kin is None or mention.kin.of_sex is None or person.sex in (None, mention.kin.of_sex)
