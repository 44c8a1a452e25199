"""The cheapest ways to say a draft so that everybody in it could be at least k others.

What is promised: of all ways the ladders and their wordings allow, no cheaper one lifts all people (see `branching`).
Every way is put into words, read again by the reader of drafts and counted again; a wording that tells more than its
step meant to is struck from its ladder, and the search begins anew without it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from underice.exposure.check import Check, Exposed, weigh
from underice.exposure.corrections import read_like
from underice.exposure.known import Known
from underice.exposure.reader.model import Person, Reading, Span
from underice.exposure.softening.again import Again, look_again, matched
from underice.exposure.softening.branching import Condition, Steps, minimal
from underice.exposure.softening.changes import Replacement, replacements
from underice.exposure.softening.few import Few, TooLong, public_of
from underice.exposure.softening.ladders import COUNTED, OF_KIN, Ladder, ladders, softened
from underice.exposure.softening.losses import Losses
from underice.exposure.softening.remaining import Advice, Remaining, advice, why
from underice.exposure.softening.rewording import Change, reword
from underice.exposure.softening.search import Node, TooMany
from underice.vocabulary.intervals import shift_years

WAYS = 3
_MORE = 8
"""Nodes looked for in each independent part; more only if the first few leave too few ways once put into words."""
_LOOKED_AT = 4_000
_GROWN = 16
"""Age from which on somebody without a name is called a woman or a man."""
_STRUCK = 4
"""Times a quick way is looked for anew because its words told more than they were meant to."""
_TRIALS = 60
"""Texts written and read again before the search for further ways ends."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One ladder and the step taken on it."""

    ladder: Ladder
    step: int

    @property
    def loss(self) -> float:
        """What the step costs."""
        return self.ladder.steps[self.step].loss


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say the draft with less.

    taken: the steps, in the order of the text. loss: their sum. text: the softer text. after: the people of the draft
    as they are then told, by ref of the draft, with the numbers of the softer facts (never above those of the words
    read again). reaches: everybody reaches k. again: the check of the softer text. left: words taken out in one place
    that still stand in another.
    """

    taken: tuple[Taken, ...]
    loss: float
    text: str
    changes: tuple[Replacement, ...]
    after: Mapping[str, Exposed]
    reaches: bool
    again: Check
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Softening:
    """What softer words can do for one draft.

    ways: at most three, cheapest first, no two of which change the same facts of the same people. remaining: whom no
    wording lifts to k, and why; the ways are then the best that can be done. advice: softer words for what no table
    counts. proven: False if the search had to be cut short, so that a cheaper way may exist.
    """

    check: Check
    k: int
    ways: tuple[Way, ...]
    remaining: tuple[Remaining, ...]
    advice: tuple[Advice, ...]
    proven: bool

    @property
    def reaches(self) -> bool:
        """True if some way brings everybody to k."""
        return any(way.reaches for way in self.ways)


def soften(
    check: Check,
    *,
    k: int,
    losses: Losses | None = None,
    known: Known | None = None,
    most: int = WAYS,
    seconds: float | None = None,
    best: bool = False,
) -> Softening:
    """The three cheapest distinct ways to bring all people of a checked draft to k at once.

    k: people (households, where the check counts them) each of them should fit at least. losses: the shipped table
    unless given. known: what a vault adds, that of the check unless given. most: ways looked for; fewer
    are found sooner. A text in which nobody falls below k and no mark is told gives one way that changes nothing.
    seconds: how long to search at most. best: when the time is over, give the ways found so far, or one that was found
    without looking for the cheapest; `proven` is False then. Raises ValueError if k < 1, and TooLong when the time is
    over unless `best`.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    every = ladders(check, losses)
    found = _Search(check, k, every, known or check.known, most, seconds)
    try:
        ways, proven = found.ways()
    except TooLong:
        if not best:
            raise
        ways, proven = found.best_found(), False
    found.few.allow(None)
    return Softening(check, k, ways, found.remaining(), advice(check, every), proven)


