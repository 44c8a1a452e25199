"""The story told in the demo: who is who, what is public, the draft checked and softened, and out through the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.folding import say
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.check import Check
    from underice.exposure.gate import Cleared, Refused
    from underice.exposure.known import Known
    from underice.exposure.softening.ways import Way
    from underice.vault.vault import Vault

STORY = Path(__file__).resolve().parent.parent / "story"
DRAFTS = ("draft_ko.md", "appeal_en.md")
PUBLISHED = date(2026, 2, 14)
"""The day on which the story's texts go out."""
PRESS = (
    ("interview_2024.txt", "무산에서 걸려 온 전화", date(2024, 5, 20)),
    ("caption_2025.txt", "그림에 붙은 사진 설명", date(2025, 3, 2)),
)
"""What is public before: file, title, day."""
EDITOR = "기록자"
WHO = {"p1": "최은실", "p2": "박성진", "p4": "리순복", "p5": "최은철", "p6": "김향미", "p7": "김향란", "p8": "한명수"}
"""Whom the editor says the people of the draft to be, by name; the husband (p3) is nobody registered."""
NOBODY = ("p3",)
_SHOWN_WAYS, _SHOWN_PEOPLE = 3, 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the story came to: the check of the draft, the way taken, what went out, the ledger before and after it, and
    the decision whether to speak.
    """

    check: Check
    way: Way
    cleared: Cleared
    before: int
    after: int
    decision: bytes


def section(number: int, title: str) -> None:
    """Say which part of the story begins."""
    typer.echo("")
    typer.echo(f"── {number}. {title}")


def tell_ledger(vault: Vault, case: bytes, lang: Language) -> None:
    """Two texts that are public already are read, and what they say of the case's people is recorded."""
    from underice.exposure import ledger
    from underice.exposure.cutting import proposed
    from underice.exposure.reader import read
    from underice.exposure.registered import known
    from underice.exposure.report.gate_words import gained_lines

    _ = translation(lang).gettext
    section(3, _("Already public: two older texts come into the ledger"))
    for name, title, on in PRESS:
        typer.echo(f"$ underice ledger import {name} --date {on.isoformat()} --case {case.hex()[:8]}")
        people = known(vault, case)
        found, _left = proposed(read((STORY / "ledger" / name).read_text(encoding="utf-8"), date=on), people)
        ledger.record(vault, ledger.Publication(title, on.isoformat(), lang="ko"), found)
        say(gained_lines(found, people, lang))


def tell_draft(vault: Vault, case: bytes, folder: Path, lang: Language) -> Told:
    """The draft: checked with what is public, softened; whether to speak; released; then the ledger has grown."""
    from underice.cli.demo_decide import tell_decision
    from underice.cli.draft import Checked, print_report, write_page
    from underice.cli.reading_files import read_draft
    from underice.exposure.check import check
    from underice.exposure.registered import known

    _ = translation(lang).gettext
    section(4, _("A draft without a single name: whom does it expose?"))
    typer.echo(f"$ underice draft check draft_ko.md --date {PUBLISHED} --vault V --case {case.hex()[:8]}")
    draft = read_draft(str(STORY / DRAFTS[0]))
    people = known(vault, case)
    found = Checked(draft, check(draft.text, date=PUBLISHED, known=people), assumed=False)
    print_report(found, lang)
    write_page(found, str(folder / "draft_ko.html"), lang)
    way = _soften(found.check, lang)
    decision = tell_decision(vault, case, STORY / DRAFTS[0], folder, lang)
    told = _release(vault, case, found.check, way, folder, decision, lang)
    english = read_draft(str(STORY / DRAFTS[1]))
    appeal = Checked(english, check(english.text, date=PUBLISHED, known=known(vault, case)), assumed=False)
    typer.echo(_("The English appeal, checked likewise, exposes {n} of {all}: see its page.").format(
        n=len(appeal.check.exposed), all=len(appeal.check.persons)
    ))  # fmt: skip
    write_page(appeal, str(folder / "appeal_en.html"), lang)
    return told


