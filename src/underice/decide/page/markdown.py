"""The page as Markdown, in the plain subset every reader of Markdown knows."""

from __future__ import annotations

import re
from dataclasses import replace

from underice.decide.page.figures import Table
from underice.decide.page.view import Section, View

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(view: View) -> str:
    """The whole page; words that came from people are escaped so that they stay text."""
    parts = [f"# {view.title}", ", ".join(view.facts) + ".", view.stance, f"**{view.table.title}**", _table(view.table)]
    parts += view.notes
    for one in view.sections:
        parts.append(_section(one))
    return "\n\n".join([*parts, view.made]) + "\n"


def words(view: View) -> int:
    """How many words or eojeol stand on the page, headings' marks and rows of the table included.

    What the user wrote herself is left out: nobody's own words are cut.
    """
    bare = replace(view, sections=tuple(replace(one, quoted=()) for one in view.sections))
    return len(markdown(bare).split())


def _section(one: Section) -> str:
    return "\n\n".join([f"## {one.title}", *one.sentences, *(f"> {_escaped(words)}" for words in one.quoted)])


def _table(table: Table) -> str:
    """The table without spaces around its bars: narrower to read as plain text, the same to a reader of Markdown."""
    rule = "|".join("---" if place == 0 else "---:" for place in range(len(table.head)))
    head, *rows = ["|".join(map(_escaped, row)) for row in (table.head, *table.rows)]
    return "\n".join(f"|{row}|" for row in (head, rule, *rows))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
