"""`underice demo`: the story's two invented drafts, or one of yours, checked as any draft is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typer

from underice.cli.draft import check_file, print_report, write_page
from underice.cli.errors import EXIT_FINE, tell
from underice.cli.speech import help_option, spoken
from underice.vocabulary.language import Language, translation

STORY = Path(__file__).resolve().parent.parent / "story"
DRAFTS = ("draft_ko.md", "appeal_en.md")
PUBLISHED = "2026-02-14"
"""The day on which the story's texts go out."""


def add_demo(program: typer.Typer, lang: Language) -> None:
    """Declare the demo, its help in `lang`."""
    _ = translation(lang).gettext

    @program.command(
        "demo",
        help=_("Check two invented drafts, or yours with --draft, and write the reports as pages."),
        short_help=_("Check two invented drafts."),
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
    """Check the drafts, print their reports and write their pages. Findings are what a demo is for: no exit code."""
    _ = translation(lang).gettext
    if draft is None:
        from underice.cli.demo_vault import run_vault_demo

        run_vault_demo(lang)
        typer.echo("")
        typer.echo(_("Two drafts about twelve people arrested in Shenyang: everything in them is invented."))
        typer.echo(_("For each you see who could be recognised, among how few others, and which words do it."))
        typer.echo(_("Your own text: underice draft check FILE --date DATE, or make demo DRAFT=FILE."))
    folder = _folder()
    for file in [draft] if draft is not None else [str(STORY / name) for name in DRAFTS]:
        typer.echo("")
        found = check_file(file, None if draft is not None else PUBLISHED, lang, "20")
        print_report(found, lang)
        write_page(found, str(folder / f"{Path(file).stem or 'report'}.html"), lang)
    tell(_("The pages quote the drafts. Delete them when you are done: {folder}").format(folder=folder))


def _folder() -> Path:
    """Where the pages go: beside the user's work, or a folder of their own among the temporary files."""
    folder = Path("underice-demo")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="underice-demo-"))
    return folder.resolve()
