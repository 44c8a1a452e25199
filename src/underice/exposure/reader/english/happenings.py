"""What happened to whom, when and where: verbs of arrest, return and flight with their people, dates and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.casting import HOME, Casting
from underice.exposure.reader.english.chunks import Phrase
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Deed
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.model import EventKind
from underice.vocabulary.phrases import DatePhrase
from underice.vocabulary.places import PlaceMention, gazetteer

_NEGATION = frozenset("not never no without neither nor cannot".split())
_UNREAL = frozenset(
    "may might could would will should can if risk risks risking fear fears feared fearing face faces facing threatened unless whether"
    " avoid avoided prevent stop fails hope hopes hoped want wants wanted plan plans planned imminent before'".split()
)
_REPORTED = frozenset("believed thought said reported known understood presumed alleged".split())
_BE = frozenset("is are was were be been being am got get gets getting 's 're 'm isn't wasn't weren't".split())
_AUX = _BE | frozenset("has have had did does do just already also then later again both all now still reportedly apparently forcibly secretly recently finally since".split())
_CUSTODY = frozenset("facility detention prison camp centre center jail cell station custody lock-up lockup house barracks kwanliso kyohwaso".split())
_OFFICES = frozenset(
    "ministry embassy consulate government parliament court newspaper agency commission headquarters spokesman spokeswoman officials"
    " bureau council committee correspondent reporters institute university capital radio-station station channel conference summit talks"
    " authorities leaders foundation charity".split()
)
_LEFT_OBJECTS = frozenset("home the his her their my north for in on at with pyongyang through by via as together after when a during this last".split())
_BORN = frozenset(("born", "raised", "native", "grew", "originally", "hails", "comes", "come", "came", "birthplace", "hometown", "brought"))
_SERVED = frozenset(
    "served worked taught lived studied trained stationed practised practiced ran sold worked-in employed posted living working works lives"
    " farmed graduated attended".split()
)
_GONE: dict[EventKind, str] = {}


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
    offset: int = 0


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


class Happenings:
    """Finds the events of sentences and gives dates and places to them."""

    def __init__(self, scene: Scene, casting: Casting, text: str) -> None:
        self.scene = scene
        self.casting = casting
        self.text = text
        self.told: list[Happening] = []
        self.unplaced: list[PlaceMention] = []

    # ------------------------------------------------------------------ a sentence
    def read(self, clause: Clause) -> None:
        """All events of one sentence."""
        found = [happening for happening in (self._deed(clause, k) for k in range(clause.first, clause.stop)) if happening]
        self._companions(clause, found)
        places = [k for k in range(clause.first, clause.stop) if clause.items[k].kind == "place"]
        self._places(clause, found, places)
        self._dates(clause, found)
        for happening in found:
            people = [person for person in happening.people if self.scene.known(person)]
            happening.people = people
            if not people:
                continue
            if not happening.weak:
                self.scene.mark(happening.start, happening.end, "event", people)
            if not happening.weak or happening.place or happening.date:
                self.told.append(happening)

    # ------------------------------------------------------------------ verbs
    def _deed(self, clause: Clause, k: int) -> Happening | None:
        item = clause.items[k]
        deed = item.data
        if not isinstance(deed, Deed):
            return None
        inside = next((p for p in clause.phrases if p.first <= k < p.last), None)
        if inside is not None:
            if deed.voice == "p" and clause.of(inside) and k + 1 < inside.last and deed.kind != "other":
                return Happening(k, item.start, item.end, deed.kind, list(clause.of(inside)), offset=item.start)
            return None
        back = self._back(clause, k)
        if self._unreal(back, deed) or not self._sense(clause, k, deed, back):
            return None
        people, weak = self._people(clause, k, deed, back), deed.voice == "w"
        kind = self._kind(clause, k, deed, item)
        if not people:
            return None
        if item.low == "reached" and (set(back[-1:]) & _BE or back[-1:] == [","]):
            kind, weak = "other", True
        return Happening(k, item.start, item.end, kind, people, weak, offset=item.start)

    def _back(self, clause: Clause, k: int) -> list[str]:
        """The words before item k, up to five, not beyond the beginning of the sentence."""
        return [item.low for item in clause.items[max(clause.first, k - 5) : k]]

    @staticmethod
    def _unreal(back: list[str], deed: Deed) -> bool:
        """Negated, feared or hoped for: not told as a fact."""
        near: list[str] = []
        for low in reversed(back):
            if low in (",", ";", ":", "(", ")", "—", '"', "“", "”", "who"):
                break
            near.append(low)
        if any(low in _NEGATION or low.endswith("n't") for low in near[:4]):
            return True
        if deed.voice in ("n", "w"):
            return any(low in ("risk", "fear", "face", "faces", "facing", "avoid", "against", "risks", "threat") for low in near[:3])
        if any(low in _UNREAL for low in near[:4]):
            return True
        if near[:1] == ["to"] and deed.voice == "a" and any(low in _UNREAL for low in near[1:4]):
            return True
        return near[:2] == ["be", "to"] and not any(low in _REPORTED for low in near[2:5])

    def _sense(self, clause: Clause, k: int, deed: Deed, back: list[str]) -> bool:
        """False where the word means something else here ("held the title", "left hand", "taken in by a neighbour")."""
        items, low = clause.items, clause.items[k].low
        after = items[k + 1].low if k + 1 < clause.stop else "."
        kind = items[k + 1].kind if k + 1 < clause.stop else "sign"
        passive = bool(set(back[-3:]) & _BE) or not back
        if low == "left":
            if set(back[-2:]) & _BE or after in ("hand", "arm", "leg", "behind", "eye", "foot", "side", "ear", ")", "knee", "shoulder", "cheek", "wrist"):
                return False
            return after in _LEFT_OBJECTS or kind in ("date", "place", "kin") or after in (".", ",")
        if low == "taken":
            return after in ("at", "in", "from", "by", "on", "near", "to", "with", "during", "after", "when", "while", ",", ".", "outside", "off") or kind in ("date", "place")
        if low in ("held", "caught", "captured", "seized", "questioned", "watched", "posted", "assigned", "fired", "moved", "taken from", "buried", "shot", "netted", "detected"):
            if after in ("the", "a", "an", "that", "up", "his", "her", "its", "talks", "fire", "power", "hands", "out", "this", "in common") and not passive:
                return False
            if low == "held" and after in ("the", "a", "up", "hands", "talks"):
                return False
        if low == "cross":
            return bool(back) and back[-1] in ("to", "and", "then", "who", "i", "we", "they")
        if low in ("dead", "stuck", "safe", "missing"):
            return after not in ("man", "woman", "teeth", "tooth", "finger", "fingers", "two", "three", "one", "his", "her", "from", "a", "my")
        if low in ("landed", "arrived", "arriving", "reaching") and back and back[-1] == "has" and kind == "noun":
            return False
        if low in ("lost contact",):
            return True
        if low == "seen" and not passive:
            return False
        if deed.voice == "n" and low in ("move", "release", "transfer", "departure", "seizure", "arrival", "killing", "flight", "custody", "detention"):
            return bool(back) and (back[-1] in ("his", "her", "their", "my", "our", "'s", "’s") or after == "of" or low in ("custody",) and False)
        return True

    def _kind(self, clause: Clause, k: int, deed: Deed, item: Item) -> EventKind:
        """Moved to a prison is detention; vanished with somebody, or over the border, is departure."""
        after = [other.low for other in clause.items[k + 1 : min(k + 10, clause.stop)]]
        words = {word for low in after for word in low.split()}
        if deed.kind == "other" and item.low.split()[0] in ("moved", "transferred", "taken", "sent", "driven", "relocated", "transfer") and words & _CUSTODY:
            return "detention"
        if item.low == "vanished" or item.low == "disappeared":
            if after[:1] in (["with"], ["together"], ["along"]):
                return "departure"
            return "other"
        if item.low in ("taken", "brought", "led") and after[:1] == ["to"]:
            return "detention" if words & _CUSTODY else "other"
        return deed.kind

    def _people(self, clause: Clause, k: int, deed: Deed, back: list[str]) -> list[Someone]:
        if deed.voice == "n":
            return self._possessed(clause, k)
        if deed.voice == "p":
            passive = bool(set(back[-4:]) & _BE)
            obj = next((p for p in clause.phrases if p.first == k + 1), None)
            if obj is not None and not passive and clause.of(obj) and not obj.public:
                return self._chain(clause, obj)
            if not passive and k + 1 < clause.stop and clause.items[k + 1].kind == "agent" and clause.items[k + 1].low not in ("they",):
                return []
        return self.subject(clause, k)

    def _possessed(self, clause: Clause, k: int) -> list[Someone]:
        """"her arrest", "Ri's arrest", "the arrest of Ri"."""
        before = next((p for p in clause.phrases if p.last == k and (p.poss_only or p.genitive)), None)
        if before is None:
            before = next((p for p in clause.phrases if p.last == k - 1 and p.genitive and clause.items[k - 1].kind == "owner"), None)
        if before is None and k > clause.first + 1:
            before = next((p for p in clause.phrases if p.last in (k - 1, k - 2) and (p.poss_only or p.genitive)), None)
        if before is not None:
            return list(clause.of(before))
        if k + 1 < clause.stop and clause.items[k + 1].low == "of":
            after = next((p for p in clause.phrases if p.first == k + 2), None)
            if after is not None:
                return self._chain(clause, after)
        return []

    def _chain(self, clause: Clause, phrase: Phrase) -> list[Someone]:
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
        while at >= clause.first and (items[at].low in _AUX or items[at].low.endswith("ly") or items[at].low in ("and", "to", "have")):
            at -= 1
        relative = at >= clause.first and items[at].low in ("who", "whom", "that", "which")
        if before:
            nearest = before[-1]
            gap = [item.low for item in items[nearest.last : k]]
            reduced = not gap or gap == [","]
            if relative or (reduced and clause.of(nearest) and not (nearest.preposition in ("with", "by") and not reduced)):
                if clause.of(nearest) and not nearest.poss_only:
                    if not (nearest.pron and nearest.preposition):
                        return self._chain(clause, nearest)
        for phrase in reversed(before):
            if phrase.poss_only or phrase.genitive or not clause.of(phrase):
                continue
            if phrase.preposition and phrase.preposition not in ("including", "after", "before", "than"):
                continue
            return self._chain(clause, phrase)
        if any(item.kind == "agent" and item.low != "they" for item in items[clause.first : k]):
            return []
        after = [p for p in clause.phrases if p.first > k and clause.of(p) and not p.poss_only and p.preposition in ("", "including")]
        if before and clause.of(before[0]) and not after:
            return list(clause.of(before[-1]))
        if after and any(item.low in ("is", "are", "was", "were") for item in items[k : after[0].first]):
            return self._chain(clause, after[0])
        if k - clause.first <= 3 or not after:
            return [person.now() for person in self.scene.topic]
        return []

    def _companions(self, clause: Clause, found: list[Happening]) -> None:
        """"with his wife", "on the back of her aunt": they share what happened."""
        for phrase in clause.phrases:
            if phrase.preposition != "with" or phrase.poss_only or not clause.of(phrase):
                continue
            near = [h for h in found if not self._parted(clause, h.index, phrase.first)]
            if not near:
                continue
            best = min(near, key=lambda h: abs(h.index - phrase.first) - (1 if h.index < phrase.first else 0))
            for person in clause.of(phrase):
                if person not in best.people:
                    best.people.append(person)
                    if self.scene.is_group(person):
                        continue

    @staticmethod
    def _parted(clause: Clause, left: int, right: int) -> bool:
        left, right = min(left, right), max(left, right)
        return any(item.low in (";", "but", "while", ":") for item in clause.items[left:right])

    # ------------------------------------------------------------------ places and dates
    def _nearest(self, clause: Clause, found: list[Happening], k: int, bias: float) -> Happening | None:
        """The event that words at item k belong to: near, preferably before, not beyond "and" or a semicolon if another is nearer."""
        best, best_cost = None, 1e9
        for happening in found:
            low, high = sorted((happening.index, k))
            cost = float(high - low)
            for item in clause.items[low + 1 : high]:
                if item.low == ";":
                    cost += 40
                elif item.low in ("and", "but", "then", "who", "whose", "while"):
                    cost += 6
                elif item.low in (",", '"', "“", "”"):
                    cost += 3
                elif item.kind == "deed":
                    cost += 4
            cost += bias if happening.index > k else 0
            cost += 3 if happening.weak else 0
            if cost < best_cost:
                best, best_cost = happening, cost
        return best

    def _places(self, clause: Clause, found: list[Happening], places: list[int]) -> None:
        items = clause.items
        used = {item.start for phrase in clause.phrases for item in phrase.origins}
        for k in places:
            item = items[k]
            mention = item.data
            if not isinstance(mention, PlaceMention):
                continue
            holder = next((p for p in clause.phrases if any(o.start == item.start for o in p.origins)), None)
            if item.start in used and holder is not None and self._home(mention):
                continue
            if any(p.workplace and p.workplace[0] <= item.start < p.workplace[1] for p in clause.phrases):
                continue
            if self._idle(clause, k):
                continue
            back = self._back(clause, k)
            if self._as_origin(clause, k, item, back):
                continue
            happening = self._nearest(clause, found, k, 5.0)
            if happening is not None and abs(happening.index - k) > 22:
                happening = None
            country = gazetteer().level(mention.candidates[0]) == "country"
            if happening is None:
                people = list(clause.of(holder)) if holder is not None else self._located(clause, k, back)
                people = [person for person in people if self.scene.known(person)]
                if not people or (country and mention.candidates[0] in ("KP", "KR", "CN")):
                    continue
                happening = Happening(k, item.start, item.end, "other", people, True, offset=item.start)
                found.append(happening)
            if country and not self._country_tells(mention.candidates[0], happening, back, clause, k):
                continue
            self._give_place(clause, found, happening, item, mention, back)

    def _home(self, mention: PlaceMention) -> bool:
        return any(gazetteer().get_country(one) == HOME and gazetteer().level(one) != "country" for one in mention.candidates)

    def _give_place(
        self, clause: Clause, found: list[Happening], happening: Happening, item: Item, mention: PlaceMention, back: list[str]
    ) -> None:
        people = [person for person in happening.people if self.scene.known(person)]
        if not people:
            return
        if happening.kind == "departure" and self._home(mention) and (back[-1:] == ["from"] or happening.index == item.start):
            if self.casting.origin(item, people):
                return
        if happening.place and not happening.weak:
            later = Happening(happening.index, item.start, item.end, "other", people, True, place=mention.candidates, offset=item.start)
            if happening.kind in ("arrest", "detention", "return", "death"):
                found.append(later)
        else:
            happening.place = mention.candidates
        self.scene.mark(item.start, item.end, "place", people)
        if len(mention.candidates) > 1:
            self.unplaced.append(mention)

    @staticmethod
    def _country_tells(country: str, happening: Happening, back: list[str], clause: Clause, k: int) -> bool:
        """Whether a country's name says where something happened (South Korea as everybody's destination does not)."""
        if country == "KR":
            return False
        if country == "KP":
            return happening.kind == "return"
        if country == "CN":
            return happening.kind in ("arrest", "detention", "crossing") and not happening.place and happening.index < k
        return True

    def _idle(self, clause: Clause, k: int) -> bool:
        """A place that only locates an office, is negated, heads a report, or is part of a longer word."""
        items, item = clause.items, clause.items[k]
        if self.text[item.end : item.end + 1] in ("-", "‑") and self.text[item.end + 1 : item.end + 2].isalpha():
            return True
        back = self._back(clause, k)
        if "not" in back[-2:] or "neither" in back[-3:] or "nor" in back[-2:]:
            return True
        after = [other.low for other in items[k + 1 : min(k + 4, clause.stop)]]
        if after[:1] and after[0] in ("—", "–", "--", "(") and k - clause.first <= 3 and after[0] != "(":
            return True
        if after[:1] == [","] and len(after) > 2 and after[2] in ("—", "–") and k - clause.first <= 2:
            return True
        if any(low in _OFFICES for low in back[-3:]) or any(low in _OFFICES or low in ("office", "police") for low in after[:1]):
            return True
        if after[:1] and after[0] in ("'s", "’s") and len(after) > 1 and (after[1] in _OFFICES or items[k + 2].kind == "agent" or after[1] in ("foreign", "public", "state", "new")):
            return True
        if after[:1] and after[0] in ("said", "says", "has", "denied", "denies", "calls", "called", "refused", "insists", "regards", "treats", "signed", "must"):
            return True
        return False

    def _as_origin(self, clause: Clause, k: int, item: Item, back: list[str]) -> bool:
        """"born in X", "grew up in X", "comes from X", "served in X": where somebody comes from."""
        prep = back[-1] if back else ""
        words = {word for low in back for word in low.split()}
        if not isinstance(item.data, PlaceMention) or not self._home(item.data):
            return False
        people = [person for person in self.subject(clause, k) if self.scene.known(person)]
        if not people:
            return False
        near = {word for low in back[-4:] for word in low.split()}
        if near & _BORN and prep in ("in", "from", "of", "is", "was", "near", "born", "up", "at"):
            return self.casting.origin(item, people)
        if prep == "from" and near & _BE:
            return self.casting.origin(item, people)
        if (words & _SERVED or near & _BE) and prep in ("in", "at", "near") and self._work_before(clause, k):
            if all(not person.origin for person in people):
                return self.casting.origin(item, people)
        if words & _SERVED and prep in ("in", "at", "near", "outside") and all(not person.origin for person in people):
            return self.casting.origin(item, people)
        return False

    @staticmethod
    def _work_before(clause: Clause, k: int) -> bool:
        return any(item.kind in ("work", "workplace") for item in clause.items[max(clause.first, k - 6) : k])

    def _located(self, clause: Clause, k: int, back: list[str]) -> list[Someone]:
        """Without an event: who is said to be at the place ("is safe in X", "her brother in X", a caption's people)."""
        prep = back[-1] if back else ""
        if prep not in ("in", "at", "near", "to", "outside", "via", "through", "around", "from"):
            return []
        adjacent = next((p for p in clause.phrases if k - 2 <= p.last <= k - 1 and clause.of(p) and not p.poss_only), None)
        if adjacent is not None:
            return list(clause.of(adjacent))
        if set(back) & (_BE | {"now", "safe", "stays", "home"}):
            return self.subject(clause, k)
        return []

    def _dates(self, clause: Clause, found: list[Happening]) -> None:
        items = clause.items
        real = [h for h in found if not h.weak or h.place]
        for k in range(clause.first, clause.stop):
            item = items[k]
            if not isinstance(item.data, DatePhrase):
                continue
            back = self._back(clause, k)
            after = items[k + 1].low if k + 1 < clause.stop else ""
            happening = self._nearest(clause, real or found, k, 1.0)
            if happening is None or abs(happening.index - k) > 24 or after in ("issue", "edition"):
                continue
            if back[-1:] and back[-1] in ("before", "until", "by") and happening.kind not in ("arrest", "departure", "return", "death", "crossing"):
                continue
            people = [person for person in happening.people if self.scene.known(person)]
            if not people:
                continue
            self.scene.mark(item.start, item.end, "date", people)
            known = happening.date
            if known is None or known.edtf is None or (item.data.edtf and len(item.data.edtf) > len(known.edtf)):
                happening.date = item.data

    def also(self, kind: EventKind, people: list[Someone], place: tuple[str, ...], offset: int) -> None:
        """An event that follows from where somebody was, without words of its own."""
        self.told.append(Happening(-1, offset, offset, kind, people, True, None, place, offset))
