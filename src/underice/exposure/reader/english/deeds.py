"""Verbs of arrest, return and flight: what they tell here, and who did or suffered it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Deed, words
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.model import EventKind
from underice.vocabulary.phrases import DatePhrase

_NEGATION = words("negation")
_UNREAL = words("unreal")
_ASKS = words("asks")
_REPORTED = words("reported")
BE = words("be")
_AUX = BE | words("aux")
_CUSTODY = words("custody")
_LEFT_OBJECTS = words("left_objects")
_COUNTS = words("counts")
_QUANTITIES = words("quantities")
_HELD = words("held") | {"taken from"}
_HELD_THINGS = words("held_things")
_STATES = words("states")
_NOT_STATES = words("not_states")
_OWNED_NOUNS = words("owned_nouns")
_OWNERS = words("owners")
_LEFT_THINGS = words("left_things") | {")"}
_HELPS = frozenset(("found", "rescued", "sheltered"))
_LITTLE = words("stop")
_STRANGERS = frozenset(
    "men policemen officers soldiers agents strangers guards police police-men somebody someone policeman".split()
)
_PARTICIPLE = ("ed", "en", "taken from", "taken by", "taken with", "caught", "held", "sent back", "shot")
_NO_SUBJECT = frozenset(("him", "her", "them", "me", "us"))
_OBJECTS = frozenset(("him", "her", "them", "us", "me"))
_CONTROLS = frozenset("checkpoint roadblock border police patrol customs airport control barrier frontier".split())
_ROOMS = frozenset("station post barracks base guard cell cells jail prison lock-up basement compound".split())
_PARTICIPLES = frozenset("taken driven given beaten flown thrown hidden stolen shaken".split())
"""Verbs whose form of the past is another: "people taken off a train" cannot be active."""
_ADJECTIVAL = words("adj_deeds")
_PUT = words("put")
_HAULED = words("hauled")
_HAULED_HOW = words("hauled_how")
_KEPT_HOW = words("kept_how")
_TAKEN_HOW = words("taken_how")
_AFTER_VERB = words("after_verb")


@dataclass(eq=False, slots=True)
class Happening:
    """One event of a sentence on its way to the people it befell."""

    index: int
    start: int
    end: int
    kind: EventKind
    people: list[Someone]
    weak: bool = False
    date: DatePhrase | None = None
    place: tuple[str, ...] = ()
    place_index: int = -1
    offset: int = 0
    place_span: tuple[int, int] | None = None


@dataclass(slots=True)
class Clause:
    """One sentence with its items and phrases; `people` of a phrase are kept beside it."""

    items: Sequence[Item]
    first: int
    stop: int
    phrases: list[Phrase]
    people: dict[int, list[Someone]] = field(default_factory=dict)

    def of(self, phrase: Phrase) -> list[Someone]:
        """The people of a phrase."""
        return self.people.get(id(phrase), [])


class Deeds:
    """Finds the events of a sentence with their people."""

    def __init__(self, scene: Scene, text: str) -> None:
        self.scene = scene
        self.text = text
        self.traits: list[tuple[int, int]] = []
        self.jobs: list[tuple[int, int]] = []
        self.filed: Someone | None = None
        self.apart: int | None = None

    def _deed(self, clause: Clause, k: int) -> Happening | None:
        item = clause.items[k]
        deed = item.data
        if not isinstance(deed, Deed):
            return None
        if self.apart is not None and k > self.apart:
            return None  # of somebody else, who is only told apart
        inside = next((p for p in clause.phrases if p.first <= k < p.last), None)
        if inside is not None:
            if deed.voice == "p" and clause.of(inside) and k + 1 < inside.last and deed.kind != "other":
                return Happening(k, item.start, item.end, deed.kind, list(clause.of(inside)), offset=item.start)
            return None
        if any(start <= item.start < end for start, end in self.traits):
            return None
        if clause.items[clause.stop - 1].low == "?" and clause.items[clause.first].low in _ASKS:
            return None
        back = self._back(clause, k)
        if self._unreal(back, deed, item.low) or not self._sense(clause, k, deed, back):
            return None
        people, weak = self._people(clause, k, deed, back), deed.voice == "w"
        kind = self._kind(clause, k, deed, item)
        if not people:
            return None
        after = clause.items[k + 1].low if k + 1 < clause.stop else "."
        spoken_to = set(back[-1:]) & BE or back[-1:] == [","] and after in ("in", "at", "by", "on", "through", ",", ".")
        spoken_to = spoken_to or "whom" in back[-3:]
        if item.low == "reached" and spoken_to:
            kind, weak = "other", True
        return Happening(k, item.start, item.end, kind, people, weak, offset=item.start)

    def _back(self, clause: Clause, k: int) -> list[str]:
        """The words before item k, up to five, not beyond the beginning of the sentence."""
        return [item.low for item in clause.items[max(clause.first, k - 5) : k]]

    @staticmethod
    def _unreal(back: list[str], deed: Deed, verb: str) -> bool:
        """Negated, feared or hoped for: not told as a fact."""
        near: list[str] = []
        for low in reversed(back):
            if low in (",", ";", ":", "(", ")", "—", '"', "“", "”", "who"):
                break
            near.append(low)
        if deed.voice == "a" and verb.endswith("s") and {"when", "whenever"} & set(near):
            return True
        if any(low in _NEGATION or low.endswith("n't") for low in near[:4]):
            return True
        if deed.voice == "n" and any(low in ("could", "would", "may", "might", "will") for low in near):
            return True
        if deed.voice in ("n", "w"):
            return any(
                low in ("risk", "fear", "face", "faces", "facing", "avoid", "against", "risks", "threat")
                for low in near[:3]
            )
        if any(low in _UNREAL for low in near[:4]):
            return True
        if near[:1] == ["be"]:
            return near[1:2] != ["to"] or not any(low in _REPORTED for low in near[2:5])
        return False

    def _sense(self, clause: Clause, k: int, deed: Deed, back: list[str]) -> bool:
        """False where the word means something else here ("held the title", "left hand", "crossed my mind")."""
        items, low = clause.items, clause.items[k].low
        if self.text[items[k].start].isupper() and k > clause.first and items[k - 1].kind != "sign":
            return False
        ahead = {other.low for other in items[k + 1 : min(k + 4, clause.stop)]}
        if ahead & {"could", "would", "may", "might"} and deed.voice in ("p", "n"):
            return False
        after = items[k + 1].low if k + 1 < clause.stop else "."
        kind = items[k + 1].kind if k + 1 < clause.stop else "sign"
        passive = bool(set(back[-3:]) & BE) or not back
        if low in _HELD and after in _HELD_THINGS and (not passive or low == "held"):
            return False
        if low == "missing" and after == "from" and set(back[-2:]) & BE:
            return True
        if low in _STATES:
            return after not in _NOT_STATES
        if deed.voice == "n" and low in _OWNED_NOUNS:
            return bool(back) and (back[-1] in _OWNERS or after == "of")
        if (
            low == "works"
            and items[k - 1].is_word
            and items[k - 1].low not in _LITTLE
            and not items[k - 1].low.endswith("ly")
        ):
            return False  # "the cement works"
        if low in ("left his", "left her"):
            return after not in _LEFT_THINGS
        if low == "seen":
            return passive
        if low == "left":
            still = set(back[-2:]) & BE or after in _LEFT_THINGS
            if back[-1:] in (["at"], ["on"], ["the"], ["far"], ["to"]) or back[-1:] == [","] and after == ",":
                return False  # where somebody stands in a picture
            return not still and (after in _LEFT_OBJECTS or kind in ("date", "place", "kin") or after in (".", ","))
        if low == "taken":
            return after in _TAKEN_HOW or after in (",", ".") or kind in ("date", "place")
        placed = self._sense_of_place(clause, k, after, passive)
        return placed and self._sense_of_motion(clause, k, back, after, passive)

    def _sense_of_motion(self, clause: Clause, k: int, back: list[str], after: str, passive: bool) -> bool:
        items, low = clause.items, clause.items[k].low
        if low == "stopped":
            beside = k > clause.first and items[k - 1].kind in ("noun", "name", "age", "place")
            beside = beside or any(p.last == k and (p.group or p.kin()) and clause.of(p) for p in clause.phrases)
            person = any(p.first == k + 1 and clause.of(p) for p in clause.phrases)
            return (
                passive
                or person
                and items[k - 1].kind in ("agent", "work")
                or beside
                and after in ("on", "at", "in", "near", "by", "outside")
            )
        if low == "took":
            obj = next((p for p in clause.phrases if p.first == k + 1), None)
            taker = bool(back) and (back[-1] in ("they", "who") or items[k - 1].kind == "agent")
            follows = items[k + 2].low if k + 2 < clause.stop else "."
            seized = obj is not None and bool(clause.of(obj)) and obj.last < clause.stop
            strangers = {one.low for one in items[max(clause.first, k - 7) : k]} & _STRANGERS
            away = seized and obj is not None and items[obj.last].low in ("from", "away", "off", "at", "out")
            if away and (taker or strangers):
                return True
            person = obj is not None and bool(obj.pron or obj.kin())
            return taker and person and follows not in ("to", "across", "in", "into", "for")
        if low in _HAULED:
            obj = next((p for p in clause.phrases if p.first == k + 1 and clause.of(p)), None)
            at = obj.last if obj is not None else k + 1
            follows = items[at].low.split()[0] if at < clause.stop else "."
            return (obj is not None or passive) and follows in _HAULED_HOW
        if low.startswith(("kept ", "held ")) and low.split()[1] in _OBJECTS:
            return after not in _KEPT_HOW
        if low in ("came to", "come to", "got to", "went to"):
            return k + 1 < clause.stop and items[k + 1].kind == "place"
        if low in _PUT:
            obj = next((p for p in clause.phrases if p.first == k + 1 and clause.of(p)), None)
            at = obj.last if obj is not None else k + 1
            follows = items[at].low.split()[0] if at < clause.stop else "."
            return (obj is not None or passive) and follows in ("in", "into", "on", "onto", "off", "aboard", "back")
        if low == "moved":
            beyond = items[k + 2].low if k + 2 < clause.stop else "."
            moved = after in _OBJECTS and beyond in ("to", "into", "from", "back", "again", "out")
            return moved or after not in ("me", "us", "him", "her", "them", "by") or bool(set(back[-1:]) & BE)
        if low in ("returned", "sold", "fired"):
            elliptic = back[-1:] in ([","], ["then"], ["and"]) and items[clause.first].kind in (
                "deed",
                "name",
                "kin",
                "noun",
            )
            finite = any(item.low in BE or item.low in ("has", "had", "have") for item in items[clause.first : k])
            kind = items[k + 1].kind if k + 1 < clause.stop else "sign"
            dated = kind == "date" or after in ("to", "via", "on", "in", "through") and kind != "place"
            return (
                passive
                or elliptic
                and not finite
                and dated
                and bool(self.filed or clause.first == k - 2 or kind == "date")
            )
        if low in ("handed", "turned"):
            return self._particle(clause, k) in ("over", "back")
        if low == "crossing" and back:
            named = self.text[items[k - 1].start].isupper() and items[k - 1].is_word
            return back[-1] not in ("the", "border", "a") and not named
        if low == "serving":
            office = k + 2 < clause.stop and items[k + 2].kind == "work"
            return after in ("a", "an", "his", "her") and not office or after[0].isdigit() or after in _COUNTS
        if low == "cross":
            return bool(back) and back[-1] in ("to", "and", "then", "who", "i", "we", "they")
        return True

    def _sense_of_place(self, clause: Clause, k: int, after: str, passive: bool) -> bool:
        """As in "kept at a guard station", "stopped at a checkpoint": the place tells that it was by force."""
        if clause.items[k].low not in ("kept", "stopped at"):
            return True
        room = {word for one in clause.items[k + 1 : min(k + 12, clause.stop)] for word in one.low.split()}
        if clause.items[k].low == "stopped at":
            return passive or bool(_CONTROLS & room)
        kept = any(p.first == k + 1 and clause.of(p) and not p.poss_only for p in clause.phrases)
        at = after in ("at", "in", "under", "inside")
        return (passive and at or kept) and bool(room & (_CUSTODY | _ROOMS))

    @staticmethod
    def _particle(clause: Clause, k: int) -> str:
        """As in "sent me back", "handed the two over": the particle behind the object of the verb."""
        obj = next((p for p in clause.phrases if p.first == k + 1), None)
        return clause.items[obj.last].low if obj is not None and obj.last < clause.stop else ""

    def _kind(self, clause: Clause, k: int, deed: Deed, item: Item) -> EventKind:
        """Moved to a prison is detention; vanished with somebody, or over the border, is departure."""
        after = [other.low for other in clause.items[k + 1 : min(k + 10, clause.stop)]]
        words = {word for low in after for word in low.split()}
        if (
            deed.kind == "other"
            and item.low.split()[0] in ("moved", "transferred", "taken", "sent", "driven", "relocated", "transfer")
            and words & _CUSTODY
        ):
            return "detention"
        if item.low.split()[0] in ("put", "placed", "locked") and words & _CUSTODY:
            return "detention"
        if item.low == "found" and self._particle(clause, k) in ("dead", "hanged", "frozen", "drowned"):
            return "death"
        if item.low in ("handed", "turned") or item.low in ("sent", "shipped") and self._particle(clause, k) == "back":
            return "return"
        if item.low == "vanished" or item.low == "disappeared":
            if after[:1] in (["with"], ["together"], ["along"]):
                return "departure"
            return "other"
        if item.low == "detained" and ("since" in after[:3] or words & _CUSTODY):
            return "detention"
        if item.low in ("taken", "brought", "led") and after[:1] == ["to"]:
            return "detention" if words & _CUSTODY else "other"
        return deed.kind

    def _people(self, clause: Clause, k: int, deed: Deed, back: list[str]) -> list[Someone]:
        if deed.voice == "n":
            return self._possessed(clause, k)
        inner = next((word for word in clause.items[k].low.split() if word in _OBJECTS), "")
        if inner and deed.voice != "a":
            return self._object(clause, k, inner)
        if deed.voice != "p" and "whom" in back[-3:]:
            at = next(n for n in range(k - 1, clause.first - 1, -1) if clause.items[n].low == "whom")
            whom = [p for p in clause.phrases if p.last <= at and clause.of(p) and not p.poss_only]
            return list(clause.of(whom[-1])) if whom else []
        if deed.voice == "a" and clause.items[k].low.endswith(("heard from", "heard of", "touch with", "sight of")):
            after = next((p for p in clause.phrases if p.first == k + 1 and clause.of(p)), None)
            if after is not None:
                return self.row(clause, after)
        if deed.voice == "x":
            return self._moved(clause, k)
        if deed.voice == "c":
            return self._kept(clause, k, back)
        if deed.voice == "p":
            passive = bool(set(back[-4:]) & BE) or k == clause.first and clause.items[k].low.endswith(_PARTICIPLE)
            low = clause.items[k].low
            state = low.startswith(("in ", "under ", "behind ", "still ")) or low in _ADJECTIVAL
            participle = low == "stopped at" or low.split()[0] in _PARTICIPLES
            if not participle and not passive and not state and k + 1 < clause.stop and self._other_object(clause, k):
                return []
            obj = next((p for p in clause.phrases if p.first == k + 1), None)
            if obj is not None and not passive and clause.of(obj) and not obj.public:
                helper = self.subject(clause, k) if clause.items[k].low in _HELPS else []
                return [*self.row(clause, obj), *(one for one in helper if one not in clause.of(obj))]
            if (
                not passive
                and k + 1 < clause.stop
                and clause.items[k + 1].kind == "agent"
                and clause.items[k + 1].low not in ("they",)
            ):
                return []
        return self.subject(clause, k)

    def _object(self, clause: Clause, k: int, pron: str) -> list[Someone]:
        """As in "let her go", "led them away": whom the pronoun inside the words means."""
        item = clause.items[k]
        return self.meant(Phrase(k, k + 1, item.start, item.end, pron=pron))

    def meant(self, phrase: Phrase) -> list[Someone]:
        """Whom a pronoun means; known to those who read whole sentences."""
        return []

    def _other_object(self, clause: Clause, k: int) -> bool:
        """True if an active verb has an object that is no person ("seized the papers", "shot a film")."""
        after = clause.items[k + 1]
        if after.kind != "word" or after.low in _AFTER_VERB or after.low.endswith("ly"):
            return False
        return not any(p.first == k + 1 for p in clause.phrases)

    def _moved(self, clause: Clause, k: int) -> list[Someone]:
        """Those who go "across the river": the object of the verb if there is one, else the subject."""
        if any(
            item.kind == "deed" and isinstance(item.data, Deed) and item.data.kind == "crossing"
            for item in clause.items[max(clause.first, k - 6) : k]
        ):
            return []
        before = [p for p in clause.phrases if p.last <= k and clause.of(p) and not p.poss_only and not p.preposition]
        if not before or k - before[-1].last > 4:
            return self.subject(clause, k)
        last = [p for p in before if p.conj == before[-1].conj]
        return [person for p in last for person in clause.of(p)]

    def _kept(self, clause: Clause, k: int, back: list[str]) -> list[Someone]:
        """Those who are "in a detention centre", unless a verb of the sentence tells that already."""
        items = clause.items
        if not {"in", "at", "inside", "into"} & set(back):
            return []
        told = any(
            isinstance(item.data, Deed) and item.data.kind == "detention" and item.data.voice == "p"
            for item in items[max(clause.first, k - 12) : k]
        )
        if told:
            return []
        related = [p for p in clause.phrases if p.last < k and clause.of(p) and items[p.last].low in ("who", "that")]
        if related and not any(p.first > related[-1].last and clause.of(p) for p in clause.phrases if p.last <= k):
            return list(clause.of(related[-1]))
        return self.subject(clause, k)

    def _possessed(self, clause: Clause, k: int) -> list[Someone]:
        """As in "her arrest", "Ri's arrest", "the arrest of Ri"."""
        before = next((p for p in clause.phrases if p.last == k and (p.poss_only or p.genitive)), None)
        if before is None:
            before = next(
                (p for p in clause.phrases if p.last == k - 1 and p.genitive and clause.items[k - 1].kind == "owner"),
                None,
            )
        if before is None and k > clause.first + 1:
            before = next((p for p in clause.phrases if p.last in (k - 1, k - 2) and (p.poss_only or p.genitive)), None)
        if before is not None:
            return list(clause.of(before))
        if k + 1 < clause.stop and clause.items[k + 1].low == "of":
            after = next((p for p in clause.phrases if p.first == k + 2), None)
            if after is not None:
                return self.row(clause, after)
        return [self.filed.now()] if self.filed is not None else []

    def _unknown_subject(self, clause: Clause, at: int) -> bool:
        """True if "a dozen protesters", "the talks" stand before the verb: a subject that is nobody of ours."""
        items, last = clause.items, at
        if any(p.first <= at < p.last for p in clause.phrases):
            return False
        while at > clause.first and last - at < 4 and items[at].kind == "word" and items[at].low not in _QUANTITIES:
            at -= 1
        if at == last or items[at].low not in _QUANTITIES or items[at].kind != "word":
            return False
        return (
            at == clause.first
            or items[at - 1].kind in ("sign", "date")
            or items[at - 1].low in ("and", "but", "when", "that")
        )

    def row(self, clause: Clause, phrase: Phrase) -> list[Someone]:
        """The people of a phrase and of those joined to it by "and" or commas."""
        out: list[Someone] = []
        for other in clause.phrases:
            if other.conj == phrase.conj:
                out.extend(person for person in clause.of(other) if person not in out)
        return out

    def subject(self, clause: Clause, k: int) -> list[Someone]:
        """Who is said to do or suffer what item k tells."""
        items = clause.items
        before = [p for p in clause.phrases if p.last <= k]
        at = k - 1
        while at >= clause.first and (
            items[at].low in _AUX or items[at].low.endswith("ly") or items[at].low in ("and", "to", "have")
        ):
            at -= 1
        relative = at >= clause.first and items[at].low in ("who", "whom", "that", "which")
        if not relative and self._unknown_subject(clause, at):
            return []
        if at > clause.first and items[at].low == ",":
            parted = [n for n in range(clause.first, at) if items[n].low == "who"]
            if parted:
                before = [p for p in before if p.last <= parted[-1]] or before
        holder = self._holder(clause, before, k, relative)
        if relative and holder is not None and holder is before[-1] and items[at - 1].low != ",":
            return list(clause.of(holder))
        if holder is None and before and before[-1].plural and not clause.of(before[-1]) and not before[-1].pron:
            return []
        return self.row(clause, holder) if holder is not None else self._later(clause, before, k)

    def subject_phrase(self, clause: Clause, k: int) -> Phrase | None:
        """The last phrase before item k that can be a subject."""
        before = [p for p in clause.phrases if p.last <= k and clause.of(p)]
        return next((p for p in reversed(before) if not (p.poss_only or p.genitive or p.preposition)), None)

    def _holder(self, clause: Clause, before: list[Phrase], k: int, relative: bool) -> Phrase | None:
        """The phrase that is the subject: the nearest if right beside the verb, else the last without preposition."""
        if before:
            nearest = before[-1]
            crowd = nearest.plural and not nearest.pron and not clause.of(nearest) and not nearest.genitive
            if crowd and all(item.low in _AUX for item in clause.items[nearest.last : k]):
                return None
            beside = relative or [item.low for item in clause.items[nearest.last : k]] in ([], [","])
            if beside and clause.of(nearest) and not nearest.poss_only and not (nearest.pron and nearest.preposition):
                return nearest
        for phrase in reversed(before):
            if phrase.poss_only or phrase.genitive or not clause.of(phrase):
                continue
            if phrase.pron in _NO_SUBJECT and any(p is not phrase and clause.of(p) for p in before):
                continue
            if phrase.preposition in ("", "including", "after", "before", "than"):
                return phrase
        return None

    def _later(self, clause: Clause, before: list[Phrase], k: int) -> list[Someone]:
        """Without a subject before the verb: those after it ("Among them were …"), or those last spoken of."""
        items = clause.items
        if any(item.kind == "agent" and item.low != "they" for item in items[clause.first : k]):
            return []
        if items[clause.first].low == "who" and items[clause.stop - 1].low == "?":
            return [one for p in clause.phrases if p.pron == "you" for one in clause.of(p)]  # "Who crossed with you?"
        after = [
            p
            for p in clause.phrases
            if p.first > k and clause.of(p) and not p.poss_only and p.preposition in ("", "including")
        ]
        if before and clause.of(before[0]) and not after and before[-1].preposition != "by":
            return list(clause.of(before[-1]))
        if after and any(item.low in ("is", "are", "was", "were") for item in items[k : after[0].first]):
            return self.row(clause, after[0])
        if k - clause.first <= 3 or not after:
            return [person.now() for person in self.scene.topic]
        return []
