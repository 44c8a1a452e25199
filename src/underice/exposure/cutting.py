"""A cutting: what a public text of others says of registered people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from underice.exposure.disclosing import disclosed
from underice.exposure.meant import SURE, meanings
from underice.exposure.mentions import with_names

if TYPE_CHECKING:
    from underice.exposure.known import Known
    from underice.exposure.ledger import Disclosed
    from underice.exposure.reader.model import Reading


def proposed(reading: Reading, people: Known) -> tuple[Sequence[Disclosed], int]:
    """What a public text says of registered people who are likely meant, and how many described are nobody registered."""
    named, by_name = with_names(reading, people.names)
    persons = [one for one in named.persons if one.role in ("at_risk", "kin", "helper", "author")]
    found = meanings(named, persons, people, by_name)
    who = {ref: few[0].key for ref, few in found.items() if few and (few[0].probability >= SURE or few[0].confirmed)}
    return disclosed(named, who), sum(one.role in ("at_risk", "kin") and one.ref not in who for one in persons)
