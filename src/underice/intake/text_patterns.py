"""The patterns of the marks in a line of a list. Each is bounded, so that a search is linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from underice.intake.cells_words import word_list
from underice.intake.relations import DATA
from underice.vocabulary.listed_times import AGE as HAN_AGE
from underice.vocabulary.listed_times import DATE as HAN_DATE

PHONE = re.compile(
    r"(?<![\d+.])(?:\+\d{1,3}[ -]?(?:\d{1,4}[ -]?){2,4}\d{3,4}|(?:0\d{1,3}|1[3-9]\d)[ -]?\d{3,4}[ -]?\d{4})(?!\d)"
)
_YEAR_ONLY = r"(?:19[1-9]\d|20[0-2]\d)"
BIRTHS = re.compile(
    rf"{HAN_DATE}(?:出生|生人|生)"
    r"|주체 ?\d{2,3}년?(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?(?:생|출생)?"
    r"|(?<![\d.])(?:19|20)?\d{2}(?:년|[.\-/])? ?\d{1,2}(?:월|[.\-/]) ?\d{1,2}(?:일|\.)? ?(?:생|출생)"
    r"|(?<!\d)(?:(?:19|2\d)\d{2}|['’]?\d{2}) ?년? ?(?:\d{1,2}월 ?)?(?:\d{1,2}일 ?)?(?:생|출생)(?![각산활가-힣])|(?<!\d)\d{6} ?생"
    r"|(?i:\b(?:born|dob|d\.o\.b\.?|b\.|date of birth|year of birth|yob|b(?= ?(?:19|20)\d\d))(?: ?:)?(?: (?:in|on|c\.|ca\.?|about|around))* ?)"
    r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|[A-Z][a-z]{2,8}\.?,? \d{4}|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?|(?i:juche) ?\d{2,3}|\d{4})"
)
DATES = re.compile(
    rf"(?<![\d.-])(?:{_YEAR_ONLY}|2[01]\d\d)(?:[.\-/] ?\d{{1,2}}){{1,2}}\.?(?!\d)"
    rf"|(?<!\d){_YEAR_ONLY}년 ?\d{{1,2}}월(?: ?\d{{1,2}}일)?|{HAN_DATE}"
    rf"|(?<![\d\w.,:/+-]){_YEAR_ONLY}(?:년|年)?(?![\d\w])"
)
OTHER_DATES = re.compile(
    r"\d{1,2}월 ?\d{1,2}일|\d{1,2}月\d{1,2}[日号]|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|\d{1,2}:\d{2}"
    r"|(?i:\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,? \d{4})?\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{3,6}|\.)? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?\b)"
)
_NATIVE = r"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)?"
AGES = re.compile(
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
OF_AGE = re.compile(r"(?i:(?<=boy of )|(?<=girl of )|(?<=child of )|(?<=son of )|(?<=daughter of ))\d{1,2}\b(?!\.)")
NUMBERS = re.compile(
    r"(?<![\d.+])(?<!\d[-/:])(?<![A-Za-z][-_])\d{1,3}(?![\d:%]|\.\d|[-/]\d"
    r"| ?(?:명|사람|인(?![가-힣])|people|persons|人|名|个|個|km|분|시|번|호|号|월|일|년|月|日|st|nd|rd|th))"
)
DITTO = re.compile(
    r"(?:(?<=^)|(?<=[\s,/(;:|\t]))(?:상동|〃|″|위와 ?(?:같음|동일)|동상|same(?: as above)?|ditto|同上|idem)(?=$|[\s,/);|.:\t])",
    re.IGNORECASE,
)
SEPARATORS = re.compile(
    r"[,，;；/|\t、。:]|(?<=\s)[-–—](?=\s)|[·ㆍ](?!\s?$)|(?<=[가-힣\u3400-\u9fff])\.(?=\s|\S)|(?<=[a-z]{3})\.(?=\s|$)|\.$"
    r"|(?<=\d)\.(?=\s)|[-–—](?=[가-힣])|(?<=[가-힣])[-–—]"
)
OPEN, CLOSE = "([〈《<「『{", ")]〉》>」』}"


@cache
def words(kind: str) -> re.Pattern[str]:
    """Any word of a kind of data/words.tsv: Latin and Hangul words whole, Chinese ones anywhere."""
    hangul, latin, han = _scripts(word_list(kind))
    parts = (
        rf"(?<![A-Za-z])(?i:{latin})(?![A-Za-z])" if latin else "",
        rf"(?<![가-힣])(?:{hangul})(?![가-힣])" if hangul else "",
        rf"(?:{han})" if han else "",
    )
    return re.compile("|".join(part for part in parts if part))


@cache
def health() -> re.Pattern[str]:
    """Illness, pregnancy, injury, with the words that belong to them (다리 부상, 7 months pregnant, 怀孕五个月)."""
    hangul, latin, han = _scripts(word_list("health"))
    body_hangul, body_latin, body_han = _scripts(word_list("body"))
    months = r"(?: ?\(?(?:\d{1,2}|[一二三四五六七八九十]) ?(?:개월|주|months?|weeks?|个月)(?: 째)?\)?)?"
    after = r"(?: ?(?:중|있음|있다고 함|심함|상태|의심|환자|증세|입음|당함|당했음|앓고 있음))?"
    return re.compile(
        rf"(?<![가-힣])(?:(?:{body_hangul})(?:를|을|가|이)? ?)?(?:{hangul}){months}{after}(?![가-힣])"
        rf"|(?:\d{{1,2}} months? )?(?<![A-Za-z])(?i:(?:(?:{body_latin}) )?(?:{latin})(?: (?:leg|arm|foot|hand|head|back|wrist|ankle|eye)s?)?)"
        rf"(?![A-Za-z]){months}"
        rf"|(?:{body_han})?(?:{han}){months}"
    )


def _scripts(words: Iterable[str]) -> tuple[str, str, str]:
    """Patterns for any of the words in Hangul, in Latin letters, in Chinese characters; longest first."""
    listed = sorted(words, key=len, reverse=True)
    hangul = "|".join(re.escape(word) for word in listed if "가" <= word[0] <= "힣")
    latin = "|".join(re.escape(word) for word in listed if word.isascii())
    han = "|".join(re.escape(word) for word in listed if not word.isascii() and not "가" <= word[0] <= "힣")
    return hangul, latin, han


@cache
def jobs() -> re.Pattern[str]:
    """Words for work (data/jobs.txt), with the workplace that may stand before them in Korean."""
    lines = (DATA / "jobs.txt").read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines if line and not line.startswith("#") for word in line.split("|")}
    hangul, latin, han = _scripts(listed)
    before = (
        r"(?:(?:탄광|광산|공장|기업소|제철소|제강소|방직공장|소학교|중학교|고급중학교|유치원|장마당|시장|식당|병원"
        r"|농장|협동농장|옷|쌀|신발|식료품|전직|전) )?"
    )
    return re.compile(
        rf"(?<![가-힣]){before}(?:{hangul})(?: 출신)?(?=$|[^가-힣]|(?:임|이다|입니다|이었음|였음|이고|이며)(?![가-힣]))"
        rf"|(?<![A-Za-z-])(?i:{latin})(?![A-Za-z-])|(?:{han})"
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
def label_words() -> re.Pattern[str]:
    """A word of data/labels.tsv with its colon; a few without."""
    listed = "|".join(re.escape(word) for word in sorted(labels(), key=len, reverse=True))
    sure = "이름|성명|성별|나이|년령|연령|고향|직업|생년월일|출생|연락처|전화|姓名|性别|年龄|籍贯|职业|电话"
    return re.compile(
        rf"(?<![\w])(?:(?i:(?P<a>{listed})) ?[:：=] ?|(?P<b>{sure})(?:은|는)? (?! ?(?:모름|미상|불명|모르)))|(?P<c>电话|姓名|年龄|籍贯)(?=\S)"
    )


TITLES = re.compile(r"(?<![A-Za-z])((?i:mrs|ms|mr|miss|madam))\.? (?=[A-Z])")


@cache
def also() -> re.Pattern[str]:
    """Words that begin another name or spelling (일명, a.k.a., 又名)."""
    listed = sorted(
        set(word_list("also")) - {"or", "또는", "혹은", "한글", "영어", "中文", "英文"}, key=len, reverse=True
    )
    latin = "|".join(re.escape(word) for word in listed if word.isascii())
    other = "|".join(re.escape(word) for word in listed if not word.isascii())
    return re.compile(rf"((?<![A-Za-z])(?i:{latin})(?![A-Za-z])|(?<![가-힣])(?:{other}))(?:은|는|为|叫)? ?:? ?")


@cache
def leftplace() -> re.Pattern[str]:
    """Words behind a place where somebody stayed (에 있음, 에 남은)."""
    listed = sorted((w for w in word_list("leftplace") if "가" <= w[0] <= "힣"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(listed)})(?![가-힣])")


@cache
def note() -> re.Pattern[str]:
    """Any word of an event (체포, arrested): a date beside it is no birth."""
    return re.compile("|".join(re.escape(w) for w in word_list("note")), re.IGNORECASE)


@cache
def ands() -> re.Pattern[str]:
    """Words that join people."""
    return re.compile(
        r"(?<![A-Za-z])(?i:and|with|plus|accompanied by|together with|along with)(?![A-Za-z])"
        r"|&|\+|(?<![가-힣])(?:그리고|및|함께|같이|과|와)(?![가-힣])"
        r"|[和及与與跟](?=[\u3400-\u9fff])|以及"
    )


@cache
def persons() -> re.Pattern[str]:
    """Words for a person without a name (남자아이 2명, a woman, 一名男孩); groups word, n1, n2, n3."""
    hangul, latin, han = _scripts(word_list("person"))
    number = r"\d{1,3}|a|an|one|two|three|four|five|another|the"
    which = r"(?:(?:unknown|young|elderly|old|little|small|other|more) ){0,2}"
    return re.compile(
        rf"(?<![A-Za-z])(?:(?i:(?P<n1>{number}) {which}))?(?P<word>(?i:{latin})(?![A-Za-z])"
        rf"|(?<![가-힣])(?:{hangul})(?![가-힣])"
        rf"|(?<![\u3400-\u9fff])(?:{han})|(?<=[一二两兩三四五六名个個位])(?:{han}))"
        r"(?: ?(?P<n2>\d{1,3}) ?(?:명|人|名)| (?P<n3>하나|둘|셋|넷|다섯|한|두|세|네)(?: ?명)?(?![가-힣]))?"
    )


@cache
def sexes() -> re.Pattern[str]:
    """A sex by itself: 여, F, female, 女, ♀."""
    short = r"(?<![A-Za-z'’.])[FfMmWw](?![A-Za-z'’]|\.\s?[A-Z])"
    hangul = r"(?<![가-힣])(?:여성|녀성|여자|녀자|남성|남자|여|녀|남)(?![가-힣])"
    han = r"(?<![\u3400-\u9fff])(?:女性|男性|女|男)(?![\u3400-\u9fff])|(?<=[\s,，(（/])(?:女|男)|[♀♂]"
    return re.compile(rf"{short}|{hangul}|{han}|(?i:(?<![A-Za-z])(?:female|male|fem)(?![A-Za-z]))")


BESIDE_CAPITAL = re.compile(r"(?:[A-Z][\w'-]* )?[A-Z]\w* [A-Z]$")
SMALL = re.compile(r" (?:girl|boy)\b")
SON = re.compile(r"Son (?=[A-Z])")
