"""What pages work out of the whole vault, kept while it is open and until something it rests on is recorded."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from underice.desk.request import desk_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from underice.exposure.known import Known
    from underice.people.directory import Directory
    from underice.people.roll import Roll
    from underice.vault.vault import Vault
    from underice.vocabulary.language import Language

Made = TypeVar("Made")
OF_OVERVIEW = ("incident", "note", "identity")
"""Kinds of record on which `underice.intake.overview` rests."""
_OF_NAMES = ("person", "kin", "identity")
_OF_LEDGER = (*_OF_NAMES, "disclosure", "publication", "incident", "source")


def remembered(request: Request, name: Hashable, kinds: Sequence[str], make: Callable[[Vault], Made]) -> Made:
    """What `make` makes of the vault: made once, and anew after something about records of `kinds` was recorded.

    name: under which it is kept; the same name always goes with the same kinds. Raises Locked.
    """
    keeper = desk_of(request).keeper
    vault = keeper.vault
    kept = cast("dict[Hashable, tuple[int, Made]]", keeper.memory.setdefault("remembered", {}))
    count, standing = vault.count(), kept.get(name)
    if standing is None or (standing[0] != count and any(vault.changed(standing[0], kind) for kind in kinds)):
        standing = (count, make(vault))
    elif standing[0] != count:
        standing = (count, standing[1])
    kept[name] = standing
    return standing[1]


def directory_of(request: Request) -> Directory:
    """Everybody by name. Raises Locked."""
    from underice.people.directory import Directory

    return remembered(request, "directory", _OF_NAMES, Directory.open)


def roll_of(request: Request) -> Roll:
    """Everybody in the order of names. Raises Locked."""
    from underice.people.roll import Roll

    return remembered(request, "roll", _OF_NAMES, lambda _vault: Roll(directory_of(request).table))


def in_public(request: Request) -> Known:
    """Those about whom anything is public, and what. Raises Locked."""
    from underice.exposure.registered import in_public

    return remembered(request, "public", _OF_LEDGER, in_public)


def left_in_words(request: Request, key: str, lang: Language) -> str:
    """How few one person is left among by what is public about her. key: as in `in_public`. Raises Locked."""
    from underice.exposure.report.ledger_words import left_said

    known = in_public(request)
    return remembered(request, ("left", key, lang), _OF_LEDGER, lambda _vault: left_said(key, known, lang))
