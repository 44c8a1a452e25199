"""The ladder of a word for a relative: the same tie without the sex, then a relative and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from underice.exposure.reader.model import Lang, Person, Reading, Relation

_ADULT = 19
_PLAIN: dict[Relation, dict[Lang, tuple[str, str]]] = {
    "child": {"ko": ("자녀", "자녀"), "en": ("child", "children")},
    "parent": {"ko": ("부모", "부모"), "en": ("parent", "parents")},
    "spouse": {"ko": ("배우자", "배우자"), "en": ("spouse", "spouses")},
    "sibling": {"ko": ("동기", "동기"), "en": ("sibling", "siblings")},
}
_RELATIVE: dict[Lang, tuple[str, str]] = {"ko": ("가족", "가족"), "en": ("relative", "relatives")}
_CLOSE: tuple[Relation, ...] = ("child", "parent", "spouse", "sibling")
_MANY_ENGLISH = re.compile(r"(?:children|parents|people|women|men|[a-z]+(?<!s)s|[a-z]+s-in-law)$", re.IGNORECASE)


def steps(person: Person, texts: Sequence[str], reading: Reading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The steps for the words of one relative: (kind, words for each text)."""
    lang = reading.lang
    relation = next((tie.relation for tie in person.kin_of if tie.relation in _CLOSE), "other")
    if relation in _PLAIN and relation != "sibling" or lang == "en" and relation in _PLAIN:
        young = relation == "child" and _young(person, reading)
        one, many = ("아이", "아이") if young and lang == "ko" else _PLAIN[relation][lang]
        yield "plain", tuple(_like(text, one, many, lang) for text in texts)
    one, many = _RELATIVE[lang]
    yield "relative", tuple(one if lang == "ko" else _like(text, one, many, lang) for text in texts)


def _young(person: Person, reading: Reading) -> bool:
    on = reading.date
    return person.birth is not None and on is not None and on.year - person.birth.first.year < _ADULT


def _like(text: str, one: str, many: str, lang: Lang) -> str:
    """The word in the number of the text, with the count that stands before it ("두 아들" → "두 아이")."""
    if lang == "ko":
        counted = re.match(r"(?:두|세|네|다섯|여섯) ", text)
        return (counted.group() if counted else "") + one
    counted_en = re.match(r"(?:two|three|four|five|six|both) ", text, re.IGNORECASE)
    return (counted_en.group() if counted_en else "") + (many if _MANY_ENGLISH.search(text) else one)
