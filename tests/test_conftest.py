"""The footing of the tests: what is missing on a machine skips a test, or fails it where it must not be missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

ABSENT = "underice-no-such-program"


def test_a_missing_system_package_skips_a_test_on_a_developers_machine(
    require_system: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=ABSENT):
        require_system(ABSENT)


def test_a_missing_system_package_fails_a_test_in_continuous_integration(
    require_system: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=ABSENT):
        require_system(ABSENT)


def test_a_system_package_that_is_there_gives_its_path(require_system: Callable[[str], str]) -> None:
    assert Path(require_system("sh")).exists()


def test_shared_data_that_is_absent_skips_a_test(shared: Callable[[str], Path]) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"no such folder/file\.csv"):
        shared("no such folder/file.csv")


def test_the_sealed_data_is_refused(shared: Callable[[str], Path]) -> None:
    for path in ("data/sealed", "data/sealed/key.csv", "texts/../data/sealed/key.csv"):
        with pytest.raises(AssertionError, match="sealed"):
            shared(path)
