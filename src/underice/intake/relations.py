"""Words for relatives, in Korean, Chinese and English: "둘째 딸", "위 사람의 처", "其子", "wife of no. 3", "동생 내외".

A relation is read as in kinds/kin.yaml: the relative is the `relation` of the person. Word lists: data/kin.tsv and
data/groups.tsv. Every pattern is bounded, so that a search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from underice.vocabulary.name_likeness import split_hangul
from underice.vocabulary.name_tables import hanja_surnames, not_names

DATA = Path(__file__).parent / "data"

Sex = Literal["f", "m"]
Group = Literal["siblings", "couple", "parent-child", "grandparent", "in_law", "family"]

_INVERSE: dict[str, tuple[str, str, str]] = {
    # relation: what the person is to the relative, by the person's sex (f, m, not told)
    "mother": ("daughter", "son", "child"),
    "father": ("daughter", "son", "child"),
    "parent": ("daughter", "son", "child"),
    "daughter": ("mother", "father", "parent"),
    "son": ("mother", "father", "parent"),
    "child": ("mother", "father", "parent"),
    "sister": ("sister", "brother", "sibling"),
    "brother": ("sister", "brother", "sibling"),
    "sibling": ("sister", "brother", "sibling"),
    "wife": ("wife", "husband", "spouse"),
    "husband": ("wife", "husband", "spouse"),
    "spouse": ("wife", "husband", "spouse"),
    "grandparent": ("grandchild",) * 3,
    "grandchild": ("grandparent",) * 3,
    "aunt_or_uncle": ("niece_or_nephew",) * 3,
    "niece_or_nephew": ("aunt_or_uncle",) * 3,
    "cousin": ("cousin",) * 3,
    "in_law": ("in_law",) * 3,
    "guardian": ("relative",) * 3,
    "relative": ("relative",) * 3,
}
_PARENTS = ("mother", "father", "parent")
_CHILDREN = ("daughter", "son", "child")
_SIBLINGS = ("sister", "brother", "sibling")
_SPOUSES = ("wife", "husband", "spouse")


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a relative: relation, sex it says, how many people, sex of the person whose relative it is."""

    relation: str
    sex: Sex | None
    count: int
    of_sex: Sex | None


@dataclass(frozen=True, slots=True, repr=False)
class Kin:
    """text[start:end] calls somebody the `relation` of somebody else.

    whose: "" the person the text is about (the head of the family in a column "relation"); "above" the person of the
    row before; "her", "his", "their" as pronouns stand; "#3" the person with that number in the list; "=김영희" the
    person of that name. count: how many relatives ("아들 둘" 2). couple: the relative's husband or wife is meant too
    ("동생 내외"). as_written: the words, with "whose" left out.
    """

    start: int
    end: int
    relation: str
    sex: Sex | None
    as_written: str
    whose: str = ""
    count: int = 1
    couple: bool = False
    of_sex: Sex | None = None

    def __repr__(self) -> str:
        return f"Kin({self.relation}, {self.start}:{self.end})"


@dataclass(frozen=True, slots=True)
class Together:
    """text[start:end] says how people belong together: "자매 2명", "母子", "a family of four"; count 0 = not told."""

    start: int
    end: int
    kind: Group
    sexes: tuple[Sex | None, Sex | None]
    count: int
    as_written: str


def inverse(relation: str, sex: str | None = None) -> str:
    """What the person is to her relative: the inverse of "mother" for a woman is "daughter". sex: the person's, None if not told.

    Raises KeyError for a word that is no choice of kinds/kin.yaml.
    """
    return _INVERSE[relation][("f", "m").index(sex) if sex in ("f", "m") else 2]


