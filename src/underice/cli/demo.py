"""`underice demo`: the invented story, from three lists to a text that goes out; or one draft of yours, checked."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import typer

from underice.cli.draft import check_file, print_report, write_page
from underice.cli.errors import EXIT_FINE, tell
from underice.cli.speech import help_option, spoken
from underice.vocabulary.language import Language, translation


def add_demo(program: typer.Typer, lang: Language) -> None:
    """Declare the demo, its help in `lang`."""
    _ = translation(lang).gettext

    @program.command(
        "demo",
        help=_(
            "Tell the invented story: lists, who is who, what is public, a draft checked, softened and released. "
            "With --draft, check yours and write the report as a page."
        ),
        short_help=_("Tell the invented story, or check a draft."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def demo(
        draft: str | None = typer.Option(None, "--draft", metavar="FILE", help=_("Check this draft instead.")),
        lang_: str | None = typer.Option(
            None, "--lang", metavar="ko|en", help=_("The language of the report. Default: that of your computer.")
        ),
        help_: bool = help_option(lang),
    ) -> None:
        run_demo(draft, spoken(lang_, lang))
        raise typer.Exit(EXIT_FINE)


def run_demo(draft: str | None, lang: Language) -> None:
    """Tell the story, or check one draft; print and write pages. Findings are what a demo is for: no exit code."""
    _ = translation(lang).gettext
    folder = _folder()
    if draft is None:
        from underice.cli.demo_vault import run_vault_demo

        typer.echo(_("Twelve people are arrested in Shenyang. Everything in this story is invented."))
        run_vault_demo(lang, folder)
        typer.echo(_("Your own text: underice draft check FILE --date DATE, or make demo DRAFT=FILE."))
    else:
        found = check_file(draft, None, lang, "20")
        print_report(found, lang)
        write_page(found, str(folder / f"{Path(draft).stem or 'report'}.html"), lang)
    tell(_("The pages quote the drafts. Delete them when you are done: {folder}").format(folder=folder))
    if draft is None:
        _in_the_browser(lang)


def _in_the_browser(lang: Language) -> None:
    """Go on in the browser if a person watches; say how otherwise."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("CI") != "true":
        from underice.cli.desk_demo import run_desk_demo

        run_desk_demo(True, 0, lang)
    else:
        typer.echo(translation(lang).gettext("The same in the browser: underice desk --demo"))


def _folder() -> Path:
    """Where the pages go: beside the user's work, or a folder of their own among the temporary files."""
    folder = Path("underice-demo")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="underice-demo-"))
    return folder.resolve()
