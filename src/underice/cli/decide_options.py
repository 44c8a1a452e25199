"""The options that several commands of `underice decide` share, and what they say together with a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import typer

from underice.cli.days import publication_day
from underice.cli.decide_given import Given, answered, family, forecast_given, of_table, range_given, read_file, window
from underice.vocabulary.language import Language, translation


@dataclass(frozen=True, slots=True)
class Options:
    """The options as Typer reads them: defaults of parameters."""

    file: str | None
    title: str
    held: int | None
    arrested: str | None
    transfer: str | None
    family: list[str] | None
    draft: str | None
    date: str | None
    policy: list[str] | None
    range: list[str] | None
    basis: str
    mind: str
    answer: list[str] | None
    by: str
    on: str | None


@dataclass(frozen=True, slots=True)
class Typed:
    """The same as they were typed."""

    file: str | None
    title: str
    held: int | None
    arrested: str | None
    transfer: str | None
    family: Sequence[str]
    draft: str | None
    date: str | None
    policy: Sequence[str]
    range: Sequence[str]
    basis: str
    mind: str
    answer: Sequence[str]
    by: str
    on: str | None

    def given(self) -> Given:
        """What the file says, and in its place or beside it what was typed. Raises Problem, CannotRun."""
        first = of_table(read_file(self.file), self.file) if self.file is not None else Given()
        base = replace(
            first,
            by=self.by.strip() or first.by,
            on=publication_day(self.on) if self.on else first.on,
            basis=self.basis.strip() or first.basis,
            mind=self.mind.strip() or first.mind,
        )
        return replace(
            base,
            title=self.title.strip() or first.title,
            detained=first.detained if self.held is None else self.held,
            arrested=publication_day(self.arrested) if self.arrested else first.arrested,
            transfer=window(self.transfer) if self.transfer else first.transfer,
            families=tuple(map(family, self.family)) or first.families,
            draft=self.draft or first.draft,
            draft_date=self.date or first.draft_date,
            policies=tuple(code.strip() for one in self.policy for code in one.split(",") if code.strip())
            or first.policies,
            ranges=(*first.ranges, *(range_given(one, base) for one in self.range)),
            answers={**first.answers, **answered(self.answer)},
        )


def with_forecast(given: Given, question: str, probability: str, between: str, resolve_by: str, resolver: str) -> Given:
    """What was given, and a forecast if its question was typed. Raises Problem."""
    if not (question or probability or between or resolve_by):
        return given
    made = forecast_given(question, probability, between, resolve_by, resolver, given.by, given.today)
    return replace(given, forecasts=(*given.forecasts, made))


def options(lang: Language) -> Options:
    """The options about a situation and beliefs."""
    _ = translation(lang).gettext
    return Options(
        file=typer.Option(
            None, "--from", metavar="FILE", help=_("Read all of this from a TOML file; options go first.")
        ),
        title=typer.Option("", "--title", metavar="TEXT", help=_("A title, without names.")),
        held=typer.Option(None, "--held", metavar="N", help=_("How many people are held.")),
        arrested=typer.Option(None, "--arrested", metavar="DATE", help=_("Since when they are held.")),
        transfer=typer.Option(
            None, "--transfer", metavar="DATE", help=_("When a transfer is expected: a day, or FIRST..LAST.")
        ),
        family=typer.Option(
            None,
            "--family",
            metavar="PEOPLE[:K[:HELD]]",
            help=_("A household left behind: how many live there, k, how many of them are held. May be repeated."),
        ),
        draft=typer.Option(
            None,
            "--draft",
            metavar="FILE",
            help=_("Check this text for whom it exposes, and take k of households from it."),
        ),
        date=typer.Option(
            None, "--date", metavar="DATE", help=_("The day the draft would be published. Default: --on.")
        ),
        policy=typer.Option(
            None, "--policy", metavar="CODE", help=_("A way to act to look at. May be repeated. Default: all that may.")
        ),
        range=typer.Option(
            None,
            "--range",
            metavar="NAME=LOW:HIGH[:BEST]",
            help=_("What you believe of a quantity, in its unit (docs/method/decide.md). May be repeated."),
        ),
        basis=typer.Option("", "--basis", metavar="WHY", help=_("What these ranges rest on.")),
        mind=typer.Option("", "--change-mind", metavar="WHAT", help=_("What would change your mind about them.")),
        answer=typer.Option(
            None, "--answer", metavar="ITEM=WORDS", help=_("An answer to the checklist. May be repeated.")
        ),
        by=typer.Option("", "--by", metavar="NAME", help=_("Whose ranges, answers or choice these are.")),
        on=typer.Option(None, "--on", metavar="DATE", help=_("The day from which days are counted. Default: today.")),
    )


def run_options(lang: Language) -> tuple[int | None, int | None]:
    """The options --futures and --seed."""
    _ = translation(lang).gettext
    n: int | None = typer.Option(
        None, "--futures", metavar="N", help=_("How many futures to sample. Default: 1,000,000.")
    )
    seed: int | None = typer.Option(
        None, "--seed", metavar="N", help=_("The seed of the sampling. Default: a fresh one, which is recorded.")
    )
    return n, seed


def out_option(lang: Language) -> str | None:
    """The option --out."""
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None,
        "--out",
        metavar="FILE",
        help=_("Write the page here as well: .html, .md or .txt. It lies there in clear."),
    )
    return option
