"""Looking someone up: everybody's names in any script and spelling, and a few facts, weighed in one go.

    directory = Directory.open(vault)
    directory.find("Kim Ch")            # while typing
    directory.find(PersonFacts("", names=("김영희",), births=(…,), origins=(…,)))

Names are first weighed by their codes, all at once; `similarity` has the last word on the likeliest spellings. A
directory kept in a vault lies in its derived data and is brought up to date by what has been recorded since.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import numpy as np

from underice.people import dossier, fact_columns, fact_weights, similarity
from underice.people.beginnings import beginnings
from underice.people.bulk import bulk
from underice.people.codes import Codes, tables_of
from underice.people.explanation import Reason
from underice.people.fact_weights import Part, part
from underice.people.facts import KinFact, PersonFacts
from underice.people.kinship import inverse, wide
from underice.people.name_table import Numbers, Table, form, from_bytes, leaf_of, to_bytes, together, without
from underice.vault.errors import VaultDamaged
from underice.vocabulary.spelling import plain

if TYPE_CHECKING:
    from underice.vault.derived import Derived
    from underice.vault.vault import Vault

Fit = Literal["name", "letters", "begins", "near", "facts"]
"""How a candidate was found: the name asked for; the very letters of a name that is no Korean one; a name that begins
so; a name that is only like it; facts alone."""

CLOSELY = 160
"""Spellings that are weighed one by one."""
FLOOR = -6.0
"""Bits by its code from which a spelling is a candidate."""
_NEAR = 0.02  # names less like the one asked for are not shown
_BEGUN = -1.0  # bits: a beginning says less than a whole name, more than a name that is only like it
_SURE = 10.0
_KIN, _OTHER_KIN = 12.0, 4.0  # bits: kin of the one named, in the relation asked for or in another
_LOOKED_AT = 150
_NAMESAKES = 50


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """Someone who may be meant.

    key: as in PersonFacts. name: the spelling that fits best, "" if she has none. score: how surely the names are one
    (0 to 1; from `similarity.threshold` on they count as one); for `fit` "facts" the share of the facts asked for and
    told that agree; 0 for "begins". bits: weight of name and facts together. reasons: about the name; parts: about the
    facts, the heaviest first. facts: all that is known of her.
    """

    key: str
    name: str
    score: float
    bits: float
    reasons: tuple[Reason, ...]
    fit: Fit
    parts: tuple[Part, ...]
    facts: PersonFacts

    def __repr__(self) -> str:
        return f"Candidate({self.fit}, {self.score:.2f}, {self.bits:.1f} bits, values hidden)"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found. candidates: the best first. more: people who fit as well but are left out.

    understood: False if what was asked for is no name, no beginning of one, and says nothing else.
    """

    candidates: tuple[Candidate, ...]
    more: int
    understood: bool


@dataclass(slots=True)
class _Rough:
    """People found by name, before their facts are looked at: best value, spelling, score and fit of each."""

    value: dict[int, tuple[float, int, float, Fit]]
    others: int = 0
    understood: bool = False

    def add(self, person: int, value: float, spelling: int, score: float, fit: Fit) -> None:
        held = self.value.get(person)
        if held is None or held[0] < value:
            self.value[person] = (value, spelling, score, fit)


Reader = Callable[[Sequence[str]], dict[str, PersonFacts]]
"""The facts of people by their keys."""


