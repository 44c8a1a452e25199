"""Phrases that denote people, as cut out of a sentence: their heads and what was found beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Kin, Noun, Work, words
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.model import Sex
from underice.vocabulary.numerals import english_number

POSSESSIVES = words("possessives")
PRONOUNS = words("pronouns")
ARTICLES = words("articles")
NUMBER_WORDS = words("numbers")
_WOMENS_WORK = words("womens_work")
_MENS_WORK = words("mens_work")


@dataclass(eq=False, slots=True)
class Phrase:
    """One noun phrase. first..last are item indices (end exclusive); heads are the words that denote the person(s)."""

    first: int
    last: int
    start: int
    end: int
    det: str = ""
    pron: str = ""
    owner: Phrase | None = None
    of: Phrase | None = None
    number: int | None = None
    heads: list[Item] = field(default_factory=list)
    ages: list[Item] = field(default_factory=list)
    births: list[Item] = field(default_factory=list)
    origins: list[Item] = field(default_factory=list)
    letters: list[Item] = field(default_factory=list)
    workplace: tuple[int, int] | None = None
    group: int | None = None
    group_span: tuple[int, int] | None = None
    some_of: int | None = None
    families: bool = False
    household: bool = False
    ours: bool = False
    adjectives: tuple[str, ...] = ()
    pseudonym: bool = False
    genitive: bool = False
    poss_only: bool = False
    preposition: str = ""
    conj: int = -1
    rank: str = ""

    def names(self) -> list[NameFound]:
        """The names among the heads."""
        return [head.data for head in self.heads if isinstance(head.data, NameFound)]

    def kin(self) -> Kin | None:
        """The first word for a relative, if any."""
        return next((head.data for head in self.heads if isinstance(head.data, Kin)), None)

    def noun(self) -> Noun | None:
        """The last plain person noun, if any ("North Korean defectors" → defectors)."""
        return next((head.data for head in reversed(self.heads) if isinstance(head.data, Noun)), None)

    def work(self) -> Work | None:
        """The first word for work, if any."""
        return next((head.data for head in self.heads if isinstance(head.data, Work)), None)

    def sex(self) -> Sex | None:
        """What the words say of the sex."""
        for head in [*self.heads, *self.letters]:
            if isinstance(head.data, Kin | Noun) and head.data.sex is not None:
                return head.data.sex
            if isinstance(head.data, Work):
                last = head.low.split()[-1]
                if last in _WOMENS_WORK or last.endswith(("woman", "girl")):
                    return "f"
                if last in _MENS_WORK or last.endswith(("man", "boy")):
                    return "m"
        return None

    @property
    def public(self) -> bool:
        """True for a public figure or an author by line."""
        return any(name.kind in ("figure", "author") for name in self.names())

    @property
    def plural(self) -> bool:
        """True if the words denote more than one person."""
        if self.number is not None:
            return self.number > 1
        kin, noun, work = self.kin(), self.noun(), self.work()
        return bool(
            (kin and kin.number != 1) or (noun and noun.number > 1) or (work and work.number > 1 and not self.names())
        )


def number_of(item: Item) -> int | None:
    """The value of a number word or figure below 100,000."""
    if item.kind not in ("word",):
        return None
    low = item.low
    if low.replace(",", "").isdecimal():
        return int(low.replace(",", "")[:9])
    if low in NUMBER_WORDS or "-" in low and low.split("-")[0] in NUMBER_WORDS:
        return english_number(low)
    return None


def as_child(head: Item) -> Item:
    """As in "her boy" is her son, "his widow" was his wife."""
    data = head.data
    last = head.low.split()[-1]
    if isinstance(data, Noun) and last in ("boy", "girl", "boys", "girls"):
        return replace(head, kind="kin", data=Kin("child", data.sex, data.number))
    if isinstance(data, Noun) and last in ("widow", "widower"):
        return replace(head, kind="kin", data=Kin("spouse", data.sex, 1))
    return head


def wordlike(low: str) -> bool:
    """True for letters only, blanks and hyphens aside."""
    return low.replace("-", "").replace(" ", "").isalpha()


def premodifier(item: Item) -> bool:
    """True for an age that stands before its noun ("38-year-old", "teenage")."""
    return "old" in item.low or item.low in ("teenage", "teenaged", "newborn", "infant", "toddler")


def is_letter(item: Item) -> bool:
    """True for the sex as a letter or word of a list ("F", "male")."""
    return isinstance(item.data, Noun) and item.data.kind == "letter"