class _Search:
    """One search: which steps are allowed, what each person needs, and the ways found."""

    def __init__(
        self,
        check: Check,
        k: int,
        every: tuple[Ladder, ...],
        known: Known | None,
        most: int,
        seconds: float | None = None,
    ) -> None:
        self.check, self.k = check, k
        self.reading = check.reading
        self.ladders = tuple(one for one in every if one.fact in COUNTED or one.fact == "mark")
        self.allowed = [list(range(len(one.steps))) for one in self.ladders]
        self.known = known
        self.most = most
        self.few = Few(check.reading, public_of(check), seconds)
        self.persons = {one.ref: one.person for one in check.persons if one.person.role != "public_figure"}
        self.families = _families(check)
        self.hopeless: set[str] = set()
        self.trials = 0
        self.fallback: tuple[Way, frozenset[str]] | None = None
        self.elsewhere: frozenset[str] = frozenset()
        self.written: dict[Node, Way | None] = {}
        self.seconds = seconds
        self.alive = {one.ref for one in check.persons if not one.dead}

    def ways(self) -> tuple[tuple[Way, ...], bool]:
        """The cheapest ways whose words were read again, and whether they are proven cheapest."""
        found: list[Way] = []
        proven = True
        options: list[list[tuple[float, dict[int, int]]]] = []
        for number in (self.most, _MORE):
            struck = True
            while struck and self.trials < _TRIALS:
                self.hopeless = {member for one in self.remaining() for member in self.families[one.ref]}
                options, whole = self._options(number)
                proven = proven and whole
                found, struck = self._in_words(options)
            if len(found) == self.most or all(len(part) < number for part in options):
                break
        if not found and self.fallback is not None:
            self.elsewhere = self.fallback[1]
            return (self.fallback[0],), proven
        return tuple(sorted(found, key=lambda way: way.loss)), proven

    def best_found(self) -> tuple[Way, ...]:
        """What there is when the time is over: ways that held so far, else the widest words, made narrower one by one.

        Each ladder is brought down as far as it goes without its words being missed, the dearest first, for half as
        long as the search took.
        """
        self.few.allow(None)
        held = [way for way in self.written.values() if way is not None]
        if held:
            return tuple(sorted(held, key=lambda way: way.loss)[: self.most])
        for _ in range(_STRUCK):
            self.hopeless = {member for one in self.remaining() for member in self.families[one.ref]}
            conditions = self._conditions()
            self.few.allow((self.seconds or 0.0) / 2 / _STRUCK)
            node = self._narrowed(conditions)
            self.few.allow(None)
            way, again = self._written(node)
            if way is not None:
                return (way,)
            if not (again.narrower and self._strike(again.narrower, node)):
                break
        if self.fallback is None:
            return ()
        self.elsewhere = self.fallback[1]
        return (self.fallback[0],)

    def _narrowed(self, conditions: list[Condition]) -> Node:
        """The node of the widest steps, each brought down while all conditions still hold and there is time."""
        used = {at for one in conditions for at in one.ladders}
        node = [len(self.allowed[at]) - 1 if at in used else 0 for at in range(len(self.ladders))]
        dear = sorted(used, key=lambda at: -self.ladders[at].steps[self.allowed[at][-1]].loss)
        try:
            for at in dear:
                mine = [one for one in conditions if at in one.ladders]
                for step in range(node[at]):
                    tried = [*node[:at], step, *node[at + 1 :]]
                    if all(one.good(tuple(tried[ladder] for ladder in one.ladders)) for one in mine):
                        node = tried
                        break
        except TooLong:
            pass  # the steps brought down so far hold
        return tuple(self.allowed[at][step] for at, step in enumerate(node))

    def _in_words(self, options: list[list[tuple[float, dict[int, int]]]]) -> tuple[list[Way], bool]:
        """The first ways that hold when read again; True with them if a step was struck and all must begin anew."""
        found: list[Way] = []
        for node in _cheapest(options, len(self.ladders)):
            if len(found) == self.most or self.trials >= _TRIALS:
                break
            if node not in self.written:
                self.trials += 1
                way, again = self._written(node)
                if again.narrower and self._strike(again.narrower, node):
                    self.written.clear()
                    return [], True
                self.written[node] = way
            way = self.written[node]
            if way is not None:
                found.append(way)
        return found, False

    def remaining(self) -> tuple[Remaining, ...]:
        """Whom no wording lifts to k."""
        out = []
        for ref, person in self.persons.items():
            best = self._best(ref)
            if best is not None and best < self.k and self._matters(ref):
                out.append(Remaining(ref, best, why(person, self.ladders)))
            elif ref in self.elsewhere:
                out.append(Remaining(ref, 1 if best is None else best, "told_elsewhere"))
        return tuple(out)

    def _matters(self, ref: str) -> bool:
        """True if somebody alive can be found through her."""
        return any(member in self.alive for member in self.families[ref])

    def _best(self, ref: str) -> int | None:
        mine = self._mine(ref)
        return self.number(ref, mine, tuple(len(self.allowed[at]) - 1 for at in mine))

    def _mine(self, ref: str) -> tuple[int, ...]:
        """The ladders on which her number depends: her own, and those of the relatives told of her."""
        near = {tie.ref for tie in self.persons[ref].kin_of}
        return tuple(
            at
            for at, one in enumerate(self.ladders)
            if (ref in one.refs and one.fact in COUNTED) or (near & set(one.refs) and one.fact in OF_KIN)
        )

    def number(self, ref: str, mine: tuple[int, ...], steps: Steps, enough: int = 0) -> int | None:
        """Her number when the ladders `mine` stand at `steps`; exact from `enough` on."""
        person = self.persons[ref]
        refs = [tie.ref for tie in person.kin_of if tie.ref in self.persons]
        told = self._told(person, mine, steps)
        return self.few.of(told, [self._told(self.persons[other], mine, steps) for other in refs], enough=enough)

    def _told(self, person: Person, mine: tuple[int, ...], steps: Steps) -> Person:
        for at, step in zip(mine, steps, strict=True):
            person = softened(person, self.ladders[at], self.allowed[at][step])
        return person

    def _conditions(self) -> list[Condition]:
        out = []
        for ref in self.persons:
            if not self._matters(ref):
                continue
            mine, best = self._mine(ref), self._best(ref)
            out.append(Condition(mine, self._reach(ref, mine, self.k if best is None else min(self.k, best))))
        for at, ladder in enumerate(self.ladders):
            if ladder.fact == "mark" and any(ref in self.alive for ref in ladder.refs) and len(self.allowed[at]) > 1:
                out.append(Condition((at,), lambda steps: steps[0] > 0))
        return out

    def _reach(self, ref: str, mine: tuple[int, ...], needed: int) -> _Reach:
        return _Reach(self, ref, mine, needed)

    def _options(self, number: int) -> tuple[list[list[tuple[float, dict[int, int]]]], bool]:
        """For every independent part of the search its cheapest minimal nodes, and whether all were looked at."""
        conditions = self._conditions()
        whole = True
        options = []
        for part in _parts(conditions):
            at = sorted({ladder for condition in part for ladder in condition.ladders})
            place = {ladder: index for index, ladder in enumerate(at)}
            inner = [Condition(tuple(place[ladder] for ladder in one.ladders), one.good) for one in part]
            losses = [[self.ladders[ladder].steps[step].loss for step in self.allowed[ladder]] for ladder in at]
            nodes, complete = _first_of_each(losses, inner, number, self.few.look_at_the_clock)
            whole = whole and complete
            options.append(
                [
                    (loss, {at[i]: self.allowed[at[i]][step] for i, step in enumerate(node) if step})
                    for node, loss in nodes
                ]
            )
        return options, whole

    def _written(self, node: Node) -> tuple[Way | None, Again]:
        """Put a node into words, read them again and compare."""
        told = replace(self.reading, persons=tuple(self._softened(person, node) for person in self.reading.persons))
        text = reword(self.reading.text, self.reading.lang, self._changes(node))
        changes = replacements(self.reading.text, text)
        reading = read_like(text, self.reading)
        result = look_again(self.check, told, reading, changes, self.few, self.k)
        failing = result.failing - self.hopeless | (self.alive & result.marked)
        again: Check | None = None
        if not failing or self.fallback is None:
            again = weigh(reading, k=self.k, known=self.known)
            refs = matched(self.check, reading, changes)
            under = {refs.get(one.ref, "?") for one in again.persons if replace(one, same_group=None).under(self.k)}
            failing |= under - self.hopeless
        if again is None:
            return None, result
        after = {one.ref: one for one in weigh(told, k=self.k, known=self.known).persons}
        taken = tuple(Taken(self.ladders[at], step) for at, step in enumerate(node) if step)
        loss = round(sum(one.loss for one in taken), 9)
        reaches = not self.hopeless and not failing
        way = Way(taken, loss, text, changes, after, reaches, again, _left(taken, self.reading, text))
        if failing:
            if self.fallback is None:
                self.fallback = way, frozenset(failing)
            return None, result
        return way, result

    def _softened(self, person: Person, node: Node) -> Person:
        for ladder, step in zip(self.ladders, node, strict=True):
            person = softened(person, ladder, step)
        return person

    def _changes(self, node: Node) -> list[Change]:
        return changes_of([Taken(self.ladders[at], step) for at, step in enumerate(node) if step], self.reading)

    def _strike(self, narrower: frozenset[tuple[str, str]], node: Node) -> bool:
        """Forget the steps whose words told more than they meant to; True if any was still allowed."""
        struck = False
        for at, step in enumerate(node):
            ladder = self.ladders[at]
            if step and any(ref in ladder.refs and fact == ladder.fact for ref, fact in narrower):
                if step in self.allowed[at]:
                    self.allowed[at].remove(step)
                    struck = True
        return struck


