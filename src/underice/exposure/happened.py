"""Which words of a text tell which event of a person: each its own, by what the words mean and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from underice.exposure.reader.model import Event, EventKind, Lang, Reading, Span
from underice.vocabulary.places import gazetteer


def words_of_events(events: tuple[Event, ...], spans: tuple[Span, ...], reading: Reading) -> tuple[Span | None, ...]:
    """For each event, in their order, the words that tell it; None if it is told by a place or a date alone.

    spans: all words about the person. Of several events of one kind the first words go to the first of them, and words
    that tell two events ("arrested in 2012 and again in 2019") go to both.
    """
    telling = [(one, kind_of(reading.text[one.start : one.end], reading.lang)) for one in spans if one.label == "event"]
    free = list(telling)
    found: dict[int, Span] = {}
    for wanted in (True, False):  # words of the same kind first, then words whose kind is not known
        for at, event in enumerate(events):
            if at in found:
                continue
            fit = [one for one in free if one[1] == event.kind or (not wanted and one[1] is None)]
            if event.kind == "other" and event.place:
                fit = [one for one in fit if _beside(one[0], event, spans, reading)]
            if fit:
                free.remove(fit[0])
                found[at] = fit[0][0]
    for at, event in enumerate(events):
        again = [one for one, kind in telling if kind == event.kind]
        if at not in found and again and event.kind != "other":
            found[at] = again[-1]
    return tuple(found.get(at) for at in range(len(events)))


def date_of(event: Span | None, spans: Iterable[Span], reading: Reading) -> Span | None:
    """The date that stands in one sentence with the words of an event, nearest to them; any date without such words."""
    dates = [one for one in spans if one.label == "date"]
    if event is None:
        return dates[0] if dates else None
    near = [one for one in dates if _one_sentence(one, event, reading)]
    return min(near, key=lambda one: min(abs(one.end - event.start), abs(event.end - one.start)), default=None)


def place_of(event: Event, spans: Iterable[Span], reading: Reading) -> Span | None:
    """The words that name the place of an event."""
    places = gazetteer()
    for one in spans:
        if one.label in ("place", "origin"):
            words = reading.text[one.start : one.end]
            named = {place for found in places.find(words, reading.lang) for place in found.candidates}
            named |= {found.id for found in places.candidates(words)}
            if named & set(event.place):
                return one
    return None


def _beside(words: Span, event: Event, spans: Iterable[Span], reading: Reading) -> bool:
    """True if words stand in one sentence with the place of an event."""
    place = place_of(event, spans, reading)
    return place is not None and _one_sentence(words, place, reading)


def _one_sentence(one: Span, other: Span, reading: Reading) -> bool:
    first, second = sorted((one, other))
    between = reading.text[first.end : second.start]
    return not any(stop in between for stop in (". ", "! ", "? ", "\n", "。"))


@lru_cache(maxsize=4096)
def kind_of(words: str, lang: Lang) -> EventKind | None:
    """The kind of event that words tell; None if the lexicon of the language does not know."""
    if lang == "ko":
        from underice.exposure.reader.korean.lexicon import lexicon

        return next((kind for kind, pattern in lexicon().events if pattern.match(words)), None)
    from underice.exposure.reader.english.lexicon import deeds
    from underice.exposure.reader.english.tokens import tokenize

    tokens = list(tokenize(words))
    for at in range(len(tokens)):
        match = deeds().match(tokens, at)
        if match is not None:
            return match[1].kind
    return None
