"""The decision: may this text go out to this audience, signed off by this person? And its record, before anything else.

The gate counts again itself, with the audience's k and the ledger as it is now; a check made elsewhere is only where
the reading and the editor's word on who is who come from. What it lets out is recorded together with what the ledger
gains in one action of the vault, so that a crash leaves both or none. Asking twice for the same text, audience and day
records once.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from underice.exposure.check import Check, weigh
from underice.exposure.corrections import dumped
from underice.exposure.disclosing import disclosed
from underice.exposure.gate import record
from underice.exposure.gate.cleared import Cleared, Content, Numbers, _issue
from underice.exposure.gate.consents import Allowed, Used, allowed
from underice.exposure.gate.quoting import Quoted, quoted
from underice.exposure.gate.reasons import (
    CHECKLIST,
    OVERRIDABLE,
    Acknowledged,
    Code,
    Reason,
    numbers,
    of_the_people,
    of_the_text,
    settled,
)
from underice.exposure.ledger import Disclosed, Publication, entries
from underice.exposure.policy import Policy, policy
from underice.exposure.registered import current
from underice.exposure.signing import Signer, SigningKey, SigningRefused, second_person
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_SIGNING: dict[str, Code] = {
    "unknown-signer": "unknown_signer", "withdrawn": "withdrawn_signer", "same-person": "same_person"
}  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What is to go out: the text exactly, and what to call it (never written outside the vault)."""

    text: str
    title: str = ""

    def __repr__(self) -> str:
        return f"Draft({len(self.text)} characters, hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Override:
    """The will to let a text out against the rules: why, and the key of a second person who signs for it."""

    reason: str
    second: SigningKey

    def __repr__(self) -> str:
        return "Override(hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class SignOff:
    """Who signs off, which consents she relies on, and what no count decides and she has looked at."""

    by: str
    consents: tuple[Used, ...] = ()
    acknowledged: frozenset[Acknowledged] = frozenset()
    override: Override | None = None

    def __repr__(self) -> str:
        return f"SignOff({len(self.consents)} consents, hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Refused:
    """The gate says no: every reason at once, and the check they come from. Nothing was recorded or written."""

    reasons: tuple[Reason, ...]
    check: Check
    policy: Policy

    def __repr__(self) -> str:
        return f"Refused({', '.join(one.code for one in self.reasons)})"

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of the reasons, in their order."""
        return tuple(one.code for one in self.reasons)

    @property
    def can_be_overridden(self) -> bool:
        """True if a reason and a second person's signature would be enough."""
        return all(code in OVERRIDABLE for code in self.codes)


@dataclass(frozen=True, slots=True, repr=False)
class Examined:
    """What the gate would let out. ledger: what it would gain. overridden: what a second person signs for. again: True
    if this was cleared before, so that nothing more would be recorded.
    """

    text: str
    check: Check
    policy: Policy
    ledger: tuple[Disclosed, ...]
    overridden: tuple[str, ...]
    again: bool

    def __repr__(self) -> str:
        return f"Examined({len(self.ledger)} entries, hidden)"


@dataclass(frozen=True, slots=True)
class _Case:
    """What the decision rests on."""

    draft: Draft
    check: Check
    policy: Policy
    sign_off: SignOff
    vault: Vault
    allowed: Allowed
    on: date


@dataclass(frozen=True, slots=True)
class _Second:
    """A second person's part: who, her signature, and what it covers."""

    signer: Signer | None = None
    signature: bytes | None = None
    overridden: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())


def clear(draft: Draft, *, check: Check, audience: str, sign_off: SignOff, vault: Vault) -> Cleared | Refused:
    """Decide, and record the clearance if the answer is yes.

    draft: exactly what goes out. check: of that text. audience: a name of data/policies.toml (KeyError otherwise).
    vault: open for writing; where consents, the ledger and the clearance are. Raises what recording raises; then nothing
    has been recorded, and nothing is cleared.
    """
    found = _decide(draft, check, audience, sign_off, vault)
    if isinstance(found, Refused):
        return found
    case, mark, second = found
    return _recorded(case, mark, second)


def examine(draft: Draft, *, check: Check, audience: str, sign_off: SignOff, vault: Vault) -> Examined | Refused:
    """What `clear` would decide, without recording anything: to be shown to whoever signs off. The vault may be open
    for reading only.
    """
    found = _decide(draft, check, audience, sign_off, vault)
    if isinstance(found, Refused):
        return found
    case, mark, second = found
    earlier = record.earlier(vault, mark)
    return Examined(case.draft.text, case.check, case.policy, _told(case), second.overridden, earlier is not None)


def _decide(
    draft: Draft, check: Check, audience: str, sign_off: SignOff, vault: Vault
) -> tuple[_Case, bytes, _Second] | Refused:
    """Everything held against the text; what stands if nothing does."""
    asked = policy(audience)
    text = unicodedata.normalize("NFC", draft.text)
    known = current(vault, check.known) if check.known is not None else None
    fresh = weigh(check.reading, k=asked.households, known=known, insider=asked.insider)
    on = fresh.reading.date
    faults = list(of_the_text(text, fresh))
    if on is None:
        return Refused(tuple(faults), fresh, asked)
    may = allowed(vault, fresh, asked, sign_off.consents, on)
    case = _Case(replace(draft, text=text), fresh, asked, sign_off, vault, may, on)
    against = [*faults, *_against(case)]
    mark = record.mark(vault, text, audience, on)
    second = _second(case, mark, against)
    left = tuple(one for one in against if second.signer is None or one.code not in OVERRIDABLE)
    if left or second.reasons:
        return Refused((*left, *second.reasons), fresh, asked)
    return case, mark, second


