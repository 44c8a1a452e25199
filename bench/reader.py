"""How well and how fast drafts are read: `python -m bench.reader`, with the annotated drafts beside the project.

Scored by the scorer that came with the drafts. Held out: pairs whose number is divisible by three, never looked at
while the rules were written. Blind: the half of our own drafts that nobody tuned to. A draft about 900 characters long
is the story's; its whole check is timed too.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench._timing import machine, measure, row, table
from underice.exposure.check import check
from underice.exposure.reader import read, to_prediction

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "data" / "drafts"
STORY = ROOT / "src" / "underice" / "story"

Draft = dict[str, Any]
Figures = dict[str, Any]


def drafts(path: Path) -> list[Draft]:
    """The annotated drafts of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def held_out(draft: Draft) -> bool:
    """True for drafts of the third that the rules were not written on."""
    return int(draft["id"][-2:]) % 3 == 0


def scorer(path: Path, texts: Path) -> Callable[[Sequence[Draft]], Figures]:
    """The scorer at `path`, as a function from gold drafts to its figures; `texts` is the folder of real texts."""
    spec = importlib.util.spec_from_file_location("score_drafts", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def scored(gold: Sequence[Draft]) -> Figures:
        predictions = {}
        for draft in gold:
            text = draft["text"] if "text" in draft else (texts / draft["file"]).read_bytes().decode()
            day = date.fromisoformat(draft["date"]) if draft["date"] else None
            predictions[draft["id"]] = to_prediction(read(text, date=day), draft["id"])
        figures: Figures = module.score({draft["id"]: draft for draft in gold}, predictions, str(texts))
        return figures

    return scored


def main() -> None:
    """Print how well each set is read, and how long a reading and a check take."""
    print(machine())
    if SHARED.is_dir():
        score = scorer(SHARED / "data" / "drafts" / "score_drafts.py", SHARED / "texts")
        dev = drafts(SHARED / "data" / "drafts" / "dev_drafts.jsonl")
        sets = {
            "annotated drafts, all": dev,
            "annotated drafts, held out": [draft for draft in dev if held_out(draft)],
            "real texts": drafts(SHARED / "data" / "drafts" / "real_texts_gold.jsonl"),
            "our own drafts, for tuning": drafts(OWN / "tune.jsonl"),
            "our own drafts, blind": drafts(OWN / "blind.jsonl"),
        }
        print("| set | drafts | span recall | precision | person facts |\n| --- | --- | --- | --- | --- |")
        for name, gold in sets.items():
            told = score(gold)
            shown = " | ".join(f"{told[k]:.3f}" for k in ("span_recall", "span_precision", "person_fact_recall"))
            print(f"| {name} | {len(gold)} | {shown} |")
    else:
        print("annotated drafts: not measured, ../shared is not beside the project")
    rows = []
    for name in ("draft_ko.md", "appeal_en.md"):
        text = (STORY / name).read_text(encoding="utf-8")
        day = date(2026, 2, 14)
        rows.append(row(f"read {name}, {len(text)} characters", measure(partial(read, text, date=day), 30)))
        rows.append(row(f"check {name}, everything", measure(partial(check, text, date=day), 30), "goal 100 ms"))
    print(table(rows))


if __name__ == "__main__":
    main()
