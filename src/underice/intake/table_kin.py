"""Who is whose relative in a table: relations to the head of a family, to the row above, to a number, to a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underice.intake.cells import Kin, age_said, find_kin, kin_said, name_like, name_said
from underice.intake.columns import key
from underice.intake.model import Fault, Listed, Said, Tie

_SPLIT = re.compile(r"[,，、;；\n/]+")
_AGE = re.compile(r"[(（]?\s*((?:만\s*)?[0-9]{1,3}\s*(?:세|살|岁|歲|yrs?|years?)?)\s*[)）]?$")
_COLON = re.compile(r"^(?P<word>[^:：]{1,20})\s*[:：]\s*(?P<rest>.+)$")
_BRACKET = re.compile(r"[(（]([^()（）]{1,20})[)）]\s*$")
_POINTS = ("其", "他", "她", "그 ", "그녀", "her ", "his ", "their ")
_PRONOUNS = {"her": "f", "his": "m"}
_MANY = 3  # so many people of one name are looked at; more would be ambiguous all the same
_LEAST = 0.35  # how much words beside a relation must look like a name


@dataclass(slots=True, repr=False)
class Draft:
    """A person while the table is read; see `Listed`. sex_by_kin: what the word for her relation says of her sex."""

    ref: str
    row: int
    said: list[Said] = field(default_factory=list)
    in_list: bool = True

    def __repr__(self) -> str:
        return f"Draft({self.ref})"

    def add(self, said: Iterable[Said]) -> None:
        """Add what was not said yet."""
        for one in said:
            if one not in self.said:
                self.said.append(one)

    def listed(self) -> Listed:
        """The person as the intake has her."""
        return Listed(self.ref, self.row, tuple(self.said), None, self.in_list)


@dataclass(slots=True)
class Family:
    """People who belong together. head: the one to whom relations are told, once she is known."""

    head: str | None = None


@dataclass(slots=True, repr=False)
class Pending:
    """A relation that a row tells of its own person: she is the `kin.relation` of somebody.

    above: ref of the person before her. numbers: number in the list → ref, the nearest table first; filled later on.
    """

    person: str
    row: int
    kin: Kin
    family: Family
    above: str | None
    numbers: Sequence[dict[int, str]]

    def __repr__(self) -> str:
        return f"Pending({self.person}, {self.kin.relation})"


@dataclass(slots=True, repr=False)
class Mention:
    """A relative whom a row names: she is the `relation` of each of `of`. people: her ref once she has one."""

    of: list[str]
    row: int
    relation: str
    as_written: str
    said: tuple[Said, ...]

    def __repr__(self) -> str:
        return f"Mention({self.relation})"

    def names(self) -> tuple[str, ...]:
        """Her names as written."""
        return tuple(one.value for one in self.said if one.prop == "name")


def points(text: str) -> Kin | None:
    """A relation that says whose relative the person of the row is ("其子", "위 사람의 처", "3번의 딸"); else None."""
    kin = kin_said(text)
    if kin is not None and (kin.whose or text.casefold().startswith(_POINTS)):
        return kin
    first = next(iter(find_kin(text[:80])), None)
    if first is not None and first.start == 0 and (first.whose == "above" or first.whose.startswith("#")):
        return first
    return None


def whose_name(text: str) -> tuple[Kin, str] | None:
    """A relation to the person above and a name in one cell ("其夫 金成哲"): the relation, and the name; else None."""
    kin = next(iter(find_kin(text[:80])), None)
    if kin is None or kin.start or not text.casefold().startswith(_POINTS):
        return None
    rest = text[kin.end :].strip(" :：,，")
    names = name_said(rest).names if rest else ()
    return (kin, rest) if names and name_like(names[0]) >= _LEAST else None


def named_relatives(text: str) -> list[tuple[str, str, tuple[Said, ...]]]:
    """Relatives named in words like "모: 김영희", "남편 김철수(45), 아들 박민수 9세": relation, words, what is said."""
    found = []
    for part in _SPLIT.split(text):
        told = _named(part.strip())
        if told is not None:
            found.append(told)
    return found


def relative_in(text: str, relation: str) -> tuple[str, str, tuple[Said, ...]] | None:
    """The relative in a cell of a column that is over relatives: "김영희(모)" under "보호자" is a mother."""
    bracket = _BRACKET.search(text)
    inner = kin_said(bracket[1]) if bracket else None
    if bracket and inner is not None:
        text, relation = text[: bracket.start()].strip(), inner.relation
    named = _named(text)
    if named is not None:
        return named
    said = _person(text)
    if not said:
        return None
    return (relation, bracket[1], (*said, *_sex(inner))) if bracket and inner else (relation, "", said)


def _named(part: str) -> tuple[str, str, tuple[Said, ...]] | None:
    colon = _COLON.match(part)
    if colon:
        word, rest = colon["word"], colon["rest"]
    else:
        word, _, rest = part.partition(" ")
    kin = kin_said(word.strip()) if rest else None
    if kin is None or kin.whose or kin.count != 1:
        return None
    said = _person(rest.strip())
    return (kin.relation, word.strip(), (*said, *_sex(kin))) if said else None


def _person(text: str) -> tuple[Said, ...]:
    age = _AGE.search(text)
    known = age_said(age[1]) if age else None
    bare = text[: age.start()].strip(" ,(") if age and known else text
    names = name_said(bare)
    if not names.names or len(bare) > 80 or name_like(names.names[0]) < _LEAST:
        return ()
    said = [Said("name", name) for name in names.names] + [Said("alias", name) for name in names.aliases]
    if names.rest:
        said.append(Said("remark", names.rest))
    if known:
        said.append(Said("age", known))
    return tuple(said)


def _sex(kin: Kin) -> tuple[Said, ...]:
    return (Said("sex", kin.sex),) if kin.sex else ()


@dataclass(slots=True)
class Resolved:
    """ties: all that could be told. mentioned: people only named by others. faults: by row. sexes: ref → "f" or "m"."""

    ties: dict[Tie, None] = field(default_factory=dict)
    mentioned: list[Draft] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    sexes: dict[str, str] = field(default_factory=dict)

    def fault(self, row: int, fault: Fault) -> None:
        """Note a fault of a row, once."""
        held = self.faults.setdefault(row, [])
        if fault not in held:
            held.append(fault)


def resolve(people: Sequence[Draft], pending: Sequence[Pending], mentions: Sequence[Mention]) -> Resolved:
    """Ties from what the rows said. Faults of a row: "unknown-reference" {reference}, "ambiguous-name",
    "own-relative".
    """
    done = Resolved()
    by_name: dict[str, list[str]] = {}
    for draft in people:
        for name in {key(one.value) for one in draft.said if one.prop in ("name", "alias")}:
            by_name.setdefault(name, []).append(draft.ref)
    count: dict[int, int] = {}
    for draft in people:
        count[draft.row] = count.get(draft.row, 0) + 1
        done.sexes.update((draft.ref, one.value) for one in draft.said if one.prop == "sex")
    for one in pending:
        anchor = _anchor(one, by_name, done, count)
        if anchor is not None:
            _tie(done, one.row, Tie(anchor, one.person, one.kin.relation, one.kin.as_written))
    for mention in mentions:
        ref = _listed(mention, by_name, done) or _mentioned(mention, done, count)
        for person in mention.of:
            _tie(done, mention.row, Tie(person, ref, mention.relation, mention.as_written))
    return done


def _tie(done: Resolved, row: int, tie: Tie) -> None:
    if tie.person == tie.relative:
        done.fault(row, Fault("own-relative"))
    else:
        done.ties[tie] = None


def _anchor(one: Pending, by_name: dict[str, list[str]], done: Resolved, count: dict[int, int]) -> str | None:
    whose = one.kin.whose
    if whose.startswith("#"):
        number = int(whose[1:])
        for numbers in one.numbers:
            if number in numbers:
                return numbers[number]
        done.fault(one.row, Fault("unknown-reference", {"reference": number}))
        return None
    if whose.startswith("="):
        name = whose[1:]
        said = tuple(Said("name", spelling) for spelling in name_said(name).names or (name,))
        mention = Mention([], one.row, "", "", said)
        return _listed(mention, by_name, done) or _mentioned(mention, done, count)
    # "her son" under "her son" is of the same woman: the head of the family goes first, unless her sex forbids it.
    near = [one.above] if whose == "above" else [one.family.head, one.above]
    fits = [ref for ref in near if ref is not None and ref != one.person]
    wanted = _PRONOUNS.get(whose, one.kin.of_sex)
    anchor = next(
        (ref for ref in fits if not wanted or done.sexes.get(ref, wanted) == wanted), fits[0] if fits else None
    )
    if anchor is None:
        done.fault(one.row, Fault("unknown-reference", {"reference": one.kin.as_written[:40]}))
    return anchor


def _listed(mention: Mention, by_name: dict[str, list[str]], done: Resolved) -> str | None:
    """The one person of the list who bears the name; a name that several bear stays a person of its own, and is said."""
    found: list[str] = []
    for name in mention.names():
        found += [ref for ref in by_name.get(key(name), ())[:_MANY] if ref not in found]
    if len(found) > 1:
        others = [ref for ref in found if ref not in mention.of]
        if len(others) == 1:
            return others[0]
        done.fault(mention.row, Fault("ambiguous-name"))
        return None
    return found[0] if found else None


def _mentioned(mention: Mention, done: Resolved, count: dict[int, int]) -> str:
    number = count.get(mention.row, 0)
    count[mention.row] = number + 1
    draft = Draft(f"{mention.row}.{number}" if number else str(mention.row), mention.row, [], False)
    draft.add(mention.said)
    done.mentioned.append(draft)
    return draft.ref
