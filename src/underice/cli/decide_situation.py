"""From what was given to a dilemma that can be run: days counted, the text checked, ways to act that name left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from underice.cli.decide_given import Given
from underice.cli.errors import Problem, tell
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.dilemma import Dilemma, Family
    from underice.decide.policies import Policy
    from underice.exposure.known import Known


def situation(given: Given, lang: Language, known: Known | None = None) -> Dilemma:
    """The dilemma without anybody's ranges, after the draft was checked. known: what a vault adds to the check.

    Says on standard error what was left out and why. Raises Problem, CannotRun.
    """
    from underice.decide.dilemma import Dilemma
    from underice.decide.situation import fit, transfer_in

    if given.detained is None:
        raise Problem("no_held")
    today = given.today
    families = families_checked(given, lang, known)
    return fit(Dilemma(
        detained=given.detained,
        days_since_arrest=float((today - given.arrested).days) if given.arrested else 0.0,
        transfer=transfer_in(given.transfer, today),
        families=families,
        ranges={},
        policies=_policies(given, lang),
        checked=given.draft is not None,
        started=today,
    ))  # fmt: skip


def families_checked(given: Given, lang: Language, known: Known | None) -> tuple[Family, ...]:
    """The households: k from the draft where one was given, else as typed."""
    if given.draft is None:
        return given.families
    from underice.cli.draft import opened
    from underice.decide.families import families_of
    from underice.exposure.check import check

    draft, on = opened(given.draft, given.draft_date or given.today.isoformat(), lang)
    found = families_of(check(draft.text, date=on, known=known), [one.people for one in given.families])
    _ = translation(lang)
    lowest = min((one.k for one in found if one.k is not None), default=None)
    if lowest is not None:
        tell(
            _.ngettext(
                "The draft was checked: {n} household left behind, the smallest k is {k}.",
                "The draft was checked: {n} households left behind, the smallest k is {k}.",
                len(found),
            ).format(n=len(found), k=lowest)
        )
    return found


def possible(given: Given, n: int | None, seed: int | None, lang: Language) -> None:
    """Refuse before the first question what would refuse the run after the last one. Raises Problem, CannotRun."""
    from underice.decide.dilemma import Dilemma
    from underice.decide.run import FULL, check
    from underice.decide.situation import transfer_in

    arrested = given.arrested or given.today
    so_far = Dilemma(
        detained=1 if given.detained is None else given.detained,
        days_since_arrest=float((given.today - arrested).days),
        transfer=transfer_in(given.transfer, given.today),
        families=given.families,
        policies=_wanted(given, lang)[0],
        checked=True,
    )
    check(so_far, FULL if n is None else n, seed or 0)


def _wanted(given: Given, lang: Language) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """The ways to act: those asked for, else all; and the names of those left out, as no text was checked.

    Raises Problem for one nobody knows, or one asked for that would name people.
    """
    from underice.decide.page.asking import policy_name
    from underice.decide.policies import POLICIES
    from underice.decide.situation import offered

    every = (*POLICIES, *given.own_policies)
    for code in given.policies:
        if code not in {one.code for one in every}:
            raise Problem("unknown_policy", value=code[:40], known=", ".join(one.code for one in every))
    chosen = tuple(one for one in every if one.code in given.policies) if given.policies else every
    naming = tuple(policy_name(one.code, lang) for one in chosen if one.names)
    if not naming or given.draft is not None:
        return chosen, ()
    if given.policies or any(one.names for one in given.own_policies):
        raise Problem("names_refused", policies=", ".join(naming))
    return offered(False, chosen), naming


def _policies(given: Given, lang: Language) -> tuple[Policy, ...]:
    """The ways to act that may be looked at; says which were left out. Raises Problem."""
    chosen, naming = _wanted(given, lang)
    if naming:
        _ = translation(lang).gettext
        told = _("Left out, because nobody has checked whom they expose: {policies}. Check a text with --draft FILE.")
        tell(told.format(policies=", ".join(naming)))
    return chosen


def changed(before: Dilemma, given: Given, lang: Language, known: Known | None = None) -> Dilemma:
    """A situation with what was given anew in the place of what it held. Raises Problem, CannotRun."""
    from underice.decide.record import moved
    from underice.decide.situation import transfer_in

    now = moved(before, given.on) if given.on is not None else before
    today = now.started or given.today
    again = replace(given, on=today)
    if given.detained is not None:
        now = replace(now, detained=given.detained)
    if given.arrested is not None:
        now = replace(now, days_since_arrest=float((today - given.arrested).days))
    if given.transfer is not None:
        now = replace(now, transfer=transfer_in(again.transfer, today))
    if given.draft is not None:
        kept = given.families or before.families
        now = replace(now, families=families_checked(replace(again, families=kept), lang, known), checked=True)
    elif given.families:
        now = replace(now, families=given.families)
    if given.policies or given.own_policies:
        draft = given.draft or ("-" if now.checked else None)
        now = replace(now, policies=_policies(replace(again, draft=draft), lang))
    return now
