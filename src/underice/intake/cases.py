"""The case a list belongs to: an incident of the vault, found by what a person types."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from underice.vocabulary.spelling import fold

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_ID = re.compile(r"[0-9a-f]{4,32}")


def find_cases(vault: Vault, typed: str) -> tuple[bytes, ...]:
    """The incidents whose id begins with what was typed, else those with this title, else those whose title holds it.

    Case, width and blanks of a title do not matter. () if there is none.
    """
    text = typed.strip()
    if _ID.fullmatch(text.lower()):
        found = [one for one in vault.starting_with(text.lower()) if vault.kind_of(one) == "incident"]
        if found:
            return tuple(found)
    wanted = " ".join(fold(text).split())
    if not wanted:
        return ()
    titles = {entity: [" ".join(fold(one).split()) for one in words] for entity, words in _titles(vault).items()}
    exact = tuple(entity for entity, words in titles.items() if wanted in words)
    return exact or tuple(entity for entity, words in titles.items() if any(wanted in one for one in words))


def cases(vault: Vault) -> dict[bytes, str]:
    """All incidents that have a title, with it."""
    return {entity: words[0] for entity, words in _titles(vault).items()}


def _titles(vault: Vault) -> dict[bytes, list[str]]:
    claims = vault.claims("incident", ("title",))
    return {entity: [one.value for one in said] for entity, said in groupby(claims, lambda one: one.entity)}
