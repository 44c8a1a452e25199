"""One door: what the vault holds leaves it through the gate, and every other way to a file is known and argued for.

docs/threat-model.md tells the list in words.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "underice"
DOOR = "exposure/gate/export.py"
KNOWN = {
    "vault/attachments.py": "the vault's own files, encrypted",
    "vault/backup.py": "copies of the vault, encrypted",
    "vault/disk.py": "the vault's own files, encrypted",
    "vault/guard.py": "the lock of the vault's folder, empty",
    "vault/lockout.py": "overwrites the ways in",
    "exposure/gate/export.py": "the door: only what is cleared",
    "exposure/register/keeping.py": "the synthetic population, which holds nothing of a vault",
    "people/linking/sessions.py": "settings of Spark, without content",
    "cli/writing.py": "reports about a draft for its editor; they quote the draft and may count with the vault",
    "cli/people_linking.py": "pairs of two lists given as files; refused for records of a vault",
    "cli/signer.py": "a signing file, encrypted",
    "cli/demo_vault.py": "the invented story's vault, copied and damaged",
    "cli/main.py": "points standard output at nothing once its reader is gone",
}
"""The modules that write files, and why none of them is a second door."""
_METHODS = {
    "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "copytree",
    "copyfile", "copy2", "copyfileobj", "savez", "savez_compressed", "tofile", "to_csv", "to_parquet", "to_excel",
    "to_json", "make_archive", "symlink_to", "hardlink_to", "sendfile", "vacuum_into",
}  # fmt: skip
_NUMPY = {"np.save", "numpy.save", "shutil.copy", "shutil.move", "os.link", "os.symlink", "os.mkfifo"}
_FLAGS = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND")


def writers(package: Path) -> dict[str, list[int]]:
    """Modules that can write a file, with the lines that do."""
    found: dict[str, list[int]] = {}
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lines = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _writes(node)]
        if lines:
            found[path.relative_to(package).as_posix()] = lines
    return found


def _writes(node: ast.Call) -> bool:
    called = ast.unparse(node.func)
    name = called.rpartition(".")[2]
    if name in _METHODS or called in _NUMPY:
        return True
    if called == "os.open":
        return any(flag in ast.unparse(node) for flag in _FLAGS) or not _flags_are_plain(node)
    return name in ("open", "fdopen") and _mode(node, 0 if name == "open" and "." in called else 1)


def _flags_are_plain(node: ast.Call) -> bool:
    """True if the flags of os.open stand in the call, so that they can be judged by reading it."""
    return len(node.args) > 1 and "O_" in ast.unparse(node.args[1])


def _mode(node: ast.Call, at: int) -> bool:
    """True for a mode of open() that writes, or that is worked out elsewhere."""
    given = [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    given += node.args[at : at + 1]
    constants = [one.value for one in given if isinstance(one, ast.Constant)]
    return any(isinstance(mode, str) and set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in constants)


def users_of(name: str, package: Path) -> set[str]:
    """Modules in which a name occurs at all."""
    return {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.alias) and node.name == name)
    }


def test_every_module_that_writes_files_is_known_and_none_is_listed_in_vain() -> None:
    assert set(writers(PACKAGE)) == set(KNOWN)


def test_only_the_gate_makes_a_cleared_text() -> None:
    assert users_of("_issue", PACKAGE) == {"exposure/gate/clearing.py"}
    assert users_of("_ISSUED", PACKAGE) == {"exposure/gate/cleared.py"}


def test_what_writes_a_cleared_text_takes_nothing_else() -> None:
    tree = ast.parse((PACKAGE / DOOR).read_text(encoding="utf-8"))
    export = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "export")
    assert ast.unparse(export.args) == "cleared: Cleared, path: Path"
    public = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    outgoing = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "outgoing")
    assert ast.unparse(outgoing.args) == "cleared: Cleared, name: str"
    assert public == ["export", "outgoing", "fit"]


def test_the_rooms_that_make_things_for_others_write_no_file_of_their_own() -> None:
    rooms = ("voice/", "desk/", "numbers/", "decide/", "intake/", "field/")
    assert [module for module in writers(PACKAGE) if module.startswith(rooms)] == []


@pytest.mark.parametrize("page", ["docs/threat-model.md", "docs/ko/threat-model.md"])
def test_the_threat_model_names_every_other_way_to_a_file(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for words in (
        "`draft release`",
        "`vault backup`",
        "`--json`",
        "`--html`",
        "`draft soften --out`",
        "`people link --out`",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    "line",
    [
        "Path('x').write_text(text)",
        "open('x', 'w').write(text)",
        "open('x', mode='ab')",
        "Path('x').open('w')",
        "os.fdopen(handle, 'wb')",
        "os.open('x', os.O_WRONLY | os.O_CREAT)",
        "os.open('x', flags)",
        "tempfile.NamedTemporaryFile()",
        "frame.to_csv('x')",
        "np.save('x', array)",
        "shutil.copy('x', 'y')",
    ],
)
def test_a_new_way_to_a_file_is_noticed(line: str, tmp_path: Path) -> None:
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / "letters.py").write_text(f"def late(text):\n    {line}\n", encoding="utf-8")
    assert writers(tmp_path) == {"voice/letters.py": [2]}


@pytest.mark.parametrize("line", ["open('x')", "Path('x').open('rb')", "open('x', 'r')", "text.replace('w', 'a')"])
def test_reading_is_not_taken_for_writing(line: str, tmp_path: Path) -> None:
    (tmp_path / "quiet.py").write_text(f"{line}\n", encoding="utf-8")
    assert writers(tmp_path) == {}
