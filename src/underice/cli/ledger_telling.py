"""The ledger for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from underice.exposure.ledger import Line


def line_fields(line: Line) -> dict[str, object]:
    """A line of the ledger for JSON."""
    said, text = line.said, line.publication
    return {
        "about": line.about, "fact": said.fact, "value": said.value, "words": said.words, "relative": said.relative,
        "retracted": said.retracted, "disclosure": said.id, "publication": text.id, "title": text.title,
        "date": text.date, "publisher": text.publisher, "lang": said.lang, "ours": text.ours,
    }  # fmt: skip
