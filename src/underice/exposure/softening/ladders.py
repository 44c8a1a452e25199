"""The ladders of a draft: for every fact of a person, wider and wider wordings with what each costs the text.

A ladder belongs to words, not to a person: words that tell of two sisters are one ladder for both, and a mother who
"still lives in Musan" stands on the ladder of the daughter's origin, because each would give away the other's.
Steps are nested: each lets in everybody the one before let in. docs/method/softening.md tells why these steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from underice.exposure.check import Check, Exposed
from underice.exposure.reader.model import Event, KinTie, Lang, Person, Reading, Span
from underice.exposure.softening import homes, kinship, times
from underice.exposure.softening.losses import Losses, shipped
from underice.exposure.softening.rewording.editing import HIDDEN
from underice.exposure.softening.work import any_work, wider_work
from underice.exposure.telling import name_kind
from underice.vocabulary.edtf import to_edtf
from underice.vocabulary.intervals import DateInterval

FactClass = Literal[
    "age", "home", "arrived", "sex", "kin", "name", "mark", "work", "workplace", "date", "group", "place"
]
COUNTED: tuple[FactClass, ...] = ("name", "age", "home", "arrived", "sex", "kin")
"""Facts whose ladders change a count."""
OF_KIN: tuple[FactClass, ...] = ("age", "home", "sex", "kin")
"""Facts of a relative on which a person's own number depends."""
ADVISED: tuple[FactClass, ...] = ("work", "workplace", "date", "place", "group")
"""Facts no table counts: softer words for them are offered as advice."""
Value: TypeAlias = "DateInterval | str | None"


