"""What each fact weighs for and against two records being one person, in bits, after Fellegi and Sunter (1969).

A weight is log2 of how many times likelier the two claims are if one person stands behind both than if two people drawn
at random do. A missing fact weighs nothing. The numbers are those of data/match.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal, cast

from underice.people.tables import DATA
from underice.vocabulary.edtf import to_edtf
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.places import gazetteer
from underice.vocabulary.spelling import fold

Fact = Literal["name", "birth", "sex", "home", "kin", "occupation", "event", "list"]
Code = Literal[
    "name-same", "name-alias", "name-partial", "name-differs", "name-common", "characters-differ", "name-alone",
    "birth-agrees", "birth-slip", "birth-differs", "sex-same", "sex-differs",
    "home-same", "home-within", "home-near", "home-differs",
    "kin-shared", "kin-named", "kin-differs", "kin-tied", "occupation-same", "event-same", "list-same",
]  # fmt: skip

_YEAR = 365.2425


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """What one fact weighs. code and fields become a sentence; fields hold names and values as they were told."""

    fact: Fact
    bits: float
    code: Code
    fields: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Part({self.code}, {self.bits:.1f} bits, values hidden)"


def part(fact: Fact, bits: float, code: Code, **fields: str) -> Part:
    """A part with its fields."""
    return Part(fact, bits, code, tuple(fields.items()))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The tables of match.toml, each explained there."""

    prior: Mapping[str, float]
    verdict: Mapping[str, float]
    name: Mapping[str, float]
    birth: Mapping[str, float]
    slips: tuple[float, ...]
    decades: tuple[tuple[int, int, float], ...]
    sex: Mapping[str, float]
    home: Mapping[str, float]
    provinces: Mapping[str, float]
    kin: Mapping[str, float]
    others: Mapping[str, float]
    event: Mapping[str, float]
    list: Mapping[str, float]
    occupation: Mapping[str, float]
    work: Mapping[str, int]


@cache
def numbers() -> Numbers:
    """The numbers of match.toml, read once."""
    read = tomllib.loads((DATA / "match.toml").read_text(encoding="utf-8"))
    table = {name: cast("dict[str, object]", content) for name, content in read.items()}
    births, homes, ties, work = table["birth"], table["home"], table["kin"], table["occupation"]
    decades = cast("list[dict[str, float]]", births["decade"])
    words = cast("list[list[str]]", work["words"])
    return Numbers(
        _plain(table["prior"]),
        _plain(table["verdict"]),
        _plain(table["name"]),
        _plain(births),
        tuple(cast("list[float]", births["slips"])),
        tuple((int(one["first"]), int(one["last"]), one["share"]) for one in decades),
        _plain(table["sex"]),
        _plain(homes),
        _plain(cast("dict[str, object]", homes["provinces"])),
        _plain(ties),
        _plain(cast("dict[str, object]", ties["others"])),
        _plain(table["event"]),
        _plain(table["list"]),
        _plain(work),
        {fold(word): group for group, row in enumerate(words) for word in row},
    )


def _plain(table: Mapping[str, object]) -> dict[str, float]:
    return {name: float(value) for name, value in table.items() if isinstance(value, (int, float))}


# --- birth ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=262_144)
def mass(first: int, last: int) -> float:
    """Share of people born from the day `first` to the day `last` (ordinals, both included)."""
    total = 0.0
    for start, end, share in numbers().decades:
        begin, finish = date(start, 1, 1).toordinal(), date(end, 12, 31).toordinal()
        shared = min(last, finish) - max(first, begin) + 1
        if shared > 0:
            total += share * shared / (finish - begin + 1)
    return max(total, 1e-7)


def _days(claim: DateInterval) -> tuple[int, int]:
    """First and last day as ordinals. The first of January alone is how forms write a year, so it counts as one."""
    if claim.days == 1 and (claim.first.month, claim.first.day) == (1, 1):
        claim = DateInterval.year(claim.first.year)
    return claim.first.toordinal(), claim.last.toordinal()


@lru_cache(maxsize=262_144)
def _births(a: tuple[int, int], b: tuple[int, int], spread: float) -> float:
    """Weight of two intervals of birth."""
    n = numbers().birth
    gap = max(a[0] - b[1], b[0] - a[1], 0)
    if gap > n["near"] * _YEAR:
        return n["far"]
    likelihood = n["wrong"] + n["right"] * _overlap(a, b, 0, spread)
    for years, share in enumerate(numbers().slips, 1):
        likelihood += share / 2 * (_overlap(a, b, years, spread) + _overlap(a, b, -years, spread))
    if max(a[1] - a[0], b[1] - b[0]) <= 31:  # days or months: another day of that year may have been meant
        year = date.fromordinal(a[0]).year
        if year == date.fromordinal(b[0]).year:
            likelihood += n["day"] / _share(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), spread)
    return math.log2(likelihood)


def _share(first: int, last: int, spread: float) -> float:
    """Share of births in an interval: of all people, or of sisters and brothers, spread evenly over so many years."""
    return min(1.0, (last - first + 1) / (spread * _YEAR)) if spread else mass(first, last)


def _overlap(a: tuple[int, int], b: tuple[int, int], years: int, spread: float) -> float:
    """How many times likelier than by chance both intervals hold one birth, the second moved by whole years."""
    moved = round(years * _YEAR)
    first, last = max(a[0], b[0] + moved), min(a[1], b[1] + moved)
    if first > last:
        return 0.0
    return _share(first, last, spread) / (_share(*a, spread) * _share(b[0] + moved, b[1] + moved, spread))


