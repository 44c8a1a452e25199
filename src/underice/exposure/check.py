"""The check of a draft: whom do these words expose, among how few others, and which words do it?

A reading (who is described, by which words) meets the population (how many people and households fit) and, if a vault
is given, what is public already. Nothing here is a sentence: the check holds codes, counts and spans, and
`underice.exposure.report` puts them into the reader's language.

What a number means, and what it does not, is told in docs/method/anonymity.md. In short: `A` counts everybody in the
home country who fits the counted facts, `B` only those on a list of the absent, `C` the people of one told event; the
decision is on households under the smaller of A and B. Facts that cannot be counted (occupation, dates, marks) are
listed as such, because they can only make a number smaller.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from underice.exposure.anonymity import Adversary, Count
from underice.exposure.assumptions import codes_in_order
from underice.exposure.corrections import Correction, corrected
from underice.exposure.insider import Arrest, Insider, arrests, insider
from underice.exposure.known import Known
from underice.exposure.meant import Meaning, meanings
from underice.exposure.mentions import with_names
from underice.exposure.policy import Insider as InsiderRule
from underice.exposure.reader import read
from underice.exposure.reader.model import Event, Lang, Notice, Person, Reading, Span
from underice.exposure.relatives import Clue, Told, kin_of
from underice.exposure.telling import (
    Countable,
    NameKind,
    Telling,
    Uncounted,
    countable,
    is_away,
    is_dead,
    known_event,
    name_kind,
    uncounted_words,
)
from underice.exposure.weighing import Counts, Weighed, weighed

DEFAULT_K = 20
"""Households a description should fit before it is left alone; the editor's choice, see docs/method/anonymity.md."""

Identification = Literal["named", "kin_of_named", "named_before"]
"""named: by a real name in this text. kin_of_named: through a relative so identified. named_before: she is confirmed to
be somebody whose name an earlier text has made public together with such facts."""
_ROLES = ("at_risk", "kin", "helper", "author")


@dataclass(frozen=True, slots=True)
class Possible:
    """A registered person whom the draft may mean, and the numbers if it does.

    before: by what was public about her; None if that cannot be counted. after: with what the draft adds. lost: bits
    that the draft takes. inconsistent: what was public and what the draft tells cannot be true together.
    """

    meaning: Meaning
    before: Counts | None
    after: Counts
    lost: float | None

    @property
    def inconsistent(self) -> bool:
        """True if the draft contradicts what is public about this person."""
        return self.after.inconsistent


