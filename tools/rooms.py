"""Checks that imports run only as the table of rooms in pyproject.toml says: `python -m tools.rooms`.

The table is `[tool.underice.rooms]`: each room and the rooms that it may import. For every room that exists today this
makes one import-linter contract "may not import any other room". A room that does not exist yet is passed over.
"""

import ast
import sys
import tempfile
import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "underice"
TOP_LEVEL = {"__init__.py", "__main__.py"}

Table = dict[str, tuple[str, ...]]


def table(root: Path = ROOT) -> Table:
    """The rooms in order, each with the rooms it may import, as written in pyproject.toml."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    rooms: dict[str, list[str]] = settings["tool"][PACKAGE]["rooms"]
    return {room: tuple(allowed) for room, allowed in rooms.items()}


def existing(root: Path = ROOT) -> set[str]:
    """Names of everything importable directly under the package; folders that hold only data are not rooms."""
    top = root / "src" / PACKAGE
    folders = {path.name for path in top.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    return folders | {path.stem for path in top.glob("*.py") if path.name not in TOP_LEVEL}


def contracts(rooms: Table, present: set[str]) -> str:
    """An import-linter configuration: for each present room, the present rooms that it may not import.

    Only direct imports are forbidden: `voice` may use `exposure`, which uses `people`, which `voice` may not.
    """
    parts = [f"[importlinter]\nroot_package = {PACKAGE}\n"]
    for room, allowed in rooms.items():
        forbidden = [other for other in rooms if other in present and other != room and other not in allowed]
        if room not in present or not forbidden:
            continue
        lines = "\n".join(f"    {PACKAGE}.{other}" for other in forbidden)
        parts.append(
            f"[importlinter:contract:{room}]\nname = {room} imports only what the table allows\ntype = forbidden\n"
            f"source_modules =\n    {PACKAGE}.{room}\nforbidden_modules =\n{lines}\nallow_indirect_imports = True\n"
        )
    return "\n".join(parts)


def broken(rooms: Table, root: Path = ROOT) -> list[str]:
    """Imports between rooms that break the table, one line each, found by reading the source files.

    A second pair of eyes beside import-linter, quick enough for every test run; it also sees imports inside functions.
    """
    top = root / "src" / PACKAGE
    findings = []
    for path in sorted(top.rglob("*.py")):
        room = path.relative_to(top).parts[0]
        if room not in rooms:
            continue
        package = (PACKAGE, *path.relative_to(top).parent.parts)
        for line, target in _imports(ast.parse(path.read_text(encoding="utf-8")), package):
            if target != room and target in rooms and target not in rooms[room]:
                findings.append(f"{path.relative_to(root)}:{line}: {room} may not import {target}")
    return findings


def _imports(tree: ast.Module, package: tuple[str, ...]) -> list[tuple[int, str]]:
    """Line and room of every import of ours in a module that lives in `package`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            stem = ".".join(part for part in (base, node.module or "") if part)
            names = [f"{stem}.{alias.name}" for alias in node.names]
        else:
            continue
        parts = (name.split(".") for name in names)
        found += [(node.lineno, part[1]) for part in parts if part[0] == PACKAGE and len(part) > 1]
    return found


def main() -> int:
    """Run import-linter over the contracts made from the table; 0 when all are kept."""
    rooms = table()
    without_row = existing() - set(rooms)
    if without_row:
        print(f"no row in [tool.underice.rooms] of pyproject.toml for: {', '.join(sorted(without_row))}")
        return 1
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "rooms.ini"
        config.write_text(contracts(rooms, existing()), encoding="utf-8")
        kept = lint_imports(config_filename=str(config), no_cache=True) == EXIT_STATUS_SUCCESS
    findings = broken(rooms)
    for finding in findings:
        print(finding)
    return 0 if kept and not findings else 1


if __name__ == "__main__":
    sys.exit(main())
