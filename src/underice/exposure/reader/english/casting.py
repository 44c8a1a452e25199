"""From phrases to people: whom a phrase means, and which facts its words give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.chunks import Phrase
from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Kin, Noun, Work
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.model import Sex
from underice.vocabulary.places import PlaceMention, gazetteer

SEX_OF: dict[str, Sex] = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}
_FIRST = frozenset(("i", "me", "my", "myself"))
_FIRST_PLURAL = frozenset(("we", "us", "our", "group"))
HOME = "KP"

Narrator = Callable[[int], Someone | None]
AgeSink = Callable[[Item, list[Someone], bool], None]


class Casting:
    """Resolves the phrases of a text, one after another."""

    def __init__(self, scene: Scene, text: str, narrator: Narrator, ages: AgeSink) -> None:
        """`narrator` gives the first person at an offset (None if nobody at risk); `ages` takes each age with its people."""
        self.scene = scene
        self.text = text
        self.narrator = narrator
        self.ages = ages
        self.subjects: list[Someone] = []

    # ------------------------------------------------------------------ who
    def resolve(self, phrase: Phrase, subject: bool) -> list[Someone]:
        """The people a phrase means; their facts are noted. Empty if it means nobody of the text."""
        people = self._who(phrase)
        people = list(dict.fromkeys(person.now() for person in people))
        self._facts(phrase, people)
        self.scene.spoke_of(phrase.start, people, subject)
        return people

    def _who(self, phrase: Phrase) -> list[Someone]:
        if phrase.pron:
            return self.pronoun(phrase)
        if phrase.public:
            return [self._public(phrase)]
        if phrase.group is not None:
            return self._group(phrase)
        if phrase.kin() is not None and not self._person_noun_kin(phrase):
            return self._kin(phrase)
        if phrase.names():
            return self._named(phrase)
        return self._described(phrase)

    def pronoun(self, phrase: Phrase) -> list[Someone]:
        """Whom "she", "their" or "I" means."""
        low, scene = phrase.pron, self.scene
        if low.startswith("("):
            return list(scene.lettered.get(low[1:], []))
        if low in _FIRST or low in ("you", "your"):
            person = self.narrator(phrase.start)
            return [person] if person is not None else []
        if low in _FIRST_PLURAL:
            return self._we(phrase)
        if low in ("both", "they", "them", "their", "themselves"):
            people = scene.several()
            if low == "both" and len(people) != 2:
                couple = scene.couple()
                return couple or people
            return people
        sex = SEX_OF.get(low)
        found = scene.singular(sex)
        return [found] if found is not None else []

    def _we(self, phrase: Phrase) -> list[Someone]:
        """The narrator with those told of together with the narrator; a group that members can join."""
        narrator = self.narrator(phrase.start)
        scene = self.scene
        for person in scene.cast.people:
            if scene.of(person).joint:
                if narrator is not None:
                    scene.join(person, [narrator])
                return [person]
        group = scene.group(phrase.start, None, False)
        scene.of(group).joint = True
        if narrator is not None:
            scene.join(group, [narrator])
        return [group]

    def _public(self, phrase: Phrase) -> Someone:
        name = phrase.names()[0]
        for person in self.scene.cast.people:
            if person.role in ("public_figure", "author") and person.name and (
                person.name == name.text or person.name.split()[-1] == name.text.split()[-1]
            ):
                return person
        person = self.scene.new(phrase.start)
        person.role = "author" if name.kind == "author" else "public_figure"
        person.name = name.text
        self.scene.of(person).public = True
        return person

    def _group(self, phrase: Phrase) -> list[Someone]:
        scene, size = self.scene, phrase.group
        families = phrase.families
        if phrase.det in ("the", "all", "these", "those", "this", "that"):
            known = scene.last_group(size)
            if known is not None:
                if scene.of(known).size is None and not scene.of(known).joint and not scene.of(known).families:
                    scene.of(known).size = size
                if not scene.of(known).joint:
                    return self._some(phrase, known)
            if size == 2:
                people = scene.several()
                if len(people) == 2:
                    return people
        group = scene.group(phrase.start, None if families else size, families)
        return self._some(phrase, group)

    def _some(self, phrase: Phrase, group: Someone) -> list[Someone]:
        return [group]

    # ------------------------------------------------------------------ relatives
    def _person_noun_kin(self, phrase: Phrase) -> bool:
        """"a baby", "a mother of two": a kin word that only denotes a person here."""
        kin = phrase.kin()
        if kin is None or phrase.owner is not None or phrase.of is not None and phrase.of.pron != "children":
            return False
        low = next(head.low for head in phrase.heads if head.kind == "kin")
        if phrase.of is not None:
            return True
        return phrase.det in ("a", "an", "", "one", "another", "two", "three") and low in (
            "baby", "infant", "child", "children", "kid", "kids", "babies", "toddler", "newborn", "lil girl", "little girl", "little boy",
            "lil boy", "baby girl", "baby boy", "young children", "small child", "young child", "firstborn", "little girls", "little boys",
        )

    def owners(self, phrase: Phrase, kin: Kin | None) -> list[Someone]:
        """Whose relative: of the possessive before, or of what follows "of"."""
        scene = self.scene
        owner = phrase.of or phrase.owner
        if owner is None:
            return []
        if owner.pron == "their" and kin is not None and kin.relation == "child":
            recent = scene.mentions[-1].people if scene.mentions else []
            return scene.couple(recent) or scene.several()
        if owner.pron in SEX_OF:
            found = scene.singular(SEX_OF[owner.pron])
            people = [found] if found is not None else []
            if owner.pron and not owner.heads:
                scene.spoke_of(owner.start, people, bool(people and people[0] in self.subjects))
            return people
        if owner.pron:
            return [person for person in self.pronoun(owner) if not scene.of(person).joint] or self._narrator_only(owner)
        return self.resolve(owner, False)

    def _narrator_only(self, owner: Phrase) -> list[Someone]:
        person = self.narrator(owner.start)
        return [person] if person is not None and owner.pron in ("our", "we", "my") else []

    def _kin(self, phrase: Phrase) -> list[Someone]:
        scene, kin = self.scene, phrase.kin()
        assert kin is not None
        owner = self.owners(phrase, kin)
        if owner and all(not scene.known(person) for person in owner):
            return []
        names = phrase.names()
        number = phrase.number or kin.number
        if names and len(names) > 1 and kin.number == 2:
            number = max(number, len(names))
        sexes = self._sexes(phrase, kin, number)
        if not owner and (phrase.owner is not None or phrase.of is not None) and kin.number == 0:
            return []
        for name in names[:1]:
            known = scene.by_name(name, phrase)
            if known is not None and not kin.number == 2:
                self._tie([known], kin, owner)
                return [known]
        if owner and phrase.det not in ("another",):
            found = scene.relatives(owner, kin, number, phrase.start)
            if found and not (names and any(person.name for person in found)):
                return found
        if not owner:
            if phrase.det in ("the", "this", "that", "", "both"):
                found = scene.in_role(kin.relation, kin.sex, max(1, number))
                if found and not (names and any(person.name for person in found)):
                    return found
                owner = self._implied(kin)
            else:
                owner = [person for person in self.subjects if scene.known(person)]
        people = [scene.new(phrase.start, sex) for sex in sexes]
        for person in people:
            scene.of(person).kin_words.append(kin)
        self._tie(people, kin, owner)
        return people

    def _implied(self, kin: Kin) -> list[Someone]:
        """Whose "the dad" is: the last child for a parent, else the subject or topic."""
        scene = self.scene
        if kin.number == 0:
            group = scene.last_group()
            if group is not None:
                return [group]
        if kin.relation == "parent":
            for mention in reversed(scene.mentions[-6:]):
                for person in mention.people:
                    if "child" in person.now().ties.values():
                        return [person.now()]
        return [person for person in self.subjects or scene.topic if scene.known(person)]

    @staticmethod
    def _sexes(phrase: Phrase, kin: Kin, number: int) -> list[Sex | None]:
        low = next((head.low for head in phrase.heads if head.kind == "kin"), "")
        if kin.number == 0:
            return [None]
        if low in ("parents", "mother and father", "mum and dad", "mom and dad", "grandparents", "parents-in-law") and number == 2:
            return ["f", "m"]
        if low == "brother and sister":
            return ["m", "f"]
        return [phrase.sex()] * min(max(number, 1), 9)

    def _tie(self, people: Sequence[Someone], kin: Kin, owner: Sequence[Someone]) -> None:
        for person in people:
            for other in owner:
                if self.scene.known(other):
                    self.scene.cast.tie(person, kin.relation, other)
        if len(people) == 2 and kin.relation == "parent" and {person.sex for person in people} == {"f", "m"}:
            self.scene.cast.tie(people[0], "spouse", people[1])

    # ------------------------------------------------------------------ names and descriptions
    def _named(self, phrase: Phrase) -> list[Someone]:
        scene = self.scene
        out: list[Someone] = []
        names = phrase.names()
        primary = [name for name in names if name.kind != "script"] or names
        if not phrase.plural:
            primary = primary[:1]
        for name in primary:
            known = scene.by_name(name, phrase)
            if known is None:
                known = scene.new(name.start, phrase.sex())
            out.append(known)
        return out

    def _described(self, phrase: Phrase) -> list[Someone]:
        scene, noun, work = self.scene, phrase.noun(), phrase.work()
        sex = phrase.sex()
        if noun is not None and noun.kind == "title":
            return []
        if noun is not None and noun.kind == "couple":
            couple = scene.couple()
            if couple and phrase.det in ("the", "this", "that", ""):
                return couple
            people = [scene.new(phrase.start, "f"), scene.new(phrase.start, "m")]
            scene.cast.tie(people[0], "spouse", people[1])
            return people
        if noun is not None and noun.kind == "pair":
            return scene.several()
        definite = phrase.det in ("the", "this", "that", "these", "those")
        if definite:
            found = self._definite(phrase, sex, noun, work)
            if found:
                return found
        if work is not None and noun is None and (work.flag in ("weak", "reporter", "speaker")) and not (
            phrase.ages or "former" in phrase.adjectives or "ex" in phrase.adjectives or phrase.origins
        ):
            return []
        if phrase.plural:
            number = phrase.number or (2 if noun and noun.kind in ("sex", "age") else 0)
            if 1 < number <= 6 and (sex or phrase.ages or work):
                return [scene.new(phrase.start, sex) for _ in range(number)]
            return []
        if phrase.det in ("no", "any", "every", "each"):
            return []
        return [scene.new(phrase.start, sex)]

    def _definite(self, phrase: Phrase, sex: Sex | None, noun: Noun | None, work: Work | None) -> list[Someone]:
        scene = self.scene
        if phrase.plural:
            people = [person for person in scene.several() if sex is None or person.sex in (None, sex)]
            return people if len(people) > 1 or any(scene.is_group(person) for person in people) else []
        rank = next((word for word in phrase.adjectives if word in ("older", "elder", "younger")), "") or next(
            (head.low.split()[0] for head in phrase.heads if head.low.split()[0] in ("older", "elder", "younger", "old")), ""
        )
        if rank in ("older", "elder", "younger"):
            aged = [p for p in scene.cast.people if scene.of(p).ages and p.sex in (None, sex) and scene.known(p)]
            if len(aged) >= 2:
                aged.sort(key=lambda p: scene.of(p).ages[0].low)
                chosen = aged[0] if rank == "younger" else aged[-1]
                chosen.sex = chosen.sex or sex
                return [chosen]
        if work is not None and noun is None:
            words = {head.low for head in phrase.heads if head.kind == "work"}
            same = [p for p in scene.cast.people if any(w in known or known in w for w in words for known in scene.of(p).works)]
            if same:
                return [max(same, key=lambda p: scene.of(p).last)]
            return []
        if noun is not None:
            found = scene.singular(sex)
            if found is not None and scene.known(found) and not (phrase.ages and scene.of(found).ages):
                if noun.kind == "plain" and noun.sex is None and any(h.low in ("child", "baby", "kid", "infant") for h in phrase.heads):
                    children = scene.in_role("child", None, 1)
                    return children or [found]
                return [found]
        return []

    # ------------------------------------------------------------------ facts
    def _facts(self, phrase: Phrase, people: list[Someone]) -> None:
        scene, mark = self.scene, self.scene.mark
        if not people or not all(scene.known(person) for person in people):
            return
        single = [person for person in people if not scene.is_group(person)]
        if phrase.of is not None and phrase.of.pron == "children" and len(people) == 1:
            self._children_of(phrase, people[0])
        names = [name for name in phrase.names()]
        for index, name in enumerate(names):
            bearers = people if len(people) == 1 else people[index : index + 1] or people[-1:]
            mark(name.start, name.end, "name", bearers)
            self._name(bearers[0], name, phrase.pseudonym)
        for head in [*phrase.heads, *phrase.letters]:
            data = head.data
            if isinstance(data, Noun) and data.sex is not None and data.kind in ("sex", "letter", "title"):
                mark(head.start, self._title_end(head), "sex", people)
                for person in single:
                    person.sex = person.sex or data.sex
            elif isinstance(data, Kin):
                mark(head.start, head.end, "kin", people)
                for person in single:
                    person.sex = person.sex or (data.sex if len(people) == 1 else None)
                    if data not in scene.of(person).kin_words:
                        scene.of(person).kin_words.append(data)
            elif isinstance(data, Work):
                self.work(head, single or people)
        if phrase.workplace is not None:
            mark(*phrase.workplace, "workplace", people)
            for person in single:
                person.workplace = person.workplace or self.text[phrase.workplace[0] : phrase.workplace[1]]
        if phrase.group_span is not None:
            mark(*phrase.group_span, "group_size", people)
        for item in phrase.origins:
            self.origin(item, people)
        self._distribute(phrase.ages, people, phrase)
        for item in phrase.births:
            self.ages(item, people, False)

    def _title_end(self, head: Item) -> int:
        return head.end + 1 if head.low in ("mr", "mrs", "ms") and self.text[head.end : head.end + 1] == "." else head.end

    def _distribute(self, ages: list[Item], people: list[Someone], phrase: Phrase) -> None:
        """"aged nine and six" gives each of two people one age; one age is everybody's."""
        if len(people) > 1 and len(ages) == len(people):
            for item, person in zip(ages, people, strict=True):
                self.ages(item, [person], False)
        else:
            for item in ages:
                self.ages(item, people, False)

    def _children_of(self, phrase: Phrase, parent: Someone) -> None:
        scene = self.scene
        assert phrase.of is not None
        if "child" in {relation for person in scene.cast.people for key, relation in person.ties.items() if key == id(parent)}:
            return
        children = [scene.new(phrase.start) for _ in range(min(phrase.of.number or 2, 9))]
        for child in children:
            scene.cast.tie(child, "child", parent)
            scene.of(child).kin_words.append(Kin("child", None, len(children)))
        scene.mark(phrase.of.start, phrase.of.end, "kin", children)
        scene.spoke_of(phrase.start, children, False)

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

    def origin(self, item: Item, people: Sequence[Someone]) -> bool:
        """A place somebody comes from: an origin if it lies in the home country, else a place where he is."""
        if not isinstance(item.data, PlaceMention) or not people:
            return False
        candidates = item.data.candidates
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
