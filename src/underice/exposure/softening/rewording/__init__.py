"""Softer words put into a draft: in its own language, with the particles, articles and punctuation that go with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from underice.exposure.softening.rewording.editing import Change, Edit, Hand

if TYPE_CHECKING:
    from underice.exposure.reader.model import Lang

__all__ = ["Change", "reword"]


def reword(text: str, lang: Lang, changes: Iterable[Change]) -> str:
    """The draft with all changes made; line ends stay where they are, so lines still correspond.

    changes: in any order; of two that overlap the one further right, then the longer one, is made. Changes are made
    from the end of the text, so that everything before a change still stands at its old place.
    """
    hand = _hand(lang)
    wanted = sorted(changes, key=lambda change: (change.span.start, change.span.end - change.span.start), reverse=True)
    floor = len(text)
    for change in wanted:
        if change.span.end > floor:
            continue
        edit = hand(text, change)
        if edit is None:
            continue
        text, floor = _made(text, edit, change)
    return text


def _made(text: str, edit: Edit, change: Change) -> tuple[str, int]:
    new = unicodedata.normalize("NFC", edit.new)
    return text[: edit.start] + new + text[edit.end :], min(edit.start, change.span.start)


def _hand(lang: Lang) -> Hand:
    # Only the language of the draft is loaded.
    if lang == "ko":
        from underice.exposure.softening.rewording.korean import korean

        return korean
    from underice.exposure.softening.rewording.english import english

    return english
