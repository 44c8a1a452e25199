"""The lists of the demo: three of them come in, through the same door as any list, and are found to be twelve people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.list_telling import end_lines
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


_PERSON = re.compile(r" ?(\d+)\?? ")


def take_lists(vault: Vault, case: bytes, lang: Language) -> None:
    """Import the three lists of the story into a case, and tell who is who in short. Raises VaultError."""
    from underice.cli.demo_story import section
    from underice.cli.person_telling import Asked, MatchTeller
    from underice.intake.case_people import of_case
    from underice.intake.importing import record
    from underice.intake.reading import read

    _ = translation(lang).gettext
    section(1, _("Three lists come in that night, each from somebody else"))
    for name, title in TITLES.items():
        path = LISTS / name
        intake = read(path)
        typer.echo(f"$ underice list import {name} --case {case.hex()[:8]}")
        done = record(intake, vault, case=case, title=title, original=path.read_bytes(), today=RECEIVED)
        for line in end_lines(done, of_case(vault, case), lang):
            typer.echo(f"  {line}")
    people = of_case(vault, case)
    if people is None:
        return
    section(2, _("Who is who"))
    typer.echo(f"$ underice person match --case {case.hex()[:8]}")
    asked = Asked(people.grouping, people.facts, people.expected)
    for line in shortened(MatchTeller(vault, asked, lang).lines()):
        typer.echo(line)


def shortened(lines: Iterable[str]) -> Iterator[str]:
    """Of a long answer: how many, the first person with the reasons, the others by name, and who is asked about."""
    number = 0
    for at, line in enumerate(lines):
        found = _PERSON.match(line)
        if found is not None:
            number = int(found[1])
        if (
            at == 0
            or found is not None
            or (number == 1 and line.startswith("   "))
            or line.startswith(("  A ", "  B "))
        ):
            yield line
