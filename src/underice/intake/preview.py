"""What a list would become, before anything is recorded: counts, people, questions, and who it may be in the vault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from underice.intake import earlier as before
from underice.intake.earlier import Earlier
from underice.intake.facts import of_list
from underice.intake.model import Fault, Intake, RowKind
from underice.intake.statements import Frame, Writer
from underice.people import dossier
from underice.people.bulk import bulk
from underice.people.facts import PersonFacts
from underice.people.grouping import group
from underice.people.match import Match, compare
from underice.people.pairing import pairs

if TYPE_CHECKING:
    from underice.people.directory import Directory
    from underice.vault.vault import Vault

MOST_LOOKED_UP = 300
"""People of a list who are compared with each other and with the vault; of more, the first. A whole archive is linked
in bulk (`underice.people.linking`)."""
Read = Callable[[Sequence[str]], Mapping[str, PersonFacts]]
"""The facts of people of a vault, by their keys."""
_CANDIDATES = 5
_AT_ONCE = 500  # people of a vault, for each of the list, up to which everybody is read into memory
_ENOUGH_FACTS = 2  # besides sex, that someone without a name must share with a record to be looked up by facts


@dataclass(frozen=True, slots=True)
class Counts:
    """rows: how many rows there are, by what became of them. named, unnamed: people of the list. mentioned: people whom
    the list only speaks of, as the mother of someone.
    """

    rows: Mapping[RowKind, int]
    named: int
    unnamed: int
    mentioned: int

    @property
    def all_rows(self) -> int:
        """All rows of the list, blank ones too."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True, repr=False)
class Maybe:
    """A record of the vault who may be a person of the list. sure: True if name, facts and kin together say so."""

    key: str
    match: Match
    sure: bool

    def __repr__(self) -> str:
        return f"Maybe(sure={self.sure}, {self.match.bits:.1f} bits)"


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """What a list becomes.

    people: facts of each person of the list by ref. said: the day ages are counted from (EDTF); dated: False if that is
    only the day of receipt. known: for people of the list, records of the vault, the likeliest first. records: the facts
    of those records. alike: pairs of rows that may tell of one person. looked_up: how many people were compared.
    faults: all that is to be said of rows, by row number. earlier: the list in the vault that this repeats.
    """

    intake: Intake
    counts: Counts
    people: Mapping[str, PersonFacts]
    said: str
    dated: bool
    faults: tuple[tuple[int, Fault], ...]
    known: Mapping[str, tuple[Maybe, ...]] = field(default_factory=dict)
    records: Mapping[str, PersonFacts] = field(default_factory=dict)
    alike: tuple[tuple[str, str, Match], ...] = ()
    looked_up: int = 0
    earlier: Earlier | None = None

    def __repr__(self) -> str:
        return f"Preview({self.counts.all_rows} rows, {len(self.people)} people)"


@bulk()
def preview(
    intake: Intake,
    directory: Directory | None = None,
    people: Read | None = None,
    *,
    today: str,
    earlier: Earlier | None = None,
) -> Preview:
    """What a list becomes. Nothing is recorded, and no vault is needed.

    directory: of the people of a vault; people: reads facts of others there, the relatives of those found. today: the
    day of receipt (EDTF). earlier: see `underice.intake.earlier`.
    """
    said = intake.said_on or today
    facts = of_list(intake, said)
    writer = Writer(intake, Frame(bytes(16), None, said, today, intake.name or today))
    for _statement in writer.statements():
        pass
    compared = [one for one in facts if one.lists][:MOST_LOOKED_UP]
    candidates = _candidates(compared, directory, people)
    known = _known(compared, candidates)
    wanted = {one.key for found in known.values() for one in found}
    return Preview(
        intake,
        _counts(intake),
        {one.key: one for one in facts},
        said,
        intake.said_on is not None,
        tuple(sorted([*_row_faults(intake), *writer.faults], key=lambda one: one[0])),
        known,
        {one.key: one for one in candidates.records if one.key in wanted},
        _alike(compared),
        len(compared),
        earlier,
    )


