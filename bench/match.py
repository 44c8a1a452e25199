"""How well records of people are matched, on invented people: `python -m bench.match [people]`.

Invents people by the shares of surnames and syllables that the name engine knows, writes each into up to three lists
with what goes wrong in such lists (other scripts and spellings, counted ages, slips of a year, missing homes, children
without names, sisters and brothers, namesakes), groups the rows and prints precision and recall of pairs, what is left
open, and the time. The spellings are drawn from the same tables that read them, so name reading looks better here than
it is: bench/names.py measures that on real names. Nobody here exists.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from underice.people.fact_weights import numbers
from underice.people.facts import KinFact, PersonFacts
from underice.people.grouping import Grouping, group
from underice.people.tables import alike, characters, letters, rules, weights
from underice.vocabulary.age_intervals import Age, AgeSystem, birth_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.places import gazetteer

SEED = 20260208
TOLD = date(2026, 2, 8)
LISTS = ("message", "sheet", "mail")
_SCRIPTS = {"message": "hangul", "sheet": "hanja", "mail": "latin"}


@dataclass
class Invented:
    """An invented person."""

    number: int
    surname: str
    given: str
    sex: str
    born: date
    home: str
    mother: int | None = None
    named: bool = True
    rows: dict[str, str] = field(default_factory=dict)


def _drawn(shares: dict[str, float], draw: random.Random) -> str:
    return draw.choices(list(shares), list(shares.values()))[0]


def _birth(draw: random.Random) -> date:
    first, last, _share = draw.choices(numbers().decades, [share for _a, _b, share in numbers().decades])[0]
    start, end = date(max(first, 1935), 1, 1), date(min(last, 2007), 12, 31)
    return start + timedelta(days=draw.randrange(max(1, (end - start).days)))


def invent(number: int, draw: random.Random) -> list[Invented]:
    """People, a third of them in families: a mother with a child or two, a sister with the same first syllable."""
    prior = weights().prior
    provinces = {name: share for name, share in numbers().provinces.items() if name != "other"}
    counties: dict[str, list[str]] = {}
    for place in gazetteer().ids():
        if place.startswith("KP") and len(place) == 6:
            counties.setdefault(place[:4], []).append(place)
    found: list[Invented] = []
    while len(found) < number:
        province = _drawn(provinces, draw)
        near = counties.get(province, [province])
        home = near[min(int(draw.expovariate(0.5)), len(near) - 1)]
        sex = "f" if draw.random() < numbers().sex["f"] else "m"
        surname, given = _drawn(prior["S"], draw), _drawn(prior["1"], draw) + _drawn(prior["2"], draw)
        one = Invented(len(found), surname, given, sex, _birth(draw), home)
        found.append(one)
        if draw.random() < 0.12:  # a sister or brother
            other = given[0] + next(unit for _try in range(99) if (unit := _drawn(prior["2"], draw)) != given[1:])
            born = one.born + timedelta(days=draw.randrange(500, 2500))
            found.append(Invented(len(found), surname, other, draw.choice("fm"), born, home))
        if sex == "f" and one.born.year < 2000:
            for order in range(draw.choices((0, 1, 2), (75, 20, 5))[0]):
                born = TOLD - timedelta(days=draw.randrange(300, 1600) + order * 1400 + draw.randrange(200, 1500))
                child = _drawn(prior["1"], draw) + _drawn(prior["2"], draw)
                kid = Invented(len(found), _drawn(prior["S"], draw), child, draw.choice("fm"), born, home, one.number)
                kid.named = draw.random() < 0.5
                found.append(kid)
    return found[:number]


def _spelt(syllable: str, scheme: str, draw: random.Random) -> str:
    parts = []
    for part, letter in zip(("onset", "nucleus", "coda"), letters(syllable), strict=True):
        ways = {
            spelling: dict(row)[letter] for spelling, row in rules()[scheme][part].items() if letter in dict(row)
        } or {"": 1.0}
        parts.append(_drawn(ways, draw).replace("-", ""))
    return "".join(parts)


def _latin(one: Invented, draw: random.Random) -> str:
    scheme = draw.choice(("rr", "mr", "dprk", "press"))
    surnames = {token: units[one.surname] for token, units in weights().surnames.items() if one.surname in units}
    surname = _drawn(surnames, draw) if surnames else "".join(_spelt(unit, scheme, draw) for unit in one.surname)
    given = [_spelt(unit, scheme, draw) for unit in one.given]
    joint = draw.choice((" ", "-", ""))
    return f"{surname.capitalize()} {joint.join(given).capitalize() if joint != ' ' else ' '.join(g.capitalize() for g in given)}"


def _hanja(one: Invented, draw: random.Random) -> str:
    return "".join(
        draw.choice(_by_reading().get(unit, [unit]))
        for unit in (*([one.surname] if len(one.surname) == 1 else one.surname), *one.given)
    )


_READ: dict[str, list[str]] = {}


def _by_reading() -> dict[str, list[str]]:
    if not _READ:
        for char, known in characters().items():
            if known.weight >= 1.0 and char == known.char:
                _READ.setdefault(known.hangul[0], []).append(char)
    return _READ


def _name(one: Invented, script: str, draw: random.Random) -> str:
    if script == "hangul":
        text = one.surname + one.given
        return alike(one.surname, "S") + one.given if draw.random() < 0.5 else text
    if script == "hanja":
        text = _hanja(one, draw)
        return text if not any("가" <= char <= "힣" for char in text) else _latin(one, draw)
    return _latin(one, draw)


def _told_birth(one: Invented, draw: random.Random) -> tuple[DateInterval, ...]:
    slip = draw.choices((0, 1, -1, 2, -2, 5, -6), (86, 4, 4, 1.5, 1.5, 1.5, 1.5))[0]
    born = DateInterval.year(one.born.year + slip)
    chance = draw.random()
    if chance < 0.1:
        return ()
    if chance < 0.15:
        return (DateInterval.day(one.born),) if not slip else (born,)
    if chance < 0.4:
        return (born,)
    years = TOLD.year - one.born.year - ((TOLD.month, TOLD.day) < (one.born.month, one.born.day)) + slip
    return (birth_interval(Age(max(0, years), max(0, years), AgeSystem.UNKNOWN), TOLD),)


def rows(people: list[Invented], draw: random.Random, share: float = 0.6) -> list[PersonFacts]:
    """The rows of three lists, each with a share of the people."""
    found: list[PersonFacts] = []
    for name in LISTS:
        present = [one for one in people if draw.random() < share]
        draw.shuffle(present)
        names: dict[int, tuple[str, ...]] = {}
        for place, one in enumerate(present, 1):
            one.rows[name] = f"{name} {place:05}"
            names[one.number] = (_name(one, _SCRIPTS[name], draw),) if one.named else ()
        ties: dict[int, list[KinFact]] = {}
        for one in present:
            if one.mother is not None and name in people[one.mother].rows:
                relation = "son" if one.sex == "m" else "daughter"
                mother = people[one.mother]
                ties.setdefault(one.mother, []).append(KinFact(relation, one.rows[name], names[one.number]))
                ties.setdefault(one.number, []).append(KinFact("mother", mother.rows[name], names[mother.number]))
        for one in present:
            chance = draw.random()
            home = one.home if chance < 0.6 else one.home[:4] if chance < 0.7 else ""
            found.append(
                PersonFacts(
                    one.rows[name],
                    names[one.number],
                    sex=(one.sex if draw.random() > 0.01 else "m",) if draw.random() < 0.9 else (),
                    births=_told_birth(one, draw),
                    origins=((home,),) if home else (),
                    kin=tuple(ties.get(one.number, ())),
                    lists=frozenset({name}),
                )
            )
    return found


@dataclass(frozen=True)
class Figures:
    """Pairs of rows: truly one person, joined, of these right; open, of these truly one person."""

    true: int
    joined: int
    right: int
    open: int
    open_true: int

    @property
    def precision(self) -> float:
        """Share of joined pairs that are right."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Share of true pairs that are joined."""
        return self.right / self.true if self.true else 1.0


