"""Softer wordings as JSON lines: one object a way, then whom none lifts, advice, and a summary."""

from __future__ import annotations

from collections.abc import Iterator

from underice.exposure.report.lines import Json
from underice.exposure.softening.changes import Replacement
from underice.exposure.softening.ladders import Ladder
from underice.exposure.softening.ways import Softening, Way


def lines(softening: Softening) -> Iterator[dict[str, Json]]:
    """Objects of kind "way" (cheapest first), "remaining", "advice", and last one "summary"."""
    for number, way in enumerate(softening.ways, 1):
        yield way_line(way, number, softening)
    for one in softening.remaining:
        yield {"kind": "remaining", "ref": one.ref, "no_fewer_than": one.number, "reason": one.reason}
    for hint in softening.advice:
        yield {"kind": "advice", **_ladder(hint.ladder, softening)}
    yield {
        "kind": "summary",
        "k": softening.k,
        "ways": len(softening.ways),
        "reaches": softening.reaches,
        "proven": softening.proven,
    }


def way_line(way: Way, number: int, softening: Softening) -> dict[str, Json]:
    """One way: its steps, the replacements with offsets in the draft, the numbers before and after, the text."""
    before = {one.ref: one for one in softening.check.persons}
    return {
        "kind": "way",
        "number": number,
        "loss": way.loss,
        "reaches": way.reaches,
        "steps": [
            {"fact": one.ladder.fact, "refs": list(one.ladder.refs), "step": one.ladder.steps[one.step].kind,
             "loss": one.loss}
            for one in way.taken
        ],
        "changes": [_change(change) for change in way.changes],
        "households": [
            {"ref": ref, "before": before[ref].low_households if ref in before else None, "after": one.low_households}
            for ref, one in way.after.items()
        ],
        "left": list(way.left),
        "text": way.text,
    }  # fmt: skip


def _change(change: Replacement) -> Json:
    return {"start": change.start, "end": change.end, "old": change.old, "new": change.new}


def _ladder(ladder: Ladder, softening: Softening) -> dict[str, Json]:
    text = softening.check.reading.text
    return {
        "fact": ladder.fact,
        "refs": list(ladder.refs),
        "words": [text[span.start : span.end] for span in ladder.spans],
        "steps": [{"step": step.kind, "loss": step.loss, "words": list(step.words)} for step in ladder.steps[1:]],
    }
