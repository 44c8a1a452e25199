"""A cutting: what a public text of others says of registered people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from underice.exposure.disclosing import disclosed
from underice.exposure.meant import SURE, meanings
from underice.exposure.mentions import with_names
from underice.vocabulary.entering import enter
from underice.vocabulary.kinds import property_of

if TYPE_CHECKING:
    from underice.exposure.known import FactKind, Known
    from underice.exposure.ledger import Disclosed
    from underice.exposure.reader.model import Reading


_AS: Mapping[str, tuple[str, str]] = {
    "sex": ("person", "sex"), "birth": ("person", "birth"), "origin": ("person", "origin"),
    "residence": ("person", "lives"), "arrived": ("incident", "start"), "kin": ("kin", "relation"),
}  # fmt: skip
"""Facts whose values are entered as those of another property are."""


def entered(fact: FactKind, typed: str) -> str:
    """A value that somebody typed, as the ledger writes it. Raises ValueError for one that cannot be read."""
    text = typed.strip()
    as_ = _AS.get(fact)
    prop = property_of(*as_) if as_ is not None else None
    if prop is None:
        if not text:
            raise ValueError("empty")
        return text
    entry = enter(prop, text)
    return entry.norm or entry.value


def proposed(reading: Reading, people: Known) -> tuple[Sequence[Disclosed], int]:
    """What a public text says of registered people who are likely meant, and how many described are nobody registered."""
    named, by_name = with_names(reading, people.names)
    persons = [one for one in named.persons if one.role in ("at_risk", "kin", "helper", "author")]
    found = meanings(named, persons, people, by_name)
    who = {ref: few[0].key for ref, few in found.items() if few and (few[0].probability >= SURE or few[0].confirmed)}
    return disclosed(named, who), sum(one.role in ("at_risk", "kin") and one.ref not in who for one in persons)
