"""The rules of the house: rooms and imports, a light start, clean locks, short files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import rooms
from underice import __version__

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("typer", "rich", "numpy", "jinja2", "ahocorasick", "pydantic", "scipy", "duckdb")
COUNTING = ("numpy", "ahocorasick", "jinja2", "scipy", "duckdb")
SOURCES = sorted((ROOT / "src" / "underice").rglob("*.py"))


def test_every_package_has_a_row_in_the_table_of_rooms() -> None:
    assert rooms.existing() <= set(rooms.table())


def test_imports_run_only_as_the_table_of_rooms_says() -> None:
    assert rooms.broken(rooms.table()) == []


def test_the_table_only_names_rooms_further_up_so_that_data_flows_one_way() -> None:
    seen: set[str] = set()
    for room, allowed in rooms.table().items():
        assert set(allowed) <= seen
        seen.add(room)


def test_a_new_package_without_a_row_is_noticed(tmp_path: Path) -> None:
    attic = tmp_path / "src" / "underice" / "attic"
    attic.mkdir(parents=True)
    (attic / "boxes.py").touch()
    (tmp_path / "src" / "underice" / "story").mkdir()
    assert rooms.existing(tmp_path) == {"attic"}


@pytest.mark.parametrize(
    "line",
    [
        "from underice.exposure import check",
        "import underice.exposure.check",
        "from ..exposure import check",
        "from .. import exposure",
    ],
)
def test_an_import_against_the_table_is_noticed(line: str, tmp_path: Path) -> None:
    room = tmp_path / "src" / "underice" / "vocabulary"
    room.mkdir(parents=True)
    (room / "ages.py").write_text(f"def late() -> None:\n    {line}\n", encoding="utf-8")
    assert rooms.broken(rooms.table(), tmp_path) == [
        "src/underice/vocabulary/ages.py:2: vocabulary may not import exposure"
    ]


def test_a_contract_forbids_exactly_what_the_table_does_not_allow() -> None:
    text = rooms.contracts({"a": (), "b": ("a",), "c": ("a",)}, {"a", "b"})
    assert "source_modules =\n    underice.a\nforbidden_modules =\n    underice.b\n" in text
    assert "underice.c" not in text
    assert "contract:b" not in text


def test_no_source_file_is_longer_than_600_lines() -> None:
    long = [path.name for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 600]
    assert long == []


def test_no_checker_is_silenced_by_a_comment() -> None:
    # The one place that has to spell these words: the rule that keeps them out of everywhere else.
    silenced = re.compile(r"#\s*(noqa|type:\s*ignore|TODO|FIXME)", re.IGNORECASE)
    found = [str(path.relative_to(ROOT)) for path in SOURCES if silenced.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("name", ["core", "build", "dev", "spark"])
def test_a_lock_has_a_hash_for_every_package_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[\w.\[\]-]+==.*?(?=^\w|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pinned
    assert [entry.splitlines()[0] for entry in pinned if "--hash=sha256:" not in entry] == []


def test_every_dependency_of_the_project_is_locked() -> None:
    described = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = described.partition("\ndependencies = [")[2].partition("]")[0]
    locked = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8")
    names = re.findall(r'"([a-z0-9-]+)', block)
    assert names
    assert [name for name in names if f"\n{name}==" not in f"\n{locked}"] == []


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], HEAVY),
        (["-V"], HEAVY),
        (["--help"], COUNTING),
        (["draft", "--help"], COUNTING),
        (["draft", "check", "no such file"], COUNTING),
    ],
    ids=["version", "V", "help", "draft help", "no file"],
)
def test_what_needs_no_counting_loads_nothing_heavy(arguments: list[str], unwanted: tuple[str, ...]) -> None:
    code = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print('LOADED', *(set(sys.modules) & {set(unwanted)!r})))\n"
        f"sys.argv = ['underice', *{arguments!r}]\n"
        "from underice.cli.main import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "LOADED"
    if arguments[0] in ("--version", "-V"):
        assert done.stdout.splitlines()[0] == f"underice {__version__}"
