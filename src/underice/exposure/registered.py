"""Who is registered in a vault, or in one case of it: records put together as far as it is decided who is who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from underice.exposure import ledger
from underice.exposure.known import Known, Published, Registered
from underice.people import dossier, merging, verdicts
from underice.people.directory import Directory
from underice.people.facts import KinFact, PersonFacts
from underice.people.grouping import group

if TYPE_CHECKING:
    from underice.vault.vault import Vault

MOST = 500
"""Records of a case that are grouped at once; of more, only those that were merged are put together."""
_CANDIDATES = 10


def known(vault: Vault, case: bytes | None = None, confirmed: Mapping[str, str | None] | None = None) -> Known:
    """What a vault adds to a draft.

    case: an incident; then the registered people are those concerned, their relatives, and those of the vault whom the
    facts make one person with them. Without it, everybody in the vault. confirmed: whom an editor says persons of the
    draft to be, by ref; a key, or None for nobody.
    """
    facts, clusters, open_ = _everybody(vault) if case is None else _of_case(vault, case)
    people = {cluster[0]: _registered(cluster, facts) for cluster in clusters}
    by_record = {record: key for key, one in people.items() for record in one.records}
    perhaps: dict[str, set[str]] = {}
    for pair in open_:
        one, other = (by_record.get(record) for record in pair)
        if one is not None and other is not None and one != other:
            perhaps.setdefault(one, set()).add(other)
            perhaps.setdefault(other, set()).add(one)
    with_open = {
        key: Registered(one.key, one.records, one.facts, tuple(sorted(perhaps.get(key, ()))))
        for key, one in people.items()
    }
    return Known(with_open, _published(ledger.lines(vault), by_record), dict(confirmed or {}), _title(vault, case))


def in_public(vault: Vault) -> Known:
    """Those about whom anything is public, and the relatives named with it; nobody else, so that many cost nothing.

    As in `known(vault)`, records are put together only where somebody said so; who else may be meant is left open.
    """
    lines = ledger.lines(vault)
    told = {key for line in lines for key in (line.about, line.said.relative) if key}
    together = [tuple(id_.hex() for id_ in cluster) for cluster in merging.clusters(vault)]
    facts = _read(vault, told | {key for one in together if told & set(one) for key in one})
    inside = {key for one in together for key in one}
    clusters = [tuple(key for key in one if key in facts) for one in together if set(one) & facts.keys()]
    clusters += [(key,) for key in facts if key not in inside]
    people = {cluster[0]: _registered(cluster, facts) for cluster in clusters}
    by_record = {record: key for key, one in people.items() for record in one.records}
    return Known(people, _published(lines, by_record))


def current(vault: Vault, known: Known) -> Known:
    """The same people, with what is public about them by now."""
    return replace(known, published=_published(ledger.lines(vault), known.key_by_record))


Clusters = list[tuple[str, ...]]
Pairs = list[tuple[str, str]]


def _everybody(vault: Vault) -> tuple[dict[str, PersonFacts], Clusters, Pairs]:
    """All people of a vault, merged only where somebody said so."""
    facts = dossier.read(vault)
    return facts, _merged(vault, facts), _open(vault, facts)


def _merged(vault: Vault, facts: Mapping[str, PersonFacts]) -> Clusters:
    together = [tuple(id_.hex() for id_ in cluster) for cluster in merging.clusters(vault)]
    inside = {key for cluster in together for key in cluster}
    alone = [(key,) for key in facts if key not in inside]
    return [tuple(key for key in one if key in facts) for one in together if set(one) & facts.keys()] + alone


def _open(vault: Vault, facts: Mapping[str, PersonFacts]) -> Pairs:
    """Pairs of which somebody has judged that it cannot be told."""
    return [
        one.pair for one in verdicts.standing(vault) if one.answer == "cannot_tell" and set(one.pair) <= facts.keys()
    ]


def _of_case(vault: Vault, case: bytes) -> tuple[dict[str, PersonFacts], Clusters, Pairs]:
    """The people of an incident with their relatives, grouped by their facts."""
    concerned = {one.value for one in vault.claims("incident", ("person",), ids=[case])}
    facts = _read(vault, concerned)
    if len(facts) <= MOST:
        directory = Directory.open(vault)
        near = {one.key for each in facts.values() for one in directory.find(each, _CANDIDATES)}
        facts |= _read(vault, near - facts.keys())
    for _ in range(2):  # relatives, and theirs: a household is seldom wider
        facts |= _read(
            vault, {tie.relative for one in facts.values() for tie in one.kin if tie.relative} - facts.keys()
        )
    standing = verdicts.standing(vault)
    if len(facts) > 2 * MOST:
        return facts, _merged(vault, facts), _open(vault, facts)
    people = sum(1 for _person in vault.entities("person"))
    found = group(list(facts.values()), standing, population=people)
    open_ = [(one.one, one.other) for one in found.questions]
    return facts, _of_the_case(found.groups, concerned, facts), open_


def _of_the_case(
    clusters: Iterable[tuple[str, ...]], concerned: set[str], facts: Mapping[str, PersonFacts]
) -> Clusters:
    """Those of the case, with all records of theirs, and their relatives; the others only came into question."""
    whole = list(clusters)
    inside = {record for one in whole if concerned & set(one) for record in one}
    kin = {tie.relative for record in inside for tie in facts[record].kin}
    return [one for one in whole if (inside | kin) & set(one)]


def _read(vault: Vault, keys: Iterable[str]) -> dict[str, PersonFacts]:
    return dossier.read(vault, [bytes.fromhex(key) for key in sorted(keys)])


def _registered(cluster: tuple[str, ...], facts: Mapping[str, PersonFacts]) -> Registered:
    """One person of all her records."""
    if len(cluster) == 1:  # nearly everybody
        return Registered(cluster[0], frozenset(cluster), facts[cluster[0]])
    parts = [facts[key] for key in cluster]
    kin: dict[KinFact, None] = {tie: None for one in parts for tie in one.kin}
    whole = PersonFacts(
        cluster[0],
        names=tuple(dict.fromkeys(name for one in parts for name in one.names)),
        aliases=tuple(dict.fromkeys(name for one in parts for name in one.aliases)),
        sex=tuple(dict.fromkeys(sex for one in parts for sex in one.sex)),
        births=tuple(dict.fromkeys(days for one in parts for days in one.births)),
        origins=tuple(dict.fromkeys(places for one in parts for places in one.origins)),
        occupations=tuple(dict.fromkeys(words for one in parts for words in one.occupations)),
        kin=tuple(kin),
        events=frozenset().union(*(one.events for one in parts)),
        lists=frozenset().union(*(one.lists for one in parts)),
    )
    return Registered(cluster[0], frozenset(cluster), whole)


def _published(lines: Iterable[ledger.Line], by_record: Mapping[str, str]) -> dict[str, tuple[Published, ...]]:
    """What is public, by registered person; relatives too are named by the person, not by the record."""
    found: dict[str, list[Published]] = {}
    for line in lines:
        key = by_record.get(line.about)
        if key is not None:
            relative = by_record.get(line.said.relative, line.said.relative)
            found.setdefault(key, []).append(replace(line.said, relative=relative))
    return {key: tuple(said) for key, said in found.items()}


def _title(vault: Vault, case: bytes | None) -> str:
    if case is None:
        return ""
    return next((one.value for one in vault.claims("incident", ("title",), ids=[case])), "")
