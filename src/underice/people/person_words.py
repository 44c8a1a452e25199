"""What speaks for and against two records being one person, in words; births, homes and names as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.places import gazetteer
from underice.vocabulary.visible import visible

if TYPE_CHECKING:
    from underice.people.directory import Candidate
    from underice.people.explanation import Reason
    from underice.people.fact_weights import Part
    from underice.people.facts import KinFact, PersonFacts
    from underice.people.match import Match

WIDTH = 80
_LEAST = 0.3  # bits below which a fact is not worth telling
_TOWARDS = 0.75
_Words = Callable[[dict[str, str]], str]


_MOST_REASONS = 3
_MOST_KIN = 2
_PLAIN = frozenset(("same", "letters", "character", "pinyin", "frequency"))


def wrapped(items: Iterable[str], indent: str, first: str | None = None, width: int = WIDTH) -> Iterator[str]:
    """Items joined by " · " in lines of at most `width` columns; an item too long for a line is cut between words."""
    from rich.cells import cell_len

    line, empty = (indent if first is None else first), True
    for item in items:
        for place, piece in enumerate(_pieces(item, width - cell_len(indent))):
            joint = "" if empty else " " if place else " · "
            if not empty and cell_len(line) + len(joint) + cell_len(piece) > width:
                yield line
                line, joint = indent, ""
            line, empty = f"{line}{joint}{piece}", False
    if not empty:
        yield line


def _pieces(item: str, width: int) -> list[str]:
    """The item, or its words if it is wider than a line."""
    from rich.cells import cell_len

    if cell_len(item) <= width:
        return [item]
    return item.split(" ")


def reasons(matches: Sequence[Match], lang: Language) -> tuple[list[str], list[str]]:
    """What speaks for one person and what against, the heaviest first, each sort of reason once; names as they come."""
    sides: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for match in matches:
        for part in match.parts:
            if said := reason(part, lang):
                mark = said if part.fact == "name" else part.fact
                sides[0 if part.bits > 0 else 1].setdefault(mark, said)
    return list(sides[0].values()), list(sides[1].values())


def reason(part: Part, lang: Language) -> str:
    """One part as a few words; "" if it weighs next to nothing."""
    if abs(part.bits) < _LEAST and part.code != "name-alone":
        return ""
    _ = translation(lang).gettext
    fields = {name: visible(value).replace("\n", " ") for name, value in part.fields}
    return _words(lang)[part.code](fields)


def _words(lang: Language) -> dict[str, _Words]:
    _ = translation(lang).gettext

    def both(fields: dict[str, str], tell: Callable[[str, Language], str]) -> dict[str, str]:
        return {**fields, "one": tell(fields["one"], lang), "other": tell(fields["other"], lang)}

    def born(fields: dict[str, str]) -> str:
        one, other = (UncertainDate.parse(fields[side]).interval for side in ("one", "other"))
        return years([shared] if (shared := one.intersection(other)) else [one])

    return {
        "name-same": lambda f: _("same name: {both}").format(both=_pair(f)),
        "name-alias": lambda f: _("other name agrees: {both}").format(both=_pair(f)),
        "name-common": lambda f: _("same name, but several bear it: {both}").format(both=_pair(f)),
        "name-partial": lambda f: _("part of the name agrees: {one} ~ {other}").format(**f),
        "name-differs": lambda f: _("names differ: {one} ≠ {other}").format(**f),
        "characters-differ": lambda f: _("other Chinese characters: {one} ≠ {other}").format(**f),
        "name-alone": lambda f: _("nothing but the name agrees"),
        "birth-agrees": lambda f: _("births agree ({years})").format(years=born(f)),
        "birth-slip": lambda f: _("births a little apart ({one}; {other})").format(**both(f, _years)),
        "birth-differs": lambda f: _("births apart ({one}; {other})").format(**both(f, _years)),
        "sex-same": lambda f: _("same sex"),
        "sex-differs": lambda f: _("sex differs"),
        "home-same": lambda f: _("same home ({one})").format(**both(f, place)),
        "home-within": lambda f: _("homes fit ({one}; {other})").format(**both(f, place)),
        "home-near": lambda f: _("same province, other county ({one}; {other})").format(**both(f, place)),
        "home-differs": lambda f: _("homes differ ({one}; {other})").format(**both(f, place)),
        "kin-shared": lambda f: _("same relative ({relation}{name})").format(**_kin(f, lang)),
        "kin-named": lambda f: _("relative of one name ({relation}{name})").format(**_kin(f, lang)),
        "kin-differs": lambda f: _("relatives differ ({relation}{name})").format(**_kin(f, lang, apart=True)),
        "kin-tied": lambda f: _("one is a relative of the other"),
        "occupation-same": lambda f: _("same work ({one})").format(**f),
        "event-same": lambda f: _("in the same incident"),
        "list-same": lambda f: _("two rows of one list"),
    }


def _pair(fields: dict[str, str]) -> str:
    """Two spellings, or one if they are alike."""
    return " = ".join(dict.fromkeys((fields["one"], fields["other"])))


def _kin(fields: dict[str, str], lang: Language, *, apart: bool = False) -> dict[str, str]:
    """The relation by its label; the relatives' names after a space, if they have any."""
    prop = property_of("kin", "relation")
    words = prop.options.get(fields["relation"]) if prop else None
    names = list(dict.fromkeys(name for name in (fields["one"], fields["other"]) if name))
    joint = " ≠ " if apart else " = "
    return {
        **fields,
        "relation": words[lang] if words else fields["relation"],
        "name": f" {joint.join(names)}" if names else "",
    }


