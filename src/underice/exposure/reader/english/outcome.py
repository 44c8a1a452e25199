"""The last pass: relatives' relatives, groups and their members, who is nobody after all, and the notices."""

from __future__ import annotations

from collections.abc import Sequence

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.english.happenings import Happenings
from underice.exposure.reader.english.hometowns import hometowns
from underice.exposure.reader.english.lifetimes import Lifetimes
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.english.telling import Telling
from underice.exposure.reader.model import Event

_RISKS = frozenset(("arrest", "detention", "return", "crossing", "departure", "arrival", "death"))
_GRAVE = frozenset(("arrest", "detention", "return", "death"))
LARGEST_GROUP = 300
"""A larger number beside people is a statistic, not a group somebody could be found in."""


class Outcome:
    """Writes what was found into the cast."""

    def __init__(
        self, cast: Cast, scene: Scene, telling: Telling, happenings: Happenings, lifetimes: Lifetimes, text: str
    ) -> None:
        self.cast = cast
        self.scene = scene
        self.telling = telling
        self.happenings = happenings
        self.lifetimes = lifetimes
        self.text = text

    def finish(self) -> None:
        """Do all of it, in the order in which one thing needs another."""
        self._join_households()
        hometowns(self.scene, self.happenings.told)
        self._events()
        self._spread_groups()
        self._died_where_held()
        self._families()
        story = sorted((h.offset, h.date.edtf) for h in self.happenings.told if h.date is not None and h.date.edtf)
        self.lifetimes.relative_dates = any(h.date is not None and h.date.edtf is None for h in self.happenings.told)
        self.lifetimes.settle(story)
        self._roles()
        self._drop(self._nobodies())
        self._write()
        self._notices()

    # ------------------------------------------------------------------ events
    def _died_where_held(self) -> None:
        """Somebody who died while held, with no place told, died where he was held."""
        for person in self.cast.people:
            held = [event.place for event in person.events if event.kind == "detention" and event.place]
            for position, event in enumerate(person.events):
                if event.kind == "death" and not event.place and len(set(held)) == 1:
                    person.events[position] = Event("death", event.date, held[0])

    def _events(self) -> None:
        for happening in self.happenings.told:
            date = happening.date.edtf if happening.date is not None else None
            for person in happening.people:
                self._befell(person.now(), Event(happening.kind, date, happening.place))

    def _befell(self, person: Someone, event: Event) -> None:
        """Two arrests told alike are one; other events are one only if day or place say so."""
        same = any(
            known.kind == event.kind
            and (known.date == event.date is not None or known.place == event.place != () or known == event)
            for known in person.events
        )
        if event.kind != "other" or same or not (event.date or event.place):
            self.cast.happened(event.kind, (person,), event.date, event.place)
        else:
            person.events.append(event)

    def _join_households(self) -> None:
        """The relatives told of after "a family of four" are its members, if there are just so many."""
        for group in [person for person in self.cast.people if self.scene.is_group(person)]:
            notes = self.scene.of(group)
            if not notes.household or notes.members or notes.size is None:
                continue
            for person in self.cast.people:
                circle = self._circle(person)
                if person.first > group.first and len(circle) == notes.size:
                    self.scene.join(group, circle)
                    break

    def _circle(self, person: Someone) -> list[Someone]:
        """A person and all who are tied to her, or to those."""
        people = {id(one): one for one in self.cast.people if not self.scene.is_group(one)}
        found, open_ends = [person], [person]
        while open_ends:
            for key in open_ends.pop().ties:
                if key in people and people[key] not in found:
                    found.append(people[key])
                    open_ends.append(people[key])
        return sorted(found, key=lambda one: one.first)

    def _spread_groups(self) -> None:
        """What a group lived through, its described members lived through; the bare group then is nobody of its own."""
        for group in [person for person in self.cast.people if self.scene.is_group(person)]:
            notes = self.scene.of(group)
            members = list(dict.fromkeys(member.now() for member in notes.members or []))
            if notes.size is not None and not notes.joint:
                group.group = notes.size
            if not members:
                continue
            for member in members:
                if notes.size is not None:
                    member.group = member.group or notes.size
                member.origin = member.origin or group.origin
                for event in group.events:
                    self.cast.happened(event.kind, (member,), event.date, event.place)
            for position, (start, end, label, people) in enumerate(self.scene.marks):
                if group in people:
                    kept = [person for person in people if person is not group]
                    kept.extend(member for member in members if member not in kept)
                    self.scene.marks[position] = (start, end, label, kept)
            for other_id in list(group.ties):
                other = next((person for person in self.cast.people if id(person) == other_id), None)
                if other is not None:
                    other.ties.pop(id(group), None)
            self.cast.people.remove(group)

    # ------------------------------------------------------------------ families
    def _families(self) -> None:
        """A spouse's child is the other's child too; children of one parent are siblings."""
        people = {id(person): person for person in self.cast.people}
        for person in self.cast.people:
            for key, relation in person.ties.items():
                if relation == "spouse" and person.sex is None and key in people and people[key].sex is not None:
                    person.sex = "f" if people[key].sex == "m" else "m"
        for person in self.cast.people:
            spouses = [people[key] for key, relation in person.ties.items() if relation == "spouse" and key in people]
            children = [people[key] for key, relation in person.ties.items() if relation == "parent" and key in people]
            if len(spouses) == 1 and not self._former(spouses[0]) and not self._former(person):
                for child in children:
                    self._tie_new(child, "child", spouses[0])
            if len(spouses) == 1:
                self._shared_home(person, spouses[0])
        for person in self.cast.people:
            children = [people[key] for key, relation in person.ties.items() if relation == "parent" and key in people]
            for index, child in enumerate(children):
                for other in children[index + 1 :]:
                    self._tie_new(child, "sibling", other)
        for person in self.cast.people:
            siblings = [people[key] for key, relation in person.ties.items() if relation == "sibling" and key in people]
            plural = [one for one in siblings if any(kin.number == 2 for kin in self.scene.of(one).kin_words)]
            for index, one in enumerate(plural):
                for other in plural[index + 1 :]:
                    self._tie_new(one, "sibling", other)

    def _shared_home(self, person: Someone, spouse: Someone) -> None:
        """As in "My husband was a driver in X": the teller's home as well; a couple that left, left one home."""
        left = [any(event.kind == "departure" for event in one.events) for one in (person, spouse)]
        if all(left) and not spouse.origin:
            spouse.origin = person.origin
        if not self.scene.of(person).narrator or person.origin or not spouse.origin:
            return
        person.origin = spouse.origin
        for _, _, label, people in self.scene.marks:
            if label == "origin" and spouse in [one.now() for one in people] and person not in people:
                people.append(person)

    def _former(self, person: Someone) -> bool:
        return self.scene.of(person).former

    def _tie_new(self, person: Someone, relation: str, other: Someone) -> None:
        if id(other) not in person.ties and person is not other:
            self.cast.tie(person, "child" if relation == "child" else "sibling", other)

    # ------------------------------------------------------------------ roles
    def _roles(self) -> None:
        for person in self.cast.people:
            if person.role not in ("at_risk",):
                continue
            if person.ties and not any(event.kind in _RISKS for event in person.events):
                named_risk = self.scene.of(person).narrator
                person.role = "at_risk" if named_risk else "kin"

    def _weight(self, person: Someone) -> int:
        """How much the text tells of a person."""
        facts = [person.name, person.birth, person.origin or None, person.occupation]
        return (
            sum(fact is not None for fact in facts)
            + len(person.events)
            + 2 * len(person.distinguishing)
            + bool(self.scene.of(person).ages)
        )

    def _nobodies(self) -> list[Someone]:
        """People of whom so little is told that they are nobody to protect: extras, statistics, the reporter."""
        out: list[Someone] = []
        for person in self.cast.people:
            notes = self.scene.of(person)
            if notes.public:
                continue
            if person.role == "author":
                if not self._endangered(person):
                    out.append(person)
            elif self.scene.is_group(person):
                size = notes.size
                grave = any(event.kind in _RISKS for event in person.events)
                if not grave or (size is not None and size > LARGEST_GROUP) or (size is None and not notes.families):
                    out.append(person)
            elif self._stranger(person) or self._extra(person):
                out.append(person)
        out += [person for person in self._shades() if person not in out]
        gone = {id(person) for person in out}
        changed = True
        while changed:
            changed = False
            for person in self.cast.people:
                if (
                    id(person) in gone
                    or self.scene.of(person).public
                    or person.name
                    or not self.scene.of(person).kin_words
                ):
                    continue
                anchored = [key for key in person.ties if key not in gone]
                if not anchored and self._weight(person) < 2 and not self._group_member(person):
                    gone.add(id(person))
                    out.append(person)
                    changed = True
        return out

    def _stranger(self, person: Someone) -> bool:
        """As in "Mr Guterres", "a Canadian doctor, Robert Hardie": a name, perhaps a trade, and nothing that befell them."""
        if not self.scene.of(person).foreign or person.role != "at_risk":
            return False
        told = person.events or person.ties or person.origin or person.birth or person.group or person.distinguishing
        return not told and not self.scene.of(person).narrator and not person.pseudonym

    def _extra(self, person: Someone) -> bool:
        """Somebody without name and relatives of whom no more than a trade is told."""
        if person.ties or person.name and not self.scene.of(person).narrator:
            return False
        weight = self._weight(person)
        return weight < 1 + (person.occupation is not None) if not person.name else not weight

    def _shades(self) -> list[Someone]:
        """Families of whom nothing is told ("when a person flees, his relatives suffer"): examples, not people."""
        out: list[Someone] = []
        people = {id(person): person for person in self.cast.people}
        for person in self.cast.people:
            row = [person, *(people[key] for key in person.ties if key in people)]
            if all(self._shade(one) for one in row):
                out.append(person)
        return out

    def _shade(self, person: Someone) -> bool:
        notes = self.scene.of(person)
        whole = self.scene.is_group(person) and notes.size is not None
        return not (self._weight(person) or notes.narrator or notes.public or whole or notes.families or person.group)

    def _group_member(self, person: Someone) -> bool:
        return person.group is not None

    def _endangered(self, person: Someone) -> bool:
        """An author counts only if he or his relatives are at risk."""
        if any(event.kind in _GRAVE for event in person.events):
            return True
        people = {id(other): other for other in self.cast.people}
        return any(any(event.kind in _RISKS for event in people[key].events) for key in person.ties if key in people)

    def _drop(self, nobodies: Sequence[Someone]) -> None:
        for person in nobodies:
            for other in self.cast.people:
                other.ties.pop(id(person), None)
            if person.role == "author" and person.name:
                self.scene.of(person).public = True
                person.sex, person.origin, person.occupation, person.events = None, (), None, []
                person.ties = {}
            else:
                self.cast.people.remove(person)
        gone = {id(person) for person in nobodies}
        kept = []
        for start, end, label, people in self.scene.marks:
            remaining = [
                person.now() for person in people if id(person.now()) not in gone and not self.scene.of(person).public
            ]
            if remaining:
                kept.append((start, end, label, remaining))
        self.scene.marks = kept

    def _write(self) -> None:
        known = {id(person) for person in self.cast.people}
        told = {id(person) for _, _, label, people in self.scene.marks if label != "date" for person in people}
        known &= told | {id(person) for person in self.cast.people if person.name}
        for start, end, label, people in self.scene.marks:
            holders = [person for person in dict.fromkeys(people) if id(person) in known]
            if holders:
                self.cast.mark(start, end, label, *holders)

    # ------------------------------------------------------------------ notices
    def _notices(self) -> None:
        for mention in self.happenings.unplaced:
            self.cast.notice(
                "place_ambiguous", mention.start, mention.end, text=mention.text, candidates=mention.candidates
            )
