"""The check of a draft: whom do these words expose, among how few others, and which words do it?

A reading (who is described, by which words) meets the population (how many people fit). Nothing here is a sentence:
the check holds codes, counts and spans, and `underice.exposure.report` puts them into the reader's language.

What a number means, and what it does not, is told in docs/method/anonymity.md. In short: `A` counts everybody in the home
country who fits the counted facts, `B` only those on a list of the absent, and the smaller one decides. Facts that
cannot be counted yet (occupation, dates, kin...) are listed as such, because they can only make a number smaller.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from underice.exposure.anonymity import Adversary, Count, count, leave_one_out
from underice.exposure.assumptions import codes_in_order
from underice.exposure.reader import read
from underice.exposure.reader.model import Event, Lang, Notice, Person, Reading, Span
from underice.exposure.telling import (
    NameKind,
    Telling,
    Uncounted,
    countable,
    is_away,
    is_dead,
    name_kind,
    uncounted_words,
)
from underice.vocabulary.places import gazetteer

DEFAULT_K = 20
"""People a description should fit before it is left alone; the editor's choice, see docs/method/anonymity.md."""

Identification = Literal["named", "kin_of_named"]
_ROLES = ("at_risk", "kin", "helper", "author")
_KNOWN_TO_CAPTORS = ("arrest", "detention", "return", "crossing")


@dataclass(frozen=True, slots=True)
class Exposed:
    """One person the draft speaks of, and how few others she could be.

    everyone, absent: how many people fit her counted facts under A and B; None where nothing countable is told or that
        table cannot hold her (a helper abroad; B for relatives who never left).
    low: the number that decides, people: the smaller low of the two, 1 if she is identified, never more than that of
        a relative through whom she is found. None if she cannot be counted at all.
    decisive: which table gave `low`; None if neither did (identified, or found through a relative).
    found_through: ref of the relative whose identification or number became hers; None if her own decides.
    same_group: people in the group of one told event (adversary C), known to whoever made the arrest; None if not told.
    spans: all words about her. tellings: her counted facts, strongest first: the words, and the bits they cost.
    uncounted: what is told about her that no table counts.
    """

    person: Person
    everyone: Count | None
    absent: Count | None
    low: int | None
    decisive: Adversary | None
    identified: Identification | None
    found_through: str | None
    name_kind: NameKind
    same_group: int | None
    dead: bool
    spans: tuple[Span, ...]
    tellings: tuple[Telling, ...]
    uncounted: tuple[Uncounted, ...]

    @property
    def ref(self) -> str:
        """The person's ref in the reading."""
        return self.person.ref

    @property
    def inconsistent(self) -> bool:
        """True if what is told of her contradicts itself, so that her numbers mean nothing."""
        return self.everyone is not None and "inconsistent" in self.everyone.assumptions

    def under(self, k: int) -> bool:
        """True if a living person is identified, fits fewer than k, or is told as one of a known group under k."""
        if self.dead:
            return False
        few = self.low is not None and self.low < k
        return self.identified is not None or few or (self.same_group is not None and self.same_group < k)


@dataclass(frozen=True, slots=True)
class Group:
    """A group told only as a whole. known: True if date and place of an event tell its captors which group it is."""

    person: Person
    size: int
    event: Event | None
    known: bool
    uncounted: tuple[Uncounted, ...]

    @property
    def ref(self) -> str:
        """The group's ref in the reading."""
        return self.person.ref

    def under(self, k: int) -> bool:
        """True if those who made the arrest know the group and it is smaller than k."""
        return self.known and self.size < k


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome for one draft: persons in order of danger, groups in order of the text.

    assumptions: codes of underice.exposure.assumptions on which the counts rest, in the order to show them.
    """

    reading: Reading
    k: int
    persons: tuple[Exposed, ...]
    groups: tuple[Group, ...]
    assumptions: tuple[str, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader could not settle."""
        return self.reading.notices

    @property
    def exposed(self) -> tuple[Exposed, ...]:
        """The persons for whom `under(k)` holds, in order of danger."""
        return tuple(person for person in self.persons if person.under(self.k))

    @property
    def findings(self) -> bool:
        """True if the draft exposes somebody: exit code 1."""
        return bool(self.exposed) or any(group.under(self.k) for group in self.groups)


def check(
    text: str,
    *,
    date: date | None = None,
    lang: Lang | None = None,
    k: int = DEFAULT_K,
    progress: Callable[[int, int], None] | None = None,
) -> Check:
    """Read a draft and count whom it exposes.

    text: the draft. date: the day of publication; ages and relative dates hang on it. lang: the draft's language,
    guessed if None. k: people a description should fit at least. progress: called with (characters read, all).
    Raises ValueError if k < 1. Never raises for anything the text says.
    """
    return weigh(read(text, date=date, lang=lang, progress=progress), k=k)


def weigh(reading: Reading, *, k: int = DEFAULT_K) -> Check:
    """Count the people of a reading. Raises ValueError if k < 1."""
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    told = [person for person in reading.persons if person.role in _ROLES and _concerned(person)]
    spans = _spans_by_ref(reading)
    groups = tuple(_group(person, spans) for person in told if is_group(person))
    single = [person for person in told if not is_group(person)]
    named = _reach(reading, {person.ref: 1 for person in single if name_kind(person) == "real"})
    weighed = [_weigh(person, spans.get(person.ref, ()), reading) for person in single]
    lows = _reach(reading, {w.ref: w.low for w in weighed if w.low is not None})
    sizes = {group.ref: group.size for group in groups if group.known}
    persons = [_place(w, named, lows, sizes) for w in weighed]
    used = {code for w in persons for c in (w.everyone, w.absent) if c is not None for code in c.assumptions}
    order = {person.ref: place for place, person in enumerate(single)}
    persons.sort(key=lambda w: (*_danger(w), order[w.ref]))
    return Check(reading, k, tuple(persons), groups, codes_in_order(tuple(sorted(used))))


