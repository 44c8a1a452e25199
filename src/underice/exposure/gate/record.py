"""The record of a clearance as statements of the vault, and finding one again."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from underice.exposure.gate.cleared import Content, Numbers
from underice.vault import canonical
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement

if TYPE_CHECKING:
    from underice.vault.vault import Vault

KIND = "clearance"
_PURPOSE = "cleared text"


def mark(vault: Vault, text: str, audience: str, published: date) -> bytes:
    """What ties a clearance to exactly this text, audience and day: a hash under a key that never leaves the vault."""
    told = canonical.encode([unicodedata.normalize("NFC", text), audience, published.isoformat()])
    return vault.mark(_PURPOSE, told)


def statements(
    content: Content,
    mark: bytes,
    numbers: Iterable[Numbers],
    asked: int,
    *,
    acknowledged: Iterable[str] = (),
    consents: Iterable[tuple[bytes, str]] = (),
    overridden: Iterable[str] = (),
    reason: str = "",
    second: bytes | None = None,
    signature: bytes | None = None,
    publication: bytes | None = None,
) -> list[Statement]:
    """The clearance as statements, to be recorded in one action with what the ledger gains.

    asked: households asked for (k). consents: with the reason for each. overridden: "code:ref" of what was overridden,
    with the reason, the id of the second signer and her signature. publication: the entry of the ledger.
    """
    values: list[tuple[str, str]] = [
        ("title", content.title),
        ("audience", content.audience),
        ("published", content.published.isoformat()),
        ("language", content.lang),
        ("text", content.text),
        ("mark", mark.hex()),
        ("signed_by", content.signed_by),
        ("smallest", str(asked)),
        *(("finding", json.dumps(asdict(one), sort_keys=True)) for one in numbers),
        *(("acknowledged", words) for words in acknowledged),
        *((name, value) for id_, why in consents for name, value in (("consent", id_.hex()), ("reason", why))),
        *(("overridden", code) for code in overridden),
    ]
    if second is not None and signature is not None:
        values += [("reason", reason), ("second", second.hex()), ("signature", signature.hex())]
    if publication is not None:
        values.append(("publication", publication.hex()))
    return [_said(content.record, name, value, content.lang) for name, value in values]


def _said(entity: bytes, name: str, value: str, lang: str) -> Statement:
    """A statement of the clearance about itself: what the gate did needs no other source."""
    prop = property_of(KIND, name)
    written = lang if name in ("text", "title") else None
    return Statement(entity, KIND, name, value, entity, lang=written, sensitivity=prop.sensitivity if prop else 3)


def earlier(vault: Vault, mark: bytes) -> bytes | None:
    """The clearance that stands for this text, audience and day; None if there is none."""
    for one in vault.claims(KIND, ("mark",)):
        if one.value == mark.hex():
            return one.entity
    return None


def content(vault: Vault, entity: bytes) -> Content:
    """What a clearance cleared. Raises UnknownId."""
    found = vault.entity(entity).properties
    said = {name: claims[-1].value for name, claims in found.items()}
    signer = found["second"][-1].value if "second" in found else None
    name = vault.entity(bytes.fromhex(signer)).properties["name"][-1].value if signer is not None else None
    return Content(
        text=said["text"],
        title=said["title"],
        lang=said["language"],
        audience=said["audience"],
        published=date.fromisoformat(said["published"]),
        signed_by=said["signed_by"],
        second=name,
        signed_at=found["mark"][-1].recorded.at,
        record=entity,
    )


def second_message(mark: bytes, overridden: Iterable[str], reason: str, first: str) -> bytes:
    """What a second person signs: this text for this audience on this day, what is overridden, why, and beside whom."""
    return canonical.encode([mark, sorted(overridden), reason, first])
