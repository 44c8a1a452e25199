"""The invented story, step by step: in the demo, what to do next and the texts to do it with; else where to find it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.remembering import OF_OVERVIEW, remembered
from underice.desk.request import desk_of, lang_of, vault_of
from underice.desk.route import get
from underice.vocabulary.language import Language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.vault.vault import Vault

FOLDER = Path(__file__).resolve().parent.parent.parent / "story"
LAST_LIST, ALL_LISTS = "email_en.txt", 3
DRAFTS: dict[Language, str] = {"ko": "draft_ko.md", "en": "appeal_en.md"}
GOES_OUT = "2026-02-14"
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the story that a form brings in."""

    lang: Language
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Believed:
    """What the documenter of the story believes about one quantity, in words, and on what basis."""

    name: str
    low: str
    high: str
    basis: str


def show(request: Request) -> Response:
    """The seven steps. done: those of which something is on record already."""
    if not desk_of(request).settings.demo:
        return page(request, "story/show.html", told=False)
    from underice.intake.overview import overview

    vault = vault_of(request)
    cases = remembered(request, "overview", OF_OVERVIEW, overview).cases
    return page(
        request,
        "story/show.html",
        told=True,
        case=cases[0].id.hex() if cases else "",
        mail=(FOLDER / "lists" / LAST_LIST).read_text(encoding="utf-8"),
        drafts=[_text(lang, name) for lang, name in DRAFTS.items()],
        goes_out=GOES_OUT,
        believed=_believed(lang_of(request)),
        done=_done(vault),
    )


def _text(lang: Language, name: str) -> Text:
    words = (FOLDER / name).read_text(encoding="utf-8")
    return Text(lang, words.split("\n", 1)[0].lstrip("# ")[:_LONGEST_TITLE], words)


def _believed(lang: Language) -> tuple[Believed, ...]:
    """The ranges that the story enters."""
    import tomllib

    from underice.decide.page import words

    told = tomllib.loads((FOLDER / "decision.toml").read_text(encoding="utf-8"))["ranges"]
    return tuple(
        Believed(
            words.belief(name, lang), words.amount(name, one["low"], lang), words.amount(name, one["high"], lang),
            one["basis"],
        )
        for name, one in told.items()
    )  # fmt: skip


def _done(vault: Vault) -> frozenset[int]:
    """The steps that somebody has gone already."""
    from underice.intake.undoing import imports
    from underice.people import verdicts

    lists = [one for one in imports(vault, ALL_LISTS * 2) if one.stands]
    steps = {1} if len(lists) >= ALL_LISTS else set()
    steps |= {2} if next(iter(verdicts.standing(vault)), None) is not None else set()
    kinds = {3: "disclosure", 4: "draft", 5: "decision", 6: "clearance", 7: "outcome"}
    return frozenset(steps | {step for step, kind in kinds.items() if next(vault.entities(kind), None) is not None})


ROUTES = (get("/story", show),)
