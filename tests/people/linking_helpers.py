"""What the tests of linking share: the packages they need, invented people, and a watch over files."""

import importlib.util
import os
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import TracebackType

import pytest

from underice.people.facts import KinFact, PersonFacts
from underice.vocabulary.intervals import DateInterval

MUSAN, HOERYONG = "KP0201", "KP0202"


def need_packages(*names: str) -> None:
    """Skip the tests of a file where a package of an extra is missing; with CI=true that is a failure."""
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {missing}; .ci/run should have installed it", pytrace=False)
    if missing:
        pytest.skip(f"not installed: {missing}", allow_module_level=True)


def someone(key: str, *names: str, born: int | tuple[int, int] | date | None = None, home: str = "", sex: str = "",
            kin: Iterable[KinFact] = ()) -> PersonFacts:  # fmt: skip
    """An invented person. born: a year, first and last year, or a day."""
    births: tuple[DateInterval, ...] = ()
    if isinstance(born, date):
        births = (DateInterval.day(born),)
    elif isinstance(born, tuple):
        births = (DateInterval.year(*born),)
    elif born is not None:
        births = (DateInterval.year(born),)
    return PersonFacts(
        key, names, sex=(sex,) if sex else (), births=births, origins=((home,),) if home else (), kin=tuple(kin)
    )


class Watch:
    """Looks into folders as long as it is entered, again and again: what files were there, and what bytes in them.

    files: how many different files were seen. told: names of files in which one of `canaries` stood.
    """

    def __init__(self, folders: Iterable[Path], canaries: Iterable[bytes], pause: float = 0.05) -> None:
        self.folders = tuple(folders)
        self.canaries = tuple(canaries)
        self.pause = pause
        self.files: set[Path] = set()
        self.told: set[Path] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def look(self) -> None:
        """Look once at every file."""
        for folder in self.folders:
            for path in folder.rglob("*"):
                try:
                    if path.is_file():
                        self.files.add(path)
                        content = path.read_bytes()
                        if any(canary in content for canary in self.canaries):
                            self.told.add(path)
                except OSError:
                    continue  # gone again

    def _run(self) -> None:
        while not self._over.wait(self.pause):
            self.look()

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self.look()


def spelt(name: str) -> tuple[bytes, ...]:
    """The bytes of a name as programs may write it."""
    return (name.encode(), name.encode("utf-16-le"), name.encode("utf-16-be"))
