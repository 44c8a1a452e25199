"""The people of a pasted list while it is read: who they are, what is said of them, who belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from underice.intake.model import Fault, Listed, Said, Tie

ONE = frozenset({"sex", "age", "birth", "origin", "birthplace"})
"""Properties of which a list says one value of a person; a second one is kept as a remark and said."""
MANY = 50
"""More people than this are not made from one number ("여자 300명")."""


@dataclass(slots=True, eq=False)
class Someone:
    """A person still being read. kin: she was called somebody's relative. sex: told, or shown by "her" and "his"."""

    ref: str
    row: int
    said: list[Said] = field(default_factory=list)
    kin: bool = False
    in_list: bool = True
    left: bool = False
    sex: str | None = None
    shown: str | None = None
    lone: bool = False

    def has(self, prop: str) -> bool:
        """True if something is said for a property."""
        return any(one.prop == prop for one in self.said)

    def first(self, prop: str) -> str:
        """The first value said for a property, "" if none."""
        return next((one.value for one in self.said if one.prop == prop), "")

    def add(self, prop: str, value: str) -> None:
        """Say one thing of her, once."""
        one = Said(prop, value)
        if value and one not in self.said:
            self.said.append(one)
            if prop == "sex":
                self.sex = value

    @property
    def named(self) -> bool:
        """True if a name or another name is told."""
        return self.has("name") or self.has("alias")


@dataclass(slots=True)
class _Waiting:
    """A tie to somebody whom the list may name later."""

    whose: str
    relative: Someone
    relation: str
    words: str
    row: int


class Cast:
    """All people of a list, its ties and its faults by row."""

    def __init__(self) -> None:
        self.people: list[Someone] = []
        self.ties: dict[tuple[str, str], Tie] = {}
        self.faults: dict[int, list[Fault]] = {}
        self.ordinals: dict[str, Someone] = {}
        self.ordinal_rows: dict[str, int] = {}
        self.head: Someone | None = None
        self.above: Someone | None = None
        self.couple: tuple[Someone, ...] = ()
        self._names: dict[str, Someone] = {}
        self._short: dict[str, Someone | None] = {}
        self._in_row: dict[int, int] = {}
        self._waiting: list[_Waiting] = []

    def fault(self, at: int, code: str, **fields: str | int) -> None:
        """Something to be said about a row, once."""
        fault = Fault(code, fields)
        held = self.faults.setdefault(at, [])
        if fault not in held:
            held.append(fault)

    def person(self, row: int, *, kin: bool = False, in_list: bool = True) -> Someone:
        """A further person of a row."""
        count = self._in_row.get(row, 0)
        self._in_row[row] = count + 1
        one = Someone(f"{row}.{count}" if count else str(row), row, kin=kin, in_list=in_list)
        self.people.append(one)
        return one

    def call(self, one: Someone, prop: str, name: str) -> None:
        """Give somebody a name and remember it for later rows."""
        one.add(prop, name)
        self._names.setdefault(_key(name), one)
        for part in name.replace("-", " ").split(" ")[:1]:
            known = self._short.get(_key(part), one)
            self._short[_key(part)] = one if known is one else None
        given = name.partition(" ")[2]
        if prop == "name" and given and name.isascii():
            known = self._short.get(_key(given), one)
            self._short[_key(given)] = one if known is one else None

    def named(self, name: str) -> Someone | None:
        """Who bears that name in the rows read so far; also by a surname or given name that only one has."""
        found = self._names.get(_key(name))
        if found is None and name.isascii():
            found = self._short.get(_key(name))
        return found

    def tie(self, person: Someone, relative: Someone, relation: str, words: str = "") -> None:
        """`relative` is the `relation` of `person`; one tie for two people."""
        if person is relative:
            self.fault(relative.row, "own-relative")
            return
        if (person.ref, relative.ref) in self.ties or (relative.ref, person.ref) in self.ties:
            return
        self.ties[person.ref, relative.ref] = Tie(person.ref, relative.ref, relation, words, relative.left)

    def tied(self, one: Someone, other: Someone) -> bool:
        """True if the list ties two people already."""
        return (one.ref, other.ref) in self.ties or (other.ref, one.ref) in self.ties

    def stays(self, one: Someone) -> None:
        """She stayed behind: not one of those the list counts, and her ties say so."""
        one.left, one.in_list = True, False
        for key, tie in self.ties.items():
            if tie.relative == one.ref and not tie.left_behind:
                self.ties[key] = Tie(tie.person, tie.relative, tie.relation, tie.as_written, True)

    def abroad(self, one: Someone) -> None:
        """She lives elsewhere: not one of those the list counts, and nobody who was left behind."""
        one.left, one.in_list = False, False
        for key, tie in self.ties.items():
            if tie.relative == one.ref and tie.left_behind:
                self.ties[key] = Tie(tie.person, tie.relative, tie.relation, tie.as_written)

    def later(self, whose: str, relative: Someone, relation: str, words: str) -> None:
        """Tie her to "#3" or "=김영희" when the list has been read."""
        self._waiting.append(_Waiting(whose, relative, relation, words, relative.row))

    def settle(self) -> None:
        """Make the ties that waited. Somebody who is named and has no row of her own becomes a person beside the list."""
        for one in self._waiting:
            mark, words = one.whose[0], one.whose[1:]
            person = self.ordinals.get(words) if mark == "#" else self.named(words)
            if person is None and mark == "#":
                self.fault(one.row, "no-such-number", number=words)
                one.relative.add("remark", one.words)
                continue
            if person is None:
                person = self.person(one.row, in_list=False)
                self.call(person, "name", words)
            self.tie(person, one.relative, one.relation, one.words)
        self._waiting.clear()

    def listed(self) -> tuple[Listed, ...]:
        """The people as they go on."""
        return tuple(Listed(one.ref, one.row, tuple(one.said), None, one.in_list) for one in self.people)


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
