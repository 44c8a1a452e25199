"""Names of people in Korean text: found by what stands around them, then known again wherever they return.

No analyser and no list of persons: a word is a name because the text treats it as one (씨, an age in brackets, a row
of a list, "이름은 …", a kin word before it) or because it is built like one and stands where a person stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from underice.exposure.reader.korean.lexicon import Lexicon
from underice.exposure.reader.korean.mention import NameForm
from underice.exposure.reader.korean.name_patterns import (
    AFTER_AGE,
    AFTER_SURNAME,
    ASKED,
    BEFORE_FACTS,
    BESIDE_NAME,
    BRACKETED,
    CALLED_SO,
    END,
    FIRST,
    FOND,
    FREE,
    FRIEND,
    FRIEND_GLUED,
    FROM_THERE,
    FULL_TITLED,
    HANJA,
    HEREAFTER,
    KIN_IS,
    LATIN,
    LEFT,
    LIKELY,
    LITTLE,
    LONG_SURNAMES,
    MASKED,
    MASKED_WORD,
    NOUN,
    ONE,
    ONLY_SURNAME,
    OWN_NAME,
    PARTICLES,
    PRESENT,
    ROW,
    SAID,
    SECOND,
    SPEAKER,
    TITLES,
    TOPIC_NAME,
)
from underice.exposure.reader.korean.particles import HONORIFICS
from underice.vocabulary.names import SURNAMES_HANGUL, hangul_score


@dataclass(frozen=True, slots=True)
class Name:
    """text[start:end] is a name; `person` the fullest form known of it, `title` what follows it (씨, 양 …)."""

    start: int
    end: int
    form: NameForm
    person: str
    title: str = ""
    also: tuple[tuple[int, int], ...] = ()
    pseudonym: bool = False
    title_end: int = 0


@dataclass
class _Known:
    """Names met so far: full form → given name, and given names that came without a surname."""

    full: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    pseudonyms: set[str] = field(default_factory=set)
    at: dict[int, tuple[str, NameForm]] = field(default_factory=dict)  # places where a name certainly begins


class Namer:
    """Finds the names of one text. `blocked` tells ranges that belong to places and outsiders."""

    def __init__(self, text: str, lex: Lexicon, joined: bool, blocked: Callable[[int, int], bool]) -> None:
        self.text, self.lex, self.joined, self.blocked = text, lex, joined, blocked
        self.known = _Known()
        self.masked: set[int] = set()  # where a surname with 모 begins, of which no more is told

    def find(self, before: Iterable[int]) -> list[Name]:
        """All names. `before`: offsets where a kin word, a noun for a person or an occupation ends."""
        self._masked()
        self._stand_ins()
        self._said()
        self._bracketed()
        self._rows()
        self._speakers()
        self._before_facts()
        self._titled()
        if self.joined:
            for hit in FRIEND_GLUED.finditer(self.text):
                if self.is_full(hit["name"], loose=True):
                    self._note(hit.start("name"), hit["name"])
            self._glued()
        self._after(before)
        self._free()
        return self._occurrences()

    # ------------------------------------------------------------ what makes a word a name
    def _note(self, start: int, word: str, *, certain: bool = False) -> bool:
        """Accept `word` at `start` as a full or a given name if it is built like one."""
        if len(word) == 3 and word[-1] == "이" and word[:-1] in self.lex.given and (ord(word[1]) - 0xAC00) % 28:
            word = word[:-1]  # "진국이로 해 두지요"
        if self.blocked(start, start + len(word)) or start in self.masked:
            return False
        if word in self.lex.not_names and not certain:
            return False
        if self.known.given.get(word, word) != word:
            self.known.at[start] = (word, "given")
            return True
        if self.is_full(word, loose=True):
            given = _given(word)
            self.known.full[word] = given
            self.known.at[start] = (word, "full")
            self.known.surnames.setdefault(word[: len(word) - len(given)], word)
            if len(given) >= 2:
                self.known.given.setdefault(given, word)
            return True
        if len(word) >= 2 and (certain or self.is_given(word)):
            self.known.given.setdefault(word, word)
            self.known.at[start] = (word, "given")
            return True
        return False

    def is_full(self, word: str, *, loose: bool = False) -> bool:
        """Whether a word can be a surname with a given name. loose: the place already speaks for it."""
        if word in self.lex.not_names or word[-1] in "는를에께":
            return False
        surname = _surname(word)
        given = word[len(surname) :]
        if not surname or not 1 <= len(given) <= 2 or (loose and word in self.lex.given and len(word) == 2):
            return False
        if given in self.lex.given:
            return True
        if len(given) == 1:
            return loose or given in ONE
        if loose:
            return given[0] in FIRST or given[1] in SECOND or hangul_score(word) >= LIKELY
        return False

    def is_given(self, word: str) -> bool:
        """Whether a word of two syllables can be a given name."""
        if word in self.lex.given:
            return True
        return len(word) == 2 and word not in self.lex.not_names and word[0] in FIRST and word[1] in SECOND

    def _masked(self) -> None:
        for hit in (*MASKED.finditer(self.text), *MASKED_WORD.finditer(self.text)):
            group = "name" if hit["name"] else "letter"
            word = hit[group]
            if len(word) > 1 and word[1] == "모" and not _surname(word):
                continue
            told = re.match(r"\s?(?:\([^)]{0,8}\d{2}\)\s?)?씨", self.text[hit.end(group) : hit.end(group) + 16])
            if word in self.lex.not_names and not (told and _surname(word + "가")):
                continue
            if len(word) == 2 and word[1] == "모":  # "전모 씨": the surname is all that is told
                word = word[0]
                self.masked.add(hit.start(group))
            self.known.at[hit.start(group)] = (word, "full")
            self.known.full.setdefault(word, word)

    def _stand_ins(self) -> None:
        """What a record calls somebody from there on: "남성(이하 '갑')", "(이하 A)"."""
        for hit in HEREAFTER.finditer(self.text):
            word = hit["name"]
            self.known.full.setdefault(word, word)
            self.known.at[hit.start("name")] = (word, "full")
            self.known.pseudonyms.add(word)
            again = rf"(?<![가-힣A-Za-z]){word}(?=은 |는 |이 |가 |의 |을 |를 |과 |와 |도 |에게 )"
            for more in re.finditer(again, self.text[hit.end() :]):
                self.known.at[hit.end() + more.start()] = (word, "full")

    def _said(self) -> None:
        for hit in ONLY_SURNAME.finditer(self.text):
            group = next(one for one in ("name", "plain", "own") if hit[one])
            if hit[group] in SURNAMES_HANGUL:
                self.known.at[hit.start(group)] = (hit[group], "full")
                self.known.full.setdefault(hit[group], hit[group])
        for hit in SAID.finditer(self.text):
            for group in "abcdefg":
                if hit[group] and not _not_said(hit[group]):
                    word, start = hit[group], hit.start(group)
                    if group == "f" and not self.is_full(word, loose=True):
                        continue
                    certain = group in "deg" or (
                        group == "a" and word not in self.lex.not_names and not word.endswith(("다", "고", "지", "게"))
                    )
                    plain = self.is_full(word) or self.is_given(word) or self.is_full(word, loose=True)
                    if group == "b" and not plain:
                        if not (len(word) == 3 and _surname(word) and _SOMEBODY.match(self.text, hit.end("b"))):
                            continue
                        certain = word not in self.lex.not_names
                    if self._note(start, word, certain=certain) and group in "deg":
                        self.known.pseudonyms.add(word)

    def _bracketed(self) -> None:
        for hit in BRACKETED.finditer(self.text):
            word = hit["name"]
            if self.is_full(word, loose=True) or self._follows_person(hit.start("name")) or word in self.lex.given:
                self._note(hit.start("name"), word)

    def _follows_person(self, start: int) -> bool:
        return bool(
            re.search(
                r"(?:아들|딸|동생|아내|남편|어머니|아버지|누나|언니|오빠|형|처|손녀|손자|가명|이름은)\s?$",
                self.text[max(0, start - 6) : start],
            )
        )

    def _rows(self) -> None:
        for hit in ROW.finditer(self.text):
            group = "name" if hit["name"] else "plain"
            if not re.fullmatch("[가-힣]+", hit[group]):
                self.known.at[hit.start(group)] = (hit[group], "full")
                self.known.full.setdefault(hit[group], hit[group])
            elif self.is_full(hit[group], loose=True):
                self._note(hit.start(group), hit[group])

    def _before_facts(self) -> None:
        """Names of posts and notes: before a sex or an age without brackets, or after "이름" with no space."""
        for hit in CALLED_SO.finditer(self.text):
            if hit["name"] not in _NO_CHILD and not _not_said(hit["name"]):
                self._note(hit.start("name"), hit["name"], certain=True)
        for hit in AFTER_AGE.finditer(self.text):
            start = hit.start("name")
            if hit["name"].endswith("이") and self.is_given(hit["name"][:-1]):
                self._note(start, hit["name"][:-1])
            elif (
                self.is_full(hit["name"], loose=True) and start not in self.known.at and self._tail_ok(hit.end("name"))
            ):
                self._note(start, hit["name"])
        for hit in KIN_IS.finditer(self.text):
            if (
                self.is_full(hit["name"])
                and hit["name"] not in self.lex.jobs
                and hit.start("name") not in self.known.at
            ):
                self._note(hit.start("name"), hit["name"])
        for hit in (*TOPIC_NAME.finditer(self.text), *FRIEND.finditer(self.text)):
            if self.is_full(hit["name"], loose=True) and hit.start("name") not in self.known.at:
                self._note(hit.start("name"), hit["name"])
        for hit in (*BEFORE_FACTS.finditer(self.text), *OWN_NAME.finditer(self.text)):
            word = hit["name"]
            if self.is_full(word, loose=True) and hit.start("name") not in self.known.at and not _not_said(word):
                self._note(hit.start("name"), word)

    def _speakers(self) -> None:
        """Names before a colon where another line is a question: "지 씨: …"."""
        if ASKED.search(self.text):
            for hit in SPEAKER.finditer(self.text):
                if self.is_full(hit["name"], loose=True):
                    self._note(hit.start("name"), hit["name"])
        for hit in FROM_THERE.finditer(self.text):
            if self.is_full(hit["name"], loose=True) and hit.start("name") not in self.known.at:
                self._note(hit.start("name"), hit["name"])
        for hit in PRESENT.finditer(self.text):
            if self.is_full(hit["name"], loose=len(hit["name"]) == 3) or self.is_given(hit["name"]):
                self._note(hit.start("name"), hit["name"])

    def _titled(self) -> None:
        for hit in FULL_TITLED.finditer(self.text):
            word, title, start = hit["name"], hit["title"], hit.start("name")
            close = self.text[hit.end("name")] != " "
            if len(word) == 2 and word in LONG_SURNAMES and title in ("씨", "군", "양", "할머니", "여사"):
                self.known.at[start] = (word, "surname")
                continue
            if title == "씨" and word in self.lex.wordy and self._follows_person(start):
                self._note(start, word, certain=True)
                continue
            if self.blocked(start, start + len(word)):
                continue
            if word in self.lex.not_names:
                if not close and len(word) == 2 and self._word_as_name(word, title):
                    self.known.given.setdefault(word, word)
                    self.known.at[start] = (word, "given")
                continue
            if (
                title in ("군", "님", "형", "등", "양", "가족", "부부", "모자")
                and close
                and word not in self.known.full
            ):
                continue
            if len(word) == 1:
                if word == "모":
                    continue
                strange = title in ("할머니", "여인", "노인", "군", "양") and word in "이그한저두세네외친"
                if title in AFTER_SURNAME and word in SURNAMES_HANGUL and not strange:
                    self.known.at[start] = (word, "surname")
                continue
            if title in ("씨", "옹", "여사"):
                self._note(start, word, certain=word not in self.lex.not_names and not word.endswith(("아저", "인")))
            elif title == "등":
                continue
            elif (
                self.is_full(
                    word, loose=title in _OLD_AND_YOUNG and (len(word) == 3 or title in ("군", "양", "여인", "어린이"))
                )
                or word in self.lex.given
                or (
                    title in ("언니", "누나", "오빠", "이모", "삼촌", "할머니", "양")
                    and (close or title == "양")
                    and self.is_given(word)
                )
            ):
                self._note(start, word)

    def _word_as_name(self, word: str, title: str) -> bool:
        """Whether a word of the language is somebody's name by the title after it: "이슬 씨", "바다 언니"."""
        if word in self.lex.given and title in ("씨", "언니", "오빠", "누나", "이모", "삼촌"):
            return True
        if word in self.lex.words or not NOUN.match(word):
            return False
        often = title in ("언니", "오빠", "누나") and self.text.count(f"{word} {title}") > 1
        return title == "씨" or often

    def _glued(self) -> None:
        """Names before 씨 in a text without spaces: "급해요문순옥씨가"."""
        for hit in re.finditer("씨|언니|오빠|누나|이모|삼촌|할머니|아저씨", self.text):
            for length in (3, 4, 2):
                start = hit.start() - length
                if start >= 0 and self.is_full(self.text[start : hit.start()], loose=length == 3 and hit[0] == "씨"):
                    self._note(start, self.text[start : hit.start()])
                    break

    def _after(self, before: Iterable[int]) -> None:
        """A name right after a kin word, a noun for a person or an occupation: "아들 …", "이모인 …"."""
        pattern = re.compile(
            rf"(?:인 |이자 |이던 |였던 |, | |\(|‘|'|)(?P<name>[가-힣]{{2,4}}?){END}"
            if not self.joined
            else rf"(?:인|이자|이던|,|\(| |)(?P<name>[가-힣]{{2,4}}?)(?={PARTICLES}|[^가-힣]|$)"
        )
        for offset in before:
            little = LITTLE.match(self.text, offset + 1) if self.text[offset : offset + 1] == " " else None
            if little and self._called_little(little["name"], little.start("name")):
                continue
            hit = pattern.match(self.text, offset)
            if hit is None:
                continue
            if hit.start("name") in self.known.at:
                continue
            glued = hit.start("name") == offset
            for length in (3, 2, 4):
                word = self.text[hit.start("name") : hit.start("name") + length]
                if len(word) < length or not re.fullmatch("[가-힣]+", word) or length == 2 and word[1] == "씨":
                    continue
                end = hit.start("name") + length
                if not self.joined and not re.match(
                    rf"{PARTICLES}?(?:[^가-힣]|$)|\s?(?:{HONORIFICS})", self.text[end : end + 8]
                ):
                    continue
                if self.joined and not re.match(rf"(?:이)?{PARTICLES}|[^가-힣]|$|씨", self.text[end : end + 6]):
                    continue
                if (
                    self.is_full(word)
                    or (not glued and self.is_full(word, loose=True) and self._tail_ok(end))
                    or (word in self.lex.given and (self.joined or not glued))
                ):
                    # "철이는": the 이 belongs to the particle when the shorter word is a name too
                    if word.endswith("이") and len(word) == 3 and (self.is_full(word[:-1]) or self.is_given(word[:-1])):
                        word = word[:-1]
                    if self._note(hit.start("name"), word):
                        break
                if length == 2 and self._bare_given(word, end, glued) and self._note(hit.start("name"), word):
                    break

    def _bare_given(self, word: str, end: int, glued: bool) -> bool:
        """Whether two syllables after a kin word are a given name of no list."""
        if not self.is_given(word):
            return False
        if self.joined and self.text[end : end + 1] in "은는이가" and word not in self.lex.not_names:
            return True
        return not glued and self._tail_ok(end)

    def _called_little(self, word: str, start: int) -> bool:
        """A child's name as the family says it, after a kin word: "조카 별이는", "아들 철민이에게"."""
        if len(word) == 1:
            word += "이"
        if word in self.lex.not_names or word in _NO_CHILD or start in self.known.at:
            return False
        if len(word) == 2 and not word.endswith("이") and not (ord(word[-1]) - 0xAC00) % 28:
            return False
        return self._note(start, word, certain=True)

    def _tail_ok(self, end: int) -> bool:
        return bool(
            re.match(
                r"(?:이)?(?:은|는|이|가|의|도|와|과|에게|를|을|이랑|랑|하고|만)(?:[^가-힣]|$)|\s?[(,·.]|\s?(?:씨|"
                r"군|양)|(?:이다|입니다|이라|이었|이에요|이오)|$",
                self.text[end : end + 4],
            )
        )

    def _free(self) -> None:
        """Full names that stand alone: known given names with a particle, or beside another name in a list."""
        for hit in FOND.finditer(self.text):
            word = hit["name"]
            if (
                (ord(word[-1]) - 0xAC00) % 28
                and word not in self.lex.not_names
                and self.is_given(word)
                and hit.start() not in self.known.at
            ):
                self._note(hit.start("name"), word)
        free = list(FREE.finditer(self.text))
        given = Counter(hit["name"] for hit in free if hit["tail"] and hit["name"] in self.lex.given)
        seen = Counter(hit["name"] for hit in free if hit["tail"] and len(hit["name"]) == 3)
        for hit in free:
            word = hit["name"]
            start, end = hit.span("name")
            if start in self.known.at or self.blocked(start, end):
                continue
            if not hit["tail"]:
                follows = self.text[end : end + 2]
                listed = follows[:1] in (",", "·") or (follows[:1] == "" and start == 0)
                if not (listed and len(word) == 3 and self.is_full(word) and self._listed(start, end)):
                    continue
            if (
                len(word) >= 3
                and (self.is_full(word) or seen[word] > 1 and hangul_score(word) >= LIKELY)
                or (
                    given[word] > 1
                    and len(word) == 2
                    and word not in self.lex.wordy
                    and BESIDE_NAME.search(self.text, max(0, start - 10), start)
                )
            ):
                self._note(start, word)
            elif (
                len(word) == 2
                and word[1] in ONE
                and self.is_full(word)
                and hit["tail"] in ("은", "는", "이", "가", "과", "와", "의", "도")
            ):
                if word[0] in "김박최리이정조강윤장림임한오서신권황안송류홍" and word[1] in "철혁훈광웅욱준별솔란옥향":
                    self._note(start, word)

    def _listed(self, start: int, end: int) -> bool:
        """Whether another name stands beside this one in a list."""
        return bool(
            re.match(r"(?:, |·| 및 | 그리고 )([가-힣]{3})(?![가-힣]{3})", self.text[end : end + 8])
            or re.search(r"[가-힣]{2,3}(?:, |·| 및 )$", self.text[max(0, start - 7) : start])
        )

    # ------------------------------------------------------------ every mention
    def _occurrences(self) -> list[Name]:
        """Where the known names stand, longest first, each with what follows it."""
        text, known = self.text, self.known
        found: dict[int, Name] = {}
        taken = bytearray(len(text))

        def take(start: int, word: str, form: NameForm, person: str) -> None:
            end = start + len(word)
            if any(taken[start:end]) or self.blocked(start, end):
                return
            taken[start:end] = b"\x01" * len(word)
            title = re.match(rf"(?:이?\s?\([^)\n]{{0,30}}\))?{TITLES}", text[end : end + 44])
            also = []
            for pattern in (HANJA, LATIN):
                near = pattern.match(text, end)
                if near:
                    also.append(near.span(1))
            found[start] = Name(
                start,
                end,
                form,
                person,
                title["title"] if title else "",
                tuple(also),
                person in known.pseudonyms or word in known.pseudonyms,
                end + title.end() if title else end,
            )

        for start, (word, form) in sorted(known.at.items()):
            person = word if form == "full" else self._person(word, form)
            take(start, word, form, person)
        words: list[tuple[str, NameForm, str]] = [(full, "full", full) for full in known.full]
        words += [(given, "given", full) for given, full in known.given.items()]
        words.sort(key=lambda one: -len(one[0]))
        for word, form, person in words:
            if len(word) < 2:
                continue
            for start in _all(text, word):
                if self._stands(start, word, form, person):
                    take(start, word, form, person)
        for surname, person in known.surnames.items():
            if surname in "림최박김리류황윤홍곽엄량허백권송심민조장임":
                for hit in re.finditer(rf"{LEFT}{surname}(?=(?:은|는|이|가|의|을|를|에게) )", text):
                    take(hit.start(), surname, "surname", person)
            for hit in re.finditer(rf"[\"“]{surname}(?=(?:은|는|이|가|의|을|를|에게) )", text):
                take(hit.end() - len(surname), surname, "surname", person)
        return [found[start] for start in sorted(found)]

    def _person(self, word: str, form: NameForm) -> str:
        if form == "surname":
            return self.known.surnames.get(word, word)
        return self.known.given.get(word, word)

    def _stands(self, start: int, word: str, form: NameForm, person: str) -> bool:
        """Whether this occurrence of a known name is the name and not a part of another word."""
        text, end = self.text, start + len(word)
        if start and "가" <= text[start - 1] <= "힣" and not self.joined:
            return False
        rest = re.match("[가-힣]*", text[end : end + 12])
        tail = rest[0] if rest else ""
        if self.joined:
            return True
        titled = re.match(TITLES, text[end : end + 8]) is not None
        wordy = form == "given" and (word in self.lex.not_names or word in self.lex.wordy)
        if wordy:
            if person != word and tail in ("은", "는", "도", "에게", "께서", "의"):
                return True
            return titled or person != word and re.fullmatch(r"이(?:는|가|를|의|도|와)", tail) is not None
        return not tail or titled or re.fullmatch(PARTICLES, tail) is not None


