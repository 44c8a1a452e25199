"""`underice population`: the tables behind every count; how many fit, on what assumptions; answers about a register."""

from __future__ import annotations

import typer

from underice.cli.errors import EXIT_FINE, EXIT_USAGE, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import json_option, lang_option
from underice.vocabulary.language import Language, translation


def add_population(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about the population, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("How many people and households fit what is told, and what that rests on."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def population(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    _add_build(group, lang)
    _add_count(group, lang)
    _add_explain(group, lang)
    _add_soften(group, lang)
    program.add_typer(group, name="population")


def _add_build(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "build",
        help=_(
            "Draw the register of families from the census tables and a seed, once, and keep it in your cache folder "
            "(300 MB). With it relatives are counted exactly. It holds invented rows that are only ever counted, and "
            "nothing of yours."
        ),
        short_help=_("Draw the register of families and keep it."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def build(
        seed: int = typer.Option(1, "--seed", metavar="N", min=0, help=_("The seed; counts use the one made with 1.")),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.population_running import run_build

        run_build(seed, spoken(lang_, lang))
        raise typer.Exit(EXIT_FINE)


def _kin_option(tie: str, help_: str) -> list[str] | None:
    option: list[str] | None = typer.Option(None, f"--{tie}", metavar="WHO", help=help_)
    return option


def _add_count(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext
    who = _("SEX, AGE or years of birth of one, as f, m:12, f:30-39 or m:2014; - if nothing more is told. Repeatable.")
    kin = {
        "child": _kin_option("child", who),
        "spouse": _kin_option("spouse", _("As --child.")),
        "parent": _kin_option("parent", _("As --child.")),
        "sibling": _kin_option("sibling", _("As --child.")),
        "member": _kin_option("member", _("Anyone else of the household, as --child.")),
    }

    @group.command(
        "count",
        help=_(
            "Count the people and households that fit, among everyone (A) and among the absent (B). Or answer the "
            "questions of a file about a register of your own."
        ),
        short_help=_("Count the people and households that fit."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def count(
        sex: str | None = typer.Option(None, "--sex", metavar="f|m", help=_("Woman or man.")),
        born: str | None = typer.Option(None, "--born", metavar="WHEN", help=_("A year, 1985-1990, or a day.")),
        age: str | None = typer.Option(None, "--age", metavar="AGE", help=_("Whole years on --date: 38 or 30-39.")),
        place: str | None = typer.Option(None, "--from", metavar="PLACE", help=_("Where she comes from.")),
        arrived: str | None = typer.Option(
            None, "--arrived", metavar="WHEN", help=_("When she arrived in the South: a year, 2019-2021, or a day.")
        ),
        work: str | None = typer.Option(
            None, "--work", metavar="KIND", help=_("Her work: agriculture, craft, machines, other or none.")
        ),
        home: str | None = typer.Option(
            None, "--home", metavar="KIND", help=_("Her household: extended, nuclear or other.")
        ),
        child: list[str] | None = kin["child"],
        spouse: list[str] | None = kin["spouse"],
        parent: list[str] | None = kin["parent"],
        sibling: list[str] | None = kin["sibling"],
        member: list[str] | None = kin["member"],
        date: str | None = typer.Option(None, "--date", metavar="DATE", help=_("The day of the text. Default: today.")),
        register: str | None = typer.Option(
            None,
            "--register",
            metavar="CSV",
            help=_("Count in this register (docs/method/population.md has its form)."),
        ),
        queries: str | None = typer.Option(
            None, "--queries", metavar="JSON", help=_("Questions to --register; answers are JSON, one a line.")
        ),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.population_running import Asked, run_count, run_queries

        say = spoken(lang_, lang)
        told = {"child": child, "spouse": spouse, "parent": parent, "sibling": sibling, "member": member}
        relatives = {tie: tuple(words or ()) for tie, words in told.items()}
        asked = Asked(sex, born, age, place, arrived, relatives, date, work, home)
        if register is not None or queries is not None:
            run_queries(register, queries, asked)
        else:
            run_count(asked, say, as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _add_explain(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "explain",
        help=_("List every assumption behind the counts: what it says, its range, and where that comes from."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def explain(
        as_json: bool = json_option(lang), lang_: str | None = lang_option(lang), help_: bool = help_option(lang)
    ) -> None:
        from underice.cli.population_running import run_explain

        run_explain(spoken(lang_, lang), as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _add_soften(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "soften",
        help=_(
            "Find the least loss with which enough people of a register of your own fit: ladders of wider and wider "
            "facts from a file, answers as JSON, one a line."
        ),
        short_help=_("Find the least loss for ladders about a register of your own."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def soften(
        register: str | None = typer.Option(None, "--register", metavar="CSV", help=_("The register.")),
        ladders: str | None = typer.Option(None, "--ladders", metavar="JSON", help=_("The ladders.")),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.population_running import run_ladders

        run_ladders(register, ladders)
        raise typer.Exit(EXIT_FINE)
