"""The project's own annotated drafts, made from sources with inline marks: `python -m tools.make_drafts write|check`.

Sources: tests/data/drafts/source/{part}_{ko,en}.md, a part being one of PARTS. One draft:

    === own-ko-01 news 2013-05-20
    text with [name:p1 words], [origin:p1+p2 [place:p3 nested] words] ...
    --- persons
    p1 at_risk | name … | sex f | birth age 41 intl | origin KP0218 | occ … | kin spouse p2 | ev arrest 2013-05 CN

Fields of a person, in any order, separated by " | ":
    name, sex (f/m), origin (gazetteer id), occ (words of the text), group (number)
    kin RELATION REF     this person is the RELATION of REF; the other side is added by the program
    ev KIND DATE PLACE   DATE in EDTF, PLACE a gazetteer id, "-" where not told; may be repeated, as may kin
    birth FIRST..LAST    days; or born EDTF; or age A [intl|unknown|counting] [on EDTF]; or inyear A [system] YEAR
                         or rel YEARS REF (years older +, younger -); two joined by " & " are intersected
                         A: 41, 60-63, ~50 (±2), 60s, 60e, 60m, 60l (early, middle, late), teen, toddler
An age without a system is international in English; in Korean the system must be written.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from underice.exposure.reader.model import INVERSE, LABELS, EventKind, Relation, Role
from underice.vocabulary.ages import Age, AgeSystem, birth_in_year, birth_interval, relative_birth
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.places import gazetteer

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "drafts"
PARTS = ("tune", "blind", "fresh_tune", "fresh_blind", "later_tune", "later_kept", "wide_tune", "wide_kept")
LANGS = ("ko", "en")
HEAD = re.compile(r"=== (?P<id>\S+) (?P<style>\S+) (?P<date>\S+)")
OPEN = re.compile(rf"\[({'|'.join(LABELS)}):(p\d+(?:\+p\d+)*) ")
SYSTEMS = {"intl": AgeSystem.INTERNATIONAL, "unknown": AgeSystem.UNKNOWN, "counting": AgeSystem.COUNTING}
ROLES: tuple[str, ...] = get_args(Role)
KINDS: tuple[str, ...] = get_args(EventKind)
DECADE = {"s": (0, 9), "e": (0, 3), "m": (4, 6), "l": (7, 9)}


class Mistake(Exception):
    """A source says something that cannot be; the message names the draft and the words."""


@dataclass
class Someone:
    """One person of a draft while it is read."""

    ref: str
    role: str
    name: str | None = None
    sex: str | None = None
    birth: DateInterval | None = None
    origin: str | None = None
    occupation: str | None = None
    group: int | None = None
    kin: dict[str, Relation] = field(default_factory=dict)
    events: list[dict[str, str | None]] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The person in the format of the annotated drafts."""
        birth = [self.birth.first.isoformat(), self.birth.last.isoformat()] if self.birth else None
        return {
            "ref": self.ref,
            "role": self.role,
            "name": self.name,
            "facts": {
                "sex": self.sex,
                "birth": birth,
                "origin": self.origin,
                "occupation": self.occupation,
                "group": self.group,
                "kin_of": [{"ref": ref, "relation": relation} for ref, relation in self.kin.items()],
                "events": self.events,
            },
        }


