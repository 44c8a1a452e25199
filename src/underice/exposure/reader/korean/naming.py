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
from underice.exposure.reader.korean.particles import HONORIFICS
from underice.vocabulary.names import SURNAMES_HANGUL, hangul_score

_PARTICLES = (
    r"(?:에게서|한테서|에게는|에게도|한테는|한테도|이랑은|이하고|에게|한테|께서|이랑|하고|이가|이는|이를|이의|이도|이와|이만|이네|은|는|이|"
    r"가|을|를|의|도|와|과|께|랑|만|아|야|"
    r"네|로|라고|이라고|라는|이라는|라|이라|입니다|이다|였다|이었다|예요|이에요|이며|며|이고|고|인|부터|까지|처럼)"
)
_END = rf"(?=(?:{_PARTICLES})?(?:[^가-힣]|$))"
_TITLES = rf"\s?(?P<title>{HONORIFICS})(?! 씨)(?=[^가-힣]|$|은|는|이|가|을|를|의|와|과|도|에게|께|하고|랑|로|으로|네|만|입|였|께서|라)"
_BRACKET = (
    r"(?=\s?[(（](?:(?:맨 )?(?:왼쪽|오른쪽|가운데|앞줄|뒷줄|앞|뒤|위|아래)(?: [가-힣]{1,5})?"
    r"(?:에서 [가-힣]{1,2} ?번째)?[·,ㆍ ] ?)?"
    r"(?:만 ?)?(?:약 ?)?(?:향년 ?)?(?:\d{1,3}(?!/\d)(?:세|살|대)?\s?[,·;/)）、 ∙ㆍ-]|\d{2,4}년|[一-龥]{2,4}|(?:여|남|녀)(?:성|"
    r"자)?\s?[,·;/)ㆍ]|가명|본명|"
    r"[A-Z][A-Za-z]+[ -]|주체|[가-힣]{2,4} 살|스물|서른|마흔|쉰|예순|일흔|열|아홉|여덟|일곱|여섯|"
    r"[가-힣]{2,8} 출신|당시|전 |생후))"
)
_NAME = r"[가-힣]{1,4}"
_LEFT = r"(?<![가-힣])"
_FULL_TITLED = re.compile(rf"{_LEFT}(?P<name>[가-힣]{{1,4}}?){_TITLES}")
_BRACKETED = re.compile(rf"{_LEFT}(?P<name>[가-힣○O]{{2,4}}){_BRACKET}")
_ROW = re.compile(
    r"(?:^|(?<=[\n.)①-⑳:;>•·*-])|(?<=\|))[ \t*]*(?:\(?\d{1,3}[).] ?|[①-⑳] ?|"
    r"[-*•·▶▷■□●○◆◇※] ?(?:\d{1,2}번 )?|\d{1,2}번 )?(?P<name>[가-힣]{2,4})\*{0,2}\s?[,/·|:–—ㆍ-]\s?"
    r"(?=(?:남|여|녀)(?:성|자)?\s?(?:[,/·|\s(ㆍ]|\d|$)|만? ?\d{1,3} ?(?:세|살|[,/·|])|\d{2,4}년|주체 ?\d|"
    r"[가-힣]{1,4} ?살|[1-6]0대)"
    r"|^[ \t*]*[-*•·▶▷■□●○◆◇※]? ?(?:\d{1,2}[.)] ?)?(?P<plain>[가-힣]{2,4}|[가-힣][○O×*]{1,2})(?= (?:남|여|녀) \d{1,2}(?:[ ,/세살]|$))",
    re.MULTILINE,
)
_SAID = re.compile(
    rf"(?:이름(?:은|이|을)?|성함(?:은|이)?|존함(?:은|이)?|본명(?:은|이)?|성명(?:은|:)?|가명(?:은|:)?|"
    rf"이름\s?[:：])\s?['‘\"“]?(?P<a>[가-힣]{{2,4}}?)['’\"”]?"
    rf"(?=\s\d|\s[가-힣]{{2,4}} ?살|\s?·|(?:이?라고|이?라는|입니다|이에요|예요|이었|였|이다|이고|이며|이오|이요|이우|이지|으로|로|이야|"
    rf"[.,()])|\s?\(|\s?[\n/|,]|$)"
    rf"|{_LEFT}(?P<b>[가-힣]{{2,4}}?)['’\"”]?이?(?:라고|라는) ?(?:하는|합니다|해요|했|부르|불리|불러|이름|한다|"
    rf"하|여성|남성|녀자|남자|여자|사람|녀성|탈북|"
    rf"소년|소녀|아이|청년|"
    rf"[0-9]{{1,2}}(?:세|살)|[가-힣]{{2,4}} 살|친구)"
    rf"|(?:저는|나는|제가|내가)\s(?P<c>[가-힣]{{2,4}}?)(?=입니다|이에요|예요|이라고|라고|이다|이오|, )"
    rf"|['‘\"“]?{_LEFT}(?P<d>[가-힣]{{2,4}})['’\"”]?\s?[(（](?:가명|본명|필명|호)"
    rf"|{_LEFT}(?P<f>[가-힣]{{3}})(?= (?:올림|드림|배상|씀)(?:[^가-힣]|$))"
    rf"|(?:가명|본명)\s?['‘\"“:]\s?(?P<e>[가-힣]{{2,4}})"
    rf"|['‘\"“](?P<g>[가-힣]{{1,4}}(?: (?:아바이|아매|할머니|할아버지|아주머니|아저씨|엄마|누나|언니))?)['’\"”]"
    rf"(?:이?라고|으?로) ?(?:만 )?(?:불러|부르|부른|해 주|해 두|하자|하겠|적|쓰겠|써 주|불린|불렀)"
)
_ONLY_SURNAME = re.compile(
    rf"{_LEFT}['‘\"“]?(?P<name>[가-힣])['’\"”]?(?: ?씨)?(?:이?라고|으?로) ?만 (?:해|불러|부르|적|써|쓰|알)"
    rf"|(?:그냥|성만|저를|나를) ['‘\"“]?(?P<plain>[가-힣])['’\"”]?(?: ?씨)?이?라고 (?:적|써|쓰|불러|부르|해)"
    rf"|(?:제|내|저희|우리) 성(?:은|이|씨는) ?(?P<own>[가-힣])(?:가|씨)"
)
_LONG_SURNAMES = frozenset({"남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방", "어금"})
_MASKED = re.compile(
    rf"{_LEFT}(?P<name>[가-힣](?:모|○○?|OO?|××?|\*\*?|ㅇㅇ?))(?=\s?(?:씨|군|양|올림|드림|\(|는|은|이|가|의|[,/|]))"
    rf"|(?<![A-Za-z가-힣])(?P<letter>[A-Z]|[ㄱ-ㅎ])(?= ?(?:씨|군|양|여인)(?:[^가-힣]|은|는|이|가|을|를|의|와|과|"
    rf"도|에게))"
)
_MASKED_WORD = re.compile(
    rf"{_LEFT}(?P<name>[가-힣]) (?:모(?!양)|아무개) ?(?=씨|군|양|\(|올림|드림|[/|,]|은 |는 |이 |가 |의 |을 |를 |와 |도 )"
)
_HEREAFTER = re.compile(
    r"[(（]이하,? ?['‘\"“]?(?P<name>[갑을병정]|[A-Z])['’\"”]?(?: ?씨)?(?:이?라 ?(?:함|한다|칭함))?[)）]"
)
_FREE = re.compile(
    rf"{_LEFT}(?P<name>[가-힣]{{2,4}}?)(?P<tail>이?(?:은|는|이|가|의|도|와|과|에게|를|을|께서|한테|이랑|하고|"
    rf"랑))?(?=[^가-힣]|$)"
)
_ASKED = re.compile(r"^\**(?:기자|문|질문|Q|진행자|면담자|인터뷰어)\**\s?[:：]", re.MULTILINE)
_SPEAKER = re.compile(r"^\**(?P<name>[가-힣]{2,4})(?:\s?씨)?\**\s?[:：]", re.MULTILINE)
_BEFORE_FACTS = re.compile(
    rf"{_LEFT}(?P<name>[가-힣]{{2,4}}) (?=(?:남|여|녀)(?:자|성)(?:[ ,.\n]|$)|(?:만 )?\d{{1,2}}(?:세|살)(?:[ ,.\n]|$)|\d{{2}}년생)"
)
_OWN_NAME = re.compile(
    r"이름(?:은|이|을)? ?['‘\"“]?(?P<name>[가-힣]{2,3}?)['’\"”]?(?=이?구요|이고요?|고요|인데|이에요|예요|이라|라고|입니다|이었| 나이|[ ,.]|$)"
)
_TOPIC_NAME = re.compile(
    r"[가-힣](?:은|는) (?P<name>[가-힣]{2,3})(?=, ?(?:만 ?)?(?:\d{1,2} ?(?:세|살)|[가-힣]{1,4} ?살|(?:열|스물|서른|"
    r"마흔|쉰|예순|일흔)[가-힣]{0,2}[ .,])|\((?:만 ?)?\d)"
)
_KIN_IS = re.compile(
    r"(?:들|딸|동생|아내|남편|니|지|나|빠|형|촌|모|부|카|녀|자|처)[은는] (?P<name>[가-힣]{2,3}?)(?=이고|이며|이에요|예요|입니다|이었|였|이라)"
)
_AFTER_AGE = re.compile(r"[0-9가-힣] ?(?:살|세)(?:의|짜리|난|된|배기)? (?P<name>[가-힣]{3})(?=[가-힣,. (]|$)")
_CALLED_SO = re.compile(
    r"(?:들|딸|이|내|나|니|빠|형|생|촌|모|부|편|카|녀|자|지)[은는] (?P<name>[가-힣]{2,3}?)이?라고(?=,| 합니다| 해요| 하는데| 했)"
)
_LITTLE = re.compile(rf"{_LEFT}(?P<name>[가-힣]{{1,2}})이(?=는|가|를|의|도|랑|와|네|에게|한테|야|하고)")
_PRESENT = re.compile(
    r"(?:있는|사는|온|살던|일하는|다니는|지내는|살|세|출신|출신의|저는|저,|나는) (?P<name>[가-힣]{2,4}?)"
    r"(?=입니다|이에요|예요|이라고 ?(?:합니다|해요|하는|불)|라고 ?(?:합니다|해요|하는|불))"
)
_FROM_THERE = re.compile(
    r"(?:출신|태생|고향)(?:의|인|이라는)? (?P<name>[가-힣]{3})(?=으?로[ ,]|이?다[. ]|이며|이라|라고|은 |는 |이 |가 |,|\s?\()"
)
# What stands before somebody called by her given name alone: the end of a clause that tells of her.
_BESIDE_NAME = re.compile(
    r"(?:[가-힣](?:진|간|난|린|힌|된|한|던|긴|온|은|신|낸)|[가-힣]{1,4}(?:살|세|대)(?:의|짜리|난)?) $"
)
_NOUN = re.compile(
    r"(?!당시|지난|이들|본인|모두|일행|우리|저희|그의|그녀|이번|다른|같은|어떤|무슨|지금|현재|이후|다음|당일|결국|친한|작은|우선|아는|또한|이후)[가-힣]{2}$"
)
_FOND = re.compile(rf"{_LEFT}(?P<name>[가-힣]{{2}})이(?:는|가|를|의|와|도|랑|네)(?=[^가-힣]|$)")
_HANJA = re.compile(r"\s?[(（](?P<hanja>[一-龥]{2,4})(?=[)）·,ㆍ、;/ ])")
_LATIN = re.compile(r"\s?[(（](?P<latin>[A-Z][A-Za-z'’]*(?:[ -][A-Za-z][A-Za-z'’]*){1,3})(?=[)）·,;/])")
_ONE = frozenset("철혁훈광웅룡욱준별솔란옥향숙건혜진민현영일성국명호남범산송림희설")
_FIRST = frozenset(
    "금은옥영명경순정춘복성철광혁남일진국룡용학승태창덕동충현혜미선설수애연려련향해희효윤유인위원종주지평필한호홍화환봉분말점꽃상세서석무문민만범병대달도두길강건계고귀기나례류리림매모백보비사새소송시신심아여예오온우월응의이자재전제조준차천청초추칠탁풍하행형황후훈흥은장채"
)
_SECOND = frozenset(
    "희숙순옥자애란미실화철호수남일진민식춘길광복근도월심국훈경성혁주별향정하혜아서지영이덕녀금임원현매삼분선연련룡용학명림산해준욱웅만우범걸충설송은단봄배람늬린나라리미빈연윤건비솔샘슬봉록섭탁택환균모석규승찬태홍표필한형후흠"
)


