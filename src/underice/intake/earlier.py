"""Whether a list, or an earlier version of it, is in the vault already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from underice.intake.digest import digest, row_key
from underice.intake.model import Intake
from underice.intake.values import printable

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_ENOUGH = 2
"""A list is taken for another version of one in the vault if it repeats at least half of that one's rows, and two of
them speak of people (or all, if it has fewer): one row alike, such as "a son of 9", may come from anybody."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The list in the vault that this one repeats.

    source: its entity. at: when it was recorded, in seconds since 1970, and bundle in which. whole: True if nothing in
    this list is new. rows: numbers of rows found again → the source that each is in the vault. title: its working title.
    """

    source: bytes
    at: int
    bundle: int
    whole: bool
    rows: Mapping[int, bytes] = field(default_factory=dict)
    title: str = ""


def find(intake: Intake, vault: Vault) -> Earlier | None:
    """The list of the vault that this one is, or is a longer version of; None if it is a new one."""
    own = digest(intake.rows)
    claims = vault.claims("source", ("digest",))
    lists = {entity: {one.value for one in said} for entity, said in groupby(claims, lambda one: one.entity)}
    same = next((source for source, digests in lists.items() if own in digests), None)
    if same is not None:
        return _earlier(vault, same, {row.number: same for row in intake.rows}, whole=True)
    best: tuple[int, bytes, dict[int, bytes]] | None = None
    for source, known in _rows(vault, lists).items():
        found = _again(intake, known)
        people = sum(1 for row in intake.rows if row.number in found and row.people)
        if 2 * len(found) < len(known) or people < min(_ENOUGH, len(known)):
            continue
        if best is None or len(found) > best[0]:
            best = (len(found), source, found)
    if best is None:
        return None
    _, source, found = best
    whole = all(row.number in found for row in intake.rows if row.kind != "blank")
    return _earlier(vault, source, found, whole=whole)


def _rows(vault: Vault, lists: Iterable[bytes]) -> dict[bytes, list[tuple[str, bytes]]]:
    """For each list, its rows: key and source, in the order of ids."""
    wanted = set(lists)
    found: dict[bytes, list[tuple[str, bytes]]] = {one: [] for one in wanted}
    if not wanted:
        return {}
    claims = vault.claims("source", ("part_of", "text"))
    for entity, said in groupby(claims, lambda one: one.entity):
        values = {one.prop: one.value for one in said}
        whole = bytes.fromhex(values["part_of"]) if "part_of" in values else b""
        if whole in wanted and "text" in values:
            found[whole].append((row_key(values["text"]), entity))
    return {source: rows for source, rows in found.items() if rows}


def _again(intake: Intake, known: Sequence[tuple[str, bytes]]) -> dict[int, bytes]:
    """Rows of the new list that stand in the earlier one, each taken once."""
    waiting: dict[str, list[bytes]] = {}
    for key, source in reversed(known):
        waiting.setdefault(key, []).append(source)
    found: dict[int, bytes] = {}
    for row in intake.rows:
        if row.kind == "blank":
            continue
        left = waiting.get(row_key(printable(row.text)))
        if left:
            found[row.number] = left.pop()
    return found


def _earlier(vault: Vault, source: bytes, rows: Mapping[int, bytes], *, whole: bool) -> Earlier:
    history = vault.history(source)
    first = history[0].recorded
    titles = [line.statement.value for line in history if line.stands and line.statement.prop == "title"]
    return Earlier(source, first.at, first.bundle, whole, rows, titles[0] if titles else "")


def people_again(intake: Intake, earlier: Earlier, vault: Vault) -> dict[str, bytes]:
    """The people of rows found again: ref → the person recorded from that row. A row whose people cannot be told apart
    by what it says of them is left out.
    """
    sources = {source: number for number, source in earlier.rows.items()}
    recorded: dict[int, list[tuple[Counter[tuple[str, str]], bytes]]] = {}
    for person, said in groupby(vault.claims("person"), lambda one: one.entity):
        told: dict[int, Counter[tuple[str, str]]] = {}
        for one in said:
            number = sources.get(one.source)
            if number is not None:
                told.setdefault(number, Counter())[(one.prop, one.value)] += 1
        for number, values in told.items():
            recorded.setdefault(number, []).append((values, person))
    found: dict[str, bytes] = {}
    for listed in intake.people:
        candidates = recorded.get(listed.row, [])
        wanted = Counter((one.prop, one.value) for one in listed.said)
        fitting = [(sum((values & wanted).values()), person) for values, person in candidates]
        best = max((score for score, _ in fitting), default=0)
        fit = [person for score, person in fitting if score == best]
        if len(candidates) == 1 or len(fit) == 1:
            found[listed.ref] = fit[0]
    return found
