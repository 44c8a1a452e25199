"""The reader of Korean drafts: rules, word lists and the thread of the discourse; no model, no analyser, no network."""

from __future__ import annotations

from datetime import date

from underice.exposure.reader.cast import Cast
from underice.exposure.reader.document import Document
from underice.exposure.reader.korean.discourse import Discourse
from underice.exposure.reader.korean.scan import scan
from underice.exposure.reader.korean.speakers import with_speakers

__all__ = ["read_korean"]


def read_korean(document: Document, anchor: date | None) -> Cast:
    """Read a Korean draft: the people it describes, with facts, ties, events and the words that tell them.

    anchor: the day of publication; without it ages and relative dates stay unplaced and a notice says so.
    Never raises for what a text says. Time is linear in its length.
    """
    document = with_speakers(document)
    return Discourse(document, scan(document, anchor), anchor).read()
