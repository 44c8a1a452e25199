"""The facts that the words of a phrase give the people it means: names, sex, ages, work, origins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Kin, Noun, Work, pattern
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.phrases import Phrase
from underice.exposure.reader.english.scene import Scene
from underice.vocabulary.names import is_korean_surname
from underice.vocabulary.places import PlaceMention, gazetteer

HOME = "KP"
"""The home country: a place in it can be an origin."""
AgeSink = Callable[[Item, list[Someone], bool], None]
_PSEUDONYM = pattern("pseudonym")


class FactsTold:
    """Gives people what a phrase says of them."""

    def __init__(self, scene: Scene, text: str, ages: AgeSink) -> None:
        """`ages` takes each age with its people."""
        self.scene = scene
        self.text = text
        self.ages = ages
        self.employers: dict[int, list[Someone]] = {}

    def facts(self, phrase: Phrase, people: list[Someone]) -> None:
        """Note all that the words of a phrase say of these people."""
        scene, mark = self.scene, self.scene.mark
        if not people or not all(scene.known(person) for person in people):
            return
        single = [person for person in people if not scene.is_group(person)]
        if phrase.of is not None and phrase.of.pron == "children" and len(people) == 1:
            self._children_of(phrase.of, phrase.start, people[0])
        self._names(phrase, people)
        for head in [*phrase.heads, *phrase.letters]:
            self._head(head, people, single)
        if phrase.workplace is not None:
            self.employed(*phrase.workplace, people)
        if phrase.group_span is not None:
            mark(*phrase.group_span, "group_size", people)
        for item in phrase.origins:
            self.origin(item, people)
        if len(single) == 1 and phrase.rank:
            scene.of(single[0]).rank = scene.of(single[0]).rank or phrase.rank
        if len(single) == 1 and phrase.kin() is not None:
            scene.of(single[0]).kin_rank = scene.of(single[0]).kin_rank or self.rank(phrase)
        self._distribute(phrase.ages, people)
        for item in phrase.births:
            self.ages(item, people, False)

    @staticmethod
    def rank(phrase: Phrase) -> str:
        """The rank in a word for a relative; told by those who know the words."""
        return ""

    def employed(self, start: int, end: int, people: Sequence[Someone]) -> None:
        """text[start:end] is where these people work, serve or study."""
        self.scene.mark(start, end, "workplace", people)
        self.employers[end] = list(people)
        for person in people:
            if not self.scene.is_group(person):
                person.workplace = person.workplace or self.text[start:end]

    def called(self, person: Someone, name: NameFound, pseudonym: bool) -> None:
        """`name` is a name of this person."""
        self.scene.mark(name.start, name.end, "name", [person])
        self._name(person, name, pseudonym)

    def _names(self, phrase: Phrase, people: list[Someone]) -> None:
        names = phrase.names()
        pseudonym = phrase.pseudonym or bool(names and _PSEUDONYM.match(self.text, phrase.end))
        for index, name in enumerate(names):
            shared = len(names) == 1 and phrase.kin() is None and self.scene.namesakes(people)
            bearers = people if shared or len(people) == 1 else people[index : index + 1] or people[-1:]
            titled = any(isinstance(head.data, Noun) and head.data.kind == "title" for head in phrase.heads)
            for bearer in bearers:
                if bearer.name is None:
                    elsewhere = not is_korean_surname(name.text.split()[0])
                    self.scene.of(bearer).foreign = elsewhere and (name.kind == "other" and " " in name.text or titled)
                self.called(bearer, name, pseudonym)

    def _head(self, head: Item, people: list[Someone], single: list[Someone]) -> None:
        data = head.data
        if isinstance(data, Noun) and data.number == 1:
            for person in single:
                self.scene.of(person).nouns.add(head.low.split()[-1])
        if isinstance(data, Noun) and data.sex is not None and data.kind in ("sex", "letter", "title"):
            self.scene.mark(head.start, self._title_end(head), "sex", people)
            for person in single:
                person.sex = person.sex or data.sex
        elif isinstance(data, Kin):
            self.scene.mark(head.start, head.end, "kin", people)
            for person in single:
                person.sex = person.sex or (data.sex if len(people) == 1 or data.number == 2 else None)
                self.scene.of(person).kin_lows.add(head.low.split()[-1])
                if data not in self.scene.of(person).kin_words:
                    self.scene.of(person).kin_words.append(data)
        elif isinstance(data, Work):
            young = next((word for word in ("girl", "boy") if head.low.endswith(word)), "")
            for person in single if young else ():
                self.scene.of(person).nouns.add(young)
            self.work(head, single or people)

    def _title_end(self, head: Item) -> int:
        return (
            head.end + 1 if head.low in ("mr", "mrs", "ms") and self.text[head.end : head.end + 1] == "." else head.end
        )

    def _distribute(self, ages: list[Item], people: list[Someone]) -> None:
        """As in "aged nine and six" gives each of two people one age; one age is everybody's."""
        if len(people) > 1 and len(ages) == len(people):
            for item, person in zip(ages, people, strict=True):
                self.ages(item, [person], False)
        else:
            for item in ages:
                self.ages(item, people, False)

    def _children_of(self, children_of: Phrase, start: int, parent: Someone) -> None:
        """For "a mother of two": the two children."""
        scene = self.scene
        if any(person.ties.get(id(parent)) == "child" for person in scene.cast.people):
            return
        children = [scene.new(start) for _ in range(min(children_of.number or 2, 9))]
        for child in children:
            scene.cast.tie(child, "child", parent)
            scene.of(child).kin_words.append(Kin("child", None, len(children)))
        scene.mark(children_of.start, children_of.end, "kin", children)
        scene.spoke_of(start, children, False)

    def _name(self, person: Someone, name: NameFound, pseudonym: bool) -> None:
        if person.name is None or (name.kind == "full" and len(name.text.split()) > len(person.name.split())):
            if person.name is not None:
                person.aliases.add(person.name)
            person.name = name.text
        elif name.text != person.name:
            person.aliases.add(name.text)
        person.pseudonym = person.pseudonym or pseudonym

    def work(self, head: Item, people: list[Someone]) -> None:
        """The words for work say what these people do."""
        self.scene.mark(head.start, head.end, "occupation", people)
        words = self.text[head.start : head.end]
        for person in people:
            notes = self.scene.of(person)
            notes.works.add(head.low)
            if person.occupation is None:
                person.occupation = words
            if isinstance(head.data, Work) and head.data.flag == "helper" and person.role == "at_risk":
                person.role = "helper"

    @staticmethod
    def _at_home(item: Item) -> bool:
        """True for a place in the home country."""
        return isinstance(item.data, PlaceMention) and gazetteer().get_country(item.data.candidates[0]) == HOME

    def origin(self, item: Item, people: Sequence[Someone]) -> bool:
        """A place somebody comes from: an origin if it lies in the home country, else a place where he is."""
        if not isinstance(item.data, PlaceMention) or not people:
            return False
        candidates = item.data.candidates if self._at_home(item) else ()
        home = tuple(one for one in candidates if gazetteer().get_country(one) == HOME)
        if not home:
            return False
        if gazetteer().level(home[0]) == "country":
            return False
        label = "origin"
        if any(person.origin and not set(person.origin) & set(home) for person in people):
            label = "place"
        if label == "origin":
            self.scene.mark(item.start, item.end, "origin", people)
            for person in people:
                person.origin = person.origin or home
        else:
            self.scene.mark(item.start, item.end, "place", people)
        return True