def unmark(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without marks, and its spans in order. Brackets that open no mark stay as they are."""
    text: list[str] = []
    length = at = 0
    open_marks: list[tuple[int, str, str]] = []
    spans: list[dict[str, Any]] = []
    while at < len(marked):
        if mark := OPEN.match(marked, at):
            open_marks.append((length, mark[1], mark[2]))
            at = mark.end()
        elif marked[at] == "]" and open_marks:
            start, label, refs = open_marks.pop()
            who = refs.split("+")
            spans.append({"start": start, "end": length, "label": label, "ref": who if len(who) > 1 else who[0]})
            at += 1
        else:
            text.append(marked[at])
            length += 1
            at += 1
    if open_marks:
        raise Mistake(f"a mark stays open: {open_marks}")
    return "".join(text), sorted(spans, key=lambda s: (s["start"], -s["end"], LABELS.index(s["label"])))


def age_of(words: str, system: AgeSystem) -> Age:
    """The age that a notation such as 41, 60-63, ~50, 60e or teen stands for."""
    if words in ("teen", "toddler"):
        return Age(13, 19, system) if words == "teen" else Age(1, 3, system)
    if words.startswith("~"):
        return Age(int(words[1:]) - 2, int(words[1:]) + 2, system)
    if words[-1] in DECADE:
        low, high = DECADE[words[-1]]
        return Age(int(words[:-1]) + low, int(words[:-1]) + high, system)
    first, _, last = words.partition("-")
    return Age(int(first), int(last or first), system)


def span_of(edtf: str) -> DateInterval:
    """The days of an EDTF date. Raises Mistake where it is none."""
    interval = to_interval(edtf)
    if interval is None:
        raise Mistake(f"no date: {edtf}")
    return interval


def birth_of(words: str, lang: str, published: date | None, people: dict[str, Someone]) -> DateInterval:
    """The birth interval of one notation (see the module)."""
    if " & " in words:
        first, second = (birth_of(part, lang, published, people) for part in words.split(" & "))
        both = first.intersection(second)
        if both is None:
            raise Mistake(f"ages contradict each other: {words}")
        return both
    if ".." in words:
        start, end = words.split("..")
        return DateInterval(date.fromisoformat(start), date.fromisoformat(end))
    kind, *rest = words.split()
    if kind == "born":
        return span_of(rest[0])
    if kind == "rel":
        other = people[rest[1]].birth
        if other is None:
            raise Mistake(f"{rest[1]} has no birth yet")
        return relative_birth(other, int(rest[0]))
    named = [word for word in rest if word in SYSTEMS]
    if lang == "ko" and not named:
        raise Mistake(f"which way of counting: {words}")
    age = age_of(rest[0], SYSTEMS[named[0]] if named else AgeSystem.INTERNATIONAL)
    if kind == "inyear":
        return birth_in_year(age, int(rest[-1]))
    if kind != "age":
        raise Mistake(f"no birth: {words}")
    if "on" in rest:
        return birth_interval(age, span_of(rest[rest.index("on") + 1]))
    if published is None:
        raise Mistake("an age without a date of publication")
    return birth_interval(age, published)


def person(line: str, lang: str, published: date | None, people: dict[str, Someone]) -> Someone:
    """One person from one line of the source."""
    head, *fields = [part.strip() for part in line.split(" | ")]
    ref, role = head.split()
    if role not in ROLES or ref in people:
        raise Mistake(f"role or ref: {head}")
    one = Someone(ref, role)
    for entry in fields:
        key, _, value = entry.partition(" ")
        if key == "name":
            one.name = value
        elif key == "sex" and value in ("f", "m"):
            one.sex = value
        elif key == "birth":
            one.birth = birth_of(value, lang, published, people)
        elif key == "origin":
            one.origin = gazetteer().get(value).id
        elif key == "occ":
            one.occupation = value
        elif key == "group":
            one.group = int(value)
        elif key == "kin":
            relation, other = value.split()
            one.kin[other] = next(known for known in INVERSE if known == relation)
        elif key == "ev":
            one.events.append(event(value))
        else:
            raise Mistake(f"no such field: {entry}")
    return one


def event(words: str) -> dict[str, str | None]:
    """One event: kind, EDTF date, gazetteer id."""
    kind, when, where = words.split(maxsplit=2)
    if kind not in KINDS:
        raise Mistake(f"no such event: {kind}")
    if when != "-":
        span_of(when)
    place = gazetteer().get(where).id if where != "-" else None
    return {"kind": kind, "date": when if when != "-" else None, "place": place}


def tie(people: dict[str, Someone]) -> None:
    """Store every relation on both sides. Raises Mistake where the two sides contradict each other."""
    for one in list(people.values()):
        for ref, relation in list(one.kin.items()):
            if ref not in people or ref == one.ref:
                raise Mistake(f"{one.ref} is kin of {ref}")
            back = people[ref].kin.setdefault(one.ref, INVERSE[relation])
            if back != INVERSE[relation]:
                raise Mistake(f"{one.ref} and {ref}: {relation} and {back}")


def doubts(text: str, spans: list[dict[str, Any]], people: dict[str, Someone]) -> Iterator[str]:
    """What the spans and the persons of one draft say against each other."""
    told: dict[str, set[str]] = {ref: set() for ref in people}
    for span in spans:
        words = text[span["start"] : span["end"]]
        if not words or words != words.strip():
            yield f"blank at the edge of {words!r}"
        for ref in [span["ref"]] if isinstance(span["ref"], str) else span["ref"]:
            if ref not in people:
                yield f"no such person: {ref}"
            else:
                told[ref].add(span["label"])
    for one in people.values():
        for fact in (one.name, one.occupation):
            if fact and fact not in text:
                yield f"{one.ref}: not in the text: {fact}"
        if one.role in ("at_risk", "kin", "helper"):
            yield from (f"{one.ref} {doubt}" for doubt in unmatched(one, told[one.ref]))
        elif told[one.ref]:
            yield f"{one.ref} is a {one.role} with spans"


def unmatched(one: Someone, told: set[str]) -> Iterator[str]:
    """Facts of one person without words, and words without a fact. A sex or a tie may come from a pronoun."""
    facts: tuple[tuple[object, set[str], bool], ...] = (
        (one.name, {"name"}, True),
        (one.birth, {"age", "birth"}, True),
        (one.origin, {"origin"}, True),
        (one.occupation, {"occupation"}, True),
        (one.group, {"group_size"}, False),
        (one.events, {"event", "place"}, True),
        (one.sex, {"sex"}, True),
        (one.kin, {"kin"}, True),
    )
    if not told:
        yield "has no span"
    for fact, labels, needed in facts:
        if fact and not told & labels and labels not in ({"sex"}, {"kin"}):
            yield f"has a fact {fact} and no span {labels}"
        if needed and told & labels and not fact:
            yield f"has a span {told & labels} and no fact"


def drafts(source: str, lang: str) -> Iterator[dict[str, Any]]:
    """The drafts of one source file. Raises Mistake with the draft's id at the first mistake."""
    for block in re.split(r"(?m)^(?==== )", source)[1:]:
        head, _, rest = block.partition("\n")
        found = HEAD.fullmatch(head)
        if found is None:
            raise Mistake(f"no head: {head}")
        try:
            body, _, listed = rest.partition("\n--- persons\n")
            published = None if found["date"] == "-" else date.fromisoformat(found["date"])
            text, spans = unmark(body.strip("\n"))
            people: dict[str, Someone] = {}
            for line in listed.strip().splitlines():
                one = person(line, lang, published, people)
                people[one.ref] = one
            tie(people)
            if found_doubts := list(doubts(text, spans, people)):
                raise Mistake("; ".join(found_doubts))
        except (Mistake, ValueError, KeyError, StopIteration) as error:
            raise Mistake(f"{found['id']}: {error}") from error
        yield {
            "id": found["id"],
            "lang": lang,
            "style": found["style"],
            "date": published.isoformat() if published else None,
            "text": text,
            "persons": [one.record() for one in people.values()],
            "spans": spans,
        }


def made(part: str, folder: Path = FOLDER) -> str:
    """The JSON lines of one part ("tune" or "blind") as its sources say."""
    lines = []
    for lang in LANGS:
        path = folder / "source" / f"{part}_{lang}.md"
        if path.exists():
            lines += [json.dumps(draft, ensure_ascii=False) for draft in drafts(path.read_text("utf-8"), lang)]
    return "".join(f"{line}\n" for line in lines)


def main(what: str) -> int:
    """Write the JSON lines, or say whether they are what the sources say."""
    for part in PARTS:
        path = FOLDER / f"{part}.jsonl"
        lines = made(part)
        if what == "write":
            path.write_text(lines, encoding="utf-8")
            print(f"{path.name}: {lines.count(chr(10))} drafts")
        elif path.read_text("utf-8") != lines:
            print(f"{path.name} is not what its sources say: python -m tools.make_drafts write")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else "check"))
