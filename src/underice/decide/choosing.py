"""The choice and its reasons, signed into the record by a person with a key of her own.

The program says nothing about whether a choice was right. It keeps what was chosen, why, on which day and with which
run before her, so that it can be read again years later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from underice.decide.saying import changed, retracted, said, values_of
from underice.exposure.signing import SigningKey, SigningRefused, signature_holds, signers
from underice.vault import canonical

if TYPE_CHECKING:
    from underice.exposure.signing import Signer
    from underice.vault.vault import Vault
    from underice.vault.view import Entity
    from underice.vocabulary.statement import Statement

KIND = "decision"


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """What was chosen. policy: its code. run: the id of the run that lay before her. signer: her id in the vault."""

    policy: str
    reasons: tuple[str, ...]
    by: str
    on: date
    run: bytes | None = None
    signer: bytes | None = None
    signature: bytes | None = None

    def __repr__(self) -> str:
        return f"Choice({self.policy}, signed={self.signature is not None}, reasons hidden)"


def choose(
    vault: Vault, decision: bytes, choice: Choice, key: SigningKey | None = None, *, lang: str | None = None
) -> Choice:
    """Record a choice as one action, signed if a key is given; the choice as recorded. An earlier one is replaced.

    Raises SigningRefused ("unknown-signer", "withdrawn") for a key that is not registered here, Unkept, VaultError.
    """
    choice = signed(vault, decision, choice, key) if key is not None else choice
    if statements := statements_of(vault, decision, choice, lang=lang):
        vault.record(statements, by=choice.by)
    return choice


def signed(vault: Vault, decision: bytes, choice: Choice, key: SigningKey) -> Choice:
    """The choice with the signature of whoever holds this key. Raises SigningRefused as `registered` does."""
    unsigned = replace(choice, signer=registered(vault, key, choice.on).entity, signature=None)
    return replace(unsigned, signature=key.sign(_message(decision, unsigned)))


def statements_of(vault: Vault, decision: bytes, choice: Choice, *, lang: str | None = None) -> list[Statement]:
    """What is recorded of a choice; [] if it stands so already. Raises Unkept, UnknownId."""
    values = {
        "choice": choice.policy,
        "decided": choice.on.isoformat(),
        "decided_by": choice.by,
        "considered": choice.run.hex() if choice.run else "",
        "signer": choice.signer.hex() if choice.signer else "",
        "signature": choice.signature.hex() if choice.signature else "",
    }
    before = vault.entity(decision).properties.get("reason", ())
    statements = changed(vault, decision, KIND, values)
    if [one.value for one in before] != list(choice.reasons):
        statements += [retracted(one.statement) for one in before]
        statements += [said(vault, decision, KIND, "reason", one, lang=lang) for one in choice.reasons]
    return statements


def choice_of(vault: Vault, entity: Entity) -> Choice | None:
    """The choice that stands for a decision; None if there is none yet."""
    values = values_of(entity)
    if not {"choice", "decided"} <= values.keys():
        return None
    octets = {name: bytes.fromhex(values[name]) for name in ("considered", "signer", "signature") if name in values}
    return Choice(
        values["choice"],
        tuple(one.value for one in entity.properties.get("reason", ())),
        values.get("decided_by", ""),
        date.fromisoformat(values["decided"]),
        octets.get("considered"),
        octets.get("signer"),
        octets.get("signature"),
    )


def signed_by(vault: Vault, decision: bytes, choice: Choice) -> Signer | None:
    """Whoever signed this choice and these reasons; None if nobody did, or if the signature does not fit them."""
    if choice.signer is None or choice.signature is None:
        return None
    signer = next((one for one in signers(vault) if one.entity == choice.signer), None)
    if signer is None or not signature_holds(signer.public, _message(decision, choice), choice.signature):
        return None
    return signer


def registered(vault: Vault, key: SigningKey, on: date) -> Signer:
    """The signer whose key this is. Raises SigningRefused: "unknown-signer", "withdrawn" (on that day or before)."""
    found = next((one for one in signers(vault) if one.public == key.public), None)
    if found is None:
        raise SigningRefused("unknown-signer")
    if found.withdrawn is not None and found.withdrawn <= on:
        raise SigningRefused("withdrawn")
    return found


def _message(decision: bytes, choice: Choice) -> bytes:
    """What is signed: which decision, what was chosen, why, by whom, when, and with which run before her."""
    return canonical.encode(
        ["choice", decision, choice.policy, list(choice.reasons), choice.by, choice.on.isoformat(), choice.run,
         choice.signer]
    )  # fmt: skip
