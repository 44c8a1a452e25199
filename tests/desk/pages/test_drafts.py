"""A draft is begun, checked while it is written, corrected, said with less, and let out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.desk.conftest import Client

TEXT = "지난 8일 선양에서 무산 출신 38세 여성과 아홉 살 아들이 체포됐다. 여성은 소학교 교원이었다."


def begun(client: Client, words: str = TEXT, **fields: str) -> str:
    """A draft begun on the page; its address."""
    case = re.search(r'<option value="([0-9a-f]{32})"', client.get("/drafts").text)
    assert case is not None
    given = {"case": case[1], "published": "2026-02-14", "audience": "public", **fields}
    answer = client.submit("/drafts", text=words, title="호소문", **given)
    assert answer.status_code == 200
    return answer.url.path


def test_a_draft_shows_whom_it_exposes(client: Client) -> None:
    path = begun(client)
    shown = client.get(path + "?lang=ko").text
    assert "38세" in shown
    assert "[1]" in shown