class Directory:
    """An index of people by name and facts. It does not change; open another one after something was recorded."""

    def __init__(self, table: Table, reader: Reader) -> None:
        """Not for callers: use `of` or `open`."""
        self._table = table
        self._reader = reader
        self._unread: list[tuple[int, str]] | None = None

    def __repr__(self) -> str:
        return f"Directory({self._table.people} people, hidden)"

    def __len__(self) -> int:
        return self._table.people

    @property
    def table(self) -> Table:
        """The columns that are weighed."""
        return self._table

    @classmethod
    @bulk()
    def of(cls, people: Iterable[PersonFacts]) -> Directory:
        """A directory in memory. Keys are unique; a tie may be told by one side only."""
        known = _both_ways({one.key: one for one in people})
        return cls(Table([leaf_of(known.values(), {})]), lambda keys: {key: known[key] for key in keys if key in known})

    @classmethod
    @bulk()
    def open(cls, vault: Vault) -> Directory:
        """The directory of all people in a vault, brought up to date; facts are read from the vault when needed.

        Raises VaultLocked. What cannot be kept beside the vault (opened for reading, disk full) is made in memory.
        """
        return cls(_of_vault(vault), lambda keys: dossier.read(vault, [bytes.fromhex(key) for key in keys]))

    # --- asking -------------------------------------------------------------------------------------------------------

    def find(self, query: str | PersonFacts, limit: int = 20) -> tuple[Candidate, ...]:
        """The people likeliest meant, the best first, at most `limit`; see `look_up` for how many more there are."""
        return self.look_up(query, limit).candidates

    def look_up(self, query: str | PersonFacts, limit: int = 20) -> Found:
        """The people likeliest meant by a name (or its beginning), by a name with facts, or by facts alone.

        A relative in `query.kin` is meant by key or by name; a relation of "" is any. Namesakes come in the order of
        their keys. Never raises for what is asked.
        """
        asked = PersonFacts("", names=(query,)) if isinstance(query, str) else query
        names = [text for name in (*asked.names, *asked.aliases) if (text := " ".join(name.split()))]
        kin = self._kin_of(asked.kin)
        facts = fact_columns.weigh(asked, self._table) if asked.sex or asked.births or asked.origins else None
        if names:
            rough = _Rough({})
            for name in names:
                self._by_name(name, rough, limit if facts is None and not kin else max(limit, _LOOKED_AT))
        else:
            rough = self._by_facts(facts, kin)
        return self._finish(asked, names, rough, (facts, kin), limit)

    def _by_name(self, name: str, rough: _Rough, limit: int) -> None:
        table = self._table
        weights = table.weigh(tables_of(name))
        likely = candidates(weights)
        same = np.zeros(len(table.texts), dtype=bool)
        for spelling in table.spellings(likely.tolist(), CLOSELY):
            score = similarity.score(name, table.texts[spelling])
            if score < _NEAR:
                continue
            fit: Fit = "name" if score >= similarity.threshold() else "near"
            same[spelling] = fit == "name"
            for person in table.bearers_of(spelling):
                rough.add(person, _odds(score), spelling, score, fit)
        self._by_letters(name, rough)
        begun = beginnings(name)
        rough.understood = rough.understood or bool(begun) or bool(tables_of(name))
        if begun:
            self._begun(table.weigh(begun), same, rough, limit)

    def _begun(self, weights: Numbers, same: Numbers, rough: _Rough, limit: int) -> None:
        """Those whose names begin so, in the order of the alphabet; more than `limit` are only counted."""
        table = self._table
        fits = np.isfinite(weights)
        order = np.flatnonzero(fits)
        order = order[np.argsort(-weights[order], kind="stable")]
        spellings = [one for one in table.spellings(order.tolist(), limit + int(same.sum())) if not same[one]]
        for spelling, weight in zip(spellings, table.best(spellings, weights), strict=True):
            for person in table.bearers_of(spelling):
                rough.add(person, _BEGUN + weight, spelling, 0.0, "begins")
        everybody = table.everybody(table.all_spellings(fits) & ~same)
        everybody[list(rough.value)] = False
        rough.others += int(np.count_nonzero(everybody))

    def _by_letters(self, name: str, rough: _Rough) -> None:
        """Names that are no Korean ones are found by their letters."""
        if self._unread is None:
            self._unread = [(int(one), plain(self._table.texts[one]).casefold()) for one in self._table.unread]
        wanted = plain(name).casefold()
        for spelling, text in self._unread:
            if text.startswith(wanted):
                whole = text == wanted
                for person in self._table.bearers_of(spelling):
                    value, fit = (_SURE, "letters") if whole else (_BEGUN, "begins")
                    rough.add(person, value, spelling, float(whole), "letters" if fit == "letters" else "begins")
                rough.understood = True

    def _by_facts(self, facts: Numbers | None, kin: dict[int, KinFact]) -> _Rough:
        """People by facts alone: those whom nothing contradicts, or if there are none, everybody."""
        table = self._table
        total = np.zeros(table.people, dtype=np.float32) if facts is None else facts.copy()
        if kin:
            total[list(kin)] += _KIN
        if facts is None and not kin:
            return _Rough({})
        fits = np.flatnonzero(total > 0)
        best = fits[np.argsort(-total[fits], kind="stable")][:_LOOKED_AT]
        rough = _Rough({}, max(0, len(fits) - len(best)), True)
        for person in best.tolist():
            rough.add(person, 0.0, -1, 0.0, "facts")
        return rough

    def _kin_of(self, ties: Sequence[KinFact]) -> dict[int, KinFact]:
        """Rows of the people who are kin of the relatives asked for, with the tie that was asked for."""
        found: dict[int, KinFact] = {}
        for tie in ties:
            keys = [tie.relative] if tie.relative else self._namesakes(tie.names)
            for relative in self._reader(keys).values():
                for other in relative.kin:
                    person = self._table.person(other.relative) if other.relative else None
                    if person is not None:
                        found.setdefault(person, KinFact(tie.relation, relative.key, relative.names))
        return found

    def _namesakes(self, names: Sequence[str]) -> list[str]:
        rough = _Rough({})
        for name in names:
            self._by_name(name, rough, _NAMESAKES)
        same = [(-value, person) for person, (value, _, _, fit) in rough.value.items() if fit in ("name", "letters")]
        return [self._table.key(person) for _, person in sorted(same)[:_NAMESAKES]]

    # --- telling ------------------------------------------------------------------------------------------------------

    def _finish(
        self,
        asked: PersonFacts,
        names: Sequence[str],
        rough: _Rough,
        known: tuple[Numbers | None, dict[int, KinFact]],
        limit: int,
    ) -> Found:
        """The best of those found roughly, with their facts and reasons."""
        facts, kin = known
        most = limit if facts is None and not kin else max(limit, _LOOKED_AT)

        def value(person: int) -> float:
            by_facts = float(facts[person]) if facts is not None else 0.0
            return rough.value[person][0] + by_facts + (_KIN if person in kin else 0.0)

        order = sorted(rough.value, key=lambda person: (-value(person), rough.value[person][1], person))[:most]
        told = self._reader([self._table.key(person) for person in order])
        made = []
        for person in order:
            one = told.get(self._table.key(person))
            if one is not None:
                made.append(self._candidate(asked, names, one, rough.value[person], kin.get(person)))
        made.sort(key=lambda one: -one.bits)
        fitting = sum(fit != "near" for _, _, _, fit in rough.value.values())
        shown = made[: max(0, limit)]
        more = max(0, fitting - sum(one.fit != "near" for one in shown)) + rough.others
        return Found(tuple(shown), more, rough.understood)

    def _candidate(
        self,
        asked: PersonFacts,
        names: Sequence[str],
        one: PersonFacts,
        found: tuple[float, int, float, Fit],
        tie: KinFact | None,
    ) -> Candidate:
        value, spelling, score, fit = found
        parts = [
            fact_weights.sex(asked.sex, one.sex),
            fact_weights.birth(asked.births, one.births),
            fact_weights.home(asked.origins, one.origins),
            _kin_part(tie, one) if tie is not None else None,
        ]
        weighed = tuple(sorted((told for told in parts if told is not None), key=lambda told: -abs(told.bits)))
        name = self._table.texts[spelling] if spelling >= 0 else next(iter((*one.names, *one.aliases)), "")
        reasons: tuple[Reason, ...] = ()
        if fit in ("name", "near"):
            reasons = max((similarity.explain(text, name) for text in names), key=lambda told: told.score).reasons
        elif fit == "facts" and weighed:
            score = sum(told.bits > 0 for told in weighed) / len(weighed)
        return Candidate(one.key, name, score, value + sum(told.bits for told in weighed), reasons, fit, weighed, one)


