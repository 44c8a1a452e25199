"""The people of a list that has not been recorded, in the form in which records are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from underice.intake.digest import digest
from underice.intake.model import Intake, Listed
from underice.intake.values import Values, stated
from underice.people.dossier import facts_of
from underice.people.facts import KinFact, PersonFacts
from underice.people.kinship import inverse

_NOWHERE = bytes(16)


def of_list(intake: Intake, said: str | None = None) -> tuple[PersonFacts, ...]:
    """What is told of each person of a list, in its order; the key of each is her `ref`.

    said: the day on which the list was written (EDTF), if it does not say so itself; ages hang on it. Whoever has a row
    of her own is in `lists` under the list's digest; those only mentioned are in none.
    """
    values = Values(said if said is not None else intake.said_on)
    on = frozenset((digest(intake.rows),))
    days = {row.number: row.said_on or said or intake.said_on for row in intake.rows}
    own = {one.ref: _own(one, values, days.get(one.row)) for one in intake.people}
    kin: dict[str, list[KinFact]] = {}
    for tie in intake.ties:
        person, relative = own.get(tie.person), own.get(tie.relative)
        if person is None or relative is None or tie.person == tie.relative:
            continue
        kin.setdefault(tie.person, []).append(KinFact(tie.relation, tie.relative, relative.names))
        turned = inverse(tie.relation, person.sex)
        kin.setdefault(tie.relative, []).append(KinFact(turned, tie.person, person.names))
    return tuple(
        replace(
            own[one.ref],
            kin=_once(kin.get(one.ref, ())),
            lists=on if one.in_list else frozenset(),
        )
        for one in intake.people
    )


def _own(person: Listed, values: Values, said: str | None) -> PersonFacts:
    statements = []
    for one in person.said:
        entry = values.of("person", one.prop, one.value, said).entry
        if entry is not None:
            statements.append(stated(_NOWHERE, "person", one.prop, entry, _NOWHERE, locator=None, said=said))
    return facts_of(person.ref, statements)


def _once(kin: Sequence[KinFact]) -> tuple[KinFact, ...]:
    return tuple(dict.fromkeys(kin))
