"""One letter put right: used only when no clean parse of a name in Latin letters is likely.

A token is compared with the spellings that one slip of the fingers away would make it: a letter left out, doubled,
mistaken or two letters swapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from underice.people.spelling import Spelling, Token, cuts

_LETTERS = "aeiouyghjklmnprstbcdw"
_LONGEST = 14


def corrected(spelling: Spelling) -> Iterator[Spelling]:
    """Spellings with one token changed by one letter so that it can be cut into syllables.

    None if two tokens cannot be cut: such a name is no Korean name with a slip.
    """
    broken = [place for place, token in enumerate(spelling.tokens) if not cuts(token.letters, "Latn")]
    if len(broken) > 1 or len(spelling.tokens) < 2:
        return
    for place, token in enumerate(spelling.tokens):
        if broken not in ([], [place]):
            continue
        for letters in _near(token.letters):
            mended = Token(letters, token.bound, token.loud)
            tokens = (*spelling.tokens[:place], mended, *spelling.tokens[place + 1 :])
            yield Spelling(spelling.script, tokens, spelling.comma)


@lru_cache(maxsize=8_192)
def one_letter_away(text: str) -> tuple[str, ...]:
    """Every string that one letter left out, added, mistaken or swapped with the next makes of `text`."""
    found: dict[str, None] = {}
    for place in range(len(text) + 1):
        head, tail = text[:place], text[place:]
        if tail:
            found[head + tail[1:]] = None
            found.update(dict.fromkeys(head + letter + tail[1:] for letter in _LETTERS))
        if len(tail) > 1:
            found[head + tail[1] + tail[0] + tail[2:]] = None
        found.update(dict.fromkeys(head + letter + tail for letter in _LETTERS))
    found.pop(text, None)
    found.pop("", None)
    return tuple(found)


@lru_cache(maxsize=8_192)
def _near(token: str) -> tuple[str, ...]:
    if not 2 <= len(token) <= _LONGEST:
        return ()
    return tuple(one for one in one_letter_away(token) if cuts(one, "Latn"))
