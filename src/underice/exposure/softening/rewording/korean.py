"""Softer words in Korean, with the particles they take."""

from __future__ import annotations

import re
from collections.abc import Callable

from underice.exposure.softening.homes import COUNTRY
from underice.exposure.softening.rewording.editing import (
    HIDDEN,
    Change,
    Edit,
    between_brackets,
    in_field,
    line_of,
    out_of_brackets,
    sentence_of,
    told_before,
    without_sentence,
)
from underice.vocabulary.language import josa

_HIDDEN_FIELD = "밝히지 않음"
_PAIRS = (
    "으로/로", "은/는", "이/가", "을/를", "과/와", "이나/나", "이었/였", "이라고/라고", "이라/라", "이며/며", "이고/고",
    "이다/다", "이에요/예요", "이랑/랑",
)  # fmt: skip
_PARTICLE = re.compile(
    r"(?P<a>으로|로)(?=서|써|부터|는|도|의|만|[^가-힣]|$)|(?P<b>은|는|이|가|을|를)(?=[^가-힣]|$)"
    r"|(?P<c>과|와)(?=의|는|도|[^가-힣]|$)|(?P<d>이나|나|이며|며|이다|다|이랑|랑)(?=[^가-힣]|$)"
    r"|(?P<e>이었|였)(?=[가-힣])|(?P<f>이라고|라고)|(?P<g>이라|라)(?=는|며|$)|(?P<h>이고)(?=[^가-힣]|$)|(?P<i>이에요|예요)"
)
_ATTRIBUTIVE = re.compile(r"(?:인|의|된|짜리|배기|나는|난)? (?=[가-힣‘'“\"])")
_TITLE = re.compile(r" ?(?:씨|양|군|님|여사)(?=[가-힣\s.,()]|$)|이(?=(?:는|가|를|의|와|도|에게)(?:[^가-힣]|$))")
_BRACKET_TITLE = re.compile(r"(\([^()\n]{1,30}\))(?: ?(?:씨|양|군)(?=[가-힣\s.,]|$))?")
_CALLED = re.compile(r" ?((?:언니|오빠|누나|형|할머니|할아버지|아주머니|아저씨|어린이|어르신|선생)(?![가-힣]{2}))")
_PLAIN = re.compile(r"남성|여성|남자|여자|녀자|녀성|사내|여인")
_NAMED = re.compile(r"(?:이라는|라는|이라고 하는|라고 하는|이란|란) (?=[가-힣])")
_CLOSING = re.compile(r"이(?=[는가를와도의])")
_AGED = re.compile(r"(?:살|세|대|초반|중반|후반|성인|어린)(?: 된)?$")
_GLUED = re.compile(r"(?:이|가|은|는|을|를)(?=[가-힣])")
_HEALTH = re.compile(r"[\s\-*■·※]*(?:건강|특징|병력|질환|비고|인상착의)(?: ?상태)? ?[:：] *")


def korean(text: str, change: Change) -> Edit | None:
    """The edit for one change in a Korean text."""
    if change.words == HIDDEN:
        return Edit(change.span.start, change.span.end, HIDDEN)
    return _HANDS.get(change.fact, _plain)(text, change)


def particle(noun: str, tail: str) -> tuple[int, str]:
    """The particle at the beginning of `tail` as it must be after `noun`: (characters replaced, new particle)."""
    found = _PARTICLE.match(tail)
    if found is None:
        return 0, ""
    old = found.group()
    for pair in _PAIRS:
        if old in pair.split("/"):
            return len(old), josa(noun, pair)[len(noun) :]
    return 0, ""


def _put(text: str, start: int, end: int, words: str) -> Edit:
    """Put words there and make the particle after them fit."""
    if words == HIDDEN:
        return Edit(start, end, words)
    length, ending = particle(words, text[end : end + 4])
    return Edit(start, end + length, words + ending)