def preview_for(intake: Intake, vault: Vault, *, today: str) -> Preview:
    """The same, compared with the people and the lists of a vault. A list that is in it already is not looked up."""
    from underice.people.directory import Directory

    found = before.find(intake, vault)
    if found is not None and found.whole:
        return preview(intake, today=today, earlier=found)
    directory = Directory.open(vault)
    if len(directory) < _AT_ONCE * len(intake.people):
        # For a long list, reading everybody once is cheaper than reading some for every row.
        everybody = dossier.read(vault)
        return preview(
            intake,
            Directory.of(everybody.values()),
            lambda keys: {key: everybody[key] for key in keys if key in everybody},
            today=today,
            earlier=found,
        )

    def people(keys: Sequence[str]) -> Mapping[str, PersonFacts]:
        return dossier.read(vault, [bytes.fromhex(key) for key in keys])

    return preview(intake, directory, people, today=today, earlier=found)


def _counts(intake: Intake) -> Counts:
    listed = [one for one in intake.people if one.in_list]
    named = sum(1 for one in listed if one.values("name") or one.values("alias"))
    rows: Counter[RowKind] = Counter(row.kind for row in intake.rows)
    return Counts(rows, named, len(listed) - named, len(intake.people) - len(listed))


def _row_faults(intake: Intake) -> Iterable[tuple[int, Fault]]:
    return ((row.number, fault) for row in intake.rows for fault in row.faults)


@dataclass(frozen=True, slots=True, repr=False)
class _Candidates:
    """records: of the vault, who may be people of the list, and relatives of those. pairs: who may be whom."""

    records: tuple[PersonFacts, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


def _candidates(people: Sequence[PersonFacts], directory: Directory | None, read: Read | None) -> _Candidates:
    """Records of the vault who may be people of the list: by name, or, without one, by facts; and their relatives."""
    if directory is None or not len(directory):
        return _Candidates()
    found: dict[str, PersonFacts] = {}
    near: list[tuple[str, str]] = []
    wanted: set[str] = set()
    for one in people:
        if not (one.names or one.aliases) and bool(one.births) + bool(one.origins) < _ENOUGH_FACTS:
            continue
        for candidate in directory.find(replace(one, key="", kin=(), lists=frozenset()), _CANDIDATES):
            if candidate.fit == "near":
                continue
            found[candidate.key] = candidate.facts
            near.append((one.key, candidate.key))
            if one.kin:
                wanted.update(tie.relative for tie in candidate.facts.kin)
    if read is not None and (relatives := sorted(wanted - {*found, ""})):
        found.update(read(relatives))
    return _Candidates(tuple(found[key] for key in sorted(found)), tuple(near))


def _known(people: Sequence[PersonFacts], candidates: _Candidates) -> dict[str, tuple[Maybe, ...]]:
    """For each person of the list, the records who are or may be her, all decided together: a boy without a name is
    found through his mother.
    """
    if not candidates.records or not people:
        return {}
    order = {one.key: place for place, one in enumerate(people)}
    facts = {one.key: one for one in (*people, *candidates.records)}
    grouping = group([*people, *candidates.records], among=set(order))
    matches = {frozenset((link.one, link.other)): link.match for link in grouping.links}
    found: dict[str, list[Maybe]] = {}
    for members in grouping.groups:
        for ref in order.keys() & set(members):
            for key in set(members) - order.keys():
                match = matches.get(frozenset((ref, key))) or compare(facts[ref], facts[key])
                found.setdefault(ref, []).append(Maybe(key, match, sure=True))
    joined = {(ref, one.key) for ref, maybe in found.items() for one in maybe}
    for ref, key in candidates.pairs:
        if (ref, key) not in joined and (open_ := _open(facts[ref], facts[key])) is not None:
            found.setdefault(ref, []).append(Maybe(key, open_, sure=False))
    return {
        ref: tuple(sorted(maybe, key=lambda one: (not one.sure, -one.match.bits))[:_CANDIDATES])
        for ref, maybe in sorted(found.items(), key=lambda one: order[one[0]])
    }


def _open(one: PersonFacts, record: PersonFacts) -> Match | None:
    """The match of two whose names are alike and of whom the facts do not tell whether they are one."""
    match = compare(one, record)
    alike = any(part.fact == "name" and part.bits > 0 for part in match.parts)
    return match if alike and match.verdict != "not-same" else None


def _alike(people: Sequence[PersonFacts]) -> tuple[tuple[str, str, Match], ...]:
    """Pairs of rows of one list that would be one person if they stood in two lists."""
    apart = {one.key: replace(one, lists=frozenset()) for one in people}
    order = {one.key: place for place, one in enumerate(people)}
    found = []
    for pair in pairs(list(apart.values())):
        one, other = sorted(pair, key=lambda key: order[key])
        match = compare(apart[one], apart[other])
        if match.verdict == "same":
            found.append((one, other, match))
    return tuple(sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]])))
