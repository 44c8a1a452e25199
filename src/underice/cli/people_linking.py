"""What `underice people link` does: read both sides, ask for suggestions, tell them or write them down."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from underice.cli.errors import Problem, tell
from underice.cli.vault_door import Key, opened
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.people.facts import PersonFacts
    from underice.people.linking import Engine, Suggestion

Progress = Callable[[str, int, int], None]
_EXTRAS = {"link": "pip install 'underice[link]'", "spark": "pip install 'underice[spark]'"}
_MARKS = ("A", "B")


@dataclass(frozen=True, slots=True)
class Linking:
    """What is to be linked and how, as typed. other: "" for `one` with itself; out: file to write, None for none."""

    one: str
    other: str
    least: float
    limit: int
    out: str | None
    engine: str
    memory: int
    as_json: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class _Side:
    """The people of a list or vault. mark: "A" or "B", for ids of a list; judged: pairs that need no suggestion."""

    mark: str
    vault: bool
    people: Mapping[str, PersonFacts]
    judged: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def run_link(asked: Linking, key: Key, lang: Language) -> None:
    """Print suggestions, or write them to a new file. Raises Problem, VaultError."""
    _check(asked)
    sides = [
        _side(typed, mark, key, lang) for typed, mark in zip((asked.one, asked.other), _MARKS, strict=True) if typed
    ]
    if asked.out is not None and any(side.vault for side in sides):
        raise Problem("out_of_vault")
    if len(sides) == 1 and not sides[0].vault:
        alone = sides[0]  # whether two rows are one person is what is asked, so their being of one list says nothing
        apart = {ref: replace(one, lists=frozenset()) for ref, one in alone.people.items()}
        sides = [_Side(alone.mark, alone.vault, apart)]
    found = _suggestions(asked, sides, lang)
    if asked.out is not None:
        _write(asked.out, found, sides)
        tell(_counted(len(found), lang))
    elif asked.as_json:
        for one in found:
            sys.stdout.write(f"{_line(one, sides)}\n")
    else:
        _print(found, sides, asked, lang)


def _check(asked: Linking) -> None:
    """What can be said before anything is read. Raises Problem."""
    if not asked.one:
        raise Problem("nothing_to_link")
    if asked.engine not in ("duckdb", "spark"):
        raise Problem("bad_engine", value=asked.engine[:20])
    if asked.out is not None and Path(asked.out).exists():
        raise Problem("out_exists", path=asked.out)


def _side(typed: str, mark: str, key: Key, lang: Language) -> _Side:
    """One side, read. Raises Problem, VaultError."""
    if Path(typed).is_dir():
        from underice.people.dossier import read
        from underice.people.verdicts import standing

        with opened(Path(typed), key, lang, read_only=True) as vault:
            judged = frozenset(one.pair for one in standing(vault))
            return _Side(mark, True, read(vault), judged)
    from underice.cli.list_running import Asked, read_list
    from underice.intake.facts import of_list

    intake, _content = read_list(Asked(typed), lang)
    people = (_marked(one, mark) for one in of_list(intake))
    return _Side(mark, False, {one.key: one for one in people})


def _marked(person: PersonFacts, mark: str) -> PersonFacts:
    """The same with its ref, and those of its relatives, marked: row 5 of one list is not row 5 of the other."""
    kin = tuple(replace(one, relative=f"{mark}{one.relative}") if one.relative else one for one in person.kin)
    return replace(person, key=f"{mark}{person.key}", kin=kin)


def _suggestions(asked: Linking, sides: list[_Side], lang: Language) -> list[Suggestion]:
    """Every suggestion that nobody has judged yet, best first. Raises Problem."""
    from underice.people.linking import EngineMissing, LinkSettings, MemoryExceeded, link

    chosen = LinkSettings(least=asked.least, megabytes=asked.memory)
    other = sides[1].people.values() if len(sides) > 1 else None
    judged = sides[0].judged.union(*(side.judged for side in sides[1:]))
    try:
        with _watched(lang) as progress:
            engine = cast("Engine", asked.engine)
            found = link(sides[0].people.values(), other, engine=engine, settings=chosen, progress=progress)
            pairs = ((one, tuple(sorted((one.one, one.other)))) for one in found)
            return [one for one, pair in pairs if pair not in judged and len(set(pair)) == 2]
    except EngineMissing as missing:
        if missing.what == "java":
            raise Problem("no_java") from None
        raise Problem("no_extra", command=_EXTRAS[missing.what]) from None
    except MemoryExceeded as short:
        raise Problem("too_little_memory", n=short.megabytes, more=short.megabytes * 2) from None


@contextmanager
def _watched(lang: Language) -> Iterator[Progress | None]:
    """A progress bar on standard error, if a person watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    _ = translation(lang).gettext
    titles = {"reading": _("Reading names"), "comparing": _("Comparing"), "judging": _("Judging pairs")}
    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(titles["reading"], total=None)

        def show(step: str, done: int, whole: int) -> None:
            bar.update(task, description=titles[step], completed=done, total=whole or None)

        yield show