# "…이라는 예순 안팎의 사내": whoever is introduced so has a name, however rare.
_SOMEBODY = re.compile(
    r"이?라는 (?:[가-힣0-9]+ ?(?:세|살|대|안팎|초반|중반|후반|가까운|넘은|남짓|된)(?:의|인|난|된)? )"
    r"{1,2}(?:사내|노인|로인|할머니|할아버지|아주머니|아낙|여|남|녀|청년|처녀|총각)"
)
_OLD_AND_YOUNG = frozenset({"군", "양", "여인", "어린이", "노인", "로인", "옹", "영감"})
_NO_CHILD = frozenset(
    "둘이 셋이 넷이 하나 둘 셋 넷 같이 많이 높이 깊이 끝이 집이 말이 일이 것이 나이 아이 사람 남편 동생 이름 소식 생각 결혼 사진 얼굴 건강 걱정 "
    "사이 모습 목숨 재산 직업 학생 군인 병원 시신 유골 울음 눈물 웃음 소원 마음 몸이 손이 발이 눈이 돈이 병이 밥이 쌀이 옷이 결국 당국 중국 한국 "
    "미국 북한 남한 조선 공안 경찰 정말 지금 그날 오늘 내일 올해 작년 처음 다음".split()
)


def _not_said(word: str) -> bool:
    return word.endswith(("다", "지", "게", "고", "면", "니")) or word in {
        "으로",
        "하고",
        "이랑",
        "처럼",
        "보다",
        "에서",
        "까지",
        "부터",
        "에는",
        "에도",
        "만은",
        "만이",
        "공개",
        "밝히",
        "모르",
        "말하",
        "알려",
        "가명",
        "익명",
        "모두",
        "무엇",
        "없다",
        "있다",
        "그대",
        "누구",
        "비공",
    }


def _surname(word: str) -> str:
    """The surname a word begins with, or "". Two-syllable surnames only where a given name is left."""
    if len(word) >= 3 and word[:2] in SURNAMES_HANGUL:
        return word[:2]
    return word[0] if len(word) in (2, 3) and word[0] in SURNAMES_HANGUL else ""


def _given(word: str) -> str:
    return word[len(_surname(word)) :]


def _all(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
