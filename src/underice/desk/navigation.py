"""The bar at the top of every page: where one can go from anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from underice.vocabulary.language import Language, translation


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


PLACES = (
    ("/", _("Desk")),
    ("/statements/new", _("Add")),
    ("/lists/new", _("List in")),
    ("/drafts", _("Drafts")),
    ("/ledger", _("Already public")),
    ("/decisions", _("Speak or wait")),
    ("/history", _("History")),
    ("/vault", _("Vault")),
)
"""Paths and what they are called. Only those that have a page are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the bar; `here` if the page shown is it or lies below it."""

    path: str
    name: str
    here: bool


def places(known: frozenset[str], shown: str, lang: Language) -> tuple[Place, ...]:
    """The entries of the bar on the page at `shown`."""
    say = translation(lang).gettext
    return tuple(
        Place(path, say(name), shown == path or (path != "/" and shown.startswith(f"{path}/")))
        for path, name in PLACES
        if path in known
    )
