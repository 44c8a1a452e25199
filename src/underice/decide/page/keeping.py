"""Keep a run beside its decision with the page as it was shown, so that it can be read and done again years later."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from underice.decide.checklist import unanswered
from underice.decide.runs import Run, save

if TYPE_CHECKING:
    from underice.decide.page.page import Page
    from underice.decide.record import Decision
    from underice.vault.vault import Vault

SEEDS = 2**32


def fresh_seed() -> int:
    """A seed nobody chose; it is recorded with the run."""
    return secrets.randbelow(SEEDS)


def keep(vault: Vault, decision: Decision, page: Page, *, author: str, made: date) -> Run:
    """Record the run a page was made of, as one action. author: whose ranges, "" for the shipped ones.

    What the checklist left open when the result was seen is recorded with it. Raises Unkept, VaultError.
    """
    return save(
        vault, decision.id, page.result, mode=author, made=made, page=page.markdown(), lang=page.view.lang,
        unanswered=unanswered(decision.answers),
    )  # fmt: skip
