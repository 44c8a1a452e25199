"""What happened to whom, when and where: verbs of arrest, return and flight with their people, dates and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.casting import Casting
from underice.exposure.reader.english.deeds import BE, Clause, Happening
from underice.exposure.reader.english.facts_told import HOME
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import pattern, words
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.english.whereabouts import Whereabouts
from underice.exposure.reader.model import EventKind
from underice.vocabulary.phrases import DatePhrase
from underice.vocabulary.places import PlaceMention, gazetteer

_OFFICES = words("offices")
_PICTURES = frozenset("photograph photo picture portrait snapshot image memory letter".split())
_BORN = words("born")
_SERVED = words("served")
_SAID = words("said")
_SAYING = _SAID | {"telephone", "phone"}
_RULES = words("rules")
_NO_VERBS = words("stop")
_NOT_INSERTED = re.compile(r"\bnot,? (?:as [^,;.()]{3,32}, )(?:in|at|from|near) $")
_LEAVING = pattern("asked_leaving")
_ASKED_KINDS: dict[str, EventKind] = {
    "cross": "crossing",
    "arrive": "arrival",
    "get here": "arrival",
    "reach": "arrival",
}
_TURNS = frozenset("have has had was were is are".split())


class Happenings(Whereabouts):
    """Finds the events of sentences and gives dates and places to them."""

    def __init__(self, scene: Scene, casting: Casting, text: str) -> None:
        super().__init__(scene, casting, text)
        self.told: list[Happening] = []
        self.unplaced: list[PlaceMention] = []
        self.pending: list[Item] = []
        self.asked: list[Happening] = []
        self.who: Happening | None = None
        self._told_already = False

    def meant(self, phrase: Phrase) -> list[Someone]:
        """Whom a pronoun inside an event's words means."""
        return [person for person in self.casting.pronoun(phrase) if self.scene.known(person)]

    # ------------------------------------------------------------------ a sentence
    def read(self, clause: Clause) -> None:
        """All events of one sentence."""
        found = [
            happening for happening in (self._deed(clause, k) for k in range(clause.first, clause.stop)) if happening
        ]
        self._told_already = False
        self._carry(clause, found)
        if self._told_already:
            return
        self._companions(clause, found, False)
        places = [k for k in range(clause.first, clause.stop) if clause.items[k].kind == "place"]
        self._places(clause, found, places)
        self._companions(clause, found, True)
        self._where_they_lived(found)
        self._there(clause, found)
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
            if len(people) > 1 and not happening.weak:
                self.scene.spoke_of(happening.start, people, True)

    def _carry(self, clause: Clause, found: list[Happening]) -> None:
        """As in "In December, over the ice near Musan. I crossed …": a fragment goes with the next event."""
        real = [happening for happening in found if not happening.weak]
        if clause.items[clause.stop - 1].low == "?":
            self.asked = real or self._asked_leaving(clause)
            self._asked_who(clause)
        elif self.who is not None and not real:
            self.who.people += [
                one for p in clause.phrases if not p.poss_only for one in clause.of(p) if one not in self.who.people
            ]
            self.who, self.asked = None, []
        elif self.asked and self.asked[0].index < 0 and not real:
            self._answered_when(clause, found)
            return
        elif self.asked and not real and not any(clause.of(phrase) for phrase in clause.phrases):
            real = self.asked
            self.pending = [item for item in clause.items[clause.first : clause.stop] if item.kind in ("date", "place")]
            self.asked = []
        else:
            self.asked = []
        answered = bool(real) and not found
        if self.pending and real:
            for item in self.pending:
                people = [person for person in real[0].people if self.scene.known(person)]
                if not people:
                    break
                if isinstance(item.data, DatePhrase) and real[0].date is None:
                    real[0].date = item.data
                    self.scene.mark(item.start, item.end, "date", people)
                elif isinstance(item.data, PlaceMention) and not real[0].place:
                    real[0].place = item.data.candidates
                    self.scene.mark(item.start, item.end, "place", people)
        self.pending = []
        if not answered and not found and self._belated(clause):
            self._told_already = True
            return
        if (
            not answered
            and not found
            and not any(
                clause.of(phrase) and phrase.preposition != "with" for phrase in clause.phrases if not phrase.poss_only
            )
            and clause.stop - clause.first < 16
        ):
            self.pending = [item for item in clause.items[clause.first : clause.stop] if item.kind in ("date", "place")]

    def _asked_who(self, clause: Clause) -> None:
        """As in "Who crossed with you?": those of the answer did, and the one who answers."""
        you = [one for p in clause.phrases if p.pron == "you" for one in clause.of(p)]
        self.who = None
        if self.asked and you and clause.items[clause.first].low == "who":
            self.who = self.asked[0]
            self.who.people = list(you)

    def _asked_leaving(self, clause: Clause) -> list[Happening]:
        """As in "When did you leave?": what the answer is the date or the place of."""
        asked = _LEAVING.search(self.text, clause.items[clause.first].start, clause.items[clause.stop - 1].end)
        you = next((clause.of(p) for p in clause.phrases if p.pron == "you" and clause.of(p)), [])
        if asked is None or not you:
            return []
        kind = _ASKED_KINDS.get(asked["deed"].lower(), "departure")
        return [Happening(-1, asked.start("deed"), asked.end("deed"), kind, list(you), True, offset=asked.start())]

    def _answered_when(self, clause: Clause, found: list[Happening]) -> None:
        """As in "Last March, with a man from Riwon.": the day, and who went along."""
        event, self.asked, self.pending = self.asked[0], [], []
        day = next((item for item in clause.items[clause.first : clause.stop] if item.kind == "date"), None)
        if day is None or not isinstance(day.data, DatePhrase) or day.start - clause.items[clause.first].start > 12:
            return
        for phrase in clause.phrases:
            if phrase.preposition == "with" and not phrase.poss_only:
                event.people += [one for one in clause.of(phrase) if one not in event.people]
        event.date = day.data
        self.scene.mark(day.start, day.end, "date", event.people)
        found.append(replace(event, index=clause.first))

    def _belated(self, clause: Clause) -> bool:
        """As in "She was shot. The night of 3 January, near Onsong.": a fragment that completes the event before it."""
        items = clause.items[clause.first : clause.stop]
        if any(clause.of(p) and not p.poss_only and not p.preposition for p in clause.phrases):
            return False
        if len(items) > 16 or not self.told:
            return False
        last = self.told[-1]
        before = self.text[max(0, items[0].start - 2) : items[0].start]
        that = [one.low for one in items[:2]] in (["that", "was"], ["this", "was"], ["it", "was"])
        same_turn = "\n" not in before and items[0].start - last.end < (160 if that else 60)
        if not same_turn or last.weak or any(one.kind == "word" and one.low in BE for one in items[2 if that else 0 :]):
            return False
        people = [person for person in last.people if self.scene.known(person)]
        given = False
        for item in items:
            if isinstance(item.data, DatePhrase) and last.date is None:
                last.date, given = item.data, True
                self.scene.mark(item.start, item.end, "date", people)
            elif isinstance(item.data, PlaceMention) and not last.place:
                last.place, given = item.data.candidates, True
                self.scene.mark(item.start, item.end, "place", people)
        return given

    def _companions(self, clause: Clause, found: list[Happening], weak: bool) -> None:
        """As in "with his wife", "on the back of her aunt": they share what happened."""
        for phrase in clause.phrases:
            if phrase.preposition != "with" or phrase.poss_only or not clause.of(phrase):
                continue
            near = [
                h for h in found if not self._parted(clause, h.index, phrase.first) and (not weak or h.weak and h.place)
            ]
            if not near:
                continue
            best = min(near, key=lambda h: abs(h.index - phrase.first) - (1 if h.index < phrase.first else 0))
            others = list(best.people)
            for person in clause.of(phrase):
                if person not in best.people:
                    best.people.append(person)
            if phrase.pron and best.kind in ("arrest", "detention", "return", "crossing", "departure"):
                self._as_before(best, others, clause.of(phrase))

    def _as_before(self, happening: Happening, others: list[Someone], companions: list[Someone]) -> None:
        """As in "was detained with him": what befell him as told before, with its date, place and group."""
        for told in reversed(self.told):
            kinds = (told.kind, happening.kind)
            members = [m for person in told.people for m in [person, *(self.scene.of(person).members or [])]]
            if (kinds[0] == kinds[1] or set(kinds) == {"arrest", "detention"}) and any(
                c in members for c in companions
            ):
                happening.kind, happening.date, happening.place = told.kind, told.date, told.place
                for person in told.people:
                    self.scene.join(person, others)
                return

    @staticmethod
    def _parted(clause: Clause, left: int, right: int) -> bool:
        behind = left > right
        left, right = min(left, right), max(left, right)
        entrusted = {item.low for item in clause.items[max(clause.first, left - 4) : left]} & {
            "left",
            "leaving",
            "stayed",
        }
        if behind and entrusted and any(item.low == "and" for item in clause.items[left:right]):
            return True
        return any(item.low in (";", "but", "while", ":") for item in clause.items[left:right])

    # ------------------------------------------------------------------ places and dates
    def _nearest(self, clause: Clause, found: list[Happening], k: int, bias: float) -> Happening | None:
        """The event that words at item k belong to: near, preferably before, rather not beyond "and" or a semicolon."""
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
            opens = [item.low for item in clause.items[max(clause.first, k - 2) : k]]
            if happening.index < k and opens[:1] in (["and"], ["but"]) and opens[1:] in (["in"], ["on"]):
                cost += 6 if clause.items[k].kind == "date" else 0  # "…, and in May …": of what follows
            if happening.index > k and any(item.low in _TURNS for item in clause.items[k + 1 : happening.index]):
                cost += 4
            cost += 3 if happening.weak else 0
            if cost < best_cost:
                best, best_cost = happening, cost
        return best if best_cost < 38 else None

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
            if self._left_behind(clause, k, item) or self._idle(clause, k):
                continue
            back = self._back(clause, k)
            happening = self._lived(clause, found, k) or self._nearest(clause, found, k, 5.0)
            close = happening is not None and not happening.weak and 0 < k - happening.index < 9
            if not close and self._as_origin(clause, k, item, back):
                continue
            if happening is not None and (abs(happening.index - k) > 22 or happening.weak and happening.place):
                happening = None
            kin = next((p for p in clause.phrases if p.last == k - 1 and p.kin() is not None and clause.of(p)), None)
            if (
                kin is not None
                and happening is not None
                and back_in(clause.items, k)
                and (happening.index > k or not set(map(id, clause.of(kin))) & set(map(id, happening.people)))
            ):
                happening = Happening(k, item.start, item.end, "other", list(clause.of(kin)), True, offset=item.start)
                found.append(happening)
            if happening is not None and any(o.low in _SAYING for o in items[happening.index : k]):
                happening = None
            country = gazetteer().level(mention.candidates[0]) == "country"
            if happening is None:
                if back[-1:] == ["from"] and {"telephone", "phone"} & set(back):
                    continue
                people = list(clause.of(holder)) if holder is not None else self._located(clause, k, back)
                people = [person for person in people if self.scene.known(person)]
                if not people or (country and mention.candidates[0] in ("KP", "KR", "CN")):
                    continue
                happening = Happening(k, item.start, item.end, "other", people, True, offset=item.start)
                found.append(happening)
            if country and not self._country_tells(mention.candidates[0], happening, back, clause, k):
                continue
            self._give_place(clause, found, happening, item, mention, back)

    def _lived(self, clause: Clause, found: list[Happening], k: int) -> Happening | None:
        """As in "in Ansan, where he shares a room": somebody is there, unless something else happens there."""
        if any(not h.weak and 0 < k - h.index < 9 for h in found):
            return None
        people, item = self._where_clause(clause, k), clause.items[k]
        if not people:
            return None
        found.append(Happening(k, item.start, item.end, "other", people, True, offset=item.start))
        return found[-1]

    def _there(self, clause: Clause, found: list[Happening]) -> None:
        """As in "she died there", "seized in this city": the place told before, or the one the report is sent from."""
        lows = [item.low for item in clause.items[clause.first : clause.stop]]
        city = self.dateline and any(
            pair in (("this", "city"), ("the", "city"), ("this", "town")) for pair in pairwise(lows)
        )
        for event in found:
            if event.weak or event.place:
                continue
            near = lows[max(0, event.index - clause.first) : event.index - clause.first + 8]
            if "here" in near[1:5] and self.dateline and event.kind in ("arrest", "detention", "death"):
                event.place = self.dateline
                continue
            if "there" in near and (
                self.told or any(one.kind == "place" for one in clause.items[clause.first : event.index])
            ):
                before = next(
                    (h.place for h in reversed(self.told) if h.place and set(h.people) & set(event.people)),
                    next((h.place for h in reversed(self.told[-3:]) if h.place), None),
                )
                same = [
                    item.data
                    for item in clause.items[clause.first : event.index]
                    if isinstance(item.data, PlaceMention)
                ]
                event.place = same[-1].candidates if same else before or ()
            elif city and event.kind in ("arrest", "detention"):
                event.place = self.dateline

    def _where_they_lived(self, found: list[Happening]) -> None:
        """As in "who had been living in Pakse were taken away": taken where they lived, if no other place is told."""
        for event in found:
            if event.weak or event.place or event.kind != "arrest":
                continue
            for other in found:
                abroad = other.place and gazetteer().get_country(other.place[0]) != HOME
                if other.weak and abroad and other.index < event.index and set(other.people) >= set(event.people):
                    event.place = other.place

    def _give_place(
        self,
        clause: Clause,
        found: list[Happening],
        happening: Happening,
        item: Item,
        mention: PlaceMention,
        back: list[str],
    ) -> None:
        people = [person for person in happening.people if self.scene.known(person)]
        if not people:
            return
        if (
            happening.kind == "departure"
            and self._home(mention)
            and (back[-1:] and back[-1].split()[-1] == "from" or happening.index == item.start)
        ):
            if self.casting.origin(item, people):
                return
        wide = bool(happening.place) and gazetteer().level(happening.place[0]) == "country"
        if happening.place and (happening.kind == "crossing" or wide and not happening.weak):
            happening.place = mention.candidates
        elif happening.place and not happening.weak:
            later = Happening(
                happening.index,
                item.start,
                item.end,
                "other",
                people,
                True,
                place=mention.candidates,
                offset=item.start,
                place_span=(item.start, item.end),
            )
            if happening.kind in ("arrest", "detention", "return", "death"):
                found.append(later)
        else:
            happening.place = mention.candidates
            happening.place_span = (item.start, item.end)
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

    def _located(self, clause: Clause, k: int, back: list[str]) -> list[Someone]:
        """Without an event: who is said to be at the place ("is safe in X", "her brother in X", a caption's people)."""
        prep = back[-1] if back else ""
        if prep not in ("in", "at", "near", "to", "outside", "via", "through", "around", "from"):
            return self._at_the(clause, k, back)
        adjacent = next(
            (p for p in clause.phrases if k - 2 <= p.last <= k - 1 and clause.of(p) and not p.poss_only), None
        )
        if adjacent is None:
            adjacent = next(
                (
                    p
                    for p in clause.phrases
                    if p.last == k - 2
                    and clause.items[p.last].low in ("here", "now", "there")
                    and clause.of(p)
                    and not p.poss_only
                ),
                None,
            )
        if adjacent is not None and adjacent.preposition == "with" and set(back) & (BE | {"lives", "live", "stays"}):
            return [*self.subject(clause, adjacent.first), *clause.of(adjacent)]
        pictured = {item.low for item in clause.items[max(clause.first, (adjacent.first if adjacent else k) - 3) : k]}
        if adjacent is not None and adjacent.preposition == "of" and pictured & _PICTURES:
            return self.subject(clause, adjacent.first - 1)
        if adjacent is not None:
            beside = adjacent.last < clause.stop and clause.items[adjacent.last].low in ("are", "were")
            return self.row(clause, adjacent) if beside else list(clause.of(adjacent))
        if set(back) & (BE | {"now", "safe", "stays", "home"}):
            return self.subject(clause, k)
        if any(item.kind == "agent" and item.low != "they" for item in clause.items[clause.first : k]):
            return []
        if {item.low for item in clause.items[clause.first : k]} & {"whether", "would", "if", "could"}:
            return []
        if k - clause.first == 1 and k + 1 < clause.stop:
            after = [
                p for p in clause.phrases if p.first > k and clause.of(p) and not p.poss_only and not p.preposition
            ]
            if after and after[0].first - k <= 3:
                return self.row(clause, after[0])
        verbless = not any(item.low in BE | {"has", "have", "had"} for item in clause.items[clause.first : clause.stop])
        before = [p for p in clause.phrases if p.last <= k and not p.poss_only and clause.of(p)]
        if before and any(item.low in _SAID for item in clause.items[before[-1].last : k]):
            return self.subject(clause, k)
        if verbless:
            return [person for phrase in before for person in clause.of(phrase)]
        near = [p for p in before if not p.preposition and k - p.last <= 9]
        if near and near[-1].pron in ("me", "us", "him", "her", "them") and len(before) > 1:
            return self.subject(clause, near[-1].first)
        return self.row(clause, near[-1]) if near else []

    def _at_the(self, clause: Clause, k: int, back: list[str]) -> list[Someone]:
        """As in "in our flat, Benxi": a place beside the room somebody is in."""
        if (
            back[-1:] != [","]
            or not {"in", "at"} & set(back[-4:-2])
            or not clause.items[k - 2].is_word
            or "which" in back
        ):
            return []
        told = any(p.last <= k and clause.of(p) and not p.poss_only for p in clause.phrases)
        return self.subject(clause, k) if told else [one.now() for one in self.scene.topic]

    def _dates(self, clause: Clause, found: list[Happening]) -> None:
        items = clause.items
        real = [h for h in found if not h.weak or h.place]
        for k in range(clause.first, clause.stop):
            item = items[k]
            if not isinstance(item.data, DatePhrase):
                continue
            back = self._back(clause, k)
            after = items[k + 1].low if k + 1 < clause.stop else ""
            if after in ("—", "–") and k - clause.first <= 4 or set(back[-2:]) & _SAID:
                continue
            within = [h for h in real or found if not self._in_relative(clause, h, k)]
            happening = self._nearest(clause, within, k, 1.0)
            if happening is None or abs(happening.index - k) > 24 or after in ("issue", "edition"):
                continue
            if (
                back[-1:]
                and (back[-1] in ("before", "until") or back[-1] == "by" and happening.weak)
                and happening.kind not in ("arrest", "departure", "return", "death", "crossing")
            ):
                continue
            people = [person for person in happening.people if self.scene.known(person)]
            if not people:
                continue
            self.scene.mark(item.start, item.end, "date", people)
            if happening.weak and item.low in ("today", "now", "tonight"):
                continue
            if happening.weak and back[-1:] == ["since"]:
                continue
            known = happening.date
            if known is None or known.edtf is None or (item.data.edtf and len(item.data.edtf) > len(known.edtf)):
                happening.date = item.data

    @staticmethod
    def _in_relative(clause: Clause, happening: Happening, k: int) -> bool:
        """True if a day told before a noun cannot be that of the event in the noun's relative clause.

        As in "On 14 March I wrote of the nine who were arrested": the day is that of the writing.
        """
        items, at = clause.items, happening.index - 1
        if happening.index < k:
            return False
        while at > k and (
            items[at].low in BE or items[at].low.endswith("ly") or items[at].low in ("had", "has", "have")
        ):
            at -= 1
        if at <= k or items[at].low not in ("who", "which", "that", "whom"):
            return False
        head = next((p for p in clause.phrases if at - 1 <= p.last <= at and p.first > k), None)
        if head is None:
            return False
        between = items[k + 1 : head.first]
        return any(p.first > k and p.last <= head.first for p in clause.phrases) and any(
            item.is_word and item.low not in _NO_VERBS for item in between
        )

    def also(self, kind: EventKind, people: list[Someone], place: tuple[str, ...], offset: int) -> None:
        """An event that follows from where somebody was, without words of its own."""
        self.told.append(Happening(-1, offset, offset, kind, people, True, None, place, offset))


def back_in(items: Sequence[Item], k: int) -> bool:
    """True if item k follows "in", "at" or "near"."""
    return k > 0 and items[k - 1].low in ("in", "at", "near")
