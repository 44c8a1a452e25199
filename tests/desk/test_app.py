"""Every route keeps the rules of the house: a page behind every form, nobody in without the printed link."""

import pytest

from tests.desk.conftest import Client
from underice.desk.app import page_routes
from underice.desk.route import Sent

ROUTES = list(page_routes())


def test_every_path_that_takes_a_form_also_shows_a_page() -> None:
    shown = {route.path for route in ROUTES if not isinstance(route, Sent)}
    alone = {route.path for route in ROUTES if isinstance(route, Sent) and not route.fragment}
    assert alone - shown == set()


def test_no_path_is_declared_twice() -> None:
    declared = [(route.path, isinstance(route, Sent)) for route in ROUTES]
    assert len(declared) == len(set(declared))


@pytest.mark.parametrize("path", [route.path for route in ROUTES if route.path != "/start"])
def test_nobody_gets_a_page_without_the_printed_link(client: Client, path: str) -> None:
    answer = client.fresh().get(path.replace("{id}", "0" * 32))
    assert answer.status_code == 403
    assert "does not know this browser" in answer.text
