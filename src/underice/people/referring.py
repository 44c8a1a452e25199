"""Which record is meant by what is typed for it: its id, the beginning of its id, a name in any script, words of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from underice.vocabulary.kinds import kind
from underice.vocabulary.statement import ID_SIZE

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_SHORTEST = 4
_LOOKED_AT = 200


def meant(vault: Vault, kinds: Sequence[str], typed: str, most: int = 9) -> tuple[bytes, ...]:
    """The records of these kinds that may be meant, the likeliest first, at most `most`; () if there is none."""
    text = " ".join(typed.split())
    digits = text.lower()
    if _SHORTEST <= len(digits) <= 2 * ID_SIZE and set(digits) <= set("0123456789abcdef"):
        found = tuple(one for one in vault.starting_with(digits) if vault.kind_of(one) in kinds)
        if found:
            return found[:most]
    if not text:
        return ()
    found_: dict[bytes, None] = {}
    if "person" in kinds:
        found_.update(dict.fromkeys(_people(vault, text, most)))
    found_.update(dict.fromkeys(_by_words(vault, [one for one in kinds if one != "person"], text)))
    return tuple(found_)[:most]


def _people(vault: Vault, text: str, most: int) -> tuple[bytes, ...]:
    """People of this name; if there are none, those whose name is near it."""
    from underice.people.directory import Directory

    found = Directory.open(vault).look_up(text, most).candidates
    named = tuple(bytes.fromhex(one.key) for one in found if one.fit != "near")
    return named or tuple(bytes.fromhex(one.key) for one in found)


def _by_words(vault: Vault, kinds: Sequence[str], text: str) -> Iterator[bytes]:
    """Records of these kinds with the words in what they are called; then those that hold them elsewhere."""
    elsewhere: list[bytes] = []
    for hit in vault.search(text, _LOOKED_AT) if kinds else ():
        described = kind(hit.kind)
        if hit.kind not in kinds or described is None:
            continue
        if hit.claim.statement.prop in described.title:
            yield hit.entity
        else:
            elsewhere.append(hit.entity)
    yield from elsewhere
