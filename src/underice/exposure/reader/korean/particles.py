"""Particles and what stands right after a word: which part it plays in its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Case = Literal["topic", "subject", "genitive", "and", "object", "dative", "copula", "adnominal", "other", "none"]

HANGUL = "가-힣"
_CASES: tuple[tuple[Case, str], ...] = (
    ("adnominal", r"(?:이던|였던|이었던|이신|인)"),
    (
        "copula",
        r"(?:이라고|라고|이라는|라는|이라며|라며|이라|이자|이며|며|이고|고|입니다|이었|였|이에요|이예요|예요|"
        r"에요|이야|이네|이지|"
        r"인데|이란|란|임|이다|다|이어서|이지만|이셨|이시|이래|래|이란다)[가-힣]*",
    ),
    ("genitive", r"(?:과|와)?의|네(?:의)?"),
    ("topic", r"(?:께서|에게|한테|에서|까지|만|들|랑|이랑|과|와|하고)?(?:는|은|도)요?"),
    ("dative", r"(?:들)?(?:에게서?|한테서?|께)(?:만)?"),
    ("subject", r"(?:들|만|까지)?(?:께서|이|가)"),
    ("and", r"(?:들)?(?:과|와|이랑|랑|하고|이나|나)"),
    ("object", r"(?:들|만)?(?:을|를)"),
    ("other", r"(?:들)?(?:으로서?|로서?|에서|에|까지|부터|만|처럼|보다|마저|조차|뿐|들|씩|요|밖에|이라도|라도|및)"),
)
_TAIL = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_CASES)))
_EOJEOL = re.compile(f"[{HANGUL}]*")
_PASS = re.compile(r" (?:모|아무개)(?= ?씨)|\s?\([^()\n]{0,60}\)|[”’\"'》」*]+")
HONORIFICS = (
    "씨|군|양|님|여인|할머니|할아버지|노인|로인|옹|어린이|여사|선생님|선생|아주머니|아줌마|아저씨|학생|소녀|"
    "소년|동무|동지|"
    "형|언니|누나|오빠|이모|삼촌|목사|전도사|선교사|장로|집사|부부|모녀|모자|일가|가족|등"
)
_HONORIFIC = re.compile(
    rf"\s?(?:{HONORIFICS})(?=$|[^가-힣]|은|는|이|가|을|를|의|와|과|도|에게|께|하고|랑|로|만|입|였|이)"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a word: its case, and where the particle ends."""

    case: Case
    end: int


def tail(text: str, end: int, *, joined: bool = False) -> Tail | None:
    """The particle after a word that ends at `end`; None if the word goes on there (it is another word).

    joined: the text has no spaces, so that the next word may follow at once.
    """
    rest = _EOJEOL.match(text, end)
    stop = rest.end() if rest else end
    if stop == end:
        return Tail("none", end)
    for index, (case, _) in enumerate(_CASES):
        found = _PARTICLES[index].match(text, end)
        if found and found.end() == stop:
            return Tail(case, stop)
    if joined:
        found = _TAIL.match(text, end)
        if found and found.lastgroup:
            case = _CASES[int(found.lastgroup[1:])][0]
            return Tail("none" if case in ("copula", "adnominal") else case, found.end())
        return Tail("none", end)
    return None


_PARTICLES = tuple(re.compile(pattern) for _, pattern in _CASES)


def case_after(text: str, end: int, *, joined: bool = False) -> Tail:
    """The case of a person's words, stepping over brackets and honorifics: `리광혁(15) 군이` is a subject."""
    at = end
    while True:
        skipped = _PASS.match(text, at) or _HONORIFIC.match(text, at)
        if skipped is None or skipped.end() == at:
            break
        at = skipped.end()
    return tail(text, at, joined=joined) or Tail("none", at)
