"""Names as written, and how much a string looks like a Korean name, in Hangul, Latin letters, Chinese characters or Cyrillic.

Plausibility is what a reader needs to notice the name of somebody nobody has heard of. Scores run from 0 (surely no name) to 1;
`NAME_LIKELY` is the line from which a string may be taken for a name without help from the text around it, `NAME_POSSIBLE` the
line from which a title or an age beside it is enough. Data: data/surnames.csv, given_syllables.txt, not_names.txt.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from underice.vocabulary.place_text import fold

Order = Literal["surname-first", "given-first", "comma", "given-only", "unknown"]
Script = Literal["Hang", "Hani", "Latn", "Cyrl", "Kana", "Zyyy"]

_DATA = Path(__file__).parent / "data"
NAME_LIKELY = 0.6
NAME_POSSIBLE = 0.35

# Spellings of surnames that are everyday words of English or other first names: they need a hyphenated or split given name.
_WEAK_LATIN = frozenset(
    "i o u an so no in to do he ha ho ma mo me we you son song won sun sung long ban moon park young ham ok pan on kum um un yea may "
    "pack back bang go her hur hu ray la na su si ye you char pai bai ji je chi sin chin cha ku koo kang han min jun chun jin do doh "
    "gang gong kong tong pong dang kim yi li wang yang chang chu choo wu guk pin bin dan tan kan ka ga sang pu boo pom bum su tu du doo tae"
    .split()
) - frozenset("kim kang chang wang yang han jin chin cha ji wu koo chu choo li yi song min chun jun".split())
_GIVEN_BY_LETTER = {  # Latin spellings of the parts of a syllable: Revised, McCune–Reischauer (plain), DPRK and ad-hoc
    "onset": ["k g", "kk gg", "n", "t d", "tt dd", "r l n", "m", "p b", "pp bb", "s", "ss", " ", "j ch", "jj tch", "ch", "k kh", "t th",
              "p ph", "h"],
    "vowel": ["a ah", "ae ai", "ya", "yae", "o eo u", "e", "yo yeo you yu", "ye", "o oh", "wa", "wae", "oe oi", "yo", "u oo ou", "wo weo",
              "we", "wi", "yu yoo", "u eu", "ui eui i", "i ee y"],
    "coda": ["", "k g ck", "k", "k", "n", "n", "n", "t", "l r", "k", "m", "p", "l", "l", "p", "l", "m", "p b", "p", "t", "t", "ng", "t", "t",
             "k", "t", "p", ""],
}
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*(?:-[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*)*")
_HANGUL = re.compile(r"[가-힣]{2,5}")
_HANI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_CYRILLIC = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё' -]+")
_KANA = re.compile(r"[\u3040-\u30ff・ー＝=\s]{2,}")
_TAILS = ("들", "은", "는", "이", "가", "을", "를", "의", "에", "도", "과", "와", "로", "만", "에서", "으로", "에게", "께서", "까지", "부터", "하고", "이라", "이다",
          "인", "했", "한", "하는", "해", "된", "돼", "됐")


@dataclass(frozen=True, slots=True)
class NameAsWritten:
    """A name as a source wrote it.

    script: ISO 15924 code. lang: language of the spelling if it shows, else None. surname and given: as written, None if
    absent or unknown. order: how the parts stand. parts: the tokens in the order written.
    """

    text: str
    script: Script
    lang: str | None
    surname: str | None
    given: str | None
    order: Order
    parts: tuple[str, ...]


@cache
def _surname_rows() -> tuple[dict[str, str], ...]:
    with (_DATA / "surnames.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _hangul_surnames() -> dict[str, float]:
    """Hangul surname in either spelling → weight."""
    found: dict[str, float] = {}
    for row in _surname_rows():
        for form in (row["hangul"], row["north"]):
            if form:
                found[form] = max(found.get(form, 0.0), 0.5 if row["common"] == "yes" else 0.3)
    return found


@cache
def _latin_surnames() -> dict[str, tuple[str, ...]]:
    """Folded Latin spelling, apostrophes dropped → Hangul surnames it may stand for."""
    found: dict[str, list[str]] = {}
    for row in _surname_rows():
        for spelling in row["latin"].split("|"):
            if spelling:
                found.setdefault(_key(spelling), []).append(row["hangul"])
    return {spelling: tuple(dict.fromkeys(forms)) for spelling, forms in found.items()}


@cache
def _other_surnames(column: str) -> dict[str, str]:
    return {form: row["hangul"] for row in reversed(_surname_rows()) for form in row[column].split("|") if form}


@cache
def _given() -> frozenset[str]:
    lines = (_DATA / "given_syllables.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(syllable for line in lines if not line.startswith("#") for syllable in line.split())


@cache
def not_names() -> frozenset[str]:
    """Common words that begin with a surname syllable and must not be taken for names."""
    lines = (_DATA / "not_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


@cache
def _latin_given() -> frozenset[str]:
    """Every Latin spelling of a syllable that given names are made of, folded."""
    spellings: set[str] = set()
    for syllable in _given():
        code = ord(syllable) - 0xAC00
        onset, vowel, coda = code // 588, code % 588 // 28, code % 28
        for first in _GIVEN_BY_LETTER["onset"][onset].split(" "):
            for middle in _GIVEN_BY_LETTER["vowel"][vowel].split():
                for last in _GIVEN_BY_LETTER["coda"][coda].split() or [""]:
                    spellings.add(first + middle + last)
                    if first == "s" and middle[0] in "iyeuw":
                        spellings.add("sh" + middle.lstrip("y") + last)
                        spellings.add("sh" + middle + last)
    spellings.update(("hee", "ju", "joo", "hyuk", "suk", "sook", "yun", "yoon", "won", "young", "hyun", "kyung", "myung", "jung", "sung", "chul",
                      "choll", "sul", "bum", "hun", "hoon", "woo", "wook", "rye", "hui"))
    return frozenset(s for s in spellings if len(s) > 1 or s in ("a", "o", "i", "u"))


def _key(latin: str) -> str:
    return re.sub(r"['\-]", "", fold(unicodedata.normalize("NFC", latin))).replace(" ", "")


SURNAMES_HANGUL: frozenset[str] = frozenset(_hangul_surnames())
"""Korean surnames in Hangul, both initial-sound spellings (리 and 이)."""
SURNAMES_LATIN: Mapping[str, tuple[str, ...]] = MappingProxyType(_latin_surnames())
"""Latin spelling (folded, without apostrophes) → the Hangul surnames it may stand for."""


def is_korean_surname(text: str) -> bool:
    """True for a Korean surname in Hangul (either initial-sound spelling), Latin letters, one Chinese character or Cyrillic."""
    text = unicodedata.normalize("NFC", text.strip())
    return (
        text in _hangul_surnames() or text in _other_surnames("hanja") or text in _other_surnames("cyrillic")
        or _key(text) in _latin_surnames()
    )


def split_hangul(text: str) -> tuple[str, str] | None:
    """Surname and given name of a Hangul name ("남궁민" → 남궁, 민); None if it does not begin with a surname."""
    surnames = _hangul_surnames()
    if len(text) >= 3 and text[:2] in surnames:
        return text[:2], text[2:]
    if len(text) >= 2 and text[0] in surnames:
        return text[0], text[1:]
    return None


def hangul_score(text: str) -> float:
    """How much a Hangul word without particles looks like a full name: surname + one to three syllables."""
    if not _HANGUL.fullmatch(text):
        return 0.0
    split = split_hangul(text)
    if split is None or len(split[1]) > 3 or len(text) > 5:
        return 0.0
    words = not_names()
    if text in words or any(text.endswith(tail) and text[: -len(tail)] in words for tail in _TAILS):
        return 0.0
    surname, given = split
    known = sum(syllable in _given() for syllable in given) / len(given)
    score = _hangul_surnames()[surname] + {1: 0.05, 2: 0.4, 3: -0.15}[len(given)] * known
    if known < 1:
        score -= 0.25
    if len(surname) == 2:
        score += 0.3
    if text[:2] in words and len(text) == 3:  # 주민은, 조사를 …: a known word and one more syllable
        score -= 0.2 if text[2] in _given() and text[2] not in "은이가도의로만인한" else 0.5
    return max(0.0, min(1.0, score))


def is_hangul_name(text: str, least: float = NAME_LIKELY) -> bool:
    """True if `hangul_score` reaches `least`."""
    return hangul_score(text) >= least


def is_hangul_given(text: str) -> bool:
    """True for one or two syllables that are all used in given names and form no common word."""
    return 1 <= len(text) <= 2 and all(syllable in _given() for syllable in text) and text not in not_names()


def latin_syllables(token: str) -> int:
    """How many given-name syllables a Latin token is made of (hyphens are borders); 0 if it is none."""
    count = 0
    for part in _fold_token(token).split("-"):
        best = _cut_latin(part)
        if not best:
            return 0
        count += best
    return count


def _fold_token(token: str) -> str:
    return fold(unicodedata.normalize("NFC", token)).replace("'", "")


@cache
def _cut_latin(part: str) -> int:
    """Fewest given syllables that make up `part`, 0 if none do or more than three are needed."""
    syllables = _latin_given()
    reached: list[int | None] = [0] + [None] * len(part)
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - 7), end):
            before = reached[start]
            held = reached[end]
            if before is not None and part[start:end] in syllables and (held is None or before + 1 < held):
                reached[end] = before + 1
    best = reached[len(part)]
    return best if best is not None and best <= 3 else 0


def is_korean_given(token: str) -> bool:
    """True for a Latin token that reads as a Korean given name: "Mi-gyong", "Sun-hui", "Miran"; "Daniel" is none.

    A hyphenated token must have one syllable on each side. One-syllable tokens pass only together with a surname
    (`latin_score`).
    """
    parts = token.split("-")
    if len(parts) > 1:
        return len(parts) == 2 and all(latin_syllables(part) == 1 for part in parts)
    return latin_syllables(token) == 2


def latin_score(text: str) -> float:
    """How much Latin words look like a Korean name with a surname, in any order; "Mi-gyong" alone scores as a given name.

    Words that do not begin with a capital letter score 0 (the second half of a hyphenated given name may be small).
    """
    name = _parse_latin(text.strip())
    return name[1] if name else 0.0


def is_latin_name(text: str, least: float = NAME_LIKELY) -> bool:
    """True if `latin_score` reaches `least`."""
    return latin_score(text) >= least


def hanja_score(text: str) -> float:
    """How much two to four Chinese characters look like a Korean name: a surname character first."""
    if not _HANI.fullmatch(text):
        return 0.0
    surnames = _other_surnames("hanja")
    if text[:2] in surnames and len(text) in (3, 4):
        return 0.8
    if text[0] not in surnames:
        return 0.0
    return {2: 0.5, 3: 0.75, 4: 0.1}[len(text)]


def is_hanja_name(text: str, least: float = NAME_LIKELY) -> bool:
    """True if `hanja_score` reaches `least`."""
    return hanja_score(text) >= least


def _parse_latin(text: str) -> tuple[NameAsWritten, float] | None:
    comma = re.fullmatch(r"([^\W\d_'’-]+(?:['’][^\W\d_]+)?),\s+(.+)", text)
    tokens = tuple(_TOKEN.findall(text))
    if not 1 <= len(tokens) <= 4 or _TOKEN.sub("", text).strip(" ,"):
        return None
    if not tokens[0][0].isupper() or any(not t[0].isupper() and latin_syllables(t) != 1 for t in tokens[1:]):
        return None
    if len(tokens) == 1:
        if "-" in tokens[0] and is_korean_given(tokens[0]):
            score = 0.7 if not _common_hyphen(tokens[0]) else 0.0
            return NameAsWritten(text, "Latn", None, None, text, "given-only", tokens), score
        return None
    best: tuple[NameAsWritten, float] | None = None
    orders: list[tuple[Order, str, tuple[str, ...], float]] = []
    if comma:
        orders = [("comma", tokens[0], tokens[1:], 0.1)]
    elif "," not in text:
        orders = [("surname-first", tokens[0], tokens[1:], 0.0), ("given-first", tokens[-1], tokens[:-1], -0.1)]
        if len(tokens) >= 3 and _key(tokens[0] + tokens[1]) in _latin_surnames():
            orders.append(("surname-first", f"{tokens[0]} {tokens[1]}", tokens[2:], 0.15))
    for order, surname, given, bonus in orders:
        score = _latin_parts_score(surname, given)
        if score > 0 and (best is None or score + bonus > best[1]):
            given_text = text[text.index(given[0]) :] if order != "given-first" else text[: text.rindex(surname)].strip()
            name = NameAsWritten(text, "Latn", None, surname, given_text.strip(" ,"), order, tokens)
            best = name, min(1.0, score + bonus)
    return best


def _common_hyphen(token: str) -> bool:
    """True for hyphenated words of English that happen to be cut into Korean syllables."""
    return fold(token) in _HYPHENED_WORDS


_HYPHENED_WORDS = frozenset(
    "so-so no-no ha-ha ho-ho go-go yo-yo hu-man no-go on-go so-on me-too to-do do-in in-in sin-bin mo-ban sun-dong in-an un-man tan-gun "
    "can-do must-do no-man no-one so-in u-in on-in han-in pu-er hong-kong viet-nam bin-man".split()
)


def _latin_parts_score(surname: str, given: tuple[str, ...]) -> float:
    key = _key(surname)
    if key not in _latin_surnames():
        return 0.0
    counts = [latin_syllables(token) for token in given]
    if 0 in counts or not 1 <= sum(counts) <= 3:
        return 0.0
    weak = key in _WEAK_LATIN
    hyphened = any("-" in token for token in given)
    if hyphened:
        clean = len(given) == 1 and is_korean_given(given[0])
        return (0.85 if weak else 0.95) if clean else 0.3
    loud = surname.isupper() and len(surname) > 1 and not given[-1].isupper()  # RI Chol Man: the surname marked by capitals
    if len(given) == 2 and counts == [1, 1]:
        if loud:
            return 0.9
        english = sum(token.lower() in _ENGLISH for token in (surname, *given))
        return max(0.0, (0.6 if weak else 0.9) - 0.35 * english)
    if len(given) == 1 and counts == [2]:
        if loud:
            return 0.85
        return 0.35 if weak or given[0].lower() in _ENGLISH else 0.8
    if len(given) == 1 and counts == [1]:
        return 0.0 if weak or given[0].lower() in _ENGLISH else 0.6
    return 0.2


# English and other words that are also spelt like given syllables.
_ENGLISH = frozenset(
    "in on an to do so no he we me my go young long song sun son son man men moon park hill sung won nam un sum ham bin pan pin on min am her "
    "his him has had all ill see sea bee fee tea sin kin win one you may say day king ring sing road lane hall union on un county city "
    "river bay min jun june july sunday monday sound bang gang kong dong yong money honey mini many memo menu union human women woman "
    "hero hula sumo judo china korea canon common simon onion union union union jinan jilin jinju jinhua sunny moony kimchi namo"
    .split()
) - frozenset("jun nam un sung won min yong dong".split())


def parse(text: str) -> NameAsWritten | None:
    """The parts of a name as written, by its script; None if the string cannot be a name of a person known to this table.

    Latin names that are not Korean come back with order "unknown" and no parts assigned; Hangul words that begin with no
    surname likewise (a given name, a pseudonym). Digits, sentences and empty strings give None.
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not text or len(text) > 60 or any(c.isdigit() for c in text):
        return None
    compact = text.replace(" ", "")
    if _HANGUL.fullmatch(compact):
        split = split_hangul(compact)
        if split is None:
            return NameAsWritten(text, "Hang", "ko", None, compact, "given-only", tuple(text.split()))
        return NameAsWritten(text, "Hang", "ko", split[0], split[1], "surname-first", split)
    if _HANI.fullmatch(compact):
        surnames = _other_surnames("hanja")
        width = 2 if compact[:2] in surnames and len(compact) > 2 else 1
        if compact[:width] in surnames:
            return NameAsWritten(text, "Hani", None, compact[:width], compact[width:], "surname-first", (compact[:width], compact[width:]))
        return NameAsWritten(text, "Hani", None, None, None, "unknown", (compact,))
    if _CYRILLIC.fullmatch(text):
        tokens = tuple(text.replace("-", " ").split())
        if len(tokens) > 1 and tokens[0] in _other_surnames("cyrillic"):
            return NameAsWritten(text, "Cyrl", "ru", tokens[0], " ".join(text.split()[1:]), "surname-first", tokens)
        return NameAsWritten(text, "Cyrl", "ru", None, None, "unknown", tokens)
    if _KANA.fullmatch(text):
        return NameAsWritten(text, "Kana", "ja", None, None, "unknown", tuple(re.split(r"[・＝=\s]+", text)))
    latin = _parse_latin(text)
    if latin is not None:
        return latin[0]
    tokens = tuple(_TOKEN.findall(text))
    if 1 <= len(tokens) <= 4 and not _TOKEN.sub("", text).strip(" ,.") and all(ord(c) < 0x250 or c in "’ʼŏŭŎŬ" for c in text):
        return NameAsWritten(text, "Latn", None, None, None, "unknown", tokens)
    return None
