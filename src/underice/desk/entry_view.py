"""Fields in which a value is entered, and what was typed in them: one for every property of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from underice.people.entry_words import fault_words
from underice.people.record_words import heading
from underice.people.recording import Frame, Refused, date_of, recent_sources, say
from underice.people.referring import meant
from underice.vocabulary.entering import date_said
from underice.vocabulary.kinds import BY_PROGRAM, Kind, Property, classes, kind, kinds
from underice.vocabulary.language import Language, translation
from underice.vocabulary.statement import Statement, new_id, reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from underice.desk.request import Form
    from underice.vault.vault import Vault

LONGEST = 100_000
_SHORT = 300
SOURCES = 9
"""Sources offered, the last used first; another is found by its name or id, or made in place."""
PREFIX = "p_"
"""Stands before the name of a property in the fields of a whole record."""
_CONSENTS = 40
_MANY = 20
_LONG = ("text", "description", "remark", "conditions", "response", "reason", "appearance", "health")
"""Properties whose values may be long: they get a field of several lines."""


class Wrong(Exception):
    """What was typed cannot be recorded. message: why, in the reader's language. field: the name of the field."""

    def __init__(self, message: str, name: str = "", choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.message = message
        self.field = name
        self.choices = tuple(choices)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. widget: "text", "long", "choice", "number". choices: value and words; typed: what stands in it.

    hint: what it is for, and how to write it. wrong: why what stands in it cannot be kept.
    """

    name: str
    label: str
    hint: str
    widget: str
    typed: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    wrong: str = ""


@dataclass(slots=True)
class Around:
    """What a form asks besides the value: source, when it was said, how sure; and what stands there."""

    sources: tuple[tuple[str, str], ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    consents: tuple[tuple[str, str], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


NAMES = (
    "source", "new_source", "new_source_type", "said", "confidence", "locator", "held_from", "held_to", "sensitivity",
    "consent",
)  # fmt: skip


def recordable() -> tuple[Kind, ...]:
    """The kinds of which people record something by hand, in the order of the vocabulary."""
    return tuple(one for one in kinds().values() if one.name not in BY_PROGRAM | {"identity"})


def enterable(found: Kind) -> tuple[Property, ...]:
    """The properties of a kind that are entered in a field; files come in with lists and documents."""
    return tuple(one for one in found.properties.values() if one.type != "file" and one.name != "digest")


def field_of(
    vault: Vault,
    prop: Property,
    lang: Language,
    *,
    name: str,
    typed: str = "",
    choices: Sequence[tuple[str, str]] = (),
    wrong: str = "",
) -> Field:
    """The field for a property. choices: records of which one is to be chosen, where the words fit several."""
    _ = translation(lang).gettext
    offered = tuple(choices)
    if prop.type == "choice":
        offered = tuple((key, words[lang]) for key, words in prop.options.items())
    elif prop.type == "flag":
        offered = (("true", _("yes")), ("false", _("no")))
    elif prop.type == "reference" and not offered:
        aim = reference(typed)
        offered = ((typed, heading(vault, aim, lang)),) if aim is not None and vault.kind_of(aim) in prop.to else ()
    widget = "choice" if offered else "long" if prop.name in _LONG else "text"
    return Field(name, prop.label[lang], _hint(prop, lang), widget, typed, offered, wrong)


def _hint(prop: Property, lang: Language) -> str:
    """What the property is, and how a value of its type is written."""
    _ = translation(lang).gettext
    how = {
        "date": _("Such as 1974, 1974-05-03, “about 1949” or 1974년 5월."),
        "age": _("Such as 38, 38세 or 만 38세."),
        "place": _("A county or a city, in any script."),
        "reference": _("A name, words of its title, or the beginning of its id."),
        "language": _("A code: ko, zh, en."),
        "number": _("Digits."),
        "url": _("It begins with http:// or https://."),
    }.get(prop.type, "")
    told = prop.help[lang]  # many say how by themselves
    return told if any(char.isdigit() for char in told) else f"{told} {how}".strip()


def around(vault: Vault, said: Form, lang: Language, *, wrong: str = "", message: str = "") -> Around:
    """What is asked besides the value, as it stands in the form."""
    found = kind("source")
    types = found.properties["type"].options if found is not None else {}
    recent = recent_sources(vault, SOURCES)
    chosen = reference(said.first("source"))
    if chosen is not None and chosen not in recent and vault.kind_of(chosen) == "source":
        recent = (chosen, *recent)
    return Around(
        tuple((one.hex(), heading(vault, one, lang)) for one in recent),
        tuple((key, words[lang]) for key, words in types.items()),
        tuple((one.hex(), heading(vault, one, lang)) for one in islice(vault.entities("consent"), _CONSENTS)),
        tuple((str(one.number), f"{one.number} · {one.label[lang]}") for one in classes()),
        {name: said.first(name) for name in NAMES},
        {wrong: message} if wrong else {},
    )


def frame(vault: Vault, said: Form, lang: Language, own: bytes | None = None) -> tuple[Frame, list[Statement]]:
    """What holds for all that is recorded, and the statements of a source that is made in place. Raises Wrong.

    own: the record itself, if it is a source: it speaks for itself.
    """
    made: list[Statement] = []
    days = {name: _day(said, name, lang) for name in ("said", "held_from", "held_to")}
    title = said.first("new_source").strip() if own is None else ""
    source = own or (_new_source(vault, title, said, days["said"], lang, made) if title else _source(vault, said, lang))
    consent = reference(said.first("consent"))
    if consent is not None and vault.kind_of(consent) != "consent":
        consent = None
    locator = said.first("locator").strip()[:_SHORT]
    return Frame(
        source,
        days["said"] or (None if made else date_of(vault, source)),
        days["held_from"],
        days["held_to"],
        locator or None,
        _percent(said, lang),
        _class(said.first("sensitivity")),
        consent,
    ), made


def _source(vault: Vault, said: Form, lang: Language) -> bytes:
    _ = translation(lang).gettext
    chosen = reference(said.first("source"))
    if chosen is None or vault.kind_of(chosen) != "source":
        raise Wrong(_("Every statement needs a source. Choose one, or write the title of a new one."), "new_source")
    return chosen


def _new_source(vault: Vault, title: str, said: Form, on: str | None, lang: Language, made: list[Statement]) -> bytes:
    found = kind("source")
    if found is None:
        raise Wrong("")
    entity = new_id()
    own = Frame(entity)
    told = [("title", title), ("type", said.first("new_source_type")), ("date", on or "")]
    for name, words in told:
        if words:
            prop = found.properties[name]
            made.append(entered(vault, entity, found, prop, words, own, lang, name="new_source"))
    return entity


def _day(said: Form, name: str, lang: Language) -> str | None:
    words = said.first(name).strip()
    if not words:
        return None
    day = date_said(words[:_SHORT])
    if day is None:
        _ = translation(lang).gettext
        raise Wrong(_("this is no date; write it like 1974, 1974-05-03, “about 1949” or 1974년 5월."), name)
    return day


def _percent(said: Form, lang: Language) -> int | None:
    words = said.first("confidence").strip().removesuffix("%").strip()
    if not words:
        return None
    if not (words.isascii() and words.isdecimal() and len(words) < 4 and int(words) <= 100):
        raise Wrong(translation(lang).gettext("this is no number from 0 to 100."), "confidence")
    return int(words)


def _class(typed: str) -> int | None:
    return int(typed) if typed in ("0", "1", "2", "3", "4") else None


def entered(
    vault: Vault,
    entity: bytes,
    found: Kind,
    prop: Property,
    words: str,
    held: Frame,
    lang: Language,
    *,
    name: str,
    target: bytes | None = None,
) -> Statement:
    """What was typed for a property, as a statement; nothing is recorded. target: the statement it replaces. Raises Wrong."""
    _ = translation(lang).gettext
    candidates: list[bytes] = []

    def one_of(typed: str) -> bytes | None:
        candidates.extend(meant(vault, prop.to, typed))
        return candidates[0] if len(candidates) == 1 else None

    try:
        return say(vault, entity, found, prop, words, held, resolve=one_of, target=target)
    except Refused as refused:
        if len(candidates) > 1:
            choices = [(one.hex(), f"{heading(vault, one, lang)} · {one.hex()[:8]}") for one in candidates]
            raise Wrong(_("several records fit; choose the one that is meant."), name, choices) from None
        raise Wrong(fault_words(refused.code, prop, lang), name) from None


def several(vault: Vault, found: Kind, said: Form, held: Frame, entity: bytes, lang: Language) -> Iterator[Statement]:
    """What was typed in the fields of a whole record, as statements. Raises Wrong."""
    for prop in enterable(found):
        name = f"{PREFIX}{prop.name}"
        for words in said.fields.get(name, ())[:_MANY]:
            if words.strip():
                yield entered(vault, entity, found, prop, words[:LONGEST], held, lang, name=name)
