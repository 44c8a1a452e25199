"""A name that stands in a draft appears in the report asked for and nowhere else: no message, log, temporary file."""

import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "독고노란새"
DRAFT = f"함경북도 무산 출신 {CANARY}(34) 씨가 2월 8일 선양에서 체포됐다. 1985년 13월 40일에 났다는 말도 있다."


def _check(
    folder: Path, environment: dict[str, str], *arguments: str, draft: bytes = DRAFT.encode()
) -> subprocess.CompletedProcess[bytes]:
    """Check a draft with the canary in it, in `folder`, with a temporary folder of its own beside."""
    (folder / "tmp").mkdir()
    (folder / "work").mkdir()
    (folder / "work" / "draft.txt").write_bytes(draft)
    command = [sys.executable, "-m", "underice", "draft", "check", "draft.txt", *arguments]
    environment = {**environment, "TMPDIR": str(folder / "tmp"), "HOME": str(folder / "tmp")}
    return subprocess.run(command, env=environment, cwd=folder / "work", capture_output=True, check=False)


@pytest.mark.parametrize(
    "arguments", [[], ["--json"], ["--lang", "en"], ["--full"]], ids=["plain", "json", "english", "full"]
)
def test_messages_and_temporary_files_hold_no_name_of_the_draft(
    arguments: list[str], tmp_path: Path, offline_environment: tuple[dict[str, str], Path]
) -> None:
    done = _check(tmp_path, offline_environment[0], *arguments)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert "(E-" not in done.stderr.decode()
    assert CANARY not in done.stderr.decode()
    assert list((tmp_path / "tmp").rglob("*")) == []
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["draft.txt"]


@pytest.mark.parametrize(
    ("arguments", "draft"),
    [
        (["--date", CANARY], DRAFT.encode()),
        (["--k", CANARY], DRAFT.encode()),
        ([f"--{CANARY}"], DRAFT.encode()),
        ([], DRAFT.encode("cp949")),
        ([], DRAFT.encode("utf-16")),
        ([], b"\x00\xff\xfe" + DRAFT.encode() + b"\x00" * 64),
    ],
    ids=["date", "k", "option", "cp949", "utf-16", "binary"],
)
def test_bad_input_gets_a_documented_exit_code_and_no_traceback(
    arguments: list[str], draft: bytes, tmp_path: Path, offline_environment: tuple[dict[str, str], Path]
) -> None:
    done = _check(tmp_path, offline_environment[0], *arguments, draft=draft)
    told = done.stderr.decode()
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in told
    assert "(E-" not in told
