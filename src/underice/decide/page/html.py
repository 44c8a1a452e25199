"""The page as one self-contained HTML file: no script, nothing loaded from anywhere, readable in print and in grey."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from underice.decide.page import svg
from underice.decide.page.figures import Figure
from underice.decide.page.view import View
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent


@cache
def _style() -> str:
    return (_HERE / "page.css").read_text(encoding="utf-8") + svg.style()


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html")


def policy() -> str:
    """The page's Content-Security-Policy: nothing may load or run; only this very style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def html(view: View, main: Figure, figures: Sequence[Figure], annex: Sequence[str] = ()) -> str:
    """The whole page as text (write it as UTF-8).

    main: the chart of all groups, in the first screen. figures: the others. annex: further lines below the charts.
    """
    return _template().render(
        view=view, main=main, figures=figures, annex=annex, style=_style(), policy=policy(), say=_words(view.lang)
    )


def plain(text: str, lang: Language) -> str:
    """A page that was kept as text, as HTML: its lines as they are, under the same policy."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        f"<title>{escape(text.partition(chr(10))[0].lstrip('# '))}</title>\n<style>{_style()}</style>\n</head>\n"
        f'<body><pre class="kept">{escape(text)}</pre></body>\n</html>\n'
    )


def _words(lang: Language) -> dict[str, str]:
    """What the page itself says around the view."""
    _ = translation(lang).gettext
    return {
        "numbers": _("The same in numbers"),
        "charts": _("Annex: charts"),
        "more": _("Annex: sentences, ranges, cases"),
        "footer": _(
            "Made by Underice on this computer. Nothing was sent anywhere. Keep this page as you keep the list."
        ),
    }
