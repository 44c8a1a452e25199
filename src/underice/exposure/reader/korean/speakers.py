"""Interviews in which the one who answers is called by name before a colon."""

from __future__ import annotations

import re
from dataclasses import replace

from underice.exposure.reader.document import Block, Document

_ASKS = re.compile(r"\**(?:기자|문|질문|Q|진행자|면담자|인터뷰어)\**\s?\d*\s?[:：]")
_ANSWERS = re.compile(r"\**[가-힣]{2,4}(?:\s?씨)?\**\s?[:：]")


def with_speakers(document: Document) -> Document:
    """The same document, its lines of an interview marked as questions and answers.

    A line that begins with a name and a colon is an answer if another line asks ("기자:", "문:").
    """
    asked = [_ASKS.match(document.text, block.start - len(block.marker)) for block in document.blocks]
    if not any(asked):
        return document
    blocks = tuple(
        _marked(document.text, block, ask is not None) for block, ask in zip(document.blocks, asked, strict=True)
    )
    return replace(document, blocks=blocks)


def _marked(text: str, block: Block, asks: bool) -> Block:
    if asks:
        return replace(block, kind="question")
    if block.kind == "text" and _ANSWERS.match(text, block.start):
        return replace(block, kind="answer")
    return block
