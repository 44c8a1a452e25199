"""The kinds of record and their properties, read from the YAML files in `kinds/`: what can be said, in both languages.

Every property has a type, a label and a help text in Korean and English, a class of sensitivity, a cardinality, and
what it maps to in two formats of the field: the HURIDOCS Events Standard Formats (field number) and FollowTheMoney
("Schema:property"); None where there is no verified counterpart. `underice.vocabulary.validation` holds statements to
this.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

import yaml

from underice.vocabulary.language import LANGUAGES, Language

FOLDER = Path(__file__).parent / "kinds"
NOTHING = "nothing"

Type = Literal[
    "text", "name", "date", "age", "place", "reference", "choice", "number", "language", "flag", "url", "file"
]
"""What a value is. text, name: any words. date: EDTF. age: a number or words for one. place: gazetteer ids, several
joined by "|" if the name is ambiguous. reference: the id of an entity of one of the kinds in `to`. choice: a key of
`options`. number: digits, decimal point allowed. language: BCP 47. flag: "true" or "false". url: an absolute web
address. file: the id of an attachment. For a date or a place the words of the source may stand in `Statement.value` if
`Statement.norm` holds the date or the ids; beside an age, `norm` holds the possible days of birth."""

TYPES: tuple[Type, ...] = get_args(Type)

Words = Mapping[Language, str]
"""One text in each language."""

ORDER = (
    "person", "kin", "group", "incident", "journey", "leg", "place", "source", "document", "consent", "publication",
    "disclosure", "action", "outcome", "note", "identity", "clearance", "draft",
    "signer", "decision", "belief", "run", "forecast",
)  # fmt: skip
"""The kinds in the order in which people are shown them; also the list of files."""
BY_PROGRAM = frozenset(("clearance", "disclosure", "draft", "signer", "decision", "belief", "run", "forecast"))
"""Kinds that only the program records, as part of what it does: nobody types a clearance in."""

_KIND_KEYS = {"kind", "label", "plural", "help", "title", "huridocs", "followthemoney", "properties"}
_PROPERTY_KEYS = {"type", "many", "sensitivity", "label", "help", "huridocs", "followthemoney"}


class BadVocabulary(ValueError):
    """A vocabulary file that does not keep to its form. The message names file and key."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class of sensitivity, 0 (public) to 4 (endangers life)."""

    number: int
    label: Words
    help: Words


@dataclass(frozen=True, slots=True)
class HuridocsField:
    """A field of the HURIDOCS Events Standard Formats: its number, format and name."""

    number: str
    format: str
    name: str


@dataclass(frozen=True, slots=True)
class Property:
    """Something that can be said about an entity of a kind.

    many: several values may hold at once; otherwise different values that stand are a conflict. sensitivity: the class
    a statement gets unless it is given another. to: kinds a reference may aim at. options: the choices, with labels.
    huridocs: field number; followthemoney: "Schema:property"; None = no counterpart.
    """

    name: str
    type: Type
    many: bool
    sensitivity: int
    label: Words
    help: Words
    huridocs: str | None
    followthemoney: str | None
    to: tuple[str, ...] = ()
    options: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. title: the properties that make its heading, best first."""

    name: str
    label: Words
    plural: Words
    help: Words
    title: tuple[str, ...]
    huridocs: str | None
    followthemoney: str | None
    properties: Mapping[str, Property]


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name, in the order in which people are shown them. Raises BadVocabulary if a file is wrong."""
    return MappingProxyType({name: read_kind(FOLDER / f"{name}.yaml") for name in ORDER})


def kind(name: str) -> Kind | None:
    """One kind, or None if there is none of that name."""
    return kinds().get(name)


def property_of(kind_name: str, name: str) -> Property | None:
    """One property of a kind, or None."""
    found = kind(kind_name)
    return found.properties.get(name) if found else None


@cache
def classes() -> tuple[Class, ...]:
    """The five classes of sensitivity, in order."""
    entries = _load(FOLDER / "classes.yaml")
    if not isinstance(entries, list):
        raise BadVocabulary("classes.yaml: not a list")
    found = tuple(_class(_Table(entry, "classes.yaml")) for entry in entries)
    if [one.number for one in found] != list(range(5)):
        raise BadVocabulary("classes.yaml: the classes are 0 to 4, in order")
    return found


