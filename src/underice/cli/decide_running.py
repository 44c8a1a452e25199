"""What `underice decide new` and `set` do: from what was given and asked to one record, and on to the page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.decide_given import Given
from underice.cli.decide_page import fit
from underice.cli.decide_situation import changed, situation
from underice.cli.errors import Problem, tell
from underice.cli.vault_door import (
    FOLDER_VARIABLE,
    Key,
    ask_passphrase,
    opened,
    print_json,
    resolve,
    short,
    vault_folder,
)
from underice.decide.page import asking as words
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.choosing import Choice
    from underice.decide.dilemma import Dilemma
    from underice.decide.record import Decision
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
        raise Problem("not_kept", fault=f"{refused.where}: {refused.code}") from None
    except SigningRefused:
        raise Problem("unregistered_key") from None


def run_new(given: Given, asked: Asked, lang: Language) -> None:
    """Begin a decision, ask what is missing if somebody sits there, run it, show the page. Raises Problem, VaultError."""
    from underice.cli.decide_asking import ask_everything
    from underice.cli.decide_runs import run_recorded, run_unsaved
    from underice.decide.families import households

    fit(asked.out)
    watched = sys.stdin.isatty() and sys.stderr.isatty() and not asked.as_json
    folder = vault_folder(asked.vault) if asked.vault or os.environ.get(FOLDER_VARIABLE) else None
    passphrase = _passphrase(folder, asked.key, lang)
    with understood(lang):
        if asked.ask or (watched and given.detained is None):
            # Ten minutes are longer than a vault stays open unused: it is opened to look, closed, and opened again.
            with _vault(folder, asked.key, passphrase, lang, read_only=True) as vault:
                sizes = households(vault) if vault is not None else ()
                _case(vault, asked.case, given)  # an incident nobody knows is told now, not after ten minutes
            given = ask_everything(given, lang, sizes)
        if not given.by and (folder is not None or given.ranges):
            raise Problem("no_author")
        with _vault(folder, asked.key, passphrase, lang) as vault:
            case, known = _case(vault, asked.case, given)
            dilemma = situation(given, lang, known)
            _forecasts_fit(given)
            if vault is None:
                run_unsaved(given, dilemma, asked, lang)
                return
            decision = _begun(vault, given, dilemma, case, lang)
            run_recorded(vault, decision, _whose(decision, given.by), asked, lang)


def _whose(decision: Decision, by: str) -> str:
    """On whose ranges a new decision is run first: hers who began it, else the only ones there are, else the shipped."""
    if by in decision.authors:
        return by
    return decision.authors[0] if len(decision.authors) == 1 else ""


def _passphrase(folder: Path | None, key: Key, lang: Language) -> str | None:
    """Asked for once, before ten minutes of questions and not after. None where none is needed."""
    from underice.vault.opening import look_like_a_vault

    if key.key_file is not None and key.passphrase_fd is not None:
        raise Problem("one_key")
    if folder is None or key.key_file is not None:
        return None
    look_like_a_vault(folder)
    return ask_passphrase(lang, key.passphrase_fd)


@contextmanager
def _vault(
    folder: Path | None, key: Key, passphrase: str | None, lang: Language, *, read_only: bool = False
) -> Iterator[Vault | None]:
    """The vault, open; None if none was named: then nothing is saved."""
    if folder is None:
        yield None
        return
    with opened(folder, Key(None, key.key_file), lang, passphrase=passphrase, read_only=read_only) as vault:
        yield vault


def _case(vault: Vault | None, typed: str | None, given: Given) -> tuple[bytes | None, Known | None]:
    """The incident meant, and what the vault adds to the check of a draft. Raises Problem."""
    from underice.cli.draft_known import case_in
    from underice.exposure.registered import known

    if vault is None:
        return None, None
    case = case_in(vault, typed) if typed is not None else None
    return case, known(vault, case) if given.draft is not None else None


def _forecasts_fit(given: Given) -> None:
    """Refuse a forecast that cannot be before anything is recorded. Raises BadForecast."""
    from underice.decide.forecasts import checked

    for one in given.forecasts:
        checked(one, given.today)


def _begun(vault: Vault, given: Given, dilemma: Dilemma, case: bytes | None, lang: Language) -> Decision:
    """Record the decision, its checklist, ranges and forecasts: all before any result."""
    from underice.decide.checklist import answers
    from underice.decide.forecasts import forecast
    from underice.decide.record import Draft, begin, load

    _ = translation(lang).gettext
    draft = Draft(given.title or _("Speak or wait"), dilemma, answers(given.answers), given.ranges, case, lang)
    id_ = begin(vault, draft, by=given.by)
    for one in given.forecasts:
        forecast(vault, id_, one, today=given.today, by=given.by, lang=lang)
    tell(_("Recorded before any result: decision {id}; ranges {ranges}, answers {answers}, forecasts {forecasts}.").format(
        id=short(id_), ranges=len(given.ranges), answers=len(draft.answers), forecasts=len(given.forecasts)
    ))  # fmt: skip
    return load(vault, id_)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice as typed: the way to act, why, which run, and the signing file."""

    policy: str = ""
    reasons: tuple[str, ...] = ()
    run: str = ""
    sign: str | None = None
    sign_fd: int | None = None


