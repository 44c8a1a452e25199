"""What the pages of a draft show of its check: the report, where its words stand, and what can be said against the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.desk import checking
from underice.desk.request import lang_of
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from starlette.requests import Request

    from underice.exposure.check import Check
    from underice.exposure.drafts import Kept
    from underice.exposure.known import Known
    from underice.exposure.report.rows import Row
    from underice.exposure.report.view import View
    from underice.exposure.softening.changes import Replacement
    from underice.exposure.softening.ways import Softening, Way

_NAMED = 60
"""People of the case offered besides the likeliest."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of the draft that tell something, in code points, how much they matter, and of whom ("[1] [3]")."""

    start: int
    end: int
    weight: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """One fact read about somebody: what kind, its words, and where they stand. label: as in the reader's model."""

    label: str
    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Maybe:
    """A registered person whom somebody of the draft may be. chosen: the editor said so."""

    key: str
    name: str
    likely: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One person, household or group: her row of the report, and what an editor can say about her.

    at: "start,end" of words that tell of her alone, "" if there are none; then nothing can be tied to her.
    nobody: the editor said that she is nobody registered.
    """

    row: Row
    at: str
    told: tuple[Told, ...]
    maybe: tuple[Maybe, ...]
    nobody: bool
    person: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft's check as a page shows it."""

    view: View
    runs: tuple[Marked, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Words that could stand elsewhere: where (code points), what stands there, what would ("" to leave them out)."""

    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class WayShown:
    """One way to say it with less: its changes, its loss, the changed text in runs, and whom it leaves how few."""

    changes: tuple[Change, ...]
    loss: str
    parts: tuple[tuple[str, str], ...]
    left: tuple[str, ...]

    @property
    def edits(self) -> list[tuple[int, int, str]]:
        """All changes as the editor's script takes them."""
        return [(one.start, one.end, one.new) for one in self.changes]


@dataclass(frozen=True, slots=True)
class WaysShown:
    """The softer ways in words. remaining: whom none of them lifts; advice: softer words for what no table counts."""

    headline: str
    ways: tuple[WayShown, ...]
    remaining: tuple[str, ...]
    advice: tuple[str, ...]
    group: str
    closing: str
    reaches: bool


def shown(request: Request, draft: Kept) -> Shown:
    """The check of a draft for its pages. Raises Locked."""
    from underice.exposure.report.marked import runs
    from underice.exposure.report.view import numbered, view

    lang = lang_of(request)
    check = checking.checked(request, draft)
    numbers = numbered(check)
    report = view(check, lang=lang, name=draft.title, date_assumed=draft.published is None, commands=False)
    known = checking.known_of(request, draft.case)
    return Shown(
        report,
        tuple(
            Marked(run.start, run.end, run.weight, " ".join(f"[{number}]" for number in run.numbers))
            for run in runs(check, numbers)
        ),
        tuple(_card(row, check, known, lang) for row in report.rows),
    )


def _card(row: Row, check: Check, known: Known, lang: Language) -> Card:
    from underice.exposure.drafts import anchor
    from underice.exposure.report.visible import visible
    from underice.exposure.report.wording import label_name

    reading = check.reading
    words = anchor(reading, row.ref)
    place = words.place(reading.text) if words is not None else None
    told = tuple(
        Told(
            span.label,
            label_name(span.label, lang),
            " ".join(visible(reading.text[span.start : span.end]).split()),
            span.start,
            span.end,
        )
        for span in reading.spans_of(row.ref)
    )
    person = next((one for one in check.persons if one.ref == row.ref), None)
    confirmed = check.known.confirmed if check.known is not None else {}
    said = row.ref in confirmed
    return Card(
        row,
        f"{place[0]},{place[1]}" if place is not None else "",
        told,
        _maybe(tuple(one.meaning.key for one in person.possible), known, confirmed.get(row.ref)) if person else (),
        said and confirmed[row.ref] is None,
        person is not None,
    )


def _maybe(likely: tuple[str, ...], known: Known, chosen: str | None) -> tuple[Maybe, ...]:
    """The likeliest first, then others of the case."""
    from underice.exposure.report.ledger_words import called

    keys = dict.fromkeys((*([chosen] if chosen else []), *likely))
    if known.case:
        keys |= dict.fromkeys(list(known.people)[:_NAMED])
    return tuple(Maybe(key, called(key, known), key in likely, key == chosen) for key in keys if key in known.people)


def ways_view(found: Softening | None, lang: Language) -> WaysShown | None:
    """The softer ways for the page; None if they were not worked out yet."""
    if found is None:
        return None
    from underice.exposure.report.softer_words import advice_lines, closing, headline, known_group, remaining_line

    text = found.check.reading.text
    return WaysShown(
        headline(found, lang),
        tuple(_way(way, text, lang) for way in found.ways if way.taken),
        tuple(remaining_line(one, found, lang) for one in found.remaining),
        tuple(advice_lines(found, lang)),
        known_group(found, lang),
        closing(found, lang),
        found.reaches,
    )


def _way(way: Way, text: str, lang: Language) -> WayShown:
    from underice.exposure.report.visible import visible
    from underice.exposure.softening.changes import parts

    return WayShown(
        tuple(_change(one) for one in way.changes),
        translation(lang).gettext("loss {n}").format(n=f"{way.loss:g}"),
        tuple((visible(part.text), part.change) for part in parts(text, way.changes)),
        tuple(visible(word) for word in way.left),
    )


def _change(one: Replacement) -> Change:
    from underice.exposure.report.visible import visible

    return Change(one.start, one.end, visible(one.old), visible(one.new))