@dataclass(frozen=True, slots=True)
class Exposed:
    """One person the draft speaks of, and how few others she could be.

    everyone, absent: persons who fit her counted facts and family under A and B, with what is public if she may be
        somebody registered; None where nothing countable is told or that table cannot hold her (a helper abroad; B for
        relatives who never left). households_everyone, households_absent: the households they live in.
    low: low end in persons where `low_households`, the number that decides, has its low end in households; 1 if she is
        identified, never more than that of a relative through whom she is found. None if she cannot be counted at all.
    decisive: which table gave it; None if neither did (identified, or found through a relative).
    found_through: ref of the relative whose identification or number became hers; None if her own decides.
    same_group: people in the group of one told event, known to whoever made the arrest; None if not told.
    insider: how such a reader sees her (adversary C); None if she is told as one of no known group.
    spans: all words about her. tellings: counted things told of her, strongest first: the words, and the bits they cost.
    subsets: the smallest sets of them that are already enough to fall under k.
    uncounted: what is told about her that no table counts.
    registered: keys of the registered people whose name stands in the draft. possible: registered people she may be,
        likeliest first; the one that decides is `decided_by`, None if the draft alone does. before: of that one.
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
    households_everyone: Count | None = None
    households_absent: Count | None = None
    low_households: int | None = None
    insider: Insider | None = None
    subsets: tuple[tuple[Clue, ...], ...] = ()
    registered: tuple[str, ...] = ()
    possible: tuple[Possible, ...] = ()
    decided_by: str | None = None

    @property
    def ref(self) -> str:
        """The person's ref in the reading."""
        return self.person.ref

    @property
    def inconsistent(self) -> bool:
        """True if what is told of her contradicts itself, so that her numbers mean nothing."""
        return self.everyone is not None and "inconsistent" in self.everyone.assumptions

    @property
    def before(self) -> Counts | None:
        """What was left of her by what was public before, for the registered person that decides."""
        return next((one.before for one in self.possible if one.meaning.key == self.decided_by), None)

    def recognisable(self, k: int) -> bool:
        """True if a living person is identified or fits fewer than k households (A and B)."""
        few = self.low_households is not None and self.low_households < k
        return not self.dead and (self.identified is not None or few)

    def under(self, k: int) -> bool:
        """True for a living person who is recognisable, or one of a group under k that its captors know (C)."""
        if self.dead:
            return False
        return self.recognisable(k) or (self.same_group is not None and self.same_group < k)


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

    assumptions: codes of underice.exposure.assumptions on which the counts rest, in the order to show them. known: what
    a vault added; None without one. insider: whether a group that its captors know anyway (C) is a finding ("refuse") or
    only told ("warn"), by the policy of the audience.
    """

    reading: Reading
    k: int
    persons: tuple[Exposed, ...]
    groups: tuple[Group, ...]
    assumptions: tuple[str, ...]
    known: Known | None = None
    insider: InsiderRule = "warn"

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader could not settle."""
        return self.reading.notices

    @property
    def exposed(self) -> tuple[Exposed, ...]:
        """The persons whom the draft exposes, in order of danger."""
        return tuple(person for person in self.persons if self.exposes(person))

    def exposes(self, one: Exposed | Group) -> bool:
        """True if somebody is recognisable, or one of a group under k that its captors know where the policy asks that."""
        return self._found(one) or (self.insider == "refuse" and one.under(self.k))

    @property
    def known_to_captors(self) -> bool:
        """True if the draft tells of a group under k, or of one of its people, that its captors know (C)."""
        return any(one.under(self.k) for one in self._everybody() if not self._found(one))

    def _everybody(self) -> tuple[Exposed | Group, ...]:
        return (*self.persons, *self.groups)

    def _found(self, one: Exposed | Group) -> bool:
        return isinstance(one, Exposed) and one.recognisable(self.k)

    @property
    def findings(self) -> bool:
        """True if the draft exposes somebody: exit code 1. The gate holds it to the same, and to more."""
        return any(self.exposes(one) for one in self._everybody())


def check(
    text: str,
    *,
    date: date | None = None,
    lang: Lang | None = None,
    k: int = DEFAULT_K,
    progress: Callable[[int, int], None] | None = None,
    known: Known | None = None,
    corrections: Sequence[Correction] = (),
    insider: InsiderRule = "warn",
) -> Check:
    """Read a draft and count whom it exposes.

    text: the draft. date: the day of publication; ages and relative dates hang on it. lang: the draft's language,
    guessed if None. k: households a description should fit at least. progress: called with (characters read, all).
    known: what a vault adds. corrections: what an editor says against the reader. insider: see `Check`. Raises ValueError
    if k < 1 and BadCorrection for a correction that says nothing. Never raises for anything the text says.
    """
    reading = read(text, date=date, lang=lang, progress=progress)
    return weigh(corrected(reading, corrections), k=k, known=known, insider=insider)


def weigh(reading: Reading, *, k: int = DEFAULT_K, known: Known | None = None, insider: InsiderRule = "warn") -> Check:
    """Count the people of a reading; as `check`. Raises ValueError if k < 1."""
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    registered: dict[str, tuple[str, ...]] = {}
    if known is not None:
        reading, registered = with_names(reading, known.names)
    told = [person for person in reading.persons if person.role in _ROLES and _concerned(person)]
    spans = _spans_by_ref(reading)
    groups = tuple(_group(person, spans) for person in told if is_group(person))
    single = [person for person in told if not is_group(person)]
    meant = meanings(reading, single, known, registered) if known is not None else {}
    desk = _Desk(reading, k, spans, arrests(reading.persons), registered, meant)
    persons = _placed([_weigh(person, desk) for person in single], groups, reading)
    order = {person.ref: place for place, person in enumerate(single)}
    persons.sort(key=lambda one: (*_danger(one), order[one.ref]))
    return Check(reading, k, tuple(persons), groups, _assumptions(persons), known, insider)


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


