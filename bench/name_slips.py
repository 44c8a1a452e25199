"""One letter wrong in a name in Latin letters, for measurements: added, left out, mistaken or swapped with the next.

Any letter of the name may be hit, the first of the surname too; letters are drawn from the 26. What comes out may be
another good name (Nam, Na): such pairs count as they stand, so the figures are no flattery.
"""

from __future__ import annotations

import random
import re
from typing import Literal

from tools.learn_names import Pair

Kind = Literal["added", "left out", "mistaken", "swapped"]
KINDS: tuple[Kind, ...] = ("added", "left out", "mistaken", "swapped")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LATIN = re.compile("[A-Za-z]{2}")


def slipped(name: str, kind: Kind, chance: random.Random) -> str:
    """The name with one slip of a kind; unchanged only if no two letters can be swapped."""
    places = [place for place, char in enumerate(name) if char.isalpha()]
    if kind == "swapped":
        pairs = [p for p in places if p + 1 in places and name[p].lower() != name[p + 1].lower()]
        if not pairs:
            return name
        place = chance.choice(pairs)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if kind == "added":
        place = chance.choice([*places, places[-1] + 1])
        return name[:place] + chance.choice(_ALPHABET) + name[place:]
    place = chance.choice(places)
    if kind == "left out":
        return name[:place] + name[place + 1 :]
    other = chance.choice([letter for letter in _ALPHABET if letter != name[place].lower()])
    return name[:place] + other + name[place + 1 :]


def latin_pairs(pairs: list[Pair]) -> list[Pair]:
    """The pairs with at least one name in Latin letters."""
    return [pair for pair in pairs if _LATIN.search(pair[0]) or _LATIN.search(pair[1])]


def with_slips(pairs: list[Pair], kinds: tuple[Kind, ...] = KINDS, seed: int = 11) -> list[Pair]:
    """Pairs, those of one name and those of two alike, with one slip in one name in Latin letters of each."""
    chance = random.Random(seed)
    found = []
    for one, other, label, tag in latin_pairs(pairs):
        kind = chance.choice(kinds)
        if _LATIN.search(one) and (not _LATIN.search(other) or chance.random() < 0.5):
            one = slipped(one, kind, chance)
        else:
            other = slipped(other, kind, chance)
        found.append((one, other, label, tag))
    return found
