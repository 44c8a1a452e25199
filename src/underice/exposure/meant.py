"""Which registered person somebody described in a draft may be.

Facts are weighed as in `people.match` (Fellegi and Sunter), family ties among the described beside those among the
registered. Whoever is likely enough counts as meant until an editor says otherwise: a miss would hide what is public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from underice.exposure.known import Known, Registered
from underice.exposure.reader.model import Person, Reading
from underice.exposure.relatives import Told
from underice.exposure.telling import name_kind
from underice.people.facts import PersonFacts
from underice.people.kinship import wide
from underice.people.match import basis

LIKELY = 0.1
"""Probability from which a registered person counts as meant; a judgement, on the side of too many."""
SURE = 0.5
"""Probability from which her relatives are taken for those of the draft."""
MOST = 3
"""Registered people shown for one of the draft."""
_ALIKE = 1.5  # bits: she has a relative of that kind, as the draft tells
_TIED = 10.0  # bits: she is that very relative of somebody surely meant
_LARGE = 60.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """A registered person who may be meant.

    probability: of those registered and nobody of them. confirmed: an editor said so. by_name: her name stands in the
    text. named: what is public says directly who she is. public: what is public about her; further ones, if it is open
    whether somebody else is the same person (two pseudonyms), with what is public about both.
    """

    key: str
    probability: float
    confirmed: bool
    by_name: bool
    named: bool
    public: tuple[Told, ...]


def meanings(
    reading: Reading, persons: Sequence[Person], known: Known, by_name: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[Meaning, ...]]:
    """For each of `persons`, by ref, the registered people she may be, the likeliest first; none for most.

    by_name: keys of those whose name stands in the text, by ref. What is confirmed in `known` settles a person.
    """
    settled = {ref: (key,) if key is not None else () for ref, key in known.confirmed.items()} | {
        ref: keys for ref, keys in by_name.items() if ref not in known.confirmed
    }
    bits = {one.ref: _alone(one, known) for one in persons if one.ref not in settled}
    sure = {ref: keys[0] for ref, keys in settled.items() if len(keys) == 1}
    chances = {ref: _chances(found, len(known.people)) for ref, found in bits.items()}
    sure |= {
        ref: best
        for ref, found in chances.items()
        if found and found[best := max(found, key=found.__getitem__)] >= SURE
    }
    found: dict[str, tuple[Meaning, ...]] = {}
    for one in persons:
        if one.ref in settled:
            share = 1.0 / max(1, len(settled[one.ref]))
            found[one.ref] = tuple(_meaning(key, share, known, one.ref, by_name) for key in settled[one.ref])
            continue
        tied = _with_kin(one, bits[one.ref], sure, known)
        likely = sorted(_chances(tied, len(known.people)).items(), key=lambda item: (-item[1], item[0]))
        found[one.ref] = tuple(_meaning(key, p, known, one.ref, by_name) for key, p in likely[:MOST] if p >= LIKELY)
    return found


def _meaning(key: str, probability: float, known: Known, ref: str, by_name: Mapping[str, tuple[str, ...]]) -> Meaning:
    also = [other for other in known.people[key].perhaps if known.published.get(other)]
    public = (known.public(key), *(known.public(key, other) for other in also))
    named = key in by_name.get(ref, ())
    return Meaning(key, probability, known.confirmed.get(ref) == key, named, known.named(key), public)


def _alone(person: Person, known: Known) -> dict[str, float]:
    """Bits for each registered person whom nothing contradicts, by her own facts and what kinds of relatives she has."""
    asked = PersonFacts(
        person.ref,
        names=(person.name,) if person.name and name_kind(person) == "real" else (),
        sex=(person.sex,) if person.sex else (),
        births=(person.birth,) if person.birth else (),
        origins=(person.origin,) if person.origin else (),
        occupations=(person.occupation,) if person.occupation else (),
    )
    ties = {_turned(tie.relation) for tie in person.kin_of} - {"other"}
    found = {}
    for key, one in known.people.items():
        parts = basis(asked, replace(one.facts, lists=frozenset()))
        if any(part.bits < 0 and part.fact in ("sex", "birth") and part.code != "birth-slip" for part in parts):
            continue
        alike = len(ties & {wide(tie.relation) for tie in one.facts.kin})
        found[key] = sum(part.bits for part in parts) + _ALIKE * alike
    return found


def _turned(relation: str) -> str:
    return {"child": "parent", "parent": "child"}.get(relation, relation)


def _with_kin(person: Person, bits: Mapping[str, float], sure: Mapping[str, str], known: Known) -> dict[str, float]:
    """The same with what those surely meant have for relatives."""
    found = dict(bits)
    for tie in person.kin_of:
        other = known.people.get(sure.get(tie.ref, ""))
        for key in _relatives(other, tie.relation, known) & found.keys() if other is not None else ():
            found[key] += _TIED
    taken = {key for ref, key in sure.items() if ref != person.ref}
    return {key: value for key, value in found.items() if key not in taken}


def _relatives(of: Registered, relation: str, known: Known) -> set[str]:
    """Registered people who are that relation of somebody."""
    keys = (known.key_by_record.get(tie.relative) for tie in of.facts.kin if wide(tie.relation) == relation)
    return {key for key in keys if key is not None}


def _chances(bits: Mapping[str, float], people: int) -> dict[str, float]:
    """Probability of each, if as likely as not it is one of them and any is as likely before anything is told."""
    weights = {key: 2.0 ** max(-_LARGE, min(_LARGE, value)) / max(people, 1) for key, value in bits.items()}
    whole = 1.0 + sum(weights.values())
    return {key: weight / whole for key, weight in weights.items()}
