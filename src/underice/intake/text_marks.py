"""What the words of one line of a list are: marks for ages, births, places, kin, sex, health and the like, in order.

Names are found by `text_names` in what is left. Each pattern is bounded, so that a line is read in linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from underice.intake.cells_words import word_list
from underice.intake.relations import DATA, Kin, Together, find_kin, find_together
from underice.vocabulary.claims import Claims
from underice.vocabulary.entering import date_said
from underice.vocabulary.listed_times import AGE as HAN_AGE
from underice.vocabulary.listed_times import DATE as HAN_DATE
from underice.vocabulary.validation import age_said

MarkKind = Literal[
    "name", "alias", "sex", "age", "number", "birth", "place", "kin", "together", "person", "unnamed", "job", "health",
    "phone", "left", "ditto", "and", "note", "label", "address", "sep", "open", "close", "rest", "bad-age", "bad-birth",
]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Mark:
    """text[start:end] is something. value: the words as a fact needs them, or "f"/"m" for a sex.

    kin, together: for marks of these kinds. count: how many people ("남자 2명"); 0 if that is not said.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""
    kin: Kin | None = None
    together: Together | None = None
    count: int = 0

    def __repr__(self) -> str:
        return f"Mark({self.kind}, {self.start}:{self.end})"


_PHONE = re.compile(
    r"(?<![\d+.])(?:\+\d{1,3}[ -]?(?:\d{1,4}[ -]?){2,4}\d{3,4}|(?:0\d{1,3}|1[3-9]\d)[ -]?\d{3,4}[ -]?\d{4})(?!\d)"
)
_YEAR_ONLY = r"(?:19[1-9]\d|20[0-2]\d)"
_BIRTHS = re.compile(
    rf"{HAN_DATE}(?:出生|生人|生)"
    r"|주체 ?\d{2,3}년?(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?(?:생|출생)?"
    r"|(?<![\d.])(?:19|20)?\d{2}(?:년|[.\-/])? ?\d{1,2}(?:월|[.\-/]) ?\d{1,2}(?:일|\.)? ?(?:생|출생)"
    r"|(?<!\d)(?:(?:19|20)\d{2}|['’]?\d{2}) ?년? ?(?:\d{1,2}월 ?)?(?:\d{1,2}일 ?)?(?:생|출생)(?![각산활가-힣])|(?<!\d)\d{6} ?생"
    r"|(?i:\b(?:born|dob|d\.o\.b\.?|b\.|date of birth|year of birth|yob|b(?= ?(?:19|20)\d\d))(?: ?:)?(?: (?:in|on|c\.|ca\.?|about|around))* ?)"
    r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|[A-Z][a-z]{2,8}\.?,? \d{4}|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?|(?i:juche) ?\d{2,3}|\d{4})"
)
_DATES = re.compile(
    rf"(?<![\d.-])(?:{_YEAR_ONLY}|2[01]\d\d)(?:[.\-/] ?\d{{1,2}}){{1,2}}\.?(?!\d)"
    rf"|(?<!\d){_YEAR_ONLY}년 ?\d{{1,2}}월(?: ?\d{{1,2}}일)?|{HAN_DATE}"
    rf"|(?<![\d\w.,:/+-]){_YEAR_ONLY}(?:년|年)?(?![\d\w])"
)
_OTHER_DATES = re.compile(
    r"\d{1,2}월 ?\d{1,2}일|\d{1,2}月\d{1,2}[日号]|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|\d{1,2}:\d{2}"
    r"|(?i:\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,? \d{4})?\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{3,6}|\.)? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?\b)"
)
_NATIVE = r"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)?"
_AGES = re.compile(
    r"(?<!\d)(?<!\d\.)(?:만 ?|약 ?|대략 ?|나이 )?(?:\d{1,3}) ?(?:세|살|쎄)(?: ?(?:쯤|가량|정도|전후|\(만\)))?(?!대|기)"
    r"|(?<![\d.])만 ?\d{1,3}(?![\d년월])|생후 ?\d{1,3} ?(?:개월|일|달)|(?<!\d)\d{1,2} ?개월(?: ?된)?"
    r"|(?<!\d)[1-9]0대(?: ?(?:초반|중반|후반|초|중|말)(?![가-힣]))?"
    rf"|(?<![가-힣])(?:{_NATIVE}|한|두|세|네|다섯|여섯|일곱|여덟|아홉) ?살(?: ?쯤| ?정도)?(?![가-힣])|(?<![가-힣]){_NATIVE}(?![가-힣])"
    r"|(?i:\b(?:aged?|about|around|approx\.?|circa|c\.|ca\.)(?: about| around|:)? ?\d{1,3}\b(?!\s?(?:people|persons|km|men|women))"
    r"|\b\d{1,3}[ -]?(?:y\.?/?o\.?\b|yrs?\.?(?:[ -]old)?\b|years?[ -](?:old|of age)\b|year[ -]olds?\b)"
    r"|\b\d{1,2}[ -](?:months?|mos?|weeks?|days?)(?:[ -]old)?\b"
    r"|\bin (?:her|his|their) (?:early |mid[ -]|late )?(?:[1-9]0['’]?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|teens)\b"
    r"|\b(?:(?:early|mid|late)[ -])?[1-9]0['’]?s\b)"
    rf"|{HAN_AGE}"
)
_OF_AGE = re.compile(r"(?i:(?<=boy of )|(?<=girl of )|(?<=child of )|(?<=son of )|(?<=daughter of ))\d{1,2}\b(?!\.)")
_NUMBERS = re.compile(
    r"(?<![\d.:+])(?<!\d[-/])(?<![A-Za-z][-_])\d{1,3}(?![\d:%]|\.\d|[-/]\d| ?(?:명|사람|인(?![가-힣])|people|persons|人|名|个|個|km|분|시|번|호|号|월|일|년|月|日|st|nd|rd|th))"
)
_COUNT = r"(?: ?(?P<{0}>\d{{1,3}}|한|두|세|네|다섯|하나|둘|셋|넷) ?명?)?"
_DITTO = re.compile(
    r"(?:(?<=^)|(?<=[\s,/(;|\t]))(?:상동|〃|″|위와 ?(?:같음|동일)|동상|same(?: as above)?|ditto|同上|idem)(?=$|[\s,/);|.:\t])",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"[,，;；/|\t、。:]|(?<=\s)[-–—](?=\s)|[·ㆍ](?!\s?$)|(?<=[가-힣\u3400-\u9fff])\.(?=\s|\S)|(?<=[a-z]{3})\.(?=\s|$)|\.$"
    r"|(?<=\d)\.(?=\s)|[-–—](?=[가-힣])|(?<=[가-힣])[-–—]"
)
_OPEN, _CLOSE = "([〈《<「『{", ")]〉》>」』}"


