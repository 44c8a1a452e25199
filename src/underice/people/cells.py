"""One place of a name (surname, first or later syllable of the given name) as a distribution over Hangul.

A cell answers two questions: how probable is this spelling at all (`mass`), and which Hangul stands behind it
(`share`). P(Hangul | spelling) is proportional to P(Hangul at this place) x P(spelling | Hangul, scheme), the second
being a product over onset, nucleus and coda for letters and a sum over characters for Hanja and pinyin. Cells are made
once per spelling and shared by all names, so that two names are compared by looking up pairs of small numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from underice.people.spelling import one_syllable
from underice.people.tables import CODAS, Scheme, Slot, alike, characters, compose, settings, weights
from underice.people.typing_errors import one_letter_away

RARE = 2e-7  # share of people with a syllable that no table has seen at a place
_LEAST = 1e-3  # readings below this share of the best are dropped
# What a coda before n, m, r, l may stand for besides itself, because consonants assimilate inside a name: (letter
# written, letters meant). McCune–Reischauer and Revised Romanization write what is heard; see docs/method/names.md.
_ASSIMILATED = {"ng": "ㄱ", "n": "ㄷㅅ", "m": "ㅂ", "l": "ㄴ"}
_ASSIMILATION = {"mr": 0.5, "rr": 0.3, "press": 0.05, "dprk": 0.05, "yale": 0.0, "east": 0.05}
MEETING = "nmlr"  # onsets that assimilate the coda before them
_RIEUL = 5  # number of ㄹ among the onsets


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """Distribution of one place. number: unique small number; share: unit → probability (they add up to 1).

    char: the Chinese character in full form, if one is written; sounds: its pinyin, or the pinyin written; symbols: how
    onset, nucleus and coda are spelt, for a syllable in letters.
    """

    number: int
    text: str
    slot: Slot
    scheme: Scheme
    mass: float
    share: dict[str, float]
    best: str
    char: str = ""
    sounds: frozenset[str] = frozenset()
    symbols: tuple[str, str, str] | None = None


_numbers: list[None] = []


def _cell(
    text: str,
    slot: Slot,
    scheme: Scheme,
    joint: dict[str, float],
    char: str = "",
    sounds: Iterable[str] = (),
    symbols: tuple[str, str, str] | None = None,
) -> Cell | None:
    """A cell from P(unit, spelling) of each unit; None if nothing can be read."""
    mass = sum(joint.values())
    if not mass:
        return None
    best = max(joint, key=joint.__getitem__)
    least = joint[best] * _LEAST
    kept = {unit: value for unit, value in joint.items() if value >= least}
    total = sum(kept.values())
    share = {unit: value / total for unit, value in kept.items()}
    _numbers.append(None)
    return Cell(len(_numbers), text, slot, scheme, mass, share, best, char, frozenset(sounds), symbols)


def prior(slot: Slot, unit: str) -> float:
    """Share of people with this syllable (or two-syllable surname) at this place."""
    return weights().prior[slot].get(unit, RARE)


@cache
def class_prior(slot: Slot, unit: str) -> float:
    """Share of people with any syllable that the initial-sound rule makes one with `unit`."""
    return _class_priors(slot).get(alike(unit, slot), RARE)


@cache
def _class_priors(slot: Slot) -> dict[str, float]:
    found: dict[str, float] = {}
    for unit, share in weights().prior[slot].items():
        found[alike(unit, slot)] = found.get(alike(unit, slot), 0.0) + share
    return found


@lru_cache(maxsize=262_144)
def hangul_cell(unit: str, slot: Slot) -> Cell | None:
    """The cell of a syllable (or two-syllable surname) in Hangul."""
    return _cell(unit, slot, "hangul", {unit: prior(slot, unit)})


@lru_cache(maxsize=262_144)
def latin_cell(
    syllable: tuple[str, str, str], slot: Slot, scheme: Scheme, *, meets: bool = False, met: bool = False
) -> Cell | None:
    """The cell of a syllable spelt by `scheme`.

    meets: the next syllable begins with n, m, l or r, so the coda may have been assimilated to it. met: the syllable
    before ends in a consonant after which ㄹ is heard as n.
    """
    joint = {unit: prior(slot, unit) * p for unit, p in _emitted(syllable, scheme, meets, met).items()}
    text = "".join(syllable).replace("-", "")
    if scheme == "press" and sum(joint.values()) < settings().numbers["syllable_least"]:
        for unit, p in _mistyped(text).items():
            joint[unit] = joint.get(unit, 0.0) + prior(slot, unit) * p
    return _cell(text, slot, scheme, joint, symbols=syllable)


@lru_cache(maxsize=16_384)
def _mistyped(text: str) -> dict[str, float]:
    """Hangul syllable → P(spelling with one letter wrong | syllable), all slips being equally likely."""
    found: dict[str, float] = {}
    slip = settings().numbers["typing_error"]
    for other in one_letter_away(text):
        syllable = one_syllable(other)
        if syllable:
            for unit, p in _emitted(syllable, "press", False, False).items():
                found[unit] = found.get(unit, 0.0) + p * slip
    return found


@lru_cache(maxsize=65_536)
def _emitted(syllable: tuple[str, str, str], scheme: Scheme, meets: bool, met: bool) -> dict[str, float]:
    """Hangul syllable → P(spelling | syllable)."""
    table = weights().emission[scheme]
    onsets = table["onset"].get(syllable[0], ())
    nuclei = table["nucleus"].get(syllable[1], ())
    codas = table["coda"].get(syllable[2], ())
    share = _ASSIMILATION.get(scheme, 0.0)
    if meets and share and syllable[2] in _ASSIMILATED:
        codas += tuple((CODAS.index(meant), share) for meant in _ASSIMILATED[syllable[2]])
    if met and share and syllable[0] == "n":
        onsets += ((_RIEUL, share),)
    found: dict[str, float] = {}
    for onset, p in onsets:
        for nucleus, q in nuclei:
            for coda, r in codas:
                unit = compose(onset, nucleus, coda)
                found[unit] = found.get(unit, 0.0) + p * q * r
    return found


@cache
def double_surnames() -> tuple[str, ...]:
    """Every surname of two syllables."""
    return tuple(unit for unit in weights().prior["S"] if len(unit) == 2)


@lru_cache(maxsize=65_536)
def surname_cell(token: str, cut: tuple[tuple[str, str, str], ...], scheme: Scheme, mend: bool) -> Cell | None:
    """The cell of a surname in letters: spellings known as a whole, mixed with what the scheme would write.

    `cut`: one or two syllables of the token; two are read only if together they are a two-syllable surname. `mend`: a
    token that is no surname is read as one with a letter wrong.
    """
    learned = settings().numbers["surname_spelling"]
    known = weights().surnames.get(token, {})
    by_rule: dict[str, float] = {}
    if len(cut) == 1:
        by_rule = _emitted(cut[0], scheme, False, False)
    elif len(cut) == 2:
        first = _emitted(cut[0], scheme, cut[1][0][0] in MEETING, False)
        second = _emitted(cut[1], scheme, False, True)
        by_rule = {u: first[u[0]] * second[u[1]] for u in double_surnames() if u[0] in first and u[1] in second}
    surnames = weights().prior["S"]
    joint = {
        unit: surnames[unit] * (learned * known.get(unit, 0.0) + (1 - learned) * by_rule.get(unit, 0.0))
        for unit in {*known, *by_rule}
        if unit in surnames
    }
    if mend and not joint and scheme == "press":
        joint = {unit: surnames[unit] * p for unit, p in _mistyped_surname(token).items()}
    return _cell(token, "S", scheme, joint)


@lru_cache(maxsize=16_384)
def _mistyped_surname(token: str) -> dict[str, float]:
    """Surname → P(a spelling of it with one letter wrong | surname)."""
    found: dict[str, float] = {}
    for other in one_letter_away(token) if len(token) > 1 else ():
        for unit, p in weights().surnames.get(other, {}).items():
            found[unit] = found.get(unit, 0.0) + p * settings().numbers["typing_error"]
    return found


@cache
def _sounds(slot: Slot) -> dict[str, dict[str, float]]:
    """Pinyin → Hangul unit → P(pinyin | unit), from the characters with that reading by how usual they are in names."""
    heard: dict[str, dict[str, float]] = {}
    for char in characters().values():
        usual = _usual(char.char, slot)
        if not char.weight or not usual:
            continue
        for unit, p in _readings(char.char, slot).items():
            for place, sound in enumerate(char.pinyin[:4]):
                held = heard.setdefault(unit, {})
                held[sound] = held.get(sound, 0.0) + usual * p * (1.0 if not place else 0.1)
    found: dict[str, dict[str, float]] = {}
    for unit, sounds in heard.items():
        total = sum(sounds.values())
        for sound, value in sounds.items():
            found.setdefault(sound, {})[unit] = value / total
    return found


def _usual(char: str, slot: Slot) -> float:
    held = weights().prior.get("hanja" + ("S" if slot == "S" else ""), {}).get(char)
    if held is not None:
        return held
    return 0.0 if slot == "S" else characters()[char].weight * settings().numbers["unseen_character"]


@lru_cache(maxsize=65_536)
def _readings(char: str, slot: Slot) -> dict[str, float]:
    """Hangul → P(Hangul | character) at a place, before how common the syllable is."""
    known = characters()[char].hangul
    if slot == "S":
        return {unit: 1.0 for unit in known if unit in weights().prior["S"]} or dict.fromkeys(known, 1.0)
    return {unit: 1.0 / (place + 1) for place, unit in enumerate(known)}


@lru_cache(maxsize=65_536)
def hanja_cell(text: str, slot: Slot) -> Cell | None:
    """The cell of a Chinese character, or of the two of a two-syllable surname.

    A character without a known Korean reading may be any syllable of a given name; as a surname it gives None.
    """
    read = [characters().get(char) for char in text]
    if read == [None] and slot != "S":
        return _cell(text, slot, "hanja", {u: p for u, p in weights().prior[slot].items() if p > 1e-4}, text)
    joint = {"": 1.0}
    for char in read:
        if char is None:
            return None
        place: Slot = slot if len(text) == 1 else "1"
        joint = {a + b: p * q for a, p in joint.items() for b, q in _readings(char.char, place).items()}
    if len(text) > 1:
        joint = {unit: p for unit, p in joint.items() if unit in weights().prior["S"]}
    heard = {unit: p * max(prior(slot, unit), 1e-5) for unit, p in joint.items()}
    sounds = {sound for char in read[:1] if char and len(text) == 1 for sound in char.pinyin}
    plain = "".join(char.char for char in read if char)
    return _cell(text, slot, "hanja", heard, plain, sounds)


@cache
def pinyin_sounds() -> frozenset[str]:
    """Every pinyin syllable that a character of names has, without tones."""
    return frozenset(sound for char in characters().values() for sound in char.pinyin)


@lru_cache(maxsize=65_536)
def pinyin_cell(sound: str, slot: Slot) -> Cell | None:
    """The cell of a Mandarin syllable that stands for some character of Korean names."""
    joint = {unit: prior(slot, unit) * p for unit, p in _sounds(slot).get(sound, {}).items()}
    return _cell(sound, slot, "pinyin", joint, "", (sound,))
