"""How many people the lists of one case are: their records grouped, with the records of the vault they may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.people import dossier, verdicts
from underice.people.directory import Directory
from underice.people.facts import PersonFacts
from underice.people.grouping import Grouping, group

if TYPE_CHECKING:
    from underice.vault.vault import Vault

MOST = 500
"""Records of a case that are grouped at once; more are linked in bulk (`underice.people.linking`)."""
_CANDIDATES = 10
_AT_ONCE = 500  # people of a vault, for each record of the case, up to which everybody is read into memory


@dataclass(frozen=True, slots=True, repr=False)
class CasePeople:
    """Who is who in a case. counted: its records. facts: theirs and those of the other records that came into question.
    expected: how many people its sources count, None if they do not or not alike.
    """

    grouping: Grouping
    counted: frozenset[str]
    facts: Mapping[str, PersonFacts]
    expected: int | None = None

    def __repr__(self) -> str:
        return f"CasePeople({len(self.counted)} records, {self.grouping.count} people)"


def of_case(vault: Vault, case: bytes) -> CasePeople | None:
    """Group the people of an incident; None if it has none, or more records than can be grouped at once.

    The number that sources give for the incident is the best guess where the facts allow it.
    """
    concerned = {one.value for one in vault.claims("incident", ("person",), ids=[case])}
    if not concerned or len(concerned) > MOST:
        return None
    facts = dossier.read(vault, [bytes.fromhex(key) for key in concerned])
    counted = frozenset(facts)
    standing = verdicts.standing(vault)
    facts.update(_others(vault, facts, {key for one in standing for key in one.pair}))
    everybody = sum(1 for _person in vault.entities("person"))
    expected = _expected(vault, case)
    grouping = group([facts[key] for key in sorted(facts)], standing, expected, counted, everybody)
    return CasePeople(grouping, counted, facts, expected)


def _others(vault: Vault, facts: Mapping[str, PersonFacts], judged: set[str]) -> dict[str, PersonFacts]:
    """Records outside the case who may be one of its people, their relatives, and those that were judged."""
    directory = _directory(vault, len(facts))
    near = {candidate.key for one in facts.values() for candidate in directory.find(one, _CANDIDATES)}
    near |= {tie.relative for one in facts.values() for tie in one.kin if tie.relative}
    further = dossier.read(vault, [bytes.fromhex(key) for key in sorted((near | judged) - facts.keys())])
    relatives = {tie.relative for one in further.values() for tie in one.kin if tie.relative}
    relatives -= facts.keys() | further.keys()
    return further | dossier.read(vault, [bytes.fromhex(key) for key in sorted(relatives)])


def _directory(vault: Vault, asked: int) -> Directory:
    """Everybody in the vault; held in memory where many are asked about, which is then the quicker way."""
    directory = Directory.open(vault)
    return Directory.of(dossier.read(vault).values()) if len(directory) < _AT_ONCE * asked else directory


def _expected(vault: Vault, case: bytes) -> int | None:
    """How many people the incident concerns, if its sources agree."""
    counts = {one.value for one in vault.claims("incident", ("count",), ids=[case])}
    value = counts.pop() if len(counts) == 1 else ""
    return int(value) if value.isdecimal() else None