_AFTER_SURNAME = frozenset("씨 여인 할머니 할아버지 노인 로인 여사 군 양 목사 선교사 전도사 노파".split())

_LIKELY = 0.85  # hangul_score of a word that is built like a full name


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
            return loose or given in _ONE
        if loose:
            return given[0] in _FIRST or given[1] in _SECOND or hangul_score(word) >= _LIKELY
        return False

    def is_given(self, word: str) -> bool:
        """Whether a word of two syllables can be a given name."""
        if word in self.lex.given:
            return True
        return len(word) == 2 and word not in self.lex.not_names and word[0] in _FIRST and word[1] in _SECOND

    def _masked(self) -> None:
        for hit in (*_MASKED.finditer(self.text), *_MASKED_WORD.finditer(self.text)):
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
        for hit in _HEREAFTER.finditer(self.text):
            word = hit["name"]
            self.known.full.setdefault(word, word)
            self.known.at[hit.start("name")] = (word, "full")
            self.known.pseudonyms.add(word)
            again = rf"(?<![가-힣A-Za-z]){word}(?=은 |는 |이 |가 |의 |을 |를 |과 |와 |도 |에게 )"
            for more in re.finditer(again, self.text[hit.end() :]):
                self.known.at[hit.end() + more.start()] = (word, "full")

    def _said(self) -> None:
        for hit in _ONLY_SURNAME.finditer(self.text):
            group = next(one for one in ("name", "plain", "own") if hit[one])
            if hit[group] in SURNAMES_HANGUL:
                self.known.at[hit.start(group)] = (hit[group], "full")
                self.known.full.setdefault(hit[group], hit[group])
        for hit in _SAID.finditer(self.text):
            for group in "abcdefg":
                if hit[group] and not _not_said(hit[group]):
                    word, start = hit[group], hit.start(group)
                    if group == "f" and not self.is_full(word, loose=True):
                        continue
                    certain = group in "deg" or (
                        group == "a" and word not in self.lex.not_names and not word.endswith(("다", "고", "지", "게"))
                    )
                    if group == "b" and not (
                        self.is_full(word) or self.is_given(word) or self.is_full(word, loose=True)
                    ):
                        continue
                    if self._note(start, word, certain=certain) and group in "deg":
                        self.known.pseudonyms.add(word)

    def _bracketed(self) -> None:
        for hit in _BRACKETED.finditer(self.text):
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
        for hit in _ROW.finditer(self.text):
            group = "name" if hit["name"] else "plain"
            if not re.fullmatch("[가-힣]+", hit[group]):
                self.known.at[hit.start(group)] = (hit[group], "full")
                self.known.full.setdefault(hit[group], hit[group])
            elif self.is_full(hit[group], loose=True):
                self._note(hit.start(group), hit[group])

    def _before_facts(self) -> None:
        """Names of posts and notes: before a sex or an age without brackets, or after "이름" with no space."""
        for hit in _CALLED_SO.finditer(self.text):
            if hit["name"] not in _NO_CHILD and not _not_said(hit["name"]):
                self._note(hit.start("name"), hit["name"], certain=True)
        for hit in _AFTER_AGE.finditer(self.text):
            start = hit.start("name")
            if hit["name"].endswith("이") and self.is_given(hit["name"][:-1]):
                self._note(start, hit["name"][:-1])
            elif (
                self.is_full(hit["name"], loose=True) and start not in self.known.at and self._tail_ok(hit.end("name"))
            ):
                self._note(start, hit["name"])
        for hit in _KIN_IS.finditer(self.text):
            if (
                self.is_full(hit["name"])
                and hit["name"] not in self.lex.jobs
                and hit.start("name") not in self.known.at
            ):
                self._note(hit.start("name"), hit["name"])
        for hit in _TOPIC_NAME.finditer(self.text):
            if self.is_full(hit["name"], loose=True) and hit.start("name") not in self.known.at:
                self._note(hit.start("name"), hit["name"])
        for hit in (*_BEFORE_FACTS.finditer(self.text), *_OWN_NAME.finditer(self.text)):
            word = hit["name"]
            if self.is_full(word, loose=True) and hit.start("name") not in self.known.at and not _not_said(word):
                self._note(hit.start("name"), word)

    def _speakers(self) -> None:
        """Names before a colon where another line is a question: "지 씨: …"."""
        if _ASKED.search(self.text):
            for hit in _SPEAKER.finditer(self.text):
                if self.is_full(hit["name"], loose=True):
                    self._note(hit.start("name"), hit["name"])
        for hit in _FROM_THERE.finditer(self.text):
            if self.is_full(hit["name"], loose=True) and hit.start("name") not in self.known.at:
                self._note(hit.start("name"), hit["name"])
        for hit in _PRESENT.finditer(self.text):
            if self.is_full(hit["name"], loose=len(hit["name"]) == 3) or self.is_given(hit["name"]):
                self._note(hit.start("name"), hit["name"])

    def _titled(self) -> None:
        for hit in _FULL_TITLED.finditer(self.text):
            word, title, start = hit["name"], hit["title"], hit.start("name")
            close = self.text[hit.end("name")] != " "
            if len(word) == 2 and word in _LONG_SURNAMES and title in ("씨", "군", "양", "할머니", "여사"):
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
                if title in _AFTER_SURNAME and word in SURNAMES_HANGUL and not strange:
                    self.known.at[start] = (word, "surname")
                continue
            if title in ("씨", "옹", "여사"):
                self._note(start, word, certain=word not in self.lex.not_names and not word.endswith(("아저", "인")))
            elif title == "등":
                continue
            elif (
                self.is_full(word, loose=title in ("군", "양", "여인", "어린이"))
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
        if word in self.lex.words or not _NOUN.match(word):
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
            rf"(?:인 |이자 |이던 |였던 |, | |\(|‘|'|)(?P<name>[가-힣]{{2,4}}?){_END}"
            if not self.joined
            else rf"(?:인|이자|이던|,|\(| |)(?P<name>[가-힣]{{2,4}}?)(?={_PARTICLES}|[^가-힣]|$)"
        )
        for offset in before:
            little = _LITTLE.match(self.text, offset + 1) if self.text[offset : offset + 1] == " " else None
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
                    rf"{_PARTICLES}?(?:[^가-힣]|$)|\s?(?:{HONORIFICS})", self.text[end : end + 8]
                ):
                    continue
                if self.joined and not re.match(rf"(?:이)?{_PARTICLES}|[^가-힣]|$|씨", self.text[end : end + 6]):
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
        for hit in _FOND.finditer(self.text):
            word = hit["name"]
            if (
                (ord(word[-1]) - 0xAC00) % 28
                and word not in self.lex.not_names
                and self.is_given(word)
                and hit.start() not in self.known.at
            ):
                self._note(hit.start("name"), word)
        free = list(_FREE.finditer(self.text))
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
                and (self.is_full(word) or seen[word] > 1 and hangul_score(word) >= _LIKELY)
                or (
                    given[word] > 1
                    and len(word) == 2
                    and word not in self.lex.wordy
                    and _BESIDE_NAME.search(self.text, max(0, start - 10), start)
                )
            ):
                self._note(start, word)
            elif (
                len(word) == 2
                and word[1] in _ONE
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
            title = re.match(rf"(?:이?\s?\([^)\n]{{0,30}}\))?{_TITLES}", text[end : end + 44])
            also = []
            for pattern in (_HANJA, _LATIN):
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
                for hit in re.finditer(rf"{_LEFT}{surname}(?=(?:은|는|이|가|의|을|를|에게) )", text):
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
        titled = re.match(_TITLES, text[end : end + 8]) is not None
        wordy = form == "given" and (word in self.lex.not_names or word in self.lex.wordy)
        if wordy:
            if person != word and tail in ("은", "는", "도", "에게", "께서", "의"):
                return True
            return titled or person != word and re.fullmatch(r"이(?:는|가|를|의|도|와)", tail) is not None
        return not tail or titled or re.fullmatch(_PARTICLES, tail) is not None


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
