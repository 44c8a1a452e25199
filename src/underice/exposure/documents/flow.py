"""Text as it flows out of a document: paragraphs, cells, and boxes that stand beside a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLANK = re.compile(r"\n{3,}")


@dataclass(slots=True)
class _Stream:
    """One stream of text; boxes met inside a paragraph wait until it ends."""

    pieces: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """Collects text. Paragraphs end in a line break, cells of one row are parted by a tab."""

    _streams: list[_Stream] = field(default_factory=lambda: [_Stream()])

    def add(self, text: str) -> None:
        """Words, as they come."""
        self._streams[-1].pieces.append(text)

    def paragraph(self) -> None:
        """A paragraph ends; what stood in a box beside it follows as paragraphs of its own."""
        stream = self._streams[-1]
        stream.pieces.append("\n")
        stream.pieces += stream.waiting
        stream.waiting.clear()

    def cell(self) -> None:
        """A cell ends: its last line break becomes the tab before the next cell."""
        pieces = self._streams[-1].pieces
        while pieces and pieces[-1] == "\n":
            pieces.pop()
        pieces.append("\t")

    def row(self) -> None:
        """A row of a table ends."""
        pieces = self._streams[-1].pieces
        while pieces and pieces[-1] in ("\t", "\n"):
            pieces.pop()
        pieces.append("\n")

    def open(self) -> None:
        """A box or note begins inside a paragraph."""
        self._streams.append(_Stream())

    def close(self) -> None:
        """It ends; its text waits for the end of the paragraph."""
        if len(self._streams) > 1:
            stream = self._streams.pop()
            text = "".join([*stream.pieces, *stream.waiting]).strip("\n")
            if text.strip():
                self._streams[-1].waiting.append(f"{text}\n")

    def text(self) -> str:
        """Everything so far; no more than one blank line in a row, no spaces at the ends of lines."""
        while len(self._streams) > 1:
            self.close()
        stream = self._streams[0]
        whole = "".join([*stream.pieces, *stream.waiting])
        lines = "\n".join(line.strip(" \t") for line in whole.split("\n"))
        return _BLANK.sub("\n\n", lines).strip("\n")
