"""Why a text may not go out: every reason as a code with the people, words and records it is about.

Nothing here is a sentence; `underice.exposure.report.gate_words` says what each means and what to do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from underice.exposure.check import Check, Exposed
from underice.exposure.gate.cleared import Numbers
from underice.exposure.policy import Policy
from underice.exposure.reader.model import Label, Span
from underice.vault.journal import LONGEST

Code = Literal[
    "text_differs", "date_missing", "not_read_whole", "hidden_characters", "too_long",
    "consent_unknown", "consent_withdrawn", "consent_unused",
    "identified", "few_households", "inconsistent", "small_group", "quoted",
    "nobody", "unsettled", "unmodelled", "conditions", "photos", "voices", "metadata",
    "override_without_reason", "unknown_signer", "withdrawn_signer", "same_person",
]  # fmt: skip

OVERRIDABLE: frozenset[Code] = frozenset(("identified", "few_households", "inconsistent", "small_group", "quoted"))
"""What a reason and a second person's signature can override: judgements of ours about harm, which may be outweighed.
What is left is about the text itself, or a will that was withdrawn, and is not ours to weigh."""

Acknowledged = Literal["nobody", "unsettled", "unmodelled", "conditions", "photos", "voices", "metadata"]
ACKNOWLEDGED: tuple[Acknowledged, ...] = get_args(Acknowledged)
"""What no count decides and the editor says to have looked at."""
CHECKLIST: tuple[Acknowledged, ...] = ("photos", "voices", "metadata")
"""What goes out beside the words, which no reader of words sees."""

UNMODELLED: tuple[Label, ...] = ("name", "occupation", "workplace", "distinguishing")
"""Kinds of words that set one person apart and that no table here counts."""
_HIDDEN = frozenset(("Cf", "Co", "Cs", "Cn"))
_ALLOWED_CONTROLS = "\n\t"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks against a text. refs: people of the reading, most endangered first. numbers: the low end of
    each (households, or people of a small group), in the order of refs. asked: how many were asked for. spans: the words.
    records: entities or statements of the vault. prop: "kind.property" of what is quoted. words: words of the vault or
    of the text that the editor has to see.
    """

    code: Code
    refs: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    asked: int | None = None
    spans: tuple[Span, ...] = ()
    records: tuple[bytes, ...] = ()
    prop: str = ""
    words: tuple[str, ...] = ()


def of_the_text(text: str, check: Check) -> Iterator[Reason]:
    """What is wrong with the text itself. text: in NFC, as it is to go out."""
    if unicodedata.normalize("NFC", check.reading.text) != text:
        yield Reason("text_differs")
    if check.reading.date is None:
        yield Reason("date_missing")
    if any(notice.code == "text_truncated" for notice in check.notices):
        yield Reason("not_read_whole")
    if len(text) > LONGEST:
        yield Reason("too_long", numbers=(len(text),), asked=LONGEST)
    hidden = dict.fromkeys(f"U+{ord(char):04X}" for char in text if _is_hidden(char))
    if hidden:
        yield Reason("hidden_characters", words=tuple(hidden))


def _is_hidden(char: str) -> bool:
    """True for what nobody sees and what can carry a mark of its own: zero widths, tags, controls, private signs."""
    kind = unicodedata.category(char)
    return kind in _HIDDEN or kind == "Cc" and char not in _ALLOWED_CONTROLS


def of_the_people(check: Check, policy: Policy, consented: Mapping[str, bytes]) -> Iterator[Reason]:
    """Whom the words expose. consented: refs of those who have consented to be identified, with the consent."""
    if not check.persons and not check.groups:
        yield Reason("nobody")  # as likely a text that the reader does not understand as one without people
    living = [one for one in check.persons if not one.dead]
    identified = [one for one in living if _needs_consent(one) and one.ref not in consented]
    if identified:
        yield _about("identified", identified)
    counted = [one for one in living if one.identified is None and one.low_households is not None]
    contradictory = [one for one in counted if one.inconsistent]
    if contradictory:
        yield _about("inconsistent", contradictory)
    few = [one for one in counted if not one.inconsistent and (one.low_households or 0) < policy.households]
    if few:
        numbers = tuple(one.low_households or 0 for one in few)
        yield Reason("few_households", tuple(one.ref for one in few), numbers, policy.households, _words(few))
    if policy.insider == "refuse":
        yield from _small_groups(check, policy)
    unmodelled = [(one, kind) for one in living for kind in one.uncounted if kind.label in UNMODELLED]
    if unmodelled:
        refs = tuple(dict.fromkeys(one.ref for one, _kind in unmodelled))
        spans = tuple(dict.fromkeys(span for _one, kind in unmodelled for span in kind.spans))
        yield Reason("unmodelled", refs, spans=spans)
    known = settled(check)
    unsettled = [one for one in check.persons if _is_unsettled(one, known, check)]
    if unsettled:
        keys = tuple(dict.fromkeys(bytes.fromhex(each.meaning.key) for one in unsettled for each in one.possible))
        yield Reason("unsettled", tuple(one.ref for one in unsettled), records=keys)


def _needs_consent(one: Exposed) -> bool:
    """An author signs with his own name; everybody else is asked."""
    return one.identified is not None and not (one.identified == "named" and one.person.role == "author")


def settled(check: Check) -> dict[str, str]:
    """The registered person (her key) whom each person of a check is known to be: by an editor's word, or by her name."""
    if check.known is None:
        return {}
    confirmed = check.known.confirmed
    found = {ref: key for ref, key in confirmed.items() if key is not None and key in check.known.people}
    for one in check.persons:
        named = [each.meaning.key for each in one.possible if each.meaning.by_name]
        if one.ref not in confirmed and len(named) == 1:
            found[one.ref] = named[0]
    return found


def _is_unsettled(one: Exposed, known: Mapping[str, str], check: Check) -> bool:
    """True if she may be somebody registered and nobody has said whether she is."""
    asked = check.known is not None and one.ref in check.known.confirmed
    return bool(one.possible) and one.ref not in known and not asked


def _about(code: Code, persons: list[Exposed]) -> Reason:
    return Reason(code, tuple(one.ref for one in persons), spans=_words(persons))


def _words(persons: list[Exposed]) -> tuple[Span, ...]:
    """The words that do it, in order of the text: names of those identified, what costs most of the others."""
    found = {span for one in persons for span in one.spans if one.identified and span.label == "name"}
    found |= {span for one in persons for told in one.tellings[:2] for span in told.spans}
    return tuple(sorted(found))


def _small_groups(check: Check, policy: Policy) -> Iterator[Reason]:
    sizes = {group.ref: group.size for group in check.groups if group.under(policy.households)}
    sizes |= {
        one.ref: one.same_group
        for one in check.persons
        if not one.dead and one.same_group is not None and one.same_group < policy.households
    }
    if sizes:
        yield Reason("small_group", tuple(sizes), tuple(sizes.values()), policy.households)


def numbers(check: Check) -> tuple[Numbers, ...]:
    """The numbers of everybody in a check, to be kept with the clearance."""
    people = [
        Numbers(one.ref, one.low_households, one.low, one.identified is not None, one.same_group, one.dead)
        for one in check.persons
    ]
    groups = [Numbers(one.ref, None, None, False, one.size if one.known else None, False) for one in check.groups]
    return (*people, *groups)
