"""Why two names are taken for one or not, as reasons with values, and as sentences in Korean and English."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from underice.people.cells import Cell, class_prior
from underice.people.comparison import Features, compare
from underice.people.reading import Parse, parse, readings
from underice.people.spelling import one_syllable
from underice.people.tables import LATIN, PARTS, Scheme, alike, characters, letters, one_character, rules
from underice.vocabulary.language import Language, translation

Code = Literal[
    "unreadable",
    "order",
    "typed",
    "letters",
    "character",
    "variant",
    "pinyin",
    "same",
    "initial-sound-surname",
    "initial-sound",
    "characters-differ",
    "different",
    "partial",
    "open",
    "frequency",
]

_APART = -4.0  # overlap in bits below which a place counts as different
_BY_RULE: tuple[Scheme, ...] = ("rr", "dprk", "mr")
_RULE = 0.3  # a spelling is a scheme's own if the scheme writes at least this share of the letter so
_OPEN = 0.15  # another reading is told from this share on
_EVERYONE = 1_000_000  # names rarer than one in so many are not counted closer


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code, and the values that its sentence names."""

    code: Code
    values: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was compared and why it came out so.

    score: in [0, 1]; bits: weight of the evidence; same: the score reaches the threshold; reasons: in the order in
    which a person would tell them.
    """

    one: str
    other: str
    score: float
    bits: float
    same: bool
    reasons: tuple[Reason, ...]

    def sentences(self, lang: Language) -> tuple[str, ...]:
        """The verdict and the reasons, one sentence each."""
        return (_verdict(self, lang), *(sentence(reason, lang) for reason in self.reasons))


def reasons(one: str, other: str, found: Features) -> tuple[Reason, ...]:
    """The reasons behind the features of two names."""
    if found.left is None or found.right is None:
        return tuple(_reason("unreadable", name=name) for name in dict.fromkeys((one, other)) if not parse(name).parses)
    told: list[Reason] = []
    for name, side in ((one, found.left), (other, found.right)):
        if side.order in ("surname-last", "reversed"):
            told.append(_reason("order", name=name))
        if side.typed:
            told.append(_reason("typed", name=name, hangul=side.best))
    if found.slip is not None and not (found.left.typed or found.right.typed):
        told.append(_reason("typed", name=found.slip.name, hangul=found.slip.hangul))
        return tuple(told)
    agreed = True
    chance = 1.0
    for a, b in zip(found.left.cells, found.right.cells, strict=False):
        if a is None or b is None:
            continue
        unit = _shared(a, b)
        two_characters = bool(a.char and b.char and not one_character(a.char, b.char))
        agreed &= not two_characters
        if not unit or (compare(a, b)[1] < _APART and not two_characters):
            agreed = False
            told.append(_reason("different", one=_shown(a), other=_shown(b), first=a.best, second=b.best))
            continue
        chance *= class_prior(a.slot, unit[0])
        told += _place(a, b, unit)
    if found.uneven:
        told.append(_reason("partial", short=min(one, other, key=_syllables), long=max(one, other, key=_syllables)))
    elif agreed:
        told += _open((one, found.left), (other, found.right))
        told.append(_reason("frequency", number=_rounded(1 / max(chance, 1 / _EVERYONE))))
    return tuple(dict.fromkeys(told))


def _reason(code: Code, **values: str | int) -> Reason:
    return Reason(code, tuple(values.items()))


def _syllables(name: str) -> int:
    return len(parse(name).parses[0].cells)


def _shown(cell: Cell) -> str:
    """The text of a cell as a reader expects it: Latin and Cyrillic with a capital letter."""
    return cell.text if cell.scheme in ("hangul", "hanja") else cell.text.capitalize()


def _shared(a: Cell, b: Cell) -> tuple[str, str] | None:
    """The Hangul that both cells most probably stand for, each in its own initial-sound spelling."""
    best, found = 0.0, None
    for unit, p in a.share.items():
        for other, q in b.share.items():
            weight = p * q * (1.0 if unit == other else 0.5)
            if weight > best and alike(unit, a.slot) == alike(other, a.slot):
                best, found = weight, (unit, other)
    return found


def _place(a: Cell, b: Cell, units: tuple[str, str]) -> Iterator[Reason]:
    """What is to be said of a place that agrees."""
    for cell, unit in zip((a, b), units, strict=True):
        if cell.scheme == "hanja":
            if cell.char != cell.text:
                yield _reason("variant", text=cell.text, full=cell.char)
            if all(char in characters() for char in cell.char):
                yield _reason("character", text=cell.char, hangul=unit)
        elif cell.scheme == "pinyin":
            yield _reason("pinyin", text=_shown(cell), hangul=unit)
        elif cell.scheme != "hangul":
            yield _reason("letters", text=_shown(cell), hangul=unit, scheme=_scheme_of(cell, unit))
    if units[0] != units[1]:
        yield _reason("initial-sound-surname" if a.slot == "S" else "initial-sound", one=units[0], other=units[1])
    elif a.scheme == b.scheme == "hangul":
        yield _reason("same", hangul=units[0])
    if a.char and b.char and a.char != b.char and one_character(a.char, b.char):
        short, full = (a, b) if characters()[a.char].full == b.char else (b, a)
        yield _reason("variant", text=short.char, full=full.char)
    elif a.char and b.char and a.char != b.char:
        yield _reason("characters-differ", one=a.char, other=b.char, hangul=units[0])


def _scheme_of(cell: Cell, unit: str) -> Scheme:
    """The scheme by whose rule a syllable is spelt so: the one of its parse, else another, else ad hoc."""
    symbols = cell.symbols or one_syllable(cell.text)
    if cell.scheme not in LATIN or len(unit) > 1 or symbols is None:
        return cell.scheme
    by_letter = tuple(zip(PARTS, letters(unit), symbols, strict=True))
    for scheme in (cell.scheme, *_BY_RULE):
        table = rules()[scheme]
        if scheme != "press" and all(dict(table[part].get(s, ())).get(n, 0.0) > _RULE for part, n, s in by_letter):
            return scheme
    return "press"


def _open(*sides: tuple[str, Parse]) -> Iterator[Reason]:
    """Names that can be read in more than one way."""
    for name, side in sides:
        others = [one.hangul for one in readings(name, 4) if one.share >= _OPEN]
        if len(others) > 1 and side.scheme != "hangul":
            yield _reason("open", name=name, readings=", ".join(others))


def _rounded(number: float) -> int:
    """One figure only: 3,000, never 3,127."""
    size = int(10 ** max(0, math.floor(math.log10(number))))
    return max(1, round(number / size)) * size


def scheme_label(scheme: str, lang: Language) -> str:
    """The name of a way to write Korean, in the language of the reader; raises KeyError for one that is not known."""
    _ = translation(lang).gettext
    return {
        "rr": _("Revised Romanization"),
        "mr": _("McCune–Reischauer"),
        "dprk": _("North Korean spelling"),
        "press": _("ad-hoc spelling"),
        "yale": _("Yale romanisation"),
        "east": _("Central European spelling"),
        "pinyin": _("Mandarin pinyin"),
        "kontsevich": _("Cyrillic after Kontsevich"),
        "kana": _("Japanese kana"),
        "hangul": _("Hangul"),
        "hanja": _("Chinese characters"),
    }[scheme]


def _verdict(found: Explanation, lang: Language) -> str:
    _ = translation(lang).gettext
    if found.same:
        text = _("“{one}” and “{other}” are taken for the same name (score {score}, {bits} bits).")
    else:
        text = _("“{one}” and “{other}” are not taken for the same name (score {score}, {bits} bits).")
    return text.format(one=found.one, other=found.other, score=f"{found.score:.2f}", bits=f"{found.bits:.0f}")


def sentence(reason: Reason, lang: Language) -> str:
    """One reason as a sentence."""
    _ = translation(lang).gettext
    templates: dict[Code, str] = {
        "unreadable": _("“{name}” cannot be read as a Korean name."),
        "order": _("“{name}” is written with the surname last."),
        "typed": _("“{name}” seems to have a letter wrong; it is read as {hangul}."),
        "letters": _("‘{text}’ stands for {hangul} ({scheme})."),
        "character": _("{text} reads {hangul}."),
        "variant": _("{text} is another form of {full}."),
        "pinyin": _("‘{text}’ is the Mandarin reading of characters that Korean reads {hangul}."),
        "same": _("Both have {hangul}."),
        "initial-sound-surname": _("{one} and {other} are the same surname in North and South spelling."),
        "initial-sound": _("{one} and {other} are the same syllable in North and South spelling."),
        "characters-differ": _("{one} and {other} both read {hangul} but are different characters."),
        "different": _("‘{one}’ ({first}) and ‘{other}’ ({second}) are different syllables."),
        "partial": _("“{short}” lacks a part that “{long}” has, so they match in part only."),
        "open": _("“{name}” can be read as {readings}; the spelling alone does not tell."),
        "frequency": _("Roughly one person in {number} bears a name with these syllables."),
    }
    values = dict(reason.values)
    if reason.code == "letters":
        values["scheme"] = scheme_label(str(values["scheme"]), lang)
    if "number" in values:
        values["number"] = f"{values['number']:,}"
    return templates[reason.code].format(**values)
