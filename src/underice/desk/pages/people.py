"""Everybody in the vault, by name, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.remembering import roll_of
from underice.desk.request import asked, form, lang_of, sought, vault_of
from underice.desk.route import get, post

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A person of the list: her id, the spelling she stands under, and what is known of her."""

    id: str
    name: str
    told: tuple[str, ...]


def every(request: Request) -> Response:
    """Everybody, or those whose names begin so; only the rows where a script asks."""
    from underice.people import dossier
    from underice.people.person_words import described

    words = sought(request, 100)
    after = form(request).first("after")[:32] or asked(request, "after", limit=32)
    vault, lang, roll = vault_of(request), lang_of(request), roll_of(request)
    found = roll.page(after, words, _ROWS)
    ids = [bytes.fromhex(one.key) for one in found.people]
    facts = {one.key: one for one in dossier.own_facts(vault, ids)}
    rows = []
    for one in found.people:
        own = facts.get(one.key)
        others = [name for name in (*own.names, *own.aliases) if name != one.name][:3] if own is not None else []
        told = described([own], lang) if own is not None else []
        rows.append(Row(one.key, one.name, (*others, *told)))
    return page(
        request,
        "people/rows.html" if request.headers.get("hx-request") else "people/every.html",
        words=words, rows=rows, after=found.after, first=found.first, count=len(roll),
    )  # fmt: skip


ROUTES = (get("/people", every), post("/people", every, once=False))
