"""Who tells: the first person of a testimony, the answering person of an interview, the speaker of a quote, the reporter."""

from __future__ import annotations

import re
from bisect import bisect_right

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.document import Document
from underice.exposure.reader.english.scene import Scene

_PRESS = re.compile(
    r"\b(?:my (?:editor|boss|newspaper|paper|column|readers|book|article|articles|report|notebook|interpreter|fixer|assignment|story for)"
    r"|as a (?:reporter|journalist|correspondent|writer)|I (?:interviewed|reported|have reported|write|wrote|am writing|asked (?:him|her|them)|met (?:him|her|them)|visited)"
    r"|(?:told|tells|asked|shows|showed|telling|asks) me|a (?:journalist|reporter|correspondent) (?:for|with|at|who)|becoming a journalist)\b"
)
_INTRODUCED = re.compile(
    r"\b(?:gave (?:his|her) (?:answer|account|testimony)|in (?:his|her) own words|writes|wrote|tells (?:us )?(?:his|her)|tells|recounts|explains|shares|shared|recalls"
    r"|testimony|(?:his|her) (?:story|account|letter|column|answer)|answered|spoke to|speaks|interviewed|interview with|by way of an interpreter|testified|told (?:us|our))\b"
)
_TAIL = re.compile(
    r"^\W*(?:Leave a Reply|Leave a comment|Comments (?:are|\()|\d+ comments?\b|Got a question|Reader comments|Share this|Related [Pp]osts|Related Articles|Your email address"
    r"|This entry was posted|Subscribe|Copyright|©|All rights reserved|Sign up|Email away|Posted in|Filed under|Tags:|Most read|Read more|You may also like)",
    re.MULTILINE,
)
_QUOTE = re.compile(r"[“”\"]")
_SAY = frozenset("said says told recalled recalls adds added explained explains remembers remembered whispered wrote writes recounted asked".split())


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
        opening = bool(first and first.group() in "“\"")
        inside = sum(end - start for start, end in self._quotes)
        self.all_quote = opening and inside > 0.6 * max(1, len(text))
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
        if block.kind == "answer" or block.kind == "question":
            return self._narrator("answer", offset)
        return self._narrator("text", offset)

    def _narrator(self, key: str, offset: int) -> Someone:
        known = self._narrators.get(key)
        if known is not None:
            return known.now()
        person = self._introduced(offset) or self.scene.new(offset)
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
                    if _INTRODUCED.search(self.document.text, mention.offset, min(offset, mention.offset + 400)):
                        return person
        return None

    def narrators(self) -> list[Someone]:
        """All first persons that turned up."""
        return [person.now() for person in self._narrators.values()]

    @staticmethod
    def says(low: str) -> bool:
        """True for a verb of saying."""
        return low in _SAY
