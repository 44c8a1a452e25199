"""The facts of people as a vault holds them now, in the form in which records are compared.

Reads in bulk and in few queries; only what stands counts. Dates become the widest days they may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from underice.people.facts import KinFact, PersonFacts
from underice.people.kinship import inverse
from underice.vocabulary.age_intervals import birth_interval
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.statement import Statement, reference
from underice.vocabulary.validation import age_said, place_ids, typed

if TYPE_CHECKING:
    from underice.vault.vault import Vault

OWN = ("name", "alias", "sex", "birth", "age", "origin", "birthplace", "occupation")
"""The properties of a person that are facts of her own here."""
_KIN = ("person", "relative", "relation")
_LIST = ("part_of", "type")
_FEW = 1_000


def read(vault: Vault, ids: Iterable[bytes] | None = None) -> dict[str, PersonFacts]:
    """The facts of all people of a vault, or of some, by the hexadecimal digits of their ids.

    A relative's names are given with each tie, also if she is not among `ids`. Ids of which nothing stands, or which
    are no people, are left out. Takes about 60 µs a person and 2 kB of memory.
    """
    wanted = None if ids is None else sorted(set(ids))
    if wanted == []:
        return {}
    found: dict[str, PersonFacts] = {}
    sources: dict[str, frozenset[bytes]] = {}
    for key, own, said in _told(vault, wanted):
        found[key], sources[key] = own, said
    ties = _ties(vault, wanted)
    kin = _kin(found | _others(vault, found, ties), ties)
    events = _events(vault, wanted)
    lists = _lists(vault, frozenset().union(*sources.values()))
    return {
        key: replace(
            own,
            kin=tuple(kin.get(key, ())),
            events=frozenset(events.get(key, ())),
            lists=frozenset(lists[source] for source in sources[key] if source in lists),
        )
        for key, own in found.items()
    }


def own_facts(vault: Vault, ids: Iterable[bytes] | None = None) -> Iterator[PersonFacts]:
    """Names, sex, births, home and occupation of all people, or of some; kin, events and lists are left empty.

    Streams, in the order of ids; a person about whom nothing of this stands is left out.
    """
    return (own for _, own, _ in _told(vault, ids))


def _told(vault: Vault, ids: Iterable[bytes] | None) -> Iterator[tuple[str, PersonFacts, frozenset[bytes]]]:
    for entity, claims in groupby(vault.claims("person", OWN, ids=ids), lambda one: one.entity):
        said = tuple(claims)
        key = entity.hex()
        yield key, facts_of(key, said), frozenset(one.source for one in said)


def facts_of(key: str, said: Sequence[Statement]) -> PersonFacts:
    """The facts of one person from the statements that stand about her."""
    home = _values(said, "origin") or _values(said, "birthplace")
    return PersonFacts(
        key=key,
        names=_texts(said, "name"),
        aliases=_texts(said, "alias"),
        sex=_texts(said, "sex"),
        births=tuple(dict.fromkeys(days for one in said if (days := born(one)) is not None)),
        origins=tuple(dict.fromkeys(place_ids(typed(one)) for one in home)),
        occupations=_texts(said, "occupation"),
    )


def _values(said: Sequence[Statement], prop: str) -> list[Statement]:
    return [one for one in said if one.prop == prop]


def _texts(said: Sequence[Statement], prop: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in said if one.prop == prop))


def born(said: Statement) -> DateInterval | None:
    """The days on which someone may have been born by one statement of her birth or age; None if it tells none.

    An age needs the day on which it was so: worked out when it was recorded (its norm), else from when it was said.
    """
    if said.prop == "birth":
        return _days(said.norm or said.value)
    if said.prop != "age":
        return None
    if said.norm is not None:
        return _days(said.norm)
    age, on = age_said(said.value), _days(said.said_at) if said.said_at else None
    return birth_interval(age, on) if age is not None and on is not None else None


@lru_cache(maxsize=65_536)
def _days(edtf: str) -> DateInterval | None:
    try:
        return UncertainDate.parse(edtf).widest
    except ValueError:
        return None


Tie = tuple[str, str, str]
"""Keys of a person and of her relative, and the relation: the relative is the relation of the person."""


def _ties(vault: Vault, ids: Sequence[bytes] | None) -> list[Tie]:
    entities = None if ids is None else vault.referring(ids, "kin")
    found: list[Tie] = []
    for _, claims in groupby(vault.claims("kin", _KIN, ids=entities), lambda one: one.entity):
        said: dict[str, list[str]] = {}
        for one in claims:
            said.setdefault(one.prop, []).append(one.value)
        relations = said.get("relation", ["relative"])
        found += (
            (person, relative, relation)
            for person in said.get("person", ())
            for relative in said.get("relative", ())
            for relation in relations
            if person != relative and reference(person) and reference(relative)
        )
    return list(dict.fromkeys(found))


def _others(vault: Vault, known: dict[str, PersonFacts], ties: Sequence[Tie]) -> dict[str, PersonFacts]:
    """The facts of those who stand in a tie and have not been read yet."""
    missing = {key for tie in ties for key in tie[:2]} - known.keys()
    return {own.key: own for own in own_facts(vault, [bytes.fromhex(key) for key in missing])} if missing else {}


def _kin(people: dict[str, PersonFacts], ties: Sequence[Tie]) -> dict[str, list[KinFact]]:
    """The kin of every person, from both sides of each tie."""
    found: dict[str, list[KinFact]] = {}
    nobody = PersonFacts("")
    for person, relative, relation in ties:
        one, other = people.get(person, nobody), people.get(relative, nobody)
        found.setdefault(person, []).append(KinFact(relation, relative, other.names))
        found.setdefault(relative, []).append(KinFact(inverse(relation, one.sex), person, one.names))
    return {key: list(dict.fromkeys(kin)) for key, kin in found.items()}


def _events(vault: Vault, ids: Sequence[bytes] | None) -> dict[str, set[str]]:
    # An incident may hold thousands of people: of few, only what speaks of them is read.
    few = ids is not None and len(ids) <= _FEW
    found: dict[str, set[str]] = {}
    for one in vault.references(ids, "incident", "person") if few and ids else vault.claims("incident", ("person",)):
        found.setdefault(one.value, set()).add(one.entity.hex())
    return found


def _lists(vault: Vault, sources: frozenset[bytes]) -> dict[bytes, str]:
    """For every source that is a list, or a row of one, the list."""
    found: dict[bytes, str] = {}
    for entity, claims in groupby(vault.claims("source", _LIST, ids=sources), lambda one: one.entity):
        said = {one.prop: one.value for one in claims}
        if said.get("type") == "list" or "part_of" in said:
            found[entity] = said.get("part_of", entity.hex())
    return found
