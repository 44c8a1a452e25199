"""How well and how fast drafts are read: `python -m bench.reader`, with the annotated drafts beside the project.

Scored by the scorer that came with the drafts. Held out: pairs whose number is divisible by three, set apart at first; their
texts and annotations, and of the English ones the errors, have been seen since, so that they are blind no more.
Blind: the half of our own drafts that nobody tuned to. A draft about 900 characters long
is the story's; its whole check is timed too. The general layer (names, places, dates, ages and titles of anybody) is scored on
synthetic sentences, by overlap; a third of their templates was never looked at while it was written.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench._timing import machine, measure, row, table
from underice.exposure.check import check
from underice.exposure.reader import read, to_prediction
from underice.exposure.reader.english.general import general_spans

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


GENERAL = {"PERSON": "person", "GPE": "place", "DATE_TIME": "date", "AGE": "age", "TITLE": "title"}
"""The types of the synthetic sentences that the general layer looks for."""


def template_held_out(sentence: Draft) -> bool:
    """True for the third of the synthetic sentences' templates (told by the text around the spans) that is held out."""
    text = sentence["text"]
    for start, end, kind in sorted(sentence["spans"], reverse=True):
        text = f"{text[:start]}{{{kind}}}{text[end:]}"
    digest = hashlib.sha256(text.lower().replace("\n", "|").encode()).hexdigest()
    return int(digest, 16) % 3 == 0


def general_score(sentences: Sequence[Draft]) -> Figures:
    """Recall and precision of the general layer by overlap and type.

    "apart": precision where words that are an address, an organisation or another type of the gold do not count as wrong.
    """
    count: Counter[str] = Counter()
    for sentence in sentences:
        wanted = [(start, end, GENERAL[kind]) for start, end, kind in sentence["spans"] if kind in GENERAL]
        found = [(span.start, span.end, span.kind) for span in general_spans(sentence["text"])]
        count["wanted"] += len(wanted)
        count["recalled"] += sum(any(a < y and x < b and k == kind for x, y, k in found) for a, b, kind in wanted)
        right = [any(a < y and x < b and k == kind for a, b, kind in wanted) for x, y, k in found]
        other = [any(a < y and x < b for a, b, _ in sentence["spans"]) for x, y, _ in found]
        count["found"] += len(found)
        count["right"] += sum(right)
        count["other"] += sum(o and not r for o, r in zip(other, right, strict=True))
    return {
        "recall": count["recalled"] / max(1, count["wanted"]),
        "precision": count["right"] / max(1, count["found"]),
        "apart": count["right"] / max(1, count["found"] - count["other"]),
    }


def general_rows(path: Path) -> list[str]:
    """The table of the general layer on the synthetic sentences at `path`."""
    sentences = drafts(path)
    sets = {
        "all templates given": sentences,
        "of these, looked at": [one for one in sentences if not template_held_out(one)],
        "of these, held out": [one for one in sentences if template_held_out(one)],
    }
    out = ["| general layer | sentences | recall | precision | other types apart |", "| --- | --- | --- | --- | --- |"]
    for name, some in sets.items():
        told = general_score(some)
        shown = " | ".join(f"{told[key]:.3f}" for key in ("recall", "precision", "apart"))
        out.append(f"| {name} | {len(some)} | {shown} |")
    return out


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
            "our fresh drafts, for tuning": drafts(OWN / "fresh_tune.jsonl"),
            "our fresh drafts, blind": drafts(OWN / "fresh_blind.jsonl"),
            "Korean drafts in batches, odd": drafts(OWN / "later_tune.jsonl"),
            "Korean drafts in batches, even": drafts(OWN / "later_kept.jsonl"),
            "English drafts in batches, odd": drafts(OWN / "wide_tune.jsonl"),
            "English drafts in batches, even": drafts(OWN / "wide_kept.jsonl"),
        }
        print("| set | drafts | span recall | precision | person facts |\n| --- | --- | --- | --- | --- |")
        for name, gold in sets.items():
            told = score(gold)
            shown = " | ".join(f"{told[k]:.3f}" for k in ("span_recall", "span_precision", "person_fact_recall"))
            print(f"| {name} | {len(gold)} | {shown} |")
        print("\n".join(general_rows(SHARED / "data" / "exposure" / "presidio_synth_dev.jsonl")))
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
