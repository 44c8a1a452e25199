"""What is asked before any result is seen. It blocks nothing and is recorded: what was not answered is recorded too.

The questions follow the Murad Code (Institute for International Criminal Investigations and others, 13 April 2022),
the minimum standard for information from survivors. Their words are made where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ITEMS: tuple[str, ...] = (
    "consent_detained", "consent_kin", "reach_kin", "others_listed", "minors", "public_already", "not_in_table",
)  # fmt: skip
"""Who agreed for the detained, and for the kin; whether kin can be reached without danger; who else is on the list;
children; what is public already; who would be hurt and is not in this table. Each is a property of a decision."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What somebody answered to one item of the checklist, as written."""

    item: str
    words: str

    def __repr__(self) -> str:
        return f"Answer({self.item}, words hidden)"


class UnknownItem(ValueError):
    """An answer to something the checklist does not ask."""


def answers(given: Mapping[str, str]) -> tuple[Answer, ...]:
    """Answers in the order of the checklist, without those that say nothing. Raises UnknownItem."""
    for item in given:
        if item not in ITEMS:
            raise UnknownItem(item)
    return tuple(Answer(item, given[item].strip()) for item in ITEMS if given.get(item, "").strip())


def unanswered(given: tuple[Answer, ...]) -> tuple[str, ...]:
    """The items nobody has answered, in the order of the checklist."""
    said = {one.item for one in given}
    return tuple(item for item in ITEMS if item not in said)
