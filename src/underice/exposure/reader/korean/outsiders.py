"""Names that must not be read as people at risk: bylines, photo credits, officials and figures of history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from underice.exposure.reader.korean.lexicon import Lexicon
from underice.vocabulary.names import SURNAMES_HANGUL

_WORD = re.compile(r"[가-힣]+")
_BYLINE = re.compile(
    r"(?<![가-힣])(?P<a>[가-힣]{2,4})\s?(?:객원|인턴|선임|수습|[가-힣]{0,4}전문|사진|통일외교)?\s?"
    r"(?:기자|특파원|통신원|논설위원|논설실장|칼럼니스트|앵커|PD|피디|리포터|편집위원|편집장)(?![가-힣]*(?:였|을 |를 |"
    r"이었|로 일|출신|에게|이던))"
    r"|(?:글|사진|취재|정리|번역|영상|그림|글·사진|촬영|옮김|편집|제공)\s?[=:：/]\s?(?P<b>[가-힣]{2,4})(?![가-힣])"
    r"|(?<![가-힣])(?P<c>[가-힣]{2,4})\s?[=|/]\s?[^\n]{0,12}@"
    r"|(?:글쓴이|필자|기고자|옮긴이|인터뷰어|진행)\s?[=:：]?\s(?P<d>[가-힣]{2,4})(?![가-힣])"
)
_NAME_AFTER = re.compile(r" (?P<name>[가-힣]{3})(?= 씨|는|은|이|가|의|에게|께)(?! 씨\s?\()")
_AT_RISK_AFTER = re.compile(r"\s?\((?:만 )?\d{1,3}(?:세|살)?[,·)]")
# Titles that also people at risk have: they make an official only of a name without an age.
_SHARED = frozenset(
    {"의원", "박사", "감독", "변호사", "시장", "부장", "과장", "국장", "실장", "소장", "회장", "이사", "의장"}
)


@dataclass(frozen=True, slots=True)
class Outsider:
    """text[start:end] is the name of somebody who is not at risk."""

    start: int
    end: int
    name: str
    role: Literal["public_figure", "author"]


def find_outsiders(text: str, lex: Lexicon) -> list[Outsider]:
    """Bylines and public figures in `text`, in order; linear in its length."""
    found = [
        Outsider(*hit.span(group), hit[group], "author")
        for hit in _BYLINE.finditer(text)
        for group in "abcd"
        if hit[group] and _plausible_author(hit[group], lex)
    ]
    words = list(_WORD.finditer(text))
    for index, word in enumerate(words):
        public = _listed(word[0], lex)
        if public and not _is_private(text, public):
            found.append(Outsider(word.start(), word.start() + len(public), public, "public_figure"))
            continue
        title = _title(word[0], lex)
        if title == word[0] and title not in _SHARED:
            named = _NAME_AFTER.match(text, word.end())
            if named and named["name"] not in lex.not_names and not _is_at_risk(text, named.end("name")):
                found.append(Outsider(*named.span("name"), named["name"], "public_figure"))
        if title and index and text[words[index - 1].end() : word.start()] == " " and not _is_at_risk(text, word.end()):
            found.extend(_titled(text, words, index, lex))
    return sorted(found, key=lambda one: one.start)


def _is_private(text: str, name: str) -> bool:
    """Whether the text speaks of a namesake of a public figure: with an age, a home town or 씨 beside the name."""
    if len(name) != 3 or name not in text:
        return False
    return any(_PRIVATE.match(text, hit.end()) is not None for hit in re.finditer(name, text))


def _plausible_author(name: str, lex: Lexicon) -> bool:
    return (
        name[0] in SURNAMES_HANGUL
        and len(name) <= 3
        and name not in lex.not_names
        and name not in ("서울", "선양", "현지", "본지", "담당", "외신", "사진", "취재")
    )


def _listed(word: str, lex: Lexicon) -> str | None:
    """The public figure a word names, without its particle; names of two syllables only as a whole word."""
    for length in range(min(len(word), 12), 1, -1):
        if word[:length] in lex.public and (length > 2 or length == len(word) or word[length:] in _SHORT_TAILS):
            rest = word[length:]
            if not rest or _PARTICLE.fullmatch(rest):
                return word[:length]
    return None


_PRIVATE = re.compile(
    r"\s?\((?:만 )?\d{1,2}(?:세|살)?[·,)]|(?: ?씨)?[은는이가] [가-힣]{1,6}(?:시|군|도|구역)? ?출신 (?:만 )?\d{1,2}(?:세|살)|, ?(?:남|여)[,(]"
)
_SHORT_TAILS = frozenset({"은", "는", "의", "에게", "도"})
_PARTICLE = re.compile(
    r"(?:이|가|은|는|을|를|의|도|와|과|께서|께|에게|한테|만|처럼|보다|이나|나|대통령|주석|총리|장관|위원장|총서기)"
    r"(?:은|는|도|이|가|을|를|의|에게|께서|께)?"
)


def _title(word: str, lex: Lexicon) -> str | None:
    for length in range(len(word), 1, -1):
        if word[:length] in lex.titles and (length == len(word) or _PARTICLE.fullmatch(word[length:])):
            return word[:length]
    return None


def _is_at_risk(text: str, end: int) -> bool:
    """Whether an age follows the title, or another name: "위원장 김 씨(54)" is somebody's occupation."""
    return bool(_AT_RISK_AFTER.match(text, end)) or bool(
        re.match(r" [가-힣]{2,4}\s?\((?:만 )?\d", text[end : end + 14])
    )


def _titled(text: str, words: list[re.Match[str]], index: int, lex: Lexicon) -> list[Outsider]:
    """The name right before a title, also of two words (a foreign name) or parted from it by an office."""
    at = index - 1
    while (
        at > 0
        and text[words[at - 1].end() : words[at].start()] == " "
        and (_OFFICE.search(words[at][0]) or words[at][0] in lex.titles)
    ):
        at -= 1
    name = words[at]
    if (
        name[0] in lex.not_names
        or (len(name[0]) > 3 and _ENDS.search(name[0]))
        or _OFFICE.search(name[0])
        or name[0].endswith("의")
        or not 2 <= len(name[0]) <= 6
    ):
        return []
    title = words[index][0]
    if len(name[0]) <= 3 and name[0][0] not in SURNAMES_HANGUL and not (at and _FOREIGN.fullmatch(words[at - 1][0])):
        return []
    if len(name[0]) == 2 and name[0][1] in "은는을를" and title in _SHARED:
        return []
    if title in _SHARED and len(name[0]) > 4:
        return []
    first = name
    foreign = len(name[0]) != 3 and at > 0 and text[words[at - 1].end() : name.start()] == " "
    if foreign and words[at - 1][0] not in lex.not_names and not _ENDS.search(words[at - 1][0]):
        first = words[at - 1]
    return [Outsider(first.start(), name.end(), text[first.start() : name.end()], "public_figure")]


_OFFICE = re.compile(
    r"(?:대|위원회|외교부|통일부|국방부|법무부|정부|유엔|인권|연합|협회|재단|센터|단체|연구원|연구소|대학교|"
    r"대학|당|국|부|청|원|회|처|전|현|"
    r"상임|제1|국무|국방|미|한|중|러|일)$"
)
_FOREIGN = re.compile(r"[가-힣]{2,5}(?<![은는이가을를의에서로과와고며던한된인온간도다])")
_ENDS = re.compile(r"(?:은|는|이|가|을|를|의|에|서|로|과|와|고|며|던|한|된|인|온|간|도|다)$")
