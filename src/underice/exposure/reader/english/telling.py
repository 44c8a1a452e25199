"""Who tells: the first person of a testimony, the one who answers, the speaker of a quote, the reporter."""

from __future__ import annotations

import re
from bisect import bisect_right

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.document import Document
from underice.exposure.reader.english.lexicon import pattern, words
from underice.exposure.reader.english.scene import Scene

_PRESS = pattern("press")
_WRITES = pattern("writes")
_INTRODUCED = pattern("introduced")
_TAIL = pattern("web_tail")
_QUOTE = re.compile(r"[“”\"]")
_SAY = words("say")
_TURN = re.compile(
    r"(?:\*\*)?(?:(?P<title>(?i:mr|mrs|ms|miss))\.? )?(?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}) ?:(?:\*\*)? ?"
)


def tail(text: str) -> int:
    """Where the text proper ends and the furniture of a web page (comments, subscription) begins."""
    for found in _TAIL.finditer(text):
        if found.start() > len(text) * 0.4:
            return found.start()
    return len(text)


class Telling:
    """Gives the first person at an offset."""

    def __init__(self, document: Document, scene: Scene) -> None:
        self.document = document
        self.scene = scene
        text = document.text
        self.press = bool(_PRESS.search(text))
        self.speaker: Someone | None = None
        self._narrators: dict[str, Someone] = {}
        self._quotes = self._quoted(document)
        self._starts = [start for start, _ in self._quotes]
        first = re.search(r"\S", text)
        opening = bool(first and first.group() in '“"')
        inside = sum(end - start for start, end in self._quotes)
        self.all_quote = opening and inside > 0.6 * max(1, len(text))
        asked = any(block.kind == "question" for block in document.blocks)
        self.turns = {
            index: turn
            for index, block in enumerate(document.blocks)
            if asked and block.kind == "text" and (turn := _TURN.match(text, block.start, block.end))
        }
        self._block_starts = [block.start for block in document.blocks]

    @staticmethod
    def _quoted(document: Document) -> list[tuple[int, int]]:
        """Stretches between double quotation marks, block by block."""
        out = []
        for block in document.blocks:
            opened = -1
            for mark in _QUOTE.finditer(document.text, block.start, block.end):
                if mark.group() == "“" or (mark.group() == '"' and opened < 0):
                    opened = mark.start()
                elif opened >= 0:
                    out.append((opened, mark.end()))
                    opened = -1
            if opened >= 0:
                out.append((opened, block.end))
        return out

    def quoted(self, offset: int) -> bool:
        """True if the offset lies in a quote (and the text is not one long quote)."""
        if self.all_quote:
            return False
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._quotes[index][1]

    def block(self, offset: int) -> int:
        """Index of the block at an offset."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def narrator(self, offset: int) -> Someone | None:
        """Whom "I" means at the offset (in a question: whom "you" means), or None."""
        if self.quoted(offset):
            return self.speaker
        block = self.document.blocks[self.block(offset)]
        if block.kind in ("answer", "question") or self.block(offset) in self.turns:
            return self._narrator("answer", offset)
        return self._narrator("text", offset)

    def asked(self, offset: int) -> bool:
        """True inside a question: there "you" is the one who answers."""
        return self.document.blocks[self.block(offset)].kind == "question"

    def _narrator(self, key: str, offset: int) -> Someone:
        known = self._narrators.get(key)
        if known is not None and (known.now().name or key == "answer" or not self.press):
            return known.now()
        person = self._introduced(offset) or (known.now() if known else None) or self.scene.new(offset)
        if known is not None and person is known.now():
            return person
        self.scene.of(person).narrator = True
        self._narrators[key] = person
        if self.press:
            person.role = "author"
        return person

    def _introduced(self, offset: int) -> Someone | None:
        """The person named just before as the one who now speaks."""
        for mention in reversed(self.scene.mentions[-8:]):
            for person in mention.people:
                person = person.now()
                if person.name and self.scene.known(person) and offset - mention.offset < 1500:
                    if (_WRITES if self.press else _INTRODUCED).search(
                        self.document.text, mention.offset, min(offset, mention.offset + 400)
                    ):
                        return person
        return None

    def narrators(self) -> list[Someone]:
        """All first persons that turned up."""
        return [person.now() for person in self._narrators.values()]

    @staticmethod
    def says(low: str) -> bool:
        """True for a verb of saying."""
        return low in _SAY