@dataclass(frozen=True, slots=True)
class _Reach:
    """A person's condition: her number reaches what is needed."""

    search: _Search
    ref: str
    mine: tuple[int, ...]
    needed: int

    def __call__(self, steps: Steps) -> bool:
        number = self.search.number(self.ref, self.mine, steps, self.needed)
        return number is None or number >= self.needed


def changes_of(taken: list[Taken], reading: Reading) -> list[Change]:
    """The changes in the text that these steps ask for."""
    out = []
    for one in taken:
        ladder, step = one.ladder, one.ladder.steps[one.step]
        person = reading.person(ladder.refs[0])
        beside = tuple(
            span.end
            for span in reading.spans
            if span.label in ("kin", "sex", "occupation") and set(span.refs) & set(ladder.refs)
        )
        substance = tuple(
            span.start for span in reading.spans if span.label == "event" and set(span.refs) & set(ladder.refs)
        )
        for at, span in enumerate(ladder.spans):
            own = reading.person(span.refs[0]) if span.refs else person
            several = len(span.refs) > 1 and ladder.fact != "name"
            first = at == 0 and not (ladder.fact == "name" and _named_before(span, reading))
            change = Change(span, ladder.fact, step.kind, step.words[at], own, first, several, beside, substance)
            out.append(replace(change, child=_is_child(own, reading)))
    return out


