"""How probable a syllable in letters is, scheme by scheme: numbers only, before any distribution over Hangul is made.

A name has many ways to be understood and few that are kept; weighing them all by numbers and making `Cell`s of the
kept ones alone is what makes reading a list fast. A syllable is weighed once for all schemes of its script and both
places of a given name, and remembered.
"""

from __future__ import annotations

from functools import cache, lru_cache

from underice.people.spelling import Cut, Script, cuts
from underice.people.tables import CODAS, LATIN, Scheme, Slot, compose, letters, weights

RARE = 2e-7  # share of people with a syllable that no table has seen at a place
MEETING = frozenset("nmlr")  # onsets that assimilate the coda before them
BEFORE_N = ("ng", "m", "n", "k", "p")  # codas after which ㄹ is heard, and by some written, as n
_RIEUL = 5  # number of ㄹ among the onsets
# What a coda before n, m, r, l may stand for besides itself, because consonants assimilate inside a name: (letter
# written, letters meant). McCune–Reischauer and Revised Romanization write what is heard; see docs/method/names.md.
_ASSIMILATED = {"ng": "ㄱ", "n": "ㄷㅅ", "m": "ㅂ", "l": "ㄴ"}
_ASSIMILATION = {"mr": 0.5, "rr": 0.3, "press": 0.05, "dprk": 0.05, "yale": 0.0, "east": 0.05}
_CUTS = 12  # ways to cut one token that are weighed

Syllable = tuple[str, str, str]
Letters = tuple[tuple[int, float], ...]
Masses = tuple[float, ...]
"""Probability by scheme, in the order of `schemes_of`."""
Table = dict[int, dict[int, float]]
"""Onset x 21 + nucleus → coda → share of people above RARE."""


@cache
def schemes_of(script: Script) -> tuple[Scheme, ...]:
    """The schemes that are weighed letter by letter for a script."""
    by_script: dict[Script, tuple[Scheme, ...]] = {"Latn": LATIN, "Cyrl": ("kontsevich",), "Kana": ("kana",)}
    return by_script.get(script, ())


@cache
def shares(slot: Slot) -> Table:
    """How common the known syllables of a place are."""
    found: Table = {}
    for unit, share in weights().prior[slot].items():
        if len(unit) == 1:
            onset, nucleus, coda = letters(unit)
            found.setdefault(onset * 21 + nucleus, {})[coda] = share
    return found


def meant(syllable: Syllable, scheme: Scheme, meets: bool, met: bool) -> tuple[Letters, Letters, Letters] | None:
    """The Hangul letters that onset, nucleus and coda may stand for in a scheme; None if one stands for nothing."""
    table = weights().emission[scheme]
    onsets = table["onset"].get(syllable[0], ())
    nuclei = table["nucleus"].get(syllable[1], ())
    codas = table["coda"].get(syllable[2], ())
    if meets or met:
        share = _ASSIMILATION.get(scheme, 0.0)
        if meets and share and syllable[2] in _ASSIMILATED:
            codas += tuple((CODAS.index(letter), share) for letter in _ASSIMILATED[syllable[2]])
        if met and share and syllable[0] == "n":
            onsets += ((_RIEUL, share),)
    return (onsets, nuclei, codas) if onsets and nuclei and codas else None


@lru_cache(maxsize=65_536)
def emitted(syllable: Syllable, scheme: Scheme, meets: bool, met: bool) -> dict[str, float]:
    """Hangul syllable → P(spelling | syllable)."""
    parts = meant(syllable, scheme, meets, met)
    found: dict[str, float] = {}
    if parts is not None:
        for onset, p in parts[0]:
            for nucleus, q in parts[1]:
                for coda, r in parts[2]:
                    unit = compose(onset, nucleus, coda)
                    found[unit] = found.get(unit, 0.0) + p * q * r
    return found


_weighed: dict[tuple[Syllable, Script, bool, bool], tuple[Masses, Masses]] = {}
_MOST = 65_536


def forget() -> None:
    """Drop what was weighed; needed only when the tables change."""
    _weighed.clear()


def masses(syllable: Syllable, script: Script, meets: bool, met: bool) -> tuple[Masses, Masses]:
    """Probability of a spelling as first and as later syllable of a given name, by scheme; 0 where it cannot be read.

    meets: the next syllable begins with n, m, l or r, so the coda may have been assimilated to it. met: the syllable
    before ends in a consonant after which ㄹ is heard as n.
    """
    meets, met = meets and syllable[2] in _ASSIMILATED, met and syllable[0] == "n"
    key = (syllable, script, meets, met)
    found = _weighed.get(key)
    if found is None:
        pairs = [_mass(syllable, scheme, meets, met) for scheme in schemes_of(script)]
        found = (tuple(one for one, _ in pairs), tuple(other for _, other in pairs))
        if len(_weighed) >= _MOST:
            _weighed.clear()
        _weighed[key] = found
    return found


def _mass(syllable: Syllable, scheme: Scheme, meets: bool, met: bool) -> tuple[float, float]:
    parts = meant(syllable, scheme, meets, met)
    if parts is None:
        return 0.0, 0.0
    first = later = RARE * sum(p for _, p in parts[0]) * sum(q for _, q in parts[1]) * sum(r for _, r in parts[2])
    firsts, laters = shares("1"), shares("2")
    for onset, p in parts[0]:
        for nucleus, q in parts[1]:
            place = onset * 21 + nucleus
            one, other = firsts.get(place), laters.get(place)
            if one is None and other is None:
                continue
            for coda, r in parts[2]:
                if one is not None and coda in one:
                    first += p * q * r * one[coda]
                if other is not None and coda in other:
                    later += p * q * r * other[coda]
    return first, later


@lru_cache(maxsize=131_072)
def token_ways(
    token: str, script: Script, first: bool, most: int, meets: bool, met: bool
) -> tuple[tuple[Cut, Masses], ...]:
    """The cuts of one token of a given name into at most `most` syllables, with their probability by scheme.

    first: the token begins the given name; meets and met: what stands behind and before it (see `masses`).
    """
    found: list[tuple[Cut, Masses]] = []
    for cut in _fitting(token, script, most):
        last = len(cut) - 1
        row: Masses | None = None
        for place, syllable in enumerate(cut):
            behind = cut[place + 1][0][0] in MEETING if place < last else meets
            before = cut[place - 1][2] in BEFORE_N if place else met
            pair = masses(syllable, script, behind, before)
            one = pair[0 if first and not place else 1]
            row = one if row is None else tuple([a * b for a, b in zip(row, one, strict=True)])
        if row is not None and any(row):
            found.append((cut, row))
    return tuple(found)


def neighbours(tokens: tuple[str, ...], place: int) -> tuple[bool, bool]:
    """Whether what stands behind and before a token assimilates (`meets` and `met`)."""
    meets = place + 1 < len(tokens) and tokens[place + 1][:1] in MEETING
    return meets, place > 0 and tokens[place - 1].endswith(BEFORE_N)


def _fitting(token: str, script: Script, most: int) -> list[Cut]:
    """The cuts of one token that are weighed; beside another token, a token that can be one syllable is one."""
    found = [cut for cut in cuts(token, script) if len(cut) <= most][:_CUTS]
    if most < 3 and found and len(found[0]) == 1:
        return [cut for cut in found if len(cut) == 1]
    return found
