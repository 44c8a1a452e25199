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

from underice.people.spelling import Cut, cuts
from underice.people.syllables import MEETING, RARE, Syllable, emitted, meant, shares
from underice.people.tables import LATIN, Scheme, Slot, alike, characters, compose, settings, weights
from underice.people.typing_errors import mistyped, mistyped_surname

_LEAST = 1e-3  # readings below this share of the best are dropped


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """Distribution of one place. number: unique small number; share: unit → probability (they add up to 1).

    char: the Chinese character in full form, if one is written; sounds: its pinyin, or the pinyin written; symbols: how
    onset, nucleus and coda are spelt, for a syllable in letters; typed: with a letter wrong.
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
    typed: bool = False


_numbers: list[None] = []


def _cell(
    text: str,
    slot: Slot,
    scheme: Scheme,
    joint: dict[str, float],
    char: str = "",
    sounds: Iterable[str] = (),
    symbols: tuple[str, str, str] | None = None,
    typed: bool = False,
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
    return Cell(len(_numbers), text, slot, scheme, mass, share, best, char, frozenset(sounds), symbols, typed)


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
def latin_cell(syllable: Syllable, slot: Slot, scheme: Scheme, meets: bool = False, met: bool = False) -> Cell | None:
    """The cell of a syllable spelt by `scheme`; meets and met as in `syllables.masses`."""
    known = weights().prior[slot]
    joint = {unit: known.get(unit, RARE) * p for unit, p in emitted(syllable, scheme, meets, met).items()}
    return _cell("".join(syllable).replace("-", ""), slot, scheme, joint, symbols=syllable)


@cache
def double_surnames() -> tuple[str, ...]:
    """Every surname of two syllables."""
    return tuple(unit for unit in weights().prior["S"] if len(unit) == 2)


@lru_cache(maxsize=65_536)
def _begins_double(syllable: Syllable) -> bool:
    """Whether any scheme of Latin letters spells the first syllable of a two-syllable surname so."""
    first = {unit[0] for unit in double_surnames()}
    return any(not first.isdisjoint(emitted(syllable, scheme, True, False)) for scheme in LATIN)


def _by_rule(cut: Cut, scheme: Scheme) -> dict[str, float]:
    """Surname → P(spelling | surname) by the letters of one or two syllables."""
    if len(cut) == 2:
        if scheme in LATIN and not _begins_double(cut[0]):
            return {}
        first = emitted(cut[0], scheme, cut[1][0][0] in MEETING, False)
        second = emitted(cut[1], scheme, False, True)
        return {u: first[u[0]] * second[u[1]] for u in double_surnames() if u[0] in first and u[1] in second}
    parts = meant(cut[0], scheme, False, False) if len(cut) == 1 else None
    if parts is None:
        return {}
    found: dict[str, float] = {}
    table = shares("S")
    for onset, p in parts[0]:
        for nucleus, q in parts[1]:
            row = table.get(onset * 21 + nucleus)
            if row is not None:
                found.update({compose(onset, nucleus, coda): p * q * r for coda, r in parts[2] if coda in row})
    return found


@lru_cache(maxsize=65_536)
def surname_cell(token: str, cut: Cut, scheme: Scheme) -> Cell | None:
    """The cell of a surname in letters: spellings known as a whole, mixed with what the scheme would write.

    `cut`: one or two syllables of the token; two are read only if together they are a two-syllable surname.
    """
    learned = settings().numbers["surname_spelling"]
    known = weights().surnames.get(token, {})
    by_rule = _by_rule(cut, scheme)
    if not known and not by_rule:
        return None
    surnames = weights().prior["S"]
    joint = {
        unit: surnames[unit] * (learned * known.get(unit, 0.0) + (1 - learned) * by_rule.get(unit, 0.0))
        for unit in {*known, *by_rule}
        if unit in surnames
    }
    return _cell(token, "S", scheme, joint)


@lru_cache(maxsize=65_536)
def slip_cell(text: str, slot: Slot) -> Cell | None:
    """The cell of a syllable or surname in Latin letters with a letter wrong; None if nothing is one slip away."""
    meant_so = mistyped_surname(text) if slot == "S" else mistyped(text)
    known = weights().prior[slot]
    return _cell(text, slot, "press", {unit: known.get(unit, RARE) * p for unit, p in meant_so.items()}, typed=True)


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


@lru_cache(maxsize=65_536)
def surname_likelihood(token: str) -> dict[str, float]:
    """Surname → P(token | surname), all schemes together; for Latin letters."""
    learned = settings().numbers["surname_spelling"]
    found = {unit: learned * p for unit, p in weights().surnames.get(token, {}).items()}
    for scheme in LATIN:
        share = weights().schemes[scheme] * (1 - learned)
        for cut in cuts(token, "Latn")[:6]:
            if len(cut) <= 2:
                for unit, p in _by_rule(cut, scheme).items():
                    found[unit] = found.get(unit, 0.0) + share * p
    return found
