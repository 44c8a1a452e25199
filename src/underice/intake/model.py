"""What a list becomes before anything is recorded: rows, each accounted for, and the people they speak of.

Every reader of a format (`table_*`, `text_*`, `vcard`, `kobo`, `uwazi`, `followthemoney`) makes an `Intake`; preview and
import take it from there and know nothing of formats. Values stay as written: `underice.vocabulary.entering` says what
they mean when they are recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

RowKind = Literal["people", "heading", "title", "blank", "remark", "repeated", "not-understood", "too-long"]
"""What became of a row. people: it speaks of at least one person. heading: names of columns. title: says something about
the whole list. blank: nothing in it. remark: words about the list or the person above, kept as such. repeated: the very
same row again. not-understood: kept, and shown to be typed by hand. too-long: longer than a row may be; kept."""

Format = Literal["csv", "xlsx", "text", "vcard", "kobo", "uwazi", "followthemoney"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to be said about a row or a list. `code` is turned into a sentence by the commands; `fields` fill it.

    The row is imported all the same, without the value in question as a fact (it stays in the row's own words).
    """

    code: str
    fields: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One thing a row says about a person: a property of the kind "person" and the value as written.

    prop: "name", "alias", "sex", "birth", "age", "origin", "occupation" … (kinds/person.yaml); a name in a second script
    or spelling is a further "name", another name is an "alias". What fits no property is a "remark" ("column: value").
    """

    prop: str
    value: str

    def __repr__(self) -> str:
        return f"Said({self.prop}, value hidden)"


@dataclass(frozen=True, slots=True)
class Tie:
    """A kin tie that a row tells: `relative` is the `relation` of `person` (a choice of kinds/kin.yaml).

    person, relative: the `ref` of people of the same list. as_written: the words, kept as a remark ("둘째 딸").
    left_behind: True if the list says that the relative stayed behind.
    """

    person: str
    relative: str
    relation: str
    as_written: str = ""
    left_behind: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """A person whom a list speaks of, named or not.

    ref: unique in the list and stable for the same file ("5", "5.1" for the first further person of row 5). row: number
    of the row that tells of her. said: in the order of the row. known_as: an id of hers in another system, as given
    there (FollowTheMoney id, Kobo _uuid, vCard UID), for rows that refer to her; it is not recorded as a fact.
    in_list: False for someone only mentioned (the mother of a listed person): she is not one of those the list counts.
    """

    ref: str
    row: int
    said: tuple[Said, ...]
    known_as: str | None = None
    in_list: bool = True

    def __repr__(self) -> str:
        return f"Listed({self.ref}, {len(self.said)} values hidden)"

    def values(self, prop: str) -> tuple[str, ...]:
        """All values said for one property."""
        return tuple(one.value for one in self.said if one.prop == prop)


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One row as it stood, and what became of it.

    number: 1, 2, 3 … over the whole list, in its order. locator: where a person finds it ("Sheet1!5", "line 3").
    text: verbatim (cells joined by tabs). people: refs of the people it tells of. said_on: the day on which the row itself
    says it was written (EDTF), if it does; for a list whose rows were written on different days.
    """

    number: int
    locator: str
    text: str
    kind: RowKind
    people: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    said_on: str | None = None

    def __repr__(self) -> str:
        return f"Row({self.number}, {self.kind}, text hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Intake:
    """A list, understood as far as it was: nothing of it is recorded yet.

    name: of the file, or "" for pasted text. encoding: the one used; encoding_guessed: True if nothing in the file said
    so and nobody chose it; encodings: others that fit, likeliest first. said_on: the day on which the list says it was
    written (EDTF), if it does. lang: the language of most of it. dropped: columns or questions left out on purpose
    (device identifiers), by name. faults: about the list as a whole.
    """

    name: str
    format: Format
    rows: tuple[Row, ...]
    people: tuple[Listed, ...]
    ties: tuple[Tie, ...] = ()
    title: str = ""
    lang: str | None = None
    said_on: str | None = None
    encoding: str | None = None
    encoding_guessed: bool = False
    encodings: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        return f"Intake({self.format}, rows={len(self.rows)}, people={len(self.people)})"
