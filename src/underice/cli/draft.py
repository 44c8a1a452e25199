"""`underice draft check` and `underice draft read`: a draft from a file, its report on the screen, as JSON or page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.days import publication_day
from underice.cli.draft_known import (
    Beside,
    case_option,
    corrections_option,
    known_beside,
    read_corrections,
    who_option,
)
from underice.cli.draft_release import add_release
from underice.cli.draft_soften import add_soften
from underice.cli.errors import EXIT_FINDINGS, EXIT_FINE, EXIT_USAGE, Problem, tell
from underice.cli.file_telling import file_lines, page_progress, tell_file, with_file
from underice.cli.reading_files import Draft, read_draft
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import Key, key_file_option, passphrase_option
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.check import Check
    from underice.exposure.corrections import Correction
    from underice.exposure.softening.ways import Way

_LONG = 100_000
"""Characters from which on reading takes long enough to be shown as it goes."""

_SOFTENED, _PEOPLE, _SECONDS = 5_000, 12, 3.0
"""Characters and people up to which softer words are looked for at once, and how long."""

Progress = Callable[[int, int], None]


def add_draft(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about drafts, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Look at a draft before it is published."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def draft(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    meant = who_option(lang)

    @group.command(
        "check",
        help=_(
            "Tell whom a draft exposes, how few others they could be, and which words do it. "
            "With a vault also what is public already. "
            "Exit code 0: nobody falls below k; 1: somebody is exposed; 2: the draft or the command was not understood."
        ),
        short_help=_("Tell whom a draft exposes."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def draft_check(
        file: str = typer.Argument(
            "", metavar="FILE", help=_("The draft: text, Markdown, DOCX, ODT, HWPX, HTML or PDF; - is standard input.")
        ),
        date: str | None = typer.Option(
            None,
            "--date",
            metavar="DATE",
            help=_("The day of publication, as 2026-02-14. Ages and “last month” hang on it. Default: today."),
        ),
        lang_: str | None = typer.Option(
            None, "--lang", metavar="ko|en", help=_("The language of the report. Default: that of your computer.")
        ),
        k: str | None = typer.Option(
            None,
            "--k",
            metavar="N",
            help=_("How many households a description should fit at least. Default: that of the audience, else 20."),
        ),
        audience: str | None = typer.Option(
            None, "--audience", metavar="NAME", help=_("For whom it is meant, such as public, un or press-briefing.")
        ),
        vault: str | None = typer.Option(
            None,
            "--vault",
            metavar="FOLDER",
            help=_("Also count what is public about the people of this vault. It is opened for reading only."),
        ),
        case: str | None = case_option(lang),
        who: list[str] | None = meant,
        corrections: str | None = corrections_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = typer.Option(False, "--json", help=_("Print JSON lines, one person a line, and a summary.")),
        html: str | None = typer.Option(
            None, "--html", metavar="OUT", help=_("Also write the report as one page to this file.")
        ),
        full: bool = typer.Option(
            False, "--full", help=_("Print everything: all people, the whole draft, all assumptions.")
        ),
        help_: bool = help_option(lang),
    ) -> None:
        say = spoken(lang_, lang)
        beside = Beside(vault, case, tuple(who or ()), Key(passphrase_fd, key_file))
        said = read_corrections(corrections)
        found = check_file(file, date, say, k or default_k(audience), beside, audience=audience, corrections=said)
        if as_json:
            print_lines(found)
        else:
            print_report(found, say, full=full)
        if html is not None:
            write_page(found, html, say)
        raise typer.Exit(EXIT_FINDINGS if found.check.findings else EXIT_FINE)

    @group.command(
        "read",
        help=_("Print what the reader finds in a draft: spans and persons, in the format of the annotated drafts."),
        short_help=_("Print the words found in a draft."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def draft_read(
        file: str = typer.Argument(
            "", metavar="FILE", help=_("The draft: text, Markdown, DOCX, ODT, HWPX, HTML or PDF; - is standard input.")
        ),
        jsonl: str | None = typer.Option(
            None, "--jsonl", metavar="DRAFTS", help=_("Many drafts, one JSON object a line with id, text and date.")
        ),
        texts: str | None = typer.Option(
            None, "--texts", metavar="FOLDER", help=_("Where the texts lie that a line of --jsonl names as file.")
        ),
        date: str | None = typer.Option(
            None,
            "--date",
            metavar="DATE",
            help=_("The day of publication, as 2026-02-14. Ages and “last month” hang on it. Default: today."),
        ),
        lang_: str | None = typer.Option(
            None, "--lang", metavar="ko|en", help=_("The language of messages. Default: that of your computer.")
        ),
        as_json: bool = typer.Option(False, "--json", help=_("Print JSON, one draft a line.")),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.spans import print_spans, read_many

        say = spoken(lang_, lang)
        if jsonl is not None:
            if file:
                raise Problem("file_and_jsonl")
            raise typer.Exit(read_many(jsonl, texts, say))
        one, on = opened(file, date, say)
        print_spans(one, on, say, as_json=as_json)
        raise typer.Exit(EXIT_FINE)

    add_soften(group, lang)
    add_release(group, lang)
    program.add_typer(group, name="draft")


class Checked:
    """A draft with its check; `assumed` if no publication date was given."""

    def __init__(self, draft: Draft, check: Check, assumed: bool) -> None:
        self.draft, self.check, self.assumed = draft, check, assumed

    @cached_property
    def softer(self) -> Way | None:
        """The cheapest way to say it with less; None for a long text, a long search, or without need."""
        if not self.check.findings or len(self.draft.text) > _SOFTENED or len(self.check.persons) > _PEOPLE:
            return None
        from underice.exposure.softening.few import TooLong
        from underice.exposure.softening.ways import soften

        try:
            ways = soften(self.check, k=self.check.k, most=1, seconds=_SECONDS).ways
        except TooLong:
            return None
        return ways[0] if ways else None


def opened(file: str, date_: str | None, lang: Language) -> tuple[Draft, date]:
    """The draft and its day of publication, with messages about what had to be guessed. Raises Problem."""
    _ = translation(lang).gettext
    on = publication_day(date_) if date_ is not None else date.today()
    if not file:
        raise Problem("no_draft")
    with page_progress(lang) as progress:
        draft = read_draft(file, progress)
    tell_file(draft, lang)
    if date_ is None:
        tell(_("No --date was given: today, {day}, was taken as the day of publication.").format(day=on.isoformat()))
    elif on > date.today():
        tell(_("The publication date {day} lies in the future; ages are those of that day.").format(day=on.isoformat()))
    return draft, on


def check_file(
    file: str,
    date_: str | None,
    lang: Language,
    k: str,
    beside: Beside | None = None,
    *,
    audience: str | None = None,
    corrections: Sequence[Correction] = (),
) -> Checked:
    """Read and check one draft, beside a vault if one was asked for, by the policy of an audience (the public if None).

    corrections: what the editor says against the reader. Raises Problem for whatever the user can mend.
    """
    from underice.exposure.policy import policy

    few = _whole(k)
    insider = policy(audience or "public").insider
    draft, on = opened(file, date_, lang)
    known = known_beside(beside, lang) if beside is not None else None
    from underice.exposure.check import check

    with shown_progress(draft.text, lang) as progress:
        found = check(
            draft.text, date=on, k=few, progress=progress, known=known, insider=insider, corrections=corrections
        )
    if known is not None:
        refs = {one.ref for one in found.reading.persons}
        for ref in sorted(known.confirmed.keys() - refs):
            tell(translation(lang).gettext("Nobody in this draft is called {ref}.").format(ref=ref[:20]))
    return Checked(draft, found, assumed=date_ is None)


def default_k(audience: str | None) -> str:
    """k for an audience as its policy says, 20 without one. Raises Problem for an unknown audience."""
    if audience is None:
        return "20"
    from underice.exposure.policy import policies

    known = policies()
    if audience not in known:
        raise Problem("unknown_audience", value=audience[:30], audiences=", ".join(known))
    return str(known[audience].households)


def _whole(value: str) -> int:
    if not value.strip().isdecimal() or len(value.strip()) > 9 or int(value) < 1:
        raise Problem("bad_k", value=value[:20])
    return int(value)


@contextmanager
def shown_progress(text: str, lang: Language) -> Iterator[Progress | None]:
    """A progress bar on standard error for a long text, if a person watches."""
    if len(text) < _LONG or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(translation(lang).gettext("Reading the draft"), total=len(text))
        yield lambda read, total: bar.update(task, completed=read, total=total)


def write_page(found: Checked, target: str, lang: Language) -> Path:
    """Write the report as a page, and say where it lies. Raises Problem if it cannot be written."""
    from underice.cli.writing import write_report
    from underice.exposure.report.html import page
    from underice.exposure.report.view import view

    shown = view(found.check, lang=lang, name=found.draft.name, date_assumed=found.assumed, softer=found.softer)
    path = write_report(page(with_file(shown, found.draft, lang)), target, found.draft.path)
    tell(translation(lang).gettext("The page with the report lies at {path}").format(path=path))
    return path


def print_lines(found: Checked) -> None:
    """The check as JSON lines on standard output."""
    from underice.exposure.report.lines import dump, lines

    for line in (*file_lines(found.draft), *lines(found.check, found.draft.name)):
        sys.stdout.write(f"{dump(line)}\n")


def print_report(found: Checked, lang: Language, *, full: bool = False) -> None:
    """The check as a report on standard output."""
    from rich.console import Console

    from underice.cli.terminal import PIPE, show
    from underice.exposure.report.view import view

    shown = view(found.check, lang=lang, name=found.draft.name, date_assumed=found.assumed, softer=found.softer)
    # A file or a pipe has no width of its own: it gets that of the report.
    console = Console() if sys.stdout.isatty() else Console(width=PIPE)
    show(console, shown, full=full)
