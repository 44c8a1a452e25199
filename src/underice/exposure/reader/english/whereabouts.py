"""Places that are no place of an event: where somebody comes from, an office, a place that is denied."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.casting import Casting
from underice.exposure.reader.english.deeds import BE, Clause, Deeds
from underice.exposure.reader.english.facts_told import HOME
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Deed, words
from underice.exposure.reader.english.scene import Scene
from underice.vocabulary.places import PlaceMention, gazetteer

_OFFICES = words("offices")
_BORN = words("born")
_SERVED = words("served")
_SAID = words("said")
_RULES = words("rules")
_NOT_INSERTED = re.compile(r"\bnot,? (?:as [^,;.()]{3,32}, )(?:in|at|from|near) $")


class Whereabouts(Deeds):
    """Tells the places somebody comes from, and those that say nothing of anybody, from the places of events."""

    def __init__(self, scene: Scene, casting: Casting, text: str) -> None:
        """`casting` takes origins to people."""
        super().__init__(scene, text)
        self.casting = casting
        self.dateline: tuple[str, ...] = ()

    def _home(self, mention: PlaceMention) -> bool:
        likeliest = mention.candidates[0]
        return gazetteer().get_country(likeliest) == HOME and gazetteer().level(likeliest) != "country"

    def _idle(self, clause: Clause, k: int) -> bool:
        """A place that only locates an office, is negated, heads a report, or is part of a longer word."""
        items, item = clause.items, clause.items[k]
        if self.text[item.end : item.end + 1] in ("-", "‑") and self.text[item.end + 1 : item.end + 2].isalpha():
            return True
        back = self._back(clause, k)
        if (
            back[-3:-2] in (["no"], ["without"])
            and items[k - 2].kind in ("kin", "noun", "word")
            and back[-1] in ("in", "at")
        ):
            return True
        if _NOT_INSERTED.search(self.text, max(0, item.start - 60), item.start):
            self._deny(item)
            return True
        if back[-1:] in (["in"], ["near"]) and set(back[-2:-1]) & {
            "source",
            "sources",
            "informant",
            "informants",
            "residents",
            "contacts",
        }:
            return True
        if "never" in back[-5:] and set(back[-4:]) & {"lived", "been", "set", "come", "seen", "worked"}:
            self._deny(item)
            return True
        if "not" in back[-2:] or "neither" in back[-3:] or "nor" in back[-2:]:
            self._deny(item)
            return True
        if any(other.kind == "agent" for other in items[k + 1 : min(k + 3, clause.stop)]):
            return True
        after = [other.low for other in items[k + 1 : min(k + 4, clause.stop)]]
        if after[:1] and after[0] in ("—", "–", "--", "(") and k - clause.first <= 3 and after[0] != "(":
            self._note_dateline(item)
            return True
        if after[:1] == [","] and len(after) > 2 and after[2] in ("—", "–") and k - clause.first <= 2:
            self._note_dateline(item)
            return True
        entered = any(
            isinstance(other.data, Deed)
            and other.data.kind in ("arrival", "arrest", "detention")
            and other.data.voice in "ap"
            for other in items[max(clause.first, k - 7) : k]
        )
        if entered and back[-1:] in (["in"], ["at"]) and set(back[-3:]) & {"embassy", "consulate"}:
            return False
        if any(low in _OFFICES for low in back[-3:]) or any(
            low in _OFFICES or low in ("office", "police") for low in after[:1]
        ):
            return True
        if (
            after[:1]
            and after[0] in ("'s", "’s")
            and len(after) > 1
            and (
                after[1] in _OFFICES
                or items[k + 2].kind == "agent"
                or after[1] in ("foreign", "public", "state", "new")
            )
        ):
            return True
        if (
            back[-1:] in (["in"], ["from"])
            and after
            and (after[0] in _SAID or after[0] in ("learned", "learnt"))
            and after[0] not in ("says",)
        ):
            return not any(clause.of(p) and p.last <= k and k - p.last < 3 for p in clause.phrases)
        return bool(after) and after[0] in _RULES and back[-1:] not in (["in"], ["at"], ["near"])

    def _note_dateline(self, item: Item) -> None:
        if isinstance(item.data, PlaceMention):
            self.dateline = item.data.candidates

    def _deny(self, item: Item) -> None:
        """As in "I am not from X": an origin X told before does not stand."""
        if not isinstance(item.data, PlaceMention):
            return
        same = item.data.text.lower()
        gone = [
            mark for mark in self.scene.marks if mark[2] == "origin" and self.text[mark[0] : mark[1]].lower() == same
        ]
        for mark in gone:
            self.scene.marks.remove(mark)
            for person in mark[3]:
                person.now().origin = ()

    def _as_origin(self, clause: Clause, k: int, item: Item, back: list[str]) -> bool:
        """As in "born in X", "grew up in X", "comes from X", "served in X": where somebody comes from."""
        while back and back[-1] in (
            "the",
            "a",
            "his",
            "her",
            "my",
            "town",
            "city",
            "county",
            "of",
            "nearby",
            "village",
        ):
            if back[-1] == "of" and back[-2:-1] not in (["town"], ["city"], ["county"], ["village"], ["port"]):
                break
            back = back[:-1]
        prep = back[-1].split()[-1] if back else ""
        if not isinstance(item.data, PlaceMention) or not self._home(item.data):
            return False
        if prep in ("address", "residence", "home", "domicile", "hometown", "birthplace", "residing", "resident", ":"):
            holders = [self.filed.now()] if self.filed is not None else self.subject(clause, k)
            holders = [person for person in holders if self.scene.known(person)]
            if holders and (prep != ":" or back[-2:-1] in (["home"], ["address"], ["residence"], ["from"])):
                return self.casting.origin(item, holders)
        people = [person for person in self.subject(clause, k) if self.scene.known(person)]
        if not people:
            return False
        return self._as_staff(clause, k, item, prep, people) or self._as_grown(clause, k, item, back, people)

    def _as_staff(self, clause: Clause, k: int, item: Item, prep: str, people: list[Someone]) -> bool:
        """As in "at the repair shop in X", ", from X", "Six, from X": beside a workplace, or nothing."""
        employer = clause.items[k - 2].end if k > clause.first + 1 else -1
        staff = [person for person in self.casting.employers.get(employer, []) if not person.now().origin]
        if staff and prep in ("in", "at", "near", "of", "outside"):
            return self.casting.origin(item, staff)
        alone = prep == "from" and not any(clause.of(p) for p in clause.phrases)
        return alone and not people[0].origin and self.casting.origin(item, people)

    def _as_grown(self, clause: Clause, k: int, item: Item, back: list[str], people: list[Someone]) -> bool:
        """As in "born in X", "is from X", "served in X"."""
        prep = back[-1].split()[-1] if back else ""
        wide = [other.low for other in clause.items[max(clause.first, k - 10) : k]]
        words_near = {word for low in wide for word in low.split()}
        near = {word for low in back[-4:] for word in low.split()}
        if prep == "from" and back[-2:-1] and back[-2] in ("both", "all"):
            return self.casting.origin(item, people)
        if near & _BORN and prep in ("in", "from", "of", "is", "was", "near", "born", "up", "at"):
            return self.casting.origin(item, people)
        if words_near & {"grew", "born", "raised"} and prep in ("in", "near", "outside", "of") and not people[0].origin:
            return self.casting.origin(item, people)
        if prep in ("is", "was") and "home" in back[-3:] and {"my", "his", "her"} & set(back[-4:] + wide[-4:]):
            return self.casting.origin(item, people)
        if prep in ("in", "at") and not people[0].origin and self._work_right_before(clause, k):
            return self.casting.origin(item, people)
        if prep == "from" and near & BE:
            return self.casting.origin(item, people)
        if words_near & {"has", "have", "now", "lives", "still", "since"} and not words_near & BE and people[0].ties:
            return False  # a relative who is there now
        if (words_near & _SERVED or near & BE) and prep in ("in", "at", "near") and self._work_before(clause, k):
            if all(not person.origin for person in people):
                return self.casting.origin(item, people)
        if (
            words_near & _SERVED
            and prep in ("in", "at", "near", "outside")
            and all(not person.origin for person in people)
        ):
            return self.casting.origin(item, people)
        at_work = prep in ("in", "at", "near", "outside", "for") and self._job_before(clause, k)
        return at_work and not any(p.origin for p in people) and self.casting.origin(item, people)

    def _left_behind(self, clause: Clause, k: int, item: Item) -> bool:
        """As in "Kanggye, where I was a driver": where the subject of the relative clause worked or grew up."""
        items = clause.items
        at = k + 1
        while at < clause.stop and items[at].low in (",", "province", "county") and at < k + 3:
            at += 1
        if at >= clause.stop or items[at].low != "where":
            return False
        subject = next((p for p in clause.phrases if at < p.first <= at + 2 and clause.of(p)), None)
        if subject is None or not isinstance(item.data, PlaceMention) or not self._home(item.data):
            return False
        rest = items[subject.last : min(subject.last + 7, clause.stop)]
        told = any(one.kind in ("work", "workplace") or one.low.split()[0] in _SERVED | _BORN for one in rest)
        people = [person for person in clause.of(subject) if self.scene.known(person)]
        return told and bool(people) and self.casting.origin(item, people)

    @staticmethod
    def _work_right_before(clause: Clause, k: int) -> bool:
        """As in "a goalkeeper for the railway team in X": nothing but words of the same phrase between work and place."""
        for item in reversed(clause.items[max(clause.first, k - 9) : k]):
            if item.kind == "work":
                return True
            if (
                item.kind not in ("word", "workplace", "owner")
                or item.low in BE
                or item.low in ("and", "who", "but", "had", "has")
            ):
                return False
        return False

    def _where_clause(self, clause: Clause, k: int) -> list[Someone]:
        """As in "in Ansan, where he shares a room": those who are at the place by the clause after it."""
        items, at = clause.items, k + 1
        while at < clause.stop and items[at].low in (",", "province", "county", "city") and at < k + 3:
            at += 1
        if at >= clause.stop or items[at].low != "where":
            return []
        subject = next((p for p in clause.phrases if p.first == at + 1 and clause.of(p)), None)
        if subject is None or any(
            item.kind == "deed" and not is_weak(item) for item in items[subject.last : subject.last + 4]
        ):
            return []
        return [person for person in clause.of(subject) if self.scene.known(person)]

    def _job_before(self, clause: Clause, k: int) -> bool:
        """True if work said with a verb stands a few words before item k of the same sentence."""
        start, end = clause.items[max(clause.first, k - 8)].start, clause.items[k].start
        return any(start <= job[0] and job[1] <= end for job in self.jobs)

    @staticmethod
    def _work_before(clause: Clause, k: int) -> bool:
        return any(item.kind in ("work", "workplace") for item in clause.items[max(clause.first, k - 6) : k])


def is_weak(item: Item) -> bool:
    """True for a word that is said of a person without telling an event."""
    return isinstance(item.data, Deed) and item.data.voice == "w"