def _assumptions(persons: Sequence[Exposed]) -> tuple[str, ...]:
    counted = [
        count
        for one in persons
        for count in (one.everyone, one.absent, one.households_everyone, one.households_absent)
        if count is not None
    ]
    return codes_in_order(tuple(sorted({code for count in counted for code in count.assumptions})))


def _group(person: Person, spans: dict[str, tuple[Span, ...]]) -> Group:
    event = known_event(person)
    first = event or (person.events[0] if person.events else None)
    return Group(person, person.group or 0, first, event is not None, uncounted_words(spans.get(person.ref, ()), ()))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is at hand while the people of a reading are weighed one by one."""

    reading: Reading
    k: int
    spans: dict[str, tuple[Span, ...]]
    arrests: tuple[Arrest, ...]
    registered: dict[str, tuple[str, ...]]
    meant: dict[str, tuple[Meaning, ...]]


def _weigh(person: Person, desk: _Desk) -> Exposed:
    """One person by what is told of her and her family, and by what is public about whom she may be."""
    spans = desk.spans.get(person.ref, ())
    counted = countable(person, spans, desk.reading.text)
    told = Told(counted.facts, kin_of(person, desk.reading, desk.spans)) if counted is not None else None
    if told is not None and not told.countable:
        told = None  # everybody fits: no number worth showing
    registered = desk.registered.get(person.ref, ())
    possible, best, decided_by = _best(person, told, desk)
    tellings = _tellings(best, counted, desk) if best is not None and counted is not None else ()
    event = known_event(person)
    name: NameKind = "real" if registered else name_kind(person)
    own = Exposed(
        person=person,
        everyone=None,
        absent=None,
        low=None,
        decisive=None,
        identified=None,
        found_through=None,
        name_kind=name,
        same_group=person.group if event is not None and person.group is not None and person.group > 1 else None,
        dead=is_dead(person),
        spans=spans,
        tellings=tellings,
        uncounted=uncounted_words(_beside(spans, name), tuple(span for one in tellings for span in one.spans)),
        insider=insider(person, spans, desk.arrests, desk.reading.persons),
        registered=registered,
        possible=possible,
        decided_by=decided_by,
    )
    return own if best is None else _counted(own, best)


def _counted(own: Exposed, best: Weighed) -> Exposed:
    """The numbers of a person who can be counted."""
    absent, deciding = best.counts.absent, best.counts.deciding
    return replace(
        own,
        everyone=best.counts.everyone.persons,
        absent=absent.persons if absent is not None else None,
        households_everyone=best.counts.everyone.households,
        households_absent=absent.households if absent is not None else None,
        low=deciding.persons.low,
        low_households=deciding.households.low,
        decisive=best.counts.decisive,
        subsets=best.subsets,
    )


def _best(person: Person, told: Told | None, desk: _Desk) -> tuple[tuple[Possible, ...], Weighed | None, str | None]:
    """Whom she may be, the reading of her with the fewest households, and the registered person it rests on.

    The draft alone is one reading unless somebody has confirmed who is meant. A registered person whose public facts
    contradict the draft is not meant, unless confirmed: then the contradiction is what is to be told.
    """
    away, on = is_away(person), desk.reading.date
    alone = weighed(told, Told(), away, on, desk.k) if told is not None else None
    possible: list[Possible] = []
    best, decided_by = alone, None
    for meaning in desk.meant.get(person.ref, ()):
        for public in meaning.public:
            if told is None and not public.countable:
                continue
            found = weighed(told or Told(), public, away, on, desk.k)
            possible.append(Possible(meaning, found.before, found.counts, found.lost))
            if found.counts.inconsistent and not meaning.confirmed:
                continue
            if best is None or meaning.confirmed or _few(found) <= _few(best):
                best, decided_by = found, meaning.key
    return tuple(possible), best, decided_by


def _few(found: Weighed) -> int:
    return found.counts.deciding.households.low


def _tellings(best: Weighed, counted: Countable, desk: _Desk) -> tuple[Telling, ...]:
    """What is told and counted, with its words, strongest first. A relative's fact without words of its own is left out."""
    found = []
    for gain in best.gains:
        words = _words(gain.clue, counted, desk)
        if words or not gain.clue.of:
            found.append(Telling(gain.clue.fact, words, gain.bits, gain.without, gain.clue.of))
    return tuple(found)


