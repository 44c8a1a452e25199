"""Whatever is sent to whatever route, logged in or not: an answer, and never a failure inside."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.conftest import Client, Seeded, opened
from tests.desk.harness.fuzz import run
from underice.desk.app import make_app
from underice.desk.session import Sessions


@pytest.fixture
def make(seeded: Seeded, tmp_path: Path) -> Callable[[], Client]:
    """Makes fresh desks, each with a copy of the story's vault."""
    numbers = itertools.count()

    def fresh() -> Client:
        folder = tmp_path / str(next(numbers))
        settings = replace(seeded.copy(folder), port=8765)
        app = make_app(settings, Sessions())
        app.state.desk.take(opened(settings))
        return Client(app)

    return fresh


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_is_sent_makes_the_desk_fail(make: Callable[[], Client], seed: int) -> None:
    failures, seen = run(make, seed, 400, let_in=True)
    assert failures == []
    assert seen[200] > 40


def test_who_was_not_let_in_gets_nothing_whatever_is_sent(make: Callable[[], Client]) -> None:
    failures, seen = run(make, 3, 200, let_in=False)
    assert failures == []
    assert set(seen) <= {403, 405}


@pytest.mark.soak
def test_twenty_thousand_requests_make_nothing_fail(make: Callable[[], Client]) -> None:
    failures, seen = run(make, 4, 16_000, let_in=True)
    assert failures == []
    more, alone = run(make, 5, 4_000, let_in=False)
    assert more == []
    assert seen.total() + alone.total() == 20_000
