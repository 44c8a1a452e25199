"""What a draft's file gives away besides its text, told while it is checked: messages, JSON lines, notices of the page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from underice.cli.errors import tell
from underice.exposure.report.file_notes import file_sentence
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.cli.reading_files import Draft
    from underice.exposure.report.lines import Json
    from underice.exposure.report.view import View

_MANY_PAGES = 10
"""Pages from which on reading a file takes long enough to be shown as it goes."""


def tell_file(draft: Draft, lang: Language) -> None:
    """Say on standard error how the file was read and what it holds besides. Programs' names are left to the page."""
    _ = translation(lang).gettext
    if draft.guessed is not None:
        tell(_("The text is not UTF-8; it was read as {encoding}. If it looks wrong, save it as UTF-8.").format(
            encoding=draft.guessed
        ))  # fmt: skip
    for note in draft.notes:
        if note.code != "made_with":
            tell(file_sentence(note, lang))


def file_lines(draft: Draft) -> Iterator[dict[str, Json]]:
    """The same as objects of kind "file" for other programs."""
    for note in draft.notes:
        yield {
            "kind": "file",
            "code": note.code,
            "n": note.n,
            "other": note.other,
            "names": [{"role": name.role, "name": name.name} for name in note.names],
            "words": list(note.words),
        }


def with_file(shown: View, draft: Draft, lang: Language) -> View:
    """The report with what is to be said about the file among its notices, after those about the text."""
    told = tuple(file_sentence(note, lang) for note in draft.notes)
    return replace(shown, notices=(*shown.notices, *told)) if told else shown


@contextmanager
def page_progress(lang: Language) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error for a file of many pages, if a person watches; it appears with the first page."""
    with ExitStack() as stack:
        update: Callable[[int, int], None] | None = None

        def show(done: int, total: int) -> None:
            nonlocal update
            if total < _MANY_PAGES or not sys.stderr.isatty():
                return
            if update is None:
                update = _bar(stack, total, lang)
            update(done, total)

        yield show


def _bar(stack: ExitStack, total: int, lang: Language) -> Callable[[int, int], None]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = stack.enter_context(Bar(console=Console(stderr=True), transient=True))
    task = bar.add_task(translation(lang).gettext("Reading the pages"), total=total)
    return lambda done, _: bar.update(task, completed=done)
