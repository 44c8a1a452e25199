"""`underice draft release`: a text goes out through the gate, or the reasons why it does not are shown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.draft_known import (
    Beside,
    case_in,
    case_option,
    confirmed,
    corrections_option,
    read_corrections,
    who_option,
)
from underice.cli.errors import EXIT_FINDINGS, EXIT_FINE, Problem, tell
from underice.cli.folding import say
from underice.cli.speech import help_option, spoken
from underice.cli.vault_door import Key, key_file_option, opened, passphrase_option, print_json, resolve, vault_folder
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.corrections import Correction
    from underice.exposure.gate import Cleared, Examined, Refused, SignOff
    from underice.exposure.gate.reasons import Acknowledged
    from underice.exposure.signing import SigningKey
    from underice.vault.vault import Vault

_YES = ("yes", "y", "예", "네")
COMMAND = "underice draft release"


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed besides the file and the vault."""

    audience: str
    by: str
    out: str
    consents: tuple[str, ...]
    reason: str
    acknowledged: tuple[str, ...]
    override: bool
    second: str | None
    second_fd: int | None
    yes: bool
    as_json: bool
    corrections: tuple[Correction, ...] = ()


def add_release(group: typer.Typer, lang: Language) -> None:
    """Declare `release` among the commands about drafts, its help in `lang`."""
    _ = translation(lang).gettext
    meant = who_option(lang)
    consents: list[str] | None = typer.Option(
        None, "--consent", metavar="ID", help=_("A consent under which somebody is identified. May be repeated.")
    )
    looked_at: list[str] | None = typer.Option(
        None,
        "--acknowledge",
        metavar="WHAT",
        help=_(
            "What you have looked at yourself, joined by commas: photos, voices, metadata, unmodelled, conditions, "
            "unsettled, nobody."
        ),
    )

    @group.command(
        "release",
        help=_(
            "Let a text out through the gate: for one audience, signed off, recorded in the vault before it is written. "
            "Exit code 0: it was cleared and written; 1: the gate refuses; 2: the command was not understood; 3: the "
            "vault is locked."
        ),
        short_help=_("Let a text out through the gate."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def draft_release(
        file: str = typer.Argument(
            "", metavar="FILE", help=_("The draft: text, Markdown, DOCX, ODT, HWPX, HTML or PDF; - is standard input.")
        ),
        audience: str = typer.Option(
            "", "--audience", metavar="NAME", help=_("For whom it is meant, such as public, un or press-briefing.")
        ),
        date: str | None = typer.Option(
            None,
            "--date",
            metavar="DATE",
            help=_("The day of publication, as 2026-02-14. Ages and “last month” hang on it. Default: today."),
        ),
        by: str = typer.Option("", "--by", metavar="NAME", help=_("Who signs off.")),
        out: str = typer.Option(
            "", "--out", metavar="OUT", help=_("Where the cleared text is written: .txt, .md or .html.")
        ),
        vault: str | None = typer.Option(
            None, "--vault", metavar="FOLDER", help=_("The vault's folder. Default: that of UNDERICE_VAULT.")
        ),
        case: str | None = case_option(lang),
        who: list[str] | None = meant,
        corrections: str | None = corrections_option(lang),
        consent: list[str] | None = consents,
        reason: str = typer.Option(
            "", "--reason", metavar="WHY", help=_("Why somebody has to be identified, or why a rule is overridden.")
        ),
        acknowledge: list[str] | None = looked_at,
        override: bool = typer.Option(
            False, "--override", help=_("Let it out against the rules; needs --reason and --second.")
        ),
        second: str | None = typer.Option(
            None, "--second", metavar="FILE", help=_("The signing file of a second person, who gives her passphrase.")
        ),
        second_fd: int | None = typer.Option(
            None,
            "--second-passphrase-fd",
            metavar="N",
            min=0,
            help=_("Read the second person's passphrase from this file descriptor instead of asking for it."),
        ),
        yes: bool = typer.Option(False, "--yes", help=_("Do not ask whether to go on.")),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = typer.Option(False, "--json", help=_("Print JSON lines on standard output.")),
        lang_: str | None = typer.Option(
            None, "--lang", metavar="ko|en", help=_("The language of messages. Default: that of your computer.")
        ),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        told = spoken(lang_, lang)
        given = Given(
            audience, by.strip(), out, tuple(consent or ()), reason, _split(acknowledge or ()), override, second,
            second_fd, yes, as_json, read_corrections(corrections),
        )  # fmt: skip
        with answered(told):
            gone = run_release(
                file, date, Beside(vault, case, tuple(who or ()), Key(passphrase_fd, key_file)), given, told
            )
        raise typer.Exit(EXIT_FINE if gone else EXIT_FINDINGS)


def _split(typed: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.strip().lower() for one in typed for word in one.split(",") if word.strip())


def run_release(file: str, date_: str | None, beside: Beside, given: Given, lang: Language) -> bool:
    """Release a draft; False if the gate refuses. Raises Problem, VaultError."""
    from underice.cli.draft import default_k
    from underice.cli.draft import opened as read
    from underice.exposure.check import check
    from underice.exposure.gate import Draft, Refused, clear, examine
    from underice.exposure.registered import known

    for option, value in (("--audience", given.audience), ("--by", given.by), ("--out", given.out)):
        if not value:
            raise Problem("missing", value=option, command=COMMAND)
    few = int(default_k(given.audience))
    acknowledged = _acknowledged(given.acknowledged)
    target = _target(given.out)
    draft, on = read(file, date_, lang)
    if draft.path is not None and target.exists() and target.samefile(draft.path):
        raise Problem("release_same", path=given.out)
    with opened(vault_folder(beside.vault), beside.key, lang) as vault:
        case = case_in(vault, beside.case) if beside.case is not None else None
        people = known(vault, case)
        people = known(vault, case, confirmed(beside.who, people, lang)) if beside.who else people
        found = check(draft.text, date=on, k=few, known=people, corrections=given.corrections)
        sign_off = _sign_off(vault, given, acknowledged, lang)
        asked = Draft(draft.text, draft.name)
        first = examine(asked, check=found, audience=given.audience, sign_off=sign_off, vault=vault)
        if isinstance(first, Refused):
            _refuse(first, given, lang)
            return False
        _show(first, given, lang)
        _confirm(given.yes, lang)
        cleared = clear(asked, check=found, audience=given.audience, sign_off=sign_off, vault=vault)
        if isinstance(cleared, Refused):
            _refuse(cleared, given, lang)
            return False
    _write(cleared, target, first, given, lang)
    return True


def _acknowledged(typed: Sequence[str]) -> frozenset[Acknowledged]:
    from underice.exposure.gate.reasons import ACKNOWLEDGED

    unknown = [word for word in typed if word not in ACKNOWLEDGED]
    if unknown:
        raise Problem("bad_acknowledge", value=unknown[0][:30], known=", ".join(ACKNOWLEDGED))
    return frozenset(one for one in ACKNOWLEDGED if one in typed)


def _target(out: str) -> Path:
    """Where the text is to go, as far as it can be told before it is cleared. Raises Problem."""
    from underice.exposure.gate import ExportRefused
    from underice.exposure.gate.export import fit

    path = Path(out)
    try:
        fit(path)
    except ExportRefused:
        raise Problem("bad_form", path=out) from None
    if not path.resolve().parent.is_dir():
        raise Problem("unwritable_text", path=out, reason="?")
    return path


def _sign_off(vault: Vault, given: Given, acknowledged: frozenset[Acknowledged], lang: Language) -> SignOff:
    from underice.exposure.gate import Override, SignOff, Used

    consents = tuple(Used(resolve(vault, one), given.reason) for one in given.consents)
    override = None
    if given.override:
        if given.second is None:
            raise Problem("no_second")
        override = Override(given.reason, second_key(given.second, given.second_fd, lang))
    return SignOff(given.by, consents, acknowledged, override)


def second_key(file: str, descriptor: int | None, lang: Language) -> SigningKey:
    """The key in a signing file, after its owner's passphrase. Raises Problem, VaultError."""
    from underice.cli.signer import ask_passphrase, read_signing_file
    from underice.exposure.signing import SigningRefused, describe, unlock

    data = read_signing_file(file)
    try:
        name = describe(data).name
        return unlock(data, ask_passphrase(name, descriptor, lang))
    except SigningRefused as refused:
        wrong = refused.code == "wrong-passphrase"
        raise Problem("wrong_signing_passphrase" if wrong else "bad_signing_file", path=file) from None


def _refuse(refused: Refused, given: Given, lang: Language) -> None:
    from underice.exposure.report.gate_words import reason_fields, refusal_lines

    if given.as_json:
        text = refused.check.reading.text
        for one in refused.reasons:
            print_json(reason_fields(one, text))
        print_json(
            {"kind": "summary", "cleared": False, "audience": refused.policy.audience,
             "reasons": list(refused.codes), "can_be_overridden": refused.can_be_overridden}
        )  # fmt: skip
        return
    say(refusal_lines(refused, lang))


def _show(found: Examined, given: Given, lang: Language) -> None:
    from underice.exposure.report.gate_words import examined_lines

    if not given.as_json:
        say(examined_lines(found, given.by, lang))


def _confirm(yes: bool, lang: Language) -> None:
    """Go on only if whoever signs off says so. Raises Problem."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Problem("no_confirmation")
    sys.stderr.write(translation(lang).gettext("Sign it off and write it? Write yes: "))
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise Problem("no_confirmation")


def _write(cleared: Cleared, target: Path, first: Examined, given: Given, lang: Language) -> None:
    """Write what was cleared: the record stands already. Raises Problem."""
    from underice.exposure.gate import ExportRefused, export

    _ = translation(lang).gettext
    record = cleared.content.record.hex()
    try:
        path = export(cleared, target)
    except ExportRefused:
        raise Problem("release_exists", path=given.out, record=record[:8]) from None
    except OSError:
        raise Problem("unwritten_text", path=given.out, record=record[:8]) from None
    entries = 0 if first.again else len(first.ledger)
    if given.as_json:
        print_json(
            {"kind": "summary", "cleared": True, "audience": cleared.audience, "clearance": record,
             "ledger": entries, "again": first.again, "out": str(path)}
        )  # fmt: skip
        return
    if not first.again:
        tell(_("Signed off and recorded: clearance {id}, {n} entries in the ledger.").format(id=record[:8], n=entries))
    tell(_("The text lies at {path}").format(path=path))
