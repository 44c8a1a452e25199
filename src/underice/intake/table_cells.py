"""What the cells of one row say of its person, column by column, and what has to be said about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from underice.intake.cells import Kin, Told, cell, empty, kin_said, name_like, name_said
from underice.intake.columns import BOTH, OF, UNKNOWN, Column, is_word, ordinal_said
from underice.intake.model import Fault, Said
from underice.intake.table_kin import named_relatives, points, relative_in, whose_name
from underice.vocabulary.entering import date_said

LONGEST_NAME = 120
_OLDEST_BIRTH = 1880
_YEAR = re.compile(r"[0-9]{4}")
_SPLIT_BOTH = re.compile(r"\s*[/／·|,，、()（）\n]\s*|\s+")
_UNCLEAR = {
    "age": "unclear-age",
    "birth": "unclear-birth",
    "death": "unclear-date",
    "sex": "unclear-sex",
    "origin": "unknown-place",
    "birthplace": "unknown-place",
    "lives": "unknown-place",
    "nationality": "unknown-place",
}
_FACTS = frozenset({"sex", "age", "birth", "origin", "birthplace", "lives", "occupation", "identity_paper", "phone"})

Relative = tuple[str, str, tuple[Said, ...]]


@dataclass(slots=True, repr=False)
class Facts:
    """One row's words about its person.

    named: something stands where the name belongs. kin: whose relative she is. is_head: the row says that she is the
    one to whom the others are related. relatives: those the row names, by column. facts: how many columns told
    something that only a person has.
    """

    said: list[Said] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    relatives: list[tuple[int, Relative]] = field(default_factory=list)
    ordinal: int | None = None
    household: str = ""
    named: bool = False
    is_head: bool = False
    facts: int = 0
    others: int = 0

    def __repr__(self) -> str:
        return f"Facts({len(self.said)} values hidden)"

    def fault(self, code: str, **fields: str | int) -> None:
        """Note something to be said, once."""
        one = Fault(code, fields)
        if one not in self.faults:
            self.faults.append(one)


class Reader:
    """Reads cells; remembers what equal cells said as long as one file is read."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str, str], Told] = {}
        self._this_year = date.today().year

    def facts(self, cells: Mapping[int, str], columns: Mapping[int, Column], above: Mapping[int, str]) -> Facts:
        """What the cells of a row say. cells: by column, none empty. above: what the columns said in the row before."""
        found = Facts()
        parts: dict[str, str] = {}
        for index, text in cells.items():
            column = columns.get(index)
            if column is None or not text.strip():
                continue
            meaning = column.meaning
            if meaning in ("surname", "given"):
                parts.setdefault(meaning, text)
            elif BOTH in meaning:
                self._both(text, column, found, above)
            else:
                self._one(meaning, text, column, found, above)
        if parts:
            self._one("name", _joined(parts), Column(-1, "name"), found, above)
        return found

    def _both(self, text: str, column: Column, found: Facts, above: Mapping[int, str]) -> None:
        """A column that says two things: "여/38" under "성별/나이"."""
        meanings = column.meaning.split(BOTH)
        pieces = [piece for piece in _SPLIT_BOTH.split(text) if piece]
        if len(pieces) != len(meanings):
            self._one(UNKNOWN, text, column, found, above)
            return
        for meaning, piece in zip(meanings, pieces, strict=True):
            self._one(meaning, piece, Column(column.index, meaning, column.heading), found, above)

    def _one(self, meaning: str, text: str, column: Column, found: Facts, above: Mapping[int, str]) -> None:
        if meaning == "ordinal":
            found.ordinal = ordinal_said(text)
            if found.ordinal is None:
                found.said.append(Said("remark", f"{column.heading}: {text}" if column.heading else text))
        elif meaning == "name":
            self._name(text, found, column)
        elif meaning == "kin":
            self._kin(text, found, column)
        elif meaning == "household":
            found.household = text
            found.said.append(Said("remark", f"{column.heading or meaning}: {text}"))
        elif meaning == "family":
            found.relatives += [(column.index, one) for one in named_relatives(text)]
            found.others += 1
            found.said.append(Said("remark", f"{column.heading}: {text}" if column.heading else text))
        elif meaning.startswith(OF):
            self._relative(meaning.removeprefix(OF), text, found, column)
        elif meaning in ("remark", UNKNOWN):
            self._remark(text, found, column)
        else:
            self._value(meaning, text, found, column, above)

    def _name(self, text: str, found: Facts, column: Column) -> None:
        found.named = True
        if len(text) > LONGEST_NAME:
            found.fault("name-too-long", length=len(text))
            return
        kin = kin_said(text)
        if kin is not None:
            found.kin.append(kin)
            found.said.append(Said("description", text))
            return
        whose = whose_name(text)
        if whose is not None:
            found.kin.append(whose[0])
            text = whose[1]
        told = self._tell("name", text, column.heading)
        found.faults += [fault for fault in told.faults if fault not in found.faults]
        found.said += told.said
        if not any(one.prop in ("name", "alias") for one in told.said) and not empty(text):
            if not name_said(text).unknown:
                found.fault("unclear-name")
        elif any(one.prop == "remark" and name_like(one.value) >= 0.5 for one in told.said):
            found.fault("more-than-one-name")

    def _kin(self, text: str, found: Facts, column: Column) -> None:
        if is_word("self", text):
            found.is_head = True
            return
        if empty(text):
            return
        # 女 alone is a sex anywhere else; in a column of relations it is a daughter.
        daughter = kin_said("女儿") if text == "女" else None
        kin = replace(daughter, as_written=text) if daughter else kin_said(text) or points(text)
        if kin is not None:
            found.kin.append(kin)
            return
        named = named_relatives(text)
        found.relatives += [(column.index, one) for one in named]
        found.said.append(Said("remark", f"{column.heading}: {text}" if column.heading else text))
        if not named:
            found.fault("unclear-relation")

    def _relative(self, relation: str, text: str, found: Facts, column: Column) -> None:
        if empty(text):
            return
        found.others += 1
        named = relative_in(text, relation)
        if named is not None:
            found.relatives.append((column.index, named))
        else:
            found.said.append(Said("remark", f"{column.heading}: {text}" if column.heading else text))

    def _remark(self, text: str, found: Facts, column: Column) -> None:
        kin = points(text)
        if kin is not None:
            found.kin.append(kin)
        found.others += 1
        heading = "" if column.meaning == "remark" else column.heading
        found.said += self._tell("remark" if not heading else "", text, heading).said

    def _value(self, meaning: str, text: str, found: Facts, column: Column, above: Mapping[int, str]) -> None:
        told = self._tell(meaning, text, column.heading)
        if told.ditto:
            before = above.get(column.index, "")
            told = self._tell(meaning, before, column.heading) if before else Told()
        if meaning in _FACTS and told.said:
            found.facts += 1
        found.faults += [fault for fault in told.faults if fault not in found.faults]
        for one in told.said:
            if one.prop == "death" and date_said(one.value) is None:
                found.fault("unclear-date", column=column.heading)
                found.said.append(Said("remark", f"{column.heading}: {text}" if column.heading else text))
                continue
            if one.prop == "birth" and not self._possible(one.value):
                found.fault("impossible-birth", column=column.heading)
                found.said.append(Said("remark", f"{column.heading}: {text}" if column.heading else text))
                continue
            if one.prop == "remark" and meaning in _UNCLEAR:
                found.fault(_UNCLEAR[meaning], column=column.heading)
            found.said.append(one)

    def _possible(self, text: str) -> bool:
        years = [int(year) for year in _YEAR.findall(date_said(text) or "")]
        return all(_OLDEST_BIRTH <= year <= self._this_year for year in years)

    def _tell(self, prop: str, text: str, heading: str) -> Told:
        asked = (prop, text, heading)
        told = self._told.get(asked)
        if told is None:
            told = self._told[asked] = cell(prop, text, heading=heading)
        return told


def _joined(parts: Mapping[str, str]) -> str:
    """Surname and given name as one name, as its script is written."""
    surname, given = parts.get("surname", ""), parts.get("given", "")
    glued = bool(surname and given) and surname[-1] >= "\u1100" and given[0] >= "\u1100"
    return surname + given if glued else f"{surname} {given}".strip()