def _soften(check: Check, lang: Language) -> Way:
    from underice.exposure.report.softer_words import headline
    from underice.exposure.softening.ways import soften

    _ = translation(lang).gettext
    typer.echo("")
    typer.echo(f"$ underice draft soften draft_ko.md --date {PUBLISHED} …")
    softening = soften(check, k=check.k)
    typer.echo(headline(softening, lang))
    for number, way in enumerate(softening.ways[:_SHOWN_WAYS], 1):
        swaps = "  ".join(f"“{one.old}” → “{one.new}”" for one in way.changes)
        say([f"  {number}. {_('loss')} {way.loss:g}: {swaps}"])
    return softening.ways[0]


def _release(vault: Vault, case: bytes, first: Check, way: Way, folder: Path, decision: bytes, lang: Language) -> Told:
    """First the draft as written, which is refused; then the softer text, which goes out."""
    from underice.exposure import ledger
    from underice.exposure.check import check
    from underice.exposure.gate import Cleared, Draft, Examined, Refused, SignOff, clear, examine, export
    from underice.exposure.gate.reasons import CHECKLIST
    from underice.exposure.registered import known
    from underice.exposure.report.gate_words import examined_lines

    _ = translation(lang).gettext
    section(6, _("Out through the gate, on 14 February"))
    people = known(vault, case, _who(known(vault, case)))
    sign_off = SignOff(EDITOR, acknowledged=frozenset((*CHECKLIST, "unmodelled")))
    typer.echo(f"$ underice draft release draft_ko.md --audience public --by {EDITOR} --who p1=… --out out.md")
    as_written = check(first.reading.text, date=PUBLISHED, known=people)
    no = examine(
        Draft(first.reading.text, "draft_ko.md"), check=as_written, audience="public", sign_off=sign_off, vault=vault
    )
    if not isinstance(no, Refused):
        raise TypeError("the story's draft should be refused")
    say(_short_refusal(no, lang))
    typer.echo("")
    typer.echo(f"$ underice draft release soft.md --audience public --by {EDITOR} --who p1=… --out out.md")
    asked = Draft(way.text, "soft.md")
    found = check(way.text, date=PUBLISHED, known=people)
    seen = examine(asked, check=found, audience="public", sign_off=sign_off, vault=vault)
    before = len(ledger.lines(vault))
    cleared = clear(asked, check=found, audience="public", sign_off=sign_off, vault=vault)
    if not isinstance(seen, Examined) or not isinstance(cleared, Cleared):
        raise TypeError("the story's softer text should be cleared")
    lines = list(examined_lines(seen, EDITOR, lang, whole=False))
    people_ = [line for line in lines if line.startswith("  ")]
    say([line for line in lines if line not in people_[_SHOWN_PEOPLE:]])
    say([_("  … and {n} more people: underice ledger show").format(n=len(people_) - _SHOWN_PEOPLE)])
    out = folder / "out.md"
    out.unlink(missing_ok=True)
    export(cleared, out)
    after = len(ledger.lines(vault))
    typer.echo(_("Signed off and recorded: clearance {id}, {n} entries in the ledger.").format(
        id=cleared.content.record.hex()[:8], n=after - before
    ))  # fmt: skip
    typer.echo(_("The ledger held {before} entries and holds {after}: it grew by exactly what the text says.").format(
        before=before, after=after
    ))  # fmt: skip
    return Told(first, way, cleared, before, after, decision)


def _short_refusal(no: Refused, lang: Language) -> Iterator[str]:
    """A refusal in short: that it is one, the first reason with two of the people, and what did not happen."""
    from underice.exposure.report.gate_words import refusal_lines

    lines = list(refusal_lines(no, lang))
    yield lines[0]
    yield from lines[2:5]
    yield "   - …"
    yield from (line for line in lines[5:] if "soften" in line)
    yield lines[-1]


def _who(people: Known) -> Mapping[str, str | None]:
    """The keys of the people whom the editor means."""
    named = {name: key for key, one in people.people.items() for name in one.facts.names}
    return {**{ref: named[name] for ref, name in WHO.items()}, **dict.fromkeys(NOBODY)}
