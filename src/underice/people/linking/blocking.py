"""Which keys bring records together: rare ones always, common ones only with a year of birth or a county beside them.

A key that thousands share (every Kim with a first syllable Yong) would bring up millions of pairs and prove nothing. All
keys are counted first, and the commonest give way until each record costs `pairs_a_record` pairs at most on average.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from underice.people.linking.columns import Columns, Numbers, Value
from underice.people.linking.levels import numbers as settings

_DAYS = 365.2425


def _pairs(left: int, right: int, linked: bool) -> int:
    return left * right if linked else left * (left - 1) // 2


class _Counts:
    """How many pairs each key brings up: within one list, or between two."""

    def __init__(self, rows: Iterable[tuple[int, Sequence[int]]], linked: bool) -> None:
        sides: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        for side, found in rows:
            sides[side].update(found)
        every = set(sides[0]) | set(sides[1])
        self.pairs = {key: _pairs(sides[0][key], sides[1][key], linked) for key in every}

    def kept(self, budget: int) -> set[int]:
        """Keys that bring up a pair at all, rarest first, as many as the budget of pairs allows."""
        found: set[int] = set()
        for key, pairs in sorted(self.pairs.items(), key=lambda item: item[1]):
            if pairs > budget:
                break
            if pairs:
                found.add(key)
                budget -= pairs
        return found


def _listed(value: Value) -> list[int]:
    return value if isinstance(value, list) else []


def _beside(columns: Columns, place: int) -> Iterator[tuple[str, int]]:
    """What may stand beside a common key: years of birth, if few, and counties."""
    first, last = columns.values["birth_first"][place], columns.values["birth_last"][place]
    if isinstance(first, int) and isinstance(last, int):
        years = range(int(first / _DAYS), int(last / _DAYS) + 1)
        if len(years) <= settings()["birth_years"]:
            yield from (("born", year) for year in years)
    yield from (("in", county) for county in _listed(columns.values["counties"][place]))


def fill(columns: Columns, number: Numbers, linked: bool) -> None:
    """Fill `block_keys` and thin out `fact_keys` of all records, within the budget of pairs."""
    values = columns.values
    sides = [side if isinstance(side, int) else 0 for side in values["side"]]
    budget = int(settings()["pairs_a_record"]) * len(columns)
    names = [_listed(value) for value in values["name_keys"]]
    kept = _Counts(zip(sides, names, strict=True), linked).kept(budget // 2)
    more: list[list[int]] = []
    for place, held in enumerate(names):
        common = [key for key in held if key not in kept]
        more.append(number.all((key, fact) for fact in _beside(columns, place) for key in common) if common else [])
    also = _Counts(zip(sides, more, strict=True), linked).kept(budget // 2)
    for place, held in enumerate(names):
        some = {key for key in held if key in kept}
        some.update(key for key in more[place] if key in also)
        values["block_keys"][place] = sorted(some)
    _fill_facts(columns, sides, linked, budget)


def _fill_facts(columns: Columns, sides: list[int], linked: bool, budget: int) -> None:
    """Keep keys of facts where a record without a name needs them: its own, and those of others that it may meet."""
    values = columns.values
    facts = [_listed(value) for value in values["fact_keys"]]
    nameless = [place for place, named in enumerate(values["named"]) if not named]
    wanted = set(chain.from_iterable(facts[place] for place in nameless))
    needed = [[key for key in held if key in wanted] for held in facts] if wanted else [[] for _ in facts]
    kept = _Counts(zip(sides, needed, strict=True), linked).kept(budget) if wanted else set()
    for place, held in enumerate(needed):
        values["fact_keys"][place] = [key for key in held if key in kept]
