"""Reference pages made from the code: `python -m tools.reference write|check`.

docs/reference/cli.md and docs/ko/reference/cli.md list every command with its arguments and options, in the words of
the program's own help in that language; docs/reference/vocabulary.md and its Korean twin come from tools/vocabulary.py.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import vocabulary
from underice.vocabulary.language import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[Language, Path] = {
    "en": ROOT / "docs" / "reference" / "cli.md",
    "ko": ROOT / "docs" / "ko" / "reference" / "cli.md",
}
HEADS: dict[Language, str] = {
    "en": """\
# Commands

[한국어](../ko/reference/cli.md)

Made from the program's own help by `make docs`; do not edit. The same text: `underice --help`, `underice draft --help`
and so on. Exit codes: 0 fine, 1 findings (somebody is exposed) or a failure inside, 2 wrong usage, 3 locked vault or
wrong key.
""",
    "ko": """\
# 명령

[English](../../reference/cli.md)

프로그램의 도움말에서 `make docs`로 만든 쪽이므로 직접 고치지 않습니다. `underice --help`, `underice draft --help`
등으로 같은 내용을 볼 수 있습니다. 종료 코드: 0 이상 없음, 1 드러나는 사람이 있거나 안에서 문제가 생김, 2 잘못된 사용,
3 금고가 잠겼거나 열쇠가 틀림.
""",
}
TABLES: dict[Language, str] = {
    "en": "| argument or option | what it does |",
    "ko": "| 인자·선택 항목 | 하는 일 |",
}


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


def commands(lang: Language = "en") -> list[Command]:
    """Every command there is, groups before their members, as the program itself describes them in `lang`."""
    from typer.main import get_command

    from underice.cli.app import build

    return list(_walk(get_command(build(lang)), ("underice",)))


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


def page(lang: Language = "en") -> str:
    """The whole page in Markdown."""
    parts = [HEADS[lang]]
    for command in commands(lang):
        parts.append(f"\n## `{' '.join(command.words)}`\n")
        if command.help:
            parts.append(f"\n{command.help}\n")
        arguments = [one for one in command.parameters if not one.option]
        options = [one for one in command.parameters if one.option]
        usage = [*command.words, *(one.names[0] if one.required else f"[{one.names[0]}]" for one in arguments)]
        usage += ["[OPTIONS]" if lang == "en" else "[선택 항목]"] if options else []
        usage += ["COMMAND …" if lang == "en" else "명령 …"] if command.group else []
        parts.append(f"\n```text\n{' '.join(usage)}\n```\n")
        if command.parameters:
            parts.append(f"\n{TABLES[lang]}\n|---|---|\n")
        for one in (*arguments, *options):
            parts.append(f"| `{_cell(one.label)}` | {_cell(one.help)} |\n")
    return "".join(parts)


def _cell(text: str) -> str:
    """Text that may stand in a table."""
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages, or say which of them are older than the code."""
    if arguments not in (["write"], ["check"]):
        print(__doc__)
        return 2
    stale = 0
    pages = [(PAGES[lang], page(lang)) for lang in LANGUAGES]
    pages += [(vocabulary.PAGES[lang], vocabulary.page(lang)) for lang in LANGUAGES]
    for path, wanted in pages:
        if arguments == ["write"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            print(f"{path.relative_to(ROOT)} is older than the code: run `make docs`")
            stale = 1
        else:
            print(f"{path.relative_to(ROOT)}: current")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
