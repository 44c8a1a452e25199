"""The report as one self-contained page: no script, nothing loaded from anywhere, readable in print and in grey."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from underice.exposure.report.view import View
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent


@cache
def _style() -> str:
    return (_HERE / "report.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html")


def policy() -> str:
    """The page's Content-Security-Policy: nothing may load or run; only this very style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(view: View) -> str:
    """The whole page as HTML text (write it as UTF-8). Everything that comes from the draft is escaped."""
    return _template().render(view=view, style=_style(), policy=policy(), say=_page_words(view.lang))


def _page_words(lang: Language) -> dict[str, str]:
    """What the page itself says around the report's rows."""
    _ = translation(lang).gettext
    return {
        "order": _("Who is exposed, in order of danger"),
        "who": _("Who"),
        "few": _("How few fit"),
        "absent": _("Households on a list of the absent"),
        "everyone": _("Households among everyone in the North"),
        "group": _("To those who made the arrest"),
        "hint": _(
            "Each number is a range of households, and of people, who fit the counted words. The lower end of households "
            "decides. Words that are not counted can only make it smaller."
        ),
        "instead": _("What to say instead"),
        "away": _("leave out"),
        "draft": _("The draft, with the words that do it"),
        "strong": _("gives away most"),
        "counted": _("counted"),
        "uncounted": _("told, but not counted"),
        "persons": _("Person by person"),
        "rest": _("Told, but not counted (makes it fewer):"),
        "notices": _("To settle first"),
        "assumptions": _("Assumptions behind the numbers"),
        "limits": _("What this does not protect against"),
        "footer": _(
            "Made by Underice on this computer. Nothing was sent anywhere. "
            "This page quotes the draft: keep it as you keep the draft."
        ),
    }
