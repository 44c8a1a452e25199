"""The page of a run, as text to keep, as lines for the terminal, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from underice.cli.errors import Problem, tell
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.checklist import Answer
    from underice.decide.page.page import Page
    from underice.decide.result import Result

_ENDINGS = (".html", ".md", ".txt")


def page_of(result: Result, answers: tuple[Answer, ...], lang: Language) -> Page:
    """The page of a result."""
    from underice.decide.page.page import page

    return page(result, lang, answers=answers)


def fit(out: str | None) -> None:
    """Raise Problem if a page cannot be written under this name: before anything is recorded."""
    if out is not None and Path(out).suffix.lower() not in _ENDINGS:
        raise Problem("bad_page", path=out)


def write_page(page: Page, out: str, lang: Language) -> None:
    """Write a page in the form its ending says, for its owner's eyes only, and say what that means. Raises Problem."""
    from underice.cli.writing import write_report

    fit(out)
    ending = Path(out).suffix.lower()
    text = (
        page.html() if ending == ".html" else page.markdown() if ending == ".md" else "\n".join(page.lines(100)) + "\n"
    )
    _told(write_report(text, out, None), lang)


def write_kept(text: str, out: str, lang: Language) -> None:
    """Write a page that was kept as text; as HTML it is that text and no more. Raises Problem."""
    from underice.cli.writing import write_report
    from underice.decide.page.html import plain

    fit(out)
    if Path(out).suffix.lower() == ".html":
        text = plain(text, lang)
    _told(write_report(text, out, None), lang)


def _told(path: Path, lang: Language) -> None:
    _ = translation(lang).gettext
    tell(
        _("The page lies at {path}, outside the vault and unprotected. Delete it when you are done.").format(path=path)
    )
