"""What a text tells of registered people, as entries for the ledger: exactly what it says, with the words that say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from underice.exposure.happened import date_of, place_of, words_of_events
from underice.exposure.known import FactKind
from underice.exposure.ledger import Disclosed
from underice.exposure.reader.model import INVERSE, Label, Person, Reading, Sex, Span
from underice.exposure.telling import arrived_in_south, name_kind
from underice.vocabulary.edtf import to_edtf

_LABELS: dict[FactKind, tuple[Label, ...]] = {
    "name": ("name",), "pseudonym": ("name",), "sex": ("sex", "kin"), "birth": ("birth", "age"), "origin": ("origin",),
    "occupation": ("occupation",), "workplace": ("workplace",),
    "kin": ("kin",), "group": ("group_size",), "distinguishing": ("distinguishing",),
}  # fmt: skip
_RELATIONS: dict[tuple[str, Sex | None], str] = {
    ("child", "f"): "daughter", ("child", "m"): "son", ("parent", "f"): "mother", ("parent", "m"): "father",
    ("spouse", "f"): "wife", ("spouse", "m"): "husband", ("sibling", "f"): "sister", ("sibling", "m"): "brother",
}  # fmt: skip


def disclosed(reading: Reading, who: Mapping[str, str]) -> tuple[Disclosed, ...]:
    """What a reading tells of registered people.

    who: ref of a person of the text → id of a record of hers; people who are not in it are left out, but may be told as
    relatives of those who are.
    """
    found: list[Disclosed] = []
    for person in reading.persons:
        about = who.get(person.ref)
        if about is None:
            continue
        spans = tuple(reading.spans_of(person.ref))
        for fact, value in _told(person):
            found.append(_entry(about, fact, value, spans, reading))
        found += _happened(about, person, spans, reading)
        for tie in person.kin_of:
            other = reading.person(tie.ref)
            relation = INVERSE[tie.relation]
            word = _RELATIONS.get((relation, other.sex), relation if relation != "other" else "relative")
            theirs = tuple(span for span in reading.spans_of(tie.ref) if span.label == "kin")
            found.append(_entry(about, "kin", word, theirs, reading, who.get(tie.ref, "")))
    return tuple(dict.fromkeys(found))


def _told(person: Person) -> Iterator[tuple[FactKind, str]]:
    """The facts of a person as the ledger writes them."""
    if person.name is not None:
        yield ("name" if name_kind(person) == "real" else "pseudonym"), person.name
    if person.sex is not None:
        yield "sex", person.sex
    if person.birth is not None:
        yield "birth", to_edtf(person.birth)
    if person.origin:
        yield "origin", "|".join(person.origin)
    if person.occupation is not None:
        yield "occupation", person.occupation
    if person.workplace is not None:
        yield "workplace", person.workplace
    if person.group is not None:
        yield "group", str(person.group)
    for words in person.distinguishing:
        yield "distinguishing", words


def _happened(about: str, person: Person, spans: tuple[Span, ...], reading: Reading) -> Iterator[Disclosed]:
    """What happened to her, each event with its own words; where she lives, if a place is told and nothing that happened.

    Her arrival in the South stands twice, as an event and as the day of it, which is counted.
    """
    days = arrived_in_south(person)
    for event, words in zip(person.events, words_of_events(person.events, spans, reading), strict=True):
        lives = event.kind == "other" and bool(event.place) and words is None
        if days is not None and event.kind == "arrival":
            yield _said(about, "arrived", to_edtf(days), date_of(words, spans, reading) or words, reading)
            days = None
        if lives:
            yield _said(about, "residence", "|".join(event.place), place_of(event, spans, reading), reading)
        if not lives or event.date is not None:
            value = " ".join(part for part in (event.kind, event.date, "|".join(event.place)) if part)
            yield _said(about, "event", value, words, reading)


def _entry(
    about: str, fact: FactKind, value: str, spans: tuple[Span, ...], reading: Reading, relative: str = ""
) -> Disclosed:
    """One entry, with the words that are its value if there are such, else the first that tell it."""
    labels = _LABELS.get(fact, ())
    fit = [span for span in spans if span.label in labels]
    own = [span for span in fit if reading.text[span.start : span.end] == value]
    first = min(own or fit, key=lambda span: labels.index(span.label), default=None)
    return _said(about, fact, value, first, reading, relative)


def _said(
    about: str, fact: FactKind, value: str, words: Span | None, reading: Reading, relative: str = ""
) -> Disclosed:
    if words is None:
        return Disclosed(about, fact, value, "", reading.lang, None, relative)
    told = reading.text[words.start : words.end]
    return Disclosed(about, fact, value, told, reading.lang, (words.start, words.end), relative)
