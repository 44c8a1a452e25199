"""How the report says persons, numbers and facts in one of the two languages."""

from __future__ import annotations

from datetime import date

from underice.exposure.anonymity import Count
from underice.exposure.reader.model import EventKind, Label, Person, Relation, Role, Sex
from underice.exposure.relatives import ClueFact
from underice.exposure.report.visible import visible
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.language import Language, translation
from underice.vocabulary.places import gazetteer


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_LABELS: dict[Label, str] = {
    "name": _("name"), "sex": _("sex"), "age": _("age"), "birth": _("birth"), "origin": _("place of origin"),
    "place": _("place"), "date": _("date"), "occupation": _("occupation"), "workplace": _("workplace"),
    "kin": _("family"), "group_size": _("size of the group"), "event": _("what happened"),
    "distinguishing": _("what few others share"),
}  # fmt: skip
_FACTS: dict[ClueFact, str] = {
    "origin": _("place of origin"), "birth": _("age"), "sex": _("sex"), "arrived": _("year of arrival"),
    "urban": _("town or village"), "kin": _("family"),
}  # fmt: skip
_ROLES: dict[Role, str] = {
    "at_risk": _("person at risk"), "kin": _("relative"), "helper": _("helper"), "author": _("author"),
    "public_figure": _("public figure"),
}  # fmt: skip
_SEXES: dict[Sex, str] = {"f": _("woman"), "m": _("man")}
_YOUNG: dict[Sex, str] = {"f": _("girl"), "m": _("boy")}
_EVENTS: dict[EventKind, str] = {
    "arrest": _("arrest"), "detention": _("detention"), "return": _("forced return"), "crossing": _("crossing"),
    "departure": _("departure"), "arrival": _("arrival"), "death": _("death"), "other": _("event"),
}  # fmt: skip
_RELATIVES: dict[tuple[Relation, Sex | None], str] = {
    ("child", "f"): _("daughter of {number}"), ("child", "m"): _("son of {number}"),
    ("child", None): _("child of {number}"),
    ("parent", "f"): _("mother of {number}"), ("parent", "m"): _("father of {number}"),
    ("parent", None): _("parent of {number}"),
    ("spouse", "f"): _("wife of {number}"), ("spouse", "m"): _("husband of {number}"),
    ("spouse", None): _("spouse of {number}"),
    ("sibling", "f"): _("sister of {number}"), ("sibling", "m"): _("brother of {number}"),
    ("sibling", None): _("brother or sister of {number}"),
    ("other", "f"): _("relative of {number}"), ("other", "m"): _("relative of {number}"),
    ("other", None): _("relative of {number}"),
}  # fmt: skip
_CHILDREN = {"boy", "boys", "girl", "girls", "소년", "소녀", "남아", "여아", "남자아이", "여자아이"}
_ADULT = 18
_HARDLY, _MANY_TIMES = 1.05, 10
_MILLION, _MYRIAD = 1_000_000, 10_000


def label_name(label: Label, lang: Language) -> str:
    """What the report calls a kind of words."""
    return translation(lang).gettext(_LABELS[label])


def fact_name(fact: ClueFact, lang: Language, of: str = "") -> str:
    """What the report calls a counted fact; of: the report's number of the relative whose fact it is."""
    _ = translation(lang).gettext
    named = _(_FACTS[fact])
    return _("{fact} of {number}").format(fact=named, number=of) if of else named


