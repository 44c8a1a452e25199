"""Records in words: what an entity is called, what a value says, which claims contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from underice.vocabulary.conflicts import conflict
from underice.vocabulary.kinds import Kind, Property, kind, property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.places import gazetteer
from underice.vocabulary.statement import Statement, reference
from underice.vocabulary.validation import place_ids, typed
from underice.vocabulary.visible import visible

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Entity


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_LANGUAGES = {"ko": _("Korean"), "en": _("English"), "zh": _("Chinese")}
"""The languages that sources of this field are in; another is told by its code."""


def heading(vault: Vault, entity: bytes, lang: Language) -> str:
    """What an entity is called: its first name or title, else the label of its kind."""
    found = kind(vault.kind_of(entity) or "")
    if found is None:
        return entity.hex()[:8]
    standing: dict[str, list[Statement]] = {}
    for line in vault.history(entity):
        if line.stands and not line.expunged and line.act in ("assert", "supersede"):
            standing.setdefault(line.statement.prop, []).append(line.statement)
    return _heading(found, standing, lang)


def _heading(found: Kind, standing: Mapping[str, Sequence[Statement]], lang: Language) -> str:
    for name in found.title:
        for one in standing.get(name, ()):
            return visible(plain_value(one, lang))
    return found.label[lang]


def plain_value(one: Statement, lang: Language) -> str:
    """A value as people read it, without looking anything up in the vault."""
    _ = translation(lang).gettext
    prop = property_of(one.kind, one.prop)
    if prop is None:
        return one.value
    match prop.type:
        case "choice":
            words = prop.options.get(one.value)
            return words[lang] if words else one.value
        case "language":
            return _(_LANGUAGES[one.value]) if one.value in _LANGUAGES else one.value
        case "flag":
            return _("yes") if one.value == "true" else _("no")
        case "place":
            return _place(one, lang)
        case "date":
            return one.value if one.norm in (None, one.value) else f"{one.value} ({one.norm})"
        case "age":
            return one.value if one.norm is None else _("{age} (born {days})").format(age=one.value, days=one.norm)
        case "reference" | "file":
            return one.value[:8]
        case _:
            return one.value


def _place(one: Statement, lang: Language) -> str:
    """The unit's name; for an ambiguous one all candidates, after the words of the source."""
    ids = place_ids(typed(one))
    try:
        labels = [gazetteer().label(place, lang) for place in ids]
    except KeyError:
        return one.value
    if len(labels) == 1 and (one.norm is None or one.value in labels[0]):
        return labels[0]
    joined = translation(lang).gettext(" or ").join(labels)
    return joined if one.norm is None else f"{one.value} ({joined})"


class Namer:
    """Names the records of one vault in one language; headings are looked up once."""

    def __init__(self, vault: Vault, lang: Language) -> None:
        self._vault = vault
        self._lang = lang
        self._headings: dict[bytes, str] = {}

    def heading(self, entity: bytes) -> str:
        """What an entity is called."""
        if entity not in self._headings:
            self._headings[entity] = heading(self._vault, entity, self._lang)
        return self._headings[entity]

    def value(self, one: Statement) -> str:
        """A value as people read it; another record by its name and the beginning of its id."""
        prop = property_of(one.kind, one.prop)
        aim = reference(one.value) if prop is not None and prop.type == "reference" else None
        if aim is not None:
            return f"{self.heading(aim)} {aim.hex()[:8]}"
        return visible(plain_value(one, self._lang))


def conflicts(entity: Entity) -> tuple[str, ...]:
    """The properties of an entity whose claims contradict each other, by the vocabulary's rules."""
    found = []
    for name, claims in entity.properties.items():
        prop = property_of(entity.kind, name)
        if prop is not None and conflict(prop, [claim.statement for claim in claims]):
            found.append(name)
    return tuple(found)


def order(found: Kind | None, properties: Mapping[str, object]) -> list[Property]:
    """The properties that are there, in the order of the vocabulary."""
    return [prop for prop in found.properties.values() if prop.name in properties] if found else []
