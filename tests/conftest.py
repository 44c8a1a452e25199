"""What every test stands on: no network, shared data when it is there, system packages that must be there in CI."""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# The part of the shared data that no test may look at, not even by accident.
SEALED = SHARED / "data" / "sealed"

# Two busy cores make single examples slow; a law that holds is not broken by a pause.
settings.register_profile("underice", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("underice")


def _load(path: Path) -> ModuleType:
    """Load a Python file as a module, without its folder on the import path."""
    spec = importlib.util.spec_from_file_location(f"underice_tests_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_offline = _load(ROOT / "tests" / "offline" / "sitecustomize.py")

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_network() -> Iterator[list[str]]:
    """Fail any test in whose time a network was reached for, even where the code swallowed the refusal.

    Gives the list of attempts, so that a test about this guard can look at and clear it.
    """
    attempts: list[str] = _offline.attempts
    attempts.clear()
    yield attempts
    seen = list(attempts)
    attempts.clear()
    assert not seen, f"the network was reached for: {seen}"


@pytest.fixture
def offline_environment(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """Environment for a subprocess in which every network attempt is refused, and the file that counts the attempts."""
    log = tmp_path / "network.log"
    path = os.pathsep.join([str(ROOT / "tests" / "offline"), str(ROOT / "src")])
    environment = {**os.environ, "PYTHONPATH": path, "UNDERICE_NETWORK_LOG": str(log)}
    return environment, log


@pytest.fixture(scope="session")
def require_system() -> Callable[[str], str]:
    """`require_system("chromium")` gives the path of a system program, or skips the test with a reason.

    With CI=true the absence is a failure: there, .ci/run has to have installed it.
    """

    def require(program: str) -> str:
        path = shutil.which(program)
        if path is not None:
            return path
        reason = f"the system package {program} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; .ci/run should have installed it", pytrace=False)
        pytest.skip(reason)

    return require


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """`shared("data/drafts/README.md")` gives a file beside the project, or skips the test where there is none."""

    def find(relative: str) -> Path:
        path = (SHARED / relative).resolve()
        assert SEALED.resolve() not in (path, *path.parents), "the sealed data is not for tests"
        if not path.exists():
            pytest.skip(f"../shared/{relative} is not beside the project")
        return path

    return find


@pytest.fixture(scope="session")
def browser(require_system: Callable[[str], str]) -> Iterator["Browser"]:
    """Chromium. Skips where there is none (fails in CI)."""
    path = require_system("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield chromium
        chromium.close()
