"""Runs in the vault: what went in, with which seed and version, what came out, and doing it again bit for bit.

A run of another version of the model is shown as it was; whoever wants today's answer runs the decision again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from underice import __version__
from underice.decide import run as engine
from underice.decide.dilemma import Dilemma
from underice.decide.inputs import dilemma_of, mark, result_mark, text_of
from underice.decide.result import VERSION, Result
from underice.decide.saying import all_said, children, said, values_of
from underice.vocabulary.statement import new_id

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Entity

KIND = "run"
VERSION_NOW = f"{__version__} · {VERSION}"
"""The version of the program and, after the dot, of the model."""


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """A run as it was recorded. mode: whose ranges ("": the shipped ones). inputs: JSON. page: as it was shown.

    unanswered: items of the checklist without an answer when its result was seen.
    """

    id: bytes
    made: date
    mode: str
    n: int
    seed: int
    version: str
    inputs: str
    inputs_mark: str
    result_mark: str
    page: str
    lang: str
    unanswered: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Run(id={self.id.hex()[:8]}, n={self.n}, seed={self.seed}, inputs hidden)"

    @property
    def current(self) -> bool:
        """True if it was made with the equations of this version."""
        return self.version.rpartition(" · ")[2] == str(VERSION)

    @property
    def dilemma(self) -> Dilemma:
        """What went in. Raises BadInputs."""
        return dilemma_of(self.inputs)


@dataclass(frozen=True, slots=True)
class Again:
    """A run done again. unchanged: the inputs are those that were marked. same: every number came out as it did."""

    result: Result
    unchanged: bool
    same: bool


def save(
    vault: Vault,
    decision: bytes,
    result: Result,
    *,
    mode: str,
    made: date,
    page: str,
    lang: str,
    unanswered: tuple[str, ...] = (),
    by: str | None = None,
) -> Run:
    """Record a run as one action. Raises Unkept, VaultError; then nothing is recorded."""  # fmt: skip
    inputs = text_of(result.dilemma)
    run = Run(
        new_id(), made, mode, result.n, result.seed, VERSION_NOW, inputs, mark(inputs), result_mark(result), page, lang,
        unanswered,
    )  # fmt: skip
    values = {
        "made": made.isoformat(), "mode": mode, "futures": str(run.n), "seed": str(run.seed), "version": run.version,
        "inputs": inputs, "inputs_mark": run.inputs_mark, "result_mark": run.result_mark, "page": page,
        "language": lang,
    }  # fmt: skip
    statements = [
        said(vault, run.id, KIND, "decision", decision.hex()),
        *all_said(vault, run.id, KIND, values, lang=lang),
        *(said(vault, run.id, KIND, "unanswered", item) for item in unanswered),
    ]
    vault.record(statements, by=by)
    return run


def keepable(dilemma: Dilemma) -> None:
    """Raise Unkept for what no run could keep of its inputs, such as reasons too long in sum: before it is computed."""
    said(None, new_id(), KIND, "inputs", text_of(dilemma))


def runs_of(vault: Vault, decision: bytes) -> tuple[Run, ...]:
    """The runs of a decision, oldest first; those of which a part was taken back or expunged are left out."""
    return tuple(run for one in children(vault, decision, KIND) if (run := _run(one)) is not None)


def run_by_id(vault: Vault, id_: bytes) -> Run | None:
    """One run; None if the id is no run's, or a part of it was taken back. Raises UnknownId."""
    return _run(vault.entity(id_)) if vault.kind_of(id_) == KIND else None


def decision_of_run(vault: Vault, id_: bytes) -> bytes | None:
    """The decision a run belongs to. Raises UnknownId."""
    decision = values_of(vault.entity(id_)).get("decision")
    return bytes.fromhex(decision) if decision else None


def again(run: Run, progress: Callable[[int, int], None] | None = None) -> Again:
    """The run done again from what was recorded. Raises BadInputs, CannotRun."""
    result = engine.run(run.dilemma, n=run.n, seed=run.seed, progress=progress)
    return Again(result, mark(run.inputs) == run.inputs_mark, result_mark(result) == run.result_mark)


def _run(entity: Entity) -> Run | None:
    values = values_of(entity)
    needed = {"made", "futures", "seed", "version", "inputs", "inputs_mark", "result_mark"}
    if not needed <= values.keys():
        return None
    return Run(
        entity.id, date.fromisoformat(values["made"]), values.get("mode", ""), int(values["futures"]),
        int(values["seed"]), values["version"], values["inputs"], values["inputs_mark"], values["result_mark"],
        values.get("page", ""), values.get("language", "en"),
        tuple(one.value for one in entity.properties.get("unanswered", ())),
    )  # fmt: skip
