"""What `underice decide set` does, and what the commands of `underice decide` have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import typer

from underice.cli.decide_given import Given
from underice.cli.decide_situation import changed
from underice.cli.errors import Problem, tell
from underice.cli.vault_door import Key, opened, print_json, resolve, short, vault_folder
from underice.decide.page import asking as words
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.choosing import Choice
    from underice.decide.record import Added, Change, Decision
    from underice.decide.saying import Unkept
    from underice.exposure.known import Known
    from underice.exposure.signing import SigningKey
    from underice.vault.vault import Vault

COMMAND = "underice decide set"
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """How a command was asked for: the vault, the run, where a page goes."""

    vault: str | None
    key: Key
    case: str | None = None
    n: int | None = None
    seed: int | None = None
    out: str | None = None
    as_json: bool = False
    ask: bool = False


@contextmanager
def understood(lang: Language) -> Iterator[None]:
    """Turn what the room refuses into what is said to the user. Raises Problem."""
    from underice.decide.forecasts import BadForecast
    from underice.decide.inputs import BadInputs
    from underice.decide.ranges import CannotRun
    from underice.decide.saying import Unkept
    from underice.exposure.signing import SigningRefused

    _ = translation(lang).gettext
    try:
        yield
    except CannotRun as refused:
        naming = [words.policy_name(one.where, lang) for one in refused.problems if one.code == "names_unchecked"]
        if naming and len(naming) == len(refused.problems):
            raise Problem("names_refused", policies=", ".join(naming)) from None
        raise Problem("cannot_run", reasons=words.problems(refused.problems, lang)) from None
    except BadForecast as refused:
        reason = _(words.FORECASTS[refused.code])
        raise Problem("bad_forecast", reason=reason, command="underice decide set") from None
    except BadInputs:
        raise Problem("bad_inputs") from None
    except Unkept as refused:
        raise Problem("not_kept", fault=words_of_fault(refused, lang)) from None
    except SigningRefused:
        raise Problem("unregistered_key") from None


def words_of_fault(refused: Unkept, lang: Language) -> str:
    """Which part cannot be kept, and why."""
    from underice.people.entry_words import fault_words
    from underice.vocabulary.kinds import property_of

    kind, _dot, name = refused.where.partition(".")
    prop = property_of(kind, name)
    return (
        f"{prop.label[lang]}: {fault_words(refused.code, prop, lang).rstrip('.')}"
        if prop is not None
        else refused.where
    )


def case_meant(vault: Vault | None, typed: str | None, given: Given) -> tuple[bytes | None, Known | None]:
    """The incident meant, and what the vault adds to the check of a draft. Raises Problem."""
    from underice.cli.draft_known import case_in
    from underice.exposure.registered import known

    if vault is None:
        return None, None
    case = case_in(vault, typed) if typed is not None else None
    return case, known(vault, case) if given.draft is not None else None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice as typed: the way to act, why, which run, and the signing file."""

    policy: str = ""
    reasons: tuple[str, ...] = ()
    run: str = ""
    sign: str | None = None
    sign_fd: int | None = None


def run_set(typed: str, given: Given, chosen: Chosen, asked: Asked, lang: Language) -> None:
    """Record further ranges, answers, forecasts, a changed situation or the choice, all of it or nothing.

    Raises Problem, VaultError.
    """
    from underice.decide.checklist import answers
    from underice.decide.record import Change, add

    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang) as vault:
        decision = decision_of(vault, typed)
        known = case_meant(vault, asked.case, given)[1]
        situation_ = changed(decision.situation, given, lang, known)
        if not (given.ranges or given.answers or given.forecasts or chosen.policy or situation_ != decision.situation):
            raise Problem("nothing_set", command=COMMAND)
        if not given.by:
            raise Problem("no_author")
        choice = _choice(vault, decision, given, chosen) if chosen.policy else None
        change = Change(
            situation_ if situation_ != decision.situation else None, answers(given.answers), given.ranges,
            given.forecasts, choice, _key(vault, chosen, choice, lang),
        )  # fmt: skip
        try:
            done = add(vault, decision.id, change, by=given.by, today=given.today, lang=lang)
            _tell_set(decision, change, done, asked, lang)
        finally:
            if change.key is not None:
                change.key.wipe()


def _tell_set(decision: Decision, change: Change, done: Added, asked: Asked, lang: Language) -> None:
    """What was recorded."""
    _ = translation(lang).gettext
    choice, key = change.choice, change.key
    if choice is not None:
        name = next(one.label_ko if lang == "ko" else one.label_en
                    for one in decision.situation.policies if one.code == choice.policy)  # fmt: skip
        if key is None:
            tell(_("Recorded: “{choice}”, not signed by a key. Sign with --sign FILE.").format(choice=name))
        else:
            tell(_("Recorded and signed by {name}: “{choice}”.").format(name=key.name, choice=name))
    if asked.as_json:
        print_json({"decision": decision.id.hex(), "ranges": len(change.beliefs), "changed": done.changed,
                    "forecasts": [one.hex() for one in done.forecasts], "choice": choice.policy if choice else None,
                    "signed": key is not None})  # fmt: skip
        return
    if change.beliefs or done.changed or done.forecasts:
        told = _("Recorded: ranges {ranges}, changes {changed}, forecasts {forecasts}.")
        typer.echo(told.format(ranges=len(change.beliefs), changed=done.changed, forecasts=len(done.forecasts)))
    for one in done.forecasts:
        typer.echo(_("Forecast {id}.").format(id=short(one)))


def decision_of(vault: Vault, typed: str) -> Decision:
    """The decision meant by an id or its beginning; the only one if nothing was typed. Raises Problem, UnknownId."""
    from underice.decide.record import NotADecision, decisions, load

    known = decisions(vault)
    if not known:
        raise Problem("no_decisions")
    named = "; ".join(f"{short(id_)} {title}" for id_, title in list(known.items())[:_MOST_SHOWN])
    if not typed and len(known) > 1:
        raise Problem("no_decision", known=named)
    try:
        return load(vault, resolve(vault, typed) if typed else next(iter(known)))
    except NotADecision:
        raise Problem("no_decision", known=named) from None


def _key(vault: Vault, chosen: Chosen, choice: Choice | None, lang: Language) -> SigningKey | None:
    """The key to sign with, refused before anything is recorded. Raises Problem, SigningRefused."""
    from underice.cli.draft_release import second_key
    from underice.decide.choosing import registered

    if chosen.sign is None or choice is None:
        return None
    key = second_key(chosen.sign, chosen.sign_fd, lang)
    registered(vault, key, choice.on)
    return key


def _choice(vault: Vault, decision: Decision, given: Given, chosen: Chosen) -> Choice:
    """The choice typed. Raises Problem for an unknown way to act or run, or without a reason."""
    from underice.decide.choosing import Choice

    known = [one.code for one in decision.situation.policies]
    if chosen.policy not in known:
        raise Problem("unknown_policy", value=chosen.policy[:40], known=", ".join(known))
    reasons = tuple(reason.strip() for reason in chosen.reasons if reason.strip())
    if not reasons:
        raise Problem("no_choice")
    last = decision.runs[-1].id if decision.runs else None
    run = resolve(vault, chosen.run) if chosen.run else last
    if run is not None and run not in {one.id for one in decision.runs}:
        raise Problem("no_run")
    return Choice(chosen.policy, reasons, given.by, given.on or date.today(), run)
