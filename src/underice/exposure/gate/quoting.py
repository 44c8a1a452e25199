"""What of the vault stands word for word in a text although its class of sensitivity is too high to leave.

Finds values as they were recorded (names, addresses, numbers of telephones, whole remarks), in either spelling of North
and South, whoever they are about: a helper's name counts as much as that of somebody in the case. A paraphrase is not
found; that is what the reader and the numbers are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.vocabulary.kinds import kinds
from underice.vocabulary.spelling import fold
from underice.vocabulary.statement import Statement

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_PUBLIC = frozenset(("publication", "disclosure", "clearance", "signer", "draft", "run"))
"""Kinds whose words are out already or about what went out, are being written to go out, or were made by the program
(runs). A merge that loses "draft" here lets nothing out that was written on the desk."""
_WORDS = frozenset(("text", "name", "url"))
_LEAST_WIDE, _LEAST_NARROW = 3, 5
"""Fewest letters of a value that is looked for, in Hangul or Hanja and in other scripts: shorter ones are found in
ordinary words. Shorter names are found by the reader, who knows their people. A judgement."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, repr=False)
class Quoted:
    """A value of the vault that stands in a text. start, end: where, in the text. entity: whom or what it is about."""

    statement: bytes
    entity: bytes
    prop: str
    sensitivity: int
    consent: bytes | None
    start: int
    end: int

    def __repr__(self) -> str:
        return f"Quoted({self.prop}, class={self.sensitivity}, words hidden)"


def quoted(vault: Vault, text: str, above: int) -> tuple[Quoted, ...]:
    """The standing values above a class that `text` quotes, in order of the text. Linear in what the vault holds."""
    folded, places = _folded(text)
    found = [one for said in _values(vault, above) for one in _find(said, folded, places)]
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.statement)))


def _values(vault: Vault, above: int) -> Iterator[Statement]:
    for kind in kinds().values():
        if kind.name in _PUBLIC:
            continue
        props = [name for name, prop in kind.properties.items() if prop.type in _WORDS]
        if props:
            yield from (one for one in vault.claims(kind.name, props) if one.sensitivity > above)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters the place in the text as given."""
    parts: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        part = " " if char.isspace() else fold(char)
        if part == " " and parts and parts[-1] == " ":
            continue
        parts.append(part)
        places += [at] * len(part)
    places.append(len(text))
    return "".join(parts), places


def _find(said: Statement, folded: str, places: Sequence[int]) -> Iterator[Quoted]:
    wanted = _folded(said.value.strip())[0]
    letters = [char for char in wanted if char.isalnum()]
    if len(letters) < (_LEAST_WIDE if any(char >= "ᄀ" for char in letters) else _LEAST_NARROW):
        return
    for hit in re.finditer(re.escape(wanted), folded):
        if _begins_a_word(folded, hit.start()) and _ends_a_word(folded, hit.end()):
            yield Quoted(
                said.id, said.entity, f"{said.kind}.{said.prop}", said.sensitivity, said.consent,
                places[hit.start()], places[hit.end() - 1] + 1,
            )  # fmt: skip


def _begins_a_word(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() and text[at].isalnum())


def _ends_a_word(text: str, at: int) -> bool:
    """Korean particles are written to the word, so a word of Hangul or Hanja may go on; one of other letters may not."""
    return at == len(text) or not text[at].isalnum() or text[at - 1] >= "ᄀ" or text[at] >= "ᄀ"
