"""What `underice decide run` and `page` do: run, keep, show, and run again bit for bit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import typer

from underice.cli.decide_given import Given
from underice.cli.decide_page import fit, page_of, write_kept, write_page
from underice.cli.decide_running import Asked, decision_of, understood
from underice.cli.errors import EXIT_FINDINGS, EXIT_FINE, Problem, tell
from underice.cli.vault_door import opened, print_json, resolve, short, vault_folder
from underice.decide.page import asking as words
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.dilemma import Dilemma
    from underice.decide.page.page import Page
    from underice.decide.record import Decision
    from underice.decide.result import Result
    from underice.decide.runs import Run
    from underice.vault.vault import Vault

WIDTH = 100


def run_unsaved(given: Given, dilemma: Dilemma, asked: Asked, lang: Language) -> None:
    """Run without a vault and show the page; nothing is kept but what the user writes to a file herself."""
    from underice.decide.checklist import answers

    ranges = {one.name: one for one in given.ranges}
    result = _computed(replace(dilemma, ranges={**dilemma.believed, **ranges}), asked, lang)
    _show(page_of(result, answers(given.answers), lang), asked, lang, None)
    tell(translation(lang).gettext("No vault was named: nothing saved. To keep it, repeat with --vault FOLDER."))


def run_recorded(vault: Vault, decision: Decision, author: str, asked: Asked, lang: Language) -> Run:
    """Run a decision on one person's ranges ("": the shipped ones), keep it, show the page."""
    from underice.decide.page.keeping import keep

    result = _computed(decision.dilemma(author), asked, lang)
    page = page_of(result, decision.answers, lang)
    run = keep(vault, decision, page, author=author, made=date.today())
    _show(page, asked, lang, run)
    return run


def _author(decision: Decision, named: str | None) -> str:
    """Whose ranges to run on: those named, else those of the only author. Raises Problem."""
    authors = decision.authors
    if named is not None and named not in (*authors, ""):
        raise Problem("unknown_author", value=named[:40], known=", ".join(authors) or "–")
    if named is None and len(authors) > 1:
        raise Problem("several_authors", known=", ".join(authors))
    return named if named is not None else authors[0] if authors else ""


def run_run(typed: str, named: str | None, again: str | None, asked: Asked, lang: Language) -> int:
    """Run a decision, or do a run again; the exit code, 1 if it came out otherwise. Raises Problem, VaultError."""
    fit(asked.out)
    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang, read_only=again is not None) as vault:
        if again is not None:
            return _again(vault, again, asked, lang)
        decision = decision_of(vault, typed)
        _moved_on(decision, lang)
        run_recorded(vault, decision, _author(decision, named), asked, lang)
    return EXIT_FINE


def _moved_on(decision: Decision, lang: Language) -> None:
    """Say from which day days are counted, if that day is past."""
    started = decision.situation.started
    if started is not None and started < date.today():
        tell(translation(lang).gettext(
            "Days are counted from {day}. To count from today: underice decide set {id} --on {today}"
        ).format(day=started, id=short(decision.id), today=date.today()))  # fmt: skip


def _again(vault: Vault, typed: str, asked: Asked, lang: Language) -> int:
    from underice.decide.checklist import answers
    from underice.decide.runs import again

    _ = translation(lang).gettext
    run = run_of(vault, typed)
    with progress(lang, run.n):
        done = again(run)
    if asked.as_json:
        print_json({"run": run.id.hex(), "same": done.same, "inputs_unchanged": done.unchanged,
                    "version": run.version, "current": run.current})  # fmt: skip
    elif done.same and done.unchanged:
        typer.echo(_("The same to the last bit: {n} futures, seed {seed}, version {version}.").format(
            n=f"{run.n:,}", seed=run.seed, version=run.version
        ))  # fmt: skip
    elif not done.unchanged:
        typer.echo(_("What went in is not what was marked then. Do not rely on this run; verify the vault."))
    elif not run.current:
        typer.echo(_("Made with version {old}; this one computes otherwise. Below is the page of that day.").format(
            old=run.version
        ))  # fmt: skip
        typer.echo(run.page)
        typer.echo(_("For today's answer run the decision again: underice decide run"))
    else:
        typer.echo(_("It came out otherwise on this computer. Please report this: it should not happen."))
    if asked.out is not None and done.same:
        write_page(page_of(done.result, answers({}), lang), asked.out, lang)
    return EXIT_FINE if done.same and done.unchanged else EXIT_FINDINGS


