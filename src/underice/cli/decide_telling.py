"""What `underice decide compare` tells: several people's ranges apart and together, and what each comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import typer

from underice.cli.decide_running import Asked, decision_of, understood
from underice.cli.folding import say
from underice.cli.vault_door import opened, print_json, vault_folder
from underice.decide.page import asking as words
from underice.exposure.report.visible import visible
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.elicitation import Together
    from underice.decide.record import Decision
    from underice.decide.result import Cell


def run_compare(typed: str, asked: Asked, lang: Language) -> None:
    """Show everybody's ranges and what follows from each. Raises Problem, VaultError."""
    from underice.decide.elicitation import together
    from underice.decide.pooled import tables_apart
    from underice.decide.run import INSTANT

    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang, read_only=True) as vault:
        decision = decision_of(vault, typed)
    views = [together(name, decision.people) for name in decision.asked]
    tables = tables_apart(decision, n=asked.n or INSTANT, seed=1 if asked.seed is None else asked.seed)
    if asked.as_json:
        for one in views:
            print_json(_fields(one))
        for who, table in tables.items():
            for cell in table:
                print_json({"kind": "cell", "author": who, "pooled": who is None, "outcome": cell.outcome, "policy": cell.policy,
                            "low": cell.wide[0], "high": cell.wide[1]})  # fmt: skip
        return
    say(range_lines(views, lang))
    typer.echo("")
    say(_result_lines(decision, tables, lang))


def _fields(one: Together) -> dict[str, object]:
    return {
        "kind": "ranges", "quantity": one.name, "agreement": one.agreement, "pool": list(one.pool),
        "common": None if one.common is None else list(one.common),
        "own": [
            {"author": each.author, "low": each.low, "high": each.high, "best": each.best, "basis": each.basis,
             "mind": each.mind, "date": each.date.isoformat() if each.date else None}
            for each in one.own
        ],
    }  # fmt: skip


def range_lines(views: list[Together], lang: Language) -> Iterator[str]:
    """Each quantity: everybody's range with its basis, whether they can all be right, and the pool."""
    from underice.decide.page.words import amount, belief

    _ = translation(lang).gettext
    if not views:
        yield _("Nobody has given a range; the shipped ones are used.")
    for one in views:
        yield belief(one.name, lang)
        for each in one.own:
            yield f"  {visible(each.author)}: {words.told(each, lang)}"
            if each.basis:
                yield "    " + _("because: {basis}").format(basis=visible(each.basis))
            if each.mind:
                yield "    " + _("would change her mind: {mind}").format(mind=visible(each.mind))
        if one.agreement == "one":
            continue
        low, middle, high = (amount(one.name, value, lang) for value in one.pool)
        if one.common is None:
            yield "  ≠ " + _("They cannot all be right: no value lies in everybody's range.")
        else:
            yield "  = " + _("Everybody holds possible: {low} to {high}.").format(
                low=amount(one.name, one.common[0], lang), high=amount(one.name, one.common[1], lang)
            )
        yield "  " + _("Pooled, all weighing alike: {low}, {middle}, {high} (5, 50 and 95 of 100).").format(
            low=low, middle=middle, high=high
        )


def _result_lines(decision: Decision, tables: Mapping[str | None, tuple[Cell, ...]], lang: Language) -> Iterator[str]:
    """For each group and way to act: the people, in 90 of 100 futures, by whose ranges."""
    from underice.decide.outcomes import MAIN
    from underice.decide.page.words import group, outcome, policy

    _ = translation(lang).gettext
    yield _("People in 90 of 100 futures, by whose ranges. No group is added to another.")
    for one in MAIN:
        yield ""
        yield f"{group(one.group, lang)}: {outcome(one.code, lang)}"
        for each in decision.situation.policies:
            parts = []
            for who, table in tables.items():
                cell = next(found for found in table if (found.outcome, found.policy) == (one.code, each.code))
                name = _("pooled") if who is None else visible(who) or _("shipped")
                parts.append(f"{name} {cell.wide[0]}–{cell.wide[1]}")
            yield f"  {policy(each, lang)}: {'; '.join(parts)}"
