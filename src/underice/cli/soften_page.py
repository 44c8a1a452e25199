"""The softer text as one page with its changes: deletions struck, insertions underlined, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from underice.exposure.report.softer_words import closing, headline
from underice.exposure.report.visible import visible
from underice.exposure.softening.changes import Replacement, as_html
from underice.exposure.softening.ways import Softening, Way
from underice.vocabulary.language import Language, translation

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --paper: #fdfcf9; --soft: #5c5953; --out: #8c1c13; --in: #0b5a2a;
  --out-ground: #fbe3df; --in-ground: #dff3e4; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8df; --paper: #1a1917; --soft: #aaa499; --out: #ffb3a7;
  --in: #a8e6bb; --out-ground: #4d1b15; --in-ground: #123a20; } }
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 46rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.9 "Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", system-ui, sans-serif; overflow-wrap: anywhere; }
:lang(ko) { word-break: keep-all; }
h1 { font-size: 1.3rem; line-height: 1.4; }
.text { white-space: pre-wrap; }
del { color: var(--out); background: var(--out-ground); text-decoration: line-through; }
ins { color: var(--in); background: var(--in-ground); text-decoration: underline; text-decoration-thickness: 2px; }
del::before, del::after, ins::before, ins::after { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); font-size: .9rem; }
"""


def page(softening: Softening, way: Way, lang: Language) -> str:
    """The page as HTML text. Everything that comes from the draft is escaped."""
    _ = translation(lang).gettext
    digest = base64.b64encode(hashlib.sha256(_style(lang).encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    text, changes = _shown(softening.check.reading.text, way.changes)
    draft_lang = softening.check.reading.lang
    title = _("The draft in softer words")
    foot = _("Made by Underice on this computer. This page quotes the draft: keep it as you keep the draft.")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex, nofollow, noarchive">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_style(lang)}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(headline(softening, lang))}</p>\n"
        f'<div class="text" lang="{draft_lang}">{as_html(text, changes)}</div>\n'
        f'</main>\n<footer class="soft"><p>{escape(closing(softening, lang))}</p><p>{escape(foot)}</p></footer>\n'
        "</body>\n</html>\n"
    )


def _style(lang: Language) -> str:
    """The style sheet; words for those who hear the page say what is taken out and what is put in."""
    _ = translation(lang).gettext
    said = {
        "del::before": _("taken out:"), "del::after": _("end"), "ins::before": _("put in:"), "ins::after": _("end"),
    }  # fmt: skip
    return _STYLE + "".join(f'{where} {{ content: " {words} "; }}\n' for where, words in said.items())


def _shown(text: str, changes: tuple[Replacement, ...]) -> tuple[str, tuple[Replacement, ...]]:
    """The draft and its changes without signs that turn the writing direction; offsets stay true."""
    return visible(text), tuple(Replacement(one.start, one.end, visible(one.old), visible(one.new)) for one in changes)