def people(number: int, lang: Language, *, up: bool = False) -> str:
    """A number of people, rounded outward from ten thousand on: down, or up if `up`.

    "921" stays; 10,968,321 becomes "10.9 million" or "1,096만".
    """
    if lang == "ko" and number >= _MYRIAD:
        return f"{-(-number // _MYRIAD) if up else number // _MYRIAD:,}만"
    if number >= _MILLION:
        tenths = -(-number * 10 // _MILLION) if up else number * 10 // _MILLION
        return translation(lang).gettext("{number} million").format(number=f"{tenths / 10:,.1f}")
    if number >= _MYRIAD:
        number = (-(-number // 1000) if up else number // 1000) * 1000
    return f"{number:,}"


def span_of(count: Count, lang: Language) -> str:
    """A count as a range, "7–43" or "11.7–11.8 million"; one number if both ends are equal."""
    low, high = people(count.low, lang), people(count.high, lang, up=True)
    if low == high:
        return low
    unit = next((one for one in (" million", "만") if low.endswith(one) and high.endswith(one)), "")
    return f"{low.removesuffix(unit)}–{high}"


def persons(count: Count, lang: Language) -> str:
    """A count of persons as a range: "7–40 people"."""
    return translation(lang).ngettext("{range} person", "{range} people", count.high).format(range=span_of(count, lang))


def factor(bits: float) -> str:
    """How many times as many people would fit without the words: "×34"; "" if it hardly matters."""
    times = 2.0**bits
    if times < _HARDLY:
        return ""
    if times < _MANY_TIMES:
        return f"×{times:.1f}"
    # Two figures that count: an estimate, and no more exact than the tables it comes from.
    grain = 10 ** max(0, len(str(int(times))) - 2)
    return f"×{round(times / grain) * grain:,}"


def gain(bits: float, lang: Language) -> str:
    """What words cost, as a sentence: "without it 34 times as many fit"."""
    _ = translation(lang).gettext
    times = factor(bits).removeprefix("×")
    return _("without it {times} times as many fit").format(times=times) if times else _("hardly matters here")


def ages(birth: DateInterval, on: date | None, lang: Language) -> str:
    """An interval of birth as ages on a day ("37–38"), or as years of birth where no day is known."""
    _ = translation(lang).gettext
    if on is None:
        first, last = birth.first.year, birth.last.year
        years = str(first) if first == last else f"{first}–{last}"
        return _("born {years}").format(years=years)
    low, high = _age(birth.last, on), _age(birth.first, on)
    return _("aged {ages}").format(ages=str(low) if low == high else f"{low}–{high}")


def _age(born: date, on: date) -> int:
    return max(on.year - born.year - ((on.month, on.day) < (born.month, born.day)), 0)


def place(ids: tuple[str, ...], lang: Language) -> str:
    """A place by its candidates: "Unsan (two places)" is said as both."""
    _ = translation(lang).gettext
    return _(" or ").join(gazetteer().label(candidate, lang) for candidate in ids[:2])


def when(edtf: str, lang: Language) -> str:
    """An EDTF date in words, as far as it is a day, a month or a year; as it is otherwise."""
    _ = translation(lang).gettext
    span = to_interval(edtf)
    if span is None or edtf.count("-") > 2 or "/" in edtf or not edtf.replace("-", "").isdigit():
        return edtf
    if edtf.count("-") == 2:
        return day(span.first, lang)
    if edtf.count("-") == 1 and int(edtf[5:]) <= 12:
        return _("{month}/{year}").format(year=span.first.year, month=span.first.month)
    return _("the year {year}").format(year=edtf) if len(edtf) == 4 else edtf


def day(on: date, lang: Language) -> str:
    """A day in words."""
    if lang == "ko":
        return f"{on.year}년 {on.month}월 {on.day}일"
    return f"{on.day} {on:%B} {on.year}"


def happened(kind: EventKind, on: str | None, where: tuple[str, ...], lang: Language) -> str:
    """An event in a few words: "arrest, 8 February 2026, Shenyang, Liaoning"."""
    parts = [translation(lang).gettext(_EVENTS[kind])]
    if on is not None:
        parts.append(when(on, lang))
    if where:
        parts.append(place(where, lang))
    return ", ".join(parts)


def who(person: Person, on: date | None, lang: Language, numbers: dict[str, int], sex_words: tuple[str, ...]) -> str:
    """A person as the draft tells her, in a few words, without more than the draft says.

    numbers: the report's number of each person by ref. sex_words: the draft's own words for her sex ("boy").
    """
    _ = translation(lang).gettext
    parts: list[str] = []
    if person.name is not None:
        shown = visible(person.name)
        parts.append(_("{name} (not the real name)").format(name=shown) if person.pseudonym else shown)
    tie = _tie(person, lang, numbers)
    if tie:
        parts.append(tie)
    elif person.sex is not None:
        young = _is_young(person, on) or any(word.casefold() in _CHILDREN for word in sex_words)
        parts.append(_((_YOUNG if young else _SEXES)[person.sex]))
    elif not parts:
        parts.append(_(_ROLES[person.role]))
    if person.birth is not None:
        parts.append(ages(person.birth, on, lang))
    if person.origin:
        parts.append(place(person.origin, lang))
    return ", ".join(parts)


def _is_young(person: Person, on: date | None) -> bool:
    return person.birth is not None and on is not None and _age(person.birth.first, on) < _ADULT


def _tie(person: Person, lang: Language, numbers: dict[str, int]) -> str | None:
    """Whose relative she is: of those named before her in the report, the first."""
    own = numbers.get(person.ref)
    known = sorted((numbers[tie.ref], tie.relation) for tie in person.kin_of if tie.ref in numbers)
    for number, relation in known:
        if own is None or number < own or person.role == "kin":
            return translation(lang).gettext(_RELATIVES[relation, person.sex]).format(number=f"[{number}]")
    return None