def _against(case: _Case) -> Iterator[Reason]:
    """Everything that speaks against the text as it stands and has not been acknowledged."""
    found = [
        *case.allowed.reasons,
        *of_the_people(case.check, case.policy, case.allowed.by_ref),
        *_quoted(case),
        *(Reason(code) for code in CHECKLIST),
    ]
    known = case.sign_off.acknowledged
    # Whoever took consent back is not identified by anybody's override.
    back = case.allowed.withdrawn
    for one in found:
        if one.code == "identified":
            refs = tuple(ref for ref in one.refs if ref not in back)
            if refs:
                yield replace(one, refs=refs)
        elif one.code not in known:
            yield one


def _quoted(case: _Case) -> Iterator[Reason]:
    """What the text quotes from the vault above the class that may leave, one reason for each property."""
    found: dict[str, list[Quoted]] = {}
    for one in quoted(case.vault, case.draft.text, case.policy.classes):
        if not _settled(one, case):
            found.setdefault(one.prop, []).append(one)
    for prop, quotes in found.items():
        words = tuple(dict.fromkeys(case.draft.text[one.start : one.end] for one in quotes))
        yield Reason(
            "quoted", asked=case.policy.classes, prop=prop, words=words,
            records=tuple(dict.fromkeys(one.statement for one in quotes)),
        )  # fmt: skip


def _settled(one: Quoted, case: _Case) -> bool:
    """True for words of a person who has consented, and for a name that the reading has judged already."""
    if one.entity.hex() in case.allowed.persons or one.consent in case.allowed.by_ref.values():
        return True
    reading = case.check.reading
    identified = {each.ref for each in case.check.persons if each.identified is not None}
    public = {each.ref for each in reading.persons if each.role == "public_figure"}
    return one.prop in ("person.name", "person.alias") and any(
        span.label == "name"
        and span.start <= one.start
        and one.end <= span.end
        and {*span.refs} & (identified | public)
        for span in reading.spans
    )


def _second(case: _Case, mark: bytes, against: Sequence[Reason]) -> _Second:
    """The second person's part, if an override is asked for and there is something to override."""
    override = case.sign_off.override
    overridden = tuple(_named(one) for one in against if one.code in OVERRIDABLE)
    if override is None or not overridden:
        return _Second()
    if not override.reason.strip():
        return _Second(reasons=(Reason("override_without_reason"),))
    try:
        signer = second_person(case.vault, override.second, first=case.sign_off.by, on=case.on)
    except SigningRefused as refused:
        return _Second(reasons=(Reason(_SIGNING[refused.code]),))
    message = record.second_message(mark, overridden, override.reason.strip(), case.sign_off.by)
    return _Second(signer, override.second.sign(message), overridden)


def _named(one: Reason) -> str:
    """A reason as it is kept: its code, whom it is about, the numbers."""
    about = ",".join(one.refs) or one.prop
    return " ".join(part for part in (one.code, about, ",".join(map(str, one.numbers))) if part)


def _recorded(case: _Case, mark: bytes, second: _Second) -> Cleared:
    """Record the clearance and what the ledger gains, once, and make the cleared text."""
    told = numbers(case.check)
    found = record.earlier(case.vault, mark)
    if found is not None:
        return _issue(record.content(case.vault, found), told)
    content = Content(
        text=case.draft.text,
        title=" ".join(unicodedata.normalize("NFC", case.draft.title).split()) or "—",
        lang=case.check.reading.lang,
        audience=case.policy.audience,
        published=case.on,
        signed_by=case.sign_off.by,
        second=second.signer.name if second.signer is not None else None,
        signed_at=int(time.time()),
        record=new_id(),
    )
    said = _statements(case, content, mark, told, second)
    case.vault.record(said, by=case.sign_off.by)
    return _issue(content, told)


def _statements(
    case: _Case, content: Content, mark: bytes, told: Sequence[Numbers], second: _Second
) -> list[Statement]:
    """The whole action: the clearance, and what the text makes public about registered people."""
    publication, gained = _gained(case, content)
    override = case.sign_off.override
    clearance = record.statements(
        content,
        mark,
        told,
        case.policy.households,
        acknowledged=_acknowledged(case),
        consents=[(one.consent, one.reason.strip()) for one in case.sign_off.consents],
        overridden=second.overridden,
        reason=override.reason.strip() if override is not None else "",
        second=second.signer.entity if second.signer is not None else None,
        signature=second.signature,
        publication=publication,
    )
    return [*gained, *clearance]


def _gained(case: _Case, content: Content) -> tuple[bytes | None, list[Statement]]:
    """What the ledger gains, as statements, and under which publication."""
    told = _told(case)
    if not told:
        return None, []
    ours = Publication(content.title, content.published.isoformat(), lang=content.lang, ours=True)
    found, said = entries(case.vault, ours, told)
    return bytes.fromhex(found.publication), said


def _told(case: _Case) -> tuple[Disclosed, ...]:
    """Exactly what the text tells of people of whom it is settled who they are; nothing if it makes nothing public."""
    return disclosed(case.check.reading, settled(case.check)) if case.policy.ledger else ()


def _acknowledged(case: _Case) -> list[str]:
    """What was acknowledged, with the words it is about."""
    text = case.check.reading.text
    found = {one.code: one for one in of_the_people(case.check, case.policy, case.allowed.by_ref)}
    kept = []
    for code in sorted(case.sign_off.acknowledged):
        one = found.get(code)
        words = ", ".join(dict.fromkeys(text[span.start : span.end] for span in one.spans)) if one else ""
        kept.append(f"{code}: {words}" if words else code)
    corrections = case.check.reading.corrections
    if corrections:
        # What the numbers rest on has to be readable years later: also where the editor knew better than the reader.
        kept.append(f"corrections: {dumped(corrections)}")
    return kept