def _plain(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    return _put(text, start, end, change.words or HIDDEN)


def _age(text: str, change: Change) -> Edit | None:
    start, end, words = change.span.start, change.span.end, change.words
    ahead = re.search(r"(?:올해|올 해|현재|당시)\s?$", text[max(0, start - 6) : start])
    bracketed = between_brackets(text, start, end)
    if in_field(text, start, end):
        return Edit(start, end, words or _HIDDEN_FIELD)
    if bracketed is not None and words in ("", "어린"):
        return out_of_brackets(text, start, end) or Edit(start, end, _HIDDEN_FIELD)
    attributive = _ATTRIBUTIVE.match(text, end)
    if words in ("", "어린") and attributive is not None:
        left = start - len(ahead.group()) if ahead else start
        return Edit(left, attributive.end(), f"{words} " if words else "")
    if text.startswith("배기", end):
        following = re.compile(r"배기 ?").match(text, end)
        return Edit(start, following.end() if following else end, f"{words} " if words else "")
    if change.span.label == "birth" and not words:
        return Edit(start, end, HIDDEN)
    if words in ("", "어린") and re.match(r"(?:이|가)? ?(?:됐|되|돼|넘|안 )", text[end:]):
        return without_sentence(text, start, end, change.substance) or Edit(start, end, HIDDEN)
    if words in ("", "어린"):
        words = "어린아이" if _is_child(change) else "성인"
    return _put(text, start, end, words)


def _is_child(change: Change) -> bool:
    return change.kind == "young" or change.child


_SMALLER = re.compile(r"(?: ?[가-힣]{1,6}(?:노동자구|로동자구|읍내|읍|리))(?=[ 에의을를과와은는이가출,.)]|$)")


def _home(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    country = COUNTRY["ko"]
    ahead = re.search(r"(?:북한|북조선|북녘)(?:의)? $", text[:start][-6:])
    left = start - len(ahead.group()) if ahead else start
    smaller = _SMALLER.match(text, end)
    right = smaller.end() if smaller else end
    if not change.words:
        gone = re.compile(r"(?:에서 (?:온|살던|자란|태어난|살다 온)|출신의|출신인| 출신의| 출신| 출신인|의) ").match(
            text, right
        )
        if gone is not None:
            return Edit(left, gone.end(), "")
        return _put(text, left, right, country)
    return _put(text, left, right, change.words)


def _arrived(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if change.words:
        return Edit(start, end, change.words)
    gone = re.compile(r"(?:에|에는)? ?").match(text, end)
    return Edit(start, gone.end() if gone else end, "")


def _kin(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if change.span.label == "sex":
        return _sex(text, change)
    several = re.compile(r" (?:하나|둘|셋|한 명|두 명|세 명)").match(text, end)
    return _put(text, start, several.end() if several else end, change.words)


def _sex(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if in_field(text, start, end):
        return Edit(start, end, _HIDDEN_FIELD)
    if between_brackets(text, start, end) is not None and end - start <= 2:
        return out_of_brackets(text, start, end)
    words = "사람" if _PLAIN.fullmatch(text[start:end]) else change.words  # "the man", not "the spouse"
    return _put(text, start, end, words)


def _noun(change: Change) -> str:
    if change.person.role == "helper":
        return "조력자"
    if change.person.sex is None:
        return "사람"
    return {"f": ("여성", "소녀"), "m": ("남성", "소년")}[change.person.sex][change.child]


def _name(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if in_field(text, start, end):
        return Edit(start, end, _HIDDEN_FIELD)
    if re.search(r"(?:이름은|성함은|본명은) $", text[max(0, start - 5) : start]):
        return Edit(start, end, HIDDEN)
    hash_ahead = text[start - 1 : start] == "#"
    if hash_ahead:
        return Edit(start - 1, end + (text[end : end + 1] == " "), "")
    if between_brackets(text, start, end) is not None:
        gone = out_of_brackets(text, start, end)
        if gone is not None:
            return gone
    named = _NAMED.match(text, end)
    if named is not None:
        return Edit(start, named.end(), "")
    title = _TITLE.match(text, end) or (_CLOSING.match(text, end) if _closed(text[end - 1 : end]) else None)
    right = title.end() if title else end
    bracket = _BRACKET_TITLE.match(text, right)
    if bracket is not None:
        # "리광혁(15) 군이": the title after the bracket goes, and the particle follows the new words.
        text = text[: bracket.end(1)] + text[bracket.end() :]
        edit = _name_put(text, start, right, change)
        length, ending = particle(edit.new.rstrip() or text[:start].rstrip(), text[bracket.end(1) :][:4])
        inner = text[edit.end : bracket.end(1)]
        return Edit(edit.start, bracket.end() + length, f"{edit.new}{inner}{ending}")
    return _name_put(text, start, right, change)


def _closed(syllable: str) -> bool:
    """True for a syllable that ends in a consonant: after such a given name 이 may be put (은별이는)."""
    return "가" <= syllable <= "힣" and (ord(syllable) - 0xAC00) % 28 != 0


def _name_put(text: str, start: int, right: int, change: Change) -> Edit:
    before = text[:start].rstrip(" ")
    if len(before) in change.beside and start - len(before) <= 1:
        length, ending = particle(before, text[right : right + 4])
        glued = _GLUED.match(text, right)
        if not length and glued is not None:
            pair = next(pair for pair in ("이/가", "은/는", "을/를") if glued.group() in pair.split("/"))
            length, ending = 1, josa(before, pair)[len(before) :]
        return Edit(len(before), right + length, ending)
    called = _CALLED.match(text, right)
    if called is not None:
        return Edit(start, called.start(1), "")
    words = f"{'한' if change.first else '이'} {_noun(change)}"
    if _AGED.search(before):
        words = _noun(change)
    glued = _GLUED.match(text, right)
    if glued is not None and not particle(words, text[right : right + 4])[0]:
        pair = next(pair for pair in ("이/가", "은/는", "을/를") if glued.group() in pair.split("/"))
        return Edit(start, glued.end(), josa(words, pair))
    return _put(text, start, right, words)


_SUBJECT = re.compile(r"(?:은|는|이|가|도) $")
_MODIFIER = re.compile(r"(?:은|는|던|한|인|린|진|친|쓴|탄|찬|난|잃은) (?=[가-힣])")


def _mark(text: str, change: Change) -> Edit | None:
    start, end = change.span.start, change.span.end
    if in_field(text, start, end):
        return Edit(start, end, _HIDDEN_FIELD)
    bracketed = out_of_brackets(text, start, end)
    if bracketed is not None:
        return bracketed
    first_of_line, last_of_line = line_of(text, start, end)
    label = _HEALTH.match(text, first_of_line)
    if label is not None and label.end() <= start:
        stop = last_of_line - (text[last_of_line - 1] == ".")
        return Edit(label.end(), stop, _HIDDEN_FIELD)
    if text[:start].endswith(", ") and text[end : end + 1] in (".", ","):
        return Edit(start - 2, end, "")
    words = text[start:end]
    if _MODIFIER.match(text, end - 1) and words[-1] in "은는던한인린진친쓴탄찬난":
        return Edit(start, end + 1, "")
    first, last = sentence_of(text, start, end)
    tail = text[end:last]
    subject = text[first:start]
    ending = re.fullmatch(r"[가-힣]{0,4}([.!?]+)\s*", tail)
    gone = without_sentence(text, start, end, change.substance) if told_before(text, change) else None
    if gone is not None:
        return gone
    if ending is not None and _SUBJECT.search(subject) and subject.strip().count(" ") >= 1 and words[-1] in "다요죠까":
        polite = "있습니다" if words.endswith("니다") else ("있어요" if words.endswith("요") else "있다")
        return Edit(start - 2, end + ending.start(1), f"도 그 가운데 {polite}")
    return without_sentence(text, start, end, change.substance) or Edit(start, end, HIDDEN)


_HANDS: dict[str, Callable[[str, Change], Edit | None]] = {
    "age": _age,
    "home": _home,
    "arrived": _arrived,
    "kin": _kin,
    "sex": _sex,
    "name": _name,
    "mark": _mark,
}
