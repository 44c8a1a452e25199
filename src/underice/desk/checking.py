"""The checks of drafts that pages show: each worked out once, kept while the vault is open, on what it holds by now."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from underice.desk.remembering import remembered
from underice.desk.request import desk_of, today

if TYPE_CHECKING:
    from starlette.requests import Request

    from underice.exposure.check import Check
    from underice.exposure.drafts import Kept
    from underice.exposure.known import Known
    from underice.exposure.softening.ways import Softening

_MOST = 12
Found = TypeVar("Found")
Name = TypeVar("Name")
_OF_PEOPLE = ("person", "kin", "incident", "disclosure", "publication", "identity")
"""Kinds of record on which it depends who is registered and what is public."""
Key = tuple[object, ...]


@dataclass(slots=True)
class Checks:
    """What was worked out so far. Pages that work beside the vault's thread look in here too, hence the lock."""

    checks: OrderedDict[Key, Check] = field(default_factory=OrderedDict)
    ways: OrderedDict[Key, Softening] = field(default_factory=OrderedDict)
    tickets: OrderedDict[str, Key] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


def checks_of(request: Request) -> Checks:
    """What was worked out since the vault was opened. Raises Locked."""
    memory = desk_of(request).keeper.memory
    return cast(Checks, memory.setdefault("checks", Checks()))


def known_of(request: Request, case: bytes | None) -> Known:
    """Who is registered in a case, or in the vault, and what is public about them, as it stands. Raises Locked."""
    from underice.exposure.registered import known

    return remembered(request, ("known", case), _OF_PEOPLE, lambda vault: known(vault, case))


def key_of(request: Request, draft: Kept) -> Key:
    """Names the check of a draft as it stands, beside the vault as it stands."""
    known = known_of(request, draft.case)
    return (draft.text, draft.published or today(request), draft.audience, draft.corrections, draft.meant, id(known))


def checked(request: Request, draft: Kept) -> Check:
    """The check of a draft, beside its case. Raises Locked, BadCorrection."""
    from underice.exposure.check import weigh
    from underice.exposure.corrections import read_corrected
    from underice.exposure.drafts import confirmed
    from underice.exposure.policy import policy

    kept, key = checks_of(request), key_of(request, draft)
    with kept.lock:
        found = kept.checks.get(key)
    if found is None:
        reading = read_corrected(draft.text, draft.corrections, on=draft.published or today(request))
        known = known_of(request, draft.case)
        meant = confirmed(draft.meant, reading)
        asked = policy(draft.audience)
        beside = known.confirming(meant) if meant else known
        found = weigh(reading, k=asked.households, known=beside, insider=asked.insider)
        _remember(kept, kept.checks, key, found)
    return found


def ticket(request: Request, draft: Kept) -> str:
    """A word by which the check of a draft can be asked for where the vault may not be touched. Raises Locked."""
    kept, key = checks_of(request), key_of(request, draft)
    with kept.lock:
        known = next((word for word, other in kept.tickets.items() if other == key), None)
    word = known or secrets.token_urlsafe(9)
    _remember(kept, kept.tickets, word, key)
    return word


def softened(kept: Checks, word: str) -> Softening | None:
    """The softer ways of a draft whose check is at hand; None if it is not. Takes seconds: not on the vault's thread."""
    from underice.exposure.softening.ways import soften

    with kept.lock:
        key = kept.tickets.get(word, ())
        check, found = kept.checks.get(key), kept.ways.get(key)
    if found is None and check is not None:
        found = soften(check, k=check.k)
        _remember(kept, kept.ways, key, found)
    return found


def at_hand(request: Request, draft: Kept) -> Softening | None:
    """The softer ways of a draft, if they were worked out before."""
    kept, key = checks_of(request), key_of(request, draft)
    with kept.lock:
        return kept.ways.get(key)


def _remember(kept: Checks, place: OrderedDict[Name, Found], key: Name, found: Found) -> None:
    with kept.lock:
        place[key] = found
        place.move_to_end(key)
        while len(place) > _MOST:
            place.popitem(last=False)