def _both_ways(people: dict[str, PersonFacts]) -> dict[str, PersonFacts]:
    """Every tie between two of them told on both sides."""
    more: dict[str, list[KinFact]] = {}
    for one in people.values():
        for tie in one.kin:
            other = people.get(tie.relative)
            if other is not None and all(back.relative != one.key for back in other.kin):
                more.setdefault(other.key, []).append(KinFact(inverse(tie.relation, one.sex), one.key, one.names))
    return people | {key: replace(people[key], kin=(*people[key].kin, *ties)) for key, ties in more.items()}


def candidates(weights: Numbers) -> Numbers:
    """The codes worth a closer look, by their weights: numbers of triples, the heaviest first."""
    likely = np.flatnonzero(weights > FLOOR)
    if len(likely) > CLOSELY * 4:
        likely = likely[np.argpartition(-weights[likely], CLOSELY * 4)[: CLOSELY * 4]]
    found: Numbers = likely[np.argsort(-weights[likely], kind="stable")]
    return found


def _odds(score: float) -> float:
    """A score as bits for or against, at most ten."""
    return max(-_SURE, min(_SURE, math.log2(max(score, 1e-9) / max(1.0 - score, 1e-9))))


def _kin_part(tie: KinFact, one: PersonFacts) -> Part | None:
    """What a tie to the relative asked for weighs; less if she is told to be something else to this person."""
    shared = [other for other in one.kin if other.relative == tie.relative]
    if not shared:
        return None
    fitting = [other for other in shared if not tie.relation or wide(other.relation) == wide(tie.relation)]
    other = (fitting or shared)[0]
    fields = {"relation": other.relation, "one": tie.names[0] if tie.names else "", "other": ""}
    return part("kin", _KIN if fitting else _OTHER_KIN, "kin-shared", **fields)


