"""What verification can find, as values; sentences are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from underice.vault.errors import VaultDamaged, VaultError

Code = Literal[
    "cut",
    "missing",
    "reordered",
    "inserted",
    "duplicated",
    "edited",
    "erased",
    "unerased",
    "fork",
    "page",
    "index",
    "attachment",
    "anchor",
]
"""What can be found. The first six concern the history; "erased" is a payload removed without a record of it,
"unerased" one that is back after its removal; "fork" a history other than the one an anchor has seen; "page" a damaged
database; "index" search or look-up tables that do not fit the statements; "anchor" what opening had to say."""

HISTORY: frozenset[Code] = frozenset(("cut", "missing", "reordered", "inserted", "duplicated", "edited", "fork"))
"""The codes that say that the history is not as it was signed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written."""

    code: Code
    bundle: int | None = None
    """The first bundle concerned."""
    id: str | None = None
    """The statement or attachment concerned, where one can be named."""
    detail: str | None = None

    @classmethod
    def of(cls, error: VaultError) -> Finding:
        """What opening or reading had to say, as a finding."""
        number = error.fields.get("bundle")
        bundle = number if isinstance(number, int) else None
        if isinstance(error, VaultDamaged) and error.part == "database":
            return cls("page", bundle, detail=error.detail)
        return cls("anchor", bundle, detail=str(error))


@dataclass(frozen=True, slots=True)
class Verification:
    """What verification saw. Good if there are no findings."""

    findings: tuple[Finding, ...]
    statements: int
    bundles: int
    attachments: int

    @property
    def good(self) -> bool:
        """True if everything is as it was written."""
        return not self.findings
