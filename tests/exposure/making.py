"""Hand-made readings of invented sentences, for tests of what comes after the reader."""

from collections.abc import Sequence
from datetime import date

from underice.exposure.reader.model import Label, Lang, Notice, Person, Reading, Span

PUBLISHED = date(2026, 2, 14)
MUSAN, HOERYONG, SHENYANG = "KP0218", "KP0203", "GN2034937"


def reading(
    text: str,
    persons: Sequence[Person],
    words: Sequence[tuple[str, Label, str]] = (),
    *,
    lang: Lang = "en",
    on: date | None = PUBLISHED,
    notices: Sequence[Notice] = (),
) -> Reading:
    """A reading of `text`; `words` are (words as they first stand in the text, label, refs with spaces between)."""
    spans = []
    for word, label, refs in words:
        start = text.index(word)
        spans.append(Span(start, start + len(word), label, tuple(refs.split())))
    return Reading(text, lang, on, tuple(persons), tuple(sorted(spans)), tuple(notices))
