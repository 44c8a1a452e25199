"""Pages from templates, in the reader's language; everything that comes from the vault is escaped."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from underice.desk import navigation, static_files
from underice.desk.dates import day_words
from underice.desk.once import Once
from underice.desk.request import desk_of, lang_of
from underice.vocabulary.language import Language, josa, translation

if TYPE_CHECKING:
    from datetime import date

    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup
    from starlette.requests import Request

    from underice.desk.session import Session

FOLDER = Path(__file__).parent / "templates"
OTHER: dict[Language, tuple[Language, str]] = {"ko": ("en", "English"), "en": ("ko", "한국어")}
"""The other language of a page, and what it calls itself."""


@cache
def environment() -> Environment:
    """All templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(static=static_files.address, josa=josa, foreign=foreign)
    made.filters["day"] = pass_context(_day)
    return made


def _day(context: Context, on: date | str) -> str:
    """`{{ on|day }}`: a day in the words of the page's language."""
    return day_words(on, context["lang"])


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as text, and the nonce of the styles that a script of it may add ("" for none)."""

    text: str
    nonce: str


def render(request: Request, template: str, nonce: bool, context: dict[str, object]) -> Rendered:
    """Fill a template. nonce: a script of the page adds styles (the editor does)."""
    lang = lang_of(request)
    said = translation(lang)
    desk = desk_of(request)
    session: Session | None = request.scope.get("underice.session")
    made = secrets.token_urlsafe(16) if nonce else ""
    shared: dict[str, object] = {
        "_": said.gettext,
        "ngettext": said.ngettext,
        "lang": lang,
        "other": OTHER[lang],
        "switch": str(request.url.include_query_params(lang=OTHER[lang][0]).replace(scheme="", netloc="")),
        "path": request.url.path,
        "places": navigation.places(desk.paths, request.url.path, lang) if desk.keeper.open else (),
        "paths": desk.paths,
        "is_open": desk.keeper.open,
        "is_demo": bool(desk.settings.demo),
        "story_day": desk.settings.day,
        "idle": int(desk.settings.idle or 0),
        "token": session.token if session else "",
        "form_fields": _form_fields(session),
        "nonce": made,
        "page_keys": (),
    }
    return Rendered(environment().get_template(template).render({**shared, **context}), made)


def _form_fields(session: Session | None) -> Callable[[], Markup]:
    from markupsafe import Markup

    def fields() -> Markup:
        token = session.token if session else ""
        return Markup(
            '<input type="hidden" name="token" value="{}"><input type="hidden" name="once" value="{}">'
        ).format(token, Once.mark())

    return fields


def foreign(text: str, lang: str | None) -> Markup:
    """Words in another language than the page's, marked so that they are read out and set right."""
    from markupsafe import Markup

    return Markup('<span lang="{}">{}</span>').format(lang, text) if lang else Markup("{}").format(text)