@cache
def _words(kind: str, tail: str = "") -> re.Pattern[str]:
    """Any word of a kind standing by itself: Latin and Hangul words whole, Chinese ones anywhere."""
    listed = sorted(word_list(kind), key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in listed if word.isascii())
    hangul = "|".join(re.escape(word) for word in listed if "가" <= word[0] <= "힣")
    other = "|".join(re.escape(word) for word in listed if not word.isascii() and not "가" <= word[0] <= "힣")
    parts = [
        rf"(?<![A-Za-z])(?i:{latin})(?![A-Za-z])" if latin else "",
        rf"(?<![가-힣])(?:{hangul}){tail}(?![가-힣])" if hangul else "",
        rf"(?:{other})" if other else "",
    ]
    return re.compile("|".join(part for part in parts if part))


@cache
def _health() -> re.Pattern[str]:
    words, body = (
        "|".join(re.escape(w) for w in sorted(word_list(k), key=len, reverse=True)) for k in ("health", "body")
    )
    months = r"(?: ?\(?(?:\d{1,2}|[一二三四五六七八九十]) ?(?:개월|주|months?|weeks?|个月)(?: 째)?\)?)?"
    hangul = "|".join(w for w in word_list("body") if "가" <= w[0] <= "힣")
    return re.compile(
        rf"(?:(?<![가-힣])(?:(?:{hangul}) ?)?(?:{'|'.join(w for w in sorted(word_list('health'), key=len, reverse=True) if '가' <= w[0] <= '힣')})"
        rf"(?:{months})(?: ?(?:중|있음|있다고 함|심함|상태|의심|환자|증세|입음|당함|당했음|앓고 있음))?(?![가-힣])"
        rf"|(?:\d{{1,2}} months? )?(?<![A-Za-z])(?i:(?:(?:{body}) )?(?:{'|'.join(re.escape(w) for w in sorted(word_list('health'), key=len, reverse=True) if w.isascii())}))"
        rf"(?![A-Za-z]){months}"
        rf"|(?:{body})?(?:{'|'.join(w for w in sorted(word_list('health'), key=len, reverse=True) if not w.isascii() and not '가' <= w[0] <= '힣')}){months})"
    )