# --- keeping it in a vault --------------------------------------------------------------------------------------------


def _of_vault(vault: Vault) -> Table:
    """Everybody in a vault; what is kept of them is brought up to date, and made anew if it cannot be read."""
    with vault.derived("directory", form()) as index:
        try:
            return _brought_up(vault, index)
        except (ValueError, VaultDamaged):
            index.renew()
            return _brought_up(vault, index)


def _brought_up(vault: Vault, index: Derived) -> Table:
    """The table of everybody. One leaf is kept for each first byte of ids, and only those that changed are made."""
    kept = dict(index.items())
    ids = vault.changed(index.since, "person") if index.since else None
    gone: dict[bytes, set[str]] = {}
    for id_ in ids or ():
        gone.setdefault(id_[:1], set()).add(id_.hex())
    known: dict[str, Codes] = {}
    people = dossier.own_facts(vault, ids) if ids != () else ()
    fresh: dict[bytes, bytes | None] = {}
    for first, some in groupby(people, lambda one: bytes.fromhex(one.key[:2])):
        added, changed = leaf_of(some, known), gone.pop(first, set())
        before = [without(from_bytes(kept[first]), changed)] if first in kept else []
        fresh[first] = kept[first] = to_bytes(together([*before, added]))
    for first in gone.keys() & kept.keys():  # those who have nothing left
        fresh[first] = kept[first] = to_bytes(without(from_bytes(kept[first]), gone[first]))
    table = Table(from_bytes(kept.pop(first)) for first in sorted(kept))
    if fresh or index.since != vault.count():
        index.put(fresh)
    return table
