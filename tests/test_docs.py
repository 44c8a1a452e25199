"""The docs cannot drift: every command is in them, links lead somewhere, shipped data files have their sources."""

import re
import shlex
from itertools import takewhile
from pathlib import Path

import pytest

from tools import reference, vocabulary
from underice.vocabulary.language import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
DATA = {".csv", ".tsv", ".npz", ".gz", ".toml", ".yaml", ".json"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _text(path: Path) -> str:
    """A page without its code blocks."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    heads = re.findall(r"^#+\s+(.*)$", _text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def _examples(path: Path) -> list[list[str]]:
    """The command lines shown in a page's console blocks, split into words, up to a pipe or redirection."""
    blocks = [body for kind, body in FENCE.findall(path.read_text(encoding="utf-8")) if kind == "console"]
    lines = [line[2:] for body in blocks for line in body.splitlines() if line.startswith("$ ")]
    words = [shlex.split(line, comments=True) for line in lines]
    return [list(takewhile(lambda word: word not in {"|", ">", ">>", "&&", ";"}, line)) for line in words]


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_link_between_pages_leads_somewhere(path: Path) -> None:
    lost = []
    for target in LINK.findall(_text(path)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        if not aim.exists() or (anchor and aim.suffix == ".md" and anchor not in _anchors(aim)):
            lost.append(target)
    assert lost == []


def test_every_page_can_be_reached_from_the_first_one() -> None:
    first = ROOT / "docs" / "index.md"
    reached, waiting = set(), [first]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        targets = (target.partition("#")[0] for target in LINK.findall(_text(page)) if ":" not in target)
        waiting += [(page.parent / file).resolve() for file in targets if file.endswith(".md")]
    assert [_name(page) for page in (ROOT / "docs").rglob("*.md") if page not in reached] == []


def test_the_readme_leads_to_the_docs() -> None:
    assert "docs/index.md" in LINK.findall(_text(ROOT / "README.md"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_of_commands_is_current(lang: Language) -> None:
    assert reference.PAGES[lang].read_text(encoding="utf-8") == reference.page(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_of_the_vocabulary_is_current(lang: Language) -> None:
    assert vocabulary.PAGES[lang].read_text(encoding="utf-8") == vocabulary.page(lang)


def test_every_command_and_option_is_explained() -> None:
    unexplained = [" ".join(command.words) for command in reference.commands() if not command.help]
    for command in reference.commands():
        unexplained += [f"{' '.join(command.words)} {one.names[0]}" for one in command.parameters if not one.help]
    assert unexplained == []


def test_every_command_is_shown_in_use_outside_the_reference() -> None:
    shown = [" ".join(words) for path in PAGES if path not in reference.PAGES.values() for words in _examples(path)]
    single = [" ".join(command.words) for command in reference.commands() if not command.group]
    assert [name for name in single if not any(line.startswith(name) for line in shown)] == []


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_commands_shown_in_a_page_exist_with_their_options(path: Path) -> None:
    known = {
        command.words: {name for one in command.parameters for name in one.names} for command in reference.commands()
    }
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    wrong = []
    for words in _examples(path):
        program, rest = Path(words[0]).name, words[1:]
        if program == "make":
            wrong += [word for word in rest if "=" not in word and word not in targets]
        elif program == "underice":
            command: tuple[str, ...] = ("underice",)
            while rest and (*command, rest[0]) in known:
                command = (*command, rest.pop(0))
            options = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"}
            wrong += sorted(options - known[command] - {"--help", "--version", "-V"})
    assert wrong == []


def test_every_shipped_data_file_is_named_in_a_page_of_sources() -> None:
    sources = [path for folder in ("src", "docs") for path in (ROOT / folder).rglob("SOURCES.md")]
    named = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, *ROOT.glob("SOURCES.md")])
    data = [path for path in (ROOT / "src" / "underice").rglob("*") if path.suffix in DATA]
    assert [_name(path) for path in data if path.name not in named] == []