def _class(table: _Table) -> Class:
    table.only({"class", "label", "help"})
    return Class(table.whole("class"), table.words("label"), table.words("help"))


@cache
def huridocs_fields() -> Mapping[str, HuridocsField]:
    """The fields of the HURIDOCS Events Standard Formats by number (source: see kinds/SOURCES.md)."""
    with (FOLDER / "huridocs_events.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["number"]: HuridocsField(**row) for row in csv.DictReader(file)})


def read_kind(path: Path) -> Kind:
    """Read one file. Raises BadVocabulary, OSError."""
    table = _Table(_load(path), path.name)
    table.only(_KIND_KEYS)
    properties = table.table("properties")
    found = Kind(
        table.text("kind"),
        table.words("label"),
        table.words("plural"),
        table.words("help"),
        table.names("title"),
        table.mapping("huridocs"),
        table.mapping("followthemoney"),
        MappingProxyType({name: _property(name, properties.table(name)) for name in properties}),
    )
    if found.name != path.stem:
        raise BadVocabulary(f"{path.name}: is called {found.name!r}")
    for name in found.title:
        if name not in found.properties:
            raise BadVocabulary(f"{path.name}: no property {name!r} for its heading")
    return found


def _property(name: str, table: _Table) -> Property:
    type_ = table.text("type")
    if type_ not in TYPES:
        raise BadVocabulary(f"{table.where}: no type {type_!r}")
    table.only(_PROPERTY_KEYS | {"reference": {"to"}, "choice": {"options"}}.get(type_, set()))
    sensitivity = table.whole("sensitivity")
    if not 0 <= sensitivity <= 4:
        raise BadVocabulary(f"{table.where}: no class {sensitivity}")
    to = table.names("to") if type_ == "reference" else ()
    for other in to:
        if other not in ORDER:
            raise BadVocabulary(f"{table.where}: no kind {other!r} to refer to")
    options = table.table("options") if type_ == "choice" else None
    return Property(
        name,
        type_,
        table.truth("many"),
        sensitivity,
        table.words("label"),
        table.words("help"),
        table.mapping("huridocs"),
        table.mapping("followthemoney"),
        to,
        MappingProxyType({key: options.words(key) for key in options} if options else {}),
    )


def _load(path: Path) -> object:
    """What a YAML file holds, read without running anything in it. Raises BadVocabulary."""
    try:
        # The loader written in C is ten times faster; not every build of PyYAML has it.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8"))
        return cast(object, loader.get_single_data())
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as failure:
        raise BadVocabulary(f"{path.name}: {type(failure).__name__}") from None


class _Table:
    """A table of a YAML file, read key by key; what is not as it should be raises BadVocabulary."""

    def __init__(self, content: object, where: str) -> None:
        if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
            raise BadVocabulary(f"{where}: not a table")
        self._content: dict[str, object] = content
        self.where = where

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def only(self, known: set[str]) -> None:
        """Refuse keys that nobody would read."""
        for key in self._content:
            if key not in known:
                raise BadVocabulary(f"{self.where}: unknown key {key!r}")

    def _get(self, key: str) -> object:
        if key not in self._content:
            raise BadVocabulary(f"{self.where}: {key!r} is missing")
        return self._content[key]

    def table(self, key: str) -> _Table:
        return _Table(self._get(key), f"{self.where}, {key}")

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise BadVocabulary(f"{self.where}: {key!r} is not a text")
        return value

    def words(self, key: str) -> Words:
        """A text in each language."""
        table = self.table(key)
        table.only(set(LANGUAGES))
        return MappingProxyType({lang: table.text(lang) for lang in LANGUAGES})

    def names(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
            raise BadVocabulary(f"{self.where}: {key!r} is not a list of names")
        return tuple(value)

    def whole(self, key: str) -> int:
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadVocabulary(f"{self.where}: {key!r} is not a whole number")
        return value

    def truth(self, key: str) -> bool:
        value = self._get(key)
        if not isinstance(value, bool):
            raise BadVocabulary(f"{self.where}: {key!r} is neither true nor false")
        return value

    def mapping(self, key: str) -> str | None:
        """A counterpart in another format; "nothing" is said, not left out."""
        value = self.text(key)
        return None if value == NOTHING else value
