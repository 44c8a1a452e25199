"""The lists of the demo: three of them come in, through the same door as any list, and are found to be twelve people."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.list_telling import end_lines, summary_lines
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.vault.vault import Vault

LISTS = Path(__file__).resolve().parent.parent / "story" / "lists"
TITLES = {
    "message_ko.txt": "명단 1 — 한국어 메시지",
    "sheet_zh.csv": "명단 2 — 중국어 표",
    "email_en.txt": "명단 3 — 서울 가족의 전자우편",
}
"""The three lists in the order in which they come, and what the desk of the story calls them."""
RECEIVED = date(2026, 2, 9)


def take_lists(vault: Vault, case: bytes, lang: Language) -> None:
    """Import the three lists of the story into a case, and tell who is who. Raises VaultError."""
    from underice.cli.person_telling import Asked, MatchTeller
    from underice.intake.case_people import of_case
    from underice.intake.importing import record
    from underice.intake.preview import preview_for
    from underice.intake.reading import read

    _ = translation(lang).gettext
    typer.echo("")
    typer.echo(_("Three lists come in that night, each from somebody else. As commands:"))
    for name, title in TITLES.items():
        path = LISTS / name
        intake = read(path)
        typer.echo("")
        typer.echo(f"$ underice list import {name} --case {case.hex()[:8]}")
        for line in summary_lines(preview_for(intake, vault, today=RECEIVED.isoformat()), lang):
            typer.echo(line)
        done = record(intake, vault, case=case, title=title, original=path.read_bytes(), today=RECEIVED)
        for line in end_lines(done, of_case(vault, case), lang):
            typer.echo(line)
    people = of_case(vault, case)
    if people is None:
        return
    typer.echo("")
    typer.echo(f"$ underice person match --case {case.hex()[:8]}")
    asked = Asked(people.grouping, people.facts, people.expected)
    for line in MatchTeller(vault, asked, lang).lines():
        typer.echo(line)