def _record(key: str, sides: list[_Side]) -> tuple[_Side, PersonFacts]:
    """The side a key is of, and its facts."""
    side = next(side for side in sides if key in side.people)
    return side, side.people[key]


def _line(found: Suggestion, sides: list[_Side]) -> str:
    """A suggestion as one line of JSON."""
    told: dict[str, object] = {}
    for name, key in (("one", found.one), ("other", found.other)):
        side, person = _record(key, sides)
        id_ = key if side.vault else key.removeprefix(side.mark)
        told[name] = {"side": side.mark, "id": id_, "names": list(person.names)}
    told |= {
        "probability": round(found.probability, 4),
        "bits": round(found.bits, 2),
        "verdict": found.verdict,
        "parts": [{"fact": part.fact, "code": part.code, "bits": round(part.bits, 2)} for part in found.parts],
    }
    return json.dumps(told, ensure_ascii=False)


def _write(target: str, found: list[Suggestion], sides: list[_Side]) -> None:
    """Write all to a new file that only its owner may read. Raises Problem."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{_line(one, sides)}\n" for one in found)
    except OSError as failure:
        raise Problem("out_unwritable", path=target, reason=os.strerror(failure.errno or 0)) from None


def _counted(number: int, lang: Language) -> str:
    said = translation(lang).ngettext("{n} pair may be one person.", "{n} pairs may be one person each.", number)
    return said.format(n=number)


def _print(found: list[Suggestion], sides: list[_Side], asked: Linking, lang: Language) -> None:
    """The best suggestions with what speaks for and against, and how to settle them."""
    from underice.people.person_words import reason, wrapped

    _ = translation(lang).gettext
    for one in found[: asked.limit]:
        typer.echo(
            f"{_percent(one.probability):>5}  {_called(one.one, sides, lang)} — {_called(one.other, sides, lang)}"
        )
        for mark, wanted in (("+", True), ("−", False)):
            words = [said for part in one.parts if (part.bits > 0) == wanted and (said := reason(part, lang))]
            for line in wrapped(words, " " * 9, f"{mark:>8} "):
                typer.echo(line)
    if len(found) > asked.limit:
        typer.echo(_("… and {n} more; show them with --limit or --json.").format(n=len(found) - asked.limit))
    tell(_counted(len(found), lang))
    if not found:
        return
    tell(_("These are suggestions from names and facts; nothing was merged or recorded."))
    if not all(side.vault for side in sides):
        tell(_("Record a list first: underice list import FILE --case CASE"))
    tell(_("Then judge each pair: underice person merge A B --reason …, or underice person not-same A B --reason …"))


def _percent(probability: float) -> str:
    """A probability in whole percent, never 0 or 100: nothing here is certain."""
    if probability > 0.99:
        return "> 99%"
    return "< 1%" if probability < 0.01 else f"{probability * 100:.0f}%"


def _called(key: str, sides: list[_Side], lang: Language) -> str:
    """A record by name, else by what is told of her, with side and id."""
    from underice.people.person_words import described, names

    side, person = _record(key, sides)
    id_ = key[:8] if side.vault else key.removeprefix(side.mark)
    told = names([person], most=2) or ", ".join(described([person], lang))
    return f"{told or translation(lang).gettext('without a name')} ({side.mark} {id_})"
