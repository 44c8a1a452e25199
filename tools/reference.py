"""Reference pages made from the code: `python -m tools.reference write|check`.

docs/reference/cli.md lists every command with its arguments and options, in the words of the program's own help.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "cli.md"
HEAD = """\
# Commands

Made from the program's own help by `make docs`; do not edit. The same text: `underice --help`, `underice draft --help`
and so on. Exit codes: 0 fine, 1 findings (somebody is exposed) or a failure inside, 2 wrong usage, 3 locked vault or
wrong key.
"""


@dataclass(frozen=True)
class Parameter:
    """An argument or option: its names as typed, its line in the program's help (names with value, explanation)."""

    names: tuple[str, ...]
    label: str
    help: str
    required: bool
    option: bool


@dataclass(frozen=True)
class Command:
    """A command or a group of commands, by its words: ("underice", "draft", "check")."""

    words: tuple[str, ...]
    help: str
    parameters: tuple[Parameter, ...]
    group: bool


def commands() -> list[Command]:
    """Every command there is, groups before their members, as the program itself describes them in English."""
    os.environ.update({"LANGUAGE": "en", "LANG": "en_US.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "100"})
    from typer.main import get_command
    from underice.cli.app import app

    return list(_walk(get_command(app), ("underice",)))


def _walk(command: Any, words: tuple[str, ...]) -> Iterator[Command]:
    """The command and, if it is a group, what is in it; hidden ones are left out.

    Typer keeps the classes of its commands to itself, so they are read by their attributes.
    """
    members: dict[str, Any] = getattr(command, "commands", {})
    context = command.make_context(" ".join(words), [], resilient_parsing=True)
    parameters = tuple(_parameter(one, context) for one in command.params if not one.hidden)
    yield Command(words, _clean(command.help), parameters, bool(members))
    for name, member in members.items():
        if not member.hidden:
            yield from _walk(member, (*words, name))


def _parameter(one: Any, context: Any) -> Parameter:
    """What the program's help says of a parameter."""
    option = one.param_type_name == "option"
    label, explanation = one.get_help_record(context) or ("", "")
    names = (*one.opts, *one.secondary_opts) if option else (label.split(" ")[0],)
    return Parameter(names, _clean(label), _clean(explanation), bool(one.required), option)


def _clean(text: str | None) -> str:
    """Help as one paragraph, without the marks that only a terminal understands."""
    return " ".join((text or "").replace("\b", " ").split())


def page(found: list[Command]) -> str:
    """The whole page in Markdown."""
    parts = [HEAD]
    for command in found:
        parts.append(f"\n## `{' '.join(command.words)}`\n")
        if command.help:
            parts.append(f"\n{command.help}\n")
        arguments = [one for one in command.parameters if not one.option]
        options = [one for one in command.parameters if one.option]
        usage = [*command.words, *(one.names[0] if one.required else f"[{one.names[0]}]" for one in arguments)]
        usage += ["[OPTIONS]"] if options else []
        usage += ["COMMAND …"] if command.group else []
        parts.append(f"\n```text\n{' '.join(usage)}\n```\n")
        if command.parameters:
            parts.append("\n| argument or option | what it does |\n|---|---|\n")
        for one in (*arguments, *options):
            parts.append(f"| `{_cell(one.label)}` | {_cell(one.help)} |\n")
    return "".join(parts)


def _cell(text: str) -> str:
    """Text that may stand in a table."""
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages, or say which of them are older than the code."""
    sys.path.insert(0, str(ROOT / "src"))
    wanted = page(commands())
    if arguments == ["write"]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(wanted, encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
        return 0
    if arguments == ["check"]:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted
        print(f"{PAGE.relative_to(ROOT)}: {'current' if fresh else 'older than the code, run `make docs`'}")
        return 0 if fresh else 1
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
