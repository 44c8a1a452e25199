"""From phrases to people: whom a phrase means, and which facts its words give them."""

from __future__ import annotations

import re
from collections.abc import Callable

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.facts_told import AgeSink
from underice.exposure.reader.english.lexicon import Kin, Noun, Work, deeds
from underice.exposure.reader.english.offspring import Offspring
from underice.exposure.reader.english.phrases import Phrase, as_child
from underice.exposure.reader.english.recognition import SEX_OF
from underice.exposure.reader.english.scene import Scene
from underice.exposure.reader.english.tokens import tokenize
from underice.exposure.reader.model import Sex

_FIRST = frozenset(("i", "me", "my", "myself"))
_FIRST_PLURAL = frozenset(("we", "us", "our", "group"))
_HAS = re.compile(
    r"\b(?:leaving|leaving behind|has|have|had|having|raising|bore|got|with|gave birth to|giving birth to"
    r"|adopted|gave birth) $",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|without|neither|any) $", re.IGNORECASE)
_RANK = dict.fromkeys(("elder", "older", "eldest", "oldest", "big"), "elder")
_RANK |= dict.fromkeys(("younger", "youngest", "little", "kid", "baby"), "younger")
_GRAND = frozenset("grandfather grandmother grandpa grandma uncle aunt father-in-law mother-in-law".split())
_TOGETHER = re.compile(
    r"\b(?:together|along|arrested|disappeared|vanished|fled|caught|seized|detained|crossed|escaped)\b[^.;]{0,30}with $"
)
_HAD_AND = re.compile(r"\b(?:had|have|has) (?:an? )?[\w ]{3,24} and $")
_SUFFERS = re.compile(r"[^.;,]{0,70}?\b(?:was|were|been)\b (?:\w+ly )?(?P<deed>[a-z]+(?: [a-z]+){0,2})")
_RELATIVE = re.compile(r"\bwho\b[^,;]{0,40}$")

Narrator = Callable[[int], Someone | None]


