"""Suggestions of who may be one person, in bulk: block, weigh with Splink, judge the best with our own match.

`link(a, b)` compares every record of `a` with those of `b` that share a key, `link(a)` a list with itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from underice.people.bulk import bulk
from underice.people.fact_weights import Part
from underice.people.facts import PersonFacts
from underice.people.linking.columns import Columns, read
from underice.people.linking.levels import FACTS, numbers
from underice.people.linking.memory import forget
from underice.people.linking.sessions import Engine, Session, Table
from underice.people.match import Answer, compare

Progress = Callable[[str, int, int], None]
"""Called with a step ("reading", "comparing", "judging"), how much of it is done, and how much there is (0: unknown)."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to link. least: probability from which a pair is suggested. megabytes: memory the database may use.

    learn: learn the weights from the records where there are enough. judge: weigh each pair again with the match that
    the rest of the product uses. seed: of what is drawn at random.
    """

    least: float = 0.5
    megabytes: int = 400
    learn: bool = True
    judge: bool = True
    seed: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Suggestion:
    """Two records that may be one person: a question for a person, never a merge.

    one, other: keys of PersonFacts, `one` of the first list. bits, probability: what speaks for one person, by our match
    if it judged (then `verdict` and `parts` are its own), else by Splink. weights: what each fact that both tell weighs
    in bulk, in bits. bulk: Splink's weight in bits, prior included.
    """

    one: str
    other: str
    bits: float
    probability: float
    verdict: Answer
    parts: tuple[Part, ...]
    weights: tuple[tuple[str, float], ...]
    bulk: float

    def __repr__(self) -> str:
        return f"Suggestion({self.probability:.2f}, {self.verdict}, keys and values hidden)"


@dataclass(frozen=True, slots=True)
class _Pair:
    left: int
    right: int
    weight: float
    weights: tuple[tuple[str, float], ...]


def link(
    a: Iterable[PersonFacts],
    b: Iterable[PersonFacts] | None = None,
    *,
    engine: Engine = "duckdb",
    settings: LinkSettings | None = None,
    progress: Progress | None = None,
) -> Iterator[Suggestion]:
    """Pairs of records that may be one person, best first: of `a` with `b`, or within `a` if there is no `b`.

    Raises EngineMissing (an extra or Java is not installed), MemoryExceeded. No file is written but what Spark spills,
    encrypted; nothing is recorded.
    """
    chosen = settings or LinkSettings()
    say = progress or _silent
    columns = read(a, b, lambda done: say("reading", done, 0))
    if len(columns) < 2:
        return iter(())
    say("comparing", 0, 0)
    pairs = _weighed(columns, b is not None, engine, chosen)
    return iter(_judged(columns, pairs, chosen, say) if chosen.judge else _plain(columns, pairs, chosen))


def _silent(_step: str, _done: int, _all: int) -> None:
    """Nobody watches."""


def _prior(columns: Columns, linked: bool) -> float:
    """How likely two records taken at random are one person's, if `overlap` of the smaller list is in the other."""
    size = len(columns)
    second = int(columns.scalar("side").sum())
    smaller = min(second, size - second) if linked else size / 2
    return min(0.25, max(1.0, smaller) * numbers()["overlap"] / (size * (size - 1) / 2))


def _weighed(columns: Columns, linked: bool, engine: Engine, chosen: LinkSettings) -> list[_Pair]:
    """Every pair that a key brings up and that Splink finds at least slightly likely."""
    from underice.people.linking import training

    shares = training.starting_shares()
    prior = _prior(columns, linked)
    with Session(engine, chosen.megabytes) as session:
        records = session.database.register(training.table(columns, linked))
        usual = session.database.register(training.frequencies(columns))
        if chosen.learn and len(columns) >= numbers()["least_to_learn"]:
            made = training.linker(records, usual, training.model(shares, prior, linked))
            shares = training.learned(made, chosen.seed)
        made = training.linker(records, usual, training.model(shares, prior, linked))
        least = numbers()["sieve"] if chosen.judge else chosen.least
        found = training.predicted(made, least)
        return _read(found)


def _read(found: Table) -> list[_Pair]:
    """Splink's table of pairs, each once."""
    left, right, weight = (_column(found, name) for name in ("unique_id_l", "unique_id_r", "match_weight"))
    facts = {fact: _column(found, f"mw_{fact}") for fact in FACTS}
    facts["name"] = [sum(both) for both in zip(facts["name"], _column(found, "mw_tf_adj_name"), strict=True)]
    pairs: dict[tuple[int, int], _Pair] = {}
    for place, total in enumerate(weight):
        one, other = sorted((int(left[place]), int(right[place])))
        told = tuple((fact, bits[place]) for fact, bits in facts.items() if bits[place])
        pairs[one, other] = _Pair(one, other, total, told)
    return list(pairs.values())


def _column(found: Table, name: str) -> list[float]:
    return [float(str(value)) for value in found.column(name).to_pylist()]


def _probability(weight: float) -> float:
    odds: float = 2.0 ** max(-60.0, min(60.0, weight))
    return odds / (1.0 + odds)


def _plain(columns: Columns, pairs: list[_Pair], chosen: LinkSettings) -> list[Suggestion]:
    """Suggestions as Splink weighs them."""
    found = []
    for pair in sorted(pairs, key=lambda one: (-one.weight, one.left, one.right)):
        sure = _probability(pair.weight)
        one, other = columns.people[pair.left], columns.people[pair.right]
        if sure >= chosen.least:
            found.append(
                Suggestion(one.key, other.key, pair.weight, sure, "cannot-tell", (), pair.weights, pair.weight)
            )
    return found


@bulk()
def _judged(columns: Columns, pairs: list[_Pair], chosen: LinkSettings, say: Progress) -> list[Suggestion]:
    """Suggestions as our own match weighs them, with its reasons."""
    frequencies = columns.frequencies()
    found = []
    for done, pair in enumerate(sorted(pairs, key=lambda one: (one.left, one.right))):
        if not done % 500:
            say("judging", done, len(pairs))
        if not (done + 1) % int(numbers()["remembered"]):
            forget()
        one, other = columns.people[pair.left], columns.people[pair.right]
        match = compare(one, other, frequencies)
        if match.probability >= chosen.least:
            found.append(
                Suggestion(
                    one.key,
                    other.key,
                    match.bits,
                    match.probability,
                    match.verdict,
                    match.parts,
                    pair.weights,
                    pair.weight,
                )
            )
    return sorted(found, key=lambda one: (-one.bits, one.one, one.other))
