"""What a vault adds to the check of a draft: opened for reading, and left out with a message where it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import Problem, tell
from underice.cli.vault_door import Key, opened, short, vault_folder
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.corrections import Correction
    from underice.exposure.known import Known
    from underice.vault.vault import Vault

NOBODY = ("nobody", "아무도")
_CASES = 5
_LARGEST = 1_000_000
NO_KEY = Key()


@dataclass(frozen=True, slots=True)
class Beside:
    """Which vault and case a draft is checked beside, as typed. who: "p1=1a2b3c4d" or "p1=nobody", each."""

    vault: str | None = None
    case: str | None = None
    who: tuple[str, ...] = ()
    key: Key = NO_KEY

    @property
    def asked(self) -> bool:
        """True if a vault was asked for."""
        return self.vault is not None or self.case is not None


def case_option(lang: Language) -> str | None:
    """The option --case of commands about a text."""
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--case", metavar="CASE", help=_("The incident it is about: its title, or the beginning of its id.")
    )
    return option


def who_option(lang: Language) -> list[str] | None:
    """The option --who."""
    _ = translation(lang).gettext
    option: list[str] | None = typer.Option(
        None,
        "--who",
        metavar="P=ID",
        help=_("Whom a person of the text is, as in p1=1a2b3c4d, or p1=nobody for nobody registered. May be repeated."),
    )
    return option


def corrections_option(lang: Language) -> str | None:
    """The option --corrections."""
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None,
        "--corrections",
        metavar="FILE",
        help=_("What you say against the reader: a JSON file, as in docs/guide/draft-check.md."),
    )
    return option


def read_corrections(name: str | None) -> tuple[Correction, ...]:
    """What an editor says against the reader; nothing if no file is named. Raises Problem."""
    if name is None:
        return ()
    from underice.exposure.corrections import BadCorrection, loaded

    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem("bad_corrections", path=name, value="")
        return loaded(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Problem("no_such_file", path=name) from None
    except IsADirectoryError:
        raise Problem("directory", path=name) from None
    except BadCorrection as bad:
        raise Problem("bad_corrections", path=name, value=bad.words[:40]) from None
    except (OSError, ValueError):
        raise Problem("bad_corrections", path=name, value="") from None


def known_beside(beside: Beside, lang: Language) -> Known | None:
    """What the vault adds, or None with a message if it cannot be opened: the draft is checked all the same.

    Raises Problem for words that were not understood.
    """
    from underice.cli.vault_errors import say
    from underice.exposure.registered import known
    from underice.vault.errors import VaultError

    if not beside.asked:
        if beside.who:
            raise Problem("who_without_vault")
        return None
    _ = translation(lang).gettext
    try:
        with opened(vault_folder(beside.vault), beside.key, lang, read_only=True) as vault:
            case = case_in(vault, beside.case) if beside.case is not None else None
            found = known(vault, case)
            return known(vault, case, confirmed(beside.who, found, lang)) if beside.who else found
    except VaultError as error:
        tell(say(error, lang))
    except Problem as problem:
        if problem.code not in ("no_passphrase", "no_vault", "bad_fd"):
            raise
        tell(problem.say(lang))
    tell(_("The draft is checked without the vault: what is public already was not counted."))
    return None


def case_in(vault: Vault, typed: str) -> bytes:
    """The incident meant. Raises Problem if there is none, or if several fit."""
    from underice.intake.cases import cases, find_cases

    found = find_cases(vault, typed)
    if len(found) == 1:
        return found[0]
    known = cases(vault)
    if found:
        raise Problem("ambiguous_case", cases=_named({one: known.get(one, "") for one in found}))
    raise Problem("unknown_case", value=typed[:60], cases=_named(known))


def _named(cases: dict[bytes, str]) -> str:
    shown = [f"{short(one)} {title}".strip() for one, title in list(cases.items())[:_CASES]]
    return "; ".join([*shown, *(["…"] if len(cases) > _CASES else [])]) or "–"


def _split(typed: str) -> tuple[str, str]:
    ref, sign, id_ = typed.partition("=")
    if not sign or not ref.strip() or not id_.strip():
        raise Problem("bad_who", value=typed[:40])
    return ref.strip(), id_.strip().lower()


def confirmed(who: Sequence[str], known: Known, lang: Language) -> dict[str, str | None]:
    """Whom the editor says persons of the text to be, by ref. An id of nobody registered is told and left out.

    Raises Problem for words that were not understood.
    """
    _ = translation(lang).gettext
    found: dict[str, str | None] = {}
    for ref, id_ in map(_split, who):
        if id_ in NOBODY:
            found[ref] = None
        elif (key := known.key_of(id_)) is not None:
            found[ref] = key
        else:
            tell(_("{id} is nobody registered here; {ref} was not confirmed.").format(id=id_[:32], ref=ref))
    return found
