"""A decision in the vault: its situation, the checklist, everybody's beliefs, the runs, the choice.

    id_ = begin(vault, Draft("Shenyang", dilemma, answers, beliefs), by="Editor")
    decision = load(vault, id_)
    result = run(decision.dilemma("Editor"), n=…, seed=…)
    save(vault, decision, result, …)          # underice.decide.runs
    choose(vault, decision, …)                # underice.decide.choosing

The checklist and the ranges go in before any result: they are one action, a run is a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from underice.decide.checklist import ITEMS, Answer, answers
from underice.decide.choosing import Choice, choice_of
from underice.decide.dilemma import Dilemma, Transfer
from underice.decide.elicitation import People, asked_of, believed, decimals, narrowed, panel
from underice.decide.inputs import BadInputs, dilemma_of, text_of
from underice.decide.ranges import Range, parameters
from underice.decide.runs import Run, runs_of
from underice.decide.saying import all_said, changed, children, said, values_of
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Entity

KIND, BELIEF = "decision", "belief"


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What a decision begins with. dilemma: its `ranges` are not kept, `beliefs` are. incident: its id in the vault."""

    title: str
    dilemma: Dilemma
    answers: tuple[Answer, ...] = ()
    beliefs: tuple[Range, ...] = ()
    incident: bytes | None = None
    lang: str | None = None

    def __repr__(self) -> str:
        return f"Draft({len(self.beliefs)} beliefs, title hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """A decision as it stands. situation: a dilemma without ranges. beliefs: every range ever given, oldest first."""

    id: bytes
    title: str
    incident: bytes | None
    situation: Dilemma
    answers: tuple[Answer, ...] = ()
    beliefs: tuple[Range, ...] = ()
    runs: tuple[Run, ...] = ()
    choice: Choice | None = None

    def __repr__(self) -> str:
        return f"Decision(id={self.id.hex()[:8]}, {len(self.runs)} runs, title hidden)"

    @property
    def people(self) -> People:
        """Each author's newest ranges."""
        return panel(self.beliefs)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who gave ranges, in the order in which they first did."""
        return tuple(self.people)

    @property
    def asked(self) -> tuple[str, ...]:
        """The quantities about which somebody said something."""
        return asked_of(self.people)

    def dilemma(self, author: str = "") -> Dilemma:
        """The dilemma as one person sees it; shipped ranges where she was not asked, all shipped for nobody ("")."""
        return replace(self.situation, ranges=believed(self.people, author))


class NotADecision(ValueError):
    """An id that is no decision's, or a decision whose situation cannot be read."""


def begin(vault: Vault, draft: Draft, *, by: str | None = None) -> bytes:
    """Record a new decision with its checklist and beliefs as one action; its id. Raises Unkept, VaultError."""
    entity = new_id()
    started = draft.dilemma.started
    values = {
        "title": draft.title,
        "started": started.isoformat() if started else "",
        "setting": _setting(draft.dilemma),
        "incident": draft.incident.hex() if draft.incident else "",
        **{one.item: one.words for one in draft.answers},
    }
    statements = all_said(vault, entity, KIND, values, lang=draft.lang)
    statements += [one for belief in draft.beliefs for one in _belief(entity, belief, draft.lang)]
    vault.record(statements, by=by, note=draft.title)
    return entity


def load(vault: Vault, id_: bytes) -> Decision:
    """A decision with all that belongs to it. Raises NotADecision, UnknownId."""
    if vault.kind_of(id_) != KIND:
        raise NotADecision
    found = vault.entity(id_)
    values = values_of(found)
    try:
        situation = dilemma_of(values["setting"])
    except (KeyError, BadInputs):
        raise NotADecision from None
    incident = values.get("incident")
    return Decision(
        id_,
        values.get("title", ""),
        bytes.fromhex(incident) if incident else None,
        situation,
        answers({item: values[item] for item in ITEMS if item in values}),
        tuple(range_ for one in children(vault, id_, BELIEF) if (range_ := _range_of(one)) is not None),
        runs_of(vault, id_),
        choice_of(vault, found),
    )


def decisions(vault: Vault) -> Mapping[bytes, str]:
    """The decisions of a vault with their titles."""
    titles = {one.entity: one.value for one in vault.claims(KIND, ("title",))}
    return {id_: titles.get(id_, "") for id_ in vault.entities(KIND)}


def believe(
    vault: Vault, decision: bytes, beliefs: Sequence[Range], *, by: str | None = None, lang: str | None = None
) -> None:
    """Record further ranges, as one action. Nobody's earlier ones are touched. Raises Unkept, VaultError."""
    vault.record([one for belief in beliefs for one in _belief(decision, belief, lang)], by=by)


def answer(vault: Vault, decision: bytes, given: Iterable[Answer], *, by: str | None = None) -> int:
    """Record answers to the checklist; those that say what stands already are left out. How many were recorded."""
    statements = changed(vault, decision, KIND, {one.item: one.words for one in given})
    if statements:
        vault.record(statements, by=by)
    return len(statements)


def situate(vault: Vault, decision: bytes, dilemma: Dilemma, *, by: str | None = None) -> int:
    """Record a changed situation; how many statements. The earlier one stays in the history."""
    started = dilemma.started
    values = {"setting": _setting(dilemma), **({"started": started.isoformat()} if started else {})}
    statements = changed(vault, decision, KIND, values)
    if statements:
        vault.record(statements, by=by)
    return len(statements)


def moved(dilemma: Dilemma, day: date) -> Dilemma:
    """The same situation counted from another day: more days since the arrest, fewer until the transfer.

    A transfer that may have begun already can still be today; one that is wholly past stays past, and is refused when
    it is run. Without a day to count from nothing but that day changes.
    """
    if dilemma.started is None:
        return replace(dilemma, started=day)
    days = (day - dilemma.started) / timedelta(days=1)
    transfer = dilemma.transfer
    if transfer is not None:
        last = transfer.last - days
        transfer = Transfer(max(transfer.first - days, min(0.0, last)), last)
    return replace(
        dilemma, started=day, transfer=transfer, days_since_arrest=max(dilemma.days_since_arrest + days, 0.0)
    )


def _setting(dilemma: Dilemma) -> str:
    return text_of(dilemma, with_ranges=False)


def _belief(decision: bytes, one: Range, lang: str | None) -> list[Statement]:
    """A range as a record of its own, that of its author."""
    entity = new_id()
    values = {
        "quantity": one.name,
        "low": decimals(one.low),
        "high": decimals(one.high),
        "best": "" if one.best is None else decimals(one.best),
        "author": one.author,
        "date": one.date.isoformat() if one.date else "",
        "basis": one.basis,
        "change_mind": one.mind,
    }
    return [said(None, entity, BELIEF, "decision", decision.hex()), *all_said(None, entity, BELIEF, values, lang=lang)]


def _range_of(entity: Entity) -> Range | None:
    """A range as it was recorded; None if its quantity is none of this version's model, or a part was taken back."""
    values = values_of(entity)
    if values.get("quantity") not in parameters() or not {"low", "high"} <= values.keys():
        return None
    best = values.get("best")
    return narrowed(
        values["quantity"], float(values["low"]), float(values["high"]), float(best) if best else None,
        author=values.get("author", ""), on=date.fromisoformat(values["date"]) if "date" in values else None,
        basis=values.get("basis", ""), mind=values.get("change_mind", ""),
    )  # fmt: skip