def run_set(typed: str, given: Given, chosen: Chosen, asked: Asked, lang: Language) -> None:
    """Record further ranges, answers, forecasts, a changed situation, or the choice. Raises Problem, VaultError."""
    from underice.decide.checklist import answers
    from underice.decide.forecasts import forecast
    from underice.decide.record import answer, believe, situate

    _ = translation(lang)
    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang) as vault:
        decision = decision_of(vault, typed)
        known = _case(vault, asked.case, given)[1]
        situation_ = changed(decision.situation, given, lang, known)
        if not (given.ranges or given.answers or given.forecasts or chosen.policy or situation_ != decision.situation):
            raise Problem("nothing_set", command=COMMAND)
        if not given.by:
            raise Problem("no_author")
        _forecasts_fit(given)
        choice = _choice(vault, decision, given, chosen) if chosen.policy else None
        key = _key(vault, chosen, choice, lang)
        done = situate(vault, decision.id, situation_, by=given.by) if situation_ != decision.situation else 0
        if given.ranges:
            believe(vault, decision.id, given.ranges, by=given.by, lang=lang)
        done += answer(vault, decision.id, answers(given.answers), by=given.by)
        made = [forecast(vault, decision.id, one, today=given.today, by=given.by, lang=lang) for one in given.forecasts]
        if choice is not None:
            _choose(vault, decision, choice, key, lang)
        if asked.as_json:
            print_json({"decision": decision.id.hex(), "ranges": len(given.ranges), "changed": done,
                        "forecasts": [one.hex() for one in made], "choice": choice.policy if choice else None,
                        "signed": key is not None})  # fmt: skip
            return
        if given.ranges or done or made:
            told = _.gettext("Recorded: ranges {ranges}, changes {changed}, forecasts {forecasts}.")
            typer.echo(told.format(ranges=len(given.ranges), changed=done, forecasts=len(made)))
        for one in made:
            typer.echo(_.gettext("Forecast {id}.").format(id=short(one)))


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


def _choose(vault: Vault, decision: Decision, choice: Choice, key: SigningKey | None, lang: Language) -> None:
    from underice.decide.choosing import choose

    _ = translation(lang).gettext
    choose(vault, decision.id, choice, key, lang=lang)
    name = next(one.label_ko if lang == "ko" else one.label_en
                for one in decision.situation.policies if one.code == choice.policy)  # fmt: skip
    if key is None:
        tell(_("Recorded: “{choice}”, not signed by a key. Sign with --sign FILE.").format(choice=name))
    else:
        tell(_("Recorded and signed by {name}: “{choice}”.").format(name=key.name, choice=name))
        key.wipe()
