"""Least-loss problems about a register as JSON: which steps to take so that enough households remain.

A problem is {"id", "k", "adversary": "A" | "B", "unit": "person" | "household", "ladders": {name: [{"set", "loss"}]}};
`set` holds conditions on the person, or for the ladder "kin" a list of relatives (see `queries`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from underice.exposure.register.counting import Found, count
from underice.exposure.register.pattern import Pattern
from underice.exposure.register.queries import BadQuery, pattern
from underice.exposure.register.table import Register
from underice.exposure.softening.search import Node, least_loss

KIN = "kin"


@dataclass(frozen=True, slots=True)
class _Problem:
    k: int
    absent_only: bool
    unit: str
    names: tuple[str, ...]
    steps: tuple[tuple[tuple[object, float], ...], ...]


def solve(register: Register, problem: Mapping[str, object], id_: str = "?") -> dict[str, object]:
    """The least loss and every node that reaches it, each with its counts; "min_loss" None if no node does.

    Raises BadQuery for a problem that is not of the form described.
    """
    asked = _read(problem, id_)
    counts: dict[Node, Found] = {}

    def good(node: Node) -> bool:
        found = counts[node] = count(register, _pattern(register, asked, node, id_), absent_only=asked.absent_only)
        return (found.households if asked.unit == "household" else found.persons) >= asked.k

    solution = least_loss([[loss for _, loss in ladder] for ladder in asked.steps], good)
    nodes = [] if solution is None else [
        {
            "node": dict(zip(asked.names, node, strict=True)),
            "loss": round(solution.loss, 9),
            "k_person": counts[node].persons,
            "k_household": counts[node].households,
        }
        for node in solution.nodes
    ]  # fmt: skip
    least = None if solution is None else round(solution.loss, 9)
    return {"id": problem.get("id", id_), "min_loss": least, "optimal_nodes": nodes}


def _read(problem: Mapping[str, object], id_: str) -> _Problem:
    k, ladders = problem.get("k"), problem.get("ladders")
    adversary, unit = problem.get("adversary", "B"), problem.get("unit", "household")
    if not isinstance(k, int) or not isinstance(ladders, dict) or not ladders:
        raise BadQuery("no-ladders", id_)
    if adversary not in ("A", "B") or unit not in ("person", "household"):
        raise BadQuery("unknown-adversary-or-unit", id_)
    return _Problem(
        k, adversary == "B", str(unit), tuple(ladders), tuple(_ladder(steps, id_) for steps in ladders.values())
    )


def _ladder(steps: object, id_: str) -> tuple[tuple[object, float], ...]:
    if not isinstance(steps, list) or not steps:
        raise BadQuery("empty-ladder", id_)
    found = []
    for step in cast(list[object], steps):
        if not isinstance(step, dict) or not isinstance(step.get("loss"), int | float) or "set" not in step:
            raise BadQuery("bad-step", id_)
        found.append((step["set"], float(step["loss"])))
    return tuple(found)


def _pattern(register: Register, asked: _Problem, node: Node, id_: str) -> Pattern:
    person: dict[str, object] = {}
    kin: object = []
    for name, step, ladder in zip(asked.names, node, asked.steps, strict=True):
        chosen = ladder[step][0]
        if name == KIN:
            kin = chosen
        elif isinstance(chosen, dict):
            person |= chosen
        else:
            raise BadQuery("bad-step", id_)
    return pattern(register, person, kin, id_)
