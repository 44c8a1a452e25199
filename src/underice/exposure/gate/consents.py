"""What a recorded consent allows: whose it is, for what, since when, and whether it has been withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from underice.exposure.check import Check, Exposed
from underice.exposure.gate.reasons import Reason, settled
from underice.exposure.policy import Policy
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.statement import Statement

if TYPE_CHECKING:
    from underice.vault.vault import Vault

State = Literal["allows", "unknown", "withdrawn", "not_yet", "expired", "scope", "nobody"]
_PROPS = ("person", "scope", "given", "until", "withdrawn", "conditions")


@dataclass(frozen=True, slots=True, repr=False)
class Used:
    """A consent that the editor relies on, and why somebody has to be identified at all."""

    consent: bytes
    reason: str

    def __repr__(self) -> str:
        return "Used(hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Consent:
    """A consent as it stands. persons: keys of those whose it is. conditions: in the words recorded."""

    entity: bytes
    persons: frozenset[str]
    state: State
    conditions: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Consent({self.state}, hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Allowed:
    """What consents came to. by_ref: people of the reading who may be identified, with the consent. persons: keys of
    all records of theirs. withdrawn: refs of those who took theirs back. reasons: what speaks against a consent named.
    """

    by_ref: Mapping[str, bytes]
    persons: frozenset[str]
    withdrawn: frozenset[str]
    reasons: tuple[Reason, ...]

    def __repr__(self) -> str:
        return f"Allowed({len(self.by_ref)} people, hidden)"


def allowed(vault: Vault, check: Check, policy: Policy, used: Sequence[Used], on: date) -> Allowed:
    """Who may be identified, by the consents named and by what else the vault holds. on: the day it goes out."""
    records = {one.ref: _records(one, check) for one in check.persons if one.identified is not None}
    named = [read(vault, one.consent, policy, on) for one in used]
    reasons = [
        Reason("consent_withdrawn" if one.state == "withdrawn" else "consent_unknown", records=(one.entity,),
               words=(one.state,))
        for one in named if one.state != "allows"
    ]  # fmt: skip
    reasons += [
        Reason("consent_unknown", records=(one.consent,), words=("reason",)) for one in used if not one.reason.strip()
    ]
    fit = [one for one in named if one.state == "allows"] if policy.identify == "with_consent" else []
    by_ref = {ref: one.entity for one in fit for ref, keys in records.items() if keys & one.persons}
    unused = [one for one in fit if one.entity not in by_ref.values()]
    reasons += [Reason("consent_unused", records=(one.entity,)) for one in unused]
    terms = [words for one in fit if one.entity in by_ref.values() for words in one.conditions]
    if terms:
        reasons.append(Reason("conditions", tuple(by_ref), words=tuple(dict.fromkeys(terms))))
    back = _withdrawn(vault, records, by_ref, policy, on)
    if back:
        reasons.append(Reason("consent_withdrawn", tuple(sorted(back))))
    persons = frozenset(key for ref in by_ref for key in records[ref])
    return Allowed(by_ref, persons, back, tuple(reasons))


def _records(one: Exposed, check: Check) -> frozenset[str]:
    """The keys of all records of the registered person that somebody identified is settled to be."""
    known = check.known
    if known is None:
        return frozenset()
    key = settled(check).get(one.ref)
    return known.people[key].records if key is not None else frozenset()


def _withdrawn(
    vault: Vault, records: Mapping[str, frozenset[str]], by_ref: Mapping[str, bytes], policy: Policy, on: date
) -> frozenset[str]:
    """Those identified who have taken a consent back and given no other."""
    found = set()
    for ref, keys in records.items():
        if ref in by_ref or not keys:
            continue
        consents = vault.referring([bytes.fromhex(key) for key in keys], "consent")
        told = [read(vault, one, policy, on) for one in consents]
        if any(one.state == "withdrawn" and one.persons & keys for one in told):
            found.add(ref)
    return frozenset(found)


def read(vault: Vault, entity: bytes, policy: Policy, on: date) -> Consent:
    """A consent as it stands on a day, held to what the policy asks. Several sources: the strictest counts."""
    if vault.kind_of(entity) != "consent":
        return Consent(entity, frozenset(), "unknown")
    said = tuple(vault.claims("consent", _PROPS, ids=[entity]))
    persons = frozenset(one.value for one in said if one.prop == "person")
    return Consent(entity, persons, _state(said, persons, policy, on), _values(said, "conditions"))


def _state(said: Sequence[Statement], persons: Iterable[str], policy: Policy, on: date) -> State:
    if not persons:
        return "nobody"
    if _values(said, "withdrawn"):
        return "withdrawn"
    if any((day := _first(one)) is None or day > on for one in _of(said, "given")):
        return "not_yet"
    if any((day := _first(one)) is None or day < on for one in _of(said, "until")):
        return "expired"
    return "allows" if set(_values(said, "scope")) & set(policy.consent) else "scope"


def _of(said: Sequence[Statement], prop: str) -> list[Statement]:
    return [one for one in said if one.prop == prop]


def _values(said: Sequence[Statement], prop: str) -> tuple[str, ...]:
    return tuple(one.value for one in said if one.prop == prop)


def _first(one: Statement) -> date | None:
    """The first day a date may mean; None if it cannot be read."""
    try:
        return UncertainDate.parse(one.norm or one.value).widest.first
    except ValueError:
        return None
