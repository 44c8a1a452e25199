"""What one cell or fragment of a list says: names, sex, age, birth, place, kin. For tables and pasted text alike.

The whole-cell functions answer None (or an empty value) when the cell says something else; `cell` never drops a word:
what is not understood comes back as a remark. Relation words: `underice.intake.relations`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from underice.intake.cells_names import NameSaid, name_like, name_said, spelling_of, untitled
from underice.intake.cells_words import plain, turns_text, word_list
from underice.intake.model import Fault, Said
from underice.intake.relations import Kin, find_kin, inverse, kin_said
from underice.vocabulary.entering import date_said
from underice.vocabulary.places import gazetteer
from underice.vocabulary.validation import age_said as age_known

__all__ = [
    "Kin", "NameSaid", "Told", "age_said", "birth_said", "cell", "empty", "find_kin", "inverse", "kin_said",
    "name_like", "name_said", "phone_said", "place_said", "plain", "sex_said", "spelling_of", "turns_text", "untitled",
]  # fmt: skip

LONGEST = 100_000
_PHONE = re.compile(r"\+?(?:\(?[0-9]{1,4}\)?[ .-]?){2,5}[0-9]{2,4}")


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """What a cell says of the person of its row. kin: what she is to others ("위 사람의 처"). ditto: the cell says "the
    same as above" and nothing else. left_behind: it says that she stayed behind. faults: to be said about the row.
    """

    said: tuple[Said, ...] = ()
    kin: tuple[Kin, ...] = ()
    faults: tuple[Fault, ...] = ()
    ditto: bool = False
    left_behind: bool = False

    def __repr__(self) -> str:
        return f"Told({len(self.said)} values hidden, kin={len(self.kin)})"


def empty(text: str) -> bool:
    """True for a cell that says nothing: "", "-", "n/a", 미상, 不详."""
    bare = plain(text).lower()
    return not bare or bare in word_list("empty")


def sex_said(text: str) -> str | None:
    """The sex "f" or "m" for 여, 남성, 女, F, male …; None for anything else."""
    return word_list("sex").get(plain(text).strip(" .()").lower())


def age_said(text: str) -> str | None:
    """The words of an age as the vocabulary takes them ("38세", "38岁", "in her 30s", "38"); None if it is no age."""
    bare = plain(text).strip(" .,()")
    return bare if bare and len(bare) <= 40 and age_known(bare) is not None else None


# 98.12.3: a first number that can be no day is the year, as dates of birth are written in Korea.
_SHORT_DATE = re.compile(r"(?:3[2-9]|[4-9]\d)[.-] ?\d{1,2}[.-] ?\d{1,2}\.?")


def birth_said(text: str) -> str | None:
    """The words of a date of birth as the vocabulary takes them ("1987년 9월", "87년생", "1987年9月", "b. 1987")."""
    bare = plain(text).strip(" ,()")
    return bare if bare and len(bare) <= 60 and date_said(bare) is not None else None


def place_said(text: str) -> str | None:
    """The words of a place that the gazetteer knows ("함북 무산", "咸镜北道茂山郡", "Musan"); None if it knows none."""
    bare = plain(text).strip(" .,()")
    return bare if bare and len(bare) <= 120 and gazetteer().candidates(bare) else None


def phone_said(text: str) -> str | None:
    """A telephone number that fills the cell: seven to fifteen digits, not a date."""
    bare = plain(text).strip(" .,")
    digits = sum(char.isdigit() for char in bare)
    return bare if 7 <= digits <= 15 and _PHONE.fullmatch(bare) and date_said(bare) is None else None


def cell(prop: str, text: str, *, heading: str = "") -> Told:
    """What a cell says under a column of that property ("" for a column nobody understands), nothing dropped.

    prop: a property of the kind "person", "kin" for a column of relations, "" or "remark" for words of any kind.
    heading: of the column; it begins the remark that keeps what is not understood ("heading: words").
    """
    bare = plain(text)
    faults = (Fault("turned-text"),) if turns_text(text) else ()
    if not bare or (prop not in ("", "remark") and empty(bare)):
        return Told(faults=faults)
    if bare.lower() in word_list("ditto"):
        return Told(ditto=True, faults=faults)
    found = _of_prop(prop, bare)
    if found is None:
        value = f"{heading}: {bare}" if heading else bare
        return Told((Said("remark", value[:LONGEST]),), faults=faults)
    return Told(found.said, found.kin, (*faults, *found.faults), left_behind=found.left_behind)


def _of_prop(prop: str, bare: str) -> Told | None:
    if prop == "name":
        names = name_said(bare)
        said = [Said("name", name) for name in names.names] + [Said("alias", name) for name in names.aliases]
        if names.sex:
            said.append(Said("sex", names.sex))
        if names.rest:
            said.append(Said("remark", names.rest))
        return Told(tuple(said))
    if prop == "kin":
        kin = kin_said(bare)
        return Told(kin=(kin,)) if kin else None
    if prop == "sex":
        sex = sex_said(bare)
        return Told((Said("sex", sex),)) if sex else None
    if prop == "age":
        age = age_said(bare)
        birth = None if age else birth_said(bare)
        return Told((Said("age", age),)) if age else Told((Said("birth", birth),)) if birth else None
    if prop == "birth":
        birth = birth_said(bare) or (birth_said(f"{bare}생") if _SHORT_DATE.fullmatch(bare) else None)
        age = None if birth else age_said(bare)
        return Told((Said("birth", birth),)) if birth else Told((Said("age", age),)) if age else None
    if prop in ("origin", "birthplace", "lives", "nationality"):
        return Told((Said(prop, bare),)) if place_said(bare) else None
    return Told((Said(prop, bare[:LONGEST]),)) if prop not in ("", "remark") else None
