"""Which people the words of a Korean draft stand for: names, relatives, described persons, pronouns and groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.document import Sentence
from underice.exposure.reader.korean.kinship import pair, relatives
from underice.exposure.reader.korean.lexicon import SetWord
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, persons
from underice.exposure.reader.model import Sex
from underice.vocabulary.ages import birth_interval

if TYPE_CHECKING:
    from underice.exposure.reader.korean.discourse import Discourse

_TOGETHER = re.compile(
    r"\s?(?:씨|군|양)?이?(?:[과와랑]|이랑|하고|를|을|도)? ?(?:도 )?(?:모두 |다 )?"
    r"(?:함께|같이|데리고|데려|업고|안고|동행|더불어|이끌고|품에|손을 잡고|동반)"
    r"|\s?(?:씨|군|양)?이?(?:[과와랑]|이랑|하고) ?(?:살|삽|산다|사는|지내|떠[났나]|탈북|강을 건|두만강|압록강|건너|숨어|붙잡|체포|잡혀)"
)
_AMONG = re.compile(r"\s?(?:의 )?(?:가운데|중에는|중에서|중에|중엔|중(?=[ ,])|속에)")
_GLUE = re.compile(r"(?:인|이자|이던|였던|이신)?,? ?[\"'‘“(（]?")
_CALLED = re.compile(r"(?:이름|본명|성명|가명)(?:은|이|:|：)? ?['\"‘“]?$")
_LIST = re.compile(r"(?:\s?(?:[)）]|씨|군|양|어린이|할머니|\([^)]*\)))*\s?(?:,|·|및 |/|그리고|이?[과와] |이랑|랑|하고)")
_SAME_NAME = re.compile(r"이름이 (?:서로 |모두 )?같|동명이인|같은 이름|이름도 같|동명")
_DETERMINER = re.compile(r"(?:^|[^가-힣0-9])(?P<d>그|이|해당|문제의|한|어떤|어느|또 다른|다른|또 한|두|세|네|첫)\s?$")
_TITLE_SEX: dict[str, Sex] = {
    "양": "f", "여사": "f", "여인": "f", "할머니": "f", "아주머니": "f", "아줌마": "f", "언니": "f", "누나": "f", "이모": "f", "소녀": "f",
    "군": "m", "할아버지": "m", "아저씨": "m", "형": "m", "오빠": "m", "삼촌": "m", "소년": "m", "옹": "m",
}
_SPEAKER_SEX: dict[str, Sex] = {"언니": "f", "오빠": "f", "누나": "m", "형": "m"}
_TITLE_KIN = frozenset({"언니", "오빠", "누나", "형", "이모", "삼촌", "할머니", "할아버지"})
_INFORMANTS = frozenset({"제보자", "증언자", "신고자", "의뢰인", "구조 요청자"})
_COUNTS = {"두": 2, "세": 3, "네": 4}
_MANY = {"둘": 2, "셋": 3}
_VAGUE = frozenset({"친척", "친척들", "아이", "아기", "애기", "자식", "자녀", "첫째", "둘째", "셋째", "동서", "사돈", "형님", "부인", "아이 둘", "손주", "가족"})


class Heads:
    """Resolves the words that stand for people. Keeps what one sentence leaves for the next."""

    def __init__(self, discourse: Discourse) -> None:
        self.d = discourse
        self.row: Someone | None = None          # whom the row of a list is about
        self.reported = False                    # the passage tells of somebody else than the narrator
        self.appositive = False                  # the last head named somebody just described
        self.equated = False                     # … by saying who it is: "어머니는 길 씨"
        self.ambiguous: list[Mention] = []
        self.open_crowd: Crowd | None = None     # a group that still waits for its members
        self.kin_owner: list[Someone] = []
        self.last_kin: Mention | None = None
        self.young: set[int] = set()             # people called 양 or 군: not meant by a bare surname with 씨
        self.called_kin: dict[str, list[Someone]] = {}
        self.row_people: list[Someone] = []
        self.family: list[Someone] = []
        self.in_block: Party = []                # people a caption has shown so far
        self.pair_called: set[int] = set()
        self.who_words: dict[int, str] = {}
        self.pairs: list[tuple[Someone, Someone, SetWord]] = []

    # ------------------------------------------------------------ frame
    def begin(self, sentence: Sentence, mentions: list[Mention], *, new_block: bool) -> None:
        """Start a sentence: a row of a list is about the first person in it."""
        self.kin_owner, self.last_kin = [], None
        self.same_name = bool(_SAME_NAME.search(self.d.text[sentence.start : sentence.end]))
        if new_block:
            self._admit_row()
            self.row = None
            self.in_block = []
        self.reported = False

    def _admit_row(self) -> None:
        """The person of a finished row, and others named in it, belong to the group the list was announced as."""
        crowd = self.open_crowd
        if self.row is None or crowd is None or not crowd.size:
            return
        people = [self.row, *self.row_people]
        self.row_people = []
        crowd.admit(people[: max(0, crowd.size - len(crowd.members))])

    def _gap(self, mention: Mention) -> str:
        last = self.d.last
        return self.d.text[last.end : mention.start] if last is not None and last.end <= mention.start else "?"

    def together(self, mention: Mention) -> bool:
        """Whether the words after a head say that it shares the subject's fate (함께, 데리고)."""
        return _TOGETHER.match(self.d.text, _after_brackets(self.d.text, mention.end)) is not None

    def lists(self, mention: Mention) -> bool:
        """Whether a head is followed by another in a list."""
        return _LIST.match(self.d.text, mention.end) is not None

    def stands_alone(self, mention: Mention) -> bool:
        """Whether a head without a particle can be a subject ("정 씨 어제 잡혔다")."""
        return mention.kind in ("name", "kin", "who", "number")

    # ------------------------------------------------------------ dispatch
    def resolve(self, mention: Mention, held: list[Mention], rest: list[Mention]) -> Party | None:
        """The people `mention` stands for; None if it stands for nobody in particular."""
        self.appositive = self.equated = False
        match mention.kind:
            case "name":
                return self._name(mention, held, rest)
            case "kin":
                return self._kin(mention)
            case "set":
                return self._set(mention)
            case "who":
                return self._who(mention, held)
            case "pronoun":
                return self._pronoun(mention)
            case _:
                return self._number(mention, held)

    # ------------------------------------------------------------ names
    def _name(self, mention: Mention, held: list[Mention], rest: list[Mention]) -> Party | None:
        d, stage = self.d, self.d.stage
        described = self._signed(mention) or self._described_before(mention) or self._equated(mention)
        if mention.form == "surname":
            person = described or self._by_surname(mention)
        else:
            person = self._by_name(mention, held, rest, described)
        if person is None:
            person = stage.new(mention.start)
        first_in_row = d.block.kind == "item" and self.row is None and mention.start - d.block.start < 4
        if first_in_row:
            self.row = person
            number = re.search(r"\d+", d.block.marker)
            if number:
                stage.rows[int(number[0])] = person
        if d.block.kind == "question" and d.personal and stage.narrator is None and re.match(r" ?(?:씨|님|선생님)?(?:는|은|께서는|가|께서|,| )", d.text[mention.end : mention.end + 7]) and (
            mention.title in ("씨", "님", "선생님", "양", "군")
        ):
            stage.narrator = person
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

    def _signed(self, mention: Mention) -> Someone | None:
        """The narrator's own name: "… 올림", "저는 …입니다", "…(가명)이라고 합니다"."""
        d = self.d
        if not d.personal or (d.stage.narrator is not None and d.stage.narrator.now().name not in (None, mention.person)):
            return None
        after = d.text[mention.end : mention.end + 16]
        if re.match(r" ?(?:올림|드림|배상|씀)", after):
            return d.stage.narrator_at(mention.start)
        if d.block.kind == "answer" or d.last is not None and d.last.extra.get("which") == "first":
            introduced = re.match(r"(?:\([^)]*\))?(?:이?라고 ?(?:합|해|하|불)|입니다|이에요|예요|이라 합)", after)
            if introduced and (not d.subject or d.stage.narrator in d.subject):
                return d.stage.narrator_at(mention.start)
        return None

    def _equated(self, mention: Mention) -> Someone | None:
        """A relative who is then named: "어머니는 39세 길 씨, 아들은 …"."""
        d, last = self.d, self.d.last
        subjects = persons(d.subject)
        if last is None or last.kind not in ("kin", "who") or last.tail.case != "topic" or len(subjects) != 1 or subjects[0].name is not None:
            return None
        gap = self._gap(mention)
        if len(gap) > 30 or d.boundary(gap) or "," in gap:
            return None
        if not re.match(r"(?: ?\([^)]*\))? ?(?:씨|군|양)?(?:,|이?다|입니다|이고|이며|였|이었|이었다|[.]|$)", d.text[mention.end : mention.end + 24]):
            return None
        self.appositive = self.equated = True
        return subjects[0]

    def _described_before(self, mention: Mention) -> Someone | None:
        """Somebody just described and not yet named: "41세 여성 최금순", "아들 리광혁"."""
        last = self.d.last
        if _CALLED.search(self.d.text[max(0, mention.start - 10) : mention.start]):
            narrator = [self.d.stage.narrator.now()] if self.d.stage.narrator else []
            mine = re.search(r"(?:제|내|저의|나의) (?:이름|본명)", self.d.text[max(0, mention.start - 14) : mention.start])
            people = narrator if mine else [p for p in (*persons(self.d.subject), *persons(self.d.topic), *reversed(self.d.stage.order)) if p.now() not in narrator]
            for person in people:
                if person.now().name is None and not self.d.stage.of_name(mention.person):
                    return person.now()
        if last is None or last.kind not in ("kin", "who", "job", "pronoun") or not _GLUE.fullmatch(self._gap(mention)):
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

    def _by_name(self, mention: Mention, held: list[Mention], rest: list[Mention], described: Someone | None) -> Someone | None:
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
        facts = [*held, *self._bracket(mention, rest)]
        fitting = [person for person in known if not self._conflict(person, facts)]
        if not fitting:
            return None
        if len(fitting) > 1 and facts:
            sharing = [person for person in fitting if self._agrees(person, facts)]
            bare = [person for person in fitting if person.birth is None and not person.origin]
            return (sharing or bare or fitting)[0]
        if len(fitting) > 1:
            recent = [p for p in reversed(stage.order) if p.now() in fitting]
            bare = [person for person in fitting if person.birth is None and not person.origin]
            return bare[0] if bare and len(bare) == len(fitting) else recent[0].now() if recent else fitting[0]
        return fitting[0]

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
            if fact.age is not None and fact.age.age is not None and person.birth is not None and self.d.anchor is not None:
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
        found = list(dict.fromkeys(
            person.now() for person in reversed(self.d.stage.order)
            if person.now().name and len(person.now().name or "") > len(mention.word) and (person.now().name or "").startswith(mention.word)
        ))
        grown = [p for p in found if id(p) not in self.young]
        if mention.sex:
            grown = [p for p in grown if p.sex in (None, mention.sex)] or grown
        leading = [p for p in grown if p in persons(self.d.hero)] or [p for p in grown if p.role != "kin"] or grown or found
        if leading:
            return leading[0]
        known = self.d.stage.of_name(mention.person)
        return known[-1] if known else None

    # ------------------------------------------------------------ relatives
    def _kin(self, mention: Mention) -> Party | None:
        d, stage, kin = self.d, self.d.stage, mention.kin
        assert kin is not None
        text = d.text
        owners, explicit = self._owners(mention)
        if mention.word in stage.titled and not explicit:
            person = stage.titled[mention.word].now()
            return [person]
        if kin.word in ("가족", "식구") and (not explicit or d.block.kind == "question"):
            return None
        if kin.word in _VAGUE and not explicit and not re.match(r"들?(?:은|는|이|가|도|의|와|과|\s?\(|을|를 (?:데리|업|안|두))", text[mention.end : mention.end + 6]):
            return None
        if text[mention.end : mention.end + 1] == "들" and kin.count == 1:
            several = [p for p in d.cast.people if (w := stage.kin_words.get(id(p))) and w.count > 1 and w.word.startswith(kin.word)]
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
        if mention.tail.case == "copula" and explicit and len(subjects) == 1 and subjects[0] not in owners and kin.count == 1:
            for owner in owners:
                stage.cast.tie(subjects[0], kin.relation, owner)
            subjects[0].sex = subjects[0].sex or kin.sex
            stage.kin_words.setdefault(id(subjects[0]), kin)
            stage.mark(mention.start, mention.end, "kin", [subjects[0]])
            return [subjects[0]]
        if re.match(r"(?:은|는|이|가|도)? ?아니", text[mention.end : mention.end + 5]):
            return None
        known = (self._of_pair(mention, owners) or self._same_word(mention)) if not explicit else []
        row = self.row.now() if self.row is not None else None
        if row is not None and explicit and owners and owners[0] is not row and re.match(r"\s?(?:[/,.·|]|$)", text[mention.end : mention.end + 2]):
            if re.search(r"번(?: [가-힣]+)?의 ?$", text[max(0, mention.start - 10) : mention.start]):
                stage.cast.tie(row, kin.relation, owners[0])
                row.sex = row.sex or kin.sex
                stage.mark(mention.start, mention.end, "kin", [row])
                return [row]
        if d.block.kind == "heading" and d.block.marker.startswith("#"):
            return None
        if not explicit and not known and not d.personal and self._family() is not None:
            return list(self._family_member(mention))
        people = known or relatives(stage, kin, owners, mention.start)
        if not owners:
            self.orphans(people, mention)
        stage.mark(mention.start, mention.end, "kin", list(people))
        for person in people:
            person.sex = person.sex or kin.sex
        self.kin_owner, self.last_kin = owners, mention
        if kin.count == 1:
            self.called_kin[kin.word] = [] if kin.word in self.called_kin and self.called_kin[kin.word] != people else list(people)
        if d.block.kind == "item" and self.row is None and mention.start - d.block.start < 8:
            self.row = people[0]
            number = re.search(r"\d+", d.block.marker)
            if number:
                stage.rows[int(number[0])] = people[0]
        return list(people)

    def _family(self) -> Crowd | None:
        """A family told by its number whose members the text lists by kin words alone."""
        crowd = self.open_crowd
        if crowd is None or not crowd.family or any(one.name for one in (*persons(self.d.hero), *persons(self.d.everyone))):
            return None
        return crowd

    def _family_member(self, mention: Mention) -> list[Someone]:
        """A member of a family of which nobody is named: tied to the members before by what their words say."""
        kin, crowd, stage = mention.kin, self._family(), self.d.stage
        assert kin is not None and crowd is not None
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
        if kin is None or kin.count > 1 or kin.relation not in ("spouse", "parent", "child"):
            return []
        for first, second, word in reversed(self.pairs):
            first, second = first.now(), second.now()
            for one, other in ((first, second), (second, first)):
                relation = one.ties.get(id(other))
                is_kin = other.ties.get(id(one))
                del relation
                if is_kin is None or one.name is not None or one.sex != kin.sex or id(one) in self.pair_called:
                    continue
                role = self.d.stage.tied(other, kin.relation)
                if one in role:
                    self.pair_called.add(id(one))
                    if owners and owners[0].now() not in (one, other) and other.name is None and owners[0].sex in (None, other.sex):
                        self.d.cast.merge(owners[0], other)
                    return [one]
        return []

    def _same_word(self, mention: Mention) -> list[Someone]:
        """The one relative the text has called by this word before: "삼촌은 …" some sentences later."""
        assert mention.kin is not None
        if mention.kin.count > 1 or self.d.personal and self.d.block.kind == "question":
            return []
        called = [p.now() for p in self.called_kin.get(mention.kin.word, ())]
        same = called or [
            p for p in self.d.cast.people if (w := self.d.stage.kin_words.get(id(p))) and w.word == mention.kin.word
        ] or [
            p for p in self.d.cast.people
            if (w := self.d.stage.kin_words.get(id(p))) and mention.kin.relation == "other" and w.word.endswith(mention.kin.word)
        ]
        here = persons(self.d.everyone)
        return same if len(same) == 1 and same[0] not in here and mention.tail.case != "and" else []

    def orphans(self, people: list[Someone], mention: Mention) -> None:
        """A relative told before the one she belongs to: "아들(9)과 함께 체포된 …" waits for the next person."""
        self.waiting_kin = (people, mention)

    def _owners(self, mention: Mention) -> tuple[list[Someone], bool]:
        """Whose relative a kin word means, and whether the text says so right before it."""
        d, stage = self.d, self.d.stage
        text = d.text
        if re.search(r"(?:^|[^가-힣])(?:우리|저희|제|내) ?$", text[max(0, mention.start - 4) : mention.start]) and not d.quoted(mention.start):
            return [stage.narrator_at(mention.start)], True
        number = re.search(r"(\d{1,2})번(?: [가-힣]+)?의 ?(?:어린 |맏|막내 )?$", text[max(0, mention.start - 12) : mention.start])
        if number and int(number[1]) in stage.rows:
            return [stage.rows[int(number[1])].now()], True
        last, gap = d.last, self._gap(mention)
        if last is not None and re.fullmatch(r"(?: ?(?:씨|군|양|할머니|님|선생))?(?: ?\([^)]*\))?(?:들?의|네)? ?(?:(?:[가-힣]{1,4}(?:인|한|은|는|ㄴ|던|난|된)|[0-9가-힣]{1,4}[살세](?:짜리|난|인|의)?) )?", gap):
            genitive = "의" in gap or last.tail.case == "genitive"
            whole = last.kind in ("name", "pronoun", "set", "job") or genitive
            if whole and not (last.kind == "name" and "," in gap):
                people = persons(d.last_party)
                if last.kind == "pronoun" and last.extra.get("which") == "first":
                    return people, True
                if last.kind == "name" and not genitive and gap.strip() == "" and last.title == "" and not d.found.joined:
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
            return self._couple(here), False
        everyone = [p for p in persons(d.everyone) if _can_own(p, mention)]
        if everyone:
            return everyone[:1], False
        if d.personal and d.block.kind in ("answer", "text", "question", "quote"):
            return self._couple([p for p in persons(d.default()) if _can_own(p, mention)]) or [stage.narrator_at(d.sentence.start)], False
        return self._couple([p for p in persons(d.hero or d.topic) if _can_own(p, mention)]), False

    def _shares(self, mention: Mention) -> bool:
        """Whether this relative belongs to the same person as the one before it in the sentence."""
        before = self.last_kin
        if before is None or before.kin is None or mention.kin is None:
            return False
        if before.tail.case in ("and", "none"):
            return True
        if before.kin.relation == "parent" and mention.kin.relation == "parent" and before.word != mention.word:
            return True
        return mention.tail.case in ("topic", "subject") and before.tail.case in ("topic", "subject")

    def _couple(self, people: list[Someone]) -> list[Someone]:
        """Both of a couple, or the first of several people who are not one."""
        if len(people) == 2 and people[1].ties.get(id(people[0])) == "spouse":
            return people
        return people[:1]

    def _set(self, mention: Mention) -> Party | None:
        d, stage, word = self.d, self.d.stage, mention.pair
        assert word is not None
        number = re.match(r" ?(\d|[가-힣]) ?명", d.text[mention.end : mention.end + 4])
        if number and word.word in ("남매", "자매", "형제"):
            return None
        subjects = persons(d.subject)
        if mention.tail.case == "copula" and len(subjects) == 2:
            stage.cast.tie(subjects[1], word.tie, subjects[0])
            stage.mark(mention.start, mention.end, "kin", list(subjects))
            return list(subjects)
        listed = persons(d.listed) or persons(d.subject)
        if len(listed) >= 2 and d.last is not None and d.last.kind == "name" and re.fullmatch(r"(?:\s?\([^)]*\))?\s?(?:씨 )?", self._gap(mention)):
            stage.cast.tie(listed[-1], word.tie, listed[-2])
            stage.mark(mention.start, mention.end, "kin", list(listed[-2:]))
            if mention.word in ("형제", "자매"):
                for person in listed[-2:]:
                    person.sex = person.sex or word.first
            return list(listed)
        known = self._known_pair(mention)
        if known:
            return list(known)
        if mention.tail.case not in ("topic", "subject", "genitive", "and", "object", "dative", "none") or re.match(
            r"(?:관계|사이|싸움|간의|애|상|은행|나라|들의)", d.text[mention.end : mention.end + 3].lstrip()
        ):
            return None
        last = d.last
        if last is not None and last.kind == "name" and re.fullmatch(r"(?:\s?\([^)]*\))?\s?(?:씨)?\s?", self._gap(mention)):
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

    def _known_pair(self, mention: Mention) -> list[Someone]:
        stage, word = self.d.stage, mention.pair
        assert word is not None
        for person in reversed(stage.order):
            person = person.now()
            for other in self.d.cast.people:
                relation = other.ties.get(id(person))
                if relation == word.tie or (relation == "parent" and word.tie == "child"):
                    first, second = (other, person) if relation == "parent" else (person, other)
                    fits = (first.sex in (None, word.first) or word.first is None) and (second.sex in (None, word.second) or word.second is None)
                    swapped = relation == word.tie and word.tie in ("spouse", "sibling") and (
                        first.sex in (None, word.second) and second.sex in (None, word.first)
                    )
                    if fits or swapped:
                        return [person, other]
        return []

    # ------------------------------------------------------------ described persons
    def _who(self, mention: Mention, held: list[Mention]) -> Party | None:
        d, stage, who = self.d, self.d.stage, mention.who
        assert who is not None
        before = _DETERMINER.search(d.text[max(d.sentence.start, mention.start - 6) : mention.start])
        determiner = before["d"] if before else ""
        text_after = d.text[mention.end : mention.end + 3]
        plural = d.text[mention.end : mention.end + 1] == "들"
        following = re.match(r"들? ?\(?(?:약 )?(?:[0-9]+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열[가-힣]*) ?명", d.text[mention.end : mention.end + 10])
        if following:
            return None
        if plural and determiner in ("그", "이"):
            return self._many()
        if plural:
            return None
        if text_after.startswith((" 있", " 없")) and mention.tail.case == "none":
            return None
        if determiner in _COUNTS and who.word in ("사람", "분"):
            return None
        if determiner in _COUNTS:
            crowd = Crowd(_COUNTS[determiner], mention.start, sex=who.sex)
            stage.crowds.append(crowd)
            if who.tells:
                crowd.marks.append((mention.start, mention.end, "sex"))
            return [crowd]
        if mention.tail.case == "copula" and determiner not in ("한",):
            party = d.subject or d.default()
            if party and (who.sex is not None or held):
                self._sexed(mention, party)
                return party
            return None
        if mention.tail.case == "none" and who.sex is None and d.subject and held and determiner == "" and not self.named_next(mention):
            return list(d.subject)
        informative = [fact for fact in held if fact.kind in ("age", "birth", "place", "job", "work", "mark")]
        if determiner in ("그", "이", "해당", "문제의"):
            known = stage.latest(who.sex, but=[stage.narrator] if stage.narrator else [])
            if known is not None:
                self._sexed(mention, [known])
                return [known]
            return None
        described = self._described(mention)
        if described is not None:
            self._sexed(mention, [described])
            return [described]
        if self.named_next(mention):
            person = stage.new(mention.start, sex=who.sex)
            self._sexed(mention, [person])
            return [person]
        bracketed = d.bracket_owner(mention)
        if bracketed and who.sex is not None:
            self._sexed(mention, bracketed)
            return None
        new = who.word in _INFORMANTS or determiner in ("한", "어떤", "어느", "또 다른", "다른", "또 한") or bool(informative) or bool(d.waiting and who.sex)
        if d.block.kind == "item" and self.row is None:
            self.row = stage.new(mention.start, sex=who.sex)
            self._sexed(mention, [self.row])
            return [self.row]
        if not new:
            called = [p for p in reversed(stage.order) if self.who_words.get(id(p.now())) == who.word]
            if called and mention.tail.case in ("topic", "subject", "genitive", "object", "dative"):
                self._sexed(mention, [called[0].now()])
                return [called[0].now()]
            if mention.tail.case in ("topic", "subject") and who.word != "사람":
                d.foreign = True
            if who.sex is None:
                return None
            known = stage.latest(who.sex, but=[stage.narrator] if stage.narrator else [], kin=False)
            if known is not None and mention.tail.case in ("topic", "subject", "genitive") and known.name is None and known.sex == who.sex:
                d.foreign = False
                self._sexed(mention, [known])
                return [known]
            return None
        if who.sex is None and not informative and not (determiner and d.waiting) and who.word in ("사람", "인물", "주민", "환자", "피해자", "대학생", "청년", "젊은이"):
            return None
        if who.sex is None and not informative and not determiner and who.word not in _INFORMANTS:
            return None
        person = stage.new(mention.start, sex=who.sex)
        self.who_words[id(person)] = who.word
        self._sexed(mention, [person])
        return [person]

    def named_next(self, mention: Mention) -> bool:
        """Whether a name follows at once, which says who is described."""
        following = self.d.found.mentions_after(mention.start)
        return bool(following) and following[0].kind == "name" and bool(_GLUE.fullmatch(self.d.text[mention.end : following[0].start]))

    def _described(self, mention: Mention) -> Someone | None:
        """A noun in apposition to a name before it: "최금순(41) 여인", "하나라는 처녀"."""
        last = self.d.last
        if last is None or last.kind not in ("name", "kin") or len(self.d.last_party) != 1:
            return None
        if mention.who is not None and mention.who.tells and re.fullmatch(r"\s?[,/·|]\s?", self._gap(mention)) and re.match(
            r"\s?(?:[,/·|)]|$)", self.d.text[mention.end : mention.end + 2]
        ):
            one = self.d.last_party[0]
            return one.now() if isinstance(one, Someone) else None
        if re.fullmatch(r"(?:이?라는|이?라고 하는|(?:\([^)]*\))?이라는|\([^)]*\)| ) ?", self._gap(mention)) and self._gap(mention).strip():
            one = self.d.last_party[0]
            return one.now() if isinstance(one, Someone) else None
        return None

    def _sexed(self, mention: Mention, party: Party) -> None:
        who = mention.who
        if who is None or who.sex is None:
            return
        if who.tells:
            self.d.stage.mark(mention.start, mention.end, "sex", party)
        for person in persons(party):
            person.sex = person.sex or who.sex

    def by_occupation(self, mention: Mention, held: list[Mention]) -> Party:
        """Who is meant by an occupation used as a noun; empty if nobody is known to have it."""
        stage = self.d.stage
        known = stage.with_occupation(mention.word)
        if known is not None:
            return [known]
        before = _DETERMINER.search(self.d.text[max(self.d.sentence.start, mention.start - 6) : mention.start])
        facts = [fact for fact in held if fact.kind in ("age", "birth", "sex") or fact.kind == "place"]
        listed = mention.tail.case == "and" and bool(facts)
        if (listed or mention.tail.case in ("topic", "subject", "genitive")) and (facts or self.d.waiting or (before and before["d"] in ("한", "어떤", "어느"))):
            return [stage.new(mention.start)]
        return []

    # ------------------------------------------------------------ pronouns and groups
    def _pronoun(self, mention: Mention) -> Party | None:
        d, stage = self.d, self.d.stage
        which = mention.extra.get("which")
        if which == "first":
            if d.quoted(mention.start) and not self._in_answer():
                speaker = [one for one in (d.spoken or d.subject or d.topic or d.hero) if isinstance(one, Someone)]
                return list(speaker[:1]) or None
            if mention.word in ("우리", "저희") and mention.tail.case in ("topic", "subject", "object"):
                narrator = stage.narrator_at(mention.start)
                others = [p.now() for p in stage.order if p.now().role == "at_risk" and p.now() is not narrator]
                return [narrator, *dict.fromkeys(others)]
            if mention.word in ("우리", "저희") and not self._kin_follows(mention):
                return None
            if d.opinion and not self._kin_follows(mention) and stage.narrator is None:
                return None
            return [stage.narrator_at(mention.start)]
        if which == "many":
            return self._many(mention)
        if d.block.kind == "heading" and d.block.marker.startswith("#"):
            return None
        narrator_one = [stage.narrator] if stage.narrator else []
        hero = [one for one in persons(d.hero) if one not in [n.now() for n in narrator_one]]
        if len(hero) == 1 and (mention.sex is None or hero[0].sex in (None, mention.sex)):
            return [hero[0]]
        known = stage.latest(mention.sex, but=narrator_one)
        return [known] if known is not None else None

    def _in_answer(self) -> bool:
        return self.d.block.kind in ("answer", "question")

    def _kin_follows(self, mention: Mention) -> bool:
        return any(
            one.kind in ("kin", "set") and 0 <= one.start - mention.end <= 3 for one in self.d.found.mentions_after(mention.start)
        )

    def _many(self, mention: Mention | None = None) -> Party | None:
        d, stage = self.d, self.d.stage
        word = mention.word if mention else ""
        if word.endswith(("가운데", "중")):
            if stage.crowds:
                d.crowd = stage.crowds[-1]
            return None
        wanted = _MANY.get(word)
        at_risk = [p.now() for p in stage.order if p.now() is not (stage.narrator.now() if stage.narrator else None)]
        if wanted:
            people = list(dict.fromkeys(at_risk))[-wanted:]
            return list(people) if len(people) == wanted else None
        if stage.crowds and not stage.crowds[-1].members:
            return [stage.crowds[-1]]
        for party in (d.topic, d.hero):
            if len(party) > 1:
                return list(party)
        if stage.crowds and stage.crowds[-1].members:
            return list(dict.fromkeys(m.now() for m in stage.crowds[-1].members))
        people = [p for p in dict.fromkeys(at_risk) if p.role == "at_risk"]
        if word in ("일행", "모두", "전원") and len(people) < 2:
            return None
        return list(people) or None

    def _number(self, mention: Mention, held: list[Mention]) -> Party | None:
        d, stage = self.d, self.d.stage
        text = d.text
        if mention.extra.get("families"):
            return self._families(mention)
        known = list(dict.fromkeys(p.now() for p in stage.order))
        if mention.count == 1:
            return None
        noun = mention.extra.get("noun", "")
        if noun in ("아들", "딸", "자녀", "자식", "아이", "손자", "손녀", "동생", "남동생", "여동생", "형제", "자매", "남매"):
            return None
        among = _AMONG.match(text, mention.end)
        for crowd in stage.crowds:
            if crowd.size == mention.count:
                crowd.marks.append((mention.start, mention.end, "group_size"))
                if among:
                    d.crowd = crowd
                return [crowd] if not crowd.members else [*dict.fromkeys(m.now() for m in crowd.members)]
        at_risk = [person for person in known if person.role != "helper"]
        if mention.extra.get("vague"):
            crowd = Crowd(None, mention.start)
            stage.crowds.append(crowd)
            return [crowd]
        back = mention.word.endswith(("사람", "분")) and mention.tail.case in ("topic", "subject", "object", "genitive", "dative")
        if back and not among and not held and mention.count <= len(at_risk) and not noun.startswith("탈북"):
            return list(d.topic) if len(persons(d.topic)) == mention.count else list(at_risk[-mention.count :])
        if not among and len(at_risk) == mention.count and not d.waiting and not noun.startswith("탈북"):
            stage.mark(mention.start, mention.end, "group_size", list(at_risk))
            for person in at_risk:
                person.group = person.group or mention.count
            return list(at_risk)
        crowd = Crowd(mention.count, mention.start, sex=_noun_sex(noun), family=bool(mention.extra.get("family")))
        crowd.marks.append((mention.start, mention.end, "group_size"))
        stage.crowds.append(crowd)
        listed = persons(d.listed)
        if listed and re.match(r"(?:이|은|는|가|을|를|의| 등)?", text[mention.end :]) and len(listed) == mention.count:
            crowd.admit(listed)
            d.listed = []
        elif re.search(r"등 ?(?:탈북[가-힣]+ |모두 |총 )?$", text[max(0, mention.start - 8) : mention.start]) and d.everyone:
            crowd.admit(persons(d.everyone))
        if among or mention.extra.get("family") or not listed:
            d.crowd = crowd
            self.open_crowd = crowd
        if among:
            return [crowd]
        return [crowd]

    def gather(self) -> None:
        """At a sentence's end: people listed after a group was announced are its members ("일가족 3명 … 갑, 아내 을, 딸 병")."""
        d = self.d
        crowd = self.open_crowd
        if self.row is not None:
            self.row_people += [p for p in persons(d.everyone) if p.name and p not in self.row_people]
        if crowd is None or crowd is d.crowd or crowd.members or not crowd.size:
            return
        if self.row is not None:
            return
        if d.block.kind == "item":
            return
        people = [p for p in dict.fromkeys(persons(d.everyone)) if not (p.role == "kin" and p.name is None and not p.events)]
        if 2 <= len(people) <= crowd.size:
            crowd.admit(people)

    def pair_up(self) -> None:
        """A pair told before its members were named (in a headline) is those members."""
        cast = self.d.cast
        self._admit_row()
        for first, second, word in self.pairs:
            first, second = first.now(), second.now()
            if first.name or second.name or first.birth or second.birth:
                continue
            for one in cast.people:
                for other in cast.people:
                    if one in (first, second) or other in (first, second) or one is other:
                        continue
                    if other.ties.get(id(one)) == word.tie and one.sex in (None, first.sex) and other.sex in (None, second.sex) and (
                        one.name or other.name
                    ):
                        cast.merge(one, first)
                        cast.merge(other, second)
                        break
                else:
                    continue
                break

    def _families(self, mention: Mention) -> Party | None:
        crowd = Crowd(None, mention.start)
        crowd.marks.append((mention.start, mention.end, "group_size"))
        self.d.stage.crowds.append(crowd)
        return [crowd]


def _can_own(person: Someone, mention: Mention) -> bool:
    """Whether a relative of that word can be this person's: 시어머니 belongs to a woman."""
    return mention.kin is None or mention.kin.of_sex is None or person.sex in (None, mention.kin.of_sex)


def _noun_sex(noun: str) -> Sex | None:
    if noun.endswith(("여성", "녀성", "여자", "녀자", "소녀", "여학생")):
        return "f"
    return "m" if noun.endswith(("남성", "남자", "소년", "남학생")) else None


def _after_brackets(text: str, end: int) -> int:
    found = re.match(r"\s?\([^)\n]{0,40}\)", text[end : end + 44])
    return end + found.end() if found else end