@cache
def _jobs() -> re.Pattern[str]:
    hangul: list[str] = []
    latin: list[str] = []
    han: list[str] = []
    for line in (DATA / "jobs.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            for word in line.split("|"):
                (latin if word.isascii() else hangul if "가" <= word[0] <= "힣" else han).append(word)
    ways = [
        "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
        for words in (hangul, latin, han)
    ]
    before = r"(?:(?:탄광|광산|공장|기업소|제철소|제강소|방직공장|소학교|중학교|고급중학교|유치원|장마당|시장|식당|병원|농장|협동농장|옷|쌀|신발|식료품|전직|전) )?"
    return re.compile(
        rf"(?<![가-힣]){before}(?:{ways[0]})(?: 출신)?(?=$|[^가-힣]|(?:임|이다|입니다|이었음|였음|이고|이며)(?![가-힣]))"
        rf"|(?<![A-Za-z-])(?i:{ways[1]})(?![A-Za-z-])|(?:{ways[2]})"
    )


@cache
def labels() -> dict[str, str]:
    """Words that stand before a value, folded to small letters, with the property they announce."""
    found: dict[str, str] = {}
    for line in (DATA / "labels.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            prop, listed = line.split("\t")
            for word in listed.split("|"):
                found.setdefault(word.lower(), prop)
    return found


@cache
def _labels() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(labels(), key=len, reverse=True))
    sure = "이름|성명|성별|나이|년령|연령|고향|직업|생년월일|출생|연락처|전화|姓名|性别|年龄|籍贯|职业|电话"
    return re.compile(
        rf"(?<![\w])(?:(?i:(?P<a>{listed})) ?[:：=] ?|(?P<b>{sure})(?:은|는)? (?! ?(?:모름|미상|불명|모르)))|(?P<c>电话|姓名|年龄|籍贯)(?=\S)"
    )


class Finder:
    """Finds the marks of one line; names and what is left over are added by `text_names`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.claims = Claims(len(text))
        self.marks: list[Mark] = []

    def take(self, start: int, end: int, kind: MarkKind, value: str | None = None, count: int = 0) -> bool:
        """Claim a stretch for a kind of mark; False if some of it is taken."""
        if start >= end or not self.claims.claim(start, end):
            return False
        self.marks.append(Mark(start, end, kind, self.text[start:end].strip() if value is None else value, count=count))
        return True

    def find(self) -> None:
        """All marks save names, places, jobs and the rest."""
        text = self.text
        for hit in _PHONE.finditer(text):
            self.take(hit.start(), hit.end(), "phone")
        for hit in _words("unnamed").finditer(text):
            self.take(hit.start(), hit.end(), "unnamed")
        for hit in _labels().finditer(text):
            self.take(hit.start(), hit.end(), "label", labels()[(hit["a"] or hit["b"] or hit["c"]).lower()])
        for hit in _DITTO.finditer(text):
            self.take(hit.start(), hit.end(), "ditto")
        for hit in _also().finditer(text):
            self.take(hit.start(), hit.end(), "label", {"name": "also"}.get(word_list("also")[hit[1].lower()], "alias"))
        for hit in _TITLES.finditer(text):
            self.take(hit.start(), hit.end(), "sex", word_list("title")[hit[1].lower()])
        for pattern in (_health(), _words("left")):
            for hit in pattern.finditer(text):
                self.take(hit.start(), hit.end(), "health" if pattern is _health() else "left")
        for hit in _words("leftplace").finditer(text):
            self.take(hit.start(), hit.end(), "left")
        for hit in _leftplace_hangul().finditer(text):
            self.take(hit.start(), hit.end(), "left")
        self._times()
        self._people()

    def _times(self) -> None:
        text = self.text
        for hit in _BIRTHS.finditer(text):
            self._birth(hit.start(), hit.end())
        noted = _words("note").search(text) is not None or _note().search(text) is not None
        for hit in _DATES.finditer(text):
            if noted and (hit.end() - hit.start() > 5 or _near_note(text, hit.start(), hit.end())):
                self.take(hit.start(), hit.end(), "note")
            else:
                self._birth(hit.start(), hit.end())
        for hit in _OTHER_DATES.finditer(text):
            self.take(hit.start(), hit.end(), "note")
        for pattern in (_AGES, _OF_AGE):
            for hit in pattern.finditer(text):
                good = age_said(hit.group().strip()) is not None
                self.take(hit.start(), hit.end(), "age" if good else "bad-age")

    def _birth(self, start: int, end: int) -> None:
        words = self.text[start:end].strip(" ,")
        for value in (words, f"{words}생", words.rstrip("."), f"{words}년생"):
            if date_said(value) is not None:
                self.take(start, end, "birth", value)
                return
        self.take(start, end, "bad-birth")

    def _people(self) -> None:
        text = self.text
        owned = [kin for kin in find_kin(text) if kin.whose or kin.couple]
        for together in find_together(text):
            if any(kin.start < together.end and together.start < kin.end for kin in owned):
                continue
            if self.claims.claim(together.start, together.end):
                self.marks.append(Mark(together.start, together.end, "together", together=together))
        for kin in find_kin(text):
            if (
                not _surname_son(text, kin)
                and not _SMALL.match(text, kin.end)
                and self.claims.claim(kin.start, kin.end)
            ):
                self.marks.append(Mark(kin.start, kin.end, "kin", kin.as_written, kin))
        for hit in _persons().finditer(text):
            word = hit["word"].lower()
            if hit["word"][0].isupper() and _BESIDE_CAPITAL.search(
                text[max(0, hit.start("word") - 30) : hit.end("word") + 2]
            ):
                if text[hit.end("word") : hit.end("word") + 2][1:2].isupper():
                    continue
            sex = word_list("person").get(word) or ""
            if not sex and word in word_list("sex"):
                sex = word_list("sex")[word]
            count = _count(hit)
            self.take(hit.start(), hit.end(), "person", sex, count)
        for hit in _sexes().finditer(text):
            self.take(hit.start(), hit.end(), "sex", word_list("sex")[hit.group().strip().lower()])
        for hit in _NUMBERS.finditer(text):
            self.take(hit.start(), hit.end(), "number")
        for place, char in enumerate(text):
            if char in _OPEN:
                self.take(place, place + 1, "open", char)
            elif char in _CLOSE:
                self.take(place, place + 1, "close", char)
        for hit in _SEPARATORS.finditer(text):
            self.take(hit.start(), hit.end(), "sep")
        for hit in _ands().finditer(text):
            self.take(hit.start(), hit.end(), "and")


_TITLES = re.compile(r"(?<![A-Za-z])((?i:mrs|ms|mr|miss|madam))\.? (?=[A-Z])")


@cache
def _also() -> re.Pattern[str]:
    listed = sorted(
        set(word_list("also")) - {"or", "또는", "혹은", "한글", "영어", "中文", "英文"}, key=len, reverse=True
    )
    latin = "|".join(re.escape(word) for word in listed if word.isascii())
    other = "|".join(re.escape(word) for word in listed if not word.isascii())
    return re.compile(rf"((?<![A-Za-z])(?i:{latin})(?![A-Za-z])|(?<![가-힣])(?:{other}))(?:은|는|为|叫)? ?:? ?")


@cache
def _leftplace_hangul() -> re.Pattern[str]:
    listed = sorted((w for w in word_list("leftplace") if "가" <= w[0] <= "힣"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(listed)})(?![가-힣])")


@cache
def _note() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in word_list("note")), re.IGNORECASE)


def _near_note(text: str, start: int, end: int) -> bool:
    return _note().search(text, max(0, start - 20), min(len(text), end + 20)) is not None


@cache
def _ands() -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z])(?i:and|with|plus|accompanied by|together with|along with)(?![A-Za-z])|&|\+|(?<![가-힣])(?:그리고|및|함께|같이|과|와)(?![가-힣])"
        r"|[和及与與跟](?=[\u3400-\u9fff])|以及"
    )


@cache
def _persons() -> re.Pattern[str]:
    listed = sorted(word_list("person"), key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in listed if word.isascii())
    plural = {"women": "f", "men": "m", "girls": "f", "boys": "m", "children": "", "babies": "", "persons": ""}
    word_list("person").update(plural)
    hangul = "|".join(re.escape(word) for word in listed if "가" <= word[0] <= "힣")
    han = "|".join(re.escape(word) for word in listed if not word.isascii() and not "가" <= word[0] <= "힣")
    number = r"(?:\d{1,3}|a|an|one|two|three|four|five|another|the)"
    return re.compile(
        rf"(?<![A-Za-z])(?:(?i:(?P<n1>{number}) (?:(?:unknown|young|elderly|old|little|small|other|more) ){{0,2}}))?(?P<word>(?i:{latin}|{'|'.join(plural)})(?![A-Za-z])"
        rf"|(?<![가-힣])(?:{hangul})(?![가-힣])|(?<![\u3400-\u9fff])(?:{han})|(?<=[一二两兩三四五六名个個位])(?:{han}))"
        r"(?:(?: ?(?P<n2>\d{1,3}) ?(?:명|人|名))|(?: (?P<n3>하나|둘|셋|넷|다섯|한|두|세|네)(?: ?명)?(?![가-힣])))?"
    )


def _count(hit: re.Match[str]) -> int:
    from underice.intake.relations import count_said

    return count_said(hit["n1"]) or count_said(hit["n2"]) or count_said(hit["n3"])


@cache
def _sexes() -> re.Pattern[str]:
    short = r"(?<![A-Za-z'’.])[FfMmWw](?![A-Za-z'’]|\.\s?[A-Z])"
    hangul = r"(?<![가-힣])(?:여성|녀성|여자|녀자|남성|남자|여|녀|남)(?![가-힣])"
    han = r"(?<![\u3400-\u9fff])(?:女性|男性|女|男)(?![\u3400-\u9fff])|(?<=[\s,，(（/])(?:女|男)|[♀♂]"
    return re.compile(rf"{short}|{hangul}|{han}|(?i:(?<![A-Za-z])(?:female|male|fem)(?![A-Za-z]))")


_BESIDE_CAPITAL = re.compile(r"(?:[A-Z][\w'-]* )?[A-Z]\w* [A-Z]$")
_SMALL = re.compile(r" (?:girl|boy)\b")
_SON = re.compile(r"Son (?=[A-Z])")


def _surname_son(text: str, kin: Kin) -> bool:
    """True where "Son" is a surname (Son Myong-hui), not a relative."""
    return _SON.match(text, kin.start) is not None and (not kin.whose or kin.whose.startswith("="))