@dataclass(frozen=True, slots=True)
class Step:
    """One rung. kind: its name in the table of losses, "as_written" for the first.

    words: for each span of the ladder the words to put there, "" to take it out. value: what is then told, where the
    kind alone does not say it (days of birth, or the year of arrival as EDTF).
    """

    kind: str
    loss: float
    words: tuple[str, ...] = ()
    value: Value = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The wordings of one fact of the persons `refs`, told by `spans`; steps[0] is the text as written."""

    fact: FactClass
    refs: tuple[str, ...]
    spans: tuple[Span, ...]
    steps: tuple[Step, ...]

    @property
    def losses(self) -> tuple[float, ...]:
        """The loss of each step."""
        return tuple(step.loss for step in self.steps)


AS_WRITTEN = Step("as_written", 0.0)


def ladders(check: Check, losses: Losses | None = None) -> tuple[Ladder, ...]:
    """Every ladder of a checked draft, in the order of the words; facts without words in the text have none."""
    table = losses or shipped()
    reading = check.reading
    persons = [one for one in check.persons if one.person.role != "public_figure"]
    found: list[Ladder] = []
    for fact, tells in _TELLS.items():
        for group in _together(persons, fact, tells, reading):
            ladder = _BUILD[fact](group, reading, table)
            if ladder is not None and len(ladder.steps) > 1:
                found.append(ladder)
    return tuple(sorted(found, key=lambda ladder: (ladder.spans[0].start, ladder.fact)))


@dataclass(frozen=True, slots=True)
class _Together:
    """Persons whose fact the same words tell."""

    fact: FactClass
    persons: tuple[Person, ...]
    spans: tuple[Span, ...]


def _labelled(*labels: str) -> Callable[[Exposed, Reading], tuple[Span, ...]]:
    return lambda one, reading: tuple(span for span in one.spans if span.label in labels)


def _age_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    if one.person.birth is None:
        return ()
    found = _labelled("age", "birth")(one, reading)
    return tuple(span for span in found if times.is_age_of(one.person.birth, _text(span, reading), reading))


def _name_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    at_risk = name_kind(one.person) == "real" and one.person.role != "author"
    return _labelled("name")(one, reading) if at_risk else ()


def _sex_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    kin = any(span.label == "kin" for span in one.spans)
    return _labelled("sex")(one, reading) if one.person.sex is not None and not kin else ()


def _kin_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    found = _labelled("kin", "sex")(one, reading)
    return found if any(span.label == "kin" for span in found) else ()


def _home_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    return tuple(
        span for span in one.spans if span.label in ("origin", "place") and homes.at_home(_text(span, reading), reading)
    )


def _away_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    return tuple(
        span for span in one.spans if span.label == "place" and not homes.at_home(_text(span, reading), reading)
    )


def _arrival_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    return times.arrival_words(one, reading)


def _date_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    arrivals = times.arrival_words(one, reading)
    return tuple(span for span in one.spans if span.label == "date" and span not in arrivals)


_Words: TypeAlias = Callable[[Exposed, Reading], tuple[Span, ...]]
_TELLS: dict[FactClass, _Words] = {
    "name": _name_words,
    "age": _age_words,
    "home": _home_words,
    "arrived": _arrival_words,
    "sex": _sex_words,
    "kin": _kin_words,
    "mark": _labelled("distinguishing"),
    "work": _labelled("occupation"),
    "workplace": _labelled("workplace"),
    "date": _date_words,
    "group": _labelled("group_size"),
    "place": _away_words,
}


def _together(persons: list[Exposed], fact: FactClass, tells: _Words, reading: Reading) -> list[_Together]:
    """Persons joined by shared words; for homes also relatives told to live where the other comes from."""
    words = {one.ref: tells(one, reading) for one in persons}
    told = {one.ref: one.person for one in persons if words[one.ref]}
    leader = {ref: ref for ref in told}

    def top(ref: str) -> str:
        while leader[ref] != ref:
            ref = leader[ref]
        return ref

    first: dict[Span, str] = {}
    for ref in told:
        for span in words[ref]:
            leader[top(ref)] = top(first.setdefault(span, ref))
    if fact == "home":
        for person in told.values():
            for tie in person.kin_of:
                if tie.ref in told and homes.same_home(person, told[tie.ref]):
                    leader[top(person.ref)] = top(tie.ref)
    groups: dict[str, list[Person]] = {}
    for ref, person in told.items():
        groups.setdefault(top(ref), []).append(person)
    return [
        _Together(fact, tuple(group), tuple(sorted({span for person in group for span in words[person.ref]})))
        for group in groups.values()
    ]


def _text(span: Span, reading: Reading) -> str:
    return reading.text[span.start : span.end]


def _ladder(group: _Together, steps: Iterable[Step]) -> Ladder:
    refs = tuple(person.ref for person in group.persons)
    return Ladder(group.fact, refs, group.spans, (AS_WRITTEN, *steps))


def _age(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    births = [person.birth for person in group.persons if person.birth is not None]
    widest = births[0].hull(*births[1:])
    labels = tuple(span.label for span in group.spans)
    now = [span.label == "birth" or times.is_age_now(widest, _text(span, reading), reading) for span in group.spans]
    steps = [
        Step(
            kind, table.of("age", kind), tuple(one if ok else HIDDEN for one, ok in zip(words, now, strict=True)), value
        )
        for kind, words, value in times.age_steps(widest, labels, reading)
    ]
    return _ladder(group, steps)


def _home(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    texts = [_text(span, reading) for span in group.spans]
    steps = [
        Step(kind, table.of("home", kind), words)
        for kind, words in homes.steps(tuple(homes.of(person) for person in group.persons), texts, reading)
    ]
    return _ladder(group, steps)


def _arrived(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    told = times.arrival(group.persons[0])
    if told is None:
        return None
    same = len(group.spans)
    steps = [
        Step(kind, table.of("arrived", kind), (words,) * same, value)
        for kind, words, value in times.arrival_steps(told, reading)
    ]
    return _ladder(group, steps)


def _single(kind: str, words: dict[Lang, str]) -> Callable[[_Together, Reading, Losses], Ladder | None]:
    """A ladder of one step with the same words everywhere."""

    def build(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
        step = Step(kind, table.of(group.fact, kind), (words[reading.lang],) * len(group.spans))
        return _ladder(group, [step])

    return build


def _work(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    texts = [_text(span, reading) for span in group.spans]
    field = tuple(wider_work(text, reading.lang) for text in texts)
    steps = [Step("field", table.of("work", "field"), field)] if any(field) else []
    general = tuple(any_work(text, reading.lang) for text in texts)
    return _ladder(group, [*steps, Step("worked", table.of("work", "worked"), general)])


def _kin(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    """Which relative: first without the sex ("a child"), then only that it is one."""
    texts = [_text(span, reading) for span in group.spans]
    steps = [
        Step(kind, table.of("kin", kind), words) for kind, words in kinship.steps(group.persons[0], texts, reading)
    ]
    return _ladder(group, steps)


def _date(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    steps = [
        Step(kind, table.of("date", kind), words)
        for kind, words in times.date_steps([_text(span, reading) for span in group.spans], reading)
    ]
    return _ladder(group, steps)


def _place(group: _Together, reading: Reading, table: Losses) -> Ladder | None:
    words = tuple(homes.country_of(_text(span, reading), reading) for span in group.spans)
    if all(wide in ("", _text(span, reading)) for wide, span in zip(words, group.spans, strict=True)):
        return None
    return _ladder(group, [Step("country", table.of("place", "country"), words)])


_BUILD: dict[FactClass, Callable[[_Together, Reading, Losses], Ladder | None]] = {
    "name": _single("person", {"ko": "", "en": ""}),
    "age": _age,
    "home": _home,
    "arrived": _arrived,
    "sex": _single("person", {"ko": "사람", "en": "person"}),
    "kin": _kin,
    "mark": _single("drop", {"ko": "", "en": ""}),
    "work": _work,
    "workplace": _single("drop", {"ko": "", "en": ""}),
    "date": _date,
    "group": _single("several", {"ko": "여러 명", "en": "several people"}),
    "place": _place,
}


def softened(person: Person, ladder: Ladder, at: int) -> Person:
    """The person as told when the words of the ladder are those of step `at` (0 changes nothing)."""
    step = ladder.steps[at]
    if at == 0:
        return person
    if ladder.fact == "kin" and step.kind == "relative":
        person = replace(person, kin_of=tuple(_loosened(tie, person, ladder) for tie in person.kin_of))
    if person.ref not in ladder.refs:
        return person
    if ladder.fact == "name":
        return replace(person, name=None)
    if ladder.fact == "age":
        return replace(person, birth=step.value if isinstance(step.value, DateInterval) else None)
    if ladder.fact == "home":
        return homes.moved(person, step.kind)
    if ladder.fact == "arrived":
        return replace(person, events=tuple(_redated(event, step.value) for event in person.events))
    if ladder.fact == "sex":
        return replace(person, sex=None)
    if ladder.fact == "kin":
        return replace(person, sex=None)
    return replace(person, distinguishing=()) if ladder.fact == "mark" else person


def _loosened(tie: KinTie, person: Person, ladder: Ladder) -> KinTie:
    """A tie of, or to, somebody who is now called a relative and no more."""
    return KinTie(tie.ref, "other") if person.ref in ladder.refs or tie.ref in ladder.refs else tie


def _redated(event: Event, value: Value) -> Event:
    if event.kind != "arrival":
        return event
    if isinstance(value, DateInterval):
        return replace(event, date=to_edtf(value))
    return replace(event, date=None)
