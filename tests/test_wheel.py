"""What a user installs: one wheel with every file of the package, small, and described as it is."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from underice import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "underice"
LIMIT = 9_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as an installer builds it."""
    pytest.importorskip("hatchling", reason="the build tool is not installed: make test installs it")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
    present = {str(path.relative_to(ROOT / "src")) for path in PACKAGE.rglob("*") if path.is_file()}
    assert {name for name in present if "__pycache__" not in name} - shipped == set()


def test_the_wheel_holds_nothing_but_the_package_and_its_description(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert tops == {"underice", f"underice-{__version__}.dist-info"}


def test_the_wheel_is_small_and_carries_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        licence = archive.read(f"underice-{__version__}.dist-info/licenses/LICENSE").decode()
        description = archive.read(f"underice-{__version__}.dist-info/METADATA").decode()
    assert wheel.stat().st_size <= LIMIT
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in licence
    assert "License-Expression: AGPL-3.0-or-later" in description
