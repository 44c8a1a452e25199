"""The story's decision: speak or wait (step 5), and what came of it (step 7)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.folding import say
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.dilemma import Family
    from underice.decide.record import Decision
    from underice.vault.vault import Vault

STORY = Path(__file__).resolve().parent.parent / "story"
FILE, SECOND = "decision.toml", "decision_second.toml"
FUTURES, SEED = 50_000, 2026
CHOICE = "until_14"
REASONS = (
    "창구가 아직 답을 준다",
    "이송 전에 알릴 시간을 남긴다",
    "이름을 내면 어머니와 이모가 드러난다",
)
DECIDER = "편집장"
AFTER = date(2026, 3, 31)
_RETURNED, _RELEASED, _UNKNOWN = 9, 1, 2
CAME = (("returned", _RETURNED), ("released", _RELEASED), ("unknown", _UNKNOWN))
"""What is known at the end of March: nine reported returned, one released, of two nothing."""
_SCREEN = 88


def tell_decision(vault: Vault, case: bytes, draft: Path, folder: Path, lang: Language) -> bytes:
    """Step 5: ranges with their basis go in before any result, the page is shown, the choice is signed; its id."""
    from underice.cli.decide_given import of_table, read_file
    from underice.cli.decide_situation import situation
    from underice.cli.demo_story import PUBLISHED, section
    from underice.decide.checklist import answers
    from underice.decide.families import households
    from underice.decide.record import Draft, begin, believe, load
    from underice.exposure.registered import known

    _ = translation(lang).gettext
    section(5, _("Speak or wait? A quiet channel is open; a transfer is expected by 20 February"))
    typer.echo(f"$ underice decide new --from {FILE} --draft {draft.name} --case {case.hex()[:8]} --vault V")
    given = of_table(read_file(str(STORY / FILE)), FILE)
    given = replace(given, families=_households(households(vault)), draft=str(draft), draft_date=PUBLISHED.isoformat())
    dilemma = situation(given, lang, known(vault, case))
    draft_ = Draft(given.title, dilemma, answers(given.answers), given.ranges, case, "ko", given.forecasts)
    id_ = begin(vault, draft_, by=given.by, today=given.today)
    typer.echo(f"$ underice decide set --from {SECOND} --vault V")
    second = of_table(read_file(str(STORY / SECOND)), SECOND)
    believe(vault, id_, second.ranges, by=second.by, lang="ko")
    decision = load(vault, id_)
    _tell_page(vault, decision, given.by, folder, lang)
    _tell_apart(load(vault, id_), lang)
    _sign(vault, load(vault, id_), given.today, lang)
    return id_


def _households(sizes: Sequence[int]) -> tuple[Family, ...]:
    from underice.decide.dilemma import Family

    return tuple(Family(size, None) for size in sizes)


def _tell_page(vault: Vault, decision: Decision, author: str, folder: Path, lang: Language) -> None:
    """The run and the top of its page; the whole of it, with charts, goes into the folder."""
    from underice.cli.decide_page import page_of
    from underice.cli.writing import write_report
    from underice.decide.checklist import unanswered
    from underice.decide.run import run
    from underice.decide.runs import save

    _ = translation(lang).gettext
    result = run(decision.dilemma(author), n=FUTURES, seed=SEED)
    page = page_of(result, decision.answers, lang)
    save(
        vault, decision.id, result, mode=author, made=decision.situation.started or AFTER, page=page.markdown(),
        lang=lang, unanswered=unanswered(decision.answers), by=author,
    )  # fmt: skip
    lines = page.lines(_SCREEN)
    top = len(list(takewhile(lambda line: not line.startswith("•"), lines)))
    for line in lines[: top - 1]:  # up to the heading of the first list
        typer.echo(f"  {line}".rstrip())
    write_report(page.html(), str(folder / "decision.html"), None)
    typer.echo("  " + _("… and what would change the answer, with charts: see its page, decision.html"))


def _tell_apart(decision: Decision, lang: Language) -> None:
    """The quantity on which two people differ, each with her basis, and the pool."""
    from underice.cli.decide_telling import range_lines
    from underice.decide.elicitation import together

    typer.echo("")
    typer.echo("$ underice decide compare --vault V")
    views = [together(name, decision.people) for name in decision.asked]
    say(range_lines([one for one in views if one.agreement != "one"], lang))


def _sign(vault: Vault, decision: Decision, on: date, lang: Language) -> None:
    """The editor chooses, gives her reasons, and signs with a key of her own."""
    from underice.decide.choosing import Choice, choose
    from underice.exposure.signing import describe, make, register, unlock
    from underice.vault.slots import Kdf

    _ = translation(lang).gettext
    # The key of an invented editor, thrown away with the vault: nobody has to be slowed down who guesses it.
    passphrase = secrets.token_hex(16)
    file = make(DECIDER, passphrase, Kdf(memory=8 * 1024, passes=1, lanes=1))
    register(vault, describe(file))
    key = unlock(file, passphrase)
    run = decision.runs[-1].id
    choose(vault, decision.id, Choice(CHOICE, REASONS, DECIDER, on, run), key, lang="ko")
    key.wipe()
    label = _label(decision, lang)
    typer.echo("")
    typer.echo(f"$ underice decide set --choice {CHOICE} --reason … --by {DECIDER} --sign {DECIDER}.json --vault V")
    typer.echo(_("Recorded and signed by {name}: “{choice}”.").format(name=DECIDER, choice=label))


def _label(decision: Decision, lang: Language) -> str:
    one = next(one for one in decision.situation.policies if one.code == CHOICE)
    return one.label_ko if lang == "ko" else one.label_en


def tell_after(vault: Vault, case: bytes, id_: bytes, lang: Language) -> None:
    """Step 7: outcomes as statements with their sources, the forecasts scored, the reasoning read again."""
    from underice.cli.decide_scoring import score_lines
    from underice.cli.demo_story import section
    from underice.decide.forecasts import Resolution, forecasts, resolve

    _ = translation(lang).gettext
    section(7, _("After: at the end of March nine are reported returned, one is released, of two nothing is known"))
    outcomes = record_outcomes(vault, case)
    typer.echo(_("Recorded, each with its source: {n} outcomes.").format(n=len(outcomes)))
    returned = Resolution("counted", AFTER, DECIDER, float(_RETURNED), (outcomes["returned"],))
    released = Resolution("yes", AFTER, DECIDER, None, (outcomes["released"],))
    child = Resolution("unknown", AFTER, DECIDER, None, (outcomes["unknown"],))
    answers = [released, child]
    for one in forecasts(vault, id_):
        resolve(vault, one, returned if one.range is not None else answers.pop(0), by=DECIDER)
    typer.echo("$ underice decide score --vault V")
    say(score_lines(forecasts(vault, id_), lang))
    _read_again(vault, id_, lang)


def record_outcomes(vault: Vault, case: bytes) -> Mapping[str, bytes]:
    """The outcomes of the story as statements, the returned by a paper and the others by a call; their ids by kind."""
    from underice.vocabulary.statement import Statement, new_id

    paper, call = new_id(), new_id()
    told: list[tuple[bytes, str, str, str, bytes]] = [
        (paper, "source", "title", "3월 27일 기사", paper),
        (paper, "source", "type", "article", paper),
        (paper, "source", "date", "2026-03-27", paper),
        (call, "source", "title", "3월 29일의 전화", call),
        (call, "source", "type", "call", call),
        (call, "source", "date", "2026-03-29", call),
    ]
    found = {kind: new_id() for kind, _count in CAME}
    for kind, count in CAME:
        source = paper if kind == "returned" else call
        told += [
            (found[kind], "outcome", "type", kind, source),
            (found[kind], "outcome", "count", str(count), source),
            (found[kind], "outcome", "incident", case.hex(), source),
            (found[kind], "outcome", "date", "2026-03", source),
        ]
    vault.record(
        [Statement(entity, kind, prop, value, source, sensitivity=_class(kind, prop))
         for entity, kind, prop, value, source in told],
        note="3월의 결과",
    )  # fmt: skip
    return found


def _class(kind: str, prop: str) -> int:
    from underice.vocabulary.kinds import property_of

    known = property_of(kind, prop)
    return known.sensitivity if known else 3


def _read_again(vault: Vault, id_: bytes, lang: Language) -> None:
    """What was chosen, why, who signed, and that the run of that day comes out the same to the last bit."""
    from underice.decide.choosing import signed_by
    from underice.decide.record import load
    from underice.decide.runs import again

    _ = translation(lang).gettext
    decision = load(vault, id_)
    choice = decision.choice
    if choice is None:
        return
    signer = signed_by(vault, id_, choice)
    typer.echo("")
    typer.echo(_("Read again: on {day} {name} chose “{choice}”; the signature holds: {holds}.").format(
        day=choice.on, name=choice.by, choice=_label(decision, lang), holds=_("yes") if signer else _("no")
    ))  # fmt: skip
    say([f"  · {reason}" for reason in choice.reasons])
    run = decision.runs[-1]
    typer.echo(f"$ underice decide run --again {run.id.hex()[:8]} --vault V")
    done = again(run)
    if done.same and done.unchanged:
        typer.echo(_("The same to the last bit: {n} futures, seed {seed}, version {version}.").format(
            n=f"{run.n:,}", seed=run.seed, version=run.version
        ))  # fmt: skip
    typer.echo(_("Whether it was right, no number says. What was believed, and why, can be read."))
