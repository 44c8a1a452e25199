"""The vault's part of the demo: the story's vault in a folder of its own, two conflicting claims, one flipped byte."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer
import yaml

from underice.cli.demo_lists import take_lists
from underice.vocabulary.entering import enter
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import validate

if TYPE_CHECKING:
    from underice.vault.slots import Kdf
    from underice.vault.vault import Vault

STORY = Path(__file__).resolve().parent.parent / "story" / "vault.yaml"
_SHOWN = "teacher"
CASE = "arrest"


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the story: its statements, recorded together."""

    comment: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The story's actions and the ids of the records it names."""

    writer: str
    actions: tuple[Action, ...]
    ids: Mapping[str, bytes]


def read_story(path: Path = STORY) -> Story:
    """The story's vault as statements with fresh ids. Raises ValueError for what the vocabulary cannot hold."""
    content = cast(dict[str, object], yaml.safe_load(path.read_text(encoding="utf-8")))
    reader = _Reader()
    actions = tuple(reader.action(_table(entry)) for entry in _list(content["actions"]))
    return Story(str(content["writer"]), actions, reader.ids)


class _Reader:
    """Turns the records of the story's file into statements, remembering who is who."""

    def __init__(self) -> None:
        self.ids: dict[str, bytes] = {}
        self._kinds: dict[bytes, str] = {}
        self._dates: dict[bytes, str] = {}

    def action(self, entry: Mapping[str, object]) -> Action:
        """One action."""
        said = [one for record in _list(entry["records"]) for one in self._record(_table(record))]
        return Action(str(entry["comment"]), tuple(said))

    def _record(self, record: Mapping[str, object]) -> list[Statement]:
        ref = str(record.get("ref", ""))
        entity = self.ids[ref] if ref in self.ids else new_id()
        if ref:
            self.ids[ref] = entity
        kind = self._kinds.setdefault(entity, str(record.get("kind")))
        values = {name: _list(value) for name, value in _table(record["values"]).items()}
        if kind == "source":
            source = entity
            self._dates[entity] = str(values["date"][0])
        else:
            source = self.ids[str(record["source"])]
        consent = self.ids[str(record["consent"])] if "consent" in record else None
        return [
            self._statement(entity, kind, name, str(value), source, consent)
            for name, given in values.items()
            for value in given
        ]

    def _statement(
        self, entity: bytes, kind: str, name: str, value: str, source: bytes, consent: bytes | None
    ) -> Statement:
        prop = property_of(kind, name)
        if prop is None:
            raise ValueError(f"no property {kind}.{name}")
        day = self._dates[source]
        entry = enter(prop, value, said=day, resolve=lambda one: self.ids.get(one.removeprefix("@")))
        said = Statement(
            entity, kind, name, entry.value, source, entry.lang, entry.script, entry.norm,
            sensitivity=prop.sensitivity, consent=consent, said_at=day,
        )  # fmt: skip
        faults = validate(said, self._kinds.get)
        if faults:
            raise ValueError(f"{kind}.{name}: {faults[0].code}")
        return said


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("the story's file holds something else than a table")
    return value


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def run_vault_demo(lang: Language, pages: Path, kdf: Kdf | None = None) -> int:
    """Make the story's vault in a temporary folder, tell the story with it, damage a copy, and remove both.

    pages: the folder for what goes out and for the reports. kdf: costs of the passphrase, only for tests. Returns how
    many findings the damaged copy gave. Raises VaultError.
    """
    from underice.cli.demo_decide import tell_after
    from underice.cli.demo_story import tell_draft, tell_ledger
    from underice.vault.vault import Vault

    _ = translation(lang).gettext
    folder = Path(tempfile.mkdtemp(prefix="underice-story-"))
    try:
        place, device = folder / "vault", folder / "device"
        passphrase = secrets.token_hex(16)
        story = read_story()
        typer.echo(_("A vault with a fresh key, in a temporary folder. Everything recorded in it is invented."))
        with Vault.create(place, passphrase=passphrase, writer=story.writer, kdf=kdf, device_dir=device) as vault:
            for action in story.actions:
                done = vault.record(action.statements, note=action.comment)
                typer.echo(
                    _("Recorded and signed: action {n}, {count} statements — {comment}").format(
                        n=done.number, count=done.count, comment=action.comment
                    )
                )
            take_lists(vault, story.ids[CASE], lang)
            _conflict(vault, story.ids[_SHOWN], lang)
            tell_ledger(vault, story.ids[CASE], lang)
            told = tell_draft(vault, story.ids[CASE], pages, lang)
            tell_after(vault, story.ids[CASE], told.decision, lang)
            typer.echo("")
            typer.echo(_("The vault's head, to keep on paper: {head}").format(head=vault.head()))
            verified = vault.verify()
            typer.echo(
                _(
                    "All is as it was written: {statements} statements, {actions} actions, {attachments} attachments."
                ).format(statements=verified.statements, actions=verified.bundles, attachments=verified.attachments)
            )
        return _damage(place, folder / "copy", passphrase, device, lang)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _conflict(vault: Vault, person: bytes, lang: Language) -> None:
    """Show what two sources say of one person that does not go together."""
    from underice.cli.telling import Teller

    for line in Teller(vault, lang).lines(vault.entity(person)):
        if line.startswith("≠"):
            typer.echo(line)


def _damage(place: Path, copy: Path, passphrase: str, device: Path, lang: Language) -> int:
    """Flip one byte in a copy of the vault and tell what is noticed; how many findings there are."""
    from underice.cli.vault_errors import say, say_finding
    from underice.vault.errors import VaultError
    from underice.vault.vault import Vault

    _ = translation(lang).gettext
    shutil.copytree(place, copy)
    database = copy / "main.db"
    data = bytearray(database.read_bytes())
    at = len(data) // 2
    data[at] ^= 1
    database.write_bytes(data)
    typer.echo(_("One bit of a copy is flipped, byte {at} of {size}, and the copy is verified:").format(
        at=at, size=len(data)
    ))  # fmt: skip
    try:
        with Vault.open(copy, passphrase=passphrase, device_dir=device, inspect=True) as vault:
            findings = vault.verify().findings
    except VaultError as error:
        typer.echo(f"  {say(error, lang)}")
        return 1
    for finding in findings:
        typer.echo(f"  {say_finding(finding, lang)}")
    return len(findings)
