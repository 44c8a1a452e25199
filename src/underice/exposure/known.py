"""What a vault adds to a draft: who is registered in a case, and what is public about them already.

Everything here is in memory and immutable; `underice.exposure.ledger` reads it from a vault. Printed forms show no
value, so that none reaches a log or a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, get_args

from underice.exposure.facts import Facts
from underice.exposure.intersection import together
from underice.exposure.mentions import Names
from underice.exposure.register.pattern import Tie
from underice.exposure.relatives import Kin, Told
from underice.people.facts import PersonFacts
from underice.people.kinship import sex_of, wide
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.places import gazetteer

FactKind = Literal[
    "name", "pseudonym", "sex", "birth", "origin", "residence", "arrived", "occupation", "workplace", "kin", "group",
    "event", "distinguishing", "photo", "voice", "document", "other",
]  # fmt: skip
"""The choices of disclosure.fact (vocabulary/kinds/disclosure.yaml)."""
FACT_KINDS: tuple[FactKind, ...] = get_args(FactKind)

DIRECT: tuple[FactKind, ...] = ("name", "photo", "voice", "document")
"""What says who somebody is, without any counting."""
_TIES: dict[str, Tie] = {"parent": "parent", "child": "child", "spouse": "spouse", "sibling": "sibling"}
HOME = "KP"


@dataclass(frozen=True, slots=True, repr=False)
class Published:
    """One thing that is public about a person.

    value: in the form of `disclosure.value`: "f" or "m", EDTF, gazetteer ids joined by "|", a relation of kinds/kin.yaml,
    else words. publication: its id, hexadecimal. date: when it came out (EDTF). words: as published, in `lang`.
    relative: key of the relative meant. retracted: taken back since; it counts all the same.
    """

    fact: FactKind
    value: str
    publication: str
    date: str | None = None
    lang: str | None = None
    words: str = ""
    retracted: bool = False
    relative: str = ""
    ours: bool = False
    title: str = ""
    id: str = ""

    def __repr__(self) -> str:
        return f"Published({self.fact}, value hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Registered:
    """One person of the vault: all records that are taken to be her.

    key: of the first record. records: keys of all. facts: the claims of all, side by side. perhaps: keys of registered
    people of whom nobody has decided whether they are the same person.
    """

    key: str
    records: frozenset[str]
    facts: PersonFacts
    perhaps: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Registered({len(self.records)} records, values hidden)"


@dataclass(frozen=True, repr=False)
class Known:
    """What a vault adds to a draft.

    people: registered people by key. published: what is public about each, by key. confirmed: whom an editor says a
    person of the draft (by ref) to be: a key, or None for nobody registered. case: its title, "" for the whole vault.
    """

    people: Mapping[str, Registered]
    published: Mapping[str, tuple[Published, ...]] = field(default_factory=dict)
    confirmed: Mapping[str, str | None] = field(default_factory=dict)
    case: str = ""

    def __repr__(self) -> str:
        return f"Known({len(self.people)} people, {sum(map(len, self.published.values()))} disclosures, hidden)"

    def confirming(self, confirmed: Mapping[str, str | None]) -> Known:
        """The same with other people confirmed; what was worked out of the names is kept."""
        other = replace(self, confirmed=dict(confirmed))
        for name in ("names", "key_by_record"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other

    @cached_property
    def names(self) -> Names:
        """All names of registered people, ready to be found in a text. Made once: some milliseconds a name."""
        return Names({key: (*one.facts.names, *one.facts.aliases) for key, one in self.people.items()})

    @cached_property
    def key_by_record(self) -> Mapping[str, str]:
        """The registered person to whom each record belongs."""
        return {record: key for key, one in self.people.items() for record in one.records}

    def key_of(self, record: str) -> str | None:
        """The registered person meant by a record's id or its beginning; None if it is nobody's or several people's."""
        keys = {key for other, key in self.key_by_record.items() if record and other.startswith(record)}
        return keys.pop() if len(keys) == 1 else None

    def public(self, key: str, *others: str) -> Told:
        """All that is public about a person (and of others who may be the same), intersected."""
        said = [one for each in (key, *others) for one in self.published.get(each, ())]
        return Told(facts_of(said), self._kin(said))

    def named(self, key: str) -> bool:
        """True if something public says directly who she is."""
        return any(one.fact in DIRECT for one in self.published.get(key, ()))

    def _kin(self, said: Iterable[Published]) -> tuple[Kin, ...]:
        """Relatives that are public, with what is public about them; each relative once."""
        found: dict[tuple[str, str], Kin] = {}
        for one in said:
            tie = _TIES.get(wide(one.value)) if one.fact == "kin" else None
            if tie is None:
                continue
            sex = sex_of(one.value)
            facts = Facts(sex="f" if sex == "f" else "m" if sex == "m" else None)
            if one.relative:
                facts = together(facts, facts_of(self.published.get(one.relative, ())))
            found.setdefault((one.relative or one.publication, one.value), Kin(tie, _plain(facts), "", one.relative))
        return tuple(found.values())


def _plain(facts: Facts) -> Facts:
    """What a register of households can hold of a relative."""
    return Facts(sex=facts.sex, birth=facts.birth, origin=facts.origin)


def facts_of(said: Iterable[Published]) -> Facts:
    """What somebody knows who has read all of it: the intersection. In whatever order it was published.

    Contradictions are named in `Facts.conflicts`. What no table counts is listed in `unmodelled`.
    """
    found = Facts()
    for one in sorted(said, key=lambda one: (one.fact, one.value, one.publication, one.words)):
        found = together(found, _fact(one))
    return found


def _fact(one: Published) -> Facts:
    """One disclosure as facts; a value that cannot be read is listed as uncounted rather than dropped."""
    if one.fact == "sex" and one.value in ("f", "m"):
        return Facts(sex="f" if one.value == "f" else "m")
    if one.fact == "birth" and (days := to_interval(one.value)) is not None:
        return Facts(birth=days)
    if one.fact == "arrived" and (days := to_interval(one.value)) is not None:
        return Facts(arrived=days)
    if one.fact == "origin" and (places := home_places(one.value)):
        return Facts(origin=places)
    if one.fact == "kin" and wide(one.value) in _TIES:
        return Facts()
    return Facts(unmodelled=(one.fact,))


def home_places(value: str) -> tuple[str, ...]:
    """The gazetteer ids in a value that lie in the home country."""
    places = gazetteer()
    found = []
    for one in value.split("|"):
        try:
            if places.within(one, HOME):
                found.append(one)
        except KeyError:
            continue
    return tuple(found)
