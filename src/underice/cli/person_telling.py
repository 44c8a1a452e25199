"""Who is who, told to a tired person: how many, which records are one and why, what is asked, and how to answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.cli.telling import Teller, claim_fields
from underice.cli.vault_door import short
from underice.exposure.report.visible import visible
from underice.people.facts import PersonFacts
from underice.people.person_words import described, leaning, missing, names, reasons, wrapped
from underice.people.record_words import heading
from underice.vocabulary.kinds import kind
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.people.grouping import Grouping, Question
    from underice.people.match import Match
    from underice.people.merging import Merged
    from underice.vault.vault import Vault

_IN = "    "
_TITLE = 60
"""Columns of a list's title: enough to know it again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A grouping and what it was made of. expected: how many people the case counts; title: what it is called."""

    found: Grouping
    people: Mapping[str, PersonFacts]
    expected: int | None = None
    title: str = ""


class MatchTeller:
    """Tells a grouping in one language."""

    def __init__(self, vault: Vault, asked: Asked, lang: Language) -> None:
        self._vault = vault
        self._asked = asked
        self._lang = lang
        self._lists = _numbered(vault, {one for person in asked.people.values() for one in person.lists})
        self._open = {key for one in asked.found.questions if not one.answered for key in (one.one, one.other)}

    def lines(self) -> Iterator[str]:
        """Everything, at most 80 columns wide: the answer first, then the people, then the questions."""
        found = self._asked.found
        yield from self._head()
        yield ""
        links: dict[str, list[Match | None]] = {}
        at = {key: group for group in found.groups for key in group}
        for link in found.links:
            links.setdefault(at[link.one][0], []).append(link.match)
        for number, group in enumerate(self._ordered(), 1):
            yield from self._person(number, group, links.get(group[0], []))
        open_ = [one for one in found.questions if not one.answered]
        for number, question in enumerate(open_, 1):
            yield ""
            yield from self._question(number, question)
        yield from self._answered()
        yield from self._conflicts()

    def _ordered(self) -> list[tuple[str, ...]]:
        """Those with most records first."""
        return sorted(self._asked.found.groups, key=lambda group: (-len(group), self._name(group), group))

    def _head(self) -> Iterator[str]:
        _ = translation(self._lang)
        found, expected = self._asked.found, self._asked.expected
        if self._asked.title:
            yield visible(self._asked.title)
        open_ = sum(not one.answered for one in found.questions)
        people = _.ngettext("{n} person", "{n} people", found.count).format(n=found.count)
        asked = _.ngettext("{n} question", "{n} questions", open_).format(n=open_)
        between = _.gettext("{low} to {high} are possible").format(low=found.low, high=found.high)
        yield " · ".join((people, *((between,) if found.low != found.high else ()), asked))
        records = sum(len(group) for group in found.groups)
        told = [_.ngettext("{n} record compared", "{n} records compared", records).format(n=records)]
        if expected is not None:
            told.append(_.gettext("the case counts {n}").format(n=expected))
        yield from wrapped(told, "")
        for id_, number in self._lists.items():
            title = heading(self._vault, bytes.fromhex(id_), self._lang).replace("\n", " ")
            yield f"  {self._list(number)}: {_cut(title, _TITLE)}"
        if self._open:
            yield from wrapped([_.gettext("Marked ?: shown apart until you answer the questions below.")], "")
        if expected is not None and not found.low <= expected <= found.high:
            yield from wrapped(
                [_.gettext("That does not fit: someone is missing from the lists, or the case is counted wrongly.")], ""
            )

    def _person(self, number: int, group: Sequence[str], links: Sequence[Match | None]) -> Iterator[str]:
        _ = translation(self._lang).gettext
        people = [self._asked.people[key] for key in group]
        mark = "?" if self._open & set(group) else " "
        yield from wrapped([self._name(group), *described(people, self._lang)], _IN, f"{number:>2}{mark} ")
        yield from wrapped([self._record(key) for key in group], _IN)
        told = [_("judged to be one person")] if None in links else []
        told += reasons([match for match in links if match], self._lang)[0]
        if told:
            yield from wrapped(told, f"{_IN}  ", f"{_IN}= ")

    def _name(self, group: Sequence[str]) -> str:
        """Spellings of the name; for someone without one whose relative she is, else what she is called."""
        people = [self._asked.people[key] for key in group]
        if named := names(people):
            return named
        _ = translation(self._lang).gettext
        for one in people:
            for tie in one.kin:
                if tie.names:
                    return _("no name (kin of {name})").format(name=visible(tie.names[0]))
        return _("no name")

    def _record(self, key: str) -> str:
        """Where a record stands: the beginning of its id and its list, or that it was in the vault before."""
        _ = translation(self._lang).gettext
        numbers = sorted(self._lists[one] for one in self._asked.people[key].lists)
        known = _("vault")
        return f"{key[:8]} {', '.join(map(self._list, numbers)) if numbers else known}"

    def _list(self, number: int) -> str:
        return translation(self._lang).gettext("list {n}").format(n=number)

    def _question(self, number: int, question: Question) -> Iterator[str]:
        _ = translation(self._lang).gettext
        yield _("Question {n}: are these two one person?").format(n=number)
        for mark, key in (("A", question.one), ("B", question.other)):
            person = self._asked.people[key]
            about = [self._name((key,)), *described([person], self._lang), self._record(key)]
            yield from wrapped(about, _IN, f"  {mark} ")
        for_, against = reasons([question.match], self._lang)
        if for_:
            yield from wrapped([_("for: {reason}").format(reason=for_[0]), *for_[1:]], f"{_IN}  ", _IN)
        if against:
            yield from wrapped([_("against: {reason}").format(reason=against[0]), *against[1:]], f"{_IN}  ", _IN)
        outcome = [leaning(question.match, self._lang)]
        if question.if_same != question.if_not:
            outcome.append(_("if one: {people}").format(people=self._range(question.if_same)))
            outcome.append(_("if two: {people}").format(people=self._range(question.if_not)))
        yield from wrapped(outcome, f"{_IN}  ", _IN)
        wanted = missing(self._asked.people[question.one], self._asked.people[question.other], self._lang)
        yield from wrapped([_("worth asking: {what}").format(what=", ".join(wanted))], f"{_IN}  ", _IN)
        pair = f'{question.one[:8]} {question.other[:8]} --reason "…"'
        for said, command in ((_("yes:"), "merge"), (_("no:"), "not-same"), (_("nobody knows:"), "cannot-tell")):
            yield f"{_IN}{said} underice person {command} {pair}"

    def _range(self, numbers: tuple[int, int]) -> str:
        _ = translation(self._lang)
        low, high = numbers
        if low == high:
            return _.ngettext("{n} person", "{n} people", low).format(n=low)
        return _.gettext("{low} to {high} people").format(low=low, high=high)

    def _answered(self) -> Iterator[str]:
        _ = translation(self._lang).gettext
        left = [one for one in self._asked.found.questions if one.answered]
        if left:
            yield ""
            yield _("Recorded as impossible to tell, and not asked again:")
        for one in left:
            both = [f"{self._name((key,))} {key[:8]}" for key in (one.one, one.other)]
            yield from wrapped([" – ".join(both)], _IN)

    def _conflicts(self) -> Iterator[str]:
        _ = translation(self._lang).gettext
        texts = {
            "verdicts-clash": _("Judged to be two people, but each merged with a third: {who}."),
            "same-against-facts": _("Merged, though the facts speak strongly against it: {who}."),
            "apart-against-facts": _("Judged to be two people, though the facts say one: {who}."),
        }
        if self._asked.found.conflicts:
            yield ""
            yield _("Contradictions; take back the judgement that is wrong (underice person unmerge A B):")
        for one in self._asked.found.conflicts:
            who = ", ".join(f"{self._name((key,))} {key[:8]}" for key in one.keys)
            yield from wrapped([texts[one.code].format(who=who)], _IN, "  ≠ ")