def place(id_: str, lang: Language) -> str:
    """A place by its label."""
    try:
        return gazetteer().label(id_, lang)
    except KeyError:
        return id_


def _years(edtf: str, lang: Language) -> str:
    return years([UncertainDate.parse(edtf).interval])


def years(claims: Sequence[DateInterval]) -> str:
    """Years of birth: 1987, 1986–88, or 1984 / 1991 where claims contradict each other."""
    together: list[DateInterval] = []
    for claim in sorted(claims):
        for at, held in enumerate(together):
            if shared := held.intersection(claim):
                together[at] = shared
                break
        else:
            together.append(claim)
    return " / ".join(
        str(one.first.year) if one.first.year == one.last.year else f"{one.first.year}–{one.last.year}"
        for one in together
    )


def described(people: Sequence[PersonFacts], lang: Language) -> list[str]:
    """Sex, birth and home of some records of one person, as far as they are told."""
    _ = translation(lang).gettext
    prop = property_of("person", "sex")
    sexes = dict.fromkeys(sex for one in people for sex in one.sex)
    labels = [prop.options[sex][lang] for sex in sexes if prop and sex in prop.options]
    told = [" / ".join(labels)] if labels else []
    births = [claim for one in people for claim in one.births]
    if births:
        told.append(_("born {years}").format(years=years(births)))
    homes = dict.fromkeys(claim for one in people for claim in one.origins)
    narrow = [claim for claim in homes if not any(_holds(claim, other) for other in homes if other != claim)]
    if narrow:
        or_ = _(" or ")
        told.append(" / ".join(or_.join(place(id_, lang) for id_ in claim[:3]) for claim in narrow))
    return told


def _holds(wide: Sequence[str], narrow: Sequence[str]) -> bool:
    """True if every candidate of one claim lies in some unit of a wider one."""
    known = gazetteer()
    try:
        return all(any(known.within(one, other) and one != other for other in wide) for one in narrow)
    except KeyError:
        return False


def names(people: Sequence[PersonFacts], most: int = 4) -> str:
    """The spellings of a person's name, each once, Hangul first; "" if there is none."""
    found = dict.fromkeys(visible(name).replace("\n", " ") for one in people for name in one.names)
    ordered = sorted(found, key=lambda name: not any("가" <= char <= "힣" for char in name))
    return " · ".join(ordered[:most])


def missing(one: PersonFacts, other: PersonFacts, lang: Language) -> list[str]:
    """What to ask for: facts that one of two records lacks or that are too wide, most telling first."""
    _ = translation(lang).gettext
    sides = (one, other)
    wanted = [_("year of birth")]
    if not all(side.origins for side in sides):
        wanted.append(_("home county"))
    if not all(side.kin for side in sides):
        wanted.append(_("names of parents, spouse or children"))
    if not all(side.names for side in sides):
        wanted.insert(0, _("name"))
    return wanted


def leaning(match: Match, lang: Language) -> str:
    """Where an open pair leans; a number would sound surer than it is."""
    _ = translation(lang).gettext
    if match.probability >= _TOWARDS:
        return _("leans towards one person, not enough to decide")
    if match.probability < 1 - _TOWARDS:
        return _("leans towards two people, not enough to decide")
    return _("could be either")


def how_sure(one: Candidate, lang: Language) -> str:
    """How surely she is meant, in words and as a percentage where there is one."""
    from underice.people.similarity import threshold

    _ = translation(lang).gettext
    percent = min(99, round(one.score * 100))
    match one.fit:
        case "letters":
            return _("same letters")
        case "begins":
            return _("begins so")
        case "facts":
            good = sum(part.bits > 0 for part in one.parts)
            return _("{good} of {n} facts fit").format(good=good, n=len(one.parts))
        case "name":
            sure = one.score >= (1 + threshold()) / 2
            text = _("same name, {percent}%") if sure else _("probably the same name, {percent}%")
            return text.format(percent=percent)
        case "near":
            return _("similar name, {percent}%").format(percent=percent)


def kin_words(kin: Sequence[KinFact], lang: Language) -> list[str]:
    """The first of a person's kin: "mother 리순"."""
    prop = property_of("kin", "relation")
    told = []
    for tie in [tie for tie in kin if tie.names][:_MOST_KIN]:
        words = prop.options.get(tie.relation) if prop else None
        told.append(f"{words[lang] if words else tie.relation} {visible(tie.names[0])}")
    return told


def worth_telling(reasons: Sequence[Reason], lang: Language) -> list[str]:
    """The sentences that tell a reader something; only where there are none, how the letters go together."""
    from underice.people.explanation import sentence

    telling = [one for one in reasons if one.code not in _PLAIN]
    if not telling:
        telling = [one for one in reasons if one.code in ("character", "letters", "pinyin")]
    return [visible(sentence(one, lang)) for one in telling[:_MOST_REASONS]]
