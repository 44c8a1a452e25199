"""One address for every page of the desk, those with an id included, on the story's vault; and goldens of what they say.

`addresses(serving)` begins a draft and lets another one out, then looks for a page of every route: by hand where it has
to be the right one, else by following links. A route without a page is an error, so a new page cannot be forgotten.
"""

from __future__ import annotations

import os
import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.desk.conftest import Client
from tests.desk.pages.test_drafts import TEXT, begun, field
from tests.desk.pages.test_releases import HARMLESS, let_out
from underice.desk.app import page_routes
from underice.desk.route import Sent

if TYPE_CHECKING:
    from underice.desk.serve import Serving

GOLDEN = Path(__file__).parent / "golden"
KINDS = ("person", "source", "publication", "note", "action", "outcome", "consent", "kin", "disclosure", "identity")
"""Kinds of record that have a page of their own form; of each, the record of which most is told is looked at."""
LIST = "2026년 2월 10일 받은 명단\n1. 남궁하늘 여 38세 무산\n2. 최은실 여 38세 무산\n"
"""A list with somebody the vault knows and somebody it does not."""
_NO_PAGE = (
    "/start", "/unlock", "/first", "/lock", "/kept", "/sent", "/recover",
    "/lists/held/{id}/again", "/lists/{bundle}/undo", "/statements/{id}/value", "/clearances/{id}/text.{form}",
)  # fmt: skip
"""Seen only while the vault is locked or after something was sent; the page before them once more; parts and files."""


def routes() -> list[str]:
    """The paths of all pages."""
    return sorted({route.path for route in page_routes() if not isinstance(route, Sent) and route.path not in _NO_PAGE})


@dataclass(frozen=True)
class Pages:
    """A name and an address for every page (parts of pages, and files, are left out), and the routes that have none."""

    address: dict[str, str]
    missing: tuple[str, ...]


def addresses(serving: Serving) -> Pages:
    """A page of every route of a desk with the story's vault."""
    client = Client(serving.app)
    found = by_hand(client)
    waiting = deque(dict.fromkeys([*(path for path in routes() if "{" not in path), *found.values()]))
    seen = set(waiting)
    open_ = {path: re.compile(re.sub(r"\{\w+\}", r"[^/?#]+", path)) for path in routes()}
    named = {address: name for name, address in found.items()}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        route = next((path for path, like in open_.items() if like.fullmatch(address.partition("?")[0])), None)
        if route is not None and answer.status_code == 200:
            if open_.pop(route, None) and address not in named and "<html" in answer.text:
                named[address] = name_of(route)
        for link in re.findall(r'href="(/[^"#]*)', answer.text):
            path = unescape(link)
            wanted = any(like.fullmatch(path.partition("?")[0]) for like in open_.values())
            if wanted and path not in seen and "lang=" not in path:
                seen.add(path)
                waiting.append(path)
    return Pages(dict(sorted((name, address) for address, name in named.items())), tuple(sorted(open_)))


def by_hand(client: Client) -> dict[str, str]:
    """Pages that have to be the right ones: a draft that exposes somebody, one that was let out, the fullest records."""
    draft, cleared = begun(client, TEXT), let_out(client, HARMLESS)
    ways = f"{draft}/ways/{field_of(client.get(draft).text, draft)}"
    found = {"draft": draft, "draft.ways": ways, "draft.gate": f"{draft}/release", "clearance": cleared}
    found["search.found"] = "/search?q=최은실"
    found |= decided(client)
    case = re.search(r'href="(/cases/[0-9a-f]{32})"', client.get("/").text)
    assert case is not None
    found["outcomes.case"] = f"/outcomes?case={case[1].removeprefix('/cases/')}"
    found["list.looked-at"] = client.submit("/lists/new", text=LIST).url.path
    vault = client.desk.keeper.vault
    for kind in KINDS:
        ids = sorted(vault.entities(kind), key=lambda id_: (-len(vault.history(id_)), id_))
        if ids:
            found[f"record.{kind}"] = f"/records/{ids[0].hex()}"
    found["statements.about"] = f"/statements/new?about={found['record.person'].removeprefix('/records/')}"
    found["record.person.history"] = f"{found['record.person']}/history"
    return found


def decided(client: Client) -> dict[str, str]:
    """The pages of a decision with a run of a few futures."""
    situation = {
        "title": "열두 사람",
        "held": "12",
        "arrested": "2026-02-08",
        "last": "2026-02-20",
        "households": "3:24",
    }
    here = client.submit("/decisions/new", by="기록자", **situation).url.path
    found = {"decision": here}
    for part in ("situation", "apart", "forecasts", "choice"):
        found[f"decision.{part}"] = f"{here}/{part}"
    shown = client.get(here).text
    typed = {name: field(shown, name) for name in re.findall(r'name="([a-z_]+\.(?:low|high|best|basis|mind))"', shown)}
    with patch("underice.decide.page.keeping.fresh_seed", lambda: 7), patch("underice.decide.run.FULL", 20_000):
        run = client.submit(here, typed, by="기록자", action="run")
    assert "/runs/" in run.url.path, run.text
    return {**found, "decision.run": run.url.path}


def field_of(html: str, draft: str) -> str:
    """The word by which the softer ways of a draft are asked for."""
    found = re.search(rf"{re.escape(draft)}/ways/([\w-]+)", html)
    return found[1] if found else field(html, "ticket")


def name_of(route: str) -> str:
    """The name of a page by its route: "/cases/{id}" is "cases.id"."""
    return re.sub(r"[{}]", "", route.strip("/")).replace("/", ".") or "home"


def masked(snapshot: str) -> str:
    """A snapshot without what differs from run to run: ids, checksums, times, the day it is."""
    days = {date.today().isoformat(), datetime.now(UTC).date().isoformat()}
    text = re.sub(r"(?<![0-9A-Za-z])[0-9a-f]{32,64}(?![0-9A-Za-z])", "(id)", snapshot)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", "(time)", text)
    for day in days:
        text = text.replace(day, "(today)")
    text = re.sub(r"/ways/[\w-]+", "/ways/(word)", text)
    text = re.sub(r"(?<![0-9A-Za-z])(?=[a-f]*\d)[0-9a-f]{8}(?![0-9A-Za-z])", "(id8)", text)
    text = re.sub(r"/\S*/vault\b", "(folder)", text)
    text = re.sub(r"- status: (?:Kept\.|보관했습니다\.)$", "- status", text, flags=re.MULTILINE)  # every ten seconds
    text = re.sub(r"\bage1[0-9a-z]{50,}", "(key)", text)
    text = re.sub(r"underice-head[^\n\"]*", "(head)", text)
    return text.rstrip() + "\n"


def differs(name: str, snapshot: str) -> str:
    """ "" if a snapshot is as its golden file says, else what differs. `UPDATE_GOLDEN=1` writes the file anew."""
    import difflib

    path, text = GOLDEN / f"{name}.txt", masked(snapshot)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return ""
    if not path.exists():
        return f"no golden file {path.name}; look at the page, then run with UPDATE_GOLDEN=1"
    kept = path.read_text(encoding="utf-8")
    return "\n".join(difflib.unified_diff(kept.splitlines(), text.splitlines(), "golden", "shown", lineterm="", n=1))