def _numbered(vault: Vault, lists: Iterable[str]) -> dict[str, int]:
    """Numbers for lists, in the order in which they were recorded."""
    first = {one: vault.history(bytes.fromhex(one))[0].recorded.bundle for one in lists}
    return {one: number for number, one in enumerate(sorted(first, key=lambda one: (first[one], one)), 1)}


def _cut(text: str, columns: int) -> str:
    """A text of at most so many columns, a longer one with a mark at its end."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= columns else f"{set_cell_size(text, columns - 1).rstrip()}…"


def merged_lines(vault: Vault, merged: Merged, lang: Language) -> Iterator[str]:
    """A person with all her records: claims with record and source, conflicts marked."""
    _ = translation(lang)
    teller = Teller(vault, lang)
    head = next((teller.heading(one) for one in merged.records if merged.claims), short(merged.records[0]))
    count = len(merged.records)
    yield f"{head} · " + _.ngettext("{n} record", "{n} records", count).format(n=count)
    letters = {record: _letter(place) for place, record in enumerate(merged.records)}
    for record, letter in letters.items():
        yield f"  {letter} {record.hex()[:8]}  {teller.heading(record)}"
    found = kind("person")
    for prop in found.properties.values() if found else ():
        clash = prop.name in merged.conflicts
        for one in merged.claims.get(prop.name, ()):
            said = f"{'≠' if clash else ' '} {prop.label[lang]}: {teller.value(one.claim.statement)}"
            yield f"{said}  ← {letters[one.record]}, {_origin(vault, teller, one.claim.source)}"
        if clash:
            yield "  " + _.gettext("These do not go together; both are kept.")
    for tie in merged.ties:
        label = kind(tie.kind)
        named = label.label[lang] if label else tie.kind
        yield f"  {letters[tie.record]}  {short(tie.entity)}  {named}: {teller.heading(tie.entity)}"
    for verdict in merged.verdicts:
        yield (
            "  "
            + _.gettext("merged by {by}: {reason}").format(by=visible(verdict.by), reason=visible(verdict.reason))
            + f" ({verdict.one[:8]} {verdict.other[:8]})"
        )


def _origin(vault: Vault, teller: Teller, source: bytes) -> str:
    """What a source is called; a row of a list by its list, unless it has a title of its own."""
    said = vault.entity(source).properties
    above = said.get("part_of", ())
    return teller.heading(bytes.fromhex(above[0].value) if above and not said.get("title") else source)


def _letter(place: int) -> str:
    """A, B … Z, then numbers."""
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def grouping_fields(found: Grouping) -> Iterator[dict[str, object]]:
    """A grouping for JSON lines: the numbers, then each person, question and contradiction."""
    open_ = sum(not one.answered for one in found.questions)
    yield {"people": found.count, "low": found.low, "high": found.high, "questions": open_}
    for group in found.groups:
        why = [
            {"one": link.one, "other": link.other, **(match_fields(link.match) if link.match else {"judged": True})}
            for link in found.links
            if link.one in group
        ]
        yield {"person": list(group), "because": why}
    for one in found.questions:
        yield {
            "question": [one.one, one.other], "answered": one.answered, "if_same": list(one.if_same),
            "if_not": list(one.if_not), **match_fields(one.match),
        }  # fmt: skip
    for clash in found.conflicts:
        yield {"conflict": clash.code, "records": list(clash.keys), "bits": round(clash.bits, 1)}


def match_fields(match: Match) -> dict[str, object]:
    """A match for JSON."""
    return {
        "bits": round(match.bits, 1),
        "probability": round(match.probability, 4),
        "prior": match.prior,
        "verdict": match.verdict,
        "parts": [
            {"fact": one.fact, "code": one.code, "bits": round(one.bits, 1), **dict(one.fields)} for one in match.parts
        ],
    }


def merged_fields(merged: Merged) -> dict[str, object]:
    """A merged person for JSON."""
    return {
        "records": [record.hex() for record in merged.records],
        "conflicts": list(merged.conflicts),
        "statements": [
            {"record": one.record.hex(), **claim_fields(one.claim)}
            for claims in merged.claims.values()
            for one in claims
        ],
        "ties": [{"record": tie.record.hex(), "id": tie.entity.hex(), "kind": tie.kind} for tie in merged.ties],
        "merged_by": [
            {"one": one.one, "other": one.other, "reason": one.reason, "by": one.by, "at": one.at}
            for one in merged.verdicts
        ],
    }
