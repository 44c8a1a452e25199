"""Takes the fields of records (forms, tables) to the people they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.casting import Casting
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Noun
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.english.records import Field
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.model import Sex
from underice.vocabulary.ages import BirthPhrase
from underice.vocabulary.phrases import DatePhrase

_NO_NAME = re.compile(
    r"\W*(?:name |identity )?(?:withheld|unknown|not known|not given|undisclosed|n/?a|none|[-–—?]+)\b", re.IGNORECASE
)
_CALLED = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}")
_ASSUMED = re.compile(r"pseud|alias|not (?:the |her |his )?real|changed", re.IGNORECASE)
_SEX = re.compile(r"\W*(f|m|w|female|male|woman|man|girl|boy)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\w{1,4}")

Between = Callable[[int, int], list[Item]]


class Filing:
    """Reads the plain fields of records."""

    def __init__(self, scene: Scene, casting: Casting, text: str, between: Between) -> None:
        """`between` gives the items of a stretch of the text."""
        self.scene = scene
        self.casting = casting
        self.text = text
        self.between = between
        self._person: Someone | None = None
        self.unnamed: list[Field] = []

    def person(self, fields: Sequence[Field]) -> Someone:
        """Whom a record is about: one of a known name, a new person, or (without a name field) the one before."""
        name = next((field for field in fields if field.kind == "name"), None)
        if name is None and self._person is not None and not any(field.kind == "number" for field in fields):
            return self._person.now()
        found = self._name(name) if name is not None else None
        known = None
        if found is not None:
            known = self.scene.by_name(found, Phrase(0, 0, found.start, found.end))
        first = fields[0].start if name is None else name.start
        self._person = known or self.scene.new(first)
        if found is None and name is not None:
            self.unnamed.append(name)
        if found is not None:
            assumed = name is not None and bool(_ASSUMED.search(self.text, name.start, name.end))
            self.casting.called(self._person, found, assumed)
        return self._person.now()

    def _name(self, field: Field) -> NameFound | None:
        for item in self.between(field.start, field.end):
            if isinstance(item.data, NameFound) and item.data.kind not in ("figure", "author"):
                return item.data
        if _NO_NAME.match(self.text, field.start, field.end):
            return None
        called = _CALLED.search(self.text, field.start, field.end)
        return NameFound(called.start(), called.end(), "other", called.group()) if called else None

    def fill(self, field: Field, person: Someone) -> None:
        """Give the person what one field tells."""
        items = self.between(field.start, field.end)
        if field.kind == "number":
            number = _NUMBER.search(self.text, field.start, field.end)
            if number:
                self.scene.lettered[number.group().lower()] = [person]
        elif field.kind == "sex":
            self._sex(field, person)
        elif field.kind == "birth":
            self._birth(field, items, person)
        elif field.kind == "origin":
            for item in items:
                if item.kind == "place":
                    self.casting.origin(item, [person])
        elif field.kind == "work":
            self._work(field, items, person)

    def _sex(self, field: Field, person: Someone) -> None:
        found = _SEX.match(self.text, field.start, field.end)
        if found:
            sex: Sex = "m" if found[1].lower() in ("m", "male", "man", "boy") else "f"
            person.sex = person.sex or sex
            self.scene.mark(found.start(1), found.end(1), "sex", [person])

    def _birth(self, field: Field, items: Sequence[Item], person: Someone) -> None:
        for item in items:
            if item.kind in ("age", "birth") or item.age is not None:
                self.casting.ages(item, [person], False)
                return
        for item in items:
            day = item.data
            if isinstance(day, DatePhrase) and day.interval is not None and day.edtf:
                birth = BirthPhrase(item.start, item.end, day.interval, day.edtf)
                self.casting.ages(Item("birth", item.start, item.end, item.low, birth), [person], False)
                return

    def _work(self, field: Field, items: Sequence[Item], person: Someone) -> None:
        works = [item for item in items if item.kind == "work"]
        for item in works:
            self.casting.work(item, [person])
        for item in items:
            if isinstance(item.data, Noun) and item.data.kind == "sex":
                self.casting.work(item, [person])
                person.sex = person.sex or item.data.sex
        places = [item for item in items if item.kind == "workplace" or item.low == "works"]
        if places:
            start = max([item.end for item in works], default=field.start)
            start += len(self.text[start : places[-1].end]) - len(self.text[start : places[-1].end].lstrip(" ,;:|-–"))
            if start < places[-1].end:
                self.casting.employed(start, places[-1].end, [person])
        for item in items:
            if item.kind == "place":
                self.casting.origin(item, [person])
