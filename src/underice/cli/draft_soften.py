"""`underice draft soften`: the cheapest ways to say a draft with less, in its own words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.draft_known import Beside, case_option, who_option
from underice.cli.errors import EXIT_FINDINGS, EXIT_FINE, Problem, tell
from underice.cli.speech import help_option, spoken
from underice.cli.vault_door import Key, key_file_option, passphrase_option
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.softening.losses import Losses
    from underice.exposure.softening.ways import Softening, Way

_SECONDS = 5.0
"""How long the cheapest ways are looked for. After that at most half as long for a way that need not be the cheapest."""
_LARGEST = 1_000_000
"""Bytes a table of losses may have; ours has two thousand."""


def add_soften(group: typer.Typer, lang: Language) -> None:
    """Declare `soften` among the commands about drafts, its help in `lang`."""
    _ = translation(lang).gettext
    meant = who_option(lang)

    @group.command(
        "soften",
        help=_(
            "Show the three cheapest ways to say a draft so that nobody in it falls below k, and the softer text. "
            "Exit code 0: some way brings everybody to k; 1: none does; 2: the draft or the command was not understood."
        ),
        short_help=_("Show how to say a draft with less."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def draft_soften(
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
        k: str = typer.Option(
            "20",
            "--k",
            metavar="N",
            show_default=False,
            help=_("How many households a description should fit at least. Default: 20."),
        ),
        losses: str | None = typer.Option(
            None, "--losses", metavar="FILE", help=_("Your own losses: a TOML file with the lines that differ.")
        ),
        vault: str | None = typer.Option(
            None,
            "--vault",
            metavar="FOLDER",
            help=_("Also count what is public about the people of this vault. It is opened for reading only."),
        ),
        case: str | None = case_option(lang),
        who: list[str] | None = meant,
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        way: str = typer.Option(
            "1", "--way", metavar="N", show_default=False, help=_("Which way to show in full and to write. Default: 1.")
        ),
        out: str | None = typer.Option(
            None,
            "--out",
            metavar="OUT",
            help=_("Write the softer text to this file; .html shows the changes in it, .json lists them."),
        ),
        as_json: bool = typer.Option(False, "--json", help=_("Print JSON lines, one way a line, and a summary.")),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.draft import check_file

        say = spoken(lang_, lang)
        table = read_losses(losses)
        number = _number(way)
        beside = Beside(vault, case, tuple(who or ()), Key(passphrase_fd, key_file))
        found = check_file(file, date, say, k, beside)
        from underice.exposure.softening.ways import soften

        softening = soften(found.check, k=found.check.k, losses=table, seconds=_SECONDS, best=True)
        chosen = _chosen(softening, number)
        _print(softening, chosen, number, say, as_json=as_json)
        if out is not None:
            _write(softening, chosen, out, found.draft.path, say)
        raise typer.Exit(EXIT_FINE if softening.reaches else EXIT_FINDINGS)


def read_losses(name: str | None) -> Losses | None:
    """The table in that file; None if none is named. Raises Problem for one that cannot be read or used."""
    if name is None:
        return None
    from underice.exposure.softening.losses import LossesError, parse

    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem("bad_losses", path=name, where="")
        return parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Problem("no_such_file", path=name) from None
    except IsADirectoryError:
        raise Problem("directory", path=name) from None
    except (OSError, ValueError) as fault:
        where = fault.where if isinstance(fault, LossesError) else ""
        raise Problem("bad_losses", path=name, where=where or "?") from None


def _number(value: str) -> int:
    if value.strip() not in ("1", "2", "3"):
        raise Problem("bad_way", value=value[:20])
    return int(value)


def _chosen(softening: Softening, number: int) -> Way | None:
    if not softening.ways:
        return None
    if number > len(softening.ways):
        raise Problem("bad_way", value=str(number))
    return softening.ways[number - 1]


def _print(softening: Softening, chosen: Way | None, number: int, lang: Language, *, as_json: bool) -> None:
    if as_json:
        from underice.cli.soften_json import lines
        from underice.exposure.report.lines import dump

        for line in lines(softening):
            sys.stdout.write(f"{dump(line)}\n")
        return
    from rich.console import Console

    from underice.cli.soften_telling import show
    from underice.cli.terminal import PIPE

    console = Console() if sys.stdout.isatty() else Console(width=PIPE)
    show(console, softening, chosen, number, lang)


def _write(softening: Softening, chosen: Way | None, out: str, draft: Path | None, lang: Language) -> None:
    """Write the chosen way; never over the draft. Raises Problem."""
    from underice.cli.writing import write_report

    _ = translation(lang).gettext
    if chosen is None:
        tell(_("There is no softer text to write."))
        return
    target = Path(out)
    if draft is not None and target.exists() and target.samefile(draft):
        raise Problem("soften_same", path=out)
    path = write_report(_as_file(softening, chosen, target.suffix.lower(), lang), out, draft)
    tell(_("The softer text lies at {path}").format(path=path))


def _as_file(softening: Softening, chosen: Way, suffix: str, lang: Language) -> str:
    if suffix in (".html", ".htm"):
        from underice.cli.soften_page import page

        return page(softening, chosen, lang)
    if suffix == ".json":
        import json

        from underice.cli.soften_json import way_line

        return json.dumps(way_line(chosen, 1, softening), ensure_ascii=False, indent=1) + "\n"
    return chosen.text
