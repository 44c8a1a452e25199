"""What `underice decide new` does: from what was given and asked to one record, and on to the page.

Nothing typed is lost to a refusal: what was given is looked at before the first question, every answer when it is typed,
and if recording fails all the same, it can be tried again with the answers still in memory. They are never written to
disk in clear.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from underice.cli.decide_given import Given
from underice.cli.decide_page import fit
from underice.cli.decide_running import Asked, case_meant, understood
from underice.cli.decide_situation import possible, situation
from underice.cli.errors import Problem, tell
from underice.cli.vault_door import FOLDER_VARIABLE, Key, ask_passphrase, opened, short, vault_folder
from underice.vault.errors import VaultError
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.dilemma import Dilemma
    from underice.decide.record import Decision
    from underice.vault.vault import Vault

_YES = {"y", "yes", "예", "네", "ㅇ"}


def run_new(given: Given, asked: Asked, lang: Language) -> None:
    """Begin a decision, ask what is missing if somebody sits there, run it, show the page. Raises Problem, VaultError."""
    from underice.cli.decide_runs import run_recorded, run_unsaved

    fit(asked.out)
    watched = sys.stdin.isatty() and sys.stderr.isatty() and not asked.as_json
    folder = vault_folder(asked.vault) if asked.vault or os.environ.get(FOLDER_VARIABLE) else None
    passphrase = _passphrase(folder, asked.key, lang)
    questions = asked.ask or (watched and given.detained is None)
    if questions:
        given = _asked(given, asked, folder, passphrase, lang)
    if not given.by and (folder is not None or given.ranges):
        raise Problem("no_author")
    decision: Decision | None = None
    while True:
        try:
            with understood(lang), _vault(folder, asked.key, passphrase, lang) as vault:
                dilemma, case = _looked_at(vault, given, asked, lang)
                if vault is None:
                    run_unsaved(given, dilemma, asked, lang)
                    return
                decision = _begun(vault, given, dilemma, case, lang)
                run_recorded(vault, decision, _whose(decision, given.by), asked, lang)
                return
        except (Problem, VaultError) as error:
            if decision is not None or not questions or not _try_again(error, lang):
                raise


def _asked(given: Given, asked: Asked, folder: Path | None, passphrase: str | None, lang: Language) -> Given:
    """What was given and what is answered; what cannot be is refused before the first question. Raises Problem."""
    from underice.cli.decide_asking import ask_everything
    from underice.decide.families import households

    with understood(lang):
        possible(given, asked.n, asked.seed, lang)
        # Ten minutes are longer than a vault stays open unused: it is opened to look, closed, and opened again.
        with _vault(folder, asked.key, passphrase, lang, read_only=True) as vault:
            sizes = households(vault) if vault is not None else ()
            case_meant(vault, asked.case, given)
        return ask_everything(given, lang, sizes)


def _try_again(error: Problem | VaultError, lang: Language) -> bool:
    """Say what went wrong after all was answered, and ask whether to try again. The end of the input is no."""
    from underice.cli.recording import ask
    from underice.cli.vault_errors import say

    tell(error.say(lang) if isinstance(error, Problem) else say(error, lang))
    question = translation(lang).gettext("Your answers are still here. Try again? (y: yes, Enter: give them up) ")
    return ask(question).lower() in _YES


def _looked_at(vault: Vault | None, given: Given, asked: Asked, lang: Language) -> tuple[Dilemma, bytes | None]:
    """The situation and its incident, after all was looked at that could refuse the record or the run.

    Raises Problem, CannotRun, BadForecast, Unkept.
    """
    from underice.decide.forecasts import checked
    from underice.decide.run import FULL, check
    from underice.decide.runs import keepable

    case, known = case_meant(vault, asked.case, given)
    dilemma = situation(given, lang, known)
    believing = replace(dilemma, ranges={**dilemma.believed, **{one.name: one for one in given.ranges}})
    check(believing, FULL if asked.n is None else asked.n, asked.seed or 0)
    keepable(believing)
    for one in given.forecasts:
        checked(one, given.today)
    return dilemma, case


def _begun(vault: Vault, given: Given, dilemma: Dilemma, case: bytes | None, lang: Language) -> Decision:
    """Record the decision, its checklist, ranges and forecasts: all before any result."""
    from underice.decide.checklist import answers
    from underice.decide.record import Draft, begin, load

    _ = translation(lang).gettext
    title = given.title or _("Speak or wait")
    draft = Draft(title, dilemma, answers(given.answers), given.ranges, case, lang, given.forecasts)
    id_ = begin(vault, draft, by=given.by, today=given.today)
    tell(_("Recorded before any result: decision {id}; ranges {ranges}, answers {answers}, forecasts {forecasts}.").format(
        id=short(id_), ranges=len(given.ranges), answers=len(draft.answers), forecasts=len(given.forecasts)
    ))  # fmt: skip
    return load(vault, id_)


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
