"""A decision in the vault: its situation, the checklist, everybody's beliefs, the runs, the choice.

    id_ = begin(vault, Draft("Shenyang", dilemma, answers, beliefs), by="Editor")
    decision = load(vault, id_)
    result = run(decision.dilemma("Editor"), n=…, seed=…)
    save(vault, decision, result, …)          # underice.decide.runs
    add(vault, id_, Change(beliefs=…, choice=…), by="Interpreter")

Whatever is given at once is one action: either all of it is recorded or, if the vault refuses a word of it, nothing. The
checklist, the ranges and the forecasts go in before any result; a run is a later action.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from underice.decide import choosing, forecasts
from underice.decide.checklist import ITEMS, Answer, answers
from underice.decide.choosing import Choice, choice_of
from underice.decide.dilemma import Dilemma, Transfer
from underice.decide.elicitation import People, asked_of, believed, decimals, narrowed, panel
from underice.decide.forecasts import Forecast
from underice.decide.inputs import BadInputs, dilemma_of, text_of
from underice.decide.ranges import Range, parameters
from underice.decide.runs import Run, runs_of
from underice.decide.saying import all_said, changed, children, said, values_of
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from underice.exposure.signing import SigningKey
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
    forecasts: tuple[Forecast, ...] = ()

    def __repr__(self) -> str:
        return f"Draft({len(self.beliefs)} beliefs, title hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """What is added to a decision or replaces what it held. situation: None leaves it. key: signs the choice."""

    situation: Dilemma | None = None
    answers: tuple[Answer, ...] = ()
    beliefs: tuple[Range, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    choice: Choice | None = None
    key: SigningKey | None = None

    def __repr__(self) -> str:
        return f"Change({len(self.beliefs)} beliefs, {len(self.forecasts)} forecasts, words hidden)"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a change. changed: statements about situation and checklist that are new; forecasts: their ids."""

    changed: int = 0
    forecasts: tuple[bytes, ...] = ()


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


def begin(vault: Vault, draft: Draft, *, by: str | None = None, today: date | None = None) -> bytes:
    """Record a new decision with its checklist, beliefs and forecasts as one action; its id.

    today: the day of the forecasts; the day from which the dilemma counts otherwise. Raises BadForecast, Unkept,
    VaultError; then nothing is recorded.
    """
    entity = new_id()
    started = draft.dilemma.started
    day = today or started or date.today()
    values = {
        "title": draft.title,
        "started": started.isoformat() if started else "",
        "setting": _setting(draft.dilemma),
        "incident": draft.incident.hex() if draft.incident else "",
        **{one.item: one.words for one in draft.answers},
    }
    statements = all_said(vault, entity, KIND, values, lang=draft.lang)
    statements += [one for belief in draft.beliefs for one in _belief(entity, belief, draft.lang)]
    for forecast in draft.forecasts:
        statements += forecasts.statements_of(entity, forecast, today=day, lang=draft.lang)
    vault.record(statements, by=by, note=draft.title)
    return entity


def add(
    vault: Vault, decision: bytes, change: Change, *, by: str | None = None, today: date | None = None,
    lang: str | None = None,
) -> Added:  # fmt: skip
    """Record a change as one action. Nobody's earlier ranges are touched; what is replaced stays in the history.

    today: the day of the forecasts (default: today). Raises BadForecast, SigningRefused, Unkept, VaultError; then
    nothing is recorded.
    """
    statements = changed(vault, decision, KIND, _values(change))
    done = len(statements)
    for belief in change.beliefs:
        statements += _belief(decision, belief, lang)
    made = []
    for forecast in change.forecasts:
        several = forecasts.statements_of(decision, forecast, today=today or date.today(), lang=lang)
        made.append(several[0].entity)
        statements += several
    if change.choice is not None:
        choice = change.choice
        choice = choosing.signed(vault, decision, choice, change.key) if change.key is not None else choice
        statements += choosing.statements_of(vault, decision, choice, lang=lang)
    if statements:
        vault.record(statements, by=by)
    return Added(done, tuple(made))


def _values(change: Change) -> dict[str, str]:
    """The properties of the decision itself that a change gives."""
    found = {one.item: one.words for one in change.answers}
    if change.situation is not None:
        found["setting"] = _setting(change.situation)
        if change.situation.started is not None:
            found["started"] = change.situation.started.isoformat()
    return found


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
    """Record further ranges, as one action. Raises Unkept, VaultError."""
    add(vault, decision, Change(beliefs=tuple(beliefs)), by=by, lang=lang)


def answer(vault: Vault, decision: bytes, given: Iterable[Answer], *, by: str | None = None) -> int:
    """Record answers to the checklist, as one action; how many of them were new. Raises Unkept, VaultError."""
    return add(vault, decision, Change(answers=tuple(given)), by=by).changed


def situate(vault: Vault, decision: bytes, dilemma: Dilemma, *, by: str | None = None) -> int:
    """Record a changed situation, as one action; how many statements. Raises Unkept, VaultError."""
    return add(vault, decision, Change(situation=dilemma), by=by).changed


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