def chained(first: str, second: str) -> str:
    """The `second` of somebody's `first` as one relation: the son of a brother is a niece_or_nephew."""
    table = (
        (_SIBLINGS, _CHILDREN, "niece_or_nephew"), (_PARENTS, _SIBLINGS, "aunt_or_uncle"),
        (_PARENTS, _PARENTS, "grandparent"), (_CHILDREN, _CHILDREN, "grandchild"),
        (("aunt_or_uncle",), _CHILDREN, "cousin"), (_SIBLINGS, _SPOUSES, "in_law"), (_CHILDREN, _SPOUSES, "in_law"),
        (_SPOUSES, (*_PARENTS, *_SIBLINGS), "in_law"), (_SIBLINGS, _PARENTS, second), (_SIBLINGS, _SIBLINGS, second),
        (_SPOUSES, _CHILDREN, second), (_CHILDREN, _SIBLINGS, inverse_of_sex(second)),
    )  # fmt: skip
    for ones, others, known in table:
        if first in ones and second in others:
            return known
    return "relative"


def inverse_of_sex(sibling: str) -> str:
    """The child of the same sex as a brother, sister or sibling word; "relative" for any other word."""
    return {"sister": "daughter", "brother": "son", "sibling": "child"}.get(sibling, "relative")


def full_form(char: str) -> str:
    """The traditional form of a simplified character (韩 → 韓), else the character itself."""
    from underice.people.tables import characters

    known = characters().get(char)
    return known.char if known is not None else char


def is_hanja_surname(text: str) -> bool:
    """True for a Korean surname in Chinese characters, simplified ones too."""
    return text in hanja_surnames() or "".join(full_form(char) for char in text) in hanja_surnames()


def kin_said(text: str) -> Kin | None:
    """What a whole cell says of a relation ("아들", "其子", "wife of no. 3"); None if it says none or something else too."""
    bare = text.strip(_EDGES)
    for kin in find_kin(bare):
        if kin.start == 0 and not bare[kin.end :].strip(_EDGES + "임이다은는"):
            return kin
    return None


_EDGES = " \t\u3000.,;:()（）[]「」『』-–—·*\"'“”‘’，。；：、"


@cache
def words(lang: str) -> dict[str, Word]:
    """The words for relatives of one language ("ko", "en", "zh")."""
    found: dict[str, Word] = {}
    for row in _rows("kin.tsv"):
        if row[0] == lang:
            for word in row[5].split("|"):
                found.setdefault(word, Word(row[1], _sex(row[2]), int(row[3]), _sex(row[4])))
    return found


@cache
def _groups() -> dict[str, tuple[Group, Sex | None, Sex | None]]:
    kinds: dict[str, Group] = {
        "siblings": "siblings", "couple": "couple", "parent-child": "parent-child", "grandparent": "grandparent",
        "in_law": "in_law", "family": "family",
    }  # fmt: skip
    return {
        word: (kinds[row[1]], _sex(row[2]), _sex(row[3])) for row in _rows("groups.tsv") for word in row[4].split("|")
    }