def _named_before(name: Span, reading: Reading) -> bool:
    """True if the same person was named before, perhaps in another form."""
    return any(
        one.label == "name" and one.end <= name.start and set(one.refs) & set(name.refs) for one in reading.spans
    )


def _is_child(person: Person, reading: Reading) -> bool:
    """True if somebody is surely under 16 on the day of the text."""
    on = reading.date
    return person.birth is not None and on is not None and person.birth.first > shift_years(on, -_GROWN)


def _families(check: Check) -> dict[str, frozenset[str]]:
    """For every person those who are found once she is found: her kin, their kin, and herself."""
    ties = {one.ref: {tie.ref for tie in one.person.kin_of} for one in check.persons}
    out: dict[str, frozenset[str]] = {}
    for ref in ties:
        if ref in out:
            continue
        family, queue = {ref}, [ref]
        while queue:
            for other in ties.get(queue.pop(), ()):
                if other in ties and other not in family:
                    family.add(other)
                    queue.append(other)
        for member in family:
            out[member] = frozenset(family)
    return out


def _parts(conditions: list[Condition]) -> list[list[Condition]]:
    """Conditions in groups that share no ladder; each group can be solved alone."""
    parts: list[tuple[set[int], list[Condition]]] = []
    for condition in conditions:
        if not condition.ladders:
            continue
        mine: tuple[set[int], list[Condition]] = (set(condition.ladders), [condition])
        apart = []
        for part in parts:
            if part[0] & mine[0]:
                mine = (mine[0] | part[0], [*part[1], *mine[1]])
            else:
                apart.append(part)
        parts = [*apart, mine]
    return [part for _, part in parts]


