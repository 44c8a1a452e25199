"""People told of in fields: lines of a form ("Name: …; Sex: F; DOB: …") and rows of a Markdown table.

A record is one block (a line of text). Its fields say what they are by a label or by the heading of their column; what
no label explains is told in words and is read as a sentence about the person of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from underice.exposure.reader.document import Block, Document
from underice.exposure.reader.english.lexicon import pattern

_LABEL = pattern("record_label")
_NUMBER = pattern("record_number")
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_CELL = re.compile(r"[^|]+")
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("name", frozenset(("name", "names", "alias", "person"))),
    ("sex", frozenset(("sex", "gender", "m/f"))),
    ("birth", frozenset(("age", "ages", "born", "dob", "birth", "d.o.b"))),
    ("work", frozenset(("profession", "occupation", "job", "work", "trade", "employment", "workplace", "employer"))),
    ("origin", frozenset(("from", "origin", "hometown", "home", "birthplace", "native", "residence", "address"))),
)
_BIRTHPLACE = ("place of birth", "birthplace")


@dataclass(frozen=True, slots=True)
class Field:
    """text[start:end] is the value of a field. kind: number, name, sex, birth (or age), work, origin or told."""

    kind: str
    start: int
    end: int


def records(document: Document) -> dict[int, tuple[Field, ...]]:
    """The fields of every block that is a record, by index of the block; headings of tables have no fields."""
    out = _tables(document)
    for index, block in enumerate(document.blocks):
        if index not in out:
            fields = tuple(_form(document.text, block))
            if fields:
                out[index] = fields
    return out


def kind_of(label: str) -> str:
    """What a label or the heading of a column announces."""
    low = label.strip(" *_").lower()
    if _NUMBER.match(low):
        return "number"
    if low.startswith(_BIRTHPLACE):
        return "origin"
    words = set(re.findall(r"[a-z./]+", low))
    return next((kind for kind, known in _KINDS if words & known and len(words) <= 3), "told")


def _form(text: str, block: Block) -> Iterator[Field]:
    """Fields of a line that begins with a label or has three of them."""
    labels = list(_LABEL.finditer(text, block.start, block.end))
    if not labels or (labels[0].start() > block.start and len(labels) < 3):
        return
    if labels[0].start() > block.start:
        yield Field("told", block.start, labels[0].start())
    for position, label in enumerate(labels):
        stop = labels[position + 1].start() if position + 1 < len(labels) else block.end
        kind = kind_of(label["label"])
        end = stop
        if kind != "told":
            cut = re.compile(r";|\|| [-–—] |\.(?=\s+[A-Z])").search(text, label.end(), stop)
            end = cut.start() if cut else stop
        start = label.start() if kind == "birth" else label.end()
        yield Field(kind, start, end)
        if stop - end > 2 and text[end:stop].strip(" ;,.|-–—*"):
            yield Field("told", end + 1, stop)


def _tables(document: Document) -> dict[int, tuple[Field, ...]]:
    text, out = document.text, dict[int, tuple[Field, ...]]()
    kinds: list[str] = []
    for index, block in enumerate(document.blocks):
        line = text[block.start : block.end]
        if "|" not in line:
            kinds = []
            continue
        after = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if after is not None and _RULE.fullmatch(text[after.start : after.end]):
            kinds = [kind_of(cell.group()) for cell in _CELL.finditer(line)]
            out[index] = ()
        elif _RULE.fullmatch(line):
            out[index] = ()
        elif kinds:
            cells = [(block.start + cell.start(), block.start + cell.end()) for cell in _CELL.finditer(line)]
            out[index] = tuple(
                Field(kind, start, end)
                for kind, (start, end) in zip(kinds, cells, strict=False)
                if text[start:end].strip()
            )
    return out
