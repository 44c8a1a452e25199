"""Where a long pattern can match at all: found in one cheap pass over the words, so that it need not be tried at every
character.

Two ways, both leaving the patterns as they are:
- `groups`: each trigger word (a month, a weekday, "old") with the places where a phrase holding it may begin, which is
  the word itself and the leading words right before it ("in the last days of February").
- `near`: the pattern is searched only within some characters of the trigger words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

Match = re.Match[str]
Groups = Mapping[str, list[tuple[int, ...]]]

GAP = 3
"""Leading words may be this many characters apart (", ", " – ")."""
LEADS = 12
"""How many leading words are followed back from a trigger at most."""

_WORD = re.compile(r"[A-Za-z]+|[0-9]+")


def groups(
    text: str, kinds: Callable[[str, str], str], leads: Callable[[str], bool]
) -> dict[str, list[tuple[int, ...]]]:
    """For each kind of trigger the places, in order, where a phrase with it may begin, leftmost first.

    kinds: the kinds (letters, "" for none) of a lower-case word or number, given the word before it. leads: may this
    word stand before a trigger in one phrase? Linear: at most LEADS words are followed back.
    """
    found: dict[str, list[tuple[int, ...]]] = {}
    starts: list[int] = []
    last_end = -GAP - 1
    before = ""
    for match in _WORD.finditer(text):
        start = match.start()
        word = match.group().lower()
        if start - last_end > GAP:
            starts.clear()
        kind = kinds(word, before)
        leading = leads(word)
        if kind:
            quote = (start - 1,) if start and text[start - 1] in "'’" else ()
            places = (*starts, *quote, start)
            for letter in kind:
                found.setdefault(letter, []).append(places)
        if leading:
            starts.append(start)
            if len(starts) > LEADS:
                del starts[0]
        else:
            starts.clear()
        before, last_end = word, match.end()
    return found


def matches(pattern: re.Pattern[str], text: str, places: Iterable[tuple[int, ...]]) -> Iterator[Match]:
    """What `pattern` matches at those places, leftmost first, without overlaps (as finditer would)."""
    last = -1
    for group in places:
        for start in group:
            if start < last:
                continue
            match = pattern.match(text, start)
            if match is not None:
                last = match.end()
                yield match
                break


def near(pattern: re.Pattern[str], text: str, trigger: re.Pattern[str], before: int, after: int) -> Iterator[Match]:
    """What `pattern` matches within `before` characters ahead of a trigger and `after` behind it.

    Both must exceed what the pattern can hold on that side of the trigger, for a window cuts what it looks at.
    """
    for start, end in windows(text, trigger, before, after):
        yield from pattern.finditer(text, start, end)


def windows(text: str, trigger: re.Pattern[str], before: int, after: int) -> list[tuple[int, int]]:
    """The stretches of text around the triggers, in order and apart from each other."""
    return merged((max(0, hit.start() - before), min(len(text), hit.end() + after)) for hit in trigger.finditer(text))


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order of their starts, joined where they touch."""
    out: list[tuple[int, int]] = []
    for start, end in stretches:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
