"""Search: people by name in any script, and every other record by its words; rows come while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.remembering import directory_of
from underice.desk.request import lang_of, sought, vault_of
from underice.desk.route import get, post

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.people.directory import Candidate
    from underice.vault.vault import Vault
    from underice.vocabulary.language import Language

_PEOPLE = 20
_RECORDS = 30
_OF_PROGRAM = ("disclosure", "identity", "kin")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may be meant: her id, name, other spellings and facts, and how surely."""

    id: str
    name: str
    told: tuple[str, ...]
    sure: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Another record that holds the words."""

    id: str
    heading: str
    kind: str
    label: str
    value: str
    lang: str


def find(request: Request) -> Response:
    """The page, or only its rows where a script asks."""
    words = sought(request, 200)
    vault, lang = vault_of(request), lang_of(request)
    people, more = _people(request, words, lang) if words else ((), 0)
    shown = {one.id for one in people}
    return page(
        request,
        "search/rows.html" if request.headers.get("hx-request") else "search/show.html",
        words=words,
        people=people,
        more=more,
        others=_others(vault, words, lang, shown) if words else (),
    )


def _people(request: Request, words: str, lang: Language) -> tuple[tuple[Person, ...], int]:
    found = directory_of(request).look_up(words, _PEOPLE)
    return tuple(_person(one, lang) for one in found.candidates), found.more


def _person(one: Candidate, lang: Language) -> Person:
    from underice.people.person_words import described, how_sure, kin_words, worth_telling

    others = [other for other in (*one.facts.names, *one.facts.aliases) if other != one.name][:3]
    return Person(
        one.key,
        one.name,
        (*others, *described([one.facts], lang), *kin_words(one.facts.kin, lang)),
        how_sure(one, lang),
        tuple(worth_telling(one.reasons, lang)),
    )


def _others(vault: Vault, words: str, lang: Language, shown: set[str]) -> tuple[Other, ...]:
    from underice.people.record_words import Namer
    from underice.vocabulary.kinds import kind, property_of

    namer = Namer(vault, lang)
    found: dict[bytes, Other] = {}
    for hit in vault.search(words, 4 * _RECORDS):
        if hit.entity in found or hit.entity.hex() in shown or hit.kind in _OF_PROGRAM:
            continue
        one = hit.claim.statement
        described, prop = kind(hit.kind), property_of(one.kind, one.prop)
        value = namer.value(one)
        found[hit.entity] = Other(
            hit.entity.hex(),
            namer.heading(hit.entity),
            described.label[lang] if described is not None else hit.kind,
            prop.label[lang] if prop is not None else one.prop,
            value if len(value) <= 120 else f"{value[:120]}…",
            one.lang or "",
        )
        if len(found) == _RECORDS:
            break
    return tuple(found.values())


ROUTES = (get("/search", find), post("/search", find, once=False))
