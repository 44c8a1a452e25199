"""A name as written, cut into tokens of letters: script, case, marks, comma, and every way to cut a token to syllables.

Nothing here knows what a syllable means; `cells` weighs the cuts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from underice.people.tables import LATIN, PARTS, lines, rules
from underice.vocabulary.name_tables import hangul_surnames, hanja_surnames

Script = Literal["Hang", "Hani", "Latn", "Cyrl", "Kana", "none"]
Cut = tuple[tuple[str, str, str], ...]
"""Syllables as spellings of onset, nucleus and coda; "-" is an empty onset or coda."""

LONGEST = 60  # characters; longer strings are no names
_TOKENS = 5
_SYLLABLES = 4
_REACH = 9  # letters of the longest syllable
_HANI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]")
_HANGUL = re.compile(r"[가-힣]+")
_HANZI = re.compile(f"{_HANI.pattern}+")
_NAME: dict[Script, int] = {"Hang": 3, "Hani": 2}  # characters of a name behind which a title may be glued
_HYPHENS = ("-", "\u2010", "\u2011", "\u2013", "\u05be")
_RUN_TOGETHER = re.compile(r"(?:[A-Z][^A-Z\W]{1,7}){2,3}")
_VOWEL = re.compile(r"[aeiouyŏŭ]", re.IGNORECASE)
_ASIDE = re.compile(r"[(（\[【〈《].*?(?:[)）\]】〉》]|$)|\d+\s*(?:세|살|岁|歲|歳|才)")
_PIECE = re.compile(r"[A-Z][^A-Z]+")
_WORD = re.compile(r"[^\W\d_]+(?:['`][^\W\d_]+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′"), "'")
# Direction marks, joiners, soft hyphen, byte order mark: Unicode category Cf, and none of them is ever part of a name.
_UNSEEN = dict.fromkeys(
    (0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
)
_KEPT = {"o\u0306": "ŏ", "u\u0306": "ŭ", "o\u030c": "ŏ", "u\u030c": "ŭ"}
_PLAIN = str.maketrans(
    {
        "ç": "ch",
        "ĝ": "j",
        "č": "ch",
        "š": "sh",
        "ž": "j",
        "ł": "l",
        "ı": "i",
        "ø": "o",
        "ß": "ss",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)
_CYRILLIC = str.maketrans(
    {
        "џ": "дж",
        "є": "йе",
        "ї": "йи",
        "ѐ": "е",
        "ў": "у",
        "ғ": "г",
        "қ": "к",
        "ұ": "у",
        "ү": "у",
        "ө": "о",
        "ә": "э",
        "ҳ": "х",
        "ј": "й",
        "љ": "ль",
        "њ": "нь",
    }
)
# Kana by unit; small y-vowels join the kana before (キョ → kyo), ッ doubles as kk, ー is dropped.
_KANA = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
        (
            "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya "
            "yu yo ra ri ru re ro wa wi we o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe "
            "po vu"
        ).split(),
        strict=True,
    )
)
_SMALL_Y = {"ャ": "a", "ュ": "u", "ョ": "o", "ェ": "e"}
_SMALL_VOWEL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}


class Token(NamedTuple):
    """A run of letters, folded: small, marks gone save ŏ ŭ and apostrophes.

    bound: a hyphen joins it to the one before; loud: written in capitals only.
    """

    letters: str
    bound: bool
    loud: bool


class Spelling(NamedTuple):
    """Script and tokens of a name. comma: number of tokens before the comma, 0 without one."""

    script: Script
    tokens: tuple[Token, ...]
    comma: int


_NOTHING = Spelling("none", (), 0)


def script_of(text: str) -> Script:
    """The script of a name by its letters; "none" if it is none of ours or mixed with another."""
    for char in text:
        if char < "\u0250":
            if char.isalpha():
                return "Latn"
        elif "가" <= char <= "힣":
            return "Hang"
        elif _HANI.match(char):
            return "Hani"
        elif "\u3041" <= char <= "\u30fa":
            return "Kana"
        elif "\u0400" <= char <= "\u04ff":
            return "Cyrl"
        elif char.isalpha():
            return "Latn" if "\u1e00" <= char < "\u1f00" else "none"
    return "none"


def spell(name: str) -> Spelling:
    """Script and tokens of `name`; a string too long, without letters or in no known script has no tokens.

    Characters that cannot be seen (direction marks, joiners, soft hyphens) are passed over; full-width letters,
    decomposed Hangul and accents written apart are composed. Digits are no letters. Titles beside a name, ages and what
    stands in brackets are left out.
    """
    if len(name) > 4 * LONGEST:
        return _NOTHING
    text = name if name.isascii() else _composed(name)
    script = script_of(text) if len(text) <= LONGEST else "none"
    if script == "none":
        return _NOTHING
    if not text.replace(" ", "").isalpha():
        outside = _ASIDE.sub(" ", text)
        if script_of(outside) == script:
            text = outside
    if script in ("Hang", "Hani"):  # letters of another script beside them are left out: 김철수 (金哲洙)
        return _characters(text, script)
    tokens: list[Token] = []
    comma = end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        between = text[end:start]
        end = match.end()
        if between == " ":
            bound = False
        else:
            if "," in between and not comma:
                comma = len(tokens)
            bound = bool(tokens) and between.strip() in _HYPHENS
        word = match[0]
        if word[1:].islower():
            tokens.append(Token(fold(word, script), bound, False))
        elif _RUN_TOGETHER.fullmatch(word) and all(map(_VOWEL.search, _PIECE.findall(word))):
            for place, piece in enumerate(_PIECE.findall(word)):
                tokens.append(Token(fold(piece, script), bound and not place, False))
        else:
            tokens.append(Token(fold(word, script), bound, len(word) > 1 and word.isupper()))
    return _without_title(script, [token for token in tokens if token.letters], comma)


def _composed(name: str) -> str:
    text = unicodedata.normalize("NFKC", name.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    return text.translate(_UNSEEN) if not text.isprintable() else text


def _characters(text: str, script: Script) -> Spelling:
    """Hangul or Chinese characters; what is said to a person behind her name (씨, 先生) is left out."""
    words = (_HANGUL if script == "Hang" else _HANZI).findall(text)[:_TOKENS]
    if words and len("".join(words)) > 2:
        two = words[0][:2]
        double = len(two) == 2 and (two in hangul_surnames() or two in hanja_surnames())
        least = 4 if double else _NAME[script]
        for title in titles()[script]:
            if words[-1] == title and len(words) > 1:
                words.pop()
                break
            if words[-1].endswith(title) and len("".join(words)) - len(title) >= least:
                words[-1] = words[-1][: -len(title)]
                break
    return Spelling(script, tuple([Token(word, False, False) for word in words if word]), 0)


def _without_title(script: Script, tokens: list[Token], comma: int) -> Spelling:
    """Tokens without a title (Mr, Dr, г-н) at one end, if a surname and a given name are left."""
    if len(tokens) > 2 and not comma:
        known = titles()["Latn"]
        if tokens[0].letters in known:
            tokens = tokens[1:]
        elif tokens[-1].letters in known and not tokens[-1].bound:
            tokens = tokens[:-1]
    return Spelling(script, tuple(tokens[:_TOKENS]), comma)


@cache
def titles() -> dict[Script, tuple[str, ...]]:
    """What stands beside a name and is none, by script, longest first (data/titles.tsv)."""
    found: dict[Script, tuple[str, ...]] = {"Hang": (), "Hani": (), "Latn": ()}
    for script, *words in lines("titles.tsv"):
        for known in found:
            if known == script:
                found[known] = tuple(sorted(words[0].split(), key=len, reverse=True))
    return found


@lru_cache(maxsize=65_536)
def fold(word: str, script: Script) -> str:
    """One word as the tables write it: small, plain letters; ŏ and ŭ and apostrophes kept; kana romanised."""
    if script == "Kana":
        return _romaji(word)
    small = word.lower()
    if "`" in small:
        small = small.replace("`", "'")
    if small.isascii():
        return "hw" + small[2:] if small.startswith("wh") else small
    if script == "Cyrl":
        return unicodedata.normalize("NFC", small).translate(_CYRILLIC)
    parts = unicodedata.normalize("NFD", small.translate(_PLAIN))
    for pair, kept in _KEPT.items():
        parts = parts.replace(pair, kept)
    parts = unicodedata.normalize("NFC", parts).translate(_PLAIN)
    return "".join(
        c if c in "ŏŭ" else unicodedata.normalize("NFD", c)[0] for c in parts if not unicodedata.combining(c)
    )


def _romaji(word: str) -> str:
    out = ""
    for char in word:
        kana = chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" else char
        if kana in _SMALL_Y and out[-1:] == "i":
            out = out[:-1] + ("" if out[-3:] in ("shi", "chi") or out[-2:] == "ji" else "y") + _SMALL_Y[kana]
        elif kana in _SMALL_VOWEL and out:
            out = out[:-1] + ("w" if out[-1] == "u" and len(out) == 1 else "") + _SMALL_VOWEL[kana]
        elif kana == "ッ":
            out += "kk"
        else:
            out += _KANA.get(kana, "")
    return out


@cache
def _inventory(script: Script) -> dict[str, tuple[frozenset[str], int]]:
    """Spellings of onset, nucleus and coda that the schemes of a script know, and the longest of each."""
    schemes = {"Latn": LATIN, "Cyrl": ("kontsevich",), "Kana": ("kana",)}[script]
    found = {part: frozenset(s for scheme in schemes for s in rules()[scheme][part]) for part in PARTS}
    return {part: (known, max(map(len, known))) for part, known in found.items()}


@lru_cache(maxsize=65_536)
def cuts(token: str, script: Script) -> tuple[Cut, ...]:
    """Every way to cut a token into at most four syllables, at most 40 ways; apostrophes inside may also be borders."""
    found = list(_cut(token, _SYLLABLES, script))
    if not found and "'" in token:
        found = list(_cut(_sanction(token), _SYLLABLES, script)) or list(
            _cut(token.replace("'", ""), _SYLLABLES, script)
        )
    found.sort(key=lambda cut: (len(cut), sum(coda != "-" for _, _, coda in cut)))
    return tuple(found[:40])


@cache
def _syllable_pattern() -> re.Pattern[str]:
    inventory = _inventory("Latn")
    parts = ("|".join(sorted(inventory[part][0] - {"-"}, key=len, reverse=True)) for part in PARTS)
    return re.compile("({})?({})({})?".format(*parts))


@lru_cache(maxsize=65_536)
def one_syllable(text: str) -> tuple[str, str, str] | None:
    """Onset, nucleus and coda of a text that is one syllable in Latin letters, the longest onset first; else None."""
    match = _syllable_pattern().fullmatch(text)
    return (match[1] or "-", match[2], match[3] or "-") if match else None


def _sanction(token: str) -> str:
    """OFAC's apostrophe for a breve: "cho'ng" is chŏng, "cho'l" chŏl."""
    return token.replace("o'", "ŏ").replace("u'", "ŭ")


