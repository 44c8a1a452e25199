"""How much a string looks like a Korean name, in Hangul, Latin letters or Chinese characters.

A reader needs this to notice the name of somebody nobody has heard of. Scores run from 0 (surely no name) to 1. They
are judgements, not probabilities: `NAME_LIKELY` is the line from which a string may be taken for a name without help
from the text around it, `NAME_POSSIBLE` the line from which a title or an age beside it is enough.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from underice.vocabulary.name_tables import (
    given_syllables,
    hangul_surnames,
    hanja_surnames,
    latin_given,
    latin_key,
    latin_surnames,
    latin_words,
    not_names,
)
from underice.vocabulary.place_text import fold

Order = Literal["surname-first", "given-first", "comma", "given-only", "unknown"]

NAME_LIKELY = 0.6
NAME_POSSIBLE = 0.35

TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*(?:-[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*)*")
HANGUL = re.compile(r"[가-힣]{2,5}")
HANI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_COMMA = re.compile(r"([^\W\d_'’-]+(?:['’][^\W\d_]+)?),\s+(.+)")
# Particles and endings that a known word may carry: "주민은" is no name because "주민" is a word.
_TAILS = tuple(
    "들 은 는 이 가 을 를 의 에 도 과 와 로 만 "
    "에서 으로 에게 께서 까지 부터 하고 이라 이다 인 했 한 하는 해 된 돼 됐".split()
)
_AMBIGUOUS_TAIL = "은이가도의로만인한"  # last syllables that are particles at least as often as parts of names
_HANGUL_BASE = {True: 0.5, False: 0.3}  # common surname, rare surname
_HANGUL_GIVEN = {1: 0.05, 2: 0.4, 3: -0.15}  # gain by length of the given name
_HANJA = {2: 0.5, 3: 0.75, 4: 0.1}  # by length of the whole name
_LONGEST_SYLLABLE = 7


def split_hangul(text: str) -> tuple[str, str] | None:
    """Surname and given name of a Hangul name ("남궁민" → 남궁, 민); None if it does not begin with a surname."""
    surnames = hangul_surnames()
    if len(text) >= 3 and text[:2] in surnames:
        return text[:2], text[2:]
    if len(text) >= 2 and text[0] in surnames:
        return text[0], text[1:]
    return None


def hangul_score(text: str) -> float:
    """How much a Hangul word without particles looks like a full name: a surname and one to three syllables."""
    split = split_hangul(text) if HANGUL.fullmatch(text) else None
    if split is None or len(split[1]) > 3:
        return 0.0
    words = not_names()
    if text in words or any(text.endswith(tail) and text[: -len(tail)] in words for tail in _TAILS):
        return 0.0
    surname, given = split
    known = sum(syllable in given_syllables() for syllable in given) / len(given)
    score = _HANGUL_BASE[hangul_surnames()[surname]] + _HANGUL_GIVEN[len(given)] * known
    if known < 1:
        score -= 0.25
    if len(surname) == 2:
        score += 0.3
    if len(text) == 3 and text[:2] in words:  # 주민은, 조사를: a known word and one more syllable
        score -= 0.2 if text[2] in given_syllables() and text[2] not in _AMBIGUOUS_TAIL else 0.5
    return max(0.0, min(1.0, score))


def is_hangul_name(text: str, least: float = NAME_LIKELY) -> bool:
    """True if `hangul_score` reaches `least`."""
    return hangul_score(text) >= least


def is_hangul_given(text: str) -> bool:
    """True for one or two syllables that are all used in given names and form no word of not_names.txt."""
    return 1 <= len(text) <= 2 and all(syllable in given_syllables() for syllable in text) and text not in not_names()


def hanja_score(text: str) -> float:
    """How much two to four Chinese characters look like a Korean name: a surname first."""
    if not HANI.fullmatch(text):
        return 0.0
    if len(text) > 2 and text[:2] in hanja_surnames():
        return 0.8
    return _HANJA[len(text)] if text[0] in hanja_surnames() else 0.0


def is_hanja_name(text: str, least: float = NAME_LIKELY) -> bool:
    """True if `hanja_score` reaches `least`."""
    return hanja_score(text) >= least


def latin_syllables(token: str) -> int:
    """How many given-name syllables a Latin token is made of (hyphens are borders); 0 if it is made of others."""
    folded = fold(unicodedata.normalize("NFC", token)).replace("'", "")
    counts = [_cut(part) for part in folded.split("-")]
    return 0 if 0 in counts else sum(counts)


@cache
def _cut(part: str) -> int:
    """Fewest given syllables that make up `part`, 0 if none do or more than three are needed."""
    reached: list[int | None] = [0] + [None] * len(part)
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, held = reached[start], reached[end]
            if before is not None and part[start:end] in latin_given() and (held is None or before + 1 < held):
                reached[end] = before + 1
    fewest = reached[len(part)]
    return fewest if fewest is not None and fewest <= 3 else 0


def is_korean_given(token: str) -> bool:
    """True for a Latin token that reads as a Korean given name of two syllables: "Mi-gyong", "Miran"; not "Daniel".

    A hyphen must stand between the two syllables. Tokens of one syllable pass only beside a surname (`latin_score`).
    """
    parts = token.split("-")
    if len(parts) > 1:
        return len(parts) == 2 and all(latin_syllables(part) == 1 for part in parts)
    return latin_syllables(token) == 2


@dataclass(frozen=True, slots=True)
class LatinParts:
    """One way to take a romanised name apart, and how plausible it is. `surname` None: a given name alone."""

    surname: str | None
    given: str
    order: Order
    tokens: tuple[str, ...]
    score: float


def latin_parts(text: str) -> LatinParts | None:
    """The most plausible way to take Latin words apart as a Korean name; None if there is none.

    Every word must begin with a capital letter, save the later syllables of a given name ("Kim Chol su").
    """
    tokens = tuple(TOKEN.findall(text))
    if not 1 <= len(tokens) <= 4 or TOKEN.sub("", text).strip(" ,"):
        return None
    if not tokens[0][0].isupper() or any(not t[0].isupper() and latin_syllables(t) != 1 for t in tokens[1:]):
        return None
    if len(tokens) == 1:
        return _given_alone(text, tokens)
    ways: list[tuple[Order, str, tuple[str, ...], float]] = []
    if _COMMA.fullmatch(text):
        ways.append(("comma", tokens[0], tokens[1:], 0.1))
    elif "," not in text:
        ways.append(("surname-first", tokens[0], tokens[1:], 0.0))
        ways.append(("given-first", tokens[-1], tokens[:-1], -0.1))
        if len(tokens) >= 3:
            ways.append(("surname-first", f"{tokens[0]} {tokens[1]}", tokens[2:], 0.15))
    best: LatinParts | None = None
    for order, surname, given, bonus in ways:
        score = _parts_score(surname, given)
        if score > 0 and (best is None or score + bonus > best.score):
            first, last = text.index(given[0]), text.rindex(given[-1]) + len(given[-1])
            written = text[: text.rindex(surname)] if order == "given-first" else text[first:last]
            best = LatinParts(surname, written.strip(" ,"), order, tokens, min(1.0, score + bonus))
    return best


def _given_alone(text: str, tokens: tuple[str, ...]) -> LatinParts | None:
    token = tokens[0]
    if "-" not in token or not is_korean_given(token) or fold(token) in latin_words("hyphenated-word"):
        return None
    return LatinParts(None, text, "given-only", tokens, 0.7)


def _parts_score(surname: str, given: tuple[str, ...]) -> float:
    key = latin_key(surname)
    counts = [latin_syllables(token) for token in given]
    if key not in latin_surnames() or 0 in counts or not 1 <= sum(counts) <= 3:
        return 0.0
    weak = key in latin_words("weak-surname")
    if any("-" in token for token in given):
        clean = len(given) == 1 and is_korean_given(given[0])
        return 0.3 if not clean else 0.85 if weak else 0.95
    words = sum(fold(token) in latin_words("word") for token in (surname, *given))
    # The surname marked by capitals (RI Chol Man) is a habit of lists: the rest is then a given name.
    loud = surname.isupper() and len(surname) > 1 and not given[-1].isupper()
    if counts == [1, 1]:
        if loud:
            return 0.9
        return max(0.0, 0.6 - 0.35 * words if weak else 0.9 - 0.14 * words)
    if counts == [2]:
        if loud:
            return 0.85
        return 0.35 if weak or fold(given[0]) in latin_words("word") else 0.8
    if counts == [1]:
        return 0.0 if weak or fold(given[0]) in latin_words("word") else 0.6
    return 0.2


def latin_score(text: str) -> float:
    """How much Latin words look like a Korean name with a surname, in any order; a hyphenated given name counts."""
    parts = latin_parts(text.strip())
    return parts.score if parts else 0.0


def is_latin_name(text: str, least: float = NAME_LIKELY) -> bool:
    """True if `latin_score` reaches `least`."""
    return latin_score(text) >= least