def is_group(person: Person) -> bool:
    """True for a record that stands for several people of whom no single one is described."""
    described = person.name or person.birth or person.occupation or person.distinguishing or person.sex
    alone = described or any(tie.relation != "other" for tie in person.kin_of)
    return person.group is not None and person.group > 1 and not alone


def _concerned(person: Person) -> bool:
    """An author counts only if the text puts relatives of his at risk."""
    return person.role != "author" or bool(person.kin_of)


def _spans_by_ref(reading: Reading) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for span in reading.spans:
        for ref in span.refs:
            found.setdefault(ref, []).append(span)
    return {ref: tuple(spans) for ref, spans in found.items()}


def _group(person: Person, spans: dict[str, tuple[Span, ...]]) -> Group:
    event = _known_event(person)
    first = event or (person.events[0] if person.events else None)
    return Group(person, person.group or 0, first, event is not None, uncounted_words(spans.get(person.ref, ()), ()))


def _known_event(person: Person) -> Event | None:
    """The event by which captors know the group: its date is told, and a place narrower than a country."""
    for event in person.events:
        if event.kind in _KNOWN_TO_CAPTORS and event.date is not None and any(map(_within_a_country, event.place)):
            return event
    return None


def _within_a_country(place: str) -> bool:
    return len(gazetteer().ladder(place)) > 1


def _weigh(person: Person, spans: tuple[Span, ...], reading: Reading) -> Exposed:
    """One person by her own facts alone."""
    told = countable(person, spans, reading.text)
    if told is not None and not told.facts.told:
        told = None  # everybody fits: no number worth showing
    everyone = count(told.facts, "A", as_of=reading.date) if told is not None else None
    absent = count(told.facts, "B", as_of=reading.date) if told is not None and is_away(person) else None
    decisive: Adversary | None = None
    low: int | None = None
    tellings: tuple[Telling, ...] = ()
    if told is not None and everyone is not None:
        decisive, low = "A", everyone.low
        if absent is not None and absent.low <= everyone.low:
            decisive, low = "B", absent.low
        gains = leave_one_out(told.facts, decisive, as_of=reading.date)
        tellings = tuple(Telling(gain.fact, told.words.get(gain.fact, ()), gain.bits, gain.without) for gain in gains)
    known = person.group if person.group is not None and person.group > 1 and _known_event(person) else None
    return Exposed(
        person=person,
        everyone=everyone,
        absent=absent,
        low=low,
        decisive=decisive,
        identified=None,
        found_through=None,
        name_kind=name_kind(person),
        same_group=known,
        dead=is_dead(person),
        spans=spans,
        tellings=tellings,
        uncounted=uncounted_words(_beside(spans, person), tuple(span for told_ in tellings for span in told_.spans)),
    )


def _beside(spans: tuple[Span, ...], person: Person) -> tuple[Span, ...]:
    """Her words without a real name: that is no fact to be counted, it says who she is."""
    return tuple(span for span in spans if span.label != "name") if name_kind(person) == "real" else spans


def _reach(reading: Reading, own: dict[str, int]) -> dict[str, tuple[int, str]]:
    """Spread numbers along kinship: whoever finds one member of a family finds the others.

    own: number by ref. Returns for every person reached (smallest number, ref it came from). Dijkstra with steps of
    no length, so O(ties log persons).
    """
    ties = {person.ref: person.kin_of for person in reading.persons if person.role != "public_figure"}
    best: dict[str, tuple[int, str]] = {}
    queue = [(number, ref, ref) for ref, number in own.items()]
    heapq.heapify(queue)
    while queue:
        number, source, ref = heapq.heappop(queue)
        if ref in best or ref not in ties:
            continue
        best[ref] = (number, source)
        for tie in ties[ref]:
            if tie.ref not in best:
                heapq.heappush(queue, (number, source, tie.ref))
    return best


def _place(
    own: Exposed, named: dict[str, tuple[int, str]], lows: dict[str, tuple[int, str]], sizes: dict[str, int]
) -> Exposed:
    """Join what a person's own facts say with what her relatives' facts say."""
    identified: Identification | None = None
    through: str | None = None
    low, decisive = own.low, own.decisive
    if own.name_kind == "real":
        identified, low, decisive = "named", 1, None
    elif own.ref in named:
        identified, through = "kin_of_named", named[own.ref][1]
        low, decisive = 1, None
    elif own.ref in lows and (low is None or lows[own.ref][0] < low):
        low, through = lows[own.ref]
        decisive = None
    groups = [sizes[tie.ref] for tie in own.person.kin_of if tie.ref in sizes]
    same_group = own.same_group if own.same_group is not None or not groups else min(groups)
    return replace(own, identified=identified, found_through=through, low=low, decisive=decisive, same_group=same_group)


def _danger(person: Exposed) -> tuple[int, int, bool]:
    """Sort key: identified first, then the fewest, then those nothing countable is told about, then the dead.

    Of equals, those whose own words do it come before those found through them.
    """
    through = person.found_through is not None
    if person.dead:
        return 3, person.low or 0, through
    if person.identified is not None:
        return 0, 0, through
    if person.low is not None:
        return 1, person.low, through
    return 2, person.same_group or 0, through
