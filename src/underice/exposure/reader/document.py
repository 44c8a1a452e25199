"""The shape of a draft: blocks, sentences and speakers, with the offsets of the text as given.

Plain text and Markdown are read alike: markup is never removed (offsets must stay true), only stepped over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "question", "answer", "item", "quote", "caption", "text"]

_HEADING = re.compile(r"#{1,6}\s+|\[(?:시론|사설|르포|기고|칼럼|인터뷰|긴급 ?행동|내부 ?회람|성명|논평|단독|종합)\]\s*")
_QUESTION = re.compile(
    r"(?:\*\*)?(?:(?:문|질문|기자|Q|Question|WP)\s*\d*\s*[:.：)]"
    r"|(?:(?i:interviewer|reporter|journalist|moderator|host|question))\s*:)\s*(?:\*\*)?"
)
_ANSWER = re.compile(r"(?:\*\*)?(?:답|답변|A|Answer|ANSWER|[A-Z]{2,4})\s*\d*\s*[:：]\s*(?:\*\*)?")
# "A." is the initial of a name unless the questions of the same text are marked "Q.".
_DOTTED_QUESTION = re.compile(r"^(?:\*\*)?Q\s*\d*\s*\.", re.MULTILINE)
_DOTTED_ANSWER = re.compile(r"(?:\*\*)?A\s*\d*\s*\.\s*(?:\*\*)?\s*")
_ITEM = re.compile(r"(?:[-*+•·◇◆■□▶▷●○ㅇ]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4}|[가-하])[).]\s+|[①-⑳]\s*)")
_QUOTE = re.compile(r">\s?")
_CAPTION = re.compile(r"[\[<〈【]?(?:사진 ?설명|사진|Photo|Caption)[\]>〉】]?\s*[:：=]?\s*")
_SENTENCE_END = re.compile(
    r"""(?:
        (?<=[.!?。！？…])["'”’)\]]*(?=\s|$)      # a full stop, and what closes after it
      | (?<=[.!?])["'”’)]*(?=[가-힣])            # Korean without a space after the stop
      | \n
    )""",
    re.VERBOSE,
)
# A stop after these does not end a sentence (initials, titles, abbreviations, numbered dates).
_NO_END = re.compile(
    r"(?:\b(?:Mr|MR|Mrs|MRS|Ms|MS|Dr|DR|St|Gen|Col|Sgt|Capt|Lt|Rev|Prof|Jr|Sr|No|vs|b|c|ca|approx|[A-Z]))\.$"
)
# "nos. 1 and 2": no end if a number follows.
_NUMBER_OF = re.compile(r"\b(?:nos?|aged?)\.$", re.IGNORECASE)
# "2012. 2. 8.": a stop after a number ends no sentence if another number with a stop follows.
_DIGIT_END = re.compile(r"\d\.$")
# "2009. 4.경", "같은 해 6. 2. 쿤밍에서": a date written with stops, in the middle of a Korean sentence.
_DOTTED_DATE = re.compile(
    r"(?:(?:19|20)\d\d\. ?\d{1,2}|(?:해|년|달|월) \d{1,2}(?:\. ?\d{1,2})?|\d\. ?\d{1,2}\. ?\d{1,2})\.$"
)
# "남동생은… 선양에서": a pause after a particle, in the middle of a Korean sentence.
_TRAILS_OFF = re.compile(r"[가-힣](?:은|는|이|가|도|를|을|에서|에)…$")
_HANGUL_NEXT = re.compile(r"\s?[가-힣(~]")
_DIGIT_NEXT = re.compile(r"\s?\d{1,2}\s?\.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end]; `block` is the index of the block it stands in."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph. `start` is after any marker ("Q:", "- ", "1)"), `marker` the marker itself."""

    kind: BlockKind
    start: int
    end: int
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A draft cut into blocks and sentences; offsets are those of `text`."""

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, text: str) -> Document:
        """Cut `text` at line ends and sentence ends; linear in its length."""
        blocks = tuple(_blocks(text))
        sentences = tuple(
            sentence for number, block in enumerate(blocks) for sentence in _sentences(text, block, number)
        )
        return cls(text, blocks, sentences)


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    kind: BlockKind
    dotted = bool(_DOTTED_QUESTION.search(text))
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.start(), line.end()
        while start < end and text[start] in " \t\r\u3000\ufeff":
            start += 1
        while end > start and text[end - 1] in " \t\r\u3000":
            end -= 1
        if start == end:
            continue
        answer = _DOTTED_ANSWER.match(text, start, end) if dotted else None
        kind, body = ("answer", answer.end()) if answer else _kind(text, start, end)
        blocks.append(Block(kind, body, end, text[start:body]))
    return blocks


_MARKERS: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("heading", _HEADING),
    ("question", _QUESTION),
    ("answer", _ANSWER),
    ("item", _ITEM),
    ("quote", _QUOTE),
    ("caption", _CAPTION),
)


def _kind(text: str, start: int, end: int) -> tuple[BlockKind, int]:
    """What kind of line it is, and where its own words begin."""
    for kind, pattern in _MARKERS:
        found = pattern.match(text, start, end)
        if found:
            return kind, found.end()
    return "text", start


def _sentences(text: str, block: Block, number: int) -> list[Sentence]:
    out, start = [], block.start
    for stop in _SENTENCE_END.finditer(text, block.start, block.end):
        end = stop.end()
        if end <= start or _NO_END.search(text, max(start, end - 8), end):
            continue
        if text[end + 1 : end + 2].isdigit() and _NUMBER_OF.search(text, max(0, end - 5), end):
            continue
        if _TRAILS_OFF.search(text, max(start, end - 4), end):
            continue
        if _DIGIT_END.search(text, max(start, end - 2), end) and _DIGIT_NEXT.match(text, end, block.end):
            continue
        if _DOTTED_DATE.search(text, max(start, end - 14), end) and _HANGUL_NEXT.match(text, end):
            continue
        out.append(Sentence(start, end, number))
        start = end
        while start < block.end and text[start] in " \t":
            start += 1
    if start < block.end:
        out.append(Sentence(start, block.end, number))
    return out
