"""The English reader: from a draft to the people it tells of, by rules and word lists; no model, no network.

The way of a text: `tokens` and `items` cut it into words that mean something here, `chunks` into phrases for people,
`casting` and `scene` decide whom each phrase means, `happenings` what befell them, `lifetimes` when they were born,
`telling` who "I" is, `outcome` who counts in the end. `reading` leads through it.
"""

from __future__ import annotations

from datetime import date

from underice.exposure.reader.cast import Cast
from underice.exposure.reader.document import Document
from underice.exposure.reader.english.reading import Reading

__all__ = ["read_english"]


def read_english(document: Document, anchor: date | None) -> Cast:
    """The people of an English draft with the words that tell of them.

    anchor: the publication date; without it ages and relative dates stay open and a notice says so. Linear in the
    length of the text; never raises for what a text may hold.
    """
    return Reading(document, anchor).read()
