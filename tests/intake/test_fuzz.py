"""Spoilt lists are refused clearly or come out right; never a crash, never something half-written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake.harness import fuzz
from underice.intake.reading import read

ROOT = Path(__file__).resolve().parents[2]
SOAK = 100_000


def test_spoilt_lists_are_refused_or_come_out_right() -> None:
    assert fuzz.main(1, 60, every=20) == 0


def test_a_case_is_made_from_its_number_alone() -> None:
    assert fuzz.case(7) == fuzz.case(7)
    assert fuzz.case(7) != fuzz.case(8)


def test_what_goes_wrong_is_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(number: int, vault: object = None) -> list[str]:
        raise RuntimeError(number)

    monkeypatch.setattr(fuzz, "run", broken)
    assert fuzz.main(2, 1, tmp_path) == 1
    assert len(list(tmp_path.iterdir())) == 1
    assert "RuntimeError" in capsys.readouterr().out


@pytest.mark.soak
def test_a_hundred_thousand_spoilt_lists(tmp_path: Path) -> None:
    parts = os.cpu_count() or 1
    each = SOAK // parts
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.intake.harness.fuzz", str(1 + part * each), str(each), str(tmp_path)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
        )
        for part in range(parts)
    ]  # fmt: skip
    told = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0] * parts, told


@pytest.mark.soak
def test_a_csv_of_one_gigabyte_ends_in_a_clear_word_with_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    row = "김영희,여,38,함경북도 무산군,교원\n".encode()
    block = row * (4_000_000 // len(row))
    with path.open("wb") as file:
        file.write("이름,성별,나이,고향,직업\n".encode())
        while file.tell() < 1_000_000_000:
            file.write(block)
    script = (
        "import resource, sys; from pathlib import Path; from underice.intake.reading import read;"
        " found = read(Path(sys.argv[1])); print(*[one.code for one in found.faults], len(found.rows),"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    *codes, rows, megabytes = done.stdout.split()
    assert set(codes) & {"too-many-rows", "too-large"}
    assert int(rows) <= 100_001
    assert int(megabytes) < fuzz.MEMORY_MB


def test_a_bomb_is_not_unpacked() -> None:
    found = read(fuzz.bomb(300), name="bomb.xlsx")
    assert found.people == ()
    assert {one.code for one in found.faults} & {"zip-bomb", "workbook-too-large"}
