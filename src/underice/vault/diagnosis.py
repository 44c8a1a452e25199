"""What has happened to a history that is not as it was signed.

Every bundle's header is signed and names the one before it, how many statements it holds, the root of the tree with
them, and the sum of their hashes in whatever order. From these a cut tail, another order, something inserted,
duplicated or edited are told apart, and the first bundle concerned is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from underice.vault.bundle import NOTHING, Bundle, add, commitment, digest, leaf
from underice.vault.cipher import Row
from underice.vault.finding import Finding
from underice.vault.heads import Head
from underice.vault.schema import HEADER, PAYLOAD
from underice.vault.tree import Peaks

AHEAD = ("seq", "bundle", "ref")
"""What a row read for verification begins with; header, commitment, salt and payload follow."""
COLUMNS = (*AHEAD, *HEADER, "commitment", "salt", *PAYLOAD)
BEGIN, SPLIT = len(AHEAD), len(AHEAD) + len(HEADER) + 1
"""Where in such a row the hashed header begins, and where the salt is."""

Read = tuple[int, Bundle | None]
"""A bundle's place in the table, and its header if that is signed and of this vault."""


def bundles(entries: Sequence[Read], anchors: Sequence[Head]) -> tuple[list[Bundle], list[Finding]]:
    """The signed bundles by their numbers, each once, and what is wrong with the rest of the table."""
    findings: list[Finding] = []
    present = {bundle.number for _, bundle in entries if bundle}
    expected = max((head.number for head in anchors), default=0)
    seen: dict[int, Bundle] = {}
    due = 1
    for place, bundle in entries:
        if bundle is None:
            # Unsigned: one too many if the one due here still comes, or if the anchors know of no more.
            if due in present or due > expected > 0:
                findings.append(Finding("inserted", place, detail="bundle"))
            else:
                findings.append(Finding("edited", due, detail="bundle"))
                due += 1
        elif bundle.number in seen:
            findings.append(Finding("duplicated", bundle.number, detail="bundle"))
        else:
            seen[bundle.number] = bundle
            if bundle.number > due and due in present:
                findings.append(Finding("reordered", bundle.number, detail="bundle"))
            elif bundle.number > due:
                findings.append(Finding("missing", due, detail="bundle"))
                due = bundle.number
        while due in seen:
            due += 1
    if due <= expected:
        findings.append(Finding("cut", due, detail="bundle"))
    good = [seen[number] for number in sorted(seen)]
    return good, findings + _forks(good, anchors)


def _forks(good: Sequence[Bundle], anchors: Sequence[Head]) -> list[Finding]:
    findings = []
    ends = {0: (NOTHING, 0)}
    for bundle in good:
        before = ends.get(bundle.number - 1)
        if before is not None and before != (bundle.previous, bundle.size - bundle.count):
            findings.append(Finding("fork", bundle.number, detail="bundle"))
        ends[bundle.number] = (digest(bundle.encoded), bundle.size)
    for head in anchors:
        if head.number in ends and ends[head.number][0] != head.digest:
            findings.append(Finding("fork", head.number, detail="anchor"))
    return findings


class _Row:
    """The parts of a row that matter here, hashed."""

    __slots__ = ("commitment", "id", "leaf", "seq", "whole")

    def __init__(self, row: Row) -> None:
        header = row[BEGIN:SPLIT]
        self.seq = row[0]
        self.id: bytes = header[0]
        self.commitment: bytes = header[-1]
        self.leaf = leaf(header)
        self.whole = row[SPLIT] is None or commitment(row[SPLIT], row[SPLIT + 1 :]) == header[-1]


def statements(rows: Iterable[Row], good: Sequence[Bundle], unsigned: frozenset[int]) -> list[Finding]:
    """What has happened to the rows, bundle by bundle; `unsigned` are places of bundles that are findings already."""
    by_bundle: dict[int, list[_Row]] = {}
    commitments: Counter[bytes] = Counter()
    for columns in rows:
        row = _Row(columns)
        by_bundle.setdefault(columns[1], []).append(row)
        commitments[row.commitment] += 1
    numbers = {bundle.number for bundle in good}
    findings = []
    for number in sorted(by_bundle.keys() - numbers - unsigned):
        twice = all(commitments[row.commitment] > 1 for row in by_bundle[number])
        findings.append(Finding("duplicated" if twice else "inserted", number))
    other: list[tuple[Bundle, int]] = []
    for bundle in good:
        its = by_bundle.get(bundle.number, [])
        total = 0
        for row in its:
            total = add(total, row.leaf)
        found = _content(bundle, its, commitments, last=bundle is good[-1])
        findings += found
        if not found and total.to_bytes(32, "big") != bundle.total:
            other.append((bundle, total))
    findings += _exchanged(other)
    return findings or _order(by_bundle, good)


def _content(bundle: Bundle, rows: Sequence[_Row], commitments: Counter[bytes], *, last: bool) -> list[Finding]:
    number = bundle.number
    broken = [row for row in rows if not row.whole]
    if len(rows) > bundle.count:
        twice = [row for row in rows if commitments[row.commitment] > 1]
        if twice:
            return [Finding("duplicated", number, twice[-1].id.hex())]
        return [Finding("inserted", number, broken[0].id.hex() if broken else None)]
    findings = [Finding("edited", number, row.id.hex()) for row in broken]
    if len(rows) < bundle.count:
        findings.append(Finding("cut" if last else "missing", number))
    return findings


def _exchanged(other: Sequence[tuple[Bundle, int]]) -> list[Finding]:
    """Bundles that hold as many statements as they signed, but others: from one another, or edited."""
    signed = held = 0
    for bundle, total in other:
        signed = add(signed, bundle.total)
        held = add(held, total.to_bytes(32, "big"))
    if other and signed == held:
        return [Finding("reordered", other[0][0].number)]
    return [Finding("edited", bundle.number) for bundle, _ in other]


def _order(by_bundle: dict[int, list[_Row]], good: Sequence[Bundle]) -> list[Finding]:
    """Every bundle holds exactly what it signed: is it also in the order in which it was signed?"""
    peaks = Peaks()
    for bundle in good:
        rows = by_bundle.get(bundle.number, [])
        for row in rows:
            peaks.append(row.leaf)
        if peaks.size != bundle.size:
            return []  # bundles before this one are missing, which has been said; no root can be recomputed
        places = [row.seq for row in rows]
        if peaks.root() != bundle.root or places != list(range(bundle.size - bundle.count + 1, bundle.size + 1)):
            return [Finding("reordered", bundle.number)]
    return []