def _rows(file_name: str) -> Iterator[list[str]]:
    for line in (DATA / file_name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _sex(mark: str) -> Sex | None:
    return "f" if mark == "f" else "m" if mark == "m" else None


def _either(wanted: dict[str, Word]) -> str:
    return "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))


_KO_COUNT = {"하나": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "한": 1, "두": 2, "세": 3, "네": 4, "여섯": 6}
_EN_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ZH_COUNT = {
    "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_COUNTS = {**_KO_COUNT, **_EN_COUNT, **_ZH_COUNT}


def count_said(word: str | None) -> int:
    """The small number in "2", "둘", "两" or "two"; 0 if there is none."""
    if not word:
        return 0
    if word.isdecimal():
        return min(int(word[:4]), 9999)
    return _COUNTS.get(word.lower(), 0)


_NUMBER = r"(?:no\.? ?|nr\.? ?|number ?|#|№ ?|person ?)"


@cache
def _korean() -> re.Pattern[str]:
    known = words("ko")
    long = _either({word: info for word, info in known.items() if len(word) > 1 or word in ("딸", "처", "형")})
    short = _either({word: info for word, info in known.items() if len(word) == 1 and word not in ("딸", "처", "형")})
    whose = (
        r"(?:(?P<above>(?:바로 )?(?:위|윗|앞)(?: ?(?:사람|분|인물|사람들))?|상기(?: ?인| ?자)?|동인)(?:의 ?| )"
        r"|(?P<no>[0-9]{1,4}) ?번(?: ?사람)?(?:의 ?| )"
        r"|(?P<pron>(?<![가-힣])(?:그녀|그 여자|그|본인|자기))(?:의 ?| (?=[가-힣]))"
        r"|(?<![가-힣])(?!(?:과|와|및|그) )(?P<name>[가-힣]{2,5}|[가-힣] [가-힣]{1,2})(?: ?씨)?의 ?)"
    )
    order = r"(?:첫째|둘째|셋째|넷째|다섯째|여섯째|막내|맏|큰|작은|어린|갓난|두 살 위|배다른|이복|친) ?"
    before = r"(?:(?P<before>한|두|세|네|다섯) )?"
    chain = rf"(?:의 ?(?P<next>{long}))?"
    after = (
        r"(?P<couple> ?(?:내외|부부))?(?:들)?"
        r"(?: ?(?P<after>[0-9]{1,2}) ?명(?!의)| (?P<native>하나|둘|셋|넷|다섯)(?![가-힣]))?"
    )
    edge = r"(?=$|[^가-힣]|(?:와|과|은|는|이|가|의|도|및|인|로|랑|하고|이고|임|이다|들|님|있|만|을|를)(?:$|[^가-힣]))"
    name = r"(?=[가-힣]{2,4}(?:$|[^가-힣]))"
    return re.compile(
        rf"(?:{whose}|(?<![가-힣])){before}(?P<order>{order})?(?:(?P<word>{long}){chain}{after}(?:{edge}|(?P<glued>{name}))"
        rf"|(?P<short>{short})(?=\s*(?:$|[,/:;()\-0-9\t])))"
    )


@cache
def _english() -> re.Pattern[str]:
    known = _either(words("en"))
    part = r"(?-i:[A-Z])(?:[\w-]|['’](?!s\b)){0,30}"
    whose = (
        rf"(?:(?P<pron>her|his|their|the)\s+|(?:the )?(?:above|previous)(?: person| woman| man)?['’]s\s+"
        rf"|(?P<no>{_NUMBER}[0-9]{{1,4}})['’]s?\s+|(?P<name>{part}(?: {part}){{0,3}}?)['’]s\s+)"
    )
    count = r"(?:(?P<n>[0-9]{1,2}|a|an|one|two|three|four|five|six)\s+)?"
    of = (
        rf"(?:\s+(?:of|to)\s+(?:(?P<ofabove>(?:the )?(?:above|previous)(?:[- ]mentioned)?(?: person| woman| man)?|same)"
        rf"|(?P<ofno>{_NUMBER}?[0-9]{{1,4}}(?![0-9]))"
        r"|(?P<ofname>(?-i:[A-Z])[\w'’-]{0,30}(?:[ -](?-i:[A-Z])[\w'’-]{0,30}){0,3})|(?P<ofpron>hers?|him|his|them)\b))?"
    )
    return re.compile(
        rf"(?i:(?<![\w-]){whose}?{count}(?P<word>{known})(?![\w-])(?:['’]s (?P<next>{known})(?![\w-]))?{of})"
    )


@cache
def _chinese() -> re.Pattern[str]:
    known = words("zh")
    long = _either({word: info for word, info in known.items() if len(word) > 1})
    short = _either({word: info for word, info in known.items() if len(word) == 1})
    whose = (
        r"(?:(?P<above>上述(?:之人|人|者)?|上(?:列)?(?:之)?人|前(?:述)?(?:之)?(?:人|者)|上面的?人?)[之的]?"
        r"|(?P<no>[0-9]{1,4}) ?号(?:人)?[之的]?|(?<![\u3400-\u9fff])(?P<name>[\u3400-\u9fff]{2,4}?)[之的]"
        r"|(?P<pron>其|她们的?|他们的?|二人[之的]|两人[之的]|夫[妻妇][之的]|她的?|他的?))"
    )
    first, second = (rf"(?: ?(?P<n{n}>[0-9]{{1,2}}|[一二两兩三四五六七八九十]) ?(?:人|名|个|個|位))?" for n in (1, 2))
    alone = r"(?=\s*(?:$|[,，、/:：;；()（）\-0-9\t。 ]|[（(]))"
    glued = (
        r"(?<![\u3400-\u9fff])(?:(?P<who3>[\u3400-\u9fff]{2}(?![的之])[\u3400-\u9fff])(?P<glued3>妻子|妻|母亲|母|父亲|弟弟|弟|妹妹|妹|姐姐|姐|哥哥|兄|丈夫|儿子|女儿)"
        r"|(?P<who2>[\u3400-\u9fff](?![的之])[\u3400-\u9fff])(?P<glued2>妻子|妻|母亲|父亲|弟弟|妹妹|姐姐|哥哥|丈夫|儿子|女儿))(?![\u3400-\u9fff])"
    )
    return re.compile(
        rf"{glued}|{whose}(?P<one>{long}|{short}){first}|(?P<word>{long}){second}"
        rf"|(?:(?<=^)|(?<=[\s,，、/:：;；()（）]))(?!女)(?P<short>{short}){alone}"
    )


def find_kin(text: str) -> list[Kin]:
    """Every mention of a relative in a short text, in order, not overlapping."""
    found: list[Kin] = []
    end = 0
    hits = [*_korean_kin(text), *_english_kin(text), *_chinese_kin(text)]
    for kin in sorted(hits, key=lambda kin: (kin.start, -kin.end)):
        if kin.start >= end:
            found.append(kin)
            end = kin.end
    return found


def _korean_kin(text: str) -> Iterator[Kin]:
    if not _HANGUL.search(text):
        return
    for hit in _korean().finditer(text):
        said = hit["word"] or hit["short"]
        word = words("ko")[said]
        whose = _whose(hit)
        start = hit.start("before") if hit["before"] else hit.start("order") if hit["order"] else hit.start("word")
        start = hit.start("short") if hit["short"] else start
        count = count_said(hit["before"]) or count_said(hit["after"]) or count_said(hit["native"]) or word.count
        relation, sex, of_sex = word.relation, word.sex, word.of_sex
        if hit["name"] in words("ko"):  # 남동생의 처: a chain of two words, not a name
            relation = chained(words("ko")[hit["name"]].relation, relation)
            whose, start, of_sex = "", hit.start(), None
        if hit["next"]:
            second = words("ko")[hit["next"]]
            relation, sex, of_sex = chained(relation, second.relation), second.sex, None
        yield Kin(
            hit.start(), hit.end(), relation, sex, text[start : hit.end()].strip(), whose, count,
            bool(hit["couple"]), of_sex,
        )  # fmt: skip


_PRONOUNS = {"그녀": "her", "그 여자": "her", "她": "her", "她的": "her", "他": "his", "他的": "his"}
_BOTH = ("们", "们的", "二人", "两人", "夫妻", "夫妇", "之", "的")


def _whose(hit: re.Match[str]) -> str:
    if hit["above"]:
        return "above"
    if hit["no"]:
        return f"#{int(hit['no'])}"
    if hit["name"]:
        return _owner(hit["name"])
    if hit["pron"]:
        known = _PRONOUNS.get(hit["pron"])
        return known or ("their" if hit["pron"].endswith(_BOTH) else "")
    return ""


def _owner(name: str) -> str:
    """Whose relative "name의" or "name之" calls somebody; words that cannot be a name are nobody's."""
    if "가" <= name[0] <= "힣":
        is_name = split_hangul(name.replace(" ", "")) is not None and name not in not_names()
        return f"={name}" if is_name else ""
    if is_hanja_surname(name[0]) or is_hanja_surname(name[:2]):
        return f"={name}"
    return "their" if name.endswith(_BOTH) else ""


def _english_kin(text: str) -> Iterator[Kin]:
    if not _LATIN.search(text):
        return
    for hit in _english().finditer(text):
        word = words("en")[hit["word"].lower()]
        relation, sex = word.relation, word.sex
        if hit["next"]:
            second = words("en")[hit["next"].lower()]
            relation, sex = chained(relation, second.relation), second.sex
        start = hit.start("n") if hit["n"] and not hit["n"].isalpha() else hit.start("word")
        yield Kin(
            hit.start(), hit.end(), relation, sex, text[start : hit.end()].strip(), _english_whose(hit),
            count_said(hit["n"]) or word.count, False, word.of_sex,
        )  # fmt: skip


def _english_whose(hit: re.Match[str]) -> str:
    number = hit["no"] or hit["ofno"]
    if number:
        return f"#{int(re.sub('[^0-9]', '', number))}"
    if hit["ofabove"] or re.match(r"(?i)(?:the )?(?:above|previous)", hit.group()):
        return "above"
    name = hit["name"] or hit["ofname"]
    if name:
        return f"={name}"
    pronoun = (hit["pron"] or hit["ofpron"] or "").lower()
    return {"her": "her", "hers": "her", "his": "his", "him": "his", "their": "their", "them": "their"}.get(pronoun, "")


def _chinese_kin(text: str) -> Iterator[Kin]:
    if not _HAN.search(text):
        return
    for hit in _chinese().finditer(text):
        owner = hit["who3"] or hit["who2"] or ""
        if owner and not is_hanja_surname(owner[0]):
            continue
        part = next(name for name in ("one", "word", "short", "glued3", "glued2") if hit[name])
        word, start = words("zh")[hit[part]], hit.start(part)
        yield Kin(
            hit.start(), hit.end(), word.relation, word.sex, text[start : hit.end()].strip(), f"={owner}" if owner else _whose(hit),
            _chinese_count(hit) or word.count, False, word.of_sex,
        )  # fmt: skip


def _chinese_count(hit: re.Match[str]) -> int:
    return count_said(hit["n1"] or hit["n2"])


_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _together() -> re.Pattern[str]:
    listed = sorted(_groups(), key=len, reverse=True)
    hangul, latin, han = (
        "|".join(re.escape(word) for word in listed if fits(word[0]))
        for fits in (lambda c: "가" <= c <= "힣", str.isascii, lambda c: not c.isascii() and not "가" <= c <= "힣")
    )
    number = r"[0-9]{1,2}|two|three|four|five|six|seven|eight"
    return re.compile(
        rf"(?<![가-힣])(?P<hangul>{hangul})(?: ?(?P<n1>[0-9]{{1,2}}) ?(?:명|인)| (?P<n2>둘|셋|넷|다섯))?"
        r"(?=$|[^가-힣]|(?:와|과|는|은|이|가|인|로)(?![가-힣]))"
        rf"|(?<![A-Za-z-])(?i:(?:(?P<n3>{number}|a|an|the) (?:young |elderly |married )?)?(?P<latin>{latin})(?: of (?P<n4>{number}))?)(?![A-Za-z-])"
        rf"|(?P<han>{han})(?: ?(?P<n5>[0-9]{{1,2}}|[二两兩三四五六七八九十]) ?(?:人|名|口|个|個|位)|俩|倆)?"
    )


def find_together(text: str) -> list[Together]:
    """Every word of a short text that tells how several people belong together, in order."""
    found = []
    for hit in _together().finditer(text):
        word = hit["hangul"] or hit["latin"] or hit["han"]
        kind, first, second = _groups()[word.lower()]
        count = next((count_said(hit[name]) for name in ("n1", "n2", "n4", "n5", "n3") if hit[name]), 0)
        count = count if count > 1 else 0
        found.append(Together(hit.start(), hit.end(), kind, (first, second), count, hit.group().strip()))
    return found