def figures(people: list[Invented], grouping: Grouping) -> Figures:
    """Compare a grouping with who the rows were written for."""
    who = {row: one.number for one in people for row in one.rows.values()}
    true = {frozenset(pair) for one in people for pair in combinations(one.rows.values(), 2)}
    joined = {frozenset(pair) for found in grouping.groups for pair in combinations(found, 2)}
    asked = [who[one.one] == who[one.other] for one in grouping.questions]
    return Figures(len(true), len(joined), len(joined & true), len(asked), sum(asked))


def _run(number: int, seed: int = SEED) -> Iterator[str]:
    draw = random.Random(seed)
    people = invent(number, draw)
    listed = rows(people, draw)
    begun = time.process_time()
    grouping = group(listed)
    spent = time.process_time() - begun
    found = figures(people, grouping)
    present = sum(bool(one.rows) for one in people)
    yield (
        f"| {number} | {len(listed)} | {present} | {grouping.low}–{grouping.high} | {found.precision:.4f} | "
        f"{found.joined - found.right} | {found.recall:.3f} | {found.open} | {found.open_true} | {spent:.1f} |"
    )


def main(arguments: list[str]) -> None:
    """Print a table."""
    print(
        "| invented | rows | people in them | found | precision | wrong pairs | recall | open | open, one person | CPU s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for number in [int(one) for one in arguments] or [12, 100, 1000, 5500]:
        for line in _run(number):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