def birth(ours: Sequence[DateInterval], theirs: Sequence[DateInterval], spread: float = 0.0) -> Part | None:
    """The claims that go together best; a side that contradicts itself has more chances to agree, and that is taken off.

    spread: compare with sisters and brothers born over so many years, instead of with everybody.
    """
    found = [(_births(*sorted((_days(one), _days(other))), spread), one, other) for one in ours for other in theirs]
    if not found:
        return None
    bits, one, other = max(found, key=lambda entry: (entry[0], entry[1], entry[2]))
    if bits > 0:
        chances = (1 + sum(not one.overlaps(claim) for claim in ours)) * (
            1 + sum(not other.overlaps(claim) for claim in theirs)
        )
        bits = max(0.0, bits - math.log2(chances) / 2)
    (a_first, a_last), (b_first, b_last) = _days(one), _days(other)
    agrees = a_first <= b_last and b_first <= a_last
    code: Code = "birth-agrees" if agrees else "birth-slip" if bits > -1.5 else "birth-differs"
    return part("birth", bits, code, one=_told(one), other=_told(other))


def _told(claim: DateInterval) -> str:
    return to_edtf(claim)


# --- sex --------------------------------------------------------------------------------------------------------------


def sex(ours: Sequence[str], theirs: Sequence[str]) -> Part | None:
    """One sex in common weighs by how rare it is in such records."""
    if not ours or not theirs:
        return None
    shared = sorted(set(ours) & set(theirs))
    if not shared:
        return part("sex", numbers().sex["differs"], "sex-differs", one=ours[0], other=theirs[0])
    if len({*ours, *theirs}) > 1:  # somebody contradicts herself: tells nothing
        return None
    return part("sex", -math.log2(numbers().sex[shared[0]]), "sex-same", sex=shared[0])


# --- home -------------------------------------------------------------------------------------------------------------


def home(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> Part | None:
    """The claims that go together best, each the best of its candidates; several candidates weigh less."""
    best: tuple[float, Code, str, str] | None = None
    for one in ours:
        for other in theirs:
            chances = math.log2(max(1, len(one) * len(other)))
            for a in one:
                for b in other:
                    bits, code = _homes(a, b)
                    found = (bits - (chances if bits > 0 else 0.0), code, a, b)
                    if best is None or found > best:
                        best = found
    if best is None:
        return None
    return part("home", max(best[0], -4.0), best[1], one=best[2], other=best[3])


@lru_cache(maxsize=65_536)
def _homes(a: str, b: str) -> tuple[float, Code]:
    """Weight of two places on the ladder county, province, country."""
    n = numbers().home
    province, other = _province(a), _province(b)
    if not province or not other:
        if gazetteer().get_country(a) == gazetteer().get_country(b):
            return 0.0, "home-within"
        return n["country"], "home-differs"
    share = numbers().provinces.get(province, numbers().provinces["other"])
    if province != other:
        far = gazetteer().get_country(a) != gazetteer().get_country(b)
        return n["country"] if far else math.log2(n["elsewhere"] / _apart()), "home-differs"
    if a == province or b == province:
        return math.log2((n["county"] + n["province"]) / (share + 1e-3)), "home-within"
    known = gazetteer()
    if a == b or known.within(a, b) or known.within(b, a):
        return math.log2(n["county"] / (share * n["within"])), "home-same"
    return math.log2(n["province"] / (share * (1 - n["within"]))) if share > n["province"] else -1.0, "home-near"


@lru_cache(maxsize=16_384)
def _province(place: str) -> str:
    """The province-level unit of a place, "" for a country."""
    return next((step.id for step in gazetteer().ladder(place) if step.level == "admin1"), "")


@cache
def _apart() -> float:
    """The chance that two people come from two provinces."""
    return 1.0 - sum(share * share for name, share in numbers().provinces.items() if name != "other")


# --- occupation, events, lists ----------------------------------------------------------------------------------------


def occupation(ours: Sequence[str], theirs: Sequence[str]) -> Part | None:
    """Weak: the same words, or words of one group, in whatever language."""
    for one in ours:
        for other in theirs:
            if _work(one) & _work(other):
                return part("occupation", numbers().occupation["same"], "occupation-same", one=one, other=other)
    return None


@lru_cache(maxsize=65_536)
def _work(text: str) -> frozenset[str]:
    """The folded words, and the groups of work that stand in them."""
    bare = fold(text)
    groups = {str(group) for word, group in numbers().work.items() if word in bare}
    return frozenset((bare, *groups))


def event(ours: frozenset[str], theirs: frozenset[str], shares: Mapping[str, float]) -> Part | None:
    """Incidents in common, the rarest of them; one that all compared were in tells nothing. Only one part is made."""
    shared = sorted(ours & theirs)
    if not shared:
        return None
    n = numbers().event
    rare = min(shared, key=lambda one: (shares.get(one, n["share"]), one))
    bits = math.log2(n["told"] / max(shares.get(rare, n["share"]), 1e-6))
    return part("event", min(max(bits, 0.0), n["most"]), "event-same", event=rare)


def lists(ours: frozenset[str], theirs: frozenset[str]) -> Part | None:
    """Two rows of one list are two people."""
    shared = sorted(ours & theirs)
    return part("list", numbers().list["one"], "list-same", list=shared[0]) if shared else None