def _first_of_each(
    losses: list[list[float]], conditions: list[Condition], number: int, look: Callable[[], None]
) -> tuple[list[tuple[Node, float]], bool]:
    """The `number` cheapest minimal nodes, one for each set of ladders changed; False with them if cut short."""
    found: dict[frozenset[int], tuple[Node, float]] = {}
    try:
        for node, loss in islice(minimal(losses, conditions, look=look), _LOOKED_AT):
            found.setdefault(frozenset(at for at, step in enumerate(node) if step), (node, loss))
            if len(found) == number:
                break
    except TooMany:
        if not found:
            widest = tuple(len(ladder) - 1 for ladder in losses)
            found[frozenset()] = (_lowered(widest, conditions), 0.0)
        return [(node, _cost(losses, node)) for node, _ in found.values()], False
    return list(found.values()), True


def _cost(losses: list[list[float]], node: Node) -> float:
    return round(sum(ladder[step] for ladder, step in zip(losses, node, strict=True)), 9)


def _lowered(node: Node, conditions: list[Condition]) -> Node:
    """A node from which no step can be taken back, found by taking steps back one after another."""
    for at in range(len(node)):
        while node[at]:
            lower = (*node[:at], node[at] - 1, *node[at + 1 :])
            if not all(one.good(tuple(lower[ladder] for ladder in one.ladders)) for one in conditions):
                break
            node = lower
    return node


def _cheapest(options: list[list[tuple[float, dict[int, int]]]], size: int) -> Iterator[Node]:
    """Every choice of one node from each part, as steps of all ladders, the cheapest choice first."""
    if any(not part for part in options):
        return
    start = (0,) * len(options)
    queue = [(sum(part[0][0] for part in options), start)]
    queued = {start}
    while queue:
        _, choice = heapq.heappop(queue)
        steps = [0] * size
        for part, at in zip(options, choice, strict=True):
            for ladder, step in part[at][1].items():
                steps[ladder] = step
        yield tuple(steps)
        for place, at in enumerate(choice):
            further = (*choice[:place], at + 1, *choice[place + 1 :])
            if at + 1 < len(options[place]) and further not in queued:
                queued.add(further)
                heapq.heappush(
                    queue, (round(sum(part[i][0] for part, i in zip(options, further, strict=True)), 9), further)
                )


def _left(taken: tuple[Taken, ...], reading: Reading, text: str) -> tuple[str, ...]:
    """Names and places that were replaced and still stand somewhere else in the softer text."""
    out: dict[str, None] = {}
    kept = {words for one in taken for words in one.ladder.steps[one.step].words}
    for one in taken:
        if one.ladder.fact not in ("name", "home"):
            continue
        for span in one.ladder.spans:
            for word in reading.text[span.start : span.end].replace(",", " ").split():
                bare = word[:-1] if reading.lang == "ko" and len(word) > 2 and word[-1] in "군시읍" else word
                if len(bare) > 1 and bare in text and not any(bare in wide for wide in kept):
                    out.setdefault(bare)
    return tuple(out)