def run_of(vault: Vault, typed: str) -> Run:
    """The run meant by an id or its beginning. Raises Problem, UnknownId."""
    from underice.decide.runs import run_by_id

    found = run_by_id(vault, resolve(vault, typed))
    if found is None:
        raise Problem("no_run")
    return found


def run_page(typed: str, anew: bool, asked: Asked, lang: Language) -> None:
    """Show the page of a run as it was that day, or make it anew. Raises Problem, VaultError."""
    fit(asked.out)
    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang, read_only=True) as vault:
        run, decision = _page_asked(vault, typed)
        if anew and not run.current:
            tell(_older(run, lang))
        # Charts are not kept as text: a run of this version comes out as it did, bit for bit, so they are drawn anew.
        if run.current and (anew or (asked.out is not None and asked.out.lower().endswith(".html"))):
            _show(_anew(run, decision, lang), asked, lang, None)
        else:
            _as_it_was(run, asked, lang)


def _anew(run: Run, decision: Decision | None, lang: Language) -> Page:
    """The page of a run of this version, made again, with what the checklist says now."""
    from underice.decide.run import run as compute

    with progress(lang, run.n):
        result = compute(run.dilemma, n=run.n, seed=run.seed)
        return page_of(result, decision.answers if decision is not None else (), lang)


def _older(run: Run, lang: Language) -> str:
    return (
        translation(lang)
        .gettext("Made with version {old} and shown as it was. For today's: underice decide run")
        .format(old=run.version)
    )


def _as_it_was(run: Run, asked: Asked, lang: Language) -> None:
    """The page as it was kept, in the language of that day."""
    _ = translation(lang).gettext
    if not run.current:
        tell(_older(run, lang))
    elif run.lang != lang:
        tell(_("Kept in another language. To make it again in yours: underice decide page {id} --anew").format(
            id=short(run.id)
        ))  # fmt: skip
    if asked.as_json:
        print_json({"run": run.id.hex(), "made": run.made.isoformat(), "version": run.version, "current": run.current,
                    "lang": run.lang, "page": run.page})  # fmt: skip
    elif asked.out is None:
        typer.echo(run.page)
    if asked.out is not None:
        write_kept(run.page, asked.out, lang)


def _page_asked(vault: Vault, typed: str) -> tuple[Run, Decision | None]:
    """The run meant, by its own id or as the last of a decision. Raises Problem, UnknownId."""
    from underice.decide.record import load
    from underice.decide.runs import decision_of_run

    if typed and vault.kind_of(id_ := resolve(vault, typed)) == "run":
        run = run_of(vault, typed)
        decision = decision_of_run(vault, id_)
        return run, load(vault, decision) if decision is not None else None
    decision_ = decision_of(vault, typed)
    if not decision_.runs:
        raise Problem("no_run")
    return decision_.runs[-1], decision_


def _computed(dilemma: Dilemma, asked: Asked, lang: Language) -> Result:
    from underice.decide.page.keeping import fresh_seed
    from underice.decide.run import FULL
    from underice.decide.run import run as compute

    n = FULL if asked.n is None else asked.n
    seed = fresh_seed() if asked.seed is None else asked.seed
    with progress(lang, n):
        return compute(dilemma, n=n, seed=seed)


@contextmanager
def progress(lang: Language, n: int) -> Iterator[None]:
    """A line on standard error while many futures are worked out, if a person watches."""
    if n < 100_000 or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(translation(lang).gettext("Working out {n} futures").format(n=f"{n:,}")):
        yield


def _show(page: Page, asked: Asked, lang: Language, run: Run | None) -> None:
    """Print the page, or its numbers as JSON, and write it where that was asked for."""
    _ = translation(lang).gettext
    result = page.result
    if asked.as_json:
        for cell in result.table:
            low, high = cell.wide
            print_json({"kind": "cell", "outcome": cell.outcome, "policy": cell.policy, "low": low, "high": high,
                        "middle": list(cell.middle)})  # fmt: skip
        print_json({"kind": "run", "run": run.id.hex() if run else None, "n": result.n, "seed": result.seed,
                    "saved": run is not None, "notices": [one.code for one in result.notices]})  # fmt: skip
    else:
        for line in page.lines(WIDTH):
            typer.echo(line)
        for notice in dict.fromkeys(words.problem(one, lang) for one in result.notices):
            tell("· " + notice)
        if run is not None:
            tell(_("Kept as run {id}. To do it again bit for bit: underice decide run --again {id}").format(
                id=short(run.id)
            ))  # fmt: skip
    if asked.out is not None:
        write_page(page, asked.out, lang)