class Casting(Offspring):
    """Resolves the phrases of a text, one after another."""

    def __init__(
        self, scene: Scene, text: str, narrator: Narrator, ages: AgeSink, asked: Callable[[int], bool]
    ) -> None:
        """`narrator` gives the first person at an offset (or None); `ages` takes each age with its people."""
        super().__init__(scene, text, ages)
        self.narrator = narrator
        self.asked = asked
        self._opened: tuple[str, Someone, int] | None = None

    # ------------------------------------------------------------------ who
    def resolve(self, phrase: Phrase, subject: bool) -> list[Someone]:
        """The people a phrase means; their facts are noted. Empty if it means nobody of the text."""
        people = self._who(phrase)
        people = list(dict.fromkeys(person.now() for person in people))
        self.facts(phrase, people)
        self.scene.spoke_of(phrase.start, people, subject)
        return people

    def _who(self, phrase: Phrase) -> list[Someone]:
        if phrase.pron:
            return self.pronoun(phrase)
        if phrase.public:
            return [self._public(phrase)]
        if phrase.group is not None:
            return self._group(phrase)
        kin = phrase.kin()
        if kin is not None and not self._person_noun_kin(phrase):
            return self._kin(phrase, kin)
        if phrase.names():
            return self._named(phrase)
        return self._described(phrase)

    def pronoun(self, phrase: Phrase) -> list[Someone]:
        """Whom "she", "their" or "I" means."""
        low, scene = phrase.pron, self.scene
        if low.startswith("("):
            return [person for letter in low[1:].split() for person in scene.lettered.get(letter, [])]
        if low in ("you", "your") and not self.asked(phrase.start):
            return []
        if low in _FIRST or low in ("you", "your"):
            person = self.narrator(phrase.start)
            return [person] if person is not None else []
        if low == "group" and phrase.det == "the":
            last = scene.last_group()
            return [last] if last is not None else []
        if low == "(above":
            return self._above()
        if low in _FIRST_PLURAL:
            return self._we(phrase)
        if low in ("both", "they", "them", "their", "themselves"):
            people = scene.several()
            if low == "both" and len(people) != 2:
                return scene.couple() or (scene.last_two() if len(people) < 2 else people)
            return people
        sex = SEX_OF.get(low)
        bound = self.subjects if low in ("him", "her") and not phrase.poss_only else []
        if bound and scene.mentions and _RELATIVE.search(self.text, max(0, phrase.start - 48), phrase.start):
            bound = scene.mentions[-1].people
        found = scene.singular(sex, bound)
        if found is None and low in ("he", "she") and not scene.mentions_public():
            found = scene.new(phrase.start, sex)
        return [found] if found is not None else []

    def _above(self) -> list[Someone]:
        """For "the above" in a list: whoever the entry before was about."""
        scene = self.scene
        for mention in reversed(scene.mentions):
            people = [person.now() for person in mention.people if scene.known(person)]
            if mention.sentence < scene.sentence and people and people[0] not in self.subjects:
                return people[:1]
        return []

    def _we(self, phrase: Phrase) -> list[Someone]:
        """The narrator with the one just spoken of, else with all told of together (a group that others join)."""
        narrator = self.narrator(phrase.start)
        scene = self.scene
        joint = next((p for p in scene.cast.people if scene.of(p).joint), None)
        if joint is not None and len(scene.of(joint).members or []) > (narrator is not None):
            return [joint]
        if phrase.pron in ("we", "us") and narrator is not None:
            for mention in reversed(scene.mentions[-4:]):
                others = [one.now() for one in mention.people if one.now() is not narrator and scene.known(one)]
                if phrase.pron == "us" and set(map(id, others)) & set(map(id, self.subjects)):
                    continue
                if others and scene.sentence - mention.sentence <= 1 and not any(scene.is_group(one) for one in others):
                    return [narrator, *others]
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
            if (
                person.role in ("public_figure", "author")
                and person.name
                and (person.name == name.text or person.name.split()[-1] == name.text.split()[-1])
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
            if known is not None and phrase.group_span is not None:
                if self.text[slice(*phrase.group_span)].replace("-", "").isalnum():
                    phrase.group_span = None  # "All eight": a count of people told of before
            if known is not None:
                if scene.of(known).size is None and not scene.of(known).joint and not scene.of(known).families:
                    scene.of(known).size = size
                if not scene.of(known).joint:
                    return [known]
            row = scene.last_row(size) if size else []
            if row and size == 2:
                return row
            if not row and size in (3, 4, 5, 6) and phrase.det in ("the", "all"):
                row = self._all_so_far(size)
                if row:
                    return row
            if row and not families:
                group = scene.group(phrase.start, size, False)
                scene.join(group, row)
                return [group]
        group = scene.group(phrase.start, None if families else size, families)
        scene.of(group).household = phrase.household
        if phrase.ours:
            narrator = self.narrator(phrase.start)
            if narrator is not None:
                scene.join(group, [narrator])
        return [group]

    # ------------------------------------------------------------------ relatives
    def _person_noun_kin(self, phrase: Phrase) -> bool:
        """As in "a baby", "a mother of two": a kin word that only denotes a person here."""
        kin = phrase.kin()
        if kin is None or phrase.owner is not None or phrase.of is not None and phrase.of.pron != "children":
            return False
        low = next(head.low for head in phrase.heads if head.kind == "kin")
        if phrase.of is not None:
            return True
        if (
            phrase.names()
            and self.text[phrase.start].isupper()
            and self.text[phrase.start - 2 : phrase.start - 1] not in "."
        ):
            return phrase.det == "" and phrase.number is None and not phrase.plural
        if _HAS.search(self.text, max(0, phrase.start - 12), phrase.start) and self.subjects:
            return False
        if phrase.number and low in ("kids", "children") and not self.subjects and not phrase.ages:
            return not self.scene.main  # "2 kids still with grandma": of the one it is all about
        return phrase.det in ("a", "an", "", "one", "another", "two", "three") and low in (
            "baby",
            "infant",
            "child",
            "children",
            "kid",
            "kids",
            "babies",
            "toddler",
            "newborn",
            "lil girl",
            "little girl",
            "little boy",
            "lil boy",
            "baby girl",
            "baby boy",
            "young children",
            "small child",
            "young child",
            "firstborn",
            "little girls",
            "little boys",
        )

    def owners(self, phrase: Phrase, kin: Kin | None) -> list[Someone]:
        """Whose relative: of the possessive before, or of what follows "of"."""
        scene = self.scene
        owner = phrase.of or phrase.owner
        if owner is None:
            return []
        if owner.pron == "whose":
            return [person.now() for person in scene.mentions[-1].people] if scene.mentions else []
        if owner.pron == "their" and kin is not None and kin.relation == "child":
            recent = scene.mentions[-1].people if scene.mentions else []
            return scene.couple(recent) or scene.several()
        if owner.pron == "their" and kin is not None and kin.relation in ("parent", "other"):
            people = self.pronoun(owner)
            last = scene.mentions[-1].people if scene.mentions else []
            if len(last) == 1 and "sibling" in last[0].now().ties.values():
                person = last[0].now()
                return [person, *(one for one in scene.cast.people if person.ties.get(id(one)) == "sibling")]
            young = [person for person in people if not scene.of(person).kin_lows & _GRAND]
            people = young or people
            return [person for person in people if not scene.of(person).joint] or self._narrator_only(owner)
        if owner.pron in SEX_OF:
            found = self._same_owner(owner, kin) or scene.singular(SEX_OF[owner.pron])
            people = [found] if found is not None else []
            if owner.pron and not owner.heads:
                scene.spoke_of(owner.start, people, bool(people and people[0] in self.subjects))
            return people
        if owner.pron:
            return [person for person in self.pronoun(owner) if not scene.of(person).joint] or self._narrator_only(
                owner
            )
        return self.resolve(owner, False)

    def _same_owner(self, owner: Phrase, kin: Kin | None) -> Someone | None:
        """As in "His brother drowned. His two girls are with …": a sentence that opens like the one before it.

        Both speak of the one whose relatives are told, unless the first relative is the likelier parent or child.
        """
        before = self.text[max(0, owner.start - 2) : owner.start]
        opens = kin is not None and self.text[owner.start].isupper() and before[-1:].isspace()
        last, self._opened = self._opened, None
        if not opens:
            return None
        main = [one.now() for one in self.scene.main]
        sex = SEX_OF[owner.pron]
        if last is not None and last[0] == owner.pron and self.scene.sentence - last[2] <= 1:
            self._opened = (owner.pron, last[1], self.scene.sentence)
            return last[1].now()
        found = self.scene.singular(sex)
        if found is None or not self.scene.known(found):
            return None
        if (
            len(main) == 1
            and id(main[0]) in found.ties
            and main[0].sex in (None, sex)
            and not self.scene.of(main[0]).narrator
        ):
            if main[0].name and any(
                main[0] in mention.people
                for mention in self.scene.mentions[-8:]
                if self.scene.sentence - mention.sentence <= 1
            ):
                found = main[0]
        self._opened = (owner.pron, found, self.scene.sentence)
        return found

    def _narrator_only(self, owner: Phrase) -> list[Someone]:
        person = self.narrator(owner.start)
        return [person] if person is not None and owner.pron in ("our", "we", "my") else []

    def _kin(self, phrase: Phrase, kin: Kin) -> list[Someone]:
        if _NONE.search(self.text, max(0, phrase.start - 9), phrase.start):
            return []
        bearing = bool(_HAS.search(self.text, max(0, phrase.start - 24), phrase.start))
        if bearing and phrase.owner is None and self._kin_low(phrase) == "twins":
            kin = Kin("child", None, 2)
        if phrase.owner is not None and self._kin_low(phrase) == "twins" and phrase.owner.pron not in ("my", "our"):
            kin = Kin("child", None, 2)  # "their twins"
        owner = self.owners(phrase, kin)
        if not owner and phrase.owner is not None and not phrase.owner.pron and phrase.owner.plural:
            return []  # "miners' children": of people in general
        if owner and all(not self.scene.known(person) for person in owner):
            return []
        if kin.number == 0 and phrase.owner is not None and phrase.owner.pron == "your" and self.asked(phrase.start):
            return []  # "And your family?": nobody yet
        if kin.number == 0 and not owner:
            if phrase.det in ("a", "an", "another", "any", "every") or not self._told_of(phrase):
                return []
            if phrase.owner is not None or phrase.of is not None:
                return []
            household = self.scene.household() if phrase.det in ("the", "this") else None
            if household is not None:
                return [household]
        return self._relatives(phrase, kin, owner)

    def _relatives(self, phrase: Phrase, kin: Kin, owner: list[Someone]) -> list[Someone]:
        """Those a word for relatives means: known by name or by their tie to the owner, else new ones."""
        scene, names = self.scene, phrase.names()
        number = phrase.number or kin.number
        if kin.number == 2:
            number = max(number, len(names))
        known = scene.by_name(names[0], phrase) if names and kin.number != 2 else None
        if known is not None:
            self.tie([known], kin, owner)
            return [known]
        if owner and phrase.det != "another":
            found = scene.relatives(owner, kin, number, self._kin_low(phrase), self.rank(phrase))
            if found and not (names and any(person.name for person in found)):
                return found
        among = (
            not owner
            and number > 1
            and kin.number == 2
            and kin.relation in ("sibling", "other")
            and phrase.preposition != "by"
            and self._alone(phrase)
        )
        if not owner and not among:
            found, owner = self._without_owner(phrase, kin, number)
            if found:
                return found
        people = [scene.new(phrase.start, sex) for sex in self._sexes(phrase, kin, number)]
        if len(people) > 1 and not names and not phrase.ages:
            scene.awaited = [(scene.sentence, person) for person in people]
        for person in people:
            scene.of(person).kin_words.append(kin)
        self.tie(people, kin, owner)
        if among:
            self.tie(people, kin, people)
        return people

    def _alone(self, phrase: Phrase) -> bool:
        """As in "two sisters", "cousins from Musan": relatives of each other, not of somebody told of before."""
        if phrase.det in ("the", "this", "that", "these", "those", "both", "one") or phrase.of is not None:
            return False
        return not _HAS.search(self.text, max(0, phrase.start - 24), phrase.start)

    @staticmethod
    def _kin_low(phrase: Phrase) -> str:
        return next((head.low.split()[-1] for head in phrase.heads if head.kind == "kin"), "")

    def _told_of(self, phrase: Phrase) -> bool:
        """False for relatives in general ("the families wait"): nobody in the text they could belong to."""
        after = self.text[phrase.end : phrase.end + 5].lower()
        return self.scene.last_group() is not None or after.startswith((" who", " of")) or bool(self.scene.several())

    def _without_owner(self, phrase: Phrase, kin: Kin, number: int) -> tuple[list[Someone], list[Someone]]:
        """For "the mother", "a brother in Busan": those meant, if told of before, else whose they are."""
        scene = self.scene
        if phrase.det not in ("the", "this", "that", "", "both"):
            owner = [person for person in self.subjects if scene.known(person)]
            has = _HAS.search(self.text, max(0, phrase.start - 24), phrase.start)
            if has is None and scene.topic and not phrase.preposition and all(scene.of(p).kin_words for p in owner):
                owner = [person.now() for person in scene.topic if scene.known(person)]
                if scene.main and owner and all(scene.of(p).kin_words for p in owner):
                    owner = [person.now() for person in scene.main if scene.known(person)]
            return [], owner
        found = self._by_age_order(phrase, kin)
        if found:
            return found, []
        found = self._whole_family(phrase, kin) or scene.in_role(kin.relation, kin.sex, max(1, number), kin)
        if not found and kin.relation == "other" and phrase.det in ("the", "this", "that"):
            found = [one for one in scene.converse_of(self._kin_low(phrase)) if kin.sex in (None, one.sex or kin.sex)]
        if kin.number == 0 and any(head.low == "families" for head in phrase.heads):
            found = []
        low = self._kin_low(phrase)
        same = [one for one in found if low in scene.of(one).kin_lows]
        own = [] if same and phrase.det == "" and not self._tells(phrase) else self._of_narrator(phrase)
        if found and not own and not (phrase.names() and any(person.name for person in found)):
            return found, []
        if kin.relation in ("child", "sibling") and number >= 2 and phrase.det in ("the", "both"):
            found = self._young() or self._row_of(kin, number)
            if found:
                return found, []
        if kin.relation == "other" and kin.number == 2 and phrase.det in ("the", "both"):
            found = self._row_of(kin, number)
            if found:
                return found, []
        return [], own or self._implied(kin)

    @staticmethod
    def rank(phrase: Phrase) -> str:
        """The rank in a word for a relative: "elder", "younger" or ""."""
        first = next((head.low.split()[0] for head in phrase.heads if head.kind == "kin"), "")
        return _RANK.get(first, "")

    def _whole_family(self, phrase: Phrase, kin: Kin) -> list[Someone]:
        """As in "The family": those just told of who are tied to each other."""
        if kin.number != 0 or phrase.det not in ("the", "this"):
            return []
        people = self.scene.several()
        ids = {id(person) for person in people}
        return people if len(people) > 1 and all(ids & set(person.ties) for person in people) else []

    def _tells(self, phrase: Phrase) -> bool:
        """True if somebody of the text has said "I" or "my" so far."""
        return any(self.scene.of(one).narrator and self.scene.of(one).seen > 1 for one in self.scene.cast.people)

    def _of_narrator(self, phrase: Phrase) -> list[Someone]:
        """As in "mum died": without any article, the teller's own."""
        low = next((head.low for head in phrase.heads if head.kind == "kin"), "")
        if phrase.preposition == "with" and self.subjects and all(self.scene.of(p).kin_words for p in self.subjects):
            return [] if self._tells(phrase) else self.subjects  # "2 kids still with grandma"
        if phrase.det == "" and low in (
            "mum",
            "mom",
            "dad",
            "mama",
            "papa",
            "grandma",
            "grandpa",
            "granny",
            "sis",
            "bro",
        ):
            person = self.narrator(phrase.start)
            return [person] if person is not None else []
        return []

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
        people = self.subjects or scene.topic
        if scene.main and all(scene.of(person).kin_words for person in people):
            people = scene.main
        return [person.now() for person in people if scene.known(person)]

    @staticmethod
    def _sexes(phrase: Phrase, kin: Kin, number: int) -> list[Sex | None]:
        low = next((head.low for head in phrase.heads if head.kind == "kin"), "")
        if kin.number == 0:
            return [None]
        if (
            low in ("parents", "mother and father", "mum and dad", "mom and dad", "grandparents", "parents-in-law")
            and number == 2
        ):
            return ["m", "f"]
        if low == "brother and sister":
            return ["m", "f"]
        return [phrase.sex()] * min(max(number, 1), 9)

    # ------------------------------------------------------------------ names and descriptions
    def _described(self, phrase: Phrase) -> list[Someone]:
        scene, noun, work, sex = self.scene, phrase.noun(), phrase.work(), phrase.sex()
        phrase.det = phrase.det or self._both_of(phrase)
        if noun is not None and noun.kind in ("title", "couple", "pair"):
            return self._pair(phrase, noun)
        if phrase.det in ("neither", "either"):
            people = [one for one in scene.last_two(sex) if sex is None or one.sex == sex]
            return people if len(people) == 2 else []
        if phrase.det == "the" and self._their_child(phrase):
            child = scene.new(phrase.start, sex)
            self.tie([child], Kin("child", sex, 1), scene.couple())
            return [child]
        if phrase.det == "the" and phrase.preposition == "with" and self._told_young(phrase):
            return self._at_home_with(phrase)
        if phrase.det in ("the", "this", "that", "these", "those", "both"):
            anew = "other" in phrase.adjectives and phrase.plural and bool(phrase.ages)
            found = [] if anew else self._children(phrase) or self._definite(phrase, sex, noun, work)
            if not found and noun is not None and noun.kind == "ordinal":
                return self._next_of_group(phrase)
            if found:
                return found
            told = phrase.ages or phrase.workplace or phrase.letters or any(map(self._at_home, phrase.origins))
            if noun is None and not (told or self._introduced(phrase)):
                return []
        if (
            phrase.number
            and noun is not None
            and noun.kind == "sex"
            and _HAD_AND.search(self.text, max(0, phrase.start - 40), phrase.start)
        ):
            turned = as_child(phrase.heads[-1])
            if turned is not phrase.heads[-1] and isinstance(turned.data, Kin):
                phrase.heads[-1] = turned
                owner = [one for one in self.subjects if scene.known(one)]
                spouse = [p for p in scene.cast.people if any(p.ties.get(id(one)) == "spouse" for one in owner)]
                people = [scene.new(phrase.start, turned.data.sex) for _ in range(min(phrase.number, 9))]
                scene.awaited = [(scene.sentence, person) for person in people]
                for person in people:
                    scene.of(person).kin_words.append(turned.data)
                self.tie(people, turned.data, [*owner, *spouse])
                return people
        if phrase.plural:
            return self._several_new(phrase)
        if phrase.det in ("no", "any", "every", "each") or (
            noun is None and work is not None and self._extra(phrase, work)
        ):
            return []
        return [scene.new(phrase.start, sex)]

    def _introduced(self, phrase: Phrase) -> bool:
        """As in "the farmer who found her": said for the first time, with a clause that tells who is meant."""
        work = phrase.work()
        after = self.text[phrase.end : phrase.end + 8].lower()
        return work is not None and work.flag in ("", "helper") and after.startswith((" who ", " whose", ", whose"))

    def _pair(self, phrase: Phrase, noun: Noun) -> list[Someone]:
        """For "the couple", "a couple", "the pair"."""
        scene = self.scene
        if noun.kind != "couple":
            return scene.several() if noun.kind == "pair" else []
        couple = scene.couple()
        row = scene.last_row(2) if not couple and phrase.det in ("the", "this") else []
        if row and not row[0].ties and not row[1].ties and {row[0].sex, row[1].sex} != {row[0].sex}:
            scene.cast.tie(row[0], "spouse", row[1])
            return row
        if couple and phrase.det in ("the", "this", "that", ""):
            return couple
        people = [scene.new(phrase.start, "f"), scene.new(phrase.start, "m")]
        scene.cast.tie(people[0], "spouse", people[1])
        return people

    def _children(self, phrase: Phrase) -> list[Someone]:
        """For "the children", "both kids", where the young were told of before."""
        young = any(head.low in ("children", "kids", "youngsters", "minors") for head in phrase.heads)
        return self._young() if young and phrase.det in ("the", "both") else []

    def _shares(self, phrase: Phrase) -> bool:
        """As in "disappeared together with his driver"."""
        return bool(_TOGETHER.search(self.text, max(0, phrase.start - 60), phrase.start))

    def _both_of(self, phrase: Phrase) -> str:
        """The determiner of "Both men", which may stand before the phrase."""
        return "both" if phrase.plural and self.text[max(0, phrase.start - 5) : phrase.start].lower() == "both " else ""

    def _suffers(self, phrase: Phrase) -> bool:
        """As in "A deputy manager of … has been shot": something grave is told of an official."""
        found = _SUFFERS.match(self.text, phrase.end)
        if found is None:
            return False
        deed = deeds().match(tokenize(found["deed"]), 0)
        return deed is not None and deed[1].voice == "p" and deed[1].kind in ("arrest", "detention", "return", "death")

    def _extra(self, phrase: Phrase, work: Work) -> bool:
        """An officer, an official, "her teacher": part of the story, nobody to protect, unless more is told."""
        if phrase.owner is not None:
            return not phrase.ages and not (phrase.preposition == "with" and self._shares(phrase))
        former = "former" in phrase.adjectives or "ex" in phrase.adjectives
        if phrase.det in ("a", "an") and work.flag == "weak" and self._suffers(phrase):
            return False
        return work.flag in ("weak", "reporter", "speaker") and not (phrase.ages or phrase.origins or former)

    def _several_new(self, phrase: Phrase) -> list[Someone]:
        """For "two women", "three teenagers": as many new people, if few and described."""
        scene, noun = self.scene, phrase.noun()
        number = phrase.number or (2 if noun and noun.kind in ("sex", "age") else 0)
        if not (1 < number <= 6 and (phrase.sex() or phrase.ages or phrase.work())):
            return []
        people = [scene.new(phrase.start, phrase.sex()) for _ in range(number)]
        if not phrase.ages:
            scene.awaited = [(scene.sentence, person) for person in people]
        return people
