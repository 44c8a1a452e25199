"""From the marks of one line to the people it speaks of: whose age, whose son, who is new and who was named before."""

from __future__ import annotations

import re

from underice.intake.cells_names import spelling_of, untitled
from underice.intake.cells_words import word_list
from underice.intake.relations import Kin, Together
from underice.intake.text_cast import MANY, ONE, Cast, Someone
from underice.intake.text_groups import bind
from underice.intake.text_lines import Line
from underice.intake.text_marks import Mark
from underice.intake.text_sentences import ends, goes_on, in_north, is_prose, lives_abroad
from underice.vocabulary.entering import script_of

_PROPS = {
    "age": "age",
    "birth": "birth",
    "job": "occupation",
    "health": "health",
    "phone": "phone",
    "address": "address",
}
_FACTS = ("age", "birth", "number", "sex", "place", "person", "kin")
_JOINS = ("sep", "open", "close")
_OLDEST = 120


class LineReader:
    """Reads the marks of one line into a cast. block: the person that lines "label: value" speak of, if any."""

    def __init__(self, cast: Cast, line: Line, marks: list[Mark], block: Someone | None = None) -> None:
        self.cast = cast
        self.line = line
        self.marks = marks
        self.row = line.number
        self.current: Someone | None = block
        self.here: list[Someone] = [block] if block else []
        self.pending: list[tuple[str, str]] = []
        self.remarks: list[str] = []
        self.spread: list[Someone] = []
        self.spread_kin: tuple[Kin, tuple[Someone, ...]] | None = None
        self.group: Together | None = None
        self.stays = False
        self.new = False
        self.also = ""
        self.anchor: Someone | None = None
        self.ditto = False
        self.plain_place = ""
        self.block = block
        self.prose = is_prose(line)
        self.ends = ends(line.text) if self.prose else []
        self.ended = False
        self.abroad = self.prose and lives_abroad(line.text, 0)

    def read(self) -> list[Someone]:
        """The people of the line, those first who have their row here."""
        self._skip_heading_kin()
        for at, mark in enumerate(self.marks):
            if self.ends and mark.start >= self.ends[0]:
                self._sentence(mark.start)
            self._one(at, mark)
        if self.current is not None:
            self._flush(self.current)
        if self.group is not None:
            bind(self.cast, self.group, self.here, self.plain_place, self.row)
        return self.here

    def _sentence(self, start: int) -> None:
        """A new sentence: who is named in it is somebody else, and what stood before anybody was named is of nobody."""
        self.ends = [end for end in self.ends if end > start]
        self.ended, self.stays, self.anchor, self.spread = True, False, None, []
        self.abroad = lives_abroad(self.line.text, start)
        self.pending.clear()
        if not goes_on(self.line.text, start):
            self.current = None

    def _skip_heading_kin(self) -> None:
        """In "부부와 아이 둘: 김철수, …" the words before the colon describe, those after it name."""
        colon = next((m.start for m in self.marks if m.kind == "sep" and self.line.text[m.start] in ":：("), -1)
        together = next((m for m in self.marks if m.kind == "together"), None)
        if together and together.start < colon and any(m.kind == "name" and m.start > colon for m in self.marks):
            self.marks = [m for m in self.marks if m.start > colon or m.kind not in ("kin", "and", "person", "number")]

    def _one(self, at: int, mark: Mark) -> None:
        kind = mark.kind
        if kind == "name":
            self._name(at, mark)
        elif kind == "alias":
            self._alias(mark)
        elif kind in _PROPS:
            self._fact(_PROPS[kind], mark.value)
        elif kind == "sex":
            self._fact("sex", mark.value)
        elif kind == "place":
            self._place(mark.value)
        elif kind == "number":
            self._number(mark)
        else:
            self._other_mark(at, mark)

    def _other_mark(self, at: int, mark: Mark) -> None:
        kind = mark.kind
        if kind == "kin" and mark.kin is not None:
            self._kin(at, mark, mark.kin)
        elif kind == "together" and mark.together is not None:
            self._together(at, mark.together)
        elif kind == "person":
            self._person(at, mark)
        elif kind == "unnamed" and self.current is None:
            self._start()
        elif kind == "left":
            self._left(at)
        elif kind == "ditto":
            self._ditto()
        elif kind == "and":
            self.new = True
        elif kind == "label":
            self.also = mark.value if mark.value in ("alias", "also") else ""
        elif kind in ("rest", "note"):
            self._remark(mark.value)
        elif kind in ("bad-age", "bad-birth"):
            self._remark(mark.value)
            self.cast.fault(self.row, "impossible-age" if kind == "bad-age" else "impossible-date")

    def _start(self, *, kin: bool = False, in_list: bool = True) -> Someone:
        """A new person; what was said before anybody was named is said of her."""
        if self.current is not None:
            self._flush(self.current)
        one = self.cast.person(self.row, kin=kin, in_list=in_list)
        self.here.append(one)
        self.current = one
        self.new = self.ended = False
        for prop, value in self.pending:
            if prop == "origin" and self.group is not None:
                self.plain_place = value
            else:
                one.add(prop, value)
        self.pending.clear()
        if self.stays:
            self.cast.stays(one)
            self.stays = False
        return one

    def _flush(self, one: Someone) -> None:
        if self.remarks:
            for words in self.remarks:
                one.add("remark", words)
            self.remarks.clear()

    def _remark(self, words: str) -> None:
        """Words of a row are of its person; those of a sentence stay in the row alone, for nobody knows of whom they are."""
        if not self.prose:
            self.remarks.append(words)

    # names

    def _name(self, at: int, mark: Mark) -> None:
        name, sex = untitled(mark.value)
        one = self.current
        if one is not None and one.named and self._same_name(one, name, at):
            self.cast.call(one, "name", name)
        elif self.also == "also" and one is not None and one.named:
            self._real_name(one, name)
        elif one is not None and not one.named and not self._closed(one, at):
            self.cast.call(one, "name", name)
        elif self._next_of_spread() is not None:
            self.cast.call(self._step(), "name", name)
        elif self._names_anchor(at, name):
            return
        else:
            self.spread = []
            held = self._named_only(name)
            if held is not None:
                self._go_on(held)
            else:
                self.cast.call(self._start(), "name", name)
        if sex and self.current is not None:
            self._fact("sex", sex)
        self.also = ""

    def _named_only(self, name: str) -> Someone | None:
        """Somebody of that name of whom nothing else is told yet ("표정옥 씨 가족", then "본인: 표정옥 49세")."""
        held = self.cast.named(name)
        if held is None or held.kin or self.row - held.row > 2 or any(said.prop != "name" for said in held.said):
            return None
        return held if name in (said.value for said in held.said) and not self.line.ordinal else None

    def _go_on(self, one: Someone) -> None:
        if self.current is not None:
            self._flush(self.current)
        self.current, self.new, self.ended = one, False, False
        if one not in self.here:
            self.here.append(one)
        for prop, value in self.pending:
            one.add(prop, value)
        self.pending.clear()

    def _same_name(self, one: Someone, name: str, at: int) -> bool:
        """Another spelling: of another script, in brackets or behind a stroke, and alike."""
        if self.new or self.ended:
            return False
        before = self.line.text[self.marks[at - 1].start] if at and self.marks[at - 1].kind in _JOINS else ""
        held = one.first("name") or one.first("alias")
        beside = before in ("(", "/", "[", "=") or self.also != "" or script_of(held) != script_of(name)
        return beside and any(spelling_of(said.value, name) for said in one.said if said.prop == "name")

    def _real_name(self, one: Someone, name: str) -> None:
        one.said = [type(said)("alias", said.value) if said.prop == "name" else said for said in one.said]
        self.cast.call(one, "name", name)

    def _closed(self, one: Someone, at: int) -> bool:
        """True if somebody without a name is done: her age is told and a comma stands before the next name."""
        if self.ended or self._told_between(at):
            return True
        if self.prose and re.match(r", (?:was|is|has|who)\b", self.line.text[self.marks[at].end :]):
            return False
        return (
            self.new
            or (one.kin or one.lone)
            and one.has("age")
            and at > 0
            and self.marks[at - 1].kind in ("sep", "close")
        )

    def _told_between(self, at: int) -> bool:
        """True if a sentence tells something between somebody without a name and the name at hand."""
        before = next((n for n in range(at - 1, -1, -1) if self.marks[n].kind in ("kin", "person", "age")), at)
        return self.prose and any(mark.kind == "rest" and len(mark.value) > 6 for mark in self.marks[before:at])

    def _names_anchor(self, at: int, name: str) -> bool:
        """In "리영순 딸 박은하" the first name says whose daughter it is, if it stands in a row above."""
        known = self.cast.named(name)
        if known is None or known.row == self.row and not self.prose:
            return False
        follows = [mark for mark in self.marks[at + 1 :] if mark.kind != "left"]
        kin = follows[0].kin if follows and follows[0].kind == "kin" else None
        if kin is None or kin.whose:
            return self._told_again(follows, known)
        self.anchor = known
        return True

    def _told_again(self, follows: list[Mark], known: Someone) -> bool:
        """A sentence that tells more of somebody who has her row already; it makes nobody new."""
        if not self.prose or any(mark.kind in _FACTS for mark in follows):
            return False
        self._go_on(known)
        return True

    def _alias(self, mark: Mark) -> None:
        one = self.current if self.current is not None else self._start()
        self.cast.call(one, "alias", mark.value)
        self.also = ""

    # facts

    def _fact(self, prop: str, value: str) -> None:
        one = self.current
        if one is None:
            self.pending.append((prop, value))
            return
        if prop == "age" and (one.has("age") or self.new) and self._next_of_spread() is not None:
            one = self._step()
        if prop in ONE and one.has(prop):
            if one.first(prop) != value:
                self.cast.fault(self.row, "two-values", prop=prop)
                self._remark(value)
            return
        if prop == "age" and one.has("birth"):
            one.add(prop, value)
            return
        one.add(prop, value)

    def _number(self, mark: Mark) -> None:
        """A bare number is an age where one is missing."""
        one = self.current
        value = int(mark.value)
        if value > _OLDEST or one is None and not self.pending:
            self._remark(mark.value)
        elif one is None:
            self.pending.append(("age", mark.value))
        elif not one.has("age") and not one.has("birth") or self._next_of_spread() is not None:
            self._fact("age", mark.value)
        elif self.spread_kin is not None and one in self.spread:
            kin, people = self.spread_kin
            self._relative(kin, people).add("age", mark.value)
        else:
            self._remark(mark.value)

    def _place(self, words: str) -> None:
        one = self.current
        north = in_north(words)
        if one is not None and one.left:
            one.add("lives", words)
            if not north:
                self.cast.abroad(one)
        elif self.prose and not north:
            return  # where an arrest was, or where somebody wants to go
        elif one is None:
            self.pending.append(("origin", words))
        elif self.group is not None and not any(other.has("origin") for other in self.here):
            self.plain_place = words
        elif one.has("origin") and one.first("origin") != words:
            self._remark(words)
        else:
            one.add("origin", words)

    def _ditto(self) -> None:
        before = [one for one in self.cast.people if one is not self.current and one.in_list]
        above = self.cast.above if self.cast.above is not self.current else before[-1] if before else None
        words = above.first("origin") if above is not None else ""
        if not words:
            return
        if self.current is None:
            self.pending.append(("origin", words))
        elif not self.current.has("origin"):
            self.current.add("origin", words)

    def _left(self, at: int) -> None:
        follows = self.marks[at + 1] if at + 1 < len(self.marks) else None
        if follows is not None and follows.kind in ("kin", "person"):
            self.stays = True
            return
        one = self.current
        if one is None or not one.kin:
            self._remark(self.marks[at].value)
            return
        self.cast.stays(one)
        if one.has("origin"):
            one.said = [type(said)("lives", said.value) if said.prop == "origin" else said for said in one.said]

    # people without names

    def _person(self, at: int, mark: Mark) -> None:
        one = self.current
        if one is not None and not self.new and mark.count < 2:
            words = self.line.text[mark.start : mark.end].strip()
            if mark.value and one.sex is None and not one.has("sex"):
                one.add("sex", mark.value)
                return
            if (not mark.value and not one.kin) or (mark.value == one.sex and mark.count == 0):
                if not mark.value:
                    self._remark(words)
                return
        people = []
        for _ in range(max(1, min(mark.count, MANY))):
            one = self._start()
            one.lone = True
            if mark.value:
                one.add("sex", mark.value)
            people.append(one)
        self.spread = people if len(people) > 1 else []
        if self.spread:
            self.current = self.spread[0]

    def _next_of_spread(self) -> Someone | None:
        if self.current not in self.spread:
            return None
        at = self.spread.index(self.current) + 1
        return self.spread[at] if at < len(self.spread) else None

    def _step(self) -> Someone:
        following = self._next_of_spread()
        if following is None:
            raise LookupError("nobody follows")
        self.current = following
        self.new = False
        return following

    # relatives

    def _kin(self, at: int, mark: Mark, kin: Kin) -> None:
        one = self.current
        if (
            self.anchor is not None
            and one is not None
            and one.named
            and not self._then_name(at)
            and not self._then_fact(at)
        ):
            one.kin = True
            self.cast.tie(self.anchor, one, kin.relation, kin.as_written)
            self.anchor = None
            return
        if _only_a_child(mark.value, kin) and not self.here and self.anchor is None and not self.stays:
            self._person(at, Mark(mark.start, mark.end, "person", "", count=kin.count))
            return
        if one is not None and self.anchor is None and self._speaks_of_herself(at, kin, one):
            self._own(one, kin)
            return
        people = self._whose(kin)
        first = self._relative(kin, people)
        self.spread, self.spread_kin = [], None
        if kin.count > 1:
            self.spread = [first] + [self._relative(kin, people) for _ in range(min(kin.count, MANY) - 1)]
            self.spread_kin = (kin, people)
            self.current = first
        if kin.couple:
            other = self._start(kin=True)
            self.cast.tie(first, other, "spouse", kin.as_written)
            self.current = first
        self.anchor = None

    def _relative(self, kin: Kin, people: tuple[Someone, ...]) -> Someone:
        one = self._start(kin=True, in_list=not self.abroad)
        if kin.sex:
            one.add("sex", kin.sex)
        if kin.whose[:1] in ("#", "=") and not people:
            self.cast.later(kin.whose, one, kin.relation, kin.as_written)
        for person in people:
            if kin.of_sex and person.sex and kin.of_sex != person.sex:
                self.cast.fault(self.row, "kin-contradicts-sex")
            self.cast.tie(person, one, kin.relation, kin.as_written)
        if not people and kin.whose[:1] not in ("#", "="):
            one.lone = True
            one.add("remark", kin.as_written)
        if self.spread_kin is not None and one not in self.spread:
            self.spread.append(one)
        return one

    def _speaks_of_herself(self, at: int, kin: Kin, one: Someone) -> bool:
        """True if the words say what the person just told of is to somebody else ("박영애 43세 1번의 처")."""
        if self.new or self.stays or kin.count > 1 or kin.couple or self._then_name(at):
            return False
        if kin.sex and one.sex and kin.sex != one.sex:
            return False
        if not one.named and self.block is not one and not one.lone:
            return False
        if kin.whose[:1] in ("#", "=") or kin.whose == "above":
            return not (one.kin and kin.whose == "above") and self._other(kin, one)
        if one.kin:
            return False
        told = one.has("age") or one.has("birth")
        follows = self._then_fact(at)
        if kin.whose in ("her", "his", "their"):
            return not told or not follows and self._elsewhere(kin) is not None and self.cast.head is not None
        if self._earlier_head(one) is None:
            return False
        if follows == "beside":
            return False
        return not told if follows else True

    def _other(self, kin: Kin, one: Someone) -> bool:
        """False if "김영희의 딸" speaks of the very person just named."""
        return not (kin.whose[:1] == "=" and self.cast.named(kin.whose[1:]) is one)

    def _earlier_head(self, one: Someone) -> Someone | None:
        head = self.cast.head
        return head if head is not None and head is not one else None

    def _then_name(self, at: int) -> bool:
        """True if a name stands right behind the mark, with nothing between that separates."""
        for mark in self.marks[at + 1 : at + 3]:
            if mark.kind == "name":
                between = self.line.text[self.marks[at].end : mark.start].strip()
                return between in ("", ":", "(", "인", "은", "는")
            if mark.kind != "sep" or self.line.text[mark.start] not in ":(":
                return False
        return False

    def _then_fact(self, at: int) -> str:
        """How an age follows: "beside" if an age or the like stands right behind the mark, "apart" if behind a comma, else ""."""
        apart = ""
        for mark in self.marks[at + 1 : at + 4]:
            if mark.kind in ("sep", "close"):
                apart = "apart"
            elif mark.kind in ("age", "number", "birth", "unnamed", "bad-age"):
                return apart or "beside"
            elif mark.kind != "open":
                return ""
        return ""

    def _own(self, one: Someone, kin: Kin) -> None:
        one.kin = True
        if kin.sex and not one.has("sex"):
            one.add("sex", kin.sex)
        if kin.whose[:1] in ("#", "=") and not self._whose(kin):
            self.cast.later(kin.whose, one, kin.relation, kin.as_written)
            return
        if kin.whose == "their":
            for parent in self._pair(one):
                self.cast.tie(parent, one, kin.relation, kin.as_written)
            return
        person = self._whose(kin)[0] if kin.whose[:1] in ("#", "=") else self._elsewhere(kin)
        if person is None or person is one:
            self._remark(kin.as_written)
            return
        if kin.of_sex and person.sex and kin.of_sex != person.sex:
            self.cast.fault(self.row, "kin-contradicts-sex")
        self.cast.tie(person, one, kin.relation, kin.as_written)

    def _elsewhere(self, kin: Kin) -> Someone | None:
        """Whose relative, in the rows above."""
        if kin.whose == "above":
            return self.cast.above
        wanted = {"her": "f", "his": "m"}.get(kin.whose)
        if wanted is None:
            return self.cast.head
        return self._pronoun(wanted, [p for p in self.cast.people[-12:] if p.row < self.row])

    def _whose(self, kin: Kin) -> tuple[Someone, ...]:
        """The people whose relative the words call somebody."""
        if self.anchor is not None:
            return (self.anchor,)
        if kin.whose[:1] == "=":
            known = self.cast.named(kin.whose[1:])
            return (known,) if known is not None else ()
        if kin.whose[:1] == "#":
            known = self.cast.ordinals.get(kin.whose[1:])
            return (known,) if known is not None else ()
        if kin.whose == "above":
            return (self.cast.above,) if self.cast.above is not None else ()
        wanted = {"her": "f", "his": "m"}.get(kin.whose)
        if wanted is not None:
            one = self._own_pronoun(wanted)
            return (one,) if one is not None else ()
        if kin.whose == "their":
            return self._pair()
        main = next((p for p in (self.here[::-1] if self.prose else self.here) if not p.kin), None)
        own = [p for p in self.here if not p.kin]
        if self.group is not None and self.group.kind == "couple" and kin.relation in ("son", "daughter", "child"):
            return tuple(own[:2])
        if main is None and self.here and not self.cast.head:
            main = self.here[0]
        if main is None:
            main = self.cast.head
        return (main,) if main is not None else ()

    def _own_pronoun(self, wanted: str) -> Someone | None:
        if self.here:
            main = self._nearest(wanted) if self.prose else self.here[0]
            if (main.sex or main.shown or wanted) == wanted:
                main.shown = wanted
                return main
            return self._pronoun(wanted, self.here)
        return self._pronoun(wanted, self.cast.people[-12:])

    def _nearest(self, wanted: str) -> Someone:
        """In a sentence the person of whom is spoken last, if her sex allows it."""
        own = [one for one in self.here if not one.kin and (one.sex or one.shown or wanted) == wanted]
        return own[-1] if own else self.here[0]

    def _pronoun(self, wanted: str, people: list[Someone]) -> Someone | None:
        """The last person of that sex; else the last whose sex is not told."""
        for sexes in ((wanted,), (None,)):
            for one in reversed(people):
                if (one.sex or one.shown) in sexes:
                    one.shown = wanted
                    return one
        return None

    def _pair(self, but: Someone | None = None) -> tuple[Someone, ...]:
        """The couple told of last, but for somebody; failing that the last person."""
        people = [one for one in (self.here if len(self.here) > 1 else self.cast.people[-12:]) if one is not but]
        for one in reversed(people):
            for other in reversed(people):
                tie = self.cast.ties.get((other.ref, one.ref))
                if tie is not None and tie.relation in ("wife", "husband", "spouse"):
                    return (other, one)
        return (people[-1],) if people else ()

    # groups

    def _together(self, at: int, together: Together) -> None:
        names = any(mark.kind in ("name",) for mark in self.marks[at + 1 :])
        if self.group is not None or together.kind == "family" and not names and not self.here:
            self._remark(together.as_written)
            return
        self.group = together
        for place in [pair for pair in self.pending if pair[0] == "origin"]:
            self.plain_place = place[1]
            self.pending.remove(place)
        if names or self.here or together.kind == "family":
            return
        for _ in range(min(together.count, MANY) or 2):
            self._start()
        self.current = self.here[0]

    def facts_only(self) -> bool:
        """True if the line told facts and nobody they are about."""
        return not self.here and any(
            prop in ("sex", "age", "birth", "health", "phone", "occupation", "origin") for prop, _ in self.pending
        )


def _only_a_child(words: str, kin: Kin) -> bool:
    """Whether "아이" or "baby" stands at the head of a line says how old somebody is, not whose child."""
    return kin.relation == "child" and not kin.whose and any(word in words.lower() for word in word_list("young"))
