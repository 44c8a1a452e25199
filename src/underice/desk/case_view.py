"""A case as its page shows it: who is who, what happened when, where, and what was done for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.desk.dates import span_words
from underice.people.person_words import described, leaning, missing, names, reasons
from underice.people.record_words import Namer
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.places import gazetteer
from underice.vocabulary.validation import place_ids, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from underice.intake.case_people import CasePeople
    from underice.people.facts import PersonFacts
    from underice.people.grouping import Question
    from underice.people.match import Match
    from underice.vault.vault import Vault
    from underice.vault.view import Properties

_SPREAD = {"city": 15, "admin2": 25, "admin1": 90, "country": 300}
"""Kilometres by which a place is drawn uncertain, by its level: a choice of display. Nothing finer is ever shown."""
_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Someone:
    """One person of the case as far as it is decided: her records, facts, and why the records are one."""

    key: str
    name: str
    told: tuple[str, ...]
    records: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records of which it is asked whether they are one person."""

    key: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question with what speaks for and against, and what to ask for."""

    one: Side
    other: Side
    pro: tuple[str, ...]
    con: tuple[str, ...]
    leans: str
    worth: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """The people of a case. count: the best guess; low, high: what the open questions allow; expected: by the sources."""

    people: tuple[Someone, ...]
    questions: tuple[Asked, ...]
    count: int
    low: int
    high: int
    expected: int | None
    conflicts: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Something of the timeline. when: as recorded; sure: a single day; start: for sorting ("" if it has no date)."""

    start: str
    when: str
    sure: bool
    label: str
    told: str
    id: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place at the precision at which it may be shown. km: how uncertain it is drawn."""

    label: str
    role: str
    count: int
    lat: float
    lon: float
    km: int


def who_is_who(vault: Vault, found: CasePeople | None, lang: Language) -> WhoIsWho | None:
    """The people of a case; None if it has none, or too many to be grouped at once."""
    if found is None:
        return None
    grouping, facts = found.grouping, found.facts
    open_ = {key for one in grouping.questions if not one.answered for key in (one.one, one.other)}
    links: dict[str, list[Match]] = {}
    at = {key: group for group in grouping.groups for key in group}
    for link in grouping.links:
        if link.match is not None and link.one in at:
            links.setdefault(at[link.one][0], []).append(link.match)
    namer = Namer(vault, lang)
    people = tuple(
        _someone(group, facts, links.get(group[0], []), bool(open_ & set(group)), namer, lang)
        for group in sorted(grouping.groups, key=lambda group: (-len(group), group))
        if set(group) & found.counted
    )
    questions = tuple(_question(one, facts, lang) for one in grouping.questions if not one.answered)
    return WhoIsWho(
        people, questions, grouping.count, grouping.low, grouping.high, found.expected, len(grouping.conflicts)
    )


def _someone(
    group: Sequence[str],
    facts: Mapping[str, PersonFacts],
    links: Sequence[Match],
    open_: bool,
    namer: Namer,
    lang: Language,
) -> Someone:
    _ = translation(lang).gettext
    own = [facts[key] for key in group if key in facts]
    records = []
    for one in own:
        lists = " · ".join(namer.heading(bytes.fromhex(id_)) for id_ in sorted(one.lists))
        records.append((one.key, lists or _("in the vault before")))
    return Someone(
        group[0],
        _name(own, lang),
        tuple(described(own, lang)),
        tuple(records),
        tuple(reasons(links, lang)[0]) if links else (),
        open_,
    )


def _name(own: Sequence[PersonFacts], lang: Language) -> str:
    _ = translation(lang).gettext
    if named := names(own):
        return named
    for one in own:
        for tie in one.kin:
            if tie.names:
                return _("no name (kin of {name})").format(name=tie.names[0])
    return _("no name")


def _question(one: Question, facts: Mapping[str, PersonFacts], lang: Language) -> Asked:
    sides = [Side(key, (_name([facts[key]], lang), *described([facts[key]], lang))) for key in (one.one, one.other)]
    pro, con = reasons([one.match], lang)
    worth = missing(facts[one.one], facts[one.other], lang)
    return Asked(sides[0], sides[1], tuple(pro), tuple(con), leaning(one.match, lang), tuple(worth))


def timeline(vault: Vault, case: bytes, lang: Language) -> tuple[Moment, ...]:
    """What happened in the case, its parts and what was done for it, the earliest first; what has no date comes last."""
    namer = Namer(vault, lang)
    entity = vault.entity(case)
    found = list(_of_incident(case, entity.properties, namer, lang))
    for one in entity.relations:
        if one.kind == "incident" and one.prop == "part_of":
            found += _of_incident(one.entity, one.properties, namer, lang)
        elif one.kind in ("action", "outcome"):
            found += _dated(one.entity, one.kind, one.properties, ("start", "date"), namer, lang)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (not one.start, one.start, one.label)))


def _of_incident(id_: bytes, said: Properties, namer: Namer, lang: Language) -> Iterable[Moment]:
    title = " · ".join(namer.value(claims[-1].statement) for name in ("type", "place") if (claims := said.get(name)))
    for name in ("start", "end", "expected"):
        prop = property_of("incident", name)
        for claim in said.get(name, ()):
            # What is expected after an arrest is no second arrest: its type is told only of what has not happened yet.
            told = "" if name == "expected" and "start" in said else title
            yield _moment(id_, typed(claim.statement), prop.label[lang] if prop else name, told, lang)


def _dated(
    id_: bytes, kind: str, said: Properties, names_: Sequence[str], namer: Namer, lang: Language
) -> Iterable[Moment]:
    told = " · ".join(
        namer.value(claims[-1].statement)
        for name, claims in said.items()
        if name in ("type", "status", "reason", "result")
    )
    for name in names_:
        for claim in said.get(name, ()):
            prop = property_of(kind, name)
            yield _moment(id_, typed(claim.statement), prop.label[lang] if prop else name, told, lang)


def _moment(id_: bytes, edtf: str, label: str, told: str, lang: Language) -> Moment:
    days = to_interval(edtf)
    start = days.first.isoformat() if days is not None else ""
    return Moment(
        start,
        span_words(days, lang) if days else edtf,
        days is not None and days.first == days.last,
        label,
        told,
        id_.hex(),
    )


def places(vault: Vault, case: bytes, found: CasePeople | None, lang: Language) -> tuple[PlaceShown, ...]:
    """Where it happened and where its people are from: never finer than the unit that may be published."""
    _ = translation(lang).gettext
    counted: dict[tuple[str, str], int] = {}
    for one in vault.claims("incident", ("place", "to_place"), ids=[case]):
        for id_ in place_ids(typed(one))[:1]:
            counted[id_, _("what happened")] = counted.get((id_, _("what happened")), 0) + 1
    for facts in found.facts.values() if found is not None else ():
        if facts.key in (found.counted if found is not None else ()):
            for home in facts.origins[:1]:
                counted[home[0], _("home")] = counted.get((home[0], _("home")), 0) + 1
    known = gazetteer()
    shown = []
    for (id_, role), number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_PLACES]:
        try:
            place = known.get(id_)
        except KeyError:
            continue
        if place.lat is not None and place.lon is not None:
            km = _SPREAD.get(place.level, 30)
            shown.append(PlaceShown(known.label(id_, lang), role, number, place.lat, place.lon, km))
    return tuple(shown)


def family(
    found: CasePeople | None, people: Sequence[Someone], lang: Language
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The people of the case and the relatives their records name, as nodes and ties; each person once."""
    if found is None:
        return [], []
    of = {record: one.key for one in people for record, _where in one.records}
    named = {one.key: one.name for one in people}
    relation = property_of("kin", "relation")
    nodes: dict[str, dict[str, str]] = {}
    ties: dict[tuple[str, str], dict[str, str]] = {}
    for facts in found.facts.values():
        own = of.get(facts.key)
        if own is None:
            continue
        for tie in facts.kin:
            other = of.get(tie.relative, tie.relative)
            if not other or other == own or (other, own) in ties:
                continue
            words = relation.options.get(tie.relation) if relation is not None else None
            for key in (own, other):
                name = named.get(key) or _name([found.facts[key]] if key in found.facts else [], lang)
                kind = "detained" if key in named else "home"
                nodes[key] = {"id": key, "label": name, "href": f"/records/{key}", "kind": kind}
            ties.setdefault((own, other), {"from": own, "to": other, "label": words[lang] if words else tie.relation})
    return list(nodes.values()), list(ties.values())


def spoken(
    nodes: Sequence[Mapping[str, str]], ties: Sequence[Mapping[str, str]]
) -> tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]:
    """The same kin as a nested list: everybody with her ties, (id, name, ((relation, id, name), …))."""
    label = {one["id"]: one["label"] for one in nodes}
    return tuple(
        (id_, name, tuple((tie["label"], tie["to"], label[tie["to"]]) for tie in ties if tie["from"] == id_))
        for id_, name in label.items()
        if any(tie["from"] == id_ for tie in ties)
    )