@lru_cache(maxsize=131_072)
def _cut(text: str, left: int, script: Script) -> tuple[Cut, ...]:
    """The cuts of a text into at most `left` syllables; kept by text, because names share their ends."""
    if not text:
        return ((),)
    if not left:
        return ()
    found: list[Cut] = []
    for syllable, end in _beginnings(text[:_REACH], script):
        found.extend([(syllable, *rest) for rest in _cut(text[end:], left - 1, script)])
    return tuple(found)


@lru_cache(maxsize=65_536)
def _beginnings(text: str, script: Script) -> tuple[tuple[tuple[str, str, str], int], ...]:
    """Every syllable that a text may begin with, and where it ends."""
    inventory = _inventory(script)
    found: list[tuple[tuple[str, str, str], int]] = []
    for onset, middle in _heads(text, 0, *inventory["onset"]):
        for nucleus, behind in _heads(text, middle, *inventory["nucleus"]):
            if nucleus != "-":
                found += [((onset, nucleus, coda), end) for coda, end in _heads(text, behind, *inventory["coda"])]
    return tuple(found)


def _heads(text: str, start: int, known: frozenset[str], longest: int) -> list[tuple[str, int]]:
    found = []
    last = len(text)
    for end in range(start + 1, (last if last < start + longest else start + longest) + 1):
        part = text[start:end]
        if part in known:
            found.append((part, end))
    if "-" in known:
        found.append(("-", start))
    return found
