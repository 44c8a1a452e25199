"""Forecasts on the desk: made before what they are about, resolved by somebody, scored, and silent where little is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import Seeded, Watched, axe, overflow
from tests.desk.pages.test_decisions import begun
from underice.vocabulary.language import LANGUAGES, Language

if TYPE_CHECKING:
    from tests.desk.conftest import Client
    from underice.desk.serve import Serving

LIKELY = {"question": "한 사람이라도 풀려나는가", "form": "yes", "probability": "70", "resolve_by": "2026-03-31",
          "resolver": "편집장", "by": "기록자"}  # fmt: skip
MANY = {**LIKELY, "question": "몇 사람이 송환되는가", "form": "number", "probability": "", "low": "4", "high": "11"}


def made(client: Client, path: str, **fields: str) -> str:
    """A forecast of a decision; its id."""
    answer = client.submit(f"{path}/forecasts", **{**LIKELY, **fields})
    assert answer.status_code == 200
    found: list[str] = re.findall(r'name="forecast" value="([0-9a-f]{32})"', answer.text)
    return found[-1]


def resolved(client: Client, path: str, one: str, **fields: str) -> str:
    """The page after somebody said what came."""
    shown: str = client.submit(f"{path}/resolve?lang=en", forecast=one, **{"by": "편집장", **fields}).text
    return shown


def test_a_forecast_is_recorded_with_who_said_it_and_who_will_say_what_came(client: Client) -> None:
    path = begun(client)
    made(client, path)
    shown = client.get(f"{path}/forecasts?lang=en").text
    assert "기록자 on 2026-02-09: 70 of 100; known by 2026-03-31, 편집장 says what came" in shown
    assert "not resolved yet" in shown


def test_what_came_is_scored_and_unknown_is_told_and_not_scored(client: Client) -> None:
    path = begun(client)
    one, many = made(client, path), made(client, path, **MANY)
    unknown = resolved(client, path, one, answer="unknown", remark="아무 소식이 없다")
    assert "still unknown; told, not scored" in unknown
    assert "아무 소식이 없다" in unknown
    assert "Brier 0.090" in resolved(client, path, one, answer="yes")
    assert "outside the range, interval score 27" in resolved(client, path, many, answer="counted", value="12")
    together = client.get("/calibration?lang=en").text
    assert "Known: 2. Still unknown: 0. Not resolved yet: 0." in together
    assert "Scores belong to forecasts, not to people." in together


def test_nothing_is_said_of_calibration_under_ten_ranges_that_are_resolved(client: Client) -> None:
    path = begun(client)
    for count in range(10):
        many = made(client, path, **{**MANY, "question": f"물음 {count}"})
        shown = client.get("/calibration?lang=en").text
        assert "Fewer than ten ranges are resolved" in shown
        assert "ranges held what came" not in shown
        resolved(client, path, many, answer="counted", value="9")
    assert "10 of 10 ranges held what came" in client.get("/calibration?lang=en").text


def test_a_forecast_that_is_due_stands_first(client: Client) -> None:
    from dataclasses import replace
    from datetime import date

    path = begun(client)
    made(client, path, question="나중 물음", resolve_by="2027-01-01")
    made(client, path, question="기한 된 물음")
    client.desk.settings = replace(client.desk.settings, day=date(2026, 4, 1))
    shown = client.get("/calibration?lang=en").text
    assert shown.index("somebody should say what came") < shown.index("기한 된 물음") < shown.index("나중 물음")


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": " "},
        {"probability": "170"},
        {"probability": "x"},
        {"probability": ""},
        {"resolve_by": "2026-01-01"},
        {"resolve_by": "bald"},
        {"resolver": ""},
        {"by": ""},
        {"form": "number", "low": "9", "high": "3"},
        {"form": "number", "low": "nan", "high": "3"},
    ],
)
def test_a_forecast_that_cannot_be_is_told_and_not_recorded(client: Client, wrong: dict[str, str]) -> None:
    path = begun(client)
    before = client.desk.keeper.vault.count()
    answer = client.submit(f"{path}/forecasts?lang=en", **{**LIKELY, **wrong})
    assert answer.status_code == 400
    assert "Nothing was recorded" in answer.text
    assert client.desk.keeper.vault.count() == before


@pytest.mark.parametrize(
    "wrong", [{"answer": ""}, {"answer": "counted", "value": "3"}, {"answer": "yes", "by": " "}, {"answer": "sure"}]
)
def test_an_answer_that_does_not_fit_is_told_and_not_recorded(client: Client, wrong: dict[str, str]) -> None:
    path = begun(client)
    one = made(client, path)
    before = client.desk.keeper.vault.count()
    assert "Nothing was recorded" in resolved(client, path, one, **wrong)
    assert client.desk.keeper.vault.count() == before


def test_what_came_of_a_number_has_to_be_one(client: Client) -> None:
    path = begun(client)
    many = made(client, path, **MANY)
    for value in ("", "many", "inf"):
        assert "Nothing was recorded" in resolved(client, path, many, answer="counted", value=value)
    assert client.submit(f"{path}/resolve", forecast="0" * 32, answer="yes", by="x").status_code == 404


def test_outcomes_on_record_of_the_case_can_be_named_as_what_answers_it(client: Client, seeded: Seeded) -> None:
    from underice.decide.forecasts import forecasts
    from underice.vocabulary.statement import Statement, new_id

    source, came = new_id(), new_id()
    client.desk.keeper.vault.record(
        [
            Statement(source, "source", "title", "전화", source),
            Statement(came, "outcome", "type", "returned", source),
            Statement(came, "outcome", "incident", seeded.case, source),
            Statement(came, "outcome", "count", "9", source),
        ]
    )
    path = begun(client, case=seeded.case)
    one = made(client, path)
    assert came.hex() in client.get(f"{path}/forecasts").text
    resolved(client, path, one, answer="no", outcome=came.hex())
    found = forecasts(client.desk.keeper.vault, bytes.fromhex(path.rpartition("/")[2]))
    assert found[0].resolution is not None
    assert found[0].resolution.outcomes == (came,)


def test_a_vault_without_forecasts_says_so(client: Client) -> None:
    assert "There are no forecasts yet." in client.get("/calibration?lang=en").text


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_forecasts_can_be_made_and_resolved_by_everybody_on_a_phone(
    watched: Watched, served_fresh: Serving, lang: Language
) -> None:
    page = watched.open(served_fresh, lang, width=360)
    origin = served_fresh.settings.origin
    page.goto(f"{origin}/decisions/new")
    page.fill("#held", "12")
    page.click("main form > .bar button")
    page.goto(f"{page.url}/forecasts")
    for name, value in LIKELY.items():
        if name != "form":
            page.fill(f"#{name}", value)
    page.click("form[action$=forecasts] button")
    page.locator("article details summary").click()
    assert axe(page) == []
    page.locator("article input[value=yes]").check()
    page.fill("article input[name=by]", "편집장")
    page.click("form[action$=resolve] button")
    assert "Brier" in page.inner_text("article") or "브라이어" in page.inner_text("article")
    page.goto(f"{origin}/calibration")
    assert axe(page) == []
    assert overflow(page) <= 0
