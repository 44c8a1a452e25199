"""The people of one Kobo submission: the one who answers, relatives named in questions of her own, repeated groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from underice.intake.answers import Answers
from underice.intake.cells import kin_said, sex_said
from underice.intake.columns import BOTH, OF, is_word, meaning_of
from underice.intake.json_limits import Json, printable
from underice.intake.model import Fault, Listed, Tie
from underice.vocabulary.kinds import kinds

MOST_PEOPLE = 500  # further people of one submission
_NUMBERED = re.compile(r"^(?:q|문|문항|问)?[0-9]{1,3}[a-z]?[._)\s-]+|^q[0-9]{1,3}$", re.IGNORECASE)
_BETWEEN = re.compile(r"[_./\s-]+")
_PERSON = ("name", "alias", "sex", "age", "birth", "origin", "birthplace", "description")
_BROKEN = "[object Object]"

Words = Mapping[str, frozenset[str]]
"""Words of the names of questions by kind (data/kobo_questions.tsv)."""


@dataclass(slots=True)
class Submission:
    """The people of one submission, their ties, and what is to be said of the row."""

    people: list[Listed] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Group:
    """A repeated group: where it stands, and its items."""

    path: str
    items: tuple[dict[str, Json], ...]


def read_submission(number: int, value: dict[str, Json], words: Words) -> Submission:
    """Read one submission, which is row `number`. words: see `underice.intake.kobo.questions`."""
    return _Reader(number, words).read(value)


class _Reader:
    def __init__(self, number: int, words: Words) -> None:
        self.number = number
        self.words = words
        self.found = Submission()
        self.head = Answers(str(number), number)
        self.further: list[Answers] = []
        self._ties: list[tuple[Answers, Answers, str, str]] = []

    def read(self, value: dict[str, Json]) -> Submission:
        groups: list[_Group] = []
        self._answers(self.head, value, "", groups, inside=False)
        uid = value.get("_uuid") or value.get("meta/instanceID")
        self.head.known_as = uid.removeprefix("uuid:")[:200] if isinstance(uid, str) and uid else None
        told = self.head.has(*_PERSON)
        for group in groups:
            told = self._repeated(group, told)
        everyone = [self.head, *self.further] if told or not self.further else self.further
        if not told and not self.further and not self.head.has("phone", "occupation", "remark"):
            everyone = []
        if not told and self.further:
            # Nobody answers for herself: what is said of all is said of each.
            self.found.faults += self.head.faults
            for said in self.head.listed().said:
                for one in self.further:
                    one.say(said.prop, said.value)
        for one in everyone:
            self.found.people.append(one.listed())
            self.found.faults += one.faults
        refs = {one.ref for one in everyone}
        for person, relative, relation, words in self._ties:
            if person.ref in refs and relative.ref in refs:
                self.found.ties.append(Tie(person.ref, relative.ref, relation, words, relative.left_behind))
        return self.found

    def _answers(
        self, person: Answers, value: dict[str, Json], path: str, groups: list[_Group], *, inside: bool
    ) -> None:
        """Tell what the questions of one level say. inside: of an item of a repeated group."""
        parts: dict[str, str] = {}
        for key, answer in value.items():
            where = key if "/" in key or not path else f"{path}/{key}"
            if self._is(("system",), where):
                continue
            if isinstance(answer, dict):
                self._answers(person, answer, where, groups, inside=inside)
            elif isinstance(answer, list):
                self._many(person, answer, where, groups)
            elif isinstance(answer, str):
                self._one(person, where, printable(answer), parts, inside=inside)
            elif isinstance(answer, bool):
                person.tell("remark", "true" if answer else "false", _label(where))
        if parts:
            person.tell("name", _joined(parts))

    def _many(self, person: Answers, answer: list[Json], where: str, groups: list[_Group]) -> None:
        items = tuple(one for one in answer if isinstance(one, dict))
        plain = [printable(one) for one in answer if isinstance(one, str) and one]
        if items:
            groups.append(_Group(where, items))
        if plain:
            person.tell("remark", " ".join(plain), _label(where))

    def _one(self, person: Answers, where: str, words: str, parts: dict[str, str], *, inside: bool) -> None:
        label = _label(where)
        if words.strip() == _BROKEN:
            self.found.faults.append(Fault("object-object", {"question": label[:80]}))
            return
        meaning = self._meaning(where, label, inside)
        if meaning in ("surname", "given"):
            parts[meaning] = words
        elif meaning.startswith(OF):
            self._relative(person, meaning.removeprefix(OF), label, words, inside=inside)
        else:
            _tell(person, meaning, words, label)

    def _meaning(self, where: str, label: str, inside: bool) -> str:
        """A property of the kind "person", "surname", "given", "kin" or "of:" and a relation; "remark" for all else."""
        if self._is(("relation",), where):
            return "kin"
        if self.words["staff"] & set(_tokens(where)):
            return "remark"
        meaning = meaning_of(label) or self._of_last_word(label, inside) or "remark"
        known = meaning in kinds()["person"].properties and meaning not in ("household", "photo")
        return meaning if known or meaning in ("surname", "given", "kin") or meaning.startswith(OF) else "remark"

    def _of_last_word(self, label: str, inside: bool) -> str | None:
        """The meaning of "member age", whose first words only say who is meant; of "child age" in a repeated group."""
        words = label.casefold().split()
        if len(words) < 2:
            return None
        *first, last = words
        neutral = all(word in self.words["neutral"] or (inside and kin_said(word) is not None) for word in first)
        return meaning_of(last) if neutral else None

    def _relative(self, person: Answers, relation: str, label: str, words: str, *, inside: bool) -> None:
        """A question such as "mother_name" tells of a further person; "child_name" in a repeated group is the name of the one told of."""
        if inside and not person.has("name"):
            person.tell("name", words, label)
            if not person.kin:
                person.tell("kin", label.partition(" ")[0], label)
            return
        made = self._further(in_list=False)
        if made is None:
            return
        made.tell("name", words, label)
        self._tie(person, made, relation, label.partition(" ")[0])

    def _repeated(self, group: _Group, told: bool) -> bool:
        """The people of a repeated group; True if there is one to whom they are related."""
        tokens = set(_tokens(group.path))
        family, counted = bool(tokens & self.words["family"]), bool(tokens & self.words["counted"])
        behind = bool(tokens & self.words["left-behind"])
        for item in group.items:
            nested: list[_Group] = []
            person = Answers("", self.number)
            self._answers(person, item, group.path, nested, inside=True)
            own = [one for one in person.values("remark") if is_word("self", one.rpartition(": ")[2])]
            if not (person.has(*_PERSON) or person.kin):
                for said in person.values("remark"):
                    self.head.say("remark", f"{_label(group.path)}: {said}")
                self.head.faults += person.faults
            elif own and not told:
                self._becomes_head(person)
                told = True
            else:
                self._member(person, told, counted or not family, behind)
            for inner in nested:
                self._repeated(inner, told)
        return told

    def _becomes_head(self, person: Answers) -> None:
        for one in self.head.listed().said:
            person.say(one.prop, one.value)
        person.ref, person.known_as = self.head.ref, self.head.known_as
        self.head = person

    def _member(self, person: Answers, told: bool, in_list: bool, behind: bool) -> None:
        made = self._further(in_list=in_list)
        if made is None:
            return
        person.ref, person.in_list = made.ref, in_list or not told
        self.further[-1] = person
        for kin in person.kin:
            if told and not kin.whose:
                person.left_behind |= behind
                self._tie(self.head, person, kin.relation, kin.as_written)
                if kin.sex and not person.has("sex"):
                    person.tell("sex", kin.sex)
            else:
                person.tell("remark", kin.as_written)

    def _further(self, *, in_list: bool) -> Answers | None:
        if len(self.further) == MOST_PEOPLE:
            limit = Fault("too-many-relatives", {"limit": MOST_PEOPLE})
            self.found.faults += [] if limit in self.found.faults else [limit]
            return None
        made = Answers(f"{self.number}.{len(self.further) + 1}", self.number)
        made.in_list = in_list
        self.further.append(made)
        return made

    def _tie(self, person: Answers, relative: Answers, relation: str, words: str) -> None:
        """Kept until all are read: someone in a repeated group has no ref before it is known who she is."""
        self._ties.append((person, relative, relation, words))

    def _is(self, kinds_: tuple[str, ...], where: str) -> bool:
        path = where.strip().casefold()
        last = path.rpartition("/")[2]
        return any(path in self.words[kind] or last in self.words[kind] for kind in kinds_)


def _tokens(where: str) -> Iterator[str]:
    return (word for word in _BETWEEN.split(where.casefold()) if word)


def _label(where: str) -> str:
    """The words of a question: the last part of its path, without its number, marks as blanks."""
    last = printable(where).rpartition("/")[2]
    return " ".join(_BETWEEN.split(_NUMBERED.sub("", last))).strip() or last


def _joined(parts: Mapping[str, str]) -> str:
    surname, given = parts.get("surname", "").strip(), parts.get("given", "").strip()
    latin = any(char.isascii() for char in surname + given)
    return " ".join(part for part in (surname, given) if part) if latin else surname + given


def _tell(person: Answers, meaning: str, words: str, label: str) -> None:
    """A code of a choice ("north_hamgyong") is read with blanks for its marks, if that says more."""
    heading = "" if meaning == "remark" and not label else label
    if "_" in words and " " not in words and meaning not in ("remark", "phone"):
        words = words.replace("_", " ")
    if meaning == "sex" and sex_said(words) is None and words.strip().casefold() in ("other", "기타", "其他"):
        person.say("sex", "x")
    elif (meaning == "kin" and kin_said(words) is None) or BOTH in meaning:
        person.tell("remark", words, heading)
    else:
        person.tell(meaning, words, heading)