def _words(clue: Clue, counted: Countable, desk: _Desk) -> tuple[Span, ...]:
    """The words that tell one thing."""
    if clue.fact != "kin" and not clue.of:
        return counted.words.get(clue.fact, ())
    theirs = desk.spans.get(clue.of, ())
    if clue.fact == "kin":
        return tuple(span for span in theirs if span.label == "kin")
    labels = {"birth": ("birth", "age"), "sex": ("sex",)}.get(clue.fact, (clue.fact,))
    return tuple(span for span in theirs if span.label in labels)


def _beside(spans: tuple[Span, ...], name: NameKind) -> tuple[Span, ...]:
    """Her words without a real name: that is no fact to be counted, it says who she is."""
    return tuple(span for span in spans if span.label != "name") if name == "real" else spans


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


def _placed(own: Sequence[Exposed], groups: Sequence[Group], reading: Reading) -> list[Exposed]:
    """Join what each person's own facts say with what her relatives' facts say."""
    named = _reach(reading, {one.ref: 1 for one in own if one.name_kind == "real" or _named_before(one)})
    lows = _reach(reading, {one.ref: one.low_households for one in own if one.low_households is not None})
    people = {one.ref: one.low for one in own}
    sizes = {group.ref: group.size for group in groups if group.known}
    return [_place(one, named, lows, people, sizes) for one in own]


def _named_before(one: Exposed) -> bool:
    """True if she is confirmed to be somebody whose name is public."""
    return any(found.meaning.confirmed and found.meaning.named for found in one.possible)


def _place(
    own: Exposed,
    named: dict[str, tuple[int, str]],
    lows: dict[str, tuple[int, str]],
    people: dict[str, int | None],
    sizes: dict[str, int],
) -> Exposed:
    groups = [sizes[tie.ref] for tie in own.person.kin_of if tie.ref in sizes]
    placed = replace(own, same_group=own.same_group if own.same_group is not None or not groups else min(groups))
    if own.name_kind == "real" or _named_before(own):
        how: Identification = "named" if own.name_kind == "real" else "named_before"
        return replace(placed, identified=how, low=1, low_households=1, decisive=None)
    if own.ref in named:
        through = named[own.ref][1]
        return replace(placed, identified="kin_of_named", found_through=through, low=1, low_households=1, decisive=None)
    if own.ref not in lows or (own.low_households is not None and lows[own.ref][0] >= own.low_households):
        return placed
    few, through = lows[own.ref]
    known = [number for number in (own.low, people.get(through)) if number is not None]
    return replace(placed, found_through=through, low=max(min(known), few), low_households=few, decisive=None)


def _danger(person: Exposed) -> tuple[int, int, bool]:
    """Sort key: identified first, then the fewest, then those nothing countable is told about, then the dead.

    Of equals, those whose own words do it come before those found through them.
    """
    through = person.found_through is not None
    if person.dead:
        return 3, person.low_households or 0, through
    if person.identified is not None:
        return 0, 0, through
    if person.low_households is not None:
        return 1, person.low_households, through
    return 2, person.same_group or 0, through
